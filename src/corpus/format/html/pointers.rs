//! Lines in the middle of an article that point to other articles: "Read also: …" before a link.

use super::page::Block;
use crate::text::fold;

/// How such lines begin, folded.
const OPENINGS: &[&str] = &[
    "a decouvrir",
    "a lire",
    "a voir",
    "ademas",
    "aussi a lire",
    "auch interessant",
    "auch lesenswert",
    "cita tez",
    "conozca",
    "continue reading",
    "czytaj",
    "don't miss",
    "entdecken",
    "guarda anche",
    "hier lesen",
    "in pictures",
    "le puede interesar",
    "lea",
    "lea tambien",
    "lee",
    "lee mas",
    "lee tambien",
    "lees meer",
    "lees ook",
    "leggi",
    "leia",
    "lesen sie",
    "lest auch",
    "lire",
    "lire aussi",
    "listen",
    "ls ogsa",
    "las mer",
    "las ocksa",
    "les ogsa",
    "lue myos",
    "mehr dazu",
    "mehr zum thema",
    "mehr zu",
    "mira",
    "mire",
    "more",
    "more on",
    "notas relacionadas",
    "mas informacion",
    "notizia correlata",
    "pour aller plus loin",
    "przeczytaj",
    "puedes leer",
    "puedes ver",
    "read",
    "read also",
    "read more",
    "related",
    "relacionado",
    "see also",
    "siehe auch",
    "sur le meme sujet",
    "te puede interesar",
    "te recomendamos",
    "tambien lee",
    "tambien puede leer",
    "veja",
    "veja tambem",
    "vea",
    "vea tambien",
    "ver tambien",
    "voir aussi",
    "watch",
    "weitere informationen",
    "zobacz",
    "zum thema",
    "citajte",
    "vezi si",
    "citeste si",
    "ayrica",
    "читайте также",
    "читайте",
    "смотрите также",
];

/// The most words of such a line.
const MOST_WORDS: u32 = 40;

/// Whether a block points elsewhere: a label that says so, and after it nothing but a link.
pub(super) fn points_elsewhere(text: &str, block: &Block) -> bool {
    if block.words > MOST_WORDS || block.linked == 0 {
        return false;
    }
    let unlinked = block.letters.saturating_sub(block.linked);
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let begins = |opening: &&str| {
        let mut folded = fold::fold(crate::corpus::prefix::prefix(text, 64));
        folded.retain(|c| c != '\u{a0}');
        folded.strip_prefix(*opening).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    // The label, and no sentence of its own around the link.
    OPENINGS.iter().any(begins)
        && (unlinked <= 32
            || text[..text.len().min(40)].contains(':') && u64::from(block.linked) * 2 > block.letters.into())
}
