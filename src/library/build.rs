//! Building the library: one parallel pass reads each file and finds its facts in the same thread, while the
//! text is in the cache; then names are linked across all articles, and the indexes are built.
//!
//! No text is copied. The report gives the time of each phase.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use super::story::{Sketch, Stories};
use super::{Library, entities, hiding};
use crate::article::Article;
use crate::corpus::{self, Input, Loaded, Progress, Seen};
use crate::correction::Correction;
use crate::facts::name::Name;
use crate::facts::{Find, KINDS, Kind, MAX_FACTS, Mention, Pass, Source};
use crate::text::visible::Visible;

/// How to build.
#[derive(Debug, Clone)]
pub struct Options {
    /// How files are read.
    pub corpus: corpus::Options,
    /// The kinds of facts to find; others take no time.
    pub kinds: Vec<Kind>,
    /// Whether claims are brought together at once; if not, that is done when they are first asked for.
    pub claims: bool,
}

impl Default for Options {
    fn default() -> Self {
        let kinds = KINDS.iter().map(|row| row.kind).collect();
        Self { corpus: corpus::Options::default(), kinds, claims: false }
    }
}

/// A library and the report of its build.
#[derive(Debug)]
pub struct Built {
    /// The model. Empty when the build was cancelled.
    pub library: Library,
    /// What was read, and the time it took.
    pub report: Report,
}

/// What a build read, and the time it took.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Files and bytes.
    pub seen: Seen,
    /// Whether it was cancelled.
    pub cancelled: bool,
    /// From the start of the build to the finished model.
    pub(crate) total: Duration,
    /// The times of the phases; they add up to `total`.
    pub phases: Phases,
}

/// The elapsed time of each phase. In the parallel pass each thread reads and finds facts in turn: the elapsed time
/// of the pass is divided in proportion to the time of the threads.
#[derive(Debug, Clone, Copy, Default)]
pub struct Phases {
    /// Listing the files.
    pub(crate) walk: Duration,
    /// Reading, decoding, parsing, cleaning.
    pub read: Duration,
    /// Amounts and percentages.
    pub(crate) figures: Duration,
    /// Names of people and organisations.
    pub(crate) names: Duration,
    /// Linking names to people and organisations, across all articles.
    pub(crate) link: Duration,
    /// Tables and indexes.
    pub(crate) index: Duration,
    /// Bringing claims together.
    pub(crate) claims: Duration,
}

impl Phases {
    /// Each phase with its name, in order.
    pub fn rows(&self) -> [(&'static str, Duration); 7] {
        [
            ("walk", self.walk),
            ("read", self.read),
            ("figures", self.figures),
            ("names", self.names),
            ("link", self.link),
            ("index", self.index),
            ("claims", self.claims),
        ]
    }
}

/// Reads the inputs and builds their model. Another thread can read `progress` and cancel through it.
pub fn build(inputs: &[Input], options: &Options, corrections: &[Correction], progress: &Progress) -> Built {
    let start = Instant::now();
    let finder = Finder::new(&options.kinds);
    let walked = OnceLock::new();
    let loaded = corpus::load_with(inputs, &options.corpus, progress, |article| {
        walked.get_or_init(|| start.elapsed());
        finder.find(article)
    });
    let load = start.elapsed();
    let Loaded { articles: read, problems, seen, cancelled } = loaded;
    let mut report = Report { seen, cancelled, ..Report::default() };
    report.phases = finder.divide(load, walked.get().copied().unwrap_or(load));
    if cancelled {
        report.total = start.elapsed();
        return Built { library: Library::default(), report };
    }
    let (mut articles, found): (Vec<Article>, Vec<Found>) = read.into_iter().unzip();
    for (article, found) in articles.iter_mut().zip(&found) {
        notice_bounds(article, found);
    }
    let Parts { mut figures, names, sketches } = found.into_iter().collect();
    let linked = entities::link_all(&articles, &names, corrections);
    let linked_at = start.elapsed();
    report.phases.link = linked_at - load;

    let stories = Arc::new(Stories::new(&articles, &sketches));
    drop(sketches);
    let hidden = hiding::hide(&articles, &mut figures, corrections);
    let (mentions, entities, doubts) = entities::assemble(&articles, figures, &names, linked);
    let library = Library::from_parts(articles, mentions, entities, problems)
        .with_doubts(doubts)
        .with_names(names)
        .with_hidden(hidden)
        .with_corrections(corrections)
        .with_stories(stories);
    let indexed_at = start.elapsed();
    report.phases.index = indexed_at - linked_at;
    if options.claims {
        library.claims();
    }
    report.total = start.elapsed();
    report.phases.claims = report.total - indexed_at;
    Built { library, report }
}

/// The model of articles that are read already, for the fuzz targets.
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) fn of_articles(articles: Vec<Article>) -> Library {
    let finder = Finder::new(&Options::default().kinds);
    let Parts { figures, names, sketches } = articles.iter().map(|article| finder.find(article)).collect();
    let linked = entities::link_all(&articles, &names, &[]);
    let stories = Arc::new(Stories::new(&articles, &sketches));
    let (mentions, entities, doubts) = entities::assemble(&articles, figures, &names, linked);
    let library = Library::from_parts(articles, mentions, entities, Vec::new());
    library.with_names(names).with_doubts(doubts).with_stories(stories)
}

