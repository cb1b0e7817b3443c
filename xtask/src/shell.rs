//! Running other programs from the root of the project, and saying which one failed.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Outcome;

/// The folder of the project: the workspace's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}

/// The cargo that runs this tool.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(program());
    command.current_dir(root());
    command
}

fn program() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Runs `command` to its end, with its output shown.
///
/// # Errors
/// When it cannot be started, or ends with a status other than 0.
pub(crate) fn run(command: &mut Command) -> Outcome {
    println!("$ {}", line(command));
    let status = command.status().map_err(|error| format!("{}: {error}", line(command)))?;
    if status.success() { Ok(()) } else { Err(format!("{}: {status}", line(command)).into()) }
}

/// Runs `command` to its end and gives what it wrote to standard output.
///
/// # Errors
/// As [`run`], and when the output is not text.
pub(crate) fn output(command: &mut Command) -> Result<String, Box<dyn std::error::Error>> {
    let output =
        command.stderr(Stdio::inherit()).output().map_err(|error| format!("{}: {error}", line(command)))?;
    if !output.status.success() {
        return Err(format!("{}: {}", line(command), output.status).into());
    }
    String::from_utf8(output.stdout).map_err(|error| format!("{}: {error}", line(command)).into())
}

/// Checks that the program `name` is installed.
///
/// # Errors
/// When it cannot be found on the PATH; the error says how to install it.
pub(crate) fn needs(name: &str, install: &str) -> Outcome {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&folders).any(|folder| folder.join(name).is_file());
    if found { Ok(()) } else { Err(format!("{name} is not installed: {install}").into()) }
}

/// Ends this process by running the same tool with optimisation, when it was built without: training and large
/// corpora take ten times as long otherwise. Returns when it is already optimised.
///
/// # Errors
/// When the build or the tool fails.
pub(crate) fn optimised() -> Outcome {
    if !cfg!(debug_assertions) {
        return Ok(());
    }
    // From the caller's folder, since relative paths among the arguments are the caller's.
    let mut again = Command::new(program());
    again.arg("run").arg("--manifest-path").arg(root().join("Cargo.toml"));
    again.args(["--quiet", "--release", "--package", "xtask", "--"]).args(std::env::args_os().skip(1));
    let status = again.status().map_err(|error| format!("{}: {error}", line(&again)))?;
    std::process::exit(status.code().unwrap_or(1))
}

/// The program and its arguments, as one would type them.
fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
