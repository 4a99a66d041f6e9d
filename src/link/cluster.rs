//! Clusters of claims: agglomeration by the best link first, with links that are forbidden.

use std::collections::BTreeSet;

use itertools::Itertools;

use super::evidence::{Link, Words, threshold, weigh};
use super::sketch::{Glossary, Sketch};
use crate::compare::Verdict;
use crate::id::ClaimId;
use crate::rules::Rules;

/// The scores between all claims of a block, and which of them disagree.
struct Scores {
    count: usize,
    pairs: Vec<i32>,
    disputed: Vec<bool>,
    apart: i32,
}

/// A score that no evidence outweighs.
const FORBIDDEN: i32 = i32::MIN;

impl Scores {
    fn at(&self, a: usize, b: usize) -> i32 {
        self.pairs.get(a * self.count + b).copied().unwrap_or(FORBIDDEN)
    }

    fn set(&mut self, a: usize, b: usize, score: i32, disputed: bool) {
        for at in [a * self.count + b, b * self.count + a] {
            if let (Some(cell), Some(flag)) = (self.pairs.get_mut(at), self.disputed.get_mut(at)) {
                *cell = score;
                *flag = disputed;
            }
        }
    }

    /// Whether two clusters may become one: no pair is forbidden, and on average the pairs between
    /// them speak for it half as much as a link needs, those that disagree by themselves too.
    fn may_merge(&self, a: &[usize], b: &[usize], needed: i32) -> bool {
        let (mut all, mut disputes, mut number) = (0, 0, 0);
        let pairs = i64::try_from(a.len() * b.len()).unwrap_or(i64::MAX);
        for &x in a {
            for &y in b {
                let score = self.at(x, y);
                if score < -self.apart {
                    return false;
                }
                all += i64::from(score);
                if self.disputed[x * self.count + y] {
                    disputes += i64::from(score);
                    number += 1;
                }
            }
        }
        let needed = i64::from(needed);
        all * 2 >= needed * pairs && disputes * 2 >= needed * number
    }
}

/// The facts of one block, each with the links that hold it together.
pub(super) fn cluster(
    sketches: &[Sketch<'_>],
    glossary: &Glossary<'_>,
    rules: &Rules,
) -> Vec<(Vec<ClaimId>, Vec<Link>)> {
    let count = sketches.len();
    let cells = count * count;
    let mut scores = Scores {
        count,
        pairs: vec![FORBIDDEN; cells],
        disputed: vec![false; cells],
        apart: threshold("evidence that keeps clusters apart", rules),
    };
    let mut candidates = Vec::new();
    for [(a, one), (b, other)] in sketches.iter().enumerate().array_combinations() {
        let link = weigh(one, other, glossary, (rules, Words::Untold));
        if link.forbidden {
            continue;
        }
        let disputed = link.verdict.is_some_and(Verdict::is_disputed);
        scores.set(a, b, link.score, disputed);
        if link.score >= link.needs(rules) {
            candidates.push((a, b, link));
        }
    }
    drop_neighbours(sketches, &mut candidates);
    candidates.sort_by_key(|(a, b, link)| (std::cmp::Reverse(link.score), *a, *b));
    merge(sketches, &scores, candidates, threshold("link", rules))
}

/// A figure that its counterpart in a sentence bears out is not held against the neighbours of that
/// counterpart: "94.5% White, 0.7% Asian" twice is two agreements and no dispute.
fn drop_neighbours(sketches: &[Sketch<'_>], candidates: &mut Vec<(usize, usize, Link)>) {
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

fn merge(
    sketches: &[Sketch<'_>],
    scores: &Scores,
    candidates: Vec<(usize, usize, Link)>,
    needed: i32,
) -> Vec<(Vec<ClaimId>, Vec<Link>)> {
    let mut cluster_of: Vec<usize> = (0..sketches.len()).collect();
    let mut members: Vec<Vec<usize>> = (0..sketches.len()).map(|i| vec![i]).collect();
    let mut links: Vec<Vec<Link>> = vec![Vec::new(); sketches.len()];
    for (a, b, link) in candidates {
        let (x, y) = (cluster_of[a].min(cluster_of[b]), cluster_of[a].max(cluster_of[b]));
        if x != y {
            if !scores.may_merge(&members[x], &members[y], needed) {
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
    let with_ids = |m: Vec<usize>| {
        let mut ids: Vec<ClaimId> = m.into_iter().map(|i| sketches[i].id).collect();
        ids.sort_unstable();
        ids
    };
    let filled = members.into_iter().zip(links).filter(|(m, _)| !m.is_empty());
    filled.map(|(m, l)| (with_ids(m), l)).collect()
}
