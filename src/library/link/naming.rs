//! The canonical name of a person: the fullest form that the evidence supports, not the longest string. Forms in
//! running text come before those of headlines, captions and bylines; a form with an ordinary word in it (`Roche Dies`)
//! counts only where it is the usual one.

use std::cmp::Reverse;

use super::form::Form;
use super::hash::Map;
use super::setting::Setting;
use super::surface::name_of;
use crate::facts::name::gazetteer::{Class, class_of};
use crate::text::visible::Visible;

/// How often a surface form is used.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Uses {
    /// In running text.
    prose: u32,
    /// In a line of its own.
    line: u32,
    /// In credits and bylines.
    aside: u32,
}

impl Uses {
    /// Counts more uses.
    pub(super) fn add(&mut self, setting: Setting, count: u32) {
        match setting {
            Setting::Prose => self.prose += count,
            Setting::Line => self.line += count,
            Setting::Aside => self.aside += count,
        }
    }

    pub(super) fn all(self) -> u32 {
        self.prose + self.line + self.aside
    }

    /// Where it is written at best.
    pub(super) fn best(self) -> Setting {
        if self.prose > 0 {
            Setting::Prose
        } else if self.line > 0 {
            Setting::Line
        } else {
            Setting::Aside
        }
    }
}

/// The name in a surface form, without soft hyphens and what else is not shown.
pub(super) fn shown(surface: &str) -> Box<str> {
    let name = name_of(surface);
    Visible::of(&name).text.into()
}

/// The canonical name among surface forms; `None` without any.
pub(super) fn canonical(surfaces: &Map<&str, Uses>) -> Option<Box<str>> {
    if let [(surface, _)] = surfaces.iter().collect::<Vec<_>>()[..] {
        return Some(shown(surface));
    }
    let forms = surfaces.iter().map(|(surface, uses)| (*surface, *uses, Form::of(surface)));
    let forms: Vec<(&str, Uses, Form)> = forms.collect();
    let all: u32 = forms.iter().filter(|(_, _, form)| form.is_full()).map(|(_, uses, _)| uses.all()).sum();
    // `Roche Saturday` is Roche with the next word, where the shorter form is the usual one.
    let overlong = |uses: Uses, form: &Form| {
        let shorter = |(_, other, shorter): &(&str, Uses, Form)| {
            shorter.is_full()
                && other.all() >= uses.all()
                && shorter.begins(form)
                && ends_in_a_word(form, shorter.len())
        };
        forms.iter().any(shorter)
    };
    let supported =
        |uses: Uses, form: &Form| (!holds_a_word(form) || uses.all() * 2 > all) && !overlong(uses, form);
    forms
        .iter()
        .max_by_key(|(surface, uses, form)| {
            let full = form.is_full();
            // A full name in a headline tells more than a surname in the text below, unless it is no name.
            let setting = if full { Reverse(uses.best()) } else { Reverse(Setting::Aside) };
            (full && supported(*uses, form), setting, fullness(surface, form, uses.all()))
        })
        .map(|(surface, ..)| shown(surface))
}

/// The classes of ordinary words.
const ORDINARY: Class = Class::WORD_OFTEN
    .with(Class::CALENDAR)
    .with(Class::WEB)
    .with(Class::SAY)
    .with(Class::VERB)
    .with(Class::ROLE)
    .with(Class::DEMONYM)
    .with(Class::ORG)
    .with(Class::BRAND);

/// Whether a word of the name, other than a particle, is an ordinary one and no name.
fn holds_a_word(form: &Form) -> bool {
    let name = Class::FIRST.with(Class::LAST).with(Class::PARTICLE).with(Class::SUFFIX);
    form.words().any(|word| class_of(word).has(ORDINARY) && !class_of(word).has(name))
}

/// Whether one of the words from the one at `from` on can be an ordinary one, whatever else it is.
fn ends_in_a_word(form: &Form, from: usize) -> bool {
    form.words().skip(from).any(|word| class_of(word).has(ORDINARY.with(Class::WORD)))
}

/// In order: most words, not all in capitals, given name first, no initials, most frequent.
fn fullness<'a>(surface: &'a str, form: &Form, count: u32) -> impl Ord + use<'a> {
    let name = name_of(surface);
    let words = name.split([' ', '-', '\u{a0}']).filter(|word| !word.is_empty()).count()
        - usize::from(form.is_the_first());
    let shouted = name.split_whitespace().any(|word| {
        word.chars().filter(|c| c.is_alphabetic()).count() > 3 && !word.chars().any(char::is_lowercase)
    });
    let initials = name.split_whitespace().filter(|word| word.ends_with('.')).count();
    let capitals = surface.chars().filter(|c| c.is_uppercase()).count();
    let plain = name == surface;
    (words, !shouted, !form.is_turned(), Reverse(initials), plain, count, Reverse(capitals), Reverse(surface))
}
