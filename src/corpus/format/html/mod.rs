//! HTML: the article of a page without what stands around it, and what the page says of it.

mod blocks;
mod meta;
mod names;
mod select;

use std::borrow::Cow;

use super::{Format, Parsed, Source};
use crate::article::Removed;
use crate::corpus::draft::Draft;
use blocks::{Kind, Page};

pub(super) const FORMAT: Format =
    Format { name: "HTML", extensions: &["html", "htm", "xhtml"], sniff, parse };

/// The most that is kept of what stood around an article.
const MAX_REMOVED: usize = 64 << 10;

fn sniff(text: &str) -> bool {
    let head = crate::corpus::prefix(text, 1024).trim_start().to_ascii_lowercase();
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

fn parse<'a>(source: &Source<'a>) -> Parsed<'a> {
    read(source.text, source.raw).into()
}

/// Reads a page or a fragment of one; `raw` keeps all that the page shows.
pub(super) fn read(html: &str, raw: bool) -> Draft<'static> {
    let mut page = blocks::read(html);
    let keep = if raw { vec![true; page.blocks.len()] } else { select::article(&page) };
    let (text, removed) = write(&page, &keep);
    let about = std::mem::take(&mut page.meta).resolve();
    let mut draft = Draft {
        title: about.title,
        text: Cow::Owned(text),
        flowed: true,
        date: about.date,
        author: about.author,
        source: about.source,
        url: about.url,
        language: about.language,
        removed,
        notices: page.notices,
        ..Draft::default()
    };
    // A page that a script fills may carry its text beside.
    if let Some(body) = about.body.filter(|body| body.len() > 200 && draft.text.len() * 2 < body.len()) {
        draft.text = Cow::Owned(if is_markup(&body) { plain(&body) } else { body });
        draft.removed.clear();
    }
    draft
}

/// The text of a piece of markup, all of it.
pub(super) fn plain(html: &str) -> String {
    let page = blocks::read(html);
    write(&page, &vec![true; page.blocks.len()]).0
}

/// The blocks that stay as paragraphs, and runs of those that go with their place.
fn write(page: &Page, keep: &[bool]) -> (String, Vec<Removed>) {
    let mut text = String::with_capacity(page.text.len() + page.text.len() / 16);
    let mut removed: Vec<Removed> = Vec::new();
    let mut left = MAX_REMOVED;
    let mut run = String::new();
    let mut last: Option<Kind> = None;
    for (block, &keep) in page.blocks.iter().zip(keep) {
        let words = page.text_of(block);
        if !keep {
            if words.len() < left {
                left -= words.len();
                if !run.is_empty() {
                    run.push('\n');
                }
                run.push_str(words);
            }
            continue;
        }
        if let Some(last) = last {
            let together = last == block.kind && matches!(block.kind, Kind::Item | Kind::Row);
            text.push_str(if together { "\n" } else { "\n\n" });
        }
        if !run.is_empty() {
            removed.push(Removed { at: text.len() as u32, text: std::mem::take(&mut run).into() });
        }
        text.push_str(words);
        last = Some(block.kind);
    }
    if !run.is_empty() {
        removed.push(Removed { at: text.len() as u32, text: run.into() });
    }
    (text, removed)
}
