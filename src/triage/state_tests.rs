//! What a user relies on when triaging: exact undo, shared marks of copies, a true status, other readers.

use proptest::prelude::*;

use super::*;
use crate::triage::Pending;

fn key(n: u32) -> ContentKey {
    ContentKey::of(&n.to_string(), "")
}

fn articles(count: u32) -> Triage {
    Triage::new((0..count).map(key), &Snapshot::default())
}

fn all(count: u32) -> Vec<ArticleId> {
    (0..count).map(ArticleId).collect()
}

#[test]
fn undo_restores_a_mixed_selection_exactly_and_redo_does_it_again() {
    let mut state = articles(3000);
    state.act(&Action::SetRead { articles: vec![ArticleId(2), ArticleId(2500)], value: true });
    let save = state.act(&Action::SetRead { articles: all(3000), value: true }).unwrap();
    assert_eq!(save.step.label, "marked 2998 articles as read · 2 already were");
    assert_eq!(state.marks().unread(), 0);

    assert_eq!(state.undo().unwrap().step.label, "undid: marked 2998 articles as read · 2 already were");
    assert_eq!(state.marks().counts().read, 2);
    assert!(state.of(ArticleId(2)).read && state.of(ArticleId(2500)).read && !state.of(ArticleId(0)).read);

    assert_eq!(state.redo().unwrap().step.label, "redid: marked 2998 articles as read · 2 already were");
    assert_eq!(state.marks().unread(), 0);
    assert!(state.redo().is_none());
}

#[test]
fn an_action_that_changes_nothing_is_no_step() {
    let mut state = articles(2);
    assert!(state.act(&Action::SetRead { articles: all(2), value: false }).is_none());
    assert!(state.act(&Action::RemoveTag { articles: all(2), tag: "x".into() }).is_none());
    assert!(state.act(&Action::SetRead { articles: vec![ArticleId(99)], value: true }).is_none());
    assert!(state.undo().is_none());
}

#[test]
fn a_new_action_ends_what_could_be_redone() {
    let mut state = articles(2);
    state.act(&Action::SetStarred { articles: all(1), value: true });
    state.undo();
    state.act(&Action::SetArchived { articles: all(1), value: true });
    assert!(state.redo().is_none());
    let labels: Vec<_> = state.steps().iter().map(|entry| &*entry.step.label).collect();
    assert_eq!(labels, ["archived 1 article"]);
}

#[test]
fn copies_of_an_article_share_their_marks() {
    let mut state = Triage::new([key(1), key(2), key(1)], &Snapshot::default());
    let save = state.act(&Action::SetStarred { articles: vec![ArticleId(2)], value: true }).unwrap();
    assert_eq!(save.step.changes.len(), 1);
    assert!(state.of(ArticleId(0)).starred && !state.of(ArticleId(1)).starred);
    state.undo();
    assert_eq!(state.marks().counts().starred, 0);
}

#[test]
fn notes_tags_and_corrections_are_undone_and_positions_are_not() {
    let mut state = articles(2);
    let id = ArticleId(1);
    let merge = Correction::Merge { from: vec!["A".into()], into: "B".into() };
    state.act(&Action::SetNote { article: id, text: "première".into() });
    state.act(&Action::SetNote { article: id, text: "seconde\n".into() });
    state.act(&Action::AddTag { articles: vec![id], tag: "à relire".into() });
    state.act(&Action::AddCorrections { corrections: vec![merge.clone()] });
    state.act(&Action::SetPosition { article: id, offset: 77 });
    assert_eq!(state.corrections().count(), 1);
    assert_eq!(state.undo().unwrap().step.label, "undid: corrected: merge A → B");
    assert_eq!(state.corrections().count(), 0);
    assert!(state.of(id).tags.contains("à-relire"));
    state.undo();
    assert!(state.of(id).tags.is_empty());
    assert_eq!(state.note(id), Some("seconde"));
    state.undo();
    assert_eq!(state.note(id), Some("première"));
    state.undo();
    assert_eq!((state.note(id), state.of(id).note), (None, false));
    assert_eq!(state.position(id), Some(77));
}

