//! Hostile inputs that are heavy rather than harmful: what costs a parser, a tagger or a cleaner the most time or
//! memory for its size. One row each, of any size, so that the cost of n bytes and of 2n can be compared.

#![allow(unreachable_pub, reason = "a tool and a test include it")]

/// One input.
#[derive(Debug, Clone, Copy)]
pub struct Bomb {
    /// What it repeats.
    pub name: &'static str,
    /// The extension of its file, which says its format.
    pub extension: &'static str,
    /// Makes about so many bytes of it.
    pub make: fn(usize) -> Vec<u8>,
}

const fn bomb(extension: &'static str, name: &'static str, make: fn(usize) -> Vec<u8>) -> Bomb {
    Bomb { name, extension, make }
}

/// A piece again and again.
fn fill(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes / piece.len() + 1)
}

/// Pieces with their number in them.
fn count(bytes: usize, piece: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    let mut index = 0;
    while text.len() < bytes {
        text.push_str(&piece(index));
        index += 1;
    }
    text
}

/// The same between a beginning and an end.
fn around(start: &str, piece: &str, end: &str, bytes: usize) -> Vec<u8> {
    format!("{start}{}{end}", fill(piece, bytes)).into()
}

/// Elements in each other, half of the bytes for their ends.
fn nested(tag: &str, bytes: usize) -> Vec<u8> {
    let depth = bytes / (2 * tag.len() + 5);
    format!("{}deep{}", format!("<{tag}>").repeat(depth), format!("</{tag}>").repeat(depth)).into()
}

/// Ever longer pieces: the lengths add up to the bytes.
fn growing(bytes: usize, piece: impl Fn(usize) -> String) -> Vec<u8> {
    count(bytes, piece).into()
}

