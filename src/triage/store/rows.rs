//! Writes values to rows and reads them: one upsert per value and one query per table. `assets/migrations` describes the
//! tables.

use std::sync::Arc;

use rusqlite::{Connection, Row, Transaction, TransactionBehavior, params};

use crate::article::ContentKey;
use crate::error::Error;
use crate::triage::{Highlight, Record, Step, StoredValue};

use super::{corrections, steps};

/// Writes steps, all of them or none. Gives the modification counters of the first and the last; `None` when there were
/// no steps.
pub(super) fn write_all<'a>(
    connection: &mut Connection,
    steps: impl IntoIterator<Item = &'a Step>,
) -> rusqlite::Result<Option<(i64, i64)>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut counters = None;
    for step in steps {
        let changed = write(&transaction, step)?;
        counters = Some((counters.map_or(changed, |(first, _)| first), changed));
    }
    transaction.commit()?;
    Ok(counters)
}

/// Writes the values of a step under one new modification counter, which it returns.
fn write(transaction: &Transaction<'_>, step: &Step) -> rusqlite::Result<i64> {
    let changed: i64 = transaction
        .prepare_cached("UPDATE numbers SET value = value + 1 WHERE name = 'changed' RETURNING value")?
        .query_row([], |row| row.get(0))?;
    for change in &step.changes {
        upsert(transaction, change.key, &change.after, changed)?;
    }
    for record in &step.records {
        steps::write(transaction, record, changed)?;
    }
    Ok(changed)
}

fn upsert(
    to: &Transaction<'_>,
    key: ContentKey,
    value: &StoredValue,
    changed: i64,
) -> rusqlite::Result<usize> {
    let key = key.0;
    match value {
        StoredValue::Read(on) => to
            .prepare_cached(
                "INSERT INTO marks (key, read, read_at, changed) VALUES (?1, ?2, ?3, ?3)
                 ON CONFLICT DO UPDATE SET read = ?2, read_at = ?3, changed = ?3",
            )?
            .execute(params![key, on, changed]),
        StoredValue::Starred(on) => to
            .prepare_cached(
                "INSERT INTO marks (key, starred, starred_at, changed) VALUES (?1, ?2, ?3, ?3)
                 ON CONFLICT DO UPDATE SET starred = ?2, starred_at = ?3, changed = ?3",
            )?
            .execute(params![key, on, changed]),
        StoredValue::Archived(on) => to
            .prepare_cached(
                "INSERT INTO marks (key, archived, archived_at, changed) VALUES (?1, ?2, ?3, ?3)
                 ON CONFLICT DO UPDATE SET archived = ?2, archived_at = ?3, changed = ?3",
            )?
            .execute(params![key, on, changed]),
        StoredValue::Tag(tag, on) => to
            .prepare_cached(
                "INSERT INTO tags (key, tag, present, changed) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO UPDATE SET present = ?3, changed = ?4",
            )?
            .execute(params![key, tag, on, changed]),
        StoredValue::Note(note) => to
            .prepare_cached(
                "INSERT INTO notes (key, note, changed) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET note = ?2, changed = ?3",
            )?
            .execute(params![key, note, changed]),
        StoredValue::Highlight(kept, on) => to
            .prepare_cached(
                "INSERT INTO highlights (key, start, passage, at, present, changed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT DO UPDATE SET at = ?4, present = ?5, changed = ?6",
            )?
            .execute(params![key, kept.start, kept.passage, kept.at, on, changed]),
        StoredValue::Position(byte) => to
            .prepare_cached(
                "INSERT INTO positions (key, byte, changed) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET byte = ?2, changed = ?3",
            )?
            .execute(params![key, byte, changed]),
        StoredValue::Version(identity) => to
            .prepare_cached(
                "INSERT INTO versions (key, identity, changed) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET changed = ?3",
            )?
            .execute(params![key, identity, changed]),
        StoredValue::Correction(correction, on) => {
            let (kind, json) = corrections::encode(correction);
            to.prepare_cached(
                "INSERT INTO corrections (key, kind, json, present, changed) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (key) DO UPDATE SET present = ?4, changed = ?5",
            )?
            .execute(params![key, kind, json, on, changed])
        }
    }
}

