//! How the gazetteer and the tagger's weights are made. Used by `examples/train_people.rs` alone; nothing of
//! this runs in the reader.

pub mod augment;
pub mod blocks;
pub mod crf;
pub mod lists;
