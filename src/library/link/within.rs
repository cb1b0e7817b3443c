//! Linking within one article: full names first, then bare surnames, given names alone, initials and aliases.
//! When the article does not decide which of two people a bare surname means, it is a separate person.

use std::cmp::Reverse;

use super::ArticleNames;
use super::form::Form;
use super::given::Sex;
use super::hash::{self, Map};
use super::headline;
use super::setting::{Setting, settings};
use crate::facts::name::{Name, Title};
use crate::text::fold::fold;

/// The most names with one surname that are compared with each other, to bound the time for long lists of names.
const BUCKET: usize = 48;

/// The most joins by aliases in one article.
const JOINS: usize = 200;

/// A bare surname used at least so many times in an article means one person: the first of that name.
const HABIT: u32 = 5;

/// A person in one article.
#[derive(Debug, Default)]
pub(super) struct Cluster {
    /// Different full names, most exact first.
    pub(super) full: Vec<Form>,
    /// Other forms: bare surnames, given names, pseudonyms.
    pub(super) other: Vec<Form>,
    /// Names that the article says are another name of the same person.
    pub(super) aliases: Vec<Form>,
    /// The number of mentions by a full name.
    times: u32,
    /// Whether a man's title was used.
    pub(super) male: bool,
    /// Whether a woman's title was used.
    pub(super) female: bool,
    /// Whose first name it is, which decides when no title was used; `None` when the name does not tell.
    pub(super) sex: Option<Sex>,
    /// Whether it is named in full in a credit or a byline alone.
    pub(super) aside: bool,
}

impl Cluster {
    fn contradicts(&self, title: Title) -> bool {
        match title {
            Title::Male => self.is_female(),
            Title::Female => self.is_male(),
            Title::None | Title::Neutral => false,
        }
    }

    /// Whether the title or the first name says that the title is the right one.
    fn agrees(&self, title: Title) -> bool {
        match title {
            Title::Male => self.is_male(),
            Title::Female => self.is_female(),
            Title::None | Title::Neutral => false,
        }
    }

    /// A man by the titles, else by the first name.
    pub(super) fn is_male(&self) -> bool {
        if self.male || self.female { self.male && !self.female } else { self.sex == Some(Sex::Male) }
    }

    /// A woman by the titles, else by the first name.
    pub(super) fn is_female(&self) -> bool {
        if self.male || self.female { self.female && !self.male } else { self.sex == Some(Sex::Female) }
    }

    fn note(&mut self, title: Title) {
        self.male |= title == Title::Male;
        self.female |= title == Title::Female;
    }
}

/// The people of one article, and which of them each name means.
#[derive(Debug, Default)]
pub(super) struct Local {
    /// The people.
    pub(super) clusters: Vec<Cluster>,
    /// For each name, its person as an index into `clusters`.
    pub(super) cluster_of: Vec<u32>,
    /// For each name, where it is written.
    pub(super) settings: Vec<Setting>,
}

/// In [`Local::cluster_of`]: not assigned yet.
const NOBODY: u32 = u32::MAX;

/// Links the names of an article.
pub(super) fn link(article: &ArticleNames<'_>) -> Local {
    let mut forms: Vec<Form> = Vec::new();
    let mut by_surface: Map<&str, u32> = Map::default();
    let form_of = article.names.iter().map(|name| {
        let surface = name.span.of(article.text);
        *by_surface.entry(surface).or_insert_with(|| {
            forms.push(Form::of(surface));
            forms.len() as u32 - 1
        })
    });
    let form_of: Vec<u32> = form_of.collect();
    let settings = settings(article);
    headline::read(&mut forms, &form_of, &settings);
    let local = Local { clusters: Vec::new(), cluster_of: vec![NOBODY; article.names.len()], settings };
    let mut linker = Linker { names: article.names, forms, form_of, local, known: Map::default() };
    linker.full_names();
    linker.aliases(article.text);
    linker.others();
    linker.local
}

