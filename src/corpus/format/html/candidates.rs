//! Candidates for the author and the date: what elements of a page say about who wrote it and when it came out: by `itemprop`, `rel`, classes and
//! addresses. Their words are caught while the page is read, and judged when all of it is known.

use super::attributes::Attributes;
use super::meaning::Meaning;
use super::naming::AUTHOR_PATHS;
use super::tag::Tag;

/// The longest text that is kept of one element, in bytes.
const MOST: usize = 300;

/// The most elements that are kept.
const MOST_ELEMENTS: usize = 200;

/// How many may be open at the same time.
const MOST_OPEN: usize = 6;

/// What an element is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Author,
    Date,
}

/// How sure it is, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Confidence {
    /// `itemprop`, or `pubdate`.
    Property,
    /// `rel=author`, or a class that says `published`.
    Relation,
    /// A class.
    Class,
    /// The address of a link, or a `time` that says nothing else.
    Weak,
}

/// An element and its words.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) field: Field,
    pub(super) confidence: Confidence,
    pub(super) text: String,
    /// The number of blocks of the page before it.
    pub(super) block: usize,
    /// The number of letters of the page before it.
    pub(super) letters: u64,
    /// The element around it that says something too.
    pub(super) inside: Option<usize>,
}

/// The candidates, and the elements among them that are still open.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    pub(super) all: Vec<Candidate>,
    /// The place in `all` and the depth at which the element stands.
    open: Vec<(usize, usize)>,
}

impl Candidates {
    /// A tag that may say something; `depth` is where its element stands, for one that has content; with the
    /// blocks and letters of the page before it.
    pub(super) fn start(
        &mut self,
        tag: Tag,
        attributes: &Attributes,
        meaning: Meaning,
        depth: Option<usize>,
        (block, letters): (usize, u64),
    ) {
        let Some((field, confidence)) = self.hint(tag, attributes, meaning) else { return };
        if self.all.len() >= MOST_ELEMENTS {
            return;
        }
        let given = [attributes.get("datetime"), attributes.get("content"), attributes.get("title")];
        let text = match field {
            Field::Date => given.iter().find(|given| !given.is_empty()),
            Field::Author => given[1..2].iter().find(|given| !given.is_empty()),
        };
        let text = text.map(|&text| text.to_owned()).unwrap_or_default();
        let known = !text.is_empty();
        let inside = self.open.iter().rev().map(|&(at, _)| at).find(|&at| self.all[at].field == field);
        // What is within something surer is as sure.
        let confidence = inside.map_or(confidence, |outer| confidence.min(self.all[outer].confidence));
        self.all.push(Candidate { field, confidence, text, block, letters, inside });
        if let Some(depth) = depth.filter(|_| !known && self.open.len() < MOST_OPEN) {
            self.open.push((self.all.len() - 1, depth));
        }
    }

    fn hint(&self, tag: Tag, attributes: &Attributes, meaning: Meaning) -> Option<(Field, Confidence)> {
        let given = [attributes.get("itemprop"), attributes.get("property")];
        let property = given
            .into_iter()
            .find(|given| !given.is_empty())
            .filter(|_| tag != Tag::Meta || given[1].is_empty());
        let property = property.unwrap_or_default();
        if !property.is_empty() {
            let is = |name: &str| property.split([' ', ':']).any(|word| word.eq_ignore_ascii_case(name));
            if is("author") || is("creator") {
                return Some((Field::Author, Confidence::Property));
            }
            if is("datePublished") || is("dateCreated") {
                return Some((Field::Date, Confidence::Property));
            }
            let inside =
                self.open.last().is_some_and(|&(at, _)| self.all[at].confidence == Confidence::Property);
            if is("name") && inside {
                return Some((Field::Author, Confidence::Property));
            }
        }
        if attributes.get("rel").split(' ').any(|word| word.eq_ignore_ascii_case("author"))
            && tag != Tag::Link
        {
            return Some((Field::Author, Confidence::Relation));
        }
        if tag == Tag::Time {
            let sure = attributes.pubdate;
            let named = meaning.has(Meaning::PUBLISHED);
            return Some(match (sure, named) {
                (true, _) => (Field::Date, Confidence::Property),
                (_, true) => (Field::Date, Confidence::Relation),
                _ => (Field::Date, Confidence::Weak),
            });
        }
        if matches!(tag, Tag::Body | Tag::Html | Tag::Article | Tag::Main | Tag::Meta | Tag::Link) {
            return None;
        }
        if meaning.has(Meaning::AUTHOR) {
            return Some((Field::Author, Confidence::Class));
        }
        if meaning.has(Meaning::PUBLISHED) {
            return Some((Field::Date, Confidence::Relation));
        }
        if meaning.has(Meaning::DATE) {
            return Some((Field::Date, Confidence::Class));
        }
        if Meaning::of(attributes.get("data-testid")).has(Meaning::AUTHOR) {
            return Some((Field::Author, Confidence::Class));
        }
        if tag == Tag::Anchor {
            let address = attributes.get("href");
            let path = |part: &&str| address.contains(*part) && !address.ends_with(*part);
            if AUTHOR_PATHS.iter().any(path) {
                return Some((Field::Author, Confidence::Weak));
            }
        }
        None
    }

    /// Words of the page.
    pub(super) fn text(&mut self, text: &str) {
        for &(at, _) in &self.open {
            let candidate = &mut self.all[at].text;
            if candidate.len() + text.len() <= MOST {
                candidate.push_str(text);
            } else {
                let cut = crate::corpus::prefix::prefix(text, MOST.saturating_sub(candidate.len()));
                candidate.push_str(cut);
            }
        }
    }

    /// A line ends.
    pub(super) fn line(&mut self) {
        for &(at, _) in &self.open {
            self.all[at].text.push('\n');
        }
    }

    /// All elements at this depth or deeper are closed.
    pub(super) fn close(&mut self, depth: usize) {
        while self.open.last().is_some_and(|&(_, at)| at >= depth) {
            self.open.pop();
        }
    }
}
