//! The exit status of the process.

/// How a run of the program ended, for the shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExitCode {
    /// Everything was read and written, or the reader of a pipe closed it.
    Complete = 0,
    /// Some inputs could not be read: each is named on standard error, and the rest is complete.
    Partial = 1,
    /// The usage was wrong, or nothing could be read, or the output could not be written.
    Failed = 2,
    /// The reader ended with actions that could not be saved; a line says how many, where and why.
    Unsaved = 3,
    /// The marks could not be read, so the output is without marks and corrections.
    WithoutMarks = 4,
}

impl ExitCode {
    /// The code of a command that read `articles` articles and could not read `faults` inputs.
    pub(crate) fn of(articles: usize, faults: usize) -> Self {
        match (articles, faults) {
            (0, _) => Self::Failed,
            (_, 0) => Self::Complete,
            _ => Self::Partial,
        }
    }
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(code as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_depends_on_how_much_could_be_read() {
        for (articles, faults, code) in [
            (5, 0, ExitCode::Complete),
            (5, 2, ExitCode::Partial),
            (0, 2, ExitCode::Failed),
            (0, 0, ExitCode::Failed),
        ] {
            assert_eq!(ExitCode::of(articles, faults), code, "{articles} articles, {faults} faults");
        }
    }

    #[test]
    fn the_numbers_are_a_promise_to_scripts() {
        assert_eq!(
            [
                ExitCode::Complete,
                ExitCode::Partial,
                ExitCode::Failed,
                ExitCode::Unsaved,
                ExitCode::WithoutMarks
            ]
            .map(|code| code as u8),
            [0, 1, 2, 3, 4]
        );
    }
}
