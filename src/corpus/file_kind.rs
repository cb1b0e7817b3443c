//! Files that are not articles: binary data, recognised by its first bytes, and files with the extension of another kind.

use std::path::Path;

/// What a PDF is called.
pub(super) const PDF: &str = "a PDF document";

/// Binary formats: the offset and bytes of their signatures, and their names.
const MARKS: &[(usize, &[u8], &str)] = &[
    (0, b"%PDF-", PDF),
    (0, b"\x1f\x8b", "gzip-compressed data"),
    (0, b"PK\x03\x04", "a ZIP archive or an office document"),
    (0, b"PK\x05\x06", "an empty ZIP archive"),
    (0, b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (0, b"\xff\xd8\xff", "a JPEG picture"),
    (0, b"GIF87a", "a GIF picture"),
    (0, b"GIF89a", "a GIF picture"),
    (8, b"WEBP", "a WebP picture"),
    (8, b"WAVE", "sound"),
    (4, b"ftyp", "a video or a picture"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90\x00", "a program"),
    (0, b"\xca\xfe\xba\xbe", "a program"),
    (0, b"BZh", "bzip2-compressed data"),
    (0, b"\xfd7zXZ\x00", "xz-compressed data"),
    (0, b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"SQLite format 3\x00", "an SQLite database"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (0, b"{\\rtf", "a rich-text (RTF) document"),
    (0, b"ID3", "sound"),
    (0, b"OggS", "sound"),
    (0, b"fLaC", "sound"),
    (0, b"wOFF", "a font"),
    (0, b"wOF2", "a font"),
];

/// How many bytes of a file are examined.
const SAMPLE: usize = 4 << 10;

/// The kind of binary data, or `None` when it may be text.
pub(super) fn binary(bytes: &[u8]) -> Option<&'static str> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    // In pieces short enough that a byte can count, so that the compiler vectorises the loop.
    let odd = |piece: &[u8]| piece.iter().fold(0u8, |count, &byte| count + u8::from(is_odd(byte)));
    let controls: usize = sample.chunks(128).map(|piece| usize::from(odd(piece))).sum();
    // All signatures have a control character near, except those of documents written as text.
    if controls == 0 && !sample.starts_with(b"%PDF-") && !sample.starts_with(b"{\\rtf") {
        return None;
    }
    for &(at, mark, kind) in MARKS {
        if sample.get(at..).is_some_and(|rest| rest.starts_with(mark)) {
            return Some(kind);
        }
    }
    if utf32(sample).is_some()
        || utf16(sample).is_some()
        || sample.starts_with(b"\xff\xfe")
        || sample.starts_with(b"\xfe\xff")
    {
        return None;
    }
    (controls * 20 > sample.len()).then_some("binary data")
}

/// A control character that does not occur in texts. Escape, bell and backspace do, in texts that come from terminals.
fn is_odd(byte: u8) -> bool {
    (byte <= 6) | ((0x0e..0x20).contains(&byte) & (byte != 0x1b))
}

/// The byte order of UTF-16 without a byte order mark, by the positions of the NUL bytes: in a text in Latin letters,
/// nearly every second byte is NUL and hardly any of the others.
pub(super) fn utf16(bytes: &[u8]) -> Option<Utf16> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let pairs = sample.len() / 2;
    let nuls =
        |skip: usize| sample.iter().skip(skip).step_by(2).take(pairs).filter(|&&byte| byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let controls = sample.iter().filter(|&&byte| byte != 0 && is_odd(byte)).count();
    if pairs < 2 || even.max(odd) * 10 < pairs * 6 || even.min(odd) * 20 > pairs || controls * 10 > pairs {
        return None;
    }
    Some(if odd > even { Utf16::Little } else { Utf16::Big })
}

/// The byte order of UTF-32, where the bytes begin with its mark or the first of them are all characters in it.
/// Two characters of UTF-16 are hardly ever a valid one of UTF-32, where the upper two bytes are 0x10 at most.
pub(super) fn utf32(bytes: &[u8]) -> Option<Utf16> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let (units, _) = sample.as_chunks::<4>();
    let all = |read: fn([u8; 4]) -> u32| {
        units.iter().all(|&unit| char::from_u32(read(unit)).is_some_and(|c| c != '\0'))
    };
    match units {
        [] => None,
        [[0xff, 0xfe, 0, 0], ..] => Some(Utf16::Little),
        [[0, 0, 0xfe, 0xff], ..] => Some(Utf16::Big),
        [_] => None,
        _ if all(u32::from_le_bytes) => Some(Utf16::Little),
        _ if all(u32::from_be_bytes) => Some(Utf16::Big),
        _ => None,
    }
}

/// The byte order of UTF-16 or UTF-32.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Utf16 {
    /// Least significant byte first.
    Little,
    /// Most significant byte first.
    Big,
}

