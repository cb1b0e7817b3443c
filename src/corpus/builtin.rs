//! The built-in corpus: the articles under `corpus/`, embedded in the binary and listed by the build script.

/// Path from `corpus/` on with `/` between folders, and content, in the order of the paths.
pub(super) const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/corpus.rs"));

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_file_of_the_corpus_folder_is_built_in() {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        for (path, bytes) in FILES {
            assert_eq!(std::fs::read(package.join(path)).unwrap(), *bytes, "{path}");
        }
        let mut folders: Vec<_> =
            Some(package.join("corpus")).filter(|root| root.is_dir()).into_iter().collect();
        let mut files = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let entry = entry.unwrap();
                if entry.file_name().to_string_lossy().starts_with('.') {
                    continue;
                }
                if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path());
                } else {
                    files += 1;
                }
            }
        }
        assert_eq!(files, FILES.len());
    }
}
