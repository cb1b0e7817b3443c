//! Stores that may not be written: read-only files and folders, newer layouts, other people's files, a full
//! disk. All are readable, and no write is called done.

use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::process::Command;

use super::*;

fn write_fails(store: &mut Store) -> String {
    store.write([&step(key(1), StoredValue::Archived(true))]).unwrap_err().to_string()
}

#[test]
fn a_newer_store_is_read_and_never_written() {
    let (_folder, path) = place();
    filled(&path, 3);
    let store = open(&path).store;
    store.connection.pragma_update(None, "user_version", 99).unwrap();
    drop(store);
    let before = fs::read(&path).unwrap();
    let mut opened = open(&path);
    assert_eq!(opened.snapshot.values.len(), 3);
    assert!(opened.notices[0].to_string().contains("newer version"), "{}", opened.notices[0]);
    assert!(matches!(opened.store.access(), Access::Newer(_)));
    assert!(write_fails(&mut opened.store).contains("update the program"));
    assert!(!opened.store.back_up_if_due(jiff::Timestamp::MAX).unwrap());
    drop(opened);
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_newer_store_whose_layout_is_unknown_still_lets_the_reader_go_on() {
    let (_folder, path) = place();
    filled(&path, 3);
    let store = open(&path).store;
    store.connection.execute_batch("DROP TABLE notes; PRAGMA user_version = 99").unwrap();
    drop(store);
    let mut opened = open(&path);
    assert!(opened.snapshot.values.is_empty() && opened.notices.len() == 1);
    write_fails(&mut opened.store);
    assert!(!path.with_extension("db.damaged-1").exists());
}

#[test]
fn somebody_elses_database_is_refused_and_left_alone() {
    let (_folder, path) = place();
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE bookmarks (url TEXT)").unwrap();
    let before = fs::read(&path).unwrap();
    let error = Store::open(&Location::Usual(path.clone())).unwrap_err().to_string();
    assert!(error.contains("another program") && error.contains("--state"), "{error}");
    assert_eq!(fs::read(&path).unwrap(), before);
    let error = Store::open(&Location::Usual("/dev/null".into())).unwrap_err().to_string();
    assert!(error.contains("not a regular file"), "{error}");
}

#[test]
fn a_full_disk_fails_the_write_says_so_and_lets_it_through_when_there_is_room() {
    let (_folder, path) = place();
    filled(&path, 3);
    let mut store = open(&path).store;
    let pages: i64 = store.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    store.connection.execute_batch(&format!("PRAGMA max_page_count = {pages}")).unwrap();
    let long = step(key(1), StoredValue::Note(Some("x".repeat(100_000).into())));
    let error = store.write([&step(key(2), StoredValue::Read(true)), &long]).unwrap_err().to_string();
    for part in ["state.db", "the disk is full", "free some space", "stay in memory and are tried again"] {
        assert!(error.contains(part), "{error}");
    }
    assert_eq!(open(&path).snapshot.values.len(), 3, "all of a transaction or nothing");
    store.connection.execute_batch("PRAGMA max_page_count = 100000").unwrap();
    store.write([&step(key(2), StoredValue::Read(true)), &long]).unwrap();
    assert_eq!(open(&path).snapshot.values.len(), 5);
}

#[test]
fn a_folder_that_cannot_be_made_leaves_a_reader_without_marks_and_a_message() {
    let opened = Store::open(&Location::Usual("/dev/null/sub/state.db".into())).unwrap();
    assert!(opened.snapshot.values.is_empty());
    assert!(opened.notices[0].to_string().contains("/dev/null/sub"), "{}", opened.notices[0]);
}

const CHILD: &str = "LISEUSE_TEST_DENIED";

/// Permissions say nothing to the superuser, so the scenario runs in a child that is none.
#[test]
fn read_only_files_and_folders_are_readable_and_writes_fail_with_a_next_step() {
    if let Some(path) = std::env::var_os(CHILD) {
        return read_only_scenario(Path::new(&path));
    }
    let test = "triage::store::tests::denied::read_only_files_and_folders_are_readable_and_writes_fail_with_a_next_step";
    for (file, folder_mode) in [(0o444, 0o755), (0o444, 0o555), (0o644, 0o555), (0o000, 0o755)] {
        let (folder, path) = place();
        filled(&path, 3);
        fs::set_permissions(&path, PermissionsExt::from_mode(file)).unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", test]).env(CHILD, &path);
        if rustix::process::geteuid().is_root() {
            std::os::unix::fs::chown(&path, Some(65534), Some(65534)).unwrap();
            std::os::unix::fs::chown(folder.path(), Some(65534), Some(65534)).unwrap();
            child.uid(65534).gid(65534);
        }
        fs::set_permissions(folder.path(), PermissionsExt::from_mode(folder_mode)).unwrap();
        // Where another user may not run the binary, there is nothing to try.
        if let Ok(output) = child.output() {
            let said = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success(), "{file:o} in {folder_mode:o}: {said}");
        }
        for (path, mode) in [(folder.path(), 0o755), (&path, 0o644)] {
            fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
        }
        assert!(open(&path).snapshot.values.len() >= 3);
    }
}

fn read_only_scenario(path: &Path) {
    let mut opened = open(path);
    let unreadable = fs::File::open(path).is_err();
    assert_eq!(opened.snapshot.values.len(), if unreadable { 0 } else { 3 });
    assert!(!opened.notices.is_empty());
    let notice = opened.notices[0].to_string();
    assert!(notice.contains("state.db") && notice.contains("--state"), "{notice}");
    let error = write_fails(&mut opened.store);
    assert!(error.contains("state.db") && error.contains("--state"), "{error}");
    assert!(!path.with_extension("db.damaged-1").exists());
    // Allowed at last, the same write goes through.
    if fs::set_permissions(path.parent().unwrap(), PermissionsExt::from_mode(0o755)).is_ok()
        && fs::set_permissions(path, PermissionsExt::from_mode(0o644)).is_ok()
    {
        opened.store.write([&step(key(1), StoredValue::Archived(true))]).unwrap();
        assert_eq!(open(path).snapshot.values.len(), 4);
        let news = if unreadable { 4 } else { 0 };
        assert_eq!(
            opened.store.changes().unwrap().values.len(),
            news,
            "what could not be read before comes in"
        );
    }
}