/// What changed after a modification counter.
pub(super) struct Rows {
    /// Each value that changed.
    pub(super) values: Vec<(ContentKey, StoredValue)>,
    /// Each row of the history that changed.
    pub(super) history: Vec<Record>,
    /// The newest counter.
    pub(super) newest: i64,
    /// One error for each correction that applies but has a kind that this version does not know.
    pub(super) unknown: Vec<Error>,
}

/// Every value that was changed after counter `since`, and the newest counter, read in one transaction.
pub(super) fn read(from: &mut Connection, since: i64) -> rusqlite::Result<Rows> {
    let from = from.transaction()?;
    let newest = from.query_row("SELECT value FROM numbers WHERE name = 'changed'", [], |row| row.get(0))?;
    let mut values = Vec::new();
    collect(
        &from,
        "SELECT key, read, starred, archived, read_at > ?1, starred_at > ?1, archived_at > ?1
         FROM marks WHERE changed > ?1",
        since,
        |row| {
            let key = ContentKey(row.get(0)?);
            for (value, fresh) in [
                (StoredValue::Read(row.get(1)?), row.get(4)?),
                (StoredValue::Starred(row.get(2)?), row.get(5)?),
                (StoredValue::Archived(row.get(3)?), row.get(6)?),
            ] {
                if fresh {
                    values.push((key, value));
                }
            }
            Ok(())
        },
    )?;
    collect(&from, "SELECT key, tag, present FROM tags WHERE changed > ?1", since, |row| {
        values.push((ContentKey(row.get(0)?), StoredValue::Tag(row.get::<_, Arc<str>>(1)?, row.get(2)?)));
        Ok(())
    })?;
    collect(&from, "SELECT key, note FROM notes WHERE changed > ?1", since, |row| {
        values.push((ContentKey(row.get(0)?), StoredValue::Note(row.get::<_, Option<Arc<str>>>(1)?)));
        Ok(())
    })?;
    collect(&from, "SELECT key, byte FROM positions WHERE changed > ?1", since, |row| {
        values.push((ContentKey(row.get(0)?), StoredValue::Position(row.get(1)?)));
        Ok(())
    })?;
    // A store of an older layout that is only read does not have them.
    if from.table_exists(None, "highlights")? {
        let sql = "SELECT key, start, passage, at, present FROM highlights WHERE changed > ?1 ORDER BY made";
        collect(&from, sql, since, |row| {
            let kept = Highlight { start: row.get(1)?, passage: row.get(2)?, at: row.get(3)? };
            values.push((ContentKey(row.get(0)?), StoredValue::Highlight(Arc::new(kept), row.get(4)?)));
            Ok(())
        })?;
    }
    if from.table_exists(None, "versions")? {
        collect(
            &from,
            "SELECT key, identity FROM versions WHERE changed > ?1 ORDER BY changed",
            since,
            |row| {
                values.push((ContentKey(row.get(0)?), StoredValue::Version(row.get::<_, Arc<str>>(1)?)));
                Ok(())
            },
        )?;
    }
    let (mut unknown, query) =
        (Vec::new(), "SELECT key, kind, json, present FROM corrections WHERE changed > ?1 ORDER BY made");
    collect(&from, query, since, |row| {
        let present = row.get(3)?;
        match corrections::decode(row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str()?) {
            Ok(correction) => {
                values
                    .push((ContentKey(row.get(0)?), StoredValue::Correction(Arc::new(correction), present)));
            }
            Err(error) if present => unknown.push(error),
            Err(_) => {}
        }
        Ok(())
    })?;
    let history = steps::read(&from, since)?;
    Ok(Rows { values, history, newest, unknown })
}

fn collect(
    from: &Connection,
    sql: &str,
    since: i64,
    mut each: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut statement = from.prepare_cached(sql)?;
    let mut rows = statement.query([since])?;
    while let Some(row) = rows.next()? {
        each(row)?;
    }
    Ok(())
}
