//! The language of a text that does not name it.

use whichlang::Lang;

use crate::text::Language;

/// How many bytes are looked at: more does not make it surer.
const PREFIX: usize = 1500;

/// Fewer letters than this tell nothing.
const LEAST_LETTERS: usize = 20;

/// Detects the language from the beginning of a text.
pub(super) fn detect(text: &str) -> Language {
    let prefix = super::prefix(text, PREFIX);
    if prefix.chars().filter(|c| c.is_alphabetic()).take(LEAST_LETTERS).count() < LEAST_LETTERS {
        return Language::UNKNOWN;
    }
    let code = match whichlang::detect_language(prefix) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_tells_its_language_and_a_word_does_not() {
        for (text, code) in [
            ("La fabrique de vélos a annoncé une hausse de ses ventes au printemps.", "fr"),
            ("The bicycle maker said that its sales had gone up in the spring.", "en"),
            ("Der Hersteller meldete im Frühling einen höheren Umsatz als im Vorjahr.", "de"),
            ("Bonjour", ""),
            ("1 234 567,89 % — 2025-06-17 !!! ???", ""),
            ("", ""),
        ] {
            assert_eq!(detect(text).code(), code, "{text}");
        }
    }
}
