//! Annotated corpora as records for training: tokens with BIO or IOB tags in columns, one token a line and an empty line
//! after a sentence. The text is the one that a comment gives (`# text = `, as in CoNLL-U), or is put together from the
//! tokens.

use serde_json::{Value, json};

/// A corpus that the tool knows.
pub(super) struct Corpus {
    /// Its name in `people_open.jsonl`.
    pub(super) suite: &'static str,
    pub(super) help: &'static str,
    licence: &'static str,
    /// The columns of the token and of its tag, counted from 0; `TAG_LAST` for the last one.
    columns: (usize, usize),
    /// The types of its tags that are people.
    people: &'static [&'static str],
    /// What is between two sentences of one record.
    between: &'static str,
}

const TAG_LAST: usize = usize::MAX;

pub(super) const CORPORA: &[Corpus] = &[
    Corpus {
        suite: "wnut17",
        help: "WNUT 2017 Emerging Entities (token and BIO tag)",
        licence: "CC BY 4.0",
        columns: (0, TAG_LAST),
        people: &["person"],
        between: " ",
    },
    Corpus {
        suite: "crossner_politics",
        help: "CrossNER, politics (token and BIO tag)",
        licence: "MIT",
        columns: (0, TAG_LAST),
        people: &["person", "politician"],
        between: " ",
    },
    Corpus {
        suite: "crossner_ai",
        help: "CrossNER, artificial intelligence (token and BIO tag)",
        licence: "MIT",
        columns: (0, TAG_LAST),
        people: &["person", "researcher"],
        between: " ",
    },
    Corpus {
        suite: "wikigold",
        help: "WikiGold (token and IOB tag; -DOCSTART- divides texts)",
        licence: "CC BY 4.0",
        columns: (0, TAG_LAST),
        people: &["PER"],
        between: "\n",
    },
    Corpus {
        suite: "uner_ewt",
        help: "Universal NER, English EWT (columns of .iob2)",
        licence: "CC BY-SA 4.0",
        columns: (1, 2),
        people: &["PER"],
        between: " ",
    },
];

/// One sentence: its text, and its people as half-open ranges of code points.
#[derive(Default)]
struct Sentence {
    text: String,
    people: Vec<(usize, usize)>,
}

/// The records of a corpus. Sentences are joined to texts where the file says where texts begin; else each is one.
///
/// # Errors
/// When a line has no tag.
pub(super) fn records(corpus: &Corpus, file: &str) -> Result<Vec<Value>, String> {
    // A file whose first column is the token's number is CoNLL-U, which has comments.
    let numbered = corpus.columns.0 > 0;
    let divided = file.lines().any(opens_text);
    let mut texts: Vec<Sentence> = Vec::new();
    let (mut tokens, mut given, mut opens) = (Vec::new(), None, true);
    for (number, line) in file.lines().chain([""]).enumerate() {
        let line = line.trim_end();
        if opens_text(line) {
            opens = true;
        } else if let Some(text) = line.strip_prefix("# text = ").filter(|_| numbered) {
            given = Some(text);
        } else if line.is_empty() && !tokens.is_empty() {
            let sentence = sentence(corpus, &tokens, given.take())?;
            match texts.last_mut() {
                Some(text) if divided && !opens => append(text, corpus.between, &sentence),
                _ => texts.push(sentence),
            }
            (opens, tokens) = (false, Vec::new());
        } else if !(line.is_empty() || numbered && line.starts_with('#')) {
            let columns: Vec<&str> = line.split_whitespace().collect();
            let tag = if corpus.columns.1 == TAG_LAST { columns.len() - 1 } else { corpus.columns.1 };
            match (columns.get(corpus.columns.0), columns.get(tag)) {
                (Some(token), Some(label)) if tag != corpus.columns.0 => tokens.push((*token, *label)),
                _ => return Err(format!("line {}: expected a token and its tag", number + 1)),
            }
        }
    }
    Ok(texts.iter().map(|text| record(corpus, text)).collect())
}

fn opens_text(line: &str) -> bool {
    line.starts_with("-DOCSTART-") || line.starts_with("# newdoc")
}

fn record(corpus: &Corpus, text: &Sentence) -> Value {
    let people: Vec<Value> =
        text.people.iter().map(|(start, end)| json!({"start": start, "end": end})).collect();
    json!({"suite": corpus.suite, "license": corpus.licence, "text": text.text, "people": people})
}

fn append(text: &mut Sentence, between: &str, more: &Sentence) {
    text.text.push_str(between);
    let shift = text.text.chars().count();
    text.people.extend(more.people.iter().map(|(start, end)| (start + shift, end + shift)));
    text.text.push_str(&more.text);
}

