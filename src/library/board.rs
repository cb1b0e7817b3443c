//! The board of claims: the questions that the figures of some articles answer, with how much their claims disagree, and
//! the figures one by one. It is worked out from the list of articles in the background; orders and searches of its rows
//! too. Nothing of it is drawn here.

use std::cmp::Ordering;
use std::ops::Range;

use rayon::prelude::*;

use super::Library;
use crate::article::{ArticleId, PartialDate};
use crate::claims;
use crate::facts::display::Style;
use crate::facts::{Amount, Content, Fact, Kind, MentionRef, Modifier, Percent};
use crate::text::Language;
use crate::text::fold::{fold, fold_into};
use crate::text::sentence;

/// A question as the listed articles answer it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Asked {
    /// Its number in the claims of the library.
    pub(crate) question: u32,
    /// Its claims, in the order of the list: a range of those of the board.
    claims: Range<u32>,
    /// The claim with the smallest value, and the one with the largest.
    pub(crate) extremes: (MentionRef, MentionRef),
    /// Their values: in per cent, or near enough in euros.
    pub(crate) range: (f64, f64),
    /// In how many articles it is answered.
    pub(crate) articles: u32,
    /// How many sources answer it: named ones, and the articles that claim it themselves.
    pub(crate) sources: u32,
    /// How much the claims disagree; 0 when they agree.
    pub(crate) dispute: f64,
    /// The date of the newest article; `None` when none has a date.
    newest: Option<PartialDate>,
}

/// One row of the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entry {
    /// A question: its place among [`Board::asked`].
    Question(u32),
    /// A claim, or any figure.
    Claim(MentionRef),
}

/// An order of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// The most disputed first: by the spread of the values on a logarithmic scale, and the number of sources.
    Dispute,
    /// The largest first; amounts before percentages.
    Size,
    /// The newest first; undated ones last.
    Date,
    /// By the order of the articles in the list.
    Article,
    /// By the question, alphabetically.
    Question,
}

impl Sort {
    /// The next one; the first after the last.
    pub(crate) fn next(self) -> Self {
        match self {
            Self::Dispute => Self::Size,
            Self::Size => Self::Date,
            Self::Date => Self::Article,
            Self::Article => Self::Question,
            Self::Question => Self::Dispute,
        }
    }

    /// What it is called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Dispute => "most disputed first",
            Self::Size => "largest first",
            Self::Date => "newest first",
            Self::Article => "by article",
            Self::Question => "by question",
        }
    }
}

/// Which rows, and in which order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Request {
    /// Whether each figure has a row, instead of each question.
    pub(crate) flat: bool,
    /// The order.
    pub(crate) sort: Sort,
    /// Only rows that have all these words, whatever the case and the accents; empty for all.
    pub(crate) words: String,
}

/// The smallest and the largest positive value, for a logarithmic scale; `None` when there is none.
pub(crate) type Scale = Option<(f64, f64)>;

/// The board.
#[derive(Debug, Default)]
pub(crate) struct Board {
    asked: Vec<Asked>,
    /// The claims of the questions, those of one question together.
    claims: Vec<MentionRef>,
    /// Every figure, in the order of the list.
    figures: Vec<MentionRef>,
    /// In how many articles they are.
    articles: usize,
    amounts: Scale,
    percentages: Scale,
}

/// A figure with its question, while the board is made.
struct Listed {
    question: u32,
    /// Its place among the figures.
    place: u32,
}

impl Board {
    /// The board of these articles, in their order. `shown` says which figures of them count.
    pub(crate) fn new(
        library: &Library,
        articles: impl Iterator<Item = ArticleId>,
        shown: impl Fn(MentionRef) -> bool,
    ) -> Self {
        let mut board = Self::default();
        let claims = library.claims();
        let mut listed = Vec::new();
        for article in articles {
            let before = board.figures.len();
            for (index, mention) in (0..).zip(library.mentions(article)) {
                let at = MentionRef { article, index };
                if mention.fact.figure().is_none() || !shown(at) {
                    continue;
                }
                if let Some(claim) = claims.at(at) {
                    listed.push(Listed { question: claim.question, place: board.figures.len() as u32 });
                }
                board.extend_scale(library, at);
                board.figures.push(at);
            }
            board.articles += usize::from(board.figures.len() > before);
        }
        listed.par_sort_unstable_by_key(|it| (it.question, it.place));
        board.claims = listed.iter().map(|it| board.figures[it.place as usize]).collect();
        let mut start = 0;
        let groups: Vec<(u32, Range<u32>)> = listed
            .chunk_by(|a, b| a.question == b.question)
            .map(|group| {
                let range = start..start + group.len() as u32;
                start = range.end;
                (group[0].question, range)
            })
            .collect();
        board.asked =
            groups.into_par_iter().map(|(question, range)| board.ask(library, question, range)).collect();
        board
    }

