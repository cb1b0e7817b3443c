//! `liseuse facts`: one record per mention, with its place in the text in Unicode code points.

use clap::{ArgMatches, Args};

use super::arguments::{Records, parsed};
use super::articles::{path, path_bytes};
use super::format::{self, Format};
use super::record::{Cell, Column, Shown, column};
use super::{CommandRow, Context, Outcome, session};
use crate::article::Article;
use crate::facts::{Fact, FigureUnit, KINDS, Kind, Mention};
use crate::library::{Library, MentionRef};
use crate::text::sentence;
use crate::text::span::CodePoints;

pub(super) const COMMAND: CommandRow = CommandRow {
    name: "facts",
    about: "List the facts: one record per mention, with its place in the text in code points",
    fields: &COLUMNS,
    confined: true,
    arguments: Arguments::augment_args,
    run,
};

#[derive(Debug, Args)]
struct Arguments {
    #[arg(long, help = kinds_help(), value_name = "KIND", value_delimiter = ',', value_parser = kind)]
    kind: Vec<Kind>,
    #[command(flatten)]
    records: Records,
}

/// Columns of every record; after them comes one for each kind of entity, with its name.
const FIXED: [Column; 12] = [
    Column { name: "article", shown: Shown::Short(8) },
    Column { name: "path", shown: Shown::End },
    Column { name: "path_bytes", shown: Shown::Json },
    column("kind"),
    column("start"),
    column("end"),
    column("surface"),
    column("value"),
    column("high"),
    column("unit"),
    column("inferred"),
    column("modifier"),
];

const ENTITIES: usize = {
    let (mut at, mut count) = (0, 0);
    while at < KINDS.len() {
        if KINDS[at].is_entity() {
            count += 1;
        }
        at += 1;
    }
    count
};

/// Columns after those: the sentence and what the article says of itself.
const AROUND: [Column; 4] = [
    Column { name: "sentence", shown: Shown::Lists },
    Column { name: "title", shown: Shown::Lists },
    Column { name: "date", shown: Shown::Lists },
    Column { name: "source", shown: Shown::Lists },
];

/// Whether the person of a mention is only likely, in records of ndjson where it is.
const LIKELY: Column = Column { name: "likely", shown: Shown::Json };

const COLUMNS: [Column; FIXED.len() + ENTITIES + AROUND.len() + 1] = {
    let mut all = [LIKELY; FIXED.len() + ENTITIES + AROUND.len() + 1];
    let mut next = 0;
    while next < FIXED.len() {
        all[next] = FIXED[next];
        next += 1;
    }
    let mut at = 0;
    while at < KINDS.len() {
        if KINDS[at].is_entity() {
            all[next] = column(KINDS[at].name);
            next += 1;
        }
        at += 1;
    }
    let mut at = 0;
    while at < AROUND.len() {
        all[next + at] = AROUND[at];
        at += 1;
    }
    all
};

fn kinds() -> String {
    KINDS.iter().map(|row| row.name).collect::<Vec<_>>().join(", ")
}

fn kinds_help() -> String {
    format!("Only these kinds: {}", kinds())
}

fn kind(text: &str) -> Result<Kind, String> {
    Kind::named(text).ok_or_else(|| format!("the kinds are {}", kinds()))
}

fn run(matches: &ArgMatches, context: &mut Context) -> Outcome {
    let output = &mut context.output;
    let arguments: Arguments = parsed(matches)?;
    let kinds = if arguments.kind.is_empty() { session::all_kinds() } else { arguments.kind.clone() };
    let (session, chosen) = session::select(&arguments.records.selection, context.commands, kinds.clone())?;
    format::write(output, arguments.records.format, &COLUMNS, |emit| {
        for &id in &chosen {
            let article = session.library.article(id);
            let key = article.key.to_string();
            let path = path(&article.origin);
            let mut points = CodePoints::new(&article.text);
            let mentions = session.library.mentions(id).iter().zip(0..);
            for (mention, index) in mentions.filter(|(m, _)| kinds.contains(&m.fact.kind())) {
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
                record.extend(entities(&mention.fact, &session.library));
                record.extend(around(article, mention, arguments.records.format));
                let likely = session.library.is_likely(MentionRef { article: id, index });
                record.push(if likely { Cell::Bool(true) } else { Cell::Absent });
                emit(&record)?;
            }
        }
        Ok(())
    })?;
    Ok(session.exit_code())
}

pub(super) fn surface<'a>(mention: &Mention, article: &'a Article) -> Cell<'a> {
    Cell::text(mention.span.of(&article.text))
}

/// Value, high, unit, inferred and modifier of a figure; absent for an entity.
pub(super) fn figure(fact: &Fact) -> [Cell<'static>; 5] {
    let Some(figure) = fact.figure() else { return [const { Cell::Absent }; 5] };
    let unit = figure.unit.as_ref().map(FigureUnit::code).filter(|unit| !unit.is_empty());
    [
        Cell::Number(figure.value),
        figure.high.map_or(Cell::Null, Cell::Number),
        unit.map_or(Cell::Null, |unit| Cell::Text(unit.to_owned().into())),
        figure.inferred.map_or(Cell::Absent, Cell::Bool),
        Cell::text(figure.modifier.code()),
    ]
}

/// The sentence, and the title, date and source of the article; nothing for a table, which does not show them.
pub(super) fn around<'a>(article: &'a Article, mention: &Mention, format: Format) -> [Cell<'a>; 4] {
    if format == Format::Table {
        return [const { Cell::Absent }; 4];
    }
    [
        Cell::text(sentence::around(&article.text, mention.span).of(&article.text)),
        Cell::text(&article.title),
        article.date.map_or(Cell::Null, |date| Cell::Text(date.to_string().into())),
        Cell::optional(article.source.as_deref()),
    ]
}

/// For each kind of entity, the canonical name of the one that is mentioned.
fn entities<'a>(fact: &Fact, library: &'a Library) -> [Cell<'a>; ENTITIES] {
    let mut rows = KINDS.iter().filter(|row| row.is_entity());
    let entity = fact.entity();
    std::array::from_fn(|_| {
        let kind = rows.next().map(|row| row.kind);
        match entity.filter(|entity| Some(entity.kind) == kind) {
            Some(entity) => Cell::text(&library.entity(entity).name),
            None => Cell::Absent,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_the_registry_can_be_named_and_no_other() {
        for row in KINDS {
            assert_eq!(kind(row.name), Ok(row.kind));
        }
        assert_eq!(kind("place").unwrap_err(), "the kinds are person, organisation, amount, percent");
    }
}
