//! The binary: arguments, dispatch, exit code.
use liseuse::{app::commands, config::Settings, corpus::Input, library::build, triage::Location, tui};
fn main() -> std::process::ExitCode {
    let paths: Vec<_> = std::env::args_os().skip(1).collect();
    let inputs = if paths.is_empty() {
        vec![Input::BuiltIn]
    } else {
        paths.into_iter().map(|p| Input::Path(p.into())).collect()
    };
    let (settings, _) = Settings::load(None, &commands::by_name);
    let request = tui::reader::Request {
        inputs,
        place: "x".into(),
        options: build::Options::default(),
        state: Location::Memory,
        settings,
        notices: vec![],
        now: jiff::Timestamp::now(),
    };
    match tui::reader::open(request) {
        Ok(closed) => {
            for c in closed.complaints {
                eprintln!("{c}")
            }
            std::process::ExitCode::from(closed.status)
        }
        Err(e) => {
            eprintln!("{e}");
            std::process::ExitCode::from(2)
        }
    }
}
