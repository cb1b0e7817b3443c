//! CSV with a row for each article: what Pocket and Instapaper export, and tables with columns for title and text. A
//! row without a text is its headline. Only its header tells such a table from any other, so a folder's are passed
//! over; a file that is named is read.

use super::fields::{self, Fields, Meaning};
use super::record::Record;
use super::{Format, Parsed, Sniff, Source};
use crate::corpus::draft::Ids;

pub(super) const FORMAT: Format =
    Format { name: "CSV of articles", extensions: &[], sniff: Sniff::Sure(sniff), parse };

/// How many rows that cannot be read are named one by one.
const MAX_PROBLEMS: usize = 100;

/// A header with a title and either an address or a text.
fn sniff(source: &Source<'_>) -> bool {
    let line = source.head().lines().next().unwrap_or_default();
    if line.len() > 2000 || !line.contains([',', ';', '\t']) {
        return false;
    }
    let names: Vec<_> = line.split(separator(line)).map(|name| name.trim().trim_matches('"')).collect();
    let has = |wanted: &[Meaning]| {
        names.iter().any(|name| fields::meaning(name).is_some_and(|(meaning, _)| wanted.contains(&meaning)))
    };
    names.len() > 1
        && names.iter().all(|name| name.len() <= 40 && !name.contains(". "))
        && has(&[Meaning::Title])
        && has(&[Meaning::Url, Meaning::Text, Meaning::Content, Meaning::Html])
}

fn separator(line: &str) -> char {
    let count = |mark: char| line.matches(mark).count();
    if count('\t') > count(',').max(count(';')) {
        '\t'
    } else if count(';') > count(',') {
        ';'
    } else {
        ','
    }
}

fn parse<'s>(source: &'s Source<'_>) -> Parsed<'s> {
    let mut parsed = Parsed::default();
    let text = source.text();
    let separator = separator(text.lines().next().unwrap_or_default());
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator as u8).flexible(true).from_reader(text.as_bytes());
    let names = reader.headers().cloned().unwrap_or_default();
    let mut ids = Ids::default();
    let mut bad = 0;
    for row in reader.records() {
        let read = row.map_err(|error| (None, error.to_string())).and_then(|row| {
            let line = row.position().map(|position| position.line() as usize);
            let mut fields = Fields::default();
            names.iter().zip(&row).for_each(|(name, value)| fields.named(name, value));
            let place = line.unwrap_or_default().to_string();
            Record(fields)
                .into_draft(Some(place), source.raw)
                .map_err(|cause| (line, cause))
                .map(|draft| (draft, line))
        });
        match read {
            Ok((mut draft, line)) => {
                ids.tell_apart(&mut draft, line.unwrap_or_default());
                parsed.drafts.push(draft);
            }
            Err((line, cause)) => {
                bad += 1;
                if bad <= MAX_PROBLEMS {
                    parsed.problems.push(source.error(line, cause).next("correct the row"));
                }
            }
        }
    }
    if bad > MAX_PROBLEMS {
        let cause = format!("{} more rows cannot be read", bad - MAX_PROBLEMS);
        parsed.problems.push(source.error(None, cause).next("is this a table of articles?"));
    }
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::format::trial;

    #[test]
    fn each_row_is_an_article() {
        let pocket = "title,url,time_added,tags,status\n\"Le bac, en panne\",https://larive.example/bac,1715680000,lac|port,unread\n";
        let table = "Titre;Auteur;Date;Texte\nLe quai;Ida Falk;14/05/2024;\"Le quai\nferme.\"\nLe bac;;;\n";
        for (text, told) in [
            (pocket, vec![("2", "Le bac, en panne", "Le bac, en panne")]),
            (table, vec![("2", "Le quai", "Le quai\nferme."), ("4", "Le bac", "Le bac")]),
        ] {
            assert!(trial::sniffs(&FORMAT, text));
            let drafts = trial::read(&FORMAT, "a.csv", text).drafts;
            let found: Vec<_> = drafts
                .iter()
                .map(|draft| (draft.item.as_deref().unwrap(), draft.title.as_deref().unwrap(), &*draft.text))
                .collect();
            assert_eq!(found, told);
        }
        assert!(!trial::sniffs(&FORMAT, "port,cranes\nMalville,12\n"));
    }
}
