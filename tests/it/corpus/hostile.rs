//! Hostile folders, files and bytes: whatever they hold, every file is read or skipped with its reason, and
//! the rest loads. All of it is made here; nothing hostile is stored.

use std::fs;
use std::path::{Path, PathBuf};

use liseuse::corpus::{Input, Loaded, Options, Progress, load};

const STORY: &str = "Un titre pour la forme\n\nLa coopérative a vendu 40 tonnes de miel, dit Nadia Ferrand.";

fn read(path: impl Into<PathBuf>) -> Loaded {
    read_all(&[Input::Path(path.into())])
}

fn read_all(inputs: &[Input]) -> Loaded {
    let progress = Progress::default();
    let loaded = load(inputs, &Options::default(), &progress);
    assert_eq!(loaded.seen.files, loaded.seen.read + loaded.seen.skipped, "the sums add up");
    assert_eq!(loaded.seen.skipped, loaded.problems.iter().filter(|problem| problem.skipped).count() as u64);
    assert_eq!((progress.found(), progress.done()), (loaded.seen.files, loaded.seen.files));
    for article in &loaded.articles {
        assert!(!article.title.is_empty() && !article.text.trim().is_empty());
        for removed in &article.removed {
            assert!(article.text.is_char_boundary(removed.at as usize));
        }
        assert!(article.removed.is_sorted_by_key(|removed| removed.at));
    }
    loaded
}

/// The reason given for a file, and whether it is a fault.
fn reason(loaded: &Loaded, name: &str) -> (String, bool) {
    let problem = loaded.problems.iter().find(|problem| problem.error.thing.ends_with(name));
    let problem = problem.unwrap_or_else(|| panic!("{name}: {:?}", loaded.problems));
    (problem.error.cause.clone(), problem.fault)
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn files_come_in_natural_order_with_their_folders_among_them() {
    let folder = folder();
    for name in ["part 10.txt", "part 2.txt", "part 3/b.txt", "part 3/a.txt", "z.md"] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, STORY).unwrap();
    }
    let loaded = read(folder.path());
    let names: Vec<_> = loaded
        .articles
        .iter()
        .map(|article| article.origin.path.strip_prefix(folder.path()).unwrap().to_str().unwrap())
        .collect();
    assert_eq!(names, ["part 2.txt", "part 3/a.txt", "part 3/b.txt", "part 10.txt", "z.md"]);
}

#[test]
fn what_is_no_article_is_left_aside_without_fault() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("a.txt"), STORY).unwrap();
    fs::write(at("README"), STORY).unwrap();
    fs::write(at(".hidden.txt"), STORY).unwrap();
    fs::create_dir(at(".git")).unwrap();
    fs::write(at(".git/config.txt"), STORY).unwrap();
    fs::write(at("photo.png"), b"\x89PNG\r\n\x1a\n").unwrap();
    fs::write(at("blob"), [0, 1, 2, 3, 0, 5]).unwrap();
    fs::write(at("empty.txt"), "").unwrap();
    fs::write(at("blank.txt"), " \n\t\n").unwrap();
    let loaded = read(folder.path());
    assert_eq!((loaded.seen.files, loaded.seen.read, loaded.articles.len()), (8, 2, 2));
    for (name, cause) in [
        (".hidden.txt", "is hidden"),
        (".git", "is hidden"),
        ("photo.png", "is a picture"),
        ("blob", "holds binary data, not text"),
        ("empty.txt", "is empty"),
        ("blank.txt", "holds no text"),
    ] {
        assert_eq!(reason(&loaded, name), (cause.to_owned(), false), "{name}");
    }
}

#[test]
fn what_the_user_names_and_cannot_be_read_is_a_fault() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("bare")).unwrap();
    fs::write(at("bare/photo.jpg"), b"\xff\xd8\xff\xe0").unwrap();
    fs::write(at("paper.txt"), b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n").unwrap();
    fs::write(at("empty.md"), "").unwrap();
    fs::write(at("story.dat"), STORY).unwrap();
    let named = ["bare", "paper.txt", "empty.md", "story.dat", "missing.txt"];
    let loaded = read_all(&named.map(|name| Input::Path(at(name))));
    assert_eq!(loaded.articles.len(), 1, "a text is a text under any name that the user gives");
    for (name, cause) in [
        ("bare", "no article in this folder"),
        ("paper.txt", "holds a PDF document, not text"),
        ("empty.md", "is empty"),
        ("missing.txt", "there is no such file or folder"),
    ] {
        assert_eq!(reason(&loaded, name), (cause.to_owned(), true), "{name}");
    }
}

