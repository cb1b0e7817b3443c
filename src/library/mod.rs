//! The in-memory model: articles, their mentions, the people and organisations linked across them, and indexes. It is built once
//! at launch and then immutable.

pub(crate) mod board;
pub mod build;
mod confidence;
pub(crate) mod dossier;
mod doubts;
mod entities;
mod hiding;
pub(crate) mod link;
mod others;
pub(crate) mod register;
mod roles;
mod story;
pub(crate) mod subject;
pub(crate) mod threads;

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

pub use crate::article::Problem;
use crate::article::{Article, ArticleId};
use crate::claims::{self, Claim, Claims, Party, Reason};
use crate::correction::Correction;
pub use crate::facts::MentionRef;
use crate::facts::name::Name;
use crate::facts::{Entity, EntityId, KINDS, Kind, Mention};
use crate::text::Span;
use confidence::Confidence;
pub(crate) use doubts::{Doubt, Doubts};
use story::Stories;
pub(crate) use subject::Subject;

/// What the library knows of a person or an organisation, after linking.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// What it is.
    pub(crate) kind: Kind,
    /// The canonical name: the fullest that the running texts support.
    pub(crate) name: Box<str>,
    /// A role found near a person's name ("PDG de Brévanne"); `None` when there is none.
    pub(crate) description: Option<Box<str>>,
    /// Each surface form with its count, most frequent first.
    pub(crate) surfaces: Box<[(Box<str>, u32)]>,
    /// Every mention, in reading order.
    pub(crate) mentions: Box<[MentionRef]>,
    /// How many articles mention it.
    pub articles: u32,
}

/// How many facts an article holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    by_kind: [u32; KINDS.len()],
}

impl Counts {
    /// Of one kind: figures by their mentions, entities once each.
    pub(crate) fn of(&self, kind: Kind) -> u32 {
        self.by_kind[kind as usize]
    }

    /// Of all kinds.
    pub(crate) fn total(&self) -> u32 {
        self.by_kind.iter().sum()
    }
}

/// A claim as the tools for developers see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Claimed<'a> {
    /// The figure.
    pub span: Span,
    /// The number of its question: equal for claims that answer the same one.
    pub question: u32,
    /// The value.
    pub value: f64,
    /// Its unit, as records give it; empty when it is not known.
    pub unit: String,
    /// Who says so; `None` when it is the article itself.
    pub said_by: Option<&'a str>,
}

/// The model.
#[derive(Debug, Default)]
pub struct Library {
    articles: Arc<Vec<Article>>,
    /// The names found in each article, from which entities are linked again after a correction.
    names: Arc<Vec<Box<[Name]>>>,
    mentions: Vec<Box<[Mention]>>,
    /// Figures that the user hid, for undoing that.
    hidden: Vec<(ArticleId, Mention)>,
    entities: Vec<Profile>,
    /// What speaks for each of them.
    confidence: Vec<Confidence>,
    problems: Vec<Problem>,
    counts: Vec<Counts>,
    /// Mentions of amounts and percentages in the order of their subjects, equal values in reading order.
    figures: Vec<MentionRef>,
    stories: Arc<Stories>,
    /// Who claims what, worked out when it is first asked for.
    claims: OnceLock<Claims>,
    /// What the user corrected of claims.
    corrections: Vec<Correction>,
    doubts: Doubts,
}

impl Library {
    /// A model from its parts: `mentions` has one list for each article, and the ids of entities in it are indexes
    /// into `entities`.
    pub fn from_parts(
        articles: Vec<Article>,
        mentions: Vec<Box<[Mention]>>,
        entities: Vec<Profile>,
        problems: Vec<Problem>,
    ) -> Self {
        let names = Arc::new(vec![Box::default(); articles.len()]);
        Self::of(Arc::new(articles), names, mentions, entities, problems)
    }

    /// The same with the figures that the user hid, for [`Library::relinked`].
    #[must_use]
    fn with_hidden(self, hidden: Vec<(ArticleId, Mention)>) -> Self {
        Self { hidden, ..self }
    }

    /// The same with the names that its entities were linked from, for [`Library::relinked`].
    #[must_use]
    fn with_names(self, names: Vec<Box<[Name]>>) -> Self {
        Self { names: Arc::new(names), ..self }
    }

    /// The same with the corrections of claims among these.
    #[must_use]
    fn with_corrections(self, corrections: &[Correction]) -> Self {
        let of_claims = corrections.iter().filter(|correction| !correction.claims().is_empty());
        Self { corrections: of_claims.cloned().collect(), ..self }
    }

    /// The same with what is doubtful about its entities.
    #[must_use]
    pub(crate) fn with_doubts(self, doubts: Doubts) -> Self {
        Self { doubts, ..self }
    }

    /// The same with the stories that several of its articles tell.
    #[must_use]
    fn with_stories(self, stories: Arc<Stories>) -> Self {
        Self { stories, ..self }
    }

