//! Encodings of Western text that detection does not tell from windows-1252: Mac Roman, DOS (CP850) and ISO-8859-15.
//! Each is judged by how many of its characters are in a plausible place, such as an accented letter beside
//! a small letter.

use std::borrow::Cow;

use encoding_rs::{Encoding, ISO_8859_15, MACINTOSH, WINDOWS_1252};

/// The upper half of CP850, from 0x80.
const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// How many bytes above ASCII are looked at.
const SAMPLE: usize = 4000;

/// Decodes bytes for which `detected` is a worse guess than one of the three; names the one.
pub(super) fn decode<'b>(
    bytes: &'b [u8],
    detected: &'static Encoding,
) -> Option<(Cow<'b, str>, &'static str)> {
    if !detected.is_single_byte() {
        return None;
    }
    let (good, all) = plausible(bytes, |byte| of_encoding(detected, byte));
    if detected == WINDOWS_1252 && is_latin9(bytes) {
        return Some((ISO_8859_15.decode_without_bom_handling(bytes).0, "ISO-8859-15"));
    }
    // Where most characters stand where they should, nothing is doubted.
    if all == 0 || good * 3 > all * 2 {
        return None;
    }
    let dos: Vec<char> = CP850.chars().collect();
    let dos_of = |byte: u8| dos.get(usize::from(byte) - 0x80).copied().unwrap_or(char::REPLACEMENT_CHARACTER);
    let (mac, _) = plausible(bytes, |byte| of_encoding(MACINTOSH, byte));
    let (dos, _) = plausible(bytes, dos_of);
    let best = mac.max(dos);
    if best * 10 < all * 9 {
        return None;
    }
    if mac >= dos {
        return Some((MACINTOSH.decode_without_bom_handling(bytes).0, "Mac Roman"));
    }
    let text: String =
        bytes.iter().map(|&byte| if byte < 0x80 { char::from(byte) } else { dos_of(byte) }).collect();
    Some((Cow::Owned(text), "CP850"))
}

fn of_encoding(encoding: &'static Encoding, byte: u8) -> char {
    let bytes = [byte];
    let (text, _) = encoding.decode_without_bom_handling(&bytes);
    text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Whether text in windows-1252 is more likely ISO-8859-15: it has a currency sign where the other has `€`, or a
/// fraction in a word where the other has `œ`, and none of the characters that only windows-1252 has.
fn is_latin9(bytes: &[u8]) -> bool {
    let letter = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic);
    let mut seen = false;
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            0x80..=0x9f => return false,
            0xa4 => seen = true,
            0xbc | 0xbd => seen = seen || letter(Some(at + 1)) && (letter(at.checked_sub(1)) || byte == 0xbc),
            _ => {}
        }
    }
    seen
}

/// How many bytes above ASCII are characters in their place, and how many there are.
fn plausible(bytes: &[u8], read: impl Fn(u8) -> char) -> (usize, usize) {
    let table: Vec<char> = (0x80..=0xff).map(read).collect();
    let char_at = |at: Option<usize>| match at.and_then(|at| bytes.get(at)) {
        Some(&byte) if byte >= 0x80 => table[usize::from(byte) - 0x80],
        Some(&byte) => char::from(byte),
        None => ' ',
    };
    let (mut good, mut all) = (0, 0);
    for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte >= 0x80).take(SAMPLE) {
        all += 1;
        let (before, after) = (char_at(at.checked_sub(1)), char_at(Some(at + 1)));
        good += usize::from(stands(before, char_at(Some(at)), after));
    }
    (good, all)
}

/// Whether a character is in a place that is usual for it in French, German, Spanish and similar languages.
fn stands(before: char, c: char, after: char) -> bool {
    let open = |c: char| c.is_whitespace() || c.is_ascii_punctuation();
    let near = before.is_ascii_lowercase() || after.is_ascii_lowercase();
    match c {
        'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' | 'æ' | 'ç' | 'è' | 'é' | 'ê' | 'ë' | 'ì' | 'í' | 'î' | 'ï'
        | 'ñ' | 'ò' | 'ó' | 'ô' | 'ö' | 'õ' | 'ø' | 'œ' | 'ù' | 'ú' | 'û' | 'ü' | 'ÿ' | 'ß' => {
            near || open(before) && open(after)
        }
        'À' | 'Á' | 'Â' | 'Ä' | 'Ç' | 'È' | 'É' | 'Ê' | 'Ë' | 'Î' | 'Ï' | 'Ñ' | 'Ô' | 'Ö' | 'Ø' | 'Œ'
        | 'Ù' | 'Û' | 'Ü' => !before.is_lowercase() && (after.is_ascii_alphabetic() || open(after)),
        '’' | '‘' => before.is_alphabetic() || after.is_alphabetic(),
        '«' | '“' | '„' | '¿' | '¡' => {
            open(before) && !open(after) || after.is_whitespace() || after == '\u{a0}'
        }
        '»' | '”' => {
            !open(before) || before.is_whitespace() || before == '\u{a0}' || before.is_ascii_punctuation()
        }
        '–' | '—' | '…' | '\u{a0}' => open(before) || open(after) || before.is_alphanumeric(),
        '€' | '£' | '°' | '§' => before.is_ascii_digit() || open(before) || before == '\u{a0}',
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRENCH: &str =
        "Le marché a progressé à la clôture, après une séance agitée où les échanges ont été élevés.";

    fn dos(text: &str) -> Vec<u8> {
        let high = |c: char| CP850.chars().position(|known| known == c).map_or(b'?', |at| at as u8 + 0x80);
        text.chars().map(|c| if c.is_ascii() { c as u8 } else { high(c) }).collect()
    }

    #[test]
    fn text_of_a_mac_of_dos_and_with_a_euro_sign_is_read() {
        assert_eq!(CP850.chars().count(), 128);
        let (mac, ..) = MACINTOSH.encode("x");
        assert_eq!(&*mac, b"x");
        let mac: Vec<u8> = FRENCH
            .chars()
            .map(|c| match c {
                'é' => 0x8e,
                'à' => 0x88,
                'ô' => 0x99,
                'è' => 0x8f,
                'ù' => 0x9d,
                c => c as u8,
            })
            .collect();
        for (bytes, name) in [(mac, "Mac Roman"), (dos(FRENCH), "CP850")] {
            let (text, known) = decode(&bytes, WINDOWS_1252).unwrap();
            assert_eq!((&*text, known), (FRENCH, name));
        }
        let (text, name) = decode(b"Le bac vaut 15 \xa4, dit la s\xbdur.", WINDOWS_1252).unwrap();
        assert_eq!((&*text, name), ("Le bac vaut 15 €, dit la sœur.", "ISO-8859-15"));
    }

    #[test]
    fn other_text_is_left_to_detection() {
        let (cp1252, ..) = WINDOWS_1252.encode("« L’été à 12 € », dit-elle – non…");
        let (koi8, ..) = encoding_rs::KOI8_U.encode("Премьер-министр встретился с представителями");
        let (polish, ..) = encoding_rs::ISO_8859_2.encode("Zażółć gęślą jaźń, mówi się w Łodzi");
        for (bytes, detected) in
            [(cp1252, WINDOWS_1252), (koi8, encoding_rs::KOI8_U), (polish, encoding_rs::ISO_8859_2)]
        {
            assert_eq!(decode(&bytes, detected), None);
        }
    }
}
