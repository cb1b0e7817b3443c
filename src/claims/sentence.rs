//! One line of an article in sentences and tokens: words, names, figures, punctuation. Everything that the rules of
//! claims read comes from here.

use super::lexicon::{Lexicon, Part};
use super::words::{List, Lists};
use crate::text::Span;
use crate::text::fold::fold_into;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word in small letters, or one whose capital means nothing.
    Word,
    /// A word with a capital that may be a name or a part of one.
    Capital,
    /// A figure: its index among the mentions of the article.
    Figure(u32),
    /// A person: the index of the mention.
    Person(u32),
    /// An entity that is no person: the index of the mention.
    Organisation(u32),
    /// Digits that are no figure.
    Number,
    /// A mark.
    Mark(char),
}

impl Kind {
    /// The mention of an entity.
    pub(super) fn entity(self) -> Option<u32> {
        match self {
            Self::Person(mention) | Self::Organisation(mention) => Some(mention),
            _ => None,
        }
    }
}

/// One token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    /// Its place in the article's text.
    pub(super) span: Span,
    /// What it is.
    pub(super) kind: Kind,
    /// Whether it ends as a French participle does: in é, ée, és or ées.
    participle: bool,
    /// The lists that its word is in.
    lists: Lists,
    /// Its folded letters in [`Line::folded`].
    word: (u32, u32),
}

/// The tokens of one line and its sentences.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// All tokens.
    pub(super) tokens: Vec<Token>,
    /// Ranges of `tokens`.
    pub(super) sentences: Vec<(usize, usize)>,
    folded: String,
}

/// Whether a word with a capital describes something: "AI-based", "London-listed".
fn is_compound_adjective(word: &str) -> bool {
    const ENDS: [&str; 10] =
        ["based", "backed", "listed", "owned", "led", "born", "run", "like", "style", "related"];
    word.rsplit_once('-').is_some_and(|(_, end)| ENDS.contains(&end))
}

/// The most tokens of a sentence; a longer one is cut there.
const LONGEST: usize = 160;

/// What is already found in a line, in reading order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    /// Where.
    pub(super) span: Span,
    /// `Kind::Figure`, `Kind::Person` or `Kind::Organisation`.
    pub(super) kind: Kind,
}

