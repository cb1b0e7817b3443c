//! The byline above a text, the dateline in its first sentence and the box about the author below it: who
//! wrote it, and when it came out.

use std::ops::Range;

use super::Cleaned;
use super::lexicon::Phrase;
use super::lines::{Fate, Line};
use crate::article::PartialDate;
use crate::corpus::date;

/// How many lines from the top a byline may stand.
const BYLINE_LINES: usize = 8;

/// What may stand in a byline beside names and dates.
const META_WORDS: &[&str] = &[
    "admin",
    "afp",
    "ap",
    "aucun",
    "avec",
    "by",
    "comment",
    "commentaire",
    "commentaires",
    "comments",
    "day",
    "days",
    "ecrit",
    "editorial",
    "est",
    "estimated",
    "estime",
    "first",
    "heure",
    "hour",
    "hours",
    "il",
    "jours",
    "la",
    "lecture",
    "lire",
    "min",
    "mins",
    "minute",
    "minutes",
    "mn",
    "mots",
    "newsroom",
    "no",
    "par",
    "pour",
    "propos",
    "read",
    "reading",
    "recueilli",
    "recueillis",
    "redaction",
    "redaktion",
    "redige",
    "reuters",
    "staff",
    "team",
    "temps",
    "views",
    "vues",
    "week",
    "weeks",
    "with",
    "written",
    "y",
];

/// A line that says who wrote a text or when.
#[derive(Debug, Default)]
struct Meta<'t> {
    date: Option<PartialDate>,
    author: Option<&'t str>,
    /// Whether it says nothing else.
    whole: bool,
}

/// Whether a line does nothing but say who wrote a text, when, or where.
pub(super) fn is_meta(line: &str) -> bool {
    meta(line).is_some_and(|meta| meta.whole) || dateline(line).is_some_and(|(_, rest)| rest.is_empty())
}

/// The names that a line gives as those who wrote a text: `By Ann Lee and Joe Moss | June 17`.
pub(super) fn said_by(line: &str) -> Option<String> {
    if line.len() > 200 {
        return None;
    }
    names(line).map(|range| line[range].to_owned())
}

fn meta(line: &str) -> Option<Meta<'_>> {
    if line.len() > 200 {
        return None;
    }
    let mut author = names(line);
    let dated = date::find(line);
    if dated.is_none() && author.is_none() {
        // `Par la rédaction`, `Updated 3 hours ago`
        let opening = line.split([' ', '\u{a0}']).next().unwrap_or_default();
        let nobody =
            matches!(opening, "Par" | "By" | "PAR" | "BY") || published(opening) && line.contains(' ');
        return (nobody && date::has_only(line, META_WORDS)).then(|| Meta { whole: true, ..Meta::default() });
    }
    let mut known = Vec::new();
    let mut at = 0;
    while let Some((_, range)) = date::find(&line[at..]) {
        known.push(at + range.start..at + range.end);
        at += range.end;
    }
    if let Some((_, range)) = dated.as_ref().filter(|_| author.is_none()) {
        // `Anne Le Gall - publié le 17 juin 2025`
        author = [" - ", " – ", " — ", " | ", " · ", " • "]
            .iter()
            .filter_map(|sign| line[..range.start].find(sign))
            .min()
            .filter(|&end| is_person(&line[..end]) && published(&line[end..range.start]))
            .map(|end| 0..end);
    }
    known.extend(author.clone());
    known.sort_by_key(|range| range.start);
    let mut whole = true;
    let mut at = 0;
    for range in &known {
        whole = whole && date::has_only(line.get(at..range.start).unwrap_or_default(), META_WORDS);
        at = at.max(range.end);
    }
    whole = whole && date::has_only(&line[at..], META_WORDS);
    let author = author.map(|range| &line[range]);
    let date = dated.filter(|(_, range)| {
        whole
            || date::is_date_line(line, range)
            || !is_sentence(line) && (opens(line, range) || author.is_some())
    });
    Some(Meta { date: date.map(|(date, _)| date), author, whole })
}

