//! Every format, on the way that a file takes: decoded, parsed, cleaned, or left as it is. Whatever the bytes,
//! there are whole articles or a problem, in memory bounded by the input.

use std::io::Write as _;

use super::vocabulary::*;
use super::{Target, check, recipe};
use crate::article::Article;
use crate::corpus::{Options, in_memory};

pub(super) const PLAIN: Target =
    Target { name: "plain", body: |data| read("a.txt", PROSE, data), random: 300 };
pub(super) const MARKDOWN: Target =
    Target { name: "markdown", body: |data| read("a.md", MARKDOWN_WORDS, data), random: 300 };
pub(super) const HTML: Target =
    Target { name: "html", body: |data| read("a.html", HTML_WORDS, data), random: 300 };
pub(super) const JSON: Target =
    Target { name: "json", body: |data| read("a.json", JSON_WORDS, data), random: 300 };
pub(super) const JSONL: Target =
    Target { name: "jsonl", body: |data| read("a.jsonl", JSON_WORDS, data), random: 300 };
pub(super) const XML: Target =
    Target { name: "xml", body: |data| read("a.rss", XML_WORDS, data), random: 300 };
pub(super) const MAIL: Target =
    Target { name: "mail", body: |data| read("a.eml", MAIL_WORDS, data), random: 300 };
pub(super) const MBOX: Target =
    Target { name: "mbox", body: |data| read("a.mbox", MAIL_WORDS, data), random: 300 };
pub(super) const MHTML: Target =
    Target { name: "mhtml", body: |data| read("a.mhtml", MAIL_WORDS, data), random: 200 };
pub(super) const WIKI: Target =
    Target { name: "wiki", body: |data| read("a", WIKI_WORDS, data), random: 200 };
pub(super) const CSV: Target =
    Target { name: "csv", body: |data| read("a.csv", CSV_WORDS, data), random: 200 };
pub(super) const TEI: Target =
    Target { name: "tei", body: |data| read("a.tei", TEI_WORDS, data), random: 200 };
pub(super) const PRESS: Target = Target { name: "press", body: press, random: 300 };
pub(super) const ZIPPED: Target = Target { name: "zipped", body: zipped, random: 200 };
pub(super) const PACKED: Target = Target { name: "packed", body: packed, random: 200 };
pub(super) const FRONT_MATTER: Target =
    Target { name: "front_matter", body: |data| front_matter(data), random: 300 };
pub(super) const CLEANING: Target = Target { name: "cleaning", body: cleaning, random: 300 };

/// The most bytes of one file.
const MOST: usize = 1 << 15;

/// The first byte says how to read.
fn read(name: &str, words: &[&str], data: &[u8]) {
    let Some((flags, rest)) = data.split_first() else { return };
    let bytes = recipe::expand(rest, words, MOST);
    load(name, &bytes, flags & 1 == 1);
}

fn load(name: &str, bytes: &[u8], raw: bool) -> Vec<Article> {
    let loaded = in_memory::read(name, bytes, &Options { raw, ..Options::default() });
    check::loaded(&loaded, bytes.len());
    loaded.articles
}

/// A file packed by one of two ways, whole or with a byte changed, or bytes that only begin like one.
fn packed(data: &[u8]) {
    let [flags, at, rest @ ..] = data else { return };
    let inside = recipe::expand(rest, JSON_WORDS, MOST);
    let (name, mut bytes) = if flags & 2 == 0 {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(&inside).expect("writing to memory");
        ("a.json.gz", encoder.finish().expect("writing to memory"))
    } else {
        let level = ruzstd::encoding::CompressionLevel::Fastest;
        ("a.json.zst", ruzstd::encoding::compress_to_vec(&*inside, level))
    };
    let size = inside.len() + bytes.len();
    match flags >> 2 & 3 {
        0 => bytes.truncate(usize::from(*at)),
        1 => {
            let at = usize::from(*at) % bytes.len();
            bytes[at] ^= *flags;
        }
        2 => bytes.splice(bytes.len().min(4).., rest.iter().copied()).for_each(drop),
        _ => {}
    }
    let limit = size.max(1 << 16);
    let options = Options { raw: flags & 1 == 1, max_file_bytes: limit as u64, ..Options::default() };
    let loaded = in_memory::read(name, &bytes, &options);
    check::loaded(&loaded, limit);
}

