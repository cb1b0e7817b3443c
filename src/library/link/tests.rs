//! Linking scenarios, as readable files in `tests/data/linking`, and properties of any library.

use super::*;
use crate::facts::name::Title;
use crate::text::Span;

/// One article of a scenario: its text and, for each name, the expected person.
pub(super) struct Told {
    pub(super) text: String,
    pub(super) names: Vec<Name>,
    pub(super) people: Vec<String>,
}

impl Told {
    pub(super) fn article(&self) -> ArticleNames<'_> {
        ArticleNames {
            key: ContentKey::of("", &self.text),
            text: &self.text,
            blocks: &[],
            names: &self.names,
        }
    }
}

fn title_before(text: &str) -> Title {
    match text.trim_end().rsplit([' ', '\n']).next() {
        Some("M." | "Mr.") => Title::Male,
        Some("Mme" | "Mrs." | "Ms.") => Title::Female,
        _ => Title::None,
    }
}

/// Parses `== name` followed by prose with `[surface|person]`; `#` begins a comment.
pub(super) fn scenario(file: &str) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with("== ") {
            told.push(Told { text: String::new(), names: Vec::new(), people: Vec::new() });
            continue;
        }
        let article = told.last_mut().expect("a scenario begins with ==");
        let mut rest = line;
        while let Some((before, behind)) = rest.split_once('[') {
            let (marked, tail) = behind.split_once(']').expect("a bracket is closed");
            let (surface, person) = marked.split_once('|').expect("surface|person");
            article.text.push_str(before);
            let start = article.text.len();
            article.text.push_str(surface.trim_start_matches('!'));
            let span = Span::new(start, article.text.len());
            article.names.push(Name {
                kind: Kind::Person,
                span,
                description: None,
                title: title_before(&article.text[..start]),
            });
            article.people.push(person.to_owned());
            rest = tail;
        }
        article.text.push_str(rest);
        article.text.push('\n');
    }
    told
}

fn link_in_order(told: &[Told], order: &[usize], corrections: &[Correction]) -> Vec<Vec<Option<String>>> {
    let articles: Vec<ArticleNames<'_>> = order.iter().map(|&i| told[i].article()).collect();
    let linked = link(&articles, corrections);
    let mut rows = vec![Vec::new(); told.len()];
    for (row, &i) in linked.entity_of.iter().zip(order) {
        // The number distinguishes people of the same name.
        let tell = |id: &EntityId| format!("{}#{}", linked.entities[id.0 as usize].name, id.0);
        rows[i] = row.iter().map(|person| person.as_ref().map(tell)).collect();
    }
    rows
}

fn name_of(person: &str) -> &str {
    person.split('#').next().unwrap_or(person)
}

#[test]
fn the_scenarios_give_the_expected_people() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/linking");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let told = scenario(&std::fs::read_to_string(&path).unwrap());
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let order: Vec<usize> = (0..told.len()).collect();
        let linked = link_in_order(&told, &order, &[]);
        let mentions: Vec<(&str, &str)> = told
            .iter()
            .zip(&linked)
            .flat_map(|(told, row)| {
                told.people.iter().map(String::as_str).zip(row.iter().map(|p| p.as_deref().unwrap()))
            })
            .collect();
        for &(expected, found) in &mentions {
            assert_eq!(name_of(found), name_of(expected), "{file}: {mentions:#?}");
            for &(other_expected, other_found) in &mentions {
                assert_eq!(
                    expected == other_expected,
                    found == other_found,
                    "{file}: {expected} / {other_expected}"
                );
            }
        }
        seen += 1;
    }
    assert!(seen >= 15);
}

