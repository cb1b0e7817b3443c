//! `liseuse facts`: one record per mention, with its place in the text in Unicode code points.

use clap::{ArgMatches, Args};

use super::arguments::{Selection, parsed};
use super::articles::{path, path_bytes};
use super::format::{self, Format};
use super::output::Output;
use super::record::{Column, Shown, Value, column};
use super::{CommandRow, Outcome, session};
use crate::article::Article;
use crate::facts::{Fact, KINDS, Kind, Mention, Modifier};
use crate::library::Library;
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
    /// Only these kinds: amount, percent, person
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = kind)]
    kind: Vec<Kind>,
    /// How records are written
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    #[command(flatten)]
    selection: Selection,
}

const COLUMNS: [Column; 13] = [
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
    column("person"),
];

fn kind(text: &str) -> Result<Kind, String> {
    KINDS.iter().find(|row| row.name == text).map(|row| row.kind).ok_or_else(|| {
        let names: Vec<_> = KINDS.iter().map(|row| row.name).collect();
        format!("the kinds are {}", names.join(", "))
    })
}

fn run(matches: &ArgMatches, output: &mut Output) -> Outcome {
    let arguments: Arguments = parsed(matches)?;
    let kinds = if arguments.kind.is_empty() { session::all_kinds() } else { arguments.kind.clone() };
    let (session, chosen) = session::select(&arguments.selection, kinds.clone())?;
    format::write(output, arguments.format, &COLUMNS, |emit| {
        for &id in &chosen {
            let article = session.library.article(id);
            let key = article.key.to_string();
            let path = path(&article.origin);
            let mut points = CodePoints::new(&article.text);
            for mention in session.library.mentions(id).iter().filter(|m| kinds.contains(&m.fact.kind())) {
                let start = points.at(mention.span.start as usize);
                let end = start + mention.span.of(&article.text).chars().count();
                let [value, high, unit, inferred, modifier, person] = saying(mention, &session.library);
                emit(&[
                    Value::text(&key),
                    Value::text(&path),
                    path_bytes(&article.origin),
                    Value::text(mention.fact.kind().name()),
                    Value::Count(start as u64),
                    Value::Count(end as u64),
                    surface(mention, article),
                    value,
                    high,
                    unit,
                    inferred,
                    modifier,
                    person,
                ])?;
            }
        }
        Ok(())
    })?;
    Ok(session.exit_code())
}

fn surface<'a>(mention: &Mention, article: &'a Article) -> Value<'a> {
    Value::text(mention.span.of(&article.text))
}

/// Value, high, unit, inferred, modifier and person of a mention.
fn saying<'a>(mention: &'a Mention, library: &'a Library) -> [Value<'a>; 6] {
    let high = |high: Option<f64>| high.map_or(Value::Null, Value::Number);
    let modifier = |modifier: Modifier| Value::text(modifier.code());
    match &mention.fact {
        Fact::Amount(amount) => [
            Value::Number(amount.value),
            high(amount.high),
            Value::optional(amount.unit.as_ref().map(|unit| unit.code())),
            Value::Bool(amount.inferred),
            modifier(amount.modifier),
            Value::Absent,
        ],
        Fact::Percent(percent) => [
            Value::Number(percent.value),
            high(percent.high),
            Value::text(percent.unit.code()),
            Value::Absent,
            modifier(percent.modifier),
            Value::Absent,
        ],
        Fact::Person(id) => [
            Value::Absent,
            Value::Absent,
            Value::Absent,
            Value::Absent,
            Value::Absent,
            Value::text(&library.person(*id).name),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_the_registry_can_be_named_and_no_other() {
        for row in &KINDS {
            assert_eq!(kind(row.name), Ok(row.kind));
        }
        assert_eq!(kind("place").unwrap_err(), "the kinds are person, amount, percent");
    }
}
