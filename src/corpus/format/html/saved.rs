//! What browsers and SingleFile write at the top of a page that they save: the address it came from, and the day.

use crate::corpus::draft::Draft;
use crate::corpus::{address, date};

/// Puts the address that a page was saved from into its draft, and the day, which dates it when nothing else does.
pub(super) fn apply(head: &str, draft: &mut Draft<'_>) {
    let Some(comment) = head.split("<!--").skip(1).take(3).find_map(|rest| {
        let comment = rest.split("-->").next()?;
        (comment.contains("saved from url=") || comment.contains("SingleFile")).then_some(comment)
    }) else {
        return;
    };
    let after = |mark: &str| comment.split_once(mark).map(|(_, rest)| rest.trim_start());
    let from = after("saved from url=").map(|rest| rest.split_once(')').map_or(rest, |(_, address)| address));
    let address = from.or_else(|| after("url: ")).and_then(|rest| rest.split_ascii_whitespace().next());
    draft.url = draft.url.take().or_else(|| address::resolve(None, address?));
    let day = after("saved date: ").and_then(|rest| rest.lines().next());
    draft.modified = draft.modified.or_else(|| {
        let words: Vec<&str> = day?.split_ascii_whitespace().take(4).collect();
        date::given(&words.join(" "))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_that_a_page_was_saved_from_is_its_own() {
        for (head, url, day) in [
            (
                "<!DOCTYPE html>\n<!-- saved from url=(0029)https://larive.example/bac -->",
                Some("https://larive.example/bac"),
                None,
            ),
            (
                "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://larive.example/bac \n saved date: Tue May 14 \
                 2024 10:00:00 GMT+0200 (CEST)\n-->",
                Some("https://larive.example/bac"),
                Some("2024-05-14"),
            ),
            ("<!-- saved from url=(0011)about:blank -->", None, None),
            ("<!-- url: https://larive.example/bac -->", None, None),
        ] {
            let mut draft = Draft::default();
            apply(head, &mut draft);
            assert_eq!(draft.url.as_deref(), url, "{head}");
            assert_eq!(draft.modified.map(|day| day.to_string()).as_deref(), day, "{head}");
        }
    }
}
