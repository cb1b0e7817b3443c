//! The process that reads a PDF: this program, started under another name. It gets the bytes through a pipe, and bounds
//! itself before it looks at them; the caller confines it (see `cli::confine_fully`). It is started by [`read`] for each
//! file, so that a file which brings it down takes nothing else with it.

use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use rustix::process::{Resource, Rlimit, Signal, setrlimit};

use super::answer::Answer;
use super::document;
use crate::error::contain;

/// The name that it is started under.
const NAME: &str = "liseuse-pdf-helper";

/// The most processor time that it has, in seconds.
const SECONDS: u64 = 20;

/// How long it may take by the clock: much longer, since the machine may have other work.
const PATIENCE: Duration = Duration::from_secs(120);

/// The most memory that it may map, in bytes.
const MEMORY: u64 = 1 << 30;

/// The longest answer that is taken, in bytes.
const ANSWER: u64 = 64 << 20;

/// Whether this process may start a helper: only the program itself, since tests are other programs under the same roof.
static ENABLED: AtomicBool = AtomicBool::new(false);

/// Lets this process start helpers. Call it where [`is_called`] was asked before.
pub fn enable() {
    ENABLED.store(true, Ordering::Relaxed);
}

/// Whether this process was started as a helper, by its program name.
pub fn is_called(program: Option<&OsStr>) -> bool {
    program == Some(OsStr::new(NAME))
}

/// Why there is no answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// No helper may be started here.
    NotHere,
    /// It took longer than it may.
    TooLong,
    /// It could not be started, or ended without an answer; how.
    Fell(String),
}

/// Lets a helper read a PDF, and waits for it.
pub(super) fn read(bytes: &[u8]) -> Result<Answer, Failure> {
    if !ENABLED.load(Ordering::Relaxed) {
        return Err(Failure::NotHere);
    }
    let mut child = start().map_err(|error| Failure::Fell(format!("no second process: {error}")))?;
    let said = exchange(&mut child, bytes);
    if said.is_none() {
        let _ = child.kill();
    }
    let status = child.wait();
    let Some(said) = said else { return Err(Failure::TooLong) };
    serde_json::from_slice(&said).map_err(|_| fallen(status))
}

fn start() -> io::Result<Child> {
    let program = if cfg!(target_os = "linux") {
        // Also when the file was replaced since the start.
        "/proc/self/exe".into()
    } else {
        std::env::current_exe()?
    };
    let mut command = Command::new(program);
    command.arg0(NAME).env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    command.spawn()
}

/// Writes the bytes to the helper and takes what it says; `None` when it takes too long.
fn exchange(child: &mut Child, bytes: &[u8]) -> Option<Vec<u8>> {
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let (said, hears) = mpsc::channel();
    // Ends at the latest when the helper does.
    thread::spawn(move || {
        let mut answer = Vec::new();
        let whole = stdout.map(|stdout| stdout.take(ANSWER).read_to_end(&mut answer));
        // Nobody waits any more.
        let _ = said.send(if matches!(whole, Some(Ok(_))) { answer } else { Vec::new() });
    });
    if let Some(mut stdin) = stdin {
        // It reads everything before it does anything; when it fell, the pipe is broken.
        let _ = stdin.write_all(bytes);
    }
    hears.recv_timeout(PATIENCE).ok()
}

/// How a helper ended that gave no answer.
fn fallen(status: io::Result<ExitStatus>) -> Failure {
    match status.as_ref().map(ExitStatusExt::signal) {
        Ok(Some(signal)) if signal == Signal::XCPU.as_raw() || signal == Signal::KILL.as_raw() => {
            Failure::TooLong
        }
        Ok(Some(_)) => {
            Failure::Fell("it is nested too deep, or needs more memory than a document may".to_owned())
        }
        _ => Failure::Fell("its contents are not as they should be".to_owned()),
    }
}

/// The helper's main function: reads a PDF from standard input and writes the answer to standard output.
pub fn serve() -> ExitCode {
    bound();
    let mut bytes = Vec::new();
    if io::stdin().lock().read_to_end(&mut bytes).is_err() {
        return ExitCode::FAILURE;
    }
    let Ok(answer) = contain("", || document::read(bytes)) else { return ExitCode::FAILURE };
    let Ok(answer) = serde_json::to_vec(&answer) else { return ExitCode::FAILURE };
    match io::stdout().lock().write_all(&answer) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Bounds this process. Where a bound cannot be set there is none, and the one on time by the clock remains.
fn bound() {
    for (resource, most) in [
        (Resource::Cpu, SECONDS),
        (Resource::As, MEMORY),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
        (Resource::Nofile, 16),
    ] {
        let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_name_calls_it() {
        assert!(is_called(Some(OsStr::new("liseuse-pdf-helper"))));
        for program in [None, Some("liseuse"), Some("/usr/bin/liseuse-pdf-helper")] {
            assert!(!is_called(program.map(OsStr::new)));
        }
    }

    #[test]
    fn a_program_that_is_no_helper_starts_none() {
        assert_eq!(read(b"%PDF-1.7").unwrap_err(), Failure::NotHere);
    }
}
