//! Figures and people in any text: every span resolves, in order, and the model of several such texts is whole.

use super::{Target, check, recipe};
use crate::corpus::{Options, in_memory};
use crate::facts::{Content, Mention, Source, display, figure, name};
use crate::library::build;
use crate::text::Language;

pub(super) const FIGURES: Target = Target { name: "figures", body: in_figures, random: 500 };
pub(super) const PEOPLE: Target = Target { name: "people", body: in_people, random: 100 };

/// The most bytes of one text.
const MOST: usize = 1 << 13;

/// Words of numbers, units and what is around them.
const FIGURE_WORDS: &[&str] = &[
    "1",
    "12",
    "1 234",
    "1,234.5",
    "1.234,5",
    "0,5",
    "3½",
    "²",
    "1e9",
    "10-12",
    "10–12",
    "10 à 12",
    "between 3 and 5",
    "entre 3 et 5 ",
    "from ",
    "de ",
    " à ",
    " to ",
    "un ",
    "une ",
    "one ",
    "a ",
    "half a ",
    "demi ",
    "et demi ",
    "quatre-vingt",
    "-dix-sept",
    "vingt et un ",
    "twenty-one ",
    "hundred ",
    "cent ",
    "mille ",
    "thousand ",
    "million ",
    "millions ",
    "milliard ",
    "milliards ",
    "billion ",
    "trillion ",
    "bn",
    "Md",
    "k",
    "M",
    "quinzaine de ",
    "dizaine de ",
    "dozen ",
    "d'",
    "d’",
    "de ",
    "euros",
    "€",
    "$",
    "US$",
    "C$",
    "£",
    "¥",
    "dollars américains",
    "francs CFA",
    "cents",
    "centimes",
    "pence",
    "livres",
    "USD ",
    "EUR",
    "yuan",
    "bitcoin",
    "%",
    " %",
    "pour cent",
    "per cent",
    "percent",
    "points",
    "point de base",
    "basis points",
    "pp",
    "virgule ",
    "point ",
    "plus de ",
    "more than ",
    "environ ",
    "about ",
    "près de ",
    "nearly ",
    "jusqu'à ",
    "up to ",
    "au moins ",
    "at least ",
    "-",
    "+",
    "−",
    ".",
    ",",
    ":",
    "/",
    "(",
    ")",
    "no. ",
    "2024",
    "le 3 mai 2024",
    "12h30",
    "°C",
    "lakh crore ",
    "zero ",
    "zéro ",
    "quintillion ",
    "999999999999999999999",
    "0.0000000001",
];

/// Names, titles, particles and what is around them.
const PEOPLE_WORDS: &[&str] = &[
    "Nora Lindqvist",
    "Lindqvist",
    "Nora",
    "M. ",
    "Mme ",
    "Mr ",
    "Dr ",
    "Sir ",
    "Lord ",
    "le président ",
    "the chairman ",
    "Jean-Marc",
    " de ",
    " van der ",
    " von ",
    "d’",
    "O’",
    "Mc",
    "J. P. ",
    "Jr.",
    " III",
    "Roth",
    "Kovar",
    "Milan Kovar",
    "Anna Roth",
    ", PDG de ",
    ", CEO of ",
    " a déclaré ",
    " said ",
    " et ",
    " and ",
    "'s ",
    "’s",
    "(",
    ")",
    "« ",
    " »",
    "—",
    ". ",
    ", ",
    "Altis SA",
    "la banque Kovar",
    "Kovar & Fils",
    "Paris",
    "Le ",
    "La ",
    "The ",
    "NORA LINDQVIST",
    "nora lindqvist",
    "É",
    "Ł",
    "Xi ",
    "李明",
    "محمد",
    "Иван Петров",
    "-",
    "/",
    "@nora",
    "#",
    "\n",
    "\n\n",
    "Lundi",
    "March",
];

fn in_figures(data: &[u8]) {
    let Some((flags, rest)) = data.split_first() else { return };
    let text = recipe::text(rest, FIGURE_WORDS, MOST);
    let language = [Language::FRENCH, Language::ENGLISH, Language::UNKNOWN][usize::from(flags % 3)];
    let mut found = Vec::new();
    figure::find(Source { text: &text, language }, &mut found);
    check::mentions(&found, &text);
    for mention in &found {
        shown_again(mention, display::Style::of(language), language);
    }
}

/// A figure as the screen shows it says the same figure.
fn shown_again(mention: &Mention, style: display::Style, language: Language) {
    let Content::Figure(written) = mention.fact.kind().row().content else { return };
    let shown = written(&mention.fact, style);
    assert!(!shown.trim().is_empty() && !shown.contains('\n'), "{shown:?}");
    let mut again = Vec::new();
    figure::find(Source { text: &shown, language }, &mut again);
    check::mentions(&again, &shown);
}

fn in_people(data: &[u8]) {
    let Some((flags, rest)) = data.split_first() else { return };
    let text = recipe::text(rest, PEOPLE_WORDS, MOST);
    let language = [Language::FRENCH, Language::ENGLISH, Language::UNKNOWN][usize::from(flags % 3)];
    let mut names = Vec::new();
    name::find(Source { text: &text, language }, &mut names);
    let mut end = 0;
    for name in &names {
        check::span(name.span, &text);
        assert!(name.span.start >= end && !name.span.is_empty(), "{:?}", name.span);
        end = name.span.end;
        if let Some(role) = name.description {
            check::span(role, &text);
        }
    }
    // The same text in two or three articles: who is who is decided across them.
    let mut parts = vec![&*text];
    if let Some((first, second)) = text.split_once("\n\n") {
        parts.extend([first, second]);
    }
    let read = |part: &&str| in_memory::read("a.txt", part.as_bytes(), &Options::default()).articles;
    check::library(&build::of_articles(parts.iter().flat_map(read).collect()));
}
