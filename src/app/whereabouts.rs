//! Where the user is: written down for the next start of a reader of the same articles, and found again there. Articles
//! are named by the keys of their contents, and what is tracked by one of its mentions or by its words.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::article::{ArticleId, ContentKey};
use crate::config::look::Look;
use crate::facts::Kind;
use crate::library::{Library, Subject};
use crate::panes::layout::Pane;
use crate::text::Span;
use crate::triage::Memo;

use super::effect::{Effect, SearchJob};
use super::grouping::{GroupBy, Grouping, WAYS};
use super::ordered::Folding;
use super::reading::Place;
use super::state::State;
use super::target::{Goal, Target};
use super::text_search::Pattern;
use super::view::{Sort, View};

/// How long after the last key the place is written down.
const REST: Duration = Duration::from_secs(3);

/// A place of the screen. What a later version adds has a default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Whereabouts {
    /// The open article.
    article: Option<String>,
    /// The byte of its text at the top of the view.
    offset: u32,
    /// The row of the list.
    row: usize,
    pane: String,
    /// The selected row of the facts.
    fact: usize,
    /// Whether only the text is shown.
    alone: bool,
    view: String,
    /// The saved view that is listed instead.
    saved: Option<String>,
    sort: String,
    filter: String,
    /// Whether stories have a row for each of their articles.
    unfolded: bool,
    /// The stories that are not as the others, by their first article.
    except: Vec<String>,
    /// By what the list is grouped.
    group: String,
    /// Whether groups are folded.
    folded: bool,
    /// The groups that are not as the others, by their headings.
    other_groups: Vec<String>,
    /// The kinds of facts that are not coloured in the text.
    plain: Vec<String>,
    target: Option<Tracked>,
}

/// What is tracked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Tracked {
    /// Words or an expression, as typed, and the bytes of the current match in the open article.
    Words { typed: String, at: Option<(u32, u32)> },
    /// A fact: its name, and the article and the bytes of some of its mentions.
    Fact { name: String, mentions: Vec<(String, u32, u32)> },
    /// A question: the article and the bytes of some of its claims.
    Question { mentions: Vec<(String, u32, u32)> },
}

/// How many mentions name a tracked fact, in case articles go.
const NAMING: usize = 8;

const PANES: [(Pane, &str); 3] = [(Pane::List, "list"), (Pane::Reader, "text"), (Pane::Facts, "facts")];
const VIEWS: [(View, &str); 4] =
    [(View::All, "all"), (View::Unread, "unread"), (View::Starred, "starred"), (View::Archived, "archived")];
const SORTS: [(Sort, &str); 4] =
    [(Sort::AsGiven, "as-given"), (Sort::Date, "date"), (Sort::Title, "title"), (Sort::Facts, "facts")];

fn name_of<T: PartialEq>(names: &[(T, &str)], wanted: &T) -> String {
    names.iter().find(|(own, _)| own == wanted).map(|(_, name)| (*name).to_owned()).unwrap_or_default()
}

fn named<T: Copy>(names: &[(T, &str)], name: &str) -> Option<T> {
    names.iter().find(|(_, own)| *own == name).map(|(own, _)| *own)
}

impl State {
    /// From now on the place is written down as that of `pile`; `back` is what was written there the last time.
    pub fn remember_as(&mut self, pile: Arc<str>, back: Option<&str>) {
        self.coming.pile = Some(pile);
        if let Some(place) = back.and_then(|json| serde_json::from_str::<Whereabouts>(json).ok()) {
            self.coming.written = serde_json::to_string(&place).unwrap_or_default();
            if self.go_back_to(&place, |_| None, false) && self.status.message().is_none() {
                self.say("as you left it · liseuse --fresh begins anew");
            }
        }
    }

    /// From now on the look is written down, for every pile; `back` is what was written the last time.
    pub fn remember_look(&mut self, back: Option<&str>) {
        let configured = self.look();
        let look = back.map_or(configured, |json| configured.remembered(json));
        let mut wishes = *self.window.wishes();
        look.apply(&mut self.settings, &mut wishes);
        self.window.set_wishes(wishes);
        self.arrange();
        self.coming.look = Some((configured, look.to_json(configured)));
    }

    /// How the screen looks now.
    fn look(&self) -> Look {
        Look::of(&self.settings, self.window.wishes())
    }

    /// When the place is written down next; `None` when it was.
    pub(super) fn place_due(&self) -> Option<Duration> {
        self.coming.due
    }

