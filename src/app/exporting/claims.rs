//! The board of claims as a file: questions, each with its claims.

use std::fmt::Write as _;

use super::{Format, Records, cell, string};
use crate::facts::MentionRef;
use crate::library::Library;
use crate::library::board::{Board, Entry, label, range};
use crate::text::sentence;

/// The fields of a record, in CSV and NDJSON.
const FIELDS: [&str; 13] = [
    "question", "value", "high", "unit", "modifier", "surface", "said_by", "sentence", "title", "date",
    "source", "path", "url",
];

/// What the file says of these rows, and how many claims that are.
pub(super) fn text(library: &Library, board: &Board, rows: &[Entry], format: Format) -> (String, usize) {
    let mut records = Records::new(&FIELDS, format);
    let mut count = 0;
    let mut table = false;
    for row in rows {
        let claims: &[MentionRef] = match row {
            Entry::Question(place) => board.claims(*place),
            Entry::Claim(at) => std::slice::from_ref(at),
        };
        count += claims.len();
        if format != Format::Markdown {
            claims.iter().for_each(|at| record(library, *at, &mut records));
            continue;
        }
        let text = &mut records.text;
        if let Entry::Question(place) = row {
            let asked = board.asked(*place);
            let name = cell(library.question_name(asked.question));
            let _ = write!(text, "\n## {name} · {}\n", cell(&range(library, asked)));
            table = false;
        }
        if !table {
            text.push_str(
                "\n| value | who says so | sentence | article | source | date |\n|---|---|---|---|---|---|\n",
            );
            table = true;
        }
        claims.iter().for_each(|at| line(library, *at, text));
    }
    (records.text.trim_start().to_owned(), count)
}

/// Who says so; `None` when it is the article itself.
fn said(library: &Library, at: MentionRef) -> Option<&str> {
    library.claims_if_known().and_then(|claims| library.said_by(claims.at(at)?))
}

/// A claim as a line of a Markdown table.
fn line(library: &Library, at: MentionRef, text: &mut String) {
    let (article, mention) = (library.article(at.article), library.mention(at));
    let date = article.date.map(|date| date.to_string());
    let cells = [
        &*label(library, at),
        said(library, at).unwrap_or("the article"),
        sentence::around(&article.text, mention.span).of(&article.text),
        &article.title,
        article.source.as_deref().unwrap_or_default(),
        date.as_deref().unwrap_or_default(),
    ];
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    let _ = writeln!(text, "| {} |", cells.join(" | "));
}

fn record(library: &Library, at: MentionRef, records: &mut Records) {
    let (article, mention) = (library.article(at.article), library.mention(at));
    let Some(figure) = mention.fact.figure() else { return };
    let claim = library.claims_if_known().and_then(|claims| claims.at(at));
    let question = claim.map(|claim| library.question_name(claim.question));
    let quote = sentence::around(&article.text, mention.span).of(&article.text);
    let path = article.origin.path.display().to_string();
    let path = article.origin.item.as_ref().map_or(path.clone(), |item| format!("{path}#{item}"));
    records.add(&[
        string(question),
        figure.value.into(),
        figure.high.into(),
        string(figure.unit.as_ref().map(|unit| unit.code())),
        string(Some(figure.modifier.code())),
        string(Some(mention.span.of(&article.text))),
        string(said(library, at)),
        string(Some(quote)),
        string(Some(&article.title)),
        string(article.date.map(|date| date.to_string()).as_deref()),
        string(article.source.as_deref()),
        string(Some(&path)),
        string(article.url.as_deref()),
    ]);
}
