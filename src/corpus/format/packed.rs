//! One file packed with gzip or zstd: read as what it holds, under its name without the last extension.

use std::io::Read;
use std::path::Path;

use super::{Format, Parsed, Sniff, Source};

/// What a name ends with that says that a file is packed.
pub(super) const EXTENSIONS: [&str; 2] = ["gz", "zst"];

pub(super) const GZIP: Format = Format {
    name: "gzip of any of these",
    extensions: &["gz"],
    sniff: Sniff::Container(|source| source.bytes.starts_with(b"\x1f\x8b\x08")),
    parse: |source| unpack(source, flate2::read::MultiGzDecoder::new(source.bytes)),
};

pub(super) const ZSTD: Format = Format {
    name: "zstd of any of these",
    extensions: &["zst"],
    sniff: Sniff::Container(|source| source.bytes.starts_with(b"\x28\xb5\x2f\xfd")),
    parse: |source| match ruzstd::decoding::StreamingDecoder::new(source.bytes) {
        Ok(decoder) => unpack(source, decoder),
        Err(_) => damaged(source),
    },
};

/// Reads what was packed, up to the limit of a file and whatever of it can be read.
fn unpack(source: &Source<'_>, from: impl Read) -> Parsed<'static> {
    let mut bytes = Vec::new();
    let whole = from.take(source.limit as u64 + 1).read_to_end(&mut bytes).is_ok();
    let cut = bytes.len() > source.limit;
    bytes.truncate(source.limit);
    if bytes.is_empty() {
        return damaged(source);
    }
    let name = match source.path.extension() {
        Some(end) if EXTENSIONS.iter().any(|one| end.eq_ignore_ascii_case(one)) => {
            source.path.with_extension("")
        }
        _ => source.path.to_owned(),
    };
    let mut parsed = source.unpacked(Path::new(&name), &bytes, cut || !whole);
    if !whole {
        let cause = "the packed data end early or are damaged: what comes before is read";
        parsed.problems.push(source.error(None, cause).next("get the file anew"));
    }
    parsed
}

fn damaged(source: &Source<'_>) -> Parsed<'static> {
    let error = source.error(None, "the packed data are empty or damaged").next("get the file anew");
    Parsed { drafts: Vec::new(), problems: vec![error] }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::corpus::format::{by_name, trial};

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
    }

    #[test]
    fn a_packed_file_is_read_by_its_inner_name() {
        let lines = b"{\"text\": \"one\"}\n{\"text\": \"two\"}\n";
        for (format, name, bytes) in [
            (&GZIP, "a.jsonl.gz", gzip(lines)),
            (&ZSTD, "a.jsonl.zst", zstd(lines)),
            (&GZIP, "a", gzip(lines)),
        ] {
            assert!(trial::sniffs(format, &bytes));
            let parsed = trial::read(format, name, &bytes);
            assert!(parsed.problems.is_empty(), "{:?}", parsed.problems);
            assert_eq!(parsed.drafts.iter().map(|draft| &*draft.text).collect::<Vec<_>>(), ["one", "two"]);
        }
    }

    #[test]
    fn what_is_damaged_or_packed_twice_is_a_problem_and_what_comes_before_is_read() {
        let told = |format, bytes: &[u8]| {
            let parsed = trial::read(format, "a.txt.gz", bytes);
            (parsed.drafts.len(), parsed.problems.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        let whole = gzip("Le port rouvre au printemps. ".repeat(200).as_bytes());
        for (format, bytes, drafts, problem) in [
            (&GZIP, &whole[..whole.len() - 4], 1, "a.txt.gz: the packed data end early or are damaged"),
            (&GZIP, b"\x1f\x8b\x08\0", 0, "a.txt.gz: the packed data are empty or damaged"),
            (&ZSTD, b"\x28\xb5\x2f\xfd\xff\xff", 0, "a.txt.gz: the packed data are empty or damaged"),
            (&GZIP, &gzip(&whole), 0, "a.txt: holds gzip-compressed data, not text"),
        ] {
            let (read, problems) = told(format, bytes);
            assert_eq!(read, drafts, "{problems:?}");
            assert!(problems.len() == 1 && problems[0].starts_with(problem), "{problems:?}");
        }
    }

    #[test]
    fn a_bomb_is_cut_at_the_limit_of_a_file() {
        let bomb = gzip(&vec![b'a'; 40 << 20]);
        assert!(bomb.len() < 64 << 10);
        let drafts = trial::read(&GZIP, "a.txt.gz", &bomb).drafts;
        assert_eq!((drafts[0].text.len(), &*drafts[0].notices[0]), (32 << 20, "cut at 32 MiB"));
    }

    #[test]
    fn a_name_says_what_is_packed() {
        for (name, known) in [
            ("a.html.gz", true),
            ("a.gz", true),
            ("a.zst", true),
            ("a.tar.gz", false),
            ("a.png.gz", false),
            ("a.sql.zst", false),
        ] {
            assert_eq!(by_name(Path::new(name)).is_some(), known, "{name}");
        }
    }
}
