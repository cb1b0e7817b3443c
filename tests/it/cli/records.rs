//! What the records hold.

use std::collections::HashMap;

use serde_json::Value;

use super::{FRENCH, Place, between, fields};

const ARTICLE: [&str; 15] = [
    "id", "path", "title", "date", "author", "source", "url", "language", "words", "text", "read", "starred",
    "archived", "tags", "story",
];

/// What a fact and a claim have of their sentence and article.
const AROUND: [&str; 4] = ["sentence", "title", "date", "source"];

/// The names of an object's fields, whatever their order.
fn sorted<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names: Vec<_> = names.into_iter().collect();
    names.sort_unstable();
    names
}

#[test]
fn an_article_has_every_field_and_what_is_not_known_is_null() {
    let records = Place::with_articles().records("articles", &[]);
    assert_eq!(records.len(), 5);
    for record in &records {
        assert_eq!(sorted(fields(record)), sorted(ARTICLE), "{record}");
        assert_eq!(record["id"].as_str().unwrap().len(), 32);
        assert!(record["words"].as_u64().unwrap() > 20);
        assert_eq!((&record["read"], &record["tags"]), (&Value::Bool(false), &serde_json::json!([])));
    }
    let offer = records.iter().find(|record| record["path"] == "./c.json").unwrap();
    for (field, value) in [
        ("title", "L’offre de Solanum"),
        ("date", "2023-11-30"),
        ("author", "Odile Brun"),
        ("source", "Le Phare"),
        ("url", "https://example.org/offre"),
        ("language", "fr"),
    ] {
        assert_eq!(offer[field], value, "{field}");
    }
    let departure = records.iter().find(|record| record["path"] == "./a.txt").unwrap();
    assert_eq!((&departure["author"], &departure["url"]), (&Value::Null, &Value::Null));
}

