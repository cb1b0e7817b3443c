//! The classes of a single word: first name, surname, place, ordinary word, title, firm, and others. One static table in
//! the binary, which is read in place with three reads for each word.
//!
//! The table is an XOR filter that carries a value (a Bloomier filter): three cells, found by the word's hash,
//! XOR to a 14-bit check and the number of a set of classes. A word that is not in it passes the check once
//! in 16,000 times. `assets/people/MODEL_CARD.md` lists its sources.

#[cfg(any(test, feature = "training"))]
pub(crate) mod table;

use super::hash::hash_of;

/// A set of classes that a word belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, PartialOrd, Ord)]
pub(crate) struct Class(pub u32);

macro_rules! classes {
    ($($(#[doc = $doc:literal])* $bit:literal $name:ident $section:literal;)*) => {
        #[cfg_attr(
            not(any(test, feature = "training")),
            expect(dead_code, reason = "only the trainer names every class")
        )]
        impl Class {
            $($(#[doc = $doc])* pub(crate) const $name: Self = Self(1 << $bit);)*

            /// The classes that sections of `lexicon.txt` name.
            #[cfg(any(test, feature = "training"))]
            pub(crate) const SECTIONS: &[(&str, Self)] = &[$(($section, Self::$name)),*];
        }
    };
}

classes! {
    /// A first name.
    0 FIRST "first";
    /// A first name that many people bear.
    1 FIRST_OFTEN "first-often";
    /// A surname.
    2 LAST "last";
    /// A place of one word.
    3 PLACE "place";
    /// A word of the name of a place.
    4 PLACE_PART "place-part";
    /// A word seen in lower case in several texts.
    5 WORD "word";
    /// A word seen in lower case in many texts.
    6 WORD_OFTEN "word-often";
    /// `M.`, `Dr`, `Sir`
    7 TITLE "title";
    /// A function or profession: `ministre`, `coach`.
    8 ROLE "role";
    /// A verb of speech.
    9 SAY "say";
    /// Another verb that often has a person as its subject.
    10 VERB "verb";
    /// `de`, `von`, `al`
    11 PARTICLE "particle";
    /// A word of the names of firms and bodies: `Group`, `Université`.
    12 ORG "org";
    /// A brand, product or newspaper.
    13 BRAND "brand";
    /// Words of web pages: `Partagez`, `Subscribe`.
    14 WEB "web";
    /// A word for things that are often named after a person: `rue`, `prix`, `airport`.
    15 NAMED_AFTER "place-cue";
    /// An inhabitant, believer or partisan.
    16 DEMONYM "demonym";
    /// A month or a day.
    17 CALENDAR "calendar";
    /// A relative: `frère`, `daughter`.
    18 KIN "kin";
    /// `Jr`, `III`
    19 SUFFIX "suffix";
    /// A word that opens sentences.
    20 STARTER "starter";
    /// `l`, `d`, `qu`
    21 ELISION "elision";
    /// An abbreviation that takes its full stop with it.
    22 ABBREVIATION "abbreviation";
    /// A word that a single letter follows: `plan B`.
    23 LETTERED "lettered";
    /// Two words that name a firm, a brand or a place after a person; found by [`pair_hash`].
    24 EPONYM "eponym";
    /// A surname that many people bear.
    25 LAST_OFTEN "last-often";
    /// A well-known organisation of one word; or two neighbouring words of the name of one, found by [`pair_hash`].
    26 KNOWN_ORGANISATION "organisation";
}

impl Class {
    /// No class.
    pub(crate) const NONE: Self = Self(0);

    /// Whether it shares a class with `other`.
    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The classes of both.
    #[must_use]
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The classes without those of `other`.
    #[must_use]
    #[cfg(any(test, feature = "training"))]
    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

pub(super) static BYTES: &[u8] = include_bytes!("../../../assets/people/gazetteer.bin");

/// The most sets of classes in a table.
const VALUES: usize = 1 << VALUE_BITS;
const VALUE_BITS: u32 = 10;
/// Bytes of one cell.
const CELL: usize = 3;
/// Bytes before the cells: the number of cells of one third, then the sets of classes.
const HEAD: usize = 4 + VALUES * 4;

/// The classes of the word whose folded form has this hash; [`Class::NONE`] for an unknown word.
pub(crate) fn class(hash: u32) -> Class {
    lookup(BYTES, hash)
}

/// The classes of a word.
pub(crate) fn class_of(word: &str) -> Class {
    class(hash_of(word))
}

/// The hash of a pair of neighbouring words in the table.
pub(crate) fn pair_hash(first: u32, second: u32) -> u32 {
    (first.rotate_left(9) ^ second).wrapping_mul(0x9e37_79b1)
}

fn word_at(table: &[u8], at: usize) -> u32 {
    match table.get(at..at + 4) {
        Some(&[a, b, c, d]) => u32::from_le_bytes([a, b, c, d]),
        _ => 0,
    }
}

fn cell(table: &[u8], index: u32) -> u32 {
    let at = HEAD + index as usize * CELL;
    match table.get(at..at + CELL) {
        Some(&[a, b, c]) => u32::from_le_bytes([a, b, c, 0]),
        _ => 0,
    }
}

/// The three cells of a hash, one in each third, and its check.
fn places(hash: u32, third: u32) -> ([u32; 3], u32) {
    let mut mixed = u64::from(hash).wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^= mixed >> 31;
    mixed = mixed.wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^= mixed >> 29;
    let pick = |bits: u64| (((bits & 0xffff_ffff) * u64::from(third)) >> 32) as u32;
    let cells = [pick(mixed), third + pick(mixed.rotate_left(21)), 2 * third + pick(mixed.rotate_left(42))];
    (cells, (mixed >> 17) as u32 & 0x3fff)
}

fn lookup(table: &[u8], hash: u32) -> Class {
    let third = word_at(table, 0);
    let ([a, b, c], check) = places(hash, third);
    let found = cell(table, a) ^ cell(table, b) ^ cell(table, c);
    if found >> VALUE_BITS == check {
        Class(word_at(table, 4 + (found as usize & (VALUES - 1)) * 4))
    } else {
        Class::NONE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_knows_names_places_and_words() {
        for (word, class) in [
            ("Camille", Class::FIRST),
            ("FRANÇOIS", Class::FIRST_OFTEN),
            ("Dupont", Class::LAST),
            ("Rouen", Class::PLACE),
            ("ministre", Class::ROLE),
            ("déclaré", Class::SAY),
            ("Mme", Class::TITLE),
            ("the", Class::WORD_OFTEN),
        ] {
            assert!(class_of(word).has(class), "{word}");
        }
    }
}
