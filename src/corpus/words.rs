//! Counts words: sequences between white space that contain a letter or a digit.

/// The number of words of a text.
pub(super) fn count(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let (mut words, mut inside) = (0, false);
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let mut class = CLASSES[byte as usize];
        at += 1;
        if class == Class::Several {
            // U+00C0 to U+00FF, by far the most frequent ones.
            if let (0xc3, Some(&second)) = (byte, bytes.get(at)) {
                class = if matches!(second, 0x97 | 0xb7) { Class::Other } else { Class::Letter };
                at += 1;
            } else {
                let c = text[at - 1..].chars().next().unwrap_or_default();
                class = self::class(c);
                at += c.len_utf8() - 1;
            }
        }
        let letter = class == Class::Letter;
        words += u32::from(letter & !inside);
        inside = letter | (inside & (class != Class::Space));
    }
    words
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Letter,
    Other,
    /// The byte begins a character of several bytes.
    Several,
}

const CLASSES: [Class; 256] = {
    let mut table = [Class::Several; 256];
    let mut byte = 0;
    while byte < 128 {
        let b = byte as u8;
        table[byte] = if b.is_ascii_alphanumeric() {
            Class::Letter
        } else if b == b' ' || (b >= 9 && b <= 13) {
            Class::Space
        } else {
            Class::Other
        };
        byte += 1;
    }
    table
};

fn class(c: char) -> Class {
    match c {
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' => Class::Letter,
        '’' | '‘' | '“' | '”' | '–' | '—' | '…' | '«' | '»' => Class::Other,
        _ if c.is_whitespace() => Class::Space,
        _ if c.is_alphanumeric() => Class::Letter,
        _ => Class::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_alone_are_no_words() {
        for (text, words) in [
            ("", 0),
            ("l’été — « chaud »", 2),
            ("3 190\u{a0}milliards\u{202f}!", 3),
            ("(one) ... two-three\n\nfour", 3),
            ("Привет, мир", 2),
            ("- • *", 0),
            ("× ÷ é à l'œuvre", 3),
        ] {
            assert_eq!(count(text), words, "{text}");
        }
    }
}
