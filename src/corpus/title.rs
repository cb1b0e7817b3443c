//! The title of an article without a title field: a headline, the first sentence, or the file's name. Also removes the
//! site's name from a title.

use std::path::Path;

use super::prefix::prefix;
use crate::text::fold;

/// The longest title that is not shortened.
const MOST_CHARS: usize = 300;

/// The longest line that can be a headline.
const HEADLINE_CHARS: usize = 150;

/// Where a first sentence is cut to serve as a title.
const SENTENCE_CHARS: usize = 88;

/// A given title or name on one line, without white space around it.
pub(super) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(MOST_CHARS * 4));
    for word in text.split_ascii_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
        if out.len() > MOST_CHARS * 4 {
            break;
        }
    }
    if out.chars().count() > MOST_CHARS {
        out = out.chars().take(MOST_CHARS).collect();
        out.push('…');
    }
    out
}

/// The file's name as a title.
pub(super) fn from_name(path: &Path, item: Option<&str>) -> String {
    let stem = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy();
    let name = one_line(&stem.replace(['-', '_'], " "));
    let name = if name.is_empty() { stem.into_owned() } else { name };
    match item {
        Some(item) => format!("{name} {item}"),
        None => name,
    }
}

/// Whether a line looks like a headline: not too long, more than a word or two, and without the end of a sentence.
pub(super) fn is_headline(line: &str) -> bool {
    if line.len() > HEADLINE_CHARS * 4 || line.chars().count() > HEADLINE_CHARS {
        return false;
    }
    let letters = line.chars().filter(|c| c.is_alphabetic()).take(8).count();
    let address = line.contains("://") || line.starts_with("www.");
    letters >= 4 && !address && begins(line) && !ends_sentence(line) && !(line.len() > 80 && is_two(line))
}

/// Whether a line begins as headlines do: with a capital, a figure or a quotation, or a name like `iPhone`.
fn begins(line: &str) -> bool {
    let word = line.split(' ').next().unwrap_or_default();
    line.starts_with(|c: char| c.is_alphanumeric() && !c.is_lowercase() || "«\"“'‘¿¡($€£#@".contains(c))
        || word.contains(char::is_uppercase)
        || word.contains(|c: char| c.is_ascii_digit())
}

/// Whether a sentence ends within a line and another begins.
fn is_two(line: &str) -> bool {
    line.match_indices(". ").any(|(at, _)| {
        let before = line[..at].rsplit(' ').next().unwrap_or_default();
        before.chars().count() > 3
            && before.ends_with(char::is_lowercase)
            && line[at + 2..].starts_with(char::is_uppercase)
    })
}

/// Whether a line ends as sentences do and headlines do not.
fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['»', '"', '”', ')', ' ', '\u{a0}', '\u{202f}']);
    match line.chars().last() {
        Some(';' | ',' | ':') => true,
        Some('.') => {
            let word = line.trim_end_matches('.').rsplit(' ').next().unwrap_or_default();
            let abbreviated =
                matches!(word, "Inc" | "Corp" | "Co" | "Ltd" | "Jr" | "Sr" | "etc") || word.contains('.');
            !abbreviated && !line.ends_with("..")
        }
        _ => false,
    }
}

/// A headline without the site's name after it, and that name: `Headline › Site`, `Headline | Site`.
pub(super) fn split_site(line: &str) -> (&str, Option<&str>) {
    split_at(line, &[" › ", " | ", " :: ", " ⋆ ", " » ", " • "])
}

/// The same for the title of a page, where a dash too may separate the site's name.
pub(super) fn split_page_site<'a>(title: &'a str, site: Option<&str>) -> (&'a str, Option<&'a str>) {
    let (head, found) = split_site(title);
    if found.is_some() {
        return (head, found);
    }
    let Some((head, tail)) = [" - ", " – ", " — "]
        .iter()
        .filter_map(|sign| title.rsplit_once(sign))
        .min_by_key(|(_, tail)| tail.len())
    else {
        return (title, None);
    };
    let is_site = site.is_some_and(|site| key(site) == key(tail))
        || tail.split(' ').count() <= 3
            && head.split(' ').count() >= 5
            && tail.split(' ').all(|word| word.starts_with(char::is_uppercase));
    if is_site { (head.trim_end(), Some(tail.trim())) } else { (title, None) }
}

fn split_at<'a>(line: &'a str, signs: &[&str]) -> (&'a str, Option<&'a str>) {
    let mut head = line;
    let mut site = None;
    while let Some((before, after)) =
        signs.iter().filter_map(|sign| head.rsplit_once(sign)).min_by_key(|(_, after)| after.len())
    {
        let after = after.trim();
        let name = after.chars().count() <= 40
            && after.split_whitespace().count() <= 5
            && after.starts_with(char::is_alphanumeric);
        if !name || before.trim().chars().count() < 12 {
            break;
        }
        (head, site) = (before.trim_end(), site.or(Some(after)));
    }
    (head, site)
}

