//! Hostile articles by name, of every class that a terminal, a decoder or a parser has fallen for, and what it
//! would look like if one of them got through. Everything here is made, nothing was found.

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::path::Path;

use unicode_segmentation::UnicodeSegmentation;

/// The most bytes that a cell of a terminal may hold.
const CELL: usize = 32;

/// Texts that attack by what they say.
pub(crate) fn texts() -> Vec<(&'static str, String)> {
    let mut texts = terminal_texts();
    texts.extend(unicode_texts());
    texts.extend(date_texts());
    texts
}

fn named(texts: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    texts.iter().map(|(name, text)| (*name, (*text).to_owned())).collect()
}

fn terminal_texts() -> Vec<(&'static str, String)> {
    named(&[
        ("osc title", "\u{1b}]0;owned\u{7} Title by \u{1b}]2;owned\u{1b}\\ a sequence"),
        ("osc link", "A \u{1b}]8;;https://evil.example\u{1b}\\link\u{1b}]8;;\u{1b}\\ that lies"),
        ("osc clipboard", "Copied \u{1b}]52;c;cm0gLXJmIC8K\u{7} for you"),
        ("osc semantic", "Prompt \u{1b}]133;A\u{7} and notice \u{1b}]777;notify;a;b\u{7}"),
        ("osc unterminated", "Never ends \u{1b}]0;all of this is a title"),
        ("dcs", "Device \u{1b}P$q\"p\u{1b}\\ control and \u{1b}P+q544e\u{1b}\\ a query"),
        ("apc pm sos", "A \u{1b}_Gf=100;AAAA\u{1b}\\ p \u{1b}^private\u{1b}\\ s \u{1b}Xstring\u{1b}\\ end"),
        ("csi erase", "Gone \u{1b}[2J\u{1b}[3J\u{1b}[H at once"),
        ("csi reports", "Asks \u{1b}[6n\u{1b}[c\u{1b}[>c\u{1b}[21t\u{1b}[?996n for replies"),
        ("csi screens", "Leaves \u{1b}[?1049l\u{1b}[?47l\u{1b}[?1000h\u{1b}[?2004l the screen"),
        ("csi blink", "Looks \u{1b}[5;7;8mblinking\u{1b}[0m and hidden"),
        ("reset", "Resets \u{1b}c\u{1b}#8\u{1b}7\u{1b}8\u{1b}= all"),
        ("c1", "One byte \u{9b}2J \u{9d}0;title\u{9c} \u{90}q\u{9c} \u{98}x\u{9c} \u{85} does it"),
        ("bell", "Rings\u{7}\u{7}\u{7} three times"),
        ("overwrite", "Pay 10 euros\rPay 99 euros\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}now"),
        ("delete", "De\u{7f}lete\u{7f}d"),
        ("form and vertical", "One\u{b}two\u{c}three"),
        ("shift", "Line\u{e}drawing\u{f} letters"),
        ("null", "Nu\0ll \0\0 bytes"),
        ("entities", "Entities &#x1b;]0;owned&#7; &#27;[2J &#x9b;6n &amp;#x1b;[31m &#8238;evil"),
    ])
}

