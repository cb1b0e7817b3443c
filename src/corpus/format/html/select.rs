//! Which blocks of a page are the article: those of the element that says so, or else those that read like
//! prose, by their length and by how much of them is links.

use std::ops::Range;

use super::page::{Around, Block, Container, Kind, Page, Role};

/// The fewest letters that make an article.
const FEW: u64 = 140;

/// For each block, whether it stays.
pub(super) fn article(page: &Page) -> Vec<bool> {
    let all = 0..page.blocks.len();
    let (scope, sure) = match scope(page) {
        Some(scope) => (scope, true),
        None => (all.clone(), false),
    };
    let letters = |keep: &[bool]| -> u64 {
        page.blocks
            .iter()
            .zip(keep)
            .filter(|(_, keep)| **keep)
            .map(|(block, _)| u64::from(block.letters))
            .sum()
    };
    let mut keep = chosen(page, &scope, sure, Around::No);
    // Classes are named by people, and some pages call their whole body a widget.
    let relaxed = chosen(page, &all, false, Around::Class);
    let (kept, more) = (letters(&keep), letters(&relaxed));
    if more >= FEW && kept * 3 < more {
        keep = relaxed;
    }
    if letters(&keep) < FEW {
        let whole: Vec<bool> = page.blocks.iter().map(|block| block.around == Around::No).collect();
        let everything = vec![true; page.blocks.len()];
        keep = if letters(&whole) >= FEW || letters(&whole) * 3 >= letters(&everything) {
            whole
        } else {
            everything
        };
    }
    keep
}

/// The blocks of the element that holds the article, if the page has such an element.
fn scope(page: &Page) -> Option<Range<usize>> {
    let best = |role: Role| {
        let of_role = || page.containers.iter().filter(move |container| container.role == role);
        let best: &Container = of_role().max_by_key(|container| container.letters)?;
        // Many articles of the same size are a page of teasers.
        let total: u64 = of_role().map(|container| container.letters).sum();
        (best.letters >= FEW && best.letters * 5 >= total * 2).then_some(best)
    };
    let mut chosen = best(Role::Body).or_else(|| best(Role::Article)).or_else(|| best(Role::Main))?;
    // The article around its body, where that adds no more than a standfirst.
    for container in &page.containers {
        let around =
            container.blocks.start <= chosen.blocks.start && container.blocks.end >= chosen.blocks.end;
        if container.role == Role::Article && around && container.letters * 10 <= chosen.letters * 14 {
            chosen = container;
        }
    }
    let prose: u64 = page
        .blocks
        .iter()
        .filter(|block| block.around == Around::No && block.words >= 15 && block.linked * 3 < block.letters)
        .map(|block| u64::from(block.letters))
        .sum();
    (chosen.letters * 5 >= prose * 2).then(|| chosen.blocks.clone())
}

fn chosen(page: &Page, scope: &Range<usize>, sure: bool, allowed: Around) -> Vec<bool> {
    let mut keep = vec![false; page.blocks.len()];
    let inside: Vec<usize> = scope.clone().filter(|&index| page.blocks[index].around <= allowed).collect();
    for (place, &index) in inside.iter().enumerate() {
        let block = &page.blocks[index];
        let near = |place: Option<usize>| {
            place.and_then(|place| inside.get(place)).map(|&index| &page.blocks[index])
        };
        keep[index] = if sure {
            !is_links(block)
        } else {
            reads_like_prose(near(place.checked_sub(1)), block, near(Some(place + 1)))
        };
    }
    if !sure {
        // A heading stays with what it heads.
        let mut below = false;
        for &index in inside.iter().rev() {
            if page.blocks[index].kind == Kind::Heading {
                keep[index] = below;
            }
            below = keep[index];
        }
    }
    keep
}

/// A short block that is nothing but links.
fn is_links(block: &Block) -> bool {
    block.kind != Kind::Heading
        && block.words < 40
        && block.linked * 10 >= block.letters * 8
        && block.letters > 0
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
