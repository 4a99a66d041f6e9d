use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::words::{Lists, WordTable};
use crate::id::{MeasureId, RuleId, Sym};

/// What a figure is a figure of.
#[allow(clippy::struct_excessive_bools)] // each says something by itself
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Its name: `death toll`.
    pub name: String,
    /// The kinds of mention it applies to, by their names in the wire format; `day` is a date of one
    /// day, `end` a date at which something ends.
    pub kinds: Vec<String>,
    /// The classes of things it counts; any if empty.
    pub counts: Vec<Sym>,
    /// What the units of its quantities measure: `length`; anything if empty.
    pub dimensions: Vec<String>,
    /// Whether it grows from report to report, so that a later one supersedes an earlier one: a death toll.
    pub grows: bool,
    /// Whether it falls, and now and then rises, from report to report: the missing.
    pub ebbs: bool,
    /// Whether each quarter or year has its own: a revenue.
    pub periodic: bool,
    /// Whether whoever and whatever it befalls or measures has one of it: a birth, an opening, a length.
    pub once: bool,
    /// Whether a story has one of them: the turnout of an election.
    pub single: bool,
    /// Whether it is told of a place as such, and of each another figure: a population.
    pub of_place: bool,
    /// Whether a percentage says by how much it changes: "growth of 3%". "3% of output" is no growth.
    pub changes: bool,
    /// Those of its words that name it only as verbs: "they *fired* 52 missiles", but no "52 *fires*".
    pub verbs: Vec<Sym>,
    /// Those of its words that name it only beside a number with a fraction, which counts nothing: "a 6.1 *quake*".
    pub broken: Vec<Sym>,
    /// Measures that are certainly another fact.
    pub excludes: Vec<MeasureId>,
    /// Measures that may well tell the same fact in other words.
    pub akin: Vec<MeasureId>,
    /// What its figures measure even where no word says what they are figures of: a speed.
    pub unsaid: Vec<String>,
    /// Names of scopes that limit nothing of it: of winds the highest are told anyway.
    pub unlimited_by: Vec<String>,
    /// Measures of which the same figure would say the opposite: a surplus, a deficit.
    pub opposite: Vec<MeasureId>,
    /// The rule's place.
    pub rule: RuleId,
}

/// Words that say which part of a thing a figure counts.
#[allow(clippy::struct_excessive_bools)] // each says something by itself
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// Its name: `per year`.
    pub name: String,
    /// Names of scopes that are certainly another fact.
    pub excludes: Vec<String>,
    /// Whether it says that the figure counts all: `in total`, `so far`.
    pub whole: bool,
    /// Whether it holds only for the first figure of its sentence: in "killed six and left 14
    /// others trapped" the others are none of the trapped.
    pub opens: bool,
    /// Whether it holds only for the figure right beside it: in "112 died in another quake" the
    /// figure is no further one.
    pub near: bool,
    /// Whether it holds for the whole sentence where it stands at its beginning: "In an earlier
    /// accident".
    pub scene: bool,
    /// Whether it is said on top of another figure: two that differ, "another four" and "another two",
    /// are seldom one fact.
    pub relative: bool,
    /// Whether it holds only where no verb of its own says what the figure is a figure of: in
    /// "eleven were hurt, three of whom were taken to hospital" three is all who were.
    pub verbless: bool,
    /// The rule's place.
    pub rule: RuleId,
}

/// All measures, by their words, and all scopes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Measures {
    pub(super) all: Vec<Measure>,
    pub(super) scopes: Vec<Scope>,
    /// First word of a phrase, to the whole phrase and the place of its scope.
    pub(super) by_first: Lists<(Vec<Sym>, usize)>,
    /// Last word of a phrase, to the words before it and the measure.
    pub(super) by_word: BTreeMap<Sym, Vec<(Vec<Sym>, MeasureId)>>,
}

impl Measures {
    /// The measure of an id.
    pub fn get(&self, id: MeasureId) -> Option<&Measure> {
        self.all.get(id.index())
    }

    /// The measures one of whose phrases ends in the lemma, with the lemmas before it, longest
    /// phrase first.
    pub fn ending_in(&self, words: &WordTable, lemma: Sym) -> &[(Vec<Sym>, MeasureId)] {
        self.by_word.get(&words.canonical(lemma)).map_or(&[], |m| m)
    }

    /// All scopes.
    pub fn scopes(&self) -> &[Scope] {
        &self.scopes
    }

    /// The phrases of scopes that begin with a word, each with its scope.
    pub fn scopes_beginning(&self, word: Sym) -> impl Iterator<Item = (&[Sym], &Scope)> {
        self.by_first
            .get(word)
            .iter()
            .filter_map(|(p, i)| Some((p.as_slice(), self.scopes.get(*i)?)))
    }

    /// Whether the two can't be the same fact.
    pub fn exclude(&self, a: MeasureId, b: MeasureId) -> bool {
        let lists =
            |x: MeasureId, y: MeasureId| self.get(x).is_some_and(|m| m.excludes.contains(&y));
        lists(a, b) || lists(b, a) || self.opposite(a, b)
    }

    /// Whether the same figure of the two says the opposite: "a profit of $3 million", "a loss of $3 million".
    pub fn opposite(&self, a: MeasureId, b: MeasureId) -> bool {
        let lists =
            |x: MeasureId, y: MeasureId| self.get(x).is_some_and(|m| m.opposite.contains(&y));
        lists(a, b) || lists(b, a)
    }

    /// Whether the two may tell the same fact in other words.
    pub fn akin(&self, a: MeasureId, b: MeasureId) -> bool {
        let lists = |x: MeasureId, y: MeasureId| self.get(x).is_some_and(|m| m.akin.contains(&y));
        lists(a, b) || lists(b, a)
    }

    /// The measure of what is told in units of that dimension, where no word says of which it is.
    pub fn unsaid(&self, dimension: &str) -> Option<MeasureId> {
        let of = |m: &Measure| m.unsaid.iter().any(|name| name == dimension);
        self.all.iter().position(of).map(MeasureId::from_index)
    }

    /// The measure of that name.
    pub fn named(&self, name: &str) -> Option<MeasureId> {
        self.all.iter().position(|m| m.name == name).map(MeasureId::from_index)
    }
}
