//! What is known about an article: `date:`, `folder:`, `source:`, `author:`, `lang:` and `words:`.

use super::{Context, Cost, Fault, Field, QueryValue, Test, counted};
use crate::article::Article;
use crate::filter::find::Needle;
use crate::text::Language;
use crate::text::fold::fold;

/// Its date.
pub(super) const DATE: Field = Field {
    name: "date",
    help: "published at this time: a year, a month, a day, since, until, or from..to",
    examples: &["date:2025", "date:>=2025-03", "date:2024-10..2025-03"],
    choices: &[],
    kinds: &[],
    values: None,
    cost: Cost::Look,
    parse: QueryValue::dates,
    in_text: None,
    test: |value, context| {
        let QueryValue::Dates(range) = *value else { return Box::new(|_| true) };
        Box::new(move |id| context.library.article(id).date.is_some_and(|date| range.contains(date)))
    },
};

/// Where its file is.
pub(super) const FOLDER: Field = Field {
    name: "folder",
    help: "in a folder, or a file of several articles, whose name begins with this; folders are divided by /",
    examples: &["folder:2025", "folder:presse/mars"],
    choices: &[],
    kinds: &[],
    values: Some(|context| context.index.folders(context.library).names()),
    cost: Cost::Look,
    parse: QueryValue::text,
    in_text: None,
    test: |value, context| {
        let QueryValue::Text(text) = value else { return Box::new(|_| true) };
        let asked = format!("/{}", fold(text.trim_start_matches('/')));
        let folders = context.index.folders(context.library);
        let within: Vec<bool> = folders.paths().map(|path| path.contains(&asked)).collect();
        Box::new(move |id| within[folders.of(id)])
    },
};

/// Where it was published.
pub(super) const SOURCE: Field = Field {
    name: "source",
    help: "the newspaper's or site's name contains this",
    examples: &["source:matin"],
    choices: &[],
    kinds: &[],
    values: Some(|context| {
        counted(context.library.articles().iter().filter_map(|article| article.source.as_deref()))
    }),
    cost: Cost::Look,
    parse: QueryValue::text,
    in_text: None,
    test: |value, context| contains(value, context, |article| article.source.as_deref()),
};

/// Who wrote it.
pub(super) const AUTHOR: Field = Field {
    name: "author",
    help: "the author's name contains this",
    examples: &["author:\"jeanne roy\""],
    choices: &[],
    kinds: &[],
    values: Some(|context| {
        counted(context.library.articles().iter().filter_map(|article| article.author.as_deref()))
    }),
    cost: Cost::Look,
    parse: QueryValue::text,
    in_text: None,
    test: |value, context| contains(value, context, |article| article.author.as_deref()),
};

/// Its language.
pub(super) const LANG: Field = Field {
    name: "lang",
    help: "in this language, by its two letters",
    examples: &["lang:fr"],
    choices: &[],
    kinds: &[],
    values: Some(|context| counted(context.library.articles().iter().map(|article| article.language.code()))),
    cost: Cost::Look,
    parse: |text| match Language::from_tag(text) {
        Some(language) => QueryValue::text(language.code()),
        None if text.trim().len() < 2 => Err(Fault::Unfinished),
        None => Err(Fault::Wrong {
            message: format!("\"{}\" is not a language", text.trim()),
            next_step: "write its two letters, as in fr or en".into(),
        }),
    },
    in_text: None,
    test: |value, context| {
        let QueryValue::Text(code) = value else { return Box::new(|_| true) };
        let asked = Language::from_tag(code);
        Box::new(move |id| Some(context.library.article(id).language) == asked)
    },
};

fn contains<'a>(value: &'a QueryValue, context: Context<'a>, of: fn(&Article) -> Option<&str>) -> Test<'a> {
    let QueryValue::Text(text) = value else { return Box::new(|_| true) };
    let needle = Needle::new(text);
    Box::new(move |id| of(context.library.article(id)).is_some_and(|name| needle.is_in(name, context.stale)))
}

/// Its length.
pub(super) const WORDS: Field = Field {
    name: "words",
    help: "a text with this number of words",
    examples: &["words:>500", "words:..200"],
    choices: &[],
    kinds: &[],
    values: None,
    cost: Cost::Look,
    parse: QueryValue::numbers,
    in_text: None,
    test: |value, context| {
        let QueryValue::Numbers(range) = *value else { return Box::new(|_| true) };
        Box::new(move |id| range.meets(f64::from(context.library.article(id).words), None))
    },
};
