//! The reader killed with SIGKILL at random moments while keys are pressed: whatever its screen had shown as final is
//! in the store afterwards, for each mark and for the number of unread articles.
//!
//! The ordinary run of the tests kills some dozens of readers; `LISEUSE_SCREEN_KILLS=500` asks for more, and
//! `LISEUSE_SCREEN_SEED` for other keys and moments.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use rustix::process::Signal;
use tempfile::TempDir;

use crate::pty::Setup;

const PROGRAM: &str = env!("CARGO_BIN_EXE_liseuse");

const ARTICLES: usize = 8;
const KILLS: u32 = 36;

/// The reader's folders, inside a temporary home.
const FOLDERS: [(&str, &str); 3] =
    [("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data"), ("XDG_STATE_HOME", "state")];

/// Marks of one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Marks {
    read: bool,
    starred: bool,
    archived: bool,
}

/// A key that changed a mark: the row of the list it was pressed on, and which.
#[derive(Debug, Clone, Copy)]
struct Action {
    row: usize,
    key: char,
}

/// What one frame of the screen says.
#[derive(Debug, PartialEq, Eq)]
struct Shown {
    /// The mark of each row: empty for a read article, `…` for one that is pending.
    rows: Vec<String>,
    unread: usize,
    unread_pending: bool,
}

fn glyph(marks: Marks) -> &'static str {
    match marks {
        Marks { archived: true, .. } => "✓",
        Marks { starred: true, .. } => "★",
        Marks { read: true, .. } => "",
        _ => "●",
    }
}

/// All marks after the first `count` actions.
fn after(start: &[Marks], actions: &[Action], count: usize) -> Vec<Marks> {
    let mut marks = start.to_vec();
    for action in &actions[..count] {
        let mark = &mut marks[action.row];
        match action.key {
            's' => mark.starred = !mark.starred,
            'a' => mark.archived = !mark.archived,
            _ => mark.read = !mark.read,
        }
    }
    marks
}

/// What a frame says when `drawn` actions were carried out and the first `saved` of them are on disk.
fn frame(start: &[Marks], actions: &[Action], saved: usize, drawn: usize) -> Shown {
    let marks = after(start, actions, drawn);
    let late = &actions[saved..drawn];
    let rows = marks.iter().enumerate().map(|(row, marks)| {
        let pending = late.iter().any(|action| action.row == row);
        if pending { "…".to_owned() } else { glyph(*marks).to_owned() }
    });
    Shown {
        rows: rows.collect(),
        unread: marks.iter().filter(|marks| !marks.read && !marks.archived).count(),
        unread_pending: late.iter().any(|action| action.key != 's'),
    }
}

/// Whether what the screen showed and what is on disk come from one course of events: so many actions were kept, at
/// least those that the screen had called saved, at most those that were pressed.
fn explained(start: &[Marks], actions: &[Action], seen: &Shown, on_disk: &[Marks]) -> bool {
    let count = actions.len();
    (0..=count).filter(|&kept| after(start, actions, kept) == on_disk).any(|kept| {
        (0..=kept).any(|saved| (saved..=count).any(|drawn| frame(start, actions, saved, drawn) == *seen))
    })
}

fn shown(screen: &vt100::Screen) -> Option<Shown> {
    let cell =
        |row: usize| screen.cell((2 + 3 * row) as u16, 2).map(|cell| cell.contents().trim().to_owned());
    let contents = screen.contents();
    let first = contents.lines().next()?;
    let at = first.find(" unread")?;
    let unread = first[..at].rsplit(' ').next()?.parse().ok()?;
    let unread_pending = first[at..].starts_with(" unread…");
    Some(Shown { rows: (0..ARTICLES).map(cell).collect::<Option<_>>()?, unread, unread_pending })
}

/// Runs a headless command, which must succeed, on the articles.
fn run(home: &Path, arguments: &[&str], articles: &Path) -> std::process::Output {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).arg(articles).env("HOME", home);
    command.envs(FOLDERS.map(|(name, folder)| (name, home.join(folder))));
    let output = command.output().expect("the program starts");
    assert!(output.status.success(), "{output:?}");
    output
}

/// What the store holds, as a headless command reads it.
fn stored(home: &Path, articles: &Path) -> Vec<Marks> {
    let output = run(home, &["articles", "--format", "ndjson"], articles);
    assert!(output.stderr.is_empty(), "{output:?}");
    let text = String::from_utf8(output.stdout).expect("output is UTF-8");
    let marks = text.lines().map(|line| {
        let record: serde_json::Value = serde_json::from_str(line).expect("a line is a JSON object");
        let is = |name: &str| record[name].as_bool().expect("a mark is true or false");
        Marks { read: is("read"), starred: is("starred"), archived: is("archived") }
    });
    marks.collect()
}

/// Numbers that look random and are the same in every run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

