use crate::id::RuleId;
use crate::value::{Calendar, Decimal, Interval, Ratio};

/// A unit of measure or a currency. Units of one dimension are comparable; every currency is a
/// dimension of its own.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Unit {
    /// ISO 4217 for money, else a singular English name: `kilometre`.
    pub name: String,
    /// What it measures: `length`, `time`, `money:USD`.
    pub dimension: String,
    /// Its size in the dimension's base unit.
    pub factor: Ratio,
    /// Added before the factor is applied; for temperatures.
    pub offset: Decimal,
    /// What its hundredth part is called, if it is a currency: `penny`.
    pub minor: Option<String>,
    /// The rule's place.
    pub rule: RuleId,
}

impl Unit {
    /// Whether it is a currency.
    pub fn is_money(&self) -> bool {
        self.dimension.starts_with("money:")
    }

    /// Whether it is a share: percent, percentage points, basis points.
    pub fn is_share(&self) -> bool {
        self.dimension == "share" || self.dimension == "points"
    }

    /// Whether it is a hundredth of a currency, `cent`, whichever the currency is.
    pub fn is_minor(&self) -> bool {
        self.is_money() && self.name.bytes().any(|b| b.is_ascii_lowercase())
    }

    /// Whether amounts are told in several units of its dimension: "5 feet 2 inches".
    pub fn is_told_in_parts(&self) -> bool {
        matches!(self.dimension.as_str(), "length" | "mass" | "time" | "months")
    }

    /// How many of another unit of the same dimension it holds.
    pub fn ratio_to(&self, other: &Self) -> Option<Ratio> {
        let reduced = |over, under| Ratio { numerator: over, denominator: under }.reduced();
        // In lowest terms before they are multiplied: of pounds and ounces the product would be too long.
        let over = reduced(self.factor.numerator, other.factor.numerator);
        let under = reduced(other.factor.denominator, self.factor.denominator);
        let numerator = over.numerator.checked_mul(under.numerator)?;
        let denominator = over.denominator.checked_mul(under.denominator)?;
        (self.dimension == other.dimension).then_some(Ratio { numerator, denominator }.reduced())
    }

    /// The unit of the calendar it is, if it is one.
    pub fn calendar(&self) -> Option<Calendar> {
        let time = self.dimension == "time" || self.dimension == "months";
        time.then(|| Calendar::named(&self.name)).flatten()
    }

    /// An interval in this unit, in the dimension's base unit.
    pub fn to_base(&self, interval: &Interval) -> Option<Interval> {
        interval.map(|at| at.plus(self.offset)?.times_ratio(self.factor))
    }
}
