//! The table of what figures measure: classes of verbs and nouns in French and English, from
//! `assets/lexicons/measures.tsv`, looked up by the folded form of a word.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::mix::Mixing;

/// A class of measures: its row in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Measure(u8);

/// What one class is called, and how its values behave.
#[derive(Debug)]
struct Row {
    name: &'static str,
    label: &'static str,
    yearly: bool,
    moves: bool,
    acts: bool,
    of_firms: bool,
    partner: bool,
    request: bool,
}

/// Whether a word is a verb or a noun of its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A verb, whose object or subject the figure may be.
    Verb,
    /// A noun, which a preposition joins to the figure.
    Noun,
}

/// The meanings of one word.
type Meanings = Vec<(Measure, Part, bool)>;

/// The words after the first one of a sequence, and its meaning.
type Sequence = (Vec<&'static str>, Measure, Part);

/// The whole table.
pub(super) struct Lexicon {
    rows: Vec<Row>,
    words: HashMap<&'static str, Meanings, Mixing>,
    /// Beginnings of words, for entries with a star.
    stems: HashMap<&'static str, Meanings, Mixing>,
    /// By the first word of a sequence: the words after it, and its meaning.
    sequences: HashMap<&'static str, Vec<Sequence>, Mixing>,
    /// How nearly two classes name the same quantity: a row for each class.
    related: Vec<f32>,
    /// For each class the set of those that it is related to.
    sets: Vec<u128>,
    /// The first three letters of all words and stems: most words of a text begin otherwise.
    beginnings: Vec<bool>,
}

/// The most letters that a star stands for.
const ENDING: usize = 6;

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::parse(include_str!("../../assets/lexicons/measures.tsv")));

impl Measure {
    /// Its name in records and filters: `invest`.
    pub(crate) fn name(self) -> &'static str {
        LEXICON.rows[usize::from(self.0)].name
    }

    /// As a question says it: `invested`.
    pub(crate) fn label(self) -> &'static str {
        LEXICON.rows[usize::from(self.0)].label
    }

    /// Whether its values belong to one year each.
    pub(super) fn is_yearly(self) -> bool {
        LEXICON.rows[usize::from(self.0)].yearly
    }

    /// Whether it says how a quantity changed: a percentage measures the change, a sum what it changed to.
    pub(super) fn moves(self) -> bool {
        LEXICON.rows[usize::from(self.0)].moves
    }

    /// Whether its values belong to who acts, so that another actor means another question.
    pub(super) fn acts(self) -> bool {
        LEXICON.rows[usize::from(self.0)].acts
    }

    /// Whether it is a firm that it is measured of, not a person.
    pub(super) fn is_of_firms(self) -> bool {
        LEXICON.rows[usize::from(self.0)].of_firms
    }

    /// Whether who acts may stand behind the figure: "an offer of 5 million from X", "a contract worth 5 million with X".
    pub(super) fn has_partner(self) -> bool {
        LEXICON.rows[usize::from(self.0)].partner
    }

    /// Whether it is what somebody asks for.
    pub(super) fn is_request(self) -> bool {
        LEXICON.rows[usize::from(self.0)].request
    }

    /// All classes, in the order of the table.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        (0..LEXICON.rows.len() as u8).map(Self)
    }

    /// A set of classes: a bit for each.
    pub(super) fn bit(self) -> u128 {
        1 << self.0
    }

    /// The classes that name the same quantity at least a little, itself among them.
    pub(super) fn related(self) -> u128 {
        LEXICON.sets[usize::from(self.0)]
    }

    /// How nearly two classes name the same quantity: 1 for one class, 0 for unrelated ones.
    pub(super) fn nearness(self, other: Self) -> f32 {
        let lexicon = &*LEXICON;
        lexicon.related[usize::from(self.0) * lexicon.rows.len() + usize::from(other.0)]
    }
}

