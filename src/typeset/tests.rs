//! Parts as they are drawn, at several measures.

use unicode_width::UnicodeWidthStr;

use super::{Part, Row, Setting, parts, row_of, rows, within_run};
use crate::article::structure::{Block, BlockKind, Parts, Structure};
use crate::text::sanitise::{SafeText, sanitise_text};
use crate::text::{Language, Span};

/// A text from blocks, `|` between cells, with its structure.
fn article(blocks: &[(BlockKind, u8, &str)]) -> (String, Structure) {
    let mut text = String::new();
    let mut parts = Parts::default();
    let mut above = BlockKind::Rule;
    for (kind, quote, words) in blocks {
        let close = match (above, kind) {
            (BlockKind::Item { .. }, BlockKind::Item { .. }) => true,
            (_, BlockKind::Row { first, .. }) => !first,
            _ => false,
        };
        above = *kind;
        if !text.is_empty() {
            text.push_str(if close { "\n" } else { "\n\n" });
        }
        let start = text.len();
        if let BlockKind::Row { .. } = kind {
            let mut at = start;
            for cell in words.split(" | ") {
                parts.cells.push(Span::new(at, at + cell.len()));
                at += cell.len() + 3;
            }
        }
        text.push_str(words);
        parts.blocks.push(Block { span: Span::new(start, text.len()), kind: *kind, quote: *quote });
    }
    let structure = Structure::new(parts, &text).unwrap();
    (text, structure)
}

/// Each part with its safe text and its rows.
fn set(text: &str, structure: &Structure, measure: usize) -> Vec<(Part, SafeText<'static>, Vec<Row>)> {
    set_as(text, structure, Setting::plain(measure, Language::FRENCH, true, &[]))
}

fn set_as(
    text: &str,
    structure: &Structure,
    setting: Setting<'_>,
) -> Vec<(Part, SafeText<'static>, Vec<Row>)> {
    let set = |part: Part| {
        let safe = sanitise_text(part.span.of(text)).into_owned();
        let rows = rows(&part, &safe, (text, structure), setting);
        (part, safe, rows)
    };
    parts(text, structure).into_iter().map(set).collect()
}

/// A row as a terminal shows it.
fn drawn(text: &SafeText<'_>, row: &Row) -> String {
    let mut cells: Vec<(usize, String)> = Vec::new();
    for sign in &row.signs {
        cells.extend((0..sign.times).map(|n| (usize::from(sign.column + n), sign.sign.to_owned())));
    }
    for run in &row.runs {
        let hyphen = if run.hyphen { "-" } else { "" };
        cells.push((usize::from(run.column), format!("{}{hyphen}", run.span.of(text.safe().as_str()))));
    }
    cells.sort_by_key(|(column, _)| *column);
    let mut line = String::new();
    for (column, words) in cells {
        if column < line.width() {
            // A crossing is drawn over the line.
            line.truncate(line.char_indices().nth(column).map_or(line.len(), |(at, _)| at));
        }
        line.push_str(&" ".repeat(column - line.width()));
        line.push_str(&words);
    }
    line.trim_end().to_owned()
}

/// All rows, with an empty one where a gap is.
fn lines(blocks: &[(BlockKind, u8, &str)], measure: usize) -> Vec<String> {
    let (text, structure) = article(blocks);
    let mut out = Vec::new();
    for (part, safe, rows) in set(&text, &structure, measure) {
        out.extend(rows.iter().map(|row| drawn(&safe, row)));
        if part.gap {
            out.push(String::new());
        }
    }
    out
}

const PARAGRAPH: BlockKind = BlockKind::Paragraph;
const FIRST: BlockKind = BlockKind::Row { header: true, first: true };
const ROW: BlockKind = BlockKind::Row { header: false, first: false };

fn item(depth: u8, marker: u8) -> BlockKind {
    BlockKind::Item { depth, marker }
}