    /// Called after a key or a press of the mouse.
    pub(super) fn place_may_change(&mut self) {
        let remembered = self.coming.pile.is_some() || self.coming.look.is_some();
        self.coming.due = remembered.then(|| self.now + REST);
    }

    /// Writes the place and the look down when they are different.
    pub(super) fn write_place(&mut self) {
        self.coming.due = None;
        let look = self.look();
        if let Some((configured, written)) = &mut self.coming.look {
            let json = look.to_json(*configured);
            if json != *written {
                written.clone_from(&json);
                self.effects.push(Effect::Remember(Memo::Look { json, at: self.triage.time() }));
            }
        }
        let Some(pile) = self.coming.pile.clone() else { return };
        let json = serde_json::to_string(&self.whereabouts()).unwrap_or_default();
        if json != self.coming.written {
            self.coming.written.clone_from(&json);
            self.effects.push(Effect::Remember(Memo::Place { pile, json, at: self.triage.time() }));
        }
    }

    pub(super) fn whereabouts(&mut self) -> Whereabouts {
        let here = self.here();
        let key = |id: ArticleId| self.library.article(id).key.to_string();
        let (unfolded, except) = self.listing.folding().parts();
        let (group, folded, groups) = self.listing.grouping().parts();
        Whereabouts {
            article: here.map(|place| key(place.article)),
            offset: here.map_or(0, |place| place.offset),
            row: self.listing.row(),
            pane: name_of(&PANES, &self.focus()),
            fact: self.facts.index(),
            alone: self.window.is_alone(),
            view: name_of(&VIEWS, &self.listing.view()),
            saved: self.listing.saved().map(|view| view.name.to_string()),
            sort: name_of(&SORTS, &self.listing.sort()),
            filter: self.listing.query().to_owned(),
            unfolded,
            except: except.map(key).collect(),
            group: group.name().to_owned(),
            folded,
            other_groups: groups.map(str::to_owned).collect(),
            plain: self.plain.iter().map(|kind| kind.name().to_owned()).collect(),
            target: self.tracked(),
        }
    }

    fn tracked(&self) -> Option<Tracked> {
        let target = self.tracking.tracked()?;
        Some(match &target.goal {
            Goal::Text(pattern) => Tracked::Words {
                typed: pattern.query().to_owned(),
                at: self.tracking.current().map(|span| (span.start, span.end)),
            },
            Goal::Subject(subject) => {
                let all = self.library.mentions_of(subject);
                let all = all.iter().map(|&at| (at.article, self.library.mention(at).span));
                Tracked::Fact { name: target.name.clone(), mentions: self.naming(all) }
            }
            Goal::Question(claims) => Tracked::Question { mentions: self.naming(claims.iter().copied()) },
            // The filter has it.
            Goal::Terms(_) => return None,
        })
    }

    /// Some of these mentions, by the keys of their articles; the current one first, so that it is the current one again.
    fn naming(&self, all: impl Iterator<Item = (ArticleId, Span)>) -> Vec<(String, u32, u32)> {
        let here = self.reading.article().zip(self.tracking.current());
        let mention =
            |(id, span): (ArticleId, Span)| (self.library.article(id).key.to_string(), span.start, span.end);
        here.into_iter().chain(all).take(NAMING).map(mention).collect()
    }

