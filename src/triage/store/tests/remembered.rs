//! What is kept beside marks: steps with what undoes them, passages, places and what was typed; and stores of older
//! layouts, which have none of it.

use super::*;
use crate::triage::recorded::{KEPT_STEPS, KEPT_VALUES};
use crate::triage::{Group, Highlight, Memo, Prompted, Record, Recorded, Remembered, StepId, StepState};

fn recorded(number: i64, keys: impl IntoIterator<Item = ContentKey>) -> Record {
    let group = Group {
        before: StoredValue::Archived(false),
        after: StoredValue::Archived(true),
        keys: keys.into_iter().collect(),
    };
    let step = Recorded {
        id: StepId { run: 7, number },
        at: 1_700_000_000 + number,
        program: "reader".into(),
        label: format!("archived {number}"),
        groups: vec![group],
    };
    Record { step: Arc::new(step), state: StepState::Done }
}

fn with(state: StepState, record: &Record) -> Record {
    Record { state, ..record.clone() }
}

fn history(records: impl IntoIterator<Item = Record>) -> Step {
    Step { records: records.into_iter().collect(), ..Step::default() }
}

#[test]
fn steps_come_back_in_order_with_their_values_and_whether_they_hold() {
    let (_folder, path) = place();
    let records: Vec<_> = (0..3).map(|number| recorded(number, [key(number as u32)])).collect();
    let mut store = open(&path).store;
    store.write([&history(records.clone())]).unwrap();
    assert_eq!(open(&path).snapshot.history, records);

    let undone = with(StepState::Undone, &records[2]);
    store.write([&history([undone.clone()])]).unwrap();
    assert_eq!(open(&path).snapshot.history, [&records[..2], &[undone]].concat());

    let dropped = with(StepState::Dropped, &records[2]);
    store.write([&history([dropped])]).unwrap();
    let read = open(&path).snapshot.history;
    assert_eq!(read[..2], records[..2]);
    assert_eq!((read[2].state, read[2].step.size()), (StepState::Dropped, 0), "what undid it is gone");
}

#[test]
fn a_bulk_of_ten_thousand_is_one_step() {
    let (_folder, path) = place();
    let bulk = recorded(1, (0..10_000).map(key));
    open(&path).store.write([&history([bulk.clone()])]).unwrap();
    assert_eq!(open(&path).snapshot.history, [bulk]);
}

#[test]
fn the_oldest_steps_are_forgotten_by_number_and_by_size() {
    let (_folder, path) = place();
    let mut store = open(&path).store;
    let many = KEPT_STEPS as i64 + 20;
    store.write([&history((0..many).map(|number| recorded(number, [])))]).unwrap();
    let kept = open(&path).snapshot.history;
    assert_eq!(kept.len(), KEPT_STEPS);
    assert_eq!(kept[0].step.id.number, 20);

    let dropped = (20..many).map(|number| with(StepState::Dropped, &recorded(number, [])));
    store.write([&history(dropped)]).unwrap();
    let more = (many..many * 2).map(|number| with(StepState::Done, &recorded(number, [])));
    store.write([&history(more)]).unwrap();
    assert_eq!(open(&path).snapshot.history.len(), KEPT_STEPS * 2, "what was dropped is bounded too");

    // The sizes alone count, so that the test needs no million of keys.
    store
        .connection
        .execute("UPDATE steps SET size = ?1 / 10 WHERE state < 2", [KEPT_VALUES as i64])
        .unwrap();
    store.write([&history([recorded(many * 3, [key(1)])])]).unwrap();
    let done = open(&path).snapshot.history.into_iter().filter(|it| it.state == StepState::Done).count();
    assert_eq!(done, 10, "nine of a tenth each, and the last");
}

#[test]
fn another_reader_learns_of_steps_and_what_became_of_them() {
    let (_folder, path) = place();
    let (mut one, mut two) = (open(&path).store, open(&path).store);
    let record = recorded(1, [key(1)]);
    one.write([&history([record.clone()])]).unwrap();
    assert_eq!(two.changes().unwrap().history, std::slice::from_ref(&record));
    assert_eq!(two.changes().unwrap().history, []);
    two.write([&history([with(StepState::Undone, &record)])]).unwrap();
    assert_eq!(one.changes().unwrap().history, [with(StepState::Undone, &record)]);
}

#[test]
fn steps_are_written_again_when_the_store_was_overwritten() {
    let (_folder, path) = place();
    let mut store = open(&path).store;
    let record = recorded(1, [key(1)]);
    store.write([&history([record.clone()]), &step(key(1), StoredValue::Archived(true))]).unwrap();
    for suffix in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{suffix}", path.display()));
    }
    let second = recorded(2, [key(2)]);
    store.write([&history([second.clone()])]).unwrap();
    assert_eq!(open(&path).snapshot.history, [record, second]);
}

