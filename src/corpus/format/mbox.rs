//! mbox: many messages in one file, each below a line `From ADDRESS DATE`, with such lines of a text quoted by `>`.

use std::borrow::Cow;

use rayon::prelude::*;

use super::{Format, Parsed, Sniff, Source, mail, mime};
use crate::corpus::draft::{Draft, Ids};

pub(super) const FORMAT: Format =
    Format { name: "mbox", extensions: &["mbox", "mbx"], sniff: Sniff::Sure(sniff), parse };

fn sniff(source: &Source<'_>) -> bool {
    begins(source.bytes)
}

/// Whether a message begins here: its line, and a header below it.
fn begins(bytes: &[u8]) -> bool {
    let Some(rest) = bytes.strip_prefix(b"From ") else { return false };
    let Some(end) = memchr::memchr(b'\n', &rest[..rest.len().min(1000)]) else { return false };
    // The line ends with a date, so with a year or a zone.
    let dated = rest[..end].trim_ascii_end().last().is_some_and(u8::is_ascii_digit);
    let next = &rest[end + 1..];
    let name = next.iter().position(|&byte| !(byte.is_ascii_alphanumeric() || byte == b'-')).unwrap_or(0);
    dated && name > 0 && next[name] == b':'
}

fn parse<'s>(source: &'s Source<'_>) -> Parsed<'s> {
    let messages = messages(source.bytes);
    let read = |(index, message): (usize, &[u8])| -> Draft<'static> {
        let mut letter = mime::letter(&unquoted(message));
        let id = letter.id.take().filter(|id| !id.is_empty());
        let mut draft = mail::article(letter, source.raw);
        draft.item = Some(id.unwrap_or_else(|| (index + 1).to_string()).into());
        draft
    };
    let mut drafts: Vec<Draft<'static>> = messages.into_par_iter().enumerate().map(read).collect();
    let mut ids = Ids::default();
    for (index, draft) in drafts.iter_mut().enumerate() {
        ids.tell_apart(draft, index + 1);
    }
    Parsed { drafts, problems: Vec::new() }
}

/// The messages, each without its first line.
fn messages(bytes: &[u8]) -> Vec<&[u8]> {
    let mut starts = Vec::new();
    if begins(bytes) {
        starts.push(0);
    }
    starts.extend(
        memchr::memmem::find_iter(bytes, b"\nFrom ").map(|at| at + 1).filter(|&at| begins(&bytes[at..])),
    );
    if starts.is_empty() {
        // One message under the name of many.
        return vec![bytes];
    }
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    let body = |(start, end): (&usize, usize)| {
        let message = &bytes[*start..end];
        let line = memchr::memchr(b'\n', message).map_or(message.len(), |end| end + 1);
        &message[line..]
    };
    starts.iter().zip(ends).map(body).collect()
}

/// `>From ` at the start of a line loses its first `>`.
fn unquoted(message: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memmem::find(message, b">From ").is_none() {
        return Cow::Borrowed(message);
    }
    let mut out = Vec::with_capacity(message.len());
    for line in message.split_inclusive(|&byte| byte == b'\n') {
        let quoted = line.strip_prefix(b">").filter(|rest| {
            let at = rest.iter().position(|&byte| byte != b'>').unwrap_or(rest.len());
            rest[at..].starts_with(b"From ")
        });
        out.extend_from_slice(quoted.unwrap_or(line));
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::format::trial;

    #[test]
    fn each_message_is_an_article_with_an_id() {
        let file = "From a@b Mon May 13 08:00:00 2024\nFrom: Ann Lee <a@b>\nSubject: One\nMessage-ID: <x1@b>\n\n\
                    From here on it rains.\n\nFrom now on too.\n\n>From quoted.\n>>From twice.\n\n\
                    From c@d Tue May 14 08:00:00 2024\nFrom: Bo Ek <c@d>\nSubject: Two\n\nText.\n";
        assert!(trial::sniffs(&FORMAT, file));
        assert!(!trial::sniffs(&FORMAT, "From here to there: a walk in 2024\nIt rained.\n"));
        let drafts = trial::read(&FORMAT, "a.mbox", file).drafts;
        let told: Vec<_> = drafts.iter().map(|one| (one.item.as_deref(), one.title.as_deref())).collect();
        assert_eq!(told, [(Some("x1@b"), Some("One")), (Some("2"), Some("Two"))]);
        let text = &drafts[0].text;
        assert!(text.contains("\nFrom quoted.\n>From twice.") && text.contains("From now on too."), "{text}");
    }
}
