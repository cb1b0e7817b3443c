//! `liseuse people`: one record per person, the most often mentioned first.

use std::cmp::Reverse;
use std::collections::HashSet;

use clap::{ArgMatches, Args};

use super::arguments::{Records, parsed};
use super::format;
use super::record::{Cell, Column, column};
use super::{CommandRow, Context, Outcome, session};
use crate::article::ArticleId;
use crate::facts::Kind;
use crate::library::{Library, Person};

pub(super) const COMMAND: CommandRow = CommandRow {
    name: "people",
    about: "List the people: one record each, with every form of the name",
    fields: &COLUMNS,
    confined: true,
    arguments: Records::augment_args,
    run,
};

const COLUMNS: [Column; 4] = [column("person"), column("mentions"), column("articles"), column("surfaces")];

struct Row<'a> {
    name: &'a str,
    mentions: u64,
    articles: u64,
    surfaces: Vec<(&'a str, u64)>,
}

fn run(matches: &ArgMatches, context: &mut Context) -> Outcome {
    let output = &mut context.output;
    let arguments: Records = parsed(matches)?;
    let filtered = arguments.selection.filter.is_some();
    let (session, chosen) = session::select(&arguments.selection, context.commands, vec![Kind::Person])?;
    let people = session.library.people().iter();
    let mut rows: Vec<Row<'_>> = if filtered {
        let chosen: HashSet<ArticleId> = chosen.into_iter().collect();
        people
            .map(|person| within(person, &session.library, &chosen))
            .filter(|row| row.mentions > 0)
            .collect()
    } else {
        people.map(whole).collect()
    };
    rows.sort_by_key(|row| Reverse(row.mentions));
    format::write(output, arguments.format, &COLUMNS, |emit| {
        rows.iter().try_for_each(|row| {
            emit(&[
                Cell::text(row.name),
                Cell::Count(row.mentions),
                Cell::Count(row.articles),
                Cell::Tally(row.surfaces.clone()),
            ])
        })
    })?;
    Ok(session.exit_code())
}

fn whole(person: &Person) -> Row<'_> {
    Row {
        name: &person.name,
        mentions: person.mentions.len() as u64,
        articles: u64::from(person.articles),
        surfaces: person.surfaces.iter().map(|(form, count)| (form.as_ref(), u64::from(*count))).collect(),
    }
}

/// Counts within some of the articles.
fn within<'a>(person: &'a Person, library: &'a Library, chosen: &HashSet<ArticleId>) -> Row<'a> {
    let places: Vec<_> = person.mentions.iter().filter(|at| chosen.contains(&at.article)).collect();
    let mut surfaces: Vec<(&str, u64)> = person.surfaces.iter().map(|(form, _)| (form.as_ref(), 0)).collect();
    for at in &places {
        let form = library.mention(**at).span.of(&library.article(at.article).text);
        if let Some((_, count)) = surfaces.iter_mut().find(|(known, _)| *known == form) {
            *count += 1;
        }
    }
    surfaces.retain(|(_, count)| *count > 0);
    surfaces.sort_by_key(|(_, count)| Reverse(*count));
    Row {
        name: &person.name,
        mentions: places.len() as u64,
        articles: places.chunk_by(|a, b| a.article == b.article).count() as u64,
        surfaces,
    }
}
