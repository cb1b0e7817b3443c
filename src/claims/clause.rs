//! Clauses of a sentence: where the one of a figure begins and ends, and what its small words say of the figure.

use super::draft::{Draft, Link};
use super::sentence::{Kind, Line};
use super::words::List;

/// The clause around a token: between marks and words that begin another.
pub(super) fn clause(line: &Line, sentence: (usize, usize), at: usize) -> (usize, usize) {
    let is_edge = |place: usize| match line.tokens[place].kind {
        Kind::Mark(c) => {
            matches!(c, ';' | ':' | '(' | ')' | '—' | '–')
                || c == ','
                    && line.tokens.get(place + 1).is_some_and(|_| line.is(place + 1, List::BeginsClause))
        }
        Kind::Word => matches!(
            line.word(place),
            "which" | "dont" | "mais" | "but" | "while" | "whereas" | "tandis" | "alors"
        ),
        _ => false,
    };
    let mut start =
        (sentence.0..at).rev().find(|&place| is_edge(place)).map_or(sentence.0, |place| place + 1);
    let mut end = (at + 1..sentence.1).find(|&place| is_edge(place)).unwrap_or(sentence.1);
    // "Microsoft, which invested 13 billion, will …": with what it refers to, and up to the next comma.
    if start > sentence.0 + 1 && matches!(line.word(start), "qui" | "which" | "who" | "dont") {
        let comma = |place: &usize| line.tokens[*place].kind == Kind::Mark(',');
        let before =
            (sentence.0..start - 1).rev().find(|place| matches!(line.tokens[*place].kind, Kind::Mark(_)));
        start = before.map_or(sentence.0, |place| place + 1);
        end = (at + 1..end).find(comma).unwrap_or(end);
    }
    (start, end)
}

/// Whether the words before a figure say that it is a part of another.
pub(super) fn is_part(line: &Line, sentence: (usize, usize), at: usize) -> bool {
    let from = at.saturating_sub(5).max(sentence.0);
    (from..at).any(|place| {
        !matches!(line.tokens[place].kind, Kind::Figure(_))
            && (from.max(place)..at).all(|between| !matches!(line.tokens[between].kind, Kind::Figure(_)))
            && matches!(line.word(place), "dont" | "including" | "alone" | "seul" | "seule" | "another")
            || line.word(place) == "which" && place > from && line.word(place - 1) == "of"
    }) || (at + 1..(at + 3).min(sentence.1)).any(|place| line.word(place) == "alone")
}

/// What a figure counts beside or instead of what others count: 1 for a price with the debt, 2 for the price that a contract lets
/// a buyer pay, 3 for a sum before tax; 0 for nothing.
pub(super) fn scope(line: &Line, sentence: (usize, usize), at: usize) -> u8 {
    let is_figure = |place: &usize| matches!(line.tokens[*place].kind, Kind::Figure(_));
    let from = (sentence.0..at).rev().take(8).take_while(|place| !is_figure(place)).last().unwrap_or(at);
    let to = (at + 1..sentence.1)
        .take(6)
        .take_while(|place| !is_figure(place))
        .last()
        .map_or(at, |place| place + 1);
    let has = |words: &[&str]| (from..to).any(|place| words.contains(&line.word(place)));
    let with = [
        "comprise",
        "comprises",
        "compris",
        "incluse",
        "incluses",
        "including",
        "included",
        "ajoutant",
        "with",
    ];
    if has(&["dette", "dettes", "debt", "debts"]) && has(&with) {
        1
    } else if has(&["clause"]) {
        2
    } else {
        3 * u8::from(has(&["gross", "brut", "brute", "bruts", "brutes"]))
    }
}

/// Whether a folded word is a noun by which a firm is called.
pub(super) fn is_firm(word: &str) -> bool {
    matches!(
        word,
        "geant"
            | "groupe"
            | "societe"
            | "entreprise"
            | "firme"
            | "compagnie"
            | "start-up"
            | "startup"
            | "club"
            | "constructeur"
            | "operateur"
            | "fabricant"
            | "banque"
            | "company"
            | "firm"
            | "giant"
            | "group"
            | "maker"
            | "exchange"
            | "retailer"
            | "bank"
            | "chain"
            | "carrier"
            | "airline"
            | "manufacturer"
            | "chipmaker"
            | "studio"
            | "fund"
            | "fonds"
            | "pepite"
    )
}

/// Whether a clause speaks of a ruling on appeal.
pub(super) fn is_appeal(line: &Line, clause: (usize, usize)) -> bool {
    (clause.0..clause.1).any(|at| {
        matches!(line.word(at), "appeals" | "appeal")
            || line.word(at) == "appel" && at > 0 && matches!(line.word(at - 1), "d'" | "en")
    })
}

/// Whether two neighbouring figures are one value in two currencies, or one that replaced the other.
pub(super) fn join(line: &Line, from: usize, to: usize, a: &Draft, b: &Draft) -> Option<Link> {
    let between = |words: &[&str]| (from + 1..to).any(|place| words.contains(&line.word(place)));
    let ratio = super::rates::ratio(a.value, a.unit, b.value, b.unit);
    let near = to - from <= 4;
    let opens = (from + 1..to).any(|place| matches!(line.tokens[place].kind, Kind::Mark('(' | '/')));
    if !a.percent
        && a.unit != b.unit
        && near
        && (opens || between(&["or", "soit", "ou", "environ", "roughly", "about"]))
        && ratio.is_some_and(|ratio| (0.7..1.45).contains(&ratio))
    {
        return Some(Link::Conversion);
    }
    if a.unit != b.unit && a.unit.is_some() && b.unit.is_some() {
        return None;
    }
    let follows = |first: &str, second: &str| {
        (from + 1..to).any(|place| line.word(place) == first && line.word(place + 1) == second)
    };
    if follows("au", "lieu")
        || follows("instead", "of")
        || follows("up", "from")
        || follows("down", "from")
        || follows("rather", "than")
        || between(&["contre"]) && to - from <= 8
        || between(&["atteignant", "reaching"]) && to - from <= 16
    {
        return Some(Link::Change);
    }
    let before = |words: &[&str]| (1..=3).any(|back| from >= back && words.contains(&line.word(from - back)));
    // "began at $1 million and swelled to 13".
    let grows = |at| {
        matches!(
            line.word(at),
            "swelled" | "grew" | "ballooned" | "climbed" | "rose" | "enfle" | "gonfle" | "grimpe" | "grossi"
        )
    };
    if !a.percent && to - from <= 10 && (from + 1..to).any(grows) {
        return Some(Link::Change);
    }
    if near && between(&["a", "to", "au", "jusqu'a"]) && before(&["de", "from", "du", "d'", "des"]) {
        return Some(Link::Change);
    }
    None
}
