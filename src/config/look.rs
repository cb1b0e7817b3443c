//! How the screen and the text look, as far as keys change it too: what is remembered over restarts. What is remembered holds
//! against the configuration that it was chosen over; a value that the configuration has changed since then wins.

use serde::{Deserialize, Serialize};

use super::{Settings, Wishes};

/// Everything of the look that keys change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Look {
    /// The columns of the list; `None` when they follow the screen.
    list: Option<u16>,
    /// The columns of the facts; `None` when they follow the screen.
    facts: Option<u16>,
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
    pub(crate) fn of(_settings: &Settings, wishes: &Wishes) -> Self {
        Self { list: wishes.list, facts: wishes.facts }
    }

    /// Applies it.
    pub(crate) fn apply(self, _settings: &mut Settings, wishes: &mut Wishes) {
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
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_holds_until_the_configuration_says_something_else() {
        let configured = Look { list: Some(30), facts: None };
        let chosen = Look { list: Some(44), facts: Some(28) };
        let json = chosen.to_json(configured);
        assert_eq!(configured.remembered(&json), chosen);
        let later = Look { list: Some(36), facts: None };
        assert_eq!(later.remembered(&json), Look { list: Some(36), facts: Some(28) });
        for broken in ["", "3", "{}", "{\"chosen\":{\"list\":-4}}"] {
            let kept = configured.remembered(broken);
            assert_eq!(kept, configured, "{broken:?}");
        }
    }
}
