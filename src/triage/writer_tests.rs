//! What the writer promises: an answer only for what is saved, nothing dropped on failure, an error at the end.

use std::sync::mpsc::{Receiver, channel};

use super::*;
use crate::article::ContentKey;
use crate::triage::{Action, Location, Snapshot, StoredValue, Triage};

fn key(n: u32) -> ContentKey {
    ContentKey::of(&n.to_string(), "")
}

fn start(location: &Location) -> (Triage, Writer, Receiver<Event>) {
    let opened = Store::open(location).unwrap();
    assert_eq!(opened.notices, []);
    let state = Triage::new((0..3).map(key), &opened.snapshot);
    let (to, events) = channel();
    let writer = Writer::start(opened.store, jiff::Timestamp::UNIX_EPOCH, move |event| {
        let _ = to.send(event);
    });
    (state, writer.unwrap(), events)
}

fn star(state: &mut Triage, article: u32, value: bool) -> Save {
    let articles = vec![crate::article::ArticleId(article)];
    state.act(&Action::SetStarred { articles, value }).unwrap()
}

#[test]
fn what_was_acknowledged_is_there_when_the_store_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::Usual(folder.path().join("deep/er/state.db"));
    let (mut state, writer, events) = start(&location);
    let save = star(&mut state, 1, true);
    let seq = save.seq;
    writer.save(save);
    assert_eq!(events.recv().unwrap(), Event::Saved(seq));
    assert_eq!(state.saved(seq), ["starred 1 article"]);
    // Not finished, as after a crash: a second reader sees it anyway.
    let reopened = Store::open(&location).unwrap();
    assert_eq!(reopened.snapshot.values, [(key(1), StoredValue::Starred(true))]);
    writer.finish().unwrap();
}

#[test]
fn finishing_writes_what_was_handed_over_last() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::Usual(folder.path().join("state.db"));
    let (mut state, writer, _events) = start(&location);
    for round in 0..50 {
        writer.save(star(&mut state, 0, round % 2 == 0));
    }
    writer.save(star(&mut state, 2, true));
    writer.finish().unwrap();
    let (state, ..) = start(&location);
    assert_eq!(state.marks().counts().starred, 1);
}

#[test]
fn what_fails_is_kept_tried_again_and_never_called_saved() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("folder");
    std::fs::write(&blocked, "a file where the folder should be").unwrap();
    let location = Location::Usual(blocked.join("state.db"));
    let opened = Store::open(&location).unwrap();
    assert!(opened.notices[0].to_string().contains("--state"), "{}", opened.notices[0]);
    let mut state = Triage::new((0..3).map(key), &Snapshot::default());
    let (to, events) = channel();
    let writer = Writer::start(opened.store, jiff::Timestamp::UNIX_EPOCH, move |event| {
        let _ = to.send(event);
    })
    .unwrap();
    let (first, second) = (star(&mut state, 0, true), star(&mut state, 1, true));
    let last = second.seq;
    writer.save(first);
    assert!(matches!(events.recv().unwrap(), Event::Failed(1, _)));
    std::fs::remove_file(&blocked).unwrap();
    writer.save(second);
    assert_eq!(events.recv().unwrap(), Event::Saved(last));
    writer.finish().unwrap();
    assert_eq!(Store::open(&location).unwrap().snapshot.values.len(), 2);
}

#[test]
fn quitting_with_unsaved_actions_says_how_many_and_where() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("folder");
    std::fs::write(&blocked, "").unwrap();
    let opened = Store::open(&Location::Usual(blocked.join("state.db"))).unwrap();
    let mut state = Triage::new((0..3).map(key), &Snapshot::default());
    let writer = Writer::start(opened.store, jiff::Timestamp::UNIX_EPOCH, |_| {}).unwrap();
    writer.save(star(&mut state, 0, true));
    writer.save(star(&mut state, 1, true));
    let error = writer.finish().unwrap_err().to_string();
    assert!(error.contains("2 actions are not saved") && error.contains("folder"), "{error}");
}

#[test]
fn two_readers_see_each_others_marks_and_overwrite_none() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::Usual(folder.path().join("state.db"));
    let (mut one, writer_one, events_one) = start(&location);
    let (mut two, writer_two, events_two) = start(&location);
    writer_one.save(star(&mut one, 0, true));
    let articles = vec![crate::article::ArticleId(0)];
    writer_two.save(two.act(&Action::SetRead { articles, value: true }).unwrap());
    for (state, events) in [(&mut one, events_one), (&mut two, events_two)] {
        while !(state.of(crate::article::ArticleId(0)).read && state.of(crate::article::ArticleId(0)).starred)
        {
            match events.recv().unwrap() {
                Event::Changed(news) => state.changed_elsewhere(&news),
                Event::Saved(seq) => drop(state.saved(seq)),
                other => panic!("{other:?}"),
            }
        }
    }
    writer_one.finish().unwrap();
    writer_two.finish().unwrap();
    let values = Store::open(&location).unwrap().snapshot.values;
    let of = |value| (key(0), value);
    assert!(
        values.contains(&of(StoredValue::Read(true))) && values.contains(&of(StoredValue::Starred(true))),
        "{values:?}"
    );
}
