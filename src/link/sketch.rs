//! What is compared of a claim, prepared once.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::is_telling;
use crate::claim::{Claim, Governs, Tie};
use crate::compare::{Verdict, compare};
use crate::id::{ClaimId, Sym};
use crate::ledger::Ledger;
use crate::rules::Rules;
use crate::text::BlockKind;
use crate::value::{Grain, Moment};

/// A claim as the linker sees it.
pub(super) struct Sketch<'a> {
    /// Which claim it is.
    pub id: ClaimId,
    /// The claim.
    pub claim: &'a Claim,
    /// The noun that is counted, in one form for all words of its meaning.
    pub counted: Option<(Sym, &'a str)>,
    /// Words that say what the figure is about: counted, modified, before "of", label, subject.
    pub heads: BTreeSet<&'a str>,
    /// The governing verb.
    pub verb: Option<&'a str>,
    /// Names in the figure's own phrase.
    pub phrase: Vec<&'a str>,
    /// Names in the phrase and the clause.
    pub clause: Vec<&'a str>,
    /// All names, those of the document's topic included.
    pub all: Vec<&'a str>,
    /// Names in the clause that are no places.
    pub actors: Vec<&'a str>,
    /// Names that the whole document is about.
    pub topic: &'a [String],
    /// Whether its document gives no other figure for its measure.
    pub only: bool,
    /// Whether it stands in the headline.
    pub title: bool,
    /// The latest year that the document names.
    pub latest: Option<i16>,
    /// All names of the document.
    pub named: Option<&'a BTreeMap<String, usize>>,
}

impl<'a> Sketch<'a> {
    /// Prepares a claim.
    pub(super) fn of(id: ClaimId, ledger: &'a Ledger, rules: &'a Rules) -> Option<Self> {
        let claim = ledger.claim(id)?;
        let one = |lemma: &'a str, sym: Sym| {
            let canonical = rules.words.canonical(sym);
            if canonical == Sym::UNKNOWN { lemma } else { rules.vocabulary.word(canonical) }
        };
        let says = |how: Governs| !matches!(how, Governs::Verb | Governs::Near);
        let governors = &claim.frame.governors;
        let vague = rules.vocabulary.get("vague-noun");
        let heads = governors
            .iter()
            .filter(|g| says(g.how) && !rules.words.in_class(g.sym, vague))
            .map(|g| one(&g.lemma, g.sym))
            .collect();
        let counted = claim.counted().filter(|g| !rules.words.in_class(g.sym, vague));
        // A particle comes before its verb.
        let verb = governors.iter().rfind(|g| g.how == Governs::Verb).map(|g| one(&g.lemma, g.sym));
        let names = |tie: Tie| {
            let near = claim.frame.participants.iter().filter(move |p| p.tie <= tie);
            near.map(|p| p.name.as_str()).collect::<Vec<_>>()
        };
        Some(Self {
            id,
            claim,
            counted: counted.map(|g| (g.sym, one(&g.lemma, g.sym))),
            heads,
            verb,
            phrase: names(Tie::Phrase),
            clause: names(Tie::Clause),
            all: names(Tie::Topic),
            actors: {
                let near = claim.frame.participants.iter().filter(|p| p.tie <= Tie::Clause);
                near.filter(|p| !p.place).map(|p| p.name.as_str()).collect()
            },
            only: false,
            title: {
                let doc = ledger.document(claim.doc)?;
                let block = doc.sentences.get(claim.mention.sentence).and_then(|s| doc.block_of(s));
                block.is_some_and(|b| b.kind == BlockKind::Title)
            },
            topic: ledger.profiles.get(claim.doc.index()).map_or(&[], |p| &p.topic),
            latest: ledger.profiles.get(claim.doc.index()).and_then(|p| p.latest),
            named: ledger.profiles.get(claim.doc.index()).map(|p| &p.names),
        })
    }
}

/// Marks the claims whose document gives no other figure for their measure.
pub(super) fn mark_only(sketches: &mut [Sketch<'_>], rules: &Rules) {
    let mut told: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, sketch) in sketches.iter().enumerate() {
        if let Some(measure) = sketch.claim.frame.measure {
            told.entry((sketch.claim.doc, measure)).or_default().push(at);
        }
    }
    for places in told.into_values() {
        let value = |at: usize| &sketches[at].claim.mention.value;
        let first = value(places[0]);
        let same = |at: &usize| compare(first, value(*at), rules) == Some(Verdict::Agree);
        if places.iter().all(same) {
            for at in places {
                sketches[at].only = true;
            }
        }
    }
}

impl Sketch<'_> {
    /// Whether few other figures would be the same by chance, a year before the latest that the
    /// article names among them: it dates something that lies behind.
    pub(super) fn is_telling(&self) -> bool {
        let value = &self.claim.mention.value;
        let past = |m: &Moment| {
            m.grain == Grain::Year && m.pattern.year.is_some_and(|y| Some(y) < self.latest)
        };
        is_telling(value) || value.moment().is_some_and(past)
    }
}

/// Whether two names are the same, or one is a part of the other: "Amazon", "Amazon Web Services".
/// A part of a place is another place: "Arle", "Central Arle".
pub(super) fn related(rules: &Rules, a: &str, b: &str) -> bool {
    let fold = |s: &str| s.to_lowercase();
    let (a, b) = (fold(a), fold(b));
    if a == b {
        return true;
    }
    let words = |s: &str| s.split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
    let (x, y) = (words(&a), words(&b));
    let class = rules.vocabulary.get("part of a place");
    let parts = |w: &&String| rules.words.in_class(rules.vocabulary.get(w), class);
    if x.symmetric_difference(&y).any(|w| parts(&w)) {
        return false;
    }
    x.is_subset(&y) || y.is_subset(&x) || initials(&a, &b) || initials(&b, &a) || misspelt(&a, &b)
}

/// Whether `short` is made of the first letters of the words of `long`.
fn initials(short: &str, long: &str) -> bool {
    let count = long.split(' ').count();
    let mut first = long.split(' ').filter_map(|w| w.chars().next());
    count >= 2 && short.chars().count() == count && short.chars().all(|c| first.next() == Some(c))
}

/// Names this alike (Jaro-Winkler) are one name in two spellings: Gaddafi, Qaddafi.
const SPELLING: f64 = 0.9;

fn misspelt(a: &str, b: &str) -> bool {
    let long = a.chars().count() >= 6 && b.chars().count() >= 6;
    long && strsim::jaro_winkler(a, b) >= SPELLING
}

/// What the documents of one story have in common: how many of them hold each word.
#[derive(Clone, Debug, Default)]
pub(super) struct Story {
    /// How many documents it has.
    pub documents: usize,
    holders: BTreeMap<String, usize>,
}

impl Story {
    /// All stories of a ledger.
    pub(super) fn all(ledger: &Ledger, story_of: &[usize]) -> Vec<Self> {
        let mut stories = vec![Self::default(); story_of.iter().max().map_or(0, |m| m + 1)];
        for (doc, profile) in ledger.profiles.iter().enumerate() {
            let Some(story) = story_of.get(doc).and_then(|s| stories.get_mut(*s)) else { continue };
            story.documents += 1;
            for word in profile.words.keys() {
                *story.holders.entry(word.clone()).or_insert(0) += 1;
            }
        }
        stories
    }

    /// How much it means that two sentences share a word: the more, the fewer documents hold it.
    pub(super) fn weight(&self, word: &str) -> usize {
        let holders = self.holders.get(word).copied().unwrap_or(1);
        1 + self.documents.saturating_sub(holders)
    }
}
