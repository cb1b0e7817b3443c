//! What a store lives through while something fails: opened three times, written to, backed up, looked at and
//! closed. Each action is tried three times, as the writer of the reader does.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use liseuse::article::ContentKey;
use liseuse::triage::{Change, Location, Step, Store, StoredValue};

/// How many actions there are; they have the numbers from 0.
pub(crate) const ACTIONS: u32 = 12;

/// Speaks to the shim.
pub(crate) fn control(command: &str) -> String {
    fs::read_to_string(format!("/liseuse-faults/{command}")).expect("the shim is loaded and answers")
}

pub(crate) fn key(number: u32) -> ContentKey {
    ContentKey::of(&number.to_string(), "")
}

/// An action of two values, which are there together or not at all.
fn action(number: u32) -> Step {
    let value = |value: StoredValue| Change { key: key(number), before: value.clone(), after: value };
    Step {
        changes: vec![value(StoredValue::Starred(true)), value(StoredValue::Read(true))],
        ..Step::default()
    }
}

pub(crate) fn acknowledge_nothing(_: u32) {}

/// What came of it.
#[derive(Default)]
pub(crate) struct Outcome {
    /// The actions that were acknowledged.
    pub(crate) acknowledged: Vec<u32>,
    /// What the user was told.
    pub(crate) told: Vec<String>,
}

/// Lives through it. Each acknowledged action is told at that moment.
pub(crate) fn run(folder: &Path, mut acknowledge: impl FnMut(u32)) -> Outcome {
    let location = Location::Usual(folder.join("state.db"));
    let mut outcome = Outcome::default();
    for run in 0..3 {
        let Ok(opened) = Store::open(&location) else { continue };
        outcome.told.extend(opened.notices.iter().map(ToString::to_string));
        let mut store = opened.store;
        for number in run * 4..run * 4 + 4 {
            let action = action(number);
            if (0..3).any(|_| store.write([&action]).is_ok()) {
                acknowledge(number);
                outcome.acknowledged.push(number);
            }
            if number % 4 == 1 {
                let day = jiff::Timestamp::from_second(1_700_000_000 + 86_400 * i64::from(run)).unwrap();
                // That it fails is no reason not to go on.
                let _ = store.back_up_if_due(day);
                let _ = store.changes();
            }
        }
        let _ = store.settle();
        outcome.told.extend(store.take_notices().iter().map(ToString::to_string));
    }
    outcome
}

/// That the store is whole, was never taken for damaged, and holds each of these actions.
#[track_caller]
pub(crate) fn verify(folder: &Path, acknowledged: &[u32], what: &str) {
    verify_values(folder, acknowledged, what);
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(!name.contains(".damaged"), "{what}: a good store was set aside");
    }
}

/// That the store can be opened, is whole, and holds each of these actions.
#[track_caller]
pub(crate) fn verify_values(folder: &Path, acknowledged: &[u32], what: &str) {
    let path = folder.join("state.db");
    let opened =
        Store::open(&Location::Usual(path.clone())).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(*opened.store.access(), liseuse::triage::Access::Full, "{what}: {:?}", opened.notices);
    let values: HashSet<_> = opened
        .snapshot
        .values
        .iter()
        .map(|(key, value)| (*key, matches!(value, StoredValue::Read(true))))
        .collect();
    for number in acknowledged {
        assert!(
            values.contains(&(key(*number), true)) && values.contains(&(key(*number), false)),
            "{what}: lost {number} of {acknowledged:?}; {:?}",
            opened.notices
        );
    }
    let read = values.iter().filter(|(_, read)| *read).count();
    assert_eq!(2 * read, values.len(), "{what}: half an action");
    let verdict: String = rusqlite::Connection::open(&path)
        .and_then(|connection| connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)))
        .unwrap();
    assert_eq!(verdict, "ok", "{what}");
}