/// Puts the tokens together and turns runs of tags into ranges: `B-` begins one, and so does an `I-` after another type
/// (IOB1 writes no `B-` there).
fn sentence(corpus: &Corpus, tokens: &[(&str, &str)], given: Option<&str>) -> Result<Sentence, String> {
    let mut sentence = Sentence::default();
    let places = match given {
        Some(text) => {
            sentence.text = text.to_owned();
            align(text, tokens)?
        }
        None => join(tokens, &mut sentence.text),
    };
    let mut open = None;
    for (&(_, tag), &(start, end)) in tokens.iter().zip(&places) {
        let (prefix, kind) = tag.split_once('-').unwrap_or((tag, ""));
        let is_person = corpus.people.contains(&kind);
        if open == Some(kind) && prefix == "I" && is_person {
            if let Some(last) = sentence.people.last_mut() {
                last.1 = end;
            }
        } else if is_person {
            sentence.people.push((start, end));
        }
        open = is_person.then_some(kind);
    }
    Ok(sentence)
}

/// Where each token is in the text, in code points.
fn align(text: &str, tokens: &[(&str, &str)]) -> Result<Vec<(usize, usize)>, String> {
    let (mut byte, mut at) = (0, 0);
    let mut places = Vec::new();
    for (token, _) in tokens {
        let found =
            text[byte..].find(token).ok_or_else(|| format!("{token:?} is not in the text {text:?}"))?;
        let start = at + text[byte..byte + found].chars().count();
        at = start + token.chars().count();
        byte += found + token.len();
        places.push((start, at));
    }
    Ok(places)
}

/// Appends the tokens with spaces as prose has them: none before a closing mark or an English ending, none after an
/// opening mark; a straight quotation mark opens and closes in turn. Returns the place of each token in code points.
fn join(tokens: &[(&str, &str)], text: &mut String) -> Vec<(usize, usize)> {
    let (mut places, mut at) = (Vec::new(), 0);
    let (mut glue, mut quoted) = (true, false);
    for (token, _) in tokens {
        let is_quote = *token == "\"";
        let closes = matches!(
            *token,
            "." | "," | ";" | ":" | "!" | "?" | "..." | ")" | "]" | "}" | "%" | "''" | "”" | "n't"
        ) || (token.starts_with(['\'', '’']) && token.chars().count() <= 3)
            || is_quote && quoted;
        if !glue && !closes {
            text.push(' ');
            at += 1;
        }
        text.push_str(token);
        places.push((at, at + token.chars().count()));
        at += token.chars().count();
        glue = matches!(*token, "(" | "[" | "{" | "$" | "£" | "#" | "``" | "“") || is_quote && !quoted;
        quoted ^= is_quote;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(suite: &str, file: &str) -> Vec<(String, Vec<String>)> {
        let corpus = CORPORA.iter().find(|corpus| corpus.suite == suite).unwrap();
        let shown = |record: &Value| {
            let text = record["text"].as_str().unwrap();
            let name = |person: &Value| {
                let at = |key: &str| usize::try_from(person[key].as_u64().unwrap()).unwrap();
                text.chars().skip(at("start")).take(at("end") - at("start")).collect()
            };
            (text.to_owned(), record["people"].as_array().unwrap().iter().map(name).collect())
        };
        records(corpus, file).unwrap().iter().map(shown).collect()
    }

    #[test]
    fn tokens_with_tags_become_prose_with_people() {
        let file = "Élise\tB-person\nVarmont\tI-person\n's\tO\nplan\tO\n(\tO\nBrac\tB-group\n)\tO\n.\tO\n\n\
                    No\tO\none\tO\n,\tO\nOdo\tB-person\nMila\tB-person\n";
        assert_eq!(
            people("wnut17", file),
            [
                ("Élise Varmont's plan (Brac).".to_owned(), vec!["Élise Varmont".to_owned()]),
                ("No one, Odo Mila".to_owned(), vec!["Odo".to_owned(), "Mila".to_owned()]),
            ]
        );
    }

    #[test]
    fn texts_are_divided_and_iob_tags_need_no_beginning() {
        let file = "-DOCSTART- O\n\nMr. O\nHale I-PER\nspoke O\n. O\n\nÀ O\nLee I-PER\n\n-DOCSTART- O\n\nDunn I-PER\n";
        assert_eq!(
            people("wikigold", file),
            [
                ("Mr. Hale spoke.\nÀ Lee".to_owned(), vec!["Hale".to_owned(), "Lee".to_owned()]),
                ("Dunn".to_owned(), vec!["Dunn".to_owned()]),
            ]
        );
    }

    #[test]
    fn a_given_text_is_kept_as_it_is() {
        let file = "# newdoc id = a\n# text = Dr Iva  Sorel's cat\n1\tDr\tO\t-\t-\n2\tIva\tB-PER\t-\t-\n\
                    3\tSorel\tI-PER\t-\t-\n4\t's\tO\t-\t-\n5\tcat\tO\t-\t-\n\n";
        assert_eq!(
            people("uner_ewt", file),
            [("Dr Iva  Sorel's cat".to_owned(), vec!["Iva  Sorel".to_owned()])]
        );
    }

    #[test]
    fn a_line_without_a_tag_is_an_error() {
        assert_eq!(records(&CORPORA[0], "a\tO\nb\n").unwrap_err(), "line 2: expected a token and its tag");
    }
}
