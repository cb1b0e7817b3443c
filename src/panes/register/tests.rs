//! The bars of the index.

use super::draw::bar;

#[test]
fn a_bar_with_little_room_shows_the_highest_of_the_months_that_share_a_cell() {
    assert_eq!(bar(&[0, 1, 8, 4], 4).as_str(), " ▁█▄");
    assert_eq!(bar(&[0, 1, 8, 4], 2).as_str(), "▁█");
    assert_eq!(bar(&[3], 12).as_str(), "▃");
    assert_eq!(bar(&[], 12).as_str(), "");
}
