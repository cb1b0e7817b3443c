//! What stands above and below a text and says what it is: a date glued to its beginning, a block of
//! fields, the title, the byline, the box about the author.

use super::lexicon::Phrase;
use super::lines::{Fate, Line};
use super::{Cleaned, title};
use crate::corpus::date;

/// How many lines from the top a byline may stand.
const BYLINE_LINES: usize = 8;

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
        let near = kept <= BYLINE_LINES;
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

/// Finds date and author in the lines at the top, and the author in a box below the text. A line that is
/// nothing but the date goes; names stay.
pub(super) fn byline(text: &str, lines: &mut [Line], found: &mut Cleaned) {
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
            let said = published(&words[..range.start]) || names(words).is_some();
            if only || said {
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

/// Whether the words right before a date say that it is one of publication.
fn published(before: &str) -> bool {
    before
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .rev()
        .take(4)
        .any(date::is_publication)
}

/// The date of `PARIS, 17 juin 2025 (Agence) – Le texte`, at the very beginning of a text.
fn dateline(text: &str, lines: &[Line]) -> Option<crate::article::PartialDate> {
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
    let mut count = 0;
    for word in rest.split(' ') {
        let bare = word.trim_end_matches([',', '.', ';', ':', '|']);
        let particle = matches!(
            bare,
            "de" | "du" | "des" | "van" | "von" | "der" | "den" | "la" | "di" | "da" | "el" | "bin"
        );
        let name = bare.starts_with(char::is_uppercase)
            && bare.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c));
        if !name && !(particle && count > 0) {
            break;
        }
        capitals += usize::from(name);
        count += 1;
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
    let sentence = line.ends_with('.') && line.split(' ').count() > 8;
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