    /// The same with the stories found in its texts.
    #[cfg(test)]
    #[must_use]
    pub(crate) fn with_stories_found(self) -> Self {
        let sketches: Vec<_> = self.articles.iter().map(|article| story::Sketch::of(&article.text)).collect();
        let stories = Arc::new(Stories::new(&self.articles, &sketches));
        self.with_stories(stories)
    }

    fn of(
        articles: Arc<Vec<Article>>,
        names: Arc<Vec<Box<[Name]>>>,
        mentions: Vec<Box<[Mention]>>,
        entities: Vec<Profile>,
        problems: Vec<Problem>,
    ) -> Self {
        assert_eq!(articles.len(), mentions.len(), "one list of mentions for each article");
        let counts = mentions.iter().map(|list| count(list)).collect();
        let figures = order_figures(&mentions);
        let confidence = entities.par_iter().map(Confidence::of).collect();
        let (hidden, stories, claims) = (Vec::new(), Arc::default(), OnceLock::new());
        let (doubts, corrections) = (Doubts::default(), Vec::new());
        Self {
            articles,
            names,
            mentions,
            hidden,
            entities,
            confidence,
            problems,
            counts,
            figures,
            stories,
            claims,
            corrections,
            doubts,
        }
    }

    /// All articles, by [`ArticleId`].
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// One article.
    pub fn article(&self, id: ArticleId) -> &Article {
        &self.articles[id.index()]
    }

    /// The ids of all articles, in order.
    pub(crate) fn ids(&self) -> impl ExactSizeIterator<Item = ArticleId> + use<> {
        (0..u32::try_from(self.articles.len()).unwrap_or(u32::MAX)).map(ArticleId)
    }

    /// The articles that tell the same text as `id`, wholly or nearly, in their order and with `id`; empty when no
    /// other does.
    pub fn story(&self, id: ArticleId) -> &[ArticleId] {
        self.stories.members(id)
    }

    /// How many stories some articles tell, each article that is alone in its story counted as one.
    pub fn count_stories(&self, articles: impl IntoIterator<Item = ArticleId>) -> usize {
        let story = |id: ArticleId| self.story(id).first().copied().unwrap_or(id);
        articles.into_iter().map(story).collect::<HashSet<_>>().len()
    }

    /// The mentions of one article, in reading order; no two overlap within a kind.
    pub(crate) fn mentions(&self, id: ArticleId) -> &[Mention] {
        &self.mentions[id.index()]
    }

    /// The mention at `at`.
    pub(crate) fn mention(&self, at: MentionRef) -> &Mention {
        &self.mentions[at.article.index()][at.index as usize]
    }

    /// How many facts an article holds.
    pub(crate) fn counts(&self, id: ArticleId) -> Counts {
        self.counts[id.index()]
    }

    /// The entities of all kinds, by [`EntityId`]: kind by kind, in the order of their folded names.
    pub(crate) fn entities(&self) -> &[Profile] {
        &self.entities
    }

    /// The entities of one kind with their ids.
    pub(crate) fn entities_of(&self, kind: Kind) -> impl Iterator<Item = (EntityId, &Profile)> {
        let all = (0..).map(EntityId).zip(&self.entities);
        all.filter(move |(_, entity)| entity.kind == kind)
    }

    /// One of them.
    pub(crate) fn profile(&self, id: EntityId) -> &Profile {
        &self.entities[id.0 as usize]
    }

    /// What a mention of an entity is linked to.
    pub(crate) fn entity(&self, entity: Entity) -> &Profile {
        &self.entities[entity.id as usize]
    }

    /// Every mention of a subject in the library, in reading order.
    pub(crate) fn mentions_of(&self, subject: &Subject) -> &[MentionRef] {
        match subject {
            Subject::Entity(entity) => &self.entity(*entity).mentions,
            value => {
                let subject = |at: &MentionRef| Subject::of(&self.mention(*at).fact);
                let start = self.figures.partition_point(|at| subject(at) < *value);
                let from = &self.figures[start..];
                &from[..from.partition_point(|at| subject(at) == *value)]
            }
        }
    }

    /// How many mentions of a subject the library holds.
    pub(crate) fn count_of(&self, subject: &Subject) -> u32 {
        self.mentions_of(subject).len() as u32
    }

    /// Who claims what. Slow for a large library where it was not asked for before.
    pub(crate) fn claims(&self) -> &Claims {
        self.claims.get_or_init(|| {
            let name_of = |entity: Entity| &*self.entity(entity).name;
            // In threads of their own: what the reader asks for meanwhile need not wait for the end.
            threads::apart(|| Claims::new(&self.articles, &self.mentions, &name_of, &self.corrections))
        })
    }

    /// Who claims what, where that was worked out already: never slow.
    pub(crate) fn claims_if_known(&self) -> Option<&Claims> {
        self.claims.get()
    }

