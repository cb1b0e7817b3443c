//! tmp
use liseuse::article::ContentKey;
use liseuse::facts::person::{Name, Title};
use liseuse::library::link::{ArticleNames, link};
use liseuse::text::{Language, Span};
fn main() {
    let n: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(100000);
    let first: Vec<String> = std::fs::read_to_string("/tmp/wt/data/names_first.txt")
        .unwrap_or_default()
        .lines()
        .map(|l| l.split('\t').next().unwrap_or("").to_owned())
        .collect();
    let last: Vec<String> = std::fs::read_to_string("/tmp/wt/data/names_last.txt")
        .unwrap_or_default()
        .lines()
        .map(str::to_owned)
        .collect();
    let mut x = 88172645463325252u64;
    let mut r = |n: usize| {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        (x % n as u64) as usize
    };
    let mut texts = Vec::new();
    for _ in 0..n {
        let mut t = String::new();
        let mut names = Vec::new();
        for _ in 0..5 {
            let p = r(40_000) * r(1000) / 1000;
            let (f, l) = (&first[(p * 7919) % first.len()], &last[(p * 104729 / 3) % last.len()]);
            for k in 0..4 {
                let s = t.len();
                if k == 0 {
                    t.push_str(f);
                    t.push(' ');
                }
                t.push_str(l);
                names.push(Name { span: Span::new(s, t.len()), description: None, title: Title::None });
                t.push_str(" said that it was. ");
            }
        }
        texts.push((t, names));
    }
    let a: Vec<ArticleNames> = texts
        .iter()
        .map(|(t, names)| ArticleNames {
            key: ContentKey::of("", t),
            text: t,
            language: Language::FRENCH,
            names,
        })
        .collect();
    for _ in 0..3 {
        let s = std::time::Instant::now();
        let l = link(&a, &[]);
        println!("{} people {:?}", l.people.len(), s.elapsed());
    }
}
