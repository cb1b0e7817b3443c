//! The phrases of `assets/boilerplate.txt` and how a line is compared with them.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::text::fold;

/// The longest line that is compared: a longer one is prose.
const LONGEST: usize = 300;

/// Where a line must stand for its phrase to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// Anywhere in the text.
    Anywhere,
    /// Before its first sentence, or after its last.
    Edge,
}

/// How a phrase that begins a line bears on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    /// The line must be short and no sentence.
    Short(Zone),
    /// Whatever follows.
    Sentence,
}

/// Words of a line of buttons that share a text.
const SHARING: &[&str] = &[
    "share",
    "sharing",
    "partager",
    "partagez",
    "partage",
    "partages",
    "follow",
    "suivez",
    "suivez-nous",
    "suivre",
    "tweet",
    "tweeter",
    "tweetez",
];

/// Words that may be between those and the names of networks.
const BETWEEN: &[&str] = &[
    "#", "and", "article", "by", "ce", "cet", "copier", "copy", "envoyer", "et", "imprimer", "l", "la", "le",
    "lien", "link", "nous", "on", "or", "ou", "page", "par", "post", "print", "story", "sur", "the", "this",
    "us", "via",
];

/// How many names the word for sharing counts for.
const SHARED: usize = 2;

struct Lexicon {
    lines: HashMap<&'static str, Zone>,
    /// By their first word.
    starts: HashMap<&'static str, Vec<(&'static str, Start)>>,
    networks: HashSet<&'static str>,
    /// The first words of all of those.
    firsts: HashSet<&'static str>,
    author_boxes: HashSet<&'static str>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon {
        lines: HashMap::new(),
        starts: HashMap::new(),
        networks: HashSet::new(),
        firsts: HashSet::new(),
        author_boxes: HashSet::new(),
    };
    let mut section = "";
    for line in include_str!("../../../assets/boilerplate.txt").lines() {
        let phrase = line.trim();
        if phrase.is_empty() || phrase.starts_with(';') {
            continue;
        }
        if let Some(name) = phrase.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name;
            continue;
        }
        let first = phrase.split(' ').next().unwrap_or(phrase);
        if section != "author-box" {
            lexicon.firsts.insert(first.trim_matches(|c: char| !c.is_alphanumeric() && c != '#'));
        }
        let start = match section {
            "line" | "line-edge" => {
                let zone = if section == "line" { Zone::Anywhere } else { Zone::Edge };
                lexicon.lines.entry(phrase).or_insert(zone);
                continue;
            }
            "networks" => {
                lexicon.networks.insert(phrase);
                continue;
            }
            "author-box" => {
                lexicon.author_boxes.insert(phrase);
                continue;
            }
            "start" => Start::Short(Zone::Anywhere),
            "start-edge" => Start::Short(Zone::Edge),
            "sentence" => Start::Sentence,
            _ => continue,
        };
        lexicon.starts.entry(first).or_default().push((phrase, start));
    }
    lexicon
});

/// A line as phrases are written: folded, single spaces, `#` for numbers.
#[derive(Debug)]
pub(super) struct Phrase {
    folded: String,
}

impl Phrase {
    /// The phrase of a line that may be boilerplate; `None` for one that is too long or whose first word
    /// begins no phrase.
    pub(super) fn suspect(line: &str) -> Option<Self> {
        if line.len() > LONGEST {
            return None;
        }
        let word = line.split(' ').find(|word| word.contains(char::is_alphanumeric))?;
        let first = Self::of(word);
        LEXICON.firsts.contains(first.core().trim_matches('*')).then(|| Self::of(line))
    }

    pub(super) fn of(line: &str) -> Self {
        let mut folded = String::with_capacity(line.len());
        let mut number = false;
        for word in line.split_whitespace() {
            if !folded.is_empty() {
                folded.push(' ');
            }
            for c in word.chars() {
                if c.is_ascii_digit() {
                    if !number {
                        folded.push('#');
                    }
                } else {
                    fold::fold_char(c, |c| folded.push(c));
                }
                number = c.is_ascii_digit();
            }
            number = false;
        }
        Self { folded }
    }

    /// Without the signs at its ends.
    fn core(&self) -> &str {
        let sign = |c: char| !c.is_alphanumeric() && c != '#' && c != '*';
        self.folded.trim_matches(sign)
    }

