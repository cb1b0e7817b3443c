//! HTML: the article of a page without what is around it, and what the page says of it.
//!
//! Every sentence that a page shows is in the text or in [`Draft::removed`], captions among it. What is in neither has
//! one of these reasons: the page hides it (an attribute, a class or a style), it is for readers without scripts
//! (`noscript`, unless there is nothing else), it is the reading of a sign (`rt`), it is what a form or a picture
//! holds (`select`, `textarea`, `svg`), or more was removed than is kept, which a notice says.

mod attributes;
mod between;
mod blocks;
mod byline;
mod candidates;
mod inline;
mod linked;
mod meaning;
mod meta;
mod naming;
mod open;
mod page;
mod pointers;
mod removed;
mod saved;
mod select;
mod tag;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::{Format, Parsed, Sniff, Source};
use crate::article::Removed;
use crate::article::structure::{BlockKind, EmphasisKind, Structure};
use crate::corpus::draft::Draft;
use crate::corpus::structured::StructuredText;
use crate::corpus::title;
use crate::text::Span;
use inline::Mark;
use page::{Kind, Page, What, Within};
use removed::RemovedRuns;

pub(super) const FORMAT: Format =
    Format { name: "HTML", extensions: &["html", "htm", "xhtml"], sniff: Sniff::Likely(sniff), parse };

fn sniff(source: &Source<'_>) -> bool {
    let text = source.head();
    let head = crate::corpus::prefix::prefix(text, 1024).trim_start().to_ascii_lowercase();
    head.starts_with("<!doctype html")
        || head.starts_with('<')
            && ["<html", "<head", "<body", "<div", "<p>", "<article", "<h1"]
                .iter()
                .any(|tag| head.contains(tag))
}

/// Whether a string holds markup.
pub(super) fn is_markup(text: &str) -> bool {
    text.trim_start().starts_with('<') && text.contains("</")
}

fn parse<'s>(source: &'s Source<'_>) -> Parsed<'s> {
    let mut draft = read(source.text(), source.raw);
    saved::apply(source.head(), &mut draft);
    draft.into()
}

/// Reads a page or a fragment of one; `raw` keeps all that the page shows.
pub(super) fn read(html: &str, raw: bool) -> Draft<'static> {
    let mut page = blocks::read(html);
    let keep = if raw { vec![true; page.blocks.len()] } else { select::article(&mut page) };
    let mut written = write(&page, &keep);
    page.notices.append(&mut written.notices);
    let about = std::mem::take(&mut page.meta).resolve(&page, &keep);
    let mut draft = Draft {
        title: about.title,
        text: Cow::Owned(written.text),
        structure: written.structure,
        flowed: true,
        date: about.date,
        modified: about.modified,
        author: about.author,
        source: about.source,
        url: about.url,
        language: about.language,
        removed: written.removed,
        notices: page.notices,
        ..Draft::default()
    };
    // Pages give their first picture the headline as its text.
    if let Some(key) = draft.title.as_deref().map(title::key) {
        draft.removed.retain(|removed| !removed.caption || title::key(&removed.text) != key);
    }
    // A page that a script fills may carry its text beside.
    if let Some(body) = about.body.filter(|body| body.len() > 200 && draft.text.len() * 2 < body.len()) {
        let (body, structure) = if is_markup(&body) { structured(&body) } else { (body, None) };
        draft.structure = structure;
        let body = Cow::Owned(body);
        let shown = std::mem::replace(&mut draft.text, body);
        draft.removed.insert(0, Removed { at: 0, text: shown.into(), caption: false });
        draft.removed.iter_mut().for_each(|removed| removed.at = 0);
    }
    draft
}

/// The text of a piece of markup, all of it.
pub(super) fn plain(html: &str) -> String {
    structured(html).0
}

/// The text of a piece of markup, all of it, with its structure.
pub(super) fn structured(html: &str) -> (String, Option<Structure>) {
    let page = blocks::read(html);
    let written = write(&page, &vec![true; page.blocks.len()]);
    (written.text, written.structure)
}

