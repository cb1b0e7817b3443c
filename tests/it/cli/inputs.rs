//! What can be named, and what stands for it when nothing is.

use std::fs;

use liseuse::article::{ArticleId, ContentKey};
use liseuse::corpus::{Input, Progress};
use liseuse::filter::{self, Index, Query};
use liseuse::library::build;
use liseuse::triage::{Action, Known, Location, Snapshot, Store, Triage};
use serde_json::Value;

use super::{ENGLISH, FRENCH, Place};

#[test]
fn standard_input_is_a_dash() {
    let place = Place::new();
    for input in [FRENCH.to_owned(), serde_json::json!({ "title": "T", "text": FRENCH }).to_string()] {
        let run =
            place.run_with_input(&["facts", "-", "--kind", "person", "--format", "ndjson"], input.as_bytes());
        assert_eq!(run.code, 0, "{run:?}");
        let facts = run.records();
        assert!(!facts.is_empty() && facts.iter().all(|fact| fact["path"] == "-"), "{facts:#?}");
    }
}

#[test]
fn the_built_in_corpus_stands_for_no_path() {
    let place = Place::new();
    let articles = place.run(["articles", "--format", "ndjson"]).records();
    assert!(articles.len() >= 10);
    for article in &articles {
        let path = article["path"].as_str().unwrap();
        assert!(path.starts_with("corpus/fr/") || path.starts_with("corpus/en/"), "{path}");
    }
}

#[test]
fn a_folder_in_the_configuration_takes_the_place_of_the_built_in_corpus() {
    let place = Place::with_articles();
    let config = place.file("config.toml", format!("corpus = {:?}\n", place.path().display().to_string()));
    let run = place.run(["articles", "--format", "ndjson", "--config", config.to_str().unwrap()]);
    assert_eq!(run.records().len(), 5, "{run:?}");
}

#[test]
fn a_broken_configuration_is_told_and_the_rest_goes_on() {
    let place = Place::with_articles();
    let config =
        place.file("config.toml", "measure = 3\ncolour = 1\n[keys]\nj = \"fly\"\n\"C-\" = \"down\"\n");
    let mistakes = ["line 1", "line 2", "line 4", "line 5"];
    for command in ["articles", "facts", "people", "stats", "check", "show", "keys"] {
        let path = if command == "keys" { None } else { Some("a.txt") };
        let run = place.run([command, "--config", config.to_str().unwrap()].into_iter().chain(path));
        assert_eq!(run.code, 0, "{command}: {run:?}");
        assert_eq!(run.err.lines().count(), mistakes.len(), "{command}: {}", run.err);
        assert!(mistakes.iter().all(|line| run.err.contains(line)), "{command}: {}", run.err);
    }
}

#[test]
fn marks_of_the_store_are_in_the_records_and_reading_leaves_no_trace() {
    let place = Place::with_articles();
    let article = &place.records("articles", &[])[2];
    let key = ContentKey::of(article["title"].as_str().unwrap(), article["text"].as_str().unwrap());
    assert_eq!(article["id"], key.to_string());
    assert_eq!(fs::read_dir(place.home.path()).unwrap().count(), 0, "a headless command writes nothing");

    let path = place.home.path().join("marks.db");
    let mut opened = Store::open(&Location::Named(path.clone())).unwrap();
    let mut triage = Triage::new([key], &opened.snapshot);
    let articles = vec![ArticleId(0)];
    for action in [
        Action::SetStarred { articles: articles.clone(), value: true },
        Action::AddTag { articles, tag: "à relire".to_owned() },
    ] {
        let save = triage.act(&action).unwrap();
        opened.store.write([save.step.as_ref()]).unwrap();
    }
    let state = path.to_str().unwrap();
    let records = place.records("articles", &["--state", state]);
    assert_eq!(
        (&records[2]["starred"], &records[2]["tags"]),
        (&Value::Bool(true), &serde_json::json!(["à-relire"]))
    );
    assert_eq!(records[1]["starred"], false);
    assert_eq!(place.records("articles", &["--state", ":memory:"])[2]["starred"], false);

    let starred = place.records("facts", &["--state", state, "--filter", "is:starred", "--kind", "person"]);
    assert!(!starred.is_empty() && starred.iter().all(|fact| fact["path"] == "./c.json"), "{starred:#?}");
}

