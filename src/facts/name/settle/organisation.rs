//! Where the name of an organisation begins and ends, when it is written partly in small letters (`ministère de l'Économie`,
//! `Banque centrale européenne`, `Cour des comptes`), what is no organisation (products, signs), and the same names elsewhere in the text.

use super::words::{is, is_mark};
use super::{Found, Page};
use crate::facts::name::gazetteer::Class;
use crate::facts::name::hash::{hash_of_ascii, hash_of_mark};
use crate::facts::name::shape::Shape;

macro_rules! words {
    ($($(#[doc = $doc:literal])* $name:ident: $($word:literal)*;)*) => {
        $($(#[doc = $doc])* const $name: &[u32] = &[$(hash_of_ascii($word)),*];)*
    };
}

words! {
    /// Nouns in small letters that begin the name of an organisation, before a preposition or its name.
    HEAD: "ministere" "secretariat" "universite" "hopital" "lycee" "cour" "tribunal" "parquet" "mairie" "prefecture" "chambre" "institut"
        "academie" "banque" "conseil" "commission" "comite" "federation" "syndicat" "barreau" "ordre" "office" "agence" "autorite"
        "clinique" "musee" "faculte" "rectorat" "gendarmerie" "caisse" "fondation" "association";
    /// What is between such a noun and the rest of its name.
    OF: "de" "du" "des" "d" "la" "l" "et" "les";
    /// Nouns that are a name only with what follows: they take an adjective or a complement.
    GENERIC: "banque" "commission" "conseil" "assemblee" "parti" "union" "federation" "cour" "fonds" "credit" "securite" "academie" "organisation"
        "autorite" "ligue" "confederation" "chambre" "agence" "comite" "front" "mouvement" "parlement" "garde" "caisse" "societe"
        "institut" "ecole" "secours" "alliance" "rassemblement" "office" "haut" "haute" "tribunal" "ministere" "universite" "association" "centre"
        "bureau" "conference" "congres" "armee" "gendarmerie" "police" "education" "inspection" "defenseur" "protection"
        "mutualite" "croix" "croissant" "medecins" "reporters" "avocats" "pharmaciens" "compagnie" "croissance" "parquet" "direction"
        "france" "coordination" "observatoire" "museum" "opera" "theatre" "bibliotheque" "cinematheque" "imprimerie" "nations"
        "republique" "la" "les" "le";
    /// Adjectives in small letters at the end of a name.
    ADJECTIVE: "national" "nationale" "nationaux" "europeen" "europeenne" "europeennes" "international" "internationale" "central" "centrale" "federal"
        "federale" "regional" "regionale" "departemental" "departementale" "general" "generale" "mondial" "mondiale" "populaire" "populaires"
        "communiste" "socialiste" "republicain" "republicaine" "democrate" "democratique" "liberal" "radical" "ecologiste" "conservateur"
        "travailliste" "constitutionnel" "constitutionnelle" "supreme" "superieur" "superieure" "economique" "monetaire" "financier" "agricole" "mutuel"
        "mutuelle" "africain" "africaine" "social" "sociale" "civil" "civile" "public" "publique" "scientifique" "olympique" "islamique" "rouge"
        "unies" "ouvriere" "ouvrier" "paysanne" "rural" "rurale" "cooperatif" "cooperative" "insoumise" "enchaine" "lyonnais" "lyonnaise" "syndicale"
        "penal" "penale" "arbitral" "consultatif" "consultative" "postale" "foncier" "foncière" "solidaire" "catholique" "culturel" "culturelle" "medical"
        "medicale" "technique" "universitaire" "hospitalier" "hospitaliere" "maritime" "spatiale" "francais" "francaise" "britannique";
    /// Nouns that a name ends with behind a preposition: `Cour des comptes`, `Organisation mondiale de la santé`.
    COMPLEMENT: "comptes" "cassation" "appel" "assises" "securite" "sante" "travail" "commerce" "concurrence" "marches" "droits" "peuple" "presse"
        "medecins" "finances" "libertes" "frontieres" "monde" "arts" "metiers" "depots" "consignations" "lords" "representants" "deputes"
        "communes" "industrie" "agriculture" "education" "environnement" "justice" "defense" "interieur" "culture" "investissement"
        "developpement" "refugies" "enfance" "nature" "oiseaux" "avocats" "notaires" "maires" "magistrature" "audiovisuel" "energie" "eau" "eaux" "forets"
        "epargne" "transports" "tourisme" "sport" "sports" "recherche" "sciences" "medecine" "lettres" "coeur" "surete" "nucleaire" "etudes"
        "statistique" "revolution" "controle";
    /// Words that go on inside such a complement.
    BETWEEN: "de" "du" "des" "d" "la" "le" "les" "l" "et" "a" "pour" "contre" "sur" "sans";
    /// Products, programs and sites that texts name like firms.
    PRODUCT: "chatgpt" "copilot" "azure" "bing" "windows" "gpt" "gemini" "claude" "android" "iphone" "ipad" "macbook" "excel" "outlook"
        "sora" "dall-e" "xbox" "playstation" "kindle" "alexa" "siri" "grok" "llama" "ios" "chrome" "gmail" "o1" "o3" "bitcoin"
        "ethereum" "office" "viagra" "ozempic" "wegovy" "internet" "web";
    /// Legal forms that are abbreviations.
    ABBREVIATED: "inc" "corp" "co" "ltd" "bros" "cie";
    /// Signs that stand for no organisation: fields, posts, forms of firms, what is counted.
    SIGN: "ia" "ai" "ceo" "cto" "cfo" "coo" "pdg" "dg" "drh" "rh" "pbc" "ipo" "pib" "gdp" "tv" "it" "pc" "vp" "tva" "vat" "covid" "sida"
        "adn" "dna" "usa" "us" "uk" "faq" "pdf" "sms" "gps" "api" "agi" "llm" "esg" "rse" "cdi" "cdd" "bd" "dvd" "cv" "pr" "hr";
    /// Articles that are no part of a name in small letters.
    ARTICLE: "le" "la" "les" "l" "the" "un" "une" "a" "an" "du" "des" "de" "d" "au" "aux" "of" "and" "et" "for" "on";
}

/// The buffers of the rules.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The names of the text by the hash of their first token, each with a mention of it and how often it was found.
    names: Vec<(u32, Found, usize)>,
    added: Vec<Found>,
}

impl Known {
    /// Applies the rules to `names`, which are in order and overlap neither each other nor `people`, and stay so.
    pub(super) fn settle(&mut self, page: Page<'_>, people: &[Found], names: &mut Vec<Found>) {
        self.added.clear();
        evident(page, people, names, &mut self.added);
        super::merge(names, &mut self.added);
        names.iter_mut().for_each(|name| trim(page, name));
        names.retain(|&name| name.start < name.end && !refuse(page, name));
        for i in 0..names.len() {
            let floor = i.checked_sub(1).map_or(0, |before| names[before].end);
            let ceiling = names.get(i + 1).map_or(page.tokens.len(), |next| next.start);
            begin(page, &mut names[i], floor);
            finish(page, &mut names[i], ceiling);
        }
        self.spread(page, people, names);
        let mut next = 0;
        names.retain(|name| {
            while people.get(next).is_some_and(|person| person.end <= name.start) {
                next += 1;
            }
            people.get(next).is_none_or(|person| person.start >= name.end)
        });
    }

    /// Adds the same names elsewhere in the text.
    fn spread(&mut self, page: Page<'_>, people: &[Found], names: &mut Vec<Found>) {
        self.names.clear();
        self.names.extend(names.iter().map(|&name| (page.tokens[name.start].hash, name, 1)));
        let key = |name: &(u32, Found, usize)| {
            let tokens = name.1.tokens(page.tokens);
            (name.0, tokens.len(), tokens.last().map(|token| token.hash))
        };
        self.names.sort_by_key(key);
        self.names.dedup_by(|after, before| {
            let same = key(after) == key(before);
            before.2 += usize::from(same);
            same
        });
        self.names.retain(|&(_, name, times)| {
            let tokens = name.tokens(page.tokens);
            let sign = tokens.len() == 1 && tokens[0].shape.is(Shape::ALL_CAPS.with(Shape::MIXED));
            tokens.len() > 1 || times >= 3 || sign && times >= 2
        });
        if self.names.is_empty() {
            return;
        }
        self.added.clear();
        let (mut name, mut person) = (0, 0);
        for run in page.runs {
            let mut at = run.start;
            while at < run.end {
                let covers = |found: &Found| found.start <= at && at < found.end;
                while names.get(name).is_some_and(|found| found.end <= at) {
                    name += 1;
                }
                while people.get(person).is_some_and(|found| found.end <= at) {
                    person += 1;
                }
                let known = names.get(name).is_some_and(covers) || people.get(person).is_some_and(covers);
                let free = names.get(name).map_or(page.tokens.len(), |found| found.start);
                let free = people.get(person).map_or(free, |found| found.start.min(free));
                let found = (!known).then(|| self.longest(page, at, free)).flatten();
                if let Some(found) = found {
                    self.added.push(found);
                    at = found.end;
                } else {
                    at += 1;
                }
            }
        }
        super::merge(names, &mut self.added);
    }

    /// The longest known name that begins at token `at` and ends before `free`, with no capital of the same name around it.
    fn longest(&self, page: Page<'_>, at: usize, free: usize) -> Option<Found> {
        let tokens = page.tokens;
        let hash = tokens[at].hash;
        let from = self.names.partition_point(|name| name.0 < hash);
        let same = self.names[from..].iter().take_while(|name| name.0 == hash);
        let fits = |name: &&(u32, Found, usize)| {
            let known = name.1.tokens(tokens);
            let end = at + known.len();
            end <= free
                && tokens.get(at..end).is_some_and(|here| {
                    here.iter().zip(known).all(|(a, b)| a.hash == b.hash && a.is_capital() == b.is_capital())
                })
                && !tokens.get(end).is_some_and(|next| next.is_capital() && next.shape.is(Shape::WORD))
                && !at.checked_sub(1).is_some_and(|at| {
                    tokens[at].is_capital() && !tokens[at].shape.is(Shape::OPENS.with(Shape::ELISION))
                })
        };
        let longest = same.filter(fits).max_by_key(|name| name.1.end - name.1.start)?;
        Some(Found { start: at, end: at + longest.1.end - longest.1.start })
    }
}

/// Appends well-known organisations of one word whose letters leave no doubt: `DeepSeek`, `xAI`, `NATO` outside a line of capitals.
fn evident(page: Page<'_>, people: &[Found], names: &[Found], added: &mut Vec<Found>) {
    const OTHER: Class = Class::FIRST.with(Class::LAST).with(Class::PLACE).with(Class::WORD);
    let within = |list: &[Found], at: usize| {
        let next = list.partition_point(|found| found.end <= at);
        list.get(next).is_some_and(|found| found.start <= at)
    };
    let shouted = |at: usize| {
        page.tokens
            .get(at)
            .is_some_and(|token| token.shape.is(Shape::ALL_CAPS) && token.end - token.start > 1)
    };
    for (at, token) in page.tokens.iter().enumerate() {
        if !token.class.has(Class::KNOWN_ORGANISATION) || token.class.has(OTHER) {
            continue;
        }
        let sign = token.shape.is(Shape::ALL_CAPS) && token.end - token.start > 2;
        let alone = !shouted(at + 1) && !at.checked_sub(1).is_some_and(shouted);
        let shown = token.shape.is(Shape::MIXED) || sign && alone;
        if shown && !within(people, at) && !within(names, at) {
            added.push(Found { start: at, end: at + 1 });
        }
    }
}

/// Takes small words off the ends.
fn trim(page: Page<'_>, name: &mut Found) {
    let small = |at: usize| !page.tokens[at].is_capital() && is(Some(&page.tokens[at]), ARTICLE);
    while name.start < name.end && small(name.end - 1) {
        name.end -= 1;
    }
    // Those at the beginning can lead to the noun before them.
    let mut first = name.start;
    while first < name.end && small(first) {
        first += 1;
    }
    if first > name.start {
        let head = name.start.checked_sub(1).map(|at| &page.tokens[at]);
        if first >= name.end || !is(head, HEAD) {
            name.start = first;
        }
    }
}

/// Takes in the noun in small letters that the name begins with.
fn begin(page: Page<'_>, name: &mut Found, floor: usize) {
    let tokens = page.tokens;
    let mut at = name.start;
    while at > floor && name.start - at < 3 && is(Some(&tokens[at - 1]), OF) && !tokens[at - 1].is_capital() {
        at -= 1;
    }
    let of = at < name.start || !tokens[name.start].is_capital();
    let Some(head) = at.checked_sub(1).filter(|&head| head >= floor) else { return };
    // `ministère de l'Économie`; but `la banque Varga` and `université Lumière` are left to the tagger.
    if of && is(Some(&tokens[head]), HEAD) && !tokens[head].is_capital() {
        name.start = head;
    }
}

/// Takes in the adjectives and complements in small letters that the name ends with.
fn finish(page: Page<'_>, name: &mut Found, ceiling: usize) {
    let tokens = page.tokens;
    let small = |at: usize| at < ceiling && tokens.get(at).is_some_and(|token| !token.is_capital());
    // The full stop of `Inc.`, where it ends no sentence.
    let stop = is_mark(tokens.get(name.end), hash_of_mark('.')) && name.end < ceiling;
    if stop && is(tokens.get(name.end - 1), ABBREVIATED) {
        let glued = tokens[name.end - 1].end == tokens[name.end].start;
        let goes_on =
            tokens.get(name.end + 1).is_some_and(|next| next.shape.is(Shape::WORD) && !next.is_capital());
        name.end += usize::from(glued && goes_on);
        return;
    }
    if page.language == 2 || !name.tokens(tokens).iter().any(|token| is(Some(token), GENERIC)) {
        return;
    }
    let mut end = name.end;
    for _ in 0..3 {
        if small(end) && is(tokens.get(end), ADJECTIVE) {
            end += 1;
            continue;
        }
        let mut next = end;
        while next < end + 3 && small(next) && is(tokens.get(next), BETWEEN) {
            next += 1;
        }
        if next == end || !small(next) || !is(tokens.get(next), COMPLEMENT) {
            break;
        }
        end = next + 1;
    }
    name.end = end;
}

/// What is no organisation: products and versions, hashtags, months, signs.
fn refuse(page: Page<'_>, name: Found) -> bool {
    let tokens = page.tokens;
    let before = name.start.checked_sub(1).map(|at| &tokens[at]);
    let last = &tokens[name.end - 1];
    let tagged =
        is_mark(before, hash_of_mark('#')) && before.is_some_and(|mark| mark.end == tokens[name.start].start);
    let product = is(tokens.get(name.start), PRODUCT) || is(Some(last), PRODUCT);
    let alone = name.is_single() && last.class.has(Class::CALENDAR);
    let sign = name.is_single() && last.shape.is(Shape::ALL_CAPS) && is(Some(last), SIGN);
    tagged || product || alone || sign
}
