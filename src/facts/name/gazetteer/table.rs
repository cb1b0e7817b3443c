//! How the gazetteer's table is made from words and their classes. Not part of the reader: only of training and tests.

use std::collections::BTreeMap;

use super::{CELL, Class, VALUE_BITS, VALUES, places};

/// Builds the table for words (by the hash of their folded form) and their classes. Deterministic.
///
/// # Errors
/// When there are more distinct sets of classes than a cell can number, or the hashes cannot be placed.
pub(crate) fn build(words: &BTreeMap<u32, Class>) -> Result<Vec<u8>, String> {
    let mut sets: Vec<Class> = words.values().copied().collect();
    sets.sort_unstable();
    sets.dedup();
    if sets.len() > VALUES {
        return Err(format!("{} sets of classes, at most {VALUES}", sets.len()));
    }
    let hashes: Vec<u32> = words.keys().copied().collect();
    let mut third = (hashes.len() as f64 * 1.23 / 3.0) as u32 + 16;
    let order = loop {
        if let Some(order) = peel(&hashes, third) {
            break order;
        }
        third += third / 50 + 1;
        if third as usize > hashes.len() * 2 + 1000 {
            return Err("two words share one hash".to_owned());
        }
    };
    let mut cells = vec![0_u32; 3 * third as usize];
    for &(hash, place) in order.iter().rev() {
        let (at, check) = places(hash, third);
        let number = sets.binary_search(&words[&hash]).unwrap_or_default() as u32;
        let wanted = check << VALUE_BITS | number;
        let others = at.iter().fold(0, |all, &i| if i == place { all } else { all ^ cells[i as usize] });
        cells[place as usize] = wanted ^ others;
    }
    let mut table = third.to_le_bytes().to_vec();
    sets.resize(VALUES, Class::NONE);
    table.extend(sets.iter().flat_map(|set| set.0.to_le_bytes()));
    table.extend(cells.iter().flat_map(|cell| cell.to_le_bytes().into_iter().take(CELL)));
    Ok(table)
}

/// The order in which cells with a single word can be taken away until none is left.
fn peel(hashes: &[u32], third: u32) -> Option<Vec<(u32, u32)>> {
    let mut count = vec![0_u32; 3 * third as usize];
    let mut mix = vec![0_u32; 3 * third as usize];
    for &hash in hashes {
        for place in places(hash, third).0 {
            count[place as usize] += 1;
            mix[place as usize] ^= hash;
        }
    }
    let mut single: Vec<u32> = (0..3 * third).filter(|&i| count[i as usize] == 1).collect();
    let mut order = Vec::with_capacity(hashes.len());
    while let Some(place) = single.pop() {
        if count[place as usize] != 1 {
            continue;
        }
        let hash = mix[place as usize];
        order.push((hash, place));
        for other in places(hash, third).0 {
            count[other as usize] -= 1;
            mix[other as usize] ^= hash;
            if count[other as usize] == 1 {
                single.push(other);
            }
        }
    }
    (order.len() == hashes.len()).then_some(order)
}

#[cfg(test)]
mod tests {
    use super::super::{hash_of, lookup};
    use super::*;

    #[test]
    fn every_word_put_in_comes_out_and_others_do_not() {
        let words: BTreeMap<u32, Class> =
            (0..5000_u32).map(|i| (hash_of(&format!("word{i}")), Class(1 << (i % 24)))).collect();
        let table = build(&words).unwrap();
        assert!(words.iter().all(|(&hash, &class)| lookup(&table, hash) == class));
        let strangers = (0..20_000).filter(|i| lookup(&table, hash_of(&format!("other{i}"))) != Class::NONE);
        assert!(strangers.count() < 20);
    }
}
