//! How the screen and the text look, as far as keys change it too: what is remembered over restarts. What is remembered holds
//! against the configuration that it was chosen over; a value that the configuration has changed since then wins.

use serde::{Deserialize, Serialize};

use super::{Settings, Wishes};
use crate::text::Language;

/// How a text is set in the reading view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct TextLook {
    /// Empty rows between paragraphs: 0 to 2. With 0 the first line of a paragraph is indented.
    pub(crate) spacing: u8,
    /// Whether lines are filled up to the measure.
    pub(crate) justified: bool,
    /// In which languages words are hyphenated.
    pub(crate) hyphenated: Hyphenated,
    /// How the line that is read is marked.
    pub(crate) guide: Guide,
}

impl Default for TextLook {
    fn default() -> Self {
        Self { spacing: 1, justified: false, hyphenated: Hyphenated::default(), guide: Guide::Off }
    }
}

/// The most empty rows between paragraphs.
pub(crate) const MOST_SPACING: u8 = 2;

/// How the line that is read is marked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Guide {
    /// Not at all.
    #[default]
    Off,
    /// By a sign at either side.
    Signs,
    /// By its background, from edge to edge.
    Row,
}

impl Guide {
    /// All of them, in the order of the key, with their names in the configuration.
    pub(crate) const ALL: [(Self, &'static str); 3] =
        [(Self::Off, "off"), (Self::Signs, "signs"), (Self::Row, "row")];
}

/// In which languages words are hyphenated: those that there are patterns for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Hyphenated {
    fr: bool,
    en: bool,
}

impl Default for Hyphenated {
    fn default() -> Self {
        Self { fr: true, en: true }
    }
}

impl Hyphenated {
    /// In none.
    pub(crate) const NONE: Self = Self { fr: false, en: false };

    /// The languages with patterns: code and name.
    pub(crate) const LANGUAGES: [(&'static str, &'static str); 2] = [("en", "English"), ("fr", "French")];

    fn switch(&mut self, code: &str) -> Option<&mut bool> {
        match code {
            "fr" => Some(&mut self.fr),
            "en" => Some(&mut self.en),
            _ => None,
        }
    }

    /// Hyphenates in a language, by its code, or no more; false when there are no patterns for it.
    pub(crate) fn set(&mut self, code: &str, on: bool) -> bool {
        self.switch(code).map(|switch| *switch = on).is_some()
    }

    /// Whether words of a language are hyphenated.
    pub(crate) fn is_on(mut self, language: Language) -> bool {
        self.switch(language.code()).is_some_and(|switch| *switch)
    }
}

/// Everything of the look that keys change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Look {
    /// The columns of the list; `None` when they follow the screen.
    list: Option<u16>,
    /// The columns of the facts; `None` when they follow the screen.
    facts: Option<u16>,
    /// How texts are set.
    text: TextLook,
}

/// A look that was chosen, and the one that was configured then.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Chosen {
    configured: Look,
    chosen: Look,
}

/// The columns that a pane may have, as in the configuration.
const COLUMNS: std::ops::RangeInclusive<u16> = 20..=200;

impl Look {
    /// The look of settings, with these widths.
    pub(crate) fn of(settings: &Settings, wishes: &Wishes) -> Self {
        Self { list: wishes.list, facts: wishes.facts, text: settings.text }
    }

    /// Applies it.
    pub(crate) fn apply(self, settings: &mut Settings, wishes: &mut Wishes) {
        settings.text = TextLook { spacing: self.text.spacing.min(MOST_SPACING), ..self.text };
        let columns = |columns: Option<u16>| columns.filter(|columns| COLUMNS.contains(columns));
        (wishes.list, wishes.facts) = (columns(self.list), columns(self.facts));
    }

    /// As it is remembered, with the look that is configured; `None` when there is nothing to remember.
    pub(crate) fn to_json(self, configured: Self) -> String {
        serde_json::to_string(&Chosen { configured, chosen: self }).unwrap_or_default()
    }

    /// What was remembered, over the look that is configured now. What cannot be read changes nothing.
    pub(crate) fn remembered(self, json: &str) -> Self {
        let Ok(Chosen { configured: was, chosen }) = serde_json::from_str(json) else { return self };
        fn pick<T: PartialEq>(now: T, was: T, chosen: T) -> T {
            if now == was { chosen } else { now }
        }
        Self {
            list: pick(self.list, was.list, chosen.list),
            facts: pick(self.facts, was.facts, chosen.facts),
            text: TextLook {
                spacing: pick(self.text.spacing, was.text.spacing, chosen.text.spacing),
                justified: pick(self.text.justified, was.text.justified, chosen.text.justified),
                hyphenated: pick(self.text.hyphenated, was.text.hyphenated, chosen.text.hyphenated),
                guide: pick(self.text.guide, was.text.guide, chosen.text.guide),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_holds_until_the_configuration_says_something_else() {
        let text = TextLook::default();
        let configured = Look { list: Some(30), facts: None, text };
        let chosen =
            Look { list: Some(44), facts: Some(28), text: TextLook { spacing: 2, justified: true, ..text } };
        let json = chosen.to_json(configured);
        assert_eq!(configured.remembered(&json), chosen);
        let later = Look { list: Some(36), facts: None, text: TextLook { spacing: 0, ..text } };
        let both =
            Look { list: Some(36), facts: Some(28), text: TextLook { spacing: 0, justified: true, ..text } };
        assert_eq!(later.remembered(&json), both);
        for broken in ["", "3", "{}", "{\"chosen\":{\"list\":-4}}"] {
            let kept = configured.remembered(broken);
            assert_eq!(kept, configured, "{broken:?}");
        }
    }
}
