//! The structure of an article on the screen: set text, the outline, the list of links.

use ratatui::style::Modifier;

use super::scenario::{Scenario, library};
use crate::article::ArticleId;
use crate::corpus::{Options, in_memory};
use crate::facts::{Entity, EntityId, Fact, Kind, Mention};
use crate::library::{Library, MentionRef, Profile};
use crate::text::Span;

const TEXT: &str = "\
---
title: Le port de Malville
---

Le port **rouvrira** en mars, dit la [mairie](https://malville.example/port \"le port\").

## Les travaux

1. un nouveau quai, long de trois cents mètres et large de vingt, au nord de la vieille ville ;
2. des grues :
   - deux neuves,
   - une ancienne.

> « Personne n'y croyait. »
>
> > Moi si.

### Les comptes

| Poste | Coût | Qui paie |
|---|---|---|
| Quai | 40 M€ | Anna Roth, présidente de la région, et la ville de Malville |
| Grues | 7 M€ | la ville |

```
fn main() {
    let mesure = \"une ligne de code qui est bien trop longue pour la mesure de soixante-dix colonnes\";
}
```

* * *

Suite au prochain numéro, dit l'[archive](https://malville.example/a?b=c) et [rien](mailto:a@b.example).
";

/// A reader on one article with structure, in which a person is named in a table.
fn reader(width: u16, height: u16) -> Scenario {
    let article = in_memory::read("a.md", TEXT.as_bytes(), &Options::default()).articles.remove(0);
    let at = article.text.find("Anna Roth").unwrap();
    let span = Span::new(at, at + "Anna Roth".len());
    let mention = Mention { span, fact: Fact::Entity(Entity::person(EntityId(0))) };
    let person = Profile {
        kind: Kind::Person,
        name: "Anna Roth".into(),
        description: None,
        surfaces: Box::new([("Anna Roth".into(), 1)]),
        mentions: Box::new([MentionRef { article: ArticleId(0), index: 0 }]),
        articles: 1,
    };
    let library = Library::from_parts(vec![article], vec![Box::new([mention])], vec![person], Vec::new());
    Scenario::with(library, width, height, "")
}

#[test]
fn the_reading_view_sets_headings_lists_quotations_tables_and_code() {
    let mut scenario = reader(120, 50);
    insta::assert_snapshot!("set_at_120_columns", scenario.keys("Enter z").screen());
    insta::assert_snapshot!("set_at_40_columns", scenario.resize(40, 60).screen());
}

/// The cells of the screen that show `words`. The words must be on one row.
fn modifiers(scenario: &Scenario, words: &str) -> Modifier {
    let buffer = scenario.buffer();
    let width = usize::from(buffer.area().width);
    let cells = buffer.content();
    let wanted: Vec<String> = words.chars().map(String::from).collect();
    let at = (0..cells.len() - wanted.len())
        .find(|&at| {
            at % width + wanted.len() <= width
                && wanted.iter().zip(&cells[at..]).all(|(wanted, cell)| wanted == cell.symbol())
        })
        .unwrap_or_else(|| panic!("{words} is on the screen"));
    cells[at].modifier
}

#[test]
fn emphasis_links_and_mentions_are_on_their_letters() {
    let mut scenario = reader(120, 50);
    scenario.keys("Enter z");
    assert!(modifiers(&scenario, "rouvrira").contains(Modifier::BOLD));
    assert!(!modifiers(&scenario, "en mars").contains(Modifier::BOLD));
    assert!(modifiers(&scenario, "mairie").contains(Modifier::UNDERLINED));
    assert!(modifiers(&scenario, "Les travaux").contains(Modifier::BOLD));
    let name = |scenario: &Scenario| {
        let buffer = scenario.buffer();
        let people = crate::config::theme::Theme::built_in("auto").unwrap().person.fg;
        let shown = buffer.content().iter().filter(|cell| Some(cell.fg) == people);
        shown.map(|cell| cell.symbol().to_owned()).collect::<String>()
    };
    assert_eq!(name(&scenario), "Anna Roth");
    for width in [30, 60, 90] {
        scenario.resize(width, 80);
        assert!(name(&scenario).contains("Anna"), "{width}");
    }
}

#[test]
fn the_outline_goes_to_a_heading() {
    let mut scenario = reader(80, 12);
    scenario.keys("Enter O");
    let screen = scenario.screen();
    assert!(screen.contains("Les travaux") && screen.contains("  Les comptes"), "{screen}");
    scenario.keys("Down Enter");
    let first = scenario.screen().lines().find(|line| line.contains("Les ")).unwrap_or_default().to_owned();
    assert!(first.contains("Les comptes"), "{first}");
    scenario.keys("O Enter Backspace");
    assert!(scenario.screen().contains("Les comptes"));
    let plain = library(&[("Un titre", "", "Un texte sans rien d'autre.")]);
    let mut plain = Scenario::with(plain, 80, 24, "");
    plain.keys("Enter O");
    assert!(plain.status().contains("no headings"), "{}", plain.status());
}

#[test]
fn links_are_numbered_opened_and_copied() {
    let mut scenario = reader(100, 20);
    scenario.keys("Enter L");
    let screen = scenario.screen();
    assert!(screen.contains("1  mairie · https://malville.example/port"), "{screen}");
    assert!(screen.contains("2  archive · https://malville.example/a?b=c"), "{screen}");
    assert!(!screen.contains("mailto"), "{screen}");
    scenario.keys("Down y");
    assert_eq!(scenario.copied, ["https://malville.example/a?b=c"]);
    scenario.keys("L '2' Enter");
    assert_eq!(scenario.copied[1], "Browse(\"https://malville.example/a?b=c\")");
    let mut plain = Scenario::new(80, 24);
    plain.keys("Enter L");
    assert!(plain.status().contains("no links"), "{}", plain.status());
}

#[test]
fn structured_text_is_drawn_at_every_size() {
    let mut scenario = reader(80, 24);
    for (width, height) in [(0, 0), (1, 1), (20, 5), (5, 30), (24, 9), (40, 12), (80, 24), (200, 60)] {
        for keys in ["Enter", "j j j", "G", "g g", "O", "Enter", "L", "Esc", "n N", "i Enter"] {
            scenario.resize(width, height).keys(keys).screen();
        }
        scenario.keys("Esc Esc");
    }
}

#[test]
fn an_article_that_lost_more_than_half_is_listed_among_the_problems() {
    let menu = "<li><a href=/a>Accueil de la rubrique</a></li>".repeat(100);
    let text: String = ["lundi", "mardi", "jeudi"]
        .map(|day| format!("<p>Le port de Malville rouvrira {day}, dit la mairie, et les bateaux qui attendent depuis l'hiver reviendront à quai avec leurs équipages, sauf ceux que la tempête a pris.</p>"))
        .concat();
    let page = format!("<nav><ul>{menu}</ul></nav><article><h1>Le port rouvre</h1>{text}</article>");
    let options = crate::corpus::Options::default();
    let read = crate::corpus::in_memory::read("page.html", page.as_bytes(), &options);
    let library = crate::library::build::of_articles(read.articles);
    let screen = Scenario::with(library, 120, 20, "").keys("!").screen();
    assert!(screen.contains("page.html") && screen.contains("% of it is not in the text"), "{screen}");
}