impl Lexicon {
    /// The table of the program.
    pub(super) fn get() -> &'static Self {
        &LEXICON
    }

    fn parse(table: &'static str) -> Self {
        let mut lexicon = Self {
            rows: Vec::new(),
            words: HashMap::default(),
            stems: HashMap::default(),
            sequences: HashMap::default(),
            related: Vec::new(),
            sets: Vec::new(),
            beginnings: vec![false; 1 << 15],
        };
        let mut relations = Vec::new();
        for line in table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let columns: Vec<&'static str> = line.split('\t').collect();
            match columns[..] {
                ["~", a, b, nearness] => relations.push((a, b, nearness)),
                [name, label, yearly, verbs, nouns] => {
                    let has = |flag: &str| yearly.split(',').any(|own| own == flag);
                    let measure = Measure(lexicon.rows.len() as u8);
                    lexicon.rows.push(Row {
                        name,
                        label,
                        yearly: has("year") || has("move"),
                        moves: has("move"),
                        acts: has("actor"),
                        of_firms: has("firm"),
                        partner: has("partner"),
                        request: has("request"),
                    });
                    lexicon.add(measure, Part::Verb, verbs);
                    lexicon.add(measure, Part::Noun, nouns);
                }
                _ => debug_assert!(false, "measures.tsv: five columns, or four after ~: {line}"),
            }
        }
        let count = lexicon.rows.len();
        lexicon.related = vec![0.0; count * count];
        (0..count).for_each(|class| lexicon.related[class * count + class] = 1.0);
        relations.into_iter().for_each(|(a, b, nearness)| lexicon.relate(a, b, nearness));
        let set =
            |row: &[f32]| (0..count).filter(|&class| row[class] > 0.0).fold(0, |set, class| set | 1 << class);
        lexicon.sets = lexicon.related.chunks(count).map(set).collect();
        lexicon
    }

    fn relate(&mut self, a: &str, b: &str, nearness: &str) {
        let find = |name: &str| self.rows.iter().position(|row| row.name == name);
        let (Some(a), Some(b), Ok(nearness)) = (find(a), find(b), nearness.parse()) else {
            debug_assert!(false, "measures.tsv: unknown class in a relation: {a} {b}");
            return;
        };
        let count = self.rows.len();
        self.related[a * count + b] = nearness;
        self.related[b * count + a] = nearness;
    }

    fn add(&mut self, measure: Measure, part: Part, words: &'static str) {
        for word in words.split(' ').filter(|word| *word != "-") {
            let (word, weak) = word.strip_prefix('?').map_or((word, false), |word| (word, true));
            if let Some(place) = beginning(word) {
                self.beginnings[place] = true;
            }
            if let Some(stem) = word.strip_suffix('*') {
                self.stems.entry(stem).or_default().push((measure, part, weak));
            } else if let Some((first, rest)) = word.split_once('_') {
                let rest = rest.split('_').collect();
                self.sequences.entry(first).or_default().push((rest, measure, part));
            } else {
                self.words.entry(word).or_default().push((measure, part, weak));
            }
        }
    }

    /// Calls `each` with the meanings of a folded word, and whether each is weak: a word that says less than others.
    pub(super) fn meanings(&self, word: &str, mut each: impl FnMut(Measure, Part, bool)) {
        if beginning(word).is_some_and(|place| !self.beginnings[place]) {
            return;
        }
        if let Some(found) = self.words.get(word) {
            return found.iter().for_each(|&(measure, part, weak)| each(measure, part, weak));
        }
        // The longest stem alone.
        for end in (word.len().saturating_sub(ENDING).max(3)..=word.len()).rev() {
            if let Some(found) = word.get(..end).and_then(|stem| self.stems.get(stem)) {
                return found.iter().for_each(|&(measure, part, weak)| each(measure, part, weak));
            }
        }
    }

    /// Calls `each` with the meanings of the sequences that begin with `word`; `follows` says whether these words
    /// come after it.
    pub(super) fn sequences(
        &self,
        word: &str,
        follows: impl Fn(&[&str]) -> bool,
        mut each: impl FnMut(Measure, Part, usize),
    ) {
        if beginning(word).is_some_and(|place| !self.beginnings[place]) {
            return;
        }
        for (rest, measure, part) in self.sequences.get(word).into_iter().flatten() {
            if follows(rest) {
                each(*measure, *part, rest.len() + 1);
            }
        }
    }
}

/// The place of the first three letters of a word in [`Lexicon::beginnings`]; `None` where one of them is no letter from a to z.
fn beginning(word: &str) -> Option<usize> {
    let letters: &[u8; 3] = word.as_bytes().first_chunk()?;
    letters.iter().try_fold(0, |place, letter| {
        letter.is_ascii_lowercase().then(|| place << 5 | usize::from(letter - b'a'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(word: &str) -> Vec<&'static str> {
        let mut found = Vec::new();
        Lexicon::get().meanings(word, |measure, _, _| found.push(measure.name()));
        found
    }

    #[test]
    fn words_of_both_languages_have_one_class() {
        for (word, class) in
            [("invested", "invest"), ("investi", "invest"), ("amende", "fine"), ("valued", "value")]
        {
            assert!(names(word).contains(&class), "{word}: {:?}", names(word));
        }
        assert!(names("maison").is_empty());
    }

    #[test]
    fn names_of_classes_are_unique_and_relations_are_mutual() {
        let all: std::collections::BTreeSet<_> = Measure::all().map(Measure::name).collect();
        assert_eq!(all.len(), Measure::all().count());
        assert!(all.len() <= 128, "a set of classes has a bit for each");
        for a in Measure::all() {
            for b in Measure::all() {
                assert!((a.nearness(b) - b.nearness(a)).abs() < f32::EPSILON);
            }
        }
    }
}
