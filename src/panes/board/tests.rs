//! The bar of the board.

use super::draw::place;

#[test]
fn a_bar_shows_where_values_lie_on_the_scale_of_the_board() {
    let scale = Some((1e6, 1e12));
    assert_eq!(place(13, (1e6, 1e6), scale), Some((0, 1)));
    assert_eq!(place(13, (1e12, 1e12), scale), Some((12, 13)));
    assert_eq!(place(13, (1e9, 19e9), scale), Some((6, 10)), "1 and 19 billion differ visibly");
    assert_eq!(place(13, (0.0, 5.0), scale), None);
    assert_eq!(place(13, (5.0, 5.0), Some((5.0, 5.0))), Some((0, 1)));
    assert_eq!(place(13, (5.0, 5.0), None), None);
}
