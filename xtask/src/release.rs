//! Makes what a release consists of, in `target/release-files`: an archive with the binary, man page, completions and
//! licences, a Debian package, a software bill of materials (CycloneDX), and SHA256SUMS over all of them.
//!
//! Needs a Debian-like Linux: GNU tar, gzip, sha256sum, git; and the crates cargo-deb and cargo-cyclonedx.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Outcome, build, shell, third_party};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Make everything, but from a changelog whose changes are still unreleased and a tree with changes
    #[arg(long)]
    rehearse: bool,
}

/// What the files are named for.
struct Release {
    /// `liseuse-1.2.3-x86_64-unknown-linux-gnu`
    name: String,
    version: String,
    /// When the newest commit was made, in seconds since 1970: the date of every file in the archive.
    epoch: String,
    /// Where the release's files go.
    out: PathBuf,
}

/// Checks, tests, builds and packs.
///
/// # Errors
/// At the first step that fails; what was made before it stays in `target/release-files`.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    shell::needs("cargo-deb", "cargo install --locked cargo-deb")?;
    shell::needs("cargo-cyclonedx", "cargo install --locked cargo-cyclonedx")?;
    let release = Release::of_this_tree()?;
    if !arguments.rehearse {
        clean_tree()?;
    }
    let changes = fs::read_to_string(shell::root().join("CHANGELOG.md"))
        .map_err(|error| format!("CHANGELOG.md: {error}"))?;
    let heading = if arguments.rehearse { "Unreleased" } else { &release.version };
    check_changelog(&changes, heading)?;
    third_party::run(&third_party::Arguments { check: true })?;
    shell::run(shell::cargo().args(["test", "--quiet", "--workspace", "--locked"]))?;

    let target = shell::root().join("target/dist");
    let binary = build::release(&target)?;
    if release.out.exists() {
        fs::remove_dir_all(&release.out).map_err(|error| format!("{}: {error}", release.out.display()))?;
    }
    let staged = release.stage(&binary)?;
    release.archive(&staged)?;
    release.debian_package(&target)?;
    release.bill_of_materials()?;
    release.checksums()
}

impl Release {
    fn of_this_tree() -> Result<Self, Box<dyn std::error::Error>> {
        let id = shell::output(shell::cargo().args(["pkgid", "--package", "liseuse"]))?;
        let version = id.trim().rsplit(['#', '@']).next().unwrap_or_default().to_owned();
        let rustc = shell::output(Command::new("rustc").arg("-vV"))?;
        let host =
            rustc.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("rustc -vV names no host")?;
        let mut log = Command::new("git");
        log.current_dir(shell::root()).args(["log", "-1", "--format=%ct"]);
        let epoch = shell::output(&mut log)?.trim().to_owned();
        let out = shell::root().join("target/release-files");
        Ok(Self { name: format!("liseuse-{version}-{host}"), version, epoch, out })
    }

    /// Lays out the archive's folder.
    fn stage(&self, binary: &Path) -> Result<PathBuf, Box<dyn std::error::Error>> {
        let folder = self.out.join(&self.name);
        let completions = folder.join("completions");
        fs::create_dir_all(&completions).map_err(|error| format!("{}: {error}", completions.display()))?;
        copy(binary, &folder.join("liseuse"))?;
        for name in [
            "README.md",
            "CHANGELOG.md",
            "SECURITY.md",
            "NOTICE",
            "THIRD-PARTY.md",
            "LICENSE-MIT",
            "LICENSE-APACHE",
        ] {
            copy(&shell::root().join(name), &folder.join(name))?;
        }
        let made = [
            (["man"].as_slice(), "liseuse.1"),
            (&["completions", "bash"], "completions/liseuse.bash"),
            (&["completions", "zsh"], "completions/_liseuse"),
            (&["completions", "fish"], "completions/liseuse.fish"),
        ];
        for (arguments, file) in made {
            let text = shell::output(Command::new(binary).args(arguments))?;
            let path = folder.join(file);
            fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        }
        // Where the Debian package's table in Cargo.toml looks for them.
        let parts = shell::root().join("target/dist/parts");
        fs::create_dir_all(&parts).map_err(|error| format!("{}: {error}", parts.display()))?;
        for (_, file) in made {
            copy(&folder.join(file), &parts.join(file.rsplit('/').next().unwrap_or(file)))?;
        }
        Ok(folder)
    }

