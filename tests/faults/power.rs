//! Power cuts: what a scenario did to its files is recorded, and for each point of the record the folder is
//! made again as a disk could hold it after a cut there: what was not synchronised is lost, kept, or torn into
//! sectors of 512 bytes of which some arrived.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use super::scenario::{control, run, verify_values};

const SECTOR: usize = 512;

/// What was done, in order. A number is a file's inode.
enum Event {
    Create(u64, String),
    Write(u64, usize, Vec<u8>),
    Size(u64, usize),
    Sync(u64),
    Names,
    Remove(String),
    Move(String, String),
    Link(String, String),
    Note(String),
}

fn read_record(bytes: &[u8]) -> Vec<Event> {
    let mut events = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = rest.iter().position(|&byte| byte == b'\n').unwrap();
        let line = str::from_utf8(&rest[..end]).unwrap();
        let (verb, of) = line.split_once(' ').unwrap_or((line, ""));
        rest = &rest[end + 1..];
        let pair = |text: &str| {
            let (from, to) = text.split_once('/').unwrap();
            (from.to_owned(), to.to_owned())
        };
        events.push(match verb {
            "create" => {
                let (inode, name) = of.split_once(' ').unwrap();
                Event::Create(inode.parse().unwrap(), name.to_owned())
            }
            "write" => {
                let numbers: Vec<u64> = of.split(' ').map(|number| number.parse().unwrap()).collect();
                let (bytes, after) = rest.split_at(numbers[2] as usize);
                rest = &after[1..];
                Event::Write(numbers[0], numbers[1] as usize, bytes.to_vec())
            }
            "size" => {
                let (inode, size) = of.split_once(' ').unwrap();
                Event::Size(inode.parse().unwrap(), size.parse().unwrap())
            }
            "sync" => Event::Sync(of.parse().unwrap()),
            "names" => Event::Names,
            "remove" => Event::Remove(of.to_owned()),
            "move" => Event::Move(pair(of).0, pair(of).1),
            "link" => Event::Link(pair(of).0, pair(of).1),
            "note" => Event::Note(of.to_owned()),
            other => panic!("the shim wrote {other}"),
        });
    }
    events
}

/// A change of content that is not yet surely on disk.
enum Change {
    Write(usize, Vec<u8>),
    Size(usize),
}

#[derive(Default)]
struct File {
    safe: Vec<u8>,
    pending: Vec<Change>,
}

enum NameChange {
    Set(String, usize),
    Remove(String),
}

/// A folder on a disk, and what is only in memory of it.
#[derive(Default)]
struct Disk {
    files: Vec<File>,
    /// The file that has an inode now: a number is used again when its file is gone.
    inodes: HashMap<u64, usize>,
    /// As the program sees them.
    names: HashMap<String, usize>,
    safe_names: HashMap<String, usize>,
    pending_names: Vec<NameChange>,
}

/// What arrived of what was not synchronised.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Lost,
    Kept,
    /// Some of it, by this seed.
    Torn(u64),
}

/// The fates of contents and of names at each cut.
const FATES: &[(Fate, Fate)] = &[
    (Fate::Lost, Fate::Lost),
    (Fate::Kept, Fate::Kept),
    (Fate::Lost, Fate::Kept),
    (Fate::Kept, Fate::Lost),
    (Fate::Torn(1), Fate::Kept),
    (Fate::Torn(2), Fate::Torn(3)),
    (Fate::Torn(4), Fate::Lost),
];

impl Disk {
    fn file(&mut self, inode: u64) -> &mut File {
        let index = self.inodes[&inode];
        &mut self.files[index]
    }

    fn set_name(&mut self, name: String, file: usize) {
        self.names.insert(name.clone(), file);
        self.pending_names.push(NameChange::Set(name, file));
    }

    fn remove_name(&mut self, name: String) {
        self.names.remove(&name);
        self.pending_names.push(NameChange::Remove(name));
    }

