//! Killed with SIGKILL at any moment: whatever was acknowledged is there afterwards, and the store is whole.

use std::collections::HashSet;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use super::*;

const CHILD: &str = "LISEUSE_TEST_KILLED";

/// Rounds of two kills each in the ordinary run of the tests; `LISEUSE_KILLS` asks for more.
const ROUNDS: u32 = 30;

#[test]
fn no_acknowledged_action_is_lost_when_the_reader_is_killed() {
    if let Some(path) = std::env::var_os(CHILD) {
        return write_for_ever(Path::new(&path));
    }
    let (_folder, path) = place();
    let rounds = std::env::var("LISEUSE_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(ROUNDS);
    let mut acknowledged = Vec::new();
    for round in 0..rounds {
        // Two at once, so that one often dies while the other writes.
        let mut children: Vec<_> = (0..2).map(|_| spawn(&path)).collect();
        // Some die while starting, some after a few answers, always in the middle of writing.
        for _ in 0..(round * 7) % 12 {
            for (_, answers) in &mut children {
                acknowledged.extend(answer(answers));
            }
        }
        for (child, _) in &mut children {
            child.kill().unwrap();
        }
        for (mut child, mut answers) in children {
            child.wait().unwrap();
            acknowledged.extend(std::iter::from_fn(|| answer(&mut answers)));
        }
        let opened = open(&path);
        assert!(opened.notices.is_empty(), "{:?}", opened.notices);
        check::check(&opened.store.connection).unwrap();
        let kept: HashSet<_> =
            opened.snapshot.values.iter().map(|(key, value)| (*key, value.slot().0)).collect();
        let values = [StoredValue::Starred(true), StoredValue::Read(true)];
        for number in &acknowledged {
            assert!(
                values.iter().all(|value| kept.contains(&(key(*number), value.slot().0))),
                "lost {number}"
            );
        }
        let whole = opened.snapshot.values.iter().filter(|(_, value)| *value == values[0]).count();
        let half = opened.snapshot.values.iter().filter(|(_, value)| *value == values[1]).count();
        assert_eq!(whole, half, "half an action");
    }
    assert!(acknowledged.len() >= rounds as usize, "the children did write: {}", acknowledged.len());
}

type Answers = BufReader<std::process::ChildStdout>;

fn spawn(path: &Path) -> (std::process::Child, Answers) {
    let test = "triage::store::tests::killed::no_acknowledged_action_is_lost_when_the_reader_is_killed";
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(CHILD, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let answers = BufReader::new(child.stdout.take().unwrap());
    (child, answers)
}

/// The next acknowledged number, or `None` at the end. The test harness's own lines are passed over.
fn answer(answers: &mut Answers) -> Option<u32> {
    let mut line = String::new();
    loop {
        line.clear();
        if answers.read_line(&mut line).unwrap_or(0) == 0 {
            return None;
        }
        if let Some(number) = line.strip_prefix("kept ").and_then(|rest| rest.strip_suffix('\n')) {
            return number.parse().ok();
        }
    }
}

/// The child: acts and acknowledges until it is killed.
fn write_for_ever(path: &Path) {
    use std::io::Write;
    let mut store = open(path).store;
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out);
    // Numbers of its own: 32 bits of its process and a count.
    let base = std::process::id().wrapping_mul(100_003);
    for n in 0.. {
        let number = base.wrapping_add(n);
        let mut both = step(key(number), StoredValue::Starred(true));
        both.changes.extend(step(key(number), StoredValue::Read(true)).changes);
        if store.write([&both]).is_err() || writeln!(out, "kept {number}").is_err() || out.flush().is_err() {
            return;
        }
    }
}
