//! Europresse: many articles of a press archive in one page, each an `article` with its newspaper, a line with the
//! section and date, a headline, authors, the text, and a footer with the number of the document. Older pages have no
//! such element: what follows the name of a newspaper is an article there.

use rayon::prelude::*;

use super::{Format, Parsed, Sniff, Source, html, markup};
use crate::corpus::draft::{Draft, Ids};
use crate::corpus::{author, date};

pub(super) const FORMAT: Format =
    Format { name: "Europresse", extensions: &[], sniff: Sniff::Sure(sniff), parse };

/// The most elements above the headline of an article of an older page.
const MOST_HEADERS: usize = 16;

fn sniff(source: &Source<'_>) -> bool {
    let body = source.page_head();
    let has = |mark: &str| memchr::memmem::find(body, mark.as_bytes()).is_some();
    has("DocPublicationName") && ["titreArticle", "TitreArticle", "docOcurrContainer"].into_iter().any(has)
}

fn parse<'s>(source: &'s Source<'_>) -> Parsed<'s> {
    let page = source.text();
    let mut pieces = Vec::new();
    let mut from = 0;
    for tag in markup::tags(page, 0) {
        if tag.is("article") && tag.start >= from {
            let piece = markup::inner(page, &tag);
            from = tag.inside + piece.len();
            pieces.push(piece);
        }
    }
    let mut drafts: Vec<_> = match pieces.is_empty() {
        true => below_newspapers(page).into_par_iter().map(older).collect(),
        false => pieces.into_par_iter().map(article).collect(),
    };
    let mut ids = Ids::default();
    for (index, draft) in drafts.iter_mut().enumerate() {
        draft.item.get_or_insert_with(|| (index + 1).to_string().into());
        ids.tell_apart(draft, index + 1);
    }
    Parsed { drafts, problems: Vec::new() }
}

/// An article in an element of its own.
fn article(piece: &str) -> Draft<'static> {
    let of = |class| markup::of_class(piece, class).and_then(markup::words);
    let body = markup::of_class(piece, "DocText").or_else(|| markup::of_class(piece, "docOcurrContainer"));
    let body = body.unwrap_or_else(|| element(piece, "section"));
    let (origin, body) = without_origin(body);
    let standfirst = of("rdp__subtitle").map(|words| format!("<p>{}</p>\n", super::events::escaped(&words)));
    let mut draft = html::read(&[&standfirst.unwrap_or_default(), &*body].concat(), true);
    draft.title = of("titreArticleVisu").or_else(|| of("titreArticle"));
    draft.source = newspaper(piece);
    draft.item = number(piece).map(Into::into);
    draft.date = of("DocHeader").and_then(|line| date::find(&line)).map(|(date, _)| date);
    draft.date = draft.date.or_else(|| numbered_date(draft.item.as_deref()?));
    draft.url = origin;
    let by = of("docAuthors").or_else(|| below_title(piece));
    let known = by.as_deref().and_then(author::given);
    if known.is_none() {
        // The line below a headline may be the section as well.
        draft.set_aside(by.as_deref().unwrap_or_default(), false);
    }
    draft.author = known.map(|names| names.split(", ").map(given_name_first).collect::<Vec<_>>().join(", "));
    let (captions, notes) = beside(piece);
    draft.set_aside(&captions, true);
    draft.set_aside(&notes, false);
    draft
}

/// What is in the first element of a name.
fn element<'h>(piece: &'h str, name: &str) -> &'h str {
    markup::tags(piece, 0).find(|tag| tag.is(name)).map_or("", |tag| markup::inner(piece, &tag))
}

/// The newspaper, without the number of the issue and what is below it: `La Rive, no. 43018`.
fn newspaper(piece: &str) -> Option<String> {
    let inner = markup::of_class(piece, "DocPublicationName")?;
    let inner =
        markup::tags(inner, 0).find(|tag| tag.is("span")).map_or(inner, |tag| markup::inner(inner, &tag));
    let first = inner.split("<br").find_map(markup::words)?;
    let issue =
        [", no. ", ", n° ", ", nº ", ", No. ", ", vol. ", ", Vol. "].iter().find_map(|mark| first.find(mark));
    Some(first[..issue.unwrap_or(first.len())].trim().to_owned())
}