    /// Goes back to a place; returns whether it differs from the one where a reader begins. `later` finds the article of a
    /// content that is no longer there. With `ask` a new list is asked for, also where all is listed.
    pub(super) fn go_back_to(
        &mut self,
        place: &Whereabouts,
        later: impl Fn(ContentKey) -> Option<ArticleId>,
        ask: bool,
    ) -> bool {
        let ids: HashMap<ContentKey, ArticleId> =
            self.library.ids().map(|id| (self.library.article(id).key, id)).collect();
        let find =
            |key: &str| ContentKey::parse(key).and_then(|key| ids.get(&key).copied().or_else(|| later(key)));
        let folded = place.except.iter().filter_map(|key| find(key)).collect();
        *self.listing.folding_mut() = Folding::of_parts(place.unfolded, folded);
        let way = WAYS.iter().find(|way| way.name == place.group).map_or(GroupBy::Nothing, |way| way.by);
        let groups = place.other_groups.iter().cloned().collect();
        *self.listing.grouping_mut() = Grouping::of_parts(way, place.folded, groups);
        match place.saved.as_deref().and_then(|name| self.views.called(name)) {
            Some(view) => self.listing.set_saved(view.clone()),
            None => self.listing.set_view(named(&VIEWS, &place.view).unwrap_or(View::All)),
        }
        self.listing.set_sort(named(&SORTS, &place.sort).unwrap_or(Sort::AsGiven));
        self.plain = place.plain.iter().filter_map(|name| Kind::named(name)).collect();
        self.listing.set_query(place.filter.clone());
        self.listing.move_to(place.row);
        let pane = named(&PANES, &place.pane).unwrap_or(Pane::List);
        self.set_focus(pane);
        if place.alone != self.window.is_alone() {
            self.window.toggle_alone();
        }
        let article = place.article.as_deref().and_then(find);
        if let Some(id) = article {
            let end = self.library.article(id).text.len() as u32;
            self.open(id);
            self.facts.select_index(place.fact);
            let mut there = Place { article: id, offset: place.offset.min(end), mention: None, cover: None };
            there.mention = place.target.as_ref().and_then(|target| self.track_again(target, &find, there));
            self.reading.return_to(Some(there));
        }
        if ask || !place.lists_all() {
            self.filter();
        } else if let Some(there) = self.reading.take_return() {
            self.go_to(there);
        }
        let first = self.library.ids().next();
        let anew = Whereabouts::anew();
        article.is_some_and(|id| Some(id) != first)
            || *place != Whereabouts { article: place.article.clone(), offset: place.offset, ..anew }
    }

    /// Tracks what was tracked; returns the current mention in the open article.
    fn track_again(
        &mut self,
        tracked: &Tracked,
        find: &impl Fn(&str) -> Option<ArticleId>,
        place: Place,
    ) -> Option<Span> {
        let library = Arc::clone(&self.library);
        let (mut target, current) = match tracked {
            Tracked::Words { typed, at } => {
                let pattern = Pattern::parse(typed).ok()?;
                let generation = self.tracking.begin_search();
                let job = SearchJob { generation, pattern: pattern.clone(), library: Arc::clone(&library) };
                self.effects.push(Effect::Search(job));
                (Target::text(pattern), at.map(|(start, end)| Span { start, end }))
            }
            Tracked::Question { mentions } => {
                let question = |(key, start, end): &(String, u32, u32)| {
                    let (id, span) = (find(key)?, Span { start: *start, end: *end });
                    let claims = library.claims_if_known()?.of_article(id).iter();
                    let claim = claims.into_iter().find(|claim| library.mention(claim.at).span == span)?;
                    Some((id, span, claim.question))
                };
                let (id, span, question) = mentions.iter().find_map(question)?;
                let target = Target::question(question, &library, self.listing.ordered());
                (target, (id == place.article).then_some(span))
            }
            Tracked::Fact { name, mentions } => {
                let place_of = |(key, start, end): &(String, u32, u32)| {
                    let (id, span) = (find(key)?, Span { start: *start, end: *end });
                    Some((id, span, subject_at(&library, id, span)?))
                };
                let (id, span, subject) = mentions.iter().find_map(place_of)?;
                let target = Target::subject(subject, name, &library, self.listing.ordered());
                (target, (id == place.article).then_some(span))
            }
        };
        target.enter(&library, place.article);
        self.tracking.set(target);
        current
    }
}

/// Whether coming back to this place takes the claims of the library, which are slow to work out.
pub(crate) fn needs_claims(place: &str) -> bool {
    let place = serde_json::from_str::<Whereabouts>(place);
    place.is_ok_and(|place| matches!(place.target, Some(Tracked::Question { .. })))
}

impl Whereabouts {
    /// Whether the list is the one with which a reader begins.
    fn lists_all(&self) -> bool {
        let anew = Self::anew();
        let list = |of: &Self| {
            let names = [&of.view, &of.sort, &of.group, &of.filter].map(String::clone);
            (
                names,
                of.saved.clone(),
                of.unfolded,
                of.folded,
                of.except.is_empty(),
                of.other_groups.is_empty(),
            )
        };
        list(self) == list(&anew)
    }

    /// Where a reader begins.
    fn anew() -> Self {
        Self {
            pane: name_of(&PANES, &Pane::List),
            view: name_of(&VIEWS, &View::All),
            sort: name_of(&SORTS, &Sort::AsGiven),
            group: GroupBy::Nothing.name().to_owned(),
            ..Self::default()
        }
    }
}

fn subject_at(library: &Library, id: ArticleId, span: Span) -> Option<Subject> {
    let mentions = library.mentions(id);
    mentions.iter().find(|mention| mention.span == span).map(|mention| Subject::of(&mention.fact))
}
