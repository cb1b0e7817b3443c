//! What is drawn, one file for each pane. A pane keeps its own place (selection, scroll) and reads everything
//! else; it changes nothing and knows neither keys nor files.

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
