//! What wikiextractor writes of an encyclopedia: `<doc id="12" url="…" title="…">`, the title again, the text,
//! `</doc>`, many times over. What stands between is plain text with a few entities.

use std::borrow::Cow;

use super::{Format, Parsed, Sniff, Source, events, html, markup};
use crate::corpus::draft::{Draft, Ids};

pub(super) const FORMAT: Format =
    Format { name: "wikiextractor", extensions: &[], sniff: Sniff::Sure(sniff), parse };

fn sniff(source: &Source<'_>) -> bool {
    let head = source.head().trim_start();
    let line = head.lines().next().unwrap_or_default();
    line.starts_with("<doc id=\"") && line.contains(" title=\"") && line.ends_with('>')
}

fn parse<'s>(source: &'s Source<'_>) -> Parsed<'s> {
    let mut parsed = Parsed::default();
    let mut ids = Ids::default();
    let mut rest = source.text();
    while let Some((tag, after)) = rest.split_once("<doc ").and_then(|(_, doc)| doc.split_once('>')) {
        let (text, next) = after.split_once("</doc>").unwrap_or((after, ""));
        let number = parsed.drafts.len() + 1;
        let mut draft = article(tag, text, number);
        ids.tell_apart(&mut draft, number);
        parsed.drafts.push(draft);
        rest = next;
    }
    parsed
}

fn article<'s>(tag: &str, text: &'s str, number: usize) -> Draft<'s> {
    let value = |name| markup::value(tag, name).map(|value| events::decoded(value).into_owned());
    let field = |name| value(name).filter(|value| !value.is_empty());
    let title = field("title");
    let text = text.trim_start();
    // The title stands above the text as well.
    let below =
        title.as_deref().and_then(|title| text.strip_prefix(title)).filter(|rest| rest.starts_with('\n'));
    let text = below.unwrap_or(text).trim();
    let text = match (text.contains('&'), text.is_empty(), &title) {
        (_, true, Some(title)) => Cow::Owned(title.clone()),
        (true, ..) => {
            // The entities of HTML too, but no markup: what looks like it is what the text says.
            let decoded = |line: &str| match line.contains('&') {
                true => html::plain(&line.replace('<', "&lt;")),
                false => line.to_owned(),
            };
            Cow::Owned(text.split('\n').map(decoded).collect::<Vec<_>>().join("\n"))
        }
        _ => Cow::Borrowed(text),
    };
    Draft {
        item: Some(field("id").unwrap_or_else(|| number.to_string()).into()),
        title,
        text,
        url: field("url"),
        flowed: true,
        ..Draft::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::format::trial;

    #[test]
    fn each_doc_is_an_article() {
        let file = "<doc id=\"7\" url=\"https://w.example/?a=1&amp;b=2\" title=\"Quai &amp; port\">\nQuai & port\n\n\
                    Le quai a 3 grues.\n</doc>\n<doc id=\"7\" url=\"\" title=\"Vide\">\nVide\n\n\n</doc>\n";
        assert!(trial::sniffs(&FORMAT, file) && !trial::sniffs(&FORMAT, "<doc lang='en'><p>One</p></doc>"));
        let drafts = trial::read(&FORMAT, "wiki_00", file).drafts;
        let told: Vec<_> = drafts
            .iter()
            .map(|draft| (draft.item.as_deref(), draft.title.as_deref(), draft.url.as_deref(), &*draft.text))
            .collect();
        assert_eq!(
            told,
            [
                (Some("7"), Some("Quai & port"), Some("https://w.example/?a=1&b=2"), "Le quai a 3 grues."),
                (Some("7:2"), Some("Vide"), None, "Vide"),
            ]
        );
    }
}
