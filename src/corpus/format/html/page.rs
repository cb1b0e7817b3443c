//! What reading a page gives: its blocks, the elements that may hold the article, what it says of itself.

use super::meta::Meta;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    Heading,
    Item,
    Row,
}

/// A block and where its text is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: Kind,
    /// Letters and digits, and those of them in links.
    pub(super) letters: u32,
    pub(super) linked: u32,
    pub(super) words: u32,
    pub(super) around: Around,
}

/// Whether a block belongs to what stands around an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Around {
    /// Nothing says so.
    No,
    /// A class or the place of a header says so.
    Class,
    /// The element says so: `nav`, `footer`, `form`.
    Element,
}

/// How surely an element holds the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Main,
    Article,
    Body,
}

/// An element that may hold the article, as a range of blocks.
#[derive(Debug, Clone)]
pub(super) struct Container {
    pub(super) role: Role,
    pub(super) blocks: std::ops::Range<usize>,
    /// Letters inside, without what is around an article.
    pub(super) letters: u64,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) text: String,
    pub(super) blocks: Vec<Block>,
    pub(super) containers: Vec<Container>,
    pub(super) meta: Meta,
    pub(super) notices: Vec<Box<str>>,
}

impl Page {
    pub(super) fn text_of(&self, block: &Block) -> &str {
        &self.text[block.start as usize..block.end as usize]
    }
}
