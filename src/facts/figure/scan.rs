//! The prefilter: one pass over the bytes that stops where a figure may begin (a digit, a number word, a
//! currency's name), where a country is named, and at an address, and at nothing else.

use crate::facts::lexicon::{Anchors, Lexicon};

/// Where the scan stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    /// At the first of some digits.
    Digits(usize),
    /// At a word that may be in the lexicon.
    Word(usize),
}

/// What a byte is to the scan.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Other,
    Digit,
    Letter,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        if (byte as u8).is_ascii_digit() {
            classes[byte] = Class::Digit;
        } else if (byte as u8).is_ascii_alphabetic() {
            classes[byte] = Class::Letter;
        }
        byte += 1;
    }
    classes
};

/// The scan of one text.
pub(crate) struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    anchors: &'static Anchors,
}

impl<'a> Scan<'a> {
    /// A scan from the start of a text.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, anchors: Lexicon::get().anchors() }
    }

    /// Goes on at a byte, never back.
    pub(crate) fn resume(&mut self, at: usize) {
        self.at = self.at.max(at);
    }

    /// The next place where something may begin. The scan is after its first digit or its letters.
    #[inline]
    pub(crate) fn next(&mut self) -> Option<Stop> {
        let bytes = self.bytes;
        let mut at = self.at;
        while let Some(byte) = bytes.get(at) {
            match CLASSES[usize::from(*byte)] {
                Class::Other => at += 1,
                Class::Digit => {
                    self.at = at + 1;
                    return Some(Stop::Digits(at));
                }
                Class::Letter => {
                    let start = at;
                    at += 1;
                    while bytes.get(at).is_some_and(|byte| CLASSES[usize::from(*byte)] == Class::Letter) {
                        at += 1;
                    }
                    let eight = bytes.get(start..start + 8).and_then(|eight| eight.first_chunk());
                    let accent = bytes.get(at).is_some_and(|byte| matches!(byte, 0xc3..=0xc9));
                    if self.anchors.may_be(eight, &bytes[start..at], accent) {
                        self.at = at;
                        return Some(Stop::Word(start));
                    }
                }
            }
        }
        self.at = at;
        None
    }
}

/// Past the address that begins at a byte: up to the next blank or closing mark. `None` when none begins
/// there.
pub(crate) fn address(text: &str, at: usize) -> Option<usize> {
    let rest = &text.as_bytes()[at..];
    let begins = |start: &[u8]| rest.len() >= start.len() && rest[..start.len()].eq_ignore_ascii_case(start);
    let is_address = [&b"http://"[..], b"https://", b"ftp://", b"www."].iter().any(|start| begins(start));
    let end = rest.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'<' | b'>' | b'"'));
    is_address.then(|| at + end.unwrap_or(rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stops(text: &str) -> Vec<&str> {
        let mut scan = Scan::new(text);
        let mut found = Vec::new();
        while let Some(Stop::Digits(at) | Stop::Word(at)) = scan.next() {
            found.push(text[at..].split(' ').next().unwrap());
            scan.resume(at + found.last().unwrap().len());
        }
        found
    }

    #[test]
    fn the_scan_stops_at_numbers_and_number_words() {
        assert_eq!(
            stops("elle a mis 25 euros et deux livres sur la table"),
            ["25", "euros", "deux", "livres"]
        );
        assert_eq!(stops("rien de cela ne compte ici"), [""; 0]);
    }

    #[test]
    fn addresses_end_at_a_blank() {
        let text = "voir https://exemple.fr/a%20b?c=5 et la suite";
        assert_eq!(address(text, 5), Some(33));
        assert_eq!(address(text, 0), None);
        assert_eq!(address("wwwx", 0), None);
    }
}