#[test]
fn a_file_that_two_inputs_name_is_read_once() {
    let folder = folder();
    fs::create_dir(folder.path().join("in")).unwrap();
    for name in ["a.txt", "in/b.txt"] {
        fs::write(folder.path().join(name), STORY).unwrap();
    }
    let at = |name: &str| Input::Path(folder.path().join(name));
    let loaded = read_all(&[at("a.txt"), at("in"), at(""), at("./a.txt"), at("in/b.txt")]);
    assert_eq!((loaded.seen.files, loaded.articles.len()), (6, 2));
    assert!(loaded.problems.iter().all(|problem| problem.error.cause == "is named twice and read once"));
}

#[test]
fn a_record_without_text_is_named() {
    let folder = folder();
    let path = folder.path().join("a.jsonl");
    fs::write(
        &path,
        "{\"text\": \" \"}\n{\"text\": \"Une note.\"}\n{\"title\": \"Un titre\", \"text\": \"\"}",
    )
    .unwrap();
    let loaded = read(&path);
    assert_eq!(loaded.articles.len(), 2);
    assert_eq!(
        loaded.problems[0].error.cause,
        "line 1: expected a text in \"text\", \"content\" or \"html\", found it empty"
    );
    assert_eq!(&*loaded.articles[1].text, "Un titre");
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;

    use super::*;

    #[test]
    fn pipes_and_sockets_are_never_opened_and_links_never_followed() {
        let (folder, outside) = (folder(), folder());
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a.txt"), STORY).unwrap();
        fs::write(outside.path().join("secret.txt"), STORY).unwrap();
        // A pipe that is opened to be read blocks for ever.
        let made = std::process::Command::new("mkfifo").arg(at("pipe.txt")).status();
        let pipe = made.is_ok_and(|status| status.success());
        let _socket = UnixListener::bind(at("socket.txt")).unwrap();
        symlink(folder.path(), at("loop")).unwrap();
        symlink(outside.path(), at("outside")).unwrap();
        symlink(at("a.txt"), at("link.txt")).unwrap();
        symlink("nowhere", at("dangling.txt")).unwrap();
        let loaded = read(folder.path());
        assert_eq!(loaded.articles.len(), 1);
        assert_eq!(reason(&loaded, "socket.txt"), ("is a socket, not a file".to_owned(), false));
        for name in ["loop", "outside", "link.txt", "dangling.txt"] {
            assert!(reason(&loaded, name).0.starts_with("is a link to "), "{name}");
        }
        if pipe {
            assert_eq!(reason(&loaded, "pipe.txt").0, "is a pipe, not a file");
            assert_eq!(reason(&read(at("pipe.txt")), "pipe.txt"), ("is a pipe, not a file".to_owned(), true));
        }
        assert_eq!(read(at("link.txt")).articles.len(), 1, "a link that is named is followed");
        assert_eq!(read(at("outside")).articles.len(), 1);
    }

    #[test]
    fn a_file_or_folder_without_permission_is_named() {
        let folder = folder();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a.txt"), STORY).unwrap();
        fs::write(at("locked.txt"), STORY).unwrap();
        fs::create_dir(at("closed")).unwrap();
        for name in ["locked.txt", "closed"] {
            fs::set_permissions(at(name), fs::Permissions::from_mode(0o000)).unwrap();
        }
        // Whoever may read everything reads it.
        let all_powerful = fs::read(at("locked.txt")).is_ok();
        let loaded = read(folder.path());
        fs::set_permissions(at("closed"), fs::Permissions::from_mode(0o700)).unwrap();
        if !all_powerful {
            for name in ["locked.txt", "closed"] {
                assert_eq!(reason(&loaded, name), ("you may not read it".to_owned(), true));
            }
            assert_eq!(loaded.seen.read, 1);
        }
    }

    #[test]
    fn any_name_is_read() {
        let folder = folder();
        let long = format!("{}.txt", "é".repeat(125));
        let names: [&[u8]; 4] = [b"new\nline.txt", b"caf\xe9.txt", b"\x1b]0;x\x07.txt", long.as_bytes()];
        for name in names {
            fs::write(folder.path().join(OsStr::from_bytes(name)), STORY).unwrap();
        }
        let loaded = read(folder.path());
        assert_eq!(loaded.articles.len(), names.len(), "{:?}", loaded.problems);
        let paths: Vec<_> = loaded.articles.iter().map(|article| article.origin.path.clone()).collect();
        for name in names {
            assert!(paths.iter().any(|path| path.file_name() == Some(OsStr::from_bytes(name))));
        }
    }

    #[test]
    fn a_gigabyte_of_nothing_costs_no_more_than_the_limit() {
        let folder = folder();
        let path = folder.path().join("sparse.txt");
        fs::File::create(&path).unwrap().set_len(1 << 30).unwrap();
        let loaded = read(&path);
        assert_eq!(reason(&loaded, "sparse.txt").0, "holds binary data, not text");
        assert!(loaded.seen.bytes <= 32 << 20);
    }
}

