//! The names under which exports, feeds and notes keep what belongs to an article: one table for JSON, CSV, the
//! attributes of XML and the fields above a text. Names are compared by their letters and digits alone, so that
//! `date_published`, `datePublished` and `Date published` are one.

use crate::article::Offered;
use crate::corpus::draft::Draft;
use crate::corpus::prefix::prefix;
use crate::corpus::{date, title};
use crate::text::Language;

/// What a field says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Id,
    Title,
    /// The text as it is.
    Text,
    /// The text, or its HTML.
    Content,
    Html,
    /// A text for an article that has no other.
    Summary,
    /// When it was published.
    Date,
    /// When it was changed or saved, for an article that nothing else dates.
    Modified,
    Author,
    /// The newspaper or site; an address here is the article's.
    Source,
    Url,
    Language,
    /// What its reader marked it with.
    Tags,
    Starred,
    Read,
    Archived,
    /// How much of it was read, in per cent.
    Progress,
    /// A word for one of these: unread, archived.
    State,
}

/// How many meanings there are.
const MEANINGS: usize = 18;

/// The names of each meaning, the strongest first: what a stronger one says is not overruled.
const FIELDS: [(Meaning, &[&str]); MEANINGS] = [
    (Meaning::Id, &["id", "guid", "uuid", "uid"]),
    (Meaning::Title, &["title", "headline", "titre", "resolvedtitle", "giventitle", "webtitle"]),
    (
        Meaning::Text,
        &[
            "text",
            "contenttext",
            "maintext",
            "bodytext",
            "articlebody",
            "articletext",
            "cleanedtext",
            "textcontent",
            "texte",
            "rawtext",
        ],
    ),
    (Meaning::Content, &["content", "body", "fulltext", "contenu", "story", "corps"]),
    (Meaning::Html, &["html", "contenthtml", "bodyhtml", "articlehtml"]),
    (
        Meaning::Summary,
        &["description", "summary", "excerpt", "abstract", "standfirst", "chapo", "snippet", "selection"],
    ),
    (
        Meaning::Date,
        &[
            "date",
            "published",
            "datepublished",
            "publishedat",
            "publisheddate",
            "publicationdate",
            "publishdate",
            "datepublish",
            "pubdate",
            "publishedon",
            "webpublicationdate",
            "firstpublished",
            "dateparution",
            "datepublication",
            "issued",
        ],
    ),
    (
        Meaning::Modified,
        &[
            "modified",
            "datemodified",
            "datemodify",
            "lastmodified",
            "lastmod",
            "updated",
            "updatedat",
            "lastupdated",
            "created",
            "createdat",
            "creationdate",
            "savedat",
            "datesaved",
            "timeadded",
            "dateadded",
            "timestamp",
        ],
    ),
    (
        Meaning::Author,
        &[
            "author",
            "authors",
            "byline",
            "by",
            "creator",
            "creators",
            "auteur",
            "auteurs",
            "publishedby",
            "writer",
        ],
    ),
    (
        Meaning::Source,
        &[
            "sitename",
            "metasitename",
            "source",
            "sourcename",
            "sourcehostname",
            "publication",
            "publisher",
            "newspaper",
            "journal",
            "outlet",
            "site",
            "website",
            "origin",
            "feedtitle",
            "domainname",
            "hostname",
            "sourcedomain",
            "domain",
        ],
    ),
    (
        Meaning::Url,
        &[
            "url",
            "link",
            "canonicalurl",
            "canonical",
            "canonicallink",
            "originalurl",
            "originalarticleurl",
            "articleurl",
            "resolvedurl",
            "givenurl",
            "permalink",
            "weburl",
            "sourceurl",
            "href",
            "lien",
        ],
    ),
    (Meaning::Language, &["language", "lang", "langue", "locale", "inlanguage", "languagecode", "metalang"]),
    (Meaning::Tags, &["tags", "labels", "tag"]),
    (Meaning::Starred, &["starred", "isstarred", "favorite", "favourite", "isfavorite", "ismarked", "liked"]),
    (Meaning::Read, &["isread", "read"]),
    (Meaning::Archived, &["isarchived", "archived"]),
    (Meaning::Progress, &["readingprogress", "readingprogresspercent", "readprogress"]),
    (Meaning::State, &["status", "state", "folder"]),
];

/// The most tags of an article.
const MAX_TAGS: usize = 100;

/// The longest tag, in bytes.
const MAX_TAG: usize = 256;

/// The longest name that is looked up, in bytes.
const MAX_NAME: usize = 32;

/// What a name means, and how strong it is among those of its meaning: 0 is the strongest.
pub(super) fn meaning(name: &str) -> Option<(Meaning, usize)> {
    if name.len() > MAX_NAME {
        return None;
    }
    let plain: String =
        name.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
    FIELDS.iter().find_map(|(meaning, names)| {
        let rank = names.iter().position(|known| *known == plain)?;
        Some((*meaning, rank))
    })
}

