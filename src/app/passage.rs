//! A passage of the text that is being selected: first a sentence that moves, then a beginning or an end of it.

use unicode_segmentation::UnicodeSegmentation;

use crate::article::ArticleId;
use crate::text::{Span, sentence};

/// What moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moving {
    /// The whole sentence.
    Whole,
    /// Its beginning.
    Start,
    /// Its end.
    End,
}

/// A passage that is being selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Passage {
    /// Of which article.
    pub(super) article: ArticleId,
    /// What is selected.
    pub(super) span: Span,
    moving: Moving,
}

/// The sentence around the first letter at or after a byte.
fn sentence_from(text: &str, at: usize) -> Option<Span> {
    let rest = text.get(at..)?;
    let (skipped, letter) = rest.char_indices().find(|(_, c)| !c.is_whitespace())?;
    Some(sentence::around(text, Span::new(at + skipped, at + skipped + letter.len_utf8())))
}

/// The sentence around the last letter before a byte.
fn sentence_before(text: &str, at: usize) -> Option<Span> {
    let (start, letter) = text.get(..at)?.char_indices().rev().find(|(_, c)| !c.is_whitespace())?;
    Some(sentence::around(text, Span::new(start, start + letter.len_utf8())))
}

impl Passage {
    /// A sentence of an article; `None` in a text without words.
    pub(super) fn new(article: ArticleId, text: &str, near: Span) -> Option<Self> {
        let span = if near.is_empty() {
            sentence_from(text, near.range().start).or_else(|| sentence_before(text, text.len()))?
        } else {
            sentence::around(text, near)
        };
        Some(Self { article, span, moving: Moving::Whole })
    }

    /// The byte that is to be in sight.
    pub(super) fn edge(&self) -> u32 {
        if self.moving == Moving::End { self.span.end.saturating_sub(1) } else { self.span.start }
    }

    /// Moves by a sentence.
    pub(super) fn sentence(&mut self, text: &str, forward: bool) {
        let Span { start, end } = self.span;
        match (self.moving, forward) {
            (Moving::Whole, true) => self.take(sentence_from(text, end as usize)),
            (Moving::Whole, false) => self.take(sentence_before(text, start as usize)),
            (Moving::End, true) => self.set_end(sentence_from(text, end as usize).map(|next| next.end)),
            (Moving::End, false) => self.set_end(sentence_before(text, end as usize).map(|last| last.start)),
            (Moving::Start, true) => {
                self.set_start(sentence_from(text, start as usize).map(|first| first.end))
            }
            (Moving::Start, false) => {
                self.set_start(sentence_before(text, start as usize).map(|next| next.start))
            }
        }
        self.trim(text);
    }

    /// Moves the end by a word, or the beginning when that is what moves.
    pub(super) fn word(&mut self, text: &str, forward: bool) {
        if self.moving == Moving::Whole {
            self.moving = Moving::End;
        }
        let Span { start, end } = self.span;
        let inside = self.span.of(text);
        let after = |from: u32| {
            let (at, word) = text[from as usize..].unicode_word_indices().next()?;
            Some(from + (at + word.len()) as u32)
        };
        match (self.moving, forward) {
            (Moving::Start, true) => {
                let second = inside.unicode_word_indices().nth(1);
                self.set_start(second.map(|(at, _)| start + at as u32));
            }
            (Moving::Start, false) => {
                let before = text[..start as usize].unicode_word_indices().next_back();
                self.set_start(before.map(|(at, _)| at as u32));
            }
            (_, true) => self.set_end(after(end)),
            (_, false) => {
                let last = |(at, word): (usize, &str)| start + (at + word.len()) as u32;
                self.set_end(inside.unicode_word_indices().map(last).rfind(|place| *place < end));
            }
        }
    }

    /// Moves the end to the end of the paragraph, or the beginning to its beginning.
    pub(super) fn paragraph(&mut self, text: &str, forward: bool) {
        let Span { start, end } = self.span;
        if forward {
            let from = text[end as usize..].find(|c: char| !c.is_whitespace()).map(|at| end as usize + at);
            let to = from.map(|from| text[from..].find('\n').map_or(text.len(), |at| from + at) as u32);
            self.moving = Moving::End;
            self.set_end(to);
        } else {
            let before = text[..start as usize].trim_end();
            let from = before.rfind('\n').map_or(0, |at| at + 1) as u32;
            self.moving = Moving::Start;
            self.set_start((!before.is_empty()).then_some(from));
        }
        self.trim(text);
    }