/// The words of the element after the headline, in the header: who wrote it.
fn below_title(piece: &str) -> Option<String> {
    let header = element(piece, "header");
    let title = markup::tags(header, 0).find(|tag| tag.has_class("titreArticle"))?;
    let after = title.inside + markup::inner(header, &title).len();
    let next = markup::tags(header, after).find(|tag| tag.is("div") || tag.is("p"))?;
    let words = markup::words(markup::inner(header, &next))?;
    (words.len() <= 200).then_some(words)
}

/// A name as people write it: the archive has `FAVRE Luc` and `LE GALL Anne`.
fn given_name_first(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    let surname = words.iter().take_while(|word| is_capitals(word)).count();
    if surname == 0 || surname == words.len() {
        return name.to_owned();
    }
    let (surname, given) = words.split_at(surname);
    let lower = |word: &&str| {
        let mut begins = true;
        let letter = |c: char| {
            let lower = if begins { c } else { c.to_lowercase().next().unwrap_or(c) };
            begins = !c.is_alphabetic();
            lower
        };
        word.chars().map(letter).collect::<String>()
    };
    let surname: Vec<String> = surname.iter().map(lower).collect();
    format!("{} {}", given.join(" "), surname.join(" "))
}

fn is_capitals(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    word.chars().count() > 1 && letters.all(char::is_uppercase) && word.contains(char::is_alphabetic)
}

/// Where the article appeared first, by a link in its text, and the text without it.
fn without_origin(body: &str) -> (Option<String>, std::borrow::Cow<'_, str>) {
    let says = ["Cet article est paru dans", "This article appeared in"];
    let Some(at) = says.iter().find_map(|words| body.find(words)) else { return (None, body.into()) };
    let begins = body[..at].rfind("<a").and_then(|start| markup::tags(body, start).next());
    let before =
        |tag: &markup::Tag<'_>| tag.is("a") && tag.inside <= at && body[tag.inside..at].trim().is_empty();
    let Some(link) = begins.filter(before) else { return (None, body.into()) };
    let url = markup::value(link.attributes, "href").map(|url| super::events::decoded(url).into_owned());
    let url = url.filter(|url| url.starts_with("http"));
    let end = link.inside + markup::inner(body, &link).len();
    (url, [&body[..link.start], &body[end..]].concat().into())
}

