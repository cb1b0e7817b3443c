//! Files to articles: golden articles, hostile folders and files, and what holds for any bytes.

mod golden;
mod hostile;
mod properties;