/// What Europresse, Factiva or LexisNexis deliver: the beginning of one of their files, by which it is known, and
/// anything after it.
fn press(data: &[u8]) {
    let [flags, rest @ ..] = data else { return };
    let at = usize::from(flags >> 1) % PRESS_HEADS.len();
    let inside = recipe::expand(rest, PRESS_WORDS, MOST);
    load(PRESS_HEADS[at].0, &[PRESS_HEADS[at].1.as_bytes(), &inside].concat(), flags & 1 == 1);
}

/// A document or an archive that is a zip file, with anything for its text, whole or with a byte changed.
fn zipped(data: &[u8]) {
    let [flags, at, rest @ ..] = data else { return };
    let inside = recipe::expand(rest, ZIPPED_WORDS, MOST);
    let (name, files) = ZIPPED_FILES[usize::from(flags >> 2) % ZIPPED_FILES.len()];
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for &(name, before, after) in files {
        // The kind of a document is read as it is.
        let stored = [zip::CompressionMethod::Deflated, zip::CompressionMethod::Stored];
        let way = stored[usize::from(name == "mimetype")];
        let options = zip::write::SimpleFileOptions::default().compression_method(way);
        writer.start_file(name, options).expect("a name that is not there yet");
        writer.write_all(before.as_bytes()).expect("writing to memory");
        if !after.is_empty() {
            writer.write_all(&inside).expect("writing to memory");
            writer.write_all(after.as_bytes()).expect("writing to memory");
        }
    }
    let mut bytes = writer.finish().expect("writing to memory").into_inner();
    if flags & 2 == 2 {
        let at = usize::from(*at) % bytes.len();
        bytes[at] ^= *flags;
    }
    let limit = (4 * (inside.len() + bytes.len())).max(1 << 16);
    let options = Options { raw: flags & 1 == 1, max_file_bytes: limit as u64, ..Options::default() };
    check::loaded(&in_memory::read(name, &bytes, &options), limit);
}

/// A head of fields between fences, and a text after it.
fn front_matter(data: &[u8]) {
    let Some((flags, rest)) = data.split_first() else { return };
    let inside = recipe::expand(rest, FRONT_WORDS, MOST);
    let fence: &[u8] = if flags & 2 == 0 { b"---\n" } else { b"+++\n" };
    let file = [fence, &inside, b"\n", fence, b"\nA text.\n"].concat();
    load("a.md", &file, flags & 1 == 1);
}

/// Cleaning takes lines out and keeps them: no letter of a text is lost, and none comes twice. The `>` of a quoted line
/// goes where the line is joined to the one before, and so does the hyphen of a word that was broken there.
fn cleaning(data: &[u8]) {
    let text = recipe::text(data, PROSE, MOST);
    for article in load("a.txt", text.as_bytes(), false) {
        // Also what is valid UTF-8 can be read as UTF-16 or UTF-32 by its NULs, or as ISO-2022-JP by its escapes.
        let (text, _) = in_memory::decode(text.as_bytes(), false);
        let letters =
            |text: &str| text.replace(|c: char| c.is_whitespace() || HYPHENS.contains(&c) || c == '>', "");
        assert!(letters(&with_removed(&article)) == letters(&text), "a letter is lost, or comes twice");
        let hyphens = |text: &str| text.matches(HYPHENS).count();
        let broken = text.split(['\n', '\r']).filter(|line| line.trim_end().ends_with(HYPHENS)).count();
        let (left, all) = (hyphens(&with_removed(&article)), hyphens(&text));
        assert!(
            left <= all && all - left <= broken,
            "of {all} hyphens, {broken} at ends of lines, {left} are left"
        );
    }
}

/// What divides a word at the end of a line.
const HYPHENS: [char; 4] = ['-', '\u{2010}', '\u{ad}', '¬'];

/// All of an article but white space, with what cleaning took out in its place.
fn with_removed(article: &Article) -> String {
    let mut all = String::new();
    let mut at = 0;
    for removed in &article.removed {
        all.push_str(&article.text[at..removed.at as usize]);
        all.push('\n');
        all.push_str(&removed.text);
        all.push('\n');
        at = removed.at as usize;
    }
    all.push_str(&article.text[at..]);
    all.split_whitespace().collect()
}
