//! Who says so: the source that a sentence attributes a statement to ("selon X", "X a annoncé", "a source said",
//! "« … », dit X"), as the proper name in it, else as the noun phrase.

use super::sentence::{Kind, Line};
use super::speaker::{Speaker, speaker};
use super::subject::{behind_is_subject, puts_a_value, subject_before};
use super::words::{List, pronoun};

/// A source and the part of a sentence that it states.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attribution {
    /// Who.
    pub(super) speaker: Speaker,
    /// The tokens of the phrase that names it.
    pub(super) phrase: (usize, usize),
    /// Whether what is stated comes after the phrase ("X says that …"), before it ("…, X said"), or on both sides.
    pub(super) side: Side,
}

/// Where the statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Before the phrase.
    Before,
    /// After the phrase.
    After,
    /// On either side.
    Both,
    /// The figure before the phrase alone.
    Nearest,
}

/// Verbs that say something where they stand behind what is said (", a promis X").
fn says_behind(line: &Line, at: usize) -> bool {
    line.is(at, List::Says) || line.is(at, List::SaysBehind)
}

/// Words that a speaker's phrase ends at.
fn ends_phrase(line: &Line, at: usize) -> bool {
    line.is(at, List::Calendar) || line.is(at, List::EndsPhrase)
}

/// The attributions of a sentence, in reading order.
pub(super) fn attributions(
    line: &Line,
    sentence: (usize, usize),
    known: &impl Fn(&str) -> bool,
    out: &mut Vec<Attribution>,
) {
    out.clear();
    let mut at = sentence.0;
    while at < sentence.1 {
        let word = line.word(at);
        let next = line.word(at + 1);
        let after = match (word, next) {
            ("selon" | "dixit", _) => Some(at + 1),
            ("according", "to") => Some(at + 2),
            ("d'", "apres") => Some(at + 2),
            ("d'apres", _) => Some(at + 1),
            ("pour", _) if at == sentence.0 => Some(at + 1),
            ("de", "source") | ("de", "sources") => Some(at + 1),
            _ => None,
        };
        if let Some(from) = after
            && let Some((speaker, end)) = phrase_after(line, from, sentence, known)
            && (word != "pour" || is_about_somebody(line, from, end))
        {
            out.push(Attribution { speaker, phrase: (at, end), side: Side::Both });
            at = end;
            continue;
        }
        if let Some(attribution) = at_verb(line, at, sentence, known) {
            let end = attribution.phrase.1.max(at + 1);
            out.push(attribution);
            at = end;
            continue;
        }
        if let Some(attribution) = by_agent(line, at, sentence, known) {
            at = attribution.phrase.1;
            out.push(attribution);
            continue;
        }
        at += 1;
    }
}

/// "estimé à 35 millions par le parquet", "put at $3 million by the insurers".
fn by_agent(
    line: &Line,
    at: usize,
    sentence: (usize, usize),
    known: &impl Fn(&str) -> bool,
) -> Option<Attribution> {
    let figure = |at: usize| matches!(line.tokens[at].kind, Kind::Figure(_));
    let period = matches!(line.word(at + 1), "an" | "mois" | "jour" | "semaine" | "personne" | "action");
    if !matches!(line.word(at), "par" | "by") || period || at < sentence.0 + 3 {
        return None;
    }
    let estimates = |at: usize| {
        let word = line.word(at);
        ["estim", "evalu", "chiffr", "attendu", "expect", "forecast", "project"]
            .iter()
            .any(|stem| word.starts_with(stem))
    };
    // "1,8 milliard attendu par", "$1.8bn are expected by".
    let near = (1..=if estimates(at - 1) { 3 } else { 2 }).any(|back| figure(at - back));
    if !near {
        return None;
    }
    let estimated = (at.saturating_sub(7).max(sentence.0)..at).any(|before| {
        let word = line.word(before);
        ["estime", "evalue", "chiffre", "estimat", "attendu"].iter().any(|stem| word.starts_with(stem))
            || estimates(before)
            || matches!(word, "put" | "calculated" | "valued")
    });
    let attended = at + 1 < sentence.1 && line.is(at + 1, List::Determiner);
    if !estimated || !attended {
        return None;
    }
    let (speaker, end) = phrase_after(line, at + 1, sentence, known)?;
    Some(Attribution { speaker, phrase: (at, end), side: Side::Nearest })
}

/// Whether a phrase after "pour" names a person or a firm, so that it can state something.
fn is_about_somebody(line: &Line, from: usize, end: usize) -> bool {
    line.tokens.get(end).is_some_and(|token| token.kind == Kind::Mark(','))
        && (from..end).any(|at| line.tokens[at].kind.entity().is_some())
}

