//! Everything that one run read: documents, their claims, what each is about.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::claim::Claim;
use crate::id::{ClaimId, DocId};
use crate::text::Document;
use crate::value::Days;

/// What is known of a document as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// The names it is about, the most frequent first.
    pub topic: Vec<String>,
    /// The names in its headline and its first sentences.
    pub lead: BTreeSet<String>,
    /// The years in which it was published, as far as it or its source says so.
    pub published: Vec<i16>,
    /// As of when it was read, as far as that is known.
    pub as_of: Option<AsOf>,
    /// The day of its date line, in EDTF.
    pub dateline: Option<String>,
    /// The latest year that it names.
    pub latest: Option<i16>,
    /// How often each name stands in it.
    pub names: BTreeMap<String, usize>,
    /// The words that carry meaning, as base forms, by the alphabet.
    pub words: Vec<Told>,
}

impl Profile {
    /// The days on one of which it was published, as far as it or its source says so.
    pub(crate) fn own_days(&self) -> Option<Days> {
        Some(self.as_of.filter(|as_of| !as_of.by_story)?.days)
    }
}

/// When a document was published, as its relative dates were read: "yesterday", "last year".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsOf {
    /// One of these days.
    pub days: Days,
    /// Whether others that tell its story say so, and neither it nor its source.
    pub by_story: bool,
}

/// A word of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its base form.
    pub word: Arc<str>,
    /// How often the document tells it; among its first sentences each time counts for more.
    pub count: usize,
    /// Whether a name of the document is made of it.
    pub in_name: bool,
}

/// Owns the documents and claims of a run; everything else holds ids.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// The documents, in the order of their names.
    pub documents: Vec<Document>,
    /// What each document is about, in the same order.
    pub profiles: Vec<Profile>,
    /// All claims, by document and place.
    pub claims: Vec<Claim>,
}

impl Ledger {
    /// The claim of an id.
    pub fn claim(&self, id: ClaimId) -> Option<&Claim> {
        self.claims.get(id.index())
    }

    /// All claims of the sentence of a claim.
    pub fn sentence(&self, of: &Claim) -> &[Claim] {
        let place = |c: &Claim| (c.doc, c.mention.sentence);
        let first = self.claims.partition_point(|c| place(c) < place(of));
        let rest = &self.claims[first..];
        &rest[..rest.partition_point(|c| place(c) == place(of))]
    }

    /// The document of an id.
    pub fn document(&self, id: DocId) -> Option<&Document> {
        self.documents.get(id.index())
    }

    /// The ids of all claims.
    pub fn claim_ids(&self) -> impl Iterator<Item = ClaimId> {
        (0..self.claims.len()).map(ClaimId::from_index)
    }
}
