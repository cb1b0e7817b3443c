//! What elements of a page say about who wrote it and when it came out: by `itemprop`, `rel`, classes and
//! addresses. Their words are caught while the page is read, and judged when all of it is known.

use super::attributes::Attributes;
use super::names::{self, Tag};

/// The longest text that is kept of one element, in bytes.
const MOST: usize = 300;

/// The most elements that are kept.
const MOST_ELEMENTS: usize = 200;

/// How many may be open at the same time.
const MOST_OPEN: usize = 6;

/// What an element is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    Author,
    Date,
}

/// How sure it is, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sureness {
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
pub(super) struct Said {
    pub(super) about: About,
    pub(super) sureness: Sureness,
    pub(super) text: String,
    /// The number of blocks of the page before it.
    pub(super) block: usize,
    /// The number of letters of the page before it.
    pub(super) letters: u64,
    /// The element around it that says something too.
    pub(super) inside: Option<usize>,
}

/// What was said, and by which elements that are still open.
#[derive(Debug, Default)]
pub(super) struct Sayings {
    pub(super) all: Vec<Said>,
    /// The place in `all` and the depth at which the element stands.
    open: Vec<(usize, usize)>,
}

impl Sayings {
    /// A tag that may say something; `depth` is where its element stands, for one that has content.
    pub(super) fn start(
        &mut self,
        tag: Tag,
        attributes: &Attributes,
        depth: Option<usize>,
        block: usize,
        letters: u64,
    ) {
        let Some((about, sureness)) = self.hint(tag, attributes) else { return };
        if self.all.len() >= MOST_ELEMENTS {
            return;
        }
        let given = [attributes.get("datetime"), attributes.get("content"), attributes.get("title")];
        let text = match about {
            About::Date => given.iter().find(|given| !given.is_empty()),
            About::Author => given[1..2].iter().find(|given| !given.is_empty()),
        };
        let text = text.map(|&text| text.to_owned()).unwrap_or_default();
        let known = !text.is_empty();
        let inside = self.open.iter().rev().map(|&(at, _)| at).find(|&at| self.all[at].about == about);
        // What is within something surer is as sure.
        let sureness = inside.map_or(sureness, |outer| sureness.min(self.all[outer].sureness));
        self.all.push(Said { about, sureness, text, block, letters, inside });
        if let Some(depth) = depth.filter(|_| !known && self.open.len() < MOST_OPEN) {
            self.open.push((self.all.len() - 1, depth));
        }
    }

    fn hint(&self, tag: Tag, attributes: &Attributes) -> Option<(About, Sureness)> {
        let given = [attributes.get("itemprop"), attributes.get("property")];
        let property = given
            .into_iter()
            .find(|given| !given.is_empty())
            .filter(|_| tag != Tag::Meta || given[1].is_empty());
        let property = property.unwrap_or_default();
        if !property.is_empty() {
            let is = |name: &str| property.split([' ', ':']).any(|word| word.eq_ignore_ascii_case(name));
            if is("author") || is("creator") {
                return Some((About::Author, Sureness::Property));
            }
            if is("datePublished") || is("dateCreated") {
                return Some((About::Date, Sureness::Property));
            }
            let inside = self.open.last().is_some_and(|&(at, _)| self.all[at].sureness == Sureness::Property);
            if is("name") && inside {
                return Some((About::Author, Sureness::Property));
            }
        }
        if attributes.get("rel").split(' ').any(|word| word.eq_ignore_ascii_case("author"))
            && tag != Tag::Link
        {
            return Some((About::Author, Sureness::Relation));
        }
        if tag == Tag::Time {
            let sure = attributes.pubdate;
            let named = names::says(attributes.get("class"), names::PUBLISHED);
            return Some(match (sure, named) {
                (true, _) => (About::Date, Sureness::Property),
                (_, true) => (About::Date, Sureness::Relation),
                _ => (About::Date, Sureness::Weak),
            });
        }
        if matches!(tag, Tag::Body | Tag::Html | Tag::Article | Tag::Main | Tag::Meta | Tag::Link) {
            return None;
        }
        for name in [attributes.get("class"), attributes.get("id")] {
            if name.is_empty() || name.len() > 200 {
                continue;
            }
            if names::says(name, names::AUTHOR) {
                return Some((About::Author, Sureness::Class));
            }
            if names::says(name, names::PUBLISHED) {
                return Some((About::Date, Sureness::Relation));
            }
            if names::says(name, names::DATE) {
                return Some((About::Date, Sureness::Class));
            }
        }
        if tag == Tag::Anchor {
            let address = attributes.get("href");
            let path = |part: &&str| address.contains(*part) && !address.ends_with(*part);
            if names::AUTHOR_PATHS.iter().any(path) {
                return Some((About::Author, Sureness::Weak));
            }
        }
        None
    }

    /// Words of the page.
    pub(super) fn text(&mut self, text: &str) {
        for &(at, _) in &self.open {
            let said = &mut self.all[at].text;
            if said.len() + text.len() <= MOST {
                said.push_str(text);
            } else {
                let cut = crate::corpus::prefix::prefix(text, MOST.saturating_sub(said.len()));
                said.push_str(cut);
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