fn unicode_texts() -> Vec<(&'static str, String)> {
    let mut texts = named(&[
        ("bidi override", "invoice\u{202e}fdp.exe\u{202c} and \u{202d}left\u{202c}"),
        (
            "bidi isolates",
            "a\u{2066}b\u{2067}c\u{2068}d\u{2069}e\u{202a}f\u{202b}g\u{61c}h\u{200e}i\u{200f}j",
        ),
        (
            "zero width",
            "pass\u{200b}word z\u{200c}w\u{200d}j \u{2060}\u{2061}\u{2062}\u{2063}\u{2064}x\u{feff}y",
        ),
        ("deprecated format", "a\u{206a}\u{206b}\u{206c}\u{206d}\u{206e}\u{206f}b"),
        ("tags", "Hello\u{e0001}\u{e0068}\u{e0069}\u{e007f} world"),
        ("line separators", "one\u{2028}two\u{2029}three"),
        ("fillers", "blank \u{3164}\u{115f}\u{1160}\u{ffa0} letters"),
        ("interlinear", "a\u{fff9}b\u{fffa}c\u{fffb}d"),
        ("noncharacters", "x\u{fdd0}\u{fffe}\u{ffff}\u{1fffe}\u{10ffff}y"),
        ("private use", "apple \u{f8ff} and \u{100000}"),
        ("leading mark", "\u{301}\u{20dd}starts with a mark"),
        ("odd flags", "\u{1f1eb} \u{1f1eb}\u{1f1f7}\u{1f1eb} \u{1f1e6}\u{1f1e6}\u{1f1e6}\u{1f1e6}\u{1f1e6}"),
        ("case", "İstanbul ISTANBUL straße STRASSE ﬀ ﬃ ŉ ǰ ΐ"),
        ("right to left", "שלום עולם مرحبا بالعالم 123"),
    ]);
    texts.push(("marks", format!("z{}algo", "\u{301}\u{489}\u{20e3}".repeat(334))));
    texts.push(("family", format!("{}\u{1f466} walks", "\u{1f469}\u{200d}".repeat(10))));
    texts.push(("wide at the edge", format!("{}漢字 edge", "漢".repeat(500))));
    texts.push(("one word", "x".repeat(20_000)));
    texts.push(("joiners", "a\u{200d}".repeat(3_000)));
    texts
}

fn date_texts() -> Vec<(&'static str, String)> {
    named(&[
        ("year zero", "Published 0000-00-00T00:00:00Z, updated 00/00/0000"),
        ("far year", "Published +292277026596-12-04, le 32 janvier 99999999999999999999"),
        ("broken zone", "Date: Tue, 31 Feb 2025 25:61:61 +9999 (\u{1b}[2J)"),
        ("number", "1e999999999 milliards, 99999999999999999999999999999999999999 % et -0 $"),
    ])
}

/// Files that attack by their bytes or their structure: a file name and what is in it.
pub(crate) fn files() -> Vec<(String, Vec<u8>)> {
    let mut files = byte_files();
    files.extend(markup_files());
    files.extend(data_files());
    files
}

