//! The README's tables are those of the program: `cargo xtask readme` writes them again (through this
//! test, with `UPDATE_README` set).

use std::fs;
use std::process::Command;

use liseuse::filter::reference_markdown;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

/// Puts `table` between the markers that are called `name`.
fn with_table(readme: &str, name: &str, table: &str) -> String {
    let begin = format!("<!-- {name}:begin");
    let end = format!("<!-- {name}:end -->");
    let start = readme.find(&begin).expect("the marker stands in the README");
    let start = start + readme[start..].find("-->").expect("the marker is closed") + "-->".len();
    let stop = start + readme[start..].find(&end).expect("the end is marked");
    format!("{}\n\n{}\n\n{}", &readme[..start], table.trim(), &readme[stop..])
}

fn keys() -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_liseuse"))
        .args(["keys", "--format", "markdown", "--config", "/dev/null"])
        .output()
        .expect("the program runs");
    String::from_utf8(out.stdout).expect("the table is text")
}

#[test]
fn the_tables_of_the_readme_are_those_of_the_program() {
    let readme = fs::read_to_string(README).expect("the README is there");
    let written = with_table(&with_table(&readme, "keys", &keys()), "fields", &reference_markdown());
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(README, &written).expect("the README can be written");
    }
    let readme = fs::read_to_string(README).expect("the README is there");
    assert!(readme == written, "the tables have changed: cargo xtask readme");
}
