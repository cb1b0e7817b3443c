//! Which lines are the web's and not the article's, by the lexicon and by their shape.

use super::byline;
use super::lexicon::{Phrase, Zone};
use super::lines::{Fate, Line};

/// A text of more lines than this is no article but a book or a table, and nothing is taken out of it.
const MAX_LINES: usize = 100_000;

/// Among how many lines from the top a byline is looked for.
const HEAD_LINES: usize = 10;

/// Marks the lines that go.
pub(super) fn mark(text: &str, lines: &mut [Line]) {
    if lines.len() > MAX_LINES {
        return;
    }
    // First what goes anywhere; then the sentences that are left bound the edges; then what goes there.
    let mut edge = Vec::new();
    let mut networks = Vec::new();
    let mut continued = false;
    for (index, line) in lines.iter_mut().enumerate() {
        let inside = std::mem::replace(&mut continued, line.wraps) || line.wraps;
        if line.fate != Fate::Keep || inside {
            continue;
        }
        let words = line.of(text);
        if let Some(certain) = hashtags(words) {
            match certain {
                true => line.fate = Fate::Remove,
                false => edge.push(index),
            }
            continue;
        }
        if is_stub(words) || is_feed_tail(words) {
            line.fate = Fate::Remove;
            continue;
        }
        let Some(phrase) = Phrase::suspect(words) else { continue };
        if let Some(count) = phrase.networks() {
            networks.push((index, count));
        }
        match phrase.boilerplate() {
            Some(Zone::Anywhere) => line.fate = Fate::Remove,
            Some(Zone::Edge) => edge.push(index),
            None => {}
        }
    }
    if edge.is_empty() && networks.is_empty() {
        return;
    }
    // What is between a first sentence set off from the text and the byline is still above the text.
    let byline = (0..lines.len())
        .filter(|&index| lines[index].fate != Fate::Blank)
        .take(HEAD_LINES)
        .filter(|&index| byline::is_meta(lines[index].of(text)))
        .last()
        .unwrap_or(0);
    let mut prose = (byline..lines.len()).filter(|&index| is_prose(text, lines, index));
    let Some(first) = prose.next() else { return };
    let last = prose.next_back().unwrap_or(first);
    let at_edge = |index: usize| index < first || index > last;
    mark_networks(text, lines, &networks, at_edge);
    for index in edge {
        if at_edge(index) {
            lines[index].fate = Fate::Remove;
        }
    }
}

/// Whether a line is a sentence, or a part of a wrapped one.
fn is_prose(text: &str, lines: &[Line], index: usize) -> bool {
    let line = &lines[index];
    let words = || line.of(text).split_whitespace().count();
    line.fate == Fate::Keep
        && (line.wraps
            || line.len() >= 120
            || line.of(text).ends_with(['.', '!', '?', '…', '»', '"', '”']) && words() >= 7)
}

/// A run of lines that name social networks goes: where two names are at an edge or beside something that
/// goes, or three stand together. A list that a sentence announces (`:`) stays.
fn mark_networks(text: &str, lines: &mut [Line], named: &[(usize, usize)], at_edge: impl Fn(usize) -> bool) {
    let mut rest = named;
    while let Some(&(first, _)) = rest.first() {
        // The run goes on over blank lines.
        let mut length = 1;
        while let Some(&(next, _)) = rest.get(length) {
            let (from, _) = rest[length - 1];
            if (from + 1..next).any(|between| lines[between].fate != Fate::Blank) {
                break;
            }
            length += 1;
        }
        let (run, after) = rest.split_at(length);
        rest = after;
        let names: usize = run.iter().map(|&(_, count)| count).sum();
        let (last, _) = run[length - 1];
        let neighbour =
            |mut near: Box<dyn Iterator<Item = &Line>>| near.find(|line| line.fate != Fate::Blank).copied();
        let before = neighbour(Box::new(lines[..first].iter().rev()));
        let behind = neighbour(Box::new(lines[last + 1..].iter()));
        let announced =
            before.is_some_and(|line| line.fate == Fate::Keep && line.of(text).ends_with([':', ',']));
        let beside = [before, behind].iter().flatten().any(|line| line.fate == Fate::Remove);
        let goes = if at_edge(first) || beside { names >= 2 } else { names >= 3 };
        if goes && !announced {
            for &(index, _) in run {
                lines[index].fate = Fate::Remove;
            }
        }
    }
}

/// A line of nothing but hashtags, or the handle of someone: surely, when there are several.
fn hashtags(line: &str) -> Option<bool> {
    if line.starts_with('@') && line.len() > 2 && !line.contains(' ') {
        return Some(false);
    }
    if !line.starts_with('#') {
        return None;
    }
    let mut count = 0;
    for word in line.split_whitespace() {
        let tag = word.trim_end_matches([',', ';']).strip_prefix('#')?;
        if !tag.starts_with(char::is_alphanumeric) || tag.contains('#') && !tag.contains(char::is_alphabetic)
        {
            return None;
        }
        count += 1;
    }
    Some(count > 1)
}

/// What a feed puts below an item: `The post A headline appeared first on A site.`
fn is_feed_tail(line: &str) -> bool {
    let tail = |start: &[&str], inner: &str| {
        start.iter().any(|start| line.starts_with(start)) && line.len() < 400 && line.contains(inner)
    };
    tail(&["The post "], " appeared first on ")
        || tail(&["L'article ", "L’article ", "Cet article "], " est apparu en premier sur ")
}

