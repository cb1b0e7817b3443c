//! A file that goes on beyond the size limit: what is lost of it is named, with what to do about it.

use std::fs;
use std::io::Write as _;

use liseuse::corpus::{Input, Loaded, Options, Progress, load};

const LIMIT: usize = 64 << 10;

fn read(name: &str, bytes: &[u8]) -> Loaded {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("a temporary file");
    let options = Options { max_file_bytes: LIMIT as u64, ..Options::default() };
    load(&[Input::Path(path)], &options, &Progress::default())
}

fn told(loaded: &Loaded) -> Vec<String> {
    let told = |problem: &liseuse::article::Problem| {
        let told = problem.error.to_string();
        told.split_once(": ").map_or(told.clone(), |(_, cause)| cause.to_owned())
    };
    loaded.problems.iter().map(told).collect()
}

/// So many times one piece, of which `{}` is the number.
fn pieces(count: usize, piece: &str) -> String {
    (1..=count).map(|number| piece.replace("{}", &number.to_string())).collect()
}

const SENTENCE: &str = "Le bac de Malville repart mardi à six heures, dit la compagnie du lac. ";

#[test]
fn a_file_of_many_articles_says_which_is_cut_and_that_others_follow() {
    let long = SENTENCE.repeat(20);
    for (name, file) in [
        (
            "a.mbox",
            pieces(
                100,
                &format!("From a@b Tue May 14 08:00:00 2024\nFrom: A <a@b>\nSubject: No {{}}\n\n{long}\n\n"),
            ),
        ),
        (
            "a.csv",
            format!(
                "title,url,text\n{}",
                pieces(100, &format!("No {{}},https://a.example/{{}},\"{long}\"\n"))
            ),
        ),
        (
            "a.rss",
            format!(
                "<rss><channel>{}</channel></rss>",
                pieces(100, &format!("<item><title>No {{}}</title><description>{long}</description></item>"))
            ),
        ),
        ("wiki", pieces(100, &format!("<doc id=\"{{}}\" url=\"\" title=\"No {{}}\">\n{long}\n</doc>\n"))),
        (
            "a.txt",
            pieces(
                100,
                &format!("{{}} of 100 DOCUMENTS\n\nLa Rive\n\nMay 14, 2024\n\nNo {{}}\n\n{long}\n\n"),
            ),
        ),
    ] {
        let loaded = read(name, file.as_bytes());
        let count = loaded.articles.len();
        assert!((20..100).contains(&count), "{name}: {count}");
        let expected = format!(
            "the size limit ends the file here, after 64 KiB: article {count} is cut, and what follows is left out; raise the \
             limit with --max-size, or split the file"
        );
        assert_eq!(told(&loaded), [expected], "{name}");
        let noted: Vec<bool> = loaded.articles.iter().map(|article| !article.notices.is_empty()).collect();
        assert_eq!(noted.iter().filter(|noted| **noted).count(), 1, "{name}");
        assert!(noted[count - 1], "{name}");
    }
}

#[test]
fn records_say_at_which_line_they_end() {
    let record = format!("{{\"title\": \"No {{}}\", \"text\": \"{}\"}}", SENTENCE.repeat(20));
    for (name, file) in [
        ("a.jsonl", pieces(100, &format!("{record}\n"))),
        ("a.json", format!("[\n{}]", pieces(100, &format!("{record},\n")).trim_end_matches(",\n"))),
    ] {
        let loaded = read(name, file.as_bytes());
        let (count, told) = (loaded.articles.len(), told(&loaded));
        let line = count + 1 + usize::from(name == "a.json");
        assert!(
            told.len() == 1
                && told[0].starts_with(&format!("line {line}: the size limit ends the file here")),
            "{told:?}"
        );
        assert!(told[0].ends_with("raise the limit with --max-size, or split the file"), "{told:?}");
        assert!(
            loaded.articles.iter().all(|article| article.notices.is_empty()),
            "all that are read are whole"
        );
    }
}

#[test]
fn one_article_is_cut_with_a_notice() {
    let loaded = read("a.txt", SENTENCE.repeat(2000).as_bytes());
    assert!(loaded.problems.is_empty());
    assert_eq!(&*loaded.articles[0].notices[0], "cut at 64 KiB");
}

#[test]
fn an_archive_larger_than_the_limit_is_named_with_what_to_do() {
    let noise: Vec<u8> = (0u32..100_000).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    writer.start_file("a.txt", options).unwrap();
    writer.write_all(&noise).unwrap();
    let bytes = writer.finish().unwrap().into_inner();
    let loaded = read("a.zip", &bytes);
    assert!(loaded.articles.is_empty());
    assert_eq!(
        told(&loaded),
        [
            "is larger than the size limit of 64 KiB, and such a file is read from its end; raise the limit with --max-size, or \
             unpack it"
        ]
    );
}

#[test]
fn a_packed_file_is_cut_like_any_other() {
    let lines = pieces(100, &format!("{{\"text\": \"No {{}}: {}\"}}\n", SENTENCE.repeat(20)));
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(lines.as_bytes()).unwrap();
    let loaded = read("a.jsonl.gz", &encoder.finish().unwrap());
    let told = told(&loaded);
    assert!(told.len() == 1 && told[0].contains("the size limit ends the file here"), "{told:?}");
}
