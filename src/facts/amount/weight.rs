//! Pounds that are weights and "livres" that are books.

use crate::facts::figures::cursor::Cursor;
use crate::facts::figures::lexicon::Cue;

/// Whether "pounds" between two bytes is a weight: something is weighed near it, or is made of it.
pub(crate) fn is_weight(cursor: &Cursor<'_>, start: usize, end: usize) -> bool {
    let next = cursor.next_token(end);
    if next.is_some_and(|token| cursor.is(&token, Cue::Heavy)) {
        return true;
    }
    // "gained 10 pounds in a month": what is weighed may go a few words before.
    let mut at = start;
    for _ in 0..5 {
        let Some(token) = cursor.previous_token(at) else { return false };
        if cursor.is(&token, Cue::Weighed) {
            return true;
        }
        at = token.start;
    }
    false
}

/// Whether "livres" that ends at a byte is of books.
pub(crate) fn books_follow(cursor: &Cursor<'_>, end: usize) -> bool {
    cursor.next_token(end).is_some_and(|token| cursor.is(&token, Cue::Books))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pounds_are_weighed_or_paid() {
        for (text, weight) in [
            ("The calf weighs about 80 pounds.", true),
            ("She lost more than 20 pounds in a year", true),
            ("They ate 20 pounds of rice", true),
            ("The fine was 20 pounds.", false),
            ("It costs 20 pounds in the shop", false),
        ] {
            let start = text.find(|c: char| c.is_ascii_digit()).unwrap();
            let end = text.find("pounds").unwrap() + 6;
            assert_eq!(is_weight(&Cursor::new(text), start, end), weight, "{text}");
        }
    }
}
