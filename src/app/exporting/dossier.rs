//! A dossier as a file: one record for each mention; in Markdown who and what is named together, too.

use std::fmt::Write as _;

use super::{Format, Records, cell, string};
use crate::article::citation::{citation, quoted};
use crate::library::dossier::{Beside, Dossier, Found};
use crate::library::{Library, Subject};
use crate::text::count::counted;
use crate::text::sentence;

/// The fields of a record, in CSV and NDJSON.
const FIELDS: [&str; 9] = ["name", "kind", "surface", "sentence", "title", "date", "source", "path", "url"];

/// What the file says of what is `found` of the dossier of a subject.
pub(super) fn text(
    library: &Library,
    subject: &Subject,
    dossier: &Dossier,
    found: &Found,
    format: Format,
) -> String {
    let name = name(library, subject, dossier);
    let mentions = found.mentions.iter().filter_map(|place| dossier.mentions().get(*place as usize));
    let mut records = Records::new(&FIELDS, format);
    if format == Format::Markdown {
        head(library, subject, dossier, found, &mut records.text);
    }
    let mut before = None;
    for at in mentions {
        let (article, mention) = (library.article(at.article), library.mention(*at));
        let sentence = sentence::around(&article.text, mention.span).of(&article.text);
        if format == Format::Markdown {
            if before.replace(at.article) != Some(at.article) {
                let _ = write!(records.text, "\n{}\n\n", cell(&citation(article)));
            }
            let _ = writeln!(records.text, "- {}", cell(&quoted(sentence, article.language)));
            continue;
        }
        let path = article.origin.path.display().to_string();
        let path = article.origin.item.as_ref().map_or(path.clone(), |item| format!("{path}#{item}"));
        records.add(&[
            string(Some(&name)),
            string(Some(subject.kind().row().name)),
            string(Some(mention.span.of(&article.text))),
            string(Some(sentence)),
            string(Some(&article.title)),
            string(article.date.map(|date| date.to_string()).as_deref()),
            string(article.source.as_deref()),
            string(Some(&path)),
            string(article.url.as_deref()),
        ]);
    }
    records.text
}

/// Whose dossier it is.
fn name(library: &Library, subject: &Subject, dossier: &Dossier) -> String {
    match subject {
        Subject::Entity(entity) => library.entity(*entity).name.to_string(),
        Subject::Figure { .. } => {
            dossier.item().map(|item| crate::library::register::name(library, item)).unwrap_or_default()
        }
    }
}

fn head(library: &Library, subject: &Subject, dossier: &Dossier, found: &Found, text: &mut String) {
    let _ = writeln!(text, "# {}\n", cell(&name(library, subject, dossier)));
    if let Subject::Entity(entity) = subject {
        let entity = library.entity(*entity);
        if let Some(role) = &entity.description {
            let _ = writeln!(text, "{}\n", cell(role));
        }
        let forms: Vec<_> =
            entity.surfaces.iter().map(|(form, count)| format!("{} ×{count}", cell(form))).collect();
        let _ = writeln!(text, "Also: {}\n", forms.join(", "));
    }
    if let Some(item) = dossier.item() {
        let (mentions, articles) = (counted(item.mentions, "mention"), counted(item.articles, "article"));
        let dates = item.dates.map(|(first, last)| format!(", {first} to {last}")).unwrap_or_default();
        let _ = writeln!(text, "{mentions} in {articles}{dates}");
    }
    let parts = [
        ("Named together", dossier.together(), &found.together),
        ("Sums and percentages in the same sentence", dossier.figures(), &found.figures),
    ];
    for (heading, all, places) in parts {
        let shown: Vec<&Beside> = places.iter().filter_map(|place| all.get(*place as usize)).collect();
        if shown.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n## {heading}\n");
        for beside in shown {
            let (sentences, articles) =
                (counted(beside.sentences, "sentence"), counted(beside.articles, "article"));
            let _ = writeln!(text, "- {}: {sentences}, {articles}", cell(&beside.name(library)));
        }
    }
    text.push_str("\n## Mentions\n");
}
