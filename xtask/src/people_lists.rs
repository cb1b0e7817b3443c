//! Makes the inputs of `train-people` from public lists and corpora in their own forms: `names_first.txt`,
//! `names_last.txt` and `places.txt` from lists of names, `people_open.jsonl` from annotated corpora.
//!
//! Each form of a list is a row of [`LISTS`], each corpus a row of [`corpora::CORPORA`].

mod corpora;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::Outcome;

#[derive(Args)]
#[command(after_help = help())]
pub(crate) struct Arguments {
    /// The folder to write to; only the files that the sources give are written
    out: PathBuf,
    /// A source: its form or corpus, a colon, and its file. Several files of one kind are read as one
    #[arg(required = true, value_name = "KIND:FILE", value_parser = source)]
    sources: Vec<(String, PathBuf)>,
}

/// The file that a list contributes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Product {
    First,
    Last,
    Places,
}

impl Product {
    fn file(self) -> &'static str {
        match self {
            Self::First => "names_first.txt",
            Self::Last => "names_last.txt",
            Self::Places => "places.txt",
        }
    }
}

/// Names with how many people bear them, 0 where a list has no counts.
type Names = BTreeMap<String, u64>;

/// A form of a public list.
struct List {
    kind: &'static str,
    help: &'static str,
    product: Product,
    /// Adds the names of the file. The error says what is wrong, without the file's name.
    read: fn(&str, &mut Names) -> Result<(), String>,
}

/// In the order in which they are read: the death records after the other lists of first names.
const LISTS: &[List] = &[
    List {
        kind: "first-names",
        help: "first names, one a line (an export of Wikidata; lists of popular names)",
        product: Product::First,
        read: lines,
    },
    List {
        kind: "insee-deaths",
        help: "Fichier des personnes décédées, INSEE, as CSV: counts of first names",
        product: Product::First,
        read: insee_deaths,
    },
    List { kind: "surnames", help: "surnames, one a line", product: Product::Last, read: lines },
    List {
        kind: "census-surnames",
        help: "Frequently Occurring Surnames, US Census, as CSV",
        product: Product::Last,
        read: census_surnames,
    },
    List {
        kind: "geonames-cities",
        help: "cities15000.txt or another table of places of GeoNames",
        product: Product::Places,
        read: geonames_cities,
    },
    List {
        kind: "geonames-countries",
        help: "countryInfo.txt of GeoNames",
        product: Product::Places,
        read: geonames_countries,
    },
];

/// A first name that only the death records have is kept when so many people had it; below, most are mistakes of typing.
const LEAST_DEATHS: u64 = 20;

fn help() -> String {
    let lists = LISTS.iter().map(|list| (list.kind, list.help, list.product.file()));
    let corpora = corpora::CORPORA.iter().map(|corpus| (corpus.suite, corpus.help, "people_open.jsonl"));
    let line = |(kind, help, file): (&str, &str, &str)| format!("  {kind:20} {file:18} {help}\n");
    format!(
        "Kinds, and the file that each contributes to:\n{}",
        lists.chain(corpora).map(line).collect::<String>()
    )
}

fn source(text: &str) -> Result<(String, PathBuf), String> {
    let known = |kind: &str| {
        LISTS.iter().any(|list| list.kind == kind)
            || corpora::CORPORA.iter().any(|corpus| corpus.suite == kind)
    };
    match text.split_once(':') {
        Some((kind, file)) if known(kind) => Ok((kind.to_owned(), file.into())),
        _ => Err("expected KIND:FILE with a kind that --help lists".into()),
    }
}

/// Reads the sources and writes the files that they give.
///
/// # Errors
/// When a source cannot be read or is not in its form, or a file cannot be written.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let mut products: BTreeMap<Product, Names> = BTreeMap::new();
    let mut records = Vec::new();
    let files = |kind: &'static str| arguments.sources.iter().filter(move |(known, _)| known == kind);
    for list in LISTS {
        for (_, file) in files(list.kind) {
            let names = products.entry(list.product).or_default();
            (list.read)(&read(file)?, names).map_err(|error| format!("{}: {error}", file.display()))?;
        }
    }
    for corpus in corpora::CORPORA {
        for (_, file) in files(corpus.suite) {
            let found = corpora::records(corpus, &read(file)?);
            records.extend(found.map_err(|error| format!("{}: {error}", file.display()))?);
        }
    }
    fs::create_dir_all(&arguments.out).map_err(|error| format!("{}: {error}", arguments.out.display()))?;
    for (product, names) in &products {
        write(&arguments.out, product.file(), names.len(), &table(names))?;
    }
    if !records.is_empty() {
        let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
        write(&arguments.out, "people_open.jsonl", records.len(), &lines)?;
    }
    Ok(())
}

fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

fn write(folder: &Path, name: &str, count: usize, text: &str) -> Outcome {
    let path = folder.join(name);
    fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("{}: {count} lines", path.display());
    Ok(())
}

/// One name a line, in the order of its bytes; a tab and the count where there is one.
fn table(names: &Names) -> String {
    let line = |(name, &count): (&String, &u64)| match count {
        0 => format!("{name}\n"),
        count => format!("{name}\t{count}\n"),
    };
    names.iter().map(line).collect()
}

/// Adds a name unless it is not one: a name begins with a letter or an apostrophe and has no digits.
fn add(names: &mut Names, name: &str, count: u64) {
    let name = name.trim();
    let is_name = name.starts_with(|c: char| c.is_alphabetic() || "'’ʻ".contains(c))
        && name.chars().any(char::is_alphabetic)
        && !name.chars().any(|c| c.is_ascii_digit() || c == '\t');
    if is_name {
        *names.entry(name.to_owned()).or_default() += count;
    }
}

