//! `liseuse triage`: does to the articles that match a filter what the keys of the reader do, also while it is open.

use std::collections::HashSet;

use clap::{ArgMatches, Args};

use super::arguments::{Selection, parsed};
use super::articles::{path, path_bytes};
use super::format::{self, Format};
use super::output::say;
use super::record::{Cell, Column, Shown, column};
use super::session::{self, Session};
use super::{CommandRow, Context, ExitCode, Outcome};
use crate::article::{ArticleId, ContentKey};
use crate::error::Error;
use crate::text::count::counted;
use crate::text::sanitise::sanitise_text;
use crate::triage::{Action, Save, clean_tag};

pub(super) const COMMAND: CommandRow = CommandRow {
    name: "triage",
    about: "Mark, tag or annotate the articles that match a filter, as the reader's keys do",
    fields: &COLUMNS,
    // It creates the folder of the store.
    confined: false,
    arguments: Arguments::augment_args,
    run,
};

#[derive(Debug, Args)]
struct Arguments {
    #[command(flatten)]
    verbs: Verbs,
    /// Only say what would be done
    #[arg(long)]
    dry_run: bool,
    /// How the records of the articles that changed are written
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    #[command(flatten)]
    selection: Selection,
}

/// What is done to each article, in this order.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
struct Verbs {
    /// Mark as read
    #[arg(long, conflicts_with = "unread")]
    read: bool,
    /// Mark as unread
    #[arg(long)]
    unread: bool,
    /// Star
    #[arg(long, conflicts_with = "unstar")]
    star: bool,
    /// Take the star away
    #[arg(long)]
    unstar: bool,
    /// Put into the archive
    #[arg(long, conflicts_with = "unarchive")]
    archive: bool,
    /// Take out of the archive
    #[arg(long)]
    unarchive: bool,
    /// Add a tag; may be repeated
    #[arg(long, value_name = "TAG", value_parser = tag)]
    tag: Vec<String>,
    /// Take a tag away; may be repeated
    #[arg(long, value_name = "TAG", value_parser = tag)]
    untag: Vec<String>,
    /// Write a note in the place of the present one; an empty TEXT deletes it
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    note: Option<String>,
}

const COLUMNS: [Column; 9] = [
    Column { name: "id", shown: Shown::Short(8) },
    Column { name: "path", shown: Shown::End },
    Column { name: "path_bytes", shown: Shown::Json },
    column("title"),
    column("read"),
    column("starred"),
    column("archived"),
    column("tags"),
    column("note"),
];

fn tag(text: &str) -> std::result::Result<String, String> {
    clean_tag(text).map(|tag| tag.to_string()).ok_or_else(|| "expected a word".to_owned())
}

fn run(matches: &ArgMatches, context: &mut Context) -> Outcome {
    let arguments: Arguments = parsed(matches)?;
    if arguments.selection.filter.is_none() {
        let error = Error::new("triage", "needs --filter QUERY, which says what is to be changed");
        return Err(error.next("give --filter \"\" for every article").into());
    }
    let (mut session, chosen) = session::select(&arguments.selection, context.commands, Vec::new())?;
    let actions = arguments.verbs.actions(&chosen);
    let saves =
        session.triage.together(|triage| actions.iter().filter_map(|action| triage.act(action)).collect());
    if !arguments.dry_run {
        session::save(&arguments.selection.common, &saves)?;
    }
    let keys: HashSet<ContentKey> =
        saves.iter().flat_map(|save| save.step.changes.iter().map(|change| change.key)).collect();
    let changed: Vec<ArticleId> =
        chosen.iter().copied().filter(|&id| keys.contains(&session.library.article(id).key)).collect();
    format::write(&mut context.output, arguments.format, &COLUMNS, |emit| {
        changed.iter().try_for_each(|&id| emit(&row(&session, id)))
    })?;
    tell(&saves, chosen.len(), arguments.dry_run);
    Ok(match session.exit_code() {
        ExitCode::WithoutMarks if !arguments.dry_run => ExitCode::Complete,
        code => code,
    })
}

impl Verbs {
    fn actions(&self, chosen: &[ArticleId]) -> Vec<Action> {
        let all = || chosen.to_vec();
        let mut actions = Vec::new();
        if self.read || self.unread {
            actions.push(Action::SetRead { articles: all(), value: self.read });
        }
        if self.star || self.unstar {
            actions.push(Action::SetStarred { articles: all(), value: self.star });
        }
        if self.archive || self.unarchive {
            actions.push(Action::SetArchived { articles: all(), value: self.archive });
        }
        actions.extend(self.tag.iter().map(|tag| Action::AddTag { articles: all(), tag: tag.clone() }));
        actions.extend(self.untag.iter().map(|tag| Action::RemoveTag { articles: all(), tag: tag.clone() }));
        if let Some(text) = &self.note {
            actions.extend(chosen.iter().map(|&article| Action::SetNote { article, text: text.clone() }));
        }
        actions
    }
}

/// Says on standard error what was done, once for each kind of it.
fn tell(saves: &[Save], chosen: usize, dry_run: bool) {
    let would = if dry_run { "would have " } else { "" };
    let mut labels: Vec<(&str, usize)> = Vec::new();
    for save in saves {
        match labels.last_mut() {
            Some((label, count)) if *label == save.step.label => *count += 1,
            _ => labels.push((&save.step.label, 1)),
        }
    }
    if labels.is_empty() {
        let these = counted(chosen, "article");
        say(sanitise_text(&format!("liseuse: nothing to change in {these}\n")).safe());
    }
    for (label, count) in labels {
        let times = if count > 1 { format!(" on {count} articles") } else { String::new() };
        say(sanitise_text(&format!("liseuse: {would}{label}{times}\n")).safe());
    }
}

/// The marks of an article as they are now.
fn row(session: &Session, id: ArticleId) -> [Cell<'_>; 9] {
    let article = session.library.article(id);
    let marks = session.triage.of(id);
    [
        Cell::Text(article.key.to_string().into()),
        Cell::Text(path(&article.origin).into()),
        path_bytes(&article.origin),
        Cell::text(&article.title),
        Cell::Bool(marks.read),
        Cell::Bool(marks.starred),
        Cell::Bool(marks.archived),
        Cell::List(marks.tags.iter().collect()),
        Cell::optional(session.triage.note(id)),
    ]
}
