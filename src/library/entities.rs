//! The people and organisations of the library: names linked into one table and merged with the figures of each
//! article; linked again when the user corrects them.

use std::sync::Arc;

use rayon::prelude::*;

use super::link::{ArticleNames, Linked, LinkedEntity, link};
use super::{Doubts, Library, MentionRef, Profile, hiding};
use crate::article::{Article, ArticleId};
use crate::correction::Correction;
use crate::facts::name::Name;
use crate::facts::{Entity, EntityId, Fact, Mention};

/// Links the names of all articles and applies the corrections.
pub(super) fn link_all(articles: &[Article], names: &[Box<[Name]>], corrections: &[Correction]) -> Linked {
    let names: Vec<ArticleNames<'_>> = articles
        .iter()
        .zip(names)
        .map(|(article, names)| ArticleNames {
            key: article.key,
            text: &article.text,
            blocks: article.structure.as_ref().map_or(&[], |structure| structure.blocks()),
            names,
        })
        .collect();
    link(&names, corrections)
}

/// Merges linked names with figures: returns the mentions of each article, the table of entities, and what is doubtful
/// about them.
pub(super) fn assemble(
    articles: &[Article],
    figures: Vec<Box<[Mention]>>,
    names: &[Box<[Name]>],
    linked: Linked,
) -> (Vec<Box<[Mention]>>, Vec<Profile>, Doubts) {
    let mentions: Vec<Box<[Mention]>> = figures
        .into_par_iter()
        .zip(names)
        .zip(linked.entity_of)
        .map(|((figures, names), entities)| join(&figures, names, &entities, &linked.entities))
        .collect();
    let likely = linked.likely.iter().filter_map(|&(article, name)| {
        let span = names[article as usize][name as usize].span;
        let list = &mentions[article as usize];
        let from = list.partition_point(|mention| mention.span < span);
        let same = list[from..].iter().take_while(|mention| mention.span == span);
        let (index, person) = same
            .zip(from..)
            .find_map(|(mention, index)| Some((index as u32, EntityId(mention.fact.entity()?.id))))?;
        let at = MentionRef { article: ArticleId(article), index };
        Some((at, person, span.of(&articles[article as usize].text)))
    });
    let doubts = Doubts::new(likely, linked.alike);
    let entities = entities(articles, &mentions, linked.entities);
    (mentions, entities, doubts)
}

impl Library {
    /// The same articles and figures with names linked again under these corrections. Slow for a large library:
    /// do not call it in the thread that handles keys.
    #[must_use]
    pub(crate) fn relinked(&self, corrections: &[Correction]) -> Self {
        let linked = link_all(&self.articles, &self.names, corrections);
        let mut figures: Vec<Box<[Mention]>> = self
            .mentions
            .par_iter()
            .map(|list| list.iter().filter(|mention| mention.fact.entity().is_none()).copied().collect())
            .collect();
        hiding::show(&mut figures, &self.hidden);
        let hidden = hiding::hide(&self.articles, &mut figures, corrections);
        let (mentions, entities, doubts) = assemble(&self.articles, figures, &self.names, linked);
        Self::of(
            Arc::clone(&self.articles),
            Arc::clone(&self.names),
            mentions,
            entities,
            self.problems.clone(),
        )
        .with_hidden(hidden)
        .with_corrections(corrections)
        .with_doubts(doubts)
        .with_stories(Arc::clone(&self.stories))
    }
}

/// Figures and names in one list, in reading order.
fn join(
    figures: &[Mention],
    names: &[Name],
    linked: &[Option<EntityId>],
    entities: &[LinkedEntity],
) -> Box<[Mention]> {
    let named = names.iter().zip(linked).filter_map(|(name, id)| {
        let id = (*id)?;
        let entity = Entity { kind: entities[id.0 as usize].kind, id: id.0 };
        Some(Mention { span: name.span, fact: Fact::Entity(entity) })
    });
    let mut mentions = Vec::with_capacity(figures.len() + names.len());
    mentions.extend(named);
    mentions.extend_from_slice(figures);
    mentions.sort_by_key(|mention| mention.span);
    mentions.into()
}

/// The table of entities, with their mentions and surface forms.
fn entities(articles: &[Article], mentions: &[Box<[Mention]>], linked: Vec<LinkedEntity>) -> Vec<Profile> {
    let mut places: Vec<Vec<MentionRef>> = vec![Vec::new(); linked.len()];
    for (article, list) in mentions.iter().enumerate() {
        for (index, mention) in list.iter().enumerate() {
            if let Some(entity) = mention.fact.entity() {
                let article = ArticleId(article as u32);
                places[entity.id as usize].push(MentionRef { article, index: index as u32 });
            }
        }
    }
    linked
        .into_par_iter()
        .zip(places)
        .map(|(entity, places)| {
            let surface = |at: &MentionRef| {
                let article = at.article.index();
                mentions[article][at.index as usize].span.of(&articles[article].text)
            };
            Profile {
                kind: entity.kind,
                name: entity.name,
                description: entity.description,
                surfaces: surfaces(places.iter().map(surface).collect()),
                articles: places.chunk_by(|a, b| a.article == b.article).count() as u32,
                mentions: places.into(),
            }
        })
        .collect()
}

/// Each form with its count, the most frequent first.
fn surfaces(mut forms: Vec<&str>) -> Box<[(Box<str>, u32)]> {
    forms.sort_unstable();
    let mut counted: Vec<(&str, u32)> =
        forms.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect();
    counted.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    counted.into_iter().map(|(form, count)| (form.into(), count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_form_comes_first() {
        let counted = surfaces(vec!["Lavergne", "Jeanne Lavergne", "Lavergne"]);
        assert_eq!(&*counted, [("Lavergne".into(), 2), ("Jeanne Lavergne".into(), 1)]);
    }
}
