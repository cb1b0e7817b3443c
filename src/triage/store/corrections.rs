//! A [`Correction`] as the store writes it: a kind, which is for people who read the store with other tools, and
//! a JSON text, which alone is read back.

use crate::article::ContentKey;
use crate::correction::Correction;
use crate::error::Error;

/// The columns `kind` and `json`.
pub(super) fn encode(correction: &Correction) -> (&'static str, String) {
    // Plain strings in a plain enum: writing them as JSON cannot fail.
    (correction.verb(), serde_json::to_string(correction).unwrap_or_default())
}

/// Reads a row back.
///
/// # Errors
/// When the row is of a kind that this version does not know. The row stays in the store for the version that
/// wrote it.
pub(super) fn decode(kind: &str, json: &str) -> Result<Correction, Error> {
    serde_json::from_str(json).map_err(|_| {
        Error::new(
            format!("a correction of people ({kind})"),
            "was made by a newer version and has no effect here",
        )
        .next("update the program to apply it")
    })
}

/// What the store keys a correction by. It depends on the content alone, so that the same correction made in
/// two readers is one row.
pub(crate) fn correction_key(correction: &Correction) -> ContentKey {
    let (kind, json) = encode(correction);
    ContentKey::of(kind, &json)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_correction_reads_back_from_its_row() {
        let corrections = [
            Correction::Merge { from: vec!["A. Lee".into()], into: "Ann Lee".into() },
            Correction::Split { name: "Ann Lee".into(), surface: "Lee".into(), article: Some("00".into()) },
            Correction::Split { name: "Ann Lee".into(), surface: "Lee".into(), article: None },
            Correction::Hide { name: "Paris".into() },
            Correction::HideFigures { article: "00".into(), surfaces: vec!["12 M€".into()] },
            Correction::Rename { from: "Lee".into(), to: "Ann Lee".into() },
            Correction::Confirm { name: "Ann Lee".into(), surfaces: vec!["Lee".into()] },
            Correction::Refuse { name: "Ann Lee".into(), surfaces: vec!["Lee".into(), "LEE".into()] },
            Correction::Distinguish { names: ["Ann Lee".into(), "Anne Lee".into()] },
            Correction::JoinQuestions {
                claims: ["00-1".into(), "01-2".into()],
                names: ["Altis: invested".into(), "Altis: bought for".into()],
            },
            Correction::TakeOut { claim: "00-1".into(), value: "12 M€".into(), question: "Altis".into() },
            Correction::NameQuestion { claim: "00-1".into(), from: "Altis".into(), to: "The deal".into() },
        ];
        for correction in corrections {
            let (kind, json) = encode(&correction);
            assert_eq!(decode(kind, &json).unwrap(), correction, "{json}");
        }
    }

    #[test]
    fn the_written_form_does_not_change_between_versions() {
        let merge = Correction::Merge { from: vec!["A. Lee".into()], into: "Ann Lee".into() };
        assert_eq!(encode(&merge), ("merge", r#"{"merge":{"from":["A. Lee"],"into":"Ann Lee"}}"#.to_owned()));
        let hide = Correction::HideFigures { article: "00".into(), surfaces: vec!["12 M€".into()] };
        assert_eq!(encode(&hide).1, r#"{"hide_figures":{"article":"00","surfaces":["12 M€"]}}"#);
        let confirm = Correction::Confirm { name: "Ann Lee".into(), surfaces: vec!["Lee".into()] };
        assert_eq!(encode(&confirm).1, r#"{"confirm":{"name":"Ann Lee","surfaces":["Lee"]}}"#);
    }

    #[test]
    fn a_kind_of_a_newer_version_is_named_in_the_error() {
        let error = decode("exchange", r#"{"exchange":{"name":"X"}}"#).unwrap_err().to_string();
        assert!(error.contains("exchange") && error.contains("newer version"), "{error}");
    }
}
