//! `liseuse state`: it tells, checks and restores, and destroys nothing.

use std::fs;
use std::path::PathBuf;

use liseuse::article::ContentKey;
use liseuse::triage::{Change, Location, Step, Store, StoredValue};

use super::Place;

/// A place with a store of `count` starred articles and a backup of it in the usual folder.
fn with_store(count: u32) -> (Place, PathBuf) {
    let place = Place::new();
    let path = place.home.path().canonicalize().unwrap().join(".local/share/liseuse/state.db");
    let mut store = Store::open(&Location::Usual(path.clone())).unwrap().store;
    star(&mut store, 0..count);
    assert!(store.back_up_if_due(jiff::Timestamp::from_second(1_700_000_000).unwrap()).unwrap());
    (place, path)
}

fn star(store: &mut Store, numbers: std::ops::Range<u32>) {
    let change = |number: u32| {
        let value = StoredValue::Starred(true);
        Change { key: ContentKey::of(&number.to_string(), ""), before: value.clone(), after: value }
    };
    store.write([&Step { changes: numbers.map(change).collect(), ..Step::default() }]).unwrap();
}

#[test]
fn it_says_where_the_store_is_and_what_is_in_it_and_makes_none() {
    let place = Place::new();
    let run = place.run(["state"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains("state.db\n  not there yet"), "{}", run.out);
    assert_eq!(fs::read_dir(place.home.path()).unwrap().count(), 0, "nothing is made");
    assert_eq!(place.run(["state", "--verify"]).code, 0);

    let (place, path) = with_store(7);
    let run = place.run(["state"]);
    assert_eq!(run.code, 0, "{run:?}");
    for part in [path.to_str().unwrap(), "state.db.backup-1 2", " 7 starred", "0 notes", "layout 4"] {
        assert!(run.out.contains(part), "{part}: {}", run.out);
    }
    let whole = place.run(["state", "--verify"]);
    assert_eq!((whole.code, whole.out.as_str()), (0, "the store is whole\n"));
}

#[test]
fn a_damaged_store_fails_the_check_and_is_left_as_it_is() {
    let (place, path) = with_store(300);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 4096].fill(0xa5);
    fs::write(&path, &bytes).unwrap();
    let run = place.run(["state", "--verify"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.err.contains("the store is damaged") && run.err.contains("--restore"), "{}", run.err);
    assert!(fs::read(&path).unwrap() == bytes);
}

#[test]
fn a_backup_is_restored_and_the_present_store_set_aside() {
    let (place, path) = with_store(3);
    star(&mut Store::open(&Location::Usual(path.clone())).unwrap().store, 10..15);
    let backup = path.with_extension("db.backup-1");
    let run = place.run(["state".as_ref(), "--restore".as_ref(), backup.as_os_str()]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("state.db.damaged-1"), "{}", run.out);
    let stars = |path: PathBuf| Store::open(&Location::Named(path)).unwrap().snapshot.values.len();
    assert_eq!((stars(path.clone()), stars(backup)), (3, 3));
    assert_eq!(stars(path.with_extension("db.damaged-1")), 8);
}

#[test]
fn what_is_no_good_backup_restores_nothing() {
    let (place, path) = with_store(3);
    let before = fs::read(&path).unwrap();
    let text = place.file("essay", "words");
    for (given, said) in [(&text, "is not an intact store of marks"), (&path, "is the store itself")] {
        let run = place.run(["state".as_ref(), "--restore".as_ref(), given.as_os_str()]);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains(said), "{}", run.err);
        assert!(fs::read(&path).unwrap() == before);
    }
    assert!(!path.with_extension("db.damaged-1").exists());
}

#[test]
fn a_reader_that_has_it_open_goes_over_to_the_restored_store() {
    let (place, path) = with_store(3);
    let mut store = Store::open(&Location::Usual(path.clone())).unwrap().store;
    star(&mut store, 20..22);
    let backup = path.with_extension("db.backup-1");
    assert_eq!(place.run(["state".as_ref(), "--restore".as_ref(), backup.as_os_str()]).code, 0);
    star(&mut store, 30..31);
    drop(store);
    let values = Store::open(&Location::Usual(path)).unwrap().snapshot.values;
    assert_eq!(values.len(), 6, "what this run saved is there too");
}
