//! What stands above a text and says what it is: a date glued to its beginning, a block of fields, the
//! title.

use super::lines::{Fate, Line};
use super::{Cleaned, title};
use crate::corpus::date;

/// How many lines from the top a short title is taken for one repeated.
const NEAR: usize = 8;

/// Cuts ` date 2025-03 ` off the beginning of a text: the trace of a record that was printed as text.
pub(super) fn prefix(text: &str, lines: &mut Vec<Line>, found: &mut Cleaned) {
    let Some(first) = lines.iter().position(|line| line.fate == Fate::Keep) else { return };
    let line = lines[first];
    let words = line.of(text);
    let Some(label) = words.get(..4).filter(|label| label.eq_ignore_ascii_case("date")) else { return };
    let rest = words[label.len()..].trim_start_matches([' ', ':', '\u{a0}']);
    let length = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'-').count();
    let after = rest[length..].trim_start();
    let whole = after.len() < rest.len() - length || after.is_empty();
    let Some(date) = date::given(&rest[..length]).filter(|_| length >= 7 && whole) else { return };
    found.date = Some(date);
    let cut = (words.len() - after.len()) as u32;
    let shown = words[..cut as usize].trim_end().len() as u32;
    lines[first].start += cut;
    if after.is_empty() {
        lines[first].fate = Fate::Blank;
    }
    lines.insert(first, Line { end: line.start + shown, fate: Fate::Remove, wraps: false, ..line });
}

/// Takes a block of at least two lines like `Date: 17 juin 2025` from the top of a text.
pub(super) fn fields(text: &str, lines: &mut [Line], found: &mut Cleaned) {
    let mut fields = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        match line.fate {
            Fate::Blank | Fate::Remove if fields.is_empty() => {}
            Fate::Keep if line.len() <= 300 => match field(line.of(text)) {
                Some((key, value)) => fields.push((index, key, value)),
                None => break,
            },
            _ => break,
        }
    }
    if fields.len() < 2 {
        return;
    }
    for (index, key, value) in fields {
        lines[index].fate = Fate::Remove;
        let own = || Some(value.to_owned()).filter(|value| !value.is_empty());
        match key {
            Key::Title => found.title = found.title.take().or_else(own),
            Key::Date => found.date = found.date.or_else(|| date::given(value)),
            Key::Author => found.author = found.author.take().or_else(own),
            Key::Source => found.source = found.source.take().or_else(own),
            Key::Other => {}
        }
    }
}

enum Key {
    Title,
    Date,
    Author,
    Source,
    Other,
}

fn field(line: &str) -> Option<(Key, &str)> {
    let (key, value) = line.split_once(':')?;
    let key = match crate::text::fold::fold(key.trim()).as_str() {
        "title" | "titre" | "headline" => Key::Title,
        "date" | "published" | "publie" | "publie le" | "date de publication" | "publication date" => {
            Key::Date
        }
        "author" | "auteur" | "by" | "par" | "byline" => Key::Author,
        "source" | "publication" | "publisher" | "journal" | "newspaper" | "site" => Key::Source,
        "url" | "link" | "lien" | "language" | "langue" | "lang" | "id" => Key::Other,
        _ => return None,
    };
    Some((key, value.trim()))
}

/// Finds the title when none is given, and takes it and its repetitions out: the reader draws it above.
pub(super) fn title(text: &str, lines: &mut [Line], given: Option<&str>, found: &mut Cleaned) {
    let mut headline = None;
    if given.is_none() && found.title.is_none() {
        headline = find_headline(text, lines);
        if let Some(index) = headline {
            let (title, site) = title::split_site(lines[index].of(text));
            found.title = Some(title::one_line(title));
            found.source = found.source.take().or_else(|| site.map(str::to_owned));
        }
    }
    let Some(title) = given.or(found.title.as_deref()) else { return };
    let key = title::key(title);
    let distinct = title.split_whitespace().count() >= 3 && key.len() >= 12;
    let mut repeated = Vec::new();
    let mut kept = 0;
    for (index, line) in lines.iter().enumerate() {
        if line.fate != Fate::Keep {
            continue;
        }
        kept += 1;
        let near = kept <= NEAR;
        if (distinct || near) && !line.wraps && says(line.of(text), title, &key) {
            repeated.push(index);
        }
    }
    // A text that is no more than its title keeps it.
    if repeated.len() < kept {
        for index in repeated {
            lines[index].fate = Fate::Remove;
        }
        // A word above the headline is the name of a section.
        if let Some(index) = headline {
            for line in lines[..index].iter_mut().filter(|line| line.fate == Fate::Keep) {
                line.fate = Fate::Remove;
            }
        }
    }
}

