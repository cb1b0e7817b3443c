//! `liseuse people`: one record per person, the most often mentioned first.

use std::cmp::Reverse;
use std::collections::HashSet;

use clap::{ArgMatches, Args};

use super::arguments::{Records, parsed};
use super::format;
use super::record::{Cell, Column, Shown, column};
use super::{CommandRow, Context, Outcome, session};
use crate::article::ArticleId;
use crate::facts::{EntityId, Kind};
use crate::library::{Library, Profile};

pub(super) const COMMAND: CommandRow = CommandRow {
    name: "people",
    about: "List the people: one record each, with every form of the name",
    fields: &COLUMNS,
    confined: true,
    arguments: Records::augment_args,
    run,
};

const COLUMNS: [Column; 6] = [
    column("person"),
    column("mentions"),
    column("articles"),
    column("surfaces"),
    // How many mentions are only likely, and who may be the same person.
    Column { name: "likely", shown: Shown::Json },
    Column { name: "maybe_same", shown: Shown::Json },
];

struct Row<'a> {
    name: &'a str,
    mentions: u64,
    articles: u64,
    surfaces: Vec<(&'a str, u64)>,
    likely: u64,
    alike: Vec<&'a str>,
}

fn run(matches: &ArgMatches, context: &mut Context) -> Outcome {
    let output = &mut context.output;
    let arguments: Records = parsed(matches)?;
    let filtered = arguments.selection.filter.is_some();
    let (session, chosen) = session::select(&arguments.selection, context.commands, vec![Kind::Person])?;
    let people = session.library.entities_of(Kind::Person);
    let mut rows: Vec<Row<'_>> = if filtered {
        let chosen: HashSet<ArticleId> = chosen.into_iter().collect();
        people
            .map(|(id, person)| within(person, id, &session.library, &chosen))
            .filter(|row| row.mentions > 0)
            .collect()
    } else {
        people.map(|(id, person)| whole(person, id, &session.library)).collect()
    };
    rows.sort_by_key(|row| Reverse(row.mentions));
    format::write(output, arguments.format, &COLUMNS, |emit| {
        rows.iter().try_for_each(|row| {
            emit(&[
                Cell::text(row.name),
                Cell::Count(row.mentions),
                Cell::Count(row.articles),
                Cell::Tally(row.surfaces.clone()),
                if row.likely > 0 { Cell::Count(row.likely) } else { Cell::Absent },
                if row.alike.is_empty() { Cell::Absent } else { Cell::List(row.alike.clone()) },
            ])
        })
    })?;
    Ok(session.exit_code())
}

fn whole<'a>(person: &'a Profile, id: EntityId, library: &'a Library) -> Row<'a> {
    Row {
        likely: u64::from(library.likely_of(id)),
        alike: library.alike(id).map(|other| &*library.profile(other).name).collect(),
        name: &person.name,
        mentions: person.mentions.len() as u64,
        articles: u64::from(person.articles),
        surfaces: person.surfaces.iter().map(|(form, count)| (form.as_ref(), u64::from(*count))).collect(),
    }
}

/// Counts within some of the articles.
fn within<'a>(
    person: &'a Profile,
    id: EntityId,
    library: &'a Library,
    chosen: &HashSet<ArticleId>,
) -> Row<'a> {
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
        likely: places.iter().filter(|at| library.is_likely(***at)).count() as u64,
        alike: library.alike(id).map(|other| &*library.profile(other).name).collect(),
    }
}
