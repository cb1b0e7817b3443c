//! A corpus on disk: half plain text, the rest Markdown, HTML, JSON and JSON Lines, a thousand files a folder.

use std::fmt::Write as _;
use std::io;
use std::path::Path;
use std::{fs, iter};

use rayon::prelude::*;

use super::{Article, Random, article, tongue};

/// The most articles that one JSON Lines file holds.
const LINES: usize = 3;

/// Files in one folder.
const FOLDER: usize = 1000;

/// Writes `count` articles below `folder`, and says how many files and bytes that made.
///
/// # Errors
/// When a file cannot be written.
pub fn corpus(folder: &Path, count: usize, seed: u64) -> io::Result<(usize, u64)> {
    let files = plan(count, seed);
    for start in (0..files.len()).step_by(FOLDER) {
        fs::create_dir_all(folder.join(format!("{:03}", start / FOLDER)))?;
    }
    let bytes = files
        .par_iter()
        .enumerate()
        .map(|(index, file)| {
            let articles: Vec<_> = (file.first..file.first + file.articles)
                .map(|index| article(tongue(index), &mut Random::new(seed ^ ((index as u64) << 20))))
                .collect();
            let text = (file.format.write)(&articles);
            let name = format!("{:03}/{index:06}.{}", index / FOLDER, file.format.extension);
            fs::write(folder.join(name), &text).map(|()| text.len() as u64)
        })
        .sum::<io::Result<u64>>()?;
    Ok((files.len(), bytes))
}

struct File {
    format: &'static Format,
    first: usize,
    articles: usize,
}

struct Format {
    extension: &'static str,
    /// Of a hundred files.
    share: usize,
    write: fn(&[Article]) -> String,
}

const FORMATS: [Format; 5] = [
    Format { extension: "txt", share: 50, write: plain },
    Format { extension: "md", share: 15, write: markdown },
    Format { extension: "html", share: 15, write: html },
    Format { extension: "json", share: 15, write: |articles| json(&articles[0]) },
    Format {
        extension: "jsonl",
        share: 5,
        write: |articles| articles.iter().map(|a| json(a) + "\n").collect(),
    },
];

fn plan(count: usize, seed: u64) -> Vec<File> {
    let mut random = Random::new(seed);
    let mut first = 0;
    iter::from_fn(|| {
        let mut draw = random.below(100);
        let format = FORMATS.iter().find(|format| {
            let hit = draw < format.share;
            draw = draw.saturating_sub(format.share);
            hit
        })?;
        let wanted = if format.extension == "jsonl" { random.between(1, LINES) } else { 1 };
        let file = File { format, first, articles: wanted.min(count - first) };
        first += file.articles;
        (file.articles > 0).then_some(file)
    })
    .collect()
}

fn plain(articles: &[Article]) -> String {
    let article = &articles[0];
    let mut out = format!("{}\n\n", article.title);
    let _ = write!(out, "{} – {} – {}\n\n{}\n", article.author, article.source, article.date, article.body());
    for line in &article.boilerplate {
        let _ = write!(out, "\n{line}\n");
    }
    out
}

fn markdown(articles: &[Article]) -> String {
    let article = &articles[0];
    let mut out = format!(
        "---\ntitle: {:?}\ndate: {}\nauthor: {}\nsource: {}\nlang: {}\n---\n\n# {}\n",
        article.title, article.date, article.author, article.source, article.language, article.title
    );
    for (index, paragraph) in article.paragraphs.iter().enumerate() {
        match paragraph.split_once(' ') {
            Some((word, rest)) if index % 3 == 0 => drop(write!(out, "\n**{word}** {rest}\n")),
            _ => drop(write!(out, "\n{paragraph}\n")),
        }
    }
    out
}

fn html(articles: &[Article]) -> String {
    let article = &articles[0];
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title>\n\
         <meta property=\"article:published_time\" content=\"{}\"><meta name=\"author\" content=\"{}\">\n\
         <meta property=\"og:site_name\" content=\"{}\"><style>body {{ margin: 0 auto; max-width: 40em }}</style>\n\
         <script>window.dataLayer = window.dataLayer || [];</script></head>\n<body><header><nav><ul>",
        article.language,
        escape(&article.title),
        article.date,
        escape(&article.author),
        escape(article.source)
    );
    for line in &article.boilerplate {
        let _ = write!(out, "<li><a href=\"#\">{}</a></li>", escape(line));
    }
    let _ = write!(out, "</ul></nav></header>\n<article><h1>{}</h1>\n", escape(&article.title));
    for paragraph in &article.paragraphs {
        let _ = writeln!(out, "<p>{}</p>", escape(paragraph));
    }
    out.push_str("</article><footer><p>");
    out.push_str(&escape(article.boilerplate.last().unwrap_or(&"")));
    out.push_str("</p></footer></body></html>\n");
    out
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('\u{a0}', "&nbsp;").replace('"', "&quot;")
}

fn json(article: &Article) -> String {
    serde_json::json!({
        "title": article.title,
        "date": article.date,
        "author": article.author,
        "source": article.source,
        "language": article.language,
        "text": article.body(),
    })
    .to_string()
}
