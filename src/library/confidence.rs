//! How much speaks for an entity of the library being one, so that what was found once and may be a mistake can be
//! listed last. Nothing is left out by it.

use super::Profile;
use crate::facts::Kind;
use crate::facts::name::gazetteer::{Class, class_of};
use crate::text::fold::fold;

/// How many kinds of evidence there are for an entity, 0 to 4, one each:
///
/// - it is mentioned more than once;
/// - more than one article mentions it;
/// - a role or title stands near its name;
/// - its name has several words, one of which is a known first name or a word of the names of firms and bodies; or it is a
///   well-known organisation of one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Confidence(u8);

impl Confidence {
    /// Of an entity after linking.
    pub(super) fn of(entity: &Profile) -> Self {
        let evidence = [
            entity.mentions.len() > 1,
            entity.articles > 1,
            entity.description.is_some(),
            is_a_known_name(&entity.name, entity.kind),
        ];
        Self(evidence.iter().map(|holds| u8::from(*holds)).sum())
    }

    /// Whether there is any evidence: else it was seen once, and its name does not tell.
    pub(crate) fn is_any(self) -> bool {
        self.0 > 0
    }
}

fn is_a_known_name(name: &str, kind: Kind) -> bool {
    let folded = fold(name);
    if kind == Kind::Organisation && class_of(&folded).has(Class::KNOWN_ORGANISATION) {
        return true;
    }
    let words = folded.split([' ', '-', '\u{a0}']).filter(|word| !word.is_empty());
    let known = Class::FIRST.with(Class::ORG);
    words.clone().nth(1).is_some() && words.map(class_of).any(|class| class.has(known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::ArticleId;
    use crate::library::MentionRef;

    #[test]
    fn what_was_seen_once_without_role_or_a_known_name_has_no_evidence() {
        let entity = |name: &str, role: Option<&str>, articles: &[u32]| Profile {
            kind: Kind::Person,
            name: name.into(),
            description: role.map(Into::into),
            surfaces: Box::new([]),
            mentions: articles.iter().map(|&id| MentionRef { article: ArticleId(id), index: 0 }).collect(),
            articles: articles.len() as u32,
        };
        for (name, role, articles, evidence) in [
            ("Kovarine", None, &[0][..], 0),
            ("Kovarine Brest", None, &[0], 0),
            ("Milan Kovarine", None, &[0], 1),
            ("Kovarine", Some("ministre"), &[0], 1),
            ("Kovarine", None, &[0, 1], 2),
            ("Milan Kovarine", Some("ministre"), &[0, 1], 4),
        ] {
            assert_eq!(
                Confidence::of(&entity(name, role, articles)),
                Confidence(evidence),
                "{name} {role:?}"
            );
        }
        for (name, evidence) in [("Reuters", 1), ("Kovarine", 0)] {
            let organisation = Profile { kind: Kind::Organisation, ..entity(name, None, &[0]) };
            assert_eq!(Confidence::of(&organisation), Confidence(evidence), "{name}");
        }
    }
}
