//! Writes again what the README derives from the program: its tables and its picture.

use crate::{Outcome, screenshot, shell};

/// The keys that lead to the screen of the README's picture.
const KEYS: &str = "F Enter";

/// Writes the tables through the test that compares them, so that there is one place that knows them, and the picture.
///
/// # Errors
/// When the tables cannot be made, or a file cannot be written.
pub(crate) fn run() -> Outcome {
    let test = ["test", "--quiet", "--package", "liseuse", "--test", "it", "readme"];
    shell::run(shell::cargo().args(test).env("UPDATE_README", "1"))?;
    screenshot::run(&screenshot::Arguments {
        out: shell::root().join("assets/screenshot.svg"),
        keys: KEYS.to_owned(),
    })
}
