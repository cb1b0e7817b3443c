//! A step as it is remembered: what was done, when, by which run of the program, and what undoes it. A step over ten
//! thousand articles takes 16 bytes for each.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use super::{Change, StoredValue};
use crate::article::ContentKey;

/// The most steps that are kept.
pub(crate) const KEPT_STEPS: usize = 1000;

/// The most values that all kept steps may have changed together; of more, the oldest steps are forgotten. The last
/// step is kept whatever its size.
pub(crate) const KEPT_VALUES: usize = 1_000_000;

/// A number for a run of the program that no other run has.
pub fn new_run() -> i64 {
    RandomState::new().hash_one(()).cast_signed()
}

/// Names a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StepId {
    /// The run of the program that made it: a random number.
    pub run: i64,
    /// Its number in that run.
    pub number: i64,
}

/// Whether a step holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// It is done.
    Done,
    /// It was undone and can be redone.
    Undone,
    /// It was undone, and another was done since, so that it is no longer in the list.
    Dropped,
}

/// Values that changed in the same way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they were.
    pub before: StoredValue,
    /// What they are.
    pub after: StoredValue,
    /// Whose they are: keys of articles, or of a correction.
    pub keys: Box<[ContentKey]>,
}

/// What was done; never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its name.
    pub id: StepId,
    /// When, in Unix seconds.
    pub at: i64,
    /// Which command did it: `reader`, `triage` or `import`.
    pub program: Arc<str>,
    /// What was done: "starred 3 articles".
    pub label: String,
    /// What it changed; each value once.
    pub groups: Vec<Group>,
}

/// A row of the history to write, or read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What was done.
    pub step: Arc<Recorded>,
    /// Whether it holds.
    pub state: StepState,
}

impl Recorded {
    /// The values as groups.
    pub fn group(changes: &[Change]) -> Vec<Group> {
        let mut places: HashMap<(&StoredValue, &StoredValue), usize> = HashMap::new();
        let mut groups: Vec<(&Change, Vec<ContentKey>)> = Vec::new();
        for change in changes {
            let place = *places.entry((&change.before, &change.after)).or_insert_with(|| {
                groups.push((change, Vec::new()));
                groups.len() - 1
            });
            groups[place].1.push(change.key);
        }
        let group = |(change, keys): (&Change, Vec<ContentKey>)| Group {
            before: change.before.clone(),
            after: change.after.clone(),
            keys: keys.into(),
        };
        groups.into_iter().map(group).collect()
    }

    /// How many values it changed.
    pub fn size(&self) -> usize {
        self.groups.iter().map(|group| group.keys.len()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_in_the_same_way_is_one_group() {
        let key = |number: u8| ContentKey([number; 16]);
        let change = |number, before, after| Change { key: key(number), before, after };
        let tag = |present| StoredValue::Tag("port".into(), present);
        let changes = [
            change(1, StoredValue::Read(false), StoredValue::Read(true)),
            change(1, tag(false), tag(true)),
            change(2, StoredValue::Read(false), StoredValue::Read(true)),
        ];
        let groups = Recorded::group(&changes);
        let sizes: Vec<_> = groups.iter().map(|group| (group.after.clone(), group.keys.to_vec())).collect();
        assert_eq!(sizes, [(StoredValue::Read(true), vec![key(1), key(2)]), (tag(true), vec![key(1)])]);
    }
}
