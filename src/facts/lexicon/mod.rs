//! The words that figures are made of, looked up by their folded form: numerals, currency nouns, minor units
//! and the countries that qualify them. Built once from the number vocabulary and the tables in
//! `assets/lexicons`.

mod anchors;
mod cues;
pub(crate) mod cursor;
mod folded;
mod minor;
pub(crate) mod modifiers;
mod numerals;
pub(crate) mod percents;

use std::sync::LazyLock;

pub(crate) use self::anchors::Anchors;
use self::cues::CUES;
pub(crate) use self::cues::Cue;
pub(crate) use self::cursor::Cursor;
pub(crate) use self::folded::{Folded, LONGEST};
pub(crate) use self::minor::Minor;
use self::numerals::NUMERALS;
pub(crate) use self::numerals::{Numeral, Tongue};
use super::Currency;

/// The meanings of a word in a figure. One word can have several: "cent" is a hundred and a minor unit.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Word {
    /// Its meaning in a number.
    pub(crate) numeral: Option<Numeral>,
    /// The language whose number word it is.
    pub(crate) tongue: Tongue,
    /// The currency noun it is a form of.
    pub(crate) noun: Option<Noun>,
    /// The minor unit it is a form of.
    pub(crate) minor: Option<Minor>,
    /// The country it names, or a part of a country's name.
    pub(crate) country: Option<Country>,
    /// Whether it can qualify a currency; if not, it only shows which country an article is about.
    pub(crate) qualifies: bool,
    /// Its meaning for the figures around it: a bit for each [`Cue`].
    cues: u32,
}

impl Word {
    /// Whether it is a word of that cue.
    pub(crate) fn is(&self, cue: Cue) -> bool {
        self.cues >> cue as u32 & 1 == 1
    }
}

/// A currency noun: its row in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Noun(u8);

/// A country that has a currency: its row in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Country(u8);

impl Country {
    /// A part of names of several countries ("new", "united").
    pub(crate) const PART: Self = Self(0);

    /// As an index below [`Lexicon::countries`].
    pub(crate) fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// Why a word that is a currency's name may be something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Care {
    /// It has no other meaning.
    Free,
    /// It is a common word too.
    Scale,
    /// It is a weight too.
    Weight,
    /// Its singular is an adjective too.
    Singular,
    /// It counts only with a minor unit or a country.
    Minor,
}

struct NounRow {
    name: Box<str>,
    default: Currency,
    care: Care,
}

/// A country that has a currency of this name.
#[derive(Debug, Clone, Copy)]
struct Shared {
    noun: Noun,
    currency: Currency,
    /// Whether the noun alone means this currency in an article about the country.
    meant_by_bare_noun: bool,
}

/// An ISO 4217 code.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Code {
    /// The code.
    pub(crate) currency: Currency,
    /// Digits of its minor unit.
    pub(crate) minor_digits: u8,
    /// Whether it is a word or an acronym too.
    pub(crate) is_word: bool,
    /// Whether it is recognised in lower case.
    pub(crate) lower: bool,
}

/// All tables.
pub(crate) struct Lexicon {
    /// By hash: the index in `words` plus one; 0 for no word.
    slots: Vec<u16>,
    words: Vec<(Folded, Word)>,
    nouns: Vec<NounRow>,
    /// For each country, the nouns that it qualifies, by name, with the currency of each pair.
    countries: Vec<Vec<Shared>>,
    codes: Vec<Code>,
    anchors: Anchors,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::build);

