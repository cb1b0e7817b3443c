//! What element names, classes and roles say about a part of a page: how it is laid out, whether it is hidden, around
//! the article or its body. What classes say of authors, dates, comments and captions is in `naming`.

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
    /// A picture or a formula, in a language of its own.
    Foreign,
    /// In a picture, an element that holds HTML.
    Guest,
    Meta,
    Link,
    Void,
    Break,
    Rule,
    Article,
    Main,
    Header,
    Nav,
    Form,
    Heading,
    H1,
    Paragraph,
    List,
    Ordered,
    Item,
    Row,
    Cell,
    Caption,
    Quote,
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
            b"svg" => Self::Foreign,
            b"foreignobject" => Self::Guest,
            // The reading of a sign, in small letters above it, would be glued to it.
            b"rt" | b"rp" | b"annotation" | b"annotation-xml" => Self::Hidden,
            b"template" | b"object" | b"canvas" | b"audio" | b"video" | b"select" | b"datalist" | b"map"
            | b"noscript" => Self::Hidden,
            b"form" => Self::Form,
            b"nav" | b"footer" | b"button" | b"dialog" | b"aside" => Self::Nav,
            b"area" | b"base" | b"col" | b"embed" | b"img" | b"input" | b"param" | b"source" | b"track"
            | b"wbr" | b"frame" | b"bgsound" | b"keygen" => Self::Void,
            b"figcaption" => Self::Caption,
            b"blockquote" => Self::Quote,
            b"div" | b"section" | b"figure" | b"table" | b"thead" | b"tbody" | b"tfoot" | b"caption"
            | b"dl" | b"dt" | b"dd" | b"address" | b"center" | b"details" | b"summary" | b"fieldset"
            | b"legend" | b"hgroup" | b"head" | b"option" | b"optgroup" => Self::Block,
            _ => Self::Other,
        }
    }

    pub(super) fn layout(self) -> Layout {
        match self {
            Self::Other | Self::Anchor | Self::Time | Self::Hidden | Self::Foreign | Self::Guest => {
                Layout::Inline
            }
            Self::Meta | Self::Link | Self::Void | Self::Break | Self::Rule => Layout::Void,
            Self::Script | Self::Raw | Self::Title => Layout::Raw,
            _ => Layout::Block,
        }
    }
}

/// Words in classes and ids of what is around an article.
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
const LAYOUT: &[&str] = &[
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
const HIDING: &[&str] =
    &["hidden", "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "d-none"];

/// Whether one of the classes, or the id, names something that is around an article.
pub(super) fn is_around(classes: &str) -> bool {
    classes.split_ascii_whitespace().any(|class| {
        if class.len() > 64 {
            return false;
        }
        if says_around(class) {
            return true;
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

/// Whether the letters of a class hold what is written as one word or as several: `post-author-bio`.
fn says_around(class: &str) -> bool {
    let mut joined = class.to_ascii_lowercase();
    joined.retain(|c| c.is_ascii_alphanumeric());
    AROUND_JOINED.iter().any(|part| joined.contains(part))
}

/// What such classes hold.
const AROUND_JOINED: &[&str] = &[
    "aboutauthor",
    "aboutauteur",
    "authorabout",
    "authorbio",
    "authorbox",
    "authorcard",
    "authordescription",
    "authorinfo",
    "authorprofile",
    "bioauthor",
    "breadcrumb",
    "contributorbio",
    "cookienotice",
    "ctatext",
    "disclaimer",
    "disclosure",
    "donationbox",
    "cookiesbox",
    "borlabscookie",
    "furtherarticle",
    "imagegallery",
    "photogallery",
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
            ("jp-relatedposts", true),
            ("related_posts", true),
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
