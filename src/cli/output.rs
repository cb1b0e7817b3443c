//! Standard output and standard error of the process, and whether they are a terminal.

use std::io::{self, BufWriter, IsTerminal as _, StdoutLock, Write};

use crate::error::Error;
use crate::text::{Safe, sanitise};

/// Where a command writes its data.
pub(super) struct Output {
    out: BufWriter<StdoutLock<'static>>,
    width: Option<usize>,
    colour_allowed: bool,
}

impl Output {
    /// Standard output. `NO_COLOR` counts when it is not empty (<https://no-color.org>).
    pub(super) fn of_process(no_color: bool) -> Self {
        let stdout = io::stdout();
        let width = stdout.is_terminal().then(|| {
            rustix::termios::tcgetwinsize(&stdout)
                .ok()
                .map(|size| usize::from(size.ws_col))
                .filter(|&columns| columns > 0)
                .unwrap_or(80)
        });
        let forbidden = no_color || std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self { out: BufWriter::with_capacity(1 << 16, stdout.lock()), width, colour_allowed: !forbidden }
    }

    /// The columns of the terminal; `None` when the output is not a terminal.
    pub(super) fn width(&self) -> Option<usize> {
        self.width
    }

    /// Whether the user allows colours.
    pub(super) fn colour_allowed(&self) -> bool {
        self.colour_allowed
    }

    /// Whether to write colours: they are allowed and the output is a terminal that shows them.
    pub(super) fn colour(&self) -> bool {
        let dumb = || std::env::var_os("TERM").is_none_or(|term| term == "dumb");
        self.colour_allowed && self.width.is_some() && !dumb()
    }

    /// Writes what is still buffered.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Prints an error on one line of standard error.
pub fn complain(error: &Error) {
    // One write per line, so that lines of several processes do not mix. A closed standard error is ignored.
    let line = format!("liseuse: {}\n", sanitise(&error.to_string()));
    let _ = io::stderr().write_all(line.as_bytes());
}

/// Writes text to standard error.
pub(super) fn say(text: &Safe<'_>) {
    let _ = io::stderr().write_all(text.as_str().as_bytes());
}
