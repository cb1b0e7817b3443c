//! The elements of HTML that matter, how their words are laid out, and roles of what is around an article.

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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Tag {
    #[default]
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
    Footer,
    Form,
    Heading,
    H1,
    Paragraph,
    List,
    Ordered,
    Item,
    /// A term that a list defines (`dt`).
    Term,
    /// What describes it (`dd`).
    Description,
    /// The caption of a table; that of a picture is a [`Tag::Caption`].
    TableCaption,
    /// A picture with an address.
    Image,
    Row,
    Cell,
    /// A picture, a table or a listing, with its caption.
    Figure,
    Caption,
    Quote,
    /// Words quoted within a line.
    Quotation,
    /// What is shown where scripts do not run.
    Noscript,
    Pre,
    Anchor,
    /// Above the line, in small letters (`sup`).
    Raised,
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
            b"dt" => Self::Term,
            b"dd" => Self::Description,
            b"caption" => Self::TableCaption,
            b"img" => Self::Image,
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
            b"template" | b"object" | b"canvas" | b"audio" | b"video" | b"select" | b"datalist" | b"map" => {
                Self::Hidden
            }
            b"form" => Self::Form,
            b"footer" => Self::Footer,
            b"nav" | b"button" | b"dialog" | b"aside" => Self::Nav,
            b"area" | b"base" | b"col" | b"embed" | b"input" | b"param" | b"source" | b"track" | b"wbr"
            | b"frame" | b"bgsound" | b"keygen" => Self::Void,
            b"figcaption" => Self::Caption,
            b"blockquote" => Self::Quote,
            b"figure" => Self::Figure,
            b"q" => Self::Quotation,
            b"sup" => Self::Raised,
            b"noscript" => Self::Noscript,
            b"div" | b"section" | b"table" | b"thead" | b"tbody" | b"tfoot" | b"dl" | b"address"
            | b"center" | b"details" | b"summary" | b"fieldset" | b"legend" | b"hgroup" | b"head"
            | b"option" | b"optgroup" => Self::Block,
            _ => Self::Other,
        }
    }

    pub(super) fn layout(self) -> Layout {
        match self {
            Self::Other
            | Self::Anchor
            | Self::Quotation
            | Self::Raised
            | Self::Noscript
            | Self::Time
            | Self::Hidden
            | Self::Foreign
            | Self::Guest => Layout::Inline,
            Self::Meta | Self::Link | Self::Void | Self::Image | Self::Break | Self::Rule => Layout::Void,
            Self::Script | Self::Raw | Self::Title => Layout::Raw,
            _ => Layout::Block,
        }
    }
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