/// What some fields say of one article.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields {
    given: [Option<(usize, String)>; MEANINGS],
    tags: Vec<Box<str>>,
}

impl Fields {
    /// Keeps a value, unless a stronger name gave one. Of two by the same name the last is kept.
    pub(super) fn put(&mut self, meaning: Meaning, rank: usize, value: String) {
        if value.trim().is_empty() && meaning != Meaning::Text {
            return;
        }
        if meaning == Meaning::Source && is_address(&value) {
            let after = FIELDS[Meaning::Url as usize].1.len();
            return self.put(Meaning::Url, after + rank, value);
        }
        let slot = &mut self.given[meaning as usize];
        if slot.as_ref().is_none_or(|(before, text)| rank <= *before || text.trim().is_empty()) {
            *slot = Some((rank, value));
        }
    }

    /// Keeps the value of a field by its name.
    pub(super) fn named(&mut self, name: &str, value: &str) {
        match meaning(name) {
            Some((Meaning::Tags, _)) => self.tags(value),
            Some((meaning, rank)) => self.put(meaning, rank, value.to_owned()),
            None => {}
        }
    }

    /// Keeps tags: one a line, or divided by commas, semicolons or bars, or as a list `["a", "b"]`.
    pub(super) fn tags(&mut self, list: &str) {
        let list = list.trim();
        let listed = list.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(list);
        let divides = |c: char| if list.contains('\n') { c == '\n' } else { matches!(c, ',' | ';' | '|') };
        let bare = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '#');
        for tag in listed.split(divides).map(|tag| tag.trim_matches(bare)).filter(|tag| !tag.is_empty()) {
            if self.tags.len() == MAX_TAGS {
                break;
            }
            self.tags.push(prefix(tag, MAX_TAG).into());
        }
    }

    /// The marks that its user gave it.
    fn offered(&mut self) -> Offered {
        let tags = std::mem::take(&mut self.tags);
        let mut says = |meaning| self.take(meaning).is_some_and(|value| is_true(&value));
        let (starred, read) = (says(Meaning::Starred), says(Meaning::Read));
        let mut offered = Offered { tags, starred, read, archived: says(Meaning::Archived) };
        let progress = self.take(Meaning::Progress).and_then(|value| value.trim().parse::<f64>().ok());
        offered.read |= progress.is_some_and(|percent| percent >= 100.0);
        match self.take(Meaning::State).map(|state| state.trim().to_lowercase()).as_deref() {
            Some("archive" | "archived" | "archivé") => offered.archived = true,
            Some("read" | "lu") => offered.read = true,
            Some("starred" | "favorite" | "favourite" | "liked") => offered.starred = true,
            _ => {}
        }
        offered
    }

    pub(super) fn take(&mut self, meaning: Meaning) -> Option<String> {
        self.given[meaning as usize].take().map(|(_, value)| value)
    }

    /// Whether there is a text.
    pub(super) fn holds_text(&self) -> bool {
        [Meaning::Text, Meaning::Content, Meaning::Html]
            .iter()
            .any(|&meaning| self.given[meaning as usize].is_some())
    }

    /// Puts what is known, but for the text, into a draft: it goes before what the draft says.
    pub(super) fn apply(mut self, draft: &mut Draft<'_>) {
        draft.offered = self.offered();
        let mut text = |meaning| self.take(meaning).map(|value| value.trim().to_owned());
        draft.title = text(Meaning::Title).or(draft.title.take());
        draft.author = text(Meaning::Author).map(|names| unlinked(&names)).or(draft.author.take());
        draft.source = text(Meaning::Source).or(draft.source.take());
        draft.url = text(Meaning::Url).or(draft.url.take());
        draft.language = text(Meaning::Language).and_then(|name| language(&name)).or(draft.language);
        draft.modified = text(Meaning::Modified).and_then(|given| date::given(&given)).or(draft.modified);
        if let Some(given) = text(Meaning::Date) {
            match date::given(&given) {
                Some(date) => draft.date = Some(date),
                None => {
                    let given = title::one_line(prefix(&given, 100));
                    draft.notices.push(format!("date not understood: {given}").into());
                }
            }
        }
    }
}

/// Whether a flag is set: `true`, `1`, `yes`, or since when.
fn is_true(flag: &str) -> bool {
    !matches!(
        flag.trim().to_lowercase().as_str(),
        "" | "0" | "false" | "no" | "non" | "null" | "none" | "unread" | "~"
    )
}

/// Whether a value is an address.
pub(super) fn is_address(value: &str) -> bool {
    let value = value.trim();
    (value.starts_with("https://") || value.starts_with("http://")) && !value.contains(char::is_whitespace)
}

