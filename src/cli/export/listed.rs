//! The export of what the reader lists into a file, whose name says in which form.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::template::{self, Template};
use super::{Form, Source, write};
use crate::article::ArticleId;
use crate::cli::{Failure, places};
use crate::error::{Error, Result};
use crate::library::Library;
use crate::triage::Annotations;

/// Writes articles into the file of a name, in which `~` is the user's home. Returns its path, or `None` when there is such
/// a file and it is not to be replaced. A file that is replaced stays as it was until the new one is whole.
///
/// # Errors
/// When the name has no ending of a form, or the file cannot be written.
pub fn export_listed(
    name: &str,
    replace: bool,
    library: &Library,
    annotations: &Annotations,
    chosen: &[ArticleId],
) -> Result<Option<PathBuf>> {
    let path = match (name.trim().strip_prefix("~/"), places::home()) {
        (Some(inside), Some(home)) => home.join(inside),
        _ => PathBuf::from(name.trim()),
    };
    let form = form_of(&path)?;
    let template = match form {
        Form::Markdown => Some(Template::built_in(template::MARKDOWN)?),
        Form::Bibtex => Some(Template::built_in(template::BIBTEX)?),
        Form::Csv | Form::Ndjson => None,
    };
    let failed = |error: &io::Error| {
        Error::new(path.display().to_string(), format!("cannot be written: {error}"))
            .next("name another file")
    };
    let there = fs::symlink_metadata(&path);
    if there.is_ok() && !replace {
        return Ok(None);
    }
    if there.is_ok_and(|there| !there.is_file()) {
        return Err(Error::new(path.display().to_string(), "is no regular file").next("name another file"));
    }
    let beside = beside(&path);
    let file =
        OpenOptions::new().write(true).create_new(true).open(&beside).map_err(|error| failed(&error))?;
    let source = Source { library, annotations };
    let written = fill(file, |out| write(out, form, template.as_ref(), &source, chosen));
    let moved = written.and_then(|()| put(&beside, &path, replace).map_err(Failure::Output));
    match moved {
        Ok(()) => Ok(Some(std::path::absolute(&path).unwrap_or(path))),
        Err(problem) => {
            let _ = fs::remove_file(&beside);
            match problem {
                Failure::Output(error) if error.kind() == ErrorKind::AlreadyExists => Ok(None),
                Failure::Output(error) => Err(failed(&error)),
                Failure::Wrong(error) => Err(error),
            }
        }
    }
}

fn fill(
    file: File,
    fill: impl FnOnce(&mut BufWriter<File>) -> std::result::Result<(), Failure>,
) -> std::result::Result<(), Failure> {
    let mut out = BufWriter::with_capacity(1 << 16, file);
    fill(&mut out)?;
    out.flush()?;
    Ok(())
}

/// Gives a file its name; one of that name that has come meanwhile is replaced only when that is wanted.
fn put(beside: &Path, path: &Path, replace: bool) -> io::Result<()> {
    if replace {
        return fs::rename(beside, path);
    }
    fs::hard_link(beside, path)?;
    fs::remove_file(beside)
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

fn form_of(path: &Path) -> Result<Form> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    match &*ending {
        "md" | "markdown" | "txt" => Ok(Form::Markdown),
        "csv" => Ok(Form::Csv),
        "ndjson" | "jsonl" => Ok(Form::Ndjson),
        "bib" => Ok(Form::Bibtex),
        _ => Err(Error::new(path.display().to_string(), "does not say in which form to export")
            .next("end its name in .md, .csv, .ndjson or .bib")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_and_replaced_only_when_that_is_wanted() {
        let folder = tempfile::TempDir::new().unwrap();
        let text = "Le quai\n\nAnna Roth a vendu le quai.\n";
        let read =
            crate::corpus::in_memory::read("a.txt", text.as_bytes(), &crate::corpus::Options::default());
        let none = vec![Box::default(); read.articles.len()];
        let library = Library::from_parts(read.articles, none, Vec::new(), Vec::new());
        let ids: Vec<_> = library.ids().collect();
        let path = folder.path().join("notes.md");
        let name = path.to_str().unwrap();
        let export =
            |name: &str, replace| export_listed(name, replace, &library, &Annotations::default(), &ids);
        assert_eq!(export(name, false).unwrap().as_deref(), Some(&*path));
        assert!(fs::read_to_string(&path).unwrap().contains("## Le quai"));
        fs::write(&path, "mine").unwrap();
        assert_eq!(export(name, false).unwrap(), None);
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
        export(name, true).unwrap();
        assert!(fs::read_to_string(&path).unwrap().contains("## Le quai"));
        for ending in ["csv", "ndjson", "bib"] {
            let other = folder.path().join(format!("notes.{ending}"));
            export(other.to_str().unwrap(), false).unwrap();
            assert!(fs::read_to_string(&other).unwrap().contains("Le quai"), "{ending}");
        }
        let error = export("notes", false).unwrap_err().to_string();
        assert!(error.contains("end its name in .md"), "{error}");
        let nowhere = folder.path().join("none/notes.md");
        assert!(
            export(nowhere.to_str().unwrap(), false).unwrap_err().to_string().contains("cannot be written")
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4, "nothing is left beside them");
    }
}
