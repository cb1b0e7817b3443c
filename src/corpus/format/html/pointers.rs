//! Blocks that look like prose and are none, by their words: lines that point to other articles ("Read also: …" before
//! a link), invitations to subscribe, and captions that no element marks.

use super::page::{Block, Kind};
use crate::corpus::prefix::prefix;
use crate::text::fold;

/// How lines that point to other articles begin, folded.
const OPENINGS: &[&str] = &[
    "a decouvrir",
    "a lire",
    "a voir",
    "ademas",
    "auch interessant",
    "auch lesenswert",
    "aussi a lire",
    "ayrica",
    "cita tez",
    "citeste si",
    "citajte",
    "conozca",
    "continue reading",
    "czytaj",
    "don't miss",
    "entdecken",
    "guarda anche",
    "hier lesen",
    "in pictures",
    "las mer",
    "las ocksa",
    "le puede interesar",
    "lea",
    "lee",
    "lees meer",
    "lees ook",
    "leggi",
    "leia",
    "les ogsa",
    "lesen sie",
    "lest auch",
    "lire",
    "listen",
    "lue myos",
    "mas informacion",
    "mehr dazu",
    "mehr zu",
    "mehr zum thema",
    "mira",
    "mire",
    "more",
    "notas relacionadas",
    "notizia correlata",
    "pour aller plus loin",
    "przeczytaj",
    "puedes leer",
    "puedes ver",
    "read",
    "related",
    "relacionado",
    "see also",
    "siehe auch",
    "sur le meme sujet",
    "tambien lee",
    "tambien puede leer",
    "te puede interesar",
    "te recomendamos",
    "vea",
    "veja",
    "ver tambien",
    "vezi si",
    "voir aussi",
    "watch",
    "weitere informationen",
    "zobacz",
    "zum thema",
    "смотрите также",
    "читайте",
];

/// How captions begin that say whose a picture is or number a figure, folded.
const CAPTION_OPENINGS: &[&str] = &[
    "abb",
    "abbildung",
    "bild",
    "bildquelle",
    "credit",
    "credits",
    "credit photo",
    "credits photo",
    "credits photos",
    "figure",
    "foto",
    "fotos",
    "graphic",
    "grafik",
    "image",
    "image credit",
    "photo",
    "photos",
    "photo by",
    "photo credit",
    "photograph",
    "photograph by",
    "photographs by",
    "quelle",
    "©",
    "(c)",
];

/// What is subscribed to, folded.
const SUBSCRIBED: &[&str] =
    &["newsletter", "inbox", "posteingang", "boite mail", "boite aux lettres", "infolettre"];

/// Words that invite to it, folded.
const INVITING: &[&str] = &[
    "abonn",
    "anmeld",
    "get ",
    "inscri",
    "iscriv",
    "receive",
    "recevez",
    "recevoir",
    "sign up",
    "signing up",
    "subscri",
    "suscri",
    "bestell",
    "delivered",
    "lass dir",
    "recib",
];

/// What says that a text is its author's view alone, folded: each with a word of which one must be in the block too.
const DISCLAIMING: &[&str] = &[
    "n'engage que",
    "n'engagent que",
    "not necessarily",
    "nicht notwendigerweise",
    "nicht unbedingt",
    "necesariamente",
];

/// Whose view it is, folded.
const VIEWS: &[&str] = &[
    "auteurs",
    "son auteur",
    "leur auteur",
    "redaction",
    "redaktion",
    "opinion",
    "views",
    "meinung",
    "autor",
];

/// The most words of such blocks.
const MOST_WORDS: u32 = 40;