    /// Why two claims are taken for answers to one question, the weightiest reasons first, and their sum: above 0 for more
    /// likely than not. `None` when a mention is no claim.
    pub(crate) fn why(&self, a: MentionRef, b: MentionRef) -> Option<(Vec<Reason>, f32)> {
        let mut ids = vec![a.article, b.article];
        ids.dedup();
        let articles: Vec<_> = ids.iter().map(|id| (*id, self.article(*id), self.mentions(*id))).collect();
        let name_of = |entity: Entity| &*self.entity(entity).name;
        Claims::why(&articles, (a, b), &name_of)
    }

    /// A question as a reader sees it: `Microsoft → OpenAI: invested`.
    pub(crate) fn question_name(&self, question: u32) -> &str {
        &self.claims().question(question).name
    }

    /// The claims of an article, for the tools that measure how well they are grouped.
    pub fn claimed(&self, id: ArticleId) -> Vec<Claimed<'_>> {
        let claims = self.claims().of_article(id).iter();
        let claimed = |claim: &Claim| {
            let mention = self.mention(claim.at);
            let figure = mention.fact.figure();
            Claimed {
                span: mention.span,
                question: claim.question,
                value: figure.map_or(0.0, |figure| figure.value),
                unit: figure
                    .and_then(|figure| figure.unit)
                    .map_or_else(String::new, |unit| unit.code().to_owned()),
                said_by: self.said_by(claim),
            }
        };
        claims.map(claimed).collect()
    }

    /// The pairs of claims that are compared, for the tool that learns the weights.
    #[cfg(feature = "training")]
    pub fn claim_pairs(&self) -> Vec<claims::training::ClaimPair> {
        claims::training::pairs(&self.articles, &self.mentions, &|entity| &*self.entity(entity).name)
    }

    /// The name of a party of a claim.
    pub(crate) fn party(&self, claim: &Claim, party: Party) -> &str {
        let (article, name_of) = (claim.at.article, |entity: Entity| &*self.entity(entity).name);
        claims::party_name(party, self.article(article), self.mentions(article), &name_of)
    }

    /// Who says so; `None` when it is the article itself.
    pub(crate) fn said_by(&self, claim: &Claim) -> Option<&str> {
        let (article, name_of) = (claim.at.article, |entity: Entity| &*self.entity(entity).name);
        Some(claims::source_name(claim.source?, self.article(article), self.mentions(article), &name_of))
    }

    /// How a correction names a claim.
    pub(crate) fn key_of_claim(&self, at: MentionRef) -> String {
        claims::key_of(self.article(at.article), self.mention(at))
    }

    /// A key of a question: the key of the article of its first claim, and where that is in its text.
    pub(crate) fn key_of_question(&self, question: u32) -> String {
        let claims = self.claims();
        let first = claims.claim(claims.question(question).claims[0]).at;
        self.key_of_claim(first)
    }

    /// The inputs that could not be read.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

fn count(mentions: &[Mention]) -> Counts {
    let mut counts = Counts::default();
    let mut entities: Vec<Entity> = Vec::new();
    for mention in mentions {
        match mention.fact.entity() {
            Some(entity) => entities.push(entity),
            None => counts.by_kind[mention.fact.kind() as usize] += 1,
        }
    }
    entities.sort_unstable();
    entities.dedup();
    entities.iter().for_each(|entity| counts.by_kind[entity.kind as usize] += 1);
    counts
}

fn order_figures(mentions: &[Box<[Mention]>]) -> Vec<MentionRef> {
    let mut all: Vec<(Subject, MentionRef)> = Vec::new();
    for (article, list) in mentions.iter().enumerate() {
        for (index, mention) in list.iter().enumerate().filter(|(_, m)| m.fact.entity().is_none()) {
            let at = MentionRef { article: ArticleId(article as u32), index: index as u32 };
            all.push((Subject::of(&mention.fact), at));
        }
    }
    all.par_sort_unstable();
    let mut figures: Vec<MentionRef> = all.into_iter().map(|(_, at)| at).collect();
    // They were collected in the memory of the pairs, which are six times as large.
    figures.shrink_to_fit();
    figures
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Fact, Modifier, Percent, PercentUnit};
    use crate::text::Span;

    #[test]
    fn equal_values_are_one_subject_across_articles() {
        let percent = |value, at| Mention {
            span: Span::new(at, at + 1),
            fact: Fact::Percent(Percent {
                value,
                high: None,
                unit: PercentUnit::Percent,
                modifier: Modifier::About,
            }),
        };
        let mentions = vec![
            Box::from([percent(49.0, 0), percent(5.0, 4), percent(49.0, 8)]),
            Box::from([percent(49.0, 3)]),
        ];
        let library = Library { figures: order_figures(&mentions), mentions, ..Library::default() };
        let places = |value| {
            let found = library.mentions_of(&Subject::of(&percent(value, 0).fact)).iter();
            found.map(|at| (at.article.0, at.index)).collect::<Vec<_>>()
        };
        assert_eq!(places(49.0), [(0, 0), (0, 2), (1, 0)]);
        assert_eq!(places(5.0), [(0, 1)]);
        assert_eq!(places(6.0), []);
    }
}
