//! The templates of `liseuse export`: Jinja syntax, one article at a time.

use std::path::Path;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value};
use serde::Serialize;

use super::{Error, Result};
use crate::article::Article;
use crate::text::fold;

/// A section for each article.
pub(super) const MARKDOWN: &str = include_str!("../../../assets/export/markdown.jinja");

/// An entry of BibTeX for each article.
pub(super) const BIBTEX: &str = include_str!("../../../assets/export/bibtex.jinja");

/// How templates are called in the environment.
const NAME: &str = "template";

/// A template that was parsed.
pub(super) struct Template {
    environment: Environment<'static>,
    /// What errors name.
    thing: String,
    source: String,
}

impl Template {
    pub(super) fn built_in(source: &str) -> Result<Self> {
        Self::new("the built-in template".to_owned(), source.to_owned())
    }

    pub(super) fn of_file(path: &Path) -> Result<Self> {
        let thing = path.to_string_lossy().into_owned();
        match std::fs::read_to_string(path) {
            Ok(source) => Self::new(thing, source),
            Err(error) => Err(Error::new(thing, format!("cannot be read: {error}"))
                .next("liseuse export --print-template prints one to begin with")),
        }
    }

    fn new(thing: String, source: String) -> Result<Self> {
        let mut environment = Environment::empty();
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        let syntax =
            SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
        environment.set_syntax(syntax.unwrap_or_default());
        environment.add_filter("join", join);
        environment.add_filter("bibtex", bibtex);
        environment.add_filter("one_line", one_line);
        environment.add_filter("address", address);
        let template = Self { environment, thing, source };
        template
            .environment
            .template_from_named_str(NAME, &template.source)
            .map_err(|error| template.wrong(&error))?;
        Ok(template)
    }

    /// Writes one article.
    pub(super) fn write(&self, article: &impl Serialize) -> Result<String> {
        self.environment
            .template_from_named_str(NAME, &self.source)
            .and_then(|template| template.render(Value::from(Serde(article))))
            .map_err(|error| self.wrong(&error))
    }

    fn wrong(&self, error: &minijinja::Error) -> Error {
        let line = error.line().map_or_else(String::new, |line| format!("line {line}: "));
        let detail = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
        Error::new(self.thing.clone(), format!("{line}{detail}"))
            .next("liseuse export --print-template shows what can be used")
    }
}

/// Texts with something between them.
fn join(texts: Vec<String>, between: String) -> String {
    texts.join(&between)
}

/// A text on one line.
fn one_line(text: String) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An address as the value of a field, which braces would end.
fn address(text: String) -> String {
    one_line(text).replace(' ', "%20").replace('{', "%7B").replace('}', "%7D")
}

/// A text as the value of a field: what TeX reads as commands is escaped, and braces are left out, so that the
/// field ends where it should.
fn bibtex(text: String) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' => out.extend(['\\', c]),
            '~' => out.push_str("\\textasciitilde "),
            '^' => out.push_str("\\textasciicircum "),
            '\\' => out.push_str("\\textbackslash "),
            '{' | '}' => {}
            _ => out.push(c),
        }
    }
    out
}

/// `lavergne2025quai-3f9c`: the author's last word, the year, the first long word of the title, and the beginning of the
/// id, so that no two articles have the same.
pub(super) fn cite_key(article: &Article) -> String {
    let ascii =
        |text: &str| -> String { fold::fold(text).chars().filter(char::is_ascii_alphanumeric).collect() };
    let name = article.author.as_deref().or(article.source.as_deref()).unwrap_or_default();
    let name = ascii(name.split_whitespace().next_back().unwrap_or_default());
    let year = article.date.map(|date| date.year.to_string()).unwrap_or_default();
    let word = article.title.split(|c: char| !c.is_alphanumeric()).find(|word| word.chars().count() > 3);
    let id = article.key.to_string();
    format!("{name}{year}{}-{}", ascii(word.unwrap_or_default()), &id[..4])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct One {
        title: &'static str,
        tags: Vec<&'static str>,
        note: Option<&'static str>,
    }

    const ONE: One = One { title: "Profits & {losses}: 5 %", tags: Vec::new(), note: None };

    #[test]
    fn a_template_writes_what_is_there() {
        let template = Template::built_in(
            "{% if note %}{{ note }}{% endif %}{{ title | bibtex }} {{ tags | join('; ') }}",
        )
        .unwrap();
        let one = One { tags: vec!["a", "b"], ..ONE };
        assert_eq!(template.write(&one).unwrap(), "Profits \\& losses: 5 \\% a; b");
    }

    #[test]
    fn a_mistake_in_a_template_is_named_with_its_line() {
        let error = Template::built_in("{{ title }}\n{% if %}").err().unwrap().to_string();
        assert!(error.contains("line 2"), "{error}");
        let error = Template::built_in("{{ titel }}").unwrap().write(&ONE).unwrap_err().to_string();
        assert!(error.contains("line 1"), "{error}");
    }
}