fn byte_files() -> Vec<(String, Vec<u8>)> {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let text = "Le port de Saint-Aubin rouvrira « bientôt », dit Odile Marchand.\n\nIl a coûté 12 millions d’euros.\n";
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let noise: Vec<u8> = (0..4096)
        .map(|_| {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            (random >> 24) as u8
        })
        .collect();
    let bytes: Vec<(&str, Vec<u8>)> = vec![
        ("empty.txt", Vec::new()),
        ("one-byte.txt", b"x".to_vec()),
        ("one-bad-byte.txt", [text.as_bytes(), b"\xff", text.as_bytes()].concat()),
        ("raw-c1.txt", b"Erase \x9b2J and title \x9d0;owned\x9c here.".to_vec()),
        ("utf16-marked.txt", [b"\xff\xfe".to_vec(), utf16(text)].concat()),
        ("utf16-bare.txt", utf16(text)),
        ("utf16-odd.txt", [b"\xff\xfe".to_vec(), utf16(text), b"x".to_vec()].concat()),
        ("windows-1252.txt", b"Le co\xfbt de l\x92\xe9t\xe9 : 3 \x80 \x96 \xab bient\xf4t \xbb, a dit Zo\xe9 Lambert.".to_vec()),
        ("koi8.txt", b"\xf0\xd2\xc9\xd7\xc5\xd4, \xcd\xc9\xd2! \xfc\xd4\xcf \xd4\xc5\xcb\xd3\xd4 \xce\xc1 \xd2\xd5\xd3\xd3\xcb\xcf\xcd.".to_vec()),
        ("nulls.txt", vec![0; 10_000]),
        ("random.txt", noise.clone()),
        ("random.html", noise),
        ("gzip.txt", b"\x1f\x8b\x08\0\0\0\0\0\0\x03\x4b\x4c\x4a\x06\0\xc2\x41\x24\x35\x03\0\0\0".to_vec()),
        ("pdf.html", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n".to_vec()),
        ("mark-alone.txt", b"\xef\xbb\xbf".to_vec()),
        ("cr.txt", text.replace('\n', "\r").into_bytes()),
        ("crlf.txt", text.replace('\n', "\r\n").into_bytes()),
        ("long-line.txt", "mot ".repeat(250_000).into_bytes()),
        ("many-lines.txt", "\n".repeat(500_000).into_bytes()),
        ("digits.txt", "1 ".repeat(200_000).into_bytes()),
    ];
    bytes.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect()
}

fn markup_files() -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for tag in ["div", "ul><li", "table><tr><td", "blockquote", "font", "b", "a href=x", "svg", "template"] {
        for depth in [1_000, 5_000, 30_000] {
            let name = tag.split(['>', ' ']).next().unwrap_or(tag);
            let body = format!("<title>Nested {name}</title>{}deep{name}", format!("<{tag}>").repeat(depth));
            files.push((format!("nested-{name}-{depth}.html"), body));
        }
    }
    let repeated = |text: &str, times| text.repeat(times);
    let mut add = |name: &str, text: String| files.push((name.to_owned(), text));
    add(
        "attributes.html",
        format!("<p {}>Attributes</p>", (0..50_000).map(|n| format!("a{n}=b ")).collect::<String>()),
    );
    add("entities.html", format!("<p>{}</p>", repeated("&notanentity;&amp&#x1b;&#0;", 12_500)));
    add("colspan.html", "<table><tr><td colspan=2000000000 rowspan=2000000000>Cell</table>".to_owned());
    add("comment.html", format!("<p>Before</p><!-- {}", repeated("never closed ", 10_000)));
    add("cells.html", format!("<table><tr>{}</table>", repeated("<td>x", 500_000)));
    add("misnested.html", repeated("<b><i><p>x</b></i></p>", 5_000));
    add(
        "script.html",
        "<script>alert(1)</script><style>x{}</style><p onclick=alert(1)>\u{1b}[2JText</p>".to_owned(),
    );
    add("markdown-brackets.md", format!("# Brackets\n\n{}", repeated("[", 100_000)));
    add("markdown-links.md", format!("# Links\n\n{}", repeated("[a](", 50_000)));
    add("markdown-quotes.md", format!("{} deep", repeated("> ", 20_000)));
    add("markdown-stars.md", format!("# Stars\n\n{}", repeated("*a **b ", 30_000)));
    add("markdown-lists.md", (0..2_000).map(|n| format!("{}- x\n", "  ".repeat(n))).collect());
    add("markdown-ticks.md", (1..600).map(|n| format!("{} x ", "`".repeat(n))).collect());
    files.into_iter().map(|(name, text)| (name, text.into_bytes())).collect()
}

