//! What a page says about itself: in `meta` and `link`, in JSON-LD, in its `title` and first heading.

use super::attributes::Attributes;
use super::linked::Linked;
use super::names::Tag;
use super::page::{Around, Block, Kind, Page};
use super::said::{About as What, Said, Sayings, Sureness};
use crate::article::PartialDate;
use crate::corpus::{author, clean, date, title};
use crate::text::Language;

/// The most of one script or title that is kept.
const MAX_RAW: usize = 512 << 10;

/// What was said, unresolved: several places may disagree.
#[derive(Debug, Default)]
pub(super) struct Meta {
    page_title: String,
    og_title: Option<String>,
    heading: Heading,
    site: Option<String>,
    authors: Vec<String>,
    /// The author that a field gives, where it is the name of the site.
    account: Option<String>,
    /// Whether the next [`Meta::extra`] is the name of the author.
    extra_label: bool,
    extra: Option<String>,
    url: Option<String>,
    og_url: Option<String>,
    language: Option<Language>,
    date: Option<PartialDate>,
    modified: Option<PartialDate>,
    linked: Linked,
    /// What elements of the page say.
    pub(super) sayings: Sayings,
    raw: Option<RawText>,
}

#[derive(Debug, Default)]
enum Heading {
    #[default]
    None,
    Reading(String),
    Read(String),
}

#[derive(Debug)]
enum RawText {
    Title,
    JsonLd(String),
}

/// What is known of the page, resolved.
#[derive(Debug, Default)]
pub(super) struct About {
    pub(super) title: Option<String>,
    pub(super) date: Option<PartialDate>,
    /// When it was last changed: for a page that gives no other date.
    pub(super) modified: Option<PartialDate>,
    pub(super) author: Option<String>,
    /// The same, where it is the name of the site.
    pub(super) account: Option<String>,
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<Language>,
    /// The text, as JSON-LD gives it.
    pub(super) body: Option<String>,
}

impl Meta {
    /// A tag outside of raw content.
    pub(super) fn tag(&mut self, tag: Tag, attributes: &Attributes) {
        match tag {
            Tag::Html => set(&mut self.language, Language::from_tag(attributes.get("lang"))),
            Tag::Link if attributes.get("rel").eq_ignore_ascii_case("canonical") => {
                set(&mut self.url, address(attributes.get("href")));
            }
            Tag::Meta => self.meta(attributes),
            _ => {}
        }
    }

    fn meta(&mut self, attributes: &Attributes) {
        let content = attributes.get("content").trim();
        if content.is_empty() {
            return;
        }
        let named = [attributes.get("property"), attributes.get("name"), attributes.get("http-equiv")];
        let Some(name) = named.into_iter().find(|name| !name.is_empty()) else { return };
        let own = || Some(content.to_owned());
        match &*name.to_ascii_lowercase() {
            "og:title" | "twitter:title" => set(&mut self.og_title, own()),
            "og:site_name" | "application-name" => set(&mut self.site, own()),
            "og:url" => set(&mut self.og_url, address(content)),
            "og:locale" | "content-language" | "language" => {
                set(&mut self.language, Language::from_tag(content));
            }
            "author"
            | "article:author"
            | "dc.creator"
            | "dc:creator"
            | "dcterms.creator"
            | "dcsext.author"
            | "parsely-author"
            | "sailthru.author"
            | "byl"
            | "byline"
            | "og:author"
            | "citation_author"
            | "creator"
            | "article.author"
            | "og:article:author"
            | "shareaholic:article_author_name"
            | "rbauthors"
            | "cxenseparse:author" => {
                self.authors.extend(author::given(content).filter(|_| self.authors.len() < 20));
            }
            "twitter:label1" => self.extra_label = is_author_label(content),
            "twitter:data1" => self.extra = own(),
            "article:published_time"
            | "article.published"
            | "article:published"
            | "og:published_time"
            | "og:article:published_time"
            | "datepublished"
            | "date"
            | "dc.date"
            | "dc.date.issued"
            | "dc:date"
            | "dc.issued"
            | "dc.date.created"
            | "dcterms.created"
            | "dcterms.date"
            | "dcterms.issued"
            | "pubdate"
            | "pub_date"
            | "publishdate"
            | "publish-date"
            | "publish_date"
            | "published"
            | "published-date"
            | "published_date"
            | "published_at"
            | "publication_date"
            | "publication-date"
            | "publicationdate"
            | "citation_date"
            | "citation_publication_date"
            | "citation_online_date"
            | "date_published"
            | "date.published"
            | "article_date_original"
            | "originalpublicationdate"
            | "cxenseparse:recs:publishtime"
            | "cxenseparse:publishtime"
            | "bt:pubdate"
            | "rnews:datepublished"
            | "parsely-pub-date"
            | "sailthru.date"
            | "shareaholic:article_published_time"
            | "dcsext.articlefirstpublished"
            | "created"
            | "datecreated"
            | "release_date" => {
                set(&mut self.date, date::given(content));
            }
            "article:modified_time"
            | "og:updated_time"
            | "og:modified_time"
            | "datemodified"
            | "last-modified"
            | "lastmodified"
            | "dc.date.modified"
            | "dc.modified"
            | "dcterms.modified"
            | "modified"
            | "revised"
            | "updated_time"
            | "dateupdated"
            | "bt:moddate" => {
                set(&mut self.modified, date::given(content));
            }
            _ => {}
        }
    }