    fn extend_scale(&mut self, library: &Library, at: MentionRef) {
        let (low, high) = values(library, at);
        let scale = match library.mention(at).fact.kind() {
            Kind::Amount => &mut self.amounts,
            _ => &mut self.percentages,
        };
        if low > 0.0 {
            let (least, most) = scale.unwrap_or((low, high));
            *scale = Some((least.min(low), most.max(high)));
        }
    }

    fn ask(&self, library: &Library, question: u32, range: Range<u32>) -> Asked {
        let claims = &self.claims[range.start as usize..range.end as usize];
        let by = |value: fn((f64, f64)) -> f64| {
            move |a: &&MentionRef, b: &&MentionRef| {
                value(values(library, **a)).total_cmp(&value(values(library, **b)))
            }
        };
        // Of equal values the first is taken, as the one that is read first.
        let lowest = *claims.iter().min_by(by(|(low, _)| low)).unwrap_or(&claims[0]);
        let highest = *claims.iter().rev().max_by(by(|(_, high)| high)).unwrap_or(&claims[0]);
        let values = (values(library, lowest).0, values(library, highest).1);
        let mut sources: Vec<String> = claims
            .iter()
            .map(|&at| match library.claims().at(at).and_then(|claim| library.said_by(claim)) {
                Some(name) => fold(name),
                None => format!("#{}", at.article.0),
            })
            .collect();
        sources.sort_unstable();
        sources.dedup();
        let articles = claims.chunk_by(|a, b| a.article == b.article);
        Asked {
            question,
            extremes: (lowest, highest),
            range: values,
            articles: articles.clone().count() as u32,
            sources: sources.len() as u32,
            dispute: claims::dispute(values, sources.len() as u32),
            newest: articles.filter_map(|group| library.article(group[0].article).date).max(),
            claims: range,
        }
    }

    /// A question.
    pub(crate) fn asked(&self, place: u32) -> &Asked {
        &self.asked[place as usize]
    }

    /// The claims of a question, in the order of the list.
    pub(crate) fn claims(&self, place: u32) -> &[MentionRef] {
        let range = &self.asked[place as usize].claims;
        &self.claims[range.start as usize..range.end as usize]
    }

    /// The number of questions, of figures, and of articles that have any.
    pub(crate) fn counts(&self) -> (usize, usize, usize) {
        (self.asked.len(), self.figures.len(), self.articles)
    }

    /// The scale of the values of a kind.
    pub(crate) fn scale(&self, kind: Kind) -> Scale {
        if kind == Kind::Amount { self.amounts } else { self.percentages }
    }

    /// The rows that a request asks for, without those below questions; `None` when `stale` came true before the end.
    pub(crate) fn rows(
        &self,
        library: &Library,
        request: &Request,
        stale: &(dyn Fn() -> bool + Sync),
    ) -> Option<Vec<Entry>> {
        let words: Vec<String> = request.words.split_whitespace().map(fold).collect();
        let rows = if request.flat {
            let holds = |text: &mut String, at: &MentionRef| {
                text.clear();
                if let Some(claim) = library.claims().at(*at) {
                    fold_into(library.question_name(claim.question), text);
                    text.push('\n');
                }
                describe(library, *at, text);
                words.iter().all(|word| text.contains(word.as_str()))
            };
            let mut figures: Vec<MentionRef> = if words.is_empty() {
                self.figures.clone()
            } else {
                let found = self
                    .figures
                    .par_iter()
                    .map_init(String::new, |text, at| (!stale() && holds(text, at)).then_some(*at));
                found.flatten_iter().collect()
            };
            self.sort_figures(library, request.sort, &mut figures);
            figures.into_iter().map(Entry::Claim).collect()
        } else {
            let holds = |text: &mut String, place: u32| {
                text.clear();
                fold_into(library.question_name(self.asked(place).question), text);
                for at in self.claims(place) {
                    text.push('\n');
                    describe(library, *at, text);
                }
                words.iter().all(|word| text.contains(word.as_str()))
            };
            let places = (0..self.asked.len() as u32).into_par_iter();
            let mut found: Vec<u32> = if words.is_empty() {
                places.collect()
            } else {
                places
                    .map_init(String::new, |text, place| (!stale() && holds(text, place)).then_some(place))
                    .flatten_iter()
                    .collect()
            };
            self.sort_questions(library, request.sort, &mut found);
            found.into_iter().map(Entry::Question).collect()
        };
        (!stale()).then_some(rows)
    }

    fn sort_questions(&self, library: &Library, sort: Sort, places: &mut [u32]) {
        let kind = |asked: &Asked| library.mention(asked.extremes.1).fact.kind();
        let size = |a: &Asked, b: &Asked| kind(a).cmp(&kind(b)).then(b.range.1.total_cmp(&a.range.1));
        let order = |a: &u32, b: &u32| {
            let (x, y) = (self.asked(*a), self.asked(*b));
            let own = match sort {
                Sort::Dispute => {
                    let claims = y.claims.len().cmp(&x.claims.len());
                    y.dispute.total_cmp(&x.dispute).then(claims).then_with(|| size(x, y))
                }
                Sort::Size => size(x, y),
                Sort::Date => y.newest.cmp(&x.newest),
                Sort::Article | Sort::Question => Ordering::Equal,
            };
            own.then_with(|| self.first(*a).cmp(&self.first(*b)))
        };
        places.par_sort_by(order);
        if sort == Sort::Article {
            let rank = self.ranks();
            places.par_sort_by_key(|place| rank.get(self.first(*place)));
        } else if sort == Sort::Question {
            places.par_sort_by_cached_key(|place| fold(library.question_name(self.asked(*place).question)));
        }
    }

