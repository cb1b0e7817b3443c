//! A user's correction of what was found: merge, split, hide or rename people, hide figures. Plain data, shared
//! by the modules that apply it (`library`), save it (`triage`) and make it (`app`). Only the store knows how it
//! is written to disk.

use serde::{Deserialize, Serialize};

/// A correction of the people or figures found. Corrections are applied in the order in which they were made:
/// later ones see the effect of earlier ones. One that names nobody in the library has no effect.
///
/// People and articles are named by what does not change between runs: canonical names and surface forms,
/// compared without regard to case and accents, and the content keys of articles.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// The people with the canonical names `from` are the person `into`, whose name stays.
    Merge {
        /// Canonical names of the people that disappear.
        from: Vec<String>,
        /// Canonical name of the person that stays.
        into: String,
    },
    /// Mentions with this surface form are not the person they were linked to, but another person, who is
    /// called by that surface form.
    Split {
        /// The canonical name they were linked to.
        name: String,
        /// The surface form that becomes another person.
        surface: String,
        /// Only in the article with this content key (as it displays); `None` for all articles.
        article: Option<String>,
    },
    /// Not a person: the mentions disappear.
    Hide {
        /// A canonical name.
        name: String,
    },
    /// Not figures: in one article, the amounts and percentages with these surface forms disappear.
    HideFigures {
        /// The article's content key (as it displays).
        article: String,
        /// The surface forms.
        surfaces: Vec<String>,
    },
    /// Another canonical name for the same person.
    Rename {
        /// The canonical name until now.
        from: String,
        /// The new one.
        to: String,
    },
    /// The mentions with these surface forms that were only likely linked to a person are that person.
    Confirm {
        /// The canonical name they were linked to.
        name: String,
        /// The surface forms.
        surfaces: Vec<String>,
    },
    /// The mentions with these surface forms that were only likely linked to a person are another person, who is
    /// called by the surface form.
    Refuse {
        /// The canonical name they were linked to.
        name: String,
        /// The surface forms.
        surfaces: Vec<String>,
    },
    /// Two questions of claims are one.
    JoinQuestions {
        /// A claim of each: the key of its article and the byte of its text where the figure begins (`0f3a…-120`).
        claims: [String; 2],
        /// What they were called.
        names: [String; 2],
    },
    /// A claim answers another question than those that it was together with.
    TakeOut {
        /// The claim.
        claim: String,
        /// Its value as it was shown.
        value: String,
        /// What its question was called.
        question: String,
    },
    /// Another name for a question.
    NameQuestion {
        /// One of its claims.
        claim: String,
        /// What it was called.
        from: String,
        /// The new name.
        to: String,
    },
    /// Two people with like names are not one person, and no longer offered as one.
    Distinguish {
        /// Their canonical names.
        names: [String; 2],
    },
}

impl Correction {
    /// The kind of correction, in one word.
    pub(crate) fn verb(&self) -> &'static str {
        match self {
            Self::Merge { .. } => "merge",
            Self::Split { .. } => "split",
            Self::Hide { .. } | Self::HideFigures { .. } => "hide",
            Self::Rename { .. } => "rename",
            Self::Confirm { .. } => "confirm",
            Self::Refuse { .. } => "refuse",
            Self::Distinguish { .. } => "distinguish",
            Self::JoinQuestions { .. } => "join",
            Self::TakeOut { .. } => "take out",
            Self::NameQuestion { .. } => "name",
        }
    }

    /// The names and surface forms it is about, in the order in which [`Self::summary`] shows them.
    pub(crate) fn names(&self) -> Vec<&str> {
        match self {
            Self::Merge { from, into } => from.iter().map(String::as_str).chain([into.as_str()]).collect(),
            Self::Split { name, surface, .. } => vec![name, surface],
            Self::Hide { name } => vec![name],
            Self::HideFigures { surfaces, .. } => surfaces.iter().map(String::as_str).collect(),
            Self::Rename { from, to } => vec![from, to],
            Self::Confirm { name, surfaces } | Self::Refuse { name, surfaces } => {
                surfaces.iter().map(String::as_str).chain([name.as_str()]).collect()
            }
            Self::Distinguish { names: [one, other] } | Self::JoinQuestions { names: [one, other], .. } => {
                vec![one, other]
            }
            Self::TakeOut { value, question, .. } => vec![value, question],
            Self::NameQuestion { from, to, .. } => vec![from, to],
        }
    }

    /// The claims it is about; empty when it is about people or figures.
    pub(crate) fn claims(&self) -> Vec<&str> {
        match self {
            Self::JoinQuestions { claims: [one, other], .. } => vec![one, other],
            Self::TakeOut { claim, .. } | Self::NameQuestion { claim, .. } => vec![claim],
            _ => Vec::new(),
        }
    }

    /// As the status line shows it: `merge Altman → Sam Altman`.
    pub(crate) fn summary(&self) -> String {
        let between = if matches!(self, Self::Distinguish { .. }) { " ≠ " } else { " → " };
        format!("{} {}", self.verb(), self.names().join(between))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_names_what_is_corrected_in_the_order_of_reading() {
        let merge =
            Correction::Merge { from: vec!["Varga".into(), "O. Varga".into()], into: "Odile Varga".into() };
        assert_eq!(merge.summary(), "merge Varga → O. Varga → Odile Varga");
        let hide = Correction::HideFigures { article: "00ff".into(), surfaces: vec!["12 M€".into()] };
        assert_eq!(hide.summary(), "hide 12 M€");
        let rename = Correction::Rename { from: "A".into(), to: "B".into() };
        assert_eq!((rename.verb(), rename.names()), ("rename", vec!["A", "B"]));
        let confirm = Correction::Confirm { name: "Odile Varga".into(), surfaces: vec!["Varga".into()] };
        assert_eq!(confirm.summary(), "confirm Varga → Odile Varga");
        let apart = Correction::Distinguish { names: ["Jon Varga".into(), "John Varga".into()] };
        assert_eq!(apart.summary(), "distinguish Jon Varga ≠ John Varga");
    }
}
