//! The headless commands as users and scripts rely on them: records, places, exit codes, and nothing hostile
//! on a terminal. Each run has a home of its own.

#![expect(clippy::unwrap_used, reason = "what fails here fails a test")]

#[cfg(target_os = "linux")]
mod confined;
mod exit;
mod export;
mod hostile;
mod import;
mod inputs;
mod pdf;
mod records;
mod reference;
mod state;

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A folder of articles, and a home.
struct Place {
    folder: TempDir,
    home: TempDir,
}

/// What a run gave.
#[derive(Debug)]
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Place {
    fn new() -> Self {
        Self { folder: TempDir::new().unwrap(), home: TempDir::new().unwrap() }
    }

    /// A place with a few articles of every format.
    fn with_articles() -> Self {
        let place = Self::new();
        place.file("a.txt", format!("Le départ de la présidente\n\n{FRENCH}\n"));
        place.file(
            "b.md",
            format!("---\ntitle: A chair is vacant\ndate: 2024-05-02\nauthor: Ada Quill\nlang: en\n---\n\n{ENGLISH}\n"),
        );
        let json = serde_json::json!({
            "title": "L’offre de Solanum", "text": FRENCH, "date": "2023-11-30", "author": "Odile Brun",
            "source": "Le Phare", "url": "https://example.org/offre", "language": "fr",
        });
        place.file("c.json", json.to_string());
        let line = |id: Option<&str>, text: &str| {
            let mut line = serde_json::json!({ "title": "Un point", "text": text });
            if let Some(id) = id {
                line["id"] = id.into();
            }
            line.to_string()
        };
        place.file("d.jsonl", format!("{}\n{}\n", line(Some("x-1"), FRENCH), line(None, ENGLISH)));
        place
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn file(&self, name: impl AsRef<Path>, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    fn command(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_liseuse"));
        command.args(arguments).env_clear().env("HOME", self.home.path()).current_dir(self.path());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Run {
        Run::of(self.command(arguments).output().unwrap())
    }

    /// The records of a command on the whole folder.
    fn records(&self, command: &str, more: &[&str]) -> Vec<Value> {
        let run = self.run([command, ".", "--format", "ndjson"].iter().chain(more));
        assert_eq!(run.code, 0, "{run:?}");
        run.records()
    }

    fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        Run::of(child.wait_with_output().unwrap())
    }
}

impl Run {
    fn of(output: std::process::Output) -> Self {
        Self {
            code: output.status.code().expect("no signal ended it"),
            out: String::from_utf8(output.stdout).expect("output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        }
    }

    fn records(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("a line is a JSON object")).collect()
    }
}

/// Characters before the facts that take more than a byte, and more than a UTF-16 unit.
const FRENCH: &str = "👍 Été chargé à l’usine : Jeanne Lavergne, présidente de Solanum, a cédé 49 % du capital pour \
    12 millions d’euros.\n\nLe lendemain, Mme Lavergne parlait de plus de 300 millions de dollars et d’une hausse de \
    3,5 %.";

const ENGLISH: &str = "Yesterday Malcolm Thornbury left the board of Pellworth, which owns 20% of the mill, for $2.5 \
    billion.\n\nMr Thornbury said he was tired. The chair stays empty until the members of the board have met in \
    June.";

/// The fields of a record, in order.
fn fields(record: &Value) -> Vec<&str> {
    record.as_object().unwrap().keys().map(String::as_str).collect()
}

/// What is between two places counted in code points.
fn between(text: &str, start: &Value, end: &Value) -> String {
    let (start, end) = (start.as_u64().unwrap() as usize, end.as_u64().unwrap() as usize);
    text.chars().skip(start).take(end - start).collect()
}
