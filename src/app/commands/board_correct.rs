//! What the keys of corrections do on the board of claims: join two questions, take a claim out of one, rename one. Such a
//! correction is saved, undone and redone like those of people.

use std::collections::HashSet;

use crate::app::input::{Choice, Named, Overlay};
use crate::app::prompt::Purpose;
use crate::app::state::State;
use crate::correction::Correction;
use crate::facts::MentionRef;
use crate::library::Library;
use crate::library::board::{Entry, label, range};
use crate::panes::help::{Entry as Line, Help};
use crate::text::count::counted;
use crate::text::fold::fold;

/// The most questions that are looked at to offer some of them for joining, and that are offered.
const OFFERED: (usize, usize) = (20_000, 1000);

/// A question as a correction names it, by one of its claims.
fn named(library: &Library, claim: MentionRef, question: u32) -> Named {
    Named { claim: library.key_of_claim(claim), name: library.question_name(question).to_owned() }
}

impl State {
    /// The question of the row, with its number.
    fn row_question(&self) -> Option<(u32, Named)> {
        let (pane, library) = self.board.drawn(&self.library);
        let (at, question) = match pane.selected()? {
            Entry::Question(place) => {
                (*pane.board().claims(place).first()?, pane.board().asked(place).question)
            }
            Entry::Claim(at) => (at, library.claims_if_known()?.at(at)?.question),
        };
        Some((question, named(library, at, question)))
    }

    /// The name of the selected row's question; empty when no row is selected.
    pub(in crate::app) fn row_question_name(&self) -> String {
        self.row_question().map(|(_, question)| question.name).unwrap_or_default()
    }

    /// Asks with which other question that of the row is one: those with the most words in common first.
    pub(super) fn ask_join(&mut self) {
        let Some((question, from)) = self.row_question() else { return self.no_question() };
        let (pane, library) = self.board.drawn(&self.library);
        let board = pane.board();
        let words =
            |name: &str| -> HashSet<String> { fold(name).split_whitespace().map(str::to_owned).collect() };
        let own = words(&from.name);
        let mut others: Vec<(usize, u32)> = (0..board.counts().0.min(OFFERED.0) as u32)
            .filter(|place| board.asked(*place).question != question)
            .map(|place| {
                let name = library.question_name(board.asked(place).question);
                (words(name).intersection(&own).count(), place)
            })
            .collect();
        others.sort_by_key(|(shared, place)| (std::cmp::Reverse(*shared), *place));
        others.truncate(OFFERED.1);
        if others.is_empty() {
            return self.say("there is no other question here");
        }
        let line = |(_, place): &(usize, u32)| {
            let asked = board.asked(*place);
            let claims = counted(board.claims(*place).len(), "claim");
            let text = format!("{} · {claims}", library.question_name(asked.question));
            Line { key: range(library, asked), text, group: "" }
        };
        let lines: Vec<Line> = others.iter().map(line).collect();
        let name = |(_, place): &(usize, u32)| {
            let first = board.claims(*place).first()?;
            Some(named(library, *first, board.asked(*place).question))
        };
        let into = others.iter().filter_map(name).collect();
        let title = format!("{} is one question with…", from.name);
        self.lay(Overlay::Choice(Help::new(&title, lines), Choice::Join { from, into }));
    }

    /// Joins the question with the chosen one.
    pub(super) fn join_questions(&mut self, from: Named, into: Named) {
        self.correct(Correction::JoinQuestions {
            claims: [from.claim, into.claim],
            names: [from.name, into.name],
        });
    }

    /// Takes the claim of the row out of its question: it answers another one.
    pub(super) fn take_out(&mut self) {
        let Some((question, Named { claim, name })) = self.row_question() else { return self.no_question() };
        let (pane, library) = self.board.drawn(&self.library);
        let Some(Entry::Claim(at)) = pane.selected() else {
            let key = self.first_key_for("unfold");
            return self.say(format!("choose a claim that answers another question: {key} unfolds this one"));
        };
        if library.claims().question(question).claims.len() < 2 {
            return self.say("this claim is alone already");
        }
        let value = label(library, at);
        self.correct(Correction::TakeOut { claim, value, question: name });
    }

    /// Asks for another name of the question of the row.
    pub(super) fn ask_question_name(&mut self) {
        match self.row_question() {
            Some(_) => self.ask(Purpose::NameQuestion),
            None => self.no_question(),
        }
    }

    /// Gives the question of the row another name.
    pub(in crate::app) fn name_question(&mut self, to: &str) {
        let to = to.trim();
        match self.row_question() {
            Some((_, Named { claim, name })) if !to.is_empty() && to != name => {
                self.correct(Correction::NameQuestion { claim, from: name, to: to.to_owned() });
            }
            _ => self.say("nothing to change"),
        }
    }

    fn no_question(&mut self) {
        self.say("there is no question here");
    }
}
