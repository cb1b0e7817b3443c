//! The one recipe of a release build, and the check that it gives the same bytes twice.
//!
//! A binary holds paths of sources, in the messages of panics. The recipe replaces what depends on the machine: the
//! folder of the project, cargo's home and the target folder become fixed names; symbols are stripped. With the same compiler, the same
//! Cargo.lock and the same platform the result is then the same byte for byte.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use crate::{Outcome, shell};

/// Where and how a build is made; the result must not depend on any of it.
struct Place {
    source: PathBuf,
    target: PathBuf,
    cargo_home: PathBuf,
    /// Environment that must make no difference.
    environment: &'static [(&'static str, &'static str)],
}

/// Builds the reader of the work tree in `target` by the recipe, and gives the path of the binary.
///
/// # Errors
/// When the build fails.
pub(crate) fn release(target: &Path) -> Result<PathBuf, Box<dyn std::error::Error>> {
    let place = Place {
        source: shell::root(),
        target: target.to_owned(),
        cargo_home: cargo_home()?,
        environment: &[],
    };
    shell::run(&mut recipe(&place))?;
    Ok(binary(target))
}

/// Builds the newest commit twice, in two folders at the same time, and compares.
///
/// # Errors
/// When a build fails, or the two binaries differ.
pub(crate) fn reproducible() -> Outcome {
    let base = shell::root().join("target/reproducible");
    if base.exists() {
        fs::remove_dir_all(&base).map_err(|error| format!("{}: {error}", base.display()))?;
    }
    let home = cargo_home()?;
    let first = Place {
        source: base.join("a/source"),
        target: base.join("a/target"),
        cargo_home: home.clone(),
        environment: &[("TZ", "UTC"), ("LC_ALL", "C")],
    };
    let second = Place {
        source: base.join("another-folder/with a longer name/source"),
        target: base.join("another-folder/built here"),
        cargo_home: base.join("another-home"),
        environment: &[("TZ", "Pacific/Auckland"), ("LC_ALL", "C.UTF-8"), ("USER", "somebody")],
    };
    for place in [&first, &second] {
        export(&place.source)?;
    }
    std::os::unix::fs::symlink(&home, &second.cargo_home)
        .map_err(|error| format!("{}: {error}", second.cargo_home.display()))?;
    let places = [first, second];
    let built: Vec<Result<(), String>> = thread::scope(|scope| {
        let builds: Vec<_> = places
            .iter()
            .map(|place| scope.spawn(|| shell::run(&mut recipe(place)).map_err(|error| error.to_string())))
            .collect();
        builds
            .into_iter()
            .map(|build| build.join().unwrap_or_else(|_| Err("a build panicked".into())))
            .collect()
    });
    built.into_iter().collect::<Result<(), String>>()?;
    let sums =
        shell::output(Command::new("sha256sum").args(places.iter().map(|place| binary(&place.target))))?;
    let sums: Vec<_> = sums.lines().filter_map(|line| line.split_whitespace().next()).collect();
    match sums[..] {
        [a, b] if a == b => {
            println!("reproducible: both builds are {a}");
            fs::remove_dir_all(&base).map_err(|error| format!("{}: {error}", base.display()).into())
        }
        _ => Err(format!("the two builds differ; compare them in {}", base.display()).into()),
    }
}

/// The command that builds: locked dependencies, no incremental state, machine-dependent paths replaced.
fn recipe(place: &Place) -> Command {
    let mut cargo = shell::cargo();
    cargo.current_dir(&place.source);
    cargo.args([
        "build",
        "--release",
        "--locked",
        "--package",
        "liseuse",
        "--bin",
        "liseuse",
        "--target-dir",
    ]);
    cargo.arg(&place.target);
    let renamed = [(&place.source, "/liseuse"), (&place.target, "/target"), (&place.cargo_home, "/cargo")];
    // Later ones win where one folder is in the other.
    let mut flags = OsString::new();
    let mut c_flags = String::new();
    for (path, name) in renamed {
        if !flags.is_empty() {
            flags.push("\u{1f}");
        }
        flags.push("--remap-path-prefix=");
        flags.push(path);
        flags.push("=");
        flags.push(name);
        c_flags.push_str(&format!(" \"-ffile-prefix-map={}={name}\"", path.display()));
    }
    cargo.env_remove("RUSTFLAGS").env("CARGO_ENCODED_RUSTFLAGS", flags);
    cargo.env("CC_SHELL_ESCAPED_FLAGS", "1").env("CFLAGS", c_flags.trim());
    // ThinLTO puts a number into the names of some symbols that depends on the path of the module.
    cargo.env("CARGO_PROFILE_RELEASE_STRIP", "symbols");
    cargo.env("CARGO_HOME", &place.cargo_home).env("CARGO_INCREMENTAL", "0");
    cargo.envs(place.environment.iter().copied());
    cargo
}

fn binary(target: &Path) -> PathBuf {
    target.join("release/liseuse")
}

fn cargo_home() -> Result<PathBuf, Box<dyn std::error::Error>> {
    let named = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let usual = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
    named.or_else(usual).ok_or_else(|| "neither CARGO_HOME nor HOME is set".into())
}

/// Writes the files of the newest commit to `folder`.
fn export(folder: &Path) -> Outcome {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let archive = folder.join("../source.tar");
    let mut git = Command::new("git");
    git.current_dir(shell::root()).args(["archive", "--format=tar", "-o"]).arg(&archive).arg("HEAD");
    shell::run(&mut git)?;
    shell::run(Command::new("tar").arg("-xf").arg(&archive).arg("-C").arg(folder))
}
