//! Output to other programs: quotes and addresses for the clipboard, a text for a command, a file for the editor, an
//! address for the browser. Text is sanitised as for the screen, because text pasted into a shell or printed by a
//! command acts on a terminal too.

use super::Command;
use crate::app::effect::{Effect, ListedJob};
use crate::app::input::{Asked, Question};
use crate::app::prompt::Purpose;
use crate::app::state::State;
use crate::article::ArticleId;
use crate::article::citation::{citation, quoted};
use crate::text::count::counted;
use crate::text::sanitise::{sanitise, sanitise_text};
use crate::text::{Safe, sentence};

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "copy-quote",
        doc: "copy the selected passage, else the mention's sentence, with its citation; else the citation",
        section: "Out",
        run: State::copy_quote,
    },
    Command {
        name: "copy-address",
        doc: "copy the article's address, or its path",
        section: "Out",
        run: State::copy_address,
    },
    Command {
        name: "browse",
        doc: "open the article's address in the browser",
        section: "Out",
        run: State::browse,
    },
    Command { name: "edit", doc: "open the article's file in your editor", section: "Out", run: State::edit },
    Command {
        name: "export",
        doc: "export what is in front into a file (.md, .csv, .ndjson; articles also .bib): the selected articles, else all that \
              are listed; on the board and the index, their rows",
        section: "Out",
        run: |state| state.ask(Purpose::Export),
    },
    Command {
        name: "pipe",
        doc: "give the article's text, without control characters, to a command of the shell",
        section: "Out",
        run: |state| state.ask(Purpose::Pipe),
    },
];

impl State {
    /// The sentence of the current mention with its citation; without a mention, the citation.
    pub(in crate::app) fn copy_quote(&mut self) {
        if let Some(passage) = self.passage() {
            let quotation = self.quotation(passage);
            self.end_passage();
            return self.copy(lines(&quotation), "copied the passage with its citation".to_owned());
        }
        let Some(id) = self.current_id() else { return self.say("there is no article here") };
        let article = self.library.article(id);
        let mention = self.tracking.current();
        let (text, what) = match mention.filter(|_| self.reading.article() == Some(id)) {
            Some(span) => {
                let quote = sentence::around(&article.text, span).of(&article.text);
                let text = format!("{} — {}", quoted(quote, article.language), citation(article));
                (text, "copied the sentence with its citation".to_owned())
            }
            None => (citation(article), "copied the citation".to_owned()),
        };
        self.copy(lines(&text), what);
    }

    pub(in crate::app) fn copy_address(&mut self) {
        let Some(id) = self.current_id() else { return self.say("there is no article here") };
        let article = self.library.article(id);
        let address =
            article.url.as_deref().map_or_else(|| article.origin.path.display().to_string(), str::to_owned);
        // One line, because a line end would act as Enter where the address is pasted.
        let address = sanitise(&address).into_owned();
        let what = format!("copied {address}");
        self.copy(address, what);
    }

    pub(in crate::app) fn copy(&mut self, text: Safe<'static>, what: String) {
        self.say(match text.hidden() {
            0 => what,
            1 => format!("{what}, with 1 hidden character made harmless"),
            many => format!("{what}, with {many} hidden characters made harmless"),
        });
        self.effects.push(Effect::Copy(text));
    }

    pub(in crate::app) fn browse(&mut self) {
        let Some(id) = self.current_id() else { return self.say("there is no article here") };
        match self.library.article(id).url.clone() {
            Some(url) => self.browse_to(&url),
            None => self.say("this article gives no web address"),
        }
    }

    /// Opens an address in the browser.
    pub(in crate::app) fn browse_to(&mut self, address: &str) {
        match web_address(address) {
            Some(url) => self.effects.push(Effect::Browse(url)),
            None => self.say("this article gives no web address"),
        }
    }

    /// The same, when that is confirmed; what the text calls the address may be another one.
    pub(in crate::app) fn ask_to_browse(&mut self, address: &str) {
        let Some(url) = web_address(address) else { return self.say("this link is no web address") };
        self.say(format!("Enter, or a click here, opens {}", sanitise(&url)));
        self.input.confirm(Question { asked: Asked::Browse(url), key: None });
    }

    pub(in crate::app) fn edit(&mut self) {
        let Some(id) = self.current_id() else { return self.say("there is no article here") };
        self.effects.push(Effect::Edit(self.library.article(id).origin.path.to_path_buf()));
    }

    /// The articles that are exported: those that are selected and listed, else all that are listed.
    pub(in crate::app) fn exported_articles(&self) -> Vec<ArticleId> {
        if self.selection.here() > 0 {
            return self.subjects();
        }
        self.listing.ordered().with_folded().collect()
    }

    /// Requests an export into a file.
    pub(in crate::app) fn export_to(&mut self, name: &str, replace: bool) {
        if name.trim().is_empty() {
            return self.say("nothing was exported: it needs the name of a file");
        }
        let articles = self.exported_articles();
        self.say(format!("exporting {} …", counted(articles.len(), "article")));
        self.effects.push(Effect::ExportListed(ListedJob {
            name: name.to_owned(),
            replace,
            annotations: self.triage.annotations(&articles),
            articles,
            library: std::sync::Arc::clone(&self.library),
        }));
    }

    /// Asks whether a file is to be replaced.
    pub(in crate::app) fn export_exists(&mut self, name: String) {
        let question = format!("{} is there already: Enter replaces it", name.trim());
        self.ask_about(Asked::Export { name }, question);
    }

