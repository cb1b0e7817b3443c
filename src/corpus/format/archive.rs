//! A zip file in memory, for archives of articles and for documents that are one. The number of files, the bytes of
//! each and of all together, and the ratio to their packed size are bounded before anything is unpacked.

use std::io::{Cursor, Read as _};
use std::sync::atomic::{AtomicUsize, Ordering};

use memchr::memmem;
use zip::ZipArchive;

use super::{Parsed, Source};
use crate::corpus::decode::decode;
use crate::text::count::size;

/// The most files in one.
const MAX_ENTRIES: usize = 10_000;

/// How many times its packed size a file may take, once it takes more than 1 MiB.
const MAX_RATIO: u64 = 200;

/// Whether a zip file holds a file of this name itself, and not only within one that it holds. Of one that is cut or
/// damaged its beginning tells.
pub(super) fn holds(source: &Source<'_>, name: &str) -> bool {
    let bytes = source.bytes;
    // Most archives hold no such name anywhere.
    if !bytes.starts_with(b"PK\x03\x04") || memmem::find(bytes, name.as_bytes()).is_none() {
        return false;
    }
    if memmem::find_iter(bytes, b"PK\x01\x02").nth(MAX_ENTRIES).is_some() {
        return false;
    }
    match ZipArchive::new(Cursor::new(bytes)) {
        Ok(zip) => zip.index_for_name(name).is_some(),
        Err(_) => memmem::find(&bytes[..bytes.len().min(4 << 10)], name.as_bytes()).is_some(),
    }
}

/// A zip file.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// What may still be unpacked of the whole file.
    budget: &'a AtomicUsize,
    limit: usize,
}

impl<'a> Archive<'a> {
    /// Opens the bytes of a source; an error says why that cannot be.
    pub(super) fn open(source: &'a Source<'_>) -> Result<Self, String> {
        if source.cut {
            let limit = size(source.limit as u64);
            return Err(format!(
                "is larger than the size limit of {limit}, and such a file is read from its end"
            ));
        }
        // Each file has a row in the directory at the end.
        if memmem::find_iter(source.bytes, b"PK\x01\x02").nth(MAX_ENTRIES).is_some() {
            return Err(format!("holds more than {MAX_ENTRIES} files"));
        }
        let zip =
            ZipArchive::new(Cursor::new(source.bytes)).map_err(|error| format!("is damaged: {error}"))?;
        Ok(Self { zip, budget: source.budget(), limit: source.limit })
    }

    /// Opens a document that is a zip file, with the text of its main part.
    ///
    /// # Errors
    /// A problem about the file, when it or the part cannot be read.
    pub(super) fn document(source: &'a Source<'_>, part: &str) -> Result<(Self, String), Parsed<'static>> {
        let problem = |cause: String| Parsed {
            drafts: Vec::new(),
            problems: vec![
                source.error(None, cause).next(source.step("save it anew, or convert it to text")),
            ],
        };
        let mut archive = Self::open(source).map_err(problem)?;
        let bytes = archive.read(part).map_err(|cause| problem(format!("its text {cause}")))?;
        Ok((archive, decode(&bytes, false).text.into_owned()))
    }

    /// The names of its files, in its order, without folders and names that are no text.
    pub(super) fn names(&self) -> Vec<String> {
        let names = self.zip.file_names().filter_map(Result::ok);
        names.filter(|name| !name.ends_with('/')).map(std::borrow::Cow::into_owned).collect()
    }

    /// Unpacks a file; an error says why that cannot be.
    pub(super) fn read(&mut self, name: &str) -> Result<Vec<u8>, String> {
        let file = self.zip.by_name(name).map_err(|error| format!("cannot be unpacked: {error}"))?;
        let (size, packed) = (file.size(), file.compressed_size());
        let most = (packed.saturating_mul(MAX_RATIO)).max(1 << 20);
        if size > most {
            return Err(format!("would take more than {MAX_RATIO} times its packed size"));
        }
        let left = self.budget.load(Ordering::Relaxed);
        let most = usize::try_from(most).unwrap_or(usize::MAX).min(self.limit);
        if left == 0 {
            return Err("is left out: all files together would take too much".to_owned());
        }
        let mut bytes = Vec::new();
        let read = file.take(most.min(left) as u64 + 1).read_to_end(&mut bytes);
        let over = bytes.len() > most.min(left);
        self.budget.store(left.saturating_sub(bytes.len()), Ordering::Relaxed);
        match read {
            Ok(_) if over => Err("is larger than what is read of one file".to_owned()),
            Ok(_) => Ok(bytes),
            Err(error) => Err(format!("cannot be unpacked: {error}")),
        }
    }

    /// Unpacks a file of text; `None` when it is not there, or cannot be read.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        let bytes = self.read(name).ok()?;
        Some(crate::corpus::decode::decode(&bytes, false).text.into_owned())
    }
}
