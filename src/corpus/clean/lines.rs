//! A text as its lines, and which of them belong together.

use std::borrow::Cow;

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Nothing in it.
    Blank,
    /// It stays.
    Keep,
    /// It goes.
    Remove,
}

/// A line without the white space around it, as bytes of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) fate: Fate,
    /// Whether it goes on in the next line: the text was wrapped there.
    pub(super) wraps: bool,
}

impl Line {
    pub(super) fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }

    pub(super) fn len(&self) -> usize {
        (self.end - self.start) as usize
    }
}

/// Carriage returns, alone or before a line feed, as line feeds.
pub(super) fn line_feeds(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The lines of a text. With `indented`, white space at their beginning stays.
pub(super) fn split(text: &str, indented: bool) -> Vec<Line> {
    let mut lines = Vec::with_capacity(text.len() / 80 + 8);
    let mut push = |start: usize, end: usize| {
        let whole = &text[start..end];
        let cut = whole.trim_end();
        let inner = if indented { cut } else { cut.trim_start() };
        let start = (start + (cut.len() - inner.len())) as u32;
        let fate = if inner.is_empty() { Fate::Blank } else { Fate::Keep };
        lines.push(Line { start, end: start + inner.len() as u32, fate, wraps: false });
    };
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()) {
        push(start, end);
        start = end + 1;
    }
    push(start, text.len());
    lines
}

/// The narrowest and the widest column at which people wrap a text by hand or by program.
const COLUMNS: std::ops::RangeInclusive<usize> = 40..=130;

/// From this column on lines that end wherever their writer pleased are prose too, and no verse.
const LOOSE: usize = 56;

/// Finds whether the text is wrapped to a column and marks the lines that go on in the next.
///
/// In a wrapped text a line ends because the next word had no room, mostly within a sentence; in verse and
/// in lists it ends with a sign, or the next begins with a capital. So the widest lines tell the column, and
/// enough of the lines that have another right below must be too full for its first word and go on in small
/// letters. Quoted lines lose the `>` where they are joined.
pub(super) fn mark_wrapped(text: &str, lines: &mut [Line]) {
    let Some(pairs) = pairs(text, lines) else { return };
    let column = column(&pairs);
    if !COLUMNS.contains(&column) {
        return;
    }
    let (mut full, mut open, mut flowing, mut signed, mut items) = (0, 0, 0, 0, 0);
    for pair in &pairs {
        full += usize::from(pair.is_full(column));
        open += usize::from(pair.goes_on());
        flowing += usize::from(pair.goes_on() && pair.is_full(column));
        signed += usize::from(pair.signed && !pair.item);
        items += usize::from(pair.item);
    }
    let count = pairs.len() - items;
    let tight = flowing > 1 && full * 2 >= count && flowing * 10 >= count * 3;
    let loose = column >= LOOSE && open > 1 && open * 10 >= count * 6 && flowing * 10 >= count * 2;
    if signed * 2 > count.max(3) || !(tight || loose) {
        return;
    }
    for pair in pairs {
        if pair.is_full(column) || pair.goes_on() {
            lines[pair.index].wraps = true;
            lines[pair.index + 1].start += pair.quote as u32;
        }
    }
}

/// A line and the one right below it.
struct Pair {
    index: usize,
    /// Of the upper line, in characters.
    width: usize,
    /// Of the first word of the lower.
    word: usize,
    /// Bytes of the quotation marks that open the lower line, when it is quoted as the upper one.
    quote: usize,
    /// Whether the upper line ends with a sign.
    signed: bool,
    /// Whether it ends as a sentence does.
    ended: bool,
    /// Whether the lower line begins with a small letter.
    small: bool,
    /// Whether the lower line begins a paragraph or an item of its own.
    item: bool,
}

impl Pair {
    fn new(text: &str, lines: &[Line], index: usize) -> Self {
        let (upper, lower) = (lines[index].of(text), lines[index + 1].of(text));
        let (marks, rest) = quotation(lower);
        let word = rest.split(' ').next().unwrap_or_default();
        let last =
            upper.trim_end_matches(['»', '"', '”', ')', '’', ' ', '\u{a0}', '\u{202f}']).chars().next_back();
        let digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        let listed = matches!(word, "-" | "*" | "•" | "–" | "—" | "#" | "")
            || word.len() < 4 && word.ends_with(['.', ')']) && digits(&word[..word.len() - 1]);
        let indented = indent(text, &lines[index + 1]) > indent(text, &lines[index]) + 1 && !is_item(upper);
        Self {
            index,
            width: upper.chars().count(),
            word: word.chars().count(),
            quote: marks.len(),
            signed: last.is_some_and(|c| ".!?…,;:-–—".contains(c)),
            ended: last.is_some_and(|c| ".!?…:".contains(c)),
            small: rest.starts_with(char::is_lowercase),
            item: listed || indented || quotation(upper).0.trim_end() != marks.trim_end(),
        }
    }

