//! Puts a saved view into the text of a configuration, in which all else stays as the user wrote it. Nothing is changed
//! unless the new text reads as the old one with the view.

use toml::de::{DeTable, DeValue};
use toml::{Table, Value};

/// The table of views.
const VIEWS: &str = "views";

/// The text with the view, whose query replaces that of a view of the same name.
///
/// # Errors
/// Why the text cannot be changed safely.
pub(crate) fn with_view(text: &str, name: &str, query: &str) -> Result<String, String> {
    let before: Table = toml::from_str(text).map_err(|error| format!("is not valid: {}", error.message()))?;
    let after = edited(text, name, query).ok_or("has its views in a form that is not changed by itself")?;
    let mut wanted = before;
    let views = wanted.entry(VIEWS).or_insert_with(|| Value::Table(Table::new()));
    let views = views.as_table_mut().ok_or("has \"views\", but as no table")?;
    views.insert(name.to_owned(), Value::String(query.to_owned()));
    match toml::from_str::<Table>(&after) {
        Ok(after) if after == wanted => {}
        _ => return Err("has its views in a form that is not changed by itself".to_owned()),
    }
    Ok(after)
}

/// The line that sets a view.
pub(crate) fn line(name: &str, query: &str) -> String {
    format!("{} = {}", string(name), string(query))
}

fn edited(text: &str, name: &str, query: &str) -> Option<String> {
    let document = DeTable::parse(text).ok()?.into_inner();
    let views = document.iter().find(|(key, _)| key.get_ref() == VIEWS);
    let Some((_, views)) = views else {
        let gap = match text {
            "" => "",
            text if text.ends_with('\n') => "\n",
            _ => "\n\n",
        };
        return Some(format!("{text}{gap}[{VIEWS}]\n{}\n", line(name, query)));
    };
    let DeValue::Table(views) = views.get_ref() else { return None };
    if let Some((_, value)) = views.iter().find(|(key, _)| key.get_ref() == name) {
        let span = value.span();
        return Some(format!("{}{}{}", &text[..span.start], string(query), &text[span.end..]));
    }
    // After the last view, or after the heading of the table.
    let last = views.iter().map(|(_, value)| value.span().end).max();
    let heading = || {
        let is_heading = |line: &&str| line.trim_start().starts_with("[views]");
        let line = text.split_inclusive('\n').find(is_heading)?;
        Some(line.as_ptr() as usize - text.as_ptr() as usize)
    };
    let from = last.or_else(heading)?;
    let end = text[from..].find('\n').map_or(text.len(), |at| from + at);
    Some(format!("{}\n{}{}", &text[..end], line(name, query), &text[end..]))
}

/// A string of TOML on one line.
fn string(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_added_and_all_else_stays() {
        let line = "\"du soir\" = \"person:\\\"Anna Roth\\\" -is:read\"";
        for (before, after) in [
            ("", format!("[views]\n{line}\n")),
            ("measure = 70 # as in print\n", format!("measure = 70 # as in print\n\n[views]\n{line}\n")),
            ("measure = 70", format!("measure = 70\n\n[views]\n{line}\n")),
            (
                "[views] # mine\n\n[keys]\n\"j\" = \"down\"\n",
                format!("[views] # mine\n{line}\n\n[keys]\n\"j\" = \"down\"\n"),
            ),
            (
                "[views]\na = \"is:read\" # one\n# end\n\n[keys]\n",
                format!("[views]\na = \"is:read\" # one\n{line}\n# end\n\n[keys]\n"),
            ),
            ("[views]\na = \'x\'", format!("[views]\na = \'x\'\n{line}")),
            (
                "[views]\n\"du soir\" = \'is:read\' # the old one\nb = \"x\"\n",
                format!("[views]\n{line} # the old one\nb = \"x\"\n"),
            ),
        ] {
            assert_eq!(with_view(before, "du soir", "person:\"Anna Roth\" -is:read"), Ok(after), "{before}");
        }
    }

    #[test]
    fn what_cannot_be_changed_safely_is_left() {
        for text in [
            "views = { a = \"x\" }\n",
            "views.a = \"x\"\n[keys]\n",
            "views = 3\n",
            "[views\n",
            "[views]\n[views]\n",
        ] {
            match with_view(text, "b", "is:read") {
                Err(cause) => assert!(!cause.is_empty()),
                Ok(after) => {
                    let read: Table = toml::from_str(&after).unwrap();
                    assert_eq!(read["views"]["b"].as_str(), Some("is:read"), "{after}");
                }
            }
        }
        assert!(with_view("views = 3\n", "b", "is:read").is_err());
        assert!(with_view("[views\n", "b", "is:read").is_err());
    }
}