#[test]
fn passages_are_kept_and_given_up() {
    let (_folder, path) = place();
    let kept = |start, passage: &str| {
        StoredValue::Highlight(Arc::new(Highlight { start, passage: passage.into(), at: 5 }), true)
    };
    let values =
        [(key(1), kept(3, "le quai")), (key(1), kept(3, "le quai est sûr")), (key(2), kept(0, "Non."))];
    let steps: Vec<_> = values.iter().map(|(key, value)| step(*key, value.clone())).collect();
    let (mut one, mut two) = (open(&path).store, open(&path).store);
    one.write(&steps).unwrap();
    assert_eq!(open(&path).snapshot.values, values);
    assert_eq!(two.changes().unwrap().values, values);
    let StoredValue::Highlight(passage, _) = &values[1].1 else { unreachable!() };
    let gone = StoredValue::Highlight(Arc::clone(passage), false);
    one.write([&step(key(1), gone.clone())]).unwrap();
    assert_eq!(two.changes().unwrap().values, [(key(1), gone)]);
}

#[test]
fn places_and_prompts_are_remembered_and_bounded() {
    let (_folder, path) = place();
    let mut store = open(&path).store;
    assert_eq!(open(&path).remembered, Remembered::default());
    let place = |pile: &str, json: &str, at| Memo::Place { pile: pile.into(), json: json.into(), at };
    let prompt = |text: &str, used| Memo::Prompt(Prompted { kind: "filter".into(), text: text.into(), used });
    store.remember(&[place("a", "{}", 1), prompt("port", 1), prompt("quai", 2)]).unwrap();
    store.remember(&[place("a", "[]", 2), prompt("port", 3)]).unwrap();
    let remembered = open(&path).remembered;
    assert_eq!((remembered.place("a"), remembered.place("b")), (Some("[]"), None));
    let texts: Vec<_> = remembered.prompts.iter().map(|prompted| &*prompted.text).collect();
    assert_eq!(texts, ["quai", "port"], "the newest last, each once");

    let many = (0..i64::from(memory::PLACES) + 9)
        .flat_map(|n| [place(&format!("p{n}"), "", 10 + n), prompt(&format!("t{n}"), 10 + n)]);
    store.remember(&many.collect::<Vec<_>>()).unwrap();
    store.remember(&[Memo::Look { json: "{1}".to_owned(), at: 1 }]).unwrap();
    store.remember(&[Memo::Look { json: "{2}".to_owned(), at: 2 }, place("last", "", 999)]).unwrap();
    let remembered = open(&path).remembered;
    assert_eq!(remembered.look(), Some("{2}"), "however many piles were open since");
    let remembered = Remembered {
        places: remembered.places.iter().filter(|(pile, _)| &**pile != "look").cloned().collect(),
        ..remembered
    };
    let most = (memory::PLACES as usize, memory::PROMPTS as usize);
    assert_eq!((remembered.places.len(), remembered.prompts.len()), most);
    assert_eq!(remembered.place("p0"), None);
}

const LAYOUTS: [&str; 3] = [
    include_str!("../../../../assets/migrations/0001_initial.sql"),
    include_str!("../../../../assets/migrations/0002_marker.sql"),
    include_str!("../../../../assets/migrations/0003_versions.sql"),
];

/// A store as a version with this layout left it, with one star.
fn of_layout(path: &Path, layout: usize) {
    let store = Connection::open(path).unwrap();
    LAYOUTS[..layout].iter().for_each(|step| store.execute_batch(step).unwrap());
    store.pragma_update(None, "application_id", schema::APPLICATION_ID).unwrap();
    store.pragma_update(None, "user_version", layout as i64).unwrap();
    let star = "INSERT INTO marks (key, starred, starred_at, changed) VALUES (?1, 1, 1, 1)";
    store.execute(star, [key(1).0]).unwrap();
    store.execute("UPDATE numbers SET value = 1 WHERE name = 'changed'", []).unwrap();
}

#[test]
fn a_store_of_each_older_layout_is_brought_up_to_date_after_a_copy() {
    for layout in 1..=LAYOUTS.len() {
        let (_folder, path) = place();
        of_layout(&path, layout);
        let mut opened = open(&path);
        assert_eq!(opened.notices, [], "layout {layout}");
        assert_eq!(opened.snapshot.values, [(key(1), StoredValue::Starred(true))]);
        opened.store.write([&history([recorded(1, [key(1)])])]).unwrap();
        assert_eq!(open(&path).snapshot.history.len(), 1);
        let copy = beside::before_layout(&path, layout as i64 + 1);
        let copy = Connection::open(copy).unwrap();
        let version: i64 = copy.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        assert_eq!(version, layout as i64);
    }
}

#[test]
fn a_store_of_an_older_layout_that_may_not_be_written_is_read() {
    use std::os::unix::fs::PermissionsExt;
    for layout in 1..=LAYOUTS.len() {
        let (_folder, path) = place();
        of_layout(&path, layout);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
        if rustix::fs::access(&path, rustix::fs::Access::WRITE_OK).is_ok() {
            return; // The superuser may write everything.
        }
        let opened = open(&path);
        assert!(matches!(opened.store.access(), Access::ReadOnly(_)), "layout {layout}");
        assert_eq!(opened.snapshot.values, [(key(1), StoredValue::Starred(true))]);
        assert_eq!(opened.remembered, Remembered::default());
    }
}