/// Whether a line says no more than a title, and perhaps the site's name.
fn says(line: &str, title: &str, key: &str) -> bool {
    if line.len() > title.len() * 2 + 60 || line.len() < key.len() {
        return false;
    }
    match title::key_after(line, key) {
        Some("") => true,
        Some(rest) => rest.len() < 60 && title::key_after(title::split_site(line).0, key) == Some(""),
        None => false,
    }
}

/// The line that is the headline: the first, or the second where the first is the name of a section or a
/// date, and only when more follows.
fn find_headline(text: &str, lines: &[Line]) -> Option<usize> {
    let mut kept = (0..lines.len()).filter(|&index| lines[index].fate == Fate::Keep);
    let first = kept.next()?;
    let second = kept.next()?;
    let more = kept.next().is_some();
    let headline = |index: usize| !lines[index].wraps && title::is_headline(lines[index].of(text));
    let opening = lines[first].of(text);
    let words = |index: usize| lines[index].of(text).split_whitespace().count();
    let dated = opening.len() < 120
        && date::find(opening).is_some_and(|(_, range)| date::is_date_line(opening, &range));
    let section = words(first) <= 2 && opening.chars().count() <= 24 && opening.contains(char::is_alphabetic);
    if (dated || section) && more && headline(second) && words(second) >= 4 {
        return Some(second);
    }
    (headline(first) && !dated).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::super::{Cleaned, clean};
    use crate::corpus::draft::Draft;

    const BODY: &str = "Le lac a gelé cette nuit, pour la première fois depuis trente ans, dit la mairie.";

    fn read(text: &str) -> (Option<String>, Cleaned) {
        let mut found = clean(&Draft { text: text.to_owned().into(), ..Draft::default() }, false);
        (found.title.take(), found)
    }

    #[test]
    fn the_headline_is_the_title_and_leaves_the_text() {
        for (head, title, source) in [
            ("Le lac gèle enfin", "Le lac gèle enfin", None),
            ("Le lac gèle enfin › Ouest Infos", "Le lac gèle enfin", Some("Ouest Infos")),
            ("Météo\n\nLe lac gèle enfin", "Le lac gèle enfin", None),
            ("17 juin 2025\n\nLe lac gèle enfin", "Le lac gèle enfin", None),
            ("Partager\n\nLe lac gèle enfin\nLe lac gèle enfin", "Le lac gèle enfin", None),
            ("Glaces", "Glaces", None),
        ] {
            let (found, rest) = read(&format!("{head}\n\n{BODY}"));
            assert_eq!(found.as_deref(), Some(title));
            assert_eq!((rest.text.as_deref(), rest.source.as_deref()), (Some(BODY), source), "{head}");
        }
    }

    #[test]
    fn a_text_without_headline_keeps_its_first_sentence() {
        let (title, found) = read(&format!("{BODY}\n\n{BODY}"));
        assert_eq!(title.as_deref(), Some(BODY));
        assert_eq!(found.text.as_deref(), Some(&*format!("{BODY}\n\n{BODY}")));
        let (title, found) = read("Un titre et rien d'autre");
        assert_eq!(title.as_deref(), Some("Un titre et rien d'autre"));
        assert_eq!(found.text.as_deref(), title.as_deref());
    }

    #[test]
    fn a_text_of_nothing_but_boilerplate_stays() {
        let (_, found) = read("Partager sur Facebook\nCliquez pour commenter");
        assert_eq!(found.text.as_deref(), Some("Partager sur Facebook\nCliquez pour commenter"));
    }

    #[test]
    fn a_date_glued_to_the_beginning_is_the_date() {
        for (head, date) in [
            (" date 2025-03 ", Some("2025-03")),
            ("date: 2025-03-04 ", Some("2025-03-04")),
            ("date 2025 ", None),
            ("dates ", None),
        ] {
            let (_, found) = read(&format!("{head}{BODY}"));
            assert_eq!(found.date.map(|date| date.to_string()).as_deref(), date, "{head}");
            assert_eq!(found.text.as_deref() == Some(BODY), date.is_some());
        }
    }

    #[test]
    fn fields_above_a_text_are_taken() {
        let (title, found) = read(&format!(
            "Titre : Le lac gèle\nDate : 4 mars 2025\nAuteur : Léa Roy\nSource : Ouest Infos\n\n{BODY}"
        ));
        assert_eq!(title.as_deref(), Some("Le lac gèle"));
        assert_eq!(
            (found.author.as_deref(), found.source.as_deref()),
            (Some("Léa Roy"), Some("Ouest Infos"))
        );
        assert_eq!(
            (found.date.unwrap().to_string(), found.text.as_deref()),
            ("2025-03-04".into(), Some(BODY))
        );
        let (_, found) = read(&format!("Source : le maire\n\n{BODY}"));
        assert!(found.text.unwrap().starts_with("Source : le maire") || found.source.is_none());
    }
}