/// What [`write`] gives.
#[derive(Debug, Default)]
struct Written {
    text: String,
    structure: Option<Structure>,
    removed: Vec<Removed>,
    notices: Vec<Box<str>>,
}

/// How a rule between two parts is written.
const RULE: &str = "* * *";

/// The blocks that stay as paragraphs, and runs of those that go with their place.
fn write(page: &Page, kept: &[bool]) -> Written {
    let mut out = StructuredText::default();
    let mut written = Written::default();
    let mut runs = RemovedRuns::new(page, kept);
    let mut between = page.between.iter().peekable();
    for (index, (block, &keep)) in page.blocks.iter().zip(kept).enumerate() {
        let words = page.text_of(block);
        let mut ruled = false;
        while let Some(here) = between.next_if(|here| here.block <= index) {
            match &here.what {
                What::Rule => ruled = keep && index > 0 && kept[index - 1],
                What::Picture(words) => runs.picture(index, page, words),
            }
        }
        if !keep {
            runs.push(index, block, words);
            continue;
        }
        if ruled {
            out.begin(BlockKind::Rule, block.quote);
            out.push(RULE);
        }
        let above = out.end();
        let kind = kind(page, block, above);
        out.begin(kind, block.quote);
        runs.place(out.text().len(), &mut written.removed);
        write_block(page, block, kind, &mut out);
    }
    let (text, structure, notice) = out.finish();
    runs.place(text.len(), &mut written.removed);
    written.notices.extend(runs.notice());
    written.notices.extend(notice);
    Written { text, structure, ..written }
}

/// The text of a block with what is in its lines.
fn write_block(page: &Page, block: &page::Block, kind: BlockKind, out: &mut StructuredText) {
    let span = Span { start: block.start, end: block.end };
    let at = out.text().len() as u32;
    let cells = if block.kind == Kind::Row { page.inline.cells_of(span) } else { &[] };
    if cells.is_empty() {
        out.push(page.text_of(block));
    }
    for cell in cells {
        out.cell();
        out.push(cell.of(&page.text));
    }
    for (marked, mark) in page.inline.marks_of(span) {
        let moved =
            Span { start: marked.start - span.start + at, end: marked.end.min(span.end) - span.start + at };
        match mark {
            // A heading is bold anyway.
            Mark::Emphasis(EmphasisKind::Strong) if matches!(kind, BlockKind::Heading(_)) => {}
            Mark::Emphasis(kind) => out.add_emphasis(moved, *kind),
            Mark::Link(target) => out.add_link(moved, target),
        }
    }
}

/// What a block of a page is in the article, below one of kind `above`.
fn kind(page: &Page, block: &page::Block, above: Option<BlockKind>) -> BlockKind {
    match block.kind {
        Kind::Paragraph => match block.within {
            Within::Item(depth) => BlockKind::Item { depth, marker: 0 },
            Within::TableCaption => BlockKind::Caption,
            Within::Nothing | Within::Cell | Within::Gallery => BlockKind::Paragraph,
        },
        Kind::Heading(level) => BlockKind::Heading(level.clamp(1, 6)),
        Kind::Item { depth, .. } => {
            let marker = page.text_of(block).find(' ').map_or(0, |space| space + 1);
            BlockKind::Item { depth, marker: u8::try_from(marker).unwrap_or(0) }
        }
        Kind::Row => {
            let header = page.inline.is_header(block.start);
            let first = match above {
                Some(BlockKind::Row { header: above, .. }) => header && !above,
                _ => true,
            };
            BlockKind::Row { header, first }
        }
        Kind::Code => BlockKind::Code,
        Kind::Caption => BlockKind::Caption,
    }
}

#[cfg(test)]
mod basics {
    use super::*;

    const LONG: &str = "La compagnie du lac a vendu ses trois bateaux à un armateur de la rive nord, qui promet de \
                        garder les équipages et de rouvrir la ligne de nuit avant la fin du printemps.";

