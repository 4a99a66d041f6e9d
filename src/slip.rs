//! The slips by which one value becomes another: digits change places, a scale word is wrong.

use jiff::civil::Date;

use crate::rules::{Rules, Unit};
use crate::value::{Decimal, Grain, Hedge, Moment, PlainDigits, Quantity, Value};

/// The likely slip or reason behind a disagreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// Million for billion.
    Scale,
    /// One digit is another.
    Digit,
    /// Two digits have changed places.
    Transposed,
    /// The same number with another unit.
    Unit,
    /// The same number in another currency.
    Currency,
    /// Percent for percentage points.
    Points,
    /// One more or one less.
    OffByOne,
    /// "more than" for "less than".
    Bound,
    /// "rose" for "fell".
    Direction,
    /// The same day of another month.
    Month,
    /// One or a few days apart.
    Day,
    /// The same day or month of another year.
    Year,
    /// A later report of a growing figure.
    Update,
    /// Two named authorities measure differently.
    Measured,
}

impl Cause {
    /// The name of the wire format.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scale => "scale",
            Self::Digit => "digit",
            Self::Transposed => "transposed",
            Self::Unit => "unit",
            Self::Currency => "currency",
            Self::Points => "points",
            Self::OffByOne => "off_by_one",
            Self::Bound => "bound",
            Self::Direction => "direction",
            Self::Month => "month",
            Self::Day => "day",
            Self::Year => "year",
            Self::Update => "update",
            Self::Measured => "measured",
        }
    }

    /// What it means, for a report.
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Scale => "a scale word may be wrong (thousand, million, billion)",
            Self::Digit => "one digit differs",
            Self::Transposed => "two digits have changed places",
            Self::Unit => "the same number stands with another unit",
            Self::Currency => "the same number stands with another currency",
            Self::Points => "percent and percentage points are mixed up",
            Self::OffByOne => "they are one apart",
            Self::Bound => "one bound is turned round",
            Self::Direction => "they go in opposite directions",
            Self::Month => "only the month differs",
            Self::Day => "only the day differs",
            Self::Year => "only the year differs",
            Self::Update => "the figure has changed, and one report is later",
            Self::Measured => "two authorities give different figures",
        }
    }
}

/// The slip that makes the one value of the other, if they differ and a slip of the pen explains it.
pub fn slip(a: &Value, b: &Value, rules: &Rules) -> Option<Cause> {
    match (a, b) {
        (Value::Quantity(a), Value::Quantity(b)) => quantities(a, b, rules),
        (Value::Moment(a), Value::Moment(b)) => moments(a, b),
        (Value::Score(a, b), Value::Score(x, y)) => scores((*a, *b), (*x, *y)),
        _ => None,
    }
}

/// One side of a score is the same and has two digits, and the other has another digit: "29 to 22", "28 to 22".
fn scores(one: (u32, u32), other: (u32, u32)) -> Option<Cause> {
    let told = |same: (u32, u32), apart: (u32, u32)| {
        let digits = |n: u32| Decimal::whole(n.into()).plain_digits();
        same.0 == same.1 && same.0 >= 10 && differ_in_one(&digits(apart.0), &digits(apart.1))
    };
    let (left, right) = ((one.0, other.0), (one.1, other.1));
    (told(left, right) || told(right, left)).then_some(Cause::Digit)
}

/// Whether the slip between two values leaves few other explanations: a figure with two digits changed
/// round, another scale word, the same day of another month.
pub fn is_telling_slip(slip: Cause, a: &Value, b: &Value) -> bool {
    let days = [a, b].iter().all(|v| v.moment().is_none_or(|m| m.grain == Grain::Day));
    let telling = match slip {
        Cause::Transposed | Cause::Digit | Cause::Month | Cause::Year => true,
        // "nine recommendations" and "9,000 people" have a digit in common by chance.
        Cause::Scale => a.quantity().is_some_and(|q| {
            q.unit.is_some() || q.stated.is_some_and(|n| n.significant_digits() >= 2)
        }),
        _ => false,
    };
    days && telling
}

