//! Who else is on the machine: what the program writes is for its owner alone, and a file that is not surely
//! ours is never opened, emptied or moved, whatever its name is.

use std::os::unix::fs::{PermissionsExt, symlink};

use super::*;

fn mode(path: &Path) -> u32 {
    path.symlink_metadata().unwrap().permissions().mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
}

/// The modes of everything in a folder that others could use.
fn loose(folder: &Path) -> Vec<(PathBuf, u32)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| (path.clone(), mode(&path))).filter(|(_, mode)| mode & 0o077 != 0).collect()
}

fn day(n: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_second(1_700_000_000 + n * 86_400).unwrap()
}

/// A store with backups, and one set aside.
fn used(path: &Path) {
    filled(path, 3);
    for n in 0..3 {
        let mut store = open(path).store;
        store.write([&step(key(100 + n), StoredValue::Read(true))]).unwrap();
        store.back_up_if_due(day(n.into())).unwrap();
    }
    fs::write(path, "damage").unwrap();
    let mut store = open(path).store;
    store.write([&step(key(200), StoredValue::Read(true))]).unwrap();
    std::mem::forget(store);
}

#[test]
fn the_store_and_all_beside_it_are_for_their_owner_alone() {
    let (folder, _) = place();
    let path = folder.path().canonicalize().unwrap().join("data/liseuse/state.db");
    used(&path);
    let inner = path.parent().unwrap();
    assert_eq!(loose(inner), []);
    assert_eq!((mode(inner), mode(&path)), (0o700, 0o600));
    assert!(fs::read_dir(inner).unwrap().count() >= 7, "log, index, backups and what was set aside");
}

#[test]
fn what_was_open_to_others_before_is_closed_to_them() {
    let (folder, _) = place();
    let path = folder.path().canonicalize().unwrap().join("liseuse/state.db");
    used(&path);
    let inner = path.parent().unwrap();
    for entry in fs::read_dir(inner).unwrap() {
        set_mode(&entry.unwrap().path(), 0o644);
    }
    set_mode(inner, 0o755);
    drop(open(&path));
    assert_eq!((loose(inner), mode(inner)), (vec![], 0o700));
}

#[test]
fn a_named_store_is_private_too_unless_its_group_was_given_the_right_to_write() {
    let (_folder, path) = place();
    let open_named = || Store::open(&Location::Named(path.clone())).unwrap();
    drop(open_named());
    assert_eq!(mode(&path), 0o600);
    for (before, after) in [(0o644, 0o600), (0o660, 0o660), (0o444, 0o400)] {
        set_mode(&path, before);
        drop(open_named());
        assert_eq!(mode(&path), after, "{before:o}");
    }
}

#[test]
fn the_folder_of_a_named_store_keeps_its_rights() {
    let (folder, path) = place();
    set_mode(folder.path(), 0o755);
    drop(Store::open(&Location::Named(path)).unwrap());
    assert_eq!(mode(folder.path()), 0o755);
}

/// Every name that the program uses beside the store, taken by a file of the user's.
const NAMES: [&str; 6] = [".lock", ".restoring", ".suspect", ".backup-new", ".backup-3", ".damaged-1"];

