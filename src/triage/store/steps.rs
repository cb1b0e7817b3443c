//! The table of steps: a row is what was done, with the values before and after as JSON, grouped by what they were
//! set to. A row whose JSON this version does not know is left alone.

use std::sync::Arc;

use rusqlite::{Connection, Transaction, params};
use serde::{Deserialize, Serialize};

use crate::article::ContentKey;
use crate::correction::Correction;
use crate::triage::recorded::{KEPT_STEPS, KEPT_VALUES};
use crate::triage::{Group, Highlight, Record, Recorded, StepId, StepState, StoredValue};

/// A group as it is written.
#[derive(Serialize, Deserialize)]
struct Written {
    was: Value,
    is: Value,
    /// In hexadecimal digits.
    keys: Vec<String>,
}

/// A value as it is written.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Value {
    Read(bool),
    Starred(bool),
    Archived(bool),
    Tag { tag: String, present: bool },
    Note(Option<String>),
    Highlight { start: u32, passage: String, at: i64, present: bool },
    Correction { correction: Correction, present: bool },
}

impl Value {
    /// `None` for what no step changes: positions and versions.
    fn of(value: &StoredValue) -> Option<Self> {
        Some(match value {
            StoredValue::Read(on) => Self::Read(*on),
            StoredValue::Starred(on) => Self::Starred(*on),
            StoredValue::Archived(on) => Self::Archived(*on),
            StoredValue::Tag(tag, present) => Self::Tag { tag: tag.to_string(), present: *present },
            StoredValue::Note(note) => Self::Note(note.as_deref().map(str::to_owned)),
            StoredValue::Highlight(kept, present) => Self::Highlight {
                start: kept.start,
                passage: kept.passage.to_string(),
                at: kept.at,
                present: *present,
            },
            StoredValue::Correction(correction, present) => {
                Self::Correction { correction: correction.as_ref().clone(), present: *present }
            }
            StoredValue::Position(_) | StoredValue::Version(_) => return None,
        })
    }

    fn read(self) -> StoredValue {
        match self {
            Self::Read(on) => StoredValue::Read(on),
            Self::Starred(on) => StoredValue::Starred(on),
            Self::Archived(on) => StoredValue::Archived(on),
            Self::Tag { tag, present } => StoredValue::Tag(tag.into(), present),
            Self::Note(note) => StoredValue::Note(note.map(Arc::from)),
            Self::Highlight { start, passage, at, present } => {
                let kept = Highlight { start, passage: passage.into(), at };
                StoredValue::Highlight(Arc::new(kept), present)
            }
            Self::Correction { correction, present } => {
                StoredValue::Correction(Arc::new(correction), present)
            }
        }
    }
}

fn encode(groups: &[Group]) -> String {
    let written = |group: &Group| {
        Some(Written {
            was: Value::of(&group.before)?,
            is: Value::of(&group.after)?,
            keys: group.keys.iter().map(ToString::to_string).collect(),
        })
    };
    let written: Vec<_> = groups.iter().filter_map(written).collect();
    // Plain strings, numbers and enums: writing them as JSON cannot fail.
    serde_json::to_string(&written).unwrap_or_default()
}

/// `None` when the JSON is none that this version writes.
fn decode(json: &str) -> Option<Vec<Group>> {
    let written: Vec<Written> = serde_json::from_str(json).ok()?;
    let group = |written: Written| {
        let keys: Option<Box<[_]>> = written.keys.iter().map(|key| ContentKey::parse(key)).collect();
        Some(Group { before: written.was.read(), after: written.is.read(), keys: keys? })
    };
    written.into_iter().map(group).collect()
}

