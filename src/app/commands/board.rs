//! The board of claims: opening it, and what the keys of commands do on its rows. A command that is not in [`ON_BOARD`]
//! does nothing there.

use std::sync::Arc;

use super::Command;
use super::on::On;
use crate::app::cover::Cover;
use crate::app::effect::Effect;
use crate::app::prompt::Purpose;
use crate::app::state::State;
use crate::app::target::Target;
use crate::article::citation::{citation, quoted};
use crate::claims::Claim;
use crate::facts::MentionRef;
use crate::library::board::{Entry, label, range};
use crate::library::{Library, Subject};
use crate::text::count::counted;
use crate::text::sanitise::sanitise_text;
use crate::text::sentence;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "figures",
        doc: "who claims what: the sums and percentages of the listed articles by the question they answer",
        section: "Facts",
        run: State::open_board,
    },
    Command {
        name: "track-question",
        doc: "track the question that the sum or percentage answers: n and N step through all its claims",
        section: "Facts",
        run: State::track_question,
    },
    Command {
        name: "export-board",
        doc: "write the board of claims as it stands to a file: CSV, Markdown or NDJSON by its name",
        section: "Out",
        run: |state| {
            let key = state.first_key_for("figures");
            state.say(format!("{key} opens the board of claims, which can then be written to a file"));
        },
    },
];

/// What commands do on the board.
pub(super) const ON_BOARD: &[(&str, On)] = &[
    ("down", On::Own(|state| state.board.pane_mut().step(1))),
    ("up", On::Own(|state| state.board.pane_mut().step(-1))),
    ("half-page-down", On::Own(|state| state.board.pane_mut().pages(0.5))),
    ("half-page-up", On::Own(|state| state.board.pane_mut().pages(-0.5))),
    ("page-down", On::Own(|state| state.board.pane_mut().pages(1.0))),
    ("page-up", On::Own(|state| state.board.pane_mut().pages(-1.0))),
    ("read-on", On::Own(|state| state.board.pane_mut().pages(1.0))),
    ("first", On::Own(|state| state.board.pane_mut().step(isize::MIN))),
    ("last", On::Own(|state| state.board.pane_mut().step(isize::MAX))),
    ("open", On::Own(State::open_row)),
    ("track-question", On::Own(State::go_to_row)),
    ("unfold", On::Own(State::toggle_row)),
    ("pane-right", On::Own(State::unfold_row)),
    ("pane-left", On::Own(State::fold_row)),
    ("next-pane", On::Own(State::toggle_flat)),
    ("previous-pane", On::Own(State::toggle_flat)),
    ("sort", On::Own(State::sort_board)),
    ("search", On::Own(|state| state.ask(Purpose::Rows))),
    ("figures", On::Own(State::close_board)),
    ("close", On::Own(State::close_board)),
    ("back", On::Own(State::close_board)),
    ("clear", On::Own(State::clear_board)),
    ("copy-quote", On::Own(State::copy_row)),
    ("note", On::Own(State::note_row)),
    ("merge", On::Own(State::ask_join)),
    ("split", On::Own(State::take_out)),
    ("rename", On::Own(State::ask_question_name)),
    ("export", On::Own(|state| state.ask(Purpose::ExportCover))),
    ("export-board", On::Own(|state| state.ask(Purpose::ExportCover))),
    ("filter", On::AsAlways),
    ("edit-filter", On::AsAlways),
    ("view-all", On::AsAlways),
    ("view-unread", On::AsAlways),
    ("view-starred", On::AsAlways),
    ("view-archived", On::AsAlways),
    ("toggle-read", On::AsAlways),
    ("toggle-star", On::AsAlways),
    ("toggle-archive", On::AsAlways),
    ("add-tag", On::AsAlways),
    ("remove-tag", On::AsAlways),
    ("undo", On::AsAlways),
    ("redo", On::AsAlways),
    ("copy-address", On::AsAlways),
    ("browse", On::AsAlways),
    ("edit", On::AsAlways),
    ("pipe", On::AsAlways),
    ("theme", On::AsAlways),
    ("palette", On::AsAlways),
    ("help", On::Own(State::ask_why)),
    ("problems", On::AsAlways),
    ("quit", On::AsAlways),
    ("suspend", On::AsAlways),
];

impl State {
    /// Shows the board, where one left it.
    pub(in crate::app) fn open_board(&mut self) {
        self.set_cover(Some(Cover::Board));
    }

