//! How many rows each block of an article takes: counted where it has been laid out, else estimated. The rows before a block and
//! the block at a row are found in a time that grows with the logarithm of the number of blocks (a Fenwick tree), since a book has
//! hundreds of thousands.

/// The rows of the blocks.
#[derive(Debug, Default)]
pub(super) struct Heights {
    rows: Vec<u32>,
    /// At `n`: the sum of as many blocks before `n + 1` as the lowest bit of `n + 1` says.
    sums: Vec<u64>,
}

impl Heights {
    /// With these numbers of rows.
    pub(super) fn new(rows: Vec<u32>) -> Self {
        let mut sums: Vec<u64> = rows.iter().map(|&rows| u64::from(rows)).collect();
        for at in 0..sums.len() {
            let above = at | (at + 1);
            if above < sums.len() {
                sums[above] += sums[at];
            }
        }
        Self { rows, sums }
    }

    /// The number of blocks.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The rows of a block; 0 after the last.
    pub(super) fn of(&self, block: usize) -> u32 {
        self.rows.get(block).copied().unwrap_or(0)
    }

    /// Sets the rows of a block.
    pub(super) fn set(&mut self, block: usize, rows: u32) {
        let Some(own) = self.rows.get_mut(block) else { return };
        let (more, less) = (u64::from(rows.saturating_sub(*own)), u64::from(own.saturating_sub(rows)));
        *own = rows;
        let mut at = block;
        while at < self.sums.len() && more + less > 0 {
            self.sums[at] = self.sums[at] + more - less;
            at |= at + 1;
        }
    }

    /// The rows of all blocks.
    pub(super) fn total(&self) -> u64 {
        self.before(self.rows.len())
    }

    /// The rows of all blocks before one.
    pub(super) fn before(&self, block: usize) -> u64 {
        let (mut left, mut sum) = (block.min(self.sums.len()), 0);
        while left > 0 {
            sum += self.sums[left - 1];
            left &= left - 1;
        }
        sum
    }

    /// The block that a row is in, and which row of it; the number of blocks for a row after the last.
    pub(super) fn at(&self, row: u64) -> (usize, u64) {
        let (mut block, mut left) = (0, row);
        let mut step = self.sums.len().next_power_of_two();
        while step > 0 {
            if let Some(sum) = self.sums.get(block + step - 1).filter(|sum| **sum <= left) {
                left -= sum;
                block += step;
            }
            step /= 2;
        }
        (block, left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_and_places_are_those_of_adding_up(
            mut rows in proptest::collection::vec(0u32..9, 0..70),
            changes in proptest::collection::vec((0usize..80, 0u32..9), 0..30),
        ) {
            let mut heights = Heights::new(rows.clone());
            for (block, to) in changes {
                heights.set(block, to);
                if let Some(own) = rows.get_mut(block) {
                    *own = to;
                }
            }
            let sum = |rows: &[u32]| rows.iter().map(|&rows| u64::from(rows)).sum::<u64>();
            for block in 0..=rows.len() {
                prop_assert_eq!(heights.before(block), sum(&rows[..block]));
            }
            for row in 0..sum(&rows) {
                let (block, inside) = heights.at(row);
                prop_assert_eq!(heights.before(block) + inside, row);
                prop_assert!(inside < u64::from(rows[block]));
            }
            prop_assert_eq!(heights.at(heights.total()).0, rows.len());
        }
    }
}