/// Finds date and author in the lines at the top, and the author in a box below the text. A line that says
/// nothing else goes: the reader shows both above the text.
pub(super) fn find(text: &str, lines: &mut [Line], given: Option<&str>, found: &mut Cleaned) {
    let mut said = Vec::new();
    let kept = lines.iter().enumerate().filter(|(_, line)| line.fate == Fate::Keep);
    let count = kept.clone().count();
    let mut before = "";
    let mut prose = false;
    for (place, (index, line)) in kept.enumerate() {
        let bottom = place + 3 >= count && prose;
        prose = prose || line.wraps || line.len() > 120;
        if !(place < BYLINE_LINES || bottom) || line.len() > 200 || line.wraps {
            continue;
        }
        let words = line.of(text);
        // Between a name and the date may stand a handle.
        let above = if words.starts_with('@') { before } else { std::mem::replace(&mut before, words) };
        let Some(meta) = meta(words) else { continue };
        let author = meta.author.filter(|_| place < BYLINE_LINES);
        // Below the text a date must say what it is.
        if bottom && author.is_none() && !published(words) {
            continue;
        }
        found.date = found.date.or(meta.date);
        if let Some(author) = author {
            found.author.get_or_insert_with(|| author.to_owned());
        } else if meta.whole && meta.date.is_some() && found.author.is_none() && is_person(above) {
            found.author = Some(above.to_owned());
        }
        let shown = given.or(found.author.as_deref());
        if meta.whole && meta.author.is_none_or(|author| shown == Some(author)) {
            said.push(index);
        }
    }
    if found.date.is_none() {
        let first = lines.iter().find(|line| line.fate == Fate::Keep);
        found.date = first.and_then(|line| dateline(line.of(text))).map(|(date, _)| date);
    }
    if said.len() < count {
        said.into_iter().for_each(|index| lines[index].fate = Fate::Remove);
    }
    if found.author.is_none() {
        found.author = author_box(text, lines);
    }
}

/// Whether the words before a date say that it is one of publication.
fn published(before: &str) -> bool {
    before.split(|c: char| !c.is_alphabetic()).any(date::is_publication)
}

/// Whether a line opens with a date of publication: `Publié le 17 juin 2025 dans Économie`.
fn opens(line: &str, date: &Range<usize>) -> bool {
    published(&line[..date.start]) && date::is_date_line(&line[..date.end], date)
}

/// Whether a line ends as a sentence does.
fn is_sentence(line: &str) -> bool {
    line.ends_with(['.', '!', '?', '…', '»', '"', '”', ':'])
}

/// The date of `PARIS, 17 juin 2025 (Agence) – Le texte` or `Paris, le 17 juin 2025.`, at the very beginning of
/// a text, and what follows.
fn dateline(line: &str) -> Option<(PartialDate, &str)> {
    let opening = crate::corpus::prefix::prefix(line, 120);
    let (date, range) = date::find(opening)?;
    let before = opening[..range.start].trim_start_matches('(').trim_end();
    let before = [" le", " on"].iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before);
    let place = before.trim_end_matches([' ', ',', '(', '\u{a0}', '-', '–', '—']);
    let mut words = place.split_whitespace();
    let named = place.starts_with(char::is_uppercase)
        && words.clone().count() <= 3
        && words.all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '(') || is_particle(word));
    let sign = opening[range.end..].trim_start();
    let after = sign.trim_start_matches(['.', ')', ' ', ':']);
    // Without a dash after the date the place must be set off: `He left on June 17, 2025.`
    let set_off = place.len() < before.len() || place.ends_with(')');
    let closed = sign.starts_with(['(', '–', '—', '-', '/', ')'])
        || set_off
            && (sign.is_empty() || sign.starts_with(['.', ':']) && !after.starts_with(char::is_lowercase));
    (named && closed).then_some((date, after))
}