    /// Asks for the rows of the list, when those of the board are of another one.
    pub(in crate::app) fn refresh_board(&mut self) {
        if self.board.is_shown() && !self.board.is_of(self.listing.generation()) {
            self.ask_for_rows();
        }
    }

    /// Asks for the rows of the board.
    pub(in crate::app) fn ask_for_rows(&mut self) {
        let list = (self.listing.generation(), self.listing.ordered());
        let job = self.board.ask(&self.library, list);
        self.effects.push(Effect::Board(job));
    }

    fn close_board(&mut self) {
        self.set_cover(None);
    }

    /// Takes back the search; without one, closes the board.
    fn clear_board(&mut self) {
        if self.board.set_words("") { self.ask_for_rows() } else { self.close_board() }
    }

    fn toggle_flat(&mut self) {
        self.board.toggle_flat();
        self.ask_for_rows();
    }

    fn sort_board(&mut self) {
        self.board.next_sort();
        self.ask_for_rows();
        self.say(format!("sorted {}", self.board.request().sort.name()));
    }

    fn unfold_row(&mut self) {
        self.board.pane_mut().unfold();
    }

    fn fold_row(&mut self) {
        self.board.pane_mut().fold();
    }

    fn toggle_row(&mut self) {
        let pane = self.board.pane_mut();
        if !pane.unfold() {
            pane.fold();
        }
    }

    /// Unfolds a question of several claims; else goes to the sentence of the claim, and tracks the question.
    fn open_row(&mut self) {
        let claims = self.board.claims();
        let folded = matches!(self.board.selected(), Some(Entry::Question(_))) && claims.len() > 1;
        if folded && self.board.pane_mut().unfold() {
            return;
        }
        self.go_to_row();
    }

    /// Goes to the claim of the row, or to the first of its question.
    fn go_to_row(&mut self) {
        if let Some(at) = self.board.claims().first() {
            self.go_to_claim(*at);
        }
    }

    /// Goes to a claim and tracks its question; where no other claim answers it, its value.
    fn go_to_claim(&mut self, at: MentionRef) {
        let library = Arc::clone(self.board.drawn(&self.library).1);
        self.leave_mark();
        self.set_cover(None);
        self.show_article(at.article);
        let span = library.mention(at).span;
        let question = library.claims_if_known().and_then(|claims| Some(claims.at(at)?.question));
        match question.filter(|question| library.claims().question(*question).claims.len() > 1) {
            Some(question) => {
                let target = Target::question(question, &library, self.listing.ordered());
                self.track_target(target);
            }
            None => {
                let subject = Subject::of(&library.mention(at).fact);
                self.track(subject, span.of(&library.article(at.article).text));
            }
        }
        let index = self.tracking.here().iter().position(|here| *here == span);
        self.stand_on(index);
    }

    /// Copies the sentence of a claim with its citation; of a question, all its claims with who says so.
    fn copy_row(&mut self) {
        let (pane, library) = self.board.drawn(&self.library);
        let claims = self.board.claims();
        let (text, what) = match self.board.selected() {
            None => return self.say("there is nothing to copy"),
            Some(Entry::Claim(at)) => {
                (cited(library, at), "copied the sentence with its citation".to_owned())
            }
            Some(Entry::Question(place)) => {
                let asked = pane.board().asked(place);
                let mut text =
                    format!("{} · {}\n", library.question_name(asked.question), range(library, asked));
                for at in &claims {
                    let said = claim(library, *at).and_then(|claim| library.said_by(claim));
                    let said = said.map(|said| format!(" ({said})")).unwrap_or_default();
                    text.push_str(&format!("- {}{said}: {}\n", label(library, *at), cited(library, *at)));
                }
                (text, format!("copied the question with its {}", counted(claims.len(), "claim")))
            }
        };
        self.copy(sanitise_text(&text).safe().clone().into_owned(), what);
    }

    /// A note on the article of a claim; for a question of several articles, one has to be chosen.
    fn note_row(&mut self) {
        if self.board.articles().len() > 1 {
            let key = self.first_key_for("unfold");
            return self
                .say(format!("several articles answer this question: {key} unfolds it, then choose one"));
        }
        self.ask(Purpose::Note);
    }
}

fn claim(library: &Library, at: MentionRef) -> Option<&Claim> {
    library.claims_if_known()?.at(at)
}

/// The sentence of a figure with its citation.
pub(super) fn cited(library: &Library, at: MentionRef) -> String {
    let article = library.article(at.article);
    let quote = sentence::around(&article.text, library.mention(at).span).of(&article.text);
    format!("{} — {}", quoted(quote, article.language), citation(article))
}
