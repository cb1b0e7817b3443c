//! The pairs of claims with their features, from which `cargo xtask claims --learn` learns the weights of [`super::pair`]. No
//! part of the reader.

use crate::article::{Article, ArticleId};
use crate::facts::{Mention, MentionRef};
use crate::text::Span;

use super::names::NameOf;
use super::pair::WEIGHTS;
use super::{extract, group};

/// Two figures that are compared.
#[derive(Debug, Clone)]
pub struct ClaimPair {
    /// The article and the place of each.
    pub claims: [(ArticleId, Span); 2],
    /// What is compared, each with its weight in the program.
    pub features: Vec<(f32, f32)>,
}

/// All pairs that are compared, but for those that cannot answer one question.
pub(crate) fn pairs<'n>(
    articles: &'n [Article],
    mentions: &[Box<[Mention]>],
    name_of: &NameOf<'n>,
) -> Vec<ClaimPair> {
    let drafts = |(id, article): (u32, &Article)| {
        extract::extract(ArticleId(id), article, &mentions[id as usize], name_of)
    };
    let all: Vec<_> = (0..).zip(articles).map(drafts).collect();
    let place = |at: MentionRef| (at.article, mentions[at.article.index()][at.index as usize].span);
    let pair = |(a, b, features): (MentionRef, MentionRef, [f32; WEIGHTS.len()])| ClaimPair {
        claims: [place(a), place(b)],
        features: features.into_iter().zip(WEIGHTS).collect(),
    };
    group::Grouping::new(&all).compared_pairs().into_iter().map(pair).collect()
}
