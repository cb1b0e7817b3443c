//! The open elements of a page while it is read, and what the attributes of one say of its part of the page.

use super::attributes::Attributes;
use super::meaning::Meaning;
use super::page::{Around, Role};
use super::tag::{self, Layout, TAGS, Tag};

/// An open element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    pub(super) tag: Tag,
    pub(super) around: Around,
    pub(super) hidden: bool,
    pub(super) linked: bool,
    pub(super) pre: bool,
    pub(super) caption: bool,
    /// Whether it is an inline element that its style lays out as a block.
    pub(super) block: bool,
    /// Of a list: its number so far.
    pub(super) count: u32,
    /// Its place in the page's tree, or that of the element around it.
    pub(super) element: u32,
    /// Whether it is that element.
    pub(super) recorded: bool,
}

/// What holds all other elements.
pub(super) const OUTSIDE: Open = Open {
    tag: Tag::Other,
    around: Around::No,
    hidden: false,
    linked: false,
    pre: false,
    caption: false,
    block: false,
    count: 0,
    element: 0,
    recorded: false,
};

/// How many of each tag are open.
#[derive(Debug)]
pub(super) struct Counts(pub(super) [u32; TAGS]);

impl Default for Counts {
    fn default() -> Self {
        Self([0; TAGS])
    }
}

/// What a start tag says of its element itself, whatever it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Traits {
    pub(super) around: Around,
    pub(super) role: Option<Role>,
    pub(super) hidden: bool,
    pub(super) caption: bool,
}

impl Traits {
    /// By the tag, its attributes and what its class and id mean; `in_article` is whether an `article` or a
    /// `main` is open.
    pub(super) fn of(tag: Tag, attributes: &Attributes, meaning: Meaning, in_article: bool) -> Self {
        let role = attributes.get("role");
        Self {
            around: around(tag, role, meaning, in_article),
            role: match tag {
                _ if meaning.has(Meaning::BODY) || attributes.get("itemprop").contains("articleBody") => {
                    Some(Role::Body)
                }
                Tag::Article => Some(Role::Article),
                Tag::Main => Some(Role::Main),
                _ if role == "main" => Some(Role::Main),
                _ => None,
            },
            hidden: matches!(tag, Tag::Hidden | Tag::Foreign | Tag::Guest)
                || attributes.hidden
                || attributes.get("aria-hidden") == "true"
                || hides(attributes.get("style"))
                || meaning.has(Meaning::HIDING),
            caption: tag == Tag::Caption
                || tag == Tag::Figure
                || meaning.has(Meaning::CAPTION)
                    && !matches!(tag, Tag::Body | Tag::Html | Tag::Article | Tag::Main),
        }
    }

    /// Whether the page's tree has to hold the element.
    pub(super) fn recorded(self, tag: Tag) -> bool {
        tag.layout() == Layout::Block || self.around > Around::No || self.role.is_some()
    }
}

/// Whether an element says itself that it is around an article.
fn around(tag: Tag, role: &str, meaning: Meaning, in_article: bool) -> Around {
    match tag {
        Tag::Nav | Tag::Footer => Around::Element,
        _ if tag::is_around_role(role) => Around::Element,
        Tag::Html | Tag::Body | Tag::Main | Tag::Article => Around::No,
        _ if meaning.has(Meaning::COMMENTS) => Around::Comment,
        Tag::Header if !in_article => Around::Class,
        // Some pages stand in a form.
        Tag::Form => Around::Class,
        _ if meaning.has(Meaning::AROUND) => Around::Class,
        _ => Around::No,
    }
}

/// Whether a style lays its element out as a block.
pub(super) fn is_block(style: &str) -> bool {
    !style.is_empty() && style.replace(' ', "").to_ascii_lowercase().contains("display:block")
}

/// Whether a style hides its element.
fn hides(style: &str) -> bool {
    let hiding = |style: String| style.contains("display:none") || style.contains("visibility:hidden");
    !style.is_empty() && hiding(style.replace(' ', "").to_ascii_lowercase())
}
