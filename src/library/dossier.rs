//! The dossier of an entity or a value: all its mentions in the library, who and what is named together with it, and the
//! sums and percentages in the same sentences. It is gathered in the background; searches in it too.

use rayon::prelude::*;

use super::board::label;
use super::register::{Gathering, Item};
use super::{Library, Subject};
use crate::article::{ArticleId, PartialDate};
use crate::facts::{Mention, MentionRef};
use crate::text::fold::{fold, fold_into};
use crate::text::{Span, sentence};

/// What is named together with the subject of a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Beside {
    /// What it is.
    pub(crate) subject: Subject,
    /// In how many articles both are named.
    pub(crate) articles: u32,
    /// In how many sentences.
    pub(crate) sentences: u32,
    /// A mention of it there: the first in a sentence of both, else the first in an article of both.
    pub(crate) at: MentionRef,
}

/// The dossier.
#[derive(Debug)]
pub(crate) struct Dossier {
    /// Its counts and dates; `None` when nothing mentions its subject any more.
    item: Option<Item>,
    levels: Vec<u8>,
    months: Option<(PartialDate, PartialDate)>,
    mentions: Vec<MentionRef>,
    together: Vec<Beside>,
    figures: Vec<Beside>,
    stories: usize,
}

/// Which of a dossier are shown: places in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// Of the entities named together with its subject.
    pub(crate) together: Vec<u32>,
    /// Of the figures in the same sentences.
    pub(crate) figures: Vec<u32>,
    /// Of the mentions.
    pub(crate) mentions: Vec<u32>,
}

impl Dossier {
    /// The dossier of a subject: its mentions by the dates of their articles, undated ones last. `None` when `stale` came
    /// true before the end.
    pub(crate) fn new(
        library: &Library,
        subject: Subject,
        newest_first: bool,
        stale: &(dyn Fn() -> bool + Sync),
    ) -> Option<Self> {
        let all = library.mentions_of(&subject);
        let mut by_article: Vec<&[MentionRef]> = all.chunk_by(|a, b| a.article == b.article).collect();
        let beside = beside(library, subject, &by_article, true, stale);
        let date = |mentions: &&[MentionRef]| library.article(mentions[0].article).date;
        if newest_first {
            by_article.sort_by_key(|mentions| std::cmp::Reverse(date(mentions)));
        } else {
            by_article.sort_by_key(|mentions| (date(mentions).is_none(), date(mentions)));
        }
        let articles = || by_article.iter().map(|mentions| mentions[0].article);
        let gathering = Gathering::of(library, articles());
        let (item, levels) = gathering.gather(library, subject, all).unzip();
        let (together, figures) =
            beside.into_iter().partition(|beside| matches!(beside.subject, Subject::Entity(_)));
        let figures: Vec<Beside> = figures;
        let dossier = Self {
            item,
            levels: levels.map_or_else(Vec::new, |levels| levels[..gathering.cells()].to_vec()),
            months: gathering.months(),
            stories: library.count_stories(articles()),
            mentions: by_article.concat(),
            together,
            figures: figures.into_iter().filter(|figure| figure.sentences > 0).collect(),
        };
        (!stale()).then_some(dossier)
    }

    /// Its counts and dates; `None` when nothing mentions its subject any more.
    pub(crate) fn item(&self) -> Option<&Item> {
        self.item.as_ref()
    }

    /// Its bar by month, from the first month to the last.
    pub(crate) fn bar(&self) -> (&[u8], Option<(PartialDate, PartialDate)>) {
        (&self.levels, self.months)
    }

    /// How many stories mention its subject, near-duplicates counted as one.
    pub(crate) fn stories(&self) -> usize {
        self.stories
    }

    /// Its mentions, those of one article together.
    pub(crate) fn mentions(&self) -> &[MentionRef] {
        &self.mentions
    }

    /// The entities named together with its subject, those in the most sentences first, then in the most articles.
    pub(crate) fn together(&self) -> &[Beside] {
        &self.together
    }

    /// The figures in the same sentences, the most frequent first.
    pub(crate) fn figures(&self) -> &[Beside] {
        &self.figures
    }

