//! UTF-7, which is recognised but not decoded: it is found in mail of the nineties, and is a way to hide markup from
//! filters. It consists of ASCII bytes; other characters are runs of UTF-16 in base64, from a plus sign to the first byte
//! that is not base64.

/// The byte order mark at the beginning of a text.
const MARKS: [&str; 4] = ["+/v8", "+/v9", "+/v+", "+/v/"];

/// A run of so many units of one family of scripts is UTF-7, whatever it ends with. By chance it would be a word of 16
/// letters or more, of which one in two hundred decodes to such units.
const LONG: usize = 6;

/// Whether a text has the byte order mark of UTF-7, or more of its runs than other plus signs.
pub(super) fn is_utf7(text: &str) -> bool {
    if MARKS.iter().any(|mark| text.starts_with(mark)) {
        return true;
    }
    let bytes = text.as_bytes();
    if memchr::memchr(b'+', bytes).is_none() || !text.is_ascii() {
        return false;
    }
    let (mut sure, mut likely, mut other) = (0, 0, 0);
    let mut at = 0;
    while let Some(plus) = memchr::memchr(b'+', &bytes[at..]) {
        let start = at + plus + 1;
        let length = bytes[start..].iter().position(|byte| value(*byte).is_none());
        let end = length.map_or(bytes.len(), |length| start + length);
        let closed = bytes.get(end) == Some(&b'-');
        // `+-` is a plus sign; the last run may be cut.
        if !(closed && end == start) && end < bytes.len() || end == bytes.len() && at == 0 {
            match units(&bytes[start..end]) {
                Some(units) if closed || units.len() >= LONG || latin(&units) => sure += 1,
                Some(_) => likely += 1,
                None => other += 1,
            }
        }
        at = end;
    }
    sure + likely > other && (sure > 0 || likely > 1)
}

/// Whether all units of a run are letters or signs of Latin scripts.
fn latin(units: &[u16]) -> bool {
    units.iter().all(|unit| (0xa0..0x180).contains(unit))
}

/// The six bits of a letter of base64.
fn value(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

/// The units of UTF-16 of a run, if they are complete, the bits after them are zero, the first is outside ASCII, and all
/// are of one family of scripts, which a word that happens to be base64 is not.
fn units(run: &[u8]) -> Option<Vec<u16>> {
    let (mut bits, mut count, mut units) = (0u32, 0, Vec::new());
    for &byte in run {
        (bits, count) = (bits << 6 | u32::from(value(byte)?), count + 6);
        if count >= 16 {
            count -= 16;
            units.push((bits >> count) as u16);
            bits &= (1 << count) - 1;
        }
    }
    let whole = bits == 0 && count < 6 && units.first().is_some_and(|&unit| unit >= 0x80);
    let family = |unit: u16| match unit {
        // Spaces, quotation marks, the euro: with any script.
        0..=0xbf | 0x2000..=0x20ff | 0x3000..=0x303f | 0xff00..=0xffef => 0,
        0xc0..=0x1fff => 1,
        0x3040..=0x9fff => 2,
        0xac00..=0xd7a3 => 3,
        0xd800..=0xdfff => 4,
        _ => 5,
    };
    let mut families = units.iter().map(|&unit| family(unit)).filter(|&family| family != 0);
    let first = families.next().unwrap_or(0);
    let one = first != 5 && families.all(|family| family == first);
    (whole && one && char::decode_utf16(units.iter().copied()).all(|c| c.is_ok())).then_some(units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf7_is_recognised_however_its_runs_end() {
        for text in [
            "+/v8-Bonjour",
            "L'+AOk-t+AOk- est l+AOA-.",
            // A run needs no hyphen before a space or a full stop.
            "Caf+AOk et th+AOk.",
            "Une seule lettre : caf+AOk est servi.",
            // A plus sign inside base64, and one that is itself.
            "1 +- 1 : +2D3cTQ et +AOk-",
            "+ZeVnLIqe- is Japanese, a+Av4-b",
            "+IBwA6Q-t+AOkgHQ +IBQ 5 +IKw-",
            "+BB8EQAQ4BDIENQRC, +BDwEOARA!",
            // A lone run of a script of the Far East, ended by a space.
            "+Z3FOrDBuZx0wb5dZMEswYA is Japanese",
            "+wRzGuMdY +xUTOaMdA +yHDGqdVYsuQ is Korean",
            // One telephone number among runs.
            "+AOk- +AOA- +33 6",
            "Fin +AOk-",
            "+AOk",
        ] {
            assert!(is_utf7(text), "{text}");
        }
    }

    #[test]
    fn other_plus_signs_are_no_utf7() {
        for text in [
            "1+1 = 2, C++ and a+b-c, +33 6",
            "Google+and-so",
            "+-",
            "+- +- +-",
            "é +AOk- +AOk-",
            "write to ana+lists@letters.example or bo+news@letters.example",
            "ana+username@letters.example, bo+password@letters.example",
            "A+, A+ and B+",
            "a +representativeness and a +internationalism of +responsibilities",
            // Two characters of Chinese, or a word.
            "+byJbVw on a line",
            "ribs +BBQ and cold beer",
            "x+",
            "+",
            "",
        ] {
            assert!(!is_utf7(text), "{text}");
        }
    }
}
