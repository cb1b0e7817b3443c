//! What the class and the id of an element mean, all of it in one look at their words. Pages repeat few classes many
//! times, so what they mean is remembered.

use std::collections::HashMap;

use super::{names, naming};

/// The most classes of a page that are remembered.
const MOST: usize = 4096;

/// What a class or an id means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent properties")]
pub(super) struct Meaning {
    /// The element is around the article: a menu, a share bar.
    pub(super) around: bool,
    /// It is hidden from readers who see.
    pub(super) hiding: bool,
    /// It is the body of the article.
    pub(super) body: bool,
    pub(super) author: bool,
    /// When the article was published.
    pub(super) published: bool,
    /// Some date.
    pub(super) date: bool,
    pub(super) comments: bool,
    pub(super) caption: bool,
}

impl Meaning {
    fn of(name: &str) -> Self {
        Self {
            around: names::is_around(name),
            hiding: names::is_hiding(name),
            body: names::is_body(name),
            author: naming::says(name, naming::AUTHOR),
            published: naming::says(name, naming::PUBLISHED),
            date: naming::says(name, naming::DATE),
            comments: naming::says(name, naming::COMMENTS),
            caption: naming::says(name, naming::CAPTION),
        }
    }

    fn or(self, other: Self) -> Self {
        Self {
            around: self.around || other.around,
            hiding: self.hiding || other.hiding,
            body: self.body || other.body,
            author: self.author || other.author,
            published: self.published || other.published,
            date: self.date || other.date,
            comments: self.comments || other.comments,
            caption: self.caption || other.caption,
        }
    }
}

/// The classes and ids of a page whose meaning is known.
#[derive(Debug, Default)]
pub(super) struct Meanings(HashMap<Box<str>, Meaning>);

impl Meanings {
    /// What the class and the id of an element mean together.
    pub(super) fn of(&mut self, class: &str, id: &str) -> Meaning {
        let class = self.one(class);
        class.or(Meaning { hiding: false, ..self.one(id) })
    }

    fn one(&mut self, name: &str) -> Meaning {
        if name.is_empty() {
            return Meaning::default();
        }
        if let Some(&known) = self.0.get(name) {
            return known;
        }
        let meaning = Meaning::of(name);
        if self.0.len() < MOST {
            self.0.insert(name.into(), meaning);
        }
        meaning
    }
}