fn data_files() -> Vec<(String, Vec<u8>)> {
    let laughs: String =
        (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let feed = |head: &str, text: &str| {
        format!(
            "<?xml version=\"1.0\"?>{head}<rss><channel><title>Feed</title><item><title>{text}</title>\
             <description>{text}</description></item></channel></rss>"
        )
    };
    let files: Vec<(&str, String)> = vec![
        ("laughs.rss", feed(&format!("<!DOCTYPE x [<!ENTITY l0 \"ha\">{laughs}]>"), "&l9;")),
        ("external.rss", feed("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>", "&e;")),
        ("parameter.rss", feed("<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://localhost/x\"> %p;]>", "text")),
        ("nested.xml", "<a>".repeat(100_000)),
        ("deep.json", "[".repeat(1_000_000)),
        ("deep-object.json", "{\"title\":".repeat(200_000)),
        ("long-number.json", format!("{{\"title\":\"Number\",\"text\":\"x\",\"n\":{}}}", "9".repeat(2_000_000))),
        ("duplicate.json", "{\"title\":\"One\",\"title\":\"Two\",\"text\":\"a\",\"text\":\"b\"}".to_owned()),
        ("nan.json", "{\"title\":\"Not a number\",\"text\":NaN}".to_owned()),
        ("types.json", "{\"title\":[1,{}],\"text\":null,\"date\":1e400,\"author\":{\"name\":\"\\u001b[2J\"}}".to_owned()),
        ("surrogate.json", "{\"title\":\"Half \\ud800\",\"text\":\"a pair \\udc00\\ud800\"}".to_owned()),
        (
            "one-bad-line.jsonl",
            "{\"title\":\"First\",\"text\":\"a\"}\n{\"title\": oops\n{\"title\":\"Third\",\"text\":\"c\"}\n".to_owned(),
        ),
        (
            "fields.json",
            "{\"title\":\"\\u001b]0;t\\u0007Title\",\"text\":\"\\u009b6nText\",\"author\":\"\\u202eAuthor\",\
             \"source\":\"\\u001b[5mSource\",\"url\":\"https://x.example/\\u001b]8;;y\\u0007\",\
             \"date\":\"\\u001b[2J2025\",\"id\":\"\\u001bcid\",\"language\":\"\\u0007fr\"}"
                .to_owned(),
        ),
        (
            "headers.eml",
            "From: \u{1b}]0;x\u{7}A <a@b>\nSubject: =?utf-8?B?G10wO293bmVkBw==?=\nDate: nonsense\n\n\u{1b}[2JBody"
                .to_owned(),
        ),
    ];
    files.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect()
}

/// Writes all of it into a folder.
pub(crate) fn write(folder: &Path) {
    write_texts(folder);
    for (name, bytes) in files() {
        fs::write(folder.join(name), bytes).unwrap();
    }
}

/// Writes the texts into a folder, as plain text, HTML and JSON lines, and some files under hostile names.
pub(crate) fn write_texts(folder: &Path) {
    let mut lines = String::new();
    for (name, text) in texts() {
        let file = name.replace(' ', "-");
        let prose = format!(
            "About {name}\n\nBefore. {text} After, says {text} Nora Lindqvist, it cost 3 million euros.\n"
        );
        fs::write(folder.join(format!("{file}.txt")), &prose).unwrap();
        fs::write(folder.join(format!("{file}.html")), format!("<title>{text}</title><p>{prose}</p>"))
            .unwrap();
        let text = escape(&text);
        lines += &format!(
            "{{\"title\":\"{name} {text}\",\"text\":\"{text}\",\"author\":\"{text}\",\"source\":\"{text}\",\"id\":\"{text}\"}}\n"
        );
    }
    fs::write(folder.join("lines.jsonl"), lines).unwrap();
    for name in [
        b"\x1b]0;owned\x07\x1b[2J.txt".to_vec(),
        b"two\nlines\rand\ttab.txt".to_vec(),
        "over\u{202e}txt.exe\u{200b}.txt".as_bytes().to_vec(),
        b"not-utf8-\xff\xfe\x9b6n.txt".to_vec(),
        [b"n".repeat(251), b".txt".to_vec()].concat(),
    ] {
        // A file system may refuse such a name.
        let _ = fs::write(folder.join(OsString::from_vec(name)), "A fine text under a bad name.\n");
    }
}

fn escape(text: &str) -> String {
    let escape = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04x}", c as u32),
        c => c.to_string(),
    };
    text.chars().map(escape).collect()
}

/// Whether a terminal may act on a character: a control or a format character (Unicode's Cc and Cf, as far as they
/// are dangerous), or none at all.
pub(crate) fn acts(c: char) -> bool {
    match c {
        '\u{61c}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => true,
        '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        c => c.is_control(),
    }
}

