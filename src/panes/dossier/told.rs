//! Sets the sentence of a mention in a few lines, so that the mention is seen.

use crate::facts::MentionRef;
use crate::library::Library;
use crate::text::sanitise::sanitise_text;
use crate::text::wrap::{Line, wrap};
use crate::text::{Safe, Span, sanitise, sentence};

/// The most lines of a sentence; a longer one is cut around its mention.
const LINES: usize = 4;

/// A line of a sentence.
#[derive(Debug)]
pub(super) struct Told {
    /// The line.
    pub(super) text: Safe<'static>,
    /// The part of it that is the mention; empty where there is none.
    pub(super) mention: Span,
}

/// The lines of the sentence of a mention, at most so many columns wide.
pub(super) fn lines(library: &Library, at: MentionRef, width: usize) -> Vec<Told> {
    let (article, mention) = (library.article(at.article), library.mention(at));
    let sentence = sentence::around(&article.text, mention.span);
    let safe = sanitise_text(sentence.of(&article.text)).into_owned();
    let local = Span {
        start: mention.span.start.saturating_sub(sentence.start),
        end: mention.span.end.saturating_sub(sentence.start),
    };
    let mention = safe.map(local);
    let text = safe.safe().as_str();
    let all = wrap(text, width.max(1), article.language);
    let here = all.iter().position(|line| line.span.end > mention.start).unwrap_or(0);
    // The line before the mention is shown with it.
    let first = here.saturating_sub(1).min(all.len().saturating_sub(LINES));
    let last = (first + LINES).min(all.len());
    let told = |(index, line): (usize, &Line)| {
        let within = |byte: u32| byte.clamp(line.span.start, line.span.end) - line.span.start;
        let mention = Span { start: within(mention.start), end: within(mention.end) };
        let cut = index + 1 == last && last < all.len();
        let end = if line.hyphen { "-" } else { "" };
        let more = if cut { " …" } else { "" };
        let line = safe.safe().slice(line.span);
        let text = sanitise(&format!("{line}{end}{more}")).into_owned();
        Told { text, mention }
    };
    all.iter().enumerate().take(last).skip(first).map(told).collect()
}
