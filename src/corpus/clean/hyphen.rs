//! What to do with the hyphen of a word that is broken at the end of a wrapped line.
//!
//! A hyphen divides a word and goes (`infor-`, `mation`), or the word is written with it (`Jean-`, `Pierre`). What the
//! text itself shows decides first: whether it writes the word elsewhere with or without. Then the hyphen stays before a
//! capital, before and after the parts that make words with hyphens (`porte-`, `-même`, `self-`), after figures, and
//! everywhere in a text that does not divide words, which is told by how seldom its lines end with a hyphen.

use std::collections::HashMap;

use super::lines::{Fate, Line, Seam};
use super::wrapped::broken_word;
use crate::text::fold::fold;

/// A text divides words when at least one of so many lines ends with a part of one.
const LINES_FOR_EACH: usize = 16;

/// The most letters of a part that is taken for no word of its own when it is the only broken one of a text: `mil-`.
const SHORT: usize = 3;

/// Marks how the lines that end with a hyphen are joined to those they go on in.
pub(super) fn mark(text: &str, lines: &mut [Line]) {
    let mut broken: Vec<Broken> = (1..lines.len())
        .filter(|&lower| lines[lower - 1].wraps && lines[lower - 1].fate == Fate::Keep)
        .filter_map(|lower| Broken::new(lower - 1, lines[lower - 1].of(text), lines[lower].of(text)))
        .collect();
    if broken.is_empty() {
        return;
    }
    let divides = count(text, lines, &mut broken);
    for word in broken {
        lines[word.upper].seam = word.seam(divides);
    }
}

/// A word of which one part is at the end of a line and the other at the beginning of the next.
struct Broken<'t> {
    /// The line with the first part.
    upper: usize,
    first: &'t str,
    second: &'t str,
    /// Whether another hyphen follows the second part.
    goes_on: bool,
    hyphen: &'t str,
    /// How often the text has the word without and with its hyphen, within a line.
    joined: u32,
    hyphenated: u32,
}

impl<'t> Broken<'t> {
    fn new(upper: usize, line: &'t str, next: &'t str) -> Option<Self> {
        let (first, hyphen) = broken_word(line)?;
        let length = next.find(|c: char| !c.is_alphanumeric()).unwrap_or(next.len());
        let second = &next[..length];
        let goes_on = next[length..].starts_with('-');
        (length > 0).then_some(Self { upper, first, second, goes_on, hyphen, joined: 0, hyphenated: 0 })
    }

    /// The first part, without other parts of a word with several hyphens: `à` of `c'est-à`.
    fn last_part(&self) -> &'t str {
        self.first.rsplit('-').next().unwrap_or_default()
    }

    fn seam(&self, divides: bool) -> Seam {
        let cut = Seam::Cut(self.hyphen.len() as u8);
        if self.is_sign_of_division() {
            return cut;
        }
        if self.joined != self.hyphenated {
            return if self.joined > self.hyphenated { cut } else { Seam::Close };
        }
        match self.known() {
            Some(seam) => seam,
            None if divides => cut,
            None => Seam::Close,
        }
    }

    /// Whether the hyphen is one of two that only programs write, and only where they divide a word.
    fn is_sign_of_division(&self) -> bool {
        matches!(self.hyphen, "\u{ad}" | "¬")
    }

    /// What the two parts alone say.
    fn known(&self) -> Option<Seam> {
        let part = self.last_part();
        let capital = |word: &str| word.starts_with(char::is_uppercase);
        let capitals = |word: &str| word.len() > 1 && !word.contains(char::is_lowercase);
        if capital(self.second) && !(capitals(part) && capitals(self.second)) {
            // `Mc-`, `Kenna` was never written with a hyphen.
            return Some(if part == "Mc" { Seam::Cut(self.hyphen.len() as u8) } else { Seam::Close });
        }
        let compound = self.first.contains('-') && LINKS.contains(&&*fold(part));
        let (part, second) = (fold(part), fold(self.second));
        if compound || self.goes_on && LINKS.contains(&&*second) {
            // `c'est-à-`, `dire` and `Hauts-`, `de-Seine`.
            return Some(Seam::Close);
        }
        if matches!(&*second, "and" | "or" | "et" | "ou" | "und" | "oder") {
            // `short- and long-term`.
            return Some(Seam::Space);
        }
        let figure = part.ends_with(char::is_numeric) || second.starts_with(char::is_numeric);
        let pair = FIRST.contains(&&*part) && !divided(&part, &second)
            || SECOND.contains(&&*second)
            || PAIRS.iter().any(|(first, seconds)| *first == part && seconds.contains(&&*second));
        (figure || pair || is_number(&part, &second)).then_some(Seam::Close)
    }
}