/// Adds a notice to the article when the search for facts ended before its end.
fn notice_bounds(article: &mut Article, found: &Found) {
    let searches = [("amounts and percentages", found.figures_end), ("names", found.names_end)];
    let told = searches.iter().filter_map(|&(what, end)| {
        let (before, after) = article.text.split_at_checked(end?)?;
        let (before, after) = (before.chars().count(), after.chars().count());
        let all = before + after;
        Some(
            format!("the search for {what} ended after character {before} of {all}: {MAX_FACTS} were found before it")
                .into(),
        )
    });
    let told: Vec<_> = told.collect();
    if !told.is_empty() {
        article.notices = article.notices.iter().cloned().chain(told).collect();
    }
}

/// What the parallel pass found in one article.
struct Found {
    /// The byte at which the search for figures ended because there were too many; `None` when it was complete.
    figures_end: Option<usize>,
    /// The same for names.
    names_end: Option<usize>,
    figures: Box<[Mention]>,
    names: Box<[Name]>,
    sketch: Sketch,
}

/// What was found in all articles, one list of each for an article.
#[derive(Default)]
struct Parts {
    figures: Vec<Box<[Mention]>>,
    names: Vec<Box<[Name]>>,
    sketches: Vec<Sketch>,
}

impl FromIterator<Found> for Parts {
    fn from_iter<I: IntoIterator<Item = Found>>(all: I) -> Self {
        let mut parts = Self::default();
        for found in all {
            parts.figures.push(found.figures);
            parts.names.push(found.names);
            parts.sketches.push(found.sketch);
        }
        parts
    }
}

/// The most facts that each thread keeps memory for between two articles.
const MAX_HELD: usize = 10_000;

thread_local! {
    /// Buffers for the facts of one article, before they are copied in their exact size.
    static SCRATCH: RefCell<(Vec<Mention>, Vec<Name>)> = RefCell::default();
}

/// Finds facts and counts the time it takes.
struct Finder {
    kinds: Vec<Kind>,
    /// The passes that these kinds need, each once.
    passes: Vec<&'static Pass>,
    figures_ns: AtomicU64,
    names_ns: AtomicU64,
}

impl Finder {
    fn new(kinds: &[Kind]) -> Self {
        let mut passes: Vec<&'static Pass> = Vec::new();
        for row in KINDS.iter().filter(|row| kinds.contains(&row.kind)) {
            if passes.iter().all(|pass| pass.name != row.pass.name) {
                passes.push(row.pass);
            }
        }
        Self { kinds: kinds.to_vec(), passes, figures_ns: AtomicU64::new(0), names_ns: AtomicU64::new(0) }
    }