#[test]
fn neither_the_order_of_files_nor_the_number_of_threads_matters() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/linking");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let told: Vec<Told> =
        paths.iter().flat_map(|path| scenario(&std::fs::read_to_string(path).unwrap())).collect();
    let mut order: Vec<usize> = (0..told.len()).collect();
    let straight = link_in_order(&told, &order, &[]);
    order.reverse();
    assert_eq!(link_in_order(&told, &order, &[]), straight);
    order.sort_by_key(|i| (i * 7919) % 31);
    for threads in [1, 3] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        assert_eq!(pool.install(|| link_in_order(&told, &order, &[])), straight, "{threads} threads");
    }
}

fn corrected(corrections: &[Correction]) -> Vec<Vec<Option<String>>> {
    let told = scenario(
        "== a\n[Hugo Lestrade|x] et [Odile Varga|x]. [Lestrade|x] rit.\n== b\n[Lestrade|x] dort. [Paul Oakes|x] aussi.\n",
    );
    let rows = link_in_order(&told, &[0, 1], corrections);
    rows.into_iter().map(|row| row.into_iter().map(|p| p.map(|p| name_of(&p).to_owned())).collect()).collect()
}

fn names(rows: &[Vec<Option<String>>]) -> Vec<&str> {
    rows.iter().flatten().map(|person| person.as_deref().unwrap_or("-")).collect()
}

#[test]
fn corrections_ignore_case_and_accents() {
    let merge = Correction::Merge { from: vec!["paul OAKES".to_owned()], into: "Odile Varga".to_owned() };
    let hide = Correction::Hide { name: "hugo lestrade".to_owned() };
    let rename = Correction::Rename { from: "Odile Várga".to_owned(), to: "Zoé Varga".to_owned() };
    let all = ["Hugo Lestrade", "Odile Varga", "Hugo Lestrade", "Hugo Lestrade", "Paul Oakes"];
    assert_eq!(names(&corrected(&[])), all);
    let merged = corrected(std::slice::from_ref(&merge));
    assert_eq!(
        names(&merged),
        ["Hugo Lestrade", "Odile Varga", "Hugo Lestrade", "Hugo Lestrade", "Odile Varga"]
    );
    let hidden = corrected(&[hide, rename.clone(), merge.clone()]);
    assert_eq!(
        names(&hidden),
        ["-", "Zoé Varga", "-", "-", "Paul Oakes"],
        "nobody is called Odile Varga any more"
    );
    let nobody = Correction::Hide { name: "Nobody At All".to_owned() };
    assert_eq!(names(&corrected(&[nobody])), all);
    let both = corrected(&[merge, rename]);
    assert_eq!(names(&both), ["Hugo Lestrade", "Zoé Varga", "Hugo Lestrade", "Hugo Lestrade", "Zoé Varga"]);
}

#[test]
fn a_split_takes_a_surface_form_away_in_one_article_or_everywhere() {
    let key = ContentKey::of("", "Lestrade dort. Paul Oakes aussi.\n").to_string();
    let split = |article: Option<String>| {
        let (name, surface) = ("Hugo Lestrade".to_owned(), "LESTRADE".to_owned());
        corrected(&[Correction::Split { name, surface, article }])
    };
    let here = split(Some(key));
    assert_eq!(names(&here), ["Hugo Lestrade", "Odile Varga", "Hugo Lestrade", "Lestrade", "Paul Oakes"]);
    let everywhere = split(None);
    assert_eq!(names(&everywhere), ["Hugo Lestrade", "Odile Varga", "Lestrade", "Lestrade", "Paul Oakes"]);
}

/// Twenty articles that name a man in full, one that names a woman, and one with the surname alone, which is first.
fn one_of_two() -> Vec<Told> {
    let mut file = "== a\n[Lestrade|x] rit.\n== b\n[Odile Lestrade|x] dort.\n".to_owned();
    for day in 1..=20 {
        file.push_str(&format!("== {day}\n[Hugo Lestrade|x] parle le {day}.\n"));
    }
    scenario(&file)
}

