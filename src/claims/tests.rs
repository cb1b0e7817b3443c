//! Sentences with what is found in them: `[12]` is a sum of 12 million euros, `[12%]` a percentage, `<Name>` a person.

use super::*;
use crate::article::{ContentKey, Origin};
use crate::facts::{Amount, Currency, EntityId, Fact, Modifier, Percent, PercentUnit};
use crate::text::{Language, Span};

/// Articles of these texts, and the names of the people in them.
struct Sample {
    articles: Vec<Article>,
    mentions: Vec<Box<[Mention]>>,
    people: Vec<String>,
}

fn sample(texts: &[&str]) -> Sample {
    let mut sample = Sample { articles: Vec::new(), mentions: Vec::new(), people: Vec::new() };
    for marked in texts {
        let (mut text, mut mentions, mut rest) = (String::new(), Vec::new(), *marked);
        while let Some(open) = rest.find(['[', '<']) {
            let close = rest[open..].find([']', '>']).unwrap() + open;
            text.push_str(&rest[..open]);
            let (start, inner) = (text.len(), &rest[open + 1..close]);
            let fact = if rest[open..].starts_with('<') {
                text.push_str(inner);
                sample.people.push(inner.to_owned());
                Fact::Entity(Entity::person(EntityId(sample.people.len() as u32 - 1)))
            } else if let Some(value) = inner.strip_suffix('%') {
                text.push_str(inner);
                let value = value.parse().unwrap();
                Fact::Percent(Percent {
                    value,
                    high: None,
                    unit: PercentUnit::Percent,
                    modifier: Modifier::Exact,
                })
            } else {
                text.push_str(&format!("{inner} million euros"));
                let value = inner.parse::<f64>().unwrap() * 1e6;
                let unit = Some(Currency::new(b"EUR"));
                Fact::Amount(Amount { value, high: None, unit, inferred: false, modifier: Modifier::Exact })
            };
            mentions.push(Mention { span: Span::new(start, text.len()), fact });
            rest = &rest[close + 1..];
        }
        text.push_str(rest);
        sample.articles.push(Article {
            key: ContentKey::of("", &text),
            origin: Origin { path: std::path::Path::new("a.txt").into(), item: None },
            title: "An article".into(),
            date: None,
            author: None,
            source: None,
            url: None,
            language: Language::ENGLISH,
            words: 1,
            text: text.into(),
            structure: None,
            removed: Box::new([]),
            offered: None,
            notices: Box::new([]),
        });
        sample.mentions.push(mentions.into());
    }
    sample
}

impl Sample {
    fn claims(&self) -> Claims {
        Claims::new(&self.articles, &self.mentions, &|entity| self.people[entity.id as usize].as_str(), &[])
    }

    /// Who says each figure of the first article.
    fn said(&self) -> Vec<Option<&str>> {
        let name_of = |entity: Entity| self.people[entity.id as usize].as_str();
        let claims = self.claims();
        let said =
            |claim: &Claim| Some(source_name(claim.source?, &self.articles[0], &self.mentions[0], &name_of));
        claims.of_article(ArticleId(0)).iter().map(said).collect()
    }
}

#[test]
fn the_source_that_a_sentence_names_is_found_and_no_other() {
    for (text, said) in [
        ("Selon le parquet, le butin atteint [12].", &[Some("le parquet")][..]),
        (
            "Le butin atteint [12], d'après une source proche du dossier.",
            &[Some("une source proche du dossier")],
        ),
        ("Selon un rapport de Brixen Conseil, la perte est de [12].", &[Some("Brixen Conseil")]),
        ("« Nous paierons [12] », a déclaré la présidente, <Irène Castagnol>.", &[Some("Irène Castagnol")]),
        ("La facture atteint [12], a reconnu le directeur <Paul Derrien>.", &[Some("Paul Derrien")]),
        ("La note sera de [12], a-t-elle précisé.", &[None]),
        ("Le préjudice est évalué à [12] par le parquet.", &[Some("le parquet")]),
        ("D'après la Banque, [85%] ; la direction parle de [60%].", &[Some("Banque"), Some("la direction")]),
        ("Le groupe paie [12] à la ville.", &[None]),
        (
            "The loss came to [12], according to people familiar with the deal.",
            &[Some("people familiar with the deal")],
        ),
        ("Thieves stole gems worth [12], a police source said on Monday.", &[Some("a police source")]),
        ("\"They paid [12],\" union secretary <Joost Haan> said.", &[Some("Joost Haan")]),
        ("Analysts at Granger Holt see savings of [12].", &[Some("Granger Holt")]),
        ("Security firm Chainwatch put the loss at [12].", &[Some("Chainwatch")]),
        ("The offer is said to be worth [12].", &[None]),
        ("Ravenport offered [12] for the player.", &[None]),
        ("Quorra lost [97] in an attack early on Sunday, it said.", &[Some("Quorra")]),
        ("The haul was worth [12], the prosecutor, <Paule Vigneron>, confirmed.", &[Some("Paule Vigneron")]),
        ("Savings of [12] are expected by the company.", &[Some("the company")]),
        (
            "A thief took [12] of gems, a state prosecutor said on Monday, more than twice the [5] that police reported.",
            &[Some("a state prosecutor"), Some("police")],
        ),
        (
            "The profit reached [12], better than the [11] expected by the analysts.",
            &[None, Some("the analysts")],
        ),
        ("Le préjudice est estimé à [90] par an.", &[None]),
        ("Le maire a annoncé un tramway, dont le coût est de [12].", &[None]),
        ("The cuts announced on Monday will cost [12].", &[None]),
        ("The loot was first put at [12].", &[None]),
        ("The firm, which lost [12], will pay [30], two bankers said.", &[None, Some("two bankers")]),
    ] {
        assert_eq!(sample(&[text]).said(), said, "{text}");
    }
}

