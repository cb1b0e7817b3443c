//! Undo over restarts and beside other readers: exact, by one key, and never of what somebody else does meanwhile.

use proptest::prelude::*;

use super::*;
use crate::triage::history::By;
use crate::triage::{Location, Store};

fn key(n: u32) -> ContentKey {
    ContentKey::of(&n.to_string(), "")
}

/// A store and the readers that are opened on it, one after the other or at once.
struct Desk {
    _folder: tempfile::TempDir,
    location: Location,
    runs: i64,
}

/// A reader of some articles.
struct Reader {
    state: Triage,
    store: Store,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::Usual(folder.path().join("state.db"));
        Self { _folder: folder, location, runs: 0 }
    }

    fn open(&mut self, articles: impl IntoIterator<Item = u32>) -> Reader {
        let opened = Store::open(&self.location).unwrap();
        let mut state = Triage::new(articles.into_iter().map(key), &opened.snapshot);
        self.runs += 1;
        state.begin(self.runs, "reader");
        state.set_time(1_700_000_000 + self.runs * 3600);
        Reader { state, store: opened.store }
    }
}

impl Reader {
    fn save(&mut self, save: Option<Save>) -> Option<String> {
        let save = save?;
        self.store.write([&*save.step]).unwrap();
        self.state.saved(save.seq);
        Some(save.step.label.clone())
    }

    fn act(&mut self, action: &Action) {
        let save = self.state.act(action);
        self.save(save).unwrap();
    }

    fn star(&mut self, articles: &[u32], value: bool) {
        let articles = articles.iter().map(|id| ArticleId(*id)).collect();
        self.act(&Action::SetStarred { articles, value });
    }

    fn undo(&mut self) -> Option<String> {
        let save = self.state.undo();
        self.save(save)
    }

    fn redo(&mut self) -> Option<String> {
        let save = self.state.redo();
        self.save(save)
    }

    /// Undoes or redoes to the step of this label.
    fn go_to(&mut self, label: &str) -> String {
        let step = self.state.steps().iter().find(|entry| entry.step.label == label).unwrap();
        let id = step.step.id;
        let save = self.state.go_to_step(id);
        self.save(save).unwrap()
    }

    fn hear(&mut self) {
        let news = self.store.changes().unwrap();
        self.state.changed_elsewhere(&news);
    }

    fn starred(&self) -> Vec<u32> {
        let all = 0..self.state.marks().len() as u32;
        all.filter(|id| self.state.of(ArticleId(*id)).starred).collect()
    }
}

#[test]
fn undo_and_redo_go_on_after_a_restart() {
    let mut desk = Desk::new();
    let mut reader = desk.open(0..3);
    reader.star(&[0], true);
    reader.star(&[1, 2], true);
    reader.star(&[0], false);
    reader.undo();
    drop(reader);
    let mut reader = desk.open(0..3);
    assert_eq!(
        reader.redo().unwrap(),
        "redid: unstarred 1 article · done 1 h ago, before this reader was opened"
    );
    assert_eq!((reader.starred(), reader.redo()), (vec![1, 2], None));
    for left in [vec![0, 1, 2], vec![0], vec![]] {
        reader.undo().unwrap();
        assert_eq!(reader.starred(), left);
    }
    assert_eq!(reader.undo(), None);
    drop(reader);
    let mut reader = desk.open(0..3);
    assert_eq!(reader.undo(), None);
    reader.redo().unwrap();
    reader.star(&[1], true);
    drop(reader);
    let mut reader = desk.open(0..3);
    assert_eq!((reader.redo(), reader.starred()), (None, vec![0, 1]), "what was done since ended it");
}

