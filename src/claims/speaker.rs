//! The speaker in a noun phrase: a person, a proper name, or the phrase itself.

use super::sentence::{Kind, Line};
use super::words::{List, pronoun};
use crate::text::Span;

/// A source, before its name is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaker {
    /// A person or another entity: the index of the mention in the article.
    Entity(u32),
    /// These letters of the article.
    Text(Span),
    /// A pronoun for the person last named.
    He,
    /// A pronoun for whoever was last named.
    It,
}

/// The speaker in a noun phrase: a person, else a proper name, else the phrase as it stands.
pub(super) fn speaker(
    line: &Line,
    (start, end): (usize, usize),
    sentence: (usize, usize),
    known: &impl Fn(&str) -> bool,
) -> Option<Speaker> {
    if start >= end {
        return None;
    }
    if end - start <= 2
        && let Some(person) = pronoun(line.word(start)).or_else(|| pronoun(line.word(end - 1)))
    {
        return Some(if person { Speaker::He } else { Speaker::It });
    }
    // A paper whose name begins with its article: "Le Canard numérique".
    let paper = line.tokens[start].kind == Kind::Capital
        && matches!(line.word(start), "le" | "la" | "les" | "l'" | "the")
        && !line.is_start(start, sentence)
        && line.tokens.get(start + 1).is_some_and(|next| start + 1 < end && next.kind == Kind::Capital);
    if paper {
        return Some(Speaker::Text(Span {
            start: line.tokens[start].span.start,
            end: line.tokens[end - 1].span.end,
        }));
    }
    // "Glenrow's analyst Moira Stannet": the person.
    let person = |at: &usize| matches!(line.tokens[*at].kind, Kind::Person(_));
    let named = (start..end)
        .find(person)
        .or_else(|| (start..end).find(|&at| line.tokens[at].kind.entity().is_some()));
    if let Some(mention) = named.and_then(|at| line.tokens[at].kind.entity()) {
        return Some(Speaker::Entity(mention));
    }
    for at in start..end {
        if let Some(to) = line.name_at(at, sentence, known).filter(|&to| to <= end) {
            // A name that is an adjective of the phrase's noun or stands alone: as it is written, with its article.
            let from = if at > start
                && matches!(line.word(at - 1), "the" | "les" | "le" | "la")
                && line.tokens[at - 1].kind == Kind::Capital
            {
                at - 1
            } else {
                at
            };
            return Some(Speaker::Text(Span {
                start: line.tokens[from].span.start,
                end: line.tokens[to - 1].span.end,
            }));
        }
    }
    let (mut start, mut end) = (start, end);
    while end > start
        && (line.tokens[end - 1].kind != Kind::Word
            && line.tokens[end - 1].kind != Kind::Capital
            && line.tokens[end - 1].kind != Kind::Number
            || matches!(line.word(end - 1), "also" | "aussi"))
    {
        end -= 1;
    }
    while start < end && matches!(line.tokens[start].kind, Kind::Mark(_)) {
        start += 1;
    }
    if start >= end
        || !(start..end).any(|at| line.tokens[at].kind != Kind::Number && line.word(at).chars().count() > 2)
    {
        return None;
    }
    let one = end - start == 1;
    let word = line.word(start);
    if one
        && (is_linking_only(word)
            || line.is(start, List::Common)
                && word != "police"
                && word != "friends"
                && word != "experts"
                && word != "analysts"
                && word != "prosecutors"
                && word != "insurers"
                && word != "investors")
    {
        return None;
    }
    Some(Speaker::Text(Span { start: line.tokens[start].span.start, end: line.tokens[end - 1].span.end }))
}

fn is_linking_only(word: &str) -> bool {
    matches!(
        word,
        "who"
            | "which"
            | "qui"
            | "on"
            | "ce"
            | "cela"
            | "there"
            | "moi"
            | "vous"
            | "nous"
            | "lui"
            | "eux"
            | "toute"
            | "elle"
            | "une"
            | "un"
            | "le"
    )
}