    fn sort_figures(&self, library: &Library, sort: Sort, figures: &mut [MentionRef]) {
        let size = |a: &MentionRef, b: &MentionRef| {
            let kind = |at: &MentionRef| library.mention(*at).fact.kind();
            kind(a).cmp(&kind(b)).then(values(library, *b).1.total_cmp(&values(library, *a).1))
        };
        match sort {
            Sort::Size => figures.par_sort_by(size),
            Sort::Date => {
                let date = |at: &MentionRef| library.article(at.article).date;
                figures.par_sort_by(|a, b| date(b).cmp(&date(a)));
            }
            // As they are.
            Sort::Article => {}
            Sort::Question | Sort::Dispute => {
                // By the place of their question in its own order.
                let mut places: Vec<u32> = (0..self.asked.len() as u32).collect();
                self.sort_questions(library, sort, &mut places);
                let mut rank = vec![u32::MAX; library.claims().count()];
                for (row, place) in (0..).zip(&places) {
                    rank[self.asked(*place).question as usize] = row;
                }
                let row = |at: &MentionRef| {
                    library.claims().at(*at).map_or(u32::MAX, |claim| rank[claim.question as usize])
                };
                figures.par_sort_by(|a, b| row(a).cmp(&row(b)).then_with(|| size(a, b)));
            }
        }
    }

    fn first(&self, place: u32) -> MentionRef {
        self.claims[self.asked[place as usize].claims.start as usize]
    }

    fn ranks(&self) -> Ranks {
        let mut ranks: Vec<(MentionRef, u32)> =
            (0..).zip(&self.figures).map(|(rank, at)| (*at, rank)).collect();
        ranks.par_sort_unstable();
        Ranks(ranks)
    }
}

/// The place of each figure in the list.
struct Ranks(Vec<(MentionRef, u32)>);

impl Ranks {
    fn get(&self, at: MentionRef) -> u32 {
        self.0.binary_search_by_key(&at, |(at, _)| *at).map_or(u32::MAX, |found| self.0[found].1)
    }
}

/// The value of a figure, and its upper end, on the scale on which claims are compared.
pub(crate) fn values(library: &Library, at: MentionRef) -> (f64, f64) {
    library.mention(at).fact.figure().map_or((0.0, 0.0), |figure| claims::values(&figure))
}

/// A figure as it is shown, in the typography of its text's language.
pub(crate) fn label(library: &Library, at: MentionRef) -> String {
    written(&library.mention(at).fact, library.article(at.article).language)
}

fn written(fact: &Fact, language: Language) -> String {
    match fact.kind().row().content {
        Content::Figure(shown) => shown(fact, Style::of(language)),
        Content::Entity => String::new(),
    }
}

/// The values of a question: `1–19 Md$`, or its ends where they have different units.
pub(crate) fn range(library: &Library, asked: &Asked) -> String {
    let (low, high) = asked.extremes;
    match span(library, asked) {
        Some(fact) => written(&fact, library.article(high.article).language),
        None => format!("{} – {}", label(library, low), label(library, high)),
    }
}

/// The fact that spans the values of a question; `None` where its lowest and highest claim have different units.
fn span(library: &Library, asked: &Asked) -> Option<Fact> {
    let (low, high) = asked.extremes;
    let (low, high) = (library.mention(low).fact, library.mention(high).fact);
    let (first, last) = (low.figure()?, high.figure()?);
    if first.unit != last.unit {
        return None;
    }
    let top = last.high.unwrap_or(last.value);
    let top = (top > first.value).then_some(top);
    let whole = match low {
        Fact::Amount(amount) => Fact::Amount(Amount { high: top, ..amount }),
        Fact::Percent(percent) => Fact::Percent(Percent { high: top, ..percent }),
        Fact::Entity(_) => return None,
    };
    // A range of several claims is not qualified as one of them is.
    let alone = asked.claims.len() == 1 || first.modifier == last.modifier && top.is_none();
    Some(if alone { whole } else { whole.with_modifier(Modifier::Exact) })
}

/// Writes what a claim is searched by, folded: who says so, the article, and the sentence.
fn describe(library: &Library, at: MentionRef, text: &mut String) {
    let article = library.article(at.article);
    if let Some(source) = library.claims().at(at).and_then(|claim| library.said_by(claim)) {
        fold_into(source, text);
        text.push('\n');
    }
    fold_into(&article.title, text);
    text.push('\n');
    fold_into(sentence::around(&article.text, library.mention(at).span).of(&article.text), text);
}
