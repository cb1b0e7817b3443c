//! HTML.
use crate::corpus::draft::Draft;
/// Whether a string holds markup.
pub(super) fn is_markup(text: &str) -> bool {
    text.trim_start().starts_with('<') && text.contains("</")
}
/// Reads a page or a fragment.
pub(super) fn read(html: &str, _raw: bool) -> Draft<'static> {
    Draft { text: html.to_owned().into(), ..Draft::default() }
}