#[test]
fn a_figure_measures_what_belongs_to_it_most_nearly() {
    for (text, measures) in [
        ("Altis a investi [12] dans Brévanne.", &["invest"][..]),
        ("Altis a réalisé un chiffre d'affaires de [12] pour un bénéfice de [3].", &["revenue", "profit"]),
        ("Altis has raised [12] in a round that values the firm at [90].", &["raise", "value"]),
        ("Une amende de [12] a été infligée à Altis.", &["fine"]),
        ("They left with jewels in a heist of [12].", &["steal"]),
        ("Altis détient [9%] du capital.", &["stake"]),
        ("Altis will cut [12%] of its workforce.", &["headcount"]),
        ("The [12] ransom was paid.", &["ransom"]),
    ] {
        let sample = sample(&[text]);
        let claims = sample.claims();
        let found: Vec<_> = claims
            .of_article(ArticleId(0))
            .iter()
            .map(|claim| claim.measure.map_or("", Measure::name))
            .collect();
        assert_eq!(found, measures, "{text}");
    }
}

#[test]
fn the_parties_are_firms_before_people_and_descriptions_stand_for_names() {
    for (text, name) in [
        ("La start-up Altis, que dirige <Jean Varga>, est évaluée à [300].", "Altis: valued at"),
        (
            "Le groupe Altis va bien. Un fonds parie sur Altis. La start-up dirigée par <Jean Varga> est évaluée à [300].",
            "Altis: valued at",
        ),
        (
            "Le groupe Altis est là. Avec Varenne et OracleAltis, la somme levée est de [500].",
            "Oracle → Altis: raised",
        ),
        ("L'évaluation d'Altis atteint [157], Borel, avec ses avocats, le sait.", "Altis: valued at"),
        ("Brévanne has an offer of [12] from Oakmont.", "Brévanne → Oakmont: bid"),
    ] {
        let sample = sample(&[text]);
        let claims = sample.claims();
        assert_eq!(&*claims.question(claims.of_article(ArticleId(0))[0].question).name, name, "{text}");
    }
}

/// Whether the first figures of two texts are claims of one question.
fn together(a: &str, b: &str) -> bool {
    let sample = sample(&[a, b]);
    let claims = sample.claims();
    claims.of_article(ArticleId(0))[0].question == claims.of_article(ArticleId(1))[0].question
}

#[test]
fn claims_of_one_question_come_together_and_look_alikes_stay_apart() {
    let invested = "Le groupe Altis a investi [13] dans Brévanne.";
    assert!(together(invested, "Altis invested [19] in Brévanne."));
    assert!(together(invested, "Altis a injecté [10] dans la société Brévanne."));
    assert!(!together(invested, "Altis est valorisé [300] par les marchés."));
    assert!(!together(
        "The firm Altis made a profit of [12] in 2023.",
        "Altis made a profit of [15] in 2024."
    ));
    assert!(!together("Altis offered [38] for the player.", "Verasco offered [40] for the player."));
    assert!(together(invested, "Altis, which invested [19] in Brévanne, is proud."));
    assert!(!together(
        "Altis agreed to buy Verasco for [72].",
        "Including debt, Altis will pay [81] for Verasco."
    ));
    assert!(!together("The firm Altis shed [27%] of its value.", "Altis holds a stake of [21%]."));
    assert!(!together("Altis détient [9%] du capital.", "Le groupe Altis a investi [9] dans Brévanne."));
}

#[test]
fn a_question_says_who_and_what_and_how_much_its_claims_disagree() {
    let sample = sample(&[
        "La société Altis a investi [13] dans Brévanne, selon Le Phare.",
        "Le groupe Altis a investi [19] dans Brévanne.",
    ]);
    let claims = sample.claims();
    let question = claims.question(claims.of_article(ArticleId(0))[0].question);
    assert_eq!(&*question.name, "Altis → Brévanne: invested");
    assert_eq!((question.range, question.articles, question.sources), ((13e6, 19e6), 2, 2));
    assert!(question.is_disputed());
    assert!(
        question::dispute((13e6, 13.2e6), 9) == 0.0
            && question::dispute((1e6, 9e6), 2) > question::dispute((1e6, 2e6), 2)
    );
}
