//! Who wrote the article of a page and when it came out: which of the places that say so is believed.

use super::candidates::{Candidate, Confidence, Field};
use super::meta::Meta;
use super::page::{Around, Block, Kind, Page};
use crate::article::PartialDate;
use crate::corpus::{author, clean, date, title};

/// How far below the first element that names an author others may name more of them, in letters.
const NEAR: u64 = 80;

/// Blocks of more words are prose: a `time` in them is one that the text speaks of.
const PROSE: u32 = 30;

impl Meta {
    /// The people who wrote the article, by the surest that says so; the site itself is none of them.
    pub(super) fn author(&mut self, site: Option<&str>, url: Option<&str>) -> Option<String> {
        let same = |a: &str, b: &str| {
            let (a, b) = (title::key(a), title::key(b));
            !a.is_empty() && (a == b || a.len() * 3 >= b.len() * 2 && b.starts_with(&a))
        };
        let host = url.and_then(|url| url.split("://").nth(1)).and_then(|rest| rest.split('/').next());
        let organisation = self.linked.organisation();
        let publisher = self.linked.publisher.as_deref();
        let site = |name: &str| {
            [site, publisher, organisation].iter().flatten().any(|site| same(name, site) || same(site, name))
                || host.is_some_and(|host| title::key(name) == title::key(host.trim_start_matches("www.")))
        };
        let mut authors: Vec<&str> = Vec::new();
        for name in self.authors.iter().flat_map(|names| names.split(", ")) {
            if !authors.contains(&name) {
                authors.push(name);
            }
        }
        let meta = (!authors.is_empty()).then(|| authors.join(", "));
        let account = meta.clone();
        let extra = self.extra.as_deref().filter(|_| self.extra_label).and_then(author::given);
        let shown = self.shown_authors();
        let candidates = [self.linked.people(), meta, extra].into_iter().flatten().chain(shown.clone());
        let mut candidates = candidates.filter(|name| !site(name));
        let Some(first) = candidates.next() else {
            // Who writes under the name of the site, unless the page shows a person.
            self.account = self.linked.people().or(account);
            return None;
        };
        // What is shown may be fuller: `Ann` in a field, `Ann Lee` above the text.
        let fuller = shown.into_iter().find(|name| {
            author::is_person(name) && name.strip_prefix(&*first).is_some_and(|rest| rest.starts_with(' '))
        });
        Some(fuller.unwrap_or(first))
    }

    /// What the elements of the page name as authors, the surest first.
    fn shown_authors(&self) -> Vec<String> {
        let all = &self.candidates.all;
        let mut names: Vec<Option<String>> = all
            .iter()
            .map(|candidate| match candidate.field {
                Field::Author => author::shown(&candidate.text),
                Field::Date => None,
            })
            .collect();
        for at in (0..all.len()).rev() {
            // An element within another says it better.
            let mut outer = all[at].inside.filter(|_| names[at].is_some());
            while let Some(around) = outer {
                names[around] = None;
                outer = all[around].inside;
            }
        }
        let confidence = |at: usize| all[at].confidence;
        let mut order: Vec<usize> = (0..all.len()).filter(|&at| names[at].is_some()).collect();
        order.sort_by_key(|&at| confidence(at));
        let mut out: Vec<String> = Vec::new();
        for level in [Confidence::Property, Confidence::Relation, Confidence::Class, Confidence::Weak] {
            let mut near: Option<u64> = None;
            let mut together: Vec<&str> = Vec::new();
            for &at in order.iter().filter(|&&at| confidence(at) == level) {
                let place = all[at].letters;
                if near.is_some_and(|near| place > near + NEAR) {
                    break;
                }
                near = Some(place);
                for name in names[at].iter().flat_map(|names| names.split(", ")) {
                    if !together.contains(&name) {
                        together.push(name);
                    }
                }
            }
            if !together.is_empty() {
                out.push(together.join(", "));
            }
        }
        out
    }

    /// The date of publication, by the surest that gives one.
    pub(super) fn published(&self, blocks: &[Block], url: Option<&str>) -> Option<PartialDate> {
        let in_prose =
            |candidate: &Candidate| blocks.get(candidate.block).is_some_and(|block| block.words > PROSE);
        let shown = |confidence: Confidence| {
            let of = self.candidates.all.iter().filter(move |candidate| {
                candidate.field == Field::Date && candidate.confidence == confidence && !in_prose(candidate)
            });
            of.filter_map(|candidate| {
                date::given(&title::one_line(&candidate.text))
                    .or_else(|| date::find(&candidate.text).map(|(date, _)| date))
            })
            .find(|date| date.day > 0)
        };
        // A time in UTC may be of the next day; the address gives that of the place.
        url.and_then(date::from_address)
            .or(self.date)
            .or(self.linked.date)
            .or_else(|| shown(Confidence::Property))
            .or(self.linked.page_date)
            .or_else(|| shown(Confidence::Relation))
            .or_else(|| shown(Confidence::Weak))
            .or_else(|| shown(Confidence::Class))
    }

    /// The date and the authors in the short lines around the headline, which no element names.
    pub(super) fn beside_headline(page: &Page) -> (Option<PartialDate>, Option<String>) {
        const ABOVE: usize = 4;
        const BELOW: usize = 10;
        const SHORT: u32 = 16;
        const MOST: usize = 200;
        let short = |block: &Block| block.words <= SHORT && block.around <= Around::Class;
        let dated = |block: &Block| {
            let lines = page.text_of(block).lines();
            let mut lines = lines.filter(|line| !line.ends_with(['!', '?']));
            lines.find_map(|line| date::find(line).map(|(date, _)| date).or_else(|| date::short(line)))
        };
        let signed = |line: &str| {
            let dated = || date::find(line).and_then(|(_, date)| author::beside_date(line, &date));
            clean::said_by(line).or_else(|| author::labelled(line)).or_else(dated)
        };
        let (mut found, mut author) = (None, None);
        let headline = page
            .blocks
            .iter()
            .position(|block| matches!(block.kind, Kind::Heading(1)) && block.around <= Around::Class);
        if let Some(headline) = headline {
            let near = headline.saturating_sub(ABOVE)..(headline + BELOW).min(page.blocks.len());
            for block in page.blocks[near].iter().filter(|block| short(block)) {
                author = author.or_else(|| page.text_of(block).lines().find_map(signed));
                found = found.or_else(|| dated(block));
            }
        }
        // Or in any short line of the page.
        let any = || page.blocks.iter().filter(|block| short(block)).take(MOST).find_map(dated);
        let found = found.or_else(any);
        let labels = || {
            let lines = |block| page.text_of(block).lines().find_map(author::labelled);
            page.blocks.iter().rev().filter(|block| short(block)).take(MOST).find_map(lines)
        };
        let author = author.or_else(labels);
        (found, author)
    }
}