/// Whether two neighbouring digits have changed places, so that hardly anything else explains it: of three
/// or more, of figures from a hundred on, of sums and measures: 1,340 and 1,430, 1846 and 1864, $12 million
/// and $21 million. Of small numbers, shares, ages and lengths of time two are so by chance. Or one number of two
/// digits or more stands with two units that are taken for one another, two currencies or two scale words.
pub fn is_rare_slip(a: &Value, b: &Value, rules: &Rules) -> bool {
    let measured = |q: &Quantity| is_measured(q, rules);
    let told = |q: &Quantity, n: Decimal| match n.significant_digits() {
        0 | 1 => false,
        2 => measured(q) || n >= Decimal::whole(LEAST_ROUND),
        _ => true,
    };
    let digits = |v: &Value| match v {
        Value::Quantity(q) => q.stated.filter(|n| told(q, *n)),
        Value::Moment(m) if m.grain == Grain::Year => {
            m.pattern.year.map(|y| Decimal::whole(y.into()))
        }
        _ => None,
    };
    let unit = |v: &Value| v.quantity().and_then(|q| q.unit);
    let both = || digits(a).zip(digits(b));
    let written =
        |v: &Value| v.quantity().and_then(|q| q.stated).map_or(0, Decimal::significant_digits);
    let long = |least: u32| written(a) >= least && written(b) >= least;
    if unit(a) != unit(b) {
        // "71 mph", "71 kilometres an hour"
        let known = |v: &Value| rules.unit(unit(v)?);
        let alike = known(a).zip(known(b)).is_some_and(|(x, y)| are_alike(x, y));
        return match slip(a, b, rules) {
            Some(Cause::Unit) => alike && both().is_some(),
            Some(Cause::Points) => long(2),
            // Of the sums of a business story two are $1.9 billion and £1.9 billion by chance.
            Some(Cause::Currency) => long(3),
            _ => false,
        };
    }
    both().is_some_and(|(x, y)| are_transposed(x, y)) || is_of_another_scale(a, b, rules)
}

/// Whether one sum or measure is the other with another scale word, "$1.5 billion" and "$1.5m", or of three
/// digits or more with the point elsewhere.
fn is_of_another_scale(a: &Value, b: &Value, rules: &Rules) -> bool {
    let stated = |v: &Value| v.quantity().filter(|q| is_measured(q, rules)).and_then(|q| q.stated);
    let both = stated(a).zip(stated(b));
    let Some((x, y)) = both.filter(|(x, y)| x.digits() == y.digits()) else { return false };
    let times = |n: i16| x.shift(n) == Some(y) || y.shift(n) == Some(x);
    // $1.39 and $13.9 billion are no slip: it would be two at once.
    let least = if times(3) || times(6) {
        2
    } else if times(1) || times(2) || times(9) {
        3
    } else {
        return false;
    };
    x.significant_digits() >= least && slip(a, b, rules) == Some(Cause::Scale)
}

/// Whether it is told in money or a unit, and no share or length of time.
fn is_measured(quantity: &Quantity, rules: &Rules) -> bool {
    let unit = quantity.unit.and_then(|u| rules.unit(u));
    unit.is_some_and(|u| u.calendar().is_none() && !u.is_share())
}

/// Whether one unit is taken for another: a mile for a kilometre, but no nautical mile for a metre.
fn are_alike(a: &Unit, b: &Unit) -> bool {
    let times = |x: &Unit, y: &Unit| x.ratio_to(y).map(|r| r.numerator / r.denominator);
    [times(a, b), times(b, a)].into_iter().all(|t| t.is_some_and(|t| t < UNLIKE))
}

/// Units of which one is so many times the other are not taken for one another.
const UNLIKE: i64 = 10;

/// Two digits that have changed places in a number below this may be those of two things.
const LEAST_ROUND: i64 = 100;