    fn take(&mut self, event: &Event) {
        match event {
            Event::Create(inode, name) => {
                self.inodes.insert(*inode, self.files.len());
                self.files.push(File::default());
                self.set_name(name.clone(), self.files.len() - 1);
            }
            Event::Write(inode, at, bytes) => {
                self.file(*inode).pending.push(Change::Write(*at, bytes.clone()));
            }
            Event::Size(inode, size) => self.file(*inode).pending.push(Change::Size(*size)),
            Event::Sync(inode) => {
                let file = self.file(*inode);
                file.safe = file.content(Fate::Kept);
                file.pending.clear();
            }
            Event::Names => {
                self.safe_names = self.names.clone();
                self.pending_names.clear();
            }
            Event::Remove(name) => self.remove_name(name.clone()),
            Event::Move(from, to) => {
                let file = self.names[from];
                self.names.remove(from);
                self.names.insert(to.clone(), file);
                // One change of the disk, not two.
                self.pending_names.push(NameChange::Set(to.clone(), file));
                self.pending_names.push(NameChange::Remove(from.clone()));
            }
            Event::Link(from, to) => self.set_name(to.clone(), self.names[from]),
            Event::Note(_) => {}
        }
    }

    fn write_to(&self, folder: &Path, contents: Fate, names: Fate) {
        let mut held = self.safe_names.clone();
        let kept = match names {
            Fate::Lost => 0,
            Fate::Kept => self.pending_names.len(),
            // A journal keeps their order.
            Fate::Torn(seed) => Chance(seed).below(self.pending_names.len() + 1),
        };
        for change in &self.pending_names[..kept] {
            match change {
                NameChange::Set(name, file) => drop(held.insert(name.clone(), *file)),
                NameChange::Remove(name) => drop(held.remove(name)),
            }
        }
        for (name, file) in held {
            fs::write(folder.join(name), self.files[file].content(contents)).unwrap();
        }
    }
}

impl File {
    fn content(&self, fate: Fate) -> Vec<u8> {
        let mut content = self.safe.clone();
        let mut chance = match fate {
            Fate::Lost => return content,
            Fate::Kept => None,
            Fate::Torn(seed) => Some(Chance(seed)),
        };
        let mut arrives = || chance.as_mut().is_none_or(|chance| chance.below(2) == 0);
        for change in &self.pending {
            match change {
                Change::Size(size) => {
                    if arrives() {
                        content.resize(*size, 0);
                    }
                }
                Change::Write(at, bytes) => {
                    let mut done = 0;
                    while done < bytes.len() {
                        let start = at + done;
                        let end = ((start / SECTOR + 1) * SECTOR).min(at + bytes.len());
                        if arrives() {
                            content.resize(content.len().max(end), 0);
                            content[start..end].copy_from_slice(&bytes[done..done + end - start]);
                        }
                        done += end - start;
                    }
                }
            }
        }
        content
    }
}

/// Numbers that look random and are the same in each run (xorshift64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        for _ in 0..3 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
        }
        (self.0 >> 20) as usize % bound
    }
}

/// Records the scenario and cuts it after each event, in each way. Gives the number of cuts.
pub(crate) fn cut_everywhere() -> u64 {
    let folder = tempfile::tempdir().unwrap();
    let record = tempfile::NamedTempFile::new().unwrap();
    control(&format!("root/{}", folder.path().display()));
    control(&format!("record/{}", record.path().display()));
    run(folder.path(), |number| drop(control(&format!("note/{number}"))));
    control(&format!("root/{}", folder.path().display()));
    let events = read_record(&fs::read(record.path()).unwrap());
    let mut disk = Disk::default();
    let mut acknowledged = Vec::new();
    let mut cuts = 0;
    for (at, event) in events.iter().enumerate() {
        disk.take(event);
        if let Event::Note(number) = event {
            acknowledged.push(number.parse().unwrap());
        }
        for (contents, names) in FATES {
            let image = tempfile::tempdir().unwrap();
            disk.write_to(image.path(), *contents, *names);
            control(&format!("root/{}", image.path().display()));
            verify_values(
                image.path(),
                &acknowledged,
                &format!("event {at}, contents {contents:?}, names {names:?}"),
            );
            cuts += 1;
        }
    }
    assert_eq!(acknowledged.len(), super::scenario::ACTIONS as usize);
    cuts
}
