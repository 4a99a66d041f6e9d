//! Wire copy: sentences that several articles have in common are one witness.

use std::collections::BTreeMap;

use crate::claim::Claim;
use crate::id::{ClaimId, DocId};
use crate::ledger::Ledger;

/// Sentences that share this part of their words, in percent, are copies of one another.
const COPY_SHARE: usize = 85;
/// Shorter sentences are alike by chance.
const LEAST_WORDS: usize = 6;

/// How many sources of a fact did not copy its sentence from another.
pub fn independent_sources(claims: &[ClaimId], ledger: &Ledger) -> usize {
    let mut by_doc: BTreeMap<DocId, Vec<&Claim>> = BTreeMap::new();
    for claim in claims.iter().filter_map(|id| ledger.claim(*id)) {
        by_doc.entry(claim.doc).or_default().push(claim);
    }
    let docs: Vec<(DocId, Vec<&Claim>)> = by_doc.into_iter().collect();
    let copies = |i: usize| {
        let (id, claims) = &docs[i];
        docs[..i].iter().any(|(other, earlier)| {
            same_text(ledger, *id, *other)
                || claims.iter().all(|c| earlier.iter().any(|e| is_copy(c, e)))
        })
    };
    (0..docs.len()).filter(|&i| !copies(i)).count()
}

fn same_text(ledger: &Ledger, a: DocId, b: DocId) -> bool {
    let text = |id: DocId| ledger.document(id).map(|d| d.source.text.trim());
    text(a) == text(b)
}

fn is_copy(a: &Claim, b: &Claim) -> bool {
    let (x, y) = (&a.frame.context, &b.frame.context);
    let shared = x.iter().filter(|w| y.binary_search(w).is_ok()).count();
    x.len() >= LEAST_WORDS && shared * 100 >= x.len().max(y.len()) * COPY_SHARE
}
