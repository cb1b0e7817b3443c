//! XML: RSS and Atom feeds, one article an item, and other documents by the text of their elements.
//!
//! quick-xml reads it, after what feeds are often sent with was put right (`events::mended`). Whatever is left open is
//! closed by what begins after it. No entity is expanded but the five of XML and character numbers, no document type
//! is read, and nothing outside the file is opened.

mod feed;

use std::borrow::Cow;

use super::events::{self, Event};
use super::{Format, Parsed, Sniff, Source};
use crate::corpus::draft::Draft;
use crate::corpus::{date, title};
use crate::text::Language;
use feed::Feed;

pub(super) const FORMAT: Format =
    Format { name: "XML", extensions: &["xml", "rss", "atom"], sniff: Sniff::Likely(sniff), parse };

/// Elements that are within a line.
const INLINE: [&str; 18] = [
    "a", "abbr", "b", "cite", "code", "em", "emph", "hi", "i", "link", "location", "money", "num", "org",
    "person", "span", "strong", "u",
];

fn sniff(source: &Source<'_>) -> bool {
    let text = source.head();
    let head = text.trim_start();
    ["<?xml", "<rss", "<feed", "<rdf:RDF"].iter().any(|start| head.starts_with(start))
}

fn parse<'s>(source: &'s Source<'_>) -> Parsed<'s> {
    let xml = events::mended(source.text());
    let mut feed = Feed::new(&xml, source.raw);
    let whole = events::read_at(&xml, |event, place| feed.event(event, place.start, place.end));
    let mut drafts = feed.done();
    let cut = || "the document is damaged: its text ends early".into();
    if drafts.is_empty() {
        drafts.push(document(&xml));
    }
    if let Some(last) = drafts.last_mut().filter(|_| !whole) {
        last.notices.push(cut());
    }
    Parsed { drafts, problems: Vec::new() }
}

/// Any other document: each element that is not inline is a paragraph.
fn document(xml: &str) -> Draft<'static> {
    let mut draft = Draft { flowed: true, ..Draft::default() };
    let mut out = String::new();
    // The first headline, while it is open.
    let mut headline: Option<(String, String)> = None;
    events::read(xml, |event| match event {
        Event::Text(text) => {
            if let Some((_, words)) = &mut headline {
                words.push_str(text);
            }
            push_words(text, &mut out);
        }
        Event::Start(name, attributes) => {
            if let Some(lang) = attributes.get("lang") {
                draft.language = draft.language.or_else(|| Language::from_tag(&lang));
            }
            // The day of an article in NITF.
            if name == "date.issue" {
                draft.date = draft.date.or_else(|| date::given(attributes.get("norm")?.get(..8)?));
            }
            if matches!(name, "title" | "headline" | "hl1") && draft.title.is_none() && headline.is_none() {
                headline = Some((name.to_owned(), String::new()));
            }
            end_paragraph(name, &mut out);
        }
        Event::End(name) => {
            if let Some((_, words)) = headline.take_if(|(open, _)| open == name) {
                draft.title = Some(title::one_line(&words)).filter(|title| !title.is_empty());
            }
            end_paragraph(name, &mut out);
        }
    });
    draft.text = Cow::Owned(out);
    draft
}

fn push_words(text: &str, out: &mut String) {
    let spaced = |c: Option<char>| c.is_some_and(|c| c.is_ascii_whitespace());
    if spaced(text.chars().next()) && !out.is_empty() && !out.ends_with(['\n', ' ']) {
        out.push(' ');
    }
    for (index, word) in text.split_ascii_whitespace().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
    if spaced(text.chars().next_back()) && !out.is_empty() && !out.ends_with(['\n', ' ']) {
        out.push(' ');
    }
}

