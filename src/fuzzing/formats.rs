//! Every format, on the way that a file takes: decoded, parsed, cleaned, or left as it is. Whatever the bytes,
//! there are whole articles or a problem, in memory bounded by the input.

use std::io::Write as _;

use super::{Target, check, recipe};
use crate::article::Article;
use crate::corpus::{Options, in_memory};

pub(super) const PLAIN: Target =
    Target { name: "plain", body: |data| read("a.txt", PROSE, data), random: 300 };
pub(super) const MARKDOWN: Target =
    Target { name: "markdown", body: |data| read("a.md", MARKDOWN_WORDS, data), random: 300 };
pub(super) const HTML: Target =
    Target { name: "html", body: |data| read("a.html", HTML_WORDS, data), random: 300 };
pub(super) const JSON: Target =
    Target { name: "json", body: |data| read("a.json", JSON_WORDS, data), random: 300 };
pub(super) const JSONL: Target =
    Target { name: "jsonl", body: |data| read("a.jsonl", JSON_WORDS, data), random: 300 };
pub(super) const XML: Target =
    Target { name: "xml", body: |data| read("a.rss", XML_WORDS, data), random: 300 };
pub(super) const MAIL: Target =
    Target { name: "mail", body: |data| read("a.eml", MAIL_WORDS, data), random: 300 };
pub(super) const MBOX: Target =
    Target { name: "mbox", body: |data| read("a.mbox", MAIL_WORDS, data), random: 300 };
pub(super) const MHTML: Target =
    Target { name: "mhtml", body: |data| read("a.mhtml", MAIL_WORDS, data), random: 200 };
pub(super) const WIKI: Target =
    Target { name: "wiki", body: |data| read("a", WIKI_WORDS, data), random: 200 };
pub(super) const CSV: Target =
    Target { name: "csv", body: |data| read("a.csv", CSV_WORDS, data), random: 200 };
pub(super) const TEI: Target =
    Target { name: "tei", body: |data| read("a.tei", TEI_WORDS, data), random: 200 };
pub(super) const PRESS: Target = Target { name: "press", body: press, random: 300 };
pub(super) const ZIPPED: Target = Target { name: "zipped", body: zipped, random: 200 };
pub(super) const PACKED: Target = Target { name: "packed", body: packed, random: 200 };
pub(super) const FRONT_MATTER: Target =
    Target { name: "front_matter", body: |data| front_matter(data), random: 300 };
pub(super) const CLEANING: Target = Target { name: "cleaning", body: cleaning, random: 300 };

/// The most bytes of one file.
const MOST: usize = 1 << 15;

/// The first byte says how to read.
fn read(name: &str, words: &[&str], data: &[u8]) {
    let Some((flags, rest)) = data.split_first() else { return };
    let bytes = recipe::expand(rest, words, MOST);
    load(name, &bytes, flags & 1 == 1);
}

fn load(name: &str, bytes: &[u8], raw: bool) -> Vec<Article> {
    let loaded = in_memory::read(name, bytes, &Options { raw, ..Options::default() });
    check::loaded(&loaded, bytes.len());
    loaded.articles
}

/// A file packed by one of two ways, whole or with a byte changed, or bytes that only begin like one.
fn packed(data: &[u8]) {
    let [flags, at, rest @ ..] = data else { return };
    let inside = recipe::expand(rest, JSON_WORDS, MOST);
    let (name, mut bytes) = if flags & 2 == 0 {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(&inside).expect("writing to memory");
        ("a.json.gz", encoder.finish().expect("writing to memory"))
    } else {
        let level = ruzstd::encoding::CompressionLevel::Fastest;
        ("a.json.zst", ruzstd::encoding::compress_to_vec(&*inside, level))
    };
    let size = inside.len() + bytes.len();
    match flags >> 2 & 3 {
        0 => bytes.truncate(usize::from(*at)),
        1 => {
            let at = usize::from(*at) % bytes.len();
            bytes[at] ^= *flags;
        }
        2 => bytes.splice(bytes.len().min(4).., rest.iter().copied()).for_each(drop),
        _ => {}
    }
    let limit = size.max(1 << 16);
    let options = Options { raw: flags & 1 == 1, max_file_bytes: limit as u64, ..Options::default() };
    let loaded = in_memory::read(name, &bytes, &options);
    check::loaded(&loaded, limit);
}

