//! What bringing claims together costs beside the build of the model, for 2,000 and 20,000 generated articles: both times,
//! the best of three, and their ratio.

mod support;

use std::io::{self, Write as _};
use std::path::Path;
use std::time::Duration;

use liseuse::corpus::{Input, Progress};
use liseuse::library::build::{Options, build};

fn main() {
    // `cargo test --benches` asks for no measurement.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    for articles in [2_000, 20_000] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        support::write::corpus(folder.path(), articles, support::SEED).expect("room for the corpus");
        let runs: Vec<(Duration, Duration)> = (0..3).map(|_| times(folder.path())).collect();
        let best = |of: fn(&(Duration, Duration)) -> Duration| runs.iter().map(of).min().unwrap_or_default();
        let (model, claims) = (best(|run| run.0), best(|run| run.1));
        let ratio = claims.as_secs_f64() / model.as_secs_f64();
        let _ = writeln!(
            io::stdout().lock(),
            "claims/{articles}: the model {model:.1?}, claims {claims:.1?}: {ratio:.2} of it"
        );
    }
}

/// The time of the build without claims, and that of claims.
fn times(folder: &Path) -> (Duration, Duration) {
    let options = Options { claims: true, ..Options::default() };
    let built = build(&[Input::Path(folder.to_owned())], &options, &[], &Progress::default());
    let rows = built.report.phases.rows();
    let total = |claims: bool| {
        rows.iter().filter(|(phase, _)| (*phase == "claims") == claims).map(|(_, time)| *time).sum()
    };
    (total(false), total(true))
}
