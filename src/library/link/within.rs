//! Linking within one article: full names first, then bare surnames, given names alone, initials and aliases.
//! When an article cannot tell which of two people a bare surname means, it stays on its own.

use std::collections::HashMap;

use super::ArticleNames;
use super::form::Form;
use crate::facts::person::{Name, Title};
use crate::text::fold::fold;

/// The most names with one surname that are compared with each other; a register of a whole village is not
/// worth more.
const BUCKET: usize = 48;

/// The most people of one article that aliases join.
const JOINS: usize = 200;

/// Someone in one article.
#[derive(Debug, Default)]
pub(super) struct Cluster {
    /// Different full names, most exact first.
    pub(super) full: Vec<Form>,
    /// Other forms: bare surnames, given names, pseudonyms.
    pub(super) other: Vec<Form>,
    /// Names that the article says are another name of the same person.
    pub(super) aliases: Vec<Form>,
    /// Whether a man's, a woman's title was given.
    pub(super) male: bool,
    /// See `male`.
    pub(super) female: bool,
}

impl Cluster {
    fn contradicts(&self, title: Title) -> bool {
        match title {
            Title::Male => self.female && !self.male,
            Title::Female => self.male && !self.female,
            Title::None | Title::Neutral => false,
        }
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
    /// For each name, an index into `clusters`.
    pub(super) of: Vec<usize>,
}

/// Links the names of an article.
pub(super) fn link(article: &ArticleNames<'_>) -> Local {
    let forms: Vec<Form> = article.names.iter().map(|name| Form::of(name.span.of(article.text))).collect();
    let mut linker = Linker { names: article.names, forms, local: Local::default(), known: HashMap::new() };
    linker.local.of = vec![usize::MAX; article.names.len()];
    linker.full_names();
    linker.aliases(article.text);
    linker.others();
    linker.local
}

struct Linker<'a> {
    names: &'a [Name],
    forms: Vec<Form>,
    local: Local,
    /// The clusters of full names by their last and by their first word, and by nickname.
    known: HashMap<(Place, String), Vec<usize>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Place {
    Last,
    First,
    Nickname,
}

impl Linker<'_> {
    fn assign(&mut self, name: usize, cluster: usize) {
        self.local.of[name] = cluster;
        self.local.clusters[cluster].note(self.names[name].title);
    }

    fn full_names(&mut self) {
        let mut by_key: HashMap<&str, Vec<usize>> = HashMap::new();
        for (i, form) in self.forms.iter().enumerate().filter(|(_, form)| form.is_full()) {
            by_key.entry(&form.key).or_default().push(i);
        }
        let mut order: Vec<Vec<usize>> = by_key.into_values().collect();
        let forms = &self.forms;
        let rank = |group: &Vec<usize>| (std::cmp::Reverse(forms[group[0]].exactness()), group[0]);
        order.sort_by_key(rank);
        for group in order {
            let form = self.forms[group[0]].clone();
            let cluster = match self.matching(&form)[..] {
                [cluster] => cluster,
                _ => {
                    self.local.clusters.push(Cluster::default());
                    self.local.clusters.len() - 1
                }
            };
            let words = [(Place::Last, form.last().to_owned()), (Place::First, form.first().to_owned())];
            let nickname = form.nickname.as_ref().map(|nickname| (Place::Nickname, nickname.to_string()));
            for key in words.into_iter().chain(nickname) {
                let known = self.known.entry(key).or_default();
                if !known.contains(&cluster) && known.len() < BUCKET {
                    known.push(cluster);
                }
            }
            self.local.clusters[cluster].full.push(form);
            group.into_iter().for_each(|name| self.assign(name, cluster));
        }
    }

    /// The clusters of full names that `form` can be another form of.
    fn matching(&self, form: &Form) -> Vec<usize> {
        let all = |cluster: &usize, test: &dyn Fn(&Form) -> bool| {
            self.local.clusters[*cluster].full.iter().all(test)
        };
        let by = |place, word: &str| self.known.get(&(place, word.to_owned())).map_or(&[][..], Vec::as_slice);
        let mut found: Vec<usize> = by(Place::Last, form.last())
            .iter()
            .filter(|c| all(c, &|full| full.goes_with(form, true) || form.ends(full)))
            .copied()
            .collect();
        if found.is_empty() {
            found.extend(by(Place::Nickname, &form.key));
        }
        if found.is_empty() && form.len() > 1 {
            found.extend(by(Place::First, form.first()).iter().filter(|c| all(c, &|full| form.begins(full))));
        }
        if found.is_empty()
            && let Some(reversed) = form.reversed()
        {
            found.extend(
                by(Place::Last, form.first()).iter().filter(|c| all(c, &|full| *full.key == *reversed)),
            );
        }
        found
    }

    /// `X alias Y`, `X, née Y`, `X (born Y)`.
    fn aliases(&mut self, text: &str) {
        let mut joined = 0;
        for i in 1..self.names.len() {
            let gap = self.names[i - 1].span.end as usize..self.names[i].span.start as usize;
            if gap.len() > 60 || !text.get(gap).is_some_and(is_alias_cue) {
                continue;
            }
            let first = self.local.of[i - 1];
            let first = if first == usize::MAX { self.start(i - 1) } else { first };
            let alias = self.forms[i].clone();
            match self.local.of[i] {
                usize::MAX => {}
                second if second == first => {}
                second if joined < JOINS => {
                    self.join(first, second);
                    joined += 1;
                }
                _ => continue,
            }
            self.assign(i, first);
            self.local.clusters[first].aliases.push(alias);
        }
    }

