//! Who claims what: each amount and percentage with what it measures, its parties, its time and its source; and claims
//! that answer the same question brought together across articles.
//!
//! `extract` reads what one article says of its figures, with the table of `lexicon`; `pair` compares two claims; `group`
//! brings them together; `question` gives them a name.

mod clause;
mod context;
mod corrected;
mod draft;
mod extract;
mod group;
mod lexicon;
mod measure;
mod mix;
mod names;
mod pair;
mod question;
mod rarity;
mod rates;
mod said;
mod sentence;
mod speaker;
mod subject;
mod time;
#[cfg(feature = "training")]
pub(crate) mod training;
mod why;
mod words;

use rayon::prelude::*;

use crate::article::{Article, ArticleId};
use crate::correction::Correction;
use crate::facts::{Entity, Mention, MentionRef};

pub(crate) use corrected::key_of;
pub(crate) use draft::{Party, Source, Time};
pub(crate) use lexicon::Measure;
pub(crate) use question::{Question, dispute, party_name, source_name, values};
pub(crate) use why::Reason;

/// One claim: a figure with what its article says of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Claim {
    /// The figure.
    pub(crate) at: MentionRef,
    /// The question that it answers: its place in [`Claims::questions`].
    pub(crate) question: u32,
    /// What it measures; `None` when the text does not say.
    pub(crate) measure: Option<Measure>,
    /// The parties, in reading order.
    pub(crate) parties: [Option<Party>; 2],
    /// When it holds.
    pub(crate) time: Time,
    /// Who says so; `None` when it is the article itself.
    pub(crate) source: Option<Source>,
}

/// All claims of a library, and the questions that they answer.
#[derive(Debug, Default)]
pub(crate) struct Claims {
    /// In the order of articles and texts.
    claims: Vec<Claim>,
    /// Where the claims of each article begin in `claims`, and the end.
    starts: Vec<u32>,
    questions: Vec<Question>,
}

impl Claims {
    /// The claims of these articles. `mentions` has one list for each; `name_of` gives the names of entities; corrections of
    /// other things than claims have no effect.
    pub(crate) fn new<'n>(
        articles: &'n [Article],
        mentions: &[Box<[Mention]>],
        name_of: &(dyn Fn(Entity) -> &'n str + Sync + 'n),
        corrections: &[Correction],
    ) -> Self {
        let all: Vec<draft::Drafts> = (0..articles.len() as u32)
            .into_par_iter()
            .map(|id| {
                extract::extract(ArticleId(id), &articles[id as usize], &mentions[id as usize], name_of)
            })
            .collect();
        let grouped = group::Grouping::new(&all);
        let groups = grouped.group();
        let mut starts = Vec::with_capacity(articles.len() + 1);
        let mut claims = Vec::with_capacity(groups.len());
        for drafts in &all {
            starts.push(claims.len() as u32);
            claims.extend(drafts.drafts.iter().map(|draft| Claim {
                at: draft.at,
                question: 0,
                measure: draft.measures[0].map(|(measure, _)| measure),
                parties: draft.shown,
                time: draft.time,
                source: draft.source,
            }));
        }
        starts.push(claims.len() as u32);
        for (claim, group) in claims.iter_mut().zip(&groups) {
            claim.question = *group;
        }
        let names = corrected::apply(corrections, &mut claims, (articles, mentions));
        let mut questions = question::questions(&claims, articles, mentions, name_of);
        for (claim, name) in names {
            questions[claims[claim as usize].question as usize].name = name;
        }
        Self { claims, starts, questions }
    }

    /// Why two claims are taken for answers to one question, and how surely: above 0 for more likely than not. `articles` are
    /// those of both, with their mentions; `None` when a claim is not in them.
    pub(crate) fn why<'n>(
        articles: &[(ArticleId, &Article, &[Mention])],
        (a, b): (MentionRef, MentionRef),
        name_of: &(dyn Fn(Entity) -> &'n str + Sync + 'n),
    ) -> Option<(Vec<Reason>, f32)> {
        let drafts = articles.iter().map(|(id, article, list)| extract::extract(*id, article, list, name_of));
        why::why(&drafts.collect::<Vec<_>>(), a, b)
    }

    /// One claim.
    pub(crate) fn claim(&self, claim: u32) -> &Claim {
        &self.claims[claim as usize]
    }

    /// The claims of an article, in reading order.
    pub(crate) fn of_article(&self, id: ArticleId) -> &[Claim] {
        let Some(&[start, end]) = self.starts.get(id.index()..id.index() + 2) else { return &[] };
        &self.claims[start as usize..end as usize]
    }

    /// The claim of a figure; `None` where the article has no claim for it.
    pub(crate) fn at(&self, at: MentionRef) -> Option<&Claim> {
        let claims = self.of_article(at.article);
        claims.binary_search_by_key(&at.index, |claim| claim.at.index).ok().map(|place| &claims[place])
    }

    /// The number of questions.
    pub(crate) fn count(&self) -> usize {
        self.questions.len()
    }

    /// One question.
    pub(crate) fn question(&self, question: u32) -> &Question {
        &self.questions[question as usize]
    }
}

#[cfg(test)]
mod tests;
