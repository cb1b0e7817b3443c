//! Files that others remove, cut or write over while the store is open, or before: it is noticed and told, and
//! no action that was acknowledged is lost.

use super::*;

fn named_after(path: &Path, suffix: &str) -> PathBuf {
    beside::beside(path, suffix)
}

fn cut(path: &Path, to: u64) {
    fs::OpenOptions::new().write(true).open(path).unwrap().set_len(to).unwrap();
}

/// Over the same inode, as `cp` does.
fn write_over(path: &Path, bytes: &[u8]) {
    use std::io::Write;
    let mut file = fs::OpenOptions::new().write(true).truncate(true).open(path).unwrap();
    file.write_all(bytes).unwrap();
}

/// What happens to the files of an open store; the second path is that of another store.
type Happening = fn(&Path, &Path);

const HAPPENINGS: &[(&str, Happening)] = &[
    ("the log removed", |path, _| fs::remove_file(named_after(path, "-wal")).unwrap()),
    ("the index removed", |path, _| fs::remove_file(named_after(path, "-shm")).unwrap()),
    ("log and index removed", |path, _| {
        fs::remove_file(named_after(path, "-wal")).unwrap();
        fs::remove_file(named_after(path, "-shm")).unwrap();
    }),
    ("the log emptied", |path, _| cut(&named_after(path, "-wal"), 0)),
    ("the log cut in the middle", |path, _| {
        let half = fs::metadata(named_after(path, "-wal")).unwrap().len() / 2;
        cut(&named_after(path, "-wal"), half);
    }),
    ("noise written over the log", |path, _| {
        let size = fs::metadata(named_after(path, "-wal")).unwrap().len() as usize;
        write_over(&named_after(path, "-wal"), &vec![0xa5; size]);
    }),
    ("the log replaced", |path, _| {
        fs::write(named_after(path, ".other"), "").unwrap();
        fs::rename(named_after(path, ".other"), named_after(path, "-wal")).unwrap();
    }),
    ("the store removed", |path, _| fs::remove_file(path).unwrap()),
    ("all removed", |path, _| {
        for suffix in ["", "-wal", "-shm"] {
            fs::remove_file(named_after(path, suffix)).unwrap();
        }
    }),
    ("noise written over the store", |path, _| write_over(path, &[0xa5; 30_000])),
    ("the store emptied", |path, _| write_over(path, b"")),
    ("the store cut", |path, _| cut(path, 5000)),
    ("another store written over it", |path, other| write_over(path, &fs::read(other).unwrap())),
    ("another store in its place", |path, other| {
        fs::copy(other, named_after(path, ".other")).unwrap();
        fs::rename(named_after(path, ".other"), path).unwrap();
    }),
    ("the store and its log moved away", |path, _| {
        for suffix in ["", "-wal", "-shm"] {
            fs::rename(named_after(path, suffix), named_after(path, &format!(".away{suffix}"))).unwrap();
        }
    }),
];

#[test]
fn what_happens_to_the_files_of_an_open_store_loses_nothing_that_was_acknowledged() {
    for with_backup in [false, true] {
        for (what, happen) in HAPPENINGS {
            let what = format!("{what}, backup: {with_backup}");
            let (_folder, path) = place();
            let (_other_folder, other) = place();
            filled(&other, 50);
            filled(&path, 20);
            let mut store = open(&path).store;
            if with_backup {
                store.back_up_if_due(jiff::Timestamp::from_second(1_700_000_000).unwrap()).unwrap();
            }
            for n in 100..110 {
                store.write([&step(key(n), StoredValue::Tag("before".into(), true))]).unwrap();
            }
            happen(&path, &other);
            for n in 110..120 {
                store.write([&step(key(n), StoredValue::Tag("after".into(), true))]).unwrap();
            }
            let notices = store.take_notices();
            drop(store);
            let opened = open(&path);
            assert!(opened.notices.is_empty(), "{what}: {:?}", opened.notices);
            check::check(&opened.store.connection).unwrap();
            let tags =
                opened.snapshot.values.iter().filter(|(_, value)| matches!(value, StoredValue::Tag(..)));
            assert_eq!(tags.count(), 20, "{what}");
            // What earlier runs saved too, except where somebody put another whole store in place.
            if !what.starts_with("another store in its place") {
                let stars =
                    opened.snapshot.values.iter().filter(|(_, value)| *value == StoredValue::Starred(true));
                assert!(stars.count() >= 20, "{what}");
                let said = notices.iter().map(ToString::to_string).collect::<String>();
                assert!(said.contains("while it was open"), "{what}: {said}");
            }
        }
    }
}

