//! What whole pages give, a cause of loss or noise in each.

use super::read;

const LONG: &str = "La compagnie du lac a vendu ses trois bateaux à un armateur de la rive nord, qui promet de garder \
                    les équipages et de rouvrir la ligne de nuit avant la fin du printemps.";

fn page(head: &str, body: &str) -> String {
    format!("<!doctype html><html><head>{head}</head><body>{body}</body></html>")
}

#[test]
fn pictures_in_svg_hide_nothing_but_themselves() {
    for picture in [
        "<svg><path d='M0 0'/><circle r=1 /><title/></svg>",
        "<svg><title>Un logo</title><path></path></svg>",
        "<svg><g><use href='#a'/></g></svg>",
        "<svg><style/><desc/></svg>",
        "<svg><foreignObject><div>x</div></foreignObject></svg>",
        "<svg><path d='M0 0'>",
    ] {
        let html = page("", &format!("<div><div>{picture}</div><p>{LONG}</p></div><p>{LONG}</p>"));
        assert_eq!(read(&html, false).text, format!("{LONG}\n\n{LONG}"), "{picture}");
    }
}

#[test]
fn authors_are_found_wherever_a_page_names_them() {
    let linked = |author: &str| {
        format!(
            "<script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \"author\": {author}, \"publisher\": \
             {{\"@type\": \"Organization\", \"name\": \"Gull News\"}}}}</script>"
        )
    };
    for (head, byline, author) in [
        ("", "<a rel=author href=/team/lee>Ann Lee</a>", Some("Ann Lee")),
        (
            "",
            "<span itemprop=author itemscope>By <b itemprop=name>Ann Lee</b>, Editor</span>",
            Some("Ann Lee"),
        ),
        ("", "<span class='author vcard'>von <a class='url fn'>Uwe</a></span>", Some("Uwe")),
        (
            "",
            "<div class=byline>By <a>Ann Lee</a> and <a>Joe Moss</a> | March 3, 2024</div>",
            Some("Ann Lee, Joe Moss"),
        ),
        ("", "<a rel=author>Ann Lee</a>, <a rel=author>Joe Moss</a>", Some("Ann Lee, Joe Moss")),
        ("", "<a href=/author/uwe/>Uwe Brandt</a>", Some("Uwe Brandt")),
        (
            "<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Ann Lee'>",
            "",
            Some("Ann Lee"),
        ),
        (
            "<meta name=twitter:label1 content='Reading time'><meta name=twitter:data1 content='4 minutes'>",
            "",
            None,
        ),
        (
            "<meta name=author content='Gull News'><meta property=og:site_name content='Gull News'>",
            "<a rel=author>Ann Lee</a>",
            Some("Ann Lee"),
        ),
        ("<meta name=author content=Ann>", "<a rel=author>Ann Lee</a>", Some("Ann Lee")),
        ("<meta name=author content=admin>", "", None),
        (
            "<meta name=author content='Gull News - Ann Lee'><meta property=og:site_name content='Gull News'>",
            "",
            Some("Ann Lee"),
        ),
        (
            "<meta name=author content='Ann Lee,\n Joe Moss  und\nUwe Brandt'>",
            "",
            Some("Ann Lee, Joe Moss, Uwe Brandt"),
        ),
        ("", "<span class=username>6.5.24</span>", None),
        ("", "<div data-testid=byline>By <a href=/team/lee>Ann Lee</a></div>", Some("Ann Lee")),
        (
            "",
            "<article><footer class=meta><a rel=author href=/team/lee>Ann Lee</a></footer></article>",
            Some("Ann Lee"),
        ),
        ("", "<footer><a rel=author href=/team/lee>Ann Lee</a></footer>", None),
        ("", "<div class=comments><span class=author>Ann Lee</span></div>", None),
        ("<meta property=article:author content=https://social.example/gull>", "", None),
        (
            &linked("{\"@type\": \"Organization\", \"name\": \"Gull News\"}"),
            "<span class=author>Ann Lee</span>",
            Some("Ann Lee"),
        ),
        (&linked("[{\"@type\": \"Person\", \"name\": \"Ann Lee\"}]"), "", Some("Ann Lee")),
    ] {
        let html = page(head, &format!("<h1>Le lac se vend enfin</h1>{byline}<p>{LONG}</p><p>{LONG}</p>"));
        assert_eq!(read(&html, false).author.as_deref(), author, "{head}{byline}");
    }
}

