//! Which documents tell of the same events.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::evidence::is_telling;

use crate::ledger::{Ledger, Profile};
use crate::rules::Rules;
use crate::threads;

/// A name counts so many times as much as another word.
const NAME_WEIGHT: usize = 3;
/// A telling figure counts like a name that stands so many times in the document.
const FIGURE_WORTH: usize = 3;
/// Further repetitions of a word in one document add nothing.
const MOST_REPEATS: usize = 3;

/// A draft also tells the stories that are so much (in percent) as like it as the one most like it.
const DRAFT_SHARE: usize = 60;

/// The story of each document, numbered from 0 in the order of the documents. Documents that carry a
/// story's name belong to it; the others are compared by what they are about.
///
/// A draft may be written from several stories, which its own then holds as parts. House facts belong
/// to whatever they are held against.
pub fn stories(ledger: &Ledger, rules: &Rules) -> Vec<usize> {
    let mut groups: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
    let mut drafts = Vec::new();
    for (index, doc) in ledger.documents.iter().enumerate() {
        if doc.source.testifies() || doc.source.story.is_some() {
            groups.entry(doc.source.story.as_deref()).or_default().push(index);
        } else {
            drafts.push(index);
        }
    }
    let mut story_of = vec![usize::MAX; ledger.documents.len()];
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let features = OnceCell::new();
    let features = || features.get_or_init(|| all_features(ledger)).as_slice();
    for (name, members) in groups {
        match name {
            Some(_) => parts.push(members),
            None => parts.extend(split(&members, features(), rules)),
        }
    }
    parts = with_drafts(&drafts, parts, ledger, features);
    parts.sort();
    for (story, members) in parts.iter().enumerate() {
        for &doc in members {
            story_of[doc] = story;
        }
    }
    story_of
}

/// One part of the drafts and house facts with all stories that they tell of, and the other parts.
fn with_drafts<'a>(
    drafts: &[usize],
    parts: Vec<Vec<usize>>,
    ledger: &Ledger,
    features: impl Fn() -> &'a [Features],
) -> Vec<Vec<usize>> {
    if drafts.is_empty() {
        return parts;
    }
    let is_draft = |doc: &usize| ledger.documents.get(*doc).is_some_and(|d| d.source.draft);
    let only: Vec<usize> = drafts.iter().copied().filter(is_draft).collect();
    // A draft that names its story stands among its sources already.
    let held = |part: &Vec<usize>| part.iter().any(is_draft);
    let told = if only.is_empty() {
        parts.iter().map(held).collect()
    } else {
        told_by(&only, &parts, features)
    };
    let mut own = drafts.to_vec();
    let mut others = Vec::new();
    for (part, told) in parts.into_iter().zip(told) {
        if told {
            own.extend(part);
        } else {
            others.push(part);
        }
    }
    own.sort_unstable();
    others.push(own);
    others
}

/// Whether one of the drafts tells of each part, by what they are about. Where there is one story only,
/// nobody would hold the draft against it who did not mean it.
fn told_by<'a>(
    drafts: &[usize],
    parts: &[Vec<usize>],
    features: impl Fn() -> &'a [Features],
) -> Vec<bool> {
    if parts.len() == 1 {
        return vec![true];
    }
    let weighed = weighed(&features().iter().collect::<Vec<_>>());
    let alike = |draft: &usize, doc: &usize| match (weighed.get(*draft), weighed.get(*doc)) {
        (Some(draft), Some(doc)) => likeness(draft, doc),
        _ => 0,
    };
    let most = |part: &Vec<usize>| {
        let pairs = part.iter().flat_map(|doc| drafts.iter().map(move |draft| alike(draft, doc)));
        pairs.max().unwrap_or(0)
    };
    let likeness: Vec<usize> = parts.iter().map(most).collect();
    let best = likeness.iter().copied().max().unwrap_or(0);
    likeness.iter().map(|l| *l > 0 && *l * 100 >= best * DRAFT_SHARE).collect()
}

