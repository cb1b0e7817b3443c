//! Varies an annotated block: other names in place of its names (the same for all mentions of a person), and common
//! damage: missing accents, capitals, split punctuation, a missing beginning.

use std::collections::HashMap;

use super::blocks::{Block, Form, Mark};
use crate::facts::name::gazetteer::{Class, class_of};
use crate::text::Span;
use crate::text::fold::fold;

/// A small generator of random numbers (SplitMix64): the same seed gives the same model everywhere.
#[derive(Debug, Clone)]
pub(crate) struct Random(pub u64);

impl Random {
    /// The next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    /// True `percent` times in a hundred.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// The names that replace others.
#[derive(Debug, Default)]
pub struct Names {
    /// First names of the lists, and those that many bear.
    first: Vec<String>,
    often: Vec<String>,
    /// Surnames of the lists.
    last: Vec<String>,
    /// First names and surnames of the annotated texts.
    own_first: Vec<String>,
    own_last: Vec<String>,
    /// Places of the lists.
    places: Vec<String>,
    /// First names and surnames that are also words, places or firms: `Grace`, `Park`.
    tempting_first: Vec<String>,
    tempting_last: Vec<String>,
    /// Surnames that many bear.
    last_often: Vec<String>,
    /// The organisations of the annotated texts.
    organisations: Vec<String>,
}

impl Names {
    /// The names of the lists (a tab and a count may follow) and of the annotated `blocks`.
    pub fn new(first: &str, last: &str, places: &str, blocks: &[Block]) -> Self {
        let mut names = Self { places: places.lines().map(str::to_owned).collect(), ..Self::default() };
        for line in first.lines() {
            let (name, count) = line.split_once('\t').unwrap_or((line, "0"));
            names.first.push(name.to_owned());
            if count.trim().parse::<u32>().unwrap_or(0) > 1000 {
                names.often.push(name.to_owned());
            }
        }
        names.last.extend(last.lines().filter(|name| name.len() > 2).map(str::to_owned));
        let cues =
            Class::NAMED_AFTER.with(Class::ORG).with(Class::ROLE).with(Class::TITLE).with(Class::BRAND);
        let tempting = Class::WORD.with(Class::PLACE).with(Class::CALENDAR).with(cues);
        let pick = |list: &[String], wanted: Class| -> Vec<String> {
            list.iter().filter(|name| name.len() > 2 && class_of(name).has(wanted)).cloned().collect()
        };
        names.last_often = pick(&names.last, Class::LAST_OFTEN);
        names.tempting_first = pick(&names.first, tempting);
        names.tempting_last = pick(&names.last, tempting);
        for block in blocks {
            let known = block.organisations.iter().map(|span| span.of(&block.text));
            names.organisations.extend(known.filter(|name| !name.contains('\n')).map(str::to_owned));
            for mark in &block.marks {
                let (given, surname) = parts(mark.span.of(&block.text), mark.form);
                if !given.is_empty() && !surname.is_empty() && !given.contains(['.', '"', '«', '“']) {
                    names.own_first.push(given.to_owned());
                    names.own_last.push(surname.to_owned());
                }
            }
        }
        names
    }

    fn given(&self, random: &mut Random) -> String {
        let one = |random: &mut Random| match random.below(10) {
            _ if random.chance(3) => self.tempting_first[random.below(self.tempting_first.len())].clone(),
            0..=3 if !self.often.is_empty() => self.often[random.below(self.often.len())].clone(),
            4..=6 if !self.own_first.is_empty() => self.own_first[random.below(self.own_first.len())].clone(),
            _ => self.first[random.below(self.first.len())].clone(),
        };
        let name = one(random);
        match random.below(40) {
            0..=2 if !name.contains(['-', ' ']) => format!("{name}-{}", one(random)),
            3 => format!("{name} {}", one(random)),
            4 | 5 => format!("{}.", initial(&name)),
            6 => format!("{}.-{}.", initial(&name), initial(&one(random))),
            7 => format!("{name} {}.", initial(&one(random))),
            8 => splice(&name, &one(random)),
            _ => name,
        }
    }