/// The captions beside an article, and its notes.
fn beside(piece: &str) -> (String, String) {
    let all = html::plain(element(piece, "aside"));
    let label = |line: &str| {
        let line = line.trim_end_matches([' ', '\u{a0}', ':']);
        match line {
            "Illustration(s)" | "Illustrations" | "Illustration" => Some(true),
            "Note(s)" | "Notes" | "Note" | "Encadré(s)" => Some(false),
            _ => None,
        }
    };
    let (mut captions, mut notes) = (String::new(), String::new());
    let mut of_captions = false;
    for line in all.lines().filter(|line| !line.trim().is_empty()) {
        match label(line) {
            Some(kind) => of_captions = kind,
            None => {
                let out = if of_captions { &mut captions } else { &mut notes };
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    (captions, notes)
}

/// The number of the document: `news·20240514·GV·01`.
fn number(piece: &str) -> Option<String> {
    let at = piece.rfind("news·")?;
    let number: String =
        piece[at..].chars().take_while(|c| c.is_alphanumeric() || "·-_".contains(*c)).collect();
    (number.len() < 100).then_some(number)
}

/// The date in the number of a document.
fn numbered_date(number: &str) -> Option<crate::article::PartialDate> {
    date::given(number.split('·').nth(1)?)
}

/// The pieces of an older page, each from the name of a newspaper to the next.
fn below_newspapers(page: &str) -> Vec<&str> {
    let begins = markup::tags(page, 0).filter(|tag| tag.has_class("DocPublicationName"));
    let starts: Vec<usize> = begins.map(|tag| tag.start).collect();
    let ends = starts.iter().skip(1).copied().chain([page.len()]);
    starts.iter().zip(ends).map(|(&start, end)| &page[start..end]).collect()
}

/// An article of an older page: its text is between the headline and the number of the document.
fn older(piece: &str) -> Draft<'static> {
    let mut header = String::new();
    let (mut after, mut title) = (0, None);
    let said = |tag: &markup::Tag<'_>| {
        ["itreArticleVisu", "DocHeader", "DocPublicationName"].iter().any(|class| tag.has_class(class))
    };
    for tag in markup::tags(piece, 0).filter(said).take(MOST_HEADERS) {
        let visible = tag.has_class("itreArticleVisu");
        if visible || tag.has_class("DocHeader") || tag.has_class("DocPublicationName") {
            let inner = markup::inner(piece, &tag);
            after = tag.inside + inner.len();
            if visible {
                title = markup::words(inner);
                break;
            }
            header.push(' ');
            header.push_str(&markup::words(inner).unwrap_or_default());
        }
    }
    let body = &piece[after..];
    let ends = ["Numéro de document", "Document number", "Ce certificat", "This certificate"];
    let end = ends.iter().filter_map(|mark| body.find(mark)).min().unwrap_or(body.len());
    let (body, below) = body.split_at(end);
    // Whose the rights are stands last.
    let rights =
        body.rfind('©').filter(|at| markup::words(&body[*at..]).is_some_and(|words| words.len() < 200));
    let (body, rights) = body.split_at(rights.unwrap_or(body.len()));
    let mut draft = html::read(body, true);
    draft.title = title;
    draft.source = newspaper(piece);
    draft.item = number(piece).map(Into::into);
    draft.date = date::find(&header).map(|(date, _)| date).or_else(|| numbered_date(draft.item.as_deref()?));
    draft.set_aside(&html::plain(&[rights, below].concat()), false);
    draft
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::format::trial;

    #[test]
    fn styles_of_any_length_hide_nothing() {
        let page = |styles: usize| {
            format!(
                "<html><head><style>{}</style></head><body><article><span class=\"DocPublicationName\">La Rive, no. 12</span>\
                 <p class=\"titreArticleVisu\">Le bac</p><section>Il part.</section></article></body></html>",
                "p{color:red}".repeat(styles)
            )
        };
        for styles in [1, 20_000] {
            let page = page(styles);
            assert!(trial::sniffs(&FORMAT, &page));
            let draft = trial::read(&FORMAT, "a.html", &page).drafts.remove(0);
            assert_eq!((draft.source.as_deref(), &*draft.text), (Some("La Rive"), "Il part."));
        }
    }

    #[test]
    fn names_are_written_as_people_write_them() {
        for (name, written) in [
            ("FAVRE Luc", "Luc Favre"),
            ("LE GALL Anne-Lise", "Anne-Lise Le Gall"),
            ("D'ARCY-ROY Paul", "Paul D'Arcy-Roy"),
            ("Luc Favre", "Luc Favre"),
            ("AFP", "AFP"),
        ] {
            assert_eq!(given_name_first(name), written);
        }
    }

    #[test]
    fn an_older_page_is_divided_at_its_newspapers() {
        let piece = |paper: &str, title: &str, text: &str| {
            format!(
                "<span class=\"DocPublicationName\">{paper}</span><br><span class=\"DocHeader\">Région, </span><span class=\"DocHeader\">\
                 mardi </span><span class=\"DocHeader\">14 mai 2024</span><br><span class=\"TitreArticleVisu\">{title}</span><br><br>{text}\
                 <p></p><b><i>© 2024 {paper}. Tous droits réservés.</i></b><p></p>Numéro de document : news·20240514·LR·{title}<br>"
            )
        };
        let page = format!(
            "<table><tr><td>{}</td></tr></table><table><tr><td>{}</td></tr></table>",
            piece("La Rive", "un", "Le bac part.<p></p>Il revient."),
            piece("Le Courrier du lac", "deux", "Le port rouvre.")
        );
        assert!(trial::sniffs(&FORMAT, &page));
        let drafts = trial::read(&FORMAT, "a.html", &page).drafts;
        let told: Vec<_> = drafts
            .iter()
            .map(|draft| (draft.source.as_deref(), draft.item.as_deref(), &*draft.text))
            .collect();
        assert_eq!(
            told,
            [
                (Some("La Rive"), Some("news·20240514·LR·un"), "Le bac part.\n\nIl revient."),
                (Some("Le Courrier du lac"), Some("news·20240514·LR·deux"), "Le port rouvre."),
            ]
        );
        assert!(drafts[0].removed[0].text.starts_with("© 2024 La Rive."));
        assert_eq!(drafts[0].date.unwrap().to_string(), "2024-05-14");
    }
}
