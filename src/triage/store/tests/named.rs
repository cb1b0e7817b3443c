//! Stores that the user names: a slip of the name never moves, changes or makes anything.

use super::*;

fn named(path: &Path) -> Result<Opened> {
    let location = Location::Named(path.to_owned());
    let existing = Store::open_existing(&location).map(|_| ()).map_err(|error| error.to_string());
    let opened = Store::open(&location);
    if path.exists() {
        let both = opened.as_ref().map(|_| ()).map_err(ToString::to_string);
        assert_eq!(existing, both, "who only reads is told the same");
    }
    opened
}

fn entries(folder: &Path) -> Vec<(PathBuf, Option<Vec<u8>>)> {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.clone(), fs::read(&path).ok()))
        .collect();
    entries.sort();
    entries
}

#[test]
fn what_is_no_store_is_refused_and_nothing_is_touched() {
    let sqlite = |path: &Path, sql: &str| Connection::open(path).unwrap().execute_batch(sql).unwrap();
    type Make<'a> = &'a dyn Fn(&Path);
    for (what, make, said) in [
        ("a folder", &|path| fs::create_dir(path).unwrap(), "is a folder, not a store of marks; name a file"),
        ("a text", &|path| fs::write(path, "notes").unwrap(), "is not a store of marks"),
        ("a long text", &|path| fs::write(path, "notes\n".repeat(999)).unwrap(), "is not a store of marks"),
        ("zeroes", &|path| fs::write(path, [0; 9999]).unwrap(), "is not a store of marks"),
        ("a database", &|path| sqlite(path, "CREATE TABLE urls (url TEXT)"), "database of another program"),
        (
            "a damaged database",
            &|path| {
                sqlite(path, "CREATE TABLE urls (url TEXT); PRAGMA application_id = 252006675");
                let mut bytes = fs::read(path).unwrap();
                bytes[100..4096].fill(0xa5);
                fs::write(path, bytes).unwrap();
                fs::write(path.with_extension("db-wal"), "theirs").unwrap();
            },
            "database of another program",
        ),
        (
            "noise, with a file that has the name of a log",
            &|path| {
                fs::write(path, "noise".repeat(999)).unwrap();
                fs::write(path.with_extension("db-wal"), "theirs").unwrap();
            },
            "is not a store of marks",
        ),
        (
            "nothing, with a file that has the name of a log",
            &|path| fs::write(path.with_extension("db-wal"), "theirs").unwrap(),
            "a file has the name of its log",
        ),
        (
            "a link that leads nowhere",
            &|path| std::os::unix::fs::symlink("elsewhere.db", path).unwrap(),
            "is a link that leads to no file",
        ),
        (
            "a link to a text",
            &|path| {
                fs::write(path.with_file_name("essay"), "words").unwrap();
                std::os::unix::fs::symlink("essay", path).unwrap();
            },
            "is not a store of marks",
        ),
    ] as [(&str, Make<'_>, &str); 10]
    {
        let (folder, path) = place();
        make(&path);
        let before = entries(folder.path());
        let error = named(&path).unwrap_err().to_string();
        assert!(error.contains(said) && error.contains("--state"), "{what}: {error}");
        assert!(entries(folder.path()) == before, "{what}: touched");
    }
}

#[test]
fn a_folder_that_is_not_there_is_not_made() {
    let (folder, path) = place();
    let error = named(&folder.path().join("slip/state.db")).unwrap_err().to_string();
    assert!(error.contains("slip: there is no such folder") && error.contains("--state"), "{error}");
    fs::write(&path, "a file").unwrap();
    let error = named(&path.join("state.db")).unwrap_err().to_string();
    assert!(error.contains("is not a folder"), "{error}");
    assert_eq!(entries(folder.path()).len(), 1);
}

#[test]
fn an_empty_or_a_missing_file_becomes_a_store_and_stays_one() {
    for empty in [false, true] {
        let (_folder, path) = place();
        if empty {
            fs::write(&path, "").unwrap();
        }
        for count in 1..3 {
            let mut opened = named(&path).unwrap();
            assert!(opened.notices.is_empty(), "{:?}", opened.notices);
            opened.store.write([&step(key(count), StoredValue::Read(true))]).unwrap();
        }
        assert_eq!(named(&path).unwrap().snapshot.values.len(), 2);
    }
}

#[test]
fn a_damaged_store_of_ours_is_still_set_aside() {
    type Damage = fn(&Path);
    for (what, damage) in [
        ("a text in its place, with a backup", |path| {
            let now = jiff::Timestamp::from_second(1_700_000_000).unwrap();
            open(path).store.back_up_if_due(now).unwrap();
            fs::write(path, "damage").unwrap();
        }),
        ("bad pages", |path| {
            let mut bytes = fs::read(path).unwrap();
            bytes[100..].fill(0xa5);
            fs::write(path, bytes).unwrap();
        }),
        ("a bad beginning, which leaves the id", |path| {
            let mut bytes = fs::read(path).unwrap();
            bytes[..16].fill(0xa5);
            fs::write(path, bytes).unwrap();
        }),
    ] as [(&str, Damage); 3]
    {
        let (_folder, path) = place();
        filled(&path, 3);
        damage(&path);
        let opened = Store::open(&Location::Named(path.clone())).unwrap();
        assert_eq!(*opened.store.access(), Access::Full, "{what}");
        assert!(opened.notices[0].to_string().contains(".damaged-1"), "{what}: {:?}", opened.notices);
    }
}

#[test]
fn a_writer_does_not_make_the_folder_of_a_named_store_again() {
    let (folder, _) = place();
    let inner = folder.path().join("stick");
    fs::create_dir(&inner).unwrap();
    let mut store = named(&inner.join("state.db")).unwrap().store;
    fs::remove_dir_all(&inner).unwrap();
    let error = store.write([&step(key(1), StoredValue::Read(true))]).unwrap_err().to_string();
    assert!(error.contains("no such folder"), "{error}");
    assert!(!inner.exists());
    fs::create_dir(&inner).unwrap();
    store.write([&step(key(1), StoredValue::Read(true))]).unwrap();
    assert_eq!(named(&inner.join("state.db")).unwrap().snapshot.values.len(), 1);
}