#[test]
fn any_step_can_be_gone_back_to_and_it_is_one_step_to_save() {
    let mut desk = Desk::new();
    let mut reader = desk.open(0..4);
    for id in 0..4 {
        let tag = Action::AddTag { articles: vec![ArticleId(id)], tag: format!("t{id}") };
        reader.act(&tag);
    }
    let tags = |reader: &Reader| reader.state.tags().map(str::to_owned).collect::<Vec<_>>();
    let label = "tagged 1 article with t1";
    assert_eq!(reader.go_to(label), format!("undid 3 steps, down to: {label}"));
    assert_eq!(tags(&reader), ["t0"]);
    drop(reader);
    let mut reader = desk.open(0..4);
    let told = reader.go_to("tagged 1 article with t2");
    assert!(told.starts_with("redid 2 steps, up to: tagged 1 article with t2"), "{told}");
    assert_eq!(tags(&reader), ["t0", "t1", "t2"]);
}

#[test]
fn a_step_on_articles_that_are_not_open_works_on_the_store() {
    let mut desk = Desk::new();
    let mut reader = desk.open(0..3);
    reader.star(&[0, 1, 2], true);
    drop(reader);
    let mut reader = desk.open([7, 1]);
    assert_eq!(reader.starred(), [1]);
    reader.undo().unwrap();
    assert_eq!(reader.starred(), [0; 0]);
    drop(reader);
    assert_eq!(desk.open(0..3).starred(), [0; 0]);
}

#[test]
fn what_others_do_meanwhile_is_listed_and_not_undone_by_a_key() {
    let mut desk = Desk::new();
    let (mut one, mut two) = (desk.open(0..3), desk.open(0..3));
    one.star(&[0], true);
    two.star(&[1], true);
    one.hear();
    assert_eq!(one.starred(), [0, 1]);
    let by: Vec<_> = one.state.steps().iter().map(|entry| entry.by).collect();
    assert_eq!(by, [By::Us, By::Others]);
    one.undo().unwrap();
    assert_eq!((one.starred(), one.undo()), (vec![1], None));

    // A reader that was opened later takes what was there for the past, until its owner is heard again.
    let mut three = desk.open(0..3);
    two.act(&Action::SetRead { articles: vec![ArticleId(2)], value: true });
    three.hear();
    assert_eq!(three.undo(), None);
    let told = three.go_to("starred 1 article");
    assert_eq!(told, "undid: starred 1 article · done 1 h ago by another reader");
    two.hear();
    assert_eq!(two.starred(), [0; 0]);
    assert_eq!(two.undo().unwrap(), "undid: marked 1 article as read");
    assert_eq!(two.redo().unwrap(), "redid: starred 1 article", "who did it can do it again");
}

#[test]
fn a_mark_that_another_reader_has_set_since_stays() {
    let mut desk = Desk::new();
    let (mut one, mut two) = (desk.open(0..3), desk.open(0..3));
    one.star(&[0, 1], true);
    two.hear();
    two.star(&[0], false);
    two.star(&[0], true);
    one.hear();
    assert_eq!(one.undo().unwrap(), "undid: starred 2 articles · 1 mark that changed since stays");
    assert_eq!(one.starred(), [0]);
}

#[test]
fn what_one_did_to_an_earlier_version_is_undone_on_the_later_one() {
    let mut desk = Desk::new();
    let known = |number| Known { key: key(number), identities: vec!["the quay".into()] };
    let mut open = |number| {
        let mut reader = desk.open([]);
        let snapshot = Store::open(&desk.location).unwrap().snapshot;
        reader.state = Triage::new([known(number)], &snapshot);
        reader
    };
    open(1).star(&[0], true);
    assert_eq!(open(2).starred(), [0]);
    let mut reader = open(2);
    reader.undo().unwrap();
    assert_eq!(reader.starred(), [0; 0]);
    reader.redo().unwrap();
    // Now the later version has marks of its own.
    let mut reader = open(2);
    assert_eq!((reader.starred(), reader.state.of(ArticleId(0)).changed), (vec![0], false));
    reader.undo().unwrap();
    assert_eq!((reader.starred(), open(2).starred()), (vec![], vec![]));
}

