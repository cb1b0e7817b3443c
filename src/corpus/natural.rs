//! Natural order of file names: `part 2` before `part 10`, and the same on every run and machine.

use std::cmp::Ordering;
use std::ffi::OsStr;

/// Compares digit runs by their number and ASCII letters without case; names that differ only there are
/// ordered by their bytes, so that the order is total.
pub(super) fn compare(a: &OsStr, b: &OsStr) -> Ordering {
    let (a, b) = (a.as_encoded_bytes(), b.as_encoded_bytes());
    let (mut i, mut j) = (0, 0);
    while let (Some(&x), Some(&y)) = (a.get(i), b.get(j)) {
        if x.is_ascii_digit() && y.is_ascii_digit() {
            let (left, right) = (digits(&a[i..]), digits(&b[j..]));
            let (p, q) = (strip_zeros(left), strip_zeros(right));
            match p.len().cmp(&q.len()).then_with(|| p.cmp(q)) {
                Ordering::Equal => (i, j) = (i + left.len(), j + right.len()),
                unequal => return unequal,
            }
        } else {
            match x.to_ascii_lowercase().cmp(&y.to_ascii_lowercase()) {
                Ordering::Equal => (i, j) = (i + 1, j + 1),
                unequal => return unequal,
            }
        }
    }
    (a.len() - i).cmp(&(b.len() - j)).then_with(|| a.cmp(b))
}

fn digits(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.iter().take_while(|byte| byte.is_ascii_digit()).count()]
}

fn strip_zeros(digits: &[u8]) -> &[u8] {
    &digits[digits.iter().take_while(|&&digit| digit == b'0').count()..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_and_case_does_not() {
        let mut names = ["b", "part 10", "Part 2", "part 02", "A", "a1b", "a01", "a", ""];
        names.sort_by(|a, b| compare(OsStr::new(a), OsStr::new(b)));
        assert_eq!(names, ["", "A", "a", "a01", "a1b", "b", "Part 2", "part 02", "part 10"]);
    }
}
