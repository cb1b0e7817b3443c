//! What the reader needs from the arguments and the environment.

use std::path::{Path, PathBuf};

use super::arguments::ReaderArguments;
use super::{places, session};
use crate::config::Document;
use crate::corpus::{self, Input};
use crate::error::Result;
use crate::triage::Location;

/// What the reader needs from the arguments and the environment.
#[derive(Debug)]
pub struct Launch {
    /// The inputs that the user named; empty for the folder of the settings or the built-in corpus.
    inputs: Vec<Input>,
    /// The options for reading them.
    pub corpus: corpus::Options,
    /// Where marks are saved.
    pub state: Location,
    /// Whether to begin anew.
    pub fresh: bool,
    /// The user's configuration file.
    pub config: Option<Document>,
    /// The path of that file, whether it exists or not; `None` when the home folder is not known.
    pub config_path: Option<PathBuf>,
    /// Whether colours may be used.
    pub colour: bool,
    home: Option<PathBuf>,
}

impl Launch {
    pub(super) fn new(arguments: &ReaderArguments, colour: bool) -> Result<Self> {
        Ok(Self {
            inputs: session::inputs(&arguments.paths),
            corpus: arguments.common.corpus(),
            state: arguments.common.location()?,
            fresh: arguments.fresh,
            config: arguments.common.document()?,
            config_path: arguments.common.config_path().ok(),
            colour,
            home: places::home(),
        })
    }

    /// The inputs to read; `folder` is that of the settings.
    pub fn inputs_or(&self, folder: Option<&Path>) -> Vec<Input> {
        session::inputs_or(self.inputs.clone(), folder)
    }

    /// Their name in the first line of the screen.
    pub fn place(&self, folder: Option<&Path>) -> String {
        let inputs = self.inputs_or(folder);
        let first = match inputs.first() {
            Some(Input::Path(path)) => self.short(path),
            Some(Input::Stdin) => "standard input".to_owned(),
            Some(Input::BuiltIn) | None => "built-in corpus".to_owned(),
        };
        match inputs.len() {
            0 | 1 => first,
            many => format!("{first} and {} more", many - 1),
        }
    }

    /// A path with the user's home as `~`.
    fn short(&self, path: &Path) -> String {
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        match self.home.as_deref().and_then(|home| whole.strip_prefix(home).ok()) {
            Some(inside) if inside.as_os_str().is_empty() => "~".to_owned(),
            Some(inside) => format!("~/{}", inside.to_string_lossy()),
            None => whole.to_string_lossy().into_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_short_and_names_what_is_read() {
        let launch = |inputs| Launch {
            inputs,
            corpus: corpus::Options::default(),
            state: Location::Memory,
            fresh: false,
            config: None,
            config_path: None,
            colour: true,
            home: Some(PathBuf::from("/home/camille")),
        };
        let path = |path: &str| Input::Path(path.into());
        for (inputs, place) in [
            (vec![], "built-in corpus"),
            (vec![path("/home/camille/presse")], "~/presse"),
            (vec![path("/home/camille")], "~"),
            (vec![path("/srv/presse"), Input::Stdin, path("x")], "/srv/presse and 2 more"),
            (vec![Input::Stdin], "standard input"),
        ] {
            assert_eq!(launch(inputs).place(None), place);
        }
        assert_eq!(launch(vec![]).place(Some(Path::new("/home/camille/veille"))), "~/veille");
    }
}