    fn find(&self, article: &Article) -> Found {
        SCRATCH.with_borrow_mut(|(mentions, names)| {
            let visible = Visible::of(&article.text);
            let source = Source { text: &visible.text, language: article.language };
            mentions.clear();
            names.clear();
            let (mut figures_end, mut names_end) = (None, None);
            for pass in &self.passes {
                let start = Instant::now();
                let (time, end, searched) = match pass.find {
                    Find::Mentions(find) => (&self.figures_ns, &mut figures_end, find(source, mentions)),
                    Find::Names(find) => (&self.names_ns, &mut names_end, find(source, names)),
                };
                *end = earliest(*end, searched);
                time.fetch_add(start.elapsed().as_nanos() as u64, Relaxed);
            }
            if let Cow::Owned(_) = visible.text {
                mentions.iter_mut().for_each(|mention| mention.span = visible.to_source(mention.span));
                for name in names.iter_mut() {
                    name.span = visible.to_source(name.span);
                    name.description = name.description.map(|span| visible.to_source(span));
                }
                figures_end = figures_end.map(|end| visible.byte_to_source(end));
                names_end = names_end.map(|end| visible.byte_to_source(end));
            }
            mentions.retain(|mention| self.kinds.contains(&mention.fact.kind()));
            names.retain(|name| self.kinds.contains(&name.kind));
            let found = Found {
                figures_end,
                names_end,
                figures: mentions.as_slice().into(),
                names: names.as_slice().into(),
                sketch: Sketch::of(&article.text),
            };
            // Release the memory that one article with very many facts needed.
            mentions.shrink_to(MAX_HELD);
            names.shrink_to(MAX_HELD);
            found
        })
    }

    /// Divides the elapsed time `load` between its phases; `walk` is the time until the first article.
    fn divide(&self, load: Duration, walk: Duration) -> Phases {
        let threads = rayon::current_num_threads().max(1) as u64;
        let pass = load.saturating_sub(walk);
        let share = |nanos: &AtomicU64| Duration::from_nanos(nanos.load(Relaxed) / threads).min(pass);
        let figures = share(&self.figures_ns);
        let names = share(&self.names_ns).min(pass - figures);
        Phases { walk, read: pass - figures - names, figures, names, ..Phases::default() }
    }
}

