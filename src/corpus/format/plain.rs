//! Plain text: the file is the article.

use std::borrow::Cow;

use super::{Format, Parsed, Sniff, Source, front_matter};
use crate::article::Removed;
use crate::corpus::draft::Draft;

pub(super) const FORMAT: Format =
    Format { name: "plain text", extensions: &["txt", "text"], sniff: Sniff::Likely(|_| true), parse };

fn parse<'s>(source: &'s Source<'_>) -> Parsed<'s> {
    let mut draft = Draft { text: Cow::Borrowed(source.text()), ..Draft::default() };
    if let Some((fields, rest)) = front_matter::split(source.text()) {
        front_matter::apply(&fields, &mut draft);
        if !source.raw {
            draft.text = Cow::Borrowed(rest);
            let fields = &source.text()[..source.text().len() - rest.len()];
            draft.removed.push(Removed { at: 0, text: fields.trim().into(), caption: false });
        }
    }
    draft.into()
}