    fn surname(&self, random: &mut Random, with_given: bool) -> String {
        let one = |random: &mut Random| match random.below(10) {
            _ if with_given && random.chance(5) => {
                self.tempting_last[random.below(self.tempting_last.len())].clone()
            }
            0 if !self.last_often.is_empty() => self.last_often[random.below(self.last_often.len())].clone(),
            0..=3 if !self.own_last.is_empty() => self.own_last[random.below(self.own_last.len())].clone(),
            _ => self.last[random.below(self.last.len())].clone(),
        };
        let name = one(random);
        match random.below(40) {
            0 | 1 if !name.contains(['-', ' ']) => format!("{name}-{}", one(random)),
            2 if !name.contains(' ') => format!("{name} {}", one(random)),
            3 => {
                const PARTICLES: [&str; 12] =
                    ["de", "van", "von", "de La", "Le", "van der", "El", "al-", "Ben", "di", "dos", "Mac"];
                let particle = PARTICLES[random.below(PARTICLES.len())];
                if particle.ends_with('-') {
                    format!("{particle}{name}")
                } else {
                    format!("{particle} {name}")
                }
            }
            4..=9 => splice(&name, &one(random)),
            _ => name,
        }
    }
}

fn initial(name: &str) -> char {
    name.chars().find(|c| c.is_alphabetic()).and_then(|c| c.to_uppercase().next()).unwrap_or('J')
}

/// A name that no list has: the head of one and the tail of another.
fn splice(head: &str, tail: &str) -> String {
    let (head, tail): (Vec<char>, Vec<char>) = (head.chars().collect(), tail.chars().collect());
    let cut = head.len().div_ceil(2).max(2).min(head.len());
    head[..cut].iter().chain(&tail[tail.len() / 2..]).collect()
}

/// Given names and surname; one of them is empty in a name of one word.
fn parts(name: &str, form: Form) -> (&str, &str) {
    match form {
        Form::Given => (name, ""),
        Form::Fixed | Form::Organisation => ("", ""),
        Form::SurnameFirst => name.rsplit_once(' ').map_or(("", name), |(surname, given)| (given, surname)),
        Form::Full => {
            let is_particle = |word: &str| word.starts_with(char::is_lowercase);
            let words: Vec<(usize, &str)> = name
                .split(' ')
                .scan(0, |at, word| {
                    let start = *at;
                    *at += word.len() + 1;
                    Some((start, word))
                })
                .collect();
            let first_particle = words.iter().position(|(_, word)| is_particle(word)).filter(|&i| i > 0);
            let surname = first_particle.unwrap_or(words.len() - 1);
            let at = words[surname].0;
            (name[..at].trim_end(), &name[at..])
        }
    }
}

/// A part of a text; with a form it is a name.
type Piece = (String, Option<Form>);

/// Makes another text of `block`. `sure` tells whether the forms of its names are annotated, not guessed.
pub(crate) fn vary(block: &Block, names: &Names, sure: bool, random: &mut Random) -> Block {
    let firms = block.organisations.iter().map(|&span| Mark { span, form: Form::Organisation });
    let mut marks: Vec<Mark> = block.marks.iter().copied().chain(firms).collect();
    marks.sort_by_key(|mark| mark.span.start);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    for mark in &marks {
        pieces.push((block.text[at..mark.span.start as usize].to_owned(), None));
        pieces.push((mark.span.of(&block.text).to_owned(), Some(mark.form)));
        at = mark.span.end as usize;
    }
    pieces.push((block.text[at..].to_owned(), None));
    if sure && random.chance(50) {
        exchange_organisations(&mut pieces, names, random);
    }
    if random.chance(70) {
        substitute(&mut pieces, names, sure, random);
    }
    if random.chance(40) {
        move_places(&mut pieces, names, random);
    }
    if random.chance(12) {
        cut_beginning(&mut pieces, random);
    }
    mistreat(&mut pieces, random);
    join(&block.source, &pieces)
}

fn join(source: &str, pieces: &[Piece]) -> Block {
    let mut block = Block::new(source, String::new());
    for (text, form) in pieces {
        let start = block.text.len();
        block.text.push_str(text);
        let span = Span::new(start, block.text.len());
        match form {
            Some(Form::Organisation) => block.organisations.push(span),
            Some(form) => block.marks.push(Mark { span, form: *form }),
            None => {}
        }
    }
    block
}

/// Several blocks as one text.
pub(crate) fn concatenate(blocks: &[Block]) -> Block {
    let mut all = Block::new(&blocks[0].source, String::new());
    for block in blocks {
        if !all.text.is_empty() {
            all.text.push('\n');
        }
        let shift = all.text.len();
        all.text.push_str(&block.text);
        let moved = |span: Span| Span::new(span.start as usize + shift, span.end as usize + shift);
        all.marks.extend(block.marks.iter().map(|mark| Mark { span: moved(mark.span), form: mark.form }));
        all.organisations.extend(block.organisations.iter().map(|&span| moved(span)));
    }
    all
}

/// Puts other organisations in the places of those that are marked, the same for all mentions of one.
fn exchange_organisations(pieces: &mut [Piece], names: &Names, random: &mut Random) {
    let mut exchanged: HashMap<String, String> = HashMap::new();
    for at in 0..pieces.len() {
        if pieces[at].1 != Some(Form::Organisation) || names.organisations.is_empty() {
            continue;
        }
        let elided = at > 0 && pieces[at - 1].0.ends_with(['\'', '’']);
        let fresh = pick(elided, || names.organisations[random.below(names.organisations.len())].clone());
        pieces[at].0 = exchanged.entry(pieces[at].0.clone()).or_insert(fresh).clone();
    }
}

fn substitute(pieces: &mut [Piece], names: &Names, sure: bool, random: &mut Random) {
    let mut given: HashMap<String, String> = HashMap::new();
    let mut surnames: HashMap<String, String> = HashMap::new();
    let fixed = |name: &str| class_of(name.rsplit(' ').next().unwrap_or(name)).has(Class::SUFFIX);
    for at in 0..pieces.len() {
        let (name, Some(form)) = pieces[at].clone() else { continue };
        let (old_given, old_surname) = parts(&name, form);
        if fixed(&name) || (old_given.is_empty() && old_surname.is_empty()) {
            continue;
        }
        if !sure && old_given.is_empty() && !surnames.contains_key(&fold(old_surname)) {
            continue;
        }
        let elided = at > 0 && pieces[at - 1].0.ends_with(['\'', '’']);
        let new_given = if old_given.is_empty() {
            String::new()
        } else if old_given.contains('.') {
            format!("{}.", initial(&names.given(random)))
        } else if old_given.contains(['"', '«', '“', '(']) {
            old_given.to_owned()
        } else {
            let fresh = pick(elided, || names.given(random));
            given.entry(fold(old_given)).or_insert(fresh).clone()
        };
        let new_surname = if old_surname.is_empty() {
            String::new()
        } else {
            let fresh = pick(elided && old_given.is_empty(), || names.surname(random, !old_given.is_empty()));
            surnames.entry(fold(old_surname)).or_insert(fresh).clone()
        };
        let all_caps =
            |text: &str| text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
        let shout = |old: &str, new: String| {
            if old.chars().count() > 2 && !old.contains('.') && all_caps(old) {
                new.to_uppercase()
            } else {
                new
            }
        };
        let (new_given, new_surname) = (shout(old_given, new_given), shout(old_surname, new_surname));
        pieces[at].0 = match form {
            Form::SurnameFirst => format!("{new_surname} {new_given}"),
            _ => format!("{new_given} {new_surname}"),
        };
        let trimmed = pieces[at].0.trim().to_owned();
        pieces[at].0 = trimmed;
    }
}

/// Puts other places for those named outside the marks, so that the tagger meets more of them.
fn move_places(pieces: &mut [Piece], names: &Names, random: &mut Random) {
    let mut moved: HashMap<String, String> = HashMap::new();
    for (text, _) in pieces.iter_mut().filter(|piece| piece.1.is_none()) {
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some(start) = rest.find(char::is_alphabetic) {
            let end = rest[start..]
                .find(|c: char| !c.is_alphabetic() && c != '-')
                .map_or(rest.len(), |n| start + n);
            let word = &rest[start..end];
            let class = class_of(word);
            let others = Class::WORD.with(Class::BRAND).with(Class::ORG).with(Class::FIRST_OFTEN);
            out.push_str(&rest[..start]);
            let elided = out.ends_with(['\'', '’']);
            if word.starts_with(char::is_uppercase)
                && word.chars().count() > 3
                && class.has(Class::PLACE)
                && !class.has(others)
                && !elided
            {
                let fresh = || names.places[random.below(names.places.len())].clone();
                out.push_str(moved.entry(word.to_owned()).or_insert_with(fresh));
            } else {
                out.push_str(word);
            }
            rest = &rest[end..];
        }
        out.push_str(rest);
        *text = out;
    }
}

/// A name that goes with an elision before it, if one comes soon.
fn pick(elided: bool, mut draw: impl FnMut() -> String) -> String {
    let mut name = draw();
    for _ in 0..30 {
        if !elided || fold(&name).starts_with(['a', 'e', 'i', 'o', 'u', 'h', 'y']) {
            break;
        }
        name = draw();
    }
    name
}

/// Drops the sentences before a random one.
fn cut_beginning(pieces: &mut Vec<Piece>, random: &mut Random) {
    let ends: Vec<(usize, usize)> = pieces
        .iter()
        .enumerate()
        .filter(|(_, (_, form))| form.is_none())
        .flat_map(|(i, (text, _))| {
            text.match_indices(['.', '\n']).map(move |(at, _)| (i, at + 1)).collect::<Vec<_>>()
        })
        .collect();
    if ends.is_empty() {
        return;
    }
    let (piece, at) = ends[random.below(ends.len())];
    let rest: String = pieces[piece].0[at..].trim_start().to_owned();
    if rest.is_empty() && piece + 1 == pieces.len() {
        return;
    }
    pieces.drain(..piece);
    pieces[0].0 = rest;
}

fn mistreat(pieces: &mut [Piece], random: &mut Random) {
    if random.chance(5) {
        pieces.iter_mut().for_each(|(text, _)| *text = without_accents(text));
    }
    if random.chance(30) {
        let to = if random.chance(50) { ('\'', "’") } else { ('’', "'") };
        pieces.iter_mut().for_each(|(text, _)| *text = text.replace(to.0, to.1));
    }
    match random.below(100) {
        0 | 1 => pieces.iter_mut().for_each(|(text, _)| *text = text.to_uppercase()),
        2..=5 => {
            pieces.iter_mut().filter(|p| p.1.is_some()).for_each(|(text, _)| *text = text.to_uppercase())
        }
        6 | 7 => pieces.iter_mut().filter(|p| p.1.is_none()).for_each(|(text, _)| *text = title_case(text)),
        8..=11 => pieces.iter_mut().filter(|p| p.1.is_none()).for_each(|(text, _)| *text = split_marks(text)),
        12 | 13 => {
            let caps = |c: char| c.is_uppercase() || !c.is_alphabetic();
            for (text, _) in pieces.iter_mut().filter(|p| p.1.is_some_and(|form| form != Form::Organisation))
            {
                if let Some((given, surname)) = text.rsplit_once(' ')
                    && !surname.chars().all(caps)
                {
                    *text = format!("{given} {}", surname.to_uppercase());
                }
            }
        }
        _ => {}
    }
}

fn without_accents(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphabetic() && !c.is_ascii() {
            let plain = fold(&c.to_string());
            out.push_str(&if c.is_uppercase() { plain.to_uppercase() } else { plain });
        } else {
            out.push(c);
        }
    }
    out
}

fn title_case(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = text.starts_with('\'');
    for word in text.split_inclusive([' ', '\n']) {
        let mut letters = word.chars();
        match letters.next() {
            Some(c) if !inside && word.trim().chars().count() > 3 => {
                out.extend(c.to_uppercase());
                out.push_str(letters.as_str());
            }
            _ => out.push_str(word),
        }
        inside = false;
    }
    out
}

/// As treebanks print text: a space on each side of a mark.
fn split_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            ',' | ';' | ':' | '"' | '(' | ')' | '?' | '!' | '«' | '»' => {
                out.push(' ');
                out.push(c);
                out.push(' ');
            }
            c => out.push(c),
        }
    }
    let mut out = out.replace(".\n", " .\n").replace("'s ", " 's ").replace("’s ", " ’s ");
    if out.ends_with('.') {
        out.insert(out.len() - 1, ' ');
    }
    out.replace("  ", " ")
}
