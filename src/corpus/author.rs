//! The names of an article's authors, from the author field of a page or record or from a byline: without the word
//! before them (`By`, `Par`, `Von`), and without addresses, roles and the names of accounts that are not a person's.

use super::title;
use crate::text::fold;

/// The longest text that is searched for names, in bytes.
const MOST: usize = 300;

/// The most names of one article.
const MOST_NAMES: usize = 8;

/// Words that introduce a name, folded, the longer ones first.
const OPENINGS: &[&str] = &[
    "zeige alle beitrage von ",
    "alle beitrage von ",
    "alles von ",
    "mehr von ",
    "eingestellt von ",
    "publiziert von ",
    "interview",
    "beitrage von ",
    "propos recueillis par ",
    "veroffentlicht von ",
    "geschrieben von ",
    "verfasst von ",
    "erstellt von ",
    "posts by ",
    "view all posts by ",
    "all posts by ",
    "published by ",
    "reported by ",
    "written by ",
    "posted by ",
    "publicado por ",
    "escrito por ",
    "redige par ",
    "publie par ",
    "ecrit par ",
    "pubblicato da ",
    "scritto da ",
    "ein gastbeitrag von ",
    "gastbeitrag von ",
    "ein beitrag von ",
    "geplaatst door ",
    "autor/in",
    "autorin",
    "auteur",
    "author",
    "autore",
    "autor",
    "byline",
    "text",
    "texte",
    "texto",
    "foto",
    "von ",
    "vom ",
    "por ",
    "par ",
    "door ",
    "by ",
    "di ",
    "av ",
    "af ",
    "od ",
];

/// Names of accounts that are not a person's, folded.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "administrateur",
    "anonymous",
    "author",
    "autor",
    "by",
    "guest",
    "gast",
    "no author",
    "none",
    "null",
    "root",
    "super user",
    "undefined",
    "unknown",
    "user",
    "username",
    "webmaster",
];

/// Words for a writer's role, folded; a part of a byline with one of them is not a name.
const ROLES: &[&str] = &[
    "ansa",
    "chef",
    "chief",
    "columnist",
    "contributor",
    "correspondent",
    "correspondant",
    "correspondante",
    "editor",
    "journalist",
    "journaliste",
    "korrespondent",
    "korrespondentin",
    "producer",
    "redakteur",
    "redakteurin",
    "reporter",
    "writer",
];

/// The names in an author field, joined by commas; `None` when it contains no name.
pub(super) fn given(text: &str) -> Option<String> {
    join(parts(&title::one_line(text))?.filter(|part| is_name(part)))
}

/// The names in the text of an element that may contain more: they must be written as names, or be the whole text.
pub(super) fn shown(text: &str) -> Option<String> {
    let line = title::one_line(text);
    let bare = without_opening(&line);
    let whole = bare.split(' ').count() <= 3 && !bare.contains([',', '|', ':', ';', '/', '&']);
    if whole && is_name(bare) && !bare.ends_with(['.', '!', '?', '…']) {
        return Some(bare.to_owned());
    }
    join(parts(&line)?.take_while(|part| is_person(part)))
}

/// The names in a line that begins with a label for them: `Author: Ann Lee`.
pub(super) fn labelled(line: &str) -> Option<String> {
    let (label, names) = line.split_once(':')?;
    let label = fold::fold(label.trim());
    let labels = [
        "author", "authors", "autor", "autorin", "autoren", "auteur", "auteurs", "autore", "text", "texte",
        "texto",
    ];
    if !labels.contains(&&*label) {
        return None;
    }
    join(parts(names)?.take_while(|part| is_person(part)))
}

/// The name in a line that consists of a name and a date: `Ann Lee, 01.12.2021`, `11.12.2019 - Ann Lee`.
pub(super) fn beside_date(line: &str, date: &std::ops::Range<usize>) -> Option<String> {
    let sign = |c: char| !c.is_alphabetic() && c != '.';
    let (before, after) = (line[..date.start].trim_matches(sign), line[date.end..].trim_matches(sign));
    let name = match (before, after) {
        (name, "") | ("", name) => name,
        _ => return None,
    };
    is_person(name).then(|| name.to_owned())
}

/// Whether a text is written as the name of a person: two to five words with capitals, and particles between them.
pub(super) fn is_person(text: &str) -> bool {
    let mut capitals = 0;
    let mut count = 0;
    let all = text.split(' ').all(|word| {
        count += 1;
        let bare = word.trim_end_matches('.');
        let capital = bare.starts_with(char::is_uppercase)
            && bare.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c));
        capitals += usize::from(capital);
        capital || is_particle(word) && count > 1
    });
    all && (2..=5).contains(&count) && capitals >= 2 && text.chars().count() <= 48 && is_name(text)
}

/// Particles between the parts of a name.
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "du"
            | "des"
            | "d"
            | "van"
            | "von"
            | "zu"
            | "der"
            | "den"
            | "la"
            | "di"
            | "da"
            | "dos"
            | "el"
            | "al"
            | "bin"
            | "y"
            | "ter"
            | "ten"
    )
}

fn without_opening(text: &str) -> &str {
    let mut text = text.trim();
    for _ in 0..3 {
        let Some(rest) = OPENINGS.iter().find_map(|opening| {
            let rest = strip_folded(text, opening)?;
            // A word without a space after it must be set off by a colon.
            if opening.ends_with(' ') { Some(rest) } else { rest.trim_start().strip_prefix(':') }
        }) else {
            break;
        };
        text = rest.trim_start_matches([':', ' ', '\u{a0}', '-', '–']);
    }
    text.trim_matches(|c: char| c.is_whitespace() || "|·•,;:–—-*/".contains(c))
}