/// The first sentence of a text, cut between words where it is long.
pub(super) fn first_sentence(text: &str) -> String {
    let text = prefix(text.trim_start(), 2000);
    let line = one_line(text.lines().next().unwrap_or_default());
    let mut end = line.len();
    let mut last_space = 0;
    for (count, (at, c)) in line.char_indices().enumerate() {
        if c == ' ' {
            let before = line[..at].trim_end_matches(['»', '"', '”', ')', '\u{a0}', '\u{202f}']);
            if count >= 20 && before.ends_with(['.', '!', '?', '…']) && !ends_abbreviated(before) {
                end = at;
                break;
            }
            last_space = at;
        }
        if count >= SENTENCE_CHARS {
            let cut = if last_space > 0 { last_space } else { at };
            let head = line[..cut].trim_end_matches(|c: char| !c.is_alphanumeric() && !"%€$£".contains(c));
            return format!("{head}…");
        }
    }
    line[..end].to_owned()
}

/// Whether the point at the end belongs to an initial or a title: `M. `, `Dr. `.
fn ends_abbreviated(text: &str) -> bool {
    let word = text.trim_end_matches('.').rsplit(' ').next().unwrap_or_default();
    text.ends_with('.')
        && (word.chars().count() <= 1 || matches!(word, "Dr" | "Mr" | "Mrs" | "Ms" | "St" | "MM"))
}

/// A title reduced to its letters and digits, folded, to compare it with others.
pub(super) fn key(title: &str) -> String {
    let mut key = String::with_capacity(title.len());
    for c in title.chars() {
        fold::fold_char(c, |c| {
            if c.is_alphanumeric() {
                key.push(c);
            }
        });
    }
    key
}

/// What follows in a line after the letters and digits of a key; `None` when it does not begin with them.
/// Signs at the end do not count.
pub(super) fn key_after<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let mut left = key.chars();
    let mut wanted = left.next();
    for (at, c) in line.char_indices() {
        let mut differs = false;
        let mut ended = wanted.is_none();
        fold::fold_char(c, |c| {
            if c.is_alphanumeric() {
                if ended || wanted != Some(c) {
                    differs = true;
                } else {
                    wanted = left.next();
                    ended = wanted.is_none();
                }
            }
        });
        if differs {
            return if wanted.is_none() { Some(&line[at..]) } else { None };
        }
    }
    wanted.is_none().then_some("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_differs_from_a_sentence() {
        for (line, headline) in [
            ("Le port de Brest rouvre ses portes", true),
            ("Le port rouvre : et après ?", true),
            ("« On ne partira pas », dit le maire", true),
            ("Orbicom buys Telnova Inc.", true),
            ("3 milliards pour le rail", true),
            ("iFerry se lance en bourse", true),
            ("la suite d'une phrase", false),
            ("Les rameurs ont rendez-vous dès neuf heures au ponton de la Vieille Marine. Voile", false),
            ("Le port de Brest a rouvert ses portes.", false),
            ("Les raisons :", false),
            ("https://example.org/une-page", false),
            ("1 234", false),
            ("", false),
            (&"mot ".repeat(60), false),
        ] {
            assert_eq!(is_headline(line), headline, "{line}");
        }
    }

    #[test]
    fn the_name_of_the_site_is_removed_from_the_title() {
        for (line, title, site) in [
            (
                "Le port rouvre enfin ses portes › Ouest Infos",
                "Le port rouvre enfin ses portes",
                Some("Ouest Infos"),
            ),
            (
                "The ferry sails again | News | The Daily Gull",
                "The ferry sails again",
                Some("The Daily Gull"),
            ),
            ("Le port rouvre enfin ses portes", "Le port rouvre enfin ses portes", None),
            ("Un mot | un autre", "Un mot | un autre", None),
            ("Port – bateau : la querelle qui dure", "Port – bateau : la querelle qui dure", None),
        ] {
            assert_eq!(split_site(line), (title, site));
        }
        for (title, site, split) in [
            ("The ferry sails again after the storm - Gull News", None, Some("Gull News")),
            ("Le port rouvre – la feuille du port", Some("La Feuille du Port"), Some("la feuille du port")),
            ("Le port rouvre – la ville exulte", Some("La Feuille"), None),
        ] {
            assert_eq!(split_page_site(title, site).1, split, "{title}");
        }
    }

    #[test]
    fn a_key_is_found_at_the_beginning_of_a_line() {
        let key = key("L'été : œuvres !");
        assert_eq!(key, "leteoeuvres");
        for (line, after) in [
            ("L’ÉTÉ – Œuvres", Some("")),
            ("L'été, œuvres ?!", Some("")),
            ("L'été : œuvres | Site", Some("Site")),
            ("L'été", None),
            ("Autre", None),
        ] {
            assert_eq!(key_after(line, &key), after, "{line}");
        }
    }

    #[test]
    fn a_first_sentence_is_cut_between_words() {
        for (text, title) in [
            (
                "Le bateau de M. Le Gall est parti hier matin. Il reviendra.",
                "Le bateau de M. Le Gall est parti hier matin.",
            ),
            ("Où va le bateau de la compagnie ? Nul ne sait.", "Où va le bateau de la compagnie ?"),
            (
                "La compagnie qui relie les deux îles depuis un siècle a dit hier, par la voix de son chef, qu'elle \
                 ne partirait plus.",
                "La compagnie qui relie les deux îles depuis un siècle a dit hier, par la voix de son…",
            ),
            ("mot", "mot"),
        ] {
            assert_eq!(first_sentence(text), title);
        }
        let unbroken = "x".repeat(5000);
        assert!(first_sentence(&unbroken).chars().count() <= SENTENCE_CHARS + 1);
    }
}