#[test]
fn an_article_whose_text_was_changed_keeps_its_marks_and_says_so() {
    let place = Place::new();
    let text = |second: &str| {
        format!(
            "Le port rouvre\n\nPublié le 6 mai 2024\n\nLe port de Malville rouvrira lundi, dit la mairie.\n\n{second}\n"
        )
    };
    let page = |second: &str| {
        format!(
            "{{\"title\": \"La digue\", \"url\": \"https://gazette.example/digue\", \"text\": \"La digue tient. {second}\"}}"
        )
    };
    place.file("port.txt", text("La suite demain."));
    place.file("digue.json", page("Pour combien de temps ?"));
    let other = place.file("autre.txt", "Une recette\n\nDes tomates, du basilic, et rien de plus.\n");

    let path = place.home.path().join("marks.db");
    let mut opened = Store::open(&Location::Named(path.clone())).unwrap();
    let inputs = [Input::Path(place.path().to_owned())];
    let library = build::build(&inputs, &build::Options::default(), &[], &Progress::default()).library;
    let articles = library.articles().iter().map(|article| Known::of(article, place.path()));
    let mut triage = Triage::new(articles, &opened.snapshot);
    let save =
        triage.act(&Action::SetStarred { articles: (0..3).map(ArticleId).collect(), value: true }).unwrap();
    opened.store.write([save.step.as_ref()]).unwrap();
    drop(opened);

    place.file("port.txt", text("La suite demain, avec la liste des navires."));
    fs::remove_file(place.path().join("digue.json")).unwrap();
    place.file("autre-nom.json", page("Pour dix ans, dit la région."));
    fs::write(other, "Une autre recette\n\nDes pommes et du beurre.\n").unwrap();
    let state = ["--state", path.to_str().unwrap()];
    let titles = |filter: &str| -> Vec<Value> {
        let records = place.records("articles", &[&state[..], &["--filter", filter]].concat());
        records.iter().map(|article| article["title"].clone()).collect()
    };
    assert_eq!(titles("is:starred"), ["La digue", "Le port rouvre"]);
    assert_eq!(titles("is:changed"), ["La digue", "Le port rouvre"]);
    assert_eq!(titles("-is:starred"), ["Une autre recette"]);
}

