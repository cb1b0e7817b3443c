//! What the reading view and the sidebar know of claims: who else answers the question of the figure under the cursor.

use std::sync::Arc;

use crate::article::ArticleId;
use crate::claims::Reason;
use crate::facts::{Mention, MentionRef};
use crate::library::board::{Entry, label};
use crate::library::{Library, Subject};
use crate::panes::help::{Entry as Line, Help};
use crate::panes::layout::Pane;
use crate::text::{Span, sentence};

use super::effect::{ClaimsJob, Effect};
use super::input::Overlay;
use super::state::State;
use super::target::Target;

/// The most articles of a library whose claims are grouped in the background right after the start. In a larger library they are
/// grouped when the board or a filter first needs them.
const EAGER: usize = 20_000;

/// With how many claims of its question one is compared to say why it is there.
const MOST_ASKED: usize = 30;

impl State {
    /// Has claims brought together in the background, so that they are there when one looks at a figure.
    pub(super) fn ask_for_claims(&mut self) {
        if self.library.articles().len() <= EAGER {
            self.ask_claims(Arc::clone(&self.library), None);
        }
    }

    fn ask_claims(&mut self, library: Arc<Library>, why: Option<(MentionRef, Vec<MentionRef>)>) {
        let generation = self.board.next_claims_job();
        self.effects.push(Effect::Claims(ClaimsJob { generation, library, why }));
    }

    /// Asks why the claim of the row is together with the others of its question; for a question, its lowest and its highest.
    pub(super) fn ask_why(&mut self) {
        let (pane, library) = self.board.drawn(&self.library);
        let library = Arc::clone(library);
        let why = match pane.selected() {
            None => None,
            Some(Entry::Question(place)) => {
                let (low, high) = pane.board().asked(place).extremes;
                let others = pane.board().claims(place).iter().copied().filter(|at| *at != low);
                Some((low, if low == high { others.take(MOST_ASKED).collect() } else { vec![high] }))
            }
            Some(Entry::Claim(at)) => library.claims_if_known().and_then(|claims| {
                let all = &claims.question(claims.at(at)?.question).claims;
                let others = all.iter().map(|claim| claims.claim(*claim).at).filter(|other| *other != at);
                Some((at, others.take(MOST_ASKED).collect()))
            }),
        };
        match why.filter(|(_, others): &(_, Vec<_>)| !others.is_empty()) {
            Some(why) => self.ask_claims(library, Some(why)),
            None => self.say("this claim is alone: no other one answers its question"),
        }
    }

    /// Shows why two claims are together.
    pub(super) fn explained(
        &mut self,
        library: &Library,
        claim: MentionRef,
        reasons: Option<(MentionRef, Vec<Reason>)>,
    ) {
        let Some((other, reasons)) = reasons.filter(|_| self.board.is_shown() && self.input.is_free()) else {
            return;
        };
        let told = |at: MentionRef| {
            let article = library.article(at.article);
            let sentence = sentence::around(&article.text, library.mention(at).span).of(&article.text);
            Line { key: label(library, at), text: format!("{sentence} — {}", article.title), group: "" }
        };
        let reason = |reason: &Reason| Line {
            key: if reason.weight > 0.0 { "for" } else { "against" }.to_owned(),
            text: reason.words.to_owned(),
            group: "",
        };
        let entries = [told(claim), told(other)].into_iter().chain(reasons.iter().map(reason)).collect();
        self.lay(Overlay::Problems(Help::wrapped("Why these are one question · Esc closes", entries)));
    }

    /// Claims are known: the sidebar marks those that others contradict.
    pub(super) fn claimed(&mut self) {
        if let Some(id) = self.reading.article() {
            self.facts.renew(&self.library, id);
        }
    }

    /// The figure under the cursor: of the selected fact in the sidebar, else of the current mention in the text.
    fn figure_here(&self) -> Option<MentionRef> {
        let article = self.reading.article()?;
        if self.focus() == Pane::Facts {
            let subject = self.facts.selected().map(|row| row.subject)?;
            return match subject {
                Subject::Figure { .. } => self.library.figure_in(article, &subject),
                Subject::Entity(_) => None,
            };
        }
        self.figure_at(article, self.tracking.current()?)
    }

    fn figure_at(&self, article: ArticleId, span: Span) -> Option<MentionRef> {
        let mentions = self.library.mentions(article);
        let first = mentions.partition_point(|mention| mention.span.start < span.start);
        let same = |mention: &&Mention| mention.span == span && mention.fact.figure().is_some();
        let behind = mentions[first..].iter().take_while(|mention| mention.span.start == span.start);
        let place = behind.clone().position(|mention| same(&mention))?;
        Some(MentionRef { article, index: (first + place) as u32 })
    }

    /// The selected figure of the sidebar with what others say: `≈ 19 Md$ · Altis → Brévanne: invested · others say: 13 Md$`.
    pub(super) fn selected_figure(&self) -> Option<String> {
        if self.focus() != Pane::Facts {
            return None;
        }
        let at = self.figure_here()?;
        let others = self.library.others(at)?;
        let name = self.library.question_name(others.question);
        Some(format!("{} · {name} · {}", label(&self.library, at), others.said))
    }

    /// What the other claims of the same question say, for the status line. Empty when the current mention is no amount or percentage,
    /// or when its question has no other claim.
    pub(super) fn said_beside(&self) -> String {
        let others = self.figure_here().and_then(|at| self.library.others(at));
        others.map(|others| format!(" · {}", others.said)).unwrap_or_default()
    }

    /// Tracks the question that the figure under the cursor answers, from its claim in the open article.
    pub(super) fn track_question(&mut self) {
        let Some(at) = self.figure_here() else {
            let key = self.first_key_for("facts");
            return self.say(format!(
                "no sum and no percentage is selected: {key} goes to the facts of the article"
            ));
        };
        let library = Arc::clone(&self.library);
        let Some(question) = library.claims_if_known().and_then(|claims| Some(claims.at(at)?.question))
        else {
            let key = self.first_key_for("figures");
            return self.say(format!("who claims what is not known yet: {key} finds it out"));
        };
        self.leave_mark();
        let target = Target::question(question, &library, self.listing.ordered());
        self.track_target(target);
        let span = library.mention(at).span;
        let index = self.tracking.here().iter().position(|here| *here == span);
        self.stand_on(index);
    }
}
