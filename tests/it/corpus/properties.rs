//! What holds for any input: bytes in any format give articles or a problem, and cleaning loses no letter.

use std::fs;

use liseuse::article::Article;
use liseuse::corpus::{Input, Loaded, Options, Progress, load};
use proptest::prelude::*;

fn read(name: &str, bytes: &[u8], raw: bool) -> Loaded {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("a temporary file");
    load(&[Input::Path(path)], &Options { raw, ..Options::default() }, &Progress::default())
}

const NAMES: [&str; 9] =
    ["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.xml", "a.rss", "a.eml", "unnamed"];

/// Pieces of every format, of boilerplate and of hostile text, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zéàÀœ .,!?\u{a0}]{0,40}",
        Just("\n".to_owned()),
        Just("\n\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("---\n".to_owned()),
        proptest::sample::select(vec![
            "Partagez",
            "Share on X",
            "Facebook",
            "Twitter",
            "Leave a Comment",
            "#un #deux",
            "in , ,",
            "date 2025-03 ",
            "Title: ",
            "Publié le 17 juin 2025",
            "Par Anne Le Gall",
            "<p>",
            "</p>",
            "<div class=share>",
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "&lt;",
            "&#x1b;",
            "<item>",
            "<title>",
            "<rss>",
            "<?xml version='1.0'?>",
            "<li>",
            "<td>",
            "<br>",
            "{\"text\":\"",
            "\"}",
            "[",
            "]",
            "{",
            "}",
            "\"",
            "\\u0000",
            "\\ud800",
            "# ",
            "* ",
            "> ",
            "```",
            "| a | b |\n|---|---|\n",
            "[^1]",
            "![",
            "](",
            "\u{1b}[2J",
            "\u{202e}",
            "\u{feff}",
            "\0",
            "À propos de l’auteur",
            "From: a@b\n",
            "Subject: =?utf-8?b?w6k=?=\n",
            "Content-Type: multipart/mixed; boundary=x\n\n",
            "--x\n",
            "Content-Transfer-Encoding: base64\n\n",
            "=C3=A9",
        ])
        .prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn sound(loaded: &Loaded) -> Result<(), TestCaseError> {
    prop_assert_eq!(loaded.seen.files, loaded.seen.read + loaded.seen.skipped);
    prop_assert!(!loaded.articles.is_empty() || !loaded.problems.is_empty());
    for article in &loaded.articles {
        prop_assert!(!article.title.is_empty());
        prop_assert!(!article.title.contains('\n'));
        prop_assert!(!article.text.trim().is_empty());
        for removed in &article.removed {
            prop_assert!(article.text.is_char_boundary(removed.at as usize));
        }
    }
    Ok(())
}

/// All of an article but white space, with what cleaning took out at its place.
fn letters(article: &Article) -> String {
    let mut all = String::new();
    let mut at = 0;
    for removed in &article.removed {
        all.push_str(&article.text[at..removed.at as usize]);
        all.push('\n');
        all.push_str(&removed.text);
        all.push('\n');
        at = removed.at as usize;
    }
    all.push_str(&article.text[at..]);
    all.split_whitespace().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_in_any_format_give_articles_or_a_problem(
        name in proptest::sample::select(NAMES.to_vec()),
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
        raw: bool,
    ) {
        sound(&read(name, &bytes, raw))?;
    }

    #[test]
    fn any_mixture_of_formats_gives_articles_or_a_problem(
        name in proptest::sample::select(NAMES.to_vec()),
        text in pieces(),
        raw: bool,
    ) {
        sound(&read(name, text.as_bytes(), raw))?;
    }

    #[test]
    fn cleaning_keeps_every_letter_of_a_plain_text(text in pieces()) {
        let loaded = read("a.txt", text.as_bytes(), false);
        if let Some(article) = loaded.articles.first() {
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
            prop_assert_eq!(letters(article), text.split_whitespace().collect::<String>());
        }
    }

    #[test]
    fn raw_texts_stay_as_they_are(text in pieces()) {
        let text = format!("{text}.");
        let plain = read("a.txt", text.as_bytes(), true);
        if let Some(article) = plain.articles.first() {
            prop_assert_eq!(&*article.text, text.strip_prefix('\u{feff}').unwrap_or(&text));
        }
        let record = format!("{}\n{{\"text\":\"x\"}}", serde_json::json!({ "text": text }));
        let records = read("a.jsonl", record.as_bytes(), true);
        prop_assert_eq!(&*records.articles[0].text, &*text);
        prop_assert_eq!(records.articles[0].origin.item.as_deref(), Some("1"));
    }
}
