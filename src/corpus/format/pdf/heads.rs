//! Heads and feet: what stands at the edge of page after page is no part of the text.

use std::collections::{HashMap, HashSet};

use super::pieces::Piece;

/// How much of a page is its edge, at the top and at the bottom.
const EDGE: f32 = 0.11;

/// A page before its order is known.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) pieces: Vec<Piece>,
    /// In points.
    pub(super) height: f32,
}

impl Sheet {
    fn is_at_edge(&self, piece: &Piece) -> bool {
        piece.y < self.height * EDGE || piece.y > self.height * (1.0 - EDGE)
    }
}

/// Takes them out of the pages, and gives each once.
pub(super) fn take(sheets: &mut [Sheet]) -> Vec<String> {
    let mut pages: HashMap<String, usize> = HashMap::new();
    for sheet in sheets.iter() {
        let keys: HashSet<String> = sheet
            .pieces
            .iter()
            .filter(|piece| sheet.is_at_edge(piece))
            .map(|piece| key(&piece.text))
            .collect();
        for key in keys {
            *pages.entry(key).or_default() += 1;
        }
    }
    let count = sheets.len();
    // On every page of two, on most of a few, on a third of many: heads of left and right pages differ.
    let is_head = |key: &str| {
        let on = pages.get(key).copied().unwrap_or(0);
        on >= 2 && on * 2 > count || on >= 3 && on * 3 >= count
    };
    let mut taken = Vec::new();
    for sheet in sheets.iter_mut() {
        let pieces = std::mem::take(&mut sheet.pieces);
        for piece in pieces {
            if sheet.is_at_edge(&piece) && is_head(&key(&piece.text)) {
                if !taken.contains(&piece.text) && taken.len() < MOST {
                    taken.push(piece.text);
                }
            } else {
                sheet.pieces.push(piece);
            }
        }
    }
    taken
}

/// How many of them are told.
const MOST: usize = 200;

/// The letters of a line, with one sign for any number: page numbers and hours differ from page to page.
fn key(line: &str) -> String {
    let mut key = String::new();
    for c in line.chars().filter(|c| c.is_alphanumeric()) {
        if !c.is_ascii_digit() {
            key.extend(c.to_lowercase());
        } else if !key.ends_with('0') {
            key.push('0');
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(lines: &[(f32, &str)]) -> Sheet {
        let piece =
            |&(y, text): &(f32, &str)| Piece { text: text.into(), x0: 50.0, x1: 200.0, y, size: 10.0 };
        Sheet { pieces: lines.iter().map(piece).collect(), height: 800.0 }
    }

    fn texts(sheets: &[Sheet]) -> Vec<Vec<&str>> {
        sheets.iter().map(|sheet| sheet.pieces.iter().map(|piece| &*piece.text).collect()).collect()
    }

    #[test]
    fn what_stands_at_the_edge_of_page_after_page_is_taken_out_once() {
        let mut sheets: Vec<Sheet> = (1..=4)
            .map(|page| {
                let foot = format!("The Malville Echo, page {page}");
                sheet(&[(30.0, "4 May 2024"), (400.0, "4 May 2024"), (790.0, &foot)])
            })
            .collect();
        let taken = take(&mut sheets);
        assert_eq!(taken[..2], ["4 May 2024", "The Malville Echo, page 1"]);
        assert_eq!(texts(&sheets), vec![vec!["4 May 2024"]; 4], "what stands in the middle stays");
    }

    #[test]
    fn what_stands_on_one_page_stays() {
        let mut sheets = [sheet(&[(30.0, "The quay reopens")]), sheet(&[(30.0, "The rest of it")])];
        assert_eq!(take(&mut sheets), [""; 0]);
        assert_eq!(texts(&sheets), [["The quay reopens"], ["The rest of it"]]);
        let mut alone = [sheet(&[(30.0, "A headline"), (790.0, "A last line")])];
        assert_eq!(take(&mut alone), [""; 0]);
    }
}
