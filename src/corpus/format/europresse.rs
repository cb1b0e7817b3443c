//! Europresse: many articles of a press archive in one page, each an `article` with its newspaper, a line with the
//! section and date, a headline, authors, the text, and a footer with the number of the document.

use rayon::prelude::*;

use super::{Format, Parsed, Sniff, Source, html, markup};
use crate::corpus::draft::{Draft, Ids};
use crate::corpus::{author, date};

pub(super) const FORMAT: Format =
    Format { name: "Europresse", extensions: &[], sniff: Sniff::Sure(sniff), parse };

fn sniff(source: &Source<'_>) -> bool {
    let head = source.head();
    head.contains("DocPublicationName")
        && (head.contains("titreArticle") || head.contains("docOcurrContainer"))
}

fn parse<'s>(source: &'s Source<'_>) -> Parsed<'s> {
    let page = source.text();
    let mut pieces = Vec::new();
    let mut from = 0;
    for tag in markup::tags(page, 0) {
        if tag.is("article") && tag.start >= from {
            let piece = markup::inner(page, &tag);
            from = tag.inside + piece.len();
            pieces.push(piece);
        }
    }
    let mut drafts: Vec<_> = pieces.into_par_iter().filter_map(|piece| article(piece)).collect();
    let mut ids = Ids::default();
    for (index, draft) in drafts.iter_mut().enumerate() {
        draft.item.get_or_insert_with(|| (index + 1).to_string().into());
        ids.tell_apart(draft, index + 1);
    }
    Parsed { drafts, problems: Vec::new() }
}

fn article(piece: &str) -> Option<Draft<'static>> {
    let of = |class| markup::of_class(piece, class).and_then(markup::words);
    let title = of("titreArticleVisu").or_else(|| of("titreArticle"))?;
    let body = markup::of_class(piece, "docOcurrContainer").or_else(|| markup::of_class(piece, "DocText"));
    let mut draft = html::read(body.unwrap_or_default(), true);
    draft.author = of("docAuthors").or_else(|| of("sm-margin-bottomNews")).or_else(|| below_title(piece));
    draft.author = draft.author.map(|names| author::given(&names).unwrap_or(names));
    draft.source = of("DocPublicationName");
    draft.date = of("DocHeader").and_then(|line| date::find(&line)).map(|(date, _)| date);
    draft.item = number(piece).map(Into::into);
    draft.title = Some(title);
    Some(draft)
}

/// The words of the element after the headline, in the header: who wrote it.
fn below_title(piece: &str) -> Option<String> {
    let header = markup::tags(piece, 0).find(|tag| tag.is("header"))?;
    let header = markup::inner(piece, &header);
    let title = markup::tags(header, 0).find(|tag| tag.has_class("titreArticle"))?;
    let after = title.inside + markup::inner(header, &title).len();
    let next = markup::tags(header, after).find(|tag| tag.is("div") || tag.is("p"))?;
    let words = markup::words(markup::inner(header, &next))?;
    (words.len() <= 200).then_some(words)
}

/// The number of the document: `news·20240514·GV·01`.
fn number(piece: &str) -> Option<String> {
    let at = piece.rfind("news·")?;
    let number: String =
        piece[at..].chars().take_while(|c| c.is_alphanumeric() || "·-_".contains(*c)).collect();
    (number.len() < 100).then_some(number)
}
