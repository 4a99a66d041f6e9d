//! Pure values: exact decimals, intervals, quantities, calendar days, periods. No text, no rules.

mod clock;
mod decimal;
mod interval;
mod moment;
mod period;
mod quantity;

pub use clock::Clock;
pub use decimal::{Decimal, PlainDigits, Ratio};
pub use interval::{End, Interval};
pub use moment::{Bound, Days, Grain, Moment, Pattern, parse_edtf};
pub use period::Calendar;
pub use quantity::{Hedge, Per, Quantity, Told};

/// What a mention says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number with its unit: money, a count, a share, a length, a duration.
    Quantity(Quantity),
    /// A day, or a longer stretch of the calendar.
    Moment(Moment),
    /// A time of day.
    Clock(Clock),
    /// A score: `3-2`.
    Score(u32, u32),
    /// Something that recurs, in TIMEX3 terms: `P1W` for "weekly", `XXXX-WXX-2` for "on Tuesdays".
    Every(Box<str>),
}

impl Value {
    /// The quantity, if it is one.
    pub fn quantity(&self) -> Option<&Quantity> {
        match self {
            Self::Quantity(q) => Some(q),
            _ => None,
        }
    }

    /// The time of day, if it is one.
    pub fn clock(&self) -> Option<&Clock> {
        match self {
            Self::Clock(c) => Some(c),
            _ => None,
        }
    }

    /// The date, if it is one.
    pub fn moment(&self) -> Option<&Moment> {
        match self {
            Self::Moment(m) => Some(m),
            _ => None,
        }
    }
}