/// Writes a row of the history under a modification counter. What was dropped keeps its row without its values, so that
/// other readers drop it too.
pub(super) fn write(to: &Transaction<'_>, record: &Record, changed: i64) -> rusqlite::Result<()> {
    let Record { step, state } = record;
    let StepId { run, number } = step.id;
    if *state == StepState::Dropped {
        to.prepare_cached(
            "UPDATE steps SET state = 2, size = 0, json = '[]', changed = ?3 WHERE run = ?1 AND number = ?2",
        )?
        .execute(params![run, number, changed])?;
        return forget(to, "state = 2", usize::MAX);
    }
    let undone = *state == StepState::Undone;
    let known = to
        .prepare_cached("UPDATE steps SET state = ?3, changed = ?4 WHERE run = ?1 AND number = ?2")?
        .execute(params![run, number, undone, changed])?;
    if known > 0 {
        return Ok(());
    }
    to.prepare_cached(
        "INSERT INTO steps (run, number, at, program, label, state, size, changed, json)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        run,
        number,
        step.at,
        step.program,
        step.label,
        undone,
        number_of(step.size()),
        changed,
        encode(&step.groups)
    ])?;
    forget(to, "state < 2", KEPT_VALUES)
}

/// Deletes the oldest rows: all but the last [`KEPT_STEPS`], and those with which there are more than `values` values.
fn forget(to: &Transaction<'_>, which: &str, values: usize) -> rusqlite::Result<()> {
    let sql = format!(
        "DELETE FROM steps WHERE made IN (
             SELECT made FROM (
                 SELECT made, sum(size) OVER newest AS total, row_number() OVER newest AS place
                 FROM steps WHERE {which} WINDOW newest AS (ORDER BY made DESC)
             ) WHERE place > ?1 OR (total > ?2 AND place > 1)
         )"
    );
    to.prepare_cached(&sql)?.execute([number_of(KEPT_STEPS), number_of(values)]).map(drop)
}

fn number_of(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The rows that changed after a counter, in the order in which the steps were made.
pub(super) fn read(from: &Connection, since: i64) -> rusqlite::Result<Vec<Record>> {
    // A store of an older layout that is only read does not have them.
    if !from.table_exists(None, "steps")? {
        return Ok(Vec::new());
    }
    let mut rows = from.prepare_cached(
        "SELECT run, number, at, program, label, state, json FROM steps WHERE changed > ?1 ORDER BY made",
    )?;
    let mut rows = rows.query([since])?;
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(groups) = decode(row.get_ref(6)?.as_str()?) else { continue };
        let state = match row.get(5)? {
            0 => StepState::Done,
            1 => StepState::Undone,
            _ => StepState::Dropped,
        };
        let id = StepId { run: row.get(0)?, number: row.get(1)? };
        let (at, program, label) = (row.get(2)?, row.get(3)?, row.get(4)?);
        records.push(Record { step: Arc::new(Recorded { id, at, program, label, groups }), state });
    }
    Ok(records)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_that_a_step_changes_reads_back_and_its_form_stays() {
        let kept = Highlight { start: 3, passage: "le quai".into(), at: 9 };
        let hide = Correction::Hide { name: "Paris".into() };
        let values = [
            (StoredValue::Read(true), r#"{"read":true}"#),
            (StoredValue::Starred(false), r#"{"starred":false}"#),
            (StoredValue::Archived(true), r#"{"archived":true}"#),
            (StoredValue::Tag("port".into(), true), r#"{"tag":{"tag":"port","present":true}}"#),
            (StoredValue::Note(Some("a\u{1b}".into())), r#"{"note":"a\u001b"}"#),
            (StoredValue::Note(None), r#"{"note":null}"#),
            (
                StoredValue::Highlight(Arc::new(kept), true),
                r#"{"highlight":{"start":3,"passage":"le quai","at":9,"present":true}}"#,
            ),
            (
                StoredValue::Correction(Arc::new(hide), false),
                r#"{"correction":{"correction":{"hide":{"name":"Paris"}},"present":false}}"#,
            ),
        ];
        for (value, form) in values {
            let key = ContentKey([0xab; 16]);
            let groups = vec![Group { before: value.clone(), after: value, keys: [key].into() }];
            let json = encode(&groups);
            let keys = "ab".repeat(16);
            assert_eq!(json, format!(r#"[{{"was":{form},"is":{form},"keys":["{keys}"]}}]"#));
            assert_eq!(decode(&json), Some(groups));
        }
        for unknown in ["", "{}", r#"[{"was":{"later":1},"is":{"later":2},"keys":[]}]"#] {
            assert_eq!(decode(unknown), None, "{unknown}");
        }
    }
}
