//! Marks that `liseuse export --format ndjson` wrote, read back by `liseuse import`. They are found again by the id of
//! their article, which needs not be there.
//!
//! Nothing is taken away: an article that is read stays read, and a note is kept where the file has another.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::arguments::Common;
use super::output::complain;
use super::session;
use crate::article::{ArticleId, ContentKey};
use crate::error::{Error, Result};
use crate::triage::{Action, Highlight, Save, Triage};

/// The longest line that is read, in bytes: the facts of an article are in it.
const LONGEST_LINE: u64 = 64 << 20;

/// The record of one article. Other fields are of no use here.
#[derive(Debug, Deserialize, PartialEq)]
pub(super) struct Exported {
    /// The key of the article, in hexadecimal digits.
    id: String,
    title: String,
    read: bool,
    starred: bool,
    archived: bool,
    tags: Vec<String>,
    /// Absent in the records of `liseuse articles`, which can be read too.
    note: Option<String>,
    /// Absent in records of earlier versions.
    #[serde(default)]
    highlights: Vec<Kept>,
}

/// A passage that is kept.
#[derive(Debug, Deserialize, PartialEq)]
struct Kept {
    passage: String,
    /// In code points.
    start: u32,
    /// In Unix seconds.
    at: i64,
}

impl Exported {
    fn key(&self) -> Option<ContentKey> {
        ContentKey::parse(&self.id)
    }

    /// What sets these marks on the article of this place, and whether it has another note, which is kept.
    fn actions(&self, id: ArticleId, triage: &Triage) -> (Vec<Action>, bool) {
        let articles = vec![id];
        let mut actions = Vec::new();
        if self.read {
            actions.push(Action::SetRead { articles: articles.clone(), value: true });
        }
        if self.starred {
            actions.push(Action::SetStarred { articles: articles.clone(), value: true });
        }
        if self.archived {
            actions.push(Action::SetArchived { articles: articles.clone(), value: true });
        }
        for tag in &self.tags {
            actions.push(Action::AddTag { articles: articles.clone(), tag: tag.clone() });
        }
        for kept in self.highlights.iter().filter(|kept| !kept.passage.trim().is_empty()) {
            let highlight =
                Highlight { start: kept.start, passage: kept.passage.as_str().into(), at: kept.at };
            actions.push(Action::AddHighlight { article: id, highlight });
        }
        let other = match (triage.note(id), &self.note) {
            (None, Some(text)) => {
                actions.push(Action::SetNote { article: id, text: text.clone() });
                false
            }
            (Some(present), Some(text)) => present != text.trim_end(),
            (_, None) => false,
        };
        (actions, other)
    }
}

/// The records of those files that hold some, and the other files.
///
/// # Errors
///
/// As for [`read`].
pub(super) fn split(paths: Vec<PathBuf>) -> Result<(Vec<Exported>, Vec<PathBuf>)> {
    let (mut records, mut others) = (Vec::new(), Vec::new());
    for path in paths {
        match read(&path)? {
            Some(own) => records.extend(own),
            None => others.push(path),
        }
    }
    Ok((records, others))
}

/// Takes over the marks of the records and says of how many articles any were new. With `dry_run` nothing is saved.
///
/// # Errors
///
/// The store cannot be read or written.
pub(super) fn take(common: &Common, records: &[Exported], dry_run: bool) -> Result<usize> {
    let (snapshot, _) = session::snapshot(&common.location()?)?;
    let mut triage = Triage::new(records.iter().filter_map(Exported::key), &snapshot);
    session::begin(&mut triage, "import");
    let mut taken = 0;
    let saves = triage.together(|triage| {
        let mut saves: Vec<Save> = Vec::new();
        for (index, record) in (0..).zip(records) {
            let (actions, other_note) = record.actions(ArticleId(index), triage);
            if other_note {
                let cause = "has another note, which was kept";
                complain(&Error::new(record.title.clone(), cause).next("merge the two by hand"));
            }
            let before = saves.len();
            saves.extend(actions.iter().filter_map(|action| triage.act(action)));
            taken += usize::from(saves.len() > before);
        }
        saves
    });
    if !dry_run {
        session::save(common, &saves)?;
    }
    Ok(taken)
}

/// The records of a file; `None` when it is none of ours, by its first line.
///
/// # Errors
///
/// The file cannot be read, or a line after the first is no record.
fn read(path: &Path) -> Result<Option<Vec<Exported>>> {
    let thing = || path.to_string_lossy().into_owned();
    if !std::fs::metadata(path).is_ok_and(|metadata| metadata.is_file()) {
        return Ok(None);
    }
    let failed = |error: std::io::Error| Error::new(thing(), format!("cannot be read: {error}"));
    let mut lines = BufReader::new(std::fs::File::open(path).map_err(failed)?);
    let (mut records, mut line, mut number) = (Vec::new(), Vec::new(), 0);
    loop {
        line.clear();
        number += 1;
        let length = (&mut lines).take(LONGEST_LINE).read_until(b'\n', &mut line).map_err(failed)?;
        if length == 0 {
            return Ok((!records.is_empty()).then_some(records));
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        match serde_json::from_slice::<Exported>(&line) {
            Ok(record) if record.key().is_some() => records.push(record),
            _ if records.is_empty() => return Ok(None),
            _ => {
                let cause = format!("line {number}: expected a record that liseuse export wrote");
                return Err(
                    Error::new(thing(), cause).next("nothing was imported; mend the line or take it out")
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"id":"000102030405060708090a0b0c0d0e0f","path":"a.txt","title":"Le quai","read":true,"starred":false,"archived":false,"tags":["port"],"note":"À relire.","facts":[]}"#;

    fn written(text: &str) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        file
    }

    #[test]
    fn records_are_read_and_what_is_none_is_left_to_others() {
        let records = read(written(&format!("{LINE}\n\n{LINE}\n")).path()).unwrap().unwrap();
        assert_eq!(records.len(), 2);
        assert_eq!(records[0].key().unwrap().0[15], 15);
        assert_eq!(records[0].note.as_deref(), Some("À relire."));
        for other in ["", "Le quai\n", "{\"title\":\"a\",\"text\":\"b\"}\n", &LINE.replace("0f", "zz")] {
            assert_eq!(read(written(other).path()).unwrap(), None, "{other}");
        }
    }

    #[test]
    fn a_line_that_is_wrong_is_named_and_nothing_imported() {
        let error = read(written(&format!("{LINE}\n{{\n")).path()).unwrap_err().to_string();
        assert!(error.contains("line 2"), "{error}");
    }

    #[test]
    fn marks_are_added_and_a_note_is_never_replaced() {
        let record: Exported = serde_json::from_str(LINE).unwrap();
        let mut triage = Triage::new([record.key().unwrap()], &crate::triage::Snapshot::default());
        let id = ArticleId(0);
        let (actions, other) = record.actions(id, &triage);
        assert_eq!((actions.len(), other), (3, false));
        actions.iter().for_each(|action| assert!(triage.act(action).is_some()));
        assert_eq!(triage.note(id), Some("À relire."));
        let (again, other) = record.actions(id, &triage);
        assert!(!other && again.iter().all(|action| triage.act(action).is_none()));
        let later = Exported { note: Some("Vu.".into()), read: false, ..record };
        let (actions, other) = later.actions(id, &triage);
        assert!(other && actions.iter().all(|action| triage.act(action).is_none()));
        assert!(triage.of(id).read);
    }
}