/// The earlier of two ends of a search; `None` is the end of the text.
fn earliest(a: Option<usize>, b: Option<usize>) -> Option<usize> {
    [a, b].into_iter().flatten().min()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn built(kinds: &[Kind]) -> Built {
        let folder = tempfile::tempdir().unwrap();
        let text = "Jeanne Lavergne quitte Solanum. Selon Jeanne Lavergne, 49 % du capital vaut 12 millions d'euros.";
        fs::write(folder.path().join("a.txt"), format!("Un départ\n\n{text}\n")).unwrap();
        fs::write(folder.path().join("b.txt"), format!("Le lendemain\n\n{text} Et après ?\n")).unwrap();
        let options = Options { kinds: kinds.to_vec(), ..Options::default() };
        build(&[Input::Path(folder.path().to_owned())], &options, &[], &Progress::default())
    }

    #[test]
    fn people_and_figures_of_an_article_are_in_reading_order() {
        let Built { library, report } = built(&Options::default().kinds);
        assert_eq!((report.seen.files, library.articles().len(), library.problems().len()), (2, 2, 0));
        let surfaces = ["Jeanne Lavergne", "Solanum", "Jeanne Lavergne", "49 %", "12 millions d'euros"];
        for id in library.ids() {
            let text = &library.article(id).text;
            let found: Vec<_> = library.mentions(id).iter().map(|mention| mention.span.of(text)).collect();
            assert_eq!(found, surfaces);
        }
    }

    #[test]
    fn a_person_knows_every_mention_and_form() {
        let Built { library, .. } = built(&[Kind::Person]);
        let person = library.entities().iter().find(|person| &*person.name == "Jeanne Lavergne").unwrap();
        assert_eq!((person.articles, person.mentions.len()), (2, 4));
        assert_eq!(&*person.surfaces, [("Jeanne Lavergne".into(), 4)]);
        for &at in &person.mentions {
            assert_eq!(library.mention(at).span.of(&library.article(at.article).text), "Jeanne Lavergne");
        }
    }

    #[test]
    fn only_the_wanted_kinds_are_found() {
        let Built { library, .. } = built(&[Kind::Percent]);
        assert!(library.entities().is_empty());
        for id in library.ids() {
            let kinds: Vec<_> = library.mentions(id).iter().map(|mention| mention.fact.kind()).collect();
            assert_eq!(kinds, [Kind::Percent]);
        }
    }

    #[test]
    fn a_phase_takes_time_when_its_kind_is_wanted() {
        let phases = built(&Options::default().kinds).report.phases;
        assert!(phases.figures > Duration::ZERO && phases.names > Duration::ZERO, "{phases:?}");
        let phases = built(&[Kind::Percent]).report.phases;
        assert!(phases.figures > Duration::ZERO && phases.read > Duration::ZERO, "{phases:?}");
    }

    #[test]
    fn a_cancelled_build_is_empty_and_says_so() {
        let progress = Progress::default();
        progress.cancel();
        let built = build(&[Input::BuiltIn], &Options::default(), &[], &progress);
        assert!(built.report.cancelled);
        assert!(built.library.articles().is_empty());
    }

    #[test]
    fn facts_are_found_through_soft_hyphens_and_invisible_characters() {
        let text = "Le port\n\nLa ville a payé 3,2\u{200b} mil\u{ad}lions d’euros, a dit M. Jean-\u{ad}Pierre Laver\u{200d}gne.\n";
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), text).unwrap();
        let inputs = [Input::Path(folder.path().to_owned())];
        let library = build(&inputs, &Options::default(), &[], &Progress::default()).library;
        let id = library.ids().next().unwrap();
        let text = &library.article(id).text;
        let found: Vec<&str> = library.mentions(id).iter().map(|mention| mention.span.of(text)).collect();
        assert_eq!(found, ["3,2\u{200b} mil\u{ad}lions d’euros", "Jean-\u{ad}Pierre Laver\u{200d}gne"]);
    }

    #[test]
    fn the_number_of_facts_is_bounded_and_a_notice_says_so() {
        let told = |text: String| {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join("a.txt"), text).unwrap();
            let inputs = [Input::Path(folder.path().to_owned())];
            let Built { library, .. } = build(&inputs, &Options::default(), &[], &Progress::default());
            let id = library.ids().next().unwrap();
            (library.mentions(id).len(), library.article(id).notices.join("\n"))
        };
        let all = "$1 ".repeat(MAX_FACTS);
        assert_eq!(told(all.clone()), (MAX_FACTS, String::new()));
        let more = "the search for amounts and percentages ended after character 300000 of 300029: 100000 were found before it";
        assert_eq!(told(all + &"$1 ".repeat(10)), (MAX_FACTS, more.to_owned()));
        let names = "Jeanne Lavergne, ".repeat(MAX_FACTS + 10);
        let (count, notice) = told(names);
        assert_eq!(count, MAX_FACTS);
        assert!(notice.starts_with("the search for names ended after character 1700000 of "), "{notice}");
    }

    #[test]
    fn discarded_candidates_count_towards_the_bound() {
        // A number with a scale is not an amount unless something near it means money.
        let text = "3 million sheep. ".repeat(MAX_FACTS + 10);
        let source = Source { text: &text, language: crate::text::Language::ENGLISH };
        let mut mentions = Vec::new();
        assert_eq!(crate::facts::figure::find(source, &mut mentions), Some(17 * MAX_FACTS));
        assert!(mentions.len() < MAX_FACTS);
    }
}
