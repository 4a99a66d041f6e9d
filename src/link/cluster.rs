//! Clusters of claims: agglomeration by the best link first, with links that are forbidden.

use std::collections::{BTreeMap, BTreeSet};

use itertools::Itertools;

use super::evidence::{Link, Weigher};
use super::glossary::Glossary;
use super::sketch::Sketch;
use super::speakers::Speaker;
use super::{rooms, speakers};
use crate::compare::Verdict;
use crate::id::{ClaimId, DocId};
use crate::threads;

/// In a block of so many claims each is weighed against each.
const LARGE_BLOCK: usize = 400;
/// Of clusters in a larger block so many claims are weighed against one another, at even distances.
const MOST_WEIGHED: usize = 16;

/// The claims of one block, and what their pairs weigh.
pub(super) struct Block<'a> {
    /// The claims that are weighed: all, or in a large block one for all that say the same.
    pub(super) sketches: Vec<&'a Sketch<'a>>,
    pub(super) weigher: &'a Weigher<'a>,
    /// All claims.
    all: &'a [Sketch<'a>],
    /// For whom each of those speaks that are weighed.
    speakers: Vec<Speaker>,
    /// Of each of them the others that it may be one fact with; in a block that is not large all.
    near: Option<Vec<Vec<usize>>>,
    /// Scores of pairs, row by row, made when a cluster asks for them: of most pairs none does. Empty in
    /// a large block.
    scores: Vec<Option<Score>>,
}

/// What a pair weighs, for the clusters that its claims stand in.
#[derive(Clone, Copy)]
pub(super) struct Score {
    pub(super) score: i32,
    pub(super) verdict: Option<Verdict>,
}

impl Score {
    fn of(link: &Link) -> Self {
        let score = if link.forbidden { FORBIDDEN } else { link.score };
        Self { score, verdict: link.verdict }
    }
}

