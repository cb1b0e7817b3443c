//! A zip archive of articles: each of its files is read by its name and content, as those of a folder are. An
//! archive in an archive is not opened; a document is.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::archive::{self, Archive};
use super::{Format, Parsed, Sniff, Source, by_name, omnivore};
use crate::corpus::{date, file_kind};

pub(super) const FORMAT: Format = Format {
    name: "zip archive of any of these",
    extensions: &["zip"],
    sniff: Sniff::Container(sniff),
    parse,
};

/// How many files that cannot be read are named one by one.
const MAX_PROBLEMS: usize = 100;

/// An archive that is no document of an office program.
fn sniff(source: &Source<'_>) -> bool {
    source.bytes.starts_with(b"PK\x03\x04")
        && !(archive::holds(source, "[Content_Types].xml")
            || source.bytes[..source.bytes.len().min(100)].windows(8).any(|at| at == b"mimetype"))
}

fn parse<'s>(source: &'s Source<'_>) -> Parsed<'s> {
    let mut parsed = Parsed::default();
    let mut archive = match Archive::open(source) {
        Ok(archive) => archive,
        Err(cause) => {
            parsed.problems.push(source.error(None, cause).next(source.step("unpack it to read it")));
            return parsed;
        }
    };
    let mut bad = 0;
    let names = archive.names();
    let mut used = HashSet::new();
    let lists = omnivore::lists(&names);
    if !lists.is_empty() {
        let exported = omnivore::read(source, &mut archive, &lists, &mut used);
        bad += exported.problems.len();
        parsed.drafts.extend(exported.drafts);
        parsed.problems.extend(exported.problems.into_iter().take(MAX_PROBLEMS));
    }
    for name in names.iter().filter(|name| !used.contains(*name)) {
        // Hidden files and those of a kind that is no article are passed over, as in a folder.
        let hidden = name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
        if hidden
            || by_name(Path::new(name)).is_none() && file_kind::not_an_article(Path::new(name)).is_some()
        {
            continue;
        }
        let path = PathBuf::from(format!("{}#{name}", source.path.to_string_lossy()));
        let inner = match archive.read(name) {
            Ok(bytes) if bytes.is_empty() => continue,
            Ok(bytes) => source.unpacked(&path, &bytes, false),
            Err(cause) => {
                let error = crate::error::Error::new(path.to_string_lossy(), cause);
                Parsed { drafts: Vec::new(), problems: vec![error.next("unpack the archive to read it")] }
            }
        };
        for mut draft in inner.drafts {
            draft.item = Some(match draft.item {
                Some(item) => format!("{name}#{item}").into(),
                None => name.as_str().into(),
            });
            draft.modified = draft.modified.or_else(|| date::from_name(Path::new(name)));
            parsed.drafts.push(draft);
        }
        bad += inner.problems.len();
        parsed
            .problems
            .extend(inner.problems.into_iter().take(MAX_PROBLEMS.saturating_sub(parsed.problems.len())));
    }
    if bad > parsed.problems.len() {
        let cause = format!("{} more of its files cannot be read", bad - parsed.problems.len());
        parsed.problems.push(source.error(None, cause).next("unpack the archive to see them"));
    }
    if parsed.drafts.is_empty() && parsed.problems.is_empty() {
        parsed.problems.push(source.error(None, "holds no articles"));
    }
    parsed
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::corpus::format::trial;

    /// A zip file of these files.
    pub(in crate::corpus::format) fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, bytes) in files {
            let way = if *name == "mimetype" {
                zip::CompressionMethod::Stored
            } else {
                zip::CompressionMethod::Deflated
            };
            let options = zip::write::SimpleFileOptions::default().compression_method(way);
            writer.start_file(*name, options).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn each_file_is_read_as_in_a_folder() {
        let inner = zipped(&[("x.txt", b"One.")]);
        let bytes = zipped(&[
            ("mail/a.txt", b"Le port rouvre au printemps."),
            ("b.jsonl", b"{\"text\": \"one\", \"id\": \"i\"}\n{bad\n{\"text\": \"two\"}\n"),
            ("photo.png", b"\x89PNG\r\n\x1a\n"),
            (".hidden.txt", b"x"),
            ("__MACOSX/a.txt", b"x"),
            ("c.zip", &inner),
            ("d.html", b"<p>Trois mots ici.</p>"),
        ]);
        assert!(trial::sniffs(&FORMAT, &bytes));
        let parsed = trial::read(&FORMAT, "a.zip", &bytes);
        let items: Vec<_> = parsed.drafts.iter().map(|draft| draft.item.as_deref().unwrap()).collect();
        assert_eq!(items, ["mail/a.txt", "b.jsonl#i", "b.jsonl#3", "d.html"]);
        let problems: Vec<_> = parsed.problems.iter().map(ToString::to_string).collect();
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems[0].starts_with("a.zip#b.jsonl: line 2: "), "{problems:?}");
        assert!(problems[1].starts_with("a.zip#c.zip: holds a ZIP archive"), "{problems:?}");
    }

    #[test]
    fn a_document_in_an_archive_does_not_make_it_one() {
        let document = zipped(&[
            ("[Content_Types].xml", b"<Types/>"),
            (
                "word/document.xml",
                b"<w:document xmlns:w=\"w\"><w:p><w:r><w:t>Le bac repart.</w:t></w:r></w:p></w:document>",
            ),
        ]);
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let stored =
            zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for (name, bytes) in [("a.docx", &*document), ("b.txt", b"Le port rouvre.")] {
            writer.start_file(name, stored).unwrap();
            writer.write_all(bytes).unwrap();
        }
        let bytes = writer.finish().unwrap().into_inner();
        assert!(trial::sniffs(&FORMAT, &bytes) && !trial::sniffs(&super::super::docx::FORMAT, &bytes));
        let texts: Vec<_> = trial::read(&FORMAT, "a.zip", &bytes)
            .drafts
            .into_iter()
            .map(|draft| draft.text.into_owned())
            .collect();
        assert_eq!(texts, ["Le bac repart.", "Le port rouvre."]);
    }

    #[test]
    fn bombs_and_damaged_archives_are_problems() {
        let bomb = zipped(&[("a.txt", &vec![b'a'; 8 << 20]), ("b.txt", b"Le port rouvre.")]);
        let parsed = trial::read(&FORMAT, "a.zip", &bomb);
        assert_eq!(parsed.drafts.len(), 1);
        assert!(parsed.problems[0].to_string().contains("would take more than 200 times its packed size"));
        let many = b"PK\x01\x02".repeat(MAX_PROBLEMS * 101);
        for (bytes, cause) in [
            (&bomb[..bomb.len() - 30], "is damaged"),
            (&[b"PK\x03\x04", &*many].concat(), "holds more than 10000 files"),
        ] {
            let parsed = trial::read(&FORMAT, "a.zip", bytes);
            assert!(
                parsed.drafts.is_empty() && parsed.problems[0].to_string().contains(cause),
                "{:?}",
                parsed.problems
            );
        }
    }
}
