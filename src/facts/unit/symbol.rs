//! Currency symbols and the letters people glue to them, and the abbreviations of scales that are before
//! them: "US$", "$ US", "HK$", "£GB", "M€", "Md$", "bn".

use crate::facts::Currency;
use crate::facts::lexicon::Minor;
use crate::facts::lexicon::cursor::{Cursor, Token, is_apostrophe};

use super::Money;

const fn code(letters: &[u8; 3]) -> Money {
    Money::Currency(Currency::new(letters))
}

/// Letters beside a dollar sign.
const DOLLARS: &[(&str, &[u8; 3])] = &[
    ("US", b"USD"),
    ("USD", b"USD"),
    ("C", b"CAD"),
    ("CA", b"CAD"),
    ("CAN", b"CAD"),
    ("Can", b"CAD"),
    ("CDN", b"CAD"),
    ("A", b"AUD"),
    ("AU", b"AUD"),
    ("AUS", b"AUD"),
    ("NZ", b"NZD"),
    ("HK", b"HKD"),
    ("S", b"SGD"),
    ("SG", b"SGD"),
    ("NT", b"TWD"),
    ("TW", b"TWD"),
    ("R", b"BRL"),
    ("MX", b"MXN"),
    ("Mex", b"MXN"),
    ("AR", b"ARS"),
    ("CL", b"CLP"),
    ("COL", b"COP"),
    ("J", b"JMD"),
    ("TT", b"TTD"),
    ("BZ", b"BZD"),
    ("EC", b"XCD"),
    ("FJ", b"FJD"),
    ("Z", b"ZWL"),
    ("N", b"NAD"),
    ("RD", b"DOP"),
    ("Bds", b"BBD"),
];

/// Scales in short, as they are between a number and its currency, and whether a space may be before
/// them when the currency has gone before ("$10 bn").
const ABBREVIATIONS: &[(&str, i16)] = &[
    ("k", 3),
    ("K", 3),
    ("M", 6),
    ("MM", 6),
    ("mm", 6),
    ("m", 6),
    ("mn", 6),
    ("mln", 6),
    ("mil", 6),
    ("Mil", 6),
    ("MIL", 6),
    ("MLN", 6),
    ("MN", 6),
    ("mio", 6),
    ("Mio", 6),
    ("Mln", 6),
    ("Mn", 6),
    ("Md", 9),
    ("Mds", 9),
    ("MD", 9),
    ("MDS", 9),
    ("md", 9),
    ("mds", 9),
    ("Mrd", 9),
    ("Mrds", 9),
    ("mrd", 9),
    ("Mia", 9),
    ("G", 9),
    ("b", 9),
    ("B", 9),
    ("bn", 9),
    ("Bn", 9),
    ("BN", 9),
    ("bln", 9),
    ("bil", 9),
    ("Bil", 9),
    ("BIL", 9),
    ("Bln", 9),
    ("BLN", 9),
    ("T", 12),
    ("t", 12),
    ("tn", 12),
    ("Tn", 12),
    ("trn", 12),
    ("tr", 12),
];

/// The power of ten of a scale in short.
pub(crate) fn abbreviation(letters: &str) -> Option<i16> {
    ABBREVIATIONS.iter().find(|(short, _)| *short == letters).map(|(_, power)| *power)
}

/// A symbol that is one character.
pub(crate) fn character(cursor: &Cursor<'_>, c: char) -> Option<Money> {
    Some(match c {
        '$' | '＄' => Money::Noun(cursor.lexicon.noun("dollar")?),
        '€' => code(b"EUR"),
        '£' | '￡' | '₤' => Money::Noun(cursor.lexicon.noun("pound")?),
        '¥' | '￥' => Money::Noun(cursor.lexicon.noun("yensign")?),
        '₨' => Money::Noun(cursor.lexicon.noun("rupee")?),
        '₣' => Money::Noun(cursor.lexicon.noun("franc")?),
        '₩' => code(b"KRW"),
        '₹' => code(b"INR"),
        '₽' => code(b"RUB"),
        '₺' => code(b"TRY"),
        '₪' => code(b"ILS"),
        '₫' => code(b"VND"),
        '₦' => code(b"NGN"),
        '₱' => code(b"PHP"),
        '₭' => code(b"LAK"),
        '₮' => code(b"MNT"),
        '฿' => code(b"THB"),
        '₴' => code(b"UAH"),
        '₡' => code(b"CRC"),
        '₲' => code(b"PYG"),
        '₵' => code(b"GHS"),
        '₸' => code(b"KZT"),
        '₾' => code(b"GEL"),
        '₼' => code(b"AZN"),
        '៛' => code(b"KHR"),
        '¢' => Money::Minor(Minor::Cent),
        _ => return None,
    })
}

