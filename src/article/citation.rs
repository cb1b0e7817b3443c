//! How an article is cited and quoted. Everything is on one line and sanitised.

use super::Article;
use crate::text::{Language, sanitise};

/// A text in the quotation marks of its language. A text that is a quotation in French marks keeps those it has.
pub(crate) fn quoted(text: &str, language: Language) -> String {
    let text = sanitise(text.trim());
    if text.as_str().starts_with('«')
        && text.as_str().ends_with('»')
        && text.as_str().matches('«').count() == 1
    {
        return text.to_string();
    }
    match language.code() {
        // French sets the marks apart with spaces at which no line is broken.
        "fr" => format!("«\u{a0}{text}\u{a0}»"),
        "es" | "it" | "pt" | "ru" | "uk" | "el" | "nb" | "nn" | "no" => format!("«{text}»"),
        "de" | "cs" | "sk" | "bg" => format!("„{text}“"),
        "pl" | "ro" | "hu" | "hr" => format!("„{text}”"),
        "sv" | "fi" => format!("”{text}”"),
        _ => format!("“{text}”"),
    }
}

/// `Author, “Title”, Source, 2025-03-14, https://…`, without what is not known. Where neither a source nor an
/// address is, the file is named.
pub(crate) fn citation(article: &Article) -> String {
    let line = |text: &str| sanitise(text).to_string();
    let nowhere = article.source.is_none() && article.url.is_none();
    let parts = [
        article.author.as_deref().map(line),
        Some(quoted(&article.title, article.language)),
        article.source.as_deref().map(line),
        article.date.map(|date| date.to_string()),
        article.url.as_deref().map(line),
        nowhere.then(|| line(&file(article))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The name of the file, with the item in it, as it is.
pub(crate) fn file(article: &Article) -> String {
    let path = &article.origin.path;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    match &article.origin.item {
        Some(item) => format!("{name}#{item}"),
        None => name.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::article::{ContentKey, Origin, PartialDate};

    fn article(source: Option<&str>, url: Option<&str>, language: Language) -> Article {
        Article {
            key: ContentKey::of("t", "x"),
            origin: Origin { path: Path::new("presse/quai.jsonl").into(), item: Some("7".into()) },
            title: "Le quai rouvre".into(),
            date: Some(PartialDate { year: 2025, month: 3, day: 14 }),
            author: Some("Jeanne Lavergne".into()),
            source: source.map(Into::into),
            url: url.map(Into::into),
            language,
            words: 1,
            text: "x".into(),
            structure: None,
            removed: Box::new([]),
            notices: Box::new([]),
            offered: None,
        }
    }

    #[test]
    fn a_citation_says_where_the_article_is_from_or_names_its_file() {
        let french = Language::FRENCH;
        assert_eq!(
            citation(&article(Some("La Gazette"), Some("https://g.example/7"), french)),
            "Jeanne Lavergne, «\u{a0}Le quai rouvre\u{a0}», La Gazette, 2025-03-14, https://g.example/7"
        );
        assert_eq!(
            citation(&article(None, None, Language::ENGLISH)),
            "Jeanne Lavergne, “Le quai rouvre”, 2025-03-14, quai.jsonl#7"
        );
    }

    #[test]
    fn a_quotation_is_not_quoted_again() {
        let quote = |text| quoted(text, Language::FRENCH);
        assert_eq!(quote("« Nous partons. »"), "« Nous partons. »");
        assert_eq!(quote("« Nous », dit-elle"), "«\u{a0}« Nous », dit-elle\u{a0}»");
    }

    #[test]
    fn quotation_marks_are_those_of_the_language() {
        for (tag, quote) in [
            ("fr", "«\u{a0}Oui\u{a0}»"),
            ("en", "“Oui”"),
            ("de", "„Oui“"),
            ("es", "«Oui»"),
            ("pl", "„Oui”"),
            ("zz", "“Oui”"),
        ] {
            assert_eq!(quoted(" Oui\n", Language::from_tag(tag).unwrap()), quote, "{tag}");
        }
    }
}
