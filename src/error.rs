//! The one error type of all modules: what it is about, the cause, and what the user can do.

use std::cell::Cell;
use std::fmt;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

/// An error that names the thing, the cause and the next step.
///
/// Displays as `thing: cause; next step`. The parts may quote untrusted text: sanitise it before printing
/// ([`mod@crate::text::sanitise`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// What it is about: a path, a key, an option.
    pub thing: String,
    /// What was found and what was expected.
    pub cause: String,
    /// What the user can do now; empty when there is nothing to do.
    pub(crate) next_step: String,
}

/// A result with this crate's error.
pub(crate) type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error with no next step yet.
    pub fn new(thing: impl Into<String>, cause: impl Into<String>) -> Self {
        Self { thing: thing.into(), cause: cause.into(), next_step: String::new() }
    }

    /// The same error with its next step.
    #[must_use]
    pub fn next(mut self, step: impl Into<String>) -> Self {
        self.next_step = step.into();
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.thing, self.cause)?;
        if self.next_step.is_empty() { Ok(()) } else { write!(f, "; {}", self.next_step) }
    }
}

impl std::error::Error for Error {}

thread_local! {
    static CONTAINED: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work`, for example a parser on one file of many, and turns a panic in it (in this thread) into an error
/// about `thing`. Nothing is printed.
///
/// # Errors
///
/// `work` panicked.
pub fn contain<T>(thing: &str, work: impl FnOnce() -> T) -> Result<T> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let hook = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !is_contained() {
                hook(info);
            }
        }));
    });
    let outer = CONTAINED.replace(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    CONTAINED.set(outer);
    outcome.map_err(|payload| {
        let cause = match payload.downcast_ref::<String>() {
            Some(cause) => cause,
            None => payload.downcast_ref::<&str>().copied().unwrap_or("no message"),
        };
        Error::new(thing, format!("reading it failed because of a bug in the program: {cause}"))
            .next("please report it together with the file")
    })
}

/// Whether a panic in this thread would now become an error, so that panic hooks stay silent.
pub(crate) fn is_contained() -> bool {
    CONTAINED.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_in_one_file_is_an_error_about_it() {
        let read = |text: &str| contain("a.html", || text.parse::<u8>().expect("a small number"));
        assert_eq!(read("7"), Ok(7));
        let error = read("x").unwrap_err().to_string();
        assert!(
            error.starts_with("a.html: reading it failed because of a bug in the program: a small number"),
            "{error}"
        );
        assert!(!is_contained());
        let nested = contain("outer", || contain("inner", || panic!("in {}", 1)).is_err() && is_contained());
        assert_eq!(nested, Ok(true));
    }
}
