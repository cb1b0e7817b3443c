//! Counting words: what stands between white space and holds a letter or a digit.

/// The number of words of a text.
pub(super) fn count(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let mut words = 0;
    let mut inside = false;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let class = if byte < 0x80 {
            at += 1;
            ASCII[byte as usize]
        } else {
            let c = text[at..].chars().next().unwrap_or_default();
            at += c.len_utf8();
            class(c)
        };
        match class {
            Class::Space => inside = false,
            Class::Letter => {
                words += u32::from(!inside);
                inside = true;
            }
            Class::Other => {}
        }
    }
    words
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Letter,
    Other,
}

const ASCII: [Class; 128] = {
    let mut table = [Class::Other; 128];
    let mut byte = 0;
    while byte < 128 {
        let b = byte as u8;
        if b.is_ascii_alphanumeric() {
            table[byte] = Class::Letter;
        } else if b == b' ' || (b >= 9 && b <= 13) {
            table[byte] = Class::Space;
        }
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
        ] {
            assert_eq!(count(text), words, "{text}");
        }
    }
}