#[test]
fn items_hang_from_their_markers() {
    let list = [
        (PARAGRAPH, 0, "Il faut :"),
        (item(1, 4), 0, "• un nouveau quai au nord"),
        (item(2, 3), 0, "1. de pierre"),
        (item(2, 4), 0, "10. ou de bois, selon le prix"),
        (item(1, 0), 0, "et du temps."),
        (PARAGRAPH, 0, "Voilà."),
    ];
    assert_eq!(
        lines(&list, 20),
        [
            "Il faut :",
            "",
            "• un nouveau quai",
            "  au nord",
            "  1. de pierre",
            "  10. ou de bois,",
            "      selon le prix",
            "      et du temps.",
            "",
            "Voilà.",
        ]
    );
}

#[test]
fn a_bar_stands_before_quotations() {
    let quote = [
        (PARAGRAPH, 1, "Il a dit que le port serait vendu."),
        (item(1, 4), 2, "• sans délai"),
        (PARAGRAPH, 0, "Bien."),
    ];
    assert_eq!(
        lines(&quote, 20),
        ["│ Il a dit que le", "│ port serait vendu.", "", "│ │ • sans délai", "", "Bien."]
    );
}

#[test]
fn code_is_neither_wrapped_nor_hyphenated() {
    let code = [(BlockKind::Code, 0, "fn anticonstitutionnellement() {\n    1\n\n}")];
    assert_eq!(lines(&code, 20), ["fn anticonstitution…", "    1", "", "}"]);
    assert_eq!(lines(&code, 32)[0], "fn anticonstitutionnellement() {");
}

#[test]
fn the_columns_of_a_table_shrink_and_fall_back_to_lines() {
    let table = [
        (FIRST, 0, "Port | Bateaux | Ce qui y manque"),
        (ROW, 0, "Malville | 3 | une digue au nord et deux quais"),
        (ROW, 0, "Corbès | 112"),
    ];
    assert_eq!(
        lines(&table, 60),
        [
            "Port     │ Bateaux │ Ce qui y manque",
            "─────────┼─────────┼────────────────────────────────",
            "Malville │       3 │ une digue au nord et deux quais",
            "Corbès   │     112 │",
        ]
    );
    assert_eq!(
        lines(&table, 36),
        [
            "Port     │ Bateaux │ Ce qui y manque",
            "─────────┼─────────┼────────────────",
            "Malville │       3 │ une digue au",
            "         │         │ nord et deux",
            "         │         │ quais",
            "Corbès   │     112 │",
        ]
    );
    assert_eq!(
        lines(&table, 20),
        [
            "Port",
            "  Bateaux",
            "  Ce qui y manque",
            "Malville",
            "  3",
            "  une digue au nord",
            "  et deux quais",
            "Corbès",
            "  112",
        ]
    );
}

#[test]
fn a_rule_is_drawn_over_the_measure() {
    let text = [(PARAGRAPH, 0, "Un."), (BlockKind::Rule, 0, "* * *"), (PARAGRAPH, 0, "Deux.")];
    assert_eq!(lines(&text, 6), ["Un.", "", "──────", "", "Deux."]);
}

