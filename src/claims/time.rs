//! When a claim holds: the year and month or quarter of its clause, and what a sum is counted by (a year, a share).

use crate::article::PartialDate;

use super::draft::Time;
use super::sentence::{Kind, Line};

/// The year that stands for an article's own where its date is not known.
const OWN: i16 = 50;

/// The time of the figure at a token.
pub(super) fn of(
    line: &Line,
    sentence: (usize, usize),
    figure: usize,
    clause: (usize, usize),
    date: Option<PartialDate>,
) -> Time {
    let own = date.map_or(OWN, |date| date.year);
    let is_figure = |at: usize| matches!(line.tokens[at].kind, Kind::Figure(_));
    let mut best: Option<(usize, i16)> = None;
    let mut part = 0;
    // What belongs to the figure: up to the figures beside it.
    let from = (sentence.0..figure).rev().find(|&at| is_figure(at)).map_or(sentence.0, |at| at + 1);
    let to = (figure + 1..sentence.1).find(|&at| is_figure(at)).unwrap_or(sentence.1);
    for at in from..to {
        let far = at.abs_diff(figure) + if at < clause.0 || at >= clause.1 { 12 } else { 0 };
        // Time behind another figure's end belongs to that one: "5,6 % en 2024 et 5 % en 2025".
        let far = if at < figure && from > sentence.0 { far + 6 } else { far };
        if far > 24 {
            continue;
        }
        let year = year(line, at, own);
        if let Some(year) = year.filter(|_| best.is_none_or(|(distance, _)| far < distance)) {
            best = Some((far, year));
        }
        if far <= 8
            && let Some(found) = part_of_year(line, at)
        {
            part = found;
        }
    }
    // "In 2023, sales were 8 million and the profit 1 million": for all figures of the sentence.
    if best.is_none() && from > sentence.0 {
        let opening =
            (sentence.0..sentence.1.min(sentence.0 + 3)).find_map(|at| Some((at, year(line, at, own)?)));
        best = opening.filter(|(at, _)| *at < from);
    }
    Time { year: best.map_or(0, |(_, year)| year), part }
}

fn year(line: &Line, at: usize, own: i16) -> Option<i16> {
    let word = line.word(at);
    let next = |ahead: usize| line.word(at + ahead);
    let back = |behind: usize| at.checked_sub(behind).map_or("", |at| line.word(at));
    if line.tokens[at].kind == Kind::Number {
        let year = word.parse::<i16>().ok().filter(|year| word.len() == 4 && (1900..2100).contains(year));
        if year.is_some() {
            return year;
        }
        let count = word.parse::<i16>().ok().filter(|count| (1..60).contains(count))?;
        return ago(line, at).then(|| own - count);
    }
    let count = count(word);
    match (word, next(1), next(2)) {
        ("last", "year" | "season" | "autumn" | "summer" | "spring", _)
        | ("an" | "annee", "dernier" | "derniere" | "passe" | "passee", _) => Some(own - 1),
        ("year", "earlier" | "ago" | "before", _) | ("an", "plus", "tot") | ("an", "auparavant", _) => {
            Some(own - 1)
        }
        ("this", "year" | "season", _) | ("cette", "annee", _) => Some(own),
        ("next", "year" | "season", _) | ("an" | "annee", "prochain" | "prochaine", _) => Some(own + 1),
        ("previous", "year" | "record", _) => Some(own - 1),
        _ if count.is_some() && ago(line, at) => Some(own - count.unwrap_or(0)),
        _ => None,
    }
    .filter(|_| back(1) != "since")
}

/// Whether "years ago" or "il y a … ans" is around a number.
fn ago(line: &Line, at: usize) -> bool {
    let next = |ahead: usize| line.word(at + ahead);
    let il_y_a = at >= 2 && line.word(at - 1) == "a" && line.word(at - 2) == "y";
    matches!(next(1), "years") && matches!(next(2), "ago" | "earlier" | "before")
        || next(1) == "ans" && (il_y_a || next(2) == "plus")
}

fn count(word: &str) -> Option<i16> {
    const WORDS: &[(&str, i16)] = &[
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("ten", 10),
        ("deux", 2),
        ("trois", 3),
        ("quatre", 4),
        ("cinq", 5),
        ("dix", 10),
    ];
    WORDS.iter().find(|(name, _)| *name == word).map(|(_, count)| *count)
}

fn part_of_year(line: &Line, at: usize) -> Option<u8> {
    const MONTHS: &[&str] = &[
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    ];
    let word = line.word(at);
    let before = at.checked_sub(1).map_or("", |at| line.word(at));
    if let Some(month) = MONTHS.iter().position(|month| *month == word) {
        // "in May", "en mai", "June's": a day before it makes it the date of an event.
        return (matches!(before, "in" | "en" | "for" | "since" | "de" | "d'" | "by") || at == 0)
            .then_some((month % 12 + 1) as u8);
    }
    let quarter = matches!(line.word(at + 1), "quarter" | "trimestre");
    match word {
        "first" | "premier" if quarter => Some(21),
        "second" | "deuxieme" if quarter => Some(22),
        "third" | "troisieme" if quarter => Some(23),
        "fourth" | "quatrieme" if quarter => Some(24),
        "q1" | "t1" => Some(21),
        "q2" | "t2" => Some(22),
        "q3" | "t3" => Some(23),
        "q4" | "t4" => Some(24),
        _ => None,
    }
}

/// What a sum is counted by; 0 for nothing.
pub(super) fn period(line: &Line, sentence: (usize, usize), figure: usize) -> u8 {
    let word = |ahead: usize| if figure + ahead < sentence.1 { line.word(figure + ahead) } else { "" };
    for ahead in 1..=3 {
        let found = match (word(ahead), word(ahead + 1)) {
            ("a" | "per" | "par" | "chaque" | "every" | "/", unit) => unit_of(unit),
            ("annually" | "yearly" | "annuel" | "annuels" | "annuelle" | "annuelles", _) => 1,
            ("each" | "chacun" | "apiece", _) => 6,
            _ => 0,
        };
        if found != 0 {
            return found;
        }
        if !matches!(word(ahead), "of" | "in" | "de" | "d'" | "euros" | "cost" | "costs") && ahead > 1 {
            break;
        }
    }
    let from = figure.saturating_sub(5).max(sentence.0);
    let annual = (from..figure).any(|at| {
        matches!(
            line.word(at),
            "annual"
                | "yearly"
                | "annuel"
                | "annuelle"
                | "annuels"
                | "annuelles"
                | "annualised"
                | "annualized"
        )
    });
    let behind =
        (figure + 1..sentence.1.min(figure + 4)).any(|at| matches!(line.word(at), "annual" | "yearly"));
    u8::from(annual || behind)
}

fn unit_of(word: &str) -> u8 {
    match word {
        "an" | "year" | "annee" | "season" | "saison" => 1,
        "mois" | "month" => 2,
        "semaine" | "week" => 3,
        "jour" | "day" => 4,
        "share" | "action" | "titre" => 5,
        "personne" | "person" | "household" | "menage" | "head" | "habitant" => 6,
        _ => 0,
    }
}
