//! Who wrote the article of a page and when it came out: which of the places that say so is believed.

use super::candidates::{Candidate, Confidence, Field};
use super::meta::Meta;
use super::page::{Around, Block, Page};
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
        // Without the site, which some name beside the person.
        let people = |names: String| {
            let people: Vec<&str> = names.split(", ").filter(|name| !site(name)).collect();
            (!people.is_empty()).then(|| people.join(", "))
        };
        let candidates = [self.linked.people(), meta, extra].into_iter().flatten().chain(shown.clone());
        let mut candidates = candidates.filter_map(people);
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
    pub(super) fn published(&self, page: &Page, url: Option<&str>, beside: &Beside) -> Option<PartialDate> {
        let in_prose =
            |candidate: &Candidate| page.blocks.get(candidate.block).is_some_and(|block| block.words > PROSE);
        let near = |candidate: &Candidate| beside.near.contains(&candidate.block);
        let any_near =
            self.candidates.all.iter().any(|candidate| candidate.field == Field::Date && near(candidate));
        let shown = |confidence: Confidence| {
            // Those beside the headline are of the article; elsewhere there may be other articles.
            let of = self.candidates.all.iter().filter(move |candidate| {
                candidate.field == Field::Date
                    && candidate.confidence == confidence
                    && (near(candidate) || !any_near)
                    && !in_prose(candidate)
            });
            of.filter_map(|candidate| {
                date::given(&title::one_line(&candidate.text))
                    .or_else(|| date::find(&candidate.text).map(|(date, _)| date))
            })
            .find(|date| date.day > 0)
        };
        let of_place = |date: PartialDate, time: Option<&str>| {
            let late = time.zip(url).is_some_and(|(time, url)| date::is_next_day(time, url));
            if late { next_day(date).unwrap_or(date) } else { date }
        };
        let given = url
            .and_then(date::from_address)
            .or_else(|| self.date.map(|date| of_place(date, self.time.as_deref())))
            .or_else(|| self.linked.date.map(|date| of_place(date, self.linked.time.as_deref())))
            .or_else(|| shown(Confidence::Property))
            .or(self.linked.page_date);
        if let Some(given) = given {
            // And so does the page, to its readers.
            return Some(beside.day_near(given).unwrap_or(given));
        }
        let described = || self.description.as_deref().and_then(date::find).map(|(date, _)| date);
        shown(Confidence::Relation)
            .or(beside.dates.first().copied())
            .or_else(|| shown(Confidence::Weak))
            .or_else(|| shown(Confidence::Class))
            .or(beside.changes.first().copied())
            .or_else(|| anywhere(page))
            .or_else(described)
    }
}

fn civil(date: PartialDate) -> Option<jiff::civil::Date> {
    jiff::civil::Date::new(date.year, date.month as i8, date.day as i8).ok()
}

fn next_day(date: PartialDate) -> Option<PartialDate> {
    let next = civil(date)?.tomorrow().ok()?;
    Some(PartialDate { year: next.year(), month: next.month() as u8, day: next.day() as u8 })
}

/// Whether one day is before or after the other.
fn are_neighbours(one: PartialDate, other: PartialDate) -> bool {
    next_day(one) == Some(other) || next_day(other) == Some(one)
}

/// The date and the authors in the short lines around the headline and at the end of the text, which no element names.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// Those below the headline come first.
    dates: Vec<PartialDate>,
    /// Those of a change.
    changes: Vec<PartialDate>,
    /// The blocks that are looked at.
    near: std::ops::Range<usize>,
    pub(super) author: Option<String>,
}

/// The most words of a line that dates or signs an article.
const SHORT: u32 = 16;

fn is_short(block: &Block) -> bool {
    block.words <= SHORT && block.around <= Around::Class
}

/// The date in the lines of a short block.
fn dated(page: &Page, block: &Block) -> Option<PartialDate> {
    let lines = page.text_of(block).lines();
    let mut lines = lines.filter(|line| !line.ends_with(['!', '?']));
    lines.find_map(|line| date::find(line).map(|(date, _)| date).or_else(|| date::short(line)))
}

/// Whether a line says that its date is that of a change.
fn tells_change(text: &str) -> bool {
    let folded = crate::text::fold::fold(text);
    let words = [
        "mis a jour",
        "mise a jour",
        "modifie",
        "updated",
        "modified",
        "edited",
        "aktualisiert",
        "geandert",
        "actualizado",
        "aggiornato",
    ];
    words.iter().any(|word| folded.contains(word))
        && !["publi", "posted", "erstellt"].iter().any(|word| folded.contains(word))
}

/// The most blocks of a page that are looked at.
const MOST: usize = 200;

/// The date in any short line of the page.
fn anywhere(page: &Page) -> Option<PartialDate> {
    page.blocks.iter().filter(|block| is_short(block)).take(MOST).find_map(|block| dated(page, block))
}

impl Beside {
    /// `headline` is the block of the headline; `keep` are the blocks of the article.
    pub(super) fn of(page: &Page, headline: Option<usize>, keep: &[bool]) -> Self {
        const ABOVE: usize = 4;
        const BELOW: usize = 10;
        const LAST: usize = 3;
        let signed = |line: &str| {
            let dated = || date::find(line).and_then(|(_, date)| author::beside_date(line, &date));
            clean::said_by(line).or_else(|| author::labelled(line)).or_else(dated)
        };
        let mut beside = Self::default();
        if let Some(headline) = headline {
            beside.near = headline.saturating_sub(ABOVE)..headline + BELOW;
            let below = &page.blocks[headline..(headline + BELOW).min(page.blocks.len())];
            let above = &page.blocks[headline.saturating_sub(ABOVE)..headline];
            for block in below.iter().chain(above).filter(|block| is_short(block)) {
                let lines = || page.text_of(block).lines().find_map(signed);
                beside.author = beside.author.or_else(lines);
                let date = dated(page, block);
                let changed = date.is_some() && tells_change(page.text_of(block));
                if changed { beside.changes.extend(date) } else { beside.dates.extend(date) }
            }
        }
        let labels = || {
            let lines = |block| page.text_of(block).lines().find_map(author::labelled);
            let short = |block: &&Block| block.around <= Around::Class && block.words <= 4 * SHORT;
            page.blocks.iter().rev().filter(short).take(MOST).find_map(lines)
        };
        let last = || {
            let kept = page.blocks.iter().zip(keep).rev().filter(|(_, keep)| **keep);
            kept.take(LAST)
                .filter(|(block, _)| is_short(block))
                .find_map(|(block, _)| page.text_of(block).lines().find_map(clean::said_by))
        };
        beside.author = beside.author.or_else(last).or_else(labels);
        beside
    }

    /// The day that the page shows instead of one in another time zone.
    fn day_near(&self, given: PartialDate) -> Option<PartialDate> {
        self.dates.iter().copied().find(|&date| date == given || are_neighbours(date, given))
    }
}