/// What Europresse, Factiva or LexisNexis deliver: the beginning of one of their files, by which it is known, and
/// anything after it.
fn press(data: &[u8]) {
    let [flags, rest @ ..] = data else { return };
    let at = usize::from(flags >> 1) % PRESS_HEADS.len();
    let inside = recipe::expand(rest, PRESS_WORDS, MOST);
    load(PRESS_HEADS[at].0, &[PRESS_HEADS[at].1.as_bytes(), &inside].concat(), flags & 1 == 1);
}

/// A document or an archive that is a zip file, with anything for its text, whole or with a byte changed.
fn zipped(data: &[u8]) {
    let [flags, at, rest @ ..] = data else { return };
    let inside = recipe::expand(rest, ZIPPED_WORDS, MOST);
    let (name, files) = ZIPPED_FILES[usize::from(flags >> 2) % ZIPPED_FILES.len()];
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for &(name, before, after) in files {
        // The kind of a document is read as it is.
        let stored = [zip::CompressionMethod::Deflated, zip::CompressionMethod::Stored];
        let way = stored[usize::from(name == "mimetype")];
        let options = zip::write::SimpleFileOptions::default().compression_method(way);
        writer.start_file(name, options).expect("a name that is not there yet");
        writer.write_all(before.as_bytes()).expect("writing to memory");
        if !after.is_empty() {
            writer.write_all(&inside).expect("writing to memory");
            writer.write_all(after.as_bytes()).expect("writing to memory");
        }
    }
    let mut bytes = writer.finish().expect("writing to memory").into_inner();
    if flags & 2 == 2 {
        let at = usize::from(*at) % bytes.len();
        bytes[at] ^= *flags;
    }
    let limit = (4 * (inside.len() + bytes.len())).max(1 << 16);
    let options = Options { raw: flags & 1 == 1, max_file_bytes: limit as u64, ..Options::default() };
    check::loaded(&in_memory::read(name, &bytes, &options), limit);
}

/// A head of fields between fences, and a text after it.
fn front_matter(data: &[u8]) {
    let Some((flags, rest)) = data.split_first() else { return };
    let inside = recipe::expand(rest, FRONT_WORDS, MOST);
    let fence: &[u8] = if flags & 2 == 0 { b"---\n" } else { b"+++\n" };
    let file = [fence, &inside, b"\n", fence, b"\nA text.\n"].concat();
    load("a.md", &file, flags & 1 == 1);
}

/// Cleaning takes lines out and keeps them: no letter of a text is lost, and none comes twice. The `>` of a quoted line
/// goes where the line is joined to the one before, and so does the hyphen of a word that was broken there.
fn cleaning(data: &[u8]) {
    let text = recipe::text(data, PROSE, MOST);
    for article in load("a.txt", text.as_bytes(), false) {
        // Also what is valid UTF-8 can be read as UTF-16 or UTF-32 by its NULs, or as ISO-2022-JP by its escapes.
        let (text, _) = in_memory::decode(text.as_bytes(), false);
        let letters =
            |text: &str| text.replace(|c: char| c.is_whitespace() || HYPHENS.contains(&c) || c == '>', "");
        assert!(letters(&with_removed(&article)) == letters(&text), "a letter is lost, or comes twice");
        let hyphens = |text: &str| text.matches(HYPHENS).count();
        let broken = text.split(['\n', '\r']).filter(|line| line.trim_end().ends_with(HYPHENS)).count();
        let (left, all) = (hyphens(&with_removed(&article)), hyphens(&text));
        assert!(
            left <= all && all - left <= broken,
            "of {all} hyphens, {broken} at ends of lines, {left} are left"
        );
    }
}

/// What divides a word at the end of a line.
const HYPHENS: [char; 4] = ['-', '\u{2010}', '\u{ad}', '¬'];

