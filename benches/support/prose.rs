//! Articles out of sentence patterns. A pattern is a sentence with slots in braces; a [`Tongue`] holds one
//! language's patterns and fillers.
//!
//! An article has a small cast (people, companies, a town) that comes back, as in the press: a person has the
//! full name first, then the surname, with or without a title.

use std::fmt::Write as _;

use super::Random;

/// How long a body gets before its last paragraph ends, in bytes.
const LENGTH: std::ops::Range<usize> = 2200..3700;

/// How many sentences of a hundred tell a fact: that gives about as many mentions as real news has.
const FACTS: usize = 16;

/// One language.
pub struct Tongue {
    /// ISO 639-1.
    pub code: &'static str,
    pub first_names: &'static [&'static str],
    pub last_names: &'static [&'static str],
    /// Before a surname; each ends with a space.
    pub titles: &'static [&'static str],
    pub companies: &'static [&'static str],
    pub towns: &'static [&'static str],
    pub sources: &'static [&'static str],
    pub months: [&'static str; 12],
    pub roles: &'static [&'static str],
    pub sectors: &'static [&'static str],
    pub headlines: &'static [&'static str],
    /// Sentences about people, sums and shares.
    pub telling: &'static [&'static str],
    /// Sentences that hold no fact, or only a person's name.
    pub plain: &'static [&'static str],
    /// What web pages put around a text.
    pub boilerplate: &'static [&'static str],
    pub amount: fn(&mut Random, &mut String),
    pub percent: fn(&mut Random, &mut String),
}

/// One article, not yet in a format.
#[derive(Debug, Clone)]
pub struct Article {
    pub language: &'static str,
    pub title: String,
    pub author: String,
    pub source: &'static str,
    /// ISO 8601.
    pub date: String,
    pub paragraphs: Vec<String>,
    /// Lines that are not part of it.
    pub boilerplate: Vec<&'static str>,
}

impl Article {
    /// Its paragraphs, an empty line between them.
    pub fn body(&self) -> String {
        self.paragraphs.join("\n\n")
    }
}

struct Cast {
    tongue: &'static Tongue,
    people: Vec<(&'static str, &'static str, bool)>,
    companies: [&'static str; 2],
    town: &'static str,
    sector: &'static str,
    year: usize,
}

/// Writes an article.
pub fn article(tongue: &'static Tongue, random: &mut Random) -> Article {
    let people = random.between(2, 4);
    let mut cast = Cast {
        tongue,
        people: (0..people)
            .map(|_| (random.pick(tongue.first_names), random.pick(tongue.last_names), false))
            .collect(),
        companies: [random.pick(tongue.companies), random.pick(tongue.companies)],
        town: random.pick(tongue.towns),
        sector: random.pick(tongue.sectors),
        year: random.between(2015, 2025),
    };
    let title = cast.sentence(random.pick(tongue.headlines), random);
    for person in &mut cast.people {
        person.2 = false;
    }
    let author = format!("{} {}", random.pick(tongue.first_names), random.pick(tongue.last_names));
    let date = format!("{}-{:02}-{:02}", cast.year, random.between(1, 12), random.between(1, 28));
    let wanted = random.between(LENGTH.start, LENGTH.end);
    let mut telling = Deck::new(tongue.telling);
    let mut plain = Deck::new(tongue.plain);
    let mut paragraphs = Vec::new();
    let mut length = 0;
    while length < wanted {
        let mut paragraph = String::new();
        for _ in 0..random.between(2, 5) {
            let pattern = if random.chance(FACTS) { telling.draw(random) } else { plain.draw(random) };
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(&cast.sentence(pattern, random));
        }
        length += paragraph.len() + 2;
        paragraphs.push(paragraph);
    }
    let boilerplate = (0..random.between(2, 5)).map(|_| random.pick(tongue.boilerplate)).collect();
    Article {
        language: tongue.code,
        title,
        author,
        source: random.pick(tongue.sources),
        date,
        paragraphs,
        boilerplate,
    }
}

/// Patterns in random order, none again before all have had their turn.
struct Deck {
    patterns: &'static [&'static str],
    left: Vec<&'static str>,
}

impl Deck {
    fn new(patterns: &'static [&'static str]) -> Self {
        Self { patterns, left: Vec::new() }
    }

    fn draw(&mut self, random: &mut Random) -> &'static str {
        if self.left.is_empty() {
            self.left.extend(self.patterns);
        }
        self.left.swap_remove(random.below(self.left.len()))
    }
}

impl Cast {
    /// Fills the slots of a pattern.
    fn sentence(&mut self, pattern: &str, random: &mut Random) -> String {
        let mut out = String::with_capacity(pattern.len() * 2);
        let mut rest = pattern;
        while let Some(open) = rest.find('{') {
            let close = open + rest[open..].find('}').expect("a slot ends");
            out.push_str(&rest[..open]);
            self.fill(&rest[open + 1..close], random, &mut out);
            rest = &rest[close + 1..];
        }
        out.push_str(rest);
        out
    }

    fn fill(&mut self, slot: &str, random: &mut Random, out: &mut String) {
        match slot {
            "person" => self.person(random, out),
            "company" => out.push_str(self.companies[random.below(2)]),
            "amount" => (self.tongue.amount)(random, out),
            "percent" => (self.tongue.percent)(random, out),
            "town" => out.push_str(self.town),
            "sector" => out.push_str(self.sector),
            "role" => out.push_str(random.pick(self.tongue.roles)),
            "month" => out.push_str(random.pick(&self.tongue.months)),
            "year" => drop(write!(out, "{}", self.year - random.below(5))),
            "number" => drop(write!(out, "{}", random.between(3, 980))),
            _ => panic!("there is no slot {{{slot}}}"),
        }
    }

    fn person(&mut self, random: &mut Random, out: &mut String) {
        let at = random.below(self.people.len());
        let (first, last, known) = &mut self.people[at];
        if !*known || random.chance(15) {
            *known = true;
            out.push_str(first);
            out.push(' ');
        } else if random.chance(30) {
            out.push_str(random.pick(self.tongue.titles));
        }
        out.push_str(last);
    }
}