struct Linker<'a> {
    names: &'a [Name],
    /// The different forms, and for each name its index in them.
    forms: Vec<Form>,
    form_of: Vec<u32>,
    local: Local,
    /// The clusters of full names by their last and by their first word, and by nickname.
    known: Map<u64, Vec<u32>>,
}

/// The role of a word in a full name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Last = 1,
    First,
    Nickname,
}

impl Place {
    fn of(self, id: u64) -> u64 {
        id.rotate_left(self as u32 * 8)
    }
}

impl Linker<'_> {
    fn assign(&mut self, name: usize, cluster: u32) {
        self.local.cluster_of[name] = cluster;
        self.local.clusters[cluster as usize].note(self.names[name].title);
    }

    fn form(&self, name: usize) -> &Form {
        &self.forms[self.form_of[name] as usize]
    }

    fn new_cluster(&mut self) -> u32 {
        self.local.clusters.push(Cluster::default());
        self.local.clusters.len() as u32 - 1
    }

    fn by(&self, place: Place, id: u64) -> &[u32] {
        self.known.get(&place.of(id)).map_or(&[], Vec::as_slice)
    }

    fn full_names(&mut self) {
        let mut order: Vec<u32> =
            (0..self.forms.len() as u32).filter(|&i| self.forms[i as usize].is_full()).collect();
        order.sort_by_key(|&i| {
            let form = &self.forms[i as usize];
            (form.is_cut(), Reverse(form.exactness()), i)
        });
        let mut cluster_of: Vec<u32> = vec![NOBODY; self.forms.len()];
        let mut by_id: Map<u64, u32> = Map::default();
        for i in order {
            let form = self.forms[i as usize].clone();
            if let Some(&same) = by_id.get(&form.id) {
                cluster_of[i as usize] = same;
                continue;
            }
            let cluster = match self.matching(&form)[..] {
                [cluster] => cluster,
                _ => self.new_cluster(),
            };
            by_id.insert(form.id, cluster);
            cluster_of[i as usize] = cluster;
            let nickname = form.nickname.as_ref().map(|nickname| Place::Nickname.of(hash::id(nickname)));
            for key in
                [Place::Last.of(form.last_id), Place::First.of(form.first_id)].into_iter().chain(nickname)
            {
                let known = self.known.entry(key).or_default();
                if !known.contains(&cluster) && known.len() < BUCKET {
                    known.push(cluster);
                }
            }
            let joined = &mut self.local.clusters[cluster as usize];
            joined.sex = joined.sex.or(form.sex());
            joined.full.push(form);
        }
        self.local.clusters.iter_mut().for_each(|cluster| cluster.aside = true);
        for name in 0..self.names.len() {
            let cluster = cluster_of[self.form_of[name] as usize];
            if cluster != NOBODY {
                let named = &mut self.local.clusters[cluster as usize];
                named.times += 1;
                named.aside &= self.local.settings[name] == Setting::Aside;
                self.assign(name, cluster);
            }
        }
    }

    /// The clusters with full names that can be the same person as `form`.
    fn matching(&self, form: &Form) -> Vec<u32> {
        let all = |cluster: &u32, test: &dyn Fn(&Form) -> bool| {
            self.local.clusters[*cluster as usize].full.iter().all(test)
        };
        let fits = |full: &Form| full.goes_with(form, true) || form.ends(full);
        let mut found: Vec<u32> = self.by(Place::Last, form.last_id).to_vec();
        found.retain(|c| all(c, &fits));
        if found.is_empty() {
            found.extend(self.by(Place::Nickname, form.id));
        }
        if found.is_empty() && form.len() > 1 {
            let begun = |c: &&u32| all(c, &|full| form.begins(full));
            found.extend(self.by(Place::First, form.first_id).iter().filter(begun));
        }
        if found.is_empty() && form.is_cut() {
            let cut = |c: &&u32| all(c, &|full| form.is_cut_of(full));
            found.extend(self.by(Place::First, form.first_id).iter().filter(cut));
        }
        if found.is_empty()
            && let Some(reversed) = form.reversed()
        {
            let turned = |c: &&u32| all(c, &|full| *full.key == *reversed);
            found.extend(self.by(Place::Last, form.first_id).iter().filter(turned));
        }
        found
    }

    /// `X alias Y`, `X, née Y`, `X (born Y)`.
    fn aliases(&mut self, text: &str) {
        let mut joined = 0;
        for i in 1..self.names.len() {
            let gap = self.names[i - 1].span.end as usize..self.names[i].span.start as usize;
            if gap.len() > 60 || !text.get(gap).is_some_and(|gap| is_alias_cue(gap, self.form(i))) {
                continue;
            }
            let first = match self.local.cluster_of[i - 1] {
                NOBODY => self.start(i - 1),
                first => first,
            };
            match self.local.cluster_of[i] {
                NOBODY => {}
                second if second == first => {}
                second if joined < JOINS => {
                    self.join(first, second);
                    joined += 1;
                }
                _ => continue,
            }
            self.assign(i, first);
            let alias = self.form(i).clone();
            self.local.clusters[first as usize].aliases.push(alias);
        }
    }

    fn start(&mut self, name: usize) -> u32 {
        let at = self.new_cluster();
        let form = self.form(name).clone();
        self.local.clusters[at as usize].other.push(form);
        self.assign(name, at);
        at
    }

    fn join(&mut self, into: u32, from: u32) {
        let gone = std::mem::take(&mut self.local.clusters[from as usize]);
        let stays = &mut self.local.clusters[into as usize];
        stays.full.extend(gone.full);
        stays.other.extend(gone.other);
        stays.aliases.extend(gone.aliases);
        stays.times += gone.times;
        stays.male |= gone.male;
        stays.female |= gone.female;
        stays.sex = stays.sex.or(gone.sex);
        stays.aside &= gone.aside;
        self.local.cluster_of.iter_mut().filter(|c| **c == from).for_each(|c| *c = into);
        self.known.values_mut().flatten().filter(|c| **c == from).for_each(|c| *c = into);
    }

    /// Bare surnames and given names, in the order of the text, because their meaning depends on earlier names.
    fn others(&mut self) {
        let mut settled: Map<(u64, Title), u32> = Map::default();
        let mut first_named = vec![usize::MAX; self.local.clusters.len()];
        for (i, &cluster) in self.local.cluster_of.iter().enumerate().filter(|(_, c)| **c != NOBODY) {
            let first = &mut first_named[cluster as usize];
            *first = (*first).min(i);
        }
        let mut times: Map<u64, u32> = Map::default();
        for i in (0..self.names.len()).filter(|&i| self.local.cluster_of[i] == NOBODY) {
            *times.entry(self.form(i).id).or_default() += 1;
        }
        for i in 0..self.names.len() {
            if self.local.cluster_of[i] != NOBODY {
                continue;
            }
            let id = self.form(i).id;
            let title = gendered(self.names[i].title);
            let settled_as = |title| settled.get(&(id, title)).copied();
            let before = settled_as(title).or_else(|| {
                match (title, settled_as(Title::Male), settled_as(Title::Female)) {
                    (Title::None, Some(one), None) | (Title::None, None, Some(one)) => Some(one),
                    _ => settled_as(Title::None),
                }
            });
            if let Some(cluster) = before
                && !self.local.clusters[cluster as usize].contradicts(title)
            {
                self.assign(i, cluster);
                continue;
            }
            let form = self.form(i).clone();
            let mut meant = self.meant(&form, title);
            // A byline is no part of the story.
            if self.local.settings[i] != Setting::Aside {
                meant.retain(|&c| !self.local.clusters[c as usize].aside);
            }
            if meant.len() > 1 {
                let agrees = |c: &u32| self.local.clusters[*c as usize].agrees(title);
                if meant.iter().any(agrees) {
                    meant.retain(agrees);
                }
            }
            if meant.len() > 1 {
                let named = |c: &u32| first_named.get(*c as usize).is_some_and(|&first| first < i);
                let before: Vec<u32> = meant.iter().copied().filter(named).collect();
                meant = if before.len() == 1 { before } else { self.foremost(meant) };
                if meant.len() > 1 && times.get(&id).is_some_and(|&times| times >= HABIT) {
                    let first = |c: &u32| first_named.get(*c as usize).copied().unwrap_or(usize::MAX);
                    meant = meant.iter().copied().min_by_key(first).into_iter().collect();
                }
            }
            let cluster = match meant[..] {
                [cluster] => cluster,
                _ => self.new_cluster(),
            };
            let other = &mut self.local.clusters[cluster as usize].other;
            if other.iter().all(|known| known.id != id) {
                other.push(form);
            }
            settled.insert((id, title), cluster);
            self.assign(i, cluster);
        }
    }

    /// The one that is named in full at least twice and more often than all others together; else all of `meant`.
    fn foremost(&self, meant: Vec<u32>) -> Vec<u32> {
        let times = |c: &u32| self.local.clusters[*c as usize].times;
        let all: u32 = meant.iter().map(times).sum();
        match meant.iter().find(|c| times(c) >= 2 && times(c) * 2 > all) {
            Some(&one) => vec![one],
            None => meant,
        }
    }

    /// The clusters that a bare name can mean: by surname, else by alias or nickname, else by given name.
    fn meant(&self, form: &Form, title: Title) -> Vec<u32> {
        let cluster = |c: &u32| &self.local.clusters[*c as usize];
        let fits = |c: &u32| !cluster(c).contradicts(title);
        let mut found: Vec<u32> = Vec::new();
        found.extend(self.by(Place::Last, form.last_id));
        found.retain(|c| fits(c) && cluster(c).full.iter().any(|full| form.is_surname_of(full)));
        if form.is_the_first() {
            found.extend(self.by(Place::Last, form.last_id));
            found.retain(|c| fits(c) && cluster(c).full.iter().any(|full| full.last_id == form.last_id));
        }
        if found.is_empty() {
            found.extend(self.by(Place::Nickname, form.id).iter().filter(|c| fits(c)));
        }
        let few = || 0..(self.local.clusters.len() as u32).min(BUCKET as u32 * 4);
        if found.is_empty() {
            let known_as = |alias: &Form| alias.id == form.id || form.ends(alias);
            found.extend(few().filter(|c| cluster(c).aliases.iter().any(known_as) && fits(c)));
        }
        if found.is_empty() {
            found.extend(self.by(Place::First, form.first_id));
            found.retain(|c| fits(c) && cluster(c).full.iter().any(|full| form.begins(full)));
        }
        if found.is_empty() && !form.key.contains([' ', '-']) {
            let part = |full: &Form| form.ends(full) || full.first().split('-').next() == Some(&*form.key);
            found.extend(few().filter(|c| cluster(c).full.iter().any(part) && fits(c)));
        }
        found
    }
}