#[test]
fn dates_are_found_wherever_a_page_gives_them() {
    for (head, line, date) in [
        ("<meta property=article:published_time content=2024-05-06T07:00>", "", Some("2024-05-06")),
        ("<link rel=canonical href=https://gull.example/2024/05/06/ferry>", "", Some("2024-05-06")),
        ("", "<time datetime=2024-05-06>gestern</time>", Some("2024-05-06")),
        ("", "<span class=entry-date>6. Mai 2024</span>", Some("2024-05-06")),
        ("", "<div class=post-meta>Publicado el 6 de mayo de 2024</div>", Some("2024-05-06")),
        ("", "<span itemprop=datePublished>May 6, 2024</span>", Some("2024-05-06")),
        (
            "<script type='application/ld+json'>{\"@type\": \"WebPage\", \"datePublished\": \"2024-05-06\"}</script>",
            "",
            Some("2024-05-06"),
        ),
        ("", "<aside><time datetime=2024-05-06>x</time></aside>", None),
        ("<link rel=canonical href=https://gull.example/news/ferry-06-05-2024>", "", Some("2024-05-06")),
        ("<meta name=description content='Le lac se vend (article du 6 mai 2024)'>", "", Some("2024-05-06")),
        // The day that the page shows to its readers, rather than that of Greenwich.
        (
            "<meta property=article:published_time content=2024-05-07T02:10:00Z>",
            "<p>May 6, 2024</p>",
            Some("2024-05-06"),
        ),
        (
            "<meta property=article:published_time content=2024-05-07T02:10:00Z>",
            "<p>April 6, 2024</p>",
            Some("2024-05-07"),
        ),
        (
            "<meta property=article:published_time content=2024-05-05T22:00:00Z><link rel=canonical href=https://www.larive.fr/x>",
            "",
            Some("2024-05-06"),
        ),
        (
            "<meta property=article:published_time content=2024-05-05T22:00:00Z><link rel=canonical href=https://gull.example/x>",
            "",
            Some("2024-05-05"),
        ),
    ] {
        let html = page(head, &format!("<h1>Le lac se vend enfin</h1>{line}<p>{LONG}</p><p>{LONG}</p>"));
        assert_eq!(read(&html, false).date.map(|date| date.to_string()).as_deref(), date, "{head}{line}");
    }
    let several = format!(
        "<h1>Le lac se vend enfin</h1><p><time datetime=2024-05-06>6 mai</time></p><p><i>Mis à jour le 9 juin 2024</i></p>\
         <p>{LONG}</p><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p>\
         <div><a href=/2>Autre</a> <time pubdate datetime=2024-07-01>1er juillet</time></div>"
    );
    assert_eq!(
        read(&page("", &several), false).date.map(|date| date.to_string()).as_deref(),
        Some("2024-05-06")
    );
    let told = format!(
        "<p>{LONG} C’est le <time datetime=1998-02-03>3 février 1998</time> que tout a commencé.</p>"
    );
    assert_eq!(read(&page("", &told), false).date, None, "a date that the text speaks of");
    let changed = page("<meta property=article:modified_time content=2024-05-07>", &format!("<p>{LONG}</p>"));
    assert_eq!(read(&changed, false).modified.map(|date| date.to_string()).as_deref(), Some("2024-05-07"));
}

#[test]
fn a_page_that_shows_nothing_but_without_scripts_is_read_without_them() {
    let without = format!("<div id=app></div><noscript><p>{LONG}</p></noscript>");
    assert_eq!(read(&page("", &without), false).text, LONG);
    let beside = format!("<p>{LONG}</p><p>{LONG}</p><noscript><p>Activez les scripts.</p></noscript>");
    assert_eq!(read(&page("", &beside), false).text, format!("{LONG}\n\n{LONG}"));
}

/// The text of a page with these blocks between its headline and its end.
fn text(body: &str) -> String {
    read(&page("<title>Le lac se vend enfin</title>", &format!("<h1>Le lac se vend enfin</h1>{body}")), false)
        .text
        .into_owned()
}

