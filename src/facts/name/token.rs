//! Text to tokens for the person finder: words, initials, abbreviations, punctuation and line ends, each with
//! its shape and a hash of its folded form. Splits what newspapers and scraped pages glue together: elisions
//! (`d'Altman`), possessives (`Altman's`), and a capitalised word stuck to a name (`AltmanLe groupe`).

use super::characters::WordShape;
use super::gazetteer::{self, Class};
use super::hash::{SEED, finish, hash_of, hash_of_ascii, hash_of_mark, step};
use super::shape::Shape;

/// One token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    /// First byte.
    pub(super) start: u32,
    /// One past the last byte.
    pub(super) end: u32,
    /// The hash of its folded form, or of the punctuation mark.
    pub(super) hash: u32,
    /// Its shape.
    pub(super) shape: Shape,
    /// Its classes in the gazetteer.
    pub(super) class: Class,
}

impl Token {
    /// Its text.
    pub(super) fn of<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start as usize..self.end as usize]
    }

    /// Whether it can be a part of a name: a capitalised word or an initial.
    pub(super) fn is_capital(&self) -> bool {
        self.shape.is(Shape::CAPITAL)
    }
}

/// Cuts `text` into `tokens` (cleared first): in order, on character boundaries, without overlap.
pub(super) fn tokenise(text: &str, memory: &mut Memory, tokens: &mut Vec<Token>) {
    tokens.clear();
    Tokeniser { text, bytes: text.as_bytes(), at: 0, opens: true, spaced: true, memory, tokens }.run();
}

/// A cache of the classes of recent words: texts repeat their frequent words, and this table fits the processor's cache.
#[derive(Debug)]
pub(super) struct Memory(Vec<(u32, Class)>);

impl Default for Memory {
    fn default() -> Self {
        Self(vec![(0, gazetteer::class(0)); 1024])
    }
}

impl Memory {
    fn class(&mut self, hash: u32) -> Class {
        let place = (hash >> 4) as usize & 1023;
        if self.0[place].0 != hash {
            self.0[place] = (hash, gazetteer::class(hash));
        }
        self.0[place].1
    }
}

/// The state of the tokeniser in a text.
pub(super) struct Tokeniser<'a, 'b> {
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    /// The next word opens a sentence, a quotation or a line.
    opens: bool,
    spaced: bool,
    memory: &'b mut Memory,
    tokens: &'b mut Vec<Token>,
}

