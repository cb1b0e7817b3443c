//! Which blocks of a page are the article.
//!
//! First the element that holds it: one that says so, or the one with the most prose over what is no prose,
//! so that a body in several elements is held by the one around them. Then, within it, the blocks that are not
//! links, not around the article and not left alone.

use std::ops::Range;

use super::page::{Around, Block, Kind, Page, Role, Within};
use super::pointers;

/// The fewest letters that make an article.
const FEW: u64 = 140;

/// The most blocks that are said of one picture of a gallery.
const MOST_OF_A_PICTURE: usize = 8;

/// How many blocks above the article its headline may stand, with a standfirst between.
const STANDFIRST_BLOCKS: usize = 25;

/// For each block, whether it stays.
pub(super) fn article(page: &mut Page) -> Vec<bool> {
    let measures = Measures::new(page);
    settle_around(page, &measures);
    mark_captions(page);
    mark_galleries(page);
    let all = 0..page.blocks.len();
    let scope = scope(page);
    let mut keep = match &scope {
        Some(scope) => {
            let mut keep = within(page, scope);
            labels(page, &mut keep);
            standfirst(page, scope, &mut keep);
            keep
        }
        None => prose_anywhere(page, &all, Around::No),
    };
    // Classes are named by people, and some pages call their whole body a widget.
    let relaxed = prose_anywhere(page, &all, Around::Class);
    let (kept, more) = (letters(page, &keep), letters(page, &relaxed));
    if more >= FEW && kept * 3 < more {
        keep = relaxed;
    }
    if letters(page, &keep) < FEW {
        let whole: Vec<bool> = page.blocks.iter().map(|block| block.around == Around::No).collect();
        let everything = vec![true; page.blocks.len()];
        let enough = letters(page, &whole) >= FEW || letters(page, &whole) * 3 >= letters(page, &everything);
        keep = if enough { whole } else { everything };
    }
    let mut headed = keep.clone();
    headings(page, &mut headed);
    if letters(page, &headed) * 2 > letters(page, &keep) { headed } else { keep }
}

/// Marks the captions that no element does.
fn mark_captions(page: &mut Page) {
    for block in &mut page.blocks {
        if pointers::is_caption(&page.text[block.start as usize..block.end as usize], block) {
            block.kind = Kind::Caption;
        }
    }
}

/// Marks what is said of the pictures of a gallery, each numbered `1/50`, as captions, where the page holds other prose.
fn mark_galleries(page: &mut Page) {
    const PICTURES: usize = 3;
    let numbered = page.blocks.iter().enumerate();
    let numbered = numbered.filter_map(|(at, block)| Some((at, pointers::counted(page.text_of(block))?)));
    let numbered: Vec<(usize, (u32, u32))> = numbered.collect();
    for run in numbered.chunk_by(|(_, a), (_, b)| a.1 == b.1 && a.0 + 1 == b.0) {
        let (Some(&(first, _)), Some(&(last, _))) = (run.first(), run.last()) else { continue };
        if run.len() < PICTURES {
            continue;
        }
        let item = page.elements[page.blocks[last].element as usize].parent;
        let end = (page.elements[item as usize].blocks.end as usize).clamp(last + 1, page.blocks.len());
        // An element around the whole gallery, and more, is not the item of its last picture.
        let end = if end - last > MOST_OF_A_PICTURE { last + 1 } else { end };
        let prose = |(at, block): (usize, &Block)| !(first..end).contains(&at) && is_prose(page, block);
        let others = page.blocks.iter().enumerate().filter(|&other| prose(other));
        if others.map(|(_, block)| weight(block)).sum::<u64>() >= 4 * FEW {
            for block in &mut page.blocks[first..end] {
                (block.kind, block.within) = (Kind::Caption, Within::Gallery);
            }
        }
    }
}

/// Drops the labels of lists of links that go.
fn labels(page: &Page, keep: &mut [bool]) {
    for index in 0..keep.len().saturating_sub(1) {
        let (block, next) = (&page.blocks[index], &page.blocks[index + 1]);
        if keep[index]
            && (!keep[index + 1] || is_links(next))
            && pointers::labels_pointers(page.text_of(block), block)
        {
            let linked = |at: &usize| {
                is_links(&page.blocks[*at]) && matches!(page.blocks[*at].kind, Kind::Item { .. })
            };
            (index + 1..keep.len()).take_while(linked).for_each(|at| keep[at] = false);
            keep[index] = false;
        }
    }
}

