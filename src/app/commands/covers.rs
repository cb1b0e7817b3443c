//! What commands do while a view covers the panes: the board of claims, the index, the dossier and the hits each have a table. A command that
//! is not in it does nothing there.

use std::sync::Arc;

use super::Command;
use super::board::ON_BOARD;
use super::dossier::ON_DOSSIER;
use super::hits::ON_HITS;
use super::on::On;
use super::register::ON_INDEX;
use crate::app::cover::Cover;
use crate::app::effect::{Effect, ExportJob};
use crate::app::exporting::Content;
use crate::app::line_edit::LineEdit;
use crate::app::prompt::Purpose;
use crate::app::state::State;

impl Cover {
    fn table(self) -> (&'static [(&'static str, On)], &'static str) {
        match self {
            Self::Board => (ON_BOARD, "the board"),
            Self::Index => (ON_INDEX, "the index"),
            Self::Dossier => (ON_DOSSIER, "the dossier"),
            Self::Hits => (ON_HITS, "the list of hits"),
        }
    }
}

impl State {
    /// Runs a command, on what covers the panes when something does.
    pub(in crate::app) fn run(&mut self, command: &Command) {
        if self.move_passage(command.name) {
            return;
        }
        let Some((table, name)) = self.cover().map(Cover::table) else { return (command.run)(self) };
        match table.iter().find(|(name, _)| *name == command.name) {
            Some((_, On::AsAlways)) => (command.run)(self),
            Some((_, On::Own(run))) => run(self),
            None => {
                let key = self.first_key_for("close");
                self.say(format!("{} does nothing on {name} · {key} closes it", command.name));
            }
        }
    }
}

impl State {
    /// The name that is offered for the file to which what covers the panes is written.
    pub(in crate::app) fn name_of_export(&self) -> String {
        match self.cover() {
            Some(Cover::Index) => "index.csv".to_owned(),
            Some(Cover::Dossier) => "dossier.md".to_owned(),
            _ => "claims.csv".to_owned(),
        }
    }

    /// Writes what covers the panes to the file `path`, in the order of the rows: the questions of the board, each with all
    /// its claims; of the index what is selected, else all; of the dossier what is shown. An existing file is replaced only when `replace` is true.
    pub(in crate::app) fn export_cover(&mut self, path: &str, replace: bool) {
        let (library, content) = match self.cover() {
            None | Some(Cover::Hits) => return self.say("nothing was written"),
            _ if path.trim().is_empty() => return self.say("nothing was written"),
            Some(Cover::Board) => {
                let (pane, library) = self.board.drawn(&self.library);
                let rows = pane.whole_rows(self.board.request().flat);
                (library, Content::Claims(Arc::clone(pane.board()), rows))
            }
            Some(Cover::Index) => {
                let (pane, library) = self.register.drawn(&self.library);
                (library, Content::Index(Arc::clone(pane.register()), self.register.exported()))
            }
            Some(Cover::Dossier) => {
                let pane = self.dossier.pane();
                let (Some(dossier), Some(subject)) = (pane.dossier(), pane.subject()) else {
                    return self.say("nothing was written");
                };
                let content = Content::Dossier(subject, Arc::clone(dossier), pane.found().clone());
                (pane.library(), content)
            }
        };
        let job = ExportJob { path: path.trim().into(), replace, library: Arc::clone(library), content };
        self.effects.push(Effect::Export(job));
    }

    /// Asks whether a file that is there is replaced.
    pub(in crate::app) fn ask_to_replace(&mut self, path: &std::path::Path) {
        self.ask(Purpose::ReplaceFile);
        if let Some(prompt) = self.input.prompt_mut() {
            let name = path.display().to_string();
            prompt.line = LineEdit::new(&name);
            prompt.before.0 = name;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_covers_list_are_commands() {
        for cover in [Cover::Board, Cover::Index, Cover::Dossier, Cover::Hits] {
            for (name, _) in cover.table().0 {
                assert!(super::super::all().any(|(_, command)| command.name == *name), "{cover:?} {name}");
            }
        }
    }
}
