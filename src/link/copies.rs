//! Wire copy: sentences that several articles have in common are one witness.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::id::{ClaimId, DocId};
use crate::ledger::Ledger;

/// Sentences that share this part of their words, in percent, are copies of one another.
const COPY_SHARE: usize = 85;
/// Shorter sentences are alike by chance.
const LEAST_WORDS: usize = 6;

/// How many sources of a fact did not copy its sentence from another.
pub fn independent_sources(claims: &[ClaimId], ledger: &Ledger) -> usize {
    let mut by_doc: BTreeMap<DocId, Vec<&[Arc<str>]>> = BTreeMap::new();
    for claim in claims.iter().filter_map(|id| ledger.claim(*id)) {
        by_doc.entry(claim.doc).or_default().push(&claim.frame.context);
    }
    let mut texts: BTreeSet<&str> = BTreeSet::new();
    // What says the same is held against others once.
    let mut told: BTreeSet<Vec<&[Arc<str>]>> = BTreeSet::new();
    let mut independent = 0;
    for (id, mut sentences) in by_doc {
        sentences.sort_unstable();
        sentences.dedup();
        let new = ledger.document(id).is_none_or(|d| texts.insert(d.source.text.trim()));
        let copies = |earlier: &Vec<&[Arc<str>]>| {
            sentences.iter().all(|s| earlier.iter().any(|e| is_copy(s, e)))
        };
        independent += usize::from(new && !told.iter().any(copies));
        told.insert(sentences);
    }
    independent
}

fn is_copy(x: &[Arc<str>], y: &[Arc<str>]) -> bool {
    let shared = x.iter().filter(|w| y.binary_search(w).is_ok()).count();
    x.len() >= LEAST_WORDS && shared * 100 >= x.len().max(y.len()) * COPY_SHARE
}
