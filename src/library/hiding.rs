//! Figures that the user hid: they are removed from the mentions of their article, and come back when the
//! correction is undone.

use std::collections::{HashMap, HashSet};

use crate::article::{Article, ArticleId};
use crate::correction::Correction;
use crate::facts::Mention;

/// Removes from `figures` what the corrections hide, and returns what was removed.
pub(super) fn hide(
    articles: &[Article],
    figures: &mut [Box<[Mention]>],
    corrections: &[Correction],
) -> Vec<(ArticleId, Mention)> {
    let mut wrong: HashMap<&str, HashSet<&str>> = HashMap::new();
    for correction in corrections {
        if let Correction::HideFigures { article, surfaces } = correction {
            wrong.entry(article).or_default().extend(surfaces.iter().map(String::as_str));
        }
    }
    let mut hidden = Vec::new();
    if wrong.is_empty() {
        return hidden;
    }
    for (index, (article, list)) in articles.iter().zip(figures).enumerate() {
        let Some(surfaces) = wrong.get(article.key.to_string().as_str()) else { continue };
        let is_wrong = |mention: &Mention| surfaces.contains(mention.span.of(&article.text));
        let (gone, kept): (Vec<Mention>, Vec<Mention>) = list.iter().copied().partition(is_wrong);
        hidden.extend(gone.into_iter().map(|mention| (ArticleId(index as u32), mention)));
        *list = kept.into();
    }
    hidden
}

/// Puts back what [`hide`] removed.
pub(super) fn show(figures: &mut [Box<[Mention]>], hidden: &[(ArticleId, Mention)]) {
    for (article, mention) in hidden {
        let list = &mut figures[article.index()];
        let mut all = std::mem::take(list).into_vec();
        let at = all.partition_point(|other| other.span < mention.span);
        all.insert(at, *mention);
        *list = all.into();
    }
}
