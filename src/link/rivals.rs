//! What the other figures of two articles say of a pair that disagrees.
//!
//! Whether two figures that differ tell one fact is not only a matter of the two. An article that
//! bears a figure out does not dispute it in another sentence (a draft may: that is a mistake to find);
//! and of a pair that is alike by far more than either is like any other figure of the other article,
//! less else has to be known.

use super::cluster::{Block, Candidate, Score};
use super::evidence::{Link, Piece};
use crate::compare::Verdict;
use crate::id::{ClaimId, DocId};
use crate::rules::Ground;

impl Block<'_> {
    /// The links that hold with what the other figures of their articles say; where not all pairs are
    /// weighed, those that hold by themselves.
    pub(super) fn among_others(&mut self, candidates: Vec<Candidate>) -> Vec<Candidate> {
        let all = self.weighs_all();
        let each = candidates.into_iter().map(|(a, b, link)| {
            let link = if all { self.with_others(a, b, link) } else { link };
            (a, b, link)
        });
        let kept: Vec<Candidate> = each.filter(|(_, _, link)| link.score >= link.needs).collect();
        // What the others say of a pair counts for the clusters of its claims, but not for other pairs.
        for (a, b, link) in &kept {
            self.set_score(*a, *b, link);
        }
        kept
    }

    /// All evidence between two claims, in words.
    pub(super) fn told(&mut self, a: ClaimId, b: ClaimId) -> Option<Link> {
        let find = |id: ClaimId| self.sketches.iter().position(|s| s.id == id);
        let (a, b) = (find(a)?, find(b)?);
        let link = self.weigher.told(self.sketches[a], self.sketches[b]);
        Some(if self.weighs_all() { self.with_others(a, b, link) } else { link })
    }

    fn with_others(&mut self, a: usize, b: usize, link: Link) -> Link {
        let Some(ground) = self.others_say(a, b, &link) else { return link };
        let weight = self.weigher.weight(ground, self.sketches[a], self.sketches[b]);
        let mut link = Link { score: link.score + weight, ..link };
        if !link.evidence.is_empty() {
            link.evidence.push(Piece { ground, weight, detail: String::new() });
        }
        link
    }

    fn others_say(&mut self, a: usize, b: usize, link: &Link) -> Option<Ground> {
        let (one, other) = (self.doc(a), self.doc(b));
        let disputed = link.verdict.is_some_and(Verdict::is_disputed);
        if link.forbidden || one == other || !disputed {
            return None;
        }
        let mut best = None;
        for ((at, held), doc) in [((a, b), other), ((b, a), one)] {
            for rival in 0..self.sketches.len() {
                if rival == held || self.doc(rival) != doc {
                    continue;
                }
                let Score { score, verdict } = self.score(at, rival);
                let draft = self.sketches[rival].page.draft;
                if verdict == Some(Verdict::Agree) && score >= self.weigher.link && !draft {
                    return Some(Ground::BorneOutElsewhere);
                }
                // A second place for the same figure is no rival of the first.
                if verdict.is_some() && self.score(rival, held).verdict != Some(Verdict::Agree) {
                    best = best.max(Some(score));
                }
            }
        }
        let ahead = |best| link.score.saturating_sub(best) >= self.weigher.far_behind;
        let counts = || self.weigher.count_one_thing(self.sketches[a], self.sketches[b]);
        best.is_none_or(ahead).then(|| {
            if counts() { Ground::NoOtherCountComesNear } else { Ground::NoOtherFigureComesNear }
        })
    }

    fn doc(&self, at: usize) -> Option<DocId> {
        self.sketches.get(at).map(|s| s.claim.doc)
    }
}
