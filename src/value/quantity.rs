use super::{Decimal, Interval};
use crate::id::{Sym, UnitId};

/// How the words around a figure change it.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Hedge {
    /// Nothing does.
    #[default]
    Exact,
    /// "about", "nearly".
    About,
    /// "at least".
    AtLeast,
    /// "more than", "over".
    MoreThan,
    /// "at most", "up to".
    AtMost,
    /// "less than", "under".
    LessThan,
    /// "between 5 and 7".
    Range,
    /// "dozens", "hundreds of thousands".
    Vague,
}

impl Hedge {
    /// The name of the wire format.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::About => "about",
            Self::AtLeast => "at_least",
            Self::MoreThan => "more_than",
            Self::AtMost => "at_most",
            Self::LessThan => "less_than",
            Self::Range => "range",
            Self::Vague => "vague",
        }
    }
}

/// What a rate is told for: "$3 a litre", "5% a year", "7.5 deaths per 1,000 people".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Per {
    /// How many of it: 1, or 1,000.
    pub many: i64,
    /// Of what.
    pub what: Told,
}

/// What a rate can be told for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    /// A unit of measure.
    Unit(UnitId),
    /// A thing, by its base form.
    Thing(Sym),
}

/// A number with its unit and both readings, in the unit as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The number as said, scale words applied; none for a range or a vague magnitude.
    pub stated: Option<Decimal>,
    /// The unit or currency; none for a bare number or a count.
    pub unit: Option<UnitId>,
    /// What it is told for, if it is a rate.
    pub per: Option<Per>,
    /// How it is hedged.
    pub hedge: Hedge,
    /// What the words admit.
    pub literal: Interval,
    /// What a reader takes from them.
    pub plain: Interval,
    /// The same amount written once more, in brackets: "€2 million ($2.6 million)".
    pub also: Option<Box<Quantity>>,
}

impl Quantity {
    /// An exact number: literally all that is written like it, plainly the number itself.
    pub fn exact(at: Decimal, unit: Option<UnitId>) -> Self {
        Self {
            stated: Some(at),
            unit,
            per: None,
            hedge: Hedge::Exact,
            literal: Interval::as_written(at, at.half_step()),
            plain: Interval::point(at),
            also: None,
        }
    }

    /// Whether it is written with a fraction, so that it counts nothing: 6.1, and no 6.
    pub fn has_fraction(&self) -> bool {
        self.stated.is_some_and(|n| n.exponent() < 0)
    }

    /// The figure itself and every writing of it in brackets.
    pub fn writings(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |q| q.also.as_deref())
    }
}
