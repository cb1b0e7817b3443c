//! What stands above a text and says what it is: a date glued to its beginning, a block of fields, the
//! title.

use super::lines::{self, Fate, Line};
use super::{Cleaned, byline, title};
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
    let mut headed = false;
    for (index, line) in lines.iter().enumerate() {
        match line.fate {
            Fate::Blank | Fate::Remove if fields.is_empty() => {}
            Fate::Keep if line.len() <= 300 => match field(line.of(text)) {
                Some((key, value)) => fields.push((index, key, value)),
                // They may stand below the headline.
                None if fields.is_empty() && !headed && title::is_headline(line.of(text)) => headed = true,
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
            let line = lines::joined(text, lines, index);
            let (title, site) = title::split_site(&line);
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
        if line.wraps {
            continue;
        }
        if (distinct || near) && says(line.of(text), title, &key) || near && ends(title, line.of(text)) {
            repeated.push(index);
        }
    }
    // A text that is no more than its title keeps it.
    if repeated.len() < kept {
        for index in repeated {
            lines[index].fate = Fate::Remove;
        }
        if let Some(index) = headline {
            // A word above the headline is the name of a section.
            for line in &mut lines[..index] {
                if line.fate == Fate::Keep && !byline::is_meta(line.of(text)) {
                    line.fate = Fate::Remove;
                }
            }
            // A headline of several lines.
            let mut at = index;
            while lines[at].wraps {
                lines[at].fate = Fate::Remove;
                at += 1;
                lines[at].fate = Fate::Remove;
            }
        }
    }
}

/// Whether a line is the greater part of a title, at its end: `Market watch: the ferry sails again`.
fn ends(title: &str, line: &str) -> bool {
    line.len() * 2 > title.len()
        && line.len() < title.len()
        && line.split_whitespace().count() >= 4
        && title.strip_suffix(line).is_some_and(|rest| rest.trim_end().ends_with([':', '|', '–', '—', '.']))
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

/// The line that is the headline, perhaps wrapped: the first that is no date and no byline, or the first
/// below the names of sections and menus; and only when more follows.
fn find_headline(text: &str, lines: &[Line]) -> Option<usize> {
    let kept = (0..lines.len()).filter(|&index| {
        lines[index].fate == Fate::Keep && !index.checked_sub(1).is_some_and(|before| lines[before].wraps)
    });
    let mut kept = kept.take(NEAR).filter(|&index| !byline::is_meta(lines[index].of(text)));
    let words = |index: usize| lines[index].of(text).split_whitespace().count();
    let first = kept.next()?;
    let mut second = kept.next()?;
    let mut above = first;
    loop {
        let line = lines[above].of(text);
        let path = is_breadcrumbs(line);
        let section = words(above) <= 2
            && line.chars().count() <= 24
            && line.contains(char::is_alphabetic)
            // Two words above a date, or below another, are rather a title.
            && (words(above) == 1 || above == first && above + 2 >= second);
        if !path && !section {
            break;
        }
        let more = kept.next();
        if more.is_some() && words(second) >= if path { 2 } else { 4 } && is_headline(text, lines, second) {
            return Some(second);
        }
        let Some(more) = more else { break };
        (above, second) = (second, more);
    }
    is_headline(text, lines, first).then_some(first)
}

/// Whether a line is the way to the page: `Home > Business > Industry`.
fn is_breadcrumbs(line: &str) -> bool {
    let signs = [" > ", " › ", " » ", " / "];
    let Some(sign) = signs.into_iter().find(|sign| line.contains(sign)) else { return false };
    let mut steps = 0;
    let short = line.split(sign).all(|step| {
        steps += 1;
        step.chars().filter(|c| c.is_alphabetic()).count() >= 3 && step.chars().count() <= 30
    });
    let first = crate::text::fold::fold(line.split(' ').next().unwrap_or_default());
    short && (steps > 2 || steps == 2 && matches!(&*first, "accueil" | "home"))
}

/// Whether a line, with those that it wraps into, reads as a headline, and the next does not go on with it.
fn is_headline(text: &str, lines: &[Line], index: usize) -> bool {
    let last = (index..lines.len()).find(|&index| !lines[index].wraps).unwrap_or(index);
    let next = lines.get(last + 1).filter(|next| next.fate == Fate::Keep);
    last - index <= 2
        && !next.is_some_and(|next| next.of(text).starts_with(char::is_lowercase))
        && title::is_headline(&lines::joined(text, lines, index))
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
            ("Accueil\nMétéo\nNature\n\nLe lac gèle enfin", "Le lac gèle enfin", None),
            ("Le lac gèle enfin\n\nDate : 4 mars 2024\nUrl : x", "Le lac gèle enfin", None),
            (
                "Météo : le lac gèle dès ce soir\n\nle lac gèle dès ce soir",
                "Météo : le lac gèle dès ce soir",
                None,
            ),
        ] {
            let (found, rest) = read(&format!("{head}\n\n{BODY}"));
            assert_eq!(found.as_deref(), Some(title));
            assert_eq!((rest.text.as_deref(), rest.source.as_deref()), (Some(BODY), source), "{head}");
        }
    }

    #[test]
    fn no_date_and_no_byline_is_the_title() {
        for (head, title, author, date) in [
            ("Titre A\n\nPublié le 12 mars 2024", "Titre A", None, Some("2024-03-12")),
            ("Titre A\nPublié le 12 mars 2024", "Titre A", None, Some("2024-03-12")),
            (
                "Titre A\n\nPar Jean Morel, le 03/04/2025 à 10h32",
                "Titre A",
                Some("Jean Morel"),
                Some("2025-04-03"),
            ),
            ("Par Jean Morel\n\nLe lac gèle enfin", "Le lac gèle enfin", Some("Jean Morel"), None),
            ("MÉTÉO\n\n12 mars 2024\n\nLe lac gèle enfin", "Le lac gèle enfin", None, Some("2024-03-12")),
            ("Accueil / Lacs\n\nLe lac gèle", "Le lac gèle", None, None),
            ("Accueil > Nature > Lacs\n\nLe lac gèle enfin", "Le lac gèle enfin", None, None),
            ("By Ann Lee | March 12, 2024 | 4 min read", BODY, Some("Ann Lee"), Some("2024-03-12")),
        ] {
            let (found, rest) = read(&format!("{head}\n\n{BODY}\n\nOn attend le dégel."));
            assert_eq!(found.as_deref(), Some(title), "{head}");
            assert_eq!(rest.author.as_deref(), author, "{head}");
            assert_eq!(rest.date.map(|date| date.to_string()).as_deref(), date, "{head}");
            assert_eq!(rest.text.unwrap(), format!("{BODY}\n\nOn attend le dégel."));
        }
        let (title, found) = read(&format!("Brest (Agence) — 12 mars 2024\n\n{BODY}"));
        assert_eq!((title.as_deref(), found.date.is_some()), (Some(BODY), true));
    }

    #[test]
    fn the_lines_of_a_list_are_no_sections() {
        let (title, found) =
            read(&format!("Glaces\nGrand froid\nNeige au sol\nVent de la nuit du lac\n\n{BODY}"));
        assert_eq!(title.as_deref(), Some("Glaces"));
        assert!(found.text.unwrap().starts_with("Grand froid\nNeige au sol\nVent"));
        let (title, _) = read(&format!("EMEA / H/C/595\n\nLe lac gèle enfin ce soir\n\n{BODY}"));
        assert_eq!(title.as_deref(), Some("EMEA / H/C/595"));
    }

    #[test]
    fn a_line_that_goes_on_in_the_next_is_no_title_of_its_own() {
        let verse = "The crane that stands upon the quay\nhas seen a hundred boats go by,";
        let (title, found) = read(&format!("The Crane\n\n{verse}"));
        assert_eq!((title.as_deref(), found.text.as_deref()), (Some("The Crane"), Some(verse)));
        let wrapped = "The committee that looks after the harbour met on Tuesday to decide\nwhether the old \
                       crane, which has not moved since the flood of 1998, is\nto be sold for scrap or given to \
                       the town museum.";
        let (title, found) = read(wrapped);
        assert_eq!(
            title.as_deref(),
            Some("The committee that looks after the harbour met on Tuesday to decide whether the old…")
        );
        assert_eq!(found.text.unwrap(), wrapped.replace('\n', " "));
        let headed = "The harbour crane is not to be sold before the museum has found the\nmoney for its \
                      foundations";
        let (title, found) = read(&format!("{headed}\n\n{wrapped}"));
        assert_eq!(title.unwrap(), headed.replace('\n', " "));
        assert_eq!(found.text.unwrap(), wrapped.replace('\n', " "));
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