fn letters(page: &Page, keep: &[bool]) -> u64 {
    let kept = page.blocks.iter().zip(keep).filter(|(_, keep)| **keep);
    kept.map(|(block, _)| weight(block)).sum()
}

/// The letters of a block, as many as its words would have in a Latin script.
fn weight(block: &Block) -> u64 {
    u64::from(block.letters.max(block.words.saturating_mul(4)))
}

/// Whether a block is prose by itself: several words and few links, or a whole sentence.
fn is_prose(page: &Page, block: &Block) -> bool {
    if matches!(block.kind, Kind::Heading(_) | Kind::Caption)
        || u64::from(block.linked) * 3 > block.letters.into()
    {
        return false;
    }
    block.words >= 15 || block.words >= 4 && is_sentence(page.text_of(block))
}

/// Whether a text ends as sentences do.
fn is_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['»', '"', '”', '“', '’', ')', '」', ' ', '\u{a0}', '\u{202f}']);
    text.ends_with(['.', '!', '?', '…', '。', '！', '？', ':', '؟', '।'])
}

/// Sums over the blocks, so that those of any run are two look-ups away.
struct Measures {
    /// Letters of prose.
    prose: Vec<u64>,
    /// Letters of links and of blocks that are no prose.
    other: Vec<u64>,
}

impl Measures {
    fn new(page: &Page) -> Self {
        let mut measures =
            Self { prose: vec![0; page.blocks.len() + 1], other: vec![0; page.blocks.len() + 1] };
        for (index, block) in page.blocks.iter().enumerate() {
            let prose = is_prose(page, block);
            let (mut of_prose, mut of_other) = (0, 0);
            match block.kind {
                _ if prose => of_prose = weight(block),
                Kind::Caption | Kind::Heading(_) | Kind::Item { .. } | Kind::Row => {
                    of_other = u64::from(block.linked)
                }
                _ => of_other = u64::from(block.linked.max(block.letters / 3)),
            }
            measures.prose[index + 1] = measures.prose[index] + of_prose;
            measures.other[index + 1] = measures.other[index] + of_other;
        }
        measures
    }

    fn prose(&self, blocks: &Range<u32>) -> u64 {
        self.prose[blocks.end as usize] - self.prose[blocks.start as usize]
    }

    fn other(&self, blocks: &Range<u32>) -> u64 {
        self.other[blocks.end as usize] - self.other[blocks.start as usize]
    }
}

/// Hands what an element says of itself down to its blocks. An element whose class says that it is around
/// the article but which holds most of the page's prose does not.
fn settle_around(page: &mut Page, measures: &Measures) {
    let total = measures.prose(&(0..page.blocks.len() as u32));
    let mut settled: Vec<Around> = Vec::with_capacity(page.elements.len());
    for (index, element) in page.elements.iter().enumerate() {
        let prose = measures.prose(&element.blocks);
        let said = match element.around {
            Around::Class if prose * 2 > total => Around::No,
            Around::Comment if prose * 10 > total * 9 => Around::No,
            around => around,
        };
        let parent = settled.get(element.parent as usize).copied().filter(|_| index > 0);
        settled.push(said.max(parent.unwrap_or(Around::No)));
    }
    for block in &mut page.blocks {
        block.around = settled.get(block.element as usize).copied().unwrap_or(Around::No);
    }
}

