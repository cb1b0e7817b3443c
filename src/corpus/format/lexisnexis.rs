//! LexisNexis: many articles of a press archive in one text, page or document. In the older form a line `2 of 31
//! DOCUMENTS` stands above each; in the newer, `End of Document` below it and `Body` above its text. Newspaper,
//! date and headline have no label: they are known by their places.

use super::{Format, Parsed, Sniff, Source, fields, html};
use crate::corpus::draft::Draft;
use crate::corpus::{author, date, title};

pub(super) const FORMAT: Format =
    Format { name: "LexisNexis", extensions: &[], sniff: Sniff::Sure(sniff), parse };

/// Labels of the fields above the text of an article, in English, French and German.
const ABOVE: &[&str] = &[
    "BYLINE",
    "SECTION",
    "LENGTH",
    "DATELINE",
    "HIGHLIGHT",
    "HEADLINE",
    "SERIES",
    "COLUMN",
    "AUTEUR",
    "RUBRIQUE",
    "LONGUEUR",
    "ENCART",
    "TITRE",
    "LIEU",
    "CHRONIQUE",
    "AUTOR",
    "RUBRIK",
    "LÄNGE",
    "ÜBERSCHRIFT",
];

/// Labels of the fields below it.
const BELOW: &[&str] = &[
    "LOAD-DATE",
    "LANGUAGE",
    "PUBLICATION-TYPE",
    "GRAPHIC",
    "SUBJECT",
    "ORGANIZATION",
    "COMPANY",
    "PERSON",
    "CITY",
    "COUNTRY",
    "STATE",
    "INDUSTRY",
    "GEOGRAPHIC",
    "TICKER",
    "JOURNAL-CODE",
    "ACC-NO",
    "DOCUMENT-TYPE",
    "TYPE",
    "PUB-TYPE",
    "CORRECTION",
    "CORRECTION-DATE",
    "NOTES",
    "DISTRIBUTION",
    "CATEGORY",
    "COMPANY-TICKER",
    "PUB-SUBJECT",
    "DATE-CHARGEMENT",
    "LANGUE",
    "SUJET",
    "LOCALISATION-GEO",
    "TYPE-PUBLICATION",
    "SOCIETE",
    "SOCIÉTÉ",
    "ORGANISATION",
    "PERSONNE",
    "SECTEUR",
    "SECTEUR-ACTIVITE",
    "SYMBOLE-BOURSIER",
    "ILLUSTRATION",
    "GRAPHIQUE",
    "UPDATE",
    "SPRACHE",
    "PUBLIKATIONSTYP",
    "THEMEN",
    "BRANCHE",
    "GEOGRAPHIE",
    "FIRMEN",
    "PERSONEN",
    "GRAFIK",
];

fn sniff(source: &Source<'_>) -> bool {
    let head = source.head();
    if head.trim_start().starts_with('<') {
        let body = source.page_head();
        let has = |mark: &str| memchr::memmem::find(body, mark.as_bytes()).is_some();
        return has("<DOCFULL>") && has("<DOC NUMBER=");
    }
    head.lines().any(is_counter)
        || is_new(head) && head.lines().any(|line| field(line).is_some_and(|(name, _)| name == "LENGTH"))
}

/// Whether a text is of the newer form.
pub(super) fn is_new(text: &str) -> bool {
    let is_in = |word: &&str| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    let has =
        |wanted: &[&str]| wanted.iter().any(is_in) && text.lines().any(|line| wanted.contains(&line.trim()));
    has(&["Body", "Corps"]) && (has(ENDS) || has(&["Classification"]))
}

/// The line below each article of the newer form.
const ENDS: &[&str] = &["End of Document", "Fin du document", "Ende des Dokuments"];

/// Whether a line says which of how many documents follows: `2 of 31 DOCUMENTS`.
fn is_counter(line: &str) -> bool {
    // Most lines of most texts begin otherwise.
    if !matches!(line.trim_ascii_start().as_bytes().first(), Some(b'0'..=b'9' | b'd' | b'D')) {
        return false;
    }
    let words: Vec<&str> = line.split_ascii_whitespace().take(6).collect();
    let number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let of = |word: &str| matches!(word, "of" | "OF" | "de" | "DE" | "von" | "VON");
    let document = |word: &str| {
        ["DOCUMENT", "DOKUMENT"].iter().any(|start| word.to_ascii_uppercase().starts_with(start))
    };
    match words[..] {
        [first, middle, last, word] => {
            number(first) && of(middle) && number(last) && document(word)
                || document(first) && number(middle) && of(last) && number(word)
        }
        _ => false,
    }
}

fn parse<'s>(source: &'s Source<'_>) -> Parsed<'s> {
    let text = source.text();
    let mut drafts = if text.trim_start().starts_with('<') {
        in_page(text)
    } else if text.lines().any(is_counter) {
        counted(text)
    } else {
        ended(text)
    };
    number(&mut drafts);
    Parsed { drafts, problems: Vec::new() }
}

