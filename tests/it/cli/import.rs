//! `liseuse import`: marks of other programs' exports, taken over when asked and never before.

use super::Place;

const POCKET: &str = "title,url,time_added,tags,status\n\
    Le bac,https://larive.example/bac,1715680000,lac|port,archive\n\
    Le quai,https://larive.example/quai,1715680001,,unread\n";

const WALLABAG: &str = r#"[{"id": 7, "title": "Le phare", "content": "<p>Rien ne change.</p>", "is_starred": 1,
    "is_archived": 0, "tags": ["lac"], "url": "https://larive.example/phare"}]"#;

#[test]
fn offered_marks_are_shown_by_a_dry_run_and_saved_by_another() {
    let place = Place::new();
    place.file("pocket.csv", POCKET);
    place.file("wallabag.json", WALLABAG);
    let files = ["pocket.csv", "wallabag.json"];
    let marks = || {
        let run = place.run(["articles", "--format", "ndjson", files[0], files[1]]);
        let said: Vec<_> = run
            .out
            .lines()
            .map(|line| {
                let record: serde_json::Value = serde_json::from_str(line).unwrap();
                format!("{} {} {}", record["starred"], record["archived"], record["tags"])
            })
            .collect();
        said
    };
    let none = ["false false []"; 3];
    assert_eq!(marks(), none, "nothing is taken by itself");
    let check = place.run(["check", files[0]]);
    assert!(check.out.contains("offers tags, stars or read marks of 1 article"), "{}", check.out);

    let dry = place.run(["import", "--dry-run", "--format", "csv", files[0], files[1]]);
    assert_eq!((dry.code, dry.err.as_str()), (0, "liseuse: would take over the marks of 2 articles\n"));
    assert!(dry.out.contains("Le bac,false,false,true,lac; port"), "{}", dry.out);
    assert_eq!(marks(), none);
    assert_eq!(std::fs::read_dir(place.home.path()).unwrap().count(), 0, "no store is made");

    let run = place.run(["import", files[0], files[1]]);
    assert_eq!((run.code, run.err.as_str()), (0, "liseuse: took over the marks of 2 articles\n"));
    assert_eq!(marks(), [r#"false true ["lac","port"]"#, none[0], r#"true false ["lac"]"#]);
    let again = place.run(["import", files[0], files[1]]);
    assert_eq!((again.code, again.err.as_str()), (0, "liseuse: took over the marks of 0 articles\n"));
}

#[test]
fn a_store_that_cannot_be_written_is_an_error() {
    let place = Place::new();
    place.file("pocket.csv", POCKET);
    let run = place.run(["import", "pocket.csv", "--state", "no/such/folder/a.db"]);
    assert_eq!(run.code, 2, "{run:?}");
    let run = place.run(["import"]);
    assert_eq!(run.code, 2, "{run:?}");
}