/// Counts how the text writes each word elsewhere. Says whether the text divides words at the ends of its lines.
fn count(text: &str, lines: &[Line], broken: &mut [Broken<'_>]) -> bool {
    let mut counts: HashMap<String, u32> = HashMap::new();
    for word in broken.iter() {
        counts.insert(fold(&[word.last_part(), word.second].concat()), 0);
        counts.insert(fold(&[word.last_part(), "-", word.second].concat()), 0);
    }
    let mut wrapped = 0;
    for line in lines {
        wrapped += usize::from(line.wraps);
        for word in line.of(text).split(|c: char| !c.is_alphanumeric() && c != '-') {
            if word.len() > 2
                && let Some(count) = counts.get_mut(&fold(word))
            {
                *count += 1;
            }
        }
    }
    for word in broken.iter_mut() {
        let of = |sign: &str| {
            counts.get(&fold(&[word.last_part(), sign, word.second].concat())).copied().unwrap_or_default()
        };
        (word.joined, word.hyphenated) = (of(""), of("-"));
    }
    let sure = |word: &Broken<'_>| word.joined > word.hyphenated || word.is_sign_of_division();
    let mut unknown = broken.iter().filter(|word| word.known().is_none());
    let first = unknown.next().map_or("", |word| word.last_part());
    let count = usize::from(!first.is_empty()) + unknown.count();
    // One alone may as well be a compound: `deep-`, `digger`.
    let several = count > 1 || count == 1 && first.chars().count() <= SHORT;
    let often = several && count * LINES_FOR_EACH >= wrapped;
    often || broken.iter().any(sure)
}

/// Whether both are the parts of a number: `vingt-deux`, `twenty-five`.
fn is_number(first: &str, second: &str) -> bool {
    let tens = [
        "vingt",
        "trente",
        "quarante",
        "cinquante",
        "soixante",
        "quatre",
        "dix",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
    ];
    let units = [
        "un", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
        "douze", "treize", "quatorze", "quinze", "seize", "vingt", "vingts", "one", "two", "three", "four",
        "five", "seven", "eight", "nine", "first", "second", "third", "fourth", "fifth", "year", "odd",
    ];
    tens.contains(&first) && units.contains(&second)
}

/// Whether a word that begins like one with a hyphen is written without.
fn divided(first: &str, second: &str) -> bool {
    let begins = |parts: &[&str]| parts.iter().any(|part| second.starts_with(part));
    match first {
        "sous" => begins(&["cri", "tra", "sign"]) && !begins(&["trait"]),
        "semi" => begins(&["nai", "nar", "col"]),
        "franco" | "anglo" | "hispano" => begins(&["phon", "phil"]),
        "north" | "south" | "east" | "west" => begins(&["ern"]),
        _ => false,
    }
}

/// Short words between the parts of a word with several hyphens, folded.
const LINKS: &[&str] = &[
    "a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "lez", "ou", "sous", "sur",
    "t", "and", "by", "for", "in", "of", "on", "out", "the", "to", "up",
];

/// First parts, folded, of words that are written with a hyphen, and that seldom begin another word.
const FIRST: &[&str] = &[
    "afro", "anglo", "arabo", "arriere", "avant", "ceux", "celle", "celles", "celui", "centre", "cessez",
    "demi", "elle", "est", "eux", "franco", "gallo", "garde", "germano", "grand", "grands", "greco", "haut",
    "hispano", "israelo", "italo", "judeo", "lui", "nord", "ouest", "petit", "petite", "petits", "peut",
    "politico", "porte", "quasi", "quelques", "rendez", "russo", "saint", "sainte", "savoir", "semi", "sino",
    "socio", "soi", "sous", "sud", "tout", "vice", "day", "decision", "east", "first", "five", "full",
    "half", "hour", "long", "low", "non", "north", "self", "south", "three", "two", "week", "well", "west",
];

/// Second parts, folded, of such words, and the words that French puts after a verb.
const SECOND: &[&str] = &[
    "ci", "dela", "dessous", "dessus", "elle", "elles", "etre", "feu", "il", "ils", "je", "la", "meme",
    "memes", "midi", "moi", "nous", "parole", "t", "toi", "tu", "vous", "based", "free", "known", "led",
    "level", "like", "makers", "owned", "quality", "related", "scale", "style", "term", "terme", "wide",
];

/// First parts that also begin or are other words, with the second parts before which they keep the hyphen.
const PAIRS: &[(&str, &[&str])] = &[
    ("a", &["on"]),
    ("apres", &["demain", "guerre"]),
    ("beau", &["fils", "frere", "pere"]),
    ("beaux", &["arts", "freres", "parents"]),
    ("belle", &["fille", "mere", "soeur"]),
    ("chef", &["d"]),
    ("contre", &["attaque", "courant", "enquete", "la", "offensive", "pouvoir", "productif"]),
    ("court", &["circuit", "metrage", "metrages"]),
    ("dit", &["on"]),
    ("doit", &["on"]),
    ("est", &["ce"]),
    (
        "ex",
        &[
            "chef",
            "compagne",
            "compagnon",
            "depute",
            "directeur",
            "epoux",
            "femme",
            "mari",
            "maire",
            "membre",
            "ministre",
            "ministres",
            "premier",
            "president",
            "presidente",
            "champion",
            "husband",
            "minister",
            "wife",
        ],
    ),
    ("extreme", &["droite", "gauche", "orient"]),
    ("faut", &["on"]),
    ("high", &["end", "profile", "ranking", "speed", "tech"]),
    ("large", &["scale"]),
    ("mi", &["chemin", "course", "juin", "juillet", "mandat", "mars", "parcours", "temps"]),
    ("mort", &["nee", "nes"]),
    ("new", &["look"]),
    ("peut", &["on"]),
    ("plus", &["value", "values"]),
    ("short", &["lived", "range"]),
    ("so", &["called"]),
    ("week", &["end", "ends"]),
];

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    /// A word broken in a text that divides other words, or in one that divides none, and that has these words elsewhere.
    fn joined(upper: &str, lower: &str, elsewhere: &str, divides: bool) -> String {
        let filler = if divides { "la musi-\nque de la tempe-\nte\n" } else { "un mot\nun autre mot\n" };
        let text = format!("{elsewhere}\n{filler}le {upper}\n{lower} de la rue");
        let mut lines = split(&text, false);
        let last = lines.len() - 1;
        lines[..last].iter_mut().for_each(|line| line.wraps = true);
        mark(&text, &mut lines);
        let [upper, lower] = &lines[last - 1..] else { unreachable!() };
        [upper.kept(&text), if upper.seam == Seam::Space { " " } else { "" }, lower.of(&text)]
            .concat()
            .trim_start_matches("le ")
            .trim_end_matches(" de la rue")
            .to_owned()
    }

    #[test]
    fn a_hyphen_that_divides_a_word_goes() {
        for (upper, lower, word) in [
            ("infor-", "mation", "information"),
            ("mil-", "lions", "millions"),
            ("Ker-", "vadec,", "Kervadec,"),
            ("l'impor-", "tance", "l'importance"),
            ("MUNI-", "CIPAL", "MUNICIPAL"),
            ("Mc-", "Kenna", "McKenna"),
            ("sous-", "crire", "souscrire"),
            ("ex-", "térieur", "extérieur"),
            ("ca\u{2010}", "binet", "cabinet"),
            ("ca\u{ad}", "binet", "cabinet"),
            ("ca¬", "binet", "cabinet"),
        ] {
            assert_eq!(joined(upper, lower, "", true), word);
        }
    }

    #[test]
    fn a_hyphen_of_the_word_stays() {
        for (upper, lower, word) in [
            ("Jean-", "Pierre", "Jean-Pierre"),
            ("anti-", "Trump", "anti-Trump"),
            ("porte-", "parole", "porte-parole"),
            ("lui-", "même", "lui-même"),
            ("pense-t-", "il", "pense-t-il"),
            ("est-", "ce", "est-ce"),
            ("vingt-", "deux", "vingt-deux"),
            ("12-", "year-old", "12-year-old"),
            ("2020-", "2024", "2020-2024"),
            ("long-", "term", "long-term"),
            ("short-", "and", "short- and"),
            ("Hauts-", "de-Seine", "Hauts-de-Seine"),
            ("c'est-à-", "dire", "c'est-à-dire"),
            ("vingt-", "et-un", "vingt-et-un"),
            ("sous-", "traitant", "sous-traitant"),
        ] {
            assert_eq!(joined(upper, lower, "", true), word);
        }
    }

    #[test]
    fn what_the_text_shows_decides_first() {
        assert_eq!(joined("porte-", "parole", "les porteparole et le porteparole", true), "porteparole");
        assert_eq!(joined("ferry-", "boats", "two ferry-boats", true), "ferry-boats");
        assert_eq!(joined("ferry-", "boats", "", false), "ferry-boats", "a text that does not divide words");
        assert_eq!(joined("ferry-", "boats", "ferryboats", false), "ferryboats");
        assert_eq!(joined("ferry-", "boats", "", true), "ferryboats");
        assert_eq!(joined("mil-", "lions", "", false), "millions", "no word begins so");
    }
}