/// Every letter of the text is in a row, each row fits, and each byte is found in the row that shows it.
fn check(text: &str, structure: &Structure, setting: Setting<'_>) {
    let measure = setting.measure;
    let mut shown = String::new();
    for (part, safe, rows) in set_as(text, structure, setting) {
        for (index, row) in rows.iter().enumerate() {
            let mut end = 0;
            for run in &row.runs {
                assert!(
                    usize::from(run.column) >= end || measure < 4,
                    "{row:?} overlaps itself at {measure}"
                );
                end = usize::from(run.column) + run.span.of(safe.safe().as_str()).width();
                let words = run.span.of(safe.safe().as_str());
                let width = usize::from(run.column) + words.width() + usize::from(run.hyphen);
                let wide = words.chars().count() < 2 || measure < 4;
                assert!(width <= measure || wide, "{width} columns of {measure}: {words:?}");
                shown.push_str(words);
                if !words.is_empty() {
                    let found = row_of(&rows, run.span.start);
                    assert_eq!(found, index, "{words:?} of {part:?} at {measure}");
                }
                let source = Span {
                    start: part.span.start + safe.to_source(run.span.start),
                    end: part.span.start + safe.to_source(run.span.end),
                };
                assert!(
                    within_run(&safe, part.span.start, run.span, source).is_none_or(|span| !span.is_empty())
                );
            }
        }
    }
    let code = structure.blocks().iter().any(|block| matches!(block.kind, BlockKind::Code | BlockKind::Rule));
    if !code && structure.blocks().iter().all(|block| !matches!(block.kind, BlockKind::Row { .. })) {
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(letters(&shown), letters(sanitise_text(text).safe().as_str()));
    }
}

proptest::proptest! {
    #[test]
    fn nothing_is_lost_at_any_measure(
        blocks in proptest::collection::vec((0usize..8, 0u8..6, "[a-zé日👍\\-]{1,20}( | \\| |\\n)[a-z 3]{1,60}[.]"), 0..6),
        measure in 1usize..121,
        indent in 0usize..5,
    ) {
        let kinds = [
            PARAGRAPH, BlockKind::Heading(2), item(1, 1), item(9, 0), BlockKind::Code, FIRST, ROW, BlockKind::Caption,
        ];
        let blocks: Vec<_> =
            blocks.iter().map(|(kind, quote, words)| (fitted(kinds[*kind], words), *quote, &**words)).collect();
        let (text, structure) = article(&blocks);
        let plain = |measure| Setting::plain(measure, Language::FRENCH, true, &[]);
        let filled = |measure| Setting { justified: true, indent, ..plain(measure) };
        for measure in [measure, 20, 40, 80, 120] {
            check(&text, &structure, plain(measure));
            check(&text, &structure, filled(measure));
        }
    }
}

/// A marker that ends at the boundary of a character.
fn fitted(kind: BlockKind, words: &str) -> BlockKind {
    match kind {
        BlockKind::Item { depth, marker: 1.. } => {
            let first = words.chars().next().map_or(0, char::len_utf8);
            BlockKind::Item { depth, marker: first as u8 }
        }
        kind => kind,
    }
}

#[test]
fn justified_lines_end_at_the_measure_but_the_last_of_a_paragraph() {
    let text =
        "Le port rouvrira en mars, dit la mairie, qui attend depuis trois ans que les grues arrivent enfin.";
    let structure = article(&[(PARAGRAPH, 0, text)]).1;
    let setting = Setting { justified: true, ..Setting::plain(30, Language::FRENCH, true, &[]) };
    let lines: Vec<String> = set_as(text, &structure, setting)
        .iter()
        .flat_map(|(_, safe, rows)| rows.iter().map(|row| drawn(safe, row)).collect::<Vec<_>>())
        .collect();
    let (last, full) = lines.split_last().unwrap();
    assert!(full.len() >= 3 && full.iter().all(|line| line.width() == 30), "{lines:#?}");
    assert!(last.width() < 30 && !last.contains("  "), "{lines:#?}");
}

#[test]
fn the_first_line_of_a_paragraph_is_indented_where_that_is_asked_for() {
    let text = "Le port rouvrira en mars, dit la mairie.";
    let structure = article(&[(PARAGRAPH, 0, text)]).1;
    let setting = Setting { indent: 2, ..Setting::plain(20, Language::FRENCH, true, &[]) };
    let set = set_as(text, &structure, setting);
    let lines: Vec<String> = set[0].2.iter().map(|row| drawn(&set[0].1, row)).collect();
    assert_eq!(lines, ["  Le port rouvrira", "en mars, dit la", "mairie."]);
}
