//! How the gazetteer and the tagger's weights are made. Used by `cargo xtask train-people`; the reader is
//! built without it (feature `training`).

pub mod augment;
pub mod blocks;
pub mod crf;
pub mod lists;
pub mod manifest;