/// The noun phrase from `from` on: the speaker and where it ends.
fn phrase_after(
    line: &Line,
    from: usize,
    sentence: (usize, usize),
    known: &impl Fn(&str) -> bool,
) -> Option<(Speaker, usize)> {
    let mut end = from;
    while end < sentence.1 && end - from < 14 {
        let token = &line.tokens[end];
        let word = line.word(end);
        match token.kind {
            Kind::Figure(_) => break,
            Kind::Mark('-' | '&' | '.' | '\'' | '’' | '/')
                if token.kind != Kind::Mark('.') || end > from && is_initial(line, end - 1) => {}
            Kind::Mark(_) => break,
            Kind::Word if end > from && ends_phrase(line, end) => break,
            Kind::Word | Kind::Capital
                if end > from && line.is(end, List::Says) && !line.is(end - 1, List::Determiner) =>
            {
                break;
            }
            Kind::Capital if line.is(end, List::Calendar) && end > from && word != "reuters" => break,
            _ => {}
        }
        end += 1;
    }
    // An apposition: "le maire, Yvon Tarrade".
    if end + 1 < sentence.1
        && line.tokens[end].kind == Kind::Mark(',')
        && let Kind::Person(mention) = line.tokens[end + 1].kind
        && (from..end).all(|at| !matches!(line.tokens[at].kind, Kind::Person(_)))
        && line
            .tokens
            .get(end + 2)
            .is_none_or(|next| end + 2 >= sentence.1 || matches!(next.kind, Kind::Mark(_)))
    {
        return Some((Speaker::Entity(mention), end + 2));
    }
    speaker(line, (from, end), sentence, known).map(|speaker| (speaker, end))
}

pub(super) fn is_initial(line: &Line, at: usize) -> bool {
    line.word(at).chars().count() == 1
        || matches!(line.word(at), "mr" | "dr" | "mrs" | "ms" | "me" | "co" | "inc" | "corp" | "ltd")
}

/// A verb of saying at this token, with its subject before or behind it.
fn at_verb(
    line: &Line,
    at: usize,
    sentence: (usize, usize),
    known: &impl Fn(&str) -> bool,
) -> Option<Attribution> {
    let word = line.word(at);
    if line.tokens[at].kind != Kind::Word {
        return None;
    }
    let before = |back: usize| at.checked_sub(back).filter(|&at| at >= sentence.0);
    let put = matches!(word, "put" | "puts") && puts_a_value(line, at, sentence);
    if !says_behind(line, at) && !put {
        return None;
    }
    let noun = |at: usize| match line.word(at) {
        // "a" is an article in English, an auxiliary in French.
        "a" => matches!(word, "forecast" | "estimate" | "table" | "claims"),
        _ => line.is(at, List::Determiner),
    };
    if before(1).is_some_and(noun) {
        return None;
    }
    // "is said to be", "est estimé à", "now estimated at", "estimé à": nobody says it.
    let adverb = |at: &usize| {
        matches!(
            line.word(*at),
            "now"
                | "first"
                | "later"
                | "since"
                | "initialement"
                | "also"
                | "still"
                | "currently"
                | "desormais"
                | "aussi"
                | "encore"
                | "initially"
                | "long"
        )
    };
    let helper = (1..=2).find_map(|back| before(back).filter(|at| !adverb(at)));
    let helped = helper.is_some_and(|at| {
        matches!(
            line.word(at),
            "a" | "ont"
                | "avait"
                | "avaient"
                | "has"
                | "have"
                | "had"
                | "t-il"
                | "t-elle"
                | "a-t-il"
                | "a-t-elle"
        )
    });
    let passive = matches!(word, "estimated" | "reported" | "expected")
        && matches!(line.word(at + 1), "at" | "in" | "by" | "to");
    if !helped && (line.is_participle(at) || passive) {
        return None;
    }
    if helper.is_some_and(|at| {
        matches!(
            line.word(at),
            "is" | "are"
                | "was"
                | "were"
                | "be"
                | "been"
                | "est"
                | "sont"
                | "etait"
                | "ete"
                | "fut"
                | "soit"
                | "sera"
                | "serait"
                | "etre"
        )
    }) {
        return None;
    }
    // The auxiliary stands before a French participle, with pronouns: "a-t-elle précisé", "a déclaré".
    let mut first = at;
    let mut inverted_pronoun = None;
    while let Some(previous) = first.checked_sub(1).filter(|&previous| previous >= sentence.0) {
        let word = line.word(previous);
        if matches!(
            word,
            "a" | "ont"
                | "avait"
                | "avaient"
                | "has"
                | "have"
                | "had"
                | "aurait"
                | "s'est"
                | "est"
                | "se"
                | "s'"
                | "later"
                | "also"
                | "already"
                | "deja"
                | "aussi"
                | "previously"
        ) {
            first = previous;
        } else if let Some(person) = pronoun(word).filter(|_| word.contains("t-") || word.contains('-')) {
            inverted_pronoun = Some(person);
            first = previous;
        } else {
            break;
        }
    }
    if let Some(person) = inverted_pronoun {
        let speaker = if person { Speaker::He } else { Speaker::It };
        return Some(Attribution { speaker, phrase: (first, at + 1), side: Side::Before });
    }
    let opens = first == sentence.0
        || matches!(
            line.tokens[first - 1].kind,
            Kind::Mark(',' | '»' | '”' | '"' | '—' | '–' | '’' | '\'' | '?' | '!')
        );
    // Behind what is said: ", a déclaré la présidente", ", said Mr Thorn".
    if opens && first > sentence.0 {
        let from = at + 1;
        if let Some((speaker, end)) = phrase_after(line, from, sentence, known)
            && behind_is_subject(line, (from, end), speaker, sentence)
        {
            let goes_on =
                line.tokens.get(end).is_some_and(|next| end < sentence.1 && next.kind == Kind::Mark(','));
            return Some(Attribution {
                speaker,
                phrase: (first, end),
                side: if goes_on { Side::Both } else { Side::Before },
            });
        }
    }
    if !line.is(at, List::Says) && !put {
        return None;
    }
    subject_before(line, first, at, sentence, known)
}
