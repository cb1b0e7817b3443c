//! People in JSON Lines of `id` and `text`, each line linked by itself, as the scorer of people reads them.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command for developers")]

use std::time::Instant;

use liseuse::article::ContentKey;
use liseuse::facts::Source;
use liseuse::facts::person::{self, Name};
use liseuse::library::link::{ArticleNames, link};
use liseuse::text::span::CodePoints;
use liseuse::text::{Language, Span};

fn main() {
    let path = std::env::args().nth(1).unwrap_or_default();
    let file = std::fs::read_to_string(&path).unwrap_or_default();
    let (mut bytes, mut spent) = (0, std::time::Duration::ZERO);
    for line in file.lines() {
        let Ok(record) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        let text = record["text"].as_str().unwrap_or_default();
        let mut names: Vec<Name> = Vec::new();
        let start = Instant::now();
        let gold = std::env::args().nth(2).is_some_and(|flag| flag == "gold");
        if gold {
            let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            for person in record["people"].as_array().into_iter().flatten() {
                let at = |key: &str| bytes[person[key].as_u64().unwrap_or_default() as usize];
                let span = Span::new(at("start"), at("end"));
                names.push(Name { span, description: None, title: person::Title::None });
            }
            names.sort_by_key(|name| name.span);
            names.dedup_by(|b, a| a.span.overlaps(b.span));
        } else {
            person::find(Source { text, language: Language::UNKNOWN }, &mut names);
        }
        spent += start.elapsed();
        bytes += text.len();
        let key = ContentKey::of("", text);
        let linked = link(&[ArticleNames { key, text, language: Language::UNKNOWN, names: &names }], &[]);
        let mut points = CodePoints::new(text);
        let mut people = Vec::new();
        for (name, person) in names.iter().zip(&linked.of[0]) {
            let Some(person) = person else { continue };
            people.push(serde_json::json!({
                "start": points.at(name.span.start as usize),
                "end": points.at(name.span.end as usize),
                "surface": name.span.of(text),
                "canonical": linked.people[person.0 as usize].name,
                "description": name.description.map(|d| d.of(text)),
            }));
        }
        println!("{}", serde_json::json!({ "id": record["id"], "people": people }));
    }
    eprintln!("{:.1} MB/s", bytes as f64 / 1e6 / spent.as_secs_f64());
}