#[test]
fn articles_of_one_file_have_their_id_or_line_in_the_path() {
    let records = Place::with_articles().records("articles", &[]);
    let paths: Vec<_> = records.iter().map(|record| record["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["./a.txt", "./b.md", "./c.json", "./d.jsonl#x-1", "./d.jsonl#2"]);
}

#[test]
fn items_with_one_id_have_paths_of_their_own_that_show_takes() {
    let place = Place::new();
    let line = |id: Option<&str>, title: &str| {
        format!("{}\n", serde_json::json!({ "id": id, "title": title, "text": FRENCH }))
    };
    let lines = [
        line(Some("a1"), "One"),
        line(Some("2"), "Two"),
        "\n".into(),
        line(Some("a1"), "Three"),
        line(None, "Four"),
    ];
    place.file("d.jsonl", lines.concat());
    let records = place.records("articles", &[]);
    let paths: Vec<_> = records.iter().map(|record| record["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["./d.jsonl#a1", "./d.jsonl#2", "./d.jsonl#a1:4", "./d.jsonl#5"]);
    for (path, title) in [("./d.jsonl#a1", "One"), ("./d.jsonl#a1:4", "Three")] {
        let shown = place.run(["show", path]).out;
        assert_eq!(shown.lines().next(), Some(title), "{shown}");
        assert!(!shown.contains("───"), "one article alone: {shown}");
    }
    let list = "[{\"id\": \"x\", \"text\": \"One.\"},\n{\"id\": \"x\", \"text\": \"Two.\"}]";
    let place = Place::new();
    place.file("e.json", list);
    let records = place.records("articles", &[]);
    let paths: Vec<_> = records.iter().map(|record| record["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["./e.json#x", "./e.json#x:2"]);
}

#[test]
fn places_of_facts_count_code_points_of_the_text_that_articles_gives() {
    let place = Place::with_articles();
    for raw in [&[][..], &["--raw"]] {
        let articles = place.records("articles", raw);
        let texts: HashMap<_, _> =
            articles.iter().map(|article| (&article["id"], article["text"].as_str().unwrap())).collect();
        let facts = place.records("facts", raw);
        assert!(facts.len() >= 5 * 2, "{facts:#?}");
        for fact in &facts {
            assert_eq!(between(texts[&fact["article"]], &fact["start"], &fact["end"]), fact["surface"]);
        }
    }
}

#[test]
fn a_person_is_one_whatever_the_form_of_the_name() {
    let place = Place::with_articles();
    let facts = place.records("facts", &["--kind", "person"]);
    let surfaces: Vec<_> = facts.iter().filter(|fact| fact["person"] == "Jeanne Lavergne").collect();
    assert!(surfaces.iter().any(|fact| fact["surface"] == "Lavergne"), "{facts:#?}");
    for fact in &facts {
        let expected = ["article", "path", "kind", "start", "end", "surface", "person"];
        assert_eq!(sorted(fields(fact)), sorted(expected.into_iter().chain(AROUND)));
    }
}

#[test]
fn a_figure_has_its_value_unit_and_modifier() {
    let facts = Place::with_articles().records("facts", &["--kind", "amount,percent"]);
    for (path, surface, kind, value, unit, modifier) in [
        ("./c.json", "12 millions d’euros", "amount", 12e6, "EUR", "exact"),
        ("./c.json", "300 millions de dollars", "amount", 300e6, "USD", "more_than"),
        ("./c.json", "49 %", "percent", 49.0, "%", "exact"),
        ("./c.json", "3,5 %", "percent", 3.5, "%", "exact"),
        ("./b.md", "$2.5 billion", "amount", 2.5e9, "USD", "exact"),
        ("./b.md", "20%", "percent", 20.0, "%", "exact"),
    ] {
        let same = |fact: &&Value| fact["path"] == path && fact["surface"] == surface;
        let fact = facts.iter().find(same).unwrap_or_else(|| panic!("{surface} in {facts:#?}"));
        assert_eq!((&fact["kind"], fact["value"].as_f64()), (&kind.into(), Some(value)), "{fact}");
        assert_eq!((&fact["unit"], &fact["modifier"]), (&unit.into(), &modifier.into()), "{fact}");
        assert_eq!(fact["high"], Value::Null);
        let common =
            ["article", "path", "kind", "start", "end", "surface", "value", "high", "unit", "modifier"];
        let more = (kind == "amount").then_some("inferred");
        assert_eq!(sorted(fields(fact)), sorted(common.into_iter().chain(more).chain(AROUND)));
    }
}

#[test]
fn claims_of_several_articles_that_answer_one_question_share_a_group() {
    let place = Place::new();
    place.file("a.txt", "Un pari\n\nSolanum a investi 12 millions d’euros dans Brévanne, selon Le Phare. La part de Solanum est de 20 %.\n");
    place.file("b.txt", "A bet\n\nSolanum invested $15 million in Brévanne, Odile Varga said on Monday.\n");
    let claims = place.records("claims", &[]);
    let of = |surface: &str| claims.iter().find(|claim| claim["surface"] == surface).unwrap();
    let (french, english, share) = (of("12 millions d’euros"), of("$15 million"), of("20 %"));
    assert_eq!(french["group"], english["group"], "{claims:#?}");
    assert_ne!(french["group"], share["group"]);
    assert_eq!((&french["measure"], &french["question"]), (&"invest".into(), &english["question"]));
    assert_eq!((&french["said_by"], &english["said_by"]), (&"Le Phare".into(), &"Odile Varga".into()));
    assert_eq!(french["parties"], serde_json::json!(["Solanum", "Brévanne"]));
    assert_eq!(english["title"], "A bet");
    assert!(english["sentence"].as_str().unwrap().starts_with("Solanum invested"), "{english}");
    let table = place.run(["claims"]).out;
    assert!(table.lines().next().unwrap().contains("question") && !table.contains("sentence"), "{table}");
    let chosen = place.records("claims", &["--filter", "said:varga measure:invest disputed:yes"]);
    assert_eq!(chosen.len(), 1, "{chosen:#?}");
}

#[test]
fn the_built_in_articles_answer_what_openai_is_worth_and_what_was_invested_in_it_differently() {
    let run = Place::new().run(["claims", "--format", "ndjson"]);
    let claims = run.records();
    let groups = |values: &[f64]| -> Vec<&Value> {
        let of = |claim: &&Value| values.iter().any(|value| claim["value"] == *value);
        let mut groups: Vec<_> = claims.iter().filter(of).map(|claim| &claim["group"]).collect();
        groups.sort_unstable_by_key(|group| group.as_str());
        groups.dedup();
        groups
    };
    assert_eq!(groups(&[157e9, 300e9]).len(), 1, "{claims:#?}");
    assert_eq!(groups(&[1e9, 13e9, 19e9]).len(), 1, "{claims:#?}");
    for value in [3190e9, 3e9, 500e9] {
        assert!(!groups(&[1e9, 157e9]).contains(&groups(&[value])[0]), "{value}: {claims:#?}");
    }
    let names: Vec<_> = claims.iter().filter_map(|claim| claim["question"].as_str()).collect();
    for clumsy in ["Redmond", "Altman: valued", "OracleOpenAI", "AI-based", "Entre"] {
        assert!(names.iter().all(|name| !name.contains(clumsy)), "{clumsy}: {names:?}");
    }
}

#[test]
fn claims_are_written_as_csv_and_filtered_by_measure_and_dispute() {
    let place = Place::new();
    place.file("a.txt", "Un pari\n\nSolanum a investi 12 millions d’euros dans Brévanne. Une amende de 3 millions d’euros a été infligée à Solanum.\n");
    place.file("b.txt", "A bet\n\nSolanum invested 30 million euros in Brévanne.\n");
    place.file("c.txt", "A fine\n\nPellworth got a fine of 5 million euros.\n");
    let csv = place.run(["claims", ".", "--format", "csv"]).out;
    let mut lines = csv.lines();
    assert!(lines.next().unwrap().ends_with("said_by,sentence,title,date,source"), "{csv}");
    assert_eq!(lines.count(), 4, "{csv}");
    let articles = |filter: &str| {
        let mut titles: Vec<_> = place
            .records("claims", &["--filter", filter])
            .iter()
            .map(|claim| claim["title"].as_str().unwrap().to_owned())
            .collect();
        titles.dedup();
        titles
    };
    assert_eq!(articles("measure:invest"), ["Un pari", "A bet"]);
    assert_eq!(articles("measure:fine"), ["Un pari", "A fine"]);
    assert_eq!(articles("disputed:yes"), ["Un pari", "A bet"]);
    assert_eq!(articles("disputed:no measure:fine"), ["A fine"]);
}

#[test]
fn only_the_kinds_that_were_asked_for_are_listed() {
    let place = Place::with_articles();
    for (kinds, allowed) in [("person", &["person"][..]), ("amount,percent", &["amount", "percent"])] {
        for fact in place.records("facts", &["--kind", kinds]) {
            assert!(allowed.contains(&fact["kind"].as_str().unwrap()), "{fact}");
        }
    }
}

#[test]
fn a_persons_forms_add_up_to_the_mentions() {
    let people = Place::with_articles().records("people", &[]);
    let lavergne = people.iter().find(|record| record["person"] == "Jeanne Lavergne").unwrap();
    assert_eq!((&lavergne["mentions"], &lavergne["articles"]), (&6.into(), &3.into()), "{people:#?}");
    for record in &people {
        let names = ["articles", "first", "last", "mentions", "person", "roles", "surfaces", "together"];
        assert_eq!(sorted(fields(record)), names);
        let forms = record["surfaces"].as_object().unwrap().values();
        assert_eq!(
            forms.map(|count| count.as_u64().unwrap()).sum::<u64>(),
            record["mentions"].as_u64().unwrap()
        );
    }
    let mentions: Vec<_> = people.iter().map(|record| record["mentions"].as_u64().unwrap()).collect();
    assert!(mentions.is_sorted_by(|a, b| a >= b), "the most often mentioned come first");
}

#[test]
fn organisations_have_the_records_of_people() {
    let place = Place::new();
    place.file(
        "a.txt",
        "Le port\n\nSelon Reuters, la Commission européenne enquête. Reuters cite Solanum Holdings Inc.\n",
    );
    let organisations = place.records("organisations", &[]);
    assert!(
        organisations.iter().any(|record| record["organisation"] == "Reuters" && record["mentions"] == 2)
    );
    for record in &organisations {
        let names =
            ["articles", "first", "last", "mentions", "organisation", "roles", "surfaces", "together"];
        let given = fields(record).into_iter().filter(|name| !["likely", "maybe_same"].contains(name));
        assert_eq!(sorted(given), names);
        let dates = [&record["first"], &record["last"]].map(|date| date.as_str().unwrap_or_default());
        assert!(dates[0] <= dates[1], "{record}");
    }
}

#[test]
fn who_is_named_in_the_same_articles_is_so_in_both_directions() {
    let place = Place::new();
    let text = "Odile Varga a rencontré Milan Kovar. « Nous partons », a dit Odile Varga à Milan Kovar.";
    place.file("a.txt", format!("Le départ\n\n{text}\n"));
    place.file("b.txt", "Le retour\n\nOdile Varga est revenue. Odile Varga a souri.\n");
    let people = place.records("people", &[]);
    let named = |record: &Value, name: &str| {
        let together = record["together"].as_array().unwrap().iter();
        let other = together.into_iter().find(|other| other["name"] == name);
        other.map(|other| other["articles"].as_u64().unwrap())
    };
    let mut pairs = 0;
    for record in &people {
        for other in people.iter().filter(|other| other["person"] != record["person"]) {
            let (one, two) = (record["person"].as_str().unwrap(), other["person"].as_str().unwrap());
            assert_eq!(named(record, two), named(other, one), "{one} and {two}");
            pairs += usize::from(named(record, two).is_some());
        }
    }
    assert!(pairs > 0, "{people:#?}");
}

#[test]
fn stats_say_what_was_loaded_and_what_it_cost() {
    let place = Place::with_articles();
    let run = place.run(["stats", ".", "--format", "json"]);
    let stats: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((&stats["articles"], &stats["problems"]), (&5.into(), &0.into()));
    for field in ["bytes", "mentions", "people", "build_ms"] {
        assert!(stats[field].as_f64().unwrap() > 0.0, "{field}: {stats}");
    }
    let phases = ["walk_ms", "read_ms", "figures_ms", "names_ms", "link_ms", "index_ms", "claims_ms"];
    let sum: f64 = phases.iter().map(|phase| stats[phase].as_f64().unwrap()).sum();
    assert!((sum - stats["build_ms"].as_f64().unwrap()).abs() < 1.0, "{stats}");
    if cfg!(target_os = "linux") {
        assert!(stats["peak_rss_bytes"].as_u64().unwrap() > 1 << 20);
    }
    assert!(place.run(["stats", "."]).out.contains("articles"));
}

#[test]
fn csv_and_tables_give_the_same_records_as_text() {
    let place = Place::with_articles();
    let csv = place.run(["articles", ".", "--format", "csv"]);
    let header = csv.out.lines().next().unwrap();
    let without_text: Vec<_> = ARTICLE.into_iter().filter(|name| *name != "text").collect();
    assert_eq!(header, without_text.join(","));
    assert_eq!(csv.out.lines().count(), 6);
    let table = place.run(["articles", "."]);
    assert_eq!(table.out.lines().count(), 6);
    let [header, first, ..] = table.out.lines().collect::<Vec<_>>()[..] else { panic!("{}", table.out) };
    let column = header.find("title").unwrap();
    assert_eq!(first.find("Le départ").unwrap(), column, "columns are aligned");
    assert!(!header.contains("tags"), "a column that is empty throughout is left out");
}

#[test]
fn raw_texts_are_exactly_the_given_ones() {
    let place = Place::new();
    let texts = ["  One.\r\n\tTwo\u{a0}% \u{200b}", "Partager sur Facebook\n\nÉtienne Morin.\n#a #b", FRENCH];
    let lines: String = texts
        .iter()
        .enumerate()
        .map(|(id, text)| format!("{}\n", serde_json::json!({ "id": id.to_string(), "text": text })))
        .collect();
    place.file("cases.jsonl", lines);
    let articles = place.records("articles", &["--raw"]);
    for (article, text) in articles.iter().zip(texts) {
        assert_eq!(article["text"], text);
    }
}

#[test]
fn the_order_depends_neither_on_time_nor_on_threads() {
    let place = Place::with_articles();
    for number in 0..40 {
        place.file(format!("more/{number}.txt"), format!("Numéro {number}\n\n{FRENCH}\n"));
    }
    for command in ["articles", "facts", "people"] {
        let runs = ["1", "3"].map(|threads| {
            let mut command = place.command([command, ".", "--format", "ndjson"]);
            command.env("RAYON_NUM_THREADS", threads).output().unwrap().stdout
        });
        assert!(runs[0] == runs[1] && !runs[0].is_empty(), "{command}");
    }
}