fn quantities(a: &Quantity, b: &Quantity, rules: &Rules) -> Option<Cause> {
    let (x, y) = (a.stated?, b.stated?);
    if a.unit != b.unit {
        let unit = |q: &Quantity| q.unit.and_then(|u| rules.unit(u));
        let both = |is: fn(&Unit) -> bool| unit(a).is_some_and(is) && unit(b).is_some_and(is);
        let cause = if both(Unit::is_money) {
            Cause::Currency
        } else if both(Unit::is_share) {
            Cause::Points
        } else {
            Cause::Unit
        };
        return (x == y).then_some(cause);
    }
    if x == y && opposed(a.hedge, b.hedge) {
        return Some(Cause::Bound);
    }
    if x.digits() == y.digits() && x != y {
        return Some(Cause::Scale);
    }
    if x.exponent() == 0 && y.exponent() == 0 && apart_by_one(x, y) {
        // 89 and 98 are not one apart, so that no transposition is lost.
        return Some(Cause::OffByOne);
    }
    // Most figures of one fact that differ are not as long as one another.
    if x.exponent() == y.exponent() && x.digits_written() != y.digits_written() {
        return None;
    }
    if are_transposed(x, y) {
        Some(Cause::Transposed)
    } else if one_digit_differs(x, y) {
        Some(Cause::Digit)
    } else {
        None
    }
}

fn opposed(a: Hedge, b: Hedge) -> bool {
    let up = |h: Hedge| matches!(h, Hedge::AtLeast | Hedge::MoreThan);
    let down = |h: Hedge| matches!(h, Hedge::AtMost | Hedge::LessThan);
    up(a) && down(b) || down(a) && up(b)
}

fn apart_by_one(a: Decimal, b: Decimal) -> bool {
    let one = Decimal::whole(1);
    a.minus(b) == Some(one) || b.minus(a) == Some(one)
}

/// Whether two neighbouring digits have changed places: 56,000 and 65,000; of four and more also two with one
/// between them: 3,214 and 3,412. The point stays where it is: 56.8 and 58.6.
fn are_transposed(a: Decimal, b: Decimal) -> bool {
    if a.nines_cast_out() != b.nines_cast_out() {
        return false;
    }
    let (a, b) = (a.plain_digits(), b.plain_digits());
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut differ = differing(a, b);
    let (Some(i), Some(j), None) = (differ.next(), differ.next(), differ.next()) else {
        return false;
    };
    let is_digit = |byte: &&u8| **byte != b'.';
    let apart = a[i..j].iter().filter(is_digit).count();
    let digits = a.iter().rev().filter(is_digit).skip_while(|d| **d == b'0').count();
    let near = apart == 1 || digits >= LEAST_APART && apart == 2;
    a.len() == b.len() && near && a[i] == b[j] && a[j] == b[i] && a[i] != b'.' && a[j] != b'.'
}

/// In figures of so many digits two with one between them change places.
const LEAST_APART: usize = 4;

/// Whether longer figures differ in one digit only.
fn one_digit_differs(a: Decimal, b: Decimal) -> bool {
    let (a, b) = (a.plain_digits(), b.plain_digits());
    let telling = a.as_bytes().iter().rev().skip_while(|d| **d == b'0').count() >= 3;
    telling && differ_in_one(&a, &b)
}

fn differ_in_one(a: &PlainDigits, b: &PlainDigits) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    a.len() == b.len() && differing(a, b).count() == 1
}

fn differing(a: &[u8], b: &[u8]) -> impl Iterator<Item = usize> {
    a.iter().zip(b).enumerate().filter(|(_, (x, y))| x != y).map(|(i, _)| i)
}

/// A week apart is still a slip of the day.
const FEW_DAYS: i32 = 7;

fn moments(a: &Moment, b: &Moment) -> Option<Cause> {
    let (x, y) = (a.days?.lo?, b.days?.lo?);
    if a.grain != b.grain {
        return None;
    }
    let same = |f: fn(Date) -> i16| f(x) == f(y);
    let alike = (same(Date::year), same(|d| d.month().into()), same(|d| d.day().into()));
    let day = |d: Date| Decimal::whole(d.day().into());
    match alike {
        (true, true, false) if are_transposed(day(x), day(y)) => Some(Cause::Transposed),
        (false, true, true) => Some(Cause::Year),
        (true, false, true) => Some(Cause::Month),
        _ => {
            let apart = x.until(y).ok()?.get_days().abs();
            (apart <= FEW_DAYS).then_some(Cause::Day)
        }
    }
}