/// All of an article but white space, with what cleaning took out in its place.
fn with_removed(article: &Article) -> String {
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

const PROSE: &[&str] = &[
    "Partagez",
    "Share on X",
    "Facebook",
    "Twitter",
    "Leave a Comment",
    "#un #deux",
    "in , ,",
    "Title: ",
    "date: 2025-03 ",
    "Publié le 17 juin 2025",
    "Mis à jour à 12h30",
    "Par Anne Le Gall",
    "By Owen Hartley | ",
    "À propos de l’auteur",
    "Lire aussi : ",
    "Abonnez-vous",
    "© 2024 La Gazette",
    "MALVILLE (Reuters) – ",
    "Le port de Malville rouvrira en mars, dit Odile Marchand.",
    "It cost 3 million euros, she said.",
    " the old ferry of the town will be sold for two hun-\n",
    "dred thousand euros to the port of Jean-\n",
    "---\n",
    "* ",
    "1. ",
    "https://example.org/a?b=c",
    "\u{c}",
];

const MARKDOWN_WORDS: &[&str] = &[
    "# ",
    "## ",
    "* ",
    "- ",
    "1. ",
    "> ",
    "    ",
    "```",
    "`",
    "~~~\n",
    "**",
    "*",
    "_",
    "[",
    "](",
    ")",
    "![",
    "[^1]",
    "[^1]: ",
    "| a | b |\n|---|---|\n",
    "|",
    "<b>",
    "</b>",
    "<div>\n",
    "<!--",
    "-->",
    "\\",
    "&amp;",
    "&#x1b;",
    "---\n",
    "title: x\n",
    "===\n",
    "<https://a.example>",
    "[a]: /b\n",
    "  \n",
    "\n\n",
];

const HTML_WORDS: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<ul><li>",
    "</li></ul>",
    "<table><tr><td>",
    "<td>",
    "</table>",
    "<blockquote>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<a href=x>",
    "</a>",
    "<font>",
    "<pre>",
    "</pre>",
    "<br>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<title>",
    "</title>",
    "<h1>",
    "</h1>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<svg>",
    "<template>",
    "<textarea>",
    "</textarea>",
    "<xmp>",
    "<select><option>",
    "<noscript>",
    "<iframe>",
    "<article>",
    "<main>",
    "<nav>",
    "<aside>",
    "<footer>",
    "<header>",
    "<div class=share>",
    "<meta property=og:title content=x>",
    "<meta charset=utf-8>",
    "<script type=application/ld+json>",
    "{\"@type\":\"NewsArticle\",\"headline\":\"x\"}",
    "<time datetime=2025-01-02>",
    "&lt;",
    "&#x1b;",
    "&amp;#27;",
    "&nbsp;",
    "<td colspan=2000000000>",
    "<p a=b ",
    " a=b",
    ">",
    "<",
    "/",
    "<html><body>",
    "<plaintext>",
    "<math>",
    "<frameset>",
];

const JSON_WORDS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "{\"text\":\"",
    "\"}",
    "\"}\n",
    "\"title\":\"x\",",
    "\"date\":",
    "\"2025-01-02\"",
    "\"author\":{\"name\":\"A\"}",
    "\"id\":\"1\"",
    "\"id\":1,",
    "\"language\":\"fr\",",
    "\"content_html\":\"<p>\"",
    "null",
    "true",
    "1e400",
    "-0",
    "\\u0000",
    "\\ud800",
    "\\udc00",
    "\\n",
    "\\\"",
    "\\",
    "NaN",
    "\"items\":[",
    "\"articles\":[",
    "{\"title\":",
    "\"body\":",
    "\n",
    "\"text\":",
    "\u{feff}",
    "99999999999999999999",
];

const XML_WORDS: &[&str] = &[
    "<?xml version=\"1.0\"?>",
    "<rss><channel>",
    "</channel></rss>",
    "<item>",
    "</item>",
    "<title>",
    "</title>",
    "<description>",
    "</description>",
    "<content:encoded>",
    "</content:encoded>",
    "<![CDATA[",
    "]]>",
    "<feed>",
    "</feed>",
    "<entry>",
    "</entry>",
    "<content type=\"html\">",
    "<content type=\"xhtml\"><div>",
    "</content>",
    "<link href=\"https://a.example\"/>",
    "<link>",
    "</link>",
    "<pubDate>Tue, 17 Jun 2025 10:00:00 GMT</pubDate>",
    "<updated>2025-06-17</updated>",
    "<author><name>A</name></author>",
    "<dc:creator>",
    "</dc:creator>",
    "<guid>1</guid>",
    "<!DOCTYPE x [<!ENTITY l \"ha\"><!ENTITY m \"&l;&l;\">]>",
    "&m;",
    "&l;",
    "&lt;p&gt;",
    "&#27;",
    "&amp;",
    "<a>",
    "</a>",
    "<a b=\"c\">",
    "<!--",
    "-->",
    "<?pi ",
    "?>",
    "<",
    ">",
    "/>",
    "&",
    "<p>",
    "</p>",
];

