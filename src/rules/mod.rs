//! What the engine knows, as data: TOML under `rules/`, compiled into one [`Rules`].
//!
//! Every rule has a name, a place and examples; [`Rules::examples`] gives all of them, and the
//! tests run them. An unknown key, a duplicate or a rule without examples is a [`RuleError`].

mod bodies;
mod compile;
mod error;
mod files;
mod grounds;
mod inflect;
mod lexicon;
mod load;
mod measures;
mod units;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use bodies::{Side, Voice};
pub use error::RuleError;
pub use files::FILES;
pub use grounds::Ground;
pub use inflect::singular;
pub use lexicon::{BoundWord, Hit, Holiday, Joint, Lexicon, Loose, Part, Sense, kinds};
pub use load::{Example, Examples, Place};
pub use measures::{Measure, Measures, Scope};
pub use units::Unit;
pub use words::{Class, Form, Lists, Reading, WordTable};

use crate::id::{RuleId, Sym};
use crate::text::{PageRules, Vocabulary};
use crate::value::{Decimal, Hedge, Interval};

/// Words that change what a figure admits, with the ends of both readings as factors on it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HedgeRule {
    /// What kind of hedge it is.
    pub hedge: Hedge,
    /// On which side of the figure it stands.
    pub side: Side,
    /// Ends of the literal reading; none is open.
    pub literal: [Option<Decimal>; 2],
    /// Ends of the plain reading.
    pub plain: [Option<Decimal>; 2],
}

/// How much a ground speaks for or against two claims being of one fact.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Evidence {
    /// Added to the score of the link; a weight of -1000 or less forbids it.
    pub weight: i32,
    /// The same where the two values do not disagree: that they don't says by itself that they are of
    /// one fact, so most doubts weigh less.
    pub agreed: i32,
    /// The same where the two values are one that few other figures would be, or such a one with two digits
    /// changed round: of such pairs more than nine in ten are of one fact, whatever the words make of them.
    pub telling: Option<i32>,
    /// The reason in words.
    pub says: String,
    /// The rule's place.
    pub rule: RuleId,
}

/// Marks and words that the grammar itself names.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Marks {
    /// `-`
    pub hyphen: Sym,
    /// `,`
    pub comma: Sym,
    /// `.`
    pub point: Sym,
    /// `(`
    pub open: Sym,
    /// `)`
    pub close: Sym,
    /// `of`
    pub of: Sym,
    /// `the`
    pub the: Sym,
    /// `'s`
    pub possessive: Sym,
    /// `weekend`
    pub weekend: Sym,
    /// The class of people.
    pub person: Sym,
    /// The class of people of no particular kind: `people`, `others`.
    pub anybody: Sym,
    /// The class of people who are a part of all: `children`, `soldiers`.
    pub some_people: Sym,
    /// `job`
    pub job: Sym,
    /// The class of nouns that say nothing of what is counted: `number`, `total`.
    pub vague_noun: Sym,
    /// The class of words that make a part of a place: `central`, `north`.
    pub part_of_place: Sym,
    /// The class of places that are known by name: `Paris`.
    pub known_place: Sym,
    /// The class of sorts of places: `town`, `street`.
    pub place: Sym,
    /// The class of bodies that people make up: `company`, `commission`.
    pub organisation: Sym,
    /// The class of words in capitals that are no names: `GDP`.
    pub acronym: Sym,
    /// The class of words before a name: `president`.
    pub form_of_address: Sym,
    /// The class of words for people of a country.
    pub nationality: Sym,
    /// The class of small words that make a noun of the verb before their hyphen: `up` of "start-up".
    pub particle: Sym,
    /// The class of nouns that are no names for their capital's sake: `the Government`.
    pub dignified: Sym,
    /// The class of vehicles.
    pub vehicle: Sym,
    /// The class of animals.
    pub animal: Sym,
    /// The class of buildings.
    pub building: Sym,
    /// Stands before a noun that a hyphen joins to its figure: `page` of "an 11-page report".
    pub hyphenated: Sym,
    /// The class of those whom a network of power or water serves: `customer`.
    pub served: Sym,
    /// The class of what has a line of such a network: `home`.
    pub has_line: Sym,
    /// `tell`
    pub tell: Sym,
}

/// A word that several countries have for their money: `peso`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SharedMoney {
    /// The names of countries, cities and peoples, in order, each with its currency.
    pub countries: Vec<(Sym, crate::id::UnitId)>,
    /// Whether it is money only behind thousands: a cyclist wins two crowns.
    pub large: bool,
    /// The rule's place.
    pub rule: RuleId,
}

impl SharedMoney {
    /// The currency of the country that a word names.
    pub fn of(&self, country: Sym) -> Option<crate::id::UnitId> {
        let at = self.countries.binary_search_by_key(&country, |(name, _)| *name).ok()?;
        self.countries.get(at).map(|(_, unit)| *unit)
    }
}

