//! The short pass of `cargo test`: every kept input of every target, and random ones from a fixed seed.

use std::fmt::Write as _;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::Rng as _;
use proptest::test_runner::{RngAlgorithm, TestRng};

use super::{TARGETS, Target, by_name, recipe};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

/// Tries a target on an input, and says what does not hold, with the input as a string literal.
fn broken(target: &Target, input: &[u8], name: &str) -> Option<String> {
    let outcome = catch_unwind(AssertUnwindSafe(|| (target.body)(input)));
    let payload = outcome.err()?;
    let cause = payload.downcast_ref::<String>().map(String::as_str);
    let cause = cause.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or_default();
    Some(format!("{} on {name} (b\"{}\"): {cause}", target.name, input.escape_ascii()))
}

/// Does jobs on all processors, and fails with all that they say.
fn try_all<J: Sync>(jobs: &[J], job: impl Fn(&J) -> Option<String> + Sync) {
    let (next, found) = (AtomicUsize::new(0), Mutex::new(String::new()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(one) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Some(text) = job(one) {
                        writeln!(found.lock().expect("no job panics"), "{text}").expect("a string");
                    }
                }
            });
        }
    });
    let found = found.into_inner().expect("no job panics");
    assert!(found.is_empty(), "\n{found}");
}

/// An input of some structure: random bytes, mostly with the mark of a recipe after a few of them.
fn random(rng: &mut TestRng) -> Vec<u8> {
    let mut input = vec![0; rng.next_u32() as usize % 300];
    rng.fill_bytes(&mut input);
    let at = rng.next_u32() as usize % 8;
    if let Some(byte) = input.get_mut(at) {
        *byte = recipe::MARK;
    }
    input
}

#[test]
fn every_kept_input_holds() {
    let mut inputs = Vec::new();
    for target in TARGETS {
        let files = fs::read_dir(folder().join("corpus").join(target.name)).expect("a folder of kept inputs");
        let before = inputs.len();
        inputs.extend(files.map(|file| (target, file.expect("a file").path())));
        assert!(inputs.len() > before, "fuzz/corpus/{} is empty", target.name);
    }
    try_all(&inputs, |(target, path)| {
        broken(target, &fs::read(path).expect("a file"), &path.to_string_lossy())
    });
}

#[test]
fn random_inputs_hold() {
    const AT_ONCE: u32 = 50;
    // A longer pass, of all targets or of some: `FUZZ_TIMES=100 FUZZ_ONLY=csv,tei cargo test --lib random_inputs`.
    let times = std::env::var("FUZZ_TIMES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    let only = std::env::var("FUZZ_ONLY").unwrap_or_default();
    let wanted = |target: &&Target| only.is_empty() || only.split(',').any(|name| name == target.name);
    let parts = |target: &'static Target| {
        (0..target.random.saturating_mul(times)).step_by(AT_ONCE as usize).map(move |from| (target, from))
    };
    let jobs: Vec<_> = TARGETS.iter().filter(wanted).flat_map(parts).collect();
    try_all(&jobs, |&(target, from)| {
        let mut seed = [0; 32];
        seed[..4].copy_from_slice(&from.to_le_bytes());
        let mut rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
        (0..AT_ONCE)
            .find_map(|count| broken(target, &random(&mut rng), &format!("random input {}", from + count)))
    });
}

#[test]
fn every_target_has_its_row_in_the_package_of_the_fuzzers_and_its_inputs() {
    let manifest = fs::read_to_string(folder().join("Cargo.toml")).expect("the manifest of the fuzzers");
    let manifest: toml::Table = manifest.parse().expect("TOML");
    let bins = manifest["bin"].as_array().expect("a list of binaries");
    let names: Vec<_> = bins.iter().map(|bin| bin["name"].as_str().expect("a name")).collect();
    assert_eq!(names, TARGETS.iter().map(|target| target.name).collect::<Vec<_>>());
    for entry in fs::read_dir(folder().join("corpus")).expect("the kept inputs") {
        let name = entry.expect("a folder").file_name();
        assert!(by_name(&name.to_string_lossy()).is_some(), "fuzz/corpus/{} has no target", name.display());
    }
}

#[test]
fn a_target_that_fails_is_named_with_its_input() {
    let target = Target { name: "sum", body: |data| assert!(data.len() < 2, "two bytes"), random: 0 };
    assert_eq!(broken(&target, b"a", "a file"), None);
    assert_eq!(broken(&target, b"a\n", "a file").as_deref(), Some("sum on a file (b\"a\\n\"): two bytes"));
}