impl Line {
    /// The folded word of a token; empty for a figure.
    pub(super) fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.folded[token.word.0 as usize..token.word.1 as usize])
    }

    /// Whether the word of a token is in a list.
    pub(super) fn is(&self, at: usize, list: List) -> bool {
        self.tokens.get(at).is_some_and(|token| token.lists.has(list))
    }

    /// Whether a token ends as a French participle does.
    pub(super) fn is_participle(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.participle)
    }

    /// Reads the line `span` of `text`, in which `found` is known.
    pub(super) fn read(&mut self, text: &str, span: Span, found: &[Found]) {
        self.tokens.clear();
        self.folded.clear();
        let (mut at, end) = (span.range().start, span.range().end);
        let mut found = found.iter().peekable();
        while at < end {
            if let Some(next) = found.peek()
                && next.span.range().start <= at
            {
                let to = next.span.range().end.min(end);
                if to > at {
                    self.push(text, at, to, next.kind);
                    at = to;
                }
                found.next();
                continue;
            }
            let limit = found.peek().map_or(end, |next| next.span.range().start.min(end));
            at = self.step(text, at, limit);
        }
        self.split(text);
    }

    /// Reads one token that ends at `limit` or before; returns where the next begins.
    fn step(&mut self, text: &str, at: usize, limit: usize) -> usize {
        let rest = &text[at..limit];
        let Some(first) = rest.chars().next() else { return limit };
        if first.is_whitespace() {
            return at + first.len_utf8();
        }
        if !first.is_alphanumeric() {
            self.push(text, at, at + first.len_utf8(), Kind::Mark(first));
            return at + first.len_utf8();
        }
        // Most words: ASCII letters up to a space or a mark that joins nothing.
        let bytes = rest.as_bytes();
        let run = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let plain = run > 0
            && bytes.get(run).is_none_or(|next| {
                matches!(next, b' ' | b',' | b';' | b':' | b')' | b'"')
                    || *next == b'.' && bytes.get(run + 1).is_none_or(u8::is_ascii_whitespace)
            });
        if plain {
            self.push_word(text, first, (at, at + run));
            return at + run;
        }
        let mut end = rest.len();
        for (offset, c) in rest.char_indices() {
            let joins = matches!(c, '-' | '‑' | '.' | '&')
                && rest[offset + c.len_utf8()..].starts_with(char::is_alphanumeric);
            if matches!(c, '\'' | '’') {
                // An elision ends its word ("l'", "d'"); an English possessive is a mark of its own.
                let rest = &rest[offset + c.len_utf8()..];
                let elides = offset <= 2 && rest.starts_with(char::is_alphanumeric)
                    || rest[..].starts_with(char::is_alphabetic) && text[at..at + offset].ends_with("qu");
                end = if elides { offset + c.len_utf8() } else { offset };
                break;
            }
            if !c.is_alphanumeric() && !joins {
                end = offset;
                break;
            }
        }
        let end = at + end.max(first.len_utf8());
        self.push_word(text, first, (at, end));
        end
    }

    /// Adds a word or number that begins with `first`.
    fn push_word(&mut self, text: &str, first: char, (at, end): (usize, usize)) {
        let word = &text[at..end];
        let kind = if first.is_ascii_digit() {
            Kind::Number
        } else if first.is_uppercase() && !is_compound_adjective(word) {
            Kind::Capital
        } else {
            Kind::Word
        };
        self.push(text, at, end, kind);
    }

    fn push(&mut self, text: &str, start: usize, end: usize, kind: Kind) {
        let from = self.folded.len();
        if !matches!(kind, Kind::Figure(_)) {
            fold_into(&text[start..end], &mut self.folded);
        }
        let lists = Lists::of(&self.folded[from..]);
        let word = (from as u32, self.folded.len() as u32);
        let participle =
            kind == Kind::Word && text[start..end].trim_end_matches('s').trim_end_matches('e').ends_with('é');
        self.tokens.push(Token { span: Span::new(start, end), kind, participle, lists, word });
    }

    /// Finds the sentences. One does not end within quotation marks.
    fn split(&mut self, text: &str) {
        self.sentences.clear();
        let (mut start, mut quoted) = (0, false);
        for at in 0..self.tokens.len() {
            let next = self.tokens.get(at + 1);
            let ends = match self.tokens[at].kind {
                Kind::Mark('«' | '“') => {
                    quoted = true;
                    false
                }
                Kind::Mark('»' | '”') => {
                    quoted = false;
                    at > 0
                        && matches!(self.tokens[at - 1].kind, Kind::Mark('.' | '!' | '?' | '…'))
                        && self.begins(next)
                }
                Kind::Mark('"') => {
                    quoted = !quoted;
                    !quoted
                        && at > 0
                        && matches!(self.tokens[at - 1].kind, Kind::Mark('.' | '!' | '?'))
                        && self.begins(next)
                }
                Kind::Mark('.') => {
                    !quoted
                        && self.begins(next)
                        && !(at > 0 && self.abbreviates(at - 1))
                        && self.is_apart(text, at)
                }
                Kind::Mark('!' | '?' | '…') => !quoted && self.begins(next),
                _ => false,
            };
            if ends || at + 1 - start >= LONGEST {
                self.sentences.push((start, at + 1));
                start = at + 1;
                quoted &= !ends;
            }
        }
        if start < self.tokens.len() {
            self.sentences.push((start, self.tokens.len()));
        }
    }

    fn is_apart(&self, text: &str, at: usize) -> bool {
        text[self.tokens[at].span.range().end..].starts_with(char::is_whitespace)
    }

    /// Whether a sentence may begin with this token.
    fn begins(&self, token: Option<&Token>) -> bool {
        token.is_none_or(|token| !matches!(token.kind, Kind::Word | Kind::Mark(',' | ';' | '.')))
    }

    /// Whether a full stop after this token is a part of it: an initial or a title.
    fn abbreviates(&self, at: usize) -> bool {
        let word = self.word(at);
        self.tokens[at].kind == Kind::Capital
            && (word.chars().count() == 1
                || matches!(word, "mr" | "mrs" | "ms" | "dr" | "me" | "mm" | "st" | "prof" | "sen" | "co"))
    }

    /// The name that begins at this token: the index after its last token; `None` when none begins there.
    ///
    /// This is the one place that recognises what is called by a name and is not a person. It is cautious: one word at
    /// the beginning of a sentence counts only where `known` has it.
    pub(super) fn name_at(
        &self,
        at: usize,
        sentence: (usize, usize),
        known: impl Fn(&str) -> bool,
    ) -> Option<usize> {
        let token = self.tokens.get(at)?;
        if token.kind != Kind::Capital || self.is(at, List::Calendar) {
            return None;
        }
        let mut end = at + 1;
        while end < sentence.1 {
            let before = self.tokens[end - 1].span.end;
            let gap = self.tokens[end].span.start - before;
            match self.tokens[end].kind {
                Kind::Capital if gap <= 2 && !self.is(end, List::Calendar) => end += 1,
                // "Ravel & Moss", "Cour des comptes" is not read, "Bank of Marcany".
                Kind::Mark('&') | Kind::Word
                    if (self.tokens[end].kind == Kind::Mark('&')
                        || matches!(self.word(end), "of" | "de" | "du" | "d'" | "des"))
                        && self
                            .tokens
                            .get(end + 1)
                            .is_some_and(|next| next.kind == Kind::Capital && end + 1 < sentence.1)
                        && (self.tokens[end].kind == Kind::Mark('&') || !self.is(at, List::Common)) =>
                {
                    end += 2;
                }
                _ => break,
            }
        }
        let mut start = at;
        while start < end && self.is(start, List::Common) && self.tokens[start].kind == Kind::Capital {
            start += 1;
        }
        if start == end {
            return None;
        }
        let first = self.is_start(start, sentence);
        if first && end - start == 1 && !known(self.word(start)) && !self.acts(start) {
            return None;
        }
        // An acronym of two letters or a single letter is too little.
        if end - start == 1 && self.word(start).chars().count() < 2 {
            return None;
        }
        (start == at).then_some(end)
    }

    /// Whether a single word at the beginning of a sentence is a name because it has something or does something that is
    /// measured: "Oakmont has offered", "Oakmont's offer", "Verdane propose".
    fn acts(&self, at: usize) -> bool {
        let (word, next) = (self.word(at), self.word(at + 1));
        let possessive =
            self.tokens.get(at + 1).is_some_and(|mark| matches!(mark.kind, Kind::Mark('\'' | '’')))
                && self.word(at + 2) == "s";
        let helper = matches!(
            next,
            "has" | "had" | "will" | "would" | "is" | "was" | "a" | "avait" | "est" | "veut" | "wants"
        );
        let lexicon = Lexicon::get();
        let (mut verb, mut noun) = (false, false);
        lexicon.meanings(next, |_, part, weak| verb |= part == Part::Verb && !weak);
        lexicon.meanings(word, |_, _, _| noun = true);
        (possessive || helper || verb) && !noun && !word.ends_with('s') && word.len() > 3
    }

    /// Whether a capital here means nothing, because a sentence or a quotation begins.
    pub(super) fn is_start(&self, at: usize, sentence: (usize, usize)) -> bool {
        at == sentence.0
            || matches!(
                self.tokens[at - 1].kind,
                Kind::Mark('«' | '“' | '"' | ':' | '—' | '–' | '•' | '.' | '?' | '!')
            )
    }
}