impl Lexicon {
    /// The tables, built at the first call.
    pub(crate) fn get() -> &'static Self {
        &LEXICON
    }

    /// The meanings of a folded word.
    pub(crate) fn word(&self, folded: &Folded) -> Option<&Word> {
        if folded.is_empty() {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut index = folded.hash() & mask;
        while let Some(place) = self.slots[index].checked_sub(1) {
            let (key, word) = &self.words[usize::from(place)];
            if key == folded {
                return Some(word);
            }
            index = (index + 1) & mask;
        }
        None
    }

    /// The filter of the scan.
    pub(crate) fn anchors(&self) -> &Anchors {
        &self.anchors
    }

    /// How many countries there are.
    pub(crate) fn countries(&self) -> usize {
        self.countries.len()
    }

    /// The other meaning of a noun.
    pub(crate) fn care(&self, noun: Noun) -> Care {
        self.nouns[usize::from(noun.0)].care
    }

    /// The currency that a noun means by default.
    pub(crate) fn default_currency(&self, noun: Noun) -> Currency {
        self.nouns[usize::from(noun.0)].default
    }

    /// Whether a noun is this one.
    pub(crate) fn is(&self, noun: Noun, name: &str) -> bool {
        &*self.nouns[usize::from(noun.0)].name == name
    }

    /// The noun of that name.
    pub(crate) fn noun(&self, name: &str) -> Option<Noun> {
        self.word(&Folded::of(name)).and_then(|word| word.noun)
    }

    /// The currency of that name in that country.
    pub(crate) fn of_country(&self, noun: Noun, country: Country) -> Option<Currency> {
        let currencies = &self.countries[country.index()];
        currencies.iter().find(|shared| shared.noun == noun).map(|shared| shared.currency)
    }

    /// Whether a country, by its index, has a currency.
    pub(crate) fn has_currency(&self, country: usize, currency: Currency) -> bool {
        self.countries.get(country).is_some_and(|shared| shared.iter().any(|row| row.currency == currency))
    }

    /// The countries that have a currency of that name.
    pub(crate) fn sharing(&self, noun: Noun) -> impl Iterator<Item = (Country, Currency)> + '_ {
        self.shared(noun).map(|(country, shared)| (country, shared.currency))
    }

    /// The countries whose currency the noun alone means in an article about them.
    pub(crate) fn meaning_bare_noun(&self, noun: Noun) -> impl Iterator<Item = (Country, Currency)> + '_ {
        self.shared(noun)
            .filter(|(_, shared)| shared.meant_by_bare_noun)
            .map(|(country, shared)| (country, shared.currency))
    }

    fn shared(&self, noun: Noun) -> impl Iterator<Item = (Country, &Shared)> + '_ {
        let numbered = self.countries.iter().enumerate();
        numbered.flat_map(move |(index, shared)| {
            shared
                .iter()
                .filter(move |shared| shared.noun == noun)
                .map(move |shared| (Country(index as u8), shared))
        })
    }

    /// The ISO code with these three letters: in upper case, or in lower case if the code is recognised so.
    pub(crate) fn code(&self, letters: &[u8]) -> Option<&Code> {
        let upper = letters.iter().all(u8::is_ascii_uppercase);
        let mut code = [0; 3];
        if letters.len() != 3 {
            return None;
        }
        code.copy_from_slice(letters);
        code.make_ascii_uppercase();
        let wanted = Currency::new(&code);
        let found = self.codes.binary_search_by(|row| row.currency.cmp(&wanted)).ok()?;
        let row = &self.codes[found];
        (upper || row.lower).then_some(row)
    }

    /// The currency with this ISO code, in letters of any case; `None` when there is no such code.
    pub(crate) fn by_code(&self, letters: &str) -> Option<Currency> {
        self.code(letters.to_ascii_uppercase().as_bytes()).map(|row| row.currency)
    }

    /// Digits of a currency's minor unit; two for an unknown currency.
    pub(crate) fn minor_digits(&self, currency: Currency) -> u8 {
        let found = self.codes.binary_search_by(|row| row.currency.cmp(&currency));
        found.map_or(2, |index| self.codes[index].minor_digits)
    }

    fn build() -> Self {
        let mut lexicon = Self {
            slots: vec![0; 8192],
            words: Vec::new(),
            nouns: Vec::new(),
            countries: Vec::new(),
            codes: Vec::new(),
            anchors: Anchors::new(),
        };
        for (spellings, numeral, tongue) in NUMERALS {
            for spelling in *spellings {
                lexicon.entry(spelling, |word| (word.numeral, word.tongue) = (Some(*numeral), *tongue));
                if !matches!(numeral, Numeral::Article | Numeral::And | Numeral::Point | Numeral::Unit(1))
                    || *spelling == "one"
                {
                    lexicon.anchors.add(spelling);
                }
            }
        }
        for (spelling, minor) in minor::FORMS {
            lexicon.entry(spelling, |word| word.minor = Some(*minor));
        }
        for row in rows(include_str!("../../../assets/lexicons/currency-nouns.tsv")) {
            lexicon.add_noun(&row);
        }
        for row in rows(include_str!("../../../assets/lexicons/currency-countries.tsv")) {
            lexicon.add_country(&row);
        }
        for row in rows(include_str!("../../../assets/lexicons/currency-codes.tsv")) {
            lexicon.codes.push(Code {
                currency: currency(row[0]),
                minor_digits: row[1].parse().unwrap_or(2),
                is_word: row[2] == "word",
                lower: row[2] == "lower",
            });
        }
        for row in rows(include_str!("../../../assets/lexicons/cue-words.tsv")) {
            let cue = CUES.iter().find(|(name, _)| *name == row[0]).map(|(_, cue)| *cue);
            debug_assert!(cue.is_some(), "{} is no cue", row[0]);
            for form in row[1].split(' ') {
                lexicon.entry(form, |word| word.cues |= cue.map_or(0, |cue| 1 << cue as u32));
            }
        }
        for (words, cue) in [
            (modifiers::last_words().collect::<Vec<_>>(), Cue::Modifies),
            (modifiers::first_words_after().collect(), Cue::ModifiesBack),
            (percents::first_words().collect(), Cue::Percent),
        ] {
            words.iter().for_each(|form| lexicon.entry(form, |word| word.cues |= 1 << cue as u32));
        }
        lexicon.codes.sort_unstable_by_key(|code| code.currency);
        for word in ["http", "https", "www", "ftp", "pourcentage", "percentage", "base"] {
            lexicon.anchors.add(word);
        }
        lexicon
    }

    fn add_noun(&mut self, row: &[&str]) {
        let noun = Noun(self.nouns.len() as u8);
        let care = match row[2] {
            "scale" => Care::Scale,
            "weight" => Care::Weight,
            "singular" => Care::Singular,
            "minor" => Care::Minor,
            _ => Care::Free,
        };
        self.nouns.push(NounRow { name: row[0].into(), default: currency(row[1]), care });
        for form in row[3].split(' ') {
            self.entry(form, |word| word.noun = Some(noun));
            self.anchors.add(form);
        }
    }

    fn add_country(&mut self, row: &[&str]) {
        let country = Country(self.countries.len() as u8);
        let mut currencies = Vec::new();
        for (name, code) in row[1].split(' ').filter_map(|pair| pair.split_once(':')) {
            if let Some(noun) = self.nouns.iter().position(|noun| &*noun.name == name) {
                let noun = Noun(noun as u8);
                currencies.push(Shared {
                    noun,
                    currency: currency(code),
                    meant_by_bare_noun: !code.ends_with('*'),
                });
            }
        }
        self.countries.push(currencies);
        for (words, qualifies) in [(row[2], true), (row[3], false)] {
            for form in words.split(' ').filter(|form| *form != "-") {
                self.entry(form, |word| (word.country, word.qualifies) = (Some(country), qualifies));
                if country != Country::PART {
                    self.anchors.add(form);
                }
            }
        }
    }

    fn entry(&mut self, spelling: &str, set: impl FnOnce(&mut Word)) {
        let folded = Folded::of(spelling);
        debug_assert!(!folded.is_empty(), "{spelling} does not fit into the lexicon");
        let mask = self.slots.len() - 1;
        let mut index = folded.hash() & mask;
        while let Some(place) = self.slots[index].checked_sub(1) {
            let (key, word) = &mut self.words[usize::from(place)];
            if *key == folded {
                return set(word);
            }
            index = (index + 1) & mask;
        }
        let mut word = Word::default();
        set(&mut word);
        self.words.push((folded, word));
        self.slots[index] = self.words.len() as u16;
    }
}

