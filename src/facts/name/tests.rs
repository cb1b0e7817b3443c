//! Which names are found in a sentence and which are not, and where a name begins and ends.

use super::*;
use crate::text::Language;

fn found(text: &str) -> Vec<Name> {
    let mut names = Vec::new();
    find(Source { text, language: Language::UNKNOWN }, &mut names);
    names
}

fn surfaces(text: &str) -> Vec<&str> {
    of_kind(text, Kind::Person)
}

fn of_kind(text: &str, kind: Kind) -> Vec<&str> {
    found(text).iter().filter(|name| name.kind == kind).map(|name| name.span.of(text)).collect()
}

#[test]
fn a_name_begins_and_ends_where_the_person_does() {
    for (text, expected) in [
        ("Le ministre, M. Hugo Lestrade, a démissionné lundi.", vec!["Hugo Lestrade"]),
        ("Mme Odile Ferrand a répondu à Me Varga.", vec!["Odile Ferrand", "Varga"]),
        ("Selon le docteur Simon Oduya, le vaccin protège.", vec!["Simon Oduya"]),
        ("« Je pars », a confié d'une voix calme l'avocate d'Elsa Morin.", vec!["Elsa Morin"]),
        ("Il faut qu’Élise Brac réponde.", vec!["Élise Brac"]),
        ("Mr. Tom Oakes's lawyer said Oakes would appeal.", vec!["Tom Oakes", "Oakes"]),
        (
            "President Carla Whitcombe met Sen. Dwayne Tolliver on Tuesday.",
            vec!["Carla Whitcombe", "Dwayne Tolliver"],
        ),
        (
            "Ulrike von der Brac et Charles de Merle ont signé.",
            vec!["Ulrike von der Brac", "Charles de Merle"],
        ),
        ("J.-P. Roche et W. Varga sont élus.", vec!["J.-P. Roche", "W. Varga"]),
        ("MM. Roche et Thibault ont été entendus.", vec!["Roche", "Thibault"]),
        ("Jeanine et Willy Zander vivent à Metz.", vec!["Jeanine", "Willy Zander"]),
        ("Martin Oakes Jr. testified on Friday.", vec!["Martin Oakes Jr."]),
        ("Louis XIV régna longtemps.", vec!["Louis XIV"]),
        ("HUGO LESTRADE QUITTE LE CLUB", vec!["HUGO LESTRADE"]),
        ("Par Hugo\u{a0}Lestrade", vec!["Hugo\u{a0}Lestrade"]),
    ] {
        assert_eq!(surfaces(text), expected, "{text}");
    }
}

#[test]
fn organisations_are_found_and_products_and_places_are_not() {
    for (text, expected) in [
        ("Microsoft a investi dans OpenAI, et Copilot tourne sur Azure.", vec!["Microsoft", "OpenAI"]),
        ("Selon le Wall Street Journal, l'accord est prêt.", vec!["Wall Street Journal"]),
        (
            "La Banque centrale européenne a relevé ses taux, et la Cour des comptes s'inquiète.",
            vec!["Banque centrale européenne", "Cour des comptes"],
        ),
        ("Le Parlement européen a voté.", vec!["Parlement européen"]),
        (
            "The Federal Trade Commission sued Brevane Holdings Inc. on Monday.",
            vec!["Federal Trade Commission", "Brevane Holdings Inc."],
        ),
        ("Il est né à Lyon et vit à Boston depuis lundi.", vec![]),
        ("Aucun lien avec xAI, ni avec DeepSeek ; le FBI se tait.", vec!["xAI", "DeepSeek", "FBI"]),
        ("Le PDG dit que l'IA et Office changent tout, selon le CEO.", vec![]),
    ] {
        assert_eq!(of_kind(text, Kind::Organisation), expected, "{text}");
    }
}

#[test]
fn what_is_named_after_a_person_is_not_one() {
    for text in [
        "Rendez-vous rue Victor-Hugo, près de la place Gambetta.",
        "Le lycée Jean-Moulin et l'hôpital Saint-Louis sont fermés.",
        "Morgan Stanley et Goldman Sachs ont revu leurs prévisions.",
        "Partagez sur LinkedIn. Cliquez ici pour vous abonner.",
        "Share on Twitter. Leave a comment. Subscribe to our newsletter.",
        "Microsoft a investi dans OpenAI, et Copilot tourne sur Azure.",
        "Les Français et les Allemands ont voté dimanche.",
        "Madame la Présidente, mes chers collègues, merci.",
        "Le prix Nobel de chimie sera remis en décembre à Stockholm.",
        "The White House said on Monday that Congress would vote.",
    ] {
        assert_eq!(surfaces(text), Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn the_rest_of_the_text_tells_who_a_surname_is() {
    let text = "Hugo Lestrade a gagné dimanche à Rouen.\nLe public a applaudi Lestrade.";
    assert_eq!(surfaces(text), ["Hugo Lestrade", "Lestrade"]);
}

#[test]
fn a_role_near_the_name_describes_the_person() {
    for (text, role) in [
        ("Hugo Lestrade, PDG de Brévanne, a démissionné.", Some("PDG de Brévanne")),
        ("Le directeur financier Simon Oduya a parlé.", Some("directeur financier")),
        ("Carla Whitcombe, the mayor of Dayton, said no.", Some("mayor of Dayton")),
        ("Le porte-parole de Hugo Lestrade a parlé.", None),
        ("Hugo Lestrade a parlé.", None),
    ] {
        let names = found(text);
        assert_eq!(names.first().and_then(|name| name.description).map(|span| span.of(text)), role, "{text}");
    }
}

#[test]
fn titles_tell_women_from_men() {
    for (text, title) in [
        ("Mme Odile Ferrand a voté.", Title::Female),
        ("M. Hugo Lestrade a voté.", Title::Male),
        ("Le docteur Simon Oduya a voté.", Title::Neutral),
        ("Hugo Lestrade a voté.", Title::None),
    ] {
        assert_eq!(found(text).first().map(|name| name.title), Some(title), "{text}");
    }
}

fn check(text: &str) {
    let mut at = 0;
    for name in found(text) {
        assert!(name.span.start >= at && !name.span.is_empty(), "in order, without overlap");
        let surface = name.span.of(text);
        assert!(!surface.contains('\n') && surface.trim() == surface, "{surface:?}");
        if let Some(role) = name.description {
            assert!(!role.of(text).is_empty());
        }
        at = name.span.end;
    }
}

#[test]
fn names_resolve_in_any_text() {
    proptest::proptest!(|(text in "\\PC*|([A-Z][a-zé]{1,6}[ .,'’\"-]|\\n| de | \\PC ){0,40}")| check(&text));
}

#[test]
fn a_long_text_is_read_in_parts_and_to_its_end() {
    let text = "Le maire, Hugo Lestrade, est élu.\n".repeat(20_000);
    assert_eq!(found(&text).len(), 20_000);
    check(&"É".repeat(CHUNK));
    check(&"A. ".repeat(CHUNK));
    check(&"Hugo ".repeat(CHUNK / 3));
}