#[test]
fn a_body_in_several_elements_is_whole() {
    let part = |class: &str| format!("<div class='{class}'><p>{LONG}</p><p>{LONG}</p></div>");
    for body in [
        format!("<div>{}<div class=ad><a href=/x>Annonce</a></div>{}</div>", part("part"), part("part")),
        format!("<section>{}</section><section>{}</section>", part("a"), part("b")),
        format!("<div class=widget>{}{}</div>", part("text"), part("text")),
        format!("<form action=/><div>{}{}</div></form>", part("a"), part("b")),
    ] {
        assert_eq!(text(&body).matches(LONG).count(), 4, "{body}");
    }
}

#[test]
fn what_belongs_to_an_article_stays() {
    for (piece, kept) in [
        ("<p>Regrettez-vous ?</p><p>Non.</p>", "Regrettez-vous ?\n\nNon."),
        ("<ul><li>Le bac</li><li>La vedette</li></ul>", "• Le bac\n• La vedette"),
        (
            "<table><tr><td>Bac</td><td>40 €</td></tr><tr><td>Vedette</td><td>12 €</td></tr></table>",
            "Bac | 40 €\nVedette | 12 €",
        ),
        ("<h2>La vente</h2>", "La vente"),
        (
            "<p><a href=/rapport>Le rapport de la mairie chiffre la perte à 40 000 euros.</a></p>",
            "40 000 euros",
        ),
        ("<pre>a = 1\n  b</pre>", "a = 1\n  b"),
        ("<figure><pre>a = 1\n  b</pre></figure>", "a = 1\n  b"),
        (
            "<div class=social-media-embed><blockquote><p>Le lac est à nous !</p></blockquote></div>",
            "Le lac est à nous !",
        ),
        ("<p>Il a dit <q>jamais</q> deux fois.</p>", "Il a dit “jamais” deux fois."),
        ("<p><span style='display: block'>Un pas.</span><span>Deux pas.</span></p>", "Un pas.\n\nDeux pas."),
        (
            "<p>La tra<wbr>versée du <b>l</b>ac, l’an der&shy;nier.<br>Oui.</p>",
            "La traversée du lac, l’an der\u{ad}nier.\nOui.",
        ),
        ("<p>Lire le rapport est un droit.</p>", "Lire le rapport"),
    ] {
        let body = format!("<div class=x><p>{LONG}</p>{piece}<p>{LONG}</p></div>");
        assert!(text(&body).contains(kept), "{body}: {}", text(&body));
    }
    let chapo = "Le conseil a voté mardi soir la vente des trois bateaux de la compagnie.";
    let body = format!("<p class=chapo>{chapo}</p><div class=article-body><p>{LONG}</p><p>{LONG}</p></div>");
    assert_eq!(text(&body), format!("{chapo}\n\n{LONG}\n\n{LONG}"), "a standfirst");
    let han = "湖上的渡轮公司把三艘船卖给了北岸的一位船主，他答应留下船员，并在春天结束之前重新开通夜间航线，市长对此表示欢迎。";
    let body = format!("<div><p>{han}</p><p>{han}</p></div><ul><li><a href=/1>其他新闻</a></li></ul>");
    assert_eq!(text(&body).matches(han).count(), 2, "Chinese");
    assert!(!text(&body).contains("其他新闻"));
}

#[test]
fn what_stands_around_an_article_goes() {
    for (piece, word) in [
        (
            "<div class=comment-list><p>Bravo à la mairie, c’est une très bonne nouvelle pour nous tous ici.</p></div>",
            "Bravo",
        ),
        (
            "<div id=disqus_thread><p>Bravo à la mairie, c’est une très bonne nouvelle pour nous tous ici.</p></div>",
            "Bravo",
        ),
        ("<figure><img><figcaption>Le lac, vu du nord.</figcaption></figure>", "vu du nord"),
        ("<figure><img><span>Le lac, vu du nord.</span></figure>", "vu du nord"),
        ("<p>Lire aussi : <a href=/2>Le lac, dix ans après la vente</a></p>", "dix ans"),
        ("<p><b>Lesen Sie auch:</b> <a href=/2>Der See, zehn Jahre danach</a></p>", "zehn Jahre"),
        ("<p><a href=/2>LEA TAMBIÉN | El lago, diez años después</a></p>", "diez"),
        ("<span class=photo-credit>Photo : Léa Roy</span>", "Photo"),
        ("<p><img src=x><em>Crédits photos : Agence du Lac</em></p>", "Agence"),
        (
            "<div class=box><p>Abonnez-vous à notre newsletter pour ne rien manquer de la vie du lac.</p></div>",
            "newsletter",
        ),
        ("<p><b>Lesen Sie auch:</b></p><ul><li><a href=/1>Der See, zehn Jahre danach</a></li></ul>", "Lesen"),
        (
            "<h3>À voir aussi</h3><ul><li><a href=/1>Un autre titre</a></li><li><a href=/2>Encore un</a></li></ul>",
            "voir",
        ),
        (
            "<div class=author-bio><p>Ann Lee écrit sur les lacs depuis des années, et sur les bateaux.</p></div>",
            "Ann",
        ),
        ("<p style='visibility: hidden'>Un secret bien gardé.</p>", "secret"),
        ("<p>漢<ruby>字<rt>じ</rt></ruby></p>", "じ"),
    ] {
        let body = format!("<div class=x><p>{LONG}</p><p>{LONG}</p>{piece}</div>");
        assert!(!text(&body).contains(word), "{piece}: {}", text(&body));
    }
}