    fn take(&mut self, span: Option<Span>) {
        self.span = span.unwrap_or(self.span);
    }

    fn set_end(&mut self, end: Option<u32>) {
        if let Some(end) = end.filter(|end| *end > self.span.start) {
            self.span.end = end;
        }
    }

    fn set_start(&mut self, start: Option<u32>) {
        if let Some(start) = start.filter(|start| *start < self.span.end) {
            self.span.start = start;
        }
    }

    /// Leaves white space at the edges out, unless nothing else is there.
    fn trim(&mut self, text: &str) {
        let inside = self.span.of(text);
        let lead = (inside.len() - inside.trim_start().len()) as u32;
        let length = inside.trim().len() as u32;
        if length > 0 {
            self.span = Span { start: self.span.start + lead, end: self.span.start + lead + length };
        }
    }

    /// Lets the other edge move.
    pub(super) fn turn(&mut self) {
        self.moving = if self.moving == Moving::Start { Moving::End } else { Moving::Start };
    }

    /// Fixes the beginning, or lets the whole move again.
    pub(super) fn fix(&mut self) {
        self.moving = if self.moving == Moving::Whole { Moving::End } else { Moving::Whole };
    }

    /// What moves, for the last line.
    pub(super) fn name(&self) -> &'static str {
        match self.moving {
            Moving::Whole => "a sentence",
            Moving::Start => "its beginning moves",
            Moving::End => "its end moves",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Un. Deux mots ici. M. Roth part !\n\nAutre ligne, enfin.";

    fn after(moves: impl Fn(&mut Passage)) -> String {
        let mut passage = Passage::new(ArticleId(0), TEXT, Span::new(4, 8)).unwrap();
        moves(&mut passage);
        passage.span.of(TEXT).to_owned()
    }

    #[test]
    fn a_sentence_moves_and_then_its_edges_do() {
        assert_eq!(after(|_| {}), "Deux mots ici.");
        assert_eq!(after(|it| it.sentence(TEXT, true)), "M. Roth part !");
        assert_eq!(after(|it| it.sentence(TEXT, false)), "Un.");
        let fixed = |it: &mut Passage| {
            it.fix();
            it.sentence(TEXT, true);
        };
        assert_eq!(after(fixed), "Deux mots ici. M. Roth part !");
        let shorter = |it: &mut Passage| {
            fixed(it);
            it.sentence(TEXT, false);
        };
        assert_eq!(after(shorter), "Deux mots ici.");
        let words = |it: &mut Passage| {
            it.word(TEXT, false);
            it.word(TEXT, false);
        };
        assert_eq!(after(words), "Deux mots");
        let other = |it: &mut Passage| {
            it.word(TEXT, true);
            it.turn();
            it.word(TEXT, true);
        };
        assert_eq!(after(other), "mots ici. M");
        assert_eq!(after(|it| it.paragraph(TEXT, true)), "Deux mots ici. M. Roth part !");
        assert_eq!(
            after(|it| {
                it.paragraph(TEXT, true);
                it.paragraph(TEXT, true);
            }),
            &TEXT[4..]
        );
        assert_eq!(after(|it| it.paragraph(TEXT, false)), "Un. Deux mots ici.");
    }

    #[test]
    fn it_never_leaves_the_text_and_never_becomes_empty() {
        proptest::proptest!(|(text in "[A-Za-z .!\né]{0,60}", at in 0usize..60, moves in proptest::collection::vec(0..9u8, 0..20))| {
            let mut at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            let Some(mut passage) = Passage::new(ArticleId(0), &text, Span::new(at, at)) else { return Ok(()) };
            for step in moves {
                match step {
                    0 | 1 => passage.sentence(&text, step == 0),
                    2 | 3 => passage.word(&text, step == 2),
                    4 | 5 => passage.paragraph(&text, step == 4),
                    6 => passage.turn(),
                    _ => passage.fix(),
                }
                let inside = text.get(passage.span.range()).unwrap_or_else(|| panic!("{passage:?} in {text:?}"));
                proptest::prop_assert!(!inside.trim().is_empty(), "{:?} in {:?}", passage, text);
            }
        });
    }
}
