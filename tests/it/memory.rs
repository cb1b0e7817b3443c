//! How much memory hostile inputs take, as a multiple of their size: one run of the program for each, its peak read
//! from its own figures (the kernel's high-water mark of resident memory).

#[path = "../../benches/support/bombs.rs"]
mod bombs;

use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use self::bombs::BOMBS;

/// The size of an input. Smaller, and what the program takes for itself would hide the multiple.
const BYTES: usize = 2_000_000;

/// The inputs that take the most for their size, of every format, and what they may take at most: bytes of memory
/// for a byte of input. A bound that is kept, with room; `cargo xtask hostile` prints what is measured.
const MOST: &[(&str, &str, f64)] = &[
    ("txt", "$1", 30.0),
    ("txt", "carriage returns", 48.0),
    ("txt", "names that differ", 45.0),
    ("md", "brackets", 99.0),
    ("md", "tables", 63.0),
    ("html", "cells", 45.0),
    ("html", "commas", 30.0),
    ("rss", "tiny items", 58.0),
    ("json", "tiny records", 90.0),
    ("json", "records that are wrong", 60.0),
    ("jsonl", "tiny records", 99.0),
    ("jsonl", "records that are wrong", 60.0),
    ("eml", "headers", 45.0),
    ("eml", "parts", 45.0),
];

fn peak(folder: &TempDir, extension: &str, input: &[u8]) -> f64 {
    let file = folder.path().join(format!("input.{extension}"));
    std::fs::write(&file, input).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_liseuse"));
    command.args(["stats", "--format", "json"]).arg(&file).env_clear().env("HOME", folder.path());
    let output = command.output().unwrap();
    let stats: Value = serde_json::from_slice(&output.stdout).unwrap();
    stats["peak_rss_bytes"].as_f64().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn memory_is_in_proportion_to_the_input_whatever_it_holds() {
    let folder = TempDir::new().unwrap();
    let idle = peak(&folder, "txt", b"A text of a few words.\n");
    for &(extension, name, most) in MOST {
        let bomb = BOMBS.iter().find(|bomb| bomb.extension == extension && bomb.name == name).unwrap();
        let input = (bomb.make)(BYTES);
        let multiple = (peak(&folder, extension, &input) - idle) / input.len() as f64;
        assert!(multiple < most, "{extension} {name}: {multiple:.1} bytes of memory for a byte of input");
    }
}