impl Tokeniser<'_, '_> {
    fn run(mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'\n' | b'\r' => {
                    self.push(self.at, self.at + 1, 0, Shape::BREAK);
                    self.at += 1;
                    self.opens = true;
                    self.spaced = true;
                }
                0..=b' ' | 0x7f => {
                    self.at += 1;
                    self.spaced = true;
                }
                _ if byte.is_ascii_alphanumeric() => self.word(),
                0..=0x7e => self.mark(byte as char),
                _ => match self.text[self.at..].chars().next() {
                    Some(c) if c.is_alphanumeric() => self.word(),
                    Some(c) if c.is_whitespace() => {
                        self.at += c.len_utf8();
                        self.spaced = true;
                    }
                    Some(c) => self.mark(c),
                    None => return,
                },
            }
        }
    }

    fn push(&mut self, start: usize, end: usize, hash: u32, mut shape: Shape) {
        if self.spaced {
            shape.add(Shape::SPACED);
        }
        self.spaced = false;
        let class = if shape.is(Shape::WORD) { self.memory.class(hash) } else { Class::NONE };
        self.tokens.push(Token { start: start as u32, end: end as u32, hash, shape, class });
    }

    fn mark(&mut self, c: char) {
        let start = self.at;
        self.at += c.len_utf8();
        match c {
            '.' | '!' | '?' | '…' | '«' | '"' | '“' | ':' | '•' | '–' | '—' | '|' | '›' | ';' | '·' | '*'
            | '#' | '(' | '[' | '/' | '>' => self.opens = true,
            ',' => self.opens = false,
            _ => {}
        }
        let mark = match c {
            '’' | '‘' | 'ʼ' => '\'',
            '“' | '”' | '«' | '»' | '„' => '"',
            '–' | '—' => '-',
            c => c,
        };
        self.push(start, self.at, hash_of_mark(mark), Shape::default());
    }

    fn word(&mut self) {
        let start = self.at;
        let mut word = WordShape::default();
        let mut hash = SEED;
        let mut at = start;
        while let Some(&byte) = self.bytes.get(at) {
            if byte.is_ascii_lowercase() {
                let run = at;
                while let Some(&byte) = self.bytes.get(at).filter(|byte| byte.is_ascii_lowercase()) {
                    hash = step(hash, u32::from(byte));
                    at += 1;
                }
                word.lower(at - run);
                continue;
            }
            let Some(taken) = self.other_letter(start, at, byte, &mut word, &mut hash) else { break };
            at += taken;
        }
        self.at = at.max(start + self.text[start..].chars().next().map_or(1, char::len_utf8));
        self.finish_word(start, word, finish(hash));
    }

    fn finish_word(&mut self, start: usize, word: WordShape, hash: u32) {
        let mut end = self.at;
        let mut hash = hash;
        let mut shape = Shape::default();
        if word.letters > 0 {
            shape.add(Shape::WORD);
        }
        if word.digit {
            shape.add(Shape::DIGIT);
        }
        if word.hyphen {
            shape.add(Shape::HYPHEN);
        }
        if word.turn > 0 {
            shape.add(Shape::MIXED);
        }
        if self.opens {
            shape.add(Shape::OPENS);
        }
        if word.first_upper || (word.upper > 0 && self.arabic_article(start)) {
            shape.add(Shape::CAPITAL);
            if word.letters == word.upper && word.letters > 1 {
                shape.add(Shape::ALL_CAPS);
            }
        }
        self.opens = false;
        if let Some((cut, cut_hash)) = self.glued(start, end, word, hash) {
            self.push_glued(start, cut, end, cut_hash, shape);
            return;
        }
        let after = self.apostrophe(end).filter(|&after| word.letters > 0 && self.letter_at(after));
        if let Some(after) = after.filter(|_| self.memory.class(hash).has(Class::ELISION)) {
            end = after;
            shape.add(Shape::ELISION);
        } else if let Some(after) = self.particle_apostrophe(end, hash) {
            end = after;
        } else if word.letters == 1 && word.upper == 1 && !word.digit {
            if self.bytes.get(end) == Some(&b'.') && !self.ends_sentence(start, end) {
                (end, hash) = self.initials(start, end, hash);
                shape.add(Shape::INITIAL);
            } else {
                shape.add(Shape::LETTER);
            }
        } else if word.letters > 0
            && self.bytes.get(end) == Some(&b'.')
            && self.memory.class(hash).has(Class::ABBREVIATION)
        {
            end += 1;
            shape.add(Shape::DOT);
        }
        if shape.is(Shape::ELISION) && shape.is(Shape::OPENS) {
            self.opens = true;
        }
        self.at = end;
        self.push(start, end, hash, shape);
        self.possessive();
    }

    /// The end of the apostrophe of `de'` and `dei'` between the words of a name: `Lorenzo de' Marchi`.
    fn particle_apostrophe(&self, end: usize, hash: u32) -> Option<usize> {
        const PARTICLES: [u32; 3] = [hash_of_ascii("de"), hash_of_ascii("dei"), hash_of_ascii("degli")];
        let after = self.apostrophe(end).filter(|_| PARTICLES.contains(&hash))?;
        let inside = self.tokens.last().is_some_and(Token::is_capital);
        let next = self.text[after..].strip_prefix(' ').and_then(|rest| rest.chars().next());
        next.filter(|c| inside && c.is_uppercase()).map(|_| after)
    }

    /// `'s` right after a word.
    fn possessive(&mut self) {
        let Some(after) = self.apostrophe(self.at) else { return };
        let s = self.bytes.get(after).is_some_and(|b| matches!(b, b's' | b'S')) && !self.letter_at(after + 1);
        if s {
            let start = self.at;
            self.at = after + 1;
            self.push(start, self.at, hash_of_mark('s'), Shape::POSSESSIVE);
        }
    }

    /// A full stop after a single capital ends the sentence when the letter belongs to the word before it
    /// (`plan B. Le maire`) or nothing follows on the line.
    fn ends_sentence(&self, start: usize, end: usize) -> bool {
        let rest = self.text[end + 1..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let before = self.tokens.last().is_some_and(|t| {
            t.end as usize + 1 == start
                && t.shape.is(Shape::WORD)
                && !t.is_capital()
                && t.class.has(Class::LETTERED)
        });
        before && !rest.starts_with(|c: char| c.is_lowercase() || c == '-' || c == ',')
    }

    /// Takes the full stop, and further initials joined by hyphens or stops: `J.-P.`, `J.R.R.`
    fn initials(&self, start: usize, end: usize, hash: u32) -> (usize, u32) {
        let mut end = end + 1;
        loop {
            let hyphen = usize::from(self.bytes.get(end) == Some(&b'-'));
            let Some(c) = self.text[end + hyphen..].chars().next() else { break };
            let stop = end + hyphen + c.len_utf8();
            if c.is_uppercase() && self.bytes.get(stop) == Some(&b'.') {
                end = stop + 1;
            } else {
                break;
            }
        }
        let single = end == start + self.text[start..].chars().next().map_or(1, char::len_utf8) + 1;
        (end, if single { hash } else { hash_of(&self.text[start..end]) })
    }

    /// Where two words that are glued together are cut: before the last inner capital, when the second word is one that
    /// opens sentences, or the first is an ordinary word in lower case.
    fn glued(&self, start: usize, end: usize, word: WordShape, hash: u32) -> Option<(usize, u32)> {
        if word.turn == 0 || gazetteer::class(hash).has(Class::BRAND) {
            return None;
        }
        let (head, tail) = (&self.text[start..word.turn], &self.text[word.turn..end]);
        let tail_hash = hash_of(tail);
        let cut = if word.first_upper {
            head.chars().count() >= 4
                && gazetteer::class(tail_hash).has(Class::STARTER)
                && !head.contains('-')
        } else {
            tail.chars().count() >= 3 && gazetteer::class(hash_of(head)).has(Class::WORD)
        };
        cut.then_some((word.turn, tail_hash))
    }

    fn push_glued(&mut self, start: usize, cut: usize, end: usize, tail_hash: u32, mut shape: Shape) {
        shape.0 &= !(Shape::MIXED.0 | Shape::ALL_CAPS.0);
        shape.add(Shape::CUT);
        let head_hash = hash_of(&self.text[start..cut]);
        self.push(start, cut, head_hash, shape);
        let mut tail = Shape(Shape::WORD.0 | Shape::CAPITAL.0 | Shape::CUT.0);
        if shape.is(Shape::CAPITAL) {
            tail.add(Shape::OPENS);
        }
        self.push(cut, end, tail_hash, tail);
        self.at = end;
        self.possessive();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenise(text, &mut Memory::default(), &mut tokens);
        tokens.iter().map(|t| t.of(text)).collect()
    }

    #[test]
    fn a_text_is_cut_where_names_begin_and_end() {
        for (text, expected) in [
            ("d'Elsa Morin", vec!["d'", "Elsa", "Morin"]),
            ("qu’Elsa", vec!["qu’", "Elsa"]),
            ("O'Dowd's plan", vec!["O'Dowd", "'s", "plan"]),
            ("J.-P. Roche", vec!["J.-P.", "Roche"]),
            ("W. Brac, Jr.", vec!["W.", "Brac", ",", "Jr."]),
            ("M. Roche", vec!["M.", "Roche"]),
            ("Jean-Luc Roche", vec!["Jean-Luc", "Roche"]),
            ("BracLe groupe", vec!["Brac", "Le", "groupe"]),
            ("McKinnon", vec!["McKinnon"]),
            ("Lorenzo de' Brac", vec!["Lorenzo", "de'", "Brac"]),
            ("Roche-O'Dowd a dit", vec!["Roche-O'Dowd", "a", "dit"]),
            ("aujourd'hui", vec!["aujourd'hui"]),
            ("L’Yonne, 49 %", vec!["L’", "Yonne", ",", "49", "%"]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn tokens_resolve_in_any_text() {
        proptest::proptest!(|(text in "\\PC*|([A-Za-zé'’. -]|\\n){0,60}")| {
            let mut tokens = Vec::new();
            tokenise(&text, &mut Memory::default(), &mut tokens);
            let mut at = 0;
            for token in &tokens {
                assert!(token.start >= at && token.end > token.start);
                let _ = token.of(&text);
                at = token.end;
            }
        });
    }
}
