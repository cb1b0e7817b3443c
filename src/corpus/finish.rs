//! From what a format knows of an article to the article: cleaning, and working out the title, date, author and language
//! that were not given.

use std::path::Path;
use std::sync::Arc;

use super::draft::Draft;
use super::options::Options;
use super::prefix::prefix;
use super::{address, clean, date, language, title, words};
use crate::article::{Article, ContentKey, Origin};
use crate::text::sanitise;

/// Whether a screen shows anything of a text.
fn shows(text: &str) -> bool {
    // Nearly every text shows something at once.
    let head = prefix(text, 256);
    let shown = |text: &str| !sanitise(text).as_str().trim().is_empty();
    shown(head) || head.len() < text.len() && shown(text)
}

impl Draft<'_> {
    /// The article, or `None` when there is no text.
    pub(super) fn finish(
        mut self,
        path: &Arc<Path>,
        file_notices: &[Box<str>],
        options: &Options,
    ) -> Option<Article> {
        if !shows(&self.text) {
            return None;
        }
        for given in [&mut self.title, &mut self.author, &mut self.source, &mut self.url] {
            *given = given.take().map(|value| title::one_line(&value)).filter(|value| shows(value));
        }
        // A text that was changed after its structure was made has none.
        self.structure = self.structure.filter(|structure| structure.fits(&self.text));
        let base = self.url.as_deref();
        self.structure =
            self.structure.map(|structure| structure.with_targets(|target| address::resolve(base, target)));
        let cleaned = clean::clean(&self, options.raw);
        let (text, structure, removed) = match cleaned.text {
            Some(text) => (text.into_boxed_str(), cleaned.structure, cleaned.removed),
            None => (Box::from(self.text), self.structure, self.removed),
        };
        let title: Box<str> = match self.title.or(cleaned.title.filter(|title| shows(title))) {
            Some(title) => title.into(),
            None => title::from_name(path, self.item.as_deref()).into(),
        };
        let language = self.language.or(options.language).unwrap_or_else(|| language::detect(&text));
        let notices = [file_notices, &self.notices].concat();
        Some(Article {
            key: ContentKey::of(&title, &text),
            origin: Origin { path: Arc::clone(path), item: self.item },
            date: self.date.or(cleaned.date).or_else(|| date::from_name(path)).or(self.modified),
            author: self.author.or(cleaned.author).map(Into::into),
            source: self.source.or(cleaned.source).map(Into::into),
            url: self.url.map(Into::into),
            language,
            words: words::count(&text),
            title,
            text,
            structure: structure.map(Box::new),
            removed: removed.into(),
            offered: (!self.offered.is_empty()).then(|| Box::new(self.offered)),
            notices: notices.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::corpus::{Options, in_memory};

    #[test]
    fn a_text_that_shows_nothing_is_none_and_gives_no_title() {
        let read = |text: &str| in_memory::read("a.txt", text.as_bytes(), &Options::default()).articles;
        assert!(read("\u{200b}\u{ad}\n\u{2060}\n").is_empty());
        let article = read("\u{200b}\u{ad}\n\n\u{2060}Le port rouvre.\n").remove(0);
        assert!(article.title.chars().any(char::is_alphabetic), "{:?}", article.title);
    }

    #[test]
    fn a_title_that_shows_nothing_is_worked_out_anew() {
        let record = "{\"title\": \"\u{200b} \u{ad}\", \"text\": \"Le quai rouvre\\n\\nLe port de Malville s'ouvre en mars, dit la mairie.\"}";
        let article = in_memory::read("a.json", record.as_bytes(), &Options::default()).articles.remove(0);
        assert_eq!(&*article.title, "Le quai rouvre");
    }
}