/// Joins the two most alike groups of documents as long as they are alike enough.
fn split(members: &[usize], features: &[Features], rules: &Rules) -> Vec<Vec<usize>> {
    let features: Vec<&Features> = members.iter().filter_map(|doc| features.get(*doc)).collect();
    let (needed, _) = rules.tolerance("same story");
    let needed = needed.to_i64().and_then(|n| usize::try_from(n).ok()).unwrap_or(100);
    let mut groups = Groups::of(&weighed(&features));
    while let Some((a, b)) = groups.closest(needed) {
        groups.merge(a, b);
    }
    let named = |group: Vec<usize>| {
        let mut docs: Vec<usize> = group.into_iter().map(|i| members[i]).collect();
        docs.sort_unstable();
        docs
    };
    groups.members.into_iter().filter(|group| !group.is_empty()).map(named).collect()
}

/// The figures of each document that few others would have by chance, as texts.
fn figures(ledger: &Ledger) -> Vec<BTreeSet<String>> {
    let mut figures = vec![BTreeSet::new(); ledger.documents.len()];
    for claim in &ledger.claims {
        let telling = claim.mention.value.quantity().filter(|_| is_telling(&claim.mention.value));
        let number = telling.and_then(|q| Some(format!("{:?} {}", q.unit, q.stated?)));
        if let (Some(number), Some(own)) = (number, figures.get_mut(claim.doc.index())) {
            own.insert(number);
        }
    }
    figures
}

/// What a document is compared by: its words, numbered by the alphabet, how often each stands in it, and
/// whether it is part of a name or a telling figure.
struct Features {
    words: Vec<(u32, usize, bool)>,
}

/// The features of all documents.
#[allow(clippy::stable_sort_primitive)] // what is in order piece by piece is merged
fn all_features(ledger: &Ledger) -> Vec<Features> {
    let figures = figures(ledger);
    let documents: Vec<Vec<(&str, usize, bool)>> =
        ledger.profiles.iter().zip(&figures).map(|(p, f)| words_of(p, f)).collect();
    let mut all: Vec<&str> = documents.iter().flatten().map(|word| word.0).collect();
    all.sort();
    all.dedup();
    let one = |words: Vec<(&str, usize, bool)>| {
        // Both go by the alphabet.
        let mut numbered = (0u32..).zip(&all);
        let number = |(word, count, name)| {
            numbered.find(|(_, known)| **known == word).map(|(number, _)| (number, count, name))
        };
        Features { words: words.into_iter().filter_map(number).collect() }
    };
    documents.into_iter().map(one).collect()
}

/// The words of a document by the alphabet, with its telling figures.
#[allow(clippy::stable_sort_primitive)] // as above
fn words_of<'a>(
    profile: &'a Profile,
    figures: &'a BTreeSet<String>,
) -> Vec<(&'a str, usize, bool)> {
    let words = profile.words.iter().map(|told| (&*told.word, told.count, told.in_name));
    let figures = figures.iter().map(|f| (f.as_str(), FIGURE_WORTH, true));
    let mut words: Vec<(&str, usize, bool)> = words.chain(figures).collect();
    words.sort();
    words.dedup_by_key(|word| word.0);
    words
}

/// A document's words with what each is worth among the others, by number.
struct Weighed {
    words: Vec<(u32, usize)>,
    total: usize,
}

/// Weighs the words of some documents: the fewer hold one, the more it tells. A word that one document
/// alone holds says nothing about likeness, unless there are only two.
fn weighed(documents: &[&Features]) -> Vec<Weighed> {
    let last = documents.iter().filter_map(|d| d.words.last()).map(|w| w.0).max();
    let mut holders = vec![0; last.map_or(0, |last| last as usize + 1)];
    for (word, _, _) in documents.iter().flat_map(|d| &d.words) {
        holders[*word as usize] += 1;
    }
    let amount = |held: usize, count: usize, name: bool| {
        let others = documents.len().saturating_sub(held);
        let times = if name { NAME_WEIGHT } else { 1 };
        let alone = held == 1 && documents.len() > 2;
        if alone { 0 } else { count.min(MOST_REPEATS) * (1 + others * others) * times }
    };
    let one = |document: &&Features| {
        let words = document.words.iter();
        let words: Vec<(u32, usize)> =
            words.map(|(w, n, name)| (*w, amount(holders[*w as usize], *n, *name))).collect();
        Weighed { total: words.iter().map(|w| w.1).sum(), words }
    };
    documents.iter().map(one).collect()
}