/// What follows a folded opening in a text.
fn strip_folded<'t>(text: &'t str, opening: &str) -> Option<&'t str> {
    let mut wanted = opening.chars();
    let mut left = wanted.next();
    for (at, c) in text.char_indices() {
        if left.is_none() {
            return Some(&text[at..]);
        }
        let mut same = true;
        let c = if c.is_whitespace() { ' ' } else { c };
        fold::fold_char(c, |c| {
            same &= left == Some(c);
            left = wanted.next();
        });
        if !same {
            return None;
        }
    }
    left.is_none().then_some("")
}

/// The parts of a byline between the signs and words that divide names.
fn parts(text: &str) -> Option<impl Iterator<Item = &str>> {
    let text = text.trim();
    // An address is not a list of names.
    if text.is_empty() || text.len() > MOST || text.contains("://") {
        return None;
    }
    let text = without_opening(text);
    let words =
        [" - ", " – ", " — ", " and ", " und ", " et ", " y ", " og ", " och ", " with ", " mit ", " avec "];
    let parts = text.split([',', ';', '|', '/', '&', '·', '•', '\n', '(', ')']);
    let parts = parts.flat_map(move |part| {
        let mut rest = Some(part);
        std::iter::from_fn(move || {
            let part = rest?;
            let cut = words.iter().filter_map(|word| Some((part.find(word)?, word.len()))).min();
            rest = cut.map(|(at, length)| &part[at + length..]);
            Some(cut.map_or(part, |(at, _)| &part[..at]))
        })
    });
    // A name may be followed by the person's handle.
    let name = |part| without_opening(part).split(" @").next().unwrap_or_default().trim_end();
    Some(parts.map(name).filter(|part| !part.is_empty()))
}

fn join<'t>(parts: impl Iterator<Item = &'t str>) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for part in parts.take(MOST_NAMES) {
        if !names.contains(&part) {
            names.push(part);
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}

/// Whether a part can be a name: not an address, not an account that is not a person's, not a role.
fn is_name(part: &str) -> bool {
    let words = part.split(' ').count();
    // A number that is a word by itself belongs to a date.
    let number = part.split(' ').any(|word| {
        word.bytes().any(|byte| byte.is_ascii_digit())
            && word.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_punctuation())
    });
    let address = number
        || part.contains("://")
        || part.contains("www.")
        || part.contains('@')
        || part.contains(".com/");
    if address || words > 6 || !part.contains(char::is_alphabetic) {
        return false;
    }
    let folded = fold::fold(part);
    // The opening continues and no name follows: `Posted on`.
    let last = folded.rsplit(' ').next().unwrap_or_default();
    let opening = matches!(
        last,
        "am" | "at" | "by" | "el" | "le" | "on" | "par" | "por" | "the" | "um" | "von" | "vom"
    );
    let role = words > 1 && folded.split(' ').any(|word| ROLES.contains(&word));
    !role && !opening && !NOBODY.contains(&&*folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_reduced_to_the_names_in_it() {
        for (text, names) in [
            ("Léa Roy", Some("Léa Roy")),
            ("By Ann Lee and Joe Moss", Some("Ann Lee, Joe Moss")),
            ("Von Uwe Brandt und Ida Falk", Some("Uwe Brandt, Ida Falk")),
            ("Par : Léa Roy", Some("Léa Roy")),
            ("Autor: Uwe Brandt", Some("Uwe Brandt")),
            ("Geschrieben von Uwe", Some("Uwe")),
            ("Ann Lee, Senior Editor", Some("Ann Lee")),
            ("gullwatcher", Some("gullwatcher")),
            ("admin", None),
            ("Ann Lee @annlee", Some("Ann Lee")),
            ("Posted on", None),
            ("https://social.example/annlee", None),
            ("annlee@example.org", None),
            ("@annlee", None),
            ("", None),
        ] {
            assert_eq!(given(text).as_deref(), names, "{text}");
        }
    }

    #[test]
    fn an_element_with_more_than_names_gives_only_what_is_written_as_names() {
        for (text, names) in [
            ("By Ann Lee | March 3, 2024 | 4 comments", Some("Ann Lee")),
            ("von Uwe Brandt, Ida Falk", Some("Uwe Brandt, Ida Falk")),
            ("gullwatcher", Some("gullwatcher")),
            ("Ann Lee has written about lakes for years.", None),
            ("12 March 2024", None),
        ] {
            assert_eq!(shown(text).as_deref(), names, "{text}");
        }
    }

    #[test]
    fn labels_and_dates_beside_names_are_left_out() {
        assert_eq!(labelled("Autorin: Ida Falk").as_deref(), Some("Ida Falk"));
        assert_eq!(labelled("Lesson: Ann Lee"), None);
        for (line, name) in [
            ("Ann Lee, 01.12.2021", Some("Ann Lee")),
            ("01.12.2021 - Ann Lee", Some("Ann Lee")),
            ("Hull, 01.12.2021", None),
            ("01.12.2021 Ann Lee left the harbour", None),
        ] {
            let (_, date) = crate::corpus::date::find(line).unwrap();
            assert_eq!(beside_date(line, &date).as_deref(), name, "{line}");
        }
    }
}
