//! Reads cases as JSON lines with `id`, `text` and perhaps `lang`, and writes the figures found in each.

use std::io::{BufRead, BufWriter, Write};

use liseuse::facts::figures::find;
use liseuse::facts::{Fact, Source};
use liseuse::text::Language;
use liseuse::text::span::CodePoints;

fn main() -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let case: serde_json::Value = serde_json::from_str(&line?)?;
        let text = case["text"].as_str().unwrap_or_default();
        let language = match whichlang::detect_language(text) {
            whichlang::Lang::Fra => Language::FRENCH,
            whichlang::Lang::Eng => Language::ENGLISH,
            whichlang::Lang::Deu => Language::from_tag("de").unwrap_or(Language::UNKNOWN),
            whichlang::Lang::Spa => Language::from_tag("es").unwrap_or(Language::UNKNOWN),
            _ => Language::UNKNOWN,
        };
        let mut mentions = Vec::new();
        find(Source { text, language }, &mut mentions);
        let mut points = CodePoints::new(text);
        let found: Vec<_> = mentions
            .iter()
            .map(|mention| {
                let (start, end) = (points.at(mention.span.start as usize), points.at(mention.span.end as usize));
                let surface = mention.span.of(text);
                match mention.fact {
                    Fact::Amount(amount) => serde_json::json!({"start": start, "end": end, "surface": surface,
                        "value": amount.value, "value_to": amount.high, "unit": amount.unit.map(|unit| unit.code().to_owned()),
                        "inferred": amount.inferred, "modifier": amount.modifier.code()}),
                    Fact::Percent(percent) => serde_json::json!({"start": start, "end": end, "surface": surface,
                        "value": percent.value, "value_to": percent.high, "unit": percent.unit.code(), "modifier": percent.modifier.code()}),
                    Fact::Person(_) => serde_json::Value::Null,
                }
            })
            .collect();
        writeln!(out, "{}", serde_json::json!({"id": case["id"], "found": found}))?;
    }
    out.flush()
}