    /// Sends the text of an article to a shell command.
    pub(in crate::app) fn pipe(&mut self, id: ArticleId, command: &str) {
        if !command.trim().is_empty() {
            let article = self.library.article(id);
            let text = lines(&format!("{}\n\n{}\n", sanitise(&article.title), article.text));
            self.effects.push(Effect::Pipe { command: command.to_owned(), text });
        }
    }
}

/// A text of many lines, sanitised.
pub(super) fn lines(text: &str) -> Safe<'static> {
    sanitise_text(text).safe().clone().into_owned()
}

/// An address that a browser fetches, with everything that no address may hold percent-encoded (RFC 3986, section
/// 2); `None` for all else, which could be anything to the program that opens it. It begins with `http`, so no
/// program takes it for an option.
fn web_address(address: &str) -> Option<String> {
    let address = address.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    let (scheme, rest) = address.split_once("://")?;
    let web = ["https", "http"].iter().any(|name| scheme.eq_ignore_ascii_case(name));
    if !web || rest.is_empty() {
        return None;
    }
    let mut clean = format!("{}://", scheme.to_ascii_lowercase());
    let mut bytes = [0; 4];
    for c in rest.chars() {
        let text = c.encode_utf8(&mut bytes);
        let foreign = c.is_whitespace()
            || c.is_control()
            || "\"<>\\^`{|}".contains(c)
            || (!c.is_ascii() && sanitise(text).as_str() != &*text);
        if foreign {
            clean.extend(text.bytes().map(|byte| format!("%{byte:02X}")));
        } else {
            clean.push(c);
        }
    }
    Some(clean)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::scenario::Scenario;
    use crate::article::{Article, ContentKey, Origin};
    use crate::library::Library;
    use crate::text::Language;

    /// One article with controls in everything.
    fn hostile(url: Option<&str>) -> Scenario {
        let text = "Body \u{1b}[201~\r\ntouch pwned\r\n. A \u{9b}2J \u{202e}word\u{7} and \0 more.";
        let article = Article {
            key: ContentKey::of("t", text),
            origin: Origin { path: std::path::Path::new("a\u{1b}]0;x\u{7}\nb.txt").into(), item: None },
            title: "A \u{1b}]0;title\u{7}\nline".into(),
            date: None,
            author: Some("Anna\u{1b}[201~ Roth".into()),
            source: Some("La\nGazette".into()),
            url: url.map(Into::into),
            language: Language::ENGLISH,
            words: 9,
            text: text.into(),
            structure: None,
            removed: Box::new([]),
            offered: None,
            notices: Box::new([]),
        };
        Scenario::with(Library::from_parts(vec![article], vec![Box::new([])], vec![], vec![]), 100, 30, "")
    }

    #[track_caller]
    fn assert_harmless(text: &str) {
        let harm = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!text.contains(harm), "{text:?}");
    }

    #[test]
    fn what_is_copied_carries_no_control_and_an_address_no_line_end() {
        let mut reader = hostile(Some("https://x.example/\u{1b}[201~;touch pwned\u{f}\r\ntouch again"));
        reader.keys("y");
        assert_harmless(&reader.copied[0]);
        assert!(!reader.copied[0].contains('\n'), "{:?}", reader.copied[0]);
        reader.keys("Y");
        assert_harmless(&reader.copied[1]);
        assert!(!reader.copied[1].contains('\n'), "{:?}", reader.copied[1]);
        assert!(reader.copied[1].starts_with("https://x.example/␛[201~;touch pwned␏"));
        assert!(reader.status().contains("hidden character"), "{}", reader.status());
        let mut reader = hostile(None);
        reader.keys("Y");
        assert_eq!(reader.copied[0], "a␛]0;x␇ b.txt");
    }

    #[test]
    fn a_copied_text_keeps_its_lines() {
        assert_eq!(lines("one\r\ntwo\rthree\u{1b}[201~\n\nfour").as_str(), "one\ntwo\nthree␛[201~\n\nfour");
    }

    #[test]
    fn what_a_command_reads_is_safe_for_the_terminal_it_prints_to_and_keeps_its_lines() {
        let mut reader = hostile(None);
        reader.keys("| 'cat' Enter");
        let piped = reader.copied.pop().unwrap();
        assert_eq!(
            piped,
            "Pipe { command: \"cat\", text: \"A ␛]0;title␇ line\\n\\nBody ␛[201~\\ntouch pwned\\n. A \
             \u{fffd}2J word␇ and ␀ more.\\n\" }"
        );
    }

    #[test]
    fn only_a_web_address_is_opened_and_it_holds_nothing_that_acts() {
        for (given, opened) in [
            ("https://a.example/b?c=d&e=(f)#g", Some("https://a.example/b?c=d&e=(f)#g")),
            ("HTTPS://UP.example/", Some("https://UP.example/")),
            (" http://sp.example/\n", Some("http://sp.example/")),
            ("https://a.example/é", Some("https://a.example/é")),
            ("https://ok.example/a b?x=`id`", Some("https://ok.example/a%20b?x=%60id%60")),
            (
                "https://x.example/\u{1b}[201~\r\nq\u{0}\u{202e}",
                Some("https://x.example/%1B[201~%0D%0Aq%00%E2%80%AE"),
            ),
            ("--help", None),
            ("-remote=x", None),
            ("file:///etc/passwd", None),
            ("javascript:alert(1)", None),
            ("/bin/sh", None),
            ("ftp://x/y", None),
            ("mailto:x@y?attach=/etc/passwd", None),
            ("https:--help", None),
            ("https://", None),
            ("-https://x", None),
        ] {
            assert_eq!(web_address(given).as_deref(), opened, "{given:?}");
        }
    }
}