const WIKI_WORDS: &[&str] = &[
    "<doc id=\"1\" url=\"https://a.example\" title=\"A\">\n",
    "<doc ",
    "id=\"",
    " title=\"",
    "\"",
    ">",
    "\n",
    "A\n",
    "</doc>",
    "&amp;",
    "&lt;b&gt;",
    "&#27;",
];

const MAIL_WORDS: &[&str] = &[
    "From: A <a@b.example>\n",
    "Subject: ",
    "=?utf-8?B?w6k=?=",
    "=?utf-8?Q?=C3=A9?=",
    "=?",
    "?=",
    "Date: Tue, 17 Jun 2025 10:00:00 +0200\n",
    "To: b@c.example\n",
    "MIME-Version: 1.0\n",
    "Content-Type: text/plain; charset=iso-8859-1\n",
    "Content-Type: text/html\n",
    "Content-Type: multipart/mixed; boundary=x\n",
    "Content-Type: multipart/alternative; boundary=\"y z\"\n",
    "Content-Type: message/rfc822\n",
    "Content-Transfer-Encoding: base64\n",
    "Content-Transfer-Encoding: quoted-printable\n",
    "Content-Disposition: attachment\n",
    "\n",
    "\n\n",
    "--x\n",
    "--x--\n",
    "--y z\n",
    "=C3=A9",
    "=\n",
    "=E",
    "TGUgcG9ydA==",
    "\n ",
    "\n\t",
    "> ",
    "-- \n",
    "From \n",
    "\nFrom a@b Mon May 13 08:00:00 2024\n",
    "Message-ID: <a@b>\n",
    "Snapshot-Content-Location: https://a.example\n",
    "Content-Type: multipart/related; boundary*0=y; boundary*1=\" z\"\n",
    ">From ",
    ": ",
    ";",
    "\"",
    "<p>",
    "</p>",
];

const FRONT_WORDS: &[&str] = &[
    "title: ",
    "author: ",
    "date: ",
    "2025-06-17",
    "lang: fr\n",
    "url: https://a.example\n",
    "tags: [a, b]\n",
    "\"",
    "'",
    "|\n",
    ">-\n",
    "  ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "&a ",
    "*a\n",
    "<<: *a\n",
    "---\n",
    "+++\n",
    "...\n",
    "title = \"x\"\n",
    "[[a]]\n",
    "#",
    "\n",
    ": ",
    "null",
    "!!str ",
    "? ",
    "\\u0000",
];

const CSV_WORDS: &[&str] = &[
    "title,url,time_added,tags,status\n",
    "Titre;Auteur;Date;Texte\n",
    "title\ttext\tdate\n",
    "Le bac",
    "https://larive.example/bac",
    "1715680000",
    "lac|port",
    "archive",
    "\"",
    "\"\"",
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    "[\"a\"]",
];

const TEI_WORDS: &[&str] = &[
    "<doc sitename=\"La Rive\" title=\"Le bac\">",
    "<TEI><teiHeader>",
    "</teiHeader>",
    "<title type=\"main\">",
    "</title>",
    "<main>",
    "</main>",
    "<comments>",
    "</comments>",
    "<div type=\"comments\">",
    "</div>",
    "<head rend=\"h2\">",
    "</head>",
    "<p>",
    "</p>",
    "<hi rend=\"#b\">",
    "</hi>",
    "<list rend=\"ol\"><item>",
    "</item></list>",
    "<table><row><cell>",
    "</cell></row></table>",
    "<quote>",
    "<lb/>",
    "<graphic src=\"a\"/>",
    "<ref target=\"b\">",
    "</ref>",
    "&lt;",
    "&#27;",
    "<![CDATA[",
    "]]>",
    "</doc>",
    "</TEI>",
];

