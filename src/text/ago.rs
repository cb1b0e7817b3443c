//! How long ago something was, for lists and messages.

use super::count::counted;

/// `just now`, `5 min ago`, `3 h ago`, `2 days ago`. A time to come is now: clocks differ.
pub(crate) fn ago(seconds: i64) -> String {
    match seconds {
        ..60 => "just now".to_owned(),
        60..3600 => format!("{} min ago", seconds / 60),
        3600..86_400 => format!("{} h ago", seconds / 3600),
        _ => format!("{} ago", counted(seconds / 86_400, "day")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_in_the_largest_unit_that_it_has() {
        let told = [-5, 59, 60, 3599, 3600, 86_399, 86_400, 864_000].map(ago);
        let expected = [
            "just now",
            "just now",
            "1 min ago",
            "59 min ago",
            "1 h ago",
            "23 h ago",
            "1 day ago",
            "10 days ago",
        ];
        assert_eq!(told, expected);
    }
}
