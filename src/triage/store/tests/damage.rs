//! Damaged stores: each class is set aside whole, the newest good backup comes back, and the user is told.

use super::*;

/// A store of 300 starred articles with a backup of it, then one more article since.
fn with_backup(path: &Path) {
    filled(path, 300);
    let mut store = open(path).store;
    store.back_up_if_due(jiff::Timestamp::from_second(1_700_000_000).unwrap()).unwrap();
    store.write([&step(key(999), StoredValue::Read(true))]).unwrap();
}

fn names(path: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(path.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn overwrite(path: &Path, at: usize, with: &[u8]) {
    let mut bytes = fs::read(path).unwrap();
    let end = (at + with.len()).min(bytes.len());
    bytes[at..end].copy_from_slice(&with[..end - at]);
    fs::write(path, bytes).unwrap();
}

type Damage = fn(&Path);

const CLASSES: &[(&str, Damage)] = &[
    ("random bytes", |path| {
        let noise: Vec<u8> = (0..20_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        fs::write(path, noise).unwrap();
    }),
    ("text", |path| {
        fs::write(path, "not a database at all, but long enough to be one\n".repeat(99)).unwrap()
    }),
    ("empty", |path| fs::write(path, "").unwrap()),
    ("cut in the middle", |path| {
        let bytes = fs::read(path).unwrap();
        fs::write(path, &bytes[..bytes.len() / 2 / 4096 * 4096 + 100]).unwrap();
    }),
    ("cut in the header", |path| {
        let bytes = fs::read(path).unwrap();
        fs::write(path, &bytes[..50]).unwrap();
    }),
    ("bad header", |path| overwrite(path, 0, b"SQLite format 2\0")),
    ("a bad page in the middle", |path| {
        let middle = fs::metadata(path).unwrap().len() as usize / 2 / 4096 * 4096;
        overwrite(path, middle, &[0xa5; 4096]);
    }),
    ("a page of zeroes", |path| {
        let last = fs::metadata(path).unwrap().len() as usize / 4096 * 4096 - 4096;
        overwrite(path, last, &[0; 4096]);
    }),
    ("a folder in its place", |path| {
        fs::remove_file(path).unwrap();
        fs::create_dir(path).unwrap();
        fs::write(path.join("inside"), "kept").unwrap();
    }),
];

#[test]
fn each_class_of_damage_is_set_aside_and_the_backup_restored() {
    for (class, damage) in CLASSES {
        let (_folder, path) = place();
        with_backup(&path);
        damage(&path);
        let opened = open(&path);
        assert_eq!(opened.snapshot.values.len(), 300, "{class}");
        assert_eq!(*opened.store.access(), Access::Full, "{class}");
        let [notice] = &opened.notices[..] else { panic!("{class}: {:?}", opened.notices) };
        let notice = notice.to_string();
        for part in ["damaged", ".damaged-1", ".backup-1"] {
            assert!(notice.contains(part), "{class}: {notice}");
        }
        assert!(names(&path).contains(&"state.db.damaged-1".to_owned()), "{class}: {:?}", names(&path));
        drop(opened);
        assert!(open(&path).notices.is_empty(), "{class}: the second start is a clean one");
    }
}

#[test]
fn without_a_backup_the_new_store_is_empty_and_nothing_is_deleted() {
    for (class, damage) in CLASSES.iter().filter(|(class, _)| *class != "empty") {
        let (_folder, path) = place();
        filled(&path, 300);
        damage(&path);
        let mut opened = open(&path);
        assert!(opened.snapshot.values.is_empty(), "{class}");
        assert!(
            opened.notices[0].to_string().contains("the new store is empty"),
            "{class}: {}",
            opened.notices[0]
        );
        opened.store.write([&step(key(1), StoredValue::Read(true))]).unwrap();
        assert!(path.with_extension("db.damaged-1").exists(), "{class}");
    }
}

#[test]
fn the_log_goes_with_the_damaged_file() {
    let (_folder, path) = place();
    with_backup(&path);
    let wal = path.with_extension("db-wal");
    fs::write(&path, "no database ".repeat(1000)).unwrap();
    fs::write(&wal, "no log").unwrap();
    fs::write(path.with_extension("db-shm"), "no index").unwrap();
    let opened = open(&path);
    assert_eq!(opened.snapshot.values.len(), 300);
    assert_eq!(fs::read(path.with_extension("db.damaged-1-wal")).unwrap(), b"no log");
    assert!(path.with_extension("db.damaged-1-shm").exists());
}

#[test]
fn a_damaged_backup_is_passed_over() {
    let (_folder, path) = place();
    with_backup(&path);
    let mut store = open(&path).store;
    store.back_up_if_due(jiff::Timestamp::from_second(1_800_000_000).unwrap()).unwrap();
    drop(store);
    overwrite(&path.with_extension("db.backup-1"), 4096, &[7; 4096]);
    fs::write(&path, "gone").unwrap();
    let opened = open(&path);
    assert!(opened.notices[0].to_string().contains(".backup-2"), "{}", opened.notices[0]);
    assert_eq!(opened.snapshot.values.len(), 300);
}

#[test]
fn damage_in_a_large_store_is_found_while_it_is_used_and_repaired_at_the_next_start() {
    let (_folder, path) = place();
    with_backup(&path);
    let mut store = open(&path).store;
    let note = StoredValue::Note(Some("x".repeat(3 << 20).into()));
    store.write([&step(key(5), note)]).unwrap();
    drop(store);
    // A page of an index: loading does not read it.
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_corrections_1'";
    let page: u32 = Connection::open(&path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap();
    overwrite(&path, (page as usize - 1) * 4096, &[0xa5; 4096]);
    let mut opened = open(&path);
    assert!(opened.notices.is_empty(), "{:?}", opened.notices);
    let error = opened.store.check_if_large().unwrap_err().to_string();
    assert!(error.contains("damaged") && error.contains("start the reader again"), "{error}");
    drop(opened);
    assert!(open(&path).notices[0].to_string().contains(".backup-1"));
    assert!(!names(&path).iter().any(|name| name.ends_with(".suspect")), "{:?}", names(&path));
}

#[test]
fn a_second_damage_gets_a_name_of_its_own() {
    let (_folder, path) = place();
    with_backup(&path);
    for number in 1..4 {
        fs::write(&path, format!("damage {number}")).unwrap();
        assert!(open(&path).notices[0].to_string().contains(&format!(".damaged-{number}")));
    }
    assert_eq!(fs::read(path.with_extension("db.damaged-2")).unwrap(), b"damage 2");
}

#[test]
fn a_repair_that_was_cut_off_is_finished_by_the_next_start() {
    let (_folder, path) = place();
    with_backup(&path);
    fs::rename(&path, path.with_extension("db.damaged-1")).unwrap();
    fs::write(path.with_extension("db-wal"), "left behind").unwrap();
    fs::copy(path.with_extension("db.backup-1"), path.with_extension("db.restoring")).unwrap();
    let opened = open(&path);
    assert_eq!(opened.snapshot.values.len(), 300);
    assert!(!names(&path).contains(&"state.db.restoring".to_owned()));
}

#[test]
fn of_many_readers_that_find_the_damage_at_once_one_repairs() {
    let (_folder, path) = place();
    with_backup(&path);
    fs::write(&path, "damage").unwrap();
    std::thread::scope(|scope| {
        for reader in 0..4 {
            let path = &path;
            scope.spawn(move || {
                let mut opened = open(path);
                assert_eq!(opened.snapshot.values.len() - opened.snapshot.values.len() % 300, 300);
                opened.store.write([&step(key(5000 + reader), StoredValue::Read(true))]).unwrap();
            });
        }
    });
    assert!(!path.with_extension("db.damaged-2").exists(), "{:?}", names(&path));
    assert_eq!(open(&path).snapshot.values.len(), 304);
}

#[test]
fn a_writer_goes_over_to_the_restored_store() {
    let (_folder, path) = place();
    with_backup(&path);
    let mut early = open(&path).store;
    fs::write(path.with_extension("db.copy"), "damage").unwrap();
    fs::rename(path.with_extension("db.copy"), &path).unwrap();
    assert!(!open(&path).notices.is_empty());
    early.write([&step(key(77_777), StoredValue::Starred(true))]).unwrap();
    assert!(open(&path).snapshot.values.contains(&(key(77_777), StoredValue::Starred(true))));
}
