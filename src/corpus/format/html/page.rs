//! What reading a page gives: its blocks, each with its kind and the element it stands in, those elements as a
//! flat tree, and what the page says of itself.

use std::ops::Range;

use super::inline::Inline;
use super::meta::Meta;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    /// With its level, from 1.
    Heading(u8),
    /// Of a list, with its depth, from 1, and its number in a numbered one.
    Item {
        depth: u8,
        number: Option<u32>,
    },
    /// Of a table, its cells divided by ` | `.
    Row,
    /// Text whose lines and spaces are meant.
    Code,
    /// The caption or the credit of a picture.
    Caption,
}

/// What a block is a part of, which decides how it is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Within {
    #[default]
    Nothing,
    /// A list item that began with a block before, or the description of a term; with the depth of its list, from 1.
    Item(u8),
    /// The caption of a table.
    TableCaption,
    /// The cell of a table, which the page divides into blocks.
    Cell,
    /// What is said of the pictures of a gallery.
    Gallery,
}

/// A block and where its text is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: Kind,
    pub(super) within: Within,
    /// The number of quotations it is nested in; 0 outside of quotations.
    pub(super) quote: u8,
    /// Letters and digits, and those of them in links.
    pub(super) letters: u32,
    pub(super) linked: u32,
    /// Words; two signs of Chinese or Japanese count as one.
    pub(super) words: u32,
    /// The innermost element of the page's tree.
    pub(super) element: u32,
    pub(super) around: Around,
}

/// What is between two blocks and is no text.
#[derive(Debug)]
pub(super) struct Between {
    /// The block below it.
    pub(super) block: usize,
    pub(super) what: What,
}

#[derive(Debug)]
pub(super) enum What {
    Rule,
    /// A picture, with the sentence that describes it.
    Picture(Box<str>),
}

/// Whether a part of a page belongs to what is around an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Around {
    /// Nothing says so.
    No,
    /// A class or the place of a header says so.
    Class,
    /// It is what readers wrote below.
    Comment,
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

/// An element. Its parent comes before it; its blocks follow each other.
#[derive(Debug, Clone)]
pub(super) struct Element {
    /// The root is its own parent.
    pub(super) parent: u32,
    pub(super) blocks: Range<u32>,
    /// The class of the element alone, without that of the elements around it.
    pub(super) around: Around,
    pub(super) role: Option<Role>,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) text: String,
    pub(super) blocks: Vec<Block>,
    pub(super) elements: Vec<Element>,
    pub(super) inline: Inline,
    pub(super) between: Vec<Between>,
    pub(super) meta: Meta,
    pub(super) notices: Vec<Box<str>>,
}

impl Page {
    pub(super) fn text_of(&self, block: &Block) -> &str {
        &self.text[block.start as usize..block.end as usize]
    }
}
