//! What a user corrects of questions: two of them joined, a claim taken out of one, another name. Claims are named by the
//! key of their article and the byte of its text where the figure begins, which do not change between runs.

use std::collections::HashMap;

use super::Claim;
use crate::article::{Article, ContentKey};
use crate::correction::Correction;
use crate::facts::Mention;

/// How a correction names a claim: `0f3a…-120`.
pub(crate) fn key_of(article: &Article, mention: &Mention) -> String {
    format!("{}-{}", article.key, mention.span.start)
}

/// Finds claims by their names in corrections.
struct Places<'a> {
    claims: HashMap<&'a str, u32>,
}

impl<'a> Places<'a> {
    /// The claims that corrections name, of those that are there.
    fn new(
        corrections: &'a [Correction],
        claims: &[Claim],
        (articles, mentions): (&[Article], &[Box<[Mention]>]),
    ) -> Self {
        let named = corrections.iter().flat_map(Correction::claims);
        let parsed = named.filter_map(|name| Some((parse(name)?, name)));
        let mut wanted: HashMap<ContentKey, Vec<(u32, &str)>> = HashMap::new();
        parsed.for_each(|((key, start), name)| wanted.entry(key).or_default().push((start, name)));
        let mut places = HashMap::new();
        for (place, claim) in (0..).zip(claims) {
            let article = claim.at.article.index();
            for (start, name) in wanted.get(&articles[article].key).into_iter().flatten() {
                if mentions[article][claim.at.index as usize].span.start == *start {
                    // Of copies of an article, the first.
                    places.entry(*name).or_insert(place);
                }
            }
        }
        Self { claims: places }
    }
}

fn parse(name: &str) -> Option<(ContentKey, u32)> {
    let (key, start) = name.rsplit_once('-')?;
    let mut bytes = [0; 16];
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(key.get(2 * place..2 * place + 2)?, 16).ok()?;
    }
    Some((ContentKey(bytes), start.parse().ok()?))
}

/// Gives claims other questions as the corrections say, in the order in which they were made, and numbers the questions anew,
/// in the order of their claims. Returns the names that questions get, each with one of its claims.
pub(super) fn apply(
    corrections: &[Correction],
    claims: &mut [Claim],
    texts: (&[Article], &[Box<[Mention]>]),
) -> Vec<(u32, Box<str>)> {
    let mut names = Vec::new();
    if corrections.iter().all(|correction| correction.claims().is_empty()) {
        return names;
    }
    let places = Places::new(corrections, claims, texts).claims;
    let find = |name: &String| places.get(name.as_str()).copied();
    let mut next = claims.iter().map(|claim| claim.question + 1).max().unwrap_or(0);
    for correction in corrections {
        match correction {
            Correction::JoinQuestions { claims: [one, other], .. } => {
                let (Some(one), Some(other)) = (find(one), find(other)) else { continue };
                let (from, into) = (claims[one as usize].question, claims[other as usize].question);
                claims
                    .iter_mut()
                    .filter(|claim| claim.question == from)
                    .for_each(|claim| claim.question = into);
            }
            Correction::TakeOut { claim, .. } => {
                let Some(claim) = find(claim) else { continue };
                claims[claim as usize].question = next;
                next += 1;
            }
            Correction::NameQuestion { claim, to, .. } => {
                names.extend(find(claim).map(|claim| (claim, to.as_str().into())));
            }
            _ => {}
        }
    }
    let mut numbers: HashMap<u32, u32> = HashMap::new();
    for claim in claims {
        let number = numbers.len() as u32;
        claim.question = *numbers.entry(claim.question).or_insert(number);
    }
    names
}
