//! The panic hook: restores the terminal, prints the message sanitised, and ends the process with status 101,
//! whichever thread panicked.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::sync::atomic::{AtomicBool, Ordering};
use std::{process, thread};

use super::screen;
use crate::error::is_contained;
use crate::text::sanitise::{sanitise, sanitise_text};

static PANICKED: AtomicBool = AtomicBool::new(false);

pub(super) fn install() {
    panic::set_hook(Box::new(|info| {
        if is_contained() {
            return;
        }
        if PANICKED.swap(true, Ordering::SeqCst) {
            // Another thread is already ending the process.
            loop {
                thread::park();
            }
        }
        screen::leave_for_good();
        // No `eprintln!`: it panics itself when standard error is gone.
        let _ = io::stderr().lock().write_all(report(info, &Backtrace::capture()).as_bytes());
        process::exit(101);
    }));
}

fn report(info: &PanicHookInfo<'_>, backtrace: &Backtrace) -> String {
    let payload = info.payload();
    let message = match payload.downcast_ref::<String>() {
        Some(message) => message,
        None => payload.downcast_ref::<&str>().copied().unwrap_or("no message"),
    };
    let place = info.location().map_or_else(|| "an unknown place".into(), ToString::to_string);
    let mut report = line(thread::current().name(), &place, message);
    if backtrace.status() == BacktraceStatus::Captured {
        report.push_str(sanitise_text(&backtrace.to_string()).safe().as_str());
    }
    report
}

fn line(thread: Option<&str>, place: &str, message: &str) -> String {
    format!(
        "liseuse: a bug in the program, in thread {} at {}: {}; please report it\n",
        sanitise(thread.unwrap_or("without a name")),
        sanitise(place),
        sanitise(message)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_is_one_safe_line() {
        assert_eq!(
            line(Some("loader"), "src/a.rs:1:2", "bad \u{1b}]0;title\u{7}\ntext"),
            "liseuse: a bug in the program, in thread loader at src/a.rs:1:2: bad ␛]0;title␇ text; \
             please report it\n"
        );
    }
}
