//! Bytes to text: UTF-32, a byte order mark, ISO-2022-JP by its escapes, strict UTF-8, UTF-16 by its NULs, UTF-8
//! with a few bad bytes, the charset that a page declares, then detection. A notice reports any encoding but plain UTF-8.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use super::file_kind::{Utf16, utf16, utf32};
use super::{legacy, utf7};
use crate::text::count::counted;

/// How much of a file the detector sees.
const DETECT: usize = 256 << 10;

/// A decoded file.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    /// Notices for the user: the encoding when it is not plain UTF-8, and bytes that were replaced.
    pub(super) notices: Vec<Box<str>>,
}

/// Decodes; with `cut` the bytes may end within a character.
pub(super) fn decode(bytes: &[u8], cut: bool) -> Decoded<'_> {
    // UTF-32 before UTF-16, because its byte order mark begins with that of UTF-16.
    if let Some(order) = utf32(bytes) {
        return decode_utf32(bytes, order);
    }
    let (encoding, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (Some(encoding), &bytes[length..]),
        None => (None, bytes),
    };
    if encoding.is_none_or(|encoding| encoding == UTF_8) {
        let bad = match std::str::from_utf8(bytes) {
            Ok(text) => return seven_bits(text, cut),
            Err(error) if error.error_len().is_none() && cut => {
                let (whole, _) = bytes.split_at(error.valid_up_to());
                let text = std::str::from_utf8(whole).unwrap_or_default();
                return Decoded { text: Cow::Borrowed(text), notices: Vec::new() };
            }
            Err(error) => error.valid_up_to(),
        };
        if let Some(order) = utf16(bytes).filter(|_| encoding.is_none()) {
            return decode_as(if order == Utf16::Little { UTF_16LE } else { UTF_16BE }, bytes);
        }
        if encoding.is_some() || mostly_utf8(bytes, bad) {
            return lossy_utf8(bytes);
        }
        let declared = declared(bytes);
        let encoding = declared.unwrap_or_else(|| detect(bytes));
        if declared.is_none()
            && let Some((text, name)) = legacy::decode(bytes, encoding)
        {
            return Decoded { text, notices: vec![format!("decoded as {name}").into()] };
        }
        return decode_as(encoding, bytes);
    }
    decode_as(encoding.unwrap_or(UTF_8), bytes)
}

/// Text that is well-formed UTF-8, unless it is one of the encodings that use only ASCII bytes.
fn seven_bits(text: &str, cut: bool) -> Decoded<'_> {
    if memchr::memmem::find(text.as_bytes(), b"\x1b$").is_some() {
        let (decoded, bad) = ISO_2022_JP.decode_without_bom_handling(text.as_bytes());
        // A cut may fall within the last character.
        let last = decoded.find(char::REPLACEMENT_CHARACTER);
        if !bad || cut && last.is_some_and(|at| decoded[at..].chars().count() == 1) {
            return Decoded { text: decoded, notices: vec!["decoded as ISO-2022-JP".into()] };
        }
    }
    let notices =
        if utf7::is_utf7(text) { vec!["looks like UTF-7, which is not decoded".into()] } else { Vec::new() };
    Decoded { text: Cow::Borrowed(text), notices }
}

fn decode_utf32(bytes: &[u8], order: Utf16) -> Decoded<'_> {
    let (units, rest) = bytes.as_chunks::<4>();
    let mut bad = !rest.is_empty();
    let mut text = String::with_capacity(units.len());
    for (index, &unit) in units.iter().enumerate() {
        let value = if order == Utf16::Little { u32::from_le_bytes(unit) } else { u32::from_be_bytes(unit) };
        match char::from_u32(value) {
            Some('\u{feff}') if index == 0 => {}
            Some(c) => text.push(c),
            None => {
                bad = true;
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
    let mut notice =
        if order == Utf16::Little { "decoded as UTF-32LE" } else { "decoded as UTF-32BE" }.to_owned();
    if bad {
        notice.push_str(", with characters that could not be read");
    }
    Decoded { text: text.into(), notices: vec![notice.into()] }
}

fn decode_as<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, bad) = encoding.decode_without_bom_handling(bytes);
    let mut notice = format!("decoded as {}", encoding.name());
    if bad {
        notice.push_str(", with characters that could not be read");
    }
    Decoded { text, notices: vec![notice.into()] }
}

fn lossy_utf8(bytes: &[u8]) -> Decoded<'_> {
    let bad = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    let notice = format!("{} in UTF-8 replaced", counted(bad, "bad sequence"));
    Decoded { text: String::from_utf8_lossy(bytes), notices: vec![notice.into()] }
}

