//! What is drawn, one file for each pane. A pane stores only its selection and scroll position and reads everything
//! else; it depends on neither keys nor files.

pub(crate) mod board;
mod context;
pub(crate) mod dossier;
pub(crate) mod facts;
pub(crate) mod filter_line;
pub(crate) mod help;
pub(crate) mod hits;
pub(crate) mod ink;
pub(crate) mod layout;
pub(crate) mod list;
pub(crate) mod loading;
pub(crate) mod reader;
pub(crate) mod register;
pub(crate) mod status;