    /// Whether the next word had no room. What may be the end of a paragraph must leave none at all.
    fn is_full(&self, column: usize) -> bool {
        let slack = if self.ended && !self.small { 0 } else { column / 12 };
        !self.item && self.width + 1 + self.word + slack > column
    }

    /// Whether a sentence goes on in the lower line.
    fn goes_on(&self) -> bool {
        !self.item && !self.ended && self.small
    }
}

/// The lines that have another right below; `None` when they are none, or too long to be wrapped.
fn pairs(text: &str, lines: &[Line]) -> Option<Vec<Pair>> {
    let mut pairs = Vec::new();
    let mut long = 0;
    for (index, two) in lines.windows(2).enumerate() {
        if two[0].fate != Fate::Keep || two[1].fate != Fate::Keep {
            continue;
        }
        // Four bytes a letter at most.
        if two[0].len() > COLUMNS.end() * 4 {
            long += 1;
        } else {
            let pair = Pair::new(text, lines, index);
            long += usize::from(pair.width > *COLUMNS.end());
            pairs.push(pair);
        }
        // Prose with a line for each paragraph is told at once.
        if long > 2 && long * 8 > pairs.len() {
            return None;
        }
    }
    (pairs.len() > 1 && long * 8 <= pairs.len()).then_some(pairs)
}

/// The column: the width of the widest line, but for a few that hold what could not be broken.
fn column(pairs: &[Pair]) -> usize {
    let mut widths: Vec<usize> = pairs.iter().map(|pair| pair.width).collect();
    widths.sort_unstable();
    let most = widths[widths.len() - 1];
    let usual = widths[widths.len() * 9 / 10 - usize::from(widths.len() > 20)];
    if most > usual + 12 { usual } else { most }
}

/// The marks of a quotation in a mail, `> > `, and the rest of the line.
fn quotation(line: &str) -> (&str, &str) {
    if !line.starts_with('>') {
        return ("", line);
    }
    line.split_at(line.len() - line.trim_start_matches(['>', ' ']).len())
}

/// How far a line is indented.
fn indent(text: &str, line: &Line) -> usize {
    text.as_bytes()[..line.start as usize]
        .iter()
        .rev()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count()
}

/// A line with those that it goes on in, as far as a title may need them.
pub(super) fn joined<'t>(text: &'t str, lines: &[Line], first: usize) -> Cow<'t, str> {
    const MOST: usize = 600;
    if !lines[first].wraps {
        return Cow::Borrowed(lines[first].of(text));
    }
    let mut out = String::new();
    for pair in lines[first..].windows(2) {
        out.push_str(pair[0].of(text));
        if !pair[0].wraps || out.len() > MOST {
            return Cow::Owned(out);
        }
        out.push_str(between(text, &pair[0], &pair[1], false, false));
    }
    out.push_str(lines.last().map_or("", |last| last.of(text)));
    Cow::Owned(out)
}

/// What is between two kept lines that follow each other. With `prose`, one of them is part of a
/// paragraph of several lines.
pub(super) fn between(text: &str, line: &Line, next: &Line, blank: bool, prose: bool) -> &'static str {
    /// From here on a line is a paragraph, even where no blank line says so.
    const PARAGRAPH: usize = 120;
    if blank {
        "\n\n"
    } else if line.wraps {
        let mut end = line.of(text).chars().rev();
        let hyphen = end.next() == Some('-') && end.next().is_some_and(char::is_alphabetic);
        let small = next.of(text).starts_with(char::is_lowercase);
        if hyphen && (small || is_double_name(line.of(text), next.of(text))) { "" } else { " " }
    } else if (prose || line.len().max(next.len()) >= PARAGRAPH)
        && !is_item(line.of(text))
        && !is_item(next.of(text))
    {
        "\n\n"
    } else {
        "\n"
    }
}

/// Whether a name in two parts is broken after its hyphen: `Jean-` above `Pierre`.
fn is_double_name(line: &str, next: &str) -> bool {
    let part = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    };
    let first = line.rsplit([' ', '\u{a0}', '\'', '’', '(', '«', '"', '“']).next().unwrap_or_default();
    part(first) && part(next)
}

