//! From the bytes of a fuzzer to an input of some structure. Random bytes never nest a thousand deep and hardly
//! ever spell a keyword, so bytes that begin with [`MARK`] are a recipe: which words of the target's vocabulary
//! to write, and which of them a thousand times over. Everything else is taken as it is.

use std::borrow::Cow;

/// The first byte of a recipe; no UTF-8 text begins with it.
pub(super) const MARK: u8 = 0xf5;

/// What may stand in any text: hostile characters, figures, names, white space.
const COMMON: &[&str] = &[
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\0",
    "\r",
    "\u{1b}[2J",
    "\u{1b}]0;t\u{7}",
    "\u{9b}",
    "\u{202e}",
    "\u{200b}",
    "\u{200d}",
    "\u{feff}",
    "\u{2028}",
    "\u{301}",
    "e\u{301}\u{489}",
    "👩\u{200d}",
    "🇫",
    "🏽",
    "漢字",
    "שלום",
    "क्",
    "ﬀ",
    "İ",
    "ß",
    "\u{a0}",
    "\u{202f}",
    "12",
    "3,5",
    "1.000.000",
    " million ",
    " milliards d’euros ",
    "$",
    "€",
    " %",
    "Nora Lindqvist",
    "M. ",
    "Lindqvist",
    " a dit ",
    ". ",
    ", ",
    "« ",
    " »",
    "-",
    "'",
    "’",
    "(",
    ")",
    "A",
    "z",
    "é",
    "0",
    "mot",
    "une phrase de mots ordinaires",
    "extraordinairement",
];

/// The input that `data` stands for: at most `most` bytes, made of `words` and of words for all.
pub(super) fn expand<'a>(data: &'a [u8], words: &[&str], most: usize) -> Cow<'a, [u8]> {
    match data.split_first() {
        Some((&MARK, recipe)) => Cow::Owned(cook(recipe, words, most)),
        _ => Cow::Borrowed(&data[..data.len().min(most)]),
    }
}

/// The same as text; what is not UTF-8 is replaced.
pub(super) fn text<'a>(data: &'a [u8], words: &[&str], most: usize) -> Cow<'a, str> {
    match expand(data, words, most) {
        Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    }
}

/// Follows a recipe: the upper three bits of a byte say what to do, the lower five how much of it. Few are as large
/// as they may be, those that begin with 0xff, for the sake of speed.
fn cook(recipe: &[u8], words: &[&str], most: usize) -> Vec<u8> {
    let (most, recipe) = match recipe.split_first() {
        Some((0xff, rest)) => (most, rest),
        _ => (most / 16, recipe),
    };
    let mut out: Vec<u8> = Vec::new();
    // Where the last pieces begin, so that a run of them can be written again.
    let mut pieces = Vec::new();
    let mut bytes = recipe.iter().copied();
    while let Some(step) = bytes.next() {
        let (what, amount) = (step >> 5, usize::from(step & 31));
        let before = out.len();
        match what {
            0 | 1 => out.extend(pick(words, bytes.next())),
            2 => out.extend(pick(COMMON, bytes.next())),
            3 => out.extend(pick(words, bytes.next()).repeat(1 << (amount % 14))),
            4 => out.extend(pick(COMMON, bytes.next()).repeat(1 << (amount % 14))),
            5 => out.extend(bytes.by_ref().take(amount + 1)),
            6 => out.push(b' '),
            _ => {
                let from = pieces.iter().rev().nth(amount % 6).copied().unwrap_or(0);
                let times = 1_usize << (bytes.next().unwrap_or(0) % 12);
                let again = out[from..].to_vec();
                let room = (most + 1 - out.len()).div_ceil(again.len().max(1));
                out.extend(again.repeat(times.min(room)));
            }
        }
        pieces.push(before);
        if out.len() > most {
            out.truncate(most);
            break;
        }
    }
    out
}

fn pick<'a>(words: &[&'a str], which: Option<u8>) -> &'a [u8] {
    let which = usize::from(which.unwrap_or(0)).checked_rem(words.len()).unwrap_or(0);
    words.get(which).map_or(b"", |word| word.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipe_nests_and_repeats_what_random_bytes_never_would() {
        let words = ["<b>", "</b>"];
        let cook = |recipe: &[u8]| text(&[&[MARK], recipe].concat(), &words, 16_000).into_owned();
        assert_eq!(cook(&[0, 0, 64 + 1, 51, 0, 1]), format!("<b>{}</b>", COMMON[51]));
        assert_eq!(cook(&[96 + 3, 0, 96 + 2, 1]), "<b>".repeat(8) + &"</b>".repeat(4));
        assert_eq!(cook(&[0, 0, 160 + 1, b'x', b'y', 0, 1, 224 + 2, 1]), "<b>xy</b><b>xy</b><b>xy</b>");
        assert_eq!(cook(&[96 + 13, 0]).len(), 1000);
        assert_eq!(cook(&[0xff, 96 + 13, 0]).len(), 16_000);
        assert_eq!(text(b"as it is", &words, 5), "as it");
    }
}
