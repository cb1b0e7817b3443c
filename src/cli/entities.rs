//! `liseuse people`, and one command for each further kind of entity: one record per entity, the most often mentioned
//! first.

use std::cmp::Reverse;
use std::collections::HashSet;

use clap::{ArgMatches, Args};
use rayon::prelude::*;

use super::arguments::{Records, parsed};
use super::format::{self, Format};
use super::record::{Cell, Column, Shown, column};
use super::{CommandRow, Context, Outcome, session};
use crate::article::{ArticleId, PartialDate};
use crate::facts::{Entity, Kind};
use crate::library::dossier::Beside;
use crate::library::{Library, Subject};

/// People.
pub(super) const PEOPLE: CommandRow = CommandRow {
    name: "people",
    about: "List the people: one record each, with every form of the name, dates, roles and who is named with them",
    fields: &columns("person"),
    confined: true,
    arguments: Records::augment_args,
    run: |matches, context| run(matches, context, Kind::Person),
};

/// Organisations.
pub(super) const ORGANISATIONS: CommandRow = CommandRow {
    name: "organisations",
    about: "List the organisations: one record each, with every form of the name, dates and who is named with them",
    fields: &columns("organisation"),
    confined: true,
    arguments: Records::augment_args,
    run: |matches, context| run(matches, context, Kind::Organisation),
};

/// The most of those named together that a record gives.
const TOGETHER: usize = 50;

/// The fields of a record; the first is called as in the records of facts.
const fn columns(name: &'static str) -> [Column; 10] {
    [
        column(name),
        column("mentions"),
        column("articles"),
        column("first"),
        column("last"),
        column("surfaces"),
        Column { name: "roles", shown: Shown::Lists },
        // How many mentions are only likely, and who may be the same.
        Column { name: "likely", shown: Shown::Json },
        Column { name: "maybe_same", shown: Shown::Json },
        // Who and what is named in the same articles: name, kind, and in how many.
        Column { name: "together", shown: Shown::Json },
    ]
}

struct Row<'a> {
    name: &'a str,
    mentions: u64,
    articles: u64,
    dates: Option<(PartialDate, PartialDate)>,
    surfaces: Vec<(&'a str, u64)>,
    roles: Vec<(&'a str, u64)>,
    likely: u64,
    alike: Vec<&'a str>,
    together: Vec<Beside>,
}

fn run(matches: &ArgMatches, context: &mut Context, kind: Kind) -> Outcome {
    let output = &mut context.output;
    let arguments: Records = parsed(matches)?;
    let filtered = arguments.selection.filter.is_some();
    let (session, chosen) = session::select(&arguments.selection, context.commands, vec![kind])?;
    let library = &session.library;
    let chosen: Option<HashSet<ArticleId>> = filtered.then(|| chosen.into_iter().collect());
    let listed = |id: ArticleId| chosen.as_ref().is_none_or(|chosen| chosen.contains(&id));
    let with_together = arguments.format == Format::Ndjson;
    let entities: Vec<Entity> = library.entities_of(kind).map(|(id, _)| Entity { kind, id: id.0 }).collect();
    let row = |entity: &Entity| row(library, *entity, &listed, with_together);
    let mut rows: Vec<Row<'_>> = entities.par_iter().filter_map(row).collect();
    rows.sort_by_key(|row| Reverse(row.mentions));
    format::write(output, arguments.format, &columns(kind.name()), |emit| {
        rows.iter().try_for_each(|row| emit(&cells(library, row)))
    })?;
    Ok(session.exit_code())
}

fn cells<'a>(library: &'a Library, row: &Row<'a>) -> [Cell<'a>; 10] {
    let date =
        |date: Option<PartialDate>| date.map_or(Cell::Null, |date| Cell::Text(date.to_string().into()));
    let together = row.together.iter().filter_map(|beside| {
        let Subject::Entity(entity) = beside.subject else { return None };
        Some(vec![
            ("name", Cell::text(&library.entity(entity).name)),
            ("kind", Cell::text(entity.kind.name())),
            ("articles", Cell::Count(u64::from(beside.articles))),
        ])
    });
    [
        Cell::text(row.name),
        Cell::Count(row.mentions),
        Cell::Count(row.articles),
        date(row.dates.map(|dates| dates.0)),
        date(row.dates.map(|dates| dates.1)),
        Cell::Tally(row.surfaces.clone()),
        Cell::Tally(row.roles.clone()),
        if row.likely > 0 { Cell::Count(row.likely) } else { Cell::Absent },
        if row.alike.is_empty() { Cell::Absent } else { Cell::List(row.alike.clone()) },
        Cell::Records("name", together.collect()),
    ]
}

/// Counts within the listed articles; `None` when these do not mention it.
fn row<'a>(
    library: &'a Library,
    entity: Entity,
    listed: &(impl Fn(ArticleId) -> bool + Sync),
    with_together: bool,
) -> Option<Row<'a>> {
    let profile = library.entity(entity);
    let places: Vec<_> = profile.mentions.iter().filter(|at| listed(at.article)).collect();
    if places.is_empty() {
        return None;
    }
    let mut surfaces: Vec<(&str, u64)> =
        profile.surfaces.iter().map(|(form, _)| (form.as_ref(), 0)).collect();
    for at in &places {
        let form = library.mention(**at).span.of(&library.article(at.article).text);
        if let Some((_, count)) = surfaces.iter_mut().find(|(known, _)| *known == form) {
            *count += 1;
        }
    }
    surfaces.retain(|(_, count)| *count > 0);
    surfaces.sort_by_key(|(_, count)| Reverse(*count));
    let dates = places.iter().filter_map(|at| library.article(at.article).date);
    let mut together = Vec::new();
    if with_together {
        together = library.together_with(Subject::Entity(entity), listed);
        together.truncate(TOGETHER);
    }
    Some(Row {
        name: &profile.name,
        mentions: places.len() as u64,
        articles: places.chunk_by(|a, b| a.article == b.article).count() as u64,
        dates: dates.clone().min().zip(dates.max()),
        surfaces,
        roles: library
            .roles_of(entity, listed)
            .into_iter()
            .map(|(role, count)| (role, u64::from(count)))
            .collect(),
        likely: places.iter().filter(|at| library.is_likely(***at)).count() as u64,
        alike: library.alike_names(entity).collect(),
        together,
    })
}
