//! What the other claims of a question say beside one, in one line. It is only known once claims were brought together.

use super::Library;
use super::board::{label, values};
use super::subject::Subject;
use crate::article::ArticleId;
use crate::facts::MentionRef;
use crate::text::count::counted_as;

/// The most claims of a question that are looked at.
const LOOKED_AT: usize = 200;

/// The most values that are told.
const TOLD: usize = 8;

/// What others say beside a figure.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Others {
    /// The question.
    pub(crate) question: u32,
    /// The other values, the smallest first: `others say: 1 Md$ ×2, > 10 Md$`; `2 others say the same`.
    pub(crate) said: String,
}

impl Library {
    /// What other claims of its question say beside a figure; `None` where there is no other, or claims are not known yet.
    pub(crate) fn others(&self, at: MentionRef) -> Option<Others> {
        let claims = self.claims_if_known()?;
        let question = claims.at(at)?.question;
        let all = &claims.question(question).claims;
        let others = all.iter().map(|claim| claims.claim(*claim).at).filter(|other| *other != at);
        let others: Vec<MentionRef> = others.take(LOOKED_AT).collect();
        if others.is_empty() {
            return None;
        }
        let subject = |at: MentionRef| Subject::of(&self.mention(at).fact);
        let own = subject(at);
        let mut differing: Vec<MentionRef> =
            others.iter().copied().filter(|other| subject(*other) != own).collect();
        if differing.is_empty() {
            let same = counted_as(others.len(), "other says the same", "others say the same");
            return Some(Others { question, said: same });
        }
        differing.sort_by(|a, b| values(self, *a).0.total_cmp(&values(self, *b).0).then(a.cmp(b)));
        // Counted by what they say, not by how a language writes it.
        let modifier = |at: MentionRef| self.mention(at).fact.figure().map(|figure| figure.modifier);
        let mut told: Vec<(MentionRef, usize)> = Vec::new();
        for other in differing {
            let same =
                |known: MentionRef| subject(known) == subject(other) && modifier(known) == modifier(other);
            match told.iter_mut().find(|(known, _)| same(*known)) {
                Some((_, count)) => *count += 1,
                None => told.push((other, 1)),
            }
        }
        let more = told.len() > TOLD || all.len() > LOOKED_AT;
        let parts = told.iter().take(TOLD).map(|(at, count)| match count {
            1 => label(self, *at),
            count => format!("{} ×{count}", label(self, *at)),
        });
        let said = parts.collect::<Vec<_>>().join(", ");
        Some(Others { question, said: format!("others say: {said}{}", if more { " …" } else { "" }) })
    }

    /// The first figure of an article that is a mention of `subject`; of several, one whose question is disputed.
    pub(crate) fn figure_in(&self, article: ArticleId, subject: &Subject) -> Option<MentionRef> {
        let mut same = (0..).zip(self.mentions(article)).filter_map(|(index, mention)| {
            (Subject::of(&mention.fact) == *subject).then_some(MentionRef { article, index })
        });
        let first = same.next()?;
        let disputed = std::iter::once(first).chain(same).find(|at| self.is_disputed(*at));
        Some(disputed.unwrap_or(first))
    }

    /// Whether another claim contradicts a figure, as far as claims are known.
    pub(crate) fn is_disputed(&self, at: MentionRef) -> bool {
        let claims = self.claims_if_known();
        claims
            .is_some_and(|claims| claims.at(at).is_some_and(|it| claims.question(it.question).is_disputed()))
    }
}
