//! Words in classes and ids that say what an element holds: the author, a date, comments, a caption. A list of words
//! that say so, and one of words beside them that say otherwise.

/// Words in classes of elements that name the author.
pub(super) const AUTHOR: &Naming = &Naming {
    words: &[
        "auteur", "auteurs", "author", "authors", "autor", "autore", "autoren", "byline", "bylines", "writer",
    ],
    others: &[
        "about",
        "avatar",
        "bio",
        "biography",
        "box",
        "comment",
        "comments",
        "date",
        "description",
        "desc",
        "follow",
        "image",
        "img",
        "info",
        "job",
        "latest",
        "list",
        "more",
        "photo",
        "picture",
        "posts",
        "related",
        "role",
        "sidebar",
        "social",
        "time",
        "title",
        "twitter",
        "widget",
        "articles",
        "article",
    ],
};

/// Words in classes of elements that say when a text was published.
pub(super) const PUBLISHED: &Naming = &Naming {
    words: &[
        "erschienen",
        "pubdate",
        "publicacion",
        "publication",
        "publicationdate",
        "publie",
        "publish",
        "published",
        "publishdate",
        "posted",
        "postdate",
        "entrydate",
    ],
    others: &[
        "comment",
        "comments",
        "modified",
        "related",
        "sidebar",
        "widget",
        "updated",
        "by",
        "author",
        "publisher",
    ],
};

/// Words in classes of elements that hold a date.
pub(super) const DATE: &Naming = &Naming {
    words: &[
        "data",
        "date",
        "dateline",
        "dates",
        "datetime",
        "datum",
        "fecha",
        "meta",
        "time",
        "timestamp",
        "when",
        "byline",
        "info",
        "metadata",
        "postmeta",
        "updated",
        "dato",
    ],
    others: &[
        "comment", "comments", "event", "events", "related", "sidebar", "widget", "up", "reading", "read",
        "picker",
    ],
};

/// Words in classes of what readers wrote below an article.
pub(super) const COMMENTS: &Naming = &Naming {
    words: &[
        "comment",
        "commentaire",
        "commentaires",
        "commentarea",
        "commentlist",
        "comments",
        "commentsection",
        "comentarios",
        "coments",
        "disqus",
        "disqussion",
        "fbcomments",
        "kommentar",
        "kommentare",
        "livefyre",
        "reacties",
        "reactions",
        "replies",
        "reply",
        "respond",
        "wpdiscuz",
    ],
    others: &[
        "has", "with", "no", "open", "closed", "off", "enabled", "disabled", "wrap", "page", "content",
        "article", "post", "single", "live", "match",
    ],
};

/// Words in classes of captions and of what says whose a picture is.
pub(super) const CAPTION: &Naming = &Naming {
    words: &[
        "bildunterschrift",
        "bildquelle",
        "caption",
        "captions",
        "copyright",
        "credit",
        "credits",
        "figcaption",
        "imagecaption",
        "imgcaption",
        "legende",
        "photocaption",
        "photocredit",
        "piedefoto",
        "copyrights",
        "imagecredit",
        "mediacaption",
        "wpcaption",
    ],
    others: &["has", "with", "no", "video", "wrap", "article", "content", "body"],
};

/// Parts of the addresses of pages about a writer.
pub(super) const AUTHOR_PATHS: &[&str] = &[
    "/author/",
    "/authors/",
    "/autor/",
    "/autoren/",
    "/auteur/",
    "/auteurs/",
    "/writers/",
    "/redakteur/",
    "/by/",
];

/// What the words of a class say: one of `words`, and none of `others`.
#[derive(Debug)]
pub(super) struct Naming {
    words: &'static [&'static str],
    others: &'static [&'static str],
}

/// Whether one of the classes, or the id, says what a naming stands for.
pub(super) fn says(classes: &str, naming: &Naming) -> bool {
    classes.split_ascii_whitespace().any(|class| {
        if class.len() > 48 {
            return false;
        }
        let mut named = false;
        for word in words(class) {
            let is = |known: &&&str| known.eq_ignore_ascii_case(word);
            if naming.others.iter().any(|known| is(&known)) {
                return false;
            }
            named |= naming.words.iter().any(|known| is(&known));
        }
        named
    })
}

/// The words of a class: between signs, and where a capital begins one (`shareButtons`).
fn words(class: &str) -> impl Iterator<Item = &str> {
    class.split(|c: char| !c.is_ascii_alphanumeric()).flat_map(|part| {
        let mut rest = part;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let bytes = rest.as_bytes();
            let end = (1..bytes.len())
                .find(|&at| bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase())
                .unwrap_or(bytes.len());
            let (word, after) = rest.split_at(end);
            rest = after;
            Some(word)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_say_what_an_element_holds() {
        for (classes, naming, expected) in [
            ("wp-block-comments", COMMENTS, true),
            ("post has-comments", COMMENTS, false),
            ("postAuthor", AUTHOR, true),
            ("author-bio", AUTHOR, false),
            ("entry date-published", PUBLISHED, true),
            ("wp-caption-text", CAPTION, true),
            ("captioned", CAPTION, false),
        ] {
            assert_eq!(says(classes, naming), expected, "{classes}");
        }
    }
}