#[test]
fn two_hundred_folders_deep_and_ten_thousand_wide() {
    let folder = folder();
    let mut deep = folder.path().to_owned();
    for _ in 0..200 {
        deep.push("d");
    }
    fs::create_dir_all(&deep).unwrap();
    fs::write(deep.join("a.txt"), STORY).unwrap();
    let wide = folder.path().join("wide");
    fs::create_dir(&wide).unwrap();
    for index in 0..10_000 {
        fs::write(wide.join(format!("{index}.txt")), "Une note.\n").unwrap();
    }
    let loaded = read(folder.path());
    assert_eq!((loaded.articles.len(), loaded.problems.len()), (10_001, 0));
    assert_eq!(*loaded.articles[10_000].origin.path, *wide.join("9999.txt"));
}

#[test]
fn a_file_above_the_limit_is_cut_with_a_notice() {
    let folder = folder();
    let path = folder.path().join("long.txt");
    fs::write(&path, format!("Un titre à lire\n\n{}", "é".repeat(4000))).unwrap();
    let options = Options { max_file_bytes: 2048, ..Options::default() };
    let loaded = load(&[Input::Path(path)], &options, &Progress::default());
    let article = &loaded.articles[0];
    assert!(article.text.len() <= 2048 && article.text.ends_with('é'));
    assert_eq!(*article.notices, ["cut at 2 KiB".into()]);
}

#[test]
fn a_cancelled_load_says_so() {
    let folder = folder();
    fs::write(folder.path().join("a.txt"), STORY).unwrap();
    let progress = Progress::default();
    progress.cancel();
    let loaded = load(&[Input::Path(folder.path().to_owned())], &Options::default(), &progress);
    assert!(loaded.cancelled && loaded.articles.is_empty());
}

#[test]
fn encodings_are_read_and_said() {
    let folder = folder();
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let mut one_bad = STORY.as_bytes().to_vec();
    one_bad.push(0xff);
    for (name, bytes, notice) in [
        ("mark.txt", utf16(&format!("\u{feff}{STORY}")), "decoded as UTF-16LE"),
        ("no mark.txt", utf16(STORY), "decoded as UTF-16LE"),
        ("latin.txt", STORY.chars().map(|c| c as u8).collect(), "decoded as windows-1252"),
        ("bad.txt", one_bad, "1 bad sequence in UTF-8 replaced"),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let loaded = read(&path);
        assert!(loaded.articles[0].text.contains("La coopérative a vendu 40 tonnes"), "{name}");
        assert_eq!(*loaded.articles[0].notices, [notice.into()], "{name}");
    }
}

/// Writes a file of that name and reads it; hostile structure must neither crash nor lose the text `kept`.
fn survive(folder: &Path, name: &str, content: &str, kept: &str) {
    let path = folder.join(name);
    fs::write(&path, content).unwrap();
    let loaded = read(&path);
    let text: String = loaded.articles.iter().map(|article| &*article.text).collect();
    assert!(text.contains(kept), "{name} lost its text: {:?}", loaded.problems);
}