    /// What of it has all these words; everything without words. `None` when `stale` came true before the end.
    pub(crate) fn find(
        &self,
        library: &Library,
        words: &str,
        stale: &(dyn Fn() -> bool + Sync),
    ) -> Option<Found> {
        let words: Vec<String> = words.split_whitespace().map(fold).collect();
        let holds = |text: &str| words.iter().all(|word| text.contains(word.as_str()));
        let named = |all: &[Beside]| {
            let holds = |beside: &Beside| words.is_empty() || holds(&fold(&beside.name(library)));
            (0..).zip(all).filter(|(_, beside)| holds(beside)).map(|(place, _)| place).collect()
        };
        let told = |text: &mut String, at: &MentionRef| {
            let article = library.article(at.article);
            text.clear();
            fold_into(&article.title, text);
            text.push('\n');
            if let Some(source) = &article.source {
                fold_into(source, text);
                text.push('\n');
            }
            fold_into(sentence::around(&article.text, library.mention(*at).span).of(&article.text), text);
            holds(text)
        };
        let mentions = self.mentions.par_iter().enumerate().map_init(String::new, |text, (place, at)| {
            (!stale() && (words.is_empty() || told(text, at))).then_some(place as u32)
        });
        let found = Found {
            together: named(&self.together),
            figures: named(&self.figures),
            mentions: mentions.flatten_iter().collect(),
        };
        (!stale()).then_some(found)
    }
}

impl Beside {
    /// The name of an entity, or a figure as it is written.
    pub(crate) fn name(&self, library: &Library) -> String {
        match self.subject {
            Subject::Entity(entity) => library.entity(entity).name.to_string(),
            Subject::Figure { .. } => label(library, self.at),
        }
    }
}

impl Library {
    /// The entities that are named in the articles of a subject, those in the most articles first; sentences are not
    /// looked at.
    pub(crate) fn together_with(&self, subject: Subject, listed: impl Fn(ArticleId) -> bool) -> Vec<Beside> {
        let all = self.mentions_of(&subject).chunk_by(|a, b| a.article == b.article);
        let by_article: Vec<&[MentionRef]> = all.filter(|mentions| listed(mentions[0].article)).collect();
        let mut beside = beside(self, subject, &by_article, false, &|| false);
        beside.retain(|beside| matches!(beside.subject, Subject::Entity(_)));
        beside
    }
}

/// What else is named in the articles of these mentions of a subject, and with `sentences` in how many sentences.
fn beside(
    library: &Library,
    subject: Subject,
    by_article: &[&[MentionRef]],
    sentences: bool,
    stale: &(dyn Fn() -> bool + Sync),
) -> Vec<Beside> {
    let in_article = |mentions: &&[MentionRef]| {
        let id = mentions[0].article;
        let all = library.mentions(id);
        let mut named: Vec<(Subject, u32, MentionRef)> = Vec::new();
        if stale() {
            return named;
        }
        let mention = |index: usize, sentences| {
            let at = MentionRef { article: id, index: index as u32 };
            (Subject::of(&all[index].fact), sentences, at)
        };
        if sentences {
            let text = &library.article(id).text;
            let mut spans: Vec<Span> =
                mentions.iter().map(|at| sentence::around(text, library.mention(*at).span)).collect();
            spans.sort_unstable();
            spans.dedup();
            for span in spans {
                let from = all.partition_point(|mention| mention.span.start < span.start);
                let within = |mention: &&Mention| mention.span.start < span.end;
                let count = all[from..].iter().take_while(within).count();
                // Once in a sentence, however often it is named there.
                let mut here: Vec<_> = (from..from + count).map(|index| mention(index, 1)).collect();
                here.sort_unstable_by_key(|(subject, _, at)| (*subject, *at));
                here.dedup_by_key(|(subject, ..)| *subject);
                named.append(&mut here);
            }
        }
        // What is in the article, but in no sentence of both.
        named.extend((0..all.len()).map(|index| mention(index, 0)));
        named.retain(|(own, ..)| *own != subject);
        named.sort_unstable_by_key(|(subject, sentences, at)| (*subject, std::cmp::Reverse(*sentences), *at));
        let sum = |same: &[(Subject, u32, MentionRef)]| {
            (same[0].0, same.iter().map(|(_, sentences, _)| sentences).sum(), same[0].2)
        };
        named.chunk_by(|a, b| a.0 == b.0).map(sum).collect()
    };
    let mut named: Vec<(Subject, u32, MentionRef)> =
        by_article.par_iter().flat_map_iter(in_article).collect();
    named.par_sort_unstable_by_key(|(subject, sentences, at)| (*subject, *sentences == 0, *at));
    let mut beside: Vec<Beside> = named
        .chunk_by(|a, b| a.0 == b.0)
        .map(|same| Beside {
            subject: same[0].0,
            articles: same.len() as u32,
            sentences: same.iter().map(|(_, sentences, _)| sentences).sum(),
            at: same[0].2,
        })
        .collect();
    beside.par_sort_by_key(|beside| std::cmp::Reverse((beside.sentences, beside.articles)));
    beside
}
