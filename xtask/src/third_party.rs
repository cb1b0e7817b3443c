//! Keeps THIRD-PARTY.md, the licences of the crates in the binary: writes it with cargo-about, and checks without any
//! tool that it names every crate and version that is built in today.

use std::collections::BTreeSet;
use std::fs;

use crate::{Outcome, shell};

/// The package whose dependencies are meant.
const OWN: &str = "liseuse";

/// The file, from the root of the project.
const FILE: &str = "THIRD-PARTY.md";

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing; fail when the file does not name the crates that are built in today
    #[arg(long)]
    pub(crate) check: bool,
}

/// Writes or checks the file.
///
/// # Errors
/// When cargo-about is missing or finds a licence that about.toml does not accept, or when the check fails.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    if !arguments.check {
        shell::needs("cargo-about", "cargo install --locked --features cli cargo-about")?;
        let about =
            ["about", "generate", "--locked", "-c", "about.toml", "-o", FILE, "xtask/assets/third-party.hbs"];
        shell::run(shell::cargo().args(about))?;
        // Some crates carry their licence with other line ends.
        let path = shell::root().join(FILE);
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let text = format!("{}\n", text.replace('\r', "").trim_end());
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    check()
}

fn check() -> Outcome {
    let path = shell::root().join(FILE);
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let (listed, linked) = (listed(&text), linked()?);
    let missing: Vec<_> = linked.difference(&listed).cloned().collect();
    let left_over: Vec<_> = listed.difference(&linked).cloned().collect();
    if missing.is_empty() && left_over.is_empty() {
        println!("{FILE}: {} crates, as in Cargo.lock", linked.len());
        return Ok(());
    }
    let list = |crates: &[String]| if crates.is_empty() { "none".to_owned() } else { crates.join(", ") };
    Err(format!(
        "{FILE} is out of date (missing: {}; no longer built in: {}): cargo xtask third-party",
        list(&missing),
        list(&left_over)
    )
    .into())
}

/// The crates of others that the file names, as `name version`.
fn listed(text: &str) -> BTreeSet<String> {
    let crates = text.lines().filter_map(|line| line.strip_prefix("- "));
    crates.filter(|line| !line.starts_with("liseuse ")).map(str::to_owned).collect()
}

/// The crates that the binary is built from on the platforms of about.toml (with the macros that run while it is
/// compiled), as `name version`.
fn linked() -> Result<BTreeSet<String>, Box<dyn std::error::Error>> {
    let mut tree = shell::cargo();
    tree.args(["tree", "--package", OWN, "--edges", "normal", "--prefix", "none", "--locked"]);
    for target in targets()? {
        tree.args(["--target", &target]);
    }
    Ok(crates_of(&shell::output(&mut tree)?))
}

/// The crates in what `cargo tree --prefix none` prints: `name v1.2.3 (*)`.
fn crates_of(tree: &str) -> BTreeSet<String> {
    let crates = tree.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
        (name != OWN).then(|| format!("{name} {version}"))
    });
    crates.collect()
}

/// The platforms that about.toml lists.
fn targets() -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let path = shell::root().join("about.toml");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let line = text.lines().find_map(|line| line.strip_prefix("targets = "));
    let line = line.ok_or_else(|| format!("{}: no line `targets = [...]`", path.display()))?;
    Ok(line.split('"').skip(1).step_by(2).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_are_read_from_the_tree_and_from_the_file() {
        let tree = "liseuse v0.1.0 (/here)\nmemchr v2.8.0\nmemchr v2.8.0 (*)\n\nserde v1.0.2 (proc-macro)\n";
        let named = "# The crates\n\n## MIT License (MIT)\n\n- liseuse 0.1.0\n- memchr 2.8.0\n- serde 1.0.2\n\n```text\n* a text\n```\n";
        assert_eq!(crates_of(tree), listed(named));
        assert_eq!(crates_of(tree).len(), 2);
    }
}
