//! Which claims speak of the same fact.
//!
//! Stories first, then blocks of claims whose values can be compared, then evidence for and against
//! each pair, then clusters that no forbidden pair enters. Every link keeps its evidence, so that
//! [`crate::report`] can say why two claims were joined or kept apart.

mod cluster;
mod copies;
mod evidence;
mod glossary;
mod issued;
mod recalled;
mod rivals;
mod rooms;
mod sketch;
mod speakers;
mod stories;

use std::collections::{BTreeMap, BTreeSet};

pub use copies::independent_sources;
pub use evidence::{Link, Piece};
pub(crate) use issued::MOST_DAYS_APART;
pub use stories::stories;

use cluster::Block;
use evidence::Weigher;
use glossary::Glossary;
use sketch::Sketch;

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

impl Fact {
    /// Takes in the claims and links of another.
    fn take_in(&mut self, mut other: Self) {
        self.claims.append(&mut other.claims);
        self.claims.sort_unstable();
        self.links.append(&mut other.links);
        self.story = self.story.min(other.story);
    }
}

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
    let recalled = recalled::links(ledger, &story_of, rules);
    let also: BTreeSet<ClaimId> = recalled.iter().flat_map(|link| [link.a, link.b]).collect();
    let of_wanted = |id: &ClaimId| ledger.claim(*id).is_some_and(wanted);
    let is_wanted = |id: &ClaimId| of_wanted(id) || also.contains(id);
    let mut parts: Vec<(usize, Part)> =
        Part::all(ledger, &story_of).into_iter().enumerate().collect();
    parts.retain(|(_, part)| part.claims.iter().any(is_wanted));
    let found = threads::map(parts, |(story, part)| {
        let glossary = part.glossary(ledger, rules);
        let mut blocks = part.blocks(ledger, rules);
        blocks.retain(|ids| ids.iter().any(is_wanted));
        let found = threads::map(blocks, |ids| {
            let sketches = sketches(ids, ledger, &glossary, rules);
            let weigher = Weigher::of(&glossary, rules);
            let found = Block::of(&sketches, &weigher, &glossary).facts(&is_wanted).into_iter();
            found.map(|(claims, links)| Fact { story, claims, links }).collect::<Vec<Fact>>()
        });
        found.into_iter().flatten().collect::<Vec<Fact>>()
    });
    let facts = found.into_iter().flatten().collect();
    let mut facts = recalled::join(facts, recalled, ledger, rules);
    facts.retain(|fact| fact.claims.iter().any(of_wanted));
    facts.sort_by(|a, b| (a.story, &a.claims).cmp(&(b.story, &b.claims)));
    facts
}

/// What belongs to one story.
#[derive(Clone, Default)]
struct Part {
    docs: Vec<DocId>,
    claims: Vec<ClaimId>,
}

impl Part {
    /// The parts of a ledger, by story.
    fn all(ledger: &Ledger, story_of: &[usize]) -> Vec<Self> {
        let mut parts = vec![Self::default(); story_of.iter().max().map_or(0, |m| m + 1)];
        for (doc, story) in story_of.iter().enumerate() {
            parts[*story].docs.push(DocId::from_index(doc));
        }
        for (id, claim) in ledger.claim_ids().zip(&ledger.claims) {
            if let Some(story) = story_of.get(claim.doc.index()) {
                parts[*story].claims.push(id);
            }
        }
        parts
    }

    /// The part that some claims make.
    fn of(claims: Vec<ClaimId>, ledger: &Ledger) -> Self {
        let docs: BTreeSet<DocId> =
            claims.iter().filter_map(|id| Some(ledger.claim(*id)?.doc)).collect();
        Self { docs: docs.into_iter().collect(), claims }
    }

    fn glossary<'a>(&self, ledger: &'a Ledger, rules: &'a Rules) -> Glossary<'a> {
        Glossary::of(&self.docs, &self.claims, ledger, rules)
    }

    /// Its claims by class.
    fn blocks(&self, ledger: &Ledger, rules: &Rules) -> Vec<Vec<ClaimId>> {
        let mut blocks: BTreeMap<&str, Vec<ClaimId>> = BTreeMap::new();
        for id in &self.claims {
            if let Some(claim) = ledger.claim(*id) {
                blocks.entry(class(claim, rules)).or_default().push(*id);
            }
        }
        blocks.into_values().collect()
    }
}