#[test]
fn nothing_counts_as_saved_before_the_writer_says_so() {
    let mut state = articles(3);
    assert_eq!(state.save_state(), SaveState::Saved);
    let first = state.act(&Action::SetStarred { articles: all(3), value: true }).unwrap();
    let second = state.act(&Action::SetPosition { article: ArticleId(0), offset: 1 }).unwrap();
    let third = state.act(&Action::SetRead { articles: all(1), value: true }).unwrap();
    assert_eq!(state.save_state(), SaveState::Saving(3));
    state.failed(Error::new("state.db", "the disk is full"));
    assert!(matches!(state.save_state(), SaveState::Failed(3, _)));
    assert_eq!(state.saved(first.seq), ["starred 3 articles"]);
    assert_eq!(state.save_state(), SaveState::Saving(2));
    assert_eq!(state.saved(second.seq), [""; 0], "a position is not announced");
    assert_eq!(state.saved(third.seq), ["marked 1 article as read"]);
    assert_eq!(state.save_state(), SaveState::Saved);
}

#[test]
fn another_readers_values_come_in_but_not_over_what_is_still_unsaved_here() {
    let mut state = articles(2);
    let save = state.act(&Action::SetStarred { articles: all(1), value: true }).unwrap();
    let theirs = News {
        values: vec![
            (key(0), StoredValue::Starred(false)),
            (key(0), StoredValue::Read(true)),
            (key(9), StoredValue::Read(true)),
        ],
        ..News::default()
    };
    state.changed_elsewhere(&theirs);
    assert!(state.of(ArticleId(0)).starred && state.of(ArticleId(0)).read);
    state.saved(save.seq);
    state.changed_elsewhere(&theirs);
    assert!(!state.of(ArticleId(0)).starred);
}

#[test]
fn a_loaded_state_is_the_one_that_was_kept() {
    let merge = Arc::new(Correction::Merge { from: vec!["A".into()], into: "B".into() });
    let snapshot = Snapshot {
        values: vec![
            (key(1), StoredValue::Read(true)),
            (key(1), StoredValue::Tag("x".into(), true)),
            (key(1), StoredValue::Note(Some("n".into()))),
            (key(1), StoredValue::Position(Some(5))),
            (key(404), StoredValue::Starred(true)),
            (correction_key(&merge), StoredValue::Correction(Arc::clone(&merge), true)),
        ],
        ..Snapshot::default()
    };
    let state = Triage::new([key(0), key(1)], &snapshot);
    let id = ArticleId(1);
    assert!(state.of(id).read && state.of(id).note && state.of(id).tags.contains("x"));
    assert_eq!((state.note(id), state.position(id)), (Some("n"), Some(5)));
    assert_eq!(state.corrections().collect::<Vec<_>>(), [&*merge]);
    assert_eq!(state.marks().counts().starred, 0);
    assert!(state.steps().is_empty());
}

/// Every value, without which of them are saved, to compare two moments.
fn picture(state: &Triage) -> Vec<(Marks, Option<String>)> {
    (0..state.marks().len() as u32)
        .map(|n| (Marks { pending: Pending::NOTHING, ..state.of(ArticleId(n)).clone() }, n))
        .map(|(marks, n)| (marks, state.note(ArticleId(n)).map(str::to_owned)))
        .collect()
}

fn any_action() -> impl Strategy<Value = Action> {
    let some = prop::collection::vec((0..6u32).prop_map(ArticleId), 1..6);
    let tag = prop::sample::select(vec!["a", "b", "c"]);
    (0..6, some, any::<bool>(), tag).prop_map(|(kind, articles, value, tag)| match kind {
        0 => Action::SetRead { articles, value },
        1 => Action::SetStarred { articles, value },
        2 => Action::SetArchived { articles, value },
        3 => Action::AddTag { articles, tag: tag.into() },
        4 => Action::RemoveTag { articles, tag: tag.into() },
        _ => Action::SetNote { article: articles[0], text: tag.into() },
    })
}

