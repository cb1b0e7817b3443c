//! Applies one configuration file to the settings. Every mistake becomes an error with the file, the line and
//! the next step; the rest of the file is still applied.

use std::path::PathBuf;

use serde::Deserialize as _;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::key::parse_sequence;
use super::look::{Guide, Hyphenated, MOST_SPACING};
use super::theme::{self, Theme};
use super::{AfterVerb, Document, KEYMAPS, NamedQuery, Settings, Side};
use crate::error::Error;

/// In the place of a command: unbinds the key.
const UNBOUND: &str = "none";

/// The names of all settings, for messages.
const KNOWN: &str = "after-verb, corpus, facts-width, fold-first, hyphenation, justified, keymap, keys, line-guide, \
    list-width, measure, mouse, paragraph-spacing, read-after-ms, theme, views";

/// Applies `document` to `settings` and adds its mistakes to `mistakes`.
pub(crate) fn apply(document: &Document, settings: &mut Settings, mistakes: &mut Vec<Error>) {
    let mut applier = Applier { document, mistakes };
    match DeTable::parse(&document.text) {
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            applier.mistake(
                at,
                error.message().to_owned(),
                "correct the TOML; until then the defaults are used",
            );
        }
        Ok(table) => applier.table(table.into_inner(), settings),
    }
}

struct Applier<'a> {
    document: &'a Document,
    mistakes: &'a mut Vec<Error>,
}