#[test]
fn a_repair_and_a_backup_leave_the_users_own_files_alone() {
    for own in ["file", "link", "folder", "FIFO"] {
        let (folder, path) = place();
        filled(&path, 3);
        let mut store = open(&path).store;
        store.back_up_if_due(day(0)).unwrap();
        drop(store);
        let target = folder.path().join("target");
        fs::write(&target, "precious").unwrap();
        for name in NAMES {
            let name = beside::beside(&path, name);
            match own {
                "file" => fs::write(&name, "my own").unwrap(),
                "link" => symlink(&target, &name).unwrap(),
                "folder" => fs::create_dir(&name).unwrap(),
                _ => rustix::fs::mknodat(
                    rustix::fs::CWD,
                    &name,
                    rustix::fs::FileType::Fifo,
                    rustix::fs::Mode::RUSR,
                    0,
                )
                .unwrap(),
            }
        }
        let before: Vec<_> = NAMES.iter().map(|name| look(&beside::beside(&path, name))).collect();
        // A backup, then damage and its repair: each does without those names, or says which is in the way.
        let mut store = open(&path).store;
        store.write([&step(key(9), StoredValue::Read(true))]).unwrap();
        let error = store.back_up_if_due(day(5)).unwrap_err().to_string();
        assert!(error.contains(".backup-"), "{own}: {error}");
        drop(store);
        fs::write(&path, "damage").unwrap();
        let notice = open(&path).notices[0].to_string();
        assert!(notice.contains(".restoring is in the way"), "{own}: {notice}");
        assert_eq!(fs::read(&path).unwrap(), b"damage", "{own}: nothing is moved before it can be replaced");
        let restoring = beside::beside(&path, ".restoring");
        if own == "folder" {
            fs::remove_dir(&restoring).unwrap()
        } else {
            fs::remove_file(&restoring).unwrap()
        }
        let opened = open(&path);
        assert_eq!(opened.snapshot.values.len(), 3, "{own}");
        assert!(opened.notices[0].to_string().contains(".damaged-2"), "{own}: {:?}", opened.notices);
        for (name, before) in NAMES.iter().zip(before).filter(|(name, _)| **name != ".restoring") {
            assert_eq!(look(&beside::beside(&path, name)), before, "{own} {name}");
        }
        assert_eq!(fs::read(&target).unwrap(), b"precious", "{own}");
    }
}

/// The inode and the content, of a link its target.
fn look(path: &Path) -> (u64, Option<PathBuf>, Option<Vec<u8>>) {
    use std::os::unix::fs::MetadataExt;
    let found = path.symlink_metadata().unwrap();
    let content = found.is_file().then(|| fs::read(path).unwrap());
    (found.ino(), fs::read_link(path).ok(), content)
}

#[test]
fn a_link_in_the_stores_place_is_followed_to_a_store_and_never_moved() {
    let (folder, path) = place();
    let elsewhere = folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    let real = elsewhere.canonicalize().unwrap().join("real.db");
    filled(&real, 3);
    symlink(&real, &path).unwrap();
    assert_eq!(open(&path).snapshot.values.len(), 3);

    // When it is damaged, the store that the link points to is repaired in place.
    let mut store = open(&path).store;
    store.back_up_if_due(day(0)).unwrap();
    drop(store);
    fs::write(&real, "damage").unwrap();
    assert_eq!(open(&path).snapshot.values.len(), 3);
    assert_eq!(fs::read_link(&path).unwrap(), real);
    assert_eq!(fs::read(real.with_extension("db.damaged-1")).unwrap(), b"damage");
}

#[test]
fn a_link_to_what_is_no_store_leaves_the_reader_without_marks_and_a_message() {
    let (folder, path) = place();
    let target = folder.path().join("target");
    type Make<'a> = &'a dyn Fn();
    for (what, make) in [
        ("nothing", &|| {}),
        ("a text", &|| fs::write(&target, "essay").unwrap()),
        ("a folder", &|| fs::create_dir(&target).unwrap()),
    ] as [(&str, Make<'_>); 3]
    {
        let _ = fs::remove_file(&path);
        let _ = fs::remove_file(&target);
        make();
        symlink(&target, &path).unwrap();
        let mut opened = open(&path);
        assert!(matches!(opened.store.access(), Access::ReadOnly(_)), "{what}");
        assert!(opened.notices[0].to_string().contains("--state"), "{what}: {:?}", opened.notices);
        opened.store.write([&step(key(1), StoredValue::Read(true))]).unwrap_err();
        assert_eq!(fs::read_link(&path).unwrap(), target, "{what}");
        assert!(fs::read_dir(folder.path()).unwrap().count() <= 2, "{what}: something was made");
    }
}