/// Whether a terminal would take it for something else than a text to be read, and what it is.
pub(crate) fn harm(text: &str) -> Option<String> {
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let bad = match c {
            '\u{200d}' => !(before.is_some_and(is_picture) && rest.peek().copied().is_some_and(is_picture)),
            '\u{2028}' | '\u{2029}' | '\u{3164}' | '\u{fdd0}'..='\u{fdef}' => true,
            c => acts(c) || (c as u32) & 0xfffe == 0xfffe,
        };
        if bad {
            return Some(format!("{c:?} after {before:?}"));
        }
        before = Some(c);
    }
    let cell = text.graphemes(true).find(|cell| cell.len() > CELL)?;
    Some(format!("a cell of {} bytes", cell.len()))
}

fn is_picture(c: char) -> bool {
    !c.is_ascii() && !c.is_alphabetic() && !c.is_control()
}

/// The same for all that the reader sent to a terminal, once its own sequences are taken away.
pub(crate) fn harm_on_terminal(sent: &[u8]) -> Option<String> {
    let Ok(mut rest) = str::from_utf8(sent) else { return Some("bytes that are no UTF-8".into()) };
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        text.push_str(before);
        // The question for the background.
        if let Some(after) = after.strip_prefix("]11;?\u{1b}\\") {
            rest = after;
            continue;
        }
        let end = after.find(|c: char| !matches!(c, '[' | '?' | ';' | '0'..='9')).unwrap_or(after.len());
        let sequence = &after[..(end + 1).min(after.len())];
        let after_erase = text.is_empty() || sequence != "[2J" || rest_ends_in_reset(sent, rest);
        if !is_ours(sequence) || !after_erase {
            return Some(format!("a sequence {sequence:?}"));
        }
        text.push('\u{a0}');
        rest = &after[sequence.len()..];
    }
    text.push_str(rest);
    harm(&text)
}

/// Whether what was sent before `rest` and its text ends in `CSI m`, as every erasing of ours does.
fn rest_ends_in_reset(sent: &[u8], rest: &str) -> bool {
    sent[..sent.len() - rest.len()].ends_with(b"\x1b[m") || sent[..sent.len() - rest.len()].ends_with(b"h")
}

fn is_ours(sequence: &str) -> bool {
    let Some(body) = sequence.strip_prefix('[') else { return false };
    let modes = ["?25", "?1000", "?1002", "?1003", "?1006", "?1049", "?2004", "?2026"];
    match body.split_at(body.len().saturating_sub(1)) {
        (mode, "h" | "l") => modes.contains(&mode),
        (parameters, "m") => {
            parameters.split(';').collect::<Vec<_>>().iter().all(|p| !matches!(*p, "6" | "8"))
        }
        (parameters, "H") => !parameters.contains('?'),
        ("2", "J") => true,
        _ => false,
    }
}

#[test]
fn what_is_harmful_is_seen_as_such() {
    for text in ["plain", "é — « oui »", "👨‍👩‍👧", "שלום", "␛[31m"] {
        assert_eq!(harm(text), None, "{text}");
    }
    for (name, text) in terminal_texts().iter().filter(|(name, _)| *name != "entities") {
        assert!(harm(text).is_some(), "{name}");
    }
    assert_eq!(harm_on_terminal(b"\x1b[?2026h\x1b[m\x1b[2J\x1b[1;1H\x1b[38;5;4;49mtext\x1b[?2026l"), None);
    for sent in [
        "\u{1b}[6n",
        "\u{1b}]0;x\u{7}",
        "a\u{1b}[2J",
        "\u{9b}2J",
        "\u{1b}[8mx",
        "\u{1b}c",
        "a\nb",
        "\u{1b}[?47l",
    ] {
        assert!(harm_on_terminal(sent.as_bytes()).is_some(), "{sent:?}");
    }
}

#[test]
fn nothing_hostile_passes_the_sanitising_door() {
    for (name, text) in texts() {
        let line = liseuse::text::sanitise(&text);
        assert_eq!(harm(line.as_str()), None, "{name}");
        let lines = liseuse::text::sanitise::sanitise_text(&text);
        assert_eq!(harm(&lines.safe().as_str().replace('\n', " ")), None, "{name}");
    }
}