    fn start(&mut self, name: usize) -> usize {
        let mut cluster = Cluster::default();
        cluster.other.push(self.forms[name].clone());
        self.local.clusters.push(cluster);
        let at = self.local.clusters.len() - 1;
        self.assign(name, at);
        at
    }

    fn join(&mut self, into: usize, from: usize) {
        let gone = std::mem::take(&mut self.local.clusters[from]);
        let stays = &mut self.local.clusters[into];
        stays.full.extend(gone.full);
        stays.other.extend(gone.other);
        stays.aliases.extend(gone.aliases);
        stays.male |= gone.male;
        stays.female |= gone.female;
        self.local.of.iter_mut().filter(|c| **c == from).for_each(|c| *c = into);
        self.known.values_mut().flatten().filter(|c| **c == from).for_each(|c| *c = into);
    }

    /// Bare surnames and given names, one after the other, since what they mean depends on who was named before.
    fn others(&mut self) {
        let mut settled: HashMap<(Box<str>, Title), usize> = HashMap::new();
        let mut first_named: HashMap<usize, usize> = HashMap::new();
        for (i, &cluster) in self.local.of.iter().enumerate() {
            if cluster != usize::MAX {
                first_named.entry(cluster).or_insert(i);
            }
        }
        for i in 0..self.names.len() {
            if self.local.of[i] != usize::MAX {
                continue;
            }
            let form = self.forms[i].clone();
            let title = gendered(self.names[i].title);
            let key = (form.key.clone(), title);
            if let Some(&cluster) =
                settled.get(&key).or_else(|| settled.get(&(form.key.clone(), Title::None)))
                && !self.local.clusters[cluster].contradicts(title)
            {
                self.assign(i, cluster);
                continue;
            }
            let mut meant = self.meant(&form, title);
            if meant.len() > 1 {
                let before: Vec<usize> =
                    meant.iter().copied().filter(|c| first_named.get(c) < Some(&i)).collect();
                meant = match before[..] {
                    [_] => before,
                    _ => self.foremost(meant),
                };
            }
            let cluster = match meant[..] {
                [cluster] => cluster,
                _ => {
                    self.local.clusters.push(Cluster::default());
                    self.local.clusters.len() - 1
                }
            };
            if !self.local.clusters[cluster].other.contains(&form) {
                self.local.clusters[cluster].other.push(form);
            }
            settled.insert(key, cluster);
            self.assign(i, cluster);
        }
    }

    /// The one whom the article speaks of, if its full names tell: named in full more often than all others
    /// together, and at least twice.
    fn foremost(&self, meant: Vec<usize>) -> Vec<usize> {
        let times = |c: usize| {
            self.local.of.iter().zip(&self.forms).filter(|(of, f)| **of == c && f.is_full()).count()
        };
        let counts: Vec<usize> = meant.iter().map(|&c| times(c)).collect();
        let all: usize = counts.iter().sum();
        match counts.iter().position(|&count| count >= 2 && count * 2 > all) {
            Some(at) => vec![meant[at]],
            None => meant,
        }
    }

    /// Who a bare name can mean: by surname, else by alias or nickname, else by given name.
    fn meant(&self, form: &Form, title: Title) -> Vec<usize> {
        let clusters = &self.local.clusters;
        let fits = |c: &usize| !clusters[*c].contradicts(title);
        let by = |place, word: &str| self.known.get(&(place, word.to_owned())).map_or(&[][..], Vec::as_slice);
        let mut found: Vec<usize> = Vec::new();
        if !form.has_suffix() {
            let surname = by(Place::Last, form.last()).iter().copied().filter(fits);
            found.extend(surname.filter(|&c| clusters[c].full.iter().any(|full| form.ends(full))));
        }
        if found.is_empty() {
            found.extend(by(Place::Nickname, &form.key).iter().filter(|c| fits(c)));
        }
        if found.is_empty() {
            let known_as = |cluster: &Cluster| {
                cluster.aliases.iter().any(|alias| alias.key == form.key || form.ends(alias))
            };
            found
                .extend((0..clusters.len()).take(BUCKET * 4).filter(|&c| known_as(&clusters[c]) && fits(&c)));
        }
        if found.is_empty() {
            let given = by(Place::First, form.first()).iter().copied().filter(fits);
            found.extend(given.filter(|&c| clusters[c].full.iter().any(|full| form.begins(full))));
        }
        if found.is_empty() && !form.key.contains([' ', '-']) {
            let part = |full: &Form| form.ends(full) || full.first().split('-').next() == Some(&*form.key);
            found.extend(
                (0..clusters.len())
                    .take(BUCKET * 4)
                    .filter(|&c| clusters[c].full.iter().any(part) && fits(&c)),
            );
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

/// Whether the words between two names say that the second is another name of the first.
fn is_alias_cue(gap: &str) -> bool {
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
    !gap.contains('\n') && CUES.contains(&cue)
}
