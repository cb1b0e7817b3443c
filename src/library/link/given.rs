//! What first names tell: whose they are (women's or men's), and which is a short form of which. Read from the two
//! lists in `assets/names`, which say where they are from.

use std::sync::OnceLock;

use super::hash::{self, Map, Set};

/// Who bears a first name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sex {
    /// Nearly always women.
    Female,
    /// Nearly always men.
    Male,
}

struct Lists {
    sexes: Map<u64, Sex>,
    /// A name and its short form, as one number.
    short_forms: Set<u64>,
}

impl Lists {
    fn get() -> &'static Self {
        static LISTS: OnceLock<Lists> = OnceLock::new();
        LISTS.get_or_init(|| {
            let lines = |file: &'static str| file.lines().filter(|line| !line.starts_with('#'));
            let mut sexes = Map::default();
            let mut sex = Sex::Female;
            for line in lines(include_str!("../../../assets/names/genders.txt")) {
                match line {
                    "[women]" => sex = Sex::Female,
                    "[men]" => sex = Sex::Male,
                    names => sexes.extend(names.split(' ').map(|name| (hash::id(name), sex))),
                }
            }
            let mut short_forms = Set::default();
            for line in lines(include_str!("../../../assets/names/diminutives.txt")) {
                let (name, forms) = line.split_once(": ").unwrap_or((line, ""));
                short_forms.extend(forms.split(' ').map(|form| pair(name, form)));
            }
            Lists { sexes, short_forms }
        })
    }
}

fn pair(name: &str, short: &str) -> u64 {
    hash::id(name).rotate_left(17) ^ hash::id(short)
}

/// Who bears the folded first name `name`; `None` for both, or when it is not known. `Jean-Marie` counts as a whole
/// where it is known, else as its first part.
pub(super) fn sex(name: &str) -> Option<Sex> {
    let known = |name: &str| Lists::get().sexes.get(&hash::id(name)).copied();
    known(name).or_else(|| known(name.split_once('-')?.0))
}

/// Whether one of two folded first names is a short form of the other: `fred` of `frederick`.
pub(super) fn is_short_form(a: &str, b: &str) -> bool {
    let forms = &Lists::get().short_forms;
    forms.contains(&pair(a, b)) || forms.contains(&pair(b, a))
}

/// Whether two first names are of different sexes.
pub(super) fn differ_in_sex(a: &str, b: &str) -> bool {
    matches!((sex(a), sex(b)), (Some(a), Some(b)) if a != b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sex_of_a_first_name_is_known_where_nearly_all_bearers_share_it() {
        for (name, expected) in [
            ("brigitte", Some(Sex::Female)),
            ("francois", Some(Sex::Male)),
            ("jean-marie", Some(Sex::Male)),
            ("victor-emmanuel", Some(Sex::Male)),
            ("dominique", None),
            ("jean", None),
            ("andrea", None),
            ("lestrade", None),
        ] {
            assert_eq!(sex(name), expected, "{name}");
        }
        assert!(differ_in_sex("louis", "louise") && !differ_in_sex("louis", "dominique"));
    }

    #[test]
    fn short_forms_are_known_in_both_directions() {
        for (a, b, expected) in [
            ("fred", "frederick", true),
            ("frederic", "fred", true),
            ("mo", "maurice", true),
            ("manu", "emmanuel", true),
            ("bill", "william", true),
            ("bill", "robert", false),
            ("ann", "anne", false),
        ] {
            assert_eq!(is_short_form(a, b), expected, "{a} / {b}");
        }
    }
}