    /// Whether the line is, or begins with, a phrase of the web, and where it must stand.
    pub(super) fn boilerplate(&self) -> Option<Zone> {
        let lexicon = &*LEXICON;
        let core = self.core();
        let bare = core.trim_end_matches([' ', '#', '*', ':']);
        let whole = [core, bare].iter().find_map(|phrase| lexicon.lines.get(phrase).copied());
        if whole.is_some() {
            return whole;
        }
        let begin = core.trim_start_matches('*').trim_start();
        let mut words = begin.split(' ');
        let first = words.next()?;
        let short = words.count() < 14 && !self.folded.ends_with(['.', '!', '?', '…', ',', ';']);
        let starts = lexicon.starts.get(first)?;
        starts.iter().filter(|(phrase, _)| begins(begin, phrase)).find_map(|&(_, start)| match start {
            Start::Sentence => Some(Zone::Anywhere),
            Start::Short(zone) => short.then_some(zone),
        })
    }

    /// How many social networks the line names, if it does nothing else but ask to share the text there:
    /// that counts as two more.
    pub(super) fn networks(&self) -> Option<usize> {
        let lexicon = &*LEXICON;
        let core = self.core();
        if core.len() > 120 || core.is_empty() {
            return None;
        }
        if lexicon.networks.contains(core) {
            return Some(1);
        }
        let names = core.split(|c: char| c == ' ' || (!c.is_alphanumeric() && c != '-' && c != '+'));
        let (mut count, mut shared) = (0, false);
        for name in names.filter(|name| !name.is_empty()) {
            if SHARING.contains(&name) {
                shared = true;
            } else if lexicon.networks.contains(name) {
                count += 1;
            } else if !BETWEEN.contains(&name) {
                return None;
            }
        }
        if count > 0 && shared {
            count += SHARED;
        }
        (count > 0).then_some(count)
    }

    /// Whether it heads a box about the author.
    pub(super) fn is_author_box(&self) -> bool {
        LEXICON.author_boxes.contains(self.core())
    }
}

/// Whether a line begins with a phrase and does not go on within its last word.
fn begins(line: &str, phrase: &str) -> bool {
    line.strip_prefix(phrase).is_some_and(|rest| {
        !phrase.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_written_as_lines_are_compared() {
        for line in include_str!("../../../assets/boilerplate.txt").lines() {
            if line.is_empty() || line.starts_with([';', '[']) {
                continue;
            }
            assert_eq!(Phrase::of(line).folded, line, "not folded");
            assert!(line.len() < 80, "{line}");
        }
        assert!(LEXICON.lines.len() > 100 && LEXICON.networks.len() > 20);
    }

    #[test]
    fn what_the_web_puts_around_a_text_is_known() {
        for (line, zone) in [
            ("Partagez", Some(Zone::Edge)),
            ("► PARTAGER !", Some(Zone::Edge)),
            ("Partager sur Facebook", Some(Zone::Anywhere)),
            ("Share on Mastodon", Some(Zone::Anywhere)),
            ("12 commentaires", Some(Zone::Anywhere)),
            ("Comments (3)", Some(Zone::Anywhere)),
            ("Leave a Comment", Some(Zone::Anywhere)),
            ("Votre adresse e-mail ne sera pas publiée.", Some(Zone::Anywhere)),
            ("Lire aussi : Le vélo de demain", Some(Zone::Anywhere)),
            ("LIRE AUSSI - Le vélo de demain", Some(Zone::Anywhere)),
            ("5 min read", Some(Zone::Anywhere)),
            ("Temps de lecture : 4 min", Some(Zone::Anywhere)),
            ("Tags: bikes, trains", Some(Zone::Edge)),
            ("Name *", Some(Zone::Edge)),
            ("Partagez votre avis en donnant un exemple tiré de la vie de tous les jours.", None),
            ("Share prices fell by a third on Monday", None),
            ("Lire aussi les classiques rend plus sage.", None),
            ("Read more books, says the minister.", None),
            ("Related to the king, she fled.", None),
            ("Commentaires acerbes au sommet", None),
            ("Sharing", None),
            ("Photographie", None),
            ("", None),
        ] {
            assert_eq!(Phrase::of(line).boilerplate(), zone, "{line}");
        }
    }

    #[test]
    fn a_list_of_networks_is_nothing_else() {
        for (line, names) in [
            ("Facebook", Some(1)),
            ("Facebook Twitter LinkedIn", Some(3)),
            ("Facebook | X | WhatsApp | E-mail", Some(4)),
            ("Share this: Facebook Twitter WhatsApp", Some(5)),
            ("Partager cet article : Facebook | X | LinkedIn | Copier le lien", Some(5)),
            ("Suivez-nous sur Facebook et Instagram", Some(4)),
            ("Follow us on LinkedIn", Some(3)),
            ("Share this", None),
            ("Facebook et Twitter contestent la décision", None),
            ("Share of Facebook", None),
            ("Meta", None),
            ("", None),
        ] {
            assert_eq!(Phrase::of(line).networks(), names, "{line}");
        }
    }
}
