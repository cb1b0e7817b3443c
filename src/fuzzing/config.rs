//! Any configuration file: what is wrong is told and keeps its default, and the settings can be used.

use super::{Target, check, recipe};
use crate::app::commands;
use crate::config::key::{parse_sequence, show_sequence};
use crate::config::theme::Theme;
use crate::config::{Document, Settings};
use crate::text::sanitise;

pub(super) const TARGET: Target = Target { name: "config", body, random: 200 };

/// The most bytes of one file.
const MOST: usize = 1 << 12;

const WORDS: &[&str] = &[
    "measure = ",
    "70",
    "-1",
    "99999999999999999999",
    "1e9",
    "corpus = ",
    "\"~/presse\"",
    "theme = ",
    "\"dark\"",
    "\"mono\"",
    "keymap = ",
    "\"vim\"",
    "\"newsboat\"",
    "[keys]\n",
    "[theme]\n",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    " = ",
    "\n",
    "#",
    ".",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    ",",
    "\"g g\" = \"top\"\n",
    "\"C-A-x\"",
    "\"Space\"",
    "\"quit\"",
    "\"none\"",
    "\"help\"",
    "\"S-Tab\"",
    "\"Esc\"",
    "\\u0000",
    "\\n",
    "text = { fg = \"red\", bold = true }\n",
    "fg",
    "\"#ff0000\"",
    "\"#é\"",
    "inf",
    "nan",
    "2024-01-01",
    "read-after = ",
    "true",
    "a.b.c = 1\n",
    "0x",
    "_",
];

fn body(data: &[u8]) {
    let text = recipe::text(data, WORDS, MOST);
    let document = Document { name: "config.toml".to_owned(), text: text.clone().into_owned() };
    let (settings, mistakes) = Settings::load(Some(&document), commands::table());
    assert!((20..=200).contains(&settings.layout.measure), "a measure of {}", settings.layout.measure);
    for mistake in &mistakes {
        assert!(mistake.thing.contains("config.toml") && !mistake.cause.is_empty(), "{mistake:?}");
    }
    for (id, _) in commands::all() {
        for keys in settings.keymap.keys_of(id) {
            assert_eq!(parse_sequence(&show_sequence(keys)).as_deref(), Ok(keys));
        }
    }
    let word = sanitise("word");
    assert!(settings.theme.paint(settings.theme.text, &word).contains("word"));
    if let Ok(theme) = Theme::parse(&text) {
        check::clean(&theme.paint(theme.text, &word).replace('\u{1b}', ""));
    }
    if let Ok(keys) = parse_sequence(&text) {
        assert_eq!(parse_sequence(&show_sequence(&keys)), Ok(keys));
    }
}
