//! Files that are only in memory, for the fuzz targets: decoded, parsed and cleaned as those on a disk are, but a
//! fault of a parser is not contained.

use super::read::Bytes;
use super::walk::{Entry, Place};
use super::{Loaded, Options, Progress, assemble, decode, parse};

/// The articles of a file of this name.
pub(crate) fn read(name: &str, data: &[u8], options: &Options) -> Loaded {
    let limit = usize::try_from(options.max_file_bytes).unwrap_or(usize::MAX);
    let bytes = Bytes { data: &data[..data.len().min(limit)], cut: data.len() > limit };
    let place = Place::File(name.into());
    let entry = Entry { place, skip: None, named: true, folder: None, repeated: false };
    let progress = Progress::default();
    let outcome = parse(&entry, &bytes, options, &progress, &|_| ());
    let loaded = assemble(&[entry], vec![outcome], &[], &progress);
    Loaded {
        articles: loaded.articles.into_iter().map(|(article, ())| article).collect(),
        problems: loaded.problems,
        seen: loaded.seen,
        cancelled: loaded.cancelled,
    }
}

/// The text of some bytes, and the notices about how they were decoded.
pub(crate) fn decode(bytes: &[u8], cut: bool) -> (String, Vec<Box<str>>) {
    let decoded = decode::decode(bytes, cut);
    (decoded.text.into_owned(), decoded.notices)
}
