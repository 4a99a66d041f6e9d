//! Claims that say the same: one of them speaks for all.

use super::evidence::{Link, Weigher};
use super::glossary::{NameId, Word};
use super::sketch::Sketch;
use crate::claim::{Change, Modality, Role};
use crate::compare::Verdict;
use crate::id::{MeasureId, UnitId};
use crate::threads;
use crate::value::{Bound, Decimal, Hedge, Value};

/// A claim, by its place in the block, and those that say what it says.
pub(super) struct Speaker {
    pub at: usize,
    /// The others, each with its link.
    pub same: Vec<(usize, Link)>,
}

impl Speaker {
    /// Its places in the block.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.at).chain(self.same.iter().map(|(at, _)| *at))
    }
}

/// Of claims of one value and frame so many speak for others, where they are not one fact themselves.
const MOST_SPEAKERS: usize = 4;

/// Each claim speaks for itself alone.
pub(super) fn each(sketches: &[Sketch<'_>]) -> Vec<Speaker> {
    (0..sketches.len()).map(|at| Speaker { at, same: Vec::new() }).collect()
}

/// Lets a claim speak for all that have its value and its frame and by their evidence are one fact with
/// it: what would forbid or lessen a link to one of them does so to all.
pub(super) fn gathered<'a>(sketches: &[Sketch<'a>], weigher: &Weigher<'a>) -> Vec<Speaker> {
    let mut keys: Vec<(Frame<'_>, Figure<'_>, usize)> = Vec::with_capacity(sketches.len());
    keys.extend(
        sketches
            .iter()
            .enumerate()
            .map(|(at, s)| (Frame::of(s), Figure::of(&s.claim.mention.value), at)),
    );
    keys.sort_unstable();
    let alike = keys.chunk_by(|a, b| (&a.0, &a.1) == (&b.0, &b.1));
    let groups: Vec<Vec<usize>> = alike.map(|g| g.iter().map(|key| key.2).collect()).collect();
    let found = threads::map(groups, |group| one_group(&group, sketches, weigher));
    let mut speakers: Vec<Speaker> = found.into_iter().flatten().collect();
    speakers.sort_unstable_by_key(|speaker| speaker.at);
    speakers
}

fn one_group<'a>(group: &[usize], sketches: &[Sketch<'a>], weigher: &Weigher<'a>) -> Vec<Speaker> {
    let mut speakers: Vec<Speaker> = Vec::new();
    for &at in group {
        let hears = |speaker: &mut Speaker| {
            let link = weigher.candidate(&sketches[speaker.at], &sketches[at]);
            let link = link.filter(|l| !l.verdict.is_some_and(Verdict::is_disputed))?;
            speaker.same.push((at, link));
            Some(())
        };
        if speakers.iter_mut().take(MOST_SPEAKERS).find_map(hears).is_none() {
            speakers.push(Speaker { at, same: Vec::new() });
        }
    }
    speakers
}

/// What a figure is about, so far as it forbids a link or speaks against it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Frame<'a> {
    measure: Option<MeasureId>,
    counted: Option<Word<'a>>,
    heads: &'a [Word<'a>],
    scopes: &'a [String],
    years: &'a [i16],
    day: Option<&'a str>,
    part: (Role, Option<Change>, Modality),
    place: Option<NameId>,
    clause: &'a [NameId],
    phrase_actors: &'a [NameId],
}

impl<'a> Frame<'a> {
    pub(super) fn of(sketch: &'a Sketch<'_>) -> Self {
        let frame = &sketch.claim.frame;
        Self {
            measure: frame.measure,
            counted: sketch.counted.map(|c| c.word),
            heads: &sketch.heads,
            scopes: &frame.scopes,
            years: &frame.years,
            day: frame.days.first().map(|d| d.edtf.as_str()),
            part: (frame.role, frame.change, frame.modality),
            place: sketch.place,
            clause: &sketch.clause,
            phrase_actors: &sketch.phrase_actors,
        }
    }
}

/// A value by which claims are put in order: what is equal here is the same value, written alike.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Figure<'a> {
    unit: Option<UnitId>,
    ends: [Option<Decimal>; 2],
    /// How precisely it is written.
    exponent: i16,
    hedge: Hedge,
    bound: Option<Bound>,
    about: bool,
    /// What is told in no number.
    text: &'a str,
}

impl<'a> Figure<'a> {
    pub(super) fn of(value: &'a Value) -> Self {
        let none = Figure {
            unit: None,
            ends: [None; 2],
            exponent: 0,
            hedge: Hedge::Exact,
            bound: None,
            about: false,
            text: "",
        };
        let whole = |n: u32| Some(Decimal::whole(n.into()));
        match value {
            Value::Quantity(q) => Self {
                unit: q.unit,
                ends: [q.stated.or(q.plain.lo.map(|e| e.at)), q.plain.hi.map(|e| e.at)],
                exponent: q.stated.map_or(0, Decimal::exponent),
                hedge: q.hedge,
                ..none
            },
            Value::Moment(m) => {
                Self { bound: Some(m.bound), about: m.about, text: &m.edtf, ..none }
            }
            Value::Clock(c) => Self {
                ends: [whole(c.minutes.into()), None],
                about: c.about,
                text: c.zone.as_deref().unwrap_or_default(),
                ..none
            },
            Value::Score(a, b) => Self { ends: [whole(*a), whole(*b)], ..none },
            Value::Every(text) => Self { text, ..none },
        }
    }
}
