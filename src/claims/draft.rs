//! What one article says of each of its figures, before claims are compared: measure, parties, time, source.

use crate::facts::{FigureUnit, MentionRef};
use crate::text::Span;

use super::lexicon::Measure;

/// A name in the text that is a party of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Party {
    /// An entity: the index of a mention of the article.
    Entity(u32),
    /// Any other name: its letters in the article.
    Name(Span),
}

/// Who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// An entity: the index of a mention of the article.
    Entity(u32),
    /// These letters of the article.
    Text(Span),
}

/// When: a year, and a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Time {
    /// The year; a number below 100 is relative to an article without date (50 is its own year). 0 when not known.
    pub(crate) year: i16,
    /// A month from 1 to 12, a quarter from 21 to 24; 0 when not known.
    pub(crate) part: u8,
}

/// How two figures of one sentence belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// One value replaced the other ("from A to B", "au lieu de").
    Change,
    /// The same value in another currency.
    Conversion,
}

/// A figure with all that its article says of it.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) at: MentionRef,
    pub(super) percent: bool,
    pub(super) value: f64,
    pub(super) high: Option<f64>,
    pub(super) unit: Option<FigureUnit>,
    /// What it measures, the likeliest first, with weights from 0 to 1.
    pub(super) measures: Measures,
    /// Stems of the nouns before and behind the figure that belong to it; 0 for none.
    pub(super) heads: [u32; 2],
    /// The words of the name nearest to it.
    pub(super) primary: [u32; 4],
    /// Whether its own sentence names that one.
    pub(super) here: bool,
    /// The words of all names around it, with weights from 0 to 1.
    pub(super) parties: Box<[(u32, f32)]>,
    /// The names to show, in reading order.
    pub(super) shown: [Option<Party>; 2],
    pub(super) time: Time,
    /// What it is counted by: a year, a share of stock; 0 for nothing.
    pub(super) period: u8,
    /// Whether the text says that it is a part of another sum.
    pub(super) part: bool,
    /// How many other values of the article measure the same.
    pub(super) rivals: u8,
    /// What it counts beside others, as [`super::clause::scope`] says.
    pub(super) scope: u8,
    /// Whether it is of an appeal, not of a first ruling.
    pub(super) appeal: bool,
    /// The number of its sentence in the article.
    pub(super) sentence: u32,
    /// The figure before it in the sentence that it replaces or converts.
    pub(super) link: Option<(u32, Link)>,
    /// Stems of the other words of its sentence, sorted.
    pub(super) words: Box<[u32]>,
    pub(super) source: Option<Source>,
    pub(super) french: bool,
}

/// Up to three classes with weights.
pub(super) type Measures = [Option<(Measure, f32)>; 3];

/// What is found in one article.
#[derive(Debug, Clone, Default)]
pub(super) struct Drafts {
    pub(super) drafts: Vec<Draft>,
    /// The words of the names in the article, with their weights, sorted by word.
    pub(super) names: Box<[(u32, f32)]>,
}
