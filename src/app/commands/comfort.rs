//! How a text is set, and how the line that is read is marked: changed by keys, remembered over restarts.

use super::Command;
use crate::app::state::State;
use crate::config::look::{Guide, Hyphenated, MOST_SPACING};
use crate::text::count::counted;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "line-guide",
        doc: "mark the line that is read: by signs, by its background, or not",
        section: "Text",
        run: State::next_guide,
    },
    Command {
        name: "paragraph-spacing",
        doc: "change the empty rows between paragraphs: 0, 1 or 2",
        section: "Text",
        run: State::next_spacing,
    },
    Command {
        name: "justify",
        doc: "fill lines up to the measure, or leave them ragged",
        section: "Text",
        run: State::toggle_justified,
    },
    Command {
        name: "hyphenate",
        doc: "divide long words at the end of a line, or not: in the language of the article",
        section: "Text",
        run: State::toggle_hyphenation,
    },
];

impl State {
    fn next_guide(&mut self) {
        let place = Guide::ALL.iter().position(|(guide, _)| *guide == self.settings.text.guide);
        let (guide, _) = Guide::ALL[place.map_or(0, |place| (place + 1) % Guide::ALL.len())];
        self.settings.text.guide = guide;
        self.arrange();
        self.say(match guide {
            Guide::Off => "the line that is read is not marked",
            Guide::Signs => "signs mark the line that is read",
            Guide::Row => "the background marks the line that is read",
        });
    }

    fn next_spacing(&mut self) {
        let rows = (self.settings.text.spacing + 1) % (MOST_SPACING + 1);
        self.settings.text.spacing = rows;
        self.arrange();
        self.say(format!("{} between paragraphs", counted(usize::from(rows), "empty row")));
    }

    fn toggle_justified(&mut self) {
        let justified = !self.settings.text.justified;
        self.settings.text.justified = justified;
        self.arrange();
        self.say(if justified { "lines are filled up to the measure" } else { "lines are ragged" });
    }

    /// For the language of the open article.
    fn toggle_hyphenation(&mut self) {
        let Some(id) = self.reading.article() else { return self.say("there is no article here") };
        let language = self.library.article(id).language;
        let hyphenated = &mut self.settings.text.hyphenated;
        let on = !hyphenated.is_on(language);
        if !hyphenated.set(language.code(), on) {
            return self.say("words of this article's language are not divided");
        }
        let name = Hyphenated::LANGUAGES.iter().find(|(code, _)| *code == language.code());
        let name = name.map_or("these", |(_, name)| *name);
        self.arrange();
        self.say(format!(
            "long {name} words are {}",
            if on { "divided at the end of a line" } else { "not divided" }
        ));
    }
}
