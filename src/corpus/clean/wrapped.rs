//! Whether a text was wrapped to a column, and which of its lines go on in the next.

use super::lines::{Fate, Line, is_item};

/// The narrowest and the widest column at which texts are wrapped: from the columns of a newspaper to a line across a wide page.
const COLUMNS: std::ops::RangeInclusive<usize> = 18..=300;

/// Below this column verse and lists are as wide as prose, so lines must be full to be taken for it.
const NARROW: usize = 40;

/// From this column on lines that end wherever their writer pleased are prose too, and no verse.
const LOOSE: usize = 56;

/// Beyond this a line may as well be a whole paragraph.
const LONG: usize = 130;

/// From this many pairs on, lines that are not divided by an empty one can be wrapped to a column of their own.
const OWN_COLUMN: usize = 4;

/// Finds whether the text is wrapped to a column and marks the lines that go on in the next.
///
/// In a wrapped text a line ends because the next word had no room, mostly within a sentence; in verse and
/// in lists it ends with a sign, or the next begins with a capital. So the widest lines tell the column, and
/// enough of the lines that have another right below must be too full for its first word and go on in small
/// letters. A run of lines that is much narrower than the text, as a box or a poem, is judged alone, or stays as it is. Quoted lines
/// lose the `>` where they are joined.
pub(super) fn mark(text: &str, lines: &mut [Line]) {
    let Some(pairs) = pairs(text, lines) else { return };
    let whole = wrapped_at(&pairs);
    for run in pairs.chunk_by(|upper, lower| upper.index + 1 == lower.index) {
        let own = column(run);
        let column = if run.len() >= OWN_COLUMN && whole.is_none_or(|column| own * 20 < column * 17) {
            wrapped_at(run)
        } else {
            whole
        };
        let Some(column) = column else { continue };
        // Verse within prose: several lines, each so short that the next could have begun on it.
        let short = |pair: &Pair| !pair.is_full(column) && pair.width * 4 < column * 3;
        if run.len() > 1 && run.iter().all(short) {
            continue;
        }
        for pair in run {
            if pair.is_full(column) || pair.goes_on() {
                lines[pair.index].wraps = true;
                lines[pair.index + 1].start += pair.quote as u32;
            }
        }
    }
}

