//! What element names, classes and roles say about a part of a page.

/// How the words inside an element are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// Within a line.
    Inline,
    /// On lines of its own.
    Block,
    /// Stands alone, has no content and no end tag.
    Void,
    /// Its content is no markup and is not shown (`script`).
    Raw,
}

/// The elements that matter; all others are [`Tag::Other`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Tag {
    Other,
    Html,
    Body,
    Title,
    Script,
    Raw,
    Hidden,
    Meta,
    Link,
    Void,
    Break,
    Rule,
    Article,
    Main,
    Header,
    Nav,
    Heading,
    H1,
    Paragraph,
    List,
    Ordered,
    Item,
    Row,
    Cell,
    Pre,
    Anchor,
    Time,
    Block,
}

/// How many there are.
pub(super) const TAGS: usize = Tag::Block as usize + 1;

impl Tag {
    pub(super) fn of(name: &[u8]) -> Self {
        match name {
            b"p" => Self::Paragraph,
            b"a" => Self::Anchor,
            b"br" => Self::Break,
            b"hr" => Self::Rule,
            b"li" => Self::Item,
            b"ul" | b"menu" | b"dir" => Self::List,
            b"ol" => Self::Ordered,
            b"h1" => Self::H1,
            b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Self::Heading,
            b"html" => Self::Html,
            b"body" => Self::Body,
            b"title" => Self::Title,
            b"meta" => Self::Meta,
            b"link" => Self::Link,
            b"time" => Self::Time,
            b"pre" => Self::Pre,
            b"tr" => Self::Row,
            b"td" | b"th" => Self::Cell,
            b"article" => Self::Article,
            b"main" => Self::Main,
            b"header" => Self::Header,
            b"script" => Self::Script,
            b"style" | b"textarea" | b"iframe" | b"noembed" | b"noframes" | b"xmp" => Self::Raw,
            b"template" | b"svg" | b"math" | b"object" | b"canvas" | b"audio" | b"video" | b"select"
            | b"datalist" | b"map" | b"noscript" => Self::Hidden,
            b"nav" | b"footer" | b"form" | b"button" | b"dialog" | b"aside" => Self::Nav,
            b"area" | b"base" | b"col" | b"embed" | b"img" | b"input" | b"param" | b"source" | b"track"
            | b"wbr" | b"frame" | b"bgsound" | b"keygen" => Self::Void,
            b"div" | b"section" | b"blockquote" | b"figure" | b"figcaption" | b"table" | b"thead"
            | b"tbody" | b"tfoot" | b"caption" | b"dl" | b"dt" | b"dd" | b"address" | b"center"
            | b"details" | b"summary" | b"fieldset" | b"legend" | b"hgroup" | b"head" | b"option"
            | b"optgroup" => Self::Block,
            _ => Self::Other,
        }
    }

    pub(super) fn layout(self) -> Layout {
        match self {
            Self::Other | Self::Anchor | Self::Time | Self::Hidden => Layout::Inline,
            Self::Meta | Self::Link | Self::Void | Self::Break | Self::Rule => Layout::Void,
            Self::Script | Self::Raw | Self::Title => Layout::Raw,
            _ => Layout::Block,
        }
    }
}

/// Words in classes and ids of what stands around an article.
const AROUND: &[&str] = &[
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
    "comment",
    "commentaire",
    "commentaires",
    "commentlist",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "copyright",
    "disqus",
    "footer",
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
    "reply",
    "respond",
    "rgpd",
    "search",
    "share",
    "sharedaddy",
    "sharing",
    "sidebar",
    "signup",
    "similaires",
    "sitemap",
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
const LAYOUT: &[&str] = &[
    "has",
    "with",
    "no",
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
const HIDING: &[&str] =
    &["hidden", "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "d-none"];

/// Whether one of the classes, or the id, names something that stands around an article.
pub(super) fn is_around(classes: &str) -> bool {
    classes.split_ascii_whitespace().any(|class| {
        if class.len() > 64 {
            return false;
        }
        let mut around = false;
        for word in class.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
            let lower = word.to_ascii_lowercase();
            if LAYOUT.contains(&&*lower) {
                return false;
            }
            around |= AROUND.binary_search(&&*lower).is_ok() || camel_is_around(word);
        }
        around
    })
}

/// The same for `shareButtons`, `relatedPosts`: the first word of a name in camel case.
fn camel_is_around(word: &str) -> bool {
    let end = word.char_indices().skip(1).find(|(_, c)| c.is_ascii_uppercase()).map(|(at, _)| at);
    end.is_some_and(|end| AROUND.binary_search(&&*word[..end].to_ascii_lowercase()).is_ok())
}

/// Whether one of the classes hides the element from readers who see.
pub(super) fn is_hiding(classes: &str) -> bool {
    classes.split_ascii_whitespace().any(|class| HIDING.contains(&class))
}

/// Whether one of the classes, or the id, says that this is the body of the article.
pub(super) fn is_body(classes: &str) -> bool {
    classes.split_ascii_whitespace().any(|class| {
        if class.len() > 40 {
            return false;
        }
        let mut name = class.to_ascii_lowercase();
        name.retain(|c| c.is_ascii_alphanumeric());
        matches!(
            &*name,
            "articlebody"
                | "articlecontent"
                | "articletext"
                | "contentbody"
                | "contenuarticle"
                | "corpsarticle"
                | "entrycontent"
                | "newsbody"
                | "postbody"
                | "postcontent"
                | "singlecontent"
                | "storybody"
                | "storycontent"
                | "textearticle"
        )
    })
}

/// Whether a role is that of a part around the article.
pub(super) fn is_around_role(role: &str) -> bool {
    matches!(
        role,
        "navigation"
            | "banner"
            | "contentinfo"
            | "complementary"
            | "search"
            | "dialog"
            | "alertdialog"
            | "menu"
            | "toolbar"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted() {
        assert!(AROUND.is_sorted());
    }

    #[test]
    fn classes_tell_what_is_around() {
        for (classes, around) in [
            ("share-buttons", true),
            ("post__share", true),
            ("shareButtons left", true),
            ("jp-relatedposts", false),
            ("related_posts", true),
            ("wp-block-comments", true),
            ("has-sidebar", false),
            ("content-sidebar-wrap", false),
            ("shareholder", false),
            ("", false),
        ] {
            assert_eq!(is_around(classes), around, "{classes}");
        }
        assert!(is_body("foo article__body") && !is_body("article"));
    }
}
