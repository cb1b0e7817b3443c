//! The list in groups as keys in, screen out.

use super::scenario::{Scenario, library, sample};
use crate::library::Library;

/// Articles of these sources, months and titles; each names the people after its title.
fn of_sources() -> Library {
    let made = library(&[
        ("Le quai", "2025-03-02", "{p:Anna Roth} et {p:Milan Kovar}, puis {p:Kovar}."),
        ("La digue", "2025-01", "{p:Anna Roth}."),
        ("Le bac", "2025-03-20", "Rien."),
        ("Le phare", "", "{p:Milan Kovar}."),
        ("Le port", "2024", "{p:Anna Roth} encore, {p:Roth}."),
    ]);
    let sources = [Some("Le Phare"), Some("Gazette"), Some("Le Phare"), None, Some("L'Écho")];
    let mut articles = made.articles().to_vec();
    for (article, source) in articles.iter_mut().zip(sources) {
        article.source = source.map(Into::into);
    }
    let mentions = made.ids().map(|id| made.mentions(id).into()).collect();
    Library::from_parts(articles, mentions, made.entities().to_vec(), Vec::new())
}

fn grouped(way: &str) -> Scenario {
    let mut scenario = Scenario::with(of_sources(), 120, 30, "");
    scenario.keys(&format!("b '{way}' Enter"));
    scenario
}

#[test]
fn headings_are_named_counted_and_in_an_order_one_can_tell() {
    let scenario = grouped("source");
    let rows = [
        "▾ Le Phare 2",
        "Le quai",
        "Le bac",
        "▾ Gazette 1",
        "La digue",
        "▾ L'Écho 1",
        "Le port",
        "▾ no source 1",
        "Le phare",
    ];
    assert_eq!(scenario.rows(), rows);
    assert!(scenario.screen().contains("╭ Articles by source"), "{}", scenario.screen());
    assert!(scenario.screen().contains("│ ▾ Le Phare 2"), "{}", scenario.screen());
    let headings = |way: &str| -> Vec<String> {
        grouped(way).rows().into_iter().filter(|row| row.starts_with('▾')).collect()
    };
    assert_eq!(headings("month"), ["▾ 2025-03 2", "▾ 2025-01 1", "▾ 2024 1", "▾ undated 1"]);
    assert_eq!(headings("person"), ["▾ Anna Roth 2", "▾ Milan Kovar 2", "▾ nobody is named 1"]);
    assert_eq!(headings("tag"), ["▾ untagged 5"]);
    assert_eq!(headings("none"), [""; 0]);
}

#[test]
fn a_group_is_folded_and_unfolded_on_its_heading_and_the_cursor_stays_there() {
    let mut scenario = grouped("source");
    assert_eq!(scenario.open(), "Le quai", "the article that was open before");
    scenario.keys("g g Enter");
    assert_eq!(scenario.rows()[..2], ["▸ Le Phare 2", "▾ Gazette 1"]);
    assert_eq!(scenario.open(), "Le quai", "what is read stays beside the heading");
    scenario.keys("j j");
    assert_eq!(scenario.open(), "La digue");
    // Steps from article to article pass headings and what is folded.
    scenario.keys("J");
    assert_eq!(scenario.open(), "Le port");
    scenario.keys("K K");
    assert_eq!(scenario.open(), "La digue");
    assert_eq!(scenario.status(), "this is the first article of the list");
    scenario.keys("g b");
    assert_eq!(scenario.rows().len(), 4);
    scenario.keys("g b");
    assert_eq!(scenario.rows().len(), 9);
    scenario.keys("b 'none' Enter g b");
    assert_eq!(scenario.status(), "the list is not grouped: b groups it");
}

#[test]
fn a_verb_on_a_heading_asks_and_acts_on_its_articles() {
    let mut scenario = grouped("source");
    scenario.keys("g g a");
    assert_eq!(scenario.status(), "archive 2 articles of the group Le Phare? · a or Enter does it");
    scenario.keys("Esc t 'mer' Enter");
    assert_eq!(scenario.status(), "tag with mer 2 articles of the group Le Phare? · Enter does it");
    scenario.keys("y");
    assert_eq!(scenario.status(), "tagged 2 articles with mer");
    // Also when it is folded: the heading says how many they are.
    scenario.keys("Enter s Enter");
    assert_eq!(scenario.status(), "starred 2 articles");
    scenario.keys("b 'tag' Enter");
    assert_eq!(scenario.rows()[..3], ["▾ #mer 2", "Le quai", "Le bac"]);
    scenario.keys("g g c");
    assert_eq!(scenario.status(), "there is no article here", "a note is on one article");
    scenario.keys("v");
    assert_eq!(scenario.status(), "2 selected");
}

#[test]
fn filter_order_and_target_go_on_within_groups() {
    let mut scenario = grouped("source");
    scenario.keys("S");
    assert_eq!(
        scenario.rows()[..3],
        ["▾ Le Phare 2", "Le bac", "Le quai"],
        "the newest first within the group"
    );
    scenario.keys("f 'le'");
    assert_eq!(scenario.open(), "Le quai", "while one types the first article is open, not a heading");
    scenario.keys("C-u 'person:roth' Enter");
    assert_eq!(
        scenario.rows(),
        ["▾ Gazette 1", "La digue", "▾ L'Écho 1", "Le port", "▾ Le Phare 1", "Le quai"]
    );
    // The target is followed into folded groups too: they are listed.
    scenario.keys("/ 'Roth' Enter g b n n");
    assert!(scenario.status().contains("article 2/3"), "{}", scenario.status());
    assert_eq!(scenario.rows(), ["▸ Gazette 1", "▸ L'Écho 1", "▸ Le Phare 1"]);
}

#[test]
fn stories_are_groups_and_what_is_told_once_is_the_last() {
    let same = "Le port de Malville rouvrira lundi, dit la mairie, qui attend depuis trois ans que les grues arrivent.";
    let more =
        format!("{same} Personne n'y croyait plus, pas même ceux qui l'avaient promis au printemps dernier.");
    let made = library(&[
        ("Le port rouvre", "", &more),
        ("Une recette", "", "Des tomates, du basilic, et rien de plus que cela."),
        ("Le port de Malville", "", &more),
    ]);
    let mut scenario = Scenario::with(made.with_stories_found(), 120, 30, "");
    scenario.keys("b 'story' Enter");
    assert_eq!(
        scenario.rows(),
        ["▾ Le port rouvre 2", "Le port rouvre", "Le port de Malville", "▾ told once 1", "Une recette"]
    );
}

#[test]
fn a_heading_is_drawn_on_any_screen() {
    for (width, height) in [(20, 5), (40, 12), (80, 24), (200, 60)] {
        let mut scenario = Scenario::with(sample(), width, height, "");
        scenario.keys("b 'source' Enter G g g");
        assert!(scenario.screen().contains("▾ La Gazette"), "{}", scenario.screen());
    }
}