#[test]
fn a_filter_narrows_every_command_that_takes_one() {
    let place = Place::with_articles();
    let filter = ["--filter", "person:thornbury"];
    let paths: Vec<_> = place.records("articles", &filter).iter().map(|a| a["path"].clone()).collect();
    assert_eq!(paths, ["./b.md", "./d.jsonl#2"]);
    assert!(place.records("facts", &filter).iter().all(|fact| paths.contains(&fact["path"])));
    let people = place.records("people", &filter);
    assert_eq!(people.len(), 1, "{people:#?}");
    assert_eq!((&people[0]["person"], &people[0]["mentions"]), (&"Malcolm Thornbury".into(), &4.into()));
    assert!(place.records("articles", &["--filter", "person:nobody-at-all"]).is_empty());
    let wrong = place.run(["articles", ".", "--filter", "is:purple"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (2, ""));
    assert!(wrong.err.contains("purple"), "{}", wrong.err);
}

#[test]
fn a_filter_finds_what_the_reader_finds() {
    let place = Place::new();
    let built = build::build(&[Input::BuiltIn], &build::Options::default(), &[], &Progress::default());
    let library = built.library;
    let index = Index::new(&library);
    let triage = Triage::new(library.articles().iter().map(|article| article.key), &Snapshot::default());
    let reader = |query: &str| -> Vec<String> {
        let query = Query::parse(query).unwrap();
        let found = filter::evaluate(&library, triage.marks(), &query, &index, &|| false).unwrap().ids;
        found.into_iter().map(|id| library.article(id).key.to_string()).collect()
    };
    // What a view lists, the configuration says.
    let named = |example: &&str| !example.starts_with("view:");
    let examples = filter::reference().map(|entry| entry.example).filter(named);
    let more =
        ["person:altman amount:>1bn", "has:percent -has:person", "is:unread OR percent:>1", "-person:altman"];
    let mut found = 0;
    for query in examples.chain(more) {
        let run = place.run(["articles", "--format", "ndjson", &format!("--filter={query}")]);
        assert_eq!(run.code, 0, "{run:?}");
        let ids: Vec<_> =
            run.records().iter().map(|article| article["id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(ids, reader(query), "{query}");
        found += ids.len();
    }
    assert!(found > 50, "the examples speak of the built-in articles");
    assert!(!reader(more[0]).is_empty());
}

#[test]
fn a_filter_that_finds_nothing_says_so_and_leaves_the_header() {
    let place = Place::with_articles();
    for (command, first) in [("articles", "id"), ("facts", "article"), ("people", "person")] {
        let run = place.run([command, ".", "--filter", "person:nobody-at-all"]);
        assert_eq!(run.code, 0);
        assert_eq!(run.out.lines().count(), 1, "{command}: {:?}", run.out);
        assert!(run.out.starts_with(first), "{command}: {:?}", run.out);
        assert_eq!(run.err, "liseuse: --filter: no article matches the filter\n", "{command}");
    }
}

#[test]
fn a_size_limit_cuts_a_file_and_says_so() {
    let place = Place::new();
    place.file("long.txt", format!("Un titre\n\n{}\n", FRENCH.repeat(20)));
    let article = &place.records("articles", &["--max-size", "1K"])[0];
    assert!(article["text"].as_str().unwrap().len() <= 1024);
    assert!(place.run(["show", "long.txt", "--max-size", "1K"]).out.contains("cut at 1 KiB"));
}

#[cfg(unix)]
#[test]
fn a_path_that_is_not_utf8_is_given_without_loss() {
    use std::os::unix::ffi::OsStrExt as _;
    let place = Place::new();
    let name = std::ffi::OsStr::from_bytes(b"l'\xe9t\xe9 100%.txt");
    if fs::write(place.path().join(name), ENGLISH).is_err() {
        return; // The file system takes only UTF-8.
    }
    for command in ["articles", "facts"] {
        let record = &place.records(command, &[])[0];
        assert_eq!(record["path"], "./l'\u{fffd}t\u{fffd} 100%.txt");
        assert_eq!(record["path_bytes"], "./l'%E9t%E9%20100%25.txt");
    }
    let check: Value = serde_json::from_str(&place.run(["check", ".", "--format", "json"]).out).unwrap();
    assert_eq!(check["entries"][0]["path_bytes"], "./l'%E9t%E9%20100%25.txt");
    fs::write(place.path().join(name), "").unwrap();
    let check: Value = serde_json::from_str(&place.run(["check", ".", "--format", "json"]).out).unwrap();
    let skipped = &check["entries"][0];
    assert_eq!(
        (&skipped["status"], &skipped["path_bytes"]),
        (&"skipped".into(), &"./l'%E9t%E9%20100%25.txt".into())
    );
}

#[test]
fn show_prints_an_article_in_a_measure() {
    let place = Place::with_articles();
    let run = place.run(["show", "c.json"]);
    assert_eq!(run.code, 0);
    let mut lines = run.out.lines();
    assert_eq!(lines.next(), Some("L’offre de Solanum"));
    assert!(lines.next().unwrap().starts_with("Le Phare · Odile Brun · 2023-11-30 · "));
    assert!(run.out.lines().all(|line| line.chars().count() <= 71), "{}", run.out);
    assert!(!run.out.contains('\u{1b}'), "no colours into a pipe");
    let words = |text: &str| text.replace(['-', '\n', ' ', '\u{a0}', '\u{202f}'], "");
    assert!(words(&run.out).ends_with(&words(FRENCH)), "nothing of the text is lost: {}", run.out);
}

#[test]
fn show_sets_structure_as_the_reading_view_does() {
    let place = Place::with_articles();
    let text = "# Le quai\n\nIl rouvre, dit la mairie.\n\n- un quai\n- une grue\n\n> Enfin.\n\n| Poste | Prix |\n|---|---|\n| \
                Quai | 40 M€ |\n| Grue | 7 M€ |\n\n```\nlet x = 1;\n```\n";
    place.file("quai.md", text);
    let shown = place.run(["show", "quai.md"]).out;
    let body = shown.split_once("\n\n").map(|(_, body)| body);
    let expected = "Il rouvre, dit la mairie.\n\n• un quai\n• une grue\n\n│ Enfin.\n\n\
                    Poste │  Prix\n──────┼──────\nQuai  │ 40 M€\nGrue  │  7 M€\n\nlet x = 1;\n";
    assert_eq!(body, Some(expected));
}

#[test]
fn show_all_gives_articles_one_after_the_other_in_plain_lines() {
    let place = Place::new();
    let sentence = "Il rouvre après deux ans de travaux, dit la mairie, qui promet un marché et des arbres le long de l'eau.";
    place.file(
        "a.md",
        format!(
            "# Le quai\n\n{sentence}\n\n## Le prix\n\n- un **quai**\n- une [grue](https://grue.example/)\n\n> Enfin.\n\n\
             | Poste | Prix |\n|---|---|\n| Quai | 40 M€ |\n\n```\nlet x = 1;\n```\n"
        ),
    );
    place.file("b.txt", "La halle\n\nElle ferme. Les marchands partent vers le faubourg.\n");
    let run = place.run(["show", "--all", "."]);
    let (first, second) = run.out.split_once("\n\n\nArticle 2 of 2\n\n").unwrap();
    let body = first.split_once(" words\n").unwrap().1;
    assert!(first.starts_with("Article 1 of 2\n\n# Le quai\n"), "{first}");
    assert_eq!(
        body,
        format!(
            "\n{sentence}\n\n## Le prix\n\n• un quai\n• une grue\n\n> Enfin.\n\nPoste; Prix\nPoste: Quai; Prix: 40 M€\n\n    let x = 1;"
        )
    );
    assert!(second.starts_with("# La halle\n") && second.ends_with("vers le faubourg.\n"), "{second}");
    let narrow = place.run(["show", "--all", ".", "--width", "40"]).out;
    assert!(narrow.lines().all(|line| line.chars().count() <= 40), "{narrow}");
    assert!(!narrow.contains("-\n"), "no hyphen is added: {narrow}");
    let run = place.run(["show", "--all", "--filter", "text:marchands", "."]);
    assert!(run.out.starts_with("# La halle\n"), "one article needs no line that says which it is: {run:?}");
    let run = place.run(["show", "--all", "--filter", "text:nothing-like-it", "."]);
    assert!(run.out.is_empty() && run.err.contains("no article matches"), "{run:?}");
    let built_in = place.run(["show", "--all"]).out;
    assert!(built_in.contains("Article 2 of "), "with no PATH, what the reader opens");
}

#[test]
fn show_takes_paths_as_records_give_them() {
    let place = Place::with_articles();
    let built_in = place.run(["articles", "--format", "ndjson"]).records();
    let path = built_in[0]["path"].as_str().unwrap();
    let run = place.run(["show", path]);
    assert_eq!(run.out.matches(" words").count(), 1, "{run:?}");
    let run = place.run(["show", "./d.jsonl#2"]);
    assert!(run.out.contains("Thornbury") && !run.out.contains("Lavergne"), "{run:?}");
    let run = place.run(["show", "d.jsonl#9"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("no such article"), "{}", run.err);
}

#[test]
fn check_accounts_for_every_file() {
    let place = Place::with_articles();
    place.file("picture.png", b"\x89PNG\r\n\x1a\n0000");
    place.file("empty.txt", "");
    place.file("broken.json", "{\"title\": ");
    place.file(".hidden.txt", FRENCH);
    let menu = "<li><a href=/a>Accueil de la rubrique</a></li>".repeat(400);
    place.file(
        "page.html",
        format!("<nav><ul>{menu}</ul></nav><article><h1>Le port</h1><p>{FRENCH}</p></article>"),
    );
    let run = place.run(["check", ".", "--format", "json"]);
    let check: Value = serde_json::from_str(&run.out).unwrap();
    let entries = check["entries"].as_array().unwrap();
    let dropped =
        |path: &str| entries.iter().find(|entry| entry["path"] == path).unwrap()["dropped"].as_f64();
    assert!(dropped("./page.html").unwrap() > 0.5, "{check:#}");
    assert_eq!((dropped("./c.json"), dropped("./picture.png")), (Some(0.0), None));
    let count = |status: &str| entries.iter().filter(|entry| entry["status"] == status).count() as u64;
    let number = |field: &str| check[field].as_u64().unwrap();
    assert_eq!(number("files"), 9, "{check:#}");
    assert_eq!(number("files"), number("read") + number("skipped"));
    assert_eq!((number("read"), number("skipped")), (count("read"), count("skipped")));
    for entry in entries.iter().filter(|entry| entry["status"] != "read") {
        assert!(!entry["reason"].as_str().unwrap().is_empty(), "{entry}");
    }
    assert_eq!(entries.len() as u64, number("files"), "{check:#}");
    let table = place.run(["check", "."]).out;
    let sums = format!("9 files: {} read, {} skipped", number("read"), number("skipped"));
    assert_eq!(table.lines().last(), Some(sums.as_str()));
}

#[test]
fn check_has_an_entry_for_each_file_also_when_nothing_can_be_read() {
    let place = Place::new();
    place.file("dumb/empty.txt", "");
    place.file("dumb/broken.json", "[{\"title\": 1}, {\"title\": 2}]");
    place.file("mute/picture.png", b"\x89PNG");
    place.file("two.jsonl", "{\"text\": \"One line.\"}\n{broken\n{broken too\n");
    fs::create_dir(place.path().join("bare")).unwrap();
    for (paths, files, problems) in [
        (&["dumb", "mute"][..], 3, 3),
        (&["missing"], 1, 0),
        (&["bare"], 0, 1),
        (&["two.jsonl"], 1, 2),
        (&["two.jsonl", "two.jsonl", "bare", "dumb/empty.txt"], 3, 3),
    ] {
        let arguments = ["check", "--format", "json"].iter().chain(paths);
        let check: Value = serde_json::from_str(&place.run(arguments).out).unwrap();
        let count = |field: &str| check[field].as_array().unwrap().len();
        assert_eq!((check["files"].as_u64(), count("entries")), (Some(files), files as usize), "{check:#}");
        assert_eq!(count("problems"), problems, "{check:#}");
        assert!(check["problems"].as_array().unwrap().iter().all(|problem| problem["reason"].is_string()));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_pipe_that_is_named_as_configuration_is_read_once_and_one_in_the_usual_place_is_not_waited_for() {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    let place = Place::with_articles();
    let pipe =
        |path: &std::path::Path| mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    let named = place.path().join("config");
    pipe(&named);
    let writer = std::thread::spawn({
        let named = named.clone();
        let corpus = place.path().join("a.txt");
        move || fs::write(named, format!("corpus = \"{}\"\n", corpus.display()))
    });
    let run = place.run(["articles", "--config", "config", "--format", "ndjson"]);
    writer.join().unwrap().unwrap();
    assert_eq!((run.code, run.records().len()), (0, 1), "{run:?}");

    let usual = place.home.path().join(".config/liseuse/config.toml");
    fs::create_dir_all(usual.parent().unwrap()).unwrap();
    pipe(&usual);
    let run = place.run(["articles", "."]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("config.toml: cannot be read: it is not a regular file"), "{}", run.err);
}
