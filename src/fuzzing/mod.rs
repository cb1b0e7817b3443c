//! What must hold for any input, as bodies that libFuzzer runs without end (the package in `fuzz/`) and that
//! `cargo test` runs for a short while on the kept inputs and on random ones.
//!
//! [`TARGETS`] is the registry: a target is one file here and one row, and one row in `fuzz/Cargo.toml`.

mod app;
mod check;
mod config;
mod decode;
mod facts;
mod filter;
mod formats;
mod recipe;
mod screen;
#[cfg(test)]
mod tests;
mod text;
mod vocabulary;

/// One fuzz target.
#[derive(Debug)]
pub struct Target {
    /// As `cargo fuzz run` calls it.
    pub name: &'static str,
    /// Takes any bytes, and panics where something does not hold.
    pub body: fn(&[u8]),
    /// On how many random inputs `cargo test` tries it.
    pub random: u32,
}

/// Every fuzz target.
pub const TARGETS: &[Target] = &[
    decode::TARGET,
    formats::PLAIN,
    formats::MARKDOWN,
    formats::HTML,
    formats::JSON,
    formats::JSONL,
    formats::XML,
    formats::MAIL,
    formats::MBOX,
    formats::MHTML,
    formats::WIKI,
    formats::CSV,
    formats::TEI,
    formats::PRESS,
    formats::ZIPPED,
    formats::PACKED,
    formats::FRONT_MATTER,
    formats::CLEANING,
    facts::FIGURES,
    facts::PEOPLE,
    text::SANITISE,
    text::WRAP,
    filter::TARGET,
    config::TARGET,
    screen::TARGET,
    app::TARGET,
];

/// The target of a name.
pub fn by_name(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