    /// Packs the folder, so that the same files give the same archive.
    fn archive(&self, folder: &Path) -> Outcome {
        let mut tar = Command::new("tar");
        tar.current_dir(&self.out).args([
            "--sort=name",
            "--owner=0",
            "--group=0",
            "--numeric-owner",
            "--mode=u=rwX,go=rX",
        ]);
        tar.arg(format!("--mtime=@{}", self.epoch)).args(["--use-compress-program=gzip -9 -n", "-cf"]);
        tar.arg(format!("{}.tar.gz", self.name)).arg(&self.name);
        shell::run(&mut tar)?;
        fs::remove_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()).into())
    }

    fn debian_package(&self, target: &Path) -> Outcome {
        let mut deb = shell::cargo();
        deb.args(["deb", "--package", "liseuse", "--no-build", "--no-strip", "--locked", "--output"])
            .arg(&self.out);
        deb.env("CARGO_TARGET_DIR", target).env("SOURCE_DATE_EPOCH", &self.epoch);
        shell::run(&mut deb)
    }

    /// Lists every crate in the binary, with its version, licence and checksum.
    fn bill_of_materials(&self) -> Outcome {
        let name = format!("liseuse-{}.cdx", self.version);
        let mut cyclonedx = shell::cargo();
        cyclonedx.args(["cyclonedx", "--format", "json", "--spec-version", "1.5", "--no-build-deps"]);
        cyclonedx.args(["--override-filename", &name]).env("SOURCE_DATE_EPOCH", &self.epoch);
        shell::run(&mut cyclonedx)?;
        // It writes one beside the Cargo.toml of every package; that of the tools is of no use to anyone.
        let file = format!("{name}.json");
        let made = shell::root().join(&file);
        // The folder of the build is nobody's business, and must make no difference.
        let text = fs::read_to_string(&made).map_err(|error| format!("{}: {error}", made.display()))?;
        let text = text.replace(&format!("file://{}", shell::root().display()), "file:///liseuse");
        let bill = self.out.join(&file);
        fs::write(&bill, text).map_err(|error| format!("{}: {error}", bill.display()))?;
        for path in [made, shell::root().join("xtask").join(&file)] {
            if path.exists() {
                fs::remove_file(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            }
        }
        Ok(())
    }

    fn checksums(&self) -> Outcome {
        let entries = fs::read_dir(&self.out).map_err(|error| format!("{}: {error}", self.out.display()))?;
        let mut names: Vec<_> =
            entries.map(|entry| entry.map(|entry| entry.file_name())).collect::<Result<_, _>>()?;
        names.sort();
        let sums = shell::output(Command::new("sha256sum").current_dir(&self.out).args(&names))?;
        let path = self.out.join("SHA256SUMS");
        fs::write(&path, &sums).map_err(|error| format!("{}: {error}", path.display()))?;
        println!("\n{}:\n{sums}", self.out.display());
        Ok(())
    }
}

fn copy(from: &Path, to: &Path) -> Outcome {
    let copied =
        fs::copy(from, to).map_err(|error| format!("{} to {}: {error}", from.display(), to.display()));
    copied.map(|_| ()).map_err(Into::into)
}

fn clean_tree() -> Outcome {
    let mut status = Command::new("git");
    let changed = shell::output(status.current_dir(shell::root()).args(["status", "--porcelain"]))?;
    if changed.is_empty() { Ok(()) } else { Err(format!("commit or remove these first:\n{changed}").into()) }
}

/// Checks that the changelog has a section for `version` with at least one change, and that nothing is left under
/// `Unreleased` when it is not that section.
fn check_changelog(changes: &str, version: &str) -> Outcome {
    let lines_of = |name: &str| {
        let mut lines = changes.lines().skip_while(move |line| {
            line.strip_prefix("## ").and_then(|heading| heading.split_whitespace().next()) != Some(name)
        });
        lines.next().map(|_| {
            lines.take_while(|line| !line.starts_with("## ")).filter(|line| line.starts_with("- ")).count()
        })
    };
    match lines_of(version) {
        None => Err(format!(
            "CHANGELOG.md: no section \"## {version}\"; name the unreleased changes so, with the date"
        )
        .into()),
        Some(0) => Err(format!("CHANGELOG.md: nothing is listed under \"## {version}\"").into()),
        Some(_) if version != "Unreleased" && lines_of("Unreleased").is_some_and(|lines| lines > 0) => {
            Err("CHANGELOG.md: changes are left under \"## Unreleased\"; they belong to this release".into())
        }
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::check_changelog;

    #[test]
    fn a_release_has_its_changes_in_the_changelog() {
        let released = "# Changes\n\n## Unreleased\n\n## 1.2.0 (2030-01-02)\n\n### Added\n\n- A thing.\n\n## 1.1.0\n\n- Old.\n";
        assert!(check_changelog(released, "1.2.0").is_ok());
        assert!(check_changelog(released, "1.1.0").is_ok());
        let reason =
            |changes: &str, version: &str| check_changelog(changes, version).unwrap_err().to_string();
        assert!(reason(released, "1.3.0").contains("no section"));
        assert!(reason(released, "Unreleased").contains("nothing is listed"));
        let left = released.replace("## Unreleased\n", "## Unreleased\n\n- Late.\n");
        assert!(reason(&left, "1.2.0").contains("left under"));
        assert!(check_changelog(&left, "Unreleased").is_ok());
    }
}