const PRESS_HEADS: &[(&str, &str)] = &[
    (
        "a.html",
        "<html><article><span class=\"DocPublicationName\">La Rive</span><p class=\"titreArticle\">Le bac</p>",
    ),
    (
        "a.html",
        "<div class=\"article frArticle\" class='x'><div class=\"frArticle\"><span class='frHeadline'>Le bac</span>\
         <p class=\"articleParagraph frarticleParagraph\">",
    ),
    ("a.txt", "HD\nLe bac\nBY\nMaud Perrochet\nPD\n5 novembre 2024\nSN\nLa Rive\nLP\n"),
    ("a.txt", "1 of 2 DOCUMENTS\n\nThe Dunmore Post\n\nMarch 12, 2024 Tuesday\n\nFerry to sail again\n\n"),
    (
        "a.txt",
        "Ferry\nThe Dunmore Post\nMarch 12, 2024\nLength: 12 words\nBody\n\nIt sails.\nEnd of Document\n",
    ),
    ("a.html", "<DOCFULL><DOC NUMBER=1>"),
];

const PRESS_WORDS: &[&str] = &[
    "\n",
    "\n\n",
    "2 of 2 DOCUMENTS",
    "BYLINE: Ann Cole",
    "LENGTH: 12 words",
    "LOAD-DATE: March 13, 2024",
    "LANGUAGE: ENGLISH",
    "Body\n",
    "Classification\n",
    "End of Document\n",
    "Section: NEWS",
    "HD\n",
    "TD\n",
    "PD\n",
    "AN\n",
    "Document LRIV000020241105ekb500001\n",
    "431 words\n",
    "12 March 2024",
    "The Dunmore Post",
    "<article>",
    "</article>",
    "<div class=\"docOcurrContainer\">",
    "<span class=\"DocHeader\">",
    "<p>",
    "</p>",
    "<DOC NUMBER=2>",
    "</DOC>",
    "<DOCFULL>",
    "<div class=\"article\">",
    "<span class=\"enHeadline\">",
    "</div>",
    "&amp;",
    "Copyright 2024",
];

/// A file in a zip file: its name, what it begins with, and what is after the input; one that does not hold the input
/// ends with its beginning.
type Zipped = (&'static str, &'static str, &'static str);

const ZIPPED_FILES: &[(&str, &[Zipped])] = &[
    (
        "a.docx",
        &[
            ("[Content_Types].xml", "<Types/>", ""),
            ("word/document.xml", "<w:document xmlns:w=\"w\"><w:body>", "</w:body></w:document>"),
        ],
    ),
    (
        "a.odt",
        &[
            ("mimetype", "application/vnd.oasis.opendocument.text", ""),
            (
                "content.xml",
                "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\"><office:body><office:text>",
                "</office:text></office:body></office:document-content>",
            ),
        ],
    ),
    (
        "a.epub",
        &[
            ("mimetype", "application/epub+zip", ""),
            (
                "META-INF/container.xml",
                "<container><rootfiles><rootfile full-path=\"a.opf\"/></rootfiles></container>",
                "",
            ),
            (
                "a.opf",
                "<package><manifest><item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>\
                 <spine><itemref idref=\"a\"/></spine></package>",
                "",
            ),
            ("a.xhtml", "<html><body>", "</body></html>"),
        ],
    ),
    ("a.zip", &[("a.html", "<p>", "</p>"), ("b.md", "# A\n", "\n"), ("c.json", "[", "]")]),
];

const ZIPPED_WORDS: &[&str] = &[
    "<w:p><w:r><w:t>",
    "</w:t></w:r></w:p>",
    "<w:tbl><w:tr><w:tc>",
    "</w:tc></w:tr></w:tbl>",
    "<w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>",
    "<w:tab/>",
    "<w:br/>",
    "<w:del>",
    "<text:p>",
    "</text:p>",
    "<text:h text:outline-level=\"2\">",
    "</text:h>",
    "<text:list><text:list-item>",
    "</text:list-item></text:list>",
    "<text:s text:c=\"2000000000\"/>",
    "<table:table><table:table-row><table:table-cell>",
    "<h1>",
    "</h1>",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "Le bac de Malville.",
    "{\"text\":\"a\"}",
    ",",
    "&amp;",
    "&#27;",
    "<![CDATA[",
    "]]>",
    "\n",
];
