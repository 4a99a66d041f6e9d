//! What a fact is, in a few words: "deal value · `OpenAI`, Amazon Web Services".

use std::collections::BTreeMap;

use itertools::Itertools;

use crate::claim::{Claim, Governor, Governs, Tie};
use crate::ledger::Ledger;
use crate::link::Fact;
use crate::rules::{Class, Rules};

/// How many names a label has at most.
const MOST_NAMES: usize = 3;

pub(super) fn of(ledger: &Ledger, fact: &Fact, rules: &Rules) -> String {
    let claims: Vec<&Claim> = fact.claims.iter().filter_map(|id| ledger.claim(*id)).collect();
    let what = most_frequent(claims.iter().filter_map(|c| measure(c, rules)))
        .or_else(|| most_frequent(claims.iter().filter_map(|c| head(c, rules))))
        .or_else(|| claims.first().map(|c| c.mention.kind_name().replace('_', " ")))
        .unwrap_or_default();
    let names = names(&claims);
    let label = if names.is_empty() { what } else { format!("{what} · {}", names.join(", ")) };
    crate::safe::plain(&label)
}

fn measure(claim: &Claim, rules: &Rules) -> Option<String> {
    let measure = rules.measures.get(claim.frame.measure?)?;
    let counted = claim.counted().map(|g| g.lemma.as_str());
    Some(match counted {
        Some(noun) if !measure.name.contains(noun) && measure.counts.is_empty() => {
            format!("{} ({noun})", measure.name)
        }
        _ => measure.name.clone(),
    })
}

/// The nearest word that says what the figure is of; "was" and "had" say nothing.
fn head(claim: &Claim, rules: &Rules) -> Option<String> {
    let says = |g: &&Governor| !rules.words.is(g.sym, Class::Auxiliary);
    let mut governors = claim.frame.governors.iter().filter(says);
    let noun = governors.clone().find(|g| g.how != Governs::Verb);
    let governor = noun.or_else(|| governors.next())?;
    Some(governor.lemma.clone())
}

/// The most frequent item, of equally frequent ones the first in the alphabet.
fn most_frequent(items: impl Iterator<Item = String>) -> Option<String> {
    let counted = items.sorted().dedup_with_count().sorted_by_key(|(n, _)| std::cmp::Reverse(*n));
    counted.map(|(_, item)| item).next()
}

/// The names that the claims have nearest to their figures, the most frequent first.
fn names(claims: &[&Claim]) -> Vec<String> {
    let mut counts: BTreeMap<&str, (Tie, usize)> = BTreeMap::new();
    for participant in claims.iter().flat_map(|c| &c.frame.participants) {
        let entry = counts.entry(&participant.name).or_insert((participant.tie, 0));
        entry.0 = entry.0.min(participant.tie);
        entry.1 += 1;
    }
    let near = counts.values().any(|(tie, _)| *tie <= Tie::Sentence);
    let mut names: Vec<(&str, (Tie, usize))> =
        counts.into_iter().filter(|(_, (tie, _))| !near || *tie <= Tie::Sentence).collect();
    names.sort_by_key(|(name, (tie, n))| (std::cmp::Reverse(*n), *tie, *name));
    names.into_iter().take(MOST_NAMES).map(|(name, _)| name.to_owned()).collect()
}
