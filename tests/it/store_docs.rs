//! `docs/store.md` describes the store as it is: each table, column and type, the layouts, the files beside it.

use std::fs;

use liseuse::triage::{Location, Store};
use rusqlite::Connection;

const DOCS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/store.md"));

/// The cells of a line of a table, without their code marks.
fn cells(line: &str) -> Vec<String> {
    line.trim_matches('|').split('|').map(|cell| cell.trim().replace('`', "")).collect()
}

/// The rows of the first table after a heading.
fn table_under(heading: &str) -> Vec<Vec<String>> {
    let (_, after) =
        DOCS.split_once(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("no heading {heading}"));
    let lines =
        after.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    lines.skip(2).map(cells).collect()
}

fn column(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn the_description_of_the_store_is_that_of_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let store = Store::open(&Location::Usual(path.clone())).unwrap();
    let connection = Connection::open(&path).unwrap();

    let tables = column(&connection, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    let mut described: Vec<_> = DOCS.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    described.sort_unstable();
    assert_eq!(described, tables);
    for table in &tables {
        let names = column(&connection, &format!("SELECT name FROM pragma_table_info('{table}')"));
        let types = column(&connection, &format!("SELECT type FROM pragma_table_info('{table}')"));
        let described = table_under(&format!("### {table}"));
        let described: Vec<_> = described.iter().map(|row| (row[0].clone(), row[1].clone())).collect();
        assert_eq!(described, names.into_iter().zip(types).collect::<Vec<_>>(), "{table}");
    }
    for row in table_under("## What identifies it") {
        let sql = format!("SELECT CAST({0} AS TEXT) FROM pragma_{0}", row[0]);
        assert_eq!(column(&connection, &sql), [row[1].clone()], "{}", row[0]);
    }
    let names = &table_under("### numbers")[0][2];
    for name in column(&connection, "SELECT name FROM numbers") {
        assert!(names.contains(&format!("{name}:")), "{name} is not described");
    }
    drop(store);
}

#[test]
fn every_step_of_the_layout_is_described() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/migrations");
    let mut steps: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    steps.sort();
    let described = table_under("## Layouts");
    assert_eq!(described.len(), steps.len());
    for (number, (row, step)) in described.iter().zip(&steps).enumerate() {
        assert_eq!(row[0], (number + 1).to_string());
        assert!(row[1].starts_with(&format!("{step}:")), "{step}: {}", row[1]);
    }
}