#[test]
fn captions_are_apart_from_what_is_around_an_article() {
    let body = format!(
        "<nav>Accueil</nav><h1>Le lac se vend enfin</h1><p>{LONG}</p><p>{LONG}</p><figure><img><figcaption>Le lac, vu du \
         nord.</figcaption></figure><p>{LONG}</p><footer>Mentions</footer><figure><figcaption>Une réclame</figcaption></figure>"
    );
    let draft = read(&page("", &body), false);
    let captions: Vec<&str> = draft.removed.iter().filter(|run| run.caption).map(|run| &*run.text).collect();
    assert_eq!(captions, ["Le lac, vu du nord."]);
    let place = draft.removed.iter().find(|run| run.caption).map(|run| run.at as usize);
    assert!(place.is_some_and(|at| draft.text[at..].trim() == LONG));
    assert!(draft.removed.iter().any(|run| !run.caption && run.text.contains("Une réclame")));
}

#[test]
fn an_element_that_ends_in_nothing_ends_with_the_last_block() {
    let html = page(
        "",
        &format!(
            "<p>{LONG}</p><div class=x><span class=ad>&#10;<br></span></div><p><b class=share>\u{a0}</b></p>"
        ),
    );
    assert_eq!(read(&html, false).text, LONG);
    assert_eq!(read("<ul><li><span class=share><b> </b></ul><span class=ad>\u{a0}", false).text, "");
}

#[test]
fn the_headline_that_the_page_shows_is_the_title() {
    for (head, body, title) in [
        (
            "<title>La Rive » Le lac se vend</title>",
            "<h1>La Rive</h1><h2>Le lac se vend</h2>",
            "Le lac se vend",
        ),
        (
            "<title>Lac : la vente est votée</title><meta property=og:title content='Lac : la vente est votée'>",
            "<h1>La vente du lac est votée</h1>",
            "La vente du lac est votée",
        ),
        ("<title>Le lac se vend - La Rive</title>", "<p>x</p>", "Le lac se vend - La Rive"),
    ] {
        let html = page(head, &format!("{body}<p>{LONG}</p><p>{LONG}</p>"));
        assert_eq!(read(&html, false).title.as_deref(), Some(title), "{head}");
    }
}

#[test]
fn short_lines_beside_the_headline_date_and_sign() {
    for (line, date, author) in [
        ("<h5 class=blue>23.01.2019</h5>", Some("2019-01-23"), None),
        ("<p><em>6.5.24</em></p>", Some("2024-05-06"), None),
        ("<small>Von Uwe Brandt am 03.05.2013, 11:51</small>", Some("2013-05-03"), Some("Uwe Brandt")),
        ("<p>Un jour comme un autre</p>", None, None),
    ] {
        let html = page(
            "",
            &format!(
                "<h1>Le lac se vend enfin</h1>{line}<div class=entry-content><p>{LONG}</p><p>{LONG}</p></div>"
            ),
        );
        let draft = read(&html, false);
        assert_eq!(draft.date.map(|date| date.to_string()).as_deref(), date, "{line}");
        assert_eq!(draft.author.as_deref(), author, "{line}");
    }
    let utc = page(
        "<meta property=article:published_time content=2023-11-09T04:00:00Z><link rel=canonical href=https://gull.example/2023/11/08/x>",
        &format!("<p>{LONG}</p>"),
    );
    assert_eq!(read(&utc, false).date.map(|date| date.to_string()).as_deref(), Some("2023-11-08"));
}

