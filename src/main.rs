//! The binary: reads the arguments, runs the reader or a command, and sets the exit code.

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use liseuse::app::commands;
use liseuse::cli::{self, Asked, Launch};
use liseuse::config::Settings;
use liseuse::config::theme::Screen;
use liseuse::corpus::pdf_helper;
use liseuse::error::Error;
use liseuse::library::build;
use liseuse::tui::controller::{self, Request};
use liseuse::tui::guard;
use liseuse::tui::programs::Programs;

/// Whether standard output was open when the process began.
static OUTPUT_WAS_OPEN: AtomicBool = AtomicBool::new(true);

/// Runs before `main`, and before the standard library opens /dev/null in the place of each closed standard
/// descriptor: afterwards nothing tells a closed output from one that was sent to /dev/null.
#[ctor::ctor]
fn look_at_output() {
    let open = rustix::io::fcntl_getfd(rustix::stdio::stdout()).is_ok();
    OUTPUT_WAS_OPEN.store(open, Ordering::Relaxed);
}

fn main() -> ExitCode {
    if guard::is_called(std::env::args_os().next().as_deref()) {
        return guard::watch();
    }
    if pdf_helper::is_called(std::env::args_os().next().as_deref()) {
        cli::confine_fully();
        return pdf_helper::serve();
    }
    pdf_helper::enable();
    if !OUTPUT_WAS_OPEN.load(Ordering::Relaxed) {
        cli::complain(
            &Error::new("standard output", "is closed").next("send it to a terminal, a file or a pipe"),
        );
        return cli::ExitCode::Failed.into();
    }
    match cli::run(std::env::args_os(), commands::table()) {
        Asked::Done(code) => code.into(),
        Asked::Reader(launch) => open_reader(launch),
    }
}

/// Opens the reader in the terminal.
fn open_reader(launch: Launch) -> ExitCode {
    let (mut settings, notices) = Settings::load(launch.config.as_ref(), commands::table());
    settings.set_screen(Screen::from_environment(|name| std::env::var(name).ok()));
    if !launch.colour {
        settings.choose_theme("mono");
    }
    let request = Request {
        place: launch.place(settings.corpus.as_deref()),
        inputs: launch.inputs_or(settings.corpus.as_deref()),
        options: build::Options { corpus: launch.corpus, ..build::Options::default() },
        state: launch.state,
        config: launch.config_path,
        export_listed: cli::export_listed,
        fresh: launch.fresh,
        settings,
        programs: Programs::new(|name| std::env::var_os(name)),
        notices,
        now: jiff::Timestamp::now(),
    };
    match controller::open(request) {
        Ok(closed) => {
            closed.complaints.iter().for_each(cli::complain);
            match closed.status {
                0 if closed.unsaved => cli::ExitCode::Unsaved.into(),
                status => ExitCode::from(status),
            }
        }
        Err(error) => {
            cli::complain(&error);
            cli::ExitCode::Failed.into()
        }
    }
}
