//! Which claims of a large block may meet: those that have something to tell them apart from most.
//!
//! A link needs more than a value in common: a measure or a head word, and whom or what it concerns. So
//! claims that share both share a room, and so do those that share a rare word or a telling value. In a
//! room where many claims stand, each value of each frame meets the others through its first claim.

use std::collections::BTreeMap;

use itertools::Itertools;

use super::glossary::{Glossary, Word};
use super::sketch::Sketch;
use super::speakers::{Figure, Frame};

/// In a room of so many claims all meet.
const ROOM: usize = 64;
/// In a larger one each value meets so many that come next in order.
const NEXT: usize = 24;
/// So many claims of one value and frame meet the others of it.
const FIRST: usize = 4;
/// A claim has rooms for so many of its names, of its rarest words, and of its head words.
const NAMES: usize = 4;
const RARE: usize = 3;
const HEADS: usize = 2;

/// What the claims of a room have in common.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Door {
    /// What it is a figure of, and a word of a name.
    Named(Subject, Option<u32>),
    /// The same with a rare word.
    Rare(Subject, u32),
    /// A telling value, by number.
    Value(u32),
}

/// What a figure is a figure of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Measure(u16),
    Head(u32),
    Unknown,
}

/// Of each claim, those that it may be one fact with.
pub(super) fn neighbours(sketches: &[&Sketch<'_>], glossary: &Glossary<'_>) -> Vec<Vec<usize>> {
    let mut doors: Vec<(Door, usize)> = named_and_rare(sketches, glossary);
    doors.extend(values(sketches));
    doors.sort_unstable();
    doors.dedup();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for room in doors.chunk_by(|a, b| a.0 == b.0) {
        let door = room[0].0;
        let mut inside: Vec<usize> = room.iter().map(|(_, at)| *at).collect();
        if inside.len() <= ROOM {
            meet_all(&inside, &mut pairs);
        } else if matches!(door, Door::Named(..)) {
            meet_by_value(&mut inside, sketches, &mut pairs);
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut near = vec![Vec::new(); sketches.len()];
    for (a, b) in pairs {
        near[a as usize].push(b as usize);
        near[b as usize].push(a as usize);
    }
    near
}

fn meet_all(inside: &[usize], pairs: &mut Vec<(u32, u32)>) {
    for (at, one) in inside.iter().enumerate() {
        pairs.extend(inside[at + 1..].iter().map(|other| pair(*one, *other)));
    }
}

fn pair(a: usize, b: usize) -> (u32, u32) {
    (a.min(b) as u32, a.max(b) as u32)
}

/// The first claims of each value and frame meet those of the values around it, within its frame and
/// beyond; the others meet the first ones of their own.
fn meet_by_value(inside: &mut [usize], sketches: &[&Sketch<'_>], pairs: &mut Vec<(u32, u32)>) {
    let frame = |at: &usize| Frame::of(sketches[*at]);
    let figure = |at: &usize| Figure::of(&sketches[*at].claim.mention.value);
    inside.sort_by_cached_key(|at| (frame(at), figure(at), *at));
    let mut firsts = Vec::new();
    for same in inside.chunk_by(|a, b| frame(a) == frame(b) && figure(a) == figure(b)) {
        firsts.push(same[0]);
        for (at, one) in same.iter().enumerate().take(FIRST) {
            pairs.extend(same[at + 1..].iter().map(|other| pair(*one, *other)));
        }
    }
    if firsts.len() <= ROOM {
        return meet_all(&firsts, pairs);
    }
    meet_next(&firsts, pairs);
    firsts.sort_by_cached_key(|at| (figure(at), frame(at), *at));
    meet_next(&firsts, pairs);
}

fn meet_next(inside: &[usize], pairs: &mut Vec<(u32, u32)>) {
    for (at, one) in inside.iter().enumerate() {
        pairs.extend(inside[at + 1..].iter().take(NEXT).map(|other| pair(*one, *other)));
    }
}

/// The rooms of names and of rare words.
fn named_and_rare(sketches: &[&Sketch<'_>], glossary: &Glossary<'_>) -> Vec<(Door, usize)> {
    let mut holders: BTreeMap<u32, usize> = BTreeMap::new();
    for word in sketches.iter().flat_map(|s| &s.context.words) {
        *holders.entry(word.number).or_insert(0) += 1;
    }
    let mut doors = Vec::new();
    for (at, sketch) in sketches.iter().enumerate() {
        let names = if sketch.clause.is_empty() { &sketch.all } else { &sketch.clause };
        let numbers = names.iter().flat_map(|name| glossary.name_words(*name));
        let mut named: Vec<Option<u32>> = numbers.map(Some).take(NAMES).collect();
        if named.is_empty() {
            named.push(None);
        }
        let held = |word: &Word<'_>| (holders.get(&word.number).copied(), word.number);
        let words = sketch.context.words.iter().map(held);
        let rare = words.filter(|(held, _)| *held >= Some(2)).k_smallest(RARE);
        let rare: Vec<u32> = rare.map(|(_, number)| number).collect();
        for subject in subjects(sketch) {
            doors.extend(named.iter().map(|name| (Door::Named(subject, *name), at)));
            doors.extend(rare.iter().map(|word| (Door::Rare(subject, *word), at)));
        }
    }
    doors
}

fn subjects(sketch: &Sketch<'_>) -> Vec<Subject> {
    if let Some(measure) = sketch.claim.frame.measure {
        return vec![Subject::Measure(measure.0)];
    }
    let heads = sketch.heads.iter().chain(&sketch.verb).take(HEADS);
    let mut subjects: Vec<Subject> = heads.map(|word| Subject::Head(word.number)).collect();
    if subjects.is_empty() {
        subjects.push(Subject::Unknown);
    }
    subjects
}

/// The rooms of telling values.
fn values(sketches: &[&Sketch<'_>]) -> Vec<(Door, usize)> {
    let telling = (0..sketches.len()).filter(|at| sketches[*at].telling);
    let mut figures: Vec<(Figure<'_>, usize)> =
        telling.map(|at| (Figure::of(&sketches[at].claim.mention.value), at)).collect();
    figures.sort_unstable();
    let rooms = figures.chunk_by(|a, b| a.0 == b.0);
    let numbered = (0..).zip(rooms);
    numbered.flat_map(|(n, room)| room.iter().map(move |(_, at)| (Door::Value(n), *at))).collect()
}