#[test]
fn the_pictures_of_a_gallery_are_captions() {
    let legends: String = (1..=40)
        .map(|number| {
            format!("<li><h2><span>{number}/40</span> Le bateau {number}</h2><p>{LONG}</p><p>Photo</p></li>")
        })
        .collect();
    let body = format!("<p>{LONG}</p>").repeat(5);
    let draft = read(&page("", &format!("<article><p>{LONG}</p><ul>{legends}</ul>{body}</article>")), false);
    assert_eq!(draft.text, [LONG; 6].join("\n\n"));
    assert!(draft.removed.iter().any(|removed| removed.caption && removed.text.contains("4/40 Le bateau 4")));
    let alone = read(&page("", &format!("<article><ul>{legends}</ul></article>")), false);
    assert!(alone.text.contains("3/40 Le bateau 3"), "{}", alone.text);
}

#[test]
fn cells_that_are_divided_stay() {
    let cell = |text: &str| {
        format!(
            "<td><div><br></div><div><a href=/x>{text}</a></div></td><td><div>71 MB before and 12 after</div></td>"
        )
    };
    let table = format!("<table><tr>{}</tr><tr>{}</tr></table>", cell("Gull"), cell("Quay"));
    let html = page(
        "",
        &format!("<article><p>{LONG}</p><div><div><div>{table}</div></div></div><p>{LONG}</p></article>"),
    );
    let text = read(&html, false).text;
    assert!(text.contains("71 MB before"), "{text}");
}

proptest::proptest! {
    /// Every sentence that a page shows is in its text or among what was taken out of it, and in one of them alone. What it
    /// does not show is in neither, but for what the end of an element within it shows again.
    #[test]
    fn no_sentence_of_a_page_is_lost(
        tags in proptest::collection::vec((0..TAGS.len(), 0..4usize, proptest::bool::ANY), 1..60)
    ) {
        let mut html = String::from("<body><h1>Un titre</h1>");
        let mut open: Vec<&str> = Vec::new();
        let mut shown = Vec::new();
        for (number, (tag, closed, long)) in tags.iter().enumerate() {
            html.push_str(TAGS[*tag]);
            open.push(TAGS[*tag]);
            shown.push(!open.iter().any(|tag| HIDDEN.contains(tag)));
            html.push_str(&format!("Phrase{number}z {}.", if *long { LONG } else { "courte" }));
            for _ in 0..*closed {
                if let Some(tag) = open.pop() {
                    html.push_str(&format!("</{}>", tag.split([' ', '>']).next().unwrap_or_default().trim_start_matches('<')));
                }
            }
        }
        let draft = read(&html, false);
        let removed: String = draft.removed.iter().map(|removed| &*removed.text).collect();
        for (number, shown) in shown.into_iter().enumerate() {
            let word = format!("Phrase{number}z");
            let (kept, gone) = (draft.text.contains(&word), removed.contains(&word));
            proptest::prop_assert!(!(kept && gone) && (kept || gone || !shown), "{} in {}", word, html);
        }
    }
}

/// Why a sentence is not shown: the page hides it, or it is the reading of a sign.
const HIDDEN: [&str; 4] = ["<div hidden>", "<span style='display: none'>", "<div aria-hidden=true>", "<rt>"];

const TAGS: [&str; 38] = [
    "<div hidden>",
    "<span style='display: none'>",
    "<div aria-hidden=true>",
    "<rt>",
    "<figure>",
    "<q>",
    "<p>",
    "<div>",
    "<div class=related>",
    "<div class=comments>",
    "<ul>",
    "<li>",
    "<table>",
    "<tr>",
    "<td>",
    "<a href=/x>",
    "<nav>",
    "<aside>",
    "<article>",
    "<div class=article-body>",
    "<h2>",
    "<blockquote>",
    "<figcaption>",
    "<form>",
    "<b>",
    "<span class=byline>",
    "<pre>",
    "<section>",
    "<ol>",
    "<dl>",
    "<dt>",
    "<dd>",
    "<th>",
    "<caption>",
    "<hr>",
    "<details>",
    "<p><img alt='Une grue au bord du quai.'>",
    "<nav><ul><li>",
];