/// Whether a text begins with one of some folded openings, as words of their own.
fn begins_with(text: &str, openings: &[&str]) -> bool {
    let mut folded =
        fold::fold(prefix(text.trim_start_matches([' ', '>', '»', '-', '–', '•', '[', '(', '*', '+']), 64));
    folded.retain(|c| c != '\u{a0}');
    openings.iter().any(|opening| {
        folded.strip_prefix(opening).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

/// Whether a block points elsewhere: a label that says so, and after it nothing but a link.
pub(super) fn points_elsewhere(text: &str, block: &Block) -> bool {
    if block.words > MOST_WORDS || block.linked == 0 {
        return false;
    }
    let unlinked = block.letters - block.linked.min(block.letters);
    let labelled = || prefix(text, 40).contains(':') && block.linked * 2 > block.letters;
    begins_with(text, OPENINGS) && (unlinked <= 32 || labelled())
}

/// Whether a block is nothing but the label of a list of such links: `Read also:`.
pub(super) fn labels_pointers(text: &str, block: &Block) -> bool {
    block.words <= 8 && text.ends_with(':') && begins_with(text, OPENINGS)
}

/// Whether a block invites to subscribe to a newsletter.
pub(super) fn invites(text: &str, block: &Block) -> bool {
    if block.words > MOST_WORDS {
        return false;
    }
    // Most blocks hold none of these words; only one that does is folded.
    let likely = ["ewsletter", "nbox", "osteingang", "boîte", "nfolettre", "EWSLETTER"];
    if !likely.iter().any(|word| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some()) {
        return false;
    }
    let folded = fold::fold(text);
    SUBSCRIBED.iter().any(|word| folded.contains(word)) && INVITING.iter().any(|word| folded.contains(word))
}

/// Whether a block says that what the text holds is the view of its author and not of the paper.
pub(super) fn disclaims(text: &str, block: &Block) -> bool {
    // Most blocks hold none of these words; only one that does is folded.
    let likely = ["engage", "ecessarily", "otwendigerweise", "nbedingt", "ecesariamente"];
    if block.words > MOST_WORDS
        || !likely.iter().any(|word| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some())
    {
        return false;
    }
    let folded = fold::fold(text);
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| folded.contains(phrase));
    says(DISCLAIMING) && says(VIEWS)
}

/// The number of a picture and how many there are, which a text begins with: `3/12`.
pub(super) fn counted(text: &str) -> Option<(u32, u32)> {
    let (first, rest) = text.trim_start_matches(['•', ' ']).split_once('/')?;
    let rest = rest.trim_start_matches(' ');
    let (last, rest) = rest.split_at(rest.bytes().take_while(u8::is_ascii_digit).count());
    let number = |digits: &str| digits.trim().parse::<u32>().ok().filter(|number| (1..=500).contains(number));
    let (first, last) = (number(first)?, number(last)?);
    let apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
    (apart && first <= last).then_some((first, last))
}

/// Whether the alternative text of a picture is a sentence that describes it, and no label, file name or list of words.
pub(super) fn describes(text: &str) -> bool {
    const WORDS: usize = 5;
    let text = text.trim();
    let signs = text.bytes().filter(|byte| matches!(byte, b'_' | b'/' | b'|' | b'#' | b'=')).count();
    text.split_whitespace().count() >= WORDS
        && text.len() <= 1000
        && signs == 0
        && text.starts_with(|c: char| c.is_uppercase() || "«“\"".contains(c))
        && text.contains(char::is_lowercase)
}

/// Whether a paragraph is the caption or the credit of a picture that stands in no figure.
pub(super) fn is_caption(text: &str, block: &Block) -> bool {
    if block.kind != Kind::Paragraph || block.words > MOST_WORDS || !begins_with(text, CAPTION_OPENINGS) {
        return false;
    }
    // A label, a sign of copyright, or a number of a figure: no sentence that begins with the word.
    let label = text.split([' ', '\u{a0}']).take(4).any(|word| word.ends_with(':') || word == "|");
    let short = block.words <= 12 && !text.ends_with(['.', '!', '?', '…', ':']);
    let named =
        text.starts_with(['©', '(']) || begins_with(text, &["photo by", "photograph by", "photographs by"]);
    text.len() > prefix(text, 12).len() && (label && !text.ends_with(':') || short && named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::format::html::page::{Around, Within};

    fn block(text: &str, linked: u32) -> Block {
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count() as u32;
        Block {
            start: 0,
            end: text.len() as u32,
            kind: Kind::Paragraph,
            within: Within::Nothing,
            quote: 0,
            letters,
            linked,
            words: text.split_whitespace().count() as u32,
            element: 0,
            around: Around::No,
        }
    }

    #[test]
    fn a_label_before_a_link_points_elsewhere() {
        for (text, linked, expected) in [
            ("Lire aussi : Le lac, dix ans après", 20, true),
            ("» Read more: The lake, ten years on", 22, true),
            ("LEA TAMBIÉN | El lago, diez años después", 29, true),
            ("Lire le rapport de la mairie est un droit que la loi donne à chacun.", 7, false),
            ("Lire aussi, disait-elle, est un plaisir.", 0, false),
            ("Readers of the paper wrote to the mayor about the lake.", 30, false),
        ] {
            assert_eq!(points_elsewhere(text, &block(text, linked)), expected, "{text}");
        }
        assert!(labels_pointers("Lesen Sie auch:", &block("Lesen Sie auch:", 0)));
        assert!(!labels_pointers("Er sagte:", &block("Er sagte:", 0)));
    }

    #[test]
    fn newsletters_and_their_verbs_invite() {
        for (text, expected) in [
            ("Sign up for our newsletter and never miss a boat.", true),
            ("Abonnez-vous à la newsletter du lac.", true),
            ("Die besten Fähren jede Woche in deinen Posteingang: hier anmelden.", true),
            ("The newsletter of the company was twelve pages long.", false),
            ("Sign up for the crossing at the harbour.", false),
        ] {
            assert_eq!(invites(text, &block(text, 0)), expected, "{text}");
        }
    }

    #[test]
    fn whose_view_it_is_is_no_text_of_the_article() {
        for (text, expected) in [
            ("Les opinions exprimées ici n’engagent que leurs auteurs.", true),
            ("The views in this column are not necessarily those of the paper.", true),
            ("Der Beitrag gibt nicht notwendigerweise die Meinung der Redaktion wieder.", true),
            ("Les promesses n'engagent que ceux qui les écoutent.", false),
            ("The ferry is not necessarily late.", false),
        ] {
            assert_eq!(disclaims(text, &block(text, 0)), expected, "{text}");
        }
    }

    #[test]
    fn pictures_of_a_gallery_are_counted() {
        for (text, expected) in [
            ("1/50 The ferry sails", Some((1, 50))),
            ("• 3 / 12", Some((3, 12))),
            ("13/12 x", None),
            ("1/2/2024", None),
            ("and/or", None),
        ] {
            assert_eq!(counted(text), expected, "{text}");
        }
    }

    #[test]
    fn a_picture_is_described_by_a_sentence() {
        for (text, expected) in [
            ("Two men carry a crate across the quay.", true),
            ("Une grue au-dessus du port de Malville", true),
            ("Logo", false),
            ("IMG_2024 the quay of the port", false),
            ("the first picture of the port", false),
            ("Port | Quay | Crane | Sea | Gulls", false),
        ] {
            assert_eq!(describes(text), expected, "{text}");
        }
    }

    #[test]
    fn labels_of_pictures_make_captions() {
        for (text, expected) in [
            ("Photo : Léa Roy", true),
            ("Crédits photos : Agence du Lac", true),
            ("Photograph by Ann Lee, Gull News", true),
            ("Abbildung 4: Der See im Winter.", true),
            ("© Agence du Lac", true),
            ("Photo stories are what the paper is known for.", false),
            ("Image is everything, the mayor said.", false),
            ("Bild dir deine Meinung über den See: das war der Rat.", false),
        ] {
            assert_eq!(is_caption(text, &block(text, 0)), expected, "{text}");
        }
    }
}
