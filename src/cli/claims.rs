//! `liseuse claims`: one record per claim: the figure, the question that it answers, and who says so.

use clap::{ArgMatches, Args as _};

use super::arguments::{Records, parsed};
use super::articles::{path, path_bytes};
use super::facts::{around, figure, surface};
use super::format;
use super::record::{Cell, Column, Shown, column};
use super::{CommandRow, Context, Outcome, session};
use crate::claims::{Claim, Time};
use crate::library::Library;
use crate::text::span::CodePoints;

pub(super) const COMMAND: CommandRow = CommandRow {
    name: "claims",
    about: "List the claims: one record per amount or percentage, with the question it answers and who says so",
    fields: &COLUMNS,
    confined: true,
    arguments: Records::augment_args,
    run,
};

const COLUMNS: [Column; 22] = [
    Column { name: "article", shown: Shown::Lists },
    Column { name: "path", shown: Shown::End },
    Column { name: "path_bytes", shown: Shown::Json },
    Column { name: "kind", shown: Shown::Lists },
    column("start"),
    column("end"),
    column("surface"),
    column("value"),
    column("high"),
    column("unit"),
    Column { name: "inferred", shown: Shown::Lists },
    column("modifier"),
    Column { name: "group", shown: Shown::Lists },
    column("question"),
    Column { name: "measure", shown: Shown::Lists },
    Column { name: "parties", shown: Shown::Lists },
    column("time"),
    column("said_by"),
    Column { name: "sentence", shown: Shown::Lists },
    Column { name: "title", shown: Shown::Lists },
    Column { name: "date", shown: Shown::Lists },
    Column { name: "source", shown: Shown::Lists },
];

fn run(matches: &ArgMatches, context: &mut Context) -> Outcome {
    let output = &mut context.output;
    let arguments: Records = parsed(matches)?;
    let (session, chosen) = session::select(&arguments.selection, context.commands, session::all_kinds())?;
    let library = &session.library;
    let claims = library.claims();
    format::write(output, arguments.format, &COLUMNS, |emit| {
        for &id in &chosen {
            let article = library.article(id);
            let key = article.key.to_string();
            let path = path(&article.origin);
            let mut points = CodePoints::new(&article.text);
            for claim in claims.of_article(id) {
                let mention = library.mention(claim.at);
                let start = points.at(mention.span.start as usize);
                let end = start + mention.span.of(&article.text).chars().count();
                let mut record = vec![
                    Cell::text(&key),
                    Cell::text(&path),
                    path_bytes(&article.origin),
                    Cell::text(mention.fact.kind().name()),
                    Cell::Count(start as u64),
                    Cell::Count(end as u64),
                    surface(mention, article),
                ];
                record.extend(figure(&mention.fact));
                record.extend(claimed(library, claim));
                record.extend(around(article, mention, arguments.format));
                emit(&record)?;
            }
        }
        Ok(())
    })?;
    Ok(session.exit_code())
}

/// Group, question, measure, parties, time and source.
fn claimed<'a>(library: &'a Library, claim: &Claim) -> [Cell<'a>; 6] {
    let question = library.claims().question(claim.question);
    [
        Cell::Text(library.key_of_question(claim.question).into()),
        Cell::text(&question.name),
        claim.measure.map_or(Cell::Null, |measure| Cell::text(measure.name())),
        Cell::List(claim.parties.iter().flatten().map(|party| library.party(claim, *party)).collect()),
        time(claim.time).map_or(Cell::Null, |time| Cell::Text(time.into())),
        Cell::optional(library.said_by(claim)),
    ]
}

/// `2024`, `2024-05`, `2024-Q2`; `None` when the year is not known.
fn time(time: Time) -> Option<String> {
    let year = Some(time.year).filter(|year| *year > 100)?;
    Some(match time.part {
        0 => format!("{year}"),
        month @ 1..=12 => format!("{year}-{month:02}"),
        quarter => format!("{year}-Q{}", quarter - 20),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_says_only_what_is_known() {
        let shown = |year, part| time(Time { year, part });
        assert_eq!(shown(0, 3), None);
        assert_eq!(shown(49, 0), None);
        assert_eq!(shown(2024, 0).as_deref(), Some("2024"));
        assert_eq!(shown(2024, 5).as_deref(), Some("2024-05"));
        assert_eq!(shown(2024, 22).as_deref(), Some("2024-Q2"));
    }
}