    fn text(html: &str) -> String {
        read(html, false).text.into_owned()
    }

    #[test]
    fn the_article_is_found_wherever_the_page_keeps_it() {
        let around = "<div id=menu><a href=/>Accueil</a> <a href=/eco>Économie</a></div>";
        let teasers =
            "<ul><li><a href=/1>Un autre titre</a></li><li><a href=/2>Encore un titre</a></li></ul>";
        for body in [
            format!("<main><article><p>{LONG}</p><p>{LONG}</p></article></main>"),
            format!(
                "<div class=\"post\"><div class=\"entry-content\"><p>{LONG}</p><p>{LONG}</p></div></div>"
            ),
            format!("<div><p>{LONG}</p><p>{LONG}</p></div>"),
            format!("<table><tr><td><p>{LONG}<p>{LONG}</td></tr></table>"),
            format!("<div itemprop=articleBody>{LONG}<br><br>{LONG}</div>"),
        ] {
            let page =
                format!("<html><body>{around}{body}{teasers}<footer>Mentions légales</footer></body></html>");
            assert_eq!(text(&page), format!("{LONG}\n\n{LONG}"), "{body}");
        }
    }

    #[test]
    fn a_page_that_calls_all_of_itself_a_widget_keeps_its_text() {
        let page = format!("<div class=widget><div class=share><p>{LONG}</p></div></div>");
        assert_eq!(text(&page), LONG);
        assert_eq!(text("<form><p>Un mot.</p></form>"), "Un mot.");
    }

    #[test]
    fn a_fragment_is_read_whole() {
        assert_eq!(
            text("<p>Un mot.</p><p>Un <b>autre</b>\n mot&nbsp;: 3&#8239;%.</p>"),
            "Un mot.\n\nUn autre mot\u{a0}: 3\u{202f}%."
        );
        assert_eq!(
            text("Un &lt;mot&gt; &amp;eacute; &bogus; &#x1b;[2J"),
            "Un <mot> &eacute; &bogus; \u{1b}[2J"
        );
        assert_eq!(text("<pre>a\n  b</pre>"), "a\n  b");
        assert_eq!(text("<ol><li>un<li>deux</ol><ul><li></li></ul><p>trois"), "1. un\n2. deux\n\ntrois");
    }

