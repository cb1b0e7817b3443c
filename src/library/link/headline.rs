//! Names in headlines, read with the knowledge of the running text. In a line of title case or capitals the recogniser cannot see
//! where a name ends: `Jane Roche Dies` is Jane Roche where the text below speaks of her.

use super::form::Form;
use super::hash::Set;
use super::setting::Setting;

/// The most words of a name that is looked at.
const LONGEST: usize = 8;

/// Replaces forms that are never in running text by the name in them that is.
pub(super) fn read(forms: &mut [Form], form_of: &[u32], settings: &[Setting]) {
    if settings.iter().all(|&setting| setting == Setting::Prose) {
        return;
    }
    let mut in_prose = vec![false; forms.len()];
    for (&form, &setting) in form_of.iter().zip(settings) {
        in_prose[form as usize] |= setting == Setting::Prose;
    }
    let prose = || forms.iter().zip(&in_prose).filter(|(_, prose)| **prose).map(|(form, _)| form);
    let full: Set<u64> = prose().filter(|form| form.is_full()).map(|form| form.id).collect();
    let bare: Set<u64> =
        prose().filter(|form| !form.is_full() && !form.looks_given()).map(|form| form.id).collect();
    let read: Vec<Option<Form>> = forms
        .iter()
        .zip(&in_prose)
        .map(
            |(form, prose)| {
                if *prose || full.contains(&form.id) { None } else { name_in(form, &full, &bare) }
            },
        )
        .collect();
    for (form, read) in forms.iter_mut().zip(read) {
        if let Some(read) = read {
            *form = read;
        }
    }
}

/// The longest full name of the running text in a form of more words; else a first name before a surname that is in the running text.
fn name_in(form: &Form, full: &Set<u64>, bare: &Set<u64>) -> Option<Form> {
    let words: Vec<&str> = form.words().collect();
    if !(3..=LONGEST).contains(&words.len()) {
        return None;
    }
    let parts = |length: usize| words.windows(length).map(|part| Form::of(&part.join(" ")));
    let known = (2..words.len()).rev().find_map(|length| parts(length).find(|part| full.contains(&part.id)));
    known.or_else(|| {
        // `last_id` of two words is the id of the second.
        parts(2).find(|part| part.begins_with_given() && bare.contains(&part.last_id) && part.is_full())
    })
}