    pub(super) fn raw_start(&mut self, tag: Tag, attributes: &Attributes) {
        self.raw = match tag {
            // A later one belongs to a picture.
            Tag::Title if self.page_title.is_empty() => Some(RawText::Title),
            Tag::Script if attributes.get("type").eq_ignore_ascii_case("application/ld+json") => {
                Some(RawText::JsonLd(String::new()))
            }
            _ => None,
        };
    }

    pub(super) fn raw_text(&mut self, text: &str) {
        match &mut self.raw {
            Some(RawText::Title) if self.page_title.len() < 4096 => self.page_title.push_str(text),
            Some(RawText::JsonLd(json)) if json.len() + text.len() <= MAX_RAW => json.push_str(text),
            _ => {}
        }
    }

    pub(super) fn raw_end(&mut self) {
        if let Some(RawText::JsonLd(json)) = self.raw.take() {
            self.linked.script(&json);
        }
    }

    pub(super) fn heading_start(&mut self) {
        if matches!(self.heading, Heading::None) {
            self.heading = Heading::Reading(String::new());
        }
    }

    pub(super) fn heading_text(&mut self, text: &str) {
        match &mut self.heading {
            Heading::Reading(heading) if heading.len() < 4096 => heading.push_str(text),
            _ => {}
        }
    }

    pub(super) fn heading_end(&mut self) {
        if let Heading::Reading(heading) = &mut self.heading {
            let heading = title::one_line(heading);
            self.heading = if heading.is_empty() { Heading::None } else { Heading::Read(heading) };
        }
    }

    /// Settles what the page says.
    pub(super) fn resolve(mut self, page: &Page) -> About {
        let blocks = &page.blocks;
        let url = self.url.take().or(self.og_url.take());
        let date = self.published(blocks, url.as_deref());
        let site = self.site.take().or_else(|| self.linked.publisher.clone());
        let author = self.author(site.as_deref(), url.as_deref());
        let heading = match self.heading {
            Heading::Read(heading) => Some(heading),
            _ => None,
        };
        let page_title = title::one_line(&self.page_title);
        let (own_title, page_site) = title::split_page_site(&page_title, site.as_deref());
        let site = site.or_else(|| page_site.map(str::to_owned));
        let given = self.og_title.or(self.linked.title).map(|given| {
            let given = title::one_line(&given);
            title::split_page_site(&given, site.as_deref()).0.to_owned()
        });
        let shown = shown_title(page, &[&page_title, given.as_deref().unwrap_or_default()], site.as_deref());
        let title = match (given, heading) {
            _ if shown.is_some() => shown,
            // The heading as the page shows it, where the two say the same and more.
            (Some(given), Some(heading)) => {
                let (a, b) = (title::key(&given), title::key(&heading));
                if b.len() >= 8 && a.starts_with(&b) { Some(heading) } else { Some(given) }
            }
            (Some(given), None) => Some(given),
            (None, Some(heading)) if title::key(&heading).len() >= 8 || own_title.is_empty() => Some(heading),
            (None, _) => Some(own_title.to_owned()),
        };
        About {
            title: title.filter(|title| !title.is_empty()),
            date,
            modified: self.modified.or(self.linked.modified),
            author,
            account: self.account,
            source: site,
            url,
            language: self.language.or(self.linked.language),
            body: self.linked.body,
        }
    }
}