/// Whether a line is an item of a list.
pub(super) fn is_item(line: &str) -> bool {
    line.trim_start().starts_with(['•', '-', '*', '–', '—', '◦', '▪', '·'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> usize {
        let mut lines = split(text, false);
        mark_wrapped(text, &mut lines);
        lines.iter().filter(|line| line.wraps).count()
    }

    #[test]
    fn a_text_wrapped_to_a_column_is_told_from_one_of_short_lines() {
        let wrapped = "A headline of its own\n\nThe ferry that links the two islands will not sail before\nthe \
                       autumn, its owners said, because the new engines have\nnot arrived and the old ones were \
                       sold.\n\nPassengers are offered a place on the cargo boat that leaves\non Mondays.\n";
        assert_eq!(joined(wrapped), 3);
        let verse = "The ferry left,\nthe gulls remained,\nand nobody on shore\nexplained.\n";
        let list = "Paris\nLondres\nBerlin\nMadrid\nRome\nVienne\n";
        let paragraphs = "One paragraph that is a line of its own and goes on and on, far beyond any column that \
                          people wrap a text to.\nAnother.\nA third.\nA fourth.";
        let items = "- the first item of a list that is nearly full now\n- the second item of a list that is \
                     full\n- the third item of a list that is nearly full\n- the fourth item\n";
        for text in [verse, list, paragraphs, items, "", "one", "\n\n"] {
            assert_eq!(joined(text), 0, "{text}");
        }
    }

    /// A text as it is read.
    fn read(text: &str) -> String {
        let draft = crate::corpus::draft::Draft { text: text.into(), ..Default::default() };
        super::super::clean(&draft, false).text.unwrap()
    }

    #[test]
    fn wrapped_paragraphs_are_joined_whatever_divides_them() {
        let first = "Le conseil de la vallée s'est réuni mardi soir pour décider du sort\nde l'ancienne grue, \
                     immobile depuis la crue de 1998, que le musée de la\nville voudrait exposer devant ses portes.";
        let second = "La présidente, Mme Tillard, a rappelé que le musée offrait de payer le\ntransport mais pas les \
                      fondations, dont le coût atteindrait 40 000 euros\nselon le géomètre.";
        let whole = format!("{first}\n\n{second}").replace('\n', " ").replace("  ", "\n\n");
        assert_eq!(read(&format!("{first}\n\n{second}")), whole, "blank lines");
        assert_eq!(read(&format!("{first}\n{second}")), whole, "short last lines");
        assert_eq!(read(&format!("  {first}\n  {second}")), whole, "indented first lines");
        let quoted = |text: &str| format!("> {}", text.replace('\n', "\n> "));
        assert_eq!(
            read(&format!("{first}\n\n{}\n\nOui.", quoted(second))),
            whole.replace("La présidente", "> La présidente") + "\n\nOui."
        );
        let headed = read(&format!("Le sort de la grue\n\n{first}\nEt la suite\n{second}"));
        assert_eq!(headed, whole.replace("\n\n", "\n\nEt la suite\n\n"));
    }

    #[test]
    fn names_in_two_parts_are_joined_at_their_hyphen() {
        let wrapped = "Le conseil de la vallée s'est réuni mardi soir pour décider du sort\nde l'ancienne grue, \
                       immobile depuis la crue de 1998, que le musée de la\nville voudrait exposer devant ses \
                       portes, comme l'a redit le maire, Jean-\nPierre Lavergne, à tous ceux qui avaient pris place \
                       dans la salle\ndu conseil.";
        assert_eq!(read(wrapped), wrapped.replace("-\n", "-").replace('\n', " "));
    }

    #[test]
    fn lines_of_uneven_length_that_go_on_are_joined() {
        let ragged = "The committee that looks after the harbour met on Tuesday\nto decide whether the old crane, \
                      which has not moved since the flood,\nis to be sold for scrap\nor given to the town museum of \
                      the valley, which asked for it.";
        assert_eq!(read(ragged), ragged.replace('\n', " "));
        let items = "The town will pay for these works in the year to come, the mayor said:\n- a new roof for the \
                     school, 120,000 euros, to be done by the firm that\n  built it thirty years ago;\n- the repair \
                     of the bridge on the mill road, 80,000 euros, if the county\n  pays the other half;\n- two \
                     benches.";
        let joined = items.replace("that\n  built", "that built").replace("county\n  pays", "county pays");
        assert_eq!(read(items), joined);
    }

    #[test]
    fn verse_and_signatures_stay_as_they_are() {
        for text in [
            "The crane that stands upon the quay,\nwhich is the highest of the bay and county,\nhas seen a hundred \
             boats go by with cotton,\nand none of them has ever stayed for long,\nto ask the crane the reason why.",
            "Ann Tilling\nharbour list, committee of the old crane\nand of the new one\n12, Mill road",
            "roof of the school\nbridge on the mill road\nbenches\npaint for the town hall\nlamps",
        ] {
            assert_eq!(read(text), text);
        }
    }

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        assert_eq!(line_feeds("a\r\nb\rc\nd"), "a\nb\nc\nd");
    }
}