/// A template that nothing was filled into: `in , ,`, `by |`, `, ,`. A line of asterisks or dashes is none:
/// it divides a text.
fn is_stub(line: &str) -> bool {
    if line.len() > 24 || !line.contains([',', '|', '/', '·', '›', '»']) {
        return false;
    }
    let mut signs = 0;
    let stub = line.split([' ', '\u{a0}']).filter(|word| !word.is_empty()).all(|word| {
        if word.chars().all(|c| matches!(c, ',' | '|' | '/' | '·' | '›' | '»' | '-' | '–' | ':')) {
            signs += 1;
            return true;
        }
        matches!(
            word.to_lowercase().as_str(),
            "in" | "by"
                | "on"
                | "at"
                | "and"
                | "par"
                | "dans"
                | "le"
                | "la"
                | "et"
                | "de"
                | "du"
                | "sur"
                | "the"
                | "à"
                | "posted"
                | "publié"
                | "publie"
        )
    });
    stub && signs > 0
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    /// The lines of a text that go.
    fn gone(text: &str) -> Vec<&str> {
        let mut lines = lines::split(text, false);
        mark(text, &mut lines);
        lines.iter().filter(|line| line.fate == Fate::Remove).map(|line| line.of(text)).collect()
    }

    const SENTENCE: &str = "The ferry left the harbour at noon, with nobody on board but its crew.";

    #[test]
    fn shares_and_forms_go_and_sentences_stay() {
        let text = format!(
            "Share\n\n{SENTENCE}\n\nYouTube video\n\n{SENTENCE}\n\nComments\n\nLeave a Comment\n\nYour email address \
             will not be published. Required fields are marked *"
        );
        assert_eq!(
            gone(&text),
            [
                "Share",
                "YouTube video",
                "Comments",
                "Leave a Comment",
                "Your email address will not be published. Required fields are marked *"
            ]
        );
    }

    #[test]
    fn what_is_only_the_webs_at_an_edge_stays_within_the_text() {
        let text = format!("{SENTENCE}\n\nContact\n\n{SENTENCE}\n\nReview\n\n{SENTENCE}");
        assert!(gone(&text).is_empty());
        assert!(gone("Home\nMenu\nShare").is_empty(), "no sentence, no edge");
    }

    #[test]
    fn hashtags_go() {
        for (line, goes) in [
            ("#Les #bateaux #de #la #baie", true),
            ("#ferry #2025", true),
            ("# A heading", false),
            ("#1 in the charts", false),
        ] {
            let text = format!("{SENTENCE}\n\n{line}\n\n{SENTENCE}");
            assert_eq!(gone(&text), if goes { vec![line] } else { vec![] });
        }
        assert_eq!(gone(&format!("{SENTENCE}\n\n#ferry")), ["#ferry"]);
        assert!(gone(&format!("{SENTENCE}\n\n#ferry\n\n{SENTENCE}")).is_empty());
    }

    #[test]
    fn lists_of_networks_go_unless_a_sentence_announces_them() {
        let tail = format!("{SENTENCE}\n\nFacebook\nTwitter\n\nLinkedIn");
        assert_eq!(gone(&tail), ["Facebook", "Twitter", "LinkedIn"]);
        assert_eq!(gone(&format!("{SENTENCE}\n\nFacebook Twitter\n")), ["Facebook Twitter"]);
        for text in [
            format!("The court fined three firms:\nFacebook\nTwitter\nTikTok\n{SENTENCE}"),
            format!("{SENTENCE}\n\nFacebook\n\n{SENTENCE}\n\nTwitter\n\n{SENTENCE}"),
            format!("{SENTENCE}\n\nFacebook"),
        ] {
            assert!(gone(&text).is_empty(), "{text}");
        }
    }

    #[test]
    fn what_stands_around_a_byline_or_below_an_item_of_a_feed_goes() {
        for line in [
            "The post A ferry leaves appeared first on Gull News.",
            "L’article Un bac part est apparu en premier sur La Rive.",
            "Suivez-nous sur les réseaux : Facebook, X",
            "Share this: Facebook Twitter WhatsApp",
            "Unsubscribe | Manage preferences | View in browser",
            "Vous recevez cet e-mail car vous êtes abonné à la lettre du port.",
        ] {
            assert_eq!(gone(&format!("{SENTENCE}\n\n{line}\n\n{SENTENCE}")), [line]);
        }
        let letter =
            format!("{SENTENCE}\n\nBy Ann Lee\nMar 5, 2025\n\nShare\n@annlee\n\n{SENTENCE}\n\n{SENTENCE}");
        assert_eq!(gone(&letter), ["Share", "@annlee"]);
        for line in ["The post office appeared empty.", "Share of Facebook in the market", "@annlee said so."]
        {
            assert!(gone(&format!("{SENTENCE}\n\n{line}\n\n{SENTENCE}")).is_empty(), "{line}");
        }
    }

    #[test]
    fn templates_that_stayed_empty_go() {
        for (line, goes) in [
            ("in , ,", true),
            (", ,", true),
            ("by | in", true),
            ("Publié par , le", true),
            ("publié le / dans ,", true),
            ("***", false),
            ("-----", false),
            ("A / B", false),
            ("3, 4", false),
        ] {
            assert_eq!(!gone(&format!("{line}\n\n{SENTENCE}")).is_empty(), goes, "{line}");
        }
    }
}
