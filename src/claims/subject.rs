//! The subject of a verb of saying: before it, or behind it where the verb follows what is said.

use super::lexicon::{Lexicon, Part};
use super::said::{Attribution, Side, is_initial};
use super::sentence::{Kind, Line};
use super::speaker::{Speaker, speaker};
use super::words::{List, pronoun};

/// Whether "put" here gives a value: a figure follows with "at" or "à" before it.
pub(super) fn puts_a_value(line: &Line, at: usize, sentence: (usize, usize)) -> bool {
    (at + 1..sentence.1.min(at + 12)).any(|next| {
        matches!(line.tokens[next].kind, Kind::Figure(_))
            && (next.saturating_sub(3)..next).any(|prior| line.word(prior) == "at")
    })
}

/// Whether the phrase behind a verb is its subject: it names somebody, and no figure belongs to it.
pub(super) fn behind_is_subject(
    line: &Line,
    (from, end): (usize, usize),
    speaker: Speaker,
    sentence: (usize, usize),
) -> bool {
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
            | "par"
            | "by"
    ) {
        return false;
    }
    // "a réagi son directeur général, Hugo Santerre", but not "a annoncé son départ".
    if matches!(line.word(from), "son" | "sa") && !matches!(speaker, Speaker::Entity(_)) {
        return false;
    }
    let next = line.tokens.get(end).filter(|_| end < sentence.1).map(|token| token.kind);
    !matches!(next, Some(Kind::Figure(_)))
}

/// The subject that ends before `first`: from the last boundary of a clause.
pub(super) fn subject_before(
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
                if line.is(start - 1, List::Says) && !line.is(start.saturating_sub(2), List::Determiner) =>
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
            line.tokens[at].kind.entity().is_some()
                || line.tokens[at].kind == Kind::Capital && line.name_at(at, sentence, known).is_some()
        });
        let name = (start.saturating_sub(3).max(sentence.0)..start)
            .rev()
            .find(|&at| line.tokens[at].kind.entity().is_some());
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
    // "the cuts announced on Monday": nobody announces there.
    if names_a_measure(line, phrase.1 - 1) && !matches!(line.word(verb + 1), "that" | "it") {
        return None;
    }
    let speaker = speaker(line, phrase, sentence, known)?;
    let between = start > sentence.0
        && matches!(line.tokens[start - 1].kind, Kind::Mark(',' | '"' | '”' | '»'))
        && ends_aside(line, verb + 1, sentence);
    let tail = start > sentence.0
        && (start..sentence.1)
            .skip(verb + 1 - start)
            .all(|at| !matches!(line.tokens[at].kind, Kind::Figure(_)));
    // "the 53 million that police reported".
    let relative = start > sentence.0 + 1
        && matches!(line.word(start - 1), "that" | "que" | "qu'")
        && matches!(line.tokens[start - 2].kind, Kind::Figure(_));
    let side = if relative {
        Side::Nearest
    } else if tail {
        Side::Before
    } else if between {
        Side::Both
    } else {
        Side::After
    };
    Some(Attribution { speaker, phrase: (phrase.0, verb + 1), side })
}

/// Whether a statement that is set between commas ends here, perhaps after the day: ", a prosecutor said on Monday,".
fn ends_aside(line: &Line, from: usize, sentence: (usize, usize)) -> bool {
    let is_day = |at: &usize| {
        line.is(*at, List::Calendar)
            || matches!(
                line.word(*at),
                "on" | "late" | "early" | "last" | "yesterday" | "today" | "hier" | "ce"
            )
            || line.tokens[*at].kind == Kind::Number
    };
    let end = (from..sentence.1).find(|at| !is_day(at)).unwrap_or(sentence.1);
    end >= sentence.1 || line.tokens[end].kind == Kind::Mark(',')
}

/// Whether a word is a noun of something that figures measure, and of nobody who speaks.
fn names_a_measure(line: &Line, at: usize) -> bool {
    let (mut noun, word) = (false, line.word(at));
    Lexicon::get().meanings(word, |_, part, _| noun |= part == Part::Noun);
    noun && line.tokens[at].kind == Kind::Word
        && !matches!(
            word,
            "fund"
                | "fonds"
                | "bank"
                | "banks"
                | "insurer"
                | "insurers"
                | "assureur"
                | "assureurs"
                | "survey"
                | "poll"
                | "sondage"
                | "campaign"
                | "staff"
                | "personnel"
                | "employees"
                | "creditors"
                | "donor"
                | "donors"
                | "actionnaire"
                | "actionnaires"
                | "shareholder"
                | "shareholders"
                | "hackers"
                | "thieves"
        )
}