fn sketches<'a>(
    ids: Vec<ClaimId>,
    ledger: &'a Ledger,
    glossary: &'a Glossary<'a>,
    rules: &'a Rules,
) -> Vec<Sketch<'a>> {
    let each = threads::map(ids, |id| Sketch::of(id, ledger, glossary, rules));
    let mut sketches: Vec<Sketch<'a>> = each.into_iter().flatten().collect();
    sketch::mark_only(&mut sketches, rules);
    sketch::mark_single(&mut sketches);
    sketches
}

/// What speaks for and against one fact for two claims, in words; `None` if their documents tell
/// different stories, and they are not both about an earlier event.
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
        let parts = Part::all(ledger, &story_of);
        let glossaries = parts.iter().map(|part| part.glossary(ledger, rules)).collect();
        Self { ledger, rules, story_of, glossaries }
    }

    /// What speaks for and against one fact for two claims, in words; `None` if their documents tell
    /// different stories, and they are not both about an earlier event.
    pub fn pair(&self, a: ClaimId, b: ClaimId) -> Option<Link> {
        let (ledger, rules) = (self.ledger, self.rules);
        let (one, other) = (ledger.claim(a)?, ledger.claim(b)?);
        let story = *self.story_of.get(one.doc.index())?;
        if self.story_of.get(other.doc.index()) != Some(&story) {
            return recalled::told(ledger, a, b, rules);
        }
        let like = |id: &ClaimId, model: &Claim| {
            let claim = ledger.claim(*id);
            claim.is_some_and(|c| c.doc == model.doc && class(c, rules) == class(model, rules))
        };
        let beside = ledger.claim_ids().filter(|id| like(id, one) || like(id, other));
        let glossary = self.glossaries.get(story)?;
        let sketches = sketches(beside.collect(), ledger, glossary, rules);
        let weigher = Weigher::of(glossary, rules);
        let find = |id: ClaimId| sketches.iter().find(|s| s.id == id);
        // A claim that another speaks for is weighed by itself.
        let alone = || Some(weigher.told(find(a)?, find(b)?));
        Block::of(&sketches, &weigher, glossary).told(a, b).or_else(alone)
    }
}

/// Claims of different classes can't be compared, so they are never paired.
fn class<'r>(claim: &Claim, rules: &'r Rules) -> &'r str {
    let unit = || claim.mention.value.quantity().and_then(|q| rules.unit(q.unit?));
    match (&claim.mention.value, claim.mention.kind) {
        (_, Kind::Age) => "age",
        (_, Kind::Duration) | (Value::Moment(_), _) => "calendar",
        (Value::Clock(_), _) => "clock",
        (Value::Score(..), _) => "score",
        (Value::Every(_), _) => "every",
        (Value::Quantity(_), _) => match unit() {
            None => "number",
            Some(unit) if unit.is_money() => "money",
            // "5 percent", "5 points": one of the two may be a slip.
            Some(unit) if unit.is_share() => "share",
            Some(unit) => &unit.dimension,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{self, Source};

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
            let sketches = sketches(ledger.claim_ids().collect(), &ledger, glossary, &rules);
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

    fn facts_of_each_are_those_among_all(ledger: &Ledger, rules: &Rules) {
        let all = link(ledger, rules);
        for doc in (0..ledger.documents.len()).map(DocId::from_index) {
            let own =
                |fact: &&Fact| fact.claims.iter().any(|c| ledger.claim(*c).unwrap().doc == doc);
            let expected: Vec<Fact> = all.iter().filter(own).cloned().collect();
            assert_eq!(link_of(ledger, doc, rules), expected);
        }
    }

    #[test]
    fn the_facts_of_a_document_are_those_among_all() {
        let rules = Rules::built_in().unwrap();
        facts_of_each_are_those_among_all(&ledger(&rules), &rules);
    }

    #[test]
    fn the_facts_of_a_document_are_those_among_all_in_a_large_story() {
        let rules = Rules::built_in().unwrap();
        let hour = |at: usize| ["dawn", "noon", "dusk"][at % 3];
        let told =
            |at: usize| format!("At {} the flood killed {} people.", hour(at), at % 150 + 10);
        let article = |at: usize| Source {
            name: format!("{at:02}"),
            text: (at * 20..at * 20 + 20).map(told).collect::<Vec<_>>().join("\n\n"),
            story: Some("flood".to_owned()),
            ..Source::default()
        };
        let ledger = crate::read((0..30).map(article).collect(), &rules, 1).0;
        facts_of_each_are_those_among_all(&ledger, &rules);
    }
}
