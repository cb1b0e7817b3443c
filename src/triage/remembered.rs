//! What is remembered beside marks: where a reader begins again, and what was typed into prompts. It can be lost
//! without harm, and readers that are open do not tell each other of it.

use std::sync::Arc;

/// Something to remember.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Memo {
    /// Where a reader of these articles was.
    Place {
        /// Names the articles: what was opened.
        pile: Arc<str>,
        /// The place, as JSON.
        json: String,
        /// When, in Unix seconds.
        at: i64,
    },
    /// A text was entered in a prompt.
    Prompt(Prompted),
    /// How the screen looks.
    Look {
        /// The look, as JSON.
        json: String,
        /// When, in Unix seconds.
        at: i64,
    },
}

/// In the place of a pile, the look; piles are named by hashes.
pub(super) const LOOK: &str = "look";

/// A text that was entered in a prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompted {
    /// Which kind of prompt.
    pub kind: Arc<str>,
    /// The text.
    pub text: Arc<str>,
    /// When it was entered last, in Unix milliseconds.
    pub used: i64,
}

/// All that is remembered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remembered {
    /// For each pile the JSON of its place, the newest first.
    pub places: Vec<(Arc<str>, String)>,
    /// What was entered in prompts, the newest last.
    pub prompts: Vec<Prompted>,
}

impl Remembered {
    /// How the screen looked; `None` when nothing was chosen yet.
    pub fn look(&self) -> Option<&str> {
        self.place(LOOK)
    }

    /// The place of a pile; `None` when it was never open.
    pub fn place(&self, pile: &str) -> Option<&str> {
        self.places.iter().find(|(own, _)| &**own == pile).map(|(_, json)| json.as_str())
    }
}
