//! Which claims speak of the same fact.
//!
//! Stories first, then blocks of claims whose values can be compared, then evidence for and against
//! each pair, then clusters that no forbidden pair enters. Every link keeps its evidence, so that
//! [`crate::report`] can say why two claims were joined or kept apart.

mod cluster;
mod copies;
mod evidence;
mod rivals;
mod sketch;
mod stories;

use std::collections::BTreeMap;

pub use copies::independent_sources;
pub use evidence::{Link, Piece};
pub use stories::stories;

use cluster::Block;
use evidence::Weigher;
use sketch::{Glossary, Sketch, Story};

use crate::claim::{Claim, Kind};
use crate::id::{ClaimId, DocId};
use crate::ledger::Ledger;
use crate::rules::Rules;
use crate::threads;
use crate::value::Value;

/// The claims that speak of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The story it belongs to, by its place among the stories.
    pub story: usize,
    /// Its claims, by document and place.
    pub claims: Vec<ClaimId>,
    /// The links that hold it together.
    pub links: Vec<Link>,
}

/// A block larger than this is divided by measure and head word.
const LARGE_BLOCK: usize = 400;

/// Groups all claims into facts; a claim that speaks of nothing another speaks of is a fact alone.
pub fn link(ledger: &Ledger, rules: &Rules) -> Vec<Fact> {
    link_where(ledger, &|_| true, rules)
}

/// The facts that claims of one document take part in, the same as among all facts of [`link`].
pub fn link_of(ledger: &Ledger, doc: DocId, rules: &Rules) -> Vec<Fact> {
    link_where(ledger, &|claim| claim.doc == doc, rules)
}

fn link_where(
    ledger: &Ledger,
    wanted: &(dyn Fn(&Claim) -> bool + Sync),
    rules: &Rules,
) -> Vec<Fact> {
    let story_of = stories(ledger, rules);
    let mut blocks: BTreeMap<(usize, String), Vec<ClaimId>> = BTreeMap::new();
    for id in ledger.claim_ids() {
        let Some(claim) = ledger.claim(id) else { continue };
        let story = story_of.get(claim.doc.index()).copied().unwrap_or(0);
        blocks.entry((story, class(claim, rules))).or_default().push(id);
    }
    let is_wanted = |id: &ClaimId| ledger.claim(*id).is_some_and(wanted);
    let glossaries = glossaries(ledger, &story_of, rules);
    let wanted_ones = |(_, ids): &(_, Vec<ClaimId>)| ids.iter().any(is_wanted);
    let blocks = divided(blocks, ledger, rules).into_iter().filter(wanted_ones).collect();
    let found = threads::map(blocks, |((story, _), ids)| {
        let glossary = glossaries.get(story)?;
        let sketches = sketches(ids, ledger, glossary, rules);
        let first: Vec<usize> =
            (0..sketches.len()).filter(|at| wanted(sketches[*at].claim)).collect();
        let weigher = Weigher::of(glossary, rules);
        let found = Block::of(&sketches, &weigher).facts(&first).into_iter();
        Some(found.map(|(claims, links)| Fact { story, claims, links }).collect::<Vec<Fact>>())
    });
    let mut facts: Vec<Fact> = found.into_iter().flatten().flatten().collect();
    facts.sort_by(|a, b| (a.story, &a.claims).cmp(&(b.story, &b.claims)));
    facts
}

/// The glossary of each story.
fn glossaries<'a>(ledger: &'a Ledger, story_of: &[usize], rules: &'a Rules) -> Vec<Glossary<'a>> {
    let stories = story_of.iter().max().map_or(0, |m| m + 1);
    let mut docs: Vec<Vec<DocId>> = vec![Vec::new(); stories];
    let mut claims: Vec<Vec<&'a Claim>> = vec![Vec::new(); stories];
    for (doc, story) in story_of.iter().enumerate() {
        docs[*story].push(DocId::from_index(doc));
    }
    for claim in &ledger.claims {
        if let Some(story) = story_of.get(claim.doc.index()) {
            claims[*story].push(claim);
        }
    }
    let each = Story::all(ledger, story_of).into_iter().zip(docs.into_iter().zip(claims));
    each.map(|(s, (docs, claims))| Glossary::of(&docs, &claims, ledger, (&s, rules))).collect()
}

fn sketches<'a>(
    ids: impl IntoIterator<Item = ClaimId>,
    ledger: &'a Ledger,
    glossary: &'a Glossary<'a>,
    rules: &'a Rules,
) -> Vec<Sketch<'a>> {
    let each = ids.into_iter().filter_map(|id| Sketch::of(id, ledger, glossary, rules));
    let mut sketches: Vec<Sketch<'a>> = each.collect();
    sketch::mark_only(&mut sketches, rules);
    sketches
}

/// What speaks for and against one fact for two claims of one story, in words; `None` if their
/// documents tell different stories.
pub fn pair(ledger: &Ledger, a: ClaimId, b: ClaimId, rules: &Rules) -> Option<Link> {
    Weighing::of(ledger, rules).pair(a, b)
}

/// Pairs of a ledger, weighed one by one.
pub struct Weighing<'a> {
    ledger: &'a Ledger,
    rules: &'a Rules,
    story_of: Vec<usize>,
    glossaries: Vec<Glossary<'a>>,
}

impl<'a> Weighing<'a> {
    /// Prepares a ledger.
    pub fn of(ledger: &'a Ledger, rules: &'a Rules) -> Self {
        let story_of = stories(ledger, rules);
        let glossaries = glossaries(ledger, &story_of, rules);
        Self { ledger, rules, story_of, glossaries }
    }