impl<'a> Block<'a> {
    pub(super) fn of(
        all: &'a [Sketch<'a>],
        weigher: &'a Weigher<'a>,
        glossary: &Glossary<'_>,
    ) -> Self {
        let is_large = all.len() > LARGE_BLOCK;
        let speakers =
            if is_large { speakers::gathered(all, weigher) } else { speakers::each(all) };
        let sketches: Vec<&Sketch<'_>> = speakers.iter().map(|s| &all[s.at]).collect();
        let near = (sketches.len() > LARGE_BLOCK).then(|| rooms::neighbours(&sketches, glossary));
        let pairs = if near.is_some() { 0 } else { sketches.len() * sketches.len() };
        Self { sketches, weigher, all, speakers, near, scores: vec![None; pairs] }
    }

    fn is_large(&self) -> bool {
        self.all.len() > LARGE_BLOCK
    }

    /// Whether each of its claims is weighed against each.
    pub(super) fn weighs_all(&self) -> bool {
        self.near.is_none()
    }

    pub(super) fn score(&mut self, a: usize, b: usize) -> Score {
        let (a, b) = (a.min(b), a.max(b));
        let at = a * self.sketches.len() + b;
        if let Some(Some(known)) = self.scores.get(at) {
            return *known;
        }
        let score = self.weighed(self.sketches[a], self.sketches[b]);
        if let Some(cell) = self.scores.get_mut(at) {
            *cell = Some(score);
        }
        score
    }

    /// Takes what a link weighs for what its pair does.
    pub(super) fn set_score(&mut self, a: usize, b: usize, link: &Link) {
        let at = a.min(b) * self.sketches.len() + a.max(b);
        if let Some(cell) = self.scores.get_mut(at) {
            *cell = Some(Score::of(link));
        }
    }

    fn weighed(&self, a: &Sketch<'a>, b: &Sketch<'a>) -> Score {
        Score::of(&self.weigher.weighed(a, b))
    }

    /// Whether two clusters may become one: nothing forbids it, no two articles speak too little for it, and
    /// on average they speak for it half as much as a link needs, those that disagree by themselves too. `by_slip` if
    /// a slip is the link between them.
    fn may_merge(&mut self, a: &Cluster, b: &Cluster, by_slip: bool) -> bool {
        if !self.articles_allow(a, b) {
            return false;
        }
        let Some(best) = self.best_of_articles(a, b, by_slip) else { return false };
        let needed = i64::from(self.weigher.link);
        let is_disputed = |pair: &&Score| pair.verdict.is_some_and(Verdict::is_disputed);
        speak_half(best.values(), needed) && speak_half(best.values().filter(is_disputed), needed)
    }

    /// What the claims of two clusters weigh, of any two articles the best: what an article tells once more
    /// in passing says little of what it tells in full. `None` if a pair is forbidden or says too little.
    fn best_of_articles(
        &mut self,
        a: &Cluster,
        b: &Cluster,
        by_slip: bool,
    ) -> Option<BTreeMap<(DocId, DocId), Score>> {
        let (a, b) = (self.weighed_of(&a.members), self.weighed_of(&b.members));
        let least = self.weigher.least;
        let mut best: BTreeMap<(DocId, DocId), Score> = BTreeMap::new();
        let mut rivals = Vec::new();
        let mut forbidden = Vec::new();
        for (&x, &y) in a.iter().cartesian_product(&b) {
            let pair = self.score(x, y);
            let articles = (self.sketches[x].claim.doc, self.sketches[y].claim.doc);
            // Within an article each pair counts: there one of two figures is often a part of the other.
            let is_one = articles.0 == articles.1;
            if pair.score == FORBIDDEN && by_slip {
                forbidden.push((x, y));
                continue;
            }
            if pair.score == FORBIDDEN || is_one && pair.score < least {
                return None;
            }
            if self.is_slip(pair, x, y) || self.is_disputed_date(pair, x) {
                rivals.push((x, y));
            }
            let known = best.entry(articles).or_insert(pair);
            if known.score < pair.score {
                *known = pair;
            }
        }
        if !forbidden.iter().all(|(x, y)| self.is_only_another_word(&rivals, (*x, *y))) {
            return None;
        }
        for (x, y) in rivals {
            let (one, other) = (self.borne_out(&a, x), self.borne_out(&b, y));
            let articles = (self.sketches[x].claim.doc, self.sketches[y].claim.doc);
            best.retain(|(first, second), _| {
                let first_of_it = *second == articles.1 && one.contains(first);
                !(first_of_it || *first == articles.0 && other.contains(second))
            });
        }
        best.values().all(|pair| pair.score >= least).then_some(best)
    }

    /// Whether nothing forbids a pair but that the figures count things of another name, though the one agrees with
    /// one that the other is a slip for: "54 seats", "fifty-four councillors", "45 seats".
    fn is_only_another_word(&mut self, rivals: &[(usize, usize)], (x, y): (usize, usize)) -> bool {
        let agrees = |block: &mut Self, one: usize, other: usize| {
            block.score(one, other).verdict == Some(Verdict::Agree)
        };
        let borne_out = rivals
            .iter()
            .any(|(a, b)| *b == y && agrees(self, *a, x) || *a == x && agrees(self, *b, y));
        borne_out && self.weigher.is_forbidden_by_things_only(self.sketches[x], self.sketches[y])
    }

    /// Whether the pair is a link between two figures that disagree.
    fn is_disputed_link(&self, pair: Score) -> bool {
        pair.score >= self.weigher.disputed && pair.verdict.is_some_and(Verdict::is_disputed)
    }

    /// Whether the pair is a link between two dates or times. Of a day there is one, however little the sentences
    /// that agree on it say besides: "pleaded guilty in January", "had admitted fraud in January".
    fn is_disputed_date(&self, pair: Score, x: usize) -> bool {
        self.sketches[x].claim.mention.kind.is_point() && self.is_disputed_link(pair)
    }

    /// Whether the pair is a link, and a slip makes the one figure of the other.
    fn is_slip(&self, pair: Score, x: usize, y: usize) -> bool {
        self.is_disputed_link(pair) && self.weigher.is_slip(self.sketches[x], self.sketches[y])
    }

    /// The other articles of which all that stands in a cluster agrees with one of its claims: "283,000" with
    /// "282,894". What stands for that by a slip, "228,894", need not be like theirs.
    fn borne_out(&mut self, members: &[usize], at: usize) -> BTreeSet<DocId> {
        let mut agree: BTreeMap<DocId, bool> = BTreeMap::new();
        let own = self.sketches[at].claim.doc;
        for &member in members {
            let doc = self.sketches[member].claim.doc;
            if doc != own {
                let verdict = self.score(member, at).verdict;
                *agree.entry(doc).or_insert(true) &= verdict.is_some_and(|v| !v.is_disputed());
            }
        }
        agree.into_iter().filter_map(|(doc, all)| all.then_some(doc)).collect()
    }

    /// The members of a cluster that speak for it.
    fn weighed_of(&self, members: &[usize]) -> Vec<usize> {
        let step = if self.near.is_some() { members.len().div_ceil(MOST_WEIGHED) } else { 1 };
        members.iter().copied().step_by(step.max(1)).collect()
    }

    /// Whether no article says two things of one fact; where all pairs are weighed, that is seen there.
    fn articles_allow(&self, a: &Cluster, b: &Cluster) -> bool {
        let (few, many) = if a.by_doc.len() < b.by_doc.len() { (a, b) } else { (b, a) };
        let allow = |x: usize, y: usize| {
            self.weighed(&self.all[x.min(y)], &self.all[x.max(y)]).score >= self.weigher.least
        };
        few.by_doc.iter().all(|(doc, own)| {
            let others = many.by_doc.get(doc).map(Vec::as_slice).unwrap_or_default();
            own.iter().all(|x| others.iter().all(|y| allow(*x, *y)))
        })
    }

    /// The facts that wanted claims take part in, each with the links that hold it together.
    pub(super) fn facts(
        mut self,
        wanted: &(dyn Fn(&ClaimId) -> bool + Sync),
    ) -> Vec<(Vec<ClaimId>, Vec<Link>)> {
        let is_wanted = |s: &Speaker| s.places().any(|at| wanted(&self.all[at].id));
        let first: Vec<usize> =
            (0..self.speakers.len()).filter(|at| is_wanted(&self.speakers[*at])).collect();
        let mut candidates = self.candidates(&first);
        self.drop_neighbours(&mut candidates);
        let mut candidates = self.among_others(candidates);
        // What disagrees comes later by twice what it needs more: what agrees stands together by then.
        candidates.sort_by_key(|(a, b, l)| (std::cmp::Reverse(l.score - 2 * l.needs), *a, *b));
        self.merge(&first, candidates)
    }

    /// The pairs that may be one fact, of the claims of `first` and of all that those lead to, in
    /// waves: each claim of a wave is held against those that no wave before it had.
    fn candidates(&self, first: &[usize]) -> Vec<Candidate> {
        let all: Vec<usize> = (0..self.speakers.len()).collect();
        let mut found = Vec::new();
        let mut reached = vec![NOT_YET; all.len()];
        let mut wave = first.to_vec();
        for number in 0.. {
            if wave.is_empty() {
                break;
            }
            for at in &wave {
                reached[*at] = number;
            }
            let rows = threads::map(wave, |one: usize| {
                let others = self.near.as_ref().map_or(&all, |near| &near[one]).iter();
                let later = |other: usize| reached[other] == number && other > one;
                let others = others.filter(|o| reached[**o] == NOT_YET || later(**o));
                others.filter_map(|other| self.candidate(one, *other)).collect::<Vec<_>>()
            });
            let before = found.len();
            found.extend(rows.into_iter().flatten());
            let ends = found[before..].iter().flat_map(|(a, b, _)| [*a, *b]);
            let next: BTreeSet<usize> = ends.filter(|at| reached[*at] == NOT_YET).collect();
            wave = next.into_iter().collect();
        }
        found
    }

    fn candidate(&self, one: usize, other: usize) -> Option<Candidate> {
        let (a, b) = (one.min(other), one.max(other));
        let link = self.weigher.candidate(self.sketches[a], self.sketches[b])?;
        Some((a, b, link))
    }

    /// A figure that its counterpart in a sentence bears out is not held against the neighbours of that
    /// counterpart: "94.5% White, 0.7% Asian" twice is two agreements and no dispute.
    fn drop_neighbours(&self, candidates: &mut Vec<Candidate>) {
        let place = |s: &Sketch<'_>| (s.claim.doc, s.claim.mention.sentence);
        let sentence = |at: usize| place(self.sketches[at]);
        let mut agreed: BTreeSet<_> = candidates
            .iter()
            .filter(|(_, _, link)| link.verdict == Some(Verdict::Agree))
            .flat_map(|(a, b, _)| [(*a, sentence(*b)), (*b, sentence(*a))])
            .collect();
        for (number, speaker) in self.speakers.iter().enumerate() {
            agreed.extend(speaker.same.iter().map(|(at, _)| (number, place(&self.all[*at]))));
        }
        candidates.retain(|(a, b, link)| {
            let disputed = link.verdict.is_some_and(Verdict::is_disputed);
            let borne_out =
                agreed.contains(&(*a, sentence(*b))) || agreed.contains(&(*b, sentence(*a)));
            !(disputed && borne_out)
        });
    }

    fn merge(
        &mut self,
        first: &[usize],
        candidates: Vec<Candidate>,
    ) -> Vec<(Vec<ClaimId>, Vec<Link>)> {
        let mut cluster_of: Vec<usize> = (0..self.speakers.len()).collect();
        let mut clusters: Vec<Cluster> = cluster_of.iter().map(|i| self.alone(*i)).collect();
        let mut refused: BTreeMap<(usize, usize), (usize, usize)> = BTreeMap::new();
        for (a, b, link) in candidates {
            let (x, y) = (cluster_of[a].min(cluster_of[b]), cluster_of[a].max(cluster_of[b]));
            if x == y {
                clusters[x].links.push(link);
                continue;
            }
            let sizes = (clusters[x].members.len(), clusters[y].members.len());
            let by_slip = self.is_slip(Score::of(&link), a, b);
            if !by_slip && refused.get(&(x, y)) == Some(&sizes) {
                continue;
            }
            if !self.may_merge(&clusters[x], &clusters[y], by_slip) {
                refused.insert((x, y), sizes);
                continue;
            }
            // In a large block the fewer move.
            let turned = self.is_large() && sizes.1 > sizes.0;
            let (to, from) = if turned { (y, x) } else { (x, y) };
            let moved = std::mem::take(&mut clusters[from]);
            for &i in &moved.members {
                cluster_of[i] = to;
            }
            clusters[to].take_in(moved, link);
        }
        let wanted: BTreeSet<usize> = first.iter().map(|at| cluster_of[*at]).collect();
        wanted.iter().map(|at| self.fact(std::mem::take(&mut clusters[*at]))).collect()
    }

    /// A claim with those that it speaks for.
    fn alone(&self, number: usize) -> Cluster {
        let mut by_doc: BTreeMap<DocId, Vec<usize>> = BTreeMap::new();
        if self.is_large() {
            for at in self.speakers[number].places() {
                by_doc.entry(self.all[at].claim.doc).or_default().push(at);
            }
        }
        Cluster { members: vec![number], links: Vec::new(), by_doc }
    }

    fn fact(&mut self, cluster: Cluster) -> (Vec<ClaimId>, Vec<Link>) {
        let Cluster { members, mut links, .. } = cluster;
        let mut ids = Vec::with_capacity(members.len());
        for member in members {
            let speaker = &mut self.speakers[member];
            ids.extend(speaker.places().map(|at| self.all[at].id));
            links.extend(std::mem::take(&mut speaker.same).into_iter().map(|(_, link)| link));
        }
        ids.sort_unstable();
        (ids, links)
    }
}

