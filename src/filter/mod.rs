//! stub
use crate::article::ArticleId;
use crate::library::Library;
use crate::triage::MarksTable;
/// stub
#[derive(Debug, Clone, Default)]
pub struct Query(String);
impl Query {
    /// stub
    pub fn parse(text: &str) -> Result<Self, Vec<String>> {
        Ok(Self(text.to_lowercase()))
    }
    /// stub
    pub fn sorts(&self) -> bool {
        false
    }
}
/// stub
#[derive(Debug, Default)]
pub struct Index;
impl Index {
    /// stub
    pub fn new(_: &Library) -> Self {
        Self
    }
}
/// stub
pub fn evaluate(
    library: &Library,
    _: &MarksTable,
    query: &Query,
    _: &Index,
    stale: &dyn Fn() -> bool,
) -> Option<Vec<ArticleId>> {
    (!stale()).then(|| {
        library.ids().filter(|id| library.article(*id).title.to_lowercase().contains(&query.0)).collect()
    })
}
/// stub
#[derive(Debug)]
pub struct Highlighter;
impl Highlighter {
    /// stub
    pub fn new(_: &Query) -> Self {
        Self
    }
    /// stub
    pub fn letters(&self, _: &str) -> Vec<u32> {
        Vec::new()
    }
}
