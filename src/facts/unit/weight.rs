//! Pounds that are weights and "livres" that are books.

use crate::facts::lexicon::Cue;
use crate::facts::lexicon::cursor::{Cursor, Token};
use crate::facts::number::Number;

/// Whether the pounds that end at a byte are a weight: something is weighed near them, or is made of them, or
/// "a 3,000-pound car" goes on with a noun that is no price's.
pub(crate) fn is_weight(cursor: &Cursor<'_>, number: &Number, name: &Token, end: usize) -> bool {
    let next = cursor.join(end).and_then(|at| cursor.token(at));
    if let Some(next) = next {
        let singular = name.as_str() == "pound" && number.value.to_f64() > 1.0;
        let priced = cursor.is(&next, Cue::Priced) || cursor.is(&next, Cue::Funds);
        if cursor.is(&next, Cue::Heavy) || singular && !priced && !cursor.is(&next, Cue::Follows) {
            return true;
        }
    }
    let start = number.start;
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
    use crate::facts::number;

    #[test]
    fn pounds_are_weighed_or_paid() {
        for (text, weight) in [
            ("The calf weighs about 80 pounds.", true),
            ("She lost more than 20 pounds in a year", true),
            ("They ate 20 pounds of rice", true),
            ("It towed a 3,000-pound car", true),
            ("The fine was 20 pounds.", false),
            ("He kept a 50 pound note", false),
            ("It costs 20 pounds in the shop", false),
        ] {
            let start = text.find(|c: char| c.is_ascii_digit()).unwrap();
            let cursor = Cursor::new(text);
            let number = number::read(&cursor, start, false).unwrap();
            let name = cursor.token(text.find("pound").unwrap()).unwrap();
            assert_eq!(is_weight(&cursor, &number, &name, name.end), weight, "{text}");
        }
    }
}