/// All words that several countries have for their money.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SharedMoneys {
    /// Each by the place of what is known of it, in order: every figure asks.
    words: Vec<(Sym, u16)>,
    all: Vec<SharedMoney>,
}

impl SharedMoneys {
    fn add(&mut self, words: Vec<Sym>, shared: SharedMoney) {
        let at = u16::try_from(self.all.len()).unwrap_or(u16::MAX);
        self.words.extend(words.into_iter().map(|word| (word, at)));
        self.words.sort_unstable();
        self.all.push(shared);
    }

    /// What is known of a word, and its place among all.
    pub fn named(&self, word: Sym) -> Option<(usize, &SharedMoney)> {
        let at = self.words.binary_search_by_key(&word, |(known, _)| *known).ok()?;
        let (_, index) = self.words.get(at)?;
        self.all.get(usize::from(*index)).map(|shared| (usize::from(*index), shared))
    }

    /// All, in the order of the rules.
    pub fn iter(&self) -> impl Iterator<Item = &SharedMoney> {
        self.all.iter()
    }
}

/// Everything that the engine knows.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Rules {
    /// Known words and their numbers.
    pub vocabulary: Vocabulary,
    /// What a page says of itself.
    pub page: PageRules,
    /// Words and phrases of the extractor.
    pub lexicon: Lexicon,
    /// Words of the framer.
    pub words: WordTable,
    /// Units and currencies.
    pub units: Vec<Unit>,
    /// Hedges, as [`Sense::Hedge`] names them.
    pub hedges: Vec<HedgeRule>,
    /// Words that several countries have for their money.
    pub shared_money: SharedMoneys,
    /// What figures are figures of.
    pub measures: Measures,
    /// Voices by lemma.
    pub voices: Lists<(Voice, RuleId)>,
    /// Marks and words that the grammar names.
    pub marks: Marks,
    /// By the order of the grounds.
    evidence: Vec<Evidence>,
    tolerances: BTreeMap<String, (Decimal, RuleId)>,
    places: Vec<Place>,
    examples: Vec<Examples>,
}

impl Rules {
    /// Rules from files, each a name and its TOML text. All errors of all files are reported.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, Vec<RuleError>> {
        Self::default().and(files)
    }

    /// These rules and those of more files.
    pub fn and(self, files: &[(&str, &str)]) -> Result<Self, Vec<RuleError>> {
        compile::compile(self, files)
    }

    /// The same rules without their examples.
    pub fn without_examples(self) -> Self {
        Self { examples: Vec::new(), ..self }
    }

    /// Where a rule stands.
    pub fn place(&self, rule: RuleId) -> Option<&Place> {
        self.places.get(rule.index())
    }

    /// All rules with their examples, in the order of the files.
    pub fn examples(&self) -> impl Iterator<Item = (RuleId, &Place, &Examples)> {
        let numbered = self.places.iter().zip(&self.examples).enumerate();
        numbered.map(|(i, (place, examples))| (RuleId::from_index(i), place, examples))
    }

    /// What a ground weighs; nothing if no rule says so.
    pub fn evidence(&self, ground: Ground) -> &Evidence {
        const NONE: &Evidence =
            &Evidence { weight: 0, agreed: 0, telling: None, says: String::new(), rule: RuleId(0) };
        self.evidence.get(ground as usize).unwrap_or(NONE)
    }

    /// The tolerance of that name with its rule; zero if no rule has it.
    pub fn tolerance(&self, name: &str) -> (Decimal, RuleId) {
        self.tolerances.get(name).copied().unwrap_or((Decimal::ZERO, RuleId::default()))
    }

    /// A reading of a figure in the base unit of what `unit` measures. Conversions are rounded: it is widened
    /// by the share of the rule "rounded conversion".
    pub fn converted(&self, reading: &Interval, unit: &Unit) -> Interval {
        let (share, _) = self.tolerance("rounded conversion");
        unit.to_base(reading).unwrap_or_default().widened(share)
    }

    /// Whether two readings in units of one dimension may be the same but for the rounding of a conversion.
    pub fn meet(&self, (a, x): (&Interval, &Unit), (b, y): (&Interval, &Unit)) -> bool {
        !self.converted(a, x).disjoint(&self.converted(b, y))
    }

    /// A threshold as a score; one that nothing reaches if no rule has it.
    pub fn threshold(&self, name: &str) -> i32 {
        let value = self.tolerances.get(name).and_then(|(value, _)| value.to_i64());
        value.and_then(|n| i32::try_from(n).ok()).unwrap_or(i32::MAX)
    }

    /// The unit of that name.
    pub fn unit_named(&self, name: &str) -> Option<crate::id::UnitId> {
        let at = self.units.iter().position(|u| u.name == name)?;
        Some(crate::id::UnitId::from_index(at))
    }

    /// The unit of an id.
    pub fn unit(&self, id: crate::id::UnitId) -> Option<&Unit> {
        self.units.get(id.index())
    }
}
