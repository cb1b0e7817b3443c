//! Pieces of lines: letters that follow each other on a baseline. A wide gap ends a piece, so that a gutter never lies in
//! one; what was parted though it touches is joined again.

use std::collections::HashMap;

/// A letter on a page, turned so that it is read to the right. Lengths in points, `y` downwards.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    /// As Unicode; empty where the document does not say.
    pub(super) text: String,
    pub(super) x: f32,
    /// The baseline.
    pub(super) y: f32,
    /// Where the next letter would begin.
    pub(super) end: f32,
    pub(super) size: f32,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// The baseline.
    pub(super) y: f32,
    pub(super) size: f32,
}

impl Piece {
    pub(super) fn area(&self) -> Area {
        Area { x0: self.x0, y0: self.y - self.size * 0.75, x1: self.x1, y1: self.y + self.size * 0.22 }
    }
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) x0: f32,
    pub(super) y0: f32,
    pub(super) x1: f32,
    pub(super) y1: f32,
}

impl Area {
    pub(super) fn width(self) -> f32 {
        self.x1 - self.x0
    }

    pub(super) fn height(self) -> f32 {
        self.y1 - self.y0
    }

    pub(super) fn size(self) -> f32 {
        self.width().max(0.0) * self.height().max(0.0)
    }

    /// The smallest that holds both.
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// What both share; with negative lengths when they share nothing.
    pub(super) fn shared(self, other: Self) -> Self {
        Self {
            x0: self.x0.max(other.x0),
            y0: self.y0.max(other.y0),
            x1: self.x1.min(other.x1),
            y1: self.y1.min(other.y1),
        }
    }
}

/// The pieces that some letters, in the order in which they are drawn, make.
pub(super) fn pieces(letters: &[Letter]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut last: Option<Last> = None;
    for letter in struck_once(letters) {
        if letter.text.chars().all(|c| c.is_whitespace() || c.is_control()) {
            if let Some(last) = &mut last {
                last.spaced |= last.meets(letter);
            }
            continue;
        }
        match (&last, pieces.last_mut()) {
            (Some(last), Some(piece)) if last.goes_on(letter, piece) => {
                let small = letter.size.min(last.size);
                let gap = letter.x - last.end;
                if (last.spaced && gap > small * -0.05) || gap > small * 0.17 {
                    piece.text.push(' ');
                }
                piece.text.push_str(&letter.text);
                piece.x0 = piece.x0.min(letter.x);
                piece.x1 = piece.x1.max(letter.end);
                if letter.size > piece.size * 1.15 {
                    (piece.size, piece.y) = (letter.size, letter.y);
                }
            }
            _ => pieces.push(Piece {
                text: letter.text.clone(),
                x0: letter.x,
                x1: letter.end.max(letter.x),
                y: letter.y,
                size: letter.size,
            }),
        }
        last = Some(Last { end: letter.end.max(letter.x), y: letter.y, size: letter.size, spaced: false });
    }
    touching(pieces)
}

/// The end of a piece that is being made.
struct Last {
    end: f32,
    y: f32,
    size: f32,
    /// Whether a blank was drawn after it.
    spaced: bool,
}

impl Last {
    /// Whether a blank stands right behind it.
    fn meets(&self, blank: &Letter) -> bool {
        let gap = blank.x - self.end;
        (self.y - blank.y).abs() < self.size * 0.4 && gap < blank.size * 1.2 && gap > blank.size * -0.5
    }

    /// Whether a letter continues the piece, as indices and small capitals do.
    fn goes_on(&self, letter: &Letter, piece: &Piece) -> bool {
        let large = letter.size.max(self.size);
        let (gap, ratio) = (letter.x - self.end, letter.size / self.size);
        (letter.y - self.y).abs() < large * 0.45
            && (letter.y - piece.y).abs() < large * 0.6
            && gap < large * 1.3
            && gap > large * -0.6
            && ratio < 2.2
            && ratio > 0.3
    }
}

/// The letters without those that were struck a second time at the same place, for boldness or as a shadow.
fn struck_once(letters: &[Letter]) -> Vec<&Letter> {
    const CELL: f32 = 4.0;
    let mut seen: HashMap<(i32, i32), Vec<usize>> = HashMap::new();
    let mut kept = Vec::with_capacity(letters.len());
    for (index, letter) in letters.iter().enumerate() {
        if letter.text.trim().is_empty() {
            kept.push(letter);
            continue;
        }
        #[expect(clippy::cast_possible_truncation, reason = "a place on a page")]
        let cell = ((letter.x / CELL) as i32, (letter.y / CELL) as i32);
        let near = letter.size * 0.12;
        let is_same = |&other: &usize| {
            let other = &letters[other];
            other.text == letter.text
                && (other.x - letter.x).abs() < near
                && (other.y - letter.y).abs() < near
        };
        let around = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (dx, dy)));
        let mut around = around.filter_map(|(dx, dy)| seen.get(&(cell.0 + dx, cell.1 + dy)));
        if !around.any(|others| others.iter().any(is_same)) {
            seen.entry(cell).or_default().push(index);
            kept.push(letter);
        }
    }
    kept
}

