//! The kinds of cue words around a figure.

/// The meaning of a word for a figure near it. The table of cue words describes each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cue {
    Follows,
    Price,
    Funds,
    Money,
    Counts,
    Weighed,
    Heavy,
    Books,
    Moves,
    Vague,
    Definite,
    Priced,
    Constant,
    Changes,
    Sums,
    Nice,
    /// It ends a phrase that modifies the figure after it.
    Modifies,
    /// It opens a phrase that modifies the figure before it.
    ModifiesBack,
    /// It opens a unit of percentages.
    Percent,
}

/// The cues of the table by name.
pub(super) const CUES: &[(&str, Cue)] = &[
    ("follows", Cue::Follows),
    ("price", Cue::Price),
    ("funds", Cue::Funds),
    ("money", Cue::Money),
    ("counts", Cue::Counts),
    ("weighed", Cue::Weighed),
    ("heavy", Cue::Heavy),
    ("books", Cue::Books),
    ("moves", Cue::Moves),
    ("vague", Cue::Vague),
    ("definite", Cue::Definite),
    ("priced", Cue::Priced),
    ("constant", Cue::Constant),
    ("changes", Cue::Changes),
    ("sums", Cue::Sums),
    ("nice", Cue::Nice),
];