/// Gives each document its number in the file.
fn number(drafts: &mut [Draft<'_>]) {
    for (index, draft) in drafts.iter_mut().enumerate() {
        draft.item = Some((index + 1).to_string().into());
    }
}

fn in_page(page: &str) -> Vec<Draft<'static>> {
    page.split("<DOC NUMBER=")
        .skip(1)
        .map(|piece| {
            // The mark stands in a comment, as does what follows the article.
            let piece = piece.split_once("-->").map_or(piece, |(_, piece)| piece);
            let piece = piece.split("<!-- Hide XML").next().unwrap_or(piece);
            old(&html::plain(piece), false)
        })
        .collect()
}

fn counted(text: &str) -> Vec<Draft<'static>> {
    let mut drafts = Vec::new();
    let mut piece: Option<String> = None;
    for line in text.lines() {
        if is_counter(line) {
            drafts.extend(piece.replace(String::new()).map(|piece| old(&piece, true)));
        } else if let Some(piece) = &mut piece {
            piece.push_str(line.trim_end());
            piece.push('\n');
        }
    }
    drafts.extend(piece.map(|piece| old(&piece, true)));
    drafts
}

/// A label and its value: `BYLINE: Ann Cole`.
fn field(block: &str) -> Option<(String, &str)> {
    let (name, value) = block.trim().split_once(':')?;
    let name = name.trim().to_uppercase();
    (ABOVE.contains(&&*name) || BELOW.contains(&&*name)).then_some((name, value.trim()))
}

fn is_rights(block: &str) -> bool {
    let block = block.trim().to_lowercase();
    ["copyright ", "copyright©", "©", "all rights reserved", "tous droits"]
        .iter()
        .any(|mark| block.starts_with(mark))
}

fn is_edition(block: &str) -> bool {
    let block = block.trim().to_lowercase();
    block.len() < 60 && block.ends_with("edition")
}

/// An article of the older form: newspaper, date, headline, labels, text, labels. `wrapped` says that the lines of a
/// paragraph were broken.
fn old(piece: &str, wrapped: bool) -> Draft<'static> {
    let mut blocks =
        piece.split("\n\n").map(|block| block.trim_matches('\n')).filter(|block| !block.trim().is_empty());
    let mut draft = Draft { flowed: !wrapped, ..Draft::default() };
    let (mut body, mut captions, mut beside) = (Vec::new(), Vec::new(), Vec::new());
    let mut ended = false;
    for block in &mut blocks {
        let line = || title::one_line(block);
        if let Some((name, value)) = field(block) {
            ended = ended || BELOW.contains(&&*name);
            match &*name {
                // The standfirst is a part of the text.
                "HIGHLIGHT" | "ENCART" => body.push(value),
                "GRAPHIC" | "ILLUSTRATION" | "GRAPHIQUE" | "GRAFIK" => captions.push(value),
                _ => labelled(&mut draft, &name, value),
            }
            continue;
        }
        if ended || is_rights(block) {
            beside.push(line());
            continue;
        }
        if is_counter(block) {
            continue;
        }
        let found = if draft.date.is_none() && body.is_empty() { date::find(&line()) } else { None };
        match (found, &draft.date, &draft.title) {
            (Some((date, _)), ..) if draft.source.is_some() => draft.date = Some(date),
            (_, None, _) if draft.source.is_none() => draft.source = Some(line()),
            (_, Some(_), None) if is_edition(block) => {}
            (_, Some(_), None) => draft.title = Some(line()),
            _ => body.push(block),
        }
    }
    draft.text = body.join("\n\n").into();
    draft.set_aside(&captions.join("\n"), true);
    draft.set_aside(&beside.join("\n"), false);
    draft
}

/// Takes the value of a label.
fn labelled(draft: &mut Draft<'_>, name: &str, value: &str) {
    let value = title::one_line(value);
    if value.is_empty() {
        return;
    }
    match name {
        "BYLINE" | "AUTEUR" => draft.author = Some(author::given(&value).unwrap_or(value)),
        "HEADLINE" => draft.title = Some(value),
        "LANGUAGE" | "LANGUE" => {
            draft.language =
                fields::language(value.split([';', ' ']).next().unwrap_or(&value)).or(draft.language);
        }
        _ => {}
    }
}

/// The articles of a text of the newer form.
pub(super) fn ended(text: &str) -> Vec<Draft<'static>> {
    let mut drafts = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines() {
        if ENDS.contains(&line.trim()) {
            drafts.extend(new(&lines));
            lines.clear();
        } else if !line.trim().is_empty() {
            lines.push(line.trim());
        }
    }
    drafts.extend(new(&lines));
    number(&mut drafts);
    drafts
}

