//! Counts words: sequences between white space that contain a letter or a digit. Chinese, Japanese, Thai and its
//! neighbours are written without spaces: there a word is counted for as many signs as one has on average.

/// The signs of an average word in Chinese and Japanese.
const SIGNS: u32 = 2;

/// The characters of an average word in Thai, Lao, Khmer and Burmese.
const CHARACTERS: u32 = 5;

/// The number of words of a text.
pub(super) fn count(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let (mut words, mut inside) = (0, false);
    // Of the words without spaces that are being read.
    let (mut signs, mut characters) = (0_u32, 0_u32);
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
        match class {
            Class::Sign => signs += 1,
            Class::Unspaced => characters += 1,
            _ if signs + characters > 0 => {
                words += signs.div_ceil(SIGNS) + characters.div_ceil(CHARACTERS);
                (signs, characters) = (0, 0);
            }
            _ => {}
        }
        inside &= signs + characters == 0;
        let letter = class == Class::Letter;
        words += u32::from(letter & !inside);
        inside = letter | (inside & (class != Class::Space));
    }
    words + signs.div_ceil(SIGNS) + characters.div_ceil(CHARACTERS)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Letter,
    Other,
    /// Of Chinese or Japanese.
    Sign,
    /// Of Thai, Lao, Khmer or Burmese.
    Unspaced,
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
        '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{30fc}'
        | '\u{3005}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Class::Sign,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17d3}'
            if !matches!(c, '\u{e50}'..='\u{e59}') =>
        {
            Class::Unspaced
        }
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
            ("港は三月に再開する。", 5),
            ("港口将于三月重新开放，市长说。", 7),
            ("iPhone 15を買う", 4),
            ("ท่าเรือจะเปิดอีกครั้งในเดือนมีนาคม", 7),
            ("항구가 3월에 다시 열린다", 4),
        ] {
            assert_eq!(count(text), words, "{text}");
        }
    }
}