proptest! {
    #[test]
    fn any_run_of_actions_is_undone_to_each_earlier_picture(actions in prop::collection::vec(any_action(), 0..25)) {
        let mut state = Triage::new([0, 1, 2, 0, 4, 5].map(key), &Snapshot::default());
        let mut pictures = vec![picture(&state)];
        for action in &actions {
            if state.act(action).is_some() {
                pictures.push(picture(&state));
            }
        }
        for before in pictures.iter().rev().skip(1) {
            prop_assert!(state.undo().is_some());
            prop_assert_eq!(&picture(&state), before);
        }
        prop_assert!(state.undo().is_none());
        for after in pictures.iter().skip(1) {
            prop_assert!(state.redo().is_some());
            prop_assert_eq!(&picture(&state), after);
        }
    }
    #[test]
    fn what_no_answer_covers_is_pending_and_nothing_else(
        actions in prop::collection::vec(any_action(), 1..25),
        answered in 0..25_u64,
    ) {
        let mut state = Triage::new([0, 1, 2, 0, 4, 5].map(key), &Snapshot::default());
        let saves: Vec<_> = actions.iter().filter_map(|action| state.act(action)).collect();
        state.saved(answered);
        let mut expected = [Pending::NOTHING; 6];
        for change in saves.iter().filter(|save| save.seq > answered).flat_map(|save| &save.step.changes) {
            for n in (0..6).filter(|n| key([0, 1, 2, 0, 4, 5][*n]) == change.key) {
                expected[n] = expected[n].and(change.after.part());
            }
        }
        let found: Vec<_> = (0..6).map(|n| state.of(ArticleId(n)).pending).collect();
        prop_assert_eq!(&found[..], &expected[..]);
        let unread = (0..6).filter(|n| state.of(ArticleId(*n)).unread_pending()).count();
        prop_assert_eq!(state.marks().counts().unread_pending, unread);
    }
}

#[test]
fn a_changed_version_keeps_the_marks_and_makes_them_its_own_when_something_is_done_to_it() {
    let known = |number, identity: &str| Known { key: key(number), identities: vec![identity.into()] };
    let mut before = Triage::new([known(1, "port"), known(2, "digue")], &Snapshot::default());
    let mut values = Vec::new();
    let mut keep = |save: Option<Save>| {
        let changes = save.unwrap().step.changes.clone();
        values.extend(changes.into_iter().map(|change| (change.key, change.after)));
    };
    keep(before.act(&Action::SetStarred { articles: vec![ArticleId(0)], value: true }));
    keep(before.act(&Action::AddTag { articles: vec![ArticleId(0)], tag: "relire".into() }));
    keep(before.act(&Action::SetNote { article: ArticleId(0), text: "voir la digue".into() }));
    let versions = values.iter().filter(|(_, value)| matches!(value, StoredValue::Version(_))).count();
    assert_eq!(versions, 1, "an identity is written once: {values:?}");

    // The first article has another content now.
    let mut after = Triage::new(
        [known(3, "port"), known(2, "digue")],
        &Snapshot { values: values.clone(), ..Snapshot::default() },
    );
    let marks = after.of(ArticleId(0));
    assert!(marks.starred && marks.changed && marks.tags.contains("relire") && marks.note);
    assert_eq!(after.note(ArticleId(0)), Some("voir la digue"));
    assert!(!after.of(ArticleId(1)).changed);

    // What is done to it saves all of them as its own; undo takes back that alone.
    let save = after.act(&Action::SetRead { articles: vec![ArticleId(0)], value: true }).unwrap();
    values.extend(save.step.changes.iter().map(|change| (change.key, change.after.clone())));
    let next = Triage::new([known(3, "port")], &Snapshot { values, ..Snapshot::default() });
    let marks = next.of(ArticleId(0));
    assert!(marks.read && marks.starred && marks.tags.contains("relire") && marks.note && !marks.changed);
    after.undo().unwrap();
    assert!(!after.of(ArticleId(0)).read && after.of(ArticleId(0)).starred);
}

#[test]
fn passages_are_kept_in_the_order_of_the_text_and_undone() {
    let mut state = articles(2);
    let article = ArticleId(1);
    let highlight = |start, passage: &str| Highlight { start, passage: passage.into(), at: 1 };
    let kept = |state: &Triage| state.highlights(article).iter().map(|own| own.start).collect::<Vec<_>>();
    for (start, passage) in [(9, "le quai"), (2, "la digue"), (2, "la digue tient")] {
        state.act(&Action::AddHighlight { article, highlight: highlight(start, passage) }).unwrap();
    }
    assert_eq!(kept(&state), [2, 2, 9]);
    assert!(state.of(article).highlighted && !state.of(ArticleId(0)).highlighted);
    let again = Highlight { at: 2, ..highlight(9, "le quai") };
    assert!(state.act(&Action::AddHighlight { article, highlight: again.clone() }).is_none(), "it is kept");
    let save = state.act(&Action::RemoveHighlight { article, highlight: again }).unwrap();
    assert_eq!((save.step.label.as_str(), kept(&state)), ("the passage is no longer kept", vec![2, 2]));
    state.undo();
    assert_eq!(kept(&state), [2, 2, 9]);
    (0..3).for_each(|_| drop(state.undo()));
    assert!(kept(&state).is_empty() && !state.of(article).highlighted);
}
