//! The store's layout and its numbered migrations. `user_version` says which were applied; `application_id`
//! tells our stores from other people's databases, which are never touched.

use rusqlite::{Connection, Transaction, TransactionBehavior};

/// The steps from an empty file to the present layout, in order. One that was released is never changed.
const MIGRATIONS: &[&str] = &[
    include_str!("../../../assets/migrations/0001_initial.sql"),
    include_str!("../../../assets/migrations/0002_marker.sql"),
];

/// "LISE" in ASCII.
pub(super) const APPLICATION_ID: i64 = 0x4c49_5345;

/// The layout this version writes.
pub(super) const LATEST: i64 = MIGRATIONS.len() as i64;

/// What kind of database a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// Nothing yet.
    Empty,
    /// Ours, of this version or an older one.
    Ours(i64),
    /// Ours, of a version that is not known yet.
    Newer(i64),
    /// Somebody else's.
    Foreign,
}

/// Looks, and writes nothing. All of it is one look: another reader may be creating the store meanwhile.
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

/// Whether every table of the first layout is there: so a store shows itself whose id was damaged.
pub(super) fn has_our_tables(connection: &Connection) -> bool {
    let sql = "SELECT count(*) = 6 FROM sqlite_schema WHERE type = 'table'
               AND name IN ('numbers', 'marks', 'tags', 'notes', 'positions', 'corrections')";
    connection.query_row(sql, [], |row| row.get(0)).unwrap_or(false)
}

/// Brings an empty or older store to the present layout: all steps and the numbers that name it, or none, so
/// that nobody ever sees half a store. Gives what was there before.
pub(super) fn migrate(connection: &mut Connection) -> rusqlite::Result<Layout> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another reader may have migrated between our look and our lock.
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
    fn an_empty_file_becomes_the_present_layout_once() {
        let mut connection = Connection::open_in_memory().unwrap();
        assert_eq!(layout(&connection).unwrap(), Layout::Empty);
        for _ in 0..2 {
            migrate(&mut connection).unwrap();
            assert_eq!(layout(&connection).unwrap(), Layout::Ours(LATEST));
        }
    }

    #[test]
    fn somebody_elses_database_is_known_as_such() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE moz_places (id INTEGER)").unwrap();
        assert_eq!(layout(&connection).unwrap(), Layout::Foreign);
        connection.execute_batch("PRAGMA user_version = 9").unwrap();
        assert_eq!(layout(&connection).unwrap(), Layout::Foreign);
    }

    #[test]
    fn every_table_the_code_names_is_there() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        for table in ["marks", "tags", "notes", "positions", "corrections", "numbers"] {
            connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
        }
    }
}
