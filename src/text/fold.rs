//! Folding: one form for texts that differ only in case and accents, so that `Francois` finds `FRANÇOIS`.
//!
//! Latin letters lose their marks by a table, everything else is lower-cased by Unicode. The table covers
//! Greek and Cyrillic with accents, Latin-1, Latin Extended-A and the letters of Latin Extended-B and Additional that European and
//! Vietnamese names use; ligatures and `ß` unfold to two letters.

use super::visible::{JOINER, is_invisible};

/// Appends the folded form of `text` to `out`.
pub(crate) fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        let from = out.len();
        out.push_str(text);
        return out[from..].make_ascii_lowercase();
    }
    for c in text.chars() {
        fold_char(c, |folded| out.push(folded));
    }
}

/// The folded form of `text`: lower case, without accents, typographic apostrophes and hyphens as ASCII.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Calls `emit` with each character that `c` folds to: no call for a combining mark or a soft hyphen, one for most characters, two for `œ`.
pub(crate) fn fold_char(c: char, mut emit: impl FnMut(char)) {
    if c.is_ascii() {
        return emit(c.to_ascii_lowercase());
    }
    if ('\u{300}'..='\u{36f}').contains(&c) || is_invisible(c) || c == JOINER {
        return;
    }
    for lower in c.to_lowercase() {
        if ('\u{300}'..='\u{36f}').contains(&lower) {
            continue;
        }
        match base(lower) {
            Some(letters) => letters.chars().for_each(&mut emit),
            None => emit(lower),
        }
    }
}

fn base(lower: char) -> Option<&'static str> {
    Some(match lower {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ'..='ặ' => "a",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ' | 'ẻ' | 'ẽ' | 'ế' | 'ề' | 'ể' | 'ễ'
        | 'ệ' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' | 'ǧ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ǐ' | 'ỉ' | 'ị' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ǒ' | 'ọ' | 'ỏ' | 'ố' | 'ồ' | 'ổ'
        | 'ỗ' | 'ộ' | 'ớ' | 'ờ' | 'ở' | 'ỡ' | 'ợ' => "o",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ǔ' | 'ụ' | 'ủ' | 'ứ' | 'ừ'
        | 'ử' | 'ữ' | 'ự' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' | 'ỳ' | 'ỵ' | 'ỷ' | 'ỹ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        '’' | 'ʼ' | '‘' | '‛' => "'",
        '‐' | '‑' => "-",
        'ά' => "α",
        'έ' => "ε",
        'ή' => "η",
        'ί' | 'ϊ' | 'ΐ' => "ι",
        'ό' => "ο",
        'ύ' | 'ϋ' | 'ΰ' => "υ",
        'ώ' => "ω",
        'ς' => "σ",
        'ѐ' | 'ё' => "е",
        'ѝ' => "и",
        '\u{a0}' | '\u{202f}' | '\u{2009}' => " ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_fold_away() {
        for (text, folded) in [
            ("FRANÇOIS", "francois"),
            ("Œuvre", "oeuvre"),
            ("Straße", "strasse"),
            ("İstanbul", "istanbul"),
            ("Nguyễn Văn Đặng", "nguyen van dang"),
            ("e\u{301}te\u{301}", "ete"),
            ("l’été", "l'ete"),
            ("mil\u{ad}liard\u{200b}", "milliard"),
            ("Αθήνα", "αθηνα"),
            ("Νίκος", "νικοσ"),
            ("Алёна", "алена"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }
}
