//! What the store promises, one class of trouble after the other: damage, denial, newer versions, foreign
//! files, a full disk, two writers, and being killed.

mod changed;
mod damage;
mod denied;
mod killed;
mod named;
mod private;
mod remembered;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;

use super::*;
use crate::correction::Correction;
use crate::triage::Change;

pub(super) fn key(n: u32) -> ContentKey {
    ContentKey::of(&n.to_string(), "")
}

/// A step that sets one value; what was before does not matter to a store.
pub(super) fn step(key: ContentKey, after: StoredValue) -> Step {
    Step { changes: vec![Change { key, before: after.clone(), after }], ..Step::default() }
}

pub(super) fn open(path: &Path) -> Opened {
    Store::open(&Location::Usual(path.to_owned())).unwrap()
}

/// A new folder and the path of a store in it that does not exist yet.
pub(super) fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().canonicalize().unwrap().join("state.db");
    (folder, path)
}

/// A store of `count` starred articles, closed.
pub(super) fn filled(path: &Path, count: u32) {
    let mut store = open(path).store;
    let steps: Vec<_> = (0..count).map(|n| step(key(n), StoredValue::Starred(true))).collect();
    store.write(&steps).unwrap();
}

#[test]
fn every_kind_of_value_comes_back() {
    let (_folder, path) = place();
    let merge = Arc::new(Correction::Merge { from: vec!["A. Lee".into()], into: "Ann Lee".into() });
    let hide = Arc::new(Correction::Hide { name: "Paris".into() });
    let mut values = vec![
        (key(1), StoredValue::Read(true)),
        (key(1), StoredValue::Starred(true)),
        (key(1), StoredValue::Archived(true)),
        (key(1), StoredValue::Tag("à-relire".into(), true)),
        (key(1), StoredValue::Note(Some("line\nline \u{1b}[31m".into()))),
        (key(1), StoredValue::Position(Some(u32::MAX))),
        (correction_key(&merge), StoredValue::Correction(Arc::clone(&merge), true)),
        (correction_key(&hide), StoredValue::Correction(Arc::clone(&hide), true)),
    ];
    let steps: Vec<_> = values.iter().map(|(key, value)| step(*key, value.clone())).collect();
    let mut store = open(&path).store;
    store.write(&steps).unwrap();
    assert_eq!(open(&path).snapshot.values, values);

    // And goes again; a correction that is made again keeps its place.
    store.write([&step(correction_key(&merge), StoredValue::Correction(Arc::clone(&merge), false))]).unwrap();
    assert_eq!(open(&path).snapshot.corrections().collect::<Vec<_>>(), [&*hide]);
    store.write([&step(correction_key(&merge), values[6].1.clone())]).unwrap();
    assert_eq!(open(&path).snapshot.corrections().collect::<Vec<_>>(), [&*merge, &*hide]);
    store.write([&step(key(1), StoredValue::Note(None)), &step(key(1), StoredValue::Read(false))]).unwrap();
    values[0].1 = StoredValue::Read(false);
    values[4].1 = StoredValue::Note(None);
    assert_eq!(open(&path).snapshot.values, values);
}

#[test]
fn memory_keeps_nothing_and_complains_of_nothing() {
    let mut opened = Store::open(&Location::Memory).unwrap();
    opened.store.write([&step(key(1), StoredValue::Read(true))]).unwrap();
    assert_eq!(opened.store.changes().unwrap().values, []);
    assert!(!opened.store.back_up_if_due(jiff::Timestamp::MAX).unwrap());
    assert!(opened.notices.is_empty());
}

#[test]
fn a_reader_sees_what_others_changed_once_and_only_the_fields_they_changed() {
    let (_folder, path) = place();
    let (mut one, mut two) = (open(&path).store, open(&path).store);
    one.write([&step(key(1), StoredValue::Starred(true))]).unwrap();
    two.write([&step(key(1), StoredValue::Read(true))]).unwrap();
    assert_eq!(one.changes().unwrap().values, [(key(1), StoredValue::Read(true))]);
    assert_eq!(one.changes().unwrap().values, []);
    two.write([&step(key(1), StoredValue::Read(false))]).unwrap();
    assert_eq!(one.changes().unwrap().values, [(key(1), StoredValue::Read(false))]);
    let theirs = two.changes().unwrap().values;
    assert!(theirs.contains(&(key(1), StoredValue::Starred(true))), "{theirs:?}");
    one.write([&step(key(2), StoredValue::Read(true))]).unwrap();
    assert_eq!(one.changes().unwrap().values, [], "a reader's own values are no news to it");
}

#[test]
fn many_writers_at_once_lose_nothing() {
    let (_folder, path) = place();
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let path = &path;
            scope.spawn(move || {
                // Created by whoever comes first.
                let mut store = open(path).store;
                for n in 0..25 {
                    store
                        .write([&step(key(n), StoredValue::Tag(format!("t{writer}").into(), true))])
                        .unwrap();
                }
            });
        }
    });
    let opened = open(&path);
    assert_eq!((opened.notices.len(), opened.snapshot.values.len()), (0, 100));
}

#[test]
fn a_store_that_others_are_creating_is_never_taken_for_somebody_elses() {
    for _ in 0..20 {
        let (_folder, path) = place();
        let start = std::sync::Barrier::new(6);
        std::thread::scope(|scope| {
            for _ in 0..6 {
                scope.spawn(|| {
                    start.wait();
                    let opened = open(&path);
                    assert!(opened.notices.is_empty(), "{:?}", opened.notices);
                    assert_eq!(*opened.store.access(), Access::Full);
                });
            }
        });
    }
}

#[test]
fn a_backup_is_made_once_a_day_when_something_changed_and_three_are_kept() {
    let (_folder, path) = place();
    let day = |n: i64| jiff::Timestamp::from_second(1_700_000_000 + n * 86_400).unwrap();
    let backups = || (1..9).filter(|n| path.with_extension(format!("db.backup-{n}")).exists()).count();
    let mut store = open(&path).store;
    assert!(!store.back_up_if_due(day(0)).unwrap(), "an empty store needs none");
    for n in 0..5 {
        store.write([&step(key(n), StoredValue::Read(true))]).unwrap();
        assert!(store.back_up_if_due(day(i64::from(n))).unwrap());
        assert!(!open(&path).store.back_up_if_due(day(i64::from(n))).unwrap(), "one a day");
        store.write([&step(key(n), StoredValue::Starred(true))]).unwrap();
        assert!(!store.back_up_if_due(day(i64::from(n))).unwrap());
    }
    assert_eq!(backups(), 3);
    assert!(store.back_up_if_due(day(-400)).unwrap(), "a clock that was set back");
    assert!(!store.back_up_if_due(day(9)).unwrap(), "nothing changed");
    assert_eq!(open(&path.with_extension("db.backup-1")).snapshot.values.len(), 10);
}

#[test]
fn a_store_that_is_deleted_while_open_is_created_again_with_all_that_was_saved() {
    let (_folder, path) = place();
    filled(&path, 3);
    let mut store = open(&path).store;
    for suffix in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{suffix}", path.display()));
    }
    store.write([&step(key(7), StoredValue::Read(true))]).unwrap();
    assert!(store.take_notices()[0].to_string().contains("removed while it was open"));
    let values = open(&path).snapshot.values;
    assert!(values.len() == 4 && values.contains(&(key(7), StoredValue::Read(true))), "{values:?}");
}