/// Whether there are at least as many well-formed sequences of several bytes as ill-formed ones: by chance
/// they are rare in every other encoding.
fn mostly_utf8(bytes: &[u8], first_bad: usize) -> bool {
    let from = first_bad.saturating_sub(DETECT / 2);
    let sample = &bytes[from..bytes.len().min(from + DETECT)];
    let (mut good, mut bad) = (0, 0);
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().bytes().filter(|&byte| byte >= 0xc0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 0 && good >= bad
}

/// The charset that an HTML or XML page names in its first kilobyte.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(1024)].to_ascii_lowercase();
    let markup = head.iter().find(|byte| !byte.is_ascii_whitespace());
    if markup != Some(&b'<') {
        return None;
    }
    let label = [&b"charset"[..], b"encoding"].iter().find_map(|key| {
        let at = memchr::memmem::find(&head, key)? + key.len();
        let rest = head[at..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
        let end = rest.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:".contains(byte)))?;
        Some(&rest[..end])
    })?;
    // The bytes are not UTF-8, and a page in UTF-16 could not have declared it in ASCII.
    Encoding::for_label(label).filter(|&named| named != UTF_8 && named != UTF_16LE && named != UTF_16BE)
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(DETECT)], true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Vec<Box<str>>) {
        let decoded = decode(bytes, false);
        (decoded.text.into_owned(), decoded.notices)
    }

    #[test]
    fn plain_utf8_needs_no_notice() {
        for (bytes, text) in [
            ("Été".as_bytes(), "Été"),
            (b"\xef\xbb\xbfOne", "One"),
            (b"\xef\xbb\xbf", ""),
            ("a\u{feff}b".as_bytes(), "a\u{feff}b"),
        ] {
            assert_eq!(read(bytes), (text.to_owned(), vec![]));
        }
    }

    #[test]
    fn other_encodings_are_named() {
        let utf16 = |text: &str, mark: bool| {
            let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
        };
        let french =
            "Le marché a progressé à la clôture, après une séance agitée où les échanges ont été élevés.";
        let russian = "Премьер-министр встретился с представителями деловых кругов, сообщили агентства.";
        let (cp1252, ..) = encoding_rs::WINDOWS_1252.encode(french);
        let (koi8, ..) = encoding_rs::KOI8_U.encode(russian);
        for (bytes, text, name) in [
            (utf16("Déjà", true), "Déjà", "UTF-16LE"),
            (utf16("Déjà vu", false), "Déjà vu", "UTF-16LE"),
            (cp1252.to_vec(), french, "windows-1252"),
            (koi8.to_vec(), russian, "KOI8-U"),
            (b"<meta charset=iso-8859-2><p>\xb1".to_vec(), "<meta charset=iso-8859-2><p>ą", "ISO-8859-2"),
        ] {
            assert_eq!(read(&bytes), (text.to_owned(), vec![format!("decoded as {name}").into()]), "{name}");
        }
    }

    #[test]
    fn a_bad_byte_does_not_make_utf8_another_encoding() {
        let mut bytes = "Été à Orléans, forêt, maïs, où ?".as_bytes().to_vec();
        bytes.insert(10, 0xff);
        let (text, notices) = read(&bytes);
        assert!(text.starts_with("Été à O\u{fffd}rléans") || text.contains('\u{fffd}'), "{text}");
        assert!(text.contains("forêt, maïs, où ?"));
        assert_eq!(notices, ["1 bad sequence in UTF-8 replaced".into()]);
    }

    #[test]
    fn bytes_of_a_character_that_was_cut_are_not_bad_bytes() {
        let decoded = decode(&"né".as_bytes()[..2], true);
        assert_eq!((&*decoded.text, decoded.notices.len()), ("n", 0));
    }

    #[test]
    fn utf16_of_odd_length_keeps_the_rest() {
        let mut bytes: Vec<u8> = "\u{feff}Bonjour".encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.push(b'!');
        let (text, notices) = read(&bytes);
        assert!(text.starts_with("Bonjour"));
        assert!(notices[0].contains("could not be read"));
    }

    #[test]
    fn utf32_is_read_in_both_orders_with_and_without_a_mark() {
        for mark in ["", "\u{feff}"] {
            let text = format!("{mark}Déjà vu 👍");
            let little: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
            let big: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
            for (bytes, name) in [(little, "UTF-32LE"), (big, "UTF-32BE")] {
                assert_eq!(crate::corpus::file_kind::binary(&bytes), None);
                assert_eq!(
                    read(&bytes),
                    ("Déjà vu 👍".to_owned(), vec![format!("decoded as {name}").into()])
                );
            }
        }
    }

    #[test]
    fn iso_2022_jp_is_read_and_other_escapes_are_left() {
        let (text, notices) = read(b"\x1b$B4A;z\x1b(B and more");
        assert_eq!((&*text, notices), ("漢字 and more", vec!["decoded as ISO-2022-JP".into()]));
        for text in [&b"\x1b$B\x1b(J\n\n"[..], b"\x1b$B4A\x1b(B \x1b$B\x1b(B and more"] {
            let decoded = decode(text, true);
            assert_eq!((decoded.text.as_bytes(), decoded.notices), (text, vec![]), "an error before a cut");
        }
        assert_eq!(&*decode(b"\x1b$B4A;", true).text, "漢\u{fffd}");
        let escape = "a \u{1b}$ or \u{1b}[31m é";
        assert_eq!(read(escape.as_bytes()), (escape.to_owned(), vec![]));
    }

    #[test]
    fn utf7_is_reported_and_not_decoded() {
        let notices = vec!["looks like UTF-7, which is not decoded".into()];
        for text in ["L'+AOk-t+AOk- est l+AOA-.", "+/v8-Bonjour"] {
            assert_eq!(read(text.as_bytes()), (text.to_owned(), notices.clone()));
        }
        let text = "1+1 = 2";
        assert_eq!(read(text.as_bytes()), (text.to_owned(), vec![]));
    }
}
