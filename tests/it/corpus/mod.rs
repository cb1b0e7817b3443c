//! Files to articles: golden articles, hostile folders and files, files over the limit, and what holds for any bytes.

mod golden;
mod hostile;
mod limits;
mod properties;