/// The bytes of the names in `Par Anne Le Gall, le 17 juin`, `By Ann Lee and Joe Moss | June 17`.
fn names(line: &str) -> Option<Range<usize>> {
    let signs = ['|', '·', '•', '–', '—', '-'];
    let open = line.len() < 80 || line.starts_with(['P', 'B', 'V', 'p', 'b', 'v']);
    if !open && !line.contains(signs) && !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let start = ["Par ", "By ", "PAR ", "BY ", "par ", "by ", "Von ", "VON ", "von ", "Por ", "POR "]
        .iter()
        .find_map(|word| {
            let at = line.find(word)?;
            let before = line[..at].trim_end();
            // In the middle of a line only after the words of a date of publication.
            let byline = before.is_empty()
                || before.ends_with(signs)
                || date::has_only(before, META_WORDS)
                || date::find(before).is_some_and(|(_, range)| date::is_date_line(before, &range));
            byline.then_some(at + word.len())
        })?;
    let mut end = start + name(&line[start..])?;
    while let Some(next) = [" and ", " et ", " und ", " y ", " & ", ", "].iter().find_map(|sign| {
        let rest = line[end..].strip_prefix(sign)?;
        // After a comma a name may be that of the newspaper, unless another follows.
        let length = name(rest)?;
        let more =
            [" and ", " et ", " und ", " y ", " & "].iter().any(|sign| rest[length..].starts_with(sign));
        (*sign != ", " || more).then_some(sign.len() + length)
    }) {
        end += next;
    }
    let after = line[end..].trim_start();
    let closed = after.is_empty()
        || after == "."
        || after.starts_with([',', '|', '·', '•', '–', '—', '-', '(', '/'])
        || after.starts_with(|c: char| c.is_ascii_digit())
        || after.split(' ').next().is_some_and(|word| {
            matches!(word, "le" | "on" | "am" | "vom" | "el" | "avec" | "mit" | "with")
                || published(word)
                || date::is_month(word)
        })
        || date::has_only(after, META_WORDS);
    let sentence = is_sentence(line) && line.split(' ').count() > 8;
    (closed && !sentence).then_some(start..end)
}

/// The bytes of the name that begins a text: two to four words with capitals, and what binds them.
fn name(text: &str) -> Option<usize> {
    let mut end = 0;
    let mut shown = 0;
    let mut capitals = 0;
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        let bare = word.trim_end_matches([',', '.', ';', ':', '|']);
        let numbered = words.peek().is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
        let other = capitals > 1 && (numbered && bare.len() < 3 || date::is_month(bare) || published(bare));
        let capital = bare.starts_with(char::is_uppercase)
            && bare.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c));
        if other || !(capital || is_particle(bare) && capitals > 0) {
            break;
        }
        capitals += usize::from(capital);
        if capital {
            shown = end + bare.len();
        }
        end += word.len() + 1;
        let initial = word.ends_with('.') && bare.chars().count() == 1;
        if bare.len() < word.len() && !initial {
            break;
        }
    }
    ((2..=4).contains(&capitals) && !date::has_only(&text[..shown], META_WORDS)).then_some(shown)
}

/// Whether a line is a name and nothing else.
fn is_person(line: &str) -> bool {
    line.len() <= 60 && name(line) == Some(line.len())
}

fn is_particle(word: &str) -> bool {
    matches!(word, "de" | "du" | "des" | "van" | "von" | "der" | "den" | "la" | "di" | "da" | "el" | "bin")
}