/// Whether letters glued to a symbol may say whose it is.
pub(super) fn takes_letters(c: char) -> bool {
    matches!(c, '$' | '£' | '¥' | '₵' | '¢')
}

/// What a symbol says together with letters glued to it or, for a dollar, near it.
pub(super) fn with_letters(cursor: &Cursor<'_>, symbol: char, letters: &str) -> Option<Money> {
    let iso = || cursor.lexicon.code(letters.as_bytes()).map(|row| Money::Currency(row.currency));
    match symbol {
        '$' => {
            let dollar = DOLLARS.iter().find(|(beside, _)| {
                *beside == letters || letters.len() > 2 && beside.eq_ignore_ascii_case(letters)
            });
            dollar.map(|(_, currency)| code(currency)).or_else(iso)
        }
        '£' => match letters {
            "GB" | "UK" => Some(code(b"GBP")),
            "E" | "LE" => Some(code(b"EGP")),
            "IR" => Some(code(b"IEP")),
            _ => iso(),
        },
        '₵' | '¢' => matches!(letters, "GH" | "Gh").then_some(code(b"GHS")),
        '¥' => match letters {
            "CN" | "RMB" => Some(code(b"CNY")),
            "JP" => Some(code(b"JPY")),
            _ => iso(),
        },
        _ => None,
    }
}

/// The symbol at a byte with the letters before and after it: what it says, and the byte after.
pub(crate) fn forward(cursor: &Cursor<'_>, at: usize) -> Option<(Money, usize)> {
    let first = cursor.char_at(at)?;
    if first.is_alphabetic() {
        // "US$", "HK$" after a number.
        let token = cursor.token(at)?;
        let symbol = cursor.char_at(token.end)?;
        let money = with_letters(cursor, symbol, &cursor.text[at..token.end])?;
        return Some((money, token.end + symbol.len_utf8()));
    }
    let money = character(cursor, first)?;
    let end = at + first.len_utf8();
    if let Some(token) = cursor.token(end) {
        let letters = &cursor.text[token.start..token.end];
        if let Some(qualified) = with_letters(cursor, first, letters)
            && cursor.ends(token.end)
        {
            return Some((qualified, token.end));
        }
        if first == '€' && matches!(letters, "ur" | "uro" | "uros") {
            return Some((money, token.end));
        }
        return Some((money, end));
    }
    if first == '$' {
        // "$ US", "$ CA", "$ c".
        let spaced = cursor.skip_spaces(end);
        if spaced > end
            && let Some(token) = cursor.token(spaced)
        {
            let letters = &cursor.text[token.start..token.end];
            let known = match letters {
                "c" | "C" => Some(code(b"CAD")),
                "can" if cursor.char_at(token.end) != Some('.') => None,
                _ if letters.len() > 1 => with_letters(cursor, first, letters),
                _ => None,
            };
            let alone = cursor.ends(token.end) && cursor.past(token.end, is_apostrophe).is_none();
            if let Some(money) = known.filter(|_| alone) {
                return Some((money, token.end));
            }
        }
    }
    Some((money, end))
}

