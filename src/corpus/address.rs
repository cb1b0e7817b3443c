//! The addresses of links: those of the web are kept, whole; anything else (mail, scripts, places in the page) is not.

/// The whole address that a link names, when it is one of the web.
pub(super) fn web(href: &str) -> Option<String> {
    let href = href.trim();
    let scheme = href.get(..8).unwrap_or(href).to_ascii_lowercase();
    let blank = href.contains(|c: char| c.is_whitespace() || c.is_control());
    ((scheme.starts_with("http://") || scheme == "https://") && !blank).then(|| href.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_addresses_of_the_web_are_kept() {
        for (href, kept) in [
            (" https://a.example/b?c#d ", true),
            ("HTTP://a.example", true),
            ("mailto:a@b.example", false),
            ("javascript:alert(1)", false),
            ("#note", false),
            ("", false),
            ("https://a.example/\u{1b}]0;x", false),
            ("https://a.example/ b", false),
        ] {
            assert_eq!(web(href).is_some(), kept, "{href}");
        }
    }
}
