//! A half-open range of bytes in a text, and its translation to the Unicode code points that records give.

use std::ops::Range;

/// A half-open range of **bytes**, both ends on character boundaries of the text it was made for.
///
/// Records count in code points; [`CodePoints`] translates. 32 bits limit a text to 4 GiB, which is more than
/// the largest size limit of one input file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets.
    ///
    /// # Panics
    /// When an offset does not fit in 32 bits.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span runs forward: {start}..{end}");
        let fit = |offset| u32::try_from(offset).expect("a text is shorter than 4 GiB");
        Self { start: fit(start), end: fit(end) }
    }

    /// The same span as a range of `usize`, to slice with.
    pub(crate) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub(crate) fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether its length is 0.
    pub(crate) fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether a byte is in it.
    pub(crate) fn contains(self, byte: u32) -> bool {
        self.start <= byte && byte < self.end
    }

    /// Whether the two spans share at least one byte.
    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The text it covers.
    ///
    /// # Panics
    /// When it was made for another text and is out of range or off a character boundary in this one.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }
}

/// Translates byte offsets of one text into code-point offsets. For ascending offsets, all translations together
/// take one pass over the text.
#[derive(Debug)]
pub(crate) struct CodePoints<'a> {
    text: &'a str,
    byte: usize,
    points: usize,
}

impl<'a> CodePoints<'a> {
    /// A translator at the start of `text`.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, byte: 0, points: 0 }
    }

    /// The number of code points before byte `offset`. A smaller offset than the last one starts a new pass.
    pub(crate) fn at(&mut self, offset: usize) -> usize {
        if offset < self.byte {
            (self.byte, self.points) = (0, 0);
        }
        self.points += self.text[self.byte..offset].chars().count();
        self.byte = offset;
        self.points
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_count_characters_not_bytes() {
        let text = "été à 5 €";
        let mut points = CodePoints::new(text);
        assert_eq!(points.at(text.find('à').unwrap()), 4);
        assert_eq!(points.at(text.len()), 9);
        assert_eq!(points.at(0), 0);
    }

    #[test]
    fn spans_that_touch_do_not_overlap() {
        assert!(!Span::new(0, 3).overlaps(Span::new(3, 5)));
        assert!(Span::new(0, 4).overlaps(Span::new(3, 5)));
    }
}