/// Extensions of files that are often found among articles but are not articles. Other files are judged by their content.
const NO_ARTICLES: &[(&str, &[&str])] = &[
    (
        "a picture",
        &["png", "jpg", "jpeg", "gif", "webp", "avif", "bmp", "ico", "svg", "tif", "tiff", "heic", "psd"],
    ),
    ("sound", &["mp3", "ogg", "oga", "opus", "flac", "wav", "m4a", "aac"]),
    ("video", &["mp4", "mkv", "webm", "avi", "mov", "m4v", "srt", "vtt"]),
    ("an archive", &["zip", "gz", "bz2", "xz", "zst", "7z", "rar", "tar", "tgz", "jar", "whl", "deb", "rpm"]),
    (
        "a document of a kind that is not read",
        &[
            "doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "ppt", "pptx", "odp", "epub", "mobi", "djvu",
            "ps", "tex", "bib",
        ],
    ),
    ("a font", &["ttf", "otf", "woff", "woff2"]),
    (
        "a program or its source",
        &[
            "exe", "dll", "so", "dylib", "o", "a", "class", "pyc", "wasm", "bin", "rs", "py", "js", "mjs",
            "ts", "tsx", "jsx", "c", "h", "cc", "cpp", "hpp", "java", "kt", "go", "rb", "php", "pl", "sh",
            "bash", "zsh", "fish", "ps1", "bat", "lua", "swift", "r", "jl", "css", "scss", "less", "sql",
            "ipynb",
        ],
    ),
    (
        "data",
        &[
            "csv", "tsv", "toml", "yaml", "yml", "ini", "cfg", "conf", "lock", "log", "db", "sqlite",
            "sqlite3", "parquet", "npy", "map", "xsd", "xsl", "dtd", "plist", "snap", "bak", "tmp", "swp",
            "part",
        ],
    ),
];

/// What a file is by its extension; `None` when it may be an article.
pub(super) fn not_an_article(path: &Path) -> Option<&'static str> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    NO_ARTICLES.iter().find(|(_, all)| all.contains(&&*extension)).map(|&(what, _)| what)
}

/// How a file of such a kind can be read all the same; empty where nothing is known.
pub(super) fn next_step(kind: &str) -> &'static str {
    if kind == PDF { "run pdftotext FILE, and read the text that it writes" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binary_data_is_named() {
        for (bytes, kind) in [
            (&b"%PDF-1.7\n%\xe2\xe3"[..], Some("a PDF document")),
            (b"\x1f\x8b\x08\x00\x00", Some("gzip-compressed data")),
            (b"RIFF\x10\x20\x00\x00WEBPVP8 ", Some("a WebP picture")),
            (b"\x00", Some("binary data")),
            (&[0; 100_000], Some("binary data")),
            (b"ID3 is a format of labels in sound files.", None),
            (b"BZh is not a word.", None),
            (b"caf\xe9", None),
            (b"\x1b]0;title\x07 \x1b[31mred\x1b[0m \x08\x08\x08", None),
            (b"one NUL in a text of some words \x00 is data", None),
            ("L\u{2019}été".as_bytes(), None),
        ] {
            assert_eq!(binary(bytes), kind, "{bytes:?}");
        }
    }

    #[test]
    fn utf16_without_a_mark_is_seen_by_its_nuls() {
        let little: Vec<u8> = "Déjà vu".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "Déjà vu".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(utf16(&little), Some(Utf16::Little));
        assert_eq!(utf16(&big), Some(Utf16::Big));
        assert_eq!(utf16(&little[..little.len() - 1]), Some(Utf16::Little));
        for text in [&b"plain"[..], b"", b"\0", b"a\0", &[0; 64], &[0, 1, 2, 3, 0, 5]] {
            assert_eq!(utf16(text), None);
        }
    }

    #[test]
    fn a_file_with_the_name_of_another_format_is_skipped() {
        assert_eq!(not_an_article(Path::new("a/Photo.JPG")), Some("a picture"));
        assert_eq!(not_an_article(Path::new("README")), None);
        assert_eq!(not_an_article(Path::new("17.06 report")), None);
    }
}