/// The rows of a table: columns divided by tabs, `#` opens a comment line.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split('\t').collect())
}

fn currency(code: &str) -> Currency {
    let mut letters = *b"XXX";
    for (letter, byte) in letters.iter_mut().zip(code.bytes()) {
        *letter = byte;
    }
    Currency::new(&letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_with_or_without_accents() {
        let lexicon = Lexicon::get();
        for spelling in ["MILLIARDS", "zéro", "ZERO", "Dollars", "złoty"] {
            assert!(lexicon.word(&Folded::of(spelling)).is_some(), "{spelling}");
        }
        for spelling in ["", "dollarize", "milliardaire", "un-million", "anticonstitutionnellement"] {
            assert!(lexicon.word(&Folded::of(spelling)).is_none(), "{spelling}");
        }
    }

    #[test]
    fn the_filter_accepts_every_anchor() {
        let lexicon = Lexicon::get();
        for word in ["milliard", "MILLIARDS", "deux", "zéro", "euros", "Canada", "https", "http"] {
            let run = word.bytes().take_while(u8::is_ascii_alphabetic).count();
            let accent = run < word.len();
            assert!(lexicon.anchors().may_be(None, &word.as_bytes()[..run], accent), "{word}");
            let padded = format!("{word} et le reste");
            assert!(
                lexicon.anchors().may_be(padded.as_bytes().first_chunk(), &word.as_bytes()[..run], accent),
                "{word}"
            );
        }
        let common =
            ["le", "de", "la", "et", "les", "des", "en", "the", "of", "to", "and", "que", "pour", "dans"];
        let passing =
            common.iter().filter(|word| lexicon.anchors().may_be(None, word.as_bytes(), false)).count();
        assert!(passing <= 1, "{passing} common words pass");
    }

    #[test]
    fn every_row_of_the_tables_is_complete() {
        let lexicon = Lexicon::get();
        assert!(lexicon.nouns.len() > 60 && lexicon.countries.len() > 70 && lexicon.codes.len() > 130);
        for noun in &lexicon.nouns {
            assert!(lexicon.code(noun.default.code().as_bytes()).is_some(), "{} has no code row", noun.name);
        }
        for Shared { currency, .. } in lexicon.countries.iter().flatten() {
            assert!(
                lexicon.code(currency.code().as_bytes()).is_some(),
                "{} has no code row",
                currency.code()
            );
        }
    }
}