/// The headline as the page shows it: a heading whose words the page's title, or the title it gives itself,
/// repeats, and which is not the name of the site.
fn shown_title(page: &Page, titles: &[&str], site: Option<&str>) -> Option<String> {
    const MOST: usize = 40;
    let keys: Vec<String> = titles.iter().map(|title| title::key(title)).collect();
    let words: Vec<String> = titles.iter().flat_map(|title| long_words(title)).collect();
    let site = site.map(title::key).unwrap_or_default();
    let of_page = title::split_page_site(titles.first()?, None).1.map(title::key).unwrap_or_default();
    let headings = page.blocks.iter().filter(|block| matches!(block.kind, Kind::Heading(_))).take(MOST);
    let mut best: Option<(u8, usize, String)> = None;
    for block in headings {
        let Kind::Heading(level) = block.kind else { continue };
        let text = title::one_line(page.text_of(block));
        let key = title::key(&text);
        if key.is_empty() || key == site || key == of_page || block.around > Around::Class {
            continue;
        }
        let contained = key.len() >= 8 && keys.iter().any(|title| title.contains(&key));
        let own = long_words(&text);
        let shared = own.iter().filter(|word| words.contains(word)).count();
        let similar = level == 1 && own.len() >= 3 && shared * 2 >= own.len();
        // A headline of its own level beats one that is only contained.
        let rank = match (level, contained) {
            (1, _) if contained || similar => 0,
            (_, true) if text.split(' ').count() >= 2 => 1,
            _ => continue,
        };
        if best
            .as_ref()
            .is_none_or(|(known, length, _)| (rank, usize::MAX - key.len()) < (*known, usize::MAX - length))
        {
            best = Some((rank, key.len(), text));
        }
    }
    best.map(|(_, _, text)| text)
}

/// The words of a title that tell it from others, folded.
fn long_words(title: &str) -> Vec<String> {
    let folded = crate::text::fold::fold(title);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.chars().count() >= 3).map(str::to_owned).collect()
}

/// Whether the label of a card says that the value beside it is the author.
fn is_author_label(label: &str) -> bool {
    let folded = crate::text::fold::fold(label);
    ["by", "par", "von", "por", "author", "autor", "auteur"]
        .iter()
        .any(|word| folded.split(' ').any(|part| part == *word))
        || folded.starts_with("written")
}

fn set<T>(slot: &mut Option<T>, value: Option<T>) {
    if slot.is_none() {
        *slot = value;
    }
}

fn address(text: &str) -> Option<String> {
    let text = text.trim();
    (text.starts_with("https://") || text.starts_with("http://")).then(|| text.to_owned())
}

/// How far below the first element that names an author others may name more of them, in letters.
const NEAR: u64 = 80;

/// Blocks of more words are prose: a `time` in them is one that the text speaks of.
const PROSE: u32 = 30;

impl Meta {
    /// The people who wrote the article, by the surest that says so; the site itself is none of them.
    fn author(&mut self, site: Option<&str>, url: Option<&str>) -> Option<String> {
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
        let all = &self.sayings.all;
        let mut names: Vec<Option<String>> = all
            .iter()
            .map(|said| match said.about {
                What::Author => author::shown(&said.text),
                What::Date => None,
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
        let sureness = |at: usize| all[at].sureness;
        let mut order: Vec<usize> = (0..all.len()).filter(|&at| names[at].is_some()).collect();
        order.sort_by_key(|&at| sureness(at));
        let mut out: Vec<String> = Vec::new();
        for level in [Sureness::Property, Sureness::Relation, Sureness::Class, Sureness::Weak] {
            let mut near: Option<u64> = None;
            let mut together: Vec<&str> = Vec::new();
            for &at in order.iter().filter(|&&at| sureness(at) == level) {
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
    fn published(&self, blocks: &[Block], url: Option<&str>) -> Option<PartialDate> {
        let in_prose = |said: &Said| blocks.get(said.block).is_some_and(|block| block.words > PROSE);
        let shown = |sureness: Sureness| {
            let of =
                self.sayings.all.iter().filter(move |said| {
                    said.about == What::Date && said.sureness == sureness && !in_prose(said)
                });
            of.filter_map(|said| {
                date::given(&title::one_line(&said.text))
                    .or_else(|| date::find(&said.text).map(|(date, _)| date))
            })
            .find(|date| date.day > 0)
        };
        // A time in UTC may be of the next day; the address gives that of the place.
        url.and_then(date::from_address)
            .or(self.date)
            .or(self.linked.date)
            .or_else(|| shown(Sureness::Property))
            .or(self.linked.page_date)
            .or_else(|| shown(Sureness::Relation))
            .or_else(|| shown(Sureness::Weak))
            .or_else(|| shown(Sureness::Class))
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
