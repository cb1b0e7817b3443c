//! The language of a text that does not name it.

use whichlang::Lang;

use super::prefix::prefix;
use crate::text::Language;

/// How many bytes are examined: more do not improve the result.
const PREFIX: usize = 1000;

/// How many bytes are enough when frequent short words decide.
const SMALL_WORDS: usize = 600;

/// With fewer letters than this the language is not detected.
const LEAST_LETTERS: usize = 20;

/// Detects the language from the beginning of a text.
pub(super) fn detect(text: &str) -> Language {
    let beginning = prefix(text, PREFIX);
    if let Some(language) = by_small_words(prefix(text, SMALL_WORDS)) {
        return language;
    }
    if beginning.chars().filter(|c| c.is_alphabetic()).take(LEAST_LETTERS).count() < LEAST_LETTERS {
        return Language::UNKNOWN;
    }
    if let Some(code) = by_script(beginning) {
        return Language::from_tag(code).unwrap_or(Language::UNKNOWN);
    }
    let code = match whichlang::detect_language(beginning) {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    };
    Language::from_tag(code).unwrap_or(Language::UNKNOWN)
}

/// The language of a script that only one is written in, which whichlang does not know.
fn by_script(text: &str) -> Option<&'static str> {
    let script = |c: char| match c {
        '\u{370}'..='\u{3ff}' => Some("el"),
        '\u{590}'..='\u{5ff}' => Some("he"),
        '\u{e00}'..='\u{e7f}' => Some("th"),
        '\u{e80}'..='\u{eff}' => Some("lo"),
        '\u{1000}'..='\u{109f}' => Some("my"),
        '\u{10a0}'..='\u{10ff}' => Some("ka"),
        '\u{1780}'..='\u{17ff}' => Some("km"),
        _ => None,
    };
    let letters = || text.chars().filter(|c| c.is_alphabetic()).take(200);
    let code = letters().find_map(script)?;
    let (all, of_it) =
        letters().fold((0, 0), |(all, of_it), c| (all + 1, of_it + u32::from(script(c) == Some(code))));
    (of_it * 2 > all).then_some(code)
}

/// French or English, when the frequent short words leave no doubt, as in most articles.
fn by_small_words(text: &str) -> Option<Language> {
    let (mut words, mut french, mut english, mut others) = (0, 0, 0, 0);
    for word in text.as_bytes().split(|byte| matches!(byte, b' ' | b'\n')).filter(|word| !word.is_empty()) {
        words += 1;
        match word {
            b"les" | b"des" | b"est" | b"une" | b"dans" | b"du" | b"qui" | b"aux" | b"sur" | b"pour"
            | b"avec" | b"ont" | b"cette" | b"mais" | b"plus" | b"par" | b"ce" | b"pas" | b"et" | b"au"
            | b"sont" | b"ses" | b"le" | b"ne" | b"il" | b"elle" | b"nous" | b"vous" => french += 1,
            b"the" | b"of" | b"and" | b"to" | b"is" | b"that" | b"was" | b"for" | b"with" | b"it"
            | b"has" | b"by" | b"from" | b"are" | b"this" | b"be" | b"at" | b"its" | b"which" => english += 1,
            b"el" | b"los" | b"las" | b"y" | b"del" | b"di" | b"che" | b"della" | b"der" | b"die"
            | b"und" | b"das" | b"het" | b"een" | b"van" | b"os" | b"uma" | b"do" | b"da" | b"per"
            | b"els" | b"amb" | b"i" => others += 1,
            _ => {}
        }
    }
    let clear = |one: u32, other: u32| words >= 40 && one * 100 >= words * 9 && (other + others) * 8 <= one;
    if clear(french, english) {
        Some(Language::FRENCH)
    } else if clear(english, french) {
        Some(Language::ENGLISH)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_a_sentence_is_detected_and_that_of_one_word_is_not() {
        for (text, code) in [
            ("La fabrique de vélos a annoncé une hausse de ses ventes au printemps.", "fr"),
            ("The bicycle maker said that its sales had gone up in the spring.", "en"),
            ("Der Hersteller meldete im Frühling einen höheren Umsatz als im Vorjahr.", "de"),
            (
                "La directora de la fábrica de bicicletas anunció que la venta de la empresa se cerrará en el mes \
                 de junio, y que la sede de la compañía seguirá en la ciudad de la que salió hace un siglo, al pie \
                 de la sierra, cerca de la estación de tren y de la plaza mayor.",
                "es",
            ),
            ("Bonjour", ""),
            ("1 234 567,89 % — 2025-06-17 !!! ???", ""),
            ("", ""),
        ] {
            assert_eq!(detect(text).code(), code, "{text}");
        }
    }
}
