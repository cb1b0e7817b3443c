//! Which names of organisations are one.

use super::*;
use crate::article::ContentKey;
use crate::facts::name::{Name, Title};
use crate::text::Span;

/// The groups of the organisations in braces, by their names in order.
fn groups(texts: &[&str]) -> Vec<Vec<(String, u32)>> {
    let mut plain: Vec<(String, Vec<Name>)> = Vec::new();
    for text in texts {
        let (mut shown, mut names) = (String::new(), Vec::new());
        for (at, part) in text.split(['{', '}']).enumerate() {
            let start = shown.len();
            shown.push_str(part);
            if at % 2 == 1 {
                let span = Span::new(start, shown.len());
                names.push(Name { kind: Kind::Organisation, span, description: None, title: Title::None });
            }
        }
        plain.push((shown, names));
    }
    let articles: Vec<ArticleNames<'_>> = plain
        .iter()
        .map(|(text, names)| ArticleNames { key: ContentKey::of("", text), text, blocks: &[], names })
        .collect();
    let found = join(&articles);
    let named = |((text, names), row): (&(String, Vec<Name>), &Vec<u32>)| {
        names.iter().zip(row).map(|(name, &group)| (name.span.of(text).to_owned(), group)).collect()
    };
    plain.iter().zip(&found.group_of).map(named).collect()
}

/// Whether all the organisations in braces are one.
fn one(texts: &[&str]) -> bool {
    let mut all = groups(texts).into_iter().flatten().map(|(_, group)| group);
    let first = all.next();
    all.all(|group| Some(group) == first)
}

#[test]
fn case_accents_articles_and_legal_forms_do_not_tell_firms_apart() {
    assert!(one(&["{OpenBrev} et {Openbrev}, ou {OPENBREV}."]));
    assert!(one(&["{Solanum SA} et {Solanum}.", "{Solanum Inc.} said. {The Solanum Corporation} paid."]));
    assert!(one(&["{Énergies du Ponant} vend.", "{Energies du Ponant} achète."]));
    assert!(one(&["the {Port Harbour Gazette} and {The Port Harbour Gazette}"]));
    assert!(one(&["{O.V.T.} and {OVT}"]));
}

#[test]
fn an_acronym_needs_evidence() {
    assert!(one(&["Le {Conseil des Ports du Nord} (CPN) dit. Le {Conseil des Ports du Nord}."]));
    assert!(one(&["{Northern Harbour Council} ({NHC}) said.", "{NHC} paid."]));
    assert!(one(&["{Northern Harbour Council} said, and {NHC} paid."]));
    assert!(!one(&["{Northern Harbour Council} said.", "{NHC} paid."]), "no article says so");
    let two = ["{Northern Harbour Council} ({NHC})", "{National Hockey Club} ({NHC})", "{NHC}"];
    let found = groups(&two);
    assert_ne!(found[0][0].1, found[1][0].1);
    assert_eq!(found[0][0].1, found[0][1].1, "each article knows its own");
    assert_eq!(found[1][0].1, found[1][1].1);
    assert!(![found[0][0].1, found[1][0].1].contains(&found[2][0].1), "the third does not tell");
}

#[test]
fn a_short_name_joins_the_one_that_adds_words_to_it() {
    assert!(one(&["{Verrane Platforms} a payé. {Verrane} dit.", "{Verrane} vend."]));
    assert!(!one(&["{Verrane Bank} a payé. {Verrane} dit."]), "a part of a firm is another firm");
    assert!(!one(&["{Crédit Boréal} et {Crédit Ponant}"]));
    assert!(!one(&["{Port Harbour Gazette} and {Port Harbour Bank}"]));
}

#[test]
fn a_generic_noun_means_the_only_fitting_name_of_its_article() {
    assert!(one(&["{Port Harbour Journal} reported. The {Journal} said."]));
    let found = groups(&[
        "{Port Harbour Journal} said. {Journal}.",
        "{Journal} alone.",
        "{Ponant Journal} or {Journal}.",
    ]);
    assert_eq!(found[0][0].1, found[0][1].1);
    assert_eq!(found[2][0].1, found[2][1].1);
    assert!(![found[0][0].1, found[2][0].1].contains(&found[1][0].1), "an article of its own does not tell");
    assert!(!one(&["{Port Journal} and {Ponant Journal}: the {Journal}."]), "two fit");
}

#[test]
fn names_a_letter_apart_are_offered_and_not_joined() {
    let texts = ["{Solanumo} pays.", "{Solanum} paid."];
    assert!(!one(&texts));
    let texts: Vec<&str> = texts.iter().map(|text| text.trim()).collect();
    let found = groups(&texts);
    assert_eq!(found.len(), 2);
    assert!(forms::a_letter_apart("solanum", "solanumo") && forms::a_letter_apart("solanum", "solenum"));
    assert!(!forms::a_letter_apart("area51", "area52") && !forms::a_letter_apart("solanum", "solanum"));
    assert!(!forms::a_letter_apart("solanum", "solunam"));
}