fn lines(text: &str, names: &mut Names) -> Result<(), String> {
    text.lines().filter(|line| !line.starts_with('#')).for_each(|line| add(names, line, 0));
    Ok(())
}

/// `nomprenom;sexe;...` with `SURNAME*FIRST SECOND/` in the first column: the first of the given names counts.
fn insee_deaths(text: &str, names: &mut Names) -> Result<(), String> {
    let mut counts = Names::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| line.contains('*')) {
        let column = line.split(';').next().unwrap_or_default().trim_matches('"');
        let (_, given) = column.split_once('*').ok_or_else(|| format!("line {}: no *", number + 1))?;
        let first = given.trim_end_matches('/').split(' ').next().unwrap_or_default();
        add(&mut counts, &capitalised(first), 1);
    }
    if counts.is_empty() {
        return Err("expected lines such as NOM*PRENOM AUTRES/;1;...".into());
    }
    counts.retain(|name, count| *count >= LEAST_DEATHS || names.contains_key(name));
    counts.into_iter().for_each(|(name, count)| add(names, &name, count));
    Ok(())
}

/// `name,rank,count,...` with names in capitals. The last line counts all other names.
fn census_surnames(text: &str, names: &mut Names) -> Result<(), String> {
    if !text.lines().next().is_some_and(|head| head.to_ascii_lowercase().starts_with("name,rank,count")) {
        return Err("expected the columns name,rank,count in the first line".into());
    }
    let rows = text.lines().skip(1).filter_map(|line| line.split(',').next());
    rows.filter(|name| *name != "ALL OTHER NAMES").for_each(|name| add(names, &capitalised(name), 0));
    Ok(())
}

/// Tabs between the columns of <https://download.geonames.org/export/dump/readme.txt>; the second is the name.
fn geonames_cities(text: &str, names: &mut Names) -> Result<(), String> {
    column(text, 1, 19, names)
}

/// Comments with `#`, then a table in which the fifth column is the country's name.
fn geonames_countries(text: &str, names: &mut Names) -> Result<(), String> {
    column(text, 4, 17, names)
}

/// Adds one column of a table with tabs; rows must have at least `width` columns.
fn column(text: &str, at: usize, width: usize, names: &mut Names) -> Result<(), String> {
    let rows = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
    for (number, line) in rows {
        let columns: Vec<&str> = line.split('\t').collect();
        if columns.len() < width {
            return Err(format!("line {}: expected {width} columns, found {}", number + 1, columns.len()));
        }
        add(names, columns[at], 0);
    }
    Ok(())
}

/// A name in capitals with only its first letter, and those after a hyphen or an apostrophe, in upper case.
fn capitalised(name: &str) -> String {
    let mut inside = false;
    let letter = |c: char| {
        let lower = std::mem::replace(&mut inside, c.is_alphabetic());
        if lower { c.to_lowercase().to_string() } else { c.to_uppercase().to_string() }
    };
    name.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(kind: &str, text: &str) -> Result<String, String> {
        let list = LISTS.iter().find(|list| list.kind == kind).ok_or("no such kind")?;
        let mut names = Names::new();
        (list.read)(text, &mut names).map(|()| table(&names))
    }

    #[test]
    fn lists_give_one_name_a_line_in_order() {
        assert_eq!(
            listed("first-names", "# from a query\nZoé\nAnne-Lise\nZoé\n12\n\n").unwrap(),
            "Anne-Lise\nZoé\n"
        );
        let census = "name,rank,count,prop100k\nVARMONT,1,900,3.1\nO'DRELL,2,80,0.3\nALL OTHER NAMES,0,5,1\n";
        assert_eq!(listed("census-surnames", census).unwrap(), "O'Drell\nVarmont\n");
        assert!(listed("census-surnames", "VARMONT,1\n").unwrap_err().contains("name,rank,count"));
    }

    #[test]
    fn death_records_count_the_first_of_the_given_names() {
        let line = |given: &str| format!("\"LESTRANGE*{given}/\";1;19310101;01001;X;;19990101;01001;1\n");
        let records = line("MARIE-ODILE ANNE").repeat(25) + &line("ODYLE");
        let head = "\"nomprenom\";\"sexe\"\n".to_owned();
        assert_eq!(listed("insee-deaths", &(head + &records)).unwrap(), "Marie-Odile\t25\n");
        assert!(listed("insee-deaths", "a;b\n").is_err());
    }

    #[test]
    fn places_are_a_column_of_geonames() {
        let city = format!("1\tVal-Perdu\tVal-Perdu{}\n", "\tx".repeat(16));
        assert_eq!(listed("geonames-cities", &city).unwrap(), "Val-Perdu\n");
        let country = format!("#ISO\tISO3\nQZ\tQZZ\t1\tQZ\tQuazonia{}\n", "\tx".repeat(14));
        assert_eq!(listed("geonames-countries", &country).unwrap(), "Quazonia\n");
        assert_eq!(listed("geonames-cities", "1\tVal").unwrap_err(), "line 1: expected 19 columns, found 2");
    }

    #[test]
    fn a_source_names_a_known_kind() {
        assert_eq!(source("surnames:a:b.txt").unwrap(), ("surnames".to_owned(), "a:b.txt".into()));
        assert!(source("nothing:a.txt").is_err() && source("a.txt").is_err());
        assert!(help().contains("geonames-cities") && help().contains("wikigold"));
    }
}