#[test]
fn hostile_structure_is_survived() {
    let folder = folder();
    let keep =
        "The mill at Orley turns again, said its owner, Jo Marsh, to a small crowd by the river on Sunday.";
    let deep = |tag: &str, count: usize| format!("{}{keep}", format!("<{tag}>").repeat(count));
    for (name, content) in [
        ("div.html", deep("div", 30_000)),
        ("lists.html", deep("ul><li", 30_000)),
        ("tables.html", deep("table><tr><td", 5_000)),
        ("quotes.html", deep("blockquote", 5_000)),
        ("fonts.html", deep("font", 30_000)),
        (
            "attributes.html",
            format!("<p {}>{keep}", (0..50_000).map(|n| format!("a{n}=b ")).collect::<String>()),
        ),
        ("same attribute.html", format!("<p {}>{keep}", "class=share ".repeat(50_000))),
        ("entities.html", format!("<p>{keep}{}", "&#x1b;&amp;#x1b;&bogus;".repeat(50_000))),
        ("colspan.html", format!("<table><tr><td colspan=2000000000>{keep}</table>")),
        ("cells.html", format!("<p>{keep}</p><table>{}", "<tr><td>1<td>2".repeat(250_000))),
        ("unclosed.html", format!("<p>{keep}</p><!-- {}", "x".repeat(100_000))),
        ("brackets.md", format!("{keep}\n\n{}", "[![(".repeat(100_000))),
        ("quotes.md", format!("{keep}\n\n{}", ">".repeat(100_000))),
        ("stars.md", format!("{keep}\n\n{}", "*a _b".repeat(50_000))),
        ("nested.md", format!("{keep}\n\n{}", "- ".repeat(50_000))),
        (
            "deep.json",
            format!("{{\"text\":\"{keep}\",\"x\":{}{}}}", "[".repeat(1 << 20), "]".repeat(1 << 20)),
        ),
        ("number.json", format!("{{\"x\":{},\"text\":\"{keep}\"}}", "9".repeat(10 << 20))),
        ("twice.json", format!("{{\"text\":\"first\",\"text\":\"{keep}\"}}")),
        ("nan.jsonl", format!("{{\"text\": NaN}}\n{{\"text\":\"{keep}\"}}\n{{\"text\":")),
        ("line.txt", format!("{keep}\n\n{}", "x".repeat(5 << 20))),
        ("lines.txt", format!("{keep}\n{}", "y\n".repeat(500_000))),
        ("returns.txt", format!("{keep}\r{}", "a\r\r\nb".repeat(10_000))),
        ("terminal.txt", format!("{keep}\n\x1b]0;x\x07\x1b[2J\u{9b}31m\u{202e}\u{200b}\u{feff}\u{e0041}\n")),
        ("marks.txt", format!("{keep}\na{}", "\u{301}".repeat(1000))),
    ] {
        survive(folder.path(), name, &content, keep);
    }
}

#[test]
fn a_million_brackets_are_a_problem_and_no_crash() {
    let folder = folder();
    for (name, content) in [("a.json", "[".repeat(1 << 20)), ("b.json", "{\"text\":".repeat(100_000))] {
        fs::write(folder.path().join(name), content).unwrap();
    }
    let loaded = read(folder.path());
    assert_eq!((loaded.articles.len(), loaded.problems.len()), (0, 3));
}

#[test]
fn a_date_that_cannot_be_is_none() {
    let folder = folder();
    let path = folder.path().join("dates.jsonl");
    let dates =
        ["0000-01-01", "292277026596-12-04T15:30:08Z", "2025-13-01", "2025-02-30", "2024-05-06T99:99+99:99"];
    let lines = dates.map(|date| format!("{{\"text\":\"Une note.\",\"date\":\"{date}\"}}"));
    fs::write(&path, lines.join("\n")).unwrap();
    let found: Vec<_> =
        read(&path).articles.iter().map(|article| article.date.map(|date| date.to_string())).collect();
    assert_eq!(found, [None, None, None, None, Some("2024-05-06".to_owned())]);
}
