//! The rows of the sidebar: what an article mentions, counted and in order.

use std::collections::HashMap;

use super::FactRow;
use crate::article::{Article, ArticleId};
use crate::facts::display::Style as Typography;
use crate::facts::{Content, EntityId, Mention, MentionRef, Modifier, Order};
use crate::library::{Library, Subject};
use crate::text::fold::fold;

/// The bytes of a text that are its lead.
const LEAD: u32 = 400;
/// As many mentions as it counts that the title, or the lead, names an entity.
const IN_TITLE: u32 = 3;
const IN_LEAD: u32 = 1;

/// A mention with its subject and its place among those of the article.
type Numbered<'a> = (Subject, &'a Mention, u32);

/// One row for each entity (the main ones of the article first), amount (largest first) and percentage of an article.
pub(super) fn rows(library: &Library, id: ArticleId) -> Vec<FactRow> {
    let article = library.article(id);
    let numbered = library.mentions(id).iter().zip(0..);
    let mut mentions: Vec<Numbered<'_>> =
        numbered.map(|(mention, index)| (Subject::of(&mention.fact), mention, index)).collect();
    mentions.sort_by_key(|(subject, ..)| *subject);
    let title = fold(&article.title);
    let mut weights = HashMap::new();
    let mut rows: Vec<FactRow> = mentions
        .chunk_by(|(a, ..), (b, ..)| a == b)
        .filter_map(|same| {
            let (subject, first, _) = same.first()?;
            let disputed = |index| library.is_disputed(MentionRef { article: id, index });
            let value = first.fact.figure().map(|figure| figure.value);
            let label = label(library, article, same);
            let forms = forms(&label, article, same);
            weights.insert(*subject, weight(&label, &title, &forms, same));
            Some(FactRow {
                subject: *subject,
                label: label.into(),
                here: same.len() as u32,
                all: library.count_of(subject),
                value,
                doubtful: is_doubtful(library, id, subject),
                disputed: same.iter().any(|(.., index)| disputed(*index)),
                forms,
            })
        })
        .collect();
    rows.sort_by(|a, b| {
        let size = |row: &FactRow| match row.subject.kind().row().order {
            Order::Size => row.value.unwrap_or(0.0),
            Order::Mentions => 0.0,
        };
        let kinds = a.subject.kind().place().cmp(&b.subject.kind().place());
        let sizes = size(b).total_cmp(&size(a));
        let weight = |row: &FactRow| weights.get(&row.subject).copied().unwrap_or(0);
        let main = weight(b).cmp(&weight(a));
        kinds
            .then(sizes)
            .then(main)
            .then(b.here.cmp(&a.here))
            .then(b.all.cmp(&a.all))
            .then(a.label.cmp(&b.label))
    });
    for row in &mut rows {
        if !row.subject.kind().row().bar {
            row.value = None;
        }
    }
    rows
}

/// Whether a mention in the article is only likely one of `subject`, or somebody may be the same person.
fn is_doubtful(library: &Library, id: ArticleId, subject: &Subject) -> bool {
    let Subject::Entity(entity) = subject else { return false };
    let likely = library.likely_in(id).iter().any(|&at| library.mention(at).fact.entity() == Some(*entity));
    likely || library.alike(EntityId(entity.id)).next().is_some()
}

/// The name of an entity; a figure with its sign where all its mentions share one.
fn label(library: &Library, article: &Article, same: &[Numbered<'_>]) -> String {
    let fact = same[0].1.fact;
    if let Some(entity) = fact.entity() {
        return library.entity(entity).name.to_string();
    }
    let modifier = |mention: &Mention| mention.fact.figure().map(|figure| figure.modifier);
    let shared = same.iter().all(|(_, mention, _)| modifier(mention) == modifier(same[0].1));
    let fact = if shared { fact } else { fact.with_modifier(Modifier::Exact) };
    match fact.kind().row().content {
        Content::Figure(shown) => shown(&fact, Typography::of(article.language)),
        Content::Entity => String::new(),
    }
}

/// How much a subject is what the article is about: its mentions, and more where the folded title or the lead names it. 0
/// for a figure.
fn weight(name: &str, title: &str, forms: &str, same: &[Numbered<'_>]) -> u32 {
    if !matches!(same[0].0, Subject::Entity(_)) {
        return 0;
    }
    let in_title = |form: &str| {
        !form.is_empty() && title.match_indices(form).any(|(at, form)| is_whole(title, at, at + form.len()))
    };
    let lead = same.iter().any(|(_, mention, _)| mention.span.start < LEAD);
    // Titles give surnames.
    let title = in_title(fold(name).rsplit(' ').next().unwrap_or_default()) || forms.lines().any(in_title);
    same.len() as u32 + if title { IN_TITLE } else { 0 } + if lead { IN_LEAD } else { 0 }
}

/// Whether no letter or digit stands before or after a part of a text.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    apart(text[..start].chars().next_back()) && apart(text[end..].chars().next())
}

/// What a row is searched by: its label and its forms in the article, folded, one for each line.
fn forms(label: &str, article: &Article, same: &[Numbered<'_>]) -> Box<str> {
    let form = |(_, mention, _): &Numbered<'_>| fold(mention.span.of(&article.text)).replace('\n', " ");
    let mut forms: Vec<String> = same.iter().map(form).chain([fold(label)]).collect();
    forms.sort_unstable();
    forms.dedup();
    forms.join("\n").into()
}