/// "10 000 US $", "5 C $": a dollar after its letters and a blank, where no number follows that it could belong to.
pub(super) fn spaced_dollar(cursor: &Cursor<'_>, token: &Token) -> Option<(Money, usize)> {
    let letters = &cursor.text[token.start..token.end];
    let dollar = cursor.skip_spaces(token.end);
    let end = cursor.past(dollar, |c| c == '$').filter(|_| dollar > token.end)?;
    let next = cursor.char_at(cursor.skip_spaces(end));
    let money = with_letters(cursor, '$', letters)?;
    (!next.is_some_and(char::is_alphanumeric)
        || cursor.skip_spaces(end) > end && !next.is_some_and(|c| c.is_ascii_digit()))
    .then_some((money, end))
}

/// The symbol that ends at a byte with the letters before or after it: what it says, and its first byte.
pub(crate) fn backward(cursor: &Cursor<'_>, end: usize) -> Option<(Money, usize)> {
    let last = cursor.char_before(end)?;
    if last.is_alphabetic() {
        // "$US 10"
        let token = cursor.token_before(end)?;
        let symbol = cursor.char_before(token.start)?;
        let money = with_letters(cursor, symbol, &cursor.text[token.start..end])?;
        return Some((money, token.start - symbol.len_utf8()));
    }
    let money = character(cursor, last)?;
    let start = end - last.len_utf8();
    if let Some(token) = cursor.token_before(start) {
        let letters = &cursor.text[token.start..start];
        if let Some(qualified) = with_letters(cursor, last, letters)
            && cursor.begins(token.start)
        {
            return Some((qualified, token.start));
        }
        return Some((money, start));
    }
    if last == '$' {
        if let Some(before) = cursor.text[..start].strip_suffix("U.S.") {
            return Some((code(b"USD"), before.len()));
        }
        let spaced = cursor.skip_spaces_back(start);
        if spaced < start
            && let Some(token) = cursor.token_before(spaced)
            && matches!(&cursor.text[token.start..spaced], "US" | "HK" | "NZ" | "CA" | "AU")
            && cursor.begins(token.start)
            && !cursor.text[..token.start].ends_with('$')
        {
            return with_letters(cursor, '$', &cursor.text[token.start..spaced])
                .map(|money| (money, token.start));
        }
        if spaced < start
            && let Some(before) = cursor.text[..spaced].strip_suffix("U.S.")
        {
            return Some((code(b"USD"), before.len()));
        }
    }
    Some((money, start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(money: Money) -> String {
        match money {
            Money::Currency(currency) => currency.code().to_owned(),
            other => format!("{other:?}").chars().take_while(|c| c.is_alphabetic()).collect(),
        }
    }

    #[test]
    fn symbols_behind_a_number() {
        for (text, money, rest) in [
            ("€ net", "EUR", " net"),
            ("$US", "USD", ""),
            ("$ US au", "USD", " au"),
            ("$\u{a0}CA", "CAD", ""),
            ("$ c aux", "CAD", " aux"),
            ("$ au Maroc", "Noun", " au Maroc"),
            ("$ can do", "Noun", " can do"),
            ("$ can.", "CAD", "."),
            ("$ c'est", "Noun", " c'est"),
            ("HK$.", "HKD", "."),
            ("US$", "USD", ""),
            ("£GB", "GBP", ""),
            ("€ur", "EUR", ""),
            ("€uro", "EUR", ""),
            ("$ A pays", "Noun", " A pays"),
            ("CN¥", "CNY", ""),
        ] {
            let (found, end) = forward(&Cursor::new(text), 0).unwrap();
            assert_eq!((named(found).as_str(), &text[end..]), (money, rest), "{text}");
        }
        assert!(forward(&Cursor::new("Paris"), 0).is_none());
    }

    #[test]
    fn symbols_before_a_number() {
        for (text, money, before) in [
            ("coûte $", "Noun", "coûte "),
            ("for US$", "USD", "for "),
            ("for US $", "USD", "for "),
            ("a U.S. $", "USD", "a "),
            ("pour $US", "USD", "pour "),
            ("mxn$", "MXN", ""),
            ("a CA$", "CAD", "a "),
            ("plan A $", "Noun", "plan A "),
            ("IOU$", "Noun", "IOU"),
        ] {
            let (found, start) = backward(&Cursor::new(text), text.len()).unwrap();
            assert_eq!((named(found).as_str(), &text[..start]), (money, before), "{text}");
        }
    }
}
