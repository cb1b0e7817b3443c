//! Where the kernel has Landlock, a headless command is confined: it can read its inputs, the configuration and what
//! the system needs, write its store, and nothing else; it can run no program but itself, with no more rights, and open
//! no connection. So a bug in a parser cannot be used by a hostile article to do more.
//!
//! Without Landlock, or with only a part of it, the command runs without a message.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{ArgMatches, FromArgMatches as _};

use super::arguments::Common;
use crate::config::Settings;
use crate::triage::Location;

/// What a command can access.
#[derive(Debug, Default)]
struct Reach {
    /// Files and folders to read.
    reads: Vec<PathBuf>,
    /// Folders to read and write.
    writes: Vec<PathBuf>,
    /// Programs to start.
    runs: Vec<PathBuf>,
}

/// Read by the standard library and SQLite: the number of processors, random numbers.
const SYSTEM: [&str; 3] = ["/proc/self", "/sys/fs/cgroup", "/dev/urandom"];
/// Read by the C library to find the home folder when the environment does not name it.
const USERS: [&str; 7] =
    ["/etc/passwd", "/etc/nsswitch.conf", "/etc/ld.so.cache", "/lib", "/lib64", "/usr/lib", "/usr/lib64"];

/// Confines this process to what a command with these arguments needs. Call it before any thread is started: running
/// threads are not confined.
pub(super) fn confine(matches: &ArgMatches) {
    Reach::of(matches).hold();
}

/// Confines this process to what it holds already: it can open no file, run no program and open no connection.
pub fn confine_fully() {
    Reach::default().hold();
}

impl Reach {
    fn of(matches: &ArgMatches) -> Self {
        let mut reach = Self { reads: SYSTEM.map(PathBuf::from).to_vec(), ..Self::default() };
        if std::env::var_os("HOME").is_none_or(|home| home.is_empty()) {
            reach.reads.extend(USERS.map(PathBuf::from));
        }
        reach.itself();
        let common = Common::from_arg_matches(matches).ok();
        if let Some(common) = &common {
            reach.reads.extend(common.config_path());
            if let Ok(Location::Usual(path) | Location::Named(path)) = common.location() {
                reach.store(&path);
            }
        }
        match matches.try_get_many::<PathBuf>("paths") {
            Ok(Some(paths)) => paths.for_each(|path| reach.input(path)),
            // With no path, the folder that the configuration names, if it names one.
            Ok(None) => reach.reads.extend(common.and_then(|common| configured(&common))),
            Err(_) => {}
        }
        reach
    }

    /// Allows starting this program again, which reads a PDF in a process of its own: its file, its loader, and the
    /// libraries that it has.
    fn itself(&mut self) {
        let own = fs::read_link("/proc/self/exe").ok();
        let maps = fs::read_to_string("/proc/self/maps").unwrap_or_default();
        let code =
            maps.lines().filter(|line| line.split(' ').nth(1).is_some_and(|rights| rights.contains('x')));
        for path in code.filter_map(|line| line.find('/').and_then(|at| line.get(at..))).map(PathBuf::from) {
            let name = path.file_name().unwrap_or_default().as_encoded_bytes();
            if own.as_ref() == Some(&path) || name.starts_with(b"ld-") {
                self.runs.push(path);
            } else {
                self.reads.push(path);
            }
        }
        self.reads.push("/etc/ld.so.cache".into());
    }

    /// Allows reading a file or folder; or, with `#`, the file of an item.
    fn input(&mut self, path: &Path) {
        self.reads.push(path.to_owned());
        let text = path.as_os_str().as_encoded_bytes();
        for (at, _) in text.iter().enumerate().filter(|(_, byte)| **byte == b'#') {
            let head = path.to_str().and_then(|path| path.get(..at));
            self.reads.extend(head.map(PathBuf::from));
        }
    }

    /// Allows writing the folder of the store, which also has SQLite's log and the backups; follows a link to the store.
    fn store(&mut self, path: &Path) {
        for path in [Some(path.to_owned()), fs::canonicalize(path).ok()].into_iter().flatten() {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            self.writes.push(folder.unwrap_or(Path::new(".")).to_owned());
        }
    }

    #[cfg(target_os = "linux")]
    fn hold(&self) -> Held {
        linux::hold(self).unwrap_or(Held::Not)
    }

    #[cfg(not(target_os = "linux"))]
    fn hold(&self) -> Held {
        Held::Not
    }
}

/// The folder that the configuration names. The command itself reports mistakes in the configuration.
fn configured(common: &Common) -> Option<PathBuf> {
    let document = common.document().ok()?;
    // The names of commands are needed only to check the keys, which are not used here.
    Settings::load(document.as_ref(), &[]).0.corpus
}

/// How far the kernel confines the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    /// By all rules.
    Fully,
    /// By some of the rules, in an older kernel.
    Partly,
    /// Not at all.
    Not,
}

#[cfg(target_os = "linux")]
mod linux {
    use landlock::{
        ABI, Access as _, AccessFs, AccessNet, BitFlags, Ruleset, RulesetAttr as _, RulesetCreated,
        RulesetCreatedAttr as _, RulesetError, RulesetStatus, Scope, path_beneath_rules,
    };

