//! Clusters of claims: agglomeration by the best link first, with links that are forbidden.

use std::collections::BTreeSet;

use super::evidence::{Link, Weigher};
use super::sketch::Sketch;
use crate::compare::Verdict;
use crate::id::ClaimId;
use crate::threads;

/// The claims of one block, and what their pairs weigh.
pub(super) struct Block<'a> {
    pub(super) sketches: &'a [Sketch<'a>],
    pub(super) weigher: &'a Weigher<'a>,
    /// Scores of pairs, row by row, made when a cluster asks for them: of most pairs none does.
    scores: Vec<Option<Score>>,
}

/// What a pair weighs, for the clusters that its claims stand in.
#[derive(Clone, Copy)]
pub(super) struct Score {
    pub(super) score: i32,
    pub(super) verdict: Option<Verdict>,
}

impl<'a> Block<'a> {
    pub(super) fn of(sketches: &'a [Sketch<'a>], weigher: &'a Weigher<'a>) -> Self {
        Self { sketches, weigher, scores: vec![None; sketches.len() * sketches.len()] }
    }

    pub(super) fn score(&mut self, a: usize, b: usize) -> Score {
        let (a, b) = (a.min(b), a.max(b));
        let at = a * self.sketches.len() + b;
        if let Some(Some(known)) = self.scores.get(at) {
            return *known;
        }
        let link = self.weigher.weighed(&self.sketches[a], &self.sketches[b]);
        let score = if link.forbidden { FORBIDDEN } else { link.score };
        let score = Score { score, verdict: link.verdict };
        self.scores[at] = Some(score);
        score
    }

    /// Whether two clusters may become one: no pair speaks too little for it, and on average the pairs between
    /// them speak for it half as much as a link needs, those that disagree by themselves too.
    fn may_merge(&mut self, a: &[usize], b: &[usize]) -> bool {
        let (least, needed) = (self.weigher.least, i64::from(self.weigher.link));
        let (mut all, mut disputes, mut number) = (0, 0, 0);
        let pairs = i64::try_from(a.len() * b.len()).unwrap_or(i64::MAX);
        for &x in a {
            for &y in b {
                let Score { score, verdict } = self.score(x, y);
                if score < least {
                    return false;
                }
                all += i64::from(score);
                if verdict.is_some_and(Verdict::is_disputed) {
                    disputes += i64::from(score);
                    number += 1;
                }
            }
        }
        all * 2 >= needed * pairs && disputes * 2 >= needed * number
    }

    /// The facts that claims of `first` take part in, each with the links that hold it together;
    /// with all claims, all facts.
    pub(super) fn facts(mut self, first: &[usize]) -> Vec<(Vec<ClaimId>, Vec<Link>)> {
        let mut candidates = self.candidates(first);
        drop_neighbours(self.sketches, &mut candidates);
        let among = |(a, b, link)| (a, b, self.among_others((a, b), link));
        let mut candidates: Vec<Candidate> = candidates.into_iter().map(among).collect();
        candidates.retain(|(_, _, link)| link.score >= link.needs);
        candidates.sort_by_key(|(a, b, link)| (std::cmp::Reverse(link.score), *a, *b));
        self.merge(first, candidates)
    }

    /// The pairs that may be one fact, of the claims of `first` and of all that those lead to, in
    /// waves: each claim of a wave is held against those that no wave before it had.
    fn candidates(&self, first: &[usize]) -> Vec<Candidate> {
        let mut found = Vec::new();
        let mut reached = vec![false; self.sketches.len()];
        let mut rest: Vec<usize> = (0..self.sketches.len()).collect();
        let mut wave = first.to_vec();
        while !wave.is_empty() {
            for at in &wave {
                reached[*at] = true;
            }
            rest.retain(|at| !reached[*at]);
            let rows = (0..wave.len()).collect();
            let rows = threads::map(rows, |row: usize| {
                let (one, later) = (wave[row], &wave[row + 1..]);
                let others = later.iter().chain(&rest);
                others.filter_map(|other| self.candidate(one, *other)).collect::<Vec<_>>()
            });
            let before = found.len();
            found.extend(rows.into_iter().flatten());
            let ends = found[before..].iter().flat_map(|(a, b, _)| [*a, *b]);
            let next: BTreeSet<usize> = ends.filter(|at| !reached[*at]).collect();
            wave = next.into_iter().collect();
        }
        found
    }

    fn candidate(&self, one: usize, other: usize) -> Option<Candidate> {
        let (a, b) = (one.min(other), one.max(other));
        let link = self.weigher.candidate(&self.sketches[a], &self.sketches[b])?;
        Some((a, b, link))
    }

    fn merge(
        &mut self,
        first: &[usize],
        candidates: Vec<Candidate>,
    ) -> Vec<(Vec<ClaimId>, Vec<Link>)> {
        let count = self.sketches.len();
        let mut cluster_of: Vec<usize> = (0..count).collect();
        let mut members: Vec<Vec<usize>> = (0..count).map(|i| vec![i]).collect();
        let mut links: Vec<Vec<Link>> = vec![Vec::new(); count];
        for (a, b, link) in candidates {
            let (x, y) = (cluster_of[a].min(cluster_of[b]), cluster_of[a].max(cluster_of[b]));
            if x != y {
                if !self.may_merge(&members[x], &members[y]) {
                    continue;
                }
                let moved = std::mem::take(&mut members[y]);
                for &i in &moved {
                    cluster_of[i] = x;
                }
                members[x].extend(moved);
                let kept = std::mem::take(&mut links[y]);
                links[x].extend(kept);
            }
            links[x].push(link);
        }
        let wanted: BTreeSet<usize> = first.iter().map(|at| cluster_of[*at]).collect();
        let ids = |members: &[usize]| {
            let mut ids: Vec<ClaimId> = members.iter().map(|i| self.sketches[*i].id).collect();
            ids.sort_unstable();
            ids
        };
        wanted.iter().map(|at| (ids(&members[*at]), std::mem::take(&mut links[*at]))).collect()
    }
}

/// A score that no evidence outweighs.
const FORBIDDEN: i32 = i32::MIN;

/// Two claims by their places in the block, and their link.
type Candidate = (usize, usize, Link);

/// A figure that its counterpart in a sentence bears out is not held against the neighbours of that
/// counterpart: "94.5% White, 0.7% Asian" twice is two agreements and no dispute.
fn drop_neighbours(sketches: &[Sketch<'_>], candidates: &mut Vec<Candidate>) {
    let sentence = |i: usize| sketches.get(i).map(|s| (s.claim.doc, s.claim.mention.sentence));
    let agreed: BTreeSet<_> = candidates
        .iter()
        .filter(|(_, _, link)| link.verdict == Some(Verdict::Agree))
        .flat_map(|(a, b, _)| [(*a, sentence(*b)), (*b, sentence(*a))])
        .collect();
    candidates.retain(|(a, b, link)| {
        let disputed = link.verdict.is_some_and(Verdict::is_disputed);
        let borne_out =
            agreed.contains(&(*a, sentence(*b))) || agreed.contains(&(*b, sentence(*a)));
        !(disputed && borne_out)
    });
}