/// The name below `À propos de l'auteur`.
fn author_box(text: &str, lines: &[Line]) -> Option<String> {
    let mut kept = lines.iter().filter(|line| line.fate == Fate::Keep);
    kept.find(|line| line.len() < 60 && Phrase::of(line.of(text)).is_author_box())?;
    let name = kept.next()?.of(text);
    is_person(name).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::{Cleaned, clean};
    use crate::corpus::draft::Draft;

    /// A text whose title is given and whose second line is the one in question.
    fn read(line: &str) -> Cleaned {
        let text = format!(
            "Le lac a gelé cette nuit, pour la première fois depuis trente ans.\n\n{line}\n\nLa mairie interdit \
             d'y marcher, dit Léon Barre, qui dirige les secours de la ville.\n\nUn mot.\n\nUn autre.\n\nEncore un."
        );
        clean(&Draft { title: Some("Gel".into()), text: text.into(), ..Draft::default() }, false)
    }

    #[test]
    fn a_byline_gives_author_and_date() {
        for (line, author, date, goes) in [
            ("Par Anne Le Gall, le 17 juin 2025", Some("Anne Le Gall"), Some("2025-06-17"), true),
            ("Par Anne Le Gall, le 03/04/2025 à 10h32", Some("Anne Le Gall"), Some("2025-04-03"), true),
            ("By Ann Lee | June 17, 2025", Some("Ann Lee"), Some("2025-06-17"), true),
            ("By Ann Lee | June 17, 2025 | 4 min read", Some("Ann Lee"), Some("2025-06-17"), true),
            ("By Ann Lee and Joe Moss June 17, 2025", Some("Ann Lee and Joe Moss"), Some("2025-06-17"), true),
            ("By Ann Lee, Gull News", Some("Ann Lee"), None, false),
            ("Par Anne Le Gall (avec AFP)", Some("Anne Le Gall"), None, true),
            ("Propos recueillis par Anne Le Gall", Some("Anne Le Gall"), None, true),
            (
                "Anne Le Gall - publié le 17 juin 2025 à 7h30 - mis à jour le 18 juin 2025 à 8h00",
                Some("Anne Le Gall"),
                Some("2025-06-17"),
                true,
            ),
            (
                "Publié le 17/06/2025 à 8h par Jean de la Tour",
                Some("Jean de la Tour"),
                Some("2025-06-17"),
                true,
            ),
            ("Par La Rédaction", None, None, true),
            ("Ann Lee\nJune 17, 2025", Some("Ann Lee"), Some("2025-06-17"), true),
            ("PAR ANNE LE GALL", Some("ANNE LE GALL"), None, true),
            ("By J. R. Moss", Some("J. R. Moss"), None, true),
            ("Publié le 17 juin 2025 dans Économie", None, Some("2025-06-17"), false),
            ("Mis à jour le mardi 17 juin 2025 à 14 h 05", None, Some("2025-06-17"), true),
            ("June 17, 2025", None, Some("2025-06-17"), true),
        ] {
            let found = read(line);
            assert_eq!(found.author.as_deref(), author, "{line}");
            assert_eq!(found.date.map(|date| date.to_string()).as_deref(), date, "{line}");
            assert_eq!(!found.text.unwrap().contains(line), goes, "{line}");
        }
    }

    #[test]
    fn no_date_and_no_author_is_made_of_a_sentence() {
        for line in [
            "La ville a publié le 12 mai 2020 un rapport de 40 pages.",
            "Le 17 juin 2025, la fabrique a fermé.",
            "Publié le 12 mai 2020, le rapport dénonce la mairie.",
            "En 2019, tout allait bien.",
            "By Sunday the ice was gone, said Ann Lee.",
            "Par ailleurs, Jean Morel se tait",
            "By Land and Sea",
        ] {
            let found = read(line);
            assert_eq!((found.date, found.author), (None, None), "{line}");
            assert!(found.text.unwrap().contains(line));
        }
    }

    #[test]
    fn a_dateline_gives_the_date() {
        for (text, date) in [
            ("BREST, 17 juin 2025 (Agence du Port) – Le lac a gelé cette nuit.", Some("2025-06-17")),
            ("HULL, June 17, 2025 — The lake froze last night.", Some("2025-06-17")),
            ("Brest (Agence) — 17 juin 2025", Some("2025-06-17")),
            ("Brest, le 17 juin 2025.", Some("2025-06-17")),
            ("Brest, le 17 juin 2025. Le lac a gelé cette nuit.", Some("2025-06-17")),
            ("(Brest, 17 juin 2025) - Le lac a gelé cette nuit.", Some("2025-06-17")),
            ("Brest, le 17 juin 2025, a gelé.", None),
            ("Le 17 juin 2025. Un jour comme un autre, à Brest.", None),
            ("Il démissionna le 17 juin 2025.", None),
            ("Activated on June 17, 2025.\nClosed for good.", None),
            ("Wish it was on June 17, 2025", None),
        ] {
            let draft = Draft { text: text.into(), ..Draft::default() };
            let found = clean(&draft, false);
            assert_eq!(found.date.map(|date| date.to_string()).as_deref(), date, "{text}");
            assert_eq!(found.text.as_deref(), Some(text));
        }
    }

    #[test]
    fn the_box_about_the_author_names_him_and_stays() {
        let found = read("À propos de l’auteur\n\nLéa Roy");
        assert_eq!(found.author.as_deref(), Some("Léa Roy"));
        assert!(found.text.unwrap().contains("Léa Roy"));
        assert_eq!(read("About the author\n\nShe has written about lakes for years.").author, None);
    }
}