/// Every input.
pub const BOMBS: &[Bomb] = &[
    // What press archives deliver, and exports.
    bomb("html", "articles of Europresse", |n| {
        around(
            "<span class=DocPublicationName>a</span><p class=titreArticle>b",
            "<article><span class=DocPublicationName>a</span><p class=titreArticle>b</p><section>c.</section></article>",
            "",
            n,
        )
    }),
    bomb("html", "headers of Europresse that do not end", |n| {
        around("<span class=DocPublicationName>a<p class=titreArticle>b", "<span class=DocHeader>", "", n)
    }),
    bomb("html", "newspapers of Europresse that do not end", |n| {
        around("<p class=titreArticle>b", "<span class=DocPublicationName>", "", n)
    }),
    bomb("html", "links of Europresse that do not end", |n| {
        around(
            "<article><span class=DocPublicationName>a</span><p class=titreArticle>b</p><section>",
            "<a href=x>",
            "",
            n,
        )
    }),
    bomb("html", "articles of Factiva", |n| {
        around(
            "<p class=articleParagraph><b class=Headline>",
            "<div class=\"enArticle\"><table><tr><td>HD</td><td>a</td></tr><tr><td>LP</td><td>b.</td></tr></table></div>",
            "",
            n,
        )
    }),
    bomb("html", "elements of Factiva that do not end", |n| {
        around("<p class=articleParagraph><b class=Headline>", "<div class=\"enArticle\">", "", n)
    }),
    bomb("html", "documents of LexisNexis", |n| {
        around("<body>", "<!-- <DOC NUMBER=1><DOCFULL> --><p>a</p><p>May 2, 2024</p><p>b</p><p>c.</p>", "", n)
    }),
    bomb("txt", "documents of LexisNexis", |n| {
        fill("1 of 2 DOCUMENTS\n\na\n\nMay 2, 2024\n\nb\n\nc.\n\n", n).into()
    }),
    bomb("txt", "ends of LexisNexis", |n| {
        around("Length: 1 words\n", "a\nb\nMay 2, 2024\nBody\nc.\nEnd of Document\n", "", n)
    }),
    bomb("txt", "documents of Factiva", |n| {
        fill("a\n12 words\n2 May 2024\nb\n\nc.\nDocument ABCD000020240502ek5200001\n", n).into()
    }),
    bomb("txt", "codes of Factiva", |n| fill("HD a\nPD 2 May 2024\nSN b\nLP c.\nAN x\n", n).into()),
    bomb("xml", "articles of Factiva", |n| {
        around(
            "<PPSResponse>",
            "<article><accessionNo>a</accessionNo><leadParagraph>b.</leadParagraph></article>",
            "</PPSResponse>",
            n,
        )
    }),
    bomb("csv", "rows", |n| around("title,url\n", "a,https://a.example\n", "", n)),
    bomb("csv", "one quotation", |n| around("title,url\n\"", "a,\n", "", n)),
    bomb("txt", "documents of wikiextractor", |n| {
        fill("<doc id=\"1\" url=\"a\" title=\"b\">\nb\n\nc.\n</doc>\n", n).into()
    }),
    bomb("xml", "elements of trafilatura", |n| {
        around("<doc sitename=\"a\"><main>", "<list><item><hi rend=\"#b\"><note>", "</main></doc>", n)
    }),
    bomb("rss", "items that do not end", |n| around("<rss>", "<item><title>a<link>b<description>c", "", n)),
    bomb("rss", "signs and marks that do not end", |n| around("<rss><item>", "< <!-- <? & ", "", n)),
    bomb("rss", "quotes too many", |n| around("<rss><item>", "<a b=\"c\"\" d='>", "", n)),
    bomb("mbox", "tiny letters", |n| fill("From a 2024\nSubject: b\n\nc.\n\n", n).into()),
    bomb("md", "links between notes", |n| fill("[[a|b]] [[c ", n).into()),
    bomb("md", "highlights", |n| fill("==a== b ==", n).into()),
    bomb("md", "boxes", |n| fill("> [!note] a\n", n).into()),
    bomb("json", "records by their names", |n| {
        format!("{{{}\"z\":{{\"text\":\"b.\"}}}}", count(n, |at| format!("\"{at}\":{{\"text\":\"a.\"}},")))
            .into()
    }),
    // Plain text: facts, names, dates, titles, bylines, lines.
    bomb("txt", "words", |n| fill("un mot de plus ", n).into()),
    bomb("txt", "$1", |n| fill("$1 ", n).into()),
    bomb("txt", "$1 lines", |n| fill("$1\n", n).into()),
    bomb("txt", "percentages", |n| fill("5 % ", n).into()),
    bomb("txt", "ranges", |n| fill("1-2 % ", n).into()),
    bomb("txt", "bare sums", |n| fill("3 million ", n).into()),
    bomb("txt", "number words", |n| fill("twenty-one million ", n).into()),
    bomb("txt", "number words in French", |n| fill("quatre-vingt-dix-neuf ", n).into()),
    bomb("txt", "and a half", |n| fill("deux et demi ", n).into()),
    bomb("txt", "currencies", |n| fill("euros ", n).into()),
    bomb("txt", "countries", |n| fill("US Canada ", n).into()),
    bomb("txt", "modifiers", |n| fill("more than about nearly ", n).into()),
    bomb("txt", "digits", |n| fill("1", n).into()),
    bomb("txt", "digits and spaces", |n| fill("1 ", n).into()),
    bomb("txt", "groups of digits", |n| fill("123,", n).into()),
    bomb("txt", "groups by spaces", |n| fill("123 ", n).into()),
    bomb("txt", "digits and points", |n| fill("1.", n).into()),
    bomb("txt", "signs", |n| fill("-+", n).into()),
    bomb("txt", "symbols", |n| fill("$€£", n).into()),
    bomb("txt", "spaces", |n| fill(" ", n).into()),
    bomb("txt", "tabs and marks", |n| fill("\t.", n).into()),
    bomb("txt", "letters", |n| fill("x", n).into()),
    bomb("txt", "capitals", |n| fill("X", n).into()),
    bomb("txt", "capital words", |n| fill("Xy ", n).into()),
    bomb("txt", "names", |n| fill("Jeanne Lavergne, ", n).into()),
    bomb("txt", "names that differ", |n| {
        let letter = |value: usize| char::from(b'a' + (value % 26) as u8);
        count(n, |i| {
            let (a, b, c) = (letter(i), letter(i / 26), letter(i / 676));
            format!("Jeanne Lav{a}r{b}gn{c}, ")
        })
        .into()
    }),
    bomb("txt", "names without spaces", |n| fill("JeanneLavergne", n).into()),
    bomb("txt", "initials", |n| fill("J. ", n).into()),
    bomb("txt", "particles", |n| fill("de la ", n).into()),
    bomb("txt", "particles and capitals", |n| fill("X de la ", n).into()),
    bomb("txt", "titles", |n| fill("Mme ", n).into()),
    bomb("txt", "quotes", |n| fill("\"X\" ", n).into()),
    bomb("txt", "apostrophes", |n| fill("d'", n).into()),
    bomb("txt", "hyphens", |n| fill("X-", n).into()),
    bomb("txt", "full stops", |n| fill(". ", n).into()),
    bomb("txt", "addresses", |n| fill("https://", n).into()),
    bomb("txt", "one address", |n| around("https://a.example/", "euro.", "", n)),
    bomb("txt", "dates", |n| fill("le 3 mai 2024 ", n).into()),
    bomb("txt", "date lines", |n| fill("Published on May 3, 2024\n", n).into()),
    bomb("txt", "bylines", |n| fill("Par Jeanne Lavergne\n", n).into()),
    bomb("txt", "By By By", |n| fill("By ", n).into()),
    bomb("txt", "lines of a letter", |n| fill("a\n", n).into()),
    bomb("txt", "empty lines", |n| fill("\n", n).into()),
    bomb("txt", "carriage returns", |n| fill("a\r", n).into()),
    bomb("txt", "wrapped lines", |n| fill(&format!("{}\n", "mot ".repeat(18)), n).into()),
    bomb("txt", "bullets", |n| fill("• a\n", n).into()),
    bomb("txt", "links", |n| fill("Lire aussi : un titre\n", n).into()),
    bomb("txt", "marks on letters", |n| fill("a\u{301}", n).into()),
    bomb("txt", "marks alone", |n| fill("\u{301}", n).into()),
    bomb("txt", "joiners", |n| fill("\u{1f469}\u{200d}", n).into()),
    bomb("txt", "letters of the Far East", |n| fill("漢字", n).into()),
    bomb("txt", "letters from right to left", |n| fill("שלום ", n).into()),
    bomb("txt", "controls", |n| fill("a\u{1b}[", n).into()),
    bomb("txt", "plus signs", |n| fill("+", n).into()),
    bomb("txt", "UTF-7", |n| fill("+AOk-", n).into()),
    bomb("txt", "ISO-2022-JP", |n| around("\u{1b}$B", "4A;z", "\u{1b}(B", n)),
    bomb("txt", "bad bytes", |n| [b"a\xff".repeat(n / 4), b"\xc3\xa9".repeat(n / 4)].concat()),
    bomb("txt", "every second byte bad", |n| b"e\xe9".repeat(n / 2)),
    bomb("txt", "UTF-16", |n| b"a\0".repeat(n / 2)),
    bomb("txt", "UTF-32", |n| b"a\0\0\0".repeat(n / 4)),
    bomb("txt", "fields", |n| format!("---\n{}---\nText.", fill("title: a\n", n)).into()),
    bomb("txt", "one field", |n| format!("---\ntitle: [{}]\n---\nText.", fill("a,", n)).into()),
    bomb("txt", "CSV", |n| count(n, |i| format!("{i},Jeanne Lavergne,{i} €,\"a\"\n")).into()),
    bomb("txt", "quotation marks", |n| fill("\"", n).into()),
    bomb("txt", "brackets", |n| fill("[", n).into()),
    bomb("txt", "commas", |n| fill(",", n).into()),
    bomb("txt", "$1 without spaces", |n| fill("$1", n).into()),
    bomb("txt", "pairs of capital words", |n| fill("Aa Bb ", n).into()),
    bomb("txt", "Mr", |n| fill("Mr ", n).into()),
    bomb("txt", "elided names", |n| fill("O'B", n).into()),
    bomb("txt", "one", |n| fill("one ", n).into()),
    // Markdown.
    bomb("md", "$1", |n| fill("$1 ", n).into()),
    bomb("md", "less-than signs", |n| fill("<", n).into()),
    // As many tildes as are still read, whatever the size.
    bomb("md", "tildes that are read", |n| fill("~a~~b", n.min(6_600)).into()),
    bomb("md", "brackets", |n| fill("[", n).into()),
    bomb("md", "closing brackets", |n| fill("]", n).into()),
    bomb("md", "pairs of brackets", |n| fill("[]", n).into()),
    bomb("md", "links that do not end", |n| fill("[a](", n).into()),
    bomb("md", "links that do", |n| fill("[a](b) ", n).into()),
    bomb("md", "links in angles", |n| fill("[a](<b", n).into()),
    bomb("md", "images", |n| fill("![", n).into()),
    bomb("md", "stars", |n| fill("*a **b ", n).into()),
    bomb("md", "stars and underscores", |n| fill("*a_b", n).into()),
    bomb("md", "tildes", |n| fill("~a~~b", n).into()),
    bomb("md", "backticks that grow", |n| growing(n, |i| format!("{} x ", "`".repeat(i % 2000 + 1)))),
    bomb("md", "quotes", |n| fill("> ", n).into()),
    bomb("md", "lines of quotes", |n| fill("> > > > > > > > a\n", n).into()),
    bomb("md", "quotes that grow", |n| growing(n, |i| format!("{}a\n", ">".repeat(i % 2000)))),
    bomb("md", "lists that grow", |n| growing(n, |i| format!("{}- x\n", "  ".repeat(i % 2000)))),
    bomb("md", "bullets in each other", |n| fill("- ", n).into()),
    bomb("md", "numbers in each other", |n| fill("1. ", n).into()),
    bomb("md", "tables", |n| format!("|a|b|\n|-|-|\n{}", fill("|c|d|\n", n)).into()),
    bomb("md", "wide table", |n| {
        let third = n / 6;
        format!("{}|\n{}|\n{}|\n", fill("|a", third), fill("|-", third), fill("|b", third)).into()
    }),
    bomb("md", "wide table of empty rows", |n| {
        let part = n / 4;
        format!("{}|\n{}|\n{}", fill("|a", part), fill("|-", part), fill("|b\n", 2 * part)).into()
    }),
    bomb("md", "pipes", |n| fill("|", n).into()),
    bomb("md", "footnotes", |n| count(n, |i| format!("[^{i}] ")).into()),
    bomb("md", "definitions of footnotes", |n| count(n, |i| format!("[^{i}]: a\n\n")).into()),
    bomb("md", "references", |n| count(n, |i| format!("[a{i}]: /b\n")).into()),
    bomb("md", "one reference again and again", |n| {
        let half = n / 2;
        format!("[a]: {}\n\n{}", fill("b", half.min(4000)), fill("[a] ", half)).into()
    }),
    bomb("md", "references that are not there", |n| count(n, |i| format!("[a{i}][b] ")).into()),
    bomb("md", "headings", |n| fill("# a\n", n).into()),
    bomb("md", "underlines", |n| fill("a\n=\n", n).into()),
    bomb("md", "HTML tags", |n| fill("<a ", n).into()),
    bomb("md", "HTML blocks", |n| fill("<div>\n\n", n).into()),
    bomb("md", "HTML comments", |n| fill("<!-- ", n).into()),
    bomb("md", "declarations", |n| fill("<!A ", n).into()),
    bomb("md", "instructions", |n| fill("<? ", n).into()),
    bomb("md", "CDATA", |n| fill("<![CDATA[", n).into()),
    bomb("md", "entities", |n| fill("&amp;&bogus;&#x1b;", n).into()),
    bomb("md", "ampersands", |n| fill("&", n).into()),
    bomb("md", "backslashes", |n| fill("\\", n).into()),
    bomb("md", "hard breaks", |n| fill("a  \n", n).into()),
    bomb("md", "code blocks", |n| fill("```\na\n```\n", n).into()),
    bomb("md", "tasks", |n| fill("- [ ] a\n", n).into()),
    // HTML.
    bomb("html", "$1", |n| around("<p>", "$1 ", "", n)),
    bomb("html", "commas", |n| around("<p>", ",", "", n)),
    bomb("html", "pairs of capital words", |n| around("<p>", "Aa Bb ", "", n)),
    bomb("html", "elided names", |n| around("<p>", "O'B", "", n)),
    bomb("html", "div", |n| nested("div", n)),
    bomb("html", "ul li", |n| fill("<ul><li>", n).into()),
    bomb("html", "table", |n| fill("<table><tr><td>", n).into()),
    bomb("html", "blockquote", |n| nested("blockquote", n)),
    bomb("html", "font", |n| nested("font", n)),
    bomb("html", "em b a span", |n| fill("<em><b><a><span>", n).into()),
    bomb("html", "svg", |n| nested("svg", n)),
    bomb("html", "select", |n| nested("select", n)),
    bomb("html", "textarea", |n| nested("textarea", n)),
    bomb("html", "xmp", |n| nested("xmp", n)),
    bomb("html", "template", |n| nested("template", n)),
    bomb("html", "p", |n| fill("<p>", n).into()),
    bomb("html", "p a", |n| fill("<p>a", n).into()),
    bomb("html", "br", |n| fill("a<br>", n).into()),
    bomb("html", "closing tags", |n| fill("</div></p></b>", n).into()),
    bomb("html", "closing tags of a deep page", |n| {
        format!("{}{}", "<div>".repeat(250), fill("</p></li></td>", n)).into()
    }),
    bomb("html", "p in a deep page", |n| format!("{}{}", "<b>".repeat(250), fill("<p>a</b>", n)).into()),
    bomb("html", "li in a deep page", |n| format!("{}{}", "<b>".repeat(250), fill("<li>a", n)).into()),
    bomb("html", "misnested", |n| fill("<b><i><p>x</b></i></p>", n).into()),
    bomb("html", "cells", |n| around("<table><tr>", "<td>x", "</table>", n)),
    bomb("html", "rows", |n| around("<table>", "<tr><td>x", "</table>", n)),
    bomb("html", "colspan", |n| around("<table>", "<td colspan=2000000000 rowspan=99999999>x", "", n)),
    bomb("html", "attributes", |n| format!("<p {}>a", count(n, |i| format!("a{i}=b "))).into()),
    bomb("html", "one attribute", |n| around("<p class='", "share ", "'>a", n)),
    bomb("html", "styles", |n| around("<p style='", "a : b;", "'>a", n)),
    bomb("html", "attributes in no tag", |n| fill("<p a=\"", n).into()),
    bomb("html", "entities", |n| fill("&notanentity;&amp&#x1b;&#0;", n).into()),
    bomb("html", "ampersands", |n| fill("&", n).into()),
    bomb("html", "comments", |n| fill("<!-- ", n).into()),
    bomb("html", "comments that end", |n| fill("<!--a-->", n).into()),
    bomb("html", "scripts", |n| fill("<script>", n).into()),
    bomb("html", "scripts and comments", |n| around("<script>", "<!--<script", "", n)),
    bomb("html", "scripts that end", |n| fill("<script>a</script>", n).into()),
    bomb("html", "JSON-LD", |n| {
        around("<script type=application/ld+json>", "[{\"@graph\":", "</script><p>a", n)
    }),
    bomb("html", "JSON-LD again and again", |n| {
        fill("<script type=application/ld+json>{\"@type\":\"Article\"}</script>", n).into()
    }),
    bomb("html", "titles", |n| fill("<title>a</title>", n).into()),
    bomb("html", "headings", |n| fill("<h1>a</h1>", n).into()),
    bomb("html", "meta", |n| fill("<meta property=og:title content=a>", n).into()),
    bomb("html", "times", |n| fill("<time datetime=2024-01-01>a</time>", n).into()),
    bomb("html", "articles", |n| fill("<article>a", n).into()),
    bomb("html", "articles in each other", |n| nested("article", n)),
    bomb("html", "bodies", |n| fill("<div class=post-content>a</div>", n).into()),
    bomb("html", "menus", |n| fill("<nav><a href=x>a</a></nav><p>b", n).into()),
    bomb("html", "less-than signs", |n| fill("<", n).into()),
    bomb("html", "doctypes", |n| fill("<!doctype a ", n).into()),
    bomb("html", "spaces", |n| around("<p>a", " ", "b", n)),
    bomb("html", "lines before a tag", |n| fill("a\n <i>", n).into()),
    // XML: feeds.
    bomb("rss", "tiny items", |n| {
        around("<rss><channel>", "<item><title>a</title></item>", "</channel></rss>", n)
    }),
    bomb("rss", "tiny items with text", |n| {
        around("<rss><channel>", "<item><description>a</description></item>", "</channel></rss>", n)
    }),
    bomb("xml", "elements", |n| fill("<a>", n).into()),
    bomb("xml", "elements in a feed", |n| format!("<rss><channel><item>{}", fill("<a>", n)).into()),
    bomb("rss", "entities", |n| {
        around("<rss><channel><item><description>", "&lt;&l9;", "</description></item></channel></rss>", n)
    }),
    bomb("rss", "entities declared", |n| {
        let declared = count(n, |i| format!("<!ENTITY l{i} \"&l{};&l{};\">", i.saturating_sub(1), i));
        format!("<!DOCTYPE x [{declared}]><rss><channel><item><title>&l9;</title></item></channel></rss>")
            .into()
    }),
    bomb("rss", "CDATA", |n| {
        around(
            "<rss><channel><item><description>",
            "<![CDATA[<]]>",
            "</description></item></channel></rss>",
            n,
        )
    }),
    bomb("rss", "attributes", |n| {
        format!("<rss><channel><item {}/></channel></rss>", count(n, |i| format!("a{i}='b' "))).into()
    }),
    bomb("rss", "links", |n| around("<rss><channel><item>", "<link>a</link>", "</item></channel></rss>", n)),
    bomb("rss", "HTML in each other", |n| {
        around("<rss><channel><item><description>", "&lt;div>", "</description></item></channel></rss>", n)
    }),
    bomb("atom", "tiny entries", |n| around("<feed>", "<entry><content>a</content></entry>", "</feed>", n)),
    bomb("xml", "comments", |n| around("<rss>", "<!-- -->", "</rss>", n)),
    bomb("xml", "namespaces", |n| fill("<a xmlns:b='c'>", n).into()),
    // JSON.
    bomb("json", "$1", |n| around("{\"text\":\"", "$1 ", "\"}", n)),
    bomb("json", "quotation marks", |n| around("{\"text\":\"", "\\\"", "\"}", n)),
    bomb("json", "pairs of capital words", |n| around("{\"text\":\"", "Aa Bb ", "\"}", n)),
    bomb("json", "lists in each other", |n| fill("[", n).into()),
    bomb("json", "objects in each other", |n| fill("{\"title\":", n).into()),
    bomb("json", "lists in a field", |n| around("{\"text\":\"a\",\"x\":", "[", "", n)),
    bomb("json", "names in each other", |n| around("{\"text\":\"a\",\"author\":", "[", "", n)),
    bomb("json", "names in a list", |n| around("{\"text\":\"a\",\"author\":[\"b\"", ",\"b\"", "]}", n)),
    bomb("json", "tiny records", |n| around("[{\"text\":\"a\"}", ",{\"text\":\"a\"}", "]", n)),
    bomb("json", "records that are wrong", |n| around("[{}", ",{}", "]", n)),
    bomb("json", "records with one id", |n| around("[{}", ",{\"id\":1,\"text\":\"a\"}", "]", n)),
    bomb("json", "one number", |n| around("{\"text\":\"a\",\"n\":", "9", "}", n)),
    bomb("json", "fields", |n| format!("{{\"text\":\"a\"{}}}", count(n, |i| format!(",\"a{i}\":1"))).into()),
    bomb("json", "one field again and again", |n| around("{\"text\":\"a\"", ",\"text\":\"b\"", "}", n)),
    bomb("json", "escapes", |n| around("{\"text\":\"", "\\u0041\\n", "\"}", n)),
    bomb("json", "HTML", |n| around("{\"html\":\"", "<div>", "\"}", n)),
    bomb("json", "lists of lists", |n| around("{\"items\":[", "[],", "[]]}", n)),
    bomb("jsonl", "tiny records", |n| fill("{\"text\":\"a\"}\n", n).into()),
    bomb("jsonl", "records with one id", |n| fill("{\"id\":\"a\",\"text\":\"b\"}\n", n).into()),
    bomb("jsonl", "records that are wrong", |n| fill("{\n", n).into()),
    bomb("jsonl", "one line", |n| fill("{\"text\":", n).into()),
    bomb("jsonl", "empty lines", |n| fill("\n", n).into()),
    bomb("jsonl", "tiny records with names", |n| {
        count(n, |i| format!("{{\"text\":\"Jeanne Lavergne a payé {i} €.\"}}\n")).into()
    }),
    // Mail.
    bomb("eml", "$1", |n| around("Subject: a\n\n", "$1 ", "", n)),
    bomb("eml", "commas", |n| around("Subject: a\n\n", ",", "", n)),
    bomb("eml", "headers", |n| format!("{}\nText.", count(n, |i| format!("X-{i}: a\n"))).into()),
    bomb("eml", "one header", |n| format!("Subject: a\n{}\nText.", fill(" b\n", n)).into()),
    bomb("eml", "encoded words", |n| around("Subject: ", "=?utf-8?q?a?= ", "\n\nText.", n)),
    bomb("eml", "encoded words that do not end", |n| around("Subject: ", "=?utf-8?q?", "\n\nText.", n)),
    bomb("eml", "parts", |n| {
        around("Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\na\n", "--b--\n", n)
    }),
    bomb("eml", "boundaries", |n| around("Content-Type: multipart/mixed; boundary=b\n\n", "--b\n", "", n)),
    bomb("eml", "dashes", |n| around("Content-Type: multipart/mixed; boundary=b\n\n", "--", "", n)),
    bomb("eml", "parts in each other", |n| {
        count(n, |i| format!("Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n")).into()
    }),
    bomb("eml", "quoted-printable", |n| {
        around("Content-Transfer-Encoding: quoted-printable\n\n", "=41=\n", "", n)
    }),
    bomb("eml", "base64", |n| around("Content-Transfer-Encoding: base64\n\n", "QUFB", "", n)),
    bomb("eml", "replies", |n| around("Subject: a\n\n", ">>> a\n", "", n)),
    bomb("eml", "HTML", |n| around("Content-Type: text/html\n\n", "<div>", "", n)),
];
