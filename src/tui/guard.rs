//! The guard: a second process of this program that waits for the end of the reader and restores the terminal when the
//! reader could not: after an abort for want of memory, a stack overflow, `kill -9`.
//!
//! It is a child of the reader and not its parent, so that process number, exit status and job control are those of the
//! reader. It reads a pipe of which only the reader has the other end. A line with the terminal's first modes means that
//! the terminal was taken, `-` that it was restored; the end of the pipe is the end of the reader. It is in a separate
//! process group, so no key reaches it, and it blocks the signals that would stop or end it.

use std::ffi::OsStr;
use std::io::{self, BufRead, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::{Mutex, PoisonError};

use nix::sys::signal::{SigSet, Signal};
use rustix::stdio::stdout;
use rustix::termios::{
    ControlModes, InputModes, LocalModes, OutputModes, SpecialCodeIndex, Termios, tcgetattr,
};

use super::screen;

/// The name that the guard is started under.
const NAME: &str = "liseuse-terminal-guard";

/// The message to the guard that the terminal was restored.
const GIVEN_BACK: &str = "-";

/// The guard of this process, once it has one.
static GUARD: Mutex<Option<Child>> = Mutex::new(None);

/// Whether this process was started as the guard, by its program name.
pub fn is_called(program: Option<&OsStr>) -> bool {
    program == Some(OsStr::new(NAME))
}

/// Starts the guard. When no process can be started, the reader runs without one.
pub(super) fn start() {
    let program = if cfg!(target_os = "linux") {
        // Also when the file was replaced since the start.
        Ok("/proc/self/exe".into())
    } else {
        std::env::current_exe()
    };
    let Ok(program) = program else { return };
    let child = Command::new(program).arg0(NAME).stdin(Stdio::piped()).process_group(0).spawn();
    *GUARD.lock().unwrap_or_else(PoisonError::into_inner) = child.ok();
}

/// Tells the guard that the terminal is taken, and the modes to restore.
pub(super) fn taken(first: &Termios) {
    tell(&modes(first).map(|number| number.to_string()).join(" "));
}

/// Tells the guard that there is nothing to restore.
pub(super) fn given_back() {
    tell(GIVEN_BACK);
}

fn tell(line: &str) {
    let mut guard = GUARD.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(pipe) = guard.as_mut().and_then(|child| child.stdin.as_mut()) {
        // One write, so that it arrives completely or not at all. An error is ignored: the reader can run without a guard.
        let _ = pipe.write_all(format!("{line}\n").as_bytes());
    }
}

/// The attributes that raw mode changes, as numbers.
fn modes(attributes: &Termios) -> [u64; 6] {
    [
        attributes.input_modes.bits().into(),
        attributes.output_modes.bits().into(),
        attributes.control_modes.bits().into(),
        attributes.local_modes.bits().into(),
        attributes.special_codes[SpecialCodeIndex::VMIN].into(),
        attributes.special_codes[SpecialCodeIndex::VTIME].into(),
    ]
}

/// The attributes with such numbers; `None` when the text does not consist of such numbers.
fn with_modes(mut attributes: Termios, line: &str) -> Option<Termios> {
    let numbers: Vec<u64> = line.split(' ').map(str::parse).collect::<Result<_, _>>().ok()?;
    let [input, output, control, local, min, time] = numbers.try_into().ok()?;
    attributes.input_modes = InputModes::from_bits_retain(input.try_into().ok()?);
    attributes.output_modes = OutputModes::from_bits_retain(output.try_into().ok()?);
    attributes.control_modes = ControlModes::from_bits_retain(control.try_into().ok()?);
    attributes.local_modes = LocalModes::from_bits_retain(local.try_into().ok()?);
    attributes.special_codes[SpecialCodeIndex::VMIN] = min.try_into().ok()?;
    attributes.special_codes[SpecialCodeIndex::VTIME] = time.try_into().ok()?;
    Some(attributes)
}

/// The guard's main function: waits for the end of the reader, and restores the terminal when the reader did not.
pub fn watch() -> ExitCode {
    let mut held_back = SigSet::empty();
    for signal in [
        Signal::SIGHUP,
        Signal::SIGINT,
        Signal::SIGQUIT,
        Signal::SIGTERM,
        Signal::SIGTSTP,
        Signal::SIGTTIN,
        Signal::SIGTTOU,
    ] {
        held_back.add(signal);
    }
    let _ = held_back.thread_block();
    let mut owed = None;
    for line in io::stdin().lock().lines() {
        match line {
            Ok(line) => owed = (line != GIVEN_BACK).then_some(line),
            Err(_) => break,
        }
    }
    if let Some(first) = owed {
        give_back(&first);
    }
    ExitCode::SUCCESS
}

fn give_back(first: &str) {
    // A shell may already have set its own attributes. Only the reader's have VMIN 0.
    if let Ok(found) = tcgetattr(stdout())
        && !found.local_modes.contains(LocalModes::ICANON)
        && found.special_codes[SpecialCodeIndex::VMIN] == 0
        && let Some(first) = with_modes(found, first)
    {
        let _ = screen::set_attributes(stdout(), &first);
    }
    screen::write_leave();
    let line = "liseuse: ended by the system, for want of memory, by a fault or by a signal that nothing can \
                catch; the terminal was restored, and what was saved is kept\n";
    let _ = io::stderr().write_all(line.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_name_calls_it() {
        assert!(is_called(Some(OsStr::new("liseuse-terminal-guard"))));
        for program in [None, Some("liseuse"), Some("/usr/bin/liseuse-terminal-guard")] {
            assert!(!is_called(program.map(OsStr::new)));
        }
    }
}