#[test]
fn a_clean_quit_right_after_it_loses_nothing_either() {
    for (what, happen) in HAPPENINGS {
        let (_folder, path) = place();
        let (_other_folder, other) = place();
        filled(&other, 50);
        let mut store = open(&path).store;
        for n in 100..110 {
            store.write([&step(key(n), StoredValue::Tag("before".into(), true))]).unwrap();
        }
        happen(&path, &other);
        store.settle().unwrap();
        drop(store);
        let values = open(&path).snapshot.values;
        let tags = values.iter().filter(|(_, value)| matches!(value, StoredValue::Tag(..)));
        assert_eq!(tags.count(), 10, "{what}");
    }
}

#[test]
fn an_older_state_written_over_the_store_is_noticed() {
    let (_folder, path) = place();
    filled(&path, 3);
    let old = fs::read(&path).unwrap();
    filled(&path, 30);
    let mut store = open(&path).store;
    store.write([&step(key(500), StoredValue::Read(true))]).unwrap();
    write_over(&path, &old);
    store.write([&step(key(501), StoredValue::Read(true))]).unwrap();
    let said = store.take_notices()[0].to_string();
    assert!(said.contains("an older state was written over it"), "{said}");
    drop(store);
    assert_eq!(open(&path).snapshot.values.len(), 32);
}

#[test]
fn what_other_readers_do_is_no_trouble() {
    let (_folder, path) = place();
    let (mut one, mut two) = (open(&path).store, open(&path).store);
    for n in 0..40 {
        one.write([&step(key(n), StoredValue::Read(true))]).unwrap();
        two.write([&step(key(1000 + n), StoredValue::Starred(true))]).unwrap();
        if n % 10 == 0 {
            let checkpoint = ["PASSIVE", "FULL", "RESTART", "TRUNCATE"][n as usize / 10];
            let sql = format!("PRAGMA wal_checkpoint({checkpoint})");
            two.connection.query_row(&sql, [], |_| Ok(())).unwrap();
        }
        one.changes().unwrap();
    }
    assert_eq!((one.take_notices(), two.take_notices()), (vec![], vec![]));
}

#[test]
fn a_store_with_the_id_of_another_program_is_recovered_as_damage_is() {
    for with_backup in [true, false] {
        let (_folder, path) = place();
        filled(&path, 3);
        if with_backup {
            let mut store = open(&path).store;
            store.back_up_if_due(jiff::Timestamp::from_second(1_700_000_000).unwrap()).unwrap();
        }
        Connection::open(&path).unwrap().pragma_update(None, "application_id", 7).unwrap();
        let opened = open(&path);
        let notice = opened.notices[0].to_string();
        assert!(notice.contains("id of another program") && notice.contains(".damaged-1"), "{notice}");
        assert_eq!(opened.snapshot.values.len(), if with_backup { 3 } else { 0 });
        assert_eq!(*opened.store.access(), Access::Full);
    }
}

#[test]
fn a_missing_store_beside_good_backups_is_recovered_as_damage_is() {
    for named in [false, true] {
        let (_folder, path) = place();
        filled(&path, 3);
        let mut store = open(&path).store;
        store.back_up_if_due(jiff::Timestamp::from_second(1_700_000_000).unwrap()).unwrap();
        drop(store);
        fs::remove_file(&path).unwrap();
        let location = if named { Location::Named(path.clone()) } else { Location::Usual(path.clone()) };
        let opened = Store::open_existing(&location).unwrap().unwrap();
        assert_eq!(opened.snapshot.values.len(), 3);
        let notice = opened.notices[0].to_string();
        assert!(notice.contains("was missing") && notice.contains("restored the backup"), "{notice}");
        drop(opened);
        assert!(open(&path).notices.is_empty());
    }
}

#[test]
fn a_missing_store_beside_bad_backups_starts_empty() {
    let (_folder, path) = place();
    filled(&path, 3);
    let mut store = open(&path).store;
    store.back_up_if_due(jiff::Timestamp::from_second(1_700_000_000).unwrap()).unwrap();
    drop(store);
    fs::remove_file(&path).unwrap();
    let backup = beside::backup(&path, 1);
    let size = fs::metadata(&backup).unwrap().len();
    cut(&backup, size - 4096 - 100);
    assert_eq!(*open(&path).store.access(), Access::Full);
}

#[test]
fn a_log_without_its_store_is_kept() {
    let (_folder, path) = place();
    fs::write(named_after(&path, "-wal"), "what a file that was moved away left").unwrap();
    let opened = open(&path);
    assert_eq!(*opened.store.access(), Access::Full);
    assert!(opened.notices[0].to_string().contains(".damaged-1-wal"), "{:?}", opened.notices);
}