/// Names without the brackets of a note's links: `[[Ann Lee]]`, `[[people/Ann Lee|Ann]]`.
fn unlinked(names: &str) -> String {
    let mut out = String::with_capacity(names.len());
    let mut rest = names;
    while let Some((before, (link, after))) =
        rest.split_once("[[").and_then(|(before, inside)| Some((before, inside.split_once("]]")?)))
    {
        out.push_str(before);
        out.push_str(link.rsplit(['|', '/']).next().unwrap_or(link).trim());
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A language by its tag or its name.
pub(super) fn language(name: &str) -> Option<Language> {
    const NAMES: [(&str, &[&str]); 8] = [
        ("en", &["english", "anglais"]),
        ("fr", &["french", "français", "francais"]),
        ("de", &["german", "deutsch", "allemand"]),
        ("es", &["spanish", "español", "espagnol"]),
        ("it", &["italian", "italiano", "italien"]),
        ("pt", &["portuguese", "português", "portugais"]),
        ("nl", &["dutch", "nederlands", "néerlandais"]),
        ("ru", &["russian", "русский", "russe"]),
    ];
    let name = name.trim().to_lowercase();
    let named = NAMES.iter().find(|(_, names)| names.contains(&&*name));
    Language::from_tag(named.map_or(&name, |(tag, _)| tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_meaning_stands_in_its_place_and_each_name_once() {
        let mut all = std::collections::HashSet::new();
        for (index, (meaning, names)) in FIELDS.iter().enumerate() {
            assert_eq!(*meaning as usize, index);
            for name in *names {
                assert!(all.insert(*name), "{name}");
                assert!(
                    name.len() <= MAX_NAME && name.bytes().all(|byte| byte.is_ascii_lowercase()),
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn a_name_is_known_however_it_is_written() {
        for (name, known) in [
            ("date_published", Some(Meaning::Date)),
            ("datePublished", Some(Meaning::Date)),
            ("Published At", Some(Meaning::Date)),
            ("source-hostname", Some(Meaning::Source)),
            ("Title", Some(Meaning::Title)),
            ("colour", None),
        ] {
            assert_eq!(meaning(name).map(|(meaning, _)| meaning), known, "{name}");
        }
    }

    #[test]
    fn marks_of_other_programs_are_offered() {
        let offered = |given: &[(&str, &str)]| {
            let mut fields = Fields::default();
            given.iter().for_each(|(name, value)| fields.named(name, value));
            let mut draft = Draft::default();
            fields.apply(&mut draft);
            let Offered { tags, starred, read, archived } = draft.offered;
            let sign = |on: bool, sign: &str| if on { sign.to_owned() } else { String::new() };
            format!("{}{}{}{}", tags.join("+"), sign(starred, " *"), sign(read, " r"), sign(archived, " a"))
        };
        for (given, told) in [
            (&[("tags", "lac|port"), ("status", "archive")][..], "lac+port a"),
            (&[("Folder", "Starred"), ("Tags", "[\"lac\",\"le port\"]")], "lac+le port *"),
            (&[("Folder", "Unread"), ("Tags", "[]")], ""),
            (&[("is_starred", "1"), ("is_archived", "0")], " *"),
            (&[("is_marked", "true"), ("is_archived", "true"), ("labels", "a, b\nc")], "a, b+c * a"),
            (&[("state", "Archived"), ("readingProgress", "100")], " r a"),
            (&[("state", "Active"), ("readingProgress", "42.5"), ("favorite", "0")], ""),
            (&[("tags", "#lac, #port"), ("read", "false"), ("status", "draft")], "lac+port"),
        ] {
            assert_eq!(offered(given), told, "{given:?}");
        }
        let many = "x,".repeat(1000);
        assert_eq!(offered(&[("tags", &many)]).matches('x').count(), MAX_TAGS);
    }

    #[test]
    fn the_strongest_name_wins_and_an_address_is_no_source() {
        let mut fields = Fields::default();
        for (name, value) in [
            ("hostname", "larive.example"),
            ("source", "https://larive.example/1"),
            ("source-hostname", "La Rive"),
            ("author", "[[Ann Lee]], [[people/Bo Ek]]"),
            ("created", "2024-06-01"),
            ("language", "French"),
        ] {
            fields.named(name, value);
        }
        let mut draft = Draft::default();
        fields.apply(&mut draft);
        assert_eq!(
            (draft.source.as_deref(), draft.author.as_deref()),
            (Some("La Rive"), Some("Ann Lee, Bo Ek"))
        );
        assert_eq!(draft.url.as_deref(), Some("https://larive.example/1"));
        assert_eq!((draft.date, draft.modified.unwrap().to_string()), (None, "2024-06-01".to_owned()));
        assert_eq!(draft.language, Some(Language::FRENCH));
    }
}
