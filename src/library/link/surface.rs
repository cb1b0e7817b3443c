//! A surface form as a name: without post-nominals (`FRS`, `MP`), and with the first name before the surname
//! (`Roche, Jeanne` is `Jeanne Roche`).

use std::borrow::Cow;

use crate::facts::name::gazetteer::{Class, class_of};
use crate::text::fold::fold;

/// Letters after a name that say an honour, office, degree or order. `Jr.` and `III` belong to the name.
const POST_NOMINALS: [&str; 58] = [
    "am", "ao", "ba", "bsc", "cbe", "ch", "cmg", "cpa", "cvo", "dbe", "dds", "dfc", "dphil", "dso", "esq",
    "fba", "frcp", "frcs", "frs", "frse", "frsl", "gbe", "gcmg", "jd", "jp", "kbe", "kc", "kcb", "kcmg",
    "llb", "llm", "ma", "mba", "mbe", "md", "mep", "mla", "mp", "msc", "msp", "mvo", "obe", "om", "op",
    "osb", "pc", "phd", "qc", "ra", "ret", "rn", "sc", "sj", "sma", "td", "tba", "usmc", "usn",
];

/// Those that are no surname's spelling, so that they are letters after a name in a line of capitals too.
const SURE: [&str; 14] =
    ["cbe", "dbe", "dphil", "frcp", "frcs", "frs", "frse", "kbe", "mba", "mbe", "mep", "mp", "obe", "phd"];

/// The name in a surface form, as it is shown.
pub(super) fn name_of(surface: &str) -> Cow<'_, str> {
    let core = without_post_nominals(surface);
    match turned(core) {
        Some(turned) => Cow::Owned(turned),
        None => Cow::Borrowed(core),
    }
}

/// The surface form without the letters after the name and the comma before them.
fn without_post_nominals(surface: &str) -> &str {
    let mut core = surface;
    while let Some((head, last)) = core.trim_end().rsplit_once([' ', ',', '\u{a0}']) {
        let head = head.trim_end();
        let name = head.trim_end_matches(',');
        if name.is_empty()
            || !is_post_nominal(name, last, name.len() < head.len() || core[head.len()..].starts_with(','))
        {
            break;
        }
        core = name;
    }
    if core.len() < surface.len() { core.trim_end_matches([',', ' ']) } else { surface }
}

fn is_post_nominal(name: &str, word: &str, after_comma: bool) -> bool {
    let letters: String = word.chars().filter(|c| *c != '.').collect();
    let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
    if !(2..=5).contains(&letters.len()) || capitals < 2 || !letters.is_ascii() {
        return false;
    }
    let folded = letters.to_ascii_lowercase();
    let shouted = !name.chars().any(char::is_lowercase);
    let known = |list: &[&str]| list.contains(&folded.as_str());
    // What is left must be a name of its own.
    let named = name.contains([' ', '\u{a0}']) || after_comma;
    named && (known(&SURE) || known(&POST_NOMINALS) && (after_comma || !shouted))
}

/// `Roche, Jeanne` and `Roche Jr., Tom` with the first name before the surname; `None` for any other name. A surname
/// with initials stays as it is written.
fn turned(name: &str) -> Option<String> {
    let (last, first) = name.split_once(", ")?;
    let (last, first) = (last.trim(), first.trim());
    let is_suffix = |word: &str| class_of(&fold(word.trim_end_matches('.'))).has(Class::SUFFIX);
    if last.is_empty() || first.is_empty() || first.contains(',') || first.split_whitespace().any(is_suffix) {
        return None;
    }
    let initials = first.split_whitespace().all(|word| word.trim_end_matches('.').chars().count() < 2);
    (!initials).then(|| format!("{first} {last}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_after_a_name_are_no_part_of_it() {
        for (surface, name) in [
            ("Jeanne Roche MP", "Jeanne Roche"),
            ("Jeanne Roche, FRS", "Jeanne Roche"),
            ("Jeanne Roche, CBE, FRS", "Jeanne Roche"),
            ("Jeanne Roche Ph.D.", "Jeanne Roche"),
            ("Jeanne Roche, M.D.", "Jeanne Roche"),
            ("JEANNE ROCHE MP", "JEANNE ROCHE"),
            ("Tom Roche Jr.", "Tom Roche Jr."),
            ("Tom Roche, Jr.", "Tom Roche, Jr."),
            ("Tom Roche III", "Tom Roche III"),
            ("Jack Ma", "Jack Ma"),
            ("JACK MA", "JACK MA"),
            ("ROCHE Jeanne", "ROCHE Jeanne"),
            ("Jeanne ROCHE", "Jeanne ROCHE"),
            ("MP", "MP"),
            ("Roche", "Roche"),
        ] {
            assert_eq!(name_of(surface), name);
        }
    }

    #[test]
    fn a_surname_before_a_comma_goes_behind_the_first_name() {
        for (surface, name) in [
            ("Roche, Jeanne", "Jeanne Roche"),
            ("Roche Jr., Tom", "Tom Roche Jr."),
            ("Roche, J.", "Roche, J."),
            ("Roche, Jr.", "Roche, Jr."),
        ] {
            assert_eq!(name_of(surface), name);
        }
    }
}