#[test]
fn several_actions_of_a_command_are_one_step() {
    let mut desk = Desk::new();
    let mut reader = desk.open(0..3);
    let notes = (0..3).map(|id| Action::SetNote { article: ArticleId(id), text: format!("note {id}") });
    let star = Action::SetStarred { articles: vec![ArticleId(0)], value: true };
    let twice = Action::SetStarred { articles: vec![ArticleId(0)], value: false };
    let actions: Vec<_> = notes.chain([star, twice]).collect();
    let saves =
        reader.state.together(|state| actions.iter().filter_map(|action| state.act(action)).collect());
    assert_eq!(saves.len(), 5);
    reader.store.write(saves.iter().map(|save| &*save.step)).unwrap();
    let mut reader = desk.open(0..3);
    let steps = reader.state.steps();
    assert_eq!(steps.len(), 1);
    assert_eq!(steps[0].step.label, "wrote the note, 3 times; starred 1 article; unstarred 1 article");
    reader.undo().unwrap();
    assert!((0..3).all(|id| reader.state.note(ArticleId(id)).is_none()));
}

/// What a user does: a verb on some articles, undo, redo, or a restart.
#[derive(Debug, Clone)]
enum Deed {
    Act(Action),
    Undo,
    Redo,
    Restart,
}

fn deed() -> impl Strategy<Value = Deed> {
    let articles =
        || proptest::collection::vec(0..6_u32, 1..5).prop_map(|ids| ids.into_iter().map(ArticleId).collect());
    prop_oneof![
        (articles(), any::<bool>())
            .prop_map(|(articles, value)| Deed::Act(Action::SetArchived { articles, value })),
        (articles(), "[ab]").prop_map(|(articles, tag)| Deed::Act(Action::AddTag { articles, tag })),
        (articles(), "[ab]").prop_map(|(articles, tag)| Deed::Act(Action::RemoveTag { articles, tag })),
        (0..6_u32, "[xy]?")
            .prop_map(|(id, text)| Deed::Act(Action::SetNote { article: ArticleId(id), text })),
        Just(Deed::Undo),
        Just(Deed::Redo),
        Just(Deed::Restart),
    ]
}

fn marks(reader: &Reader) -> Vec<(bool, Vec<String>, Option<String>)> {
    let of = |id: u32| {
        let marks = reader.state.of(ArticleId(id));
        let tags = marks.tags.iter().map(str::to_owned).collect();
        (marks.archived, tags, reader.state.note(ArticleId(id)).map(str::to_owned))
    };
    (0..6).map(of).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_undo_gives_back_what_was_whatever_lies_between(deeds in proptest::collection::vec(deed(), 1..40)) {
        let mut desk = Desk::new();
        let mut reader = desk.open(0..6);
        // What undo and redo lead to.
        let (mut past, mut future) = (Vec::new(), Vec::new());
        for deed in deeds {
            let before = marks(&reader);
            match deed {
                Deed::Act(action) => {
                    let save = reader.state.act(&action);
                    if reader.save(save).is_some() {
                        past.push(before);
                        future.clear();
                    }
                }
                Deed::Undo => {
                    let told = reader.undo();
                    prop_assert_eq!(told.is_some(), !past.is_empty());
                    if let Some(expected) = past.pop() {
                        future.push(before);
                        prop_assert_eq!(marks(&reader), expected);
                    }
                }
                Deed::Redo => {
                    let told = reader.redo();
                    prop_assert_eq!(told.is_some(), !future.is_empty());
                    if let Some(expected) = future.pop() {
                        past.push(before);
                        prop_assert_eq!(marks(&reader), expected);
                    }
                }
                Deed::Restart => {
                    drop(reader);
                    reader = desk.open(0..6);
                    prop_assert_eq!(marks(&reader), before);
                }
            }
        }
    }
}