/// How many of the last pieces are looked at for one that touches the next.
const LOOK_BACK: usize = 60;

/// Joins what touches on one baseline though it was drawn apart. The pieces come from top to bottom.
fn touching(mut pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let near = joined.iter_mut().rev().take(LOOK_BACK).find(|other| touch(other, &piece));
        let Some(other) = near else {
            joined.push(piece);
            continue;
        };
        let small = other.size.min(piece.size);
        let before = other.clone();
        let (left, right) = if piece.x0 >= before.x0 { (before, piece) } else { (piece, before) };
        let blank = if right.x0 - left.x1 > small * 0.15 { " " } else { "" };
        let tall = if left.size >= right.size { &left } else { &right };
        *other = Piece {
            text: [&left.text, blank, &right.text].concat(),
            x0: left.x0,
            x1: left.x1.max(right.x1),
            y: tall.y,
            size: tall.size,
        };
    }
    joined
}

fn touch(a: &Piece, b: &Piece) -> bool {
    let (small, large) = (a.size.min(b.size), a.size.max(b.size));
    let gap = if b.x0 >= a.x0 { b.x0 - a.x1 } else { a.x0 - b.x1 };
    (a.y - b.y).abs() <= small * 0.35 && small >= large * 0.45 && gap < small * 0.34 && gap > small * -0.35
}

/// The size that half of the letters have at most: that of the running text.
pub(super) fn body(pieces: &[Piece]) -> f32 {
    let mut sizes: Vec<(f32, usize)> =
        pieces.iter().map(|piece| (piece.size, piece.text.chars().count())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let all: usize = sizes.iter().map(|size| size.1).sum();
    let mut below = 0;
    let middle = sizes.iter().find(|size| {
        below += size.1;
        below * 2 >= all
    });
    middle.map_or(10.0, |size| size.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of letters, each half as wide as it is high.
    fn line(text: &str, x: f32, y: f32, size: f32) -> Vec<Letter> {
        let letter = |(at, c): (usize, char)| {
            let x = x + size * 0.5 * at as f32;
            Letter { text: c.to_string(), x, y, end: x + size * 0.5, size }
        };
        text.chars().enumerate().map(letter).collect()
    }

    fn texts(letters: &[Letter]) -> Vec<String> {
        pieces(letters).into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn words_are_told_by_blanks_and_by_gaps() {
        let mut letters = line("Le quai", 10.0, 20.0, 10.0);
        assert_eq!(texts(&letters), ["Le quai"]);
        letters.retain(|letter| letter.text != " ");
        assert_eq!(texts(&letters), ["Le quai"], "no blank is drawn");
    }

    #[test]
    fn a_gutter_parts_pieces_and_a_change_of_font_does_not() {
        let letters = [line("left", 10.0, 20.0, 10.0), line("right", 60.0, 20.0, 10.0)].concat();
        assert_eq!(texts(&letters), ["left", "right"]);
        let letters = [line("the ", 10.0, 20.0, 10.0), line("lazy", 29.9, 20.1, 10.5)].concat();
        assert_eq!(texts(&letters), ["the lazy"]);
    }

    #[test]
    fn what_touches_is_one_in_whatever_order_it_is_drawn() {
        let (first, then) = (line("Malvi", 10.0, 20.0, 10.0), line("lle", 35.0, 20.0, 10.0));
        let elsewhere = line("below", 10.0, 50.0, 10.0);
        assert_eq!(texts(&[then, elsewhere, first].concat()), ["Malville", "below"]);
    }

    #[test]
    fn a_letter_struck_twice_counts_once() {
        let letters = [line("Titre", 10.0, 20.0, 20.0), line("Titre", 10.5, 20.5, 20.0)].concat();
        assert_eq!(texts(&letters), ["Titre"]);
        assert_eq!(texts(&line("balle", 10.0, 20.0, 10.0)), ["balle"]);
    }

    #[test]
    fn the_size_of_the_running_text_is_that_of_most_letters() {
        let letters =
            [line("A headline", 0.0, 20.0, 24.0), line("a much longer line of text", 0.0, 60.0, 9.0)];
        assert_eq!(body(&pieces(&letters.concat())), 9.0);
        assert_eq!(body(&[]), 10.0);
    }
}
