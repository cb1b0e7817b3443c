//! Which articles are the same story.

use super::*;
use crate::corpus::{Options, in_memory};

/// A text of `count` sentences about the port of Malville, each its own, beginning with number `from`.
fn dispatch(from: usize, count: usize) -> String {
    const PLACES: [&str; 7] =
        ["le quai nord", "la digue", "le chantier", "la criée", "le phare", "l'écluse", "le môle"];
    const VERBS: [&str; 5] = ["rouvrira", "sera vendu", "reste fermé", "attend un acquéreur", "a brûlé"];
    let sentence = |index: usize| {
        format!(
            "Selon la mairie, {} numéro {index} {} avant la saison {}.",
            PLACES[index % 7],
            VERBS[index % 5],
            index * 7
        )
    };
    (from..from + count).map(sentence).collect::<Vec<_>>().join("\n\n")
}

/// The members of each story, as indexes.
fn stories(texts: &[(&str, String)]) -> Vec<Vec<u32>> {
    let articles: Vec<Article> = texts
        .iter()
        .map(|(date, text)| {
            let options = Options { raw: true, ..Options::default() };
            let mut article = in_memory::read("a.txt", text.as_bytes(), &options).articles.remove(0);
            let mut parts = date.split('-').map(|part| part.parse().unwrap());
            article.date = parts.next().map(|year| PartialDate {
                year,
                month: parts.next().unwrap() as u8,
                day: parts.next().unwrap() as u8,
            });
            article
        })
        .collect();
    let sketches: Vec<_> = articles.iter().map(|article| Sketch::of(&article.text)).collect();
    let stories = Stories::new(&articles, &sketches);
    for (index, _) in articles.iter().enumerate() {
        let members = stories.members(ArticleId(index as u32));
        assert!(members.is_empty() || members.contains(&ArticleId(index as u32)));
    }
    stories.members.iter().map(|members| members.iter().map(|id| id.0).collect()).collect()
}

#[test]
fn the_same_text_a_corrected_one_and_a_shortened_one_are_one_story() {
    let day = "2024-05-06";
    let corrected = dispatch(0, 20).replace("numéro 3 ", "numéro 300 ");
    let introduced = format!("Par notre correspondant à Malville.\n\n{}", dispatch(0, 20));
    let shortened = dispatch(0, 9);
    assert_eq!(
        stories(&[
            (day, dispatch(0, 20)),
            (day, dispatch(100, 20)),
            (day, corrected),
            (day, introduced),
            (day, shortened),
            (day, dispatch(0, 20).to_uppercase()),
        ]),
        [vec![0, 2, 3, 4, 5]]
    );
}

#[test]
fn other_texts_and_those_that_share_a_quotation_stay_apart() {
    let day = "2024-05-06";
    let quoting = format!("{}\n\n{}", dispatch(50, 16), dispatch(0, 4));
    assert_eq!(
        stories(&[(day, dispatch(0, 20)), (day, dispatch(20, 20)), (day, quoting)]),
        Vec::<Vec<u32>>::new()
    );
}

#[test]
fn short_texts_must_have_the_same_words() {
    let day = "2024-05-06";
    let text = |text: &str| (day, text.to_owned());
    let texts = [
        text("Le port rouvre lundi, dit-il."),
        text("Le port rouvre mardi, dit-il."),
        text("Le port rouvre lundi dit-il"),
    ];
    assert_eq!(stories(&texts), [vec![0, 2]]);
}

#[test]
fn a_report_that_returns_each_month_is_not_the_same_story() {
    let report = |month: usize| {
        dispatch(0, 20).replace("La mairie", "Le port").replace("saison 7", &format!("saison {month}"))
    };
    let other = |month: usize| format!("{}\n\n{}", report(month), dispatch(100 * month, 8));
    assert_eq!(stories(&[("2024-05-06", other(5)), ("2024-06-06", other(6))]), Vec::<Vec<u32>>::new());
    assert_eq!(stories(&[("2024-05-06", other(5)), ("2024-05-07", other(6))]), [vec![0, 1]]);
    assert_eq!(stories(&[("2024-05-06", other(5)), ("2024-09-07", other(5))]), [vec![0, 1]]);
}

#[test]
fn a_chain_of_changes_does_not_join_texts_that_differ() {
    let texts: Vec<_> = (0..8).map(|step| ("2024-05-06", dispatch(step * 4, 16))).collect();
    let found = stories(&texts);
    for story in &found {
        assert!(story.len() <= 3, "{found:?}");
    }
}
