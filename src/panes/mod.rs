//! What is drawn, one file for each pane. A pane stores only its selection and scroll position and reads everything
//! else; it depends on neither keys nor files.

pub mod facts;
pub mod filter_line;
pub mod help;
pub mod ink;
pub mod layout;
pub mod list;
pub mod loading;
pub mod mentions;
pub mod reader;
pub mod status;