impl Applier<'_> {
    fn mistake(&mut self, at: usize, cause: impl Into<String>, next: impl Into<String>) {
        let place = format!("{}: line {}", self.document.name, self.line(at));
        self.mistakes.push(Error::new(place, cause).next(next));
    }

    fn line(&self, at: usize) -> usize {
        self.document.text[..at.min(self.document.text.len())].matches('\n').count() + 1
    }

    fn table(&mut self, table: DeTable<'_>, settings: &mut Settings) {
        let mut entries: Vec<_> = table.into_iter().collect();
        // A preset is applied first, wherever it is in the file, so that single keys override it.
        entries.sort_by_key(|(name, _)| (name.get_ref() != "keymap", name.span().start));
        for (name, value) in entries {
            let at = value.span().start;
            match name.get_ref().as_ref() {
                "theme" => self.theme(value, settings),
                "measure" => match integer(&value) {
                    Some(columns @ 20..=200) => settings.layout.measure = columns as u16,
                    _ => self.mistake(
                        at,
                        "\"measure\" must be a number from 20 to 200",
                        "write a number of columns, for example 70",
                    ),
                },
                "list-width" | "facts-width" => match integer(&value) {
                    Some(columns @ (0 | 20..=200)) => {
                        let columns = (columns > 0).then_some(columns as u16);
                        match name.get_ref().as_ref() {
                            "list-width" => settings.layout.list = columns,
                            _ => settings.layout.facts = columns,
                        }
                    }
                    _ => self.mistake(
                        at,
                        format!("\"{}\" must be a number from 20 to 200, or 0", name.get_ref()),
                        "write a number of columns, or 0 for what the text leaves",
                    ),
                },
                "fold-first" => match value.get_ref().as_str() {
                    Some("list") => settings.layout.folds_first = Side::List,
                    Some("facts") => settings.layout.folds_first = Side::Facts,
                    _ => self.mistake(
                        at,
                        "\"fold-first\" must be \"list\" or \"facts\"",
                        "write the one that is to make room for the text",
                    ),
                },
                "mouse" | "justified" => match value.get_ref().as_bool() {
                    Some(on) if name.get_ref() == "mouse" => settings.mouse = on,
                    Some(on) => settings.text.justified = on,
                    None => self.mistake(
                        at,
                        format!("\"{}\" must be true or false", name.get_ref()),
                        "write it without quotes",
                    ),
                },
                "paragraph-spacing" => match integer(&value) {
                    Some(rows) if (0..=i64::from(MOST_SPACING)).contains(&rows) => {
                        settings.text.spacing = rows as u8;
                    }
                    _ => self.mistake(
                        at,
                        "\"paragraph-spacing\" must be a number from 0 to 2",
                        "write the empty rows between paragraphs",
                    ),
                },
                "line-guide" => {
                    let wanted = value.get_ref().as_str();
                    match Guide::ALL.iter().find(|(_, name)| Some(*name) == wanted) {
                        Some((guide, _)) => settings.text.guide = *guide,
                        None => self.mistake(
                            at,
                            "\"line-guide\" must say how the line that is read is marked",
                            "choose one of \"off\", \"signs\", \"row\"",
                        ),
                    }
                }
                "hyphenation" => self.hyphenation(&value, settings),
                "read-after-ms" => match integer(&value) {
                    Some(ms @ 0..) => settings.read_after_ms = ms as u64,
                    _ => self.mistake(
                        at,
                        "\"read-after-ms\" must be a number of milliseconds, 0 or more",
                        "write for example 2000, or 0 for never",
                    ),
                },
                "after-verb" => match value.get_ref().as_str() {
                    Some("stay") => settings.after_verb = AfterVerb::Stay,
                    Some("next") => settings.after_verb = AfterVerb::Next,
                    Some("next-unread") => settings.after_verb = AfterVerb::NextUnread,
                    _ => self.mistake(
                        at,
                        "\"after-verb\" must say where the cursor goes after a decision",
                        "choose one of \"stay\", \"next\", \"next-unread\"",
                    ),
                },
                "corpus" => match value.get_ref().as_str() {
                    Some("") => settings.corpus = None,
                    Some(path) => settings.corpus = Some(PathBuf::from(path)),
                    None => self.mistake(
                        at,
                        "\"corpus\" must be a string",
                        "write the path of a folder in quotes",
                    ),
                },
                "keymap" => self.preset(value, settings),
                "keys" => match value.into_inner() {
                    DeValue::Table(keys) => self.keys(keys, settings),
                    _ => self.mistake(
                        at,
                        "\"keys\" must be a table",
                        "write [keys], then lines like \"j\" = \"down\"",
                    ),
                },
                "views" => match value.into_inner() {
                    DeValue::Table(views) => self.views(views, settings),
                    _ => self.mistake(
                        at,
                        "\"views\" must be a table",
                        "write [views], then lines like \"morning\" = \"is:unread\"",
                    ),
                },
                other => {
                    let cause = format!("there is no setting \"{other}\"");
                    self.mistake(name.span().start, cause, format!("the settings are {KNOWN}"));
                }
            }
        }
    }

    fn theme(&mut self, value: Spanned<DeValue<'_>>, settings: &mut Settings) {
        let at = value.span().start;
        let names = theme::CHOICES.map(|choice| choice.name).join(", ");
        match value.get_ref().as_str() {
            Some(name) if settings.choose_theme(name) => {}
            Some(name) => {
                self.mistake(at, format!("there is no theme \"{name}\""), format!("choose one of {names}"))
            }
            None => match theme::RawTheme::deserialize(toml::de::ValueDeserializer::from(value)) {
                Ok(raw) => match Theme::resolve(raw) {
                    Ok(theme) => (settings.theme, settings.choice) = (theme, None),
                    Err(cause) => self.mistake(at, cause, "correct the colour"),
                },
                Err(error) => {
                    self.mistake(at, error.message().to_owned(), format!("or choose one of {names}"))
                }
            },
        }
    }

    fn hyphenation(&mut self, value: &Spanned<DeValue<'_>>, settings: &mut Settings) {
        let languages = match value.get_ref() {
            DeValue::Boolean(true) => Some(Hyphenated::default()),
            DeValue::Boolean(false) => Some(Hyphenated::NONE),
            DeValue::Array(codes) => codes.iter().try_fold(Hyphenated::NONE, |mut languages, code| {
                languages.set(code.get_ref().as_str()?, true).then_some(languages)
            }),
            _ => None,
        };
        match languages {
            Some(languages) => settings.text.hyphenated = languages,
            None => {
                let codes = Hyphenated::LANGUAGES.map(|(code, _)| format!("\"{code}\"")).join(", ");
                self.mistake(
                    value.span().start,
                    "\"hyphenation\" must be true, false, or a list of languages",
                    format!("the languages are {codes}"),
                );
            }
        }
    }

    fn views(&mut self, views: DeTable<'_>, settings: &mut Settings) {
        let mut views: Vec<_> = views.into_iter().collect();
        views.sort_by_key(|(name, _)| name.span().start);
        for (name, value) in views {
            let at = name.span().start;
            let text = name.get_ref().as_ref();
            if text.trim().is_empty() || text.contains(|c: char| c.is_control() || c == '"') {
                self.mistake(at, "a view needs a name without quotation marks", "give it another name");
                continue;
            }
            match value.get_ref().as_str() {
                Some(query) => settings.views.push(NamedQuery {
                    name: text.to_owned(),
                    query: query.to_owned(),
                    place: format!("{}: line {}", self.document.name, self.line(at)),
                }),
                None => self.mistake(
                    value.span().start,
                    "a view must be a string",
                    "write a filter in quotes, like \"is:unread person:altman\"",
                ),
            }
        }
    }

    fn preset(&mut self, value: Spanned<DeValue<'_>>, settings: &mut Settings) {
        let at = value.span().start;
        match value.get_ref().as_str() {
            Some("default") => {}
            Some(name) => match KEYMAPS.iter().find(|(known, _)| *known == name) {
                Some((name, source)) => {
                    let document =
                        Document { name: format!("the keymap {name}"), text: (*source).to_owned() };
                    apply(&document, settings, self.mistakes);
                }
                None => self.mistake(
                    at,
                    format!("there is no keymap \"{name}\""),
                    "choose one of default, vim, newsboat",
                ),
            },
            None => self.mistake(at, "\"keymap\" must be a string", "choose one of default, vim, newsboat"),
        }
    }

    fn keys(&mut self, keys: DeTable<'_>, settings: &mut Settings) {
        let mut bindings: Vec<_> = keys.into_iter().collect();
        bindings.sort_by_key(|(name, _)| name.span().start);
        for (name, value) in bindings {
            let sequence = match parse_sequence(name.get_ref()) {
                Ok(sequence) => sequence,
                Err(cause) => {
                    self.mistake(
                        name.span().start,
                        cause,
                        "keys are written like j, G, C-d, S-Tab, Space or g g",
                    );
                    continue;
                }
            };
            match value.get_ref().as_str() {
                Some(UNBOUND) => settings.keymap.bind(&sequence, None),
                Some(wanted) => match settings.command(wanted) {
                    Some(id) => settings.keymap.bind(&sequence, Some(id)),
                    None => self.mistake(
                        value.span().start,
                        format!("there is no command \"{wanted}\""),
                        "`liseuse keys` lists the commands",
                    ),
                },
                None => self.mistake(
                    value.span().start,
                    "the command must be a string",
                    "write it in quotes, like \"down\"",
                ),
            }
        }
    }
}