fn end_paragraph(name: &str, out: &mut String) {
    if !INLINE.contains(&name) && !out.is_empty() && !out.ends_with("\n\n") {
        let length = out.trim_end().len();
        out.truncate(length);
        out.push_str("\n\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::format::trial;

    fn read(text: &str) -> Vec<Draft<'static>> {
        trial::read(&FORMAT, "a.xml", text).drafts
    }

    #[test]
    fn a_feed_gives_an_article_for_each_item() {
        let rss = r#"<?xml version="1.0"?><rss><channel><title>La Rive</title><language>fr-ch</language>
            <image><title>Logo</title></image>
            <item><title>Le lac &amp; la dette</title><link>https://larive.example/1</link><guid>n-1</guid>
              <pubDate>Tue, 05 Nov 2024 06:30:00 +0100</pubDate><dc:creator>Maud Perrochet</dc:creator>
              <description>Court.</description>
              <content:encoded><![CDATA[<p>La dette atteint <b>4,2</b> millions.</p><p>Le canton se tait.</p>]]></content:encoded>
            </item>
            <item><media:content url="a.jpg"><media:title>anne</media:title></media:content><media:title>b</media:title>
              <title>Brève</title><description>&lt;p&gt;Le port g&amp;eacute;le.&lt;/p&gt;</description>
              <media:content url="b.jpg"><media:description>Une photo</media:description></media:content></item>
            </channel></rss>"#;
        let drafts = read(rss);
        assert_eq!(drafts.len(), 2);
        let first = &drafts[0];
        assert_eq!(first.title.as_deref(), Some("Le lac & la dette"));
        assert_eq!(first.text, "La dette atteint 4,2 millions.\n\nLe canton se tait.");
        assert_eq!(first.date.unwrap().to_string(), "2024-11-05");
        assert_eq!(first.author.as_deref(), Some("Maud Perrochet"));
        assert_eq!(first.source.as_deref(), Some("La Rive"));
        assert_eq!((first.item.as_deref(), first.language), (Some("n-1"), Some(Language::FRENCH)));
        assert_eq!((drafts[1].item.as_deref(), &*drafts[1].text), (Some("2"), "Le port géle."));
        assert_eq!(drafts[1].title.as_deref(), Some("Brève"));
        let atom = r#"<feed xml:lang="en"><title>The Post</title><entry><id>t:1</id><title>Ships</title>
            <link rel="alternate" href="https://p.example/?a=1&amp;b=2"/><updated>2025-02-03T04:05:06Z</updated>
            <author><name>Ann Lee</name><email>a@p.example</email></author>
            <content type="xhtml"><div><p>Two ships met.</p></div></content></entry></feed>"#;
        let drafts = read(atom);
        assert_eq!(drafts[0].url.as_deref(), Some("https://p.example/?a=1&b=2"));
        assert_eq!((drafts[0].author.as_deref(), &*drafts[0].text), (Some("Ann Lee"), "Two ships met."));
    }

    #[test]
    fn another_document_gives_its_paragraphs() {
        let drafts = read(
            "<doc lang='en'><head><title>The quarry</title></head><body><para>It is <em>shut</em>, says\n Lee.</para>\
             <para>For good.</para></body></doc>",
        );
        assert_eq!(drafts[0].title.as_deref(), Some("The quarry"));
        assert_eq!(drafts[0].text.trim(), "The quarry\n\nIt is shut, says Lee.\n\nFor good.");
    }

    #[test]
    fn no_entity_is_expanded_and_nothing_is_fetched() {
        let bomb = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c SYSTEM \
                    \"file:///etc/hostname\">]><doc><p>x &b; &c; &#x1b; &#99999999; &#65;</p></doc>";
        let drafts = read(bomb);
        assert_eq!(drafts[0].text.trim(), "x &b; &c; \u{1b} &#99999999; A");
    }

    #[test]
    fn the_structure_of_an_item_is_kept() {
        let draft = read(
            "<rss><item><link>https://a.example/b/</link><description><![CDATA[<h2>Prix</h2><ul><li>4 euros</ul><p>\
             <a href='c'>Ici</a>]]></description></item></rss>",
        )
        .remove(0);
        let structure = draft.structure.unwrap();
        assert_eq!((draft.text.as_ref(), structure.blocks().len()), ("Prix\n\n• 4 euros\n\nIci", 3));
        assert_eq!(structure.links().len(), 1);
    }

    #[test]
    fn items_of_a_broken_feed_stay_apart_and_nothing_of_them_is_lost() {
        for (feed, told) in [
            // Not ended: an item, a link; and characters that mean something.
            (
                "<rss><channel><title>Rive & Cie</title><item><title>Un & un</title><link>https://a.example/1<description>Le \
                 bac <b>repart</description><item><title>Moins de < 5 euros</title><description>Un < deux.</description></item>",
                vec![
                    ("Un & un", Some("https://a.example/1"), "Le bac repart"),
                    ("Moins de < 5 euros", None, "Un < deux."),
                ],
            ),
            // Cut in the middle.
            (
                "<rss><item><title>Un</title><description>Le bac.</description></item><item><title>Deux</title><description>\
                 <![CDATA[<p>Le port vend",
                vec![("Un", None, "Le bac."), ("Deux", None, "Le port vend")],
            ),
            ("<rss><item><title>Un</title><description>Le bac</desc", vec![("Un", None, "Le bac")]),
            // Entities that nothing declares, a quote too many, an end without a beginning, no quotes at all.
            (
                "<rss><item></p><title>G&eacute;l&eacute;</title><enclosure url=\"a\"\" title=\"b > c\"/><description \
                 type=html>&lt;p&gt;Il g&egrave;le &nbsp;fort.</description></item></rss>",
                vec![("Gélé", None, "Il gèle \u{a0}fort.")],
            ),
            // A document type with brackets, and an item in an item of another kind.
            (
                "<!DOCTYPE rss [<!ENTITY x \"]\"><!-- ] -->]><feed><entry><title>Un</title><source><title>Autre</title></source>\
                 <content type=\"xhtml\"><div><p>Le <item/>bac.</p></div></content></entry></feed>",
                vec![("Un", None, "Le bac.")],
            ),
        ] {
            let drafts = read(feed);
            let found: Vec<_> = drafts
                .iter()
                .map(|draft| (draft.title.as_deref().unwrap_or_default(), draft.url.as_deref(), &*draft.text))
                .collect();
            assert_eq!(found, told, "{feed}");
        }
    }

    #[test]
    fn a_summary_that_the_text_does_not_repeat_is_kept_beside_it() {
        let item = |summary: &str| {
            let feed = format!(
                "<rss><item><description>{summary}</description><content:encoded>Le bac repart. Il est cher.</content:encoded></item></rss>"
            );
            read(&feed)
                .remove(0)
                .removed
                .into_iter()
                .map(|removed| removed.text.into_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(item("Le bac repart. Il […]"), Vec::<String>::new());
        assert_eq!(item("Deux ans à quai."), ["Deux ans à quai."]);
    }

    #[test]
    fn what_never_ends_ends() {
        for text in [
            "<rss><item>",
            "<rss><item><title>",
            "<![CDATA[",
            "<!DOCTYPE [",
            "<a",
            "<!--",
            "</",
            "<>",
            "&",
            "<?",
        ] {
            read(text);
        }
    }
}
