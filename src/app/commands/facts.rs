//! Commands on facts: tracking what the sidebar shows, and the dossier.

use std::sync::Arc;

use super::Command;
use crate::app::input::Overlay;
use crate::app::state::State;
use crate::library::Subject;
use crate::panes::layout::Pane;
use crate::panes::mentions::Mentions;
use crate::text::count::{counted, counted_as};

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "track",
        doc: "track the selected fact: n and N step through its mentions",
        section: "Facts",
        run: State::track_selected,
    },
    Command {
        name: "facts",
        doc: "go to the facts of the article",
        section: "Facts",
        run: |state| state.set_focus(Pane::Facts),
    },
    Command {
        name: "dossier",
        doc: "the dossier of the selected person: every mention in the library, in its sentence",
        section: "Facts",
        run: State::dossier,
    },
];

impl State {
    /// Tracks the selected row of the facts, from its first mention in the open article.
    pub(in crate::app) fn track_selected(&mut self) {
        if self.facts.rows().is_empty() {
            return self.say("there are no facts in this article");
        }
        if self.focus() != Pane::Facts {
            self.set_focus(Pane::Facts);
            let key = self.first_key_for("open");
            return self.say(format!("choose a fact, then {key} tracks it"));
        }
        if let Some(row) = self.facts.selected() {
            let (subject, label) = (row.subject, row.label.to_string());
            self.leave_mark();
            self.track(subject, &label);
        }
    }

    /// Every mention of the selected person, or of the tracked target, in its sentence.
    pub(in crate::app) fn dossier(&mut self) {
        let selected = self.facts.selected().filter(|_| self.focus() == Pane::Facts).map(|row| row.subject);
        let first =
            || self.facts.rows().iter().map(|row| row.subject).find(|it| matches!(it, Subject::Entity(_)));
        let Some(subject) = selected.or_else(|| self.tracking.subject()).or_else(first) else {
            return self.say("there is no person in this article");
        };
        let rows = self.library.mentions_of(&subject).to_vec();
        let name = match subject {
            Subject::Entity(entity) => {
                let person = self.library.entity(entity);
                let role = person.description.as_deref().map(|role| format!(" · {role}")).unwrap_or_default();
                format!("{}{role}", person.name)
            }
            _ => self
                .facts
                .rows()
                .iter()
                .find(|row| row.subject == subject)
                .map_or_else(String::new, |row| row.label.to_string()),
        };
        let articles = rows.chunk_by(|a, b| a.article == b.article).count();
        let stories = self.library.count_stories(rows.iter().map(|at| at.article));
        let (mentions, mut told) = (counted(rows.len(), "mention"), counted(articles, "article"));
        if stories < articles {
            told = format!("{told} ({})", counted_as(stories, "story", "stories"));
        }
        let title = format!("{name} · {mentions} in {told}");
        self.lay(Overlay::Mentions(Mentions::new(title, rows)));
    }

    /// Goes to the selected mention of the dossier and tracks its subject.
    pub(in crate::app) fn go_to_mention(&mut self) {
        let Some(Overlay::Mentions(mentions)) = self.input.take_overlay() else { return };
        let Some(at) = mentions.selected() else { return };
        self.leave_mark();
        let library = Arc::clone(&self.library);
        let mention = library.mention(at);
        let subject = Subject::of(&mention.fact);
        self.show_article(at.article);
        let name = match subject {
            Subject::Entity(entity) => library.entity(entity).name.to_string(),
            _ => mention.span.of(&library.article(at.article).text).to_owned(),
        };
        self.track(subject, &name);
        let index = self.tracking.here().iter().position(|span| *span == mention.span);
        self.stand_on(index);
    }
}
