//! Versions of an article: how one whose text was changed by its publisher is recognised, so that it keeps its marks.
//!
//! Marks belong to a content. With them the store keeps what else tells the article: its address, and its path, title
//! and date. An article that has no marks of its own takes those of the content that was last known under the same
//! address or path, if that content is no longer among the articles.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::StoredValue;
use crate::article::{Article, ArticleId, ContentKey};

/// What tells an article apart from its content: 32 hexadecimal digits of a BLAKE3 hash.
pub(crate) type Identity = Arc<str>;

/// An article as triage knows it.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The key of its marks.
    pub key: ContentKey,
    /// Up to two: of its address, and of its path, title and date.
    pub(crate) identities: Vec<Identity>,
}

impl From<ContentKey> for Known {
    fn from(key: ContentKey) -> Self {
        Self { key, identities: Vec::new() }
    }
}

impl Known {
    /// What is known of an article; `folder` is the one that relative paths begin at.
    pub fn of(article: &Article, folder: &Path) -> Self {
        let mut identities = Vec::with_capacity(2);
        if let Some(address) = article.url.as_deref().and_then(same_address) {
            identities.push(identity(&[b"address", address.as_bytes()]));
        }
        // Without the `.` in it.
        let path: PathBuf = folder.join(&*article.origin.path).components().collect();
        let date = article.date.map(|date| date.to_string()).unwrap_or_default();
        let parts = [path.as_os_str().as_encoded_bytes(), article.title.as_bytes(), date.as_bytes()];
        identities.push(identity(&[b"path", parts[0], parts[1], parts[2]]));
        Self { key: article.key, identities }
    }
}

fn identity(parts: &[&[u8]]) -> Identity {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().to_hex()[..32].into()
}

/// An address without what differs between two visits of a page: the scheme, a fragment, campaign parameters, a last
/// slash. `None` when it names no page of a site.
fn same_address(url: &str) -> Option<String> {
    let rest = url.split_once("://").filter(|(scheme, _)| matches!(*scheme, "http" | "https"))?.1;
    let rest = rest.split('#').next().unwrap_or_default();
    let (page, query) = rest.split_once('?').unwrap_or((rest, ""));
    let kept: Vec<_> =
        query.split('&').filter(|part| !part.is_empty() && !part.starts_with("utm_")).collect();
    let page = page.trim_end_matches('/');
    // The first page of a site is none of an article.
    if !page.contains('/') && kept.is_empty() {
        return None;
    }
    Some(format!("{page}?{}", kept.join("&")))
}

/// An article that is a later version of a content that is not among the articles.
#[derive(Debug, Clone, Copy)]
pub(super) struct Successor {
    /// The article.
    pub(super) article: ArticleId,
    /// The content before.
    pub(super) before: ContentKey,
    /// Whether it has marks of its own; else its marks are those of the content before.
    pub(super) has_marks: bool,
}

/// The articles that are later versions of other contents.
pub(super) fn successors(articles: &[Known], values: &[(ContentKey, StoredValue)]) -> Vec<Successor> {
    let present: HashSet<ContentKey> = articles.iter().map(|article| article.key).collect();
    let mut marked = HashSet::new();
    // The content that was last known under each identity.
    let mut last: HashMap<&str, ContentKey> = HashMap::new();
    for (key, value) in values {
        match value {
            StoredValue::Version(identity) if !present.contains(key) => drop(last.insert(identity, *key)),
            StoredValue::Correction(..) | StoredValue::Version(_) => {}
            _ => drop(marked.insert(*key)),
        }
    }
    if last.is_empty() {
        return Vec::new();
    }
    // An identity that several articles have tells none of them.
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for identity in articles.iter().flat_map(|article| &article.identities) {
        *seen.entry(identity).or_default() += 1;
    }
    let before = |article: &Known| {
        let own = article.identities.iter().filter(|identity| seen[&***identity] == 1);
        own.filter_map(|identity| last.get(&**identity)).next().copied()
    };
    (0u32..)
        .zip(articles)
        .filter_map(|(index, article)| {
            let has_marks = marked.contains(&article.key);
            Some(Successor { article: ArticleId(index), before: before(article)?, has_marks })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_page_are_the_same() {
        let page = same_address("https://gazette.example/le-port?page=2&utm_source=mail#haut");
        assert_eq!(page.as_deref(), Some("gazette.example/le-port?page=2"));
        assert_eq!(
            same_address("http://gazette.example/le-port/"),
            same_address("https://gazette.example/le-port")
        );
        assert_ne!(same_address("http://gazette.example/a"), same_address("http://gazette.example/b"));
        for none in ["https://gazette.example", "https://gazette.example/#a", "mailto:a@b.example", "a/b", ""]
        {
            assert_eq!(same_address(none), None, "{none}");
        }
    }

    #[test]
    fn marks_are_carried_to_the_one_article_that_is_a_later_version() {
        let key = |number: u8| ContentKey([number; 16]);
        let known = |number, identities: &[&str]| Known {
            key: key(number),
            identities: identities.iter().map(|&identity| identity.into()).collect(),
        };
        let version = |number, identity: &str| (key(number), StoredValue::Version(identity.into()));
        let read = |number| (key(number), StoredValue::Read(true));
        let carried = |articles: &[Known], values: &[(ContentKey, StoredValue)]| {
            let mut all: Vec<_> = successors(articles, values)
                .into_iter()
                .filter(|successor| !successor.has_marks)
                .map(|successor| (successor.article.0, successor.before.0[0]))
                .collect();
            all.sort_unstable();
            all
        };
        let store = [read(1), version(1, "a"), version(1, "b")];
        assert_eq!(carried(&[known(2, &["a"]), known(3, &["c"])], &store), [(0, 1)]);
        assert_eq!(carried(&[known(3, &["c", "b"])], &store), [(0, 1)]);
        assert_eq!(
            carried(&[known(1, &["a"]), known(2, &["a"])], &store),
            [],
            "the marked content is there itself"
        );
        assert_eq!(carried(&[known(2, &["a"]), known(3, &["a"])], &store), [], "it may be either of them");
        let own = [read(1), version(1, "a"), (key(2), StoredValue::Starred(false))];
        assert_eq!(carried(&[known(2, &["a"])], &own), [], "it has marks of its own");
        let twice = [read(1), version(1, "a"), read(4), version(4, "a")];
        assert_eq!(carried(&[known(2, &["a"])], &twice), [(0, 4)], "the last version counts");
    }
}
