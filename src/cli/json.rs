//! JSON for pipes that may end in a terminal: every control, format and separator character is written as
//! `\uXXXX`, so that the data are lossless and no output is ever an escape sequence.

use std::io::{self, Write};

/// Writes a JSON string.
pub(super) fn string(out: &mut impl Write, text: &str) -> io::Result<()> {
    out.write_all(b"\"")?;
    let bytes = text.as_bytes();
    let (mut written, mut at) = (0, 0);
    while at < bytes.len() {
        let byte = bytes[at];
        if matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\' {
            at += 1;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        let next = at + c.len_utf8();
        if needs_escape(c) {
            out.write_all(&bytes[written..at])?;
            escape(out, c)?;
            written = next;
        }
        at = next;
    }
    out.write_all(&bytes[written..])?;
    out.write_all(b"\"")
}

/// Writes a JSON number: without a fraction when it is whole, `null` when it is infinite or not a number.
pub(super) fn number(out: &mut impl Write, number: f64) -> io::Result<()> {
    if number.is_finite() { write!(out, "{number}") } else { out.write_all(b"null") }
}

fn escape(out: &mut impl Write, c: char) -> io::Result<()> {
    match c {
        '"' => out.write_all(b"\\\""),
        '\\' => out.write_all(b"\\\\"),
        '\n' => out.write_all(b"\\n"),
        '\r' => out.write_all(b"\\r"),
        '\t' => out.write_all(b"\\t"),
        _ => {
            let mut units = [0; 2];
            c.encode_utf16(&mut units).iter().try_for_each(|unit| write!(out, "\\u{unit:04x}"))
        }
    }
}

/// Whether a character is in the general categories Cc, Cf, Zl or Zp of Unicode 16, or is `"` or `\`. Unassigned code
/// points among the tags and invisible operators are escaped too.
fn needs_escape(c: char) -> bool {
    matches!(c,
        '"' | '\\' | '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}'
        | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}'
        | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
        | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut out = Vec::new();
        string(&mut out, text).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn controls_and_format_characters_are_escaped() {
        for (text, json) in [
            ("Été à 5 €", r#""Été à 5 €""#),
            ("a\"b\\c", r#""a\"b\\c""#),
            ("\u{1b}[31m\n\t", r#""\u001b[31m\n\t""#),
            ("\u{7f}\u{9b}", r#""\u007f\u009b""#),
            ("\u{202e}\u{200b}\u{2028}\u{feff}", r#""\u202e\u200b\u2028\ufeff""#),
            ("\u{e0041}👍", r#""\udb40\udc41👍""#),
            ("", r#""""#),
        ] {
            assert_eq!(shown(text), json);
        }
    }

    #[test]
    fn whole_numbers_have_no_fraction() {
        for (value, json) in [(13e9, "13000000000"), (6.6, "6.6"), (-0.5, "-0.5"), (f64::NAN, "null")] {
            let mut out = Vec::new();
            number(&mut out, value).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), json);
        }
    }

    #[test]
    fn every_text_reads_back_and_holds_no_control() {
        proptest::proptest!(|(text in "\\PC*|(.|\\n|\\p{Cf}|\\p{Cc}|\\p{Zl}){0,40}")| {
            let json = shown(&text);
            proptest::prop_assert!(json.chars().all(|c| !c.is_control()));
            proptest::prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        });
    }

    #[test]
    fn no_format_character_of_unicode_is_missed() {
        let format = format_characters();
        for c in format {
            assert!(needs_escape(c), "U+{:04X}", c as u32);
        }
    }

    /// One character of each range of Cf that is easily forgotten.
    fn format_characters() -> Vec<char> {
        "\u{ad}\u{600}\u{61c}\u{6dd}\u{70f}\u{890}\u{8e2}\u{180e}\u{200d}\u{202a}\u{2064}\u{206a}\u{feff}\u{fff9}\u{110bd}\u{110cd}\u{13430}\u{1bca0}\u{1d173}\u{e0001}\u{e007f}"
            .chars()
            .collect()
    }
}
