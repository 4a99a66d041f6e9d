//! Why the claims of a fact stand to each other as they do, in sentences.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::overview::verdict;
use super::page::isolated;
use crate::output::concise::several;
use crate::results::{FactRecord, RelationRecord};
use crate::safe::xml;

/// How many sentences a fact shows; what is left out is counted.
const MOST: usize = 5;

/// One sentence; the worst come first, and those of one cause side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Sentence<'a> {
    rank: usize,
    verdict: &'a str,
    cause: Option<&'a str>,
    why: &'a str,
    steps: &'a [String],
}

/// A sentence, and how many pairs of claims it is true of.
type Counted<'a> = (Sentence<'a>, usize);

/// The reasons of a fact: a list for each verdict and cause. It is folded where a look at the
/// quotations says as much.
pub(super) fn write(fact: &FactRecord, out: &mut String) -> fmt::Result {
    let mut pairs: BTreeMap<Sentence, usize> = BTreeMap::new();
    for relation in &fact.relations {
        *pairs.entry(sentence(relation)).or_default() += 1;
    }
    let sentences: Vec<Counted> = pairs.into_iter().collect();
    let (shown, left) = sentences.split_at(sentences.len().min(MOST));
    if shown.is_empty() {
        return Ok(());
    }
    let open = if shown.iter().any(|(sentence, _)| sentence.explains()) { " open" } else { "" };
    let counts = xml(&counts(&sentences));
    write!(out, "<details class=why{open}><summary>Pair by pair: {counts}</summary><ul>")?;
    for group in shown.chunk_by(|(a, _), (b, _)| (a.rank, a.cause) == (b.rank, b.cause)) {
        list(group, out)?;
    }
    left_out(left, out)?;
    out.push_str("</ul></details>\n");
    Ok(())
}

impl Sentence<'_> {
    /// Whether it tells what the quotations do not: a derivation, or how words are understood.
    fn explains(&self) -> bool {
        !self.steps.is_empty() || matches!(self.verdict, "tension" | "compatible")
    }
}

fn sentence(relation: &RelationRecord) -> Sentence<'_> {
    let ranks = ["contradict", "tension", "compatible", "agree"];
    Sentence {
        rank: ranks.iter().position(|r| *r == relation.verdict).unwrap_or(ranks.len()),
        verdict: &relation.verdict,
        cause: relation.cause.as_deref(),
        why: &relation.why,
        steps: &relation.steps,
    }
}

/// The sentences of one verdict and cause.
fn list(group: &[Counted], out: &mut String) -> fmt::Result {
    let Some((first, _)) = group.first() else { return Ok(()) };
    write!(out, "<li>{}", verdict(first.verdict))?;
    if let Some(cause) = first.cause {
        write!(out, " <small>likely cause: {}</small>", xml(&cause.replace('_', " ")))?;
    }
    out.push_str("<ul>");
    for (sentence, count) in group {
        item(sentence, *count, out)?;
    }
    out.push_str("</ul>");
    Ok(())
}

fn item(sentence: &Sentence, count: usize, out: &mut String) -> fmt::Result {
    out.push_str("<li>");
    match sentence.steps {
        [] => out.push_str(&isolated(sentence.why)),
        steps => {
            out.push_str("<ol>");
            for step in steps {
                write!(out, "<li>{}", isolated(step))?;
            }
            out.push_str("</ol>");
        }
    }
    if count > 1 { write!(out, " <small>{count} pairs</small>") } else { Ok(()) }
}

/// `And 21 more pairs: 15 contradict, 6 agree.`
fn left_out(left: &[Counted], out: &mut String) -> fmt::Result {
    if left.is_empty() {
        return Ok(());
    }
    let pairs = left.iter().map(|(_, pairs)| pairs).sum();
    write!(out, "<li>And {}: {}.", several(pairs, "more pair"), xml(&counts(left)))
}

/// `15 contradict, 6 agree`
fn counts(sentences: &[Counted]) -> String {
    let counts = sentences.chunk_by(|(a, _), (b, _)| a.rank == b.rank).filter_map(|group| {
        let pairs: usize = group.iter().map(|(_, pairs)| pairs).sum();
        group.first().map(|(sentence, _)| format!("{pairs} {}", sentence.verdict))
    });
    counts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relation(verdict: &str, why: &str) -> RelationRecord {
        RelationRecord {
            verdict: verdict.to_owned(),
            why: why.to_owned(),
            ..RelationRecord::default()
        }
    }

    fn html(relations: Vec<RelationRecord>) -> String {
        let mut out = String::new();
        write(&FactRecord { relations, ..FactRecord::default() }, &mut out).unwrap();
        out
    }

    #[test]
    fn the_worst_reason_comes_first_and_equal_ones_once() {
        let same = relation("agree", "both say <11>");
        let worst = RelationRecord {
            cause: Some("off_by_one".to_owned()),
            ..relation("contradict", "11 and 12 can't both be true")
        };
        let html = html(vec![same.clone(), same, worst]);
        assert_eq!(
            html,
            "<details class=why><summary>Pair by pair: 1 contradict, 2 agree</summary><ul><li><span \
             class='v contradict'>contradict</span> <small>likely cause: off by \
             one</small><ul><li>11 and 12 can&#39;t both be true</ul><li><span class='v \
             agree'>agree</span><ul><li>both say &lt;11&gt; <small>2 \
             pairs</small></ul></ul></details>\n"
        );
    }

    #[test]
    fn a_derivation_is_shown_step_by_step() {
        let steps = vec!["it starts in 2025".to_owned(), "so it ends in 2032".to_owned()];
        let html = html(vec![RelationRecord { steps, ..relation("agree", "all at once") }]);
        assert!(html.contains("<ol><li>it starts in 2025<li>so it ends in 2032"));
        assert!(!html.contains("all at once"));
        assert!(html.contains("<details class=why open>"), "it is what somebody has to read");
    }

    #[test]
    fn thousands_of_pairs_are_counted() {
        let verdict = |n: usize| if n < 10 { "contradict" } else { "agree" };
        let relations = (0..5000).map(|n| relation(verdict(n), &format!("reason {n}")));
        let html = html(relations.collect());
        assert_eq!(html.matches("reason").count(), MOST);
        assert!(html.contains("Pair by pair: 10 contradict, 4990 agree<"));
        assert!(html.contains("And 4995 more pairs: 5 contradict, 4990 agree."));
    }
}
