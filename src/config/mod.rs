//! The configuration: from TOML to validated settings. The defaults are a commented file, read like the user's
//! own, and all mistakes in a file are reported together, each with its line.

pub(crate) mod file;
pub(crate) mod keep;
pub(crate) mod key;
pub(crate) mod keymap;
pub(crate) mod look;
pub mod theme;

use std::path::PathBuf;

use crate::error::Error;
use keymap::{CommandId, CommandRow, Keymap};
use look::TextLook;
use theme::{Background, Choice, Screen, Theme};

/// The default configuration, as `liseuse config` prints it.
pub(crate) const DEFAULT: &str = include_str!("../../assets/default.toml");

/// The key presets: name and source.
pub(crate) const KEYMAPS: [(&str, &str); 2] = [
    ("vim", include_str!("../../assets/keymaps/vim.toml")),
    ("newsboat", include_str!("../../assets/keymaps/newsboat.toml")),
];

/// Validated settings.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder to read when no path is given; `None` for the built-in corpus.
    pub corpus: Option<PathBuf>,
    /// How the screen is divided.
    pub(crate) layout: Wishes,
    /// How texts are set in the reading view.
    pub(crate) text: TextLook,
    /// Whether the mouse is taken from the terminal.
    pub(crate) mouse: bool,
    /// Milliseconds after which an open article counts as read; 0: only when it is read to its end.
    pub(crate) read_after_ms: u64,
    /// Where the cursor goes after a decision about an article.
    pub(crate) after_verb: AfterVerb,
    /// The colours.
    pub theme: Theme,
    /// The theme that was chosen by name; `None` when the configuration writes one out.
    pub(crate) choice: Option<Choice>,
    /// The screen that the theme is for.
    screen: Screen,
    /// The saved views, in their order.
    pub(crate) views: Vec<NamedQuery>,
    /// The keys.
    pub(crate) keymap: Keymap,
    /// The commands that keys can run; a [`CommandId`] is an index into them.
    pub(crate) commands: &'static [CommandRow],
}

/// A pane beside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// The article list.
    List,
    /// The facts.
    Facts,
}

/// How a user wants the screen to be divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wishes {
    /// The longest line of text, in columns: 20 to 200.
    pub(crate) measure: u16,
    /// The columns of the list; `None` when they follow the screen.
    pub(crate) list: Option<u16>,
    /// The columns of the facts; `None` when they follow the screen.
    pub(crate) facts: Option<u16>,
    /// Which of the two is folded away first beside a text that is being read.
    pub(crate) folds_first: Side,
}

impl Default for Wishes {
    fn default() -> Self {
        Self { measure: 66, list: None, facts: None, folds_first: Side::List }
    }
}

/// Where the cursor goes after a decision about an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AfterVerb {
    /// It stays.
    Stay,
    /// To the next article of the list.
    Next,
    /// To the next unread one.
    NextUnread,
}

/// A filter that has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedQuery {
    /// Its name.
    pub(crate) name: String,
    /// The filter as it is written; whether it is one shows when it is parsed.
    pub(crate) query: String,
    /// Where it was read, for messages.
    pub(crate) place: String,
}

/// A configuration file: its name and its text.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its name in messages.
    pub(crate) name: String,
    /// Its text.
    pub text: String,
}

impl Settings {
    /// Settings from the defaults and, over them, the user's file.
    ///
    /// `commands` are the commands that keys can run. Also returns every mistake; a setting with a mistake keeps
    /// its former value, so that the reader can start.
    pub fn load(user: Option<&Document>, commands: &'static [CommandRow]) -> (Self, Vec<Error>) {
        let mut mistakes = Vec::new();
        let mut settings = Self {
            corpus: None,
            layout: Wishes::default(),
            text: TextLook::default(),
            mouse: true,
            read_after_ms: 0,
            after_verb: AfterVerb::Next,
            theme: theme::CHOICES[0].theme(Screen::default()),
            choice: Some(theme::CHOICES[0]),
            screen: Screen::default(),
            views: Vec::new(),
            keymap: Keymap::default(),
            commands,
        };
        let defaults = Document { name: "the default configuration".to_owned(), text: DEFAULT.to_owned() };
        file::apply(&defaults, &mut settings, &mut mistakes);
        if let Some(user) = user {
            file::apply(user, &mut settings, &mut mistakes);
        }
        (settings, mistakes)
    }

    /// Chooses a theme for the screen there is.
    pub(crate) fn choose(&mut self, choice: Choice) {
        self.choice = Some(choice);
        self.theme = choice.theme(self.screen);
    }

    /// Chooses the theme that comes with the program under `name`; false when there is none.
    pub fn choose_theme(&mut self, name: &str) -> bool {
        let choice = Choice::named(name);
        choice.into_iter().for_each(|choice| self.choose(choice));
        choice.is_some()
    }

    /// Adapts the chosen theme to a screen.
    pub fn set_screen(&mut self, screen: Screen) {
        self.screen = screen;
        self.choice.into_iter().for_each(|choice| self.choose(choice));
    }

    /// Adapts the chosen theme to the background that the terminal has named.
    pub(crate) fn set_background(&mut self, background: Background) {
        self.set_screen(Screen { background: Some(background), ..self.screen });
    }

    /// The command called `name`.
    pub(crate) fn command(&self, name: &str) -> Option<CommandId> {
        self.commands.iter().position(|row| row.name == name).map(|index| CommandId(index as u16))
    }
}
