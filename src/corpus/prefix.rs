//! The beginning of a text, for functions that examine no more than that.

/// The beginning of a text, of at most so many bytes.
pub(super) fn prefix(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
