//! What the store does when the disk fails, memory runs out or the power is cut. A shim in C, made here, stands
//! between a test and the C library; the test starts itself under it, one process for each kind of fault.
//!
//! `cargo test --test faults -- --nocapture` prints how many faults and cuts were tried. With
//! `LISEUSE_EVERY_ALLOCATION=1` it takes minutes and leaves out no allocation.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "what fails here fails a test")]

mod power;
mod scenario;

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use scenario::{Outcome, acknowledge_nothing, control, run, verify};

/// Not the C library's: so the allocations that the shim sees and fails are SQLite's.
#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

/// What a process under the shim is to do.
const TASK: &str = "LISEUSE_FAULTS";

/// Makes the shim. Without a C compiler, which SQLite needs as well, the tests fail.
fn shim() -> &'static Path {
    static SHIM: OnceLock<PathBuf> = OnceLock::new();
    SHIM.get_or_init(|| {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("faults.so");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/shim.c");
        let compiler = env::var_os("CC").unwrap_or_else(|| "cc".into());
        let made =
            Command::new(compiler).args(["-shared", "-fPIC", "-O1", "-o"]).arg(&path).arg(source).output();
        let made = made.expect("a C compiler makes the shim");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        path
    })
}

/// Does a task under the shim and gives the number that it prints.
#[track_caller]
fn under_the_shim(task: &str) -> u64 {
    let output = Command::new(env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture", "--test-threads=1"])
        .env(TASK, task)
        .env("LD_PRELOAD", shim())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{task}: {}\n{said}\n{error}", output.status);
    let tried = said.lines().find_map(|line| line.split_once("tried ")?.1.parse().ok());
    tried.unwrap_or_else(|| panic!("{task}: it says how much it tried: {said}"))
}

/// The process under the shim; by itself it does nothing.
#[test]
fn child() {
    let Ok(task) = env::var(TASK) else { return };
    let tried = match task.split_once(' ') {
        Some((kind, how)) => fail_each(kind, how == "onwards"),
        None => power::cut_everywhere(),
    };
    say(&format!("\ntried {tried}"));
}

fn say(line: &str) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
}

/// Of some twenty thousand allocations, which take minutes, an ordinary run tries each of this many.
const STEP: usize = 67;

/// Asks for every allocation.
const ALL: &str = "LISEUSE_EVERY_ALLOCATION";

/// Runs the scenario once for each call of a kind, which fails. Gives how many it tried.
fn fail_each(kind: &str, onwards: bool) -> u64 {
    let step = if kind == "allocate" && env::var_os(ALL).is_none() { STEP } else { 1 };
    for (tried, n) in (1_usize..).step_by(step).enumerate() {
        let folder = tempfile::tempdir().unwrap();
        control(&format!("root/{}", folder.path().display()));
        control(&format!("fail/{kind}/{n}/{}", u8::from(onwards)));
        let Outcome { acknowledged, told } = run(folder.path(), acknowledge_nothing);
        let answer = control("pass");
        let (fired, _) = answer.split_once(' ').unwrap();
        let what = format!("{kind} {n}, onwards: {onwards}, told {told:?}");
        verify(folder.path(), &acknowledged, &what);
        if fired == "0" {
            assert_eq!(
                acknowledged.len(),
                scenario::ACTIONS as usize,
                "{what}: without a fault all is saved"
            );
            return tried as u64;
        }
        if !onwards {
            assert_eq!(acknowledged.len(), scenario::ACTIONS as usize, "{what}: tried again, all is saved");
        }
    }
    0
}

/// One test for each kind of call, so that they run side by side.
macro_rules! each_call_can_fail {
    ($($test:ident $kind:literal $least:literal)*) => {$(
        #[test]
        fn $test() {
            for how in ["once", "onwards"] {
                let tried = under_the_shim(&format!("{} {how}", $kind));
                say(&format!("faults: {} {how}: {tried}", $kind));
                assert!(tried >= $least, "{} {how}: {tried}", $kind);
            }
        }
    )*};
}

each_call_can_fail! {
    each_opening_of_a_file_can_fail "open" 20
    each_reading_can_fail "read" 50
    each_writing_can_fail "write" 50
    each_synchronisation_can_fail "sync" 20
    each_change_of_a_size_can_fail "size" 3
    each_removal_and_move_can_fail "name" 5
    allocations_of_sqlite_can_fail "allocate" 200
}

#[test]
fn the_power_can_be_cut_at_any_moment() {
    let tried = under_the_shim("power");
    say(&format!("power cuts: {tried}"));
    assert!(tried > 500, "{tried}");
}
