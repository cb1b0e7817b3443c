//! What the class and the id of an element mean, all of it in one look at their words. Pages repeat few classes many
//! times, so what they mean is remembered.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::naming::{self, Naming};

/// The most classes of a page that are remembered.
const MOST: usize = 4096;

/// The longest class that is looked at, in bytes.
const LONGEST: usize = 64;

/// The longest word that is looked up, in bytes.
const LONGEST_WORD: usize = 24;

/// What a class or an id means: a set of the constants below.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Meaning(u8);

impl Meaning {
    pub(super) const AUTHOR: Self = Self(1);
    /// When the article was published.
    pub(super) const PUBLISHED: Self = Self(2);
    /// Some date.
    pub(super) const DATE: Self = Self(4);
    pub(super) const COMMENTS: Self = Self(8);
    pub(super) const CAPTION: Self = Self(16);
    /// The element is around the article: a menu, a share bar.
    pub(super) const AROUND: Self = Self(32);
    /// It is hidden from readers who see.
    pub(super) const HIDING: Self = Self(64);
    /// It is the body of the article.
    pub(super) const BODY: Self = Self(128);

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Of one or more classes or an id.
    pub(super) fn of(name: &str) -> Self {
        let mut all = Self::default();
        for class in name.split_ascii_whitespace().filter(|class| class.len() <= LONGEST) {
            all.0 |= one(class).0;
        }
        all
    }
}

/// The lists of words by what they mean.
const NAMINGS: [(Meaning, &Naming); 5] = [
    (Meaning::AUTHOR, naming::AUTHOR),
    (Meaning::PUBLISHED, naming::PUBLISHED),
    (Meaning::DATE, naming::DATE),
    (Meaning::COMMENTS, naming::COMMENTS),
    (Meaning::CAPTION, naming::CAPTION),
];

/// What a word says: what it means, and what it rules out.
#[derive(Debug, Clone, Copy, Default)]
struct Word {
    means: u8,
    not: u8,
}

static WORDS: LazyLock<HashMap<&'static str, Word>> = LazyLock::new(|| {
    let mut words: HashMap<&'static str, Word> = HashMap::new();
    for (meaning, naming) in NAMINGS {
        naming.words.iter().for_each(|word| words.entry(word).or_default().means |= meaning.0);
        naming.others.iter().for_each(|word| words.entry(word).or_default().not |= meaning.0);
    }
    naming::AROUND.iter().for_each(|word| words.entry(word).or_default().means |= Meaning::AROUND.0);
    naming::LAYOUT.iter().for_each(|word| words.entry(word).or_default().not |= Meaning::AROUND.0);
    words
});

/// Of one class.
fn one(class: &str) -> Meaning {
    // A part of a class that is cut where a capital begins a word says who and when in any of its words, but that it
    // is around the article only in the first (`shareButtons`), or in all of them together.
    let (mut means, mut not) = (0, 0);
    let around = Meaning::AROUND.0;
    for part in class.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()) {
        let mut whole = true;
        for (place, word) in naming::words(part).enumerate() {
            whole = word.len() == part.len();
            let found = look_up(word);
            let of = if whole { u8::MAX } else { !around };
            means |= found.means & if place == 0 { u8::MAX } else { of };
            not |= found.not & of;
        }
        if !whole {
            let found = look_up(part);
            means |= found.means & around;
            not |= found.not & around;
        }
    }
    let mut meaning = means & !not;
    if naming::HIDING.contains(&class) {
        meaning |= Meaning::HIDING.0;
    }
    let mut joined = class.to_ascii_lowercase();
    joined.retain(|c| c.is_ascii_alphanumeric());
    if says_around(&joined) {
        meaning |= around;
    }
    if naming::BODY.contains(&&*joined) {
        meaning |= Meaning::BODY.0;
    }
    // What is embedded (`social-media-embed`) is a part of the article.
    if joined.contains("embed") {
        meaning &= !around;
    }
    Meaning(meaning)
}

/// Where the parts that begin with each byte are in [`naming::AROUND_JOINED`], which is sorted.
static FIRSTS: LazyLock<[Range<usize>; 128]> = LazyLock::new(|| {
    let parts = naming::AROUND_JOINED;
    std::array::from_fn(|byte| {
        let before = |part: &&str| usize::from(part.as_bytes()[0]) < byte;
        let start = parts.partition_point(before);
        start..start + parts[start..].partition_point(|part| usize::from(part.as_bytes()[0]) == byte)
    })
});

/// Whether what is around an article is somewhere in a class without signs.
fn says_around(joined: &str) -> bool {
    let joined = joined.as_bytes();
    let begins = |at: usize, part: &str| {
        joined.get(at + 1) == part.as_bytes().get(1) && joined[at..].starts_with(part.as_bytes())
    };
    (0..joined.len()).any(|at| {
        let here = FIRSTS.get(usize::from(joined[at])).cloned().unwrap_or_default();
        naming::AROUND_JOINED[here].iter().any(|part| begins(at, part))
    })
}

/// What a word means, in capitals or not.
fn look_up(word: &str) -> Word {
    let mut buffer = [0; LONGEST_WORD];
    let Some(lower) = buffer.get_mut(..word.len()) else { return Word::default() };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).ok().and_then(|lower| WORDS.get(lower)).copied().unwrap_or_default()
}

/// The classes and ids of a page whose meaning is known.
#[derive(Debug, Default)]
pub(super) struct Meanings(HashMap<Box<str>, Meaning>);

impl Meanings {
    /// What the class and the id of an element mean together.
    pub(super) fn of(&mut self, class: &str, id: &str) -> Meaning {
        // An id hides nothing.
        Meaning(self.one(class).0 | self.one(id).0 & !Meaning::HIDING.0)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_classes_are_sorted_and_none_begins_another() {
        let pairs = naming::AROUND_JOINED.windows(2);
        for pair in pairs {
            assert!(pair[0] < pair[1] && !pair[1].starts_with(pair[0]), "{pair:?}");
        }
    }

    #[test]
    fn classes_say_what_an_element_holds() {
        for (classes, meaning, expected) in [
            ("wp-block-comments", Meaning::COMMENTS, true),
            ("post has-comments", Meaning::COMMENTS, false),
            ("postAuthor", Meaning::AUTHOR, true),
            ("author-bio", Meaning::AUTHOR, false),
            ("entry date-published", Meaning::PUBLISHED, true),
            ("wp-caption-text", Meaning::CAPTION, true),
            ("captioned", Meaning::CAPTION, false),
            ("share-buttons", Meaning::AROUND, true),
            ("post__share", Meaning::AROUND, true),
            ("shareButtons left", Meaning::AROUND, true),
            ("jp-relatedposts", Meaning::AROUND, true),
            ("related_posts", Meaning::AROUND, true),
            ("has-sidebar", Meaning::AROUND, false),
            ("content-sidebar-wrap", Meaning::AROUND, false),
            ("shareholder", Meaning::AROUND, false),
            ("social-media-embed", Meaning::AROUND, false),
            ("foo article__body", Meaning::BODY, true),
            ("article", Meaning::BODY, false),
            ("x sr-only", Meaning::HIDING, true),
        ] {
            assert_eq!(Meaning::of(classes).has(meaning), expected, "{classes}");
        }
        assert_eq!(Meaning::of(""), Meaning::default());
        assert_eq!(Meaning::of(&"share".repeat(100)), Meaning::default());
        assert!(!Meanings::default().of("", "sr-only").has(Meaning::HIDING));
    }
}
