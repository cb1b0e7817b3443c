//! What triage knows: `is:` and `tag:`; and `has:`, which also asks for facts.

use super::{Cost, Field, QueryValue, counted};
use crate::facts::{KINDS, Kind};
use crate::text::fold::fold;

const STATES: &[&str] = &["read", "unread", "starred", "archived", "repeated", "changed"];
/// A note, a tag, a passage that is kept, and every kind of fact.
const THINGS: &[&str] = &{
    let mut things = ["note"; 3 + KINDS.len()];
    things[1] = "tag";
    things[2] = "highlight";
    let mut at = 0;
    while at < KINDS.len() {
        things[3 + at] = KINDS[at].name;
        at += 1;
    }
    things
};

const ALL_KINDS: &[Kind] = &Kind::ALL;

/// Read, starred, archived; repeating another, or changed.
pub(super) const IS: Field = Field {
    name: "is",
    help: "read, unread, starred, archived; repeated: the same as one before it; changed since it was marked",
    examples: &["is:unread", "is:starred", "-is:repeated"],
    choices: STATES,
    kinds: &[],
    values: None,
    cost: Cost::Look,
    parse: |text| QueryValue::choice(text, STATES),
    in_text: None,
    test: |value, context| {
        let QueryValue::Choice(state) = *value else { return Box::new(|_| true) };
        let (library, marks) = (context.library, context.marks);
        match state {
            "repeated" => Box::new(|id| library.story(id).first().is_some_and(|first| *first != id)),
            "changed" => Box::new(|id| marks.get(id).changed),
            "read" => Box::new(|id| marks.get(id).read),
            "unread" => Box::new(|id| marks.get(id).unread()),
            "starred" => Box::new(|id| marks.get(id).starred),
            _ => Box::new(|id| marks.get(id).archived),
        }
    },
};

/// A tag.
pub(super) const TAG: Field = Field {
    name: "tag",
    help: "with a tag that begins with this",
    examples: &["tag:relire"],
    choices: &[],
    kinds: &[],
    values: Some(|context| {
        let ids = context.library.ids();
        counted(ids.flat_map(|id| context.marks.get(id).tags.iter()))
    }),
    cost: Cost::Look,
    parse: QueryValue::text,
    in_text: None,
    test: |value, context| {
        let QueryValue::Text(text) = value else { return Box::new(|_| true) };
        let asked = fold(text);
        let marks = context.marks;
        Box::new(move |id| marks.get(id).tags.iter().any(|tag| fold(tag).starts_with(&asked)))
    },
};

/// A note, a tag, a fact of a kind.
pub(super) const HAS: Field = Field {
    name: "has",
    help: "with a note, a tag, a highlight (a kept passage), a person, an organisation, an amount or a percent",
    examples: &["has:note", "has:amount"],
    choices: THINGS,
    kinds: ALL_KINDS,
    values: None,
    cost: Cost::Mentions,
    parse: |text| QueryValue::choice(text, THINGS),
    in_text: None,
    test: |value, context| {
        let QueryValue::Choice(thing) = *value else { return Box::new(|_| true) };
        let (library, marks) = (context.library, context.marks);
        let kind = match thing {
            "note" => return Box::new(|id| marks.get(id).note),
            "highlight" => return Box::new(|id| marks.get(id).highlighted),
            "tag" => return Box::new(|id| !marks.get(id).tags.is_empty()),
            kind => Kind::named(kind),
        };
        Box::new(move |id| library.mentions(id).iter().any(|mention| Some(mention.fact.kind()) == kind))
    },
};