    #[test]
    fn items_terms_tables_and_rules_keep_their_parts() {
        let html = "<p>Avant.</p><hr><ul><li><p>Un.</p><p>Suite.</p></li><li>Deux.<ul><li>Dedans.</li></ul></li></ul>\
                    <dl><dt>Terme<dd>Sens.<dt>Autre<dd>Un autre.</dl><table><caption>Table des prix</caption><tr>\
                    <td>a</td><td>b</td></tr></table><p>Après.";
        let (text, structure) = structured(html);
        let item = |depth, marker| BlockKind::Item { depth, marker };
        let row = BlockKind::Row { header: false, first: true };
        let expected = [
            (BlockKind::Paragraph, "Avant."),
            (BlockKind::Rule, "* * *"),
            (item(1, 4), "• Un."),
            (item(1, 0), "Suite."),
            (item(1, 4), "• Deux."),
            (item(2, 4), "• Dedans."),
            (BlockKind::Paragraph, "Terme"),
            (item(1, 0), "Sens."),
            (BlockKind::Paragraph, "Autre"),
            (item(1, 0), "Un autre."),
            (BlockKind::Caption, "Table des prix"),
            (row, "a | b"),
            (BlockKind::Paragraph, "Après."),
        ];
        let structure = structure.unwrap();
        let found: Vec<_> =
            structure.blocks().iter().map(|block| (block.kind, block.span.of(&text))).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn pictures_are_described_in_their_place() {
        let page = format!(
            "<h1>La vente du lac est votée</h1><article><p>{LONG}</p><img alt='La vente du lac est votée'>\
             <img alt='logo'><img alt='Deux bateaux blancs devant la rive nord'><p>{LONG}</p><figure>\
             <img alt='Un homme seul sur le quai.'><figcaption>Un homme seul sur le quai. Photo L. Roy</figcaption>\
             </figure><p>{LONG}</p></article>"
        );
        let draft = read(&page, false);
        let captions: Vec<&str> =
            draft.removed.iter().filter(|removed| removed.caption).map(|removed| &*removed.text).collect();
        assert_eq!(
            captions,
            ["Deux bateaux blancs devant la rive nord", "Un homme seul sur le quai. Photo L. Roy"]
        );
        let first = draft.removed.iter().find(|removed| removed.caption).unwrap();
        assert_eq!(first.at as usize, LONG.len() + 2);
    }

    #[test]
    fn raised_digits_are_no_part_of_the_number_before_them() {
        let html = "<p>Il a 36<sup>2</sup> m<sup>2</sup>, 4,5 %<sup><a href='#n1'>1</a></sup>, le 1<sup>er</sup> mai.";
        assert_eq!(text(html), "Il a 36² m², 4,5 %[1], le 1er mai.");
    }

    #[test]
    fn what_is_not_shown_is_not_read() {
        let page = "<p>Un mot.</p><p hidden>a</p><p style='display: none'>b</p><script>c</script><template><p>d</p>\
                    </template><style>e</style><p aria-hidden=true>f</p><span class=sr-only>g</span><!-- h -->\
                    <svg><title>i</title></svg>";
        assert_eq!(text(page), "Un mot.");
        assert_eq!(read(page, false).title, None);
    }

    #[test]
    fn what_the_page_says_of_itself_is_known() {
        let page = format!(
            "<html lang=fr><head><title>Le lac se vend | La Rive</title><script type='application/ld+json'>\
             {{\"@graph\": [{{\"@type\": [\"NewsArticle\"], \"datePublished\": \"2024-05-06T07:00\", \"author\": \
             [{{\"name\": \"Léa Roy\"}}], \"publisher\": {{\"name\": \"La Rive\"}}}}]}}</script>\
             <link rel=canonical href=https://larive.example/1></head><body><h1>Le lac se vend</h1><p>{LONG}</p>"
        );
        let draft = read(&page, false);
        assert_eq!(draft.title.as_deref(), Some("Le lac se vend"));
        assert_eq!(draft.date.unwrap().to_string(), "2024-05-06");
        assert_eq!((draft.author.as_deref(), draft.source.as_deref()), (Some("Léa Roy"), Some("La Rive")));
        assert_eq!(draft.url.as_deref(), Some("https://larive.example/1"));
        assert_eq!(draft.language, Some(crate::text::Language::FRENCH));
        let script = format!(
            "<div id=app></div><script type=application/ld+json>{{\"@type\":\"Article\",\"articleBody\":\"{LONG} {LONG}\"}}</script>"
        );
        assert_eq!(text(&script), format!("{LONG} {LONG}"));
    }

    #[test]
    fn raw_keeps_all_that_a_page_shows() {
        let page = format!("<nav>Accueil</nav><p>{LONG}</p><script>x</script>");
        assert_eq!(read(&page, true).text, format!("Accueil\n\n{LONG}"));
        let draft = read(&page, false);
        assert_eq!((&*draft.text, &*draft.removed[0].text), (LONG, "Accueil"));
    }

    #[test]
    fn text_that_nested_elements_would_hide_comes_out_as_plain_text() {
        for tag in ["xmp", "XMP", "svg", "select", "textarea", "TextArea", "template"] {
            let page = format!(
                "<script>let x = 1;</script>{}Un mot.{}",
                format!("<{tag}>").repeat(1000),
                format!("</{tag}>").repeat(1000)
            );
            let draft = read(&page, false);
            assert_eq!(draft.text, "Un mot.", "{tag}");
            assert!(draft.notices.iter().any(|notice| notice.contains("plain text")), "{tag}");
        }
    }
}
