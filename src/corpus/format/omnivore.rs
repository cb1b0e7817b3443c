//! What Omnivore exported: an archive with lists of what was saved (`metadata_0_to_20.json`), the text of each in a file
//! of its own (`content/SLUG.html`), and its user's highlights (`highlights/SLUG.md`). They are brought together here.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::archive::Archive;
use super::record::Record;
use super::{Parsed, Source};
use crate::corpus::draft::Ids;
use crate::error::Error;

/// The lists of such an archive; none when it is another.
pub(super) fn lists(names: &[String]) -> Vec<&str> {
    let is_list =
        |name: &&str| name.starts_with("metadata_") && name.ends_with(".json") && name.contains("_to_");
    let lists: Vec<&str> = names.iter().map(String::as_str).filter(is_list).collect();
    if names.iter().any(|name| name.starts_with("content/")) { lists } else { Vec::new() }
}

/// Reads the articles of some lists, and adds the names of the files that were read to `used`.
pub(super) fn read(
    source: &Source<'_>,
    archive: &mut Archive<'_>,
    lists: &[&str],
    used: &mut HashSet<String>,
) -> Parsed<'static> {
    let mut parsed = Parsed::default();
    let mut ids = Ids::default();
    for name in lists {
        used.insert((*name).to_owned());
        let problem = |cause: String| {
            let thing = format!("{}#{name}", source.path.to_string_lossy());
            Error::new(thing, cause).next("export anew")
        };
        let records = match archive.read(name) {
            Ok(bytes) => {
                serde_json::from_slice::<Vec<Map<String, Value>>>(&bytes).map_err(|error| error.to_string())
            }
            Err(cause) => Err(cause),
        };
        match records {
            Ok(records) => {
                for (index, record) in records.into_iter().enumerate() {
                    let place = format!("{name}#{}", index + 1);
                    match article(source, archive, record, &place, used) {
                        Ok(mut draft) => {
                            ids.tell_apart(&mut draft, index + 1);
                            parsed.drafts.push(draft);
                        }
                        Err(cause) => parsed.problems.push(problem(cause)),
                    }
                }
            }
            Err(cause) => parsed.problems.push(problem(cause)),
        }
    }
    parsed
}

fn article(
    source: &Source<'_>,
    archive: &mut Archive<'_>,
    mut record: Map<String, Value>,
    place: &str,
    used: &mut HashSet<String>,
) -> Result<crate::corpus::draft::Draft<'static>, String> {
    let slug = record.get("slug").and_then(Value::as_str).unwrap_or_default().to_owned();
    let (content, highlights) = (format!("content/{slug}.html"), format!("highlights/{slug}.md"));
    let summary = record.get("description").and_then(Value::as_str).unwrap_or_default().to_owned();
    let html = archive.text(&content).filter(|html| !html.trim().is_empty());
    let has_text = html.is_some();
    if let Some(html) = html {
        used.insert(content);
        record.insert("html".to_owned(), html.into());
    }
    let record: Record = serde_json::from_value(Value::Object(record)).map_err(|error| error.to_string())?;
    let mut draft = record.into_draft(Some(place.to_owned()), source.raw)?;
    if has_text && !draft.text.contains(summary.trim()) {
        draft.set_aside(&summary, false);
    }
    if let Some(words) = archive.text(&highlights) {
        used.insert(highlights);
        draft.set_aside(&words, false);
    }
    Ok(draft)
}
