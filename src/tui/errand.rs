//! Runs another program that uses the terminal until it ends: an editor, a pager, the command of a pipe.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;

use rustix::stdio::stdin;
use rustix::termios::isatty;

use super::signals;
use crate::error::{Error, Result};

/// A program to run with the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errand {
    /// Name or path of the program.
    pub program: OsString,
    /// Its arguments; no shell interprets them.
    pub arguments: Vec<OsString>,
    /// What it reads on standard input; `None`: it reads the terminal.
    pub input: Option<Vec<u8>>,
    /// Whether its output stays in view until a key is pressed.
    pub hold: bool,
}

/// Runs it to its end. The caller has restored the terminal.
pub(super) fn run(errand: Errand) -> Result<ExitStatus> {
    let name = errand.program.to_string_lossy().into_owned();
    signals::go_away();
    let result = start(&errand).and_then(|mut child| {
        signals::child(child.id());
        if let (Some(mut pipe), Some(input)) = (child.stdin.take(), errand.input) {
            // In a separate thread, because a child may write before it reads, or not read at all.
            let feed = move || drop(pipe.write_all(&input));
            if let Err(error) = thread::Builder::new().name("pipe".into()).spawn(feed) {
                let _ = child.kill();
                let _ = child.wait();
                return Err(error);
            }
        }
        child.wait()
    });
    signals::come_back();
    result.map_err(|error| {
        Error::new(name, error.to_string()).next("name a program that is installed and can be run")
    })
}

fn start(errand: &Errand) -> io::Result<Child> {
    let stdin = match errand.input {
        Some(_) => Stdio::piped(),
        None if isatty(stdin()) => Stdio::inherit(),
        None => File::open("/dev/tty")?.into(),
    };
    signals::with_faults_let_through(|| {
        Command::new(&errand.program).args(&errand.arguments).stdin(stdin).spawn()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errand(program: &str, arguments: &[&str], input: Option<Vec<u8>>) -> Errand {
        let arguments = arguments.iter().map(OsString::from).collect();
        Errand { program: program.into(), arguments, input, hold: false }
    }

    #[test]
    fn a_program_reads_its_input_and_its_status_comes_back() {
        let lot = vec![b'x'; 1 << 20];
        let status = run(errand("sh", &["-c", "test $(wc -c) = 1048576 && exit 3"], Some(lot))).unwrap();
        assert_eq!(status.code(), Some(3));
        // A program that does not read its input is not an error.
        let lot = vec![b'x'; 1 << 20];
        assert!(run(errand("true", &[], Some(lot))).unwrap().success());
    }

    #[test]
    fn the_error_for_a_missing_program_names_it() {
        let error = run(errand("no-such-program-here", &[], Some(Vec::new()))).unwrap_err();
        assert!(error.to_string().starts_with("no-such-program-here: "), "{error}");
    }
}