/// An article of the newer form: headline, newspaper, date, rights, labels, `Body`, text, captions below `Graphic`,
/// `Classification`, labels.
fn new(lines: &[&str]) -> Option<Draft<'static>> {
    let at = lines.iter().position(|line| matches!(*line, "Body" | "Corps"))?;
    let (head, rest) = (&lines[..at], &lines[at + 1..]);
    let ends = |line: &&str| *line == "Classification" || line.starts_with("Load-Date");
    let end = rest.iter().position(ends).unwrap_or(rest.len());
    let pictures = |line: &&str| matches!(*line, "Graphic" | "Graphique" | "Grafik");
    let text_end = rest[..end].iter().rposition(pictures).unwrap_or(end);
    // The standfirst is a part of the text.
    let standfirst = head.iter().filter_map(|line| field(line)).filter(|(name, _)| name == "HIGHLIGHT");
    let body: Vec<&str> =
        standfirst.map(|(_, words)| words).chain(rest[..text_end].iter().copied()).collect();
    let mut draft = Draft { flowed: true, text: body.join("\n\n").into(), ..Draft::default() };
    draft.set_aside(&rest[text_end..end].get(1..).unwrap_or_default().join("\n"), true);
    // A list of all documents may stand above the first: the headline is above the newspaper, which is above the date.
    let dated =
        head.iter().rposition(|line| field(line).is_none() && !is_rights(line) && date::find(line).is_some());
    if let Some(dated) = dated {
        draft.date = date::find(head[dated]).map(|(date, _)| date);
        // `Dunmore Post(Dunmore)`
        let spaced = |name: &str| match name.split_once('(') {
            Some((name, place)) if !name.ends_with(' ') => format!("{name} ({place}"),
            _ => name.to_owned(),
        };
        draft.source = dated.checked_sub(1).map(|above| spaced(&title::one_line(head[above])));
        draft.title = dated.checked_sub(2).map(|above| title::one_line(head[above]));
    } else {
        draft.title = head.first().map(|line| title::one_line(line));
    }
    for line in head.iter().chain(&rest[end..]) {
        if let Some((name, value)) = field(line) {
            labelled(&mut draft, &name, value);
        }
    }
    Some(draft)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::format::trial;

    type Told<'d> = (Option<&'d str>, Option<String>, Option<&'d str>, Option<&'d str>, &'d str);

    fn told<'d>(draft: &'d Draft<'_>) -> Told<'d> {
        let date = draft.date.map(|date| date.to_string());
        (draft.title.as_deref(), date, draft.source.as_deref(), draft.author.as_deref(), &draft.text)
    }

    #[test]
    fn documents_below_their_counters_are_articles() {
        let text = "Time Of Request: Friday\n\n   1 of 2 DOCUMENTS\n\n\n   The Dunmore Post\n\n   March 12, 2024 Tuesday\n   \
                    Final Edition\n\nFerry to sail again\n\nBYLINE: Ann Cole\n\nLENGTH: 12 words\n\nThe ferry\nsails.\n\n\
                    In May.\n\nLOAD-DATE: March 13, 2024\n\nLANGUAGE: ENGLISH\n\n  Copyright 2024 Dunmore\n\n\
                    \x20  2 of 2 DOCUMENTS\n\n  Dunmore Post\n\n  March 11, 2024\n\nOne\n\nTwo.\n";
        assert!(trial::sniffs(&FORMAT, text));
        let drafts = trial::read(&FORMAT, "a.txt", text).drafts;
        assert_eq!(
            drafts.iter().map(told).collect::<Vec<_>>(),
            [
                (
                    Some("Ferry to sail again"),
                    Some("2024-03-12".to_owned()),
                    Some("The Dunmore Post"),
                    Some("Ann Cole"),
                    "The ferry\nsails.\n\nIn May."
                ),
                (Some("One"), Some("2024-03-11".to_owned()), Some("Dunmore Post"), None, "Two."),
            ]
        );
    }

    #[test]
    fn documents_above_their_ends_are_articles() {
        let text = "Ferry to sail again\nThe Dunmore Post\nMarch 12, 2024 Tuesday\nCopyright 2024 Dunmore\nSection: NEWS\n\
                    Length: 12 words\nByline: Ann Cole\nBody\n\nThe ferry sails.\nIn May.\nClassification\n\
                    Language: ENGLISH\nLoad-Date: March 13, 2024\nEnd of Document\nOne\nPost\nMay 2, 2024\nBody\nTwo.\nEnd of Document\n";
        assert!(trial::sniffs(&FORMAT, text) && !trial::sniffs(&FORMAT, "Body\nand soul\n"));
        let drafts = trial::read(&FORMAT, "a.txt", text).drafts;
        assert_eq!(
            drafts.iter().map(told).collect::<Vec<_>>(),
            [
                (
                    Some("Ferry to sail again"),
                    Some("2024-03-12".to_owned()),
                    Some("The Dunmore Post"),
                    Some("Ann Cole"),
                    "The ferry sails.\n\nIn May."
                ),
                (Some("One"), Some("2024-05-02".to_owned()), Some("Post"), None, "Two."),
            ]
        );
    }
}