/// Whom the surname alone means, and whether that is only likely.
fn meant(told: &[Told], corrections: &[Correction]) -> (String, bool) {
    let articles: Vec<ArticleNames<'_>> = told.iter().map(Told::article).collect();
    let linked = link(&articles, corrections);
    let person = linked.entity_of[0][0].unwrap();
    (linked.entities[person.0 as usize].name.to_string(), !linked.likely.is_empty())
}

#[test]
fn a_bare_surname_likely_means_who_bears_it_twenty_times_more_often() {
    let told = one_of_two();
    assert_eq!(meant(&told, &[]), ("Hugo Lestrade".to_owned(), true));
    assert_eq!(meant(&told[..21], &[]), ("Lestrade".to_owned(), false), "nineteen times more often");
    let (name, surfaces) = ("Hugo Lestrade".to_owned(), vec!["LESTRADE".to_owned()]);
    let confirm = Correction::Confirm { name: name.clone(), surfaces: surfaces.clone() };
    assert_eq!(meant(&told, &[confirm]), ("Hugo Lestrade".to_owned(), false));
    let refuse = Correction::Refuse { name: name.clone(), surfaces };
    assert_eq!(meant(&told, &[refuse]), ("Lestrade".to_owned(), false));
    let other = Correction::Refuse { name, surfaces: vec!["Brac".to_owned()] };
    assert_eq!(meant(&told, &[other]), ("Hugo Lestrade".to_owned(), true));
}

#[test]
fn an_article_that_shows_another_overrules_the_number() {
    let mut told = one_of_two();
    let with = scenario(
        "== a\n[Lestrade|x] rit avec [Paul Oakes|x].\n== b\n[Odile Lestrade|x] dort chez [Paul Oakes|x].\n",
    );
    told.splice(..2, with);
    assert_eq!(meant(&told, &[]), ("Odile Lestrade".to_owned(), true));
}

#[test]
fn names_a_letter_apart_are_offered_until_they_are_told_apart() {
    let told = scenario(
        "== a\n[Hugo Lestrade|x] dort.\n== b\n[Hugo Lestrades|x] rit.\n== c\n[Louis Brac|x] et [Louise Brac|x] jouent.\n",
    );
    let articles: Vec<ArticleNames<'_>> = told.iter().map(Told::article).collect();
    let alike = |corrections: &[Correction]| {
        let linked = link(&articles, corrections);
        let name = |id: EntityId| linked.entities[id.0 as usize].name.to_string();
        linked.alike.iter().map(|&(a, b)| (name(a), name(b))).collect::<Vec<_>>()
    };
    let (one, other) = ("Hugo Lestrade".to_owned(), "Hugo Lestrades".to_owned());
    assert_eq!(alike(&[]), [(one.clone(), other.clone()), (other.clone(), one.clone())]);
    let apart = Correction::Distinguish { names: [other.clone(), one.clone()] };
    assert_eq!(alike(&[apart]), []);
    assert_eq!(alike(&[Correction::Merge { from: vec![other], into: one }]), []);
}

#[test]
fn any_names_are_linked_without_panic_and_each_to_someone() {
    proptest::proptest!(|(surfaces in proptest::collection::vec("[A-Za-zéÉ.'\" -]{1,12}", 1..20))| {
        let mut text = String::new();
        let mut names = Vec::new();
        for surface in &surfaces {
            let start = text.len();
            text.push_str(surface);
            names.push(Name { kind: Kind::Person, span: Span::new(start, text.len()), description: None, title: Title::None });
            text.push_str(", ");
        }
        let article = ArticleNames { key: ContentKey::of("", &text), text: &text, blocks: &[], names: &names };
        let linked = link(&[article, article], &[]);
        assert_eq!(linked.entity_of[0].len(), names.len());
        assert!(linked.entity_of.iter().flatten().all(Option::is_some));
        let folded: Vec<String> = linked.entities.iter().map(|person| fold(&person.name)).collect();
        assert!(folded.is_sorted());
    });
}
