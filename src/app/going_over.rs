//! Asking for the pile to be read anew, and going over to the new model when nothing is being typed.

use std::collections::HashMap;
use std::sync::Arc;

use crate::article::{ArticleId, ContentKey};

use super::effect::Effect;
use super::reloading::{ReloadJob, Reloaded};
use super::state::State;

impl State {
    /// Requests reading the pile anew.
    pub(super) fn reload(&mut self) {
        if self.reloading.running {
            return self.say("the files are being read already");
        }
        self.reloading.asked += 1;
        self.reloading.running = true;
        self.say("reading what has changed…");
        self.effects.push(Effect::Reload(ReloadJob {
            generation: self.reloading.asked,
            corrections: self.triage.corrections().cloned().collect(),
            library: Arc::clone(&self.library),
        }));
    }

    /// Called when files were added, changed or removed.
    pub(super) fn pile_changed(&mut self) {
        self.reloading.stale = !self.reloading.running;
    }

    /// That the files have changed, for the status; `None` when they have not.
    pub(super) fn stale_note(&self) -> Option<String> {
        let key = self.first_key_for("reload");
        self.reloading.stale.then(|| format!("files have changed, {key} reads them"))
    }

    /// Called when the pile could not be read anew.
    pub(super) fn not_reloaded(&mut self, cause: String) {
        self.reloading.running = false;
        self.say(cause);
    }

    /// Keeps the new model until nothing is being typed.
    pub(super) fn reloaded(&mut self, reloaded: Box<Reloaded>) {
        self.reloading.running = false;
        self.reloading.ready = Some(reloaded);
    }

    /// Takes the new model if there is one and nothing is being typed, chosen or asked.
    pub(super) fn take_reloaded(&mut self) {
        if self.reloading.ready.is_none() || !self.input.is_at_rest() {
            return;
        }
        let Some(reloaded) = self.reloading.ready.take() else { return };
        self.reloading.stale = false;
        self.dirty = true;
        let told = reloaded.told();
        self.go_over_to(*reloaded);
        self.say(told.unwrap_or_else(|| "nothing has changed".to_owned()));
    }

    fn go_over_to(&mut self, reloaded: Reloaded) {
        let Reloaded { job, library, index, ground, moved, .. } = reloaded;
        self.keep_position();
        let place = self.whereabouts();
        let to = |id: ArticleId| moved.get(id.index()).copied().flatten();
        let old = std::mem::replace(&mut self.library, Arc::clone(&library));
        let was: HashMap<ContentKey, ArticleId> =
            old.ids().filter_map(|id| Some((old.article(id).key, to(id)?))).collect();
        self.index = index;
        self.triage.reload(ground);
        self.selection.follow(to);
        self.reading.follow(to);
        self.facts.close();
        self.tracking.clear();
        self.tracking.forget_terms();
        self.board.forget_model();
        self.register.forget_model();
        self.dossier.forget_model();
        self.hits.forget_model();
        self.listing.begin_again(&library);
        // What was worked out of the model before is of no use.
        self.relinking.begin();
        self.last_action = None;
        self.go_back_to(&place, |key| was.get(&key).copied(), true);
        if !self.triage.corrections().eq(job.corrections.iter()) {
            self.relink();
        }
    }
}
