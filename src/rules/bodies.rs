//! The keys that only one kind of rule has, as they stand in the files.

use serde::{Deserialize, Serialize};

use super::words::Class;
use crate::value::Hedge;

/// `[[hedge]]`: words that change what a figure admits.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HedgeBody {
    pub(super) hedge: Hedge,
    /// Where the words stand: `before` (default), `after` or `both`.
    #[serde(default)]
    pub(super) side: Side,
    /// Factors on the figure that give the literal reading's ends; `inf` is an open end.
    pub(super) literal: [String; 2],
    /// The same for the plain reading.
    pub(super) plain: [String; 2],
}

/// The side of the figure on which a hedge stands.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// `about 5`
    #[default]
    Before,
    /// `5 or so`
    After,
    /// Either.
    Both,
}

/// `[[unit]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UnitBody {
    pub(super) dimension: String,
    pub(super) factor: String,
    pub(super) offset: Option<String>,
    #[serde(default)]
    pub(super) symbols: Vec<String>,
    #[serde(default)]
    pub(super) glued_only: Vec<String>,
}

/// `[[currency]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CurrencyBody {
    pub(super) code: String,
    #[serde(default)]
    pub(super) symbols: Vec<String>,
    #[serde(default)]
    pub(super) letters: Vec<String>,
    pub(super) minor: Option<String>,
}

/// `[[shared-currency]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SharedMoneyBody {
    /// The words that several countries have for their money.
    pub(super) money: Vec<String>,
    /// Whether they are money only behind thousands.
    #[serde(default)]
    pub(super) large: bool,
}

/// `[[class]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WordClassBody {
    /// Whether its words are nouns.
    #[serde(default = "yes")]
    pub(super) nouns: bool,
}

fn yes() -> bool {
    true
}

/// `[[words]]` and `[[irregular]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClassBody {
    pub(super) class: Class,
}

/// `[[measure]]`
#[allow(clippy::struct_excessive_bools)] // keys of a rule, each by itself
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct MeasureBody {
    pub(super) kinds: Vec<String>,
    #[serde(default)]
    pub(super) counts: Vec<String>,
    /// What the units of its quantities measure.
    #[serde(default)]
    pub(super) dimensions: Vec<String>,
    #[serde(default)]
    pub(super) grows: bool,
    #[serde(default)]
    pub(super) ebbs: bool,
    #[serde(default)]
    pub(super) periodic: bool,
    #[serde(default)]
    pub(super) once: bool,
    /// Whether a story has one of them: the turnout of an election.
    #[serde(default)]
    pub(super) single: bool,
    #[serde(default)]
    pub(super) of_place: bool,
    #[serde(default)]
    pub(super) changes: bool,
    /// Those of its words that name it only as verbs.
    #[serde(default)]
    pub(super) verbs: Vec<String>,
    /// Those of its words that name it only beside a number with a fraction.
    #[serde(default)]
    pub(super) broken: Vec<String>,
    #[serde(default)]
    pub(super) excludes: Vec<String>,
    /// Measures that may well tell the same fact in other words.
    #[serde(default)]
    pub(super) akin: Vec<String>,
    /// Dimensions of figures that are of this measure where no word says of which.
    #[serde(default)]
    pub(super) unsaid: Vec<String>,
    /// Scopes that limit nothing of it.
    #[serde(default)]
    pub(super) unlimited_by: Vec<String>,
    /// Measures of which the same figure would say the opposite; they are excluded too.
    #[serde(default)]
    pub(super) opposite: Vec<String>,
}

/// `[[scope]]`
#[allow(clippy::struct_excessive_bools)] // keys of a rule, each by itself
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScopeBody {
    #[serde(default)]
    pub(super) excludes: Vec<String>,
    #[serde(default)]
    pub(super) whole: bool,
    #[serde(default)]
    pub(super) opens: bool,
    #[serde(default)]
    pub(super) near: bool,
    #[serde(default)]
    pub(super) scene: bool,
    #[serde(default)]
    pub(super) relative: bool,
    #[serde(default)]
    pub(super) verbless: bool,
}

/// `[[voice]]`: words that tell who says it, and with what certainty.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VoiceBody {
    pub(super) tells: Voice,
}

/// What words of voice tell.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum Voice {
    /// `said`: the subject is who says it.
    Says,
    /// `claims 60,000`: what it says may be a figure alone.
    Answers,
    /// `according to`: what follows is who says it.
    According,
    /// `will`, `is expected to`
    Forecast,
    /// `plans to`, `aims to`
    Planned,
    /// `may`, `could`
    Possible,
}

/// `[[page]]`: words of page layout.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PageBody {
    pub(super) is: PageWord,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum PageWord {
    Abbreviation,
    AbbreviationThatMayEnd,
    Starter,
    Furniture,
    Counter,
    Dateline,
    Related,
}

/// `[[evidence]]`: what speaks for or against two claims being of one fact.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EvidenceBody {
    pub(super) weight: String,
    pub(super) agreed: Option<String>,
    pub(super) telling: Option<String>,
    pub(super) says: String,
}

/// `[[tolerance]]`: how far apart two values may be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ToleranceBody {
    pub(super) value: String,
}