/// Whether pairs score half as much as is needed on average; so does no pair at all.
fn speak_half<'s>(pairs: impl Iterator<Item = &'s Score>, needed: i64) -> bool {
    pairs.map(|pair| 2 * i64::from(pair.score) - needed).sum::<i64>() >= 0
}

/// Claims that are taken for one fact so far.
#[derive(Default)]
struct Cluster {
    /// Its speakers.
    members: Vec<usize>,
    links: Vec<Link>,
    /// In a large block the places of all its claims, by document.
    by_doc: BTreeMap<DocId, Vec<usize>>,
}

impl Cluster {
    fn take_in(&mut self, mut other: Self, link: Link) {
        self.members.append(&mut other.members);
        self.links.append(&mut other.links);
        self.links.push(link);
        if other.by_doc.len() > self.by_doc.len() {
            std::mem::swap(&mut self.by_doc, &mut other.by_doc);
        }
        for (doc, places) in other.by_doc {
            self.by_doc.entry(doc).or_default().extend(places);
        }
    }
}

/// No wave has come to it.
const NOT_YET: usize = usize::MAX;

/// A score that no evidence outweighs.
const FORBIDDEN: i32 = i32::MIN;

/// Two claims by their places in the block, and their link.
pub(super) type Candidate = (usize, usize, Link);