fn number<T: std::str::FromStr>(name: &str, default: T) -> T {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

/// Some keys to press at once, and the actions that they are from row `row` on. `done` are the steps that undo would
/// revert; undoing one sets its mark back and goes to its row.
fn some_keys(random: &mut Random, row: &mut usize, done: &mut Vec<Action>) -> (String, Vec<Action>) {
    let mut keys = Vec::new();
    let mut actions = Vec::new();
    for _ in 0..=random.below(10) {
        let key = ['s', 'r', 'a', 's', 'r', 'u', 'j', 'k'][random.below(8) as usize];
        match key {
            'j' => *row = (*row + 1).min(ARTICLES - 1),
            'k' => *row = row.saturating_sub(1),
            // What earlier runs did is not undone here: how much of it was kept may not be known.
            'u' => {
                let Some(undone) = done.pop() else { continue };
                *row = undone.row;
                actions.push(undone);
            }
            key => {
                done.push(Action { row: *row, key });
                actions.push(Action { row: *row, key });
            }
        }
        keys.push(key.to_string());
    }
    (keys.join(" "), actions)
}

#[test]
fn nothing_that_the_screen_showed_as_done_is_lost_when_the_reader_is_killed() {
    let home = TempDir::new().unwrap();
    let articles = home.path().join("articles.jsonl");
    let line = |n| format!("{{\"title\":\"Dredging {n}\",\"text\":\"The harbour is dredged, part {n}.\"}}\n");
    fs::write(&articles, (1..=ARTICLES).map(line).collect::<String>()).unwrap();
    let config = home.path().join("config.toml");
    fs::write(&config, "after-verb = \"stay\"\n").unwrap();
    let mut random = Random(number("LISEUSE_SCREEN_SEED", 88_172_645_463_325_252));
    let kills = number("LISEUSE_SCREEN_KILLS", KILLS);
    let mut start = stored(home.path(), &articles);
    let (mut with_final, mut with_pending, mut pressed) = (0, 0, 0);
    for kill in 0..kills {
        let setup = Setup::new(PROGRAM)
            .args([articles.as_path(), Path::new("--fresh"), Path::new("--config"), &config])
            .env("HOME", home.path());
        let setup =
            FOLDERS.iter().fold(setup, |setup, (name, folder)| setup.env(name, home.path().join(folder)));
        let mut pty = setup.start();
        let opened = frame(&start, &[], 0, 0);
        // Keys before the articles are there would be lost, as they should.
        pty.until(|screen| shown(screen).is_some_and(|shown| shown == opened));
        let (mut row, mut actions, mut done) = (0, Vec::new(), Vec::new());
        for _ in 0..random.below(3) {
            let (keys, more) = some_keys(&mut random, &mut row, &mut done);
            actions.extend(more);
            pty.keys(&keys);
            std::thread::sleep(Duration::from_micros(random.below(12_000)));
        }
        if random.below(2) == 0 {
            // The very first frame that an action is drawn in.
            let all = frame(&start, &actions, actions.len(), actions.len());
            pty.until(|screen| shown(screen).is_some_and(|shown| shown == all));
            actions.push(Action { row, key: 's' });
            pty.keys("s")
                .until(|screen| shown(screen).is_some_and(|shown| shown != all) || glyph_hidden(&all, row));
        }
        pty.signal(Signal::KILL).status().expect_err("the kill ended it");
        let seen = pty.settle_before_leave();
        let seen = shown(&seen).expect("the list is on the screen");
        let on_disk = stored(home.path(), &articles);
        assert!(
            explained(&start, &actions, &seen, &on_disk),
            "kill {kill}: the screen showed {seen:?}\nafter {actions:?}\nfrom {start:?}\nbut kept is {on_disk:?}"
        );
        let count = actions.len();
        pressed += count;
        with_pending += u32::from(seen.rows.iter().any(|row| row == "…"));
        with_final += u32::from(count > 0 && seen.rows != opened.rows);
        start = on_disk;
        if start.iter().any(|marks| marks.archived) {
            // An archived article would not be in the list after the next start.
            run(home.path(), &["triage", "--filter", "is:archived", "--unarchive"], &articles);
            start = stored(home.path(), &articles);
            assert!(start.iter().all(|marks| !marks.archived), "{start:?}");
        }
        run(home.path(), &["state", "--verify"], Path::new("--raw"));
    }
    let told = format!(
        "{kills} kills, {pressed} actions; {with_final} screens had changed, {with_pending} had something pending"
    );
    // The numbers, for who asked for many kills; the harness keeps them back otherwise.
    writeln!(std::io::stdout(), "{told}").expect("standard output takes a line");
    assert!(with_final > kills / 4, "the readers did act: {with_final} of {kills}");
}

/// Whether a star makes no difference to the mark of a row, because it is archived.
fn glyph_hidden(shown: &Shown, row: usize) -> bool {
    shown.rows[row] == "✓"
}

#[test]
fn a_screen_that_showed_as_done_what_is_not_kept_is_found_out() {
    let start = [Marks { read: false, starred: false, archived: false }; 2];
    let actions = [Action { row: 0, key: 's' }, Action { row: 1, key: 'r' }];
    let kept = |count| after(&start, &actions, count);
    let done = frame(&start, &actions, 2, 2);
    let pending = frame(&start, &actions, 1, 2);
    assert!(explained(&start, &actions, &done, &kept(2)));
    assert!(!explained(&start, &actions, &done, &kept(1)), "the second is lost");
    assert!(!explained(&start, &actions, &done, &kept(0)), "both are lost");
    assert!(
        explained(&start, &actions, &pending, &kept(1)) && explained(&start, &actions, &pending, &kept(2))
    );
    assert!(!explained(&start, &actions, &pending, &kept(0)), "the first is lost");
    assert!(!explained(
        &start,
        &actions,
        &frame(&start, &actions, 0, 1),
        &kept(2).into_iter().rev().collect::<Vec<_>>()
    ));
}
