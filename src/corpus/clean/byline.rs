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

/// Finds date and author in the lines at the top, and the author in a box below the text. A line that is
/// nothing but the date goes; names stay.
pub(super) fn find(text: &str, lines: &mut [Line], found: &mut Cleaned) {
    let mut only_dates = Vec::new();
    let kept = lines.iter().enumerate().filter(|(_, line)| line.fate == Fate::Keep);
    let count = kept.clone().count();
    for (place, (index, line)) in kept.enumerate() {
        let bottom = place + 3 >= count && place > 0;
        if !(place < BYLINE_LINES || bottom) || line.len() > 200 || line.wraps {
            continue;
        }
        let words = line.of(text);
        let dated = date::find(words);
        if let Some((date, range)) = &dated {
            let only = date::is_date_line(words, range) && (!bottom || published(&words[..range.start]));
            if only || !is_sentence(words) && (opens(words, range) || names(words).is_some()) {
                found.date = found.date.or(Some(*date));
            }
            if only && count > 1 {
                only_dates.push(index);
            }
        }
        if place < BYLINE_LINES && found.author.is_none() {
            found.author = names(words).map(str::to_owned);
        }
    }
    if found.date.is_none() {
        found.date = dateline(text, lines);
    }
    if only_dates.len() < count {
        only_dates.into_iter().for_each(|index| lines[index].fate = Fate::Remove);
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

/// The date of `PARIS, 17 juin 2025 (Agence) – Le texte`, at the very beginning of a text.
fn dateline(text: &str, lines: &[Line]) -> Option<PartialDate> {
    let line = lines.iter().find(|line| line.fate == Fate::Keep)?.of(text);
    let opening = crate::corpus::prefix(line, 120);
    let (date, range) = date::find(opening)?;
    let place = opening[..range.start].trim_end_matches([' ', ',', '(', '\u{a0}', '-', '–', '—']);
    let named = place.split_whitespace().count() <= 3 && place.starts_with(char::is_uppercase);
    let sign = opening[range.end..].trim_start();
    (named && sign.starts_with(['(', '–', '—', '-', '/', ')'])).then_some(date)
}

/// The name in `Par Anne Le Gall, le 17 juin`, `By Ann Lee | June 17`.
fn names(line: &str) -> Option<&str> {
    let open = line.starts_with(['P', 'B', 'p', 'b']);
    if !open
        && !line.contains(['|', '·', '•', '–', '—', '-'])
        && !line.bytes().any(|byte| byte.is_ascii_digit())
    {
        return None;
    }
    let start = [("Par ", 4), ("By ", 3), ("PAR ", 4), ("BY ", 3), ("par ", 4), ("by ", 3)].iter().find_map(
        |&(word, length)| {
            let at = line.find(word)?;
            let before = line[..at].trim_end();
            // In the middle of a line only after the words of a date of publication.
            let byline = before.is_empty()
                || before.ends_with(['|', '·', '•', '–', '—', '-'])
                || date::find(before).is_some_and(|(_, range)| date::is_date_line(before, &range));
            byline.then_some(at + length)
        },
    )?;
    let rest = &line[start..];
    let mut end = 0;
    let mut capitals = 0;
    for (count, word) in rest.split(' ').enumerate() {
        let bare = word.trim_end_matches([',', '.', ';', ':', '|']);
        let particle = matches!(
            bare,
            "de" | "du" | "des" | "van" | "von" | "der" | "den" | "la" | "di" | "da" | "el" | "bin"
        );
        let name = bare.starts_with(char::is_uppercase)
            && bare.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c));
        let inner = particle && count > 0;
        if !name && !inner {
            break;
        }
        capitals += usize::from(name);
        end += word.len();
        if bare.len() < word.len() && !(word.ends_with('.') && bare.chars().count() == 1) {
            end -= word.len() - bare.len();
            break;
        }
        end += 1;
    }
    let name = rest[..end.min(rest.len())].trim_end_matches([' ', ',', '|']);
    let after = rest[name.len()..].trim_start();
    let closed = after.is_empty()
        || after.starts_with([',', '|', '·', '•', '–', '—', '-', '(', '/'])
        || after.starts_with("le ")
        || after.starts_with("on ")
        || after.starts_with(|c: char| c.is_ascii_digit());
    let sentence = is_sentence(line) && line.split(' ').count() > 8;
    ((2..=4).contains(&capitals) && closed && !sentence).then_some(name)
}

/// The name below `À propos de l'auteur`.
fn author_box(text: &str, lines: &[Line]) -> Option<String> {
    let mut kept = lines.iter().filter(|line| line.fate == Fate::Keep);
    kept.find(|line| line.len() < 60 && Phrase::of(line.of(text)).is_author_box())?;
    let name = kept.next()?.of(text);
    let words = name.split(' ').count();
    let named = name.split(' ').all(|word| {
        word.starts_with(char::is_uppercase)
            || matches!(word, "de" | "du" | "van" | "von" | "der" | "la" | "di")
    });
    let letters = name.chars().all(|c| c.is_alphabetic() || " -'’.".contains(c));
    ((2..=4).contains(&words) && named && letters && name.len() <= 60).then(|| name.to_owned())
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
            ("Par Anne Le Gall, le 17 juin 2025", Some("Anne Le Gall"), Some("2025-06-17"), false),
            ("By Ann Lee | June 17, 2025", Some("Ann Lee"), Some("2025-06-17"), false),
            (
                "Publié le 17/06/2025 à 8h par Jean de la Tour",
                Some("Jean de la Tour"),
                Some("2025-06-17"),
                false,
            ),
            ("PAR ANNE LE GALL", Some("ANNE LE GALL"), None, false),
            ("By J. R. Moss", Some("J. R. Moss"), None, false),
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
            ("Brest, le 17 juin 2025, a gelé.", None),
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
