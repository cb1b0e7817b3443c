//! Words in classes and ids that say what an element holds or is: around the article, hidden, the body, the author, a
//! date, comments, a caption. `meaning` looks them up.

/// Words in classes and ids of what is around an article.
pub(super) const AROUND: &[&str] = &[
    "abonnement",
    "ad",
    "addthis",
    "addtoany",
    "ads",
    "adsense",
    "advert",
    "advertisement",
    "ariane",
    "breadcrumb",
    "breadcrumbs",
    "consent",
    "cookie",
    "cookies",
    "copyright",
    "diaporama",
    "footer",
    "gallery",
    "gdpr",
    "login",
    "menu",
    "modal",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "outbrain",
    "pager",
    "pagination",
    "partage",
    "partager",
    "popup",
    "promo",
    "publicite",
    "rating",
    "recirculation",
    "recommendations",
    "recommended",
    "related",
    "rgpd",
    "search",
    "share",
    "sharedaddy",
    "sharing",
    "sidebar",
    "signup",
    "similaires",
    "sitemap",
    "slideshow",
    "social",
    "socials",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "tags",
    "toolbar",
    "tooltip",
    "trending",
    "widget",
];

/// Words that turn the one beside them into a remark on the layout: `has-sidebar`, `page-menu-open`.
pub(super) const LAYOUT: &[&str] = &[
    "has",
    "with",
    "no",
    "off",
    "open",
    "closed",
    "enabled",
    "disabled",
    "without",
    "wrap",
    "wrapper",
    "layout",
    "page",
    "container",
    "content",
    "is",
    "free",
];

/// Classes that hide.
pub(super) const HIDING: &[&str] =
    &["hidden", "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "d-none"];

/// What classes of what is around an article hold, written as one word or as several: `post-author-bio`.
pub(super) const AROUND_JOINED: &[&str] = &[
    "aboutauteur",
    "aboutauthor",
    "authorabout",
    "authorbio",
    "authorbox",
    "authorcard",
    "authordescription",
    "authorinfo",
    "authorprofile",
    "bioauthor",
    "borlabscookie",
    "breadcrumb",
    "contributorbio",
    "cookienotice",
    "cookiesbox",
    "ctatext",
    "disclaimer",
    "disclosure",
    "donationbox",
    "furtherarticle",
    "imagegallery",
    "latestnews",
    "latestposts",
    "lateststor",
    "likesother",
    "moreartic",
    "morefrom",
    "morestories",
    "mostpopular",
    "mostread",
    "newsletter",
    "paywall",
    "photogallery",
    "popularposts",
    "popup",
    "postmetadata",
    "postnavigation",
    "postratings",
    "readalso",
    "readmore",
    "readnext",
    "recentposts",
    "recommendedartic",
    "relatedartic",
    "relatedcontent",
    "relatedlinks",
    "relatednews",
    "relatedpost",
    "relatedstor",
    "relatedtopics",
    "seealso",
    "sharebar",
    "sharebutton",
    "sharelinks",
    "sharetools",
    "skiplink",
    "socialbar",
    "socialicons",
    "sociallinks",
    "socialmedia",
    "socialshare",
    "subscribebox",
    "taglinks",
    "teaseritem",
    "teaserlist",
    "toccontainer",
    "topstories",
    "upnext",
    "yarpp",
    "youmaylike",
    "youmightlike",
];

/// Classes and ids of the body of an article, without signs.
pub(super) const BODY: &[&str] = &[
    "articlebody",
    "articlecontent",
    "articletext",
    "contentbody",
    "contenuarticle",
    "corpsarticle",
    "entrycontent",
    "newsbody",
    "postbody",
    "postcontent",
    "singlecontent",
    "storybody",
    "storycontent",
    "textearticle",
];

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
    pub(super) words: &'static [&'static str],
    pub(super) others: &'static [&'static str],
}

/// The words of a part of a class, where a capital begins one (`shareButtons`).
pub(super) fn words(part: &str) -> impl Iterator<Item = &str> {
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
}
