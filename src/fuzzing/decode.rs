//! Bytes to text: never more than three bytes for one, and UTF-8 stays as it is unless its escapes make it ISO-2022-JP
//! or its NULs UTF-16 or UTF-32.

use super::{Target, recipe};
use crate::corpus::in_memory;

pub(super) const TARGET: Target = Target { name: "decode", body, random: 2000 };

/// Beginnings and pieces by which encodings are told.
const WORDS: &[&str] = &[
    "charset=windows-1252",
    "<meta charset=\"koi8-r\">",
    "<?xml version=\"1.0\" encoding=\"shift_jis\"?>",
    "encoding='utf-16le'",
    "\u{feff}",
    "%PDF-1.7",
    "PK\u{3}\u{4}",
    "\u{1b}$B",
    "\u{1b}(J",
    "+AGE-",
    "a\0b\0c\0",
    "\0a\0b\0c",
    "é",
    "Привет",
    "日本語",
];

/// The most bytes of one input.
const MOST: usize = 1 << 12;

fn body(data: &[u8]) {
    let Some((flags, rest)) = data.split_first() else { return };
    let bytes = recipe::expand(rest, WORDS, MOST);
    let cut = flags & 1 == 1;
    let (text, notices) = in_memory::decode(&bytes, cut);
    assert!(text.len() <= 3 * bytes.len() + 3, "{} bytes became {}", bytes.len(), text.len());
    if let Ok(plain) = std::str::from_utf8(&bytes) {
        let plain = plain.strip_prefix('\u{feff}').unwrap_or(plain);
        if text != plain {
            // A text may have both; then its escapes are looked at when its NULs make no UTF-16 or UTF-32 of it.
            let nuls = plain.contains('\0');
            let told = |notice: &str| notice.contains("ISO-2022-JP") || nuls && notice.contains("UTF-");
            assert!(
                plain.contains(['\0', '\u{1b}']),
                "UTF-8 stays as it is unless its NULs or escapes say more"
            );
            assert!(notices.iter().any(|notice| told(notice)), "{notices:?}");
        } else if !notices.is_empty() {
            assert!(plain.contains('+') || plain.contains("\u{1b}$"), "{notices:?}");
        }
    } else if !cut {
        assert!(!notices.is_empty(), "what is not UTF-8 must be said");
    }
}