fn integer(value: &Spanned<DeValue<'_>>) -> Option<i64> {
    let integer = value.get_ref().as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

#[cfg(test)]
mod tests {
    use super::super::key::Key;
    use super::super::keymap::{CommandId, CommandRow, Lookup};
    use super::super::look::TextLook;
    use super::*;
    use crate::text::Language;

    const fn row(name: &'static str) -> CommandRow {
        CommandRow { name, doc: "", section: "" }
    }

    fn load(text: &str) -> (Settings, Vec<String>) {
        let user = Document { name: "c.toml".to_owned(), text: text.to_owned() };
        const ROWS: &[CommandRow] = &[row("none-yet"), row("down"), row("up")];
        let (mut settings, _) = Settings::load(None, ROWS);
        let mut mistakes = Vec::new();
        apply(&user, &mut settings, &mut mistakes);
        (settings, mistakes.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn all_mistakes_are_reported_together_with_their_lines() {
        let (settings, mistakes) = load(
            "measure = 5\ncolour = \"red\"\ntheme = \"dusk\"\n\n[keys]\n\"Hyper-j\" = \"down\"\n\"j\" = \"fly\"\n\"k\" = \"up\"\n",
        );
        let expected = [
            "c.toml: line 1: \"measure\" must be a number from 20 to 200",
            "c.toml: line 2: there is no setting \"colour\"",
            "c.toml: line 3: there is no theme \"dusk\"",
            "c.toml: line 6: \"Hyper-j\" is not a key",
            "c.toml: line 7: there is no command \"fly\"",
        ];
        assert_eq!(mistakes.len(), expected.len(), "{mistakes:#?}");
        for (mistake, expected) in mistakes.iter().zip(expected) {
            assert!(mistake.starts_with(expected) && mistake.contains("; "), "{mistake}");
        }
        let k: Key = "k".parse().unwrap();
        assert_eq!(
            settings.keymap.look_up(&[k]),
            Lookup::Command(CommandId(2)),
            "the rest of the file is applied"
        );
    }

    #[test]
    fn how_texts_are_set_is_read_and_its_mistakes_are_told() {
        let (settings, mistakes) =
            load("paragraph-spacing = 2\njustified = true\nhyphenation = [\"fr\"]\nline-guide = \"row\"\n");
        assert!(mistakes.is_empty(), "{mistakes:?}");
        let text = settings.text;
        assert_eq!((text.spacing, text.justified, text.guide), (2, true, Guide::Row));
        assert!(text.hyphenated.is_on(Language::FRENCH) && !text.hyphenated.is_on(Language::ENGLISH));
        let (settings, mistakes) =
            load("paragraph-spacing = 3\njustified = \"yes\"\nhyphenation = [\"xx\"]\nline-guide = 1\n");
        assert_eq!(mistakes.len(), 4, "{mistakes:?}");
        assert_eq!(settings.text, TextLook::default());
    }

    #[test]
    fn views_are_read_in_the_order_of_the_file() {
        let (settings, mistakes) =
            load("[views]\n\"du soir\" = \"is:unread\"\nmatin = \"is:read\"\nx = 3\n\"a\\\"b\" = \"x\"\n");
        let views: Vec<_> = settings.views.iter().map(|view| (&*view.name, &*view.place)).collect();
        assert_eq!(views, [("du soir", "c.toml: line 2"), ("matin", "c.toml: line 3")]);
        assert!(mistakes[0].starts_with("c.toml: line 4: a view must be a string"), "{mistakes:?}");
        assert!(mistakes[1].starts_with("c.toml: line 5: a view needs a name"), "{mistakes:?}");
    }

    #[test]
    fn broken_toml_names_its_line() {
        let (_, mistakes) = load("measure = 70\n[keys\n");
        assert!(mistakes[0].starts_with("c.toml: line 2: "), "{mistakes:?}");
    }

    #[test]
    fn a_key_can_be_unbound_and_a_theme_written_out() {
        let (settings, mistakes) = load("[keys]\n\"j\" = \"none\"\n[theme]\nperson = { fg = \"red\" }\n");
        assert!(mistakes.is_empty(), "{mistakes:?}");
        assert_eq!(settings.keymap.look_up(&["j".parse().unwrap()]), Lookup::Nothing);
        assert_eq!(settings.theme.person.fg, Some(ratatui::style::Color::Red));
    }
}
