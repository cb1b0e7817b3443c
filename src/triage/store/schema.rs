//! The store's layout and its numbered migrations. `user_version` is the number of the last one applied;
//! `application_id` tells our stores from other programs' databases, which are never changed.

use rusqlite::{Connection, Transaction, TransactionBehavior};

/// The steps from an empty file to the current layout, in order. A step that was released is never changed.
const MIGRATIONS: &[&str] = &[
    include_str!("../../../assets/migrations/0001_initial.sql"),
    include_str!("../../../assets/migrations/0002_marker.sql"),
    include_str!("../../../assets/migrations/0003_versions.sql"),
    include_str!("../../../assets/migrations/0004_steps.sql"),
];

/// "LISE" in ASCII.
pub(super) const APPLICATION_ID: i64 = 0x4c49_5345;

/// The layout this version writes.
pub(super) const LATEST: i64 = MIGRATIONS.len() as i64;

/// What kind of database a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// An empty file.
    Empty,
    /// Ours, with this layout number, which this version knows.
    Ours(i64),
    /// Ours, with a layout number that only a newer version knows.
    Newer(i64),
    /// Another program's.
    Foreign,
}

/// The kind of database; writes nothing. It is read in one transaction, because another reader may be creating the store.
pub(super) fn layout(connection: &Connection) -> rusqlite::Result<Layout> {
    layout_within(&connection.unchecked_transaction()?)
}

fn layout_within(connection: &Transaction<'_>) -> rusqlite::Result<Layout> {
    let number = |sql| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let version = number("PRAGMA user_version")?;
    let owner = number("PRAGMA application_id")?;
    let tables = number("SELECT count(*) FROM sqlite_schema")?;
    Ok(match (owner, version) {
        (0, 0) if tables == 0 => Layout::Empty,
        (APPLICATION_ID, version) if version > LATEST => Layout::Newer(version),
        (APPLICATION_ID, version) if version > 0 => Layout::Ours(version),
        _ => Layout::Foreign,
    })
}

/// Whether every table of the first layout is there, which shows that it is a store even when its id was damaged.
pub(super) fn has_our_tables(connection: &Connection) -> bool {
    let sql = "SELECT count(*) = 6 FROM sqlite_schema WHERE type = 'table'
               AND name IN ('numbers', 'marks', 'tags', 'notes', 'positions', 'corrections')";
    connection.query_row(sql, [], |row| row.get(0)).unwrap_or(false)
}

/// Brings an empty or older store to the current layout in one transaction. Returns what was there before.
pub(super) fn migrate(connection: &mut Connection) -> rusqlite::Result<Layout> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another reader may have migrated it since we read its layout.
    let before = layout_within(&transaction)?;
    let done = match before {
        Layout::Empty => 0,
        Layout::Ours(LATEST) | Layout::Newer(_) | Layout::Foreign => return Ok(before),
        Layout::Ours(version) => version,
    };
    for step in MIGRATIONS.iter().skip(usize::try_from(done).unwrap_or(0)) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", LATEST)?;
    transaction.commit()?;
    Ok(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_file_is_migrated_to_the_current_layout_once() {
        let mut connection = Connection::open_in_memory().unwrap();
        assert_eq!(layout(&connection).unwrap(), Layout::Empty);
        for _ in 0..2 {
            migrate(&mut connection).unwrap();
            assert_eq!(layout(&connection).unwrap(), Layout::Ours(LATEST));
        }
    }

    #[test]
    fn another_programs_database_is_foreign() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE moz_places (id INTEGER)").unwrap();
        assert_eq!(layout(&connection).unwrap(), Layout::Foreign);
        connection.execute_batch("PRAGMA user_version = 9").unwrap();
        assert_eq!(layout(&connection).unwrap(), Layout::Foreign);
    }

    #[test]
    fn every_table_that_the_queries_use_exists() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        for table in [
            "marks",
            "tags",
            "notes",
            "positions",
            "corrections",
            "numbers",
            "versions",
            "steps",
            "highlights",
            "places",
            "prompts",
        ] {
            connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
        }
    }
}
