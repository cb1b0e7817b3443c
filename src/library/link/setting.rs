//! Where in its article a name is written: in running text, in a line that is written by other rules (a headline in title
//! case, a line of capitals, a list), or aside: in a credit, a byline or a link of the page. Only running text says how a name
//! is written; what is aside never decides a name or a link.

use super::ArticleNames;
use crate::article::structure::BlockKind;
use crate::text::fold::fold;

/// Where a name is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Setting {
    /// In running text.
    Prose,
    /// In a headline, a caption, a table, a list of names.
    Line,
    /// In a byline, a credit, a reader's comment or the words of the page.
    Aside,
}

/// The setting of each name of an article, in the order of the text. The time grows with the text, not with the names.
pub(super) fn settings(article: &ArticleNames<'_>) -> Vec<Setting> {
    let text = article.text;
    let (mut end, mut setting) = (0, Setting::Prose);
    let mut all = Vec::with_capacity(article.names.len());
    for name in article.names {
        let at = name.span.start as usize;
        if at >= end {
            let start = text[end..at].rfind('\n').map_or(end, |line| end + line + 1);
            end = text[at..].find('\n').map_or(text.len(), |line| at + line);
            setting = of_block(article, at).unwrap_or_else(|| of_line(text[start..end].trim()));
        }
        all.push(setting);
    }
    all
}

/// What the structure of the article says of the line at byte `at`; `None` when the words have to tell.
fn of_block(article: &ArticleNames<'_>, at: usize) -> Option<Setting> {
    let after = article.blocks.partition_point(|block| block.span.start as usize <= at);
    let block = article.blocks[..after].last().filter(|block| at < block.span.end as usize)?;
    match block.kind {
        BlockKind::Heading(_) | BlockKind::Caption | BlockKind::Row { .. } => Some(Setting::Line),
        _ => None,
    }
}

/// A line with more bytes than this is running text, whatever its words look like.
const LONG: usize = 240;
/// A line with fewer words that does not end as a sentence is a line of its own.
const FEW: usize = 6;

fn of_line(line: &str) -> Setting {
    if line.len() > LONG {
        return Setting::Prose;
    }
    let ends = line.trim_end_matches(['»', '”', '"', '’', '\'', ')', ']', '\u{a0}', ' ']);
    let sentence = ends.ends_with(['.', '…', ':', ';', '!', '?', ',']);
    if is_aside(line, ends.ends_with(['.', '…', '!', '?']) && ends.len() == line.len()) {
        return Setting::Aside;
    }
    let words = || line.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
    let (mut capitals, mut small) = (0, 0);
    for c in line.chars() {
        capitals += usize::from(c.is_uppercase());
        small += usize::from(c.is_lowercase());
    }
    if capitals > 3 * small {
        return Setting::Line;
    }
    let begins_large = |word: &&str| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let long = || words().skip(1).filter(|word| word.chars().count() > 3);
    let (large, all) = (long().filter(begins_large).count(), long().count());
    let titled = all > 0 && large * 10 >= all * 7;
    if !sentence && (titled || words().count() < FEW) { Setting::Line } else { Setting::Prose }
}

/// Whether a line begins as a credit, a byline or a link of the page does; `sentence` when it ends as a sentence.
fn is_aside(line: &str, sentence: bool) -> bool {
    const ALWAYS: [&str; 12] = [
        "photo:",
        "photo :",
        "photos:",
        "photos :",
        "photo by",
        "credit:",
        "credit :",
        "image:",
        "image :",
        "(editing by",
        "(reporting by",
        "©",
    ];
    const ALONE: [&str; 22] = [
        "photo",
        "photos",
        "credit",
        "reuters/",
        "by",
        "par",
        "propos recueillis par",
        "avec",
        "publie par",
        "posted by",
        "written by",
        "partager",
        "share",
        "tweet",
        "repondre",
        "reply",
        "lire aussi",
        "a lire aussi",
        "read more",
        "read also",
        "commentaire de",
        "illustration",
    ];
    // Longer than the longest opening, in characters that may fold to fewer bytes.
    let head: String = fold(&line.chars().take(32).collect::<String>());
    let opens = |opening: &&str| {
        head.strip_prefix(*opening).is_some_and(|rest| {
            opening.ends_with('/') || rest.chars().next().is_none_or(|next| !next.is_alphanumeric())
        })
    };
    ALWAYS.iter().any(|opening| head.starts_with(opening))
        || !sentence && line.len() < 120 && ALONE.iter().any(opens)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_how_its_names_are_written() {
        for (line, expected) in [
            ("Hugo Lestrade part.", Setting::Prose),
            ("Hugo Lestrade a dit qu'il partirait", Setting::Prose),
            ("« Je pars », dit Hugo Lestrade. « Demain. »", Setting::Prose),
            ("Jeanne Roche Dies at 90", Setting::Line),
            ("Coach John Oakes Saturday Out", Setting::Line),
            ("JEANNE ROCHE QUITTE LA VILLE.", Setting::Line),
            ("Hugo Lestrade", Setting::Line),
            ("1. LESTRADE Hugo", Setting::Line),
            ("Photo: Odile Varga/Reuters", Setting::Aside),
            ("By Odile Varga", Setting::Aside),
            ("Par Odile Varga", Setting::Aside),
            ("By Friday, Jeanne Roche had left.", Setting::Prose),
            ("Par ailleurs, Jeanne Roche est partie.", Setting::Prose),
            ("(Editing by Odile Varga)", Setting::Aside),
            ("REUTERS/Odile Varga", Setting::Aside),
            ("Répondre Odile Varga", Setting::Aside),
        ] {
            assert_eq!(of_line(line), expected, "{line}");
        }
    }
}
