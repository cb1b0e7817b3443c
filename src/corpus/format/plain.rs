//! Plain text: the file is the article.

use std::borrow::Cow;

use super::{Format, Parsed, Source};
use crate::corpus::draft::Draft;

pub(super) const FORMAT: Format =
    Format { name: "plain text", extensions: &["txt", "text"], sniff: |_| true, parse };

fn parse<'a>(source: &Source<'a>) -> Parsed<'a> {
    Draft { text: Cow::Borrowed(source.text), ..Draft::default() }.into()
}