    use super::{Held, Reach};

    /// The newest Landlock version used: files, TCP, abstract sockets, and signals to other processes (Linux 6.12).
    const KNOWN: ABI = ABI::V6;

    pub(super) fn hold(reach: &Reach) -> Result<Held, RulesetError> {
        let read = AccessFs::ReadFile | AccessFs::ReadDir;
        let write = read
            | AccessFs::WriteFile
            | AccessFs::Truncate
            | AccessFs::MakeReg
            | AccessFs::MakeDir
            | AccessFs::RemoveFile
            | AccessFs::RemoveDir;
        let mut rules = Ruleset::default()
            .handle_access(AccessFs::from_all(KNOWN))?
            .handle_access(AccessNet::from_all(KNOWN))?
            .scope(Scope::from_all(KNOWN))?
            .create()?;
        for path in &reach.reads {
            rules = allow(rules, path, read);
        }
        for path in &reach.writes {
            rules = allow(rules, path, write);
        }
        for path in &reach.runs {
            rules = allow(rules, path, AccessFs::ReadFile | AccessFs::Execute);
        }
        // SQLite and the standard library open this in place of a closed descriptor.
        rules = allow(rules, "/dev/null".as_ref(), AccessFs::ReadFile | AccessFs::WriteFile);
        Ok(match rules.restrict_self()?.ruleset {
            RulesetStatus::FullyEnforced => Held::Fully,
            RulesetStatus::PartiallyEnforced => Held::Partly,
            RulesetStatus::NotEnforced => Held::Not,
        })
    }

    /// Adds a rule for a path. One that does not exist needs no rule; one on no file system (a pipe, a file in
    /// memory) can have none and is accessible anyway.
    fn allow(rules: RulesetCreated, path: &std::path::Path, access: BitFlags<AccessFs>) -> RulesetCreated {
        let Ok(same) = rules.try_clone() else { return rules };
        rules.add_rules(path_beneath_rules([path], access)).unwrap_or(same)
    }
}

#[cfg(target_os = "linux")]
#[cfg(test)]
mod tests {
    use std::io;
    use std::net::TcpListener;

    use super::*;

    /// Runs `work` in a thread: Landlock confines one thread and what it starts, so other tests are not affected.
    fn held<T: Send>(reach: &Reach, work: impl FnOnce(Held) -> T + Send) -> T {
        std::thread::scope(|scope| {
            scope.spawn(|| work(reach.hold())).join().expect("the work panics on its own")
        })
    }

    fn is_denied<T>(outcome: io::Result<T>) -> bool {
        outcome.is_err_and(|error| error.kind() == io::ErrorKind::PermissionDenied)
    }

    #[test]
    fn inputs_can_be_read_the_store_written_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in ["in", "state", "else"] {
            fs::create_dir(path(name)).unwrap();
            fs::write(path(name).join("a"), name).unwrap();
        }
        let mut reach = Reach { reads: vec![path("in"), path("is not there")], ..Reach::default() };
        reach.store(&path("state").join("state.db"));
        let held = held(&reach, |held| {
            assert_eq!(fs::read_to_string(path("in/a")).unwrap(), "in");
            assert_eq!(fs::read_dir(path("in")).unwrap().count(), 1);
            fs::write(path("state/state.db-wal"), "log").unwrap();
            fs::rename(path("state/state.db-wal"), path("state/aside")).unwrap();
            fs::remove_file(path("state/aside")).unwrap();
            fs::write("/dev/null", "nothing").unwrap();
            // A missing file is reported as missing, not as denied.
            assert_eq!(fs::read(path("in/b")).unwrap_err().kind(), io::ErrorKind::NotFound);
            if held == Held::Not {
                return held;
            }
            assert!(is_denied(fs::read(path("else/a"))));
            assert!(is_denied(fs::read_dir(path("else"))));
            assert!(is_denied(fs::write(path("in/a"), "changed")));
            assert!(is_denied(fs::write(path("in/new"), "")));
            assert!(is_denied(fs::remove_file(path("in/a"))));
            assert!(is_denied(std::process::Command::new("/bin/true").status()));
            if held == Held::Fully {
                assert!(is_denied(TcpListener::bind("127.0.0.1:0")));
            }
            held
        });
        assert_eq!(fs::read_to_string(path("else/a")).unwrap(), "else", "held: {held:?}");
    }

    #[test]
    fn an_item_of_a_file_and_a_linked_store_are_accessible() {
        let folder = tempfile::tempdir().unwrap();
        let real = fs::canonicalize(folder.path()).unwrap();
        fs::create_dir(real.join("far")).unwrap();
        fs::write(real.join("far/state.db"), "").unwrap();
        std::os::unix::fs::symlink(real.join("far/state.db"), real.join("state.db")).unwrap();
        let mut reach = Reach::default();
        reach.input(Path::new("a#b.jsonl#1"));
        assert_eq!(reach.reads, ["a#b.jsonl#1", "a", "a#b.jsonl"].map(PathBuf::from));
        reach.store(&real.join("state.db"));
        assert_eq!(reach.writes, [real.clone(), real.join("far")]);
        reach.store(Path::new("here.db"));
        assert_eq!(reach.writes.last().unwrap(), Path::new("."));
    }
}