/// The blocks of the element that holds the article.
fn scope(page: &Page) -> Option<Range<usize>> {
    let mut page_measures = Measures::new(page);
    // What is around the article counts for nothing.
    let (mut prose, mut other) = (0, 0);
    for (index, block) in page.blocks.iter().enumerate() {
        let of = |sums: &[u64]| sums[index + 1] - sums[index];
        let (of_prose, of_other) = (of(&page_measures.prose), of(&page_measures.other));
        let counts = u64::from(block.around == Around::No);
        page_measures.prose[index] = prose;
        page_measures.other[index] = other;
        prose += of_prose * counts;
        other += of_other * counts;
        if index + 1 == page.blocks.len() {
            page_measures.prose[index + 1] = prose;
            page_measures.other[index + 1] = other;
        }
    }
    let measures = page_measures;
    let total = measures.prose(&(0..page.blocks.len() as u32));
    let prose = |index: usize| measures.prose(&page.elements[index].blocks);
    let value = |index: usize| {
        let blocks = &page.elements[index].blocks;
        measures.prose(blocks) as i64 - measures.other(blocks) as i64
    };
    let indices = 0..page.elements.len();
    let best = indices.clone().max_by_key(|&index| (value(index), index))?;
    let of_role = |role: Role| {
        let all = indices.clone().filter(move |&index| page.elements[index].role == Some(role));
        let best = all.clone().max_by_key(|&index| (prose(index), index))?;
        // Many articles of the same size are a page of teasers.
        let outer =
            all.filter(|&index| !inside(page, index, best) && !inside(page, best, index) || index == best);
        let sum: u64 = outer.map(prose).sum();
        (prose(best) >= FEW && prose(best) * 5 >= sum * 2 && prose(best) * 5 >= total * 2).then_some(best)
    };
    let said = of_role(Role::Body).or_else(|| of_role(Role::Article)).or_else(|| of_role(Role::Main));
    let chosen = match said {
        // What says so may hold a part only.
        Some(said) if inside(page, said, best) && prose(said) * 4 < prose(best) * 3 => best,
        Some(said) => said,
        None if prose(best) >= FEW => best,
        None => return None,
    };
    let blocks = &page.elements[chosen].blocks;
    Some(blocks.start as usize..blocks.end as usize)
}

/// Whether an element is within another, or is it.
fn inside(page: &Page, index: usize, outer: usize) -> bool {
    let (a, b) = (&page.elements[index].blocks, &page.elements[outer].blocks);
    index >= outer && a.start >= b.start && a.end <= b.end
}

/// The blocks that stay, of the element that holds the article.
fn within(page: &Page, scope: &Range<usize>) -> Vec<bool> {
    let mut keep = vec![false; page.blocks.len()];
    let dense = link_lists(page, scope);
    // Whether an element, its parent or the parent of that holds a sentence.
    let mut prose = vec![false; page.elements.len()];
    let outer = |element: u32| {
        let parent = page.elements[element as usize].parent;
        [element, parent, page.elements[parent as usize].parent]
    };
    for index in scope.clone() {
        let block = &page.blocks[index];
        if block.around == Around::No && is_prose(page, block) {
            outer(block.element).into_iter().for_each(|element| prose[element as usize] = true);
        }
    }
    let beside = |index: Option<usize>| {
        index.and_then(|index| page.blocks.get(index)).is_some_and(|block| is_prose(page, block))
    };
    for index in scope.clone() {
        let block = &page.blocks[index];
        if block.around > Around::No || dense[index - scope.start] || block.kind == Kind::Caption {
            continue;
        }
        let text = page.text_of(block);
        let others = pointers::points_elsewhere(text, block) || pointers::invites(text, block);
        if others || pointers::disclaims(text, block) {
            continue;
        }
        let near = || {
            let [own, parent, _] = outer(block.element);
            prose[own as usize]
                || prose[parent as usize]
                || beside(index.checked_sub(1)) && beside(Some(index + 1))
        };
        keep[index] = match block.kind {
            Kind::Heading(_) => true,
            _ if is_links(block) => {
                let text = page.text_of(block);
                match block.kind {
                    Kind::Row => true,
                    Kind::Item { .. } => near(),
                    _ => block.words >= 6 && is_sentence(text) && near(),
                }
            }
            Kind::Item { .. } | Kind::Row | Kind::Code => true,
            _ => is_prose(page, block) || block.within == Within::Cell || near(),
        };
    }
    keep
}

