//! Throughput of the fact extractors on French and English news prose of their usual density of figure, and
//! on inputs made to hurt. Read the MB/s column; hostile inputs must stay in the order of the prose, whatever
//! their length.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use liseuse::facts::{Source, figure};
use liseuse::text::Language;

/// Paragraphs as newspapers write them, of fictional companies; about one figure in 160 characters.
const FRENCH: &str = "La coopérative Valmont a présenté mardi des comptes meilleurs que prévu. Son chiffre d'affaires progresse de \
    7,4 % à 1,2 milliard d'euros, porté par les ventes de vélos électriques et par l'ouverture de deux ateliers dans la vallée. \
    « Nous n'avions jamais connu un printemps pareil », se félicite sa présidente, Hortense Maréchal, qui dirige la maison depuis la \
    retraite de son père. La dette, elle, recule : il ne reste plus que 340 millions d'euros à rembourser, contre près de 500 millions \
    un an plus tôt.\n\nLes syndicats sont moins enthousiastes. Ils rappellent que les salaires n'ont augmenté que de 2 % en trois ans, \
    alors que les loyers de la région ont suivi une tout autre pente, et que l'atelier historique, celui du quai, attend toujours \
    sa nouvelle toiture. La direction promet une enveloppe de 12 à 15 millions d'euros sur quatre ans, dont une bonne part viendra d'un \
    prêt garanti par la région. Reste à savoir quand les travaux commenceront. Personne, mardi, n'a voulu donner de date précise, et \
    l'architecte retenu au printemps a quitté le chantier.\n\nPour ne rien arranger, le principal fournisseur de batteries, une société \
    installée près du port, a demandé à revoir ses prix. Le contrat signé il y a deux ans courait jusqu'à la fin de la décennie.\n\n";
const ENGLISH: &str = "Harrow & Pike, the ferry operator, said on Thursday that it would buy a smaller rival for $1.3 billion in cash, a \
    deal that would give it almost 40 percent of the routes along the northern coast. Shares in the company fell in early trading as \
    investors weighed the price against what one of them called a rather modest set of boats. The chairwoman, Edith Callow, told \
    reporters that the two fleets fitted together like the halves of a shell, and that passengers would see shorter waits by the \
    summer after next.\n\nRegulators are less easily charmed. They have asked for the accounts of the past five years and for a list of \
    every pier that would change hands. Fares rose by 12% last year, well above the rate of inflation, and a group of islanders has \
    begun to collect money for a service of its own; so far it has raised about £450,000, most of it in small sums. Analysts expect \
    savings of between $60 million and $80 million a year once the workshops are merged, though they add that such promises have a \
    habit of melting.\n\nNeither side would say how many jobs are at stake. The unions, which were told of the plan on Wednesday night, \
    have called a meeting for Monday morning in the old customs house.\n\n";

fn filled(paragraph: &str, bytes: usize) -> String {
    paragraph.repeat(bytes / paragraph.len() + 1)
}

fn articles(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("figures");
    for (name, paragraph, language) in
        [("french", FRENCH, Language::FRENCH), ("english", ENGLISH, Language::ENGLISH)]
    {
        // An article of the usual 3.3 KB, many times over.
        let text = filled(paragraph, 3_300);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(BenchmarkId::new("prose", name), |bencher| {
            let mut mentions = Vec::new();
            bencher.iter(|| {
                mentions.clear();
                figure::find(Source { text: black_box(&text), language }, &mut mentions);
                mentions.len()
            });
        });
    }
    group.finish();
}

fn hostile(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("figures");
    group.sample_size(10);
    for (name, unit) in [
        ("digits", "7"),
        ("groups", "123 456 "),
        ("points", "1.234."),
        ("dollars", "$"),
        ("dollar digits", "$1"),
        ("milliards", "milliards "),
        ("un milliard", "un milliard "),
        ("cent", "cent "),
        ("quatre vingt dix neuf", "quatre vingt dix neuf "),
        ("million and million", "two million three hundred thousand "),
        ("bare sums", "5 milliards "),
        ("ranges", "5-"),
        ("ranges of per cent", "5 % à 6 % - "),
        ("letters", "a"),
        ("us dollars", "us canadian hong kong "),
        ("signs", "%"),
        ("minor units", "1 euro 5 cents "),
        ("spaces", " "),
    ] {
        let text = filled(unit, 10_000_000);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(BenchmarkId::new("hostile", name), |bencher| {
            bencher.iter(|| {
                let mut mentions = Vec::new();
                figure::find(Source { text: black_box(&text), language: Language::FRENCH }, &mut mentions);
                mentions.len()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, articles, hostile);
criterion_main!(benches);