    /// What speaks for and against one fact for two claims, in words; `None` if their documents tell
    /// different stories.
    pub fn pair(&self, a: ClaimId, b: ClaimId) -> Option<Link> {
        let (ledger, rules) = (self.ledger, self.rules);
        let (one, other) = (ledger.claim(a)?, ledger.claim(b)?);
        let story = *self.story_of.get(one.doc.index())?;
        if self.story_of.get(other.doc.index()) != Some(&story) {
            return None;
        }
        let like = |id: &ClaimId, model: &Claim| {
            let claim = ledger.claim(*id);
            claim.is_some_and(|c| c.doc == model.doc && class(c, rules) == class(model, rules))
        };
        let beside = ledger.claim_ids().filter(|id| like(id, one) || like(id, other));
        let glossary = self.glossaries.get(story)?;
        let sketches = sketches(beside, ledger, glossary, rules);
        let find = |id: ClaimId| sketches.iter().position(|s| s.id == id);
        let (a, b) = (find(a)?, find(b)?);
        let weigher = Weigher::of(glossary, rules);
        let link = weigher.told(&sketches[a], &sketches[b]);
        Some(Block::of(&sketches, &weigher).among_others((a, b), link))
    }
}

/// Claims of different classes can't be compared, so they are never paired.
fn class(claim: &Claim, rules: &Rules) -> String {
    let unit = || claim.mention.value.quantity().and_then(|q| rules.unit(q.unit?));
    match (&claim.mention.value, claim.mention.kind) {
        (_, Kind::Age) => "age".to_owned(),
        (_, Kind::Duration) | (Value::Moment(_), _) => "calendar".to_owned(),
        (Value::Clock(_), _) => "clock".to_owned(),
        (Value::Score(..), _) => "score".to_owned(),
        (Value::Every(_), _) => "every".to_owned(),
        (Value::Quantity(_), _) => unit().map_or_else(
            || "number".to_owned(),
            |u| if u.is_money() { "money".to_owned() } else { u.dimension.clone() },
        ),
    }
}

type Blocks = BTreeMap<(usize, String), Vec<ClaimId>>;

/// Divides large blocks by measure or head word, then by value; what is still large is cut. So the
/// work stays bounded, and only claims that are alike in all but their place can miss each other.
fn divided(blocks: Blocks, ledger: &Ledger, rules: &Rules) -> Blocks {
    let mut out = blocks;
    for key in [part, value] {
        out = divided_by(out, |id| ledger.claim(id).map(|c| key(c, rules)).unwrap_or_default());
    }
    let mut bounded = Blocks::new();
    for ((story, class), ids) in out {
        for (piece, ids) in ids.chunks(LARGE_BLOCK).enumerate() {
            bounded.insert((story, format!("{class}/{piece}")), ids.to_vec());
        }
    }
    bounded
}

fn divided_by(blocks: Blocks, key: impl Fn(ClaimId) -> String) -> Blocks {
    let mut out = Blocks::new();
    for ((story, class), ids) in blocks {
        if ids.len() <= LARGE_BLOCK {
            out.insert((story, class), ids);
            continue;
        }
        for id in ids {
            out.entry((story, format!("{class}/{}", key(id)))).or_default().push(id);
        }
    }
    out
}

fn part(claim: &Claim, rules: &Rules) -> String {
    let measure = claim.frame.measure.and_then(|m| rules.measures.get(m));
    let head = || claim.head().map(|g| g.lemma.clone()).unwrap_or_default();
    measure.map_or_else(head, |m| m.name.clone())
}

fn value(claim: &Claim, _: &Rules) -> String {
    claim.quote.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;

    /// The ledgers of some stories, read together.
    fn ledger(rules: &Rules) -> Ledger {
        let mut sources = Vec::new();
        for story in ["openai-aws", "harbour-flood"] {
            let folder = format!("{}/seeds/{story}", env!("CARGO_MANIFEST_DIR"));
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|e| e == "txt") {
                    let name = path.file_name().unwrap().to_string_lossy().into_owned();
                    sources.push(text::read(&name, &std::fs::read(&path).unwrap()).unwrap());
                }
            }
        }
        assert!(sources.len() > 4);
        crate::read(sources, rules, 1).0
    }

    #[test]
    fn a_pair_that_is_left_early_is_no_link() {
        let rules = Rules::built_in().unwrap();
        let ledger = ledger(&rules);
        let weighing = Weighing::of(&ledger, &rules);
        let mut links = 0;
        for glossary in &weighing.glossaries {
            let weigher = Weigher::of(glossary, &rules);
            let sketches = sketches(ledger.claim_ids(), &ledger, glossary, &rules);
            for (at, a) in sketches.iter().enumerate() {
                for b in &sketches[at + 1..] {
                    let told = weigher.told(a, b);
                    let holds = weigher.may_hold(&told);
                    let told = holds.then(|| Link { evidence: Vec::new(), ..told });
                    assert_eq!(weigher.candidate(a, b), told);
                    links += usize::from(holds);
                }
            }
        }
        assert!(links > 20, "{links}");
    }

    #[test]
    fn the_facts_of_a_document_are_those_among_all() {
        let rules = Rules::built_in().unwrap();
        let ledger = ledger(&rules);
        let all = link(&ledger, &rules);
        for doc in (0..ledger.documents.len()).map(DocId::from_index) {
            let own =
                |fact: &&Fact| fact.claims.iter().any(|c| ledger.claim(*c).unwrap().doc == doc);
            let expected: Vec<Fact> = all.iter().filter(own).cloned().collect();
            assert_eq!(link_of(&ledger, doc, &rules), expected);
        }
    }
}
