//! What a page says about itself: in `meta` and `link`, in JSON-LD, in its `title` and first heading. Which of several
//! authors and dates count is decided in `byline`.

use super::attributes::Attributes;
use super::byline::Beside;
use super::candidates::Candidates;
use super::linked::Linked;
use super::page::{Around, Block, Kind, Page};
use super::tag::Tag;
use crate::article::PartialDate;
use crate::corpus::{author, date, title};
use crate::text::Language;

/// The most of one script or title that is kept.
const MAX_RAW: usize = 512 << 10;

/// The most blocks of a page that are looked at for its headline.
const MOST_BLOCKS: usize = 300;

/// What was said, unresolved: several places may disagree.
#[derive(Debug, Default)]
pub(super) struct Meta {
    page_title: String,
    og_title: Option<String>,
    heading: Heading,
    site: Option<String>,
    pub(super) description: Option<String>,
    pub(super) authors: Vec<String>,
    /// The author that a field gives, where it is the name of the site.
    pub(super) account: Option<String>,
    /// Whether the next [`Meta::extra`] is the name of the author.
    pub(super) extra_label: bool,
    pub(super) extra: Option<String>,
    url: Option<String>,
    og_url: Option<String>,
    language: Option<Language>,
    pub(super) date: Option<PartialDate>,
    /// The time that gives it, as it is written.
    pub(super) time: Option<String>,
    modified: Option<PartialDate>,
    pub(super) linked: Linked,
    /// What elements of the page say.
    pub(super) candidates: Candidates,
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
            "description" | "og:description" => set(&mut self.description, own()),
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
                let date = date::given(content);
                if self.date.is_none() && date.is_some() {
                    (self.date, self.time) = (date, own());
                }
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

    /// The language, where the page has said it so far.
    pub(super) fn language(&self) -> Option<Language> {
        self.language
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
    pub(super) fn resolve(mut self, page: &Page, keep: &[bool]) -> About {
        let url = self.url.take().or(self.og_url.take());
        let site = self.site.take().or_else(|| self.linked.publisher.clone());
        let author = self.author(site.as_deref(), url.as_deref());
        let heading = match std::mem::take(&mut self.heading) {
            Heading::Read(heading) => Some(heading),
            _ => None,
        };
        let page_title = title::one_line(&self.page_title);
        let (own_title, page_site) = title::split_page_site(&page_title, site.as_deref());
        let site = site.or_else(|| page_site.map(str::to_owned));
        let given = self.og_title.take().or(self.linked.title.take()).map(|given| {
            let given = title::one_line(&given);
            title::split_page_site(&given, site.as_deref()).0.to_owned()
        });
        let shown = shown_title(page, &[&page_title, given.as_deref().unwrap_or_default()], site.as_deref());
        let headline = shown.or_else(|| {
            let given = given.as_deref().map(title::key).unwrap_or_default();
            let letters = given.chars().filter(|c| c.is_alphanumeric()).count();
            // The letters are compared first, since few blocks have as many.
            let says = |block: &Block| {
                block.words < 40
                    && letters >= 8
                    && (block.letters as usize).abs_diff(letters) <= 2
                    && title::key(page.text_of(block)) == given
            };
            let first = |block: &Block| block.kind == Kind::Heading(1) && block.around <= Around::Class;
            let heading = || page.blocks.iter().position(first);
            page.blocks.iter().take(MOST_BLOCKS).position(says).or_else(heading)
        });
        let beside = Beside::of(page, headline, keep);
        let date = self.published(page, url.as_deref(), &beside);
        let author = author.or(beside.author).or(self.account.take());
        let shown = shown.map(|index| title::one_line(page.text_of(&page.blocks[index])));
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
            source: site,
            url,
            language: self.language.or(self.linked.language),
            body: self.linked.body,
        }
    }
}

/// The headline as the page shows it: a heading whose words the page's title, or the title it gives itself,
/// repeats, and which is not the name of the site: its block.
fn shown_title(page: &Page, titles: &[&str], site: Option<&str>) -> Option<usize> {
    const MOST: usize = 40;
    let keys: Vec<String> = titles.iter().map(|title| title::key(title)).collect();
    let words: Vec<String> = titles.iter().flat_map(|title| long_words(title)).collect();
    let site = site.map(title::key).unwrap_or_default();
    let of_page = title::split_page_site(titles.first()?, None).1.map(title::key).unwrap_or_default();
    let headings = page.blocks.iter().enumerate();
    let headings = headings.filter(|(_, block)| matches!(block.kind, Kind::Heading(_))).take(MOST);
    let mut best: Option<(u8, usize, usize)> = None;
    for (index, block) in headings {
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
            best = Some((rank, key.len(), index));
        }
    }
    best.map(|(_, _, index)| index)
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
