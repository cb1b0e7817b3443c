//! The tables of what is remembered beside marks: places and texts of prompts. Both are bounded.

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use crate::triage::remembered::LOOK;
use crate::triage::{Memo, Prompted, Remembered};

/// The most piles whose place is kept.
pub(super) const PLACES: u32 = 200;

/// The most texts that are kept for each kind of prompt.
pub(super) const PROMPTS: u32 = 200;

/// Writes all of them or none.
pub(super) fn write(connection: &mut Connection, memos: &[Memo]) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for memo in memos {
        match memo {
            Memo::Place { pile, json, at } => place(&transaction, pile, json, *at)?,
            Memo::Prompt(prompted) => prompt(&transaction, prompted)?,
            Memo::Look { json, at } => place(&transaction, LOOK, json, *at)?,
        }
    }
    transaction.commit()
}

fn place(to: &Transaction<'_>, pile: &str, json: &str, at: i64) -> rusqlite::Result<()> {
    to.prepare_cached(
        "INSERT INTO places (pile, json, at) VALUES (?1, ?2, ?3)
         ON CONFLICT DO UPDATE SET json = ?2, at = ?3",
    )?
    .execute(params![pile, json, at])?;
    to.prepare_cached(
        "DELETE FROM places WHERE pile IN
         (SELECT pile FROM places WHERE pile <> ?1 ORDER BY at DESC LIMIT -1 OFFSET ?2)",
    )?
    .execute(params![LOOK, PLACES])
    .map(drop)
}

fn prompt(to: &Transaction<'_>, prompted: &Prompted) -> rusqlite::Result<()> {
    let Prompted { kind, text, used } = prompted;
    to.prepare_cached(
        "INSERT INTO prompts (kind, text, used) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET used = ?3",
    )?
    .execute(params![kind, text, used])?;
    to.prepare_cached(
        "DELETE FROM prompts WHERE kind = ?1 AND text IN
         (SELECT text FROM prompts WHERE kind = ?1 ORDER BY used DESC LIMIT -1 OFFSET ?2)",
    )?
    .execute(params![kind, PROMPTS])
    .map(drop)
}

/// Everything that is remembered; nothing for a store of a layout that has no such tables.
pub(super) fn read(from: &Connection) -> rusqlite::Result<Remembered> {
    if !from.table_exists(None, "places")? {
        return Ok(Remembered::default());
    }
    let mut places = from.prepare("SELECT pile, json FROM places ORDER BY at DESC")?;
    let places = places.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    let mut prompts = from.prepare("SELECT kind, text, used FROM prompts ORDER BY used")?;
    let prompted =
        |row: &rusqlite::Row<'_>| Ok(Prompted { kind: row.get(0)?, text: row.get(1)?, used: row.get(2)? });
    let prompts = prompts.query_map([], prompted)?.collect::<Result<_, _>>()?;
    Ok(Remembered { places, prompts })
}
