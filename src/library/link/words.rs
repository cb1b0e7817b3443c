//! Proper nouns of an article, as evidence of its story where nobody else is named: `the Saints placed Roche on the injured list` is
//! about the Roche of the other articles on the Saints.

use super::ArticleNames;
use super::hash::{self, Map};
use crate::facts::name::gazetteer::{Class, class_of};
use crate::text::fold::fold;

/// In how many articles a person may be named to be compared by them.
const RARE: usize = 24;
/// Between how many people the proper nouns may decide.
const RIVALS: usize = 4;
/// The proper nouns that two articles of one story have in common.
const COMMON: usize = 3;
/// The most bytes of an article that are looked at.
const LOOKED_AT: usize = 8 << 10;

/// The proper nouns of articles, found when they are asked for.
pub(super) struct Words<'a> {
    articles: &'a [ArticleNames<'a>],
    known: Map<u32, Box<[u64]>>,
}

impl<'a> Words<'a> {
    pub(super) fn new(articles: &'a [ArticleNames<'a>]) -> Self {
        Self { articles, known: Map::default() }
    }

    /// The one of several people whose articles have clearly the most proper nouns in common with `article`; `None` when that is
    /// nobody, or when they are many or named in many articles. Each comes with the articles that name them.
    pub(super) fn nearest(&mut self, article: u32, people: &[(u32, &[u32])], surname: u64) -> Option<u32> {
        if people.len() > RIVALS || people.iter().any(|(_, articles)| articles.len() > RARE) {
            return None;
        }
        let mut common: Vec<(usize, u32)> = Vec::new();
        for &(person, articles) in people {
            let most = articles.iter().map(|&other| self.common(article, other, surname)).max();
            common.push((most.unwrap_or(0), person));
        }
        common.sort_unstable_by(|a, b| b.cmp(a));
        let &[(most, person), (second, _), ..] = &common[..] else { return None };
        (most >= COMMON && most > 2 * second).then_some(person)
    }

    fn common(&mut self, a: u32, b: u32, but: u64) -> usize {
        self.read(a);
        self.read(b);
        let (ours, theirs) = (&self.known[&a], &self.known[&b]);
        ours.iter().filter(|word| **word != but && theirs.binary_search(word).is_ok()).count()
    }

    fn read(&mut self, article: u32) {
        let text = self.articles[article as usize].text;
        self.known.entry(article).or_insert_with(|| proper_nouns(text));
    }
}

/// The ids of the capitalised words in a text that do not open a sentence and are no ordinary words, ascending.
fn proper_nouns(text: &str) -> Box<[u64]> {
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let ordinary = Class::WORD_OFTEN.with(Class::CALENDAR).with(Class::TITLE).with(Class::STARTER);
    let mut all = Vec::new();
    let mut opens = true;
    for word in text[..end].split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let bare = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare);
        let bare = bare.rsplit(['\'', '’']).next().unwrap_or(bare);
        if !opens
            && bare.chars().count() > 2
            && bare.starts_with(char::is_uppercase)
            && !class_of(bare).has(ordinary)
        {
            all.push(hash::id(&fold(bare)));
        }
        opens = word.ends_with(['.', '!', '?', ':', '»', '”', '"']);
    }
    all.sort_unstable();
    all.dedup();
    all.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proper_nouns_are_capitalised_words_within_sentences() {
        let expected = |list: &[&str]| {
            let mut ids: Vec<u64> = list.iter().map(|word| hash::id(word)).collect();
            ids.sort_unstable();
            ids
        };
        assert_eq!(
            *proper_nouns("Hier, le club de Brévanne a battu l'Orvane. Personne n'a ri."),
            expected(&["brevanne", "orvane"])
        );
        assert_eq!(*proper_nouns("On Monday the Solanum's owner left."), expected(&["solanum"]));
    }
}