/// For each block of the scope, whether it belongs to an element that is little but links, and is no long prose itself.
fn link_lists(page: &Page, scope: &Range<usize>) -> Vec<bool> {
    let mut dense = vec![false; scope.len()];
    let mut sums = vec![(0u64, 0u64, 0u64); scope.len() + 1];
    for (at, index) in scope.clone().enumerate() {
        let block = &page.blocks[index];
        let (letters, linked, prose) = sums[at];
        let own = if is_prose(page, block) { u64::from(block.letters) } else { 0 };
        sums[at + 1] = (letters + u64::from(block.letters), linked + u64::from(block.linked), prose + own);
    }
    let mut until = 0;
    for element in &page.elements {
        let (start, end) = (element.blocks.start as usize, element.blocks.end as usize);
        if start < scope.start
            || end > scope.end
            || end - start < 2
            || end - start == scope.len()
            || end <= until
        {
            continue;
        }
        let (from, to) = (sums[start - scope.start], sums[end - scope.start]);
        let (letters, linked, prose) = (to.0 - from.0, to.1 - from.1, to.2 - from.2);
        if linked * 2 > letters && prose * 3 < letters {
            let blocks = &page.blocks[start..end];
            for (dense, block) in dense[start - scope.start..end - scope.start].iter_mut().zip(blocks) {
                *dense = block.words < 15 || !is_prose(page, block);
            }
            until = end;
        }
    }
    dense
}

/// What is between the headline and the article: a sentence or two that sum it up.
fn standfirst(page: &Page, scope: &Range<usize>, keep: &mut [bool]) {
    let from = scope.start.saturating_sub(STANDFIRST_BLOCKS);
    let mut above = (from..scope.start).rev();
    let Some(headline) = above.find(|&index| page.blocks[index].kind == Kind::Heading(1)) else { return };
    let above = page.blocks[..scope.start].iter().zip(keep).skip(headline + 1);
    for (block, keep) in above {
        let heading =
            matches!(block.kind, Kind::Heading(_)) && block.words >= 8 && block.linked * 3 < block.letters;
        // The header of a page may hold the headline and what belongs to it.
        *keep = block.around <= Around::Class && block.words >= 8 && (heading || is_prose(page, block));
    }
}

/// A heading stays with what it heads: not above links that go, and not alone.
fn headings(page: &Page, keep: &mut [bool]) {
    let mut below = 0;
    for index in (0..keep.len()).rev() {
        let block = &page.blocks[index];
        match block.kind {
            Kind::Heading(level) if keep[index] => {
                // Another heading below heads it only from a lower level; one of many words is a standfirst.
                keep[index] = below == u8::MAX || below > level || block.words >= 12;
                if keep[index] {
                    below = level;
                }
            }
            Kind::Heading(_) | Kind::Caption => {}
            _ if keep[index] => below = u8::MAX,
            _ if u64::from(block.linked) * 2 > block.letters.into() => below = 0,
            _ => {}
        }
    }
}

/// The blocks that read like prose, of a page on which nothing says where the article is.
fn prose_anywhere(page: &Page, scope: &Range<usize>, allowed: Around) -> Vec<bool> {
    let mut keep = vec![false; page.blocks.len()];
    let inside = scope.clone().filter(|&index| page.blocks[index].around <= allowed);
    let inside: Vec<usize> = inside.filter(|&index| page.blocks[index].within != Within::Gallery).collect();
    for (place, &index) in inside.iter().enumerate() {
        let near = |place: Option<usize>| {
            place.and_then(|place| inside.get(place)).map(|&index| &page.blocks[index])
        };
        let block = &page.blocks[index];
        keep[index] = matches!(block.kind, Kind::Heading(_))
            || reads_like_prose(near(place.checked_sub(1)), block, near(Some(place + 1)));
    }
    keep
}

/// A short block that is nothing but links.
fn is_links(block: &Block) -> bool {
    block.words < 40 && u64::from(block.linked) * 10 >= u64::from(block.letters) * 8 && block.letters > 0
}

/// By the words and the links of a block and its neighbours: the rules that Kohlschütter, Fankhauser and
/// Nejdl learnt from pages of news ("Boilerplate Detection using Shallow Text Features", WSDM 2010).
fn reads_like_prose(before: Option<&Block>, block: &Block, after: Option<&Block>) -> bool {
    let words = |block: Option<&Block>| block.map_or(0, |block| block.words);
    let much_linked = |block: &Block, thousandths: u32| {
        u64::from(block.linked) * 1000 > u64::from(block.letters) * u64::from(thousandths)
    };
    if much_linked(block, 333) {
        return false;
    }
    if before.is_none_or(|before| !much_linked(before, 555)) {
        block.words > 16 || words(after) > 15 || words(before) > 4
    } else {
        block.words > 40 || words(after) > 17
    }
}
