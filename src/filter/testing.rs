//! A small library for the filter's tests, with fictional people and companies.

use std::path::Path;
use std::sync::Arc;

use crate::article::{Article, ArticleId, ContentKey, Origin, PartialDate};
use crate::facts::{Amount, Currency, Entity, EntityId, Fact, Kind, Mention, Modifier, Percent, PercentUnit};
use crate::library::{Library, MentionRef, Profile};
use crate::text::{Language, Span};

/// An article with a title, a date and a text.
pub(super) fn article(title: &str, date: (i16, u8, u8), text: &str) -> Article {
    let (year, month, day) = date;
    Article {
        key: ContentKey::of(title, text),
        origin: Origin { path: Arc::from(Path::new("a.txt")), item: None },
        title: title.into(),
        date: (year > 0).then_some(PartialDate { year, month, day }),
        author: None,
        source: None,
        url: None,
        language: Language::FRENCH,
        text: text.into(),
        structure: None,
        removed: Box::default(),
        words: text.split_whitespace().count() as u32,
        offered: None,
        notices: Box::default(),
    }
}

fn amount(value: f64, high: Option<f64>, code: &[u8; 3]) -> Mention {
    let unit = Some(Currency::new(code));
    let amount = Amount { value, high, unit, inferred: false, modifier: Modifier::Exact };
    Mention { span: Span::new(0, 1), fact: Fact::Amount(amount) }
}

fn percent(value: f64) -> Mention {
    let percent = Percent { value, high: None, unit: PercentUnit::Percent, modifier: Modifier::Exact };
    Mention { span: Span::new(0, 1), fact: Fact::Percent(percent) }
}

fn person_here(person: u32) -> Mention {
    Mention { span: Span::new(0, 1), fact: Fact::Entity(Entity::person(EntityId(person))) }
}

fn person(name: &str, surfaces: &[&str], mentions: &[(u32, u32)]) -> Profile {
    Profile {
        kind: Kind::Person,
        name: name.into(),
        description: None,
        surfaces: surfaces.iter().map(|surface| ((*surface).into(), 1)).collect(),
        mentions: mentions
            .iter()
            .map(|&(article, index)| MentionRef { article: ArticleId(article), index })
            .collect(),
        articles: mentions.len() as u32,
    }
}

/// Six articles:
///
/// 0. "L'été des géants", March 2025, 13 bn USD, Zoé Brévaud and Ilmar Osk; source Le Matin
/// 1. "Le pacte fissuré", 14 June 2025, 300–500 m EUR, 49 %; Ilmar Osk; author Jeanne Roy
/// 2. "Deux géants, un divorce", 2024, nothing
/// 3. "The broken pact", undated, English, 2 bn GBP
/// 4. "Clause DÉCISIVE", October 2024, 5 %; Brice Osk
/// 5. "Pacte de famille", 2 January 2025, nothing
pub(super) fn library() -> Library {
    let mut articles = vec![
        article("L'été des géants", (2025, 3, 0), "Une licence pour treize milliards."),
        article("Le pacte fissuré", (2025, 6, 14), "La clause décisive tient en un mot."),
        article("Deux géants, un divorce", (2024, 0, 0), "Rien."),
        article("The broken pact", (0, 0, 0), "A licence for two billion pounds was sold in the summer."),
        article("Clause DÉCISIVE", (2024, 10, 3), "Le conseil d’administration vote."),
        article("Pacte de famille", (2025, 1, 2), "Un repas."),
    ];
    articles[0].source = Some("Le Matin".into());
    articles[1].author = Some("Jeanne Roy".into());
    articles[3].language = Language::ENGLISH;
    let mentions = [
        vec![amount(13e9, None, b"USD"), person_here(2), person_here(1)],
        vec![amount(300e6, Some(500e6), b"EUR"), percent(49.0), person_here(1)],
        vec![],
        vec![amount(2e9, None, b"GBP")],
        vec![percent(5.0), person_here(0)],
        vec![],
    ];
    let people = vec![
        person("Brice Osk", &["Brice Osk"], &[(4, 1)]),
        person("Ilmar Osk", &["Ilmar Osk", "Osk"], &[(0, 2), (1, 2)]),
        person("Zoé Brévaud", &["Zoé Brévaud", "Mme Brévaud"], &[(0, 1)]),
    ];
    Library::from_parts(
        articles,
        mentions.into_iter().map(Vec::into_boxed_slice).collect(),
        people,
        Vec::new(),
    )
}
