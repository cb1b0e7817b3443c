//! What `triage` does, `export` writes and `import` reads back.

use serde_json::Value;

use super::{ENGLISH, FRENCH, Place};

/// The articles with their marks, by path.
fn marks(place: &Place) -> Vec<String> {
    let line = |record: &Value| {
        let Value::String(path) = &record["path"] else { panic!("{record}") };
        format!(
            "{path} {} {} {} {} {}",
            record["read"], record["starred"], record["archived"], record["tags"], record["note"]
        )
    };
    place.records("export", &[]).iter().map(line).collect()
}

#[test]
fn triage_does_what_the_keys_do_and_says_it() {
    let place = Place::with_articles();
    let run =
        place.run(["triage", ".", "--filter", "lang:fr", "--star", "--tag", "à relire", "--note", "Vu."]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("starred 3 articles") && run.err.contains("tagged 3 articles"), "{run:?}");
    assert_eq!(run.out.lines().count(), 4, "{run:?}");
    let starred = place.records("articles", &["--filter", "is:starred tag:à-relire has:note"]);
    assert_eq!(starred.len(), 3);
    let run =
        place.run(["triage", ".", "--filter", "is:starred", "--unstar", "--note", "", "--untag", "à relire"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(marks(&place).iter().all(|line| line.ends_with(" false false false [] null")));
    let again = place.run(["triage", ".", "--filter", "", "--unstar"]);
    assert!(again.code == 0 && again.err.contains("nothing to change"), "{again:?}");
}

#[test]
fn a_filter_can_name_a_saved_view() {
    let place = Place::with_articles();
    let config = place.file("mine.conf", "[views]\n\"en français\" = \"lang:fr\"\nfaux = \"is:no\"\n");
    let config = config.to_str().unwrap();
    let found = |filter: &str| place.records("articles", &["--config", config, "--filter", filter]).len();
    assert_eq!(found("view:\"en francais\""), 3);
    let all = place.records("articles", &[]).len();
    assert_eq!(found("-view:\"en français\""), all - 3);
    for (filter, cause) in [
        ("view:soir", "there is no view \"soir\""),
        ("view:faux", "mine.conf: line 3: the view \"faux\": is: found"),
    ] {
        let run = place.run(["articles", "a.txt", "--config", config, "--filter", filter]);
        assert!(run.code == 2 && run.err.contains(cause), "{filter}: {run:?}");
    }
}

#[test]
fn a_dry_run_changes_nothing() {
    let place = Place::with_articles();
    let run = place.run(["triage", ".", "--filter", "", "--archive", "--dry-run"]);
    assert!(run.code == 0 && run.err.contains("would have archived"), "{run:?}");
    assert!(marks(&place).iter().all(|line| line.ends_with(" false false false [] null")));
}

#[test]
fn triage_wants_a_filter_and_a_verb() {
    let place = Place::with_articles();
    for arguments in [
        &["triage", ".", "--star"][..],
        &["triage", ".", "--filter", "lang:fr"],
        &["triage", ".", "--filter", "is:nothing", "--star"],
        &["triage", ".", "--filter", "", "--star", "--unstar"],
    ] {
        let run = place.run(arguments);
        assert!(run.code == 2 && !run.err.is_empty(), "{arguments:?}: {run:?}");
    }
}

#[test]
fn what_was_exported_gives_the_same_marks_back() {
    let place = Place::with_articles();
    for arguments in [
        &["--filter", "lang:fr", "--read", "--tag", "port", "--tag", "été"][..],
        &["--filter", "lang:en", "--star", "--archive", "--note", "Two\nlines of \u{1b}[31m it."],
    ] {
        let run = place.run(["triage", "."].iter().chain(arguments));
        assert_eq!(run.code, 0, "{run:?}");
    }
    let before = marks(&place);
    let exported = place.run(["export", ".", "--format", "ndjson"]);
    assert_eq!(exported.code, 0, "{exported:?}");
    let other = Place::with_articles();
    assert_ne!(marks(&other), before);
    other.file("marks.out", &exported.out);
    let run = other.run(["import", "marks.out"]);
    assert_eq!(run.code, 0, "{run:?}");
    std::fs::remove_file(other.path().join("marks.out")).unwrap();
    assert_eq!(marks(&other), before);
}

#[test]
fn kept_passages_are_exported_and_imported_again() {
    let place = Place::with_articles();
    let first = place.run(["export", "a.txt", "--format", "ndjson"]).out;
    let passages = r#""highlights":[{"passage":"une phrase gardée","start":12,"at":1700000000},{"passage":"deux\nlignes","start":40,"at":1700000001}]"#;
    let record = first.replace("\"highlights\":[]", passages);
    assert_ne!(record, first);
    place.file("marks.out", &record);
    let run = place.run(["import", "marks.out"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(place.run(["export", "a.txt", "--format", "ndjson"]).out, record);
    let again = place.run(["import", "marks.out"]);
    assert!(again.err.contains("took over the marks of 0 articles"), "{again:?}");
    let markdown = place.run(["export", "a.txt", "--filter", "has:highlight"]).out;
    assert!(
        markdown.contains("> «\u{a0}une phrase gardée\u{a0}»\n\n> «\u{a0}deux lignes\u{a0}»\n"),
        "{markdown}"
    );
    // The records of earlier versions have none.
    place.file("before.out", record.replace(&format!("{passages},"), ""));
    assert_eq!(place.run(["import", "before.out"]).code, 0);
    let csv = place.run(["export", "a.txt", "--format", "csv"]).out;
    assert!(csv.contains("une phrase gardée; deux lignes"), "{csv}");
}

#[test]
fn markdown_and_bibtex_are_written_by_templates() {
    let place = Place::with_articles();
    let run = place.run(["export", ".", "--filter", "lang:fr"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.out.contains("## L’offre de Solanum\n\nOdile Brun, «\u{a0}L’offre de Solanum\u{a0}», Le Phare,"),
        "{}",
        run.out
    );
    assert!(run.out.contains("- Jeanne Lavergne (person"), "{}", run.out);
    // Without a source the file is named.
    assert!(run.out.contains("«\u{a0}Le départ de la présidente\u{a0}», a.txt"), "{}", run.out);
    let run = place.run(["export", ".", "--format", "bibtex", "--filter", "lang:en"]);
    assert!(run.out.starts_with("@misc{quill2024chair-"), "{}", run.out);
    assert!(
        run.out.contains("  howpublished = {b.md},\n") && run.out.contains("  year = {2024},\n"),
        "{}",
        run.out
    );
    place.file("mine.jinja", "{{ file }}: {{ citation }}\n");
    let run = place.run(["export", "a.txt", "--template", "mine.jinja"]);
    assert_eq!(run.out, "a.txt: «\u{a0}Le départ de la présidente\u{a0}», a.txt\n");
    place.file("wrong.jinja", "{{ file }}\n{{ nothing }}\n");
    let run = place.run(["export", "a.txt", "--template", "wrong.jinja"]);
    assert!(run.code == 2 && run.err.contains("wrong.jinja: line 2"), "{run:?}");
    let printed = place.run(["export", "--print-template"]);
    assert!(printed.code == 0 && printed.out.starts_with("## {{ title"), "{printed:?}");
}

#[test]
fn nothing_hostile_leaves_by_an_export() {
    let place = Place::new();
    place.file(
        "a.md",
        format!(
            "---\ntitle: \"A \\e]0;x\\a title\"\nauthor: Ada Quill\n---\n\n{ENGLISH}\u{1b}[31m\u{202e}\n"
        ),
    );
    place.file("b.txt", format!("Un \u{9b}2J départ\n\n{FRENCH}\n"));
    for form in ["markdown", "csv", "bibtex", "ndjson"] {
        let run = place.run(["export", ".", "--format", form]);
        assert_eq!(run.code, 0, "{run:?}");
        let acts = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!run.out.contains(acts), "{form}: {:?}", run.out);
    }
}
