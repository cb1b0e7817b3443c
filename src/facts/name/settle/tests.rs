//! What the rules find, cut and refuse, in whole texts.

use crate::facts::name::find;
use crate::facts::{Kind, Source};
use crate::text::Language;

fn surfaces(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    find(Source { text, language: Language::UNKNOWN }, &mut names);
    let people = names.iter().filter(|name| name.kind == Kind::Person);
    people.map(|name| name.span.of(text)).collect()
}

#[test]
fn a_first_name_and_a_surname_within_a_sentence_are_a_person() {
    table(&[
        (
            "Peter Morrow loves Hannah. She loves Jake. She hates Peter.",
            &["Peter Morrow", "Hannah", "Jake", "Peter"],
        ),
        ("The regulator won its case against Bill Gale. He paid.", &["Bill Gale"]),
        ("Cela rappelle la demande antimonopole contre Bill Gale. Un accord est possible.", &["Bill Gale"]),
    ]);
}

fn table(rows: &[(&str, &[&str])]) {
    for (text, expected) in rows {
        assert_eq!(surfaces(text), *expected, "{text}");
    }
}

#[test]
fn titles_of_one_and_of_several_people_show_their_names() {
    table(&[
        (
            "Une certaine Miss Hollingberry a vu Lord Cratley et Baroness Thwaite.",
            &["Hollingberry", "Cratley", "Thwaite"],
        ),
        (
            "Mmes Petit et Grandin ont signé, avec MM. Roche, Blanc et Thibault.",
            &["Petit", "Grandin", "Roche", "Blanc", "Thibault"],
        ),
        ("Mr. and Mrs. Garside sold the farm.", &["Garside"]),
        ("Messrs Cooper and Lathbury denied it.", &["Cooper", "Lathbury"]),
        ("Mme de La Roche a gagné. Guy de La Roche est son frère.", &["de La Roche", "Guy de La Roche"]),
        ("M. d'Aubrac a vendu le domaine.", &["d'Aubrac"]),
        ("Mme la Présidente a parlé. Monsieur le Maire aussi.", &[]),
    ]);
}

#[test]
fn particles_and_initials_belong_to_the_name() {
    table(&[
        ("Pietro de' Salvi, the banker, paid on Monday in Florence.", &["Pietro de' Salvi"]),
        (
            "Mayor Brendan Leary-O'Shea signed, and Mr. D'Amato testified.",
            &["Brendan Leary-O'Shea", "D'Amato"],
        ),
        ("Vexler Q. Tabari testified on Friday.", &["Vexler Q. Tabari"]),
    ]);
}

#[test]
fn a_surname_before_its_first_name_is_one_person() {
    table(&[
        (
            "Sont poursuivis : Lestrade, Hugo, né en 1956 ; Ferrand, Odile, née en 1970.",
            &["Lestrade, Hugo", "Ferrand, Odile"],
        ),
        ("Oakes Jr., Tom signed the note.", &["Oakes Jr., Tom"]),
        ("Alice Wu spoke first. Wu, Alice is the treasurer.", &["Alice Wu", "Wu, Alice"]),
        (
            "The list: Oakes, Tom; Green, Alice; Garside, Mark.",
            &["Oakes, Tom", "Green, Alice", "Garside, Mark"],
        ),
        ("Hugo, Odile et Simon sont venus dimanche.", &["Hugo", "Odile", "Simon"]),
    ]);
}

#[test]
fn streets_schools_and_storms_are_no_people() {
    table(&[
        ("Le collège Odile Ferrand, rue Hugo Lestrade, et le stade Simon Oduya sont fermés.", &[]),
        ("Il est au 3, avenue du Général Lestrade, à Brest.", &[]),
        ("She lives on Tom Oakes Boulevard near Carla Whitcombe High School.", &[]),
        ("Sur place, Hugo Lestrade a salué les secours.", &["Hugo Lestrade"]),
        ("En 52 avant J.-C., la ville brûla.", &[]),
    ]);
}

#[test]
fn firms_and_signs_are_no_people() {
    table(&[
        ("The fashion retailer Tom Oakes will close ten shops.", &[]),
        ("Le cabinet Lestrade conseille l'État.", &[]),
        ("Les experts de l'IA et de l'UDI se taisent. Selon BVA, oui. Arduino SRL recrute.", &[]),
    ]);
}

#[test]
fn sentences_that_open_with_a_verb_name_nobody() {
    table(&[
        ("Serions-nous devenus fous ? Va-t-il partir ? Découvrez-le vite. Au-delà, rien.", &[]),
        ("Le groupe R.E.M. se reforme.", &[]),
    ]);
}

#[test]
fn a_full_name_holds_for_its_text() {
    table(&[
        (
            "Zeno Kravax a porté plainte. Kravax accuse la mairie.\nKRAVAX NE LÂCHE RIEN",
            &["Zeno Kravax", "Kravax", "KRAVAX"],
        ),
        (
            "Tom Varlamov won. The Varlamov administration begins on Monday, and Varlamov's aides are new.",
            &["Tom Varlamov", "Varlamov", "Varlamov"],
        ),
        ("La rue Zeno Kravax est fermée. Zeno Kravax y vivait.", &["Zeno Kravax"]),
    ]);
}

#[test]
fn in_other_languages_a_first_name_or_a_title_shows_a_person() {
    table(&[
        (
            "Die Lage der Schneedecke hat sich im Winter nicht verbessert, und das Bulletin der Behörde wird mit Sorge \
             gelesen. Für den Leiter Markus Brandl ist das Ergebnis ein Anlass zur Freude. Brandl lobte auch die Arbeit der \
             Gemeinden und den Schutz der Landschaft.",
            &["Markus Brandl", "Brandl"],
        ),
        (
            "El presidente de la compañía, Javier Montalbán, dijo que los resultados del año son buenos, pero no como los \
             esperaban. Para Montalbán, las ventas en la Región del Sur crecieron por una campaña con mucho éxito.",
            &["Javier Montalbán", "Montalbán"],
        ),
    ]);
}

#[test]
fn what_a_title_or_a_full_name_showed_holds_for_its_text() {
    table(&[
        ("Mr. D'Alcott testified for an hour. D'Alcott left the room.", &["D'Alcott", "D'Alcott"]),
        (
            "General Paul Leahy-O'Rourke signed, and Mr. D'Angeli testified. D'Angeli left.",
            &["Paul Leahy-O'Rourke", "D'Angeli", "D'Angeli"],
        ),
        (
            "Vilmor C. Stastny testified on Monday. Vilmor Stastny left.",
            &["Vilmor C. Stastny", "Vilmor Stastny"],
        ),
        ("Mme de La Tour a gagné. Guy de La Tour est son frère.", &["de La Tour", "Guy de La Tour"]),
    ]);
}

#[test]
fn words_that_open_sentences_are_no_names() {
    table(&[
        ("Il développe : \"Lutter contre les fausses nouvelles est un métier.\"", &[]),
        ("Carton jaune pour Paul Vardier !", &["Paul Vardier"]),
        ("Une caisse a été lancée par Info'Com-CGT et par Sud-PTT.", &[]),
        ("Remplir et renvoyer le bulletin ci-dessous.", &[]),
    ]);
}

#[test]
fn firms_that_bear_a_persons_name_are_no_people() {
    table(&[
        ("Le client de Vardier Conserves a payé. Les Établissements Vardier ont fermé.", &[]),
        ("Les ateliers ouverts de Vardier & Fils attirent du monde, et la SARL Paul Vardier aussi.", &[]),
        ("He left Hale Partners for Hale & Sons.", &[]),
    ]);
}
