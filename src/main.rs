//! The binary: arguments, dispatch, exit code.

use std::process::ExitCode;

use liseuse::app::commands;
use liseuse::cli::{self, Asked, Launch};
use liseuse::config::Settings;
use liseuse::config::theme::Theme;
use liseuse::library::build;
use liseuse::tui::reader::{self, Programs, Request};

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Asked::Done(code) => code.into(),
        Asked::Reader(launch) => open_reader(launch),
    }
}

/// Opens the reader in the terminal.
fn open_reader(launch: Launch) -> ExitCode {
    let (mut settings, notices) = Settings::load(launch.config.as_ref(), &commands::by_name);
    if let Some(mono) = Theme::built_in("mono").filter(|_| !launch.colour) {
        settings.theme = mono;
    }
    let request = Request {
        place: launch.place(settings.corpus.as_deref()),
        inputs: launch.inputs_or(settings.corpus.as_deref()),
        options: build::Options { corpus: launch.corpus, ..build::Options::default() },
        state: launch.state,
        settings,
        programs: programs(),
        notices,
        now: jiff::Timestamp::now(),
    };
    match reader::open(request) {
        Ok(closed) => {
            closed.complaints.iter().for_each(cli::complain);
            ExitCode::from(closed.status)
        }
        Err(error) => {
            cli::complain(&error);
            cli::ExitCode::Failed.into()
        }
    }
}

/// The user's editor and browser: what the environment names, else what a system usually has.
fn programs() -> Programs {
    let first = |names: &[&str], default: &str| {
        let mut named = names.iter().filter_map(|name| std::env::var(name).ok());
        named.find(|program| !program.trim().is_empty()).unwrap_or_else(|| default.to_owned())
    };
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    Programs { editor: first(&["VISUAL", "EDITOR"], "vi"), browser: first(&["BROWSER"], opener) }
}
