//! Who says so: the source that a sentence attributes a statement to ("selon X", "X a annoncé", "a source said",
//! "« … », dit X"), as the proper name in it, else as the noun phrase.

use super::sentence::{Kind, Line};
use super::speaker::{Speaker, speaker};
use super::words::{ends_name, is_calendar, is_determiner, pronoun, says, says_after};

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
}

/// Verbs that say something where they stand behind what is said (", a promis X").
fn says_behind(word: &str) -> bool {
    says(word) || says_after(word)
}

/// Words that a speaker's phrase ends at.
fn ends_phrase(word: &str) -> bool {
    is_calendar(word) || ends_name(word)
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
    if !matches!(line.word(at), "par" | "by") || at < sentence.0 + 3 || !figure(at - 1) && !figure(at - 2) {
        return None;
    }
    let estimated = (at.saturating_sub(7).max(sentence.0)..at).any(|before| {
        let word = line.word(before);
        ["estime", "evalue", "chiffre", "estimat", "attendu"].iter().any(|stem| word.starts_with(stem))
            || matches!(word, "put" | "calculated" | "valued")
    });
    let attended = at + 1 < sentence.1 && is_determiner(line.word(at + 1));
    if !estimated || !attended {
        return None;
    }
    let (speaker, end) = phrase_after(line, at + 1, sentence, known)?;
    Some(Attribution { speaker, phrase: (at, end), side: Side::Before })
}

/// Whether a phrase after "pour" names a person or a firm, so that it can state something.
fn is_about_somebody(line: &Line, from: usize, end: usize) -> bool {
    line.tokens.get(end).is_some_and(|token| token.kind == Kind::Mark(','))
        && (from..end).any(|at| matches!(line.tokens[at].kind, Kind::Person(_)))
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
            Kind::Word if end > from && ends_phrase(word) => break,
            Kind::Word | Kind::Capital if end > from && says(word) && !is_determiner(line.word(end - 1)) => {
                break;
            }
            Kind::Capital if is_calendar(word) && end > from && word != "reuters" => break,
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
        return Some((Speaker::Person(mention), end + 2));
    }
    speaker(line, (from, end), sentence, known).map(|speaker| (speaker, end))
}