/// The column to which lines are wrapped; `None` when they are not.
fn wrapped_at(pairs: &[Pair]) -> Option<usize> {
    let column = column(pairs);
    if pairs.len() < 2 || !COLUMNS.contains(&column) {
        return None;
    }
    let (mut full, mut open, mut flowing, mut signed, mut items, mut broken) = (0, 0, 0, 0, 0, 0);
    for pair in pairs {
        full += usize::from(pair.is_full(column));
        open += usize::from(pair.goes_on());
        flowing += usize::from(pair.goes_on() && pair.is_full(column));
        signed += usize::from(pair.signed && !pair.item);
        items += usize::from(pair.item);
        broken += usize::from(pair.broken && !pair.item);
    }
    let count = pairs.len() - items;
    // Verse does not break words.
    let hyphenated = broken > 1 && broken * 20 >= count && full * 2 >= count;
    let wrapped = if column < NARROW {
        hyphenated || flowing > 4 && full * 20 >= count * 17 && flowing * 2 >= count
    } else {
        let tight = flowing > 1 && full * 2 >= count && flowing * 10 >= count * 3;
        let loose = (LOOSE..=LONG).contains(&column)
            && open > 1
            && open * 10 >= count * 6
            && flowing * 10 >= count * 2;
        tight || loose || hyphenated
    };
    (wrapped && signed * 2 <= count.max(3)).then_some(column)
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
    /// Whether the upper line ends in a part of a word and its hyphen.
    broken: bool,
    /// Whether the lower line begins a paragraph or an item of its own, or one of both is a row of a table.
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
        let small = rest.starts_with(char::is_lowercase);
        let broken = small && broken_word(upper).is_some();
        let indented = indent(text, &lines[index + 1]) > indent(text, &lines[index]) + 1 && !is_item(upper);
        Self {
            index,
            width: upper.chars().count(),
            word: word.chars().count(),
            quote: marks.len(),
            signed: !broken && last.is_some_and(|c| ".!?…,;:-–—".contains(c)),
            ended: last.is_some_and(|c| ".!?…:".contains(c)),
            small,
            broken,
            item: listed
                || indented
                || is_row(upper)
                || is_row(lower)
                || quotation(upper).0.trim_end() != marks.trim_end(),
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

/// The part of a word at the end of a line, and the hyphen that divides it from its other part in the next one.
pub(super) fn broken_word(line: &str) -> Option<(&str, &str)> {
    let hyphen = line.chars().next_back().filter(|c| matches!(c, '-' | '\u{2010}' | '\u{ad}' | '¬'))?;
    let (before, hyphen) = line.split_at(line.len() - hyphen.len_utf8());
    let word = before.trim_end_matches(|c: char| c.is_alphanumeric() || c == '-');
    let part = &before[word.len()..];
    part.ends_with(char::is_alphanumeric).then_some((part, hyphen))
}

/// Whether a line is a row of a table: wide gaps between its cells, or mostly figures.
fn is_row(line: &str) -> bool {
    let line = line.trim();
    if line.contains('\t') || line.contains("   ") {
        return true;
    }
    // Nearly all lines hold fewer figures than that.
    if line.bytes().filter(u8::is_ascii_digit).count() * 8 < line.len() {
        return false;
    }
    let (mut words, mut figures) = (0, 0);
    for word in line.split_whitespace() {
        words += 1;
        figures += usize::from(!word.contains(char::is_alphabetic));
    }
    words > 2 && figures * 2 > words
}

/// The lines that have another right below; `None` when they are none, or too long to be wrapped.
fn pairs(text: &str, lines: &[Line]) -> Option<Vec<Pair>> {
    let mut pairs = Vec::new();
    let (mut long, mut broken_off) = (0, 0);
    for (index, two) in lines.windows(2).enumerate() {
        if two[0].fate != Fate::Keep || two[1].fate != Fate::Keep {
            continue;
        }
        // Four bytes a letter at most.
        let endless = two[0].len() > COLUMNS.end() * 4;
        if two[0].len() > LONG {
            let pair = (!endless).then(|| Pair::new(text, lines, index));
            let width = pair.as_ref().map_or(LONG + 1, |pair| pair.width);
            long += usize::from(width > LONG);
            broken_off += usize::from(width > LONG && pair.as_ref().is_some_and(Pair::goes_on));
            pairs.extend(pair);
        } else {
            pairs.push(Pair::new(text, lines, index));
        }
        // Prose with a line for each paragraph is told at once.
        if long > 2 && long * 8 > pairs.len() && broken_off * 3 < long {
            return None;
        }
    }
    (pairs.len() > 1 && (long * 8 <= pairs.len() || broken_off * 3 >= long)).then_some(pairs)
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

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    fn joined(text: &str) -> usize {
        let mut lines = split(text, false);
        mark(text, &mut lines);
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

    #[test]
    fn verse_within_wrapped_prose_stays() {
        let prose = "Le port de Malville a rouvert lundi matin, après deux ans de travaux qui\nauront coûté cher à la \
                     commune, selon la femme qui dirige le chantier\ndepuis deux ans. La remise en service du bac est prévue \
                     pour le mois de\njuin, si la météo le permet, et avec elle celle de la ligne.";
        let verse = "Sur le quai de Malville,\nle bac n'attend personne ;\nil part au vent docile\net revient quand on sonne.";
        let text = read(&format!("{prose}\n\n{verse}\n\n{prose}\n"));
        assert!(text.contains(verse), "{text}");
        assert!(text.contains("travaux qui auront coûté cher"), "{text}");
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

    /// A text broken into lines of at most so many characters.
    fn broken_at(text: &str, column: usize) -> String {
        let mut out = String::new();
        let mut width = 0;
        for word in text.split(' ') {
            let length = word.chars().count();
            if width > 0 && width + 1 + length > column {
                out.push('\n');
                width = 0;
            } else if width > 0 {
                out.push(' ');
                width += 1;
            }
            out.push_str(word);
            width += length;
        }
        out
    }

    #[test]
    fn a_text_is_joined_whatever_its_width() {
        let paragraph = "Le conseil de la vallée s'est réuni mardi soir pour décider du sort de l'ancienne grue, \
                         immobile depuis la crue de 1998, que le musée de la ville voudrait exposer devant ses \
                         portes. La présidente, Mme Tillard, a rappelé que le musée offrait de payer le transport \
                         mais pas les fondations, dont le coût atteindrait quarante mille euros selon le géomètre de \
                         la commune, qui a remis son rapport en mars et qui n'en a rien changé depuis, dit-il, malgré \
                         les demandes de ceux qui trouvent la somme trop haute pour une grue. Le maire, lui, attend \
                         une lettre de la région, où l'on doit encore dire si la grue est un monument ou non.";
        for column in [24, 30, 36, 48, 72, 100, 140, 180, 220] {
            assert_eq!(read(&broken_at(paragraph, column)), paragraph, "{column}");
        }
    }

    #[test]
    fn a_narrow_box_is_joined_apart_from_the_text_and_verse_in_it_is_not() {
        let first = "Le conseil de la vallée s'est réuni mardi soir pour décider du sort de l'ancienne grue, \
                     immobile depuis la crue de 1998, que le musée de la ville voudrait exposer devant ses portes.";
        let inner = "Le musée de la ville garde depuis trente ans tout ce que le port a laissé, et sa directrice \
                     voudrait y montrer aussi Odile Marchand, qui fut la première à conduire une grue, ainsi que \
                     Paul Tissot, son mari.";
        let boxed =
            format!("{}\n\n{}\n\n{}", broken_at(first, 72), broken_at(inner, 34), broken_at(first, 72));
        assert_eq!(read(&boxed), format!("{first}\n\n{inner}\n\n{first}"));
        let verse = "la grue du port\nne bouge plus\nelle attend seule\nque la mer monte\net que le vent\nla \
                     prenne enfin";
        let poem = format!("{}\n\n{verse}\n\n{}", broken_at(first, 72), broken_at(first, 72));
        assert_eq!(read(&poem), format!("{first}\n\n{verse}\n\n{first}"));
    }

    #[test]
    fn words_broken_at_the_ends_of_lines_are_whole_again() {
        let wrapped = "Le budget du pont a été voté hier soir par le con-\nseil de la ville, et l'élue du quai sud \
                       Anne-\nMarie Lecoin a demandé une étude de plus à un ca-\nbinet de la région, pour trois \
                       mil-\nlions d'euros au plus, dit le porte-\nparole de la mairie.";
        let whole = "Le budget du pont a été voté hier soir par le conseil de la ville, et l'élue du quai sud \
                     Anne-Marie Lecoin a demandé une étude de plus à un cabinet de la région, pour trois millions \
                     d'euros au plus, dit le porte-parole de la mairie.";
        assert_eq!(read(wrapped), whole);
        let list = "Les mots du jour :\n- un porte-\n- un garde-\n- deux arc-\n";
        assert_eq!(read(list), list.trim_end());
    }

    #[test]
    fn rows_of_figures_stay_lines() {
        let first = "Le conseil de la vallée s'est réuni mardi soir pour décider du sort de l'ancienne grue, \
                     immobile depuis la crue de 1998, que le musée de la ville voudrait exposer devant ses portes.";
        let table = "2021 12 14 18 22 41 19 12 300 211 418 900 12 18 20 400 112\n2022 14 15 19 23 40 18 11 310 \
                     215 400 880 14 20 31 420 118\n2023 12 14 18 22 41 19 12 300 211 418 900 12 18 20 400 113";
        let text = format!("{}\n\n{table}\n\n{}", broken_at(first, 62), broken_at(first, 62));
        assert_eq!(read(&text), format!("{first}\n\n{table}\n\n{first}"));
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
}