/// What two documents share, in percent of what the smaller one holds.
fn likeness(a: &Weighed, b: &Weighed) -> usize {
    let (mut rest, mut others) = (a.words.as_slice(), b.words.as_slice());
    let mut shared = 0;
    while let ([(one, amount), after @ ..], [(other, others_amount), after_other @ ..]) =
        (rest, others)
    {
        if one <= other {
            rest = after;
        }
        if other <= one {
            others = after_other;
        }
        if one == other {
            shared += amount.min(others_amount);
        }
    }
    shared * 100 / a.total.min(b.total).max(1)
}

/// Groups of documents, and the likeness of all pairs between each two groups, summed up. A group that
/// has become part of another is empty.
struct Groups {
    members: Vec<Vec<usize>>,
    likeness: Vec<Vec<usize>>,
    /// Of each group the later one that is most like it, with their mean likeness.
    closest: Vec<Option<(usize, usize)>>,
}

impl Groups {
    /// Each document alone.
    fn of(documents: &[Weighed]) -> Self {
        let rows = (0..documents.len()).collect();
        let mut likeness: Vec<Vec<usize>> = threads::map(rows, |at: usize| {
            documents[..=at].iter().map(|other| likeness(&documents[at], other)).collect()
        });
        // It is the same seen from either side.
        for at in 0..likeness.len() {
            let later = (at + 1..likeness.len()).map(|other| likeness[other][at]);
            let later: Vec<usize> = later.collect();
            likeness[at].extend(later);
        }
        let members: Vec<Vec<usize>> = (0..documents.len()).map(|i| vec![i]).collect();
        let mut groups = Self { closest: vec![None; members.len()], members, likeness };
        (0..groups.members.len()).for_each(|at| groups.closest[at] = groups.closest_of(at));
        groups
    }

    /// The mean likeness of two groups, in hundredths; `None` if one is part of another.
    fn mean(&self, a: usize, b: usize) -> Option<usize> {
        let pairs = self.members[a].len() * self.members[b].len();
        (self.likeness[a][b] * 100).checked_div(pairs)
    }

    fn closest_of(&self, a: usize) -> Option<(usize, usize)> {
        let later = (a + 1..self.members.len()).filter_map(|b| Some((self.mean(a, b)?, b)));
        // Of those that are as close the first.
        later.max_by_key(|(mean, b)| (*mean, Reverse(*b)))
    }

    /// The two groups with the highest mean likeness, if it is high enough.
    fn closest(&self, needed: usize) -> Option<(usize, usize)> {
        let pairs = self.closest.iter().enumerate();
        let pairs = pairs.filter_map(|(a, closest)| closest.map(|(mean, b)| (mean, a, b)));
        let (mean, a, b) = pairs.max_by_key(|(mean, a, _)| (*mean, Reverse(*a)))?;
        (mean >= needed * 100).then_some((a, b))
    }

    fn merge(&mut self, a: usize, b: usize) {
        let moved = std::mem::take(&mut self.members[b]);
        self.members[a].extend(moved);
        let gone = std::mem::take(&mut self.likeness[b]);
        for (sum, more) in self.likeness[a].iter_mut().zip(gone) {
            *sum += more;
        }
        for index in (0..self.members.len()).filter(|index| *index != a) {
            if let Some(sum) = self.likeness[a].get(index).copied()
                && let Some(cell) = self.likeness[index].get_mut(a)
            {
                *cell = sum;
            }
        }
        self.closest[b] = None;
        for row in (0..b).filter(|row| !self.members[*row].is_empty()) {
            let is_gone = self.closest[row].is_none_or(|(_, at)| at == a || at == b);
            let other = self.mean(row, a).map(|mean| (mean, a)).filter(|_| row < a);
            if row == a || is_gone {
                self.closest[row] = self.closest_of(row);
            } else {
                let order = |closest: &(usize, usize)| (closest.0, Reverse(closest.1));
                self.closest[row] = self.closest[row].into_iter().chain(other).max_by_key(order);
            }
        }
    }
}
