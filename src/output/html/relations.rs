//! Why the claims of a fact stand to each other as they do, in sentences.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::finding::message;
use super::overview::verdict;
use super::page::{Page, isolated};
use crate::output::concise::several;
use crate::results::{FactRecord, RelationRecord};
use crate::safe::xml;

/// So many sentences are all shown; of more, one for each verdict and cause.
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

/// The reasons of a fact: a list for each verdict, without what its findings say already. It is
/// folded where a look at the quotations says as much.
pub(super) fn write(page: &Page, fact: &FactRecord, out: &mut String) -> fmt::Result {
    let mut pairs: BTreeMap<Sentence, usize> = BTreeMap::new();
    for relation in &fact.relations {
        *pairs.entry(sentence(relation)).or_default() += 1;
    }
    let sentences: Vec<Counted> = pairs.into_iter().collect();
    let messages: Vec<&str> = page.findings(fact).iter().map(|f| message(page, f)).collect();
    let (told, untold): (Vec<Counted>, Vec<Counted>) =
        sentences.iter().copied().partition(|(s, _)| s.is_in(&messages));
    let shown = shown(&told, &untold);
    if shown.is_empty() {
        return Ok(());
    }
    let open = if shown.iter().any(|(sentence, _)| sentence.explains()) { " open" } else { "" };
    let counts = xml(&counts(&sentences));
    write!(out, "<details class=why{open}><summary>Pair by pair: {counts}</summary><ul>")?;
    for group in shown.chunk_by(|(a, _), (b, _)| a.rank == b.rank) {
        list(group, out)?;
    }
    let left: Vec<Counted> = untold.into_iter().filter(|s| !shown.contains(s)).collect();
    left_out(&left, out)?;
    out.push_str("</ul></details>\n");
    Ok(())
}

/// All sentences if they are few, else the first of each verdict and cause that no finding tells.
fn shown<'a>(told: &[Counted<'a>], untold: &[Counted<'a>]) -> Vec<Counted<'a>> {
    if untold.len() <= MOST {
        return untold.to_vec();
    }
    let groups = untold.chunk_by(|(a, _), (b, _)| a.group() == b.group());
    let first = groups.filter_map(<[_]>::first).copied();
    first.filter(|(s, _)| told.iter().all(|(t, _)| t.group() != s.group())).collect()
}

impl<'a> Sentence<'a> {
    /// What it has in common with sentences of its sort.
    fn group(&self) -> (usize, Option<&'a str>) {
        (self.rank, self.cause)
    }

    /// Whether it tells what the quotations do not: a derivation, or how words are understood.
    fn explains(&self) -> bool {
        !self.steps.is_empty() || matches!(self.verdict, "tension" | "compatible")
    }

    /// Whether a finding says just this. Its steps are worth a list all the same.
    fn is_in(&self, messages: &[&str]) -> bool {
        self.steps.is_empty() && messages.contains(&self.why)
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

/// The sentences of one verdict.
fn list(group: &[Counted], out: &mut String) -> fmt::Result {
    let Some((first, _)) = group.first() else { return Ok(()) };
    write!(out, "<li>{} ", verdict(first.verdict))?;
    if let [(sentence, count)] = group {
        return item(sentence, *count, out);
    }
    out.push_str("<ul>");
    for (sentence, count) in group {
        out.push_str("<li>");
        item(sentence, *count, out)?;
    }
    out.push_str("</ul>");
    Ok(())
}

fn item(sentence: &Sentence, count: usize, out: &mut String) -> fmt::Result {
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
    use crate::results::{FindingRecord, Results};

    fn relation(verdict: &str, why: &str) -> RelationRecord {
        RelationRecord {
            verdict: verdict.to_owned(),
            why: why.to_owned(),
            ..RelationRecord::default()
        }
    }

    fn caused(cause: &str, why: &str) -> RelationRecord {
        RelationRecord { cause: Some(cause.to_owned()), ..relation("contradict", why) }
    }

    /// The reasons of a fact with a finding of that message.
    fn judged(relations: Vec<RelationRecord>, message: &str) -> String {
        let fact = FactRecord { id: "f1".to_owned(), relations, ..FactRecord::default() };
        let finding = FindingRecord {
            fact: Some("f1".to_owned()),
            message: message.to_owned(),
            ..FindingRecord::default()
        };
        let results = Results { facts: vec![fact], findings: vec![finding], ..Results::default() };
        let mut out = String::new();
        write(&Page::of(&results), &results.facts[0], &mut out).unwrap();
        out
    }

    fn html(relations: Vec<RelationRecord>) -> String {
        judged(relations, "")
    }

    #[test]
    fn the_worst_reason_comes_first_and_equal_ones_once() {
        let same = relation("agree", "both say <11>");
        let worst = [caused("off_by_one", "11 and 12 can't"), caused("digit", "11 and 17 can't")];
        let [off, digit] = worst;
        let html = html(vec![same.clone(), same, off, digit]);
        assert_eq!(
            html,
            "<details class=why><summary>Pair by pair: 2 contradict, 2 agree</summary><ul><li><b \
             class=contradict>contradict</b> <ul><li>11 and 17 can&#39;t<li>11 and 12 \
             can&#39;t</ul><li><b class=agree>agree</b> both say &lt;11&gt; <small>2 \
             pairs</small></ul></details>\n"
        );
    }

    #[test]
    fn a_derivation_is_shown_step_by_step() {
        let steps = vec!["it starts in 2025".to_owned(), "so it ends in 2032".to_owned()];
        let derived = RelationRecord { steps, ..relation("agree", "all at once") };
        let html = judged(vec![derived], "all at once");
        assert!(html.contains("<ol><li>it starts in 2025<li>so it ends in 2032"));
        assert!(!html.contains("all at once"));
        assert!(html.contains("<details class=why open>"), "it is what somebody has to read");
    }

    #[test]
    fn what_a_finding_says_is_not_said_again() {
        let why = "8 and 13 are different";
        assert_eq!(judged(vec![relation("tension", why)], why), "");
        let html = judged(vec![relation("tension", why), relation("agree", "both say 8")], why);
        assert!(html.contains("Pair by pair: 1 tension, 1 agree<") && !html.contains(why));
    }

    #[test]
    fn thousands_of_pairs_are_counted() {
        let verdict = |n: usize| if n < 10 { "contradict" } else { "agree" };
        let relations = (0..5000).map(|n| relation(verdict(n), &format!("reason {n}")));
        let html = html(relations.collect());
        assert_eq!(html.matches("reason").count(), 2, "one for each verdict");
        assert!(html.contains("Pair by pair: 10 contradict, 4990 agree<"));
        assert!(html.contains("And 4998 more pairs: 9 contradict, 4989 agree."));
    }

    #[test]
    fn of_many_reasons_each_cause_has_one_that_no_finding_tells() {
        let of = |cause: &'static str| (0..5).map(move |n| caused(cause, &format!("{cause} {n}")));
        let relations: Vec<RelationRecord> = of("digit").chain(of("scale")).collect();
        let html = judged(relations, "digit 3");
        assert!(html.contains("</b> scale 0<li>And 8 more pairs: 8 contradict."), "{html}");
        assert!(!html.contains("digit"));
    }
}
