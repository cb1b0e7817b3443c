//! The addresses of links: absolute addresses of the web are kept, and relative ones are
//! made whole. Anything else (mail, scripts, places in the page) is not kept.

use fluent_uri::{Iri, IriRef};

/// What an address may not hold (RFC 3986, section 2); it is written in per cent.
const ILLEGAL: &[char] = &['"', '<', '>', '\\', '^', '`', '{', '|', '}', '[', ']'];

/// The whole address that a link names, in an article whose own address is `base`; `None` when it is none of the web.
pub(super) fn resolve(base: Option<&str>, href: &str) -> Option<String> {
    let href = href.trim();
    if href.is_empty() || href.starts_with('#') || href.contains(char::is_control) {
        return None;
    }
    if is_web(href) {
        return Some(href.to_owned());
    }
    let written = written(href);
    let href = IriRef::parse(written.as_str()).ok()?;
    if href.has_scheme() {
        return None;
    }
    let base = Iri::parse(base?.trim()).ok()?;
    let whole = href.resolve_against(&base.strip_fragment()).ok()?.into_string();
    is_web(&whole).then_some(whole)
}

/// Whether an address is one of the web, and names a host.
fn is_web(address: &str) -> bool {
    let begins = |scheme: &str| {
        address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && address.len() > scheme.len()
    };
    begins("https://") || begins("http://")
}

/// An address with what none may hold written in per cent.
fn written(href: &str) -> String {
    let mut out = String::with_capacity(href.len());
    for c in href.chars() {
        if c.is_whitespace() || ILLEGAL.contains(&c) {
            out.extend(c.encode_utf8(&mut [0; 4]).bytes().map(|byte| format!("%{byte:02X}")));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_web_are_kept_and_made_whole() {
        let base = Some("https://port.example/2024/05/quai.html?page=2#haut");
        for (href, whole) in [
            (" https://a.example/b?c#d ", Some("https://a.example/b?c#d")),
            ("HTTP://a.example", Some("HTTP://a.example")),
            ("//b.example/c", Some("https://b.example/c")),
            ("/d", Some("https://port.example/d")),
            ("../grue.html", Some("https://port.example/2024/grue.html")),
            ("?page=3", Some("https://port.example/2024/05/quai.html?page=3")),
            ("la grue|é.html", Some("https://port.example/2024/05/la%20grue%7Cé.html")),
            ("mailto:a@b.example", None),
            ("javascript:alert(1)", None),
            ("https://", None),
            ("#note", None),
            ("", None),
            ("/\u{1b}]0;x", None),
        ] {
            assert_eq!(resolve(base, href).as_deref(), whole, "{href}");
        }
        for base in [None, Some("not an address"), Some("mailto:a@b.example")] {
            assert_eq!(resolve(base, "/d"), None, "{base:?}");
        }
    }
}
