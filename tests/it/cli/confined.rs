//! Landlock: in force where the kernel has it, and nothing is missed by a command that runs under it or without it.

use std::fs;
use std::io::Write as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

use landlock::{ABI, AccessFs, Ruleset, RulesetAttr as _, RulesetCreated, RulesetStatus};
use seccompiler::{SeccompAction, SeccompFilter};

use super::{Place, Run};

/// Whether this kernel has it, tried in a thread that ends with the trial.
fn kernel_has_landlock() -> bool {
    let restrict = || {
        let rules =
            Ruleset::default().handle_access(AccessFs::from_write(ABI::V1)).unwrap().create().unwrap();
        RulesetCreated::restrict_self(rules).unwrap().ruleset != RulesetStatus::NotEnforced
    };
    std::thread::spawn(restrict).join().unwrap()
}

#[test]
fn a_command_on_articles_is_held_while_it_reads() {
    let place = Place::with_articles();
    let mut child = place.command(["articles", "-"]).stdin(Stdio::piped()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    // It waits for its input; by then it has given up its rights, or never will.
    let (held, deadline) = (kernel_has_landlock(), Instant::now() + Duration::from_secs(20));
    while held && !fs::read_to_string(&status).unwrap().contains("NoNewPrivs:\t1") {
        assert!(Instant::now() < deadline, "the command runs with all its rights");
        std::thread::sleep(Duration::from_millis(5));
    }
    child.stdin.take().unwrap().write_all(b"A title\n\nA text.\n").unwrap();
    let run = Run::of(child.wait_with_output().unwrap());
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
}

/// Runs a command as on a kernel that knows nothing of Landlock.
fn without_landlock(place: &Place, arguments: &[&str]) -> Run {
    let unknown = |call: &i64| (*call, Vec::new());
    let calls = [444, 445, 446].iter().map(unknown).collect();
    let filter = SeccompFilter::new(
        calls,
        SeccompAction::Allow,
        // ENOSYS
        SeccompAction::Errno(38),
        std::env::consts::ARCH.try_into().unwrap(),
    );
    let program: seccompiler::BpfProgram = filter.unwrap().try_into().unwrap();
    std::thread::scope(|scope| {
        let run = || {
            seccompiler::apply_filter(&program).unwrap();
            assert!(!kernel_has_landlock());
            place.run(arguments)
        };
        scope.spawn(run).join().unwrap()
    })
}

#[test]
fn a_kernel_without_it_gives_the_same_without_a_word() {
    let place = Place::with_articles();
    for command in ["articles", "facts", "people", "stats", "check"] {
        let with = place.run([command, "."]);
        let without = without_landlock(&place, &[command, "."]);
        assert_eq!(with.code, 0, "{command}: {with:?}");
        assert_eq!((without.code, &without.err), (with.code, &with.err), "{command}");
        // How long it took is told by stats, and by nothing else.
        assert!(command == "stats" || without.out == with.out, "{command}");
    }
}

#[test]
fn whatever_can_be_named_can_be_read() {
    let place = Place::with_articles();
    let elsewhere = tempfile::tempdir().unwrap();
    let far = elsewhere.path().join("far.txt");
    fs::write(&far, "Far away\n\nA text behind a link.\n").unwrap();
    std::os::unix::fs::symlink(&far, place.path().join("link.txt")).unwrap();
    let config = place.file("here.toml", format!("corpus = {:?}\n", elsewhere.path().display().to_string()));
    let config = config.to_str().unwrap();
    for (arguments, title) in [
        (vec!["articles", "link.txt"], "Far away"),
        (vec!["articles", "a.txt", far.to_str().unwrap()], "Far away"),
        (vec!["articles", "--config", config], "Far away"),
        (vec!["show", "d.jsonl#x-1"], "Un point"),
        (vec!["show", "corpus/en/partners-on-paper.txt"], ""),
    ] {
        let run = place.run(&arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {run:?}");
        assert!(run.out.contains(title) && run.err.is_empty(), "{arguments:?}: {run:?}");
    }
    // What is not there is said to be missing, not to be denied.
    let run = place.run(["articles", "nowhere.txt"]);
    assert!(run.code == 2 && run.err.contains("there is no such file"), "{run:?}");
    let file = fs::File::open(place.path().join("a.txt")).unwrap();
    let run = Run::of(place.command(["articles", "/dev/stdin"]).stdin(file).output().unwrap());
    assert_eq!(run.code, 0, "{run:?}");
    let away = fs::File::create(place.path().join("out.csv")).unwrap();
    let mut command = place.command(["articles", "a.txt", "--format", "csv"]);
    assert!(command.stdout(away).status().unwrap().success());
    assert!(fs::read_to_string(place.path().join("out.csv")).unwrap().contains("présidente"));
    let mut command = place.command(["articles", "a.txt"]);
    assert!(command.env_remove("HOME").status().unwrap().success(), "without HOME");
}