fn is_initial(line: &Line, at: usize) -> bool {
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
    if !says_behind(word) && !put {
        return None;
    }
    let noun = |at: usize| match line.word(at) {
        // "a" is an article in English, an auxiliary in French.
        "a" => matches!(word, "forecast" | "estimate" | "table" | "claims"),
        other => is_determiner(other),
    };
    if before(1).is_some_and(noun) {
        return None;
    }
    // "is said to be", "est estimé à", "now estimated at", "estimé à": nobody says it.
    let adverb = |at: &usize| {
        matches!(
            line.word(*at),
            "now" | "also" | "still" | "currently" | "desormais" | "aussi" | "encore" | "initially" | "long"
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
            && behind_is_subject(line, from, end, sentence)
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
    if !says(word) && !put {
        return None;
    }
    subject_before(line, first, at, sentence, known)
}

/// Whether "put" here gives a value: a figure follows with "at" or "à" before it.
fn puts_a_value(line: &Line, at: usize, sentence: (usize, usize)) -> bool {
    (at + 1..sentence.1.min(at + 12)).any(|next| {
        matches!(line.tokens[next].kind, Kind::Figure(_))
            && (next.saturating_sub(3)..next).any(|prior| line.word(prior) == "at")
    })
}

/// Whether the phrase behind a verb is its subject: it names somebody, and no figure belongs to it.
fn behind_is_subject(line: &Line, from: usize, end: usize, sentence: (usize, usize)) -> bool {
    if from >= end || pronoun(line.word(from)).is_some() && end - from > 2 {
        return false;
    }
    if matches!(
        line.word(from),
        "that"
            | "que"
            | "qu'"
            | "qu"
            | "to"
            | "de"
            | "d'"
            | "avoir"
            | "etre"
            | "in"
            | "on"
            | "with"
            | "an"
            | "avec"
            | "son"
            | "sa"
            | "par"
            | "by"
    ) {
        return false;
    }
    let next = line.tokens.get(end).filter(|_| end < sentence.1).map(|token| token.kind);
    !matches!(next, Some(Kind::Figure(_)))
}

/// The subject that ends before `first`: from the last boundary of a clause.
fn subject_before(
    line: &Line,
    first: usize,
    verb: usize,
    sentence: (usize, usize),
    known: &impl Fn(&str) -> bool,
) -> Option<Attribution> {
    let mut end = first;
    // "X, the chief executive, said": the name stands before the apposition.
    let apposition = end > sentence.0 && line.tokens[end - 1].kind == Kind::Mark(',');
    if apposition {
        end -= 1;
    }
    let mut start = end;
    while start > sentence.0 && end - start < 16 {
        let token = &line.tokens[start - 1];
        match token.kind {
            Kind::Figure(_) => break,
            Kind::Mark('&' | '-' | '\'' | '’') => {}
            Kind::Mark('.') if start >= 2 && is_initial(line, start - 2) => {}
            Kind::Mark(_) => break,
            Kind::Word
                if matches!(
                    line.word(start - 1),
                    "that"
                        | "que"
                        | "but"
                        | "mais"
                        | "and"
                        | "et"
                        | "while"
                        | "as"
                        | "comme"
                        | "when"
                        | "quand"
                        | "lorsque"
                        | "though"
                        | "who"
                        | "which"
                        | "qui"
                        | "dont"
                        | "if"
                        | "si"
                ) =>
            {
                break;
            }
            Kind::Word
                if says(line.word(start - 1)) && !is_determiner(line.word(start.saturating_sub(2))) =>
            {
                break;
            }
            _ => {}
        }
        start -= 1;
    }
    if start == end {
        return None;
    }
    let mut phrase = (start, end);
    if apposition {
        let named = (start..end).any(|at| {
            matches!(line.tokens[at].kind, Kind::Person(_))
                || line.tokens[at].kind == Kind::Capital && line.name_at(at, sentence, known).is_some()
        });
        let name = (start.saturating_sub(3).max(sentence.0)..start)
            .rev()
            .find(|&at| matches!(line.tokens[at].kind, Kind::Person(_)));
        let prior = line.tokens.get(start.wrapping_sub(1)).is_some_and(|token| token.kind == Kind::Mark(','));
        match name {
            _ if named && prior => {}
            Some(at) if prior => phrase = (at, at + 1),
            _ if prior && start >= 2 => phrase = (start.saturating_sub(6).max(sentence.0), start - 1),
            _ => return None,
        }
    }
    // A French subject before a determiner: "Contrairement à X, Y dit" is cut at its comma already.
    while phrase.0 < phrase.1
        && matches!(
            line.word(phrase.0),
            "or" | "so"
                | "yet"
                | "then"
                | "puis"
                | "enfin"
                | "ainsi"
                | "alors"
                | "later"
                | "hier"
                | "en"
                | "fait"
        )
    {
        phrase.0 += 1;
    }
    let speaker = speaker(line, phrase, sentence, known)?;
    let between = start > sentence.0
        && matches!(line.tokens[start - 1].kind, Kind::Mark(',' | '"' | '”' | '»'))
        && line
            .tokens
            .get(verb + 1)
            .is_none_or(|next| verb + 1 >= sentence.1 || matches!(next.kind, Kind::Mark(',')));
    let tail = !apposition
        && start > sentence.0
        && (start..sentence.1)
            .skip(verb + 1 - start)
            .all(|at| !matches!(line.tokens[at].kind, Kind::Figure(_)));
    let side = if tail {
        Side::Before
    } else if between {
        Side::Both
    } else {
        Side::After
    };
    Some(Attribution { speaker, phrase: (phrase.0, verb + 1), side })
}