fn gendered(title: Title) -> Title {
    match title {
        Title::Male | Title::Female => title,
        Title::None | Title::Neutral => Title::None,
    }
}

/// Whether the words between two names mean that `second` is another name of the first. `dit` before a whole name is a verb of speech.
fn is_alias_cue(gap: &str, second: &Form) -> bool {
    const CUES: [&str; 34] = [
        "alias",
        "dit",
        "dite",
        "dit le",
        "aka",
        "a.k.a.",
        "a k a",
        "also known as",
        "better known as",
        "known as",
        "known professionally as",
        "born",
        "nee",
        "ne",
        "surnomme",
        "surnommee",
        "nicknamed",
        "de son vrai nom",
        "de son nom de naissance",
        "de son nom complet",
        "de son nom de scene",
        "de son nom de plume",
        "plus connu sous le nom de",
        "plus connue sous le nom de",
        "connu sous le nom de",
        "connue sous le nom de",
        "connu sous le pseudonyme de",
        "connue sous le pseudonyme de",
        "real name",
        "whose real name is",
        "ne sous le nom de",
        "nee sous le nom de",
        "formerly",
        "stage name",
    ];
    let folded = fold(gap);
    let cue = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let speaks = matches!(cue, "dit" | "dite") && (second.is_full() || gap.contains(['»', '”', '"']));
    !gap.contains('\n') && CUES.contains(&cue) && !speaks
}
