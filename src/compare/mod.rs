//! How two values stand to each other, by their two readings or the literal one alone. Pure: no
//! frames, no text.

mod literal;

use std::borrow::Cow;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

pub use literal::{Numbers, bears_out};

use crate::rules::{Rules, Unit};
use crate::value::{
    Bound, Clock, Days, Decimal, Grain, Hedge, Interval, Moment, Pattern, Quantity, Value,
};

/// What two claims of one fact say of each other, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Both readings coincide, at the precision in which they were written.
    Agree,
    /// One contains the other, or one is vaguer: nothing to correct.
    Compatible,
    /// What a reader takes from the two differs, though the literal words admit both.
    Tension,
    /// What the words literally admit is disjoint.
    Contradict,
}

impl Verdict {
    /// The name of the wire format.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Compatible => "compatible",
            Self::Tension => "tension",
            Self::Contradict => "contradict",
        }
    }

    /// Whether a reader has to look at it.
    pub fn is_disputed(self) -> bool {
        self >= Self::Tension
    }
}

/// Which readings of two values a verdict follows from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Reading {
    /// What a reader takes from the words, and what they admit: "over 8" and "13" are in tension.
    #[default]
    Plain,
    /// Only what the words admit: "13" bears out "over 8", and nothing is in tension.
    Literal,
}

impl Reading {
    /// The name in files and arguments.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Literal => "literal",
        }
    }
}

/// By how much two figures may differ without anybody minding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tolerance {
    /// By so many percent of the greater one.
    Percent(Decimal),
    /// By so many days.
    Days(i64),
}

/// Whether two values differ by no more than is tolerated; `false` where that can't be said.
pub fn within(a: &Value, b: &Value, tolerance: Tolerance) -> bool {
    match (a, b, tolerance) {
        (Value::Quantity(a), Value::Quantity(b), Tolerance::Percent(percent)) => {
            a.unit == b.unit && within_percent(a, b, percent).unwrap_or(false)
        }
        (Value::Moment(a), Value::Moment(b), Tolerance::Days(days)) => {
            within_days(a, b, days).unwrap_or(false)
        }
        _ => false,
    }
}

fn within_percent(a: &Quantity, b: &Quantity, percent: Decimal) -> Option<bool> {
    let (x, y) = (a.stated?, b.stated?);
    let (less, more) = if x < y { (x, y) } else { (y, x) };
    let most = more.times(percent)?.shift(-2)?;
    Some(!less.is_negative() && more.minus(less)? <= most)
}

fn within_days(a: &Moment, b: &Moment, days: i64) -> Option<bool> {
    let (x, y) = (a.days?, b.days?);
    let span = jiff::Span::new().try_days(days).ok()?;
    let wide = Days {
        lo: x.lo.and_then(|d| d.checked_sub(span).ok()),
        hi: x.hi.and_then(|d| d.checked_add(span).ok()),
    };
    Some(!wide.disjoint(y))
}

/// How two values stand to each other; `None` where they can't be compared.
pub fn compare(a: &Value, b: &Value, rules: &Rules) -> Option<Verdict> {
    match (a, b) {
        (Value::Quantity(a), Value::Quantity(b)) => quantities(a, b, rules),
        (Value::Moment(a), Value::Moment(b)) => moments(a, b),
        (Value::Clock(a), Value::Clock(b)) => Some(clocks(a, b)),
        (Value::Score(a, b), Value::Score(c, d)) => {
            let same = (a, b) == (c, d) || (a, b) == (d, c);
            Some(if same { Verdict::Agree } else { Verdict::Contradict })
        }
        (Value::Every(a), Value::Every(b)) => {
            Some(if a == b { Verdict::Agree } else { Verdict::Contradict })
        }
        (Value::Quantity(length), Value::Moment(period))
        | (Value::Moment(period), Value::Quantity(length)) => lasts(period, length, rules),
        _ => None,
    }
}

/// Whether a period whose ends are both told lasts as long as is told: "between 2017 and 2022", "five
/// years".
fn lasts(period: &Moment, length: &Quantity, rules: &Rules) -> Option<Verdict> {
    let unit = rules.unit(length.unit?)?;
    let calendar = unit.calendar()?;
    let (ends, (least, most)) = ends_and_days(period)?;
    // "2022-23" may last 30 days, but nobody says so.
    if calendar.grain() < ends {
        return None;
    }
    let seconds = |days: i64| Decimal::whole(days).times(Decimal::whole(SECONDS_OF_A_DAY));
    let all = Interval::closed(seconds(least)?, seconds(most)?);
    let apart = |reading: &Interval| in_seconds(reading, unit, rules).disjoint(&all);
    Some(if apart(&length.literal) {
        Verdict::Contradict
    } else if apart(&length.plain) {
        Verdict::Tension
    } else {
        Verdict::Compatible
    })
}

/// The least and most days that a period lasts whose first and last day, month or year are told: "between
/// 2017 and 2022" may begin and end on any day of the two years.
pub fn days_of(period: &Moment) -> Option<(i64, i64)> {
    ends_and_days(period).map(|(_, days)| days)
}

/// The unit in which both ends of a period are told, and the least and most days that it lasts.
fn ends_and_days(period: &Moment) -> Option<(Grain, (i64, i64))> {
    let days = period.days.filter(|_| is_period(period))?;
    let (lo, hi) = (days.lo?, days.hi?);
    let between = |a: Date, b: Date| a.until(b).ok().map(|s| i64::from(s.get_days()));
    let whole = |grain: Grain| {
        let first = Days::around(lo, grain).filter(|unit| unit.lo == Some(lo));
        let last = Days::around(hi, grain).filter(|unit| unit.hi == Some(hi));
        Some((grain, first?, last?))
    };
    let (grain, first, last) =
        [Grain::Year, Grain::Month, Grain::Day].into_iter().find_map(whole)?;
    Some((grain, (between(first.hi?, last.lo?)?.max(0), between(lo, hi)? + 1)))
}

/// The verdict of what is told first where both tell it alike, else the best one over all writings of
/// both that share a dimension.
fn quantities(a: &Quantity, b: &Quantity, rules: &Rules) -> Option<Verdict> {
    if tell_alike(a, b) {
        return writings(a, b, rules);
    }
    let pairs = a.writings().flat_map(|x| b.writings().map(move |y| (x, y)));
    pairs.filter_map(|(x, y)| writings(x, y, rules)).min()
}

/// Whether both tell it in one unit first: what stands in brackets behind it follows from it.
fn tell_alike(a: &Quantity, b: &Quantity) -> bool {
    a.unit.is_some() && a.unit == b.unit
}

fn writings(a: &Quantity, b: &Quantity, rules: &Rules) -> Option<Verdict> {
    let (a, b) = (&in_currency_of(a, b, rules), &in_currency_of(b, a, rules));
    Some(match scale(a, b, rules)? {
        Scale::Same => same_unit(a, b),
        Scale::Converted(x, y) => other_unit((a, x), (b, y), rules),
        Scale::Calendar(x, y) => lengths((a, x), (b, y), rules),
        Scale::LikeNamed => Verdict::Compatible,
        Scale::WrongUnit => Verdict::Contradict,
    })
}

/// A sum told in hundredths of the currency of another, in that currency: 725 pence beside £7.30.
fn in_currency_of<'q>(sum: &'q Quantity, other: &Quantity, rules: &Rules) -> Cow<'q, Quantity> {
    let told = || {
        let (minor, major) = (rules.unit(sum.unit?)?, rules.unit(other.unit?)?);
        let hundredth = |n: Decimal| n.shift(-2);
        (major.minor.as_ref() == Some(&minor.name)).then_some(())?;
        Some(Quantity {
            stated: sum.stated.and_then(hundredth),
            literal: sum.literal.map(hundredth)?,
            plain: sum.plain.map(hundredth)?,
            unit: other.unit,
            ..sum.clone()
        })
    };
    told().map_or(Cow::Borrowed(sum), Cow::Owned)
}

/// How two figures can be held against each other.
enum Scale<'r> {
    /// As they are.
    Same,
    /// In the base unit of the dimension that both units measure.
    Converted(&'r Unit, &'r Unit),
    /// A length of time in days, hours or weeks and one in months or years.
    Calendar(&'r Unit, &'r Unit),
    /// One sum in two currencies of one name: of "$5 million" and "A$5 million" the first may leave out
    /// whose dollars they are.
    LikeNamed,
    /// They can't, and yet one of the two units must be wrong.
    WrongUnit,
}

fn scale<'r>(a: &Quantity, b: &Quantity, rules: &'r Rules) -> Option<Scale<'r>> {
    // "a year" is often left out, but five a day and five a week are two facts.
    if a.per.is_some() && b.per.is_some() && a.per != b.per {
        return None;
    }
    if a.unit == b.unit {
        return Some(Scale::Same);
    }
    let (x, y) = (rules.unit(a.unit?)?, rules.unit(b.unit?)?);
    if x.dimension == y.dimension {
        return Some(Scale::Converted(x, y));
    }
    let calendar = |u: &Unit| u.dimension == "time" || u.dimension == "months";
    if calendar(x) && calendar(y) {
        return Some(Scale::Calendar(x, y));
    }
    // The same number of dollars and of euros, or a rise of so many percent and so many points: one
    // of the two units is wrong. Different numbers are not compared, there is no rate.
    let mixed = x.is_money() && y.is_money() || x.is_share() && y.is_share();
    let one = mixed && a.stated.is_some() && a.stated == b.stated;
    one.then(|| if are_like_named(x, y, rules) { Scale::LikeNamed } else { Scale::WrongUnit })
}

/// Whether two currencies have one name: dollars, pesos, pounds.
fn are_like_named(a: &Unit, b: &Unit, rules: &Rules) -> bool {
    let name = |u: &Unit| rules.place(u.rule).map_or("", |p| p.name.as_str());
    let named = |x: &str, y: &str| {
        x.rsplit(' ').next().is_some_and(|last| y.split(' ').any(|word| word == last))
    };
    a.is_money() && (named(name(a), name(b)) || named(name(b), name(a)))
}

fn same_unit(a: &Quantity, b: &Quantity) -> Verdict {
    if a.literal.disjoint(&b.literal) {
        return Verdict::Contradict;
    }
    if a.plain == b.plain || coincide(a, b) {
        let vaguer = (a.hedge == Hedge::Exact) != (b.hedge == Hedge::Exact);
        return if vaguer { Verdict::Compatible } else { Verdict::Agree };
    }
    let apart = a.plain.disjoint(&b.plain) && !is_rounded_to_the_bound_of(a, b);
    if apart && !is_rounded_to_the_bound_of(b, a) { Verdict::Tension } else { Verdict::Compatible }
}

/// Whether one gives as a round figure what the other gives as the bound: "14,000" and "over 14,000".
/// Of eleven and more than eleven only one can be meant.
fn is_rounded_to_the_bound_of(round: &Quantity, bounded: &Quantity) -> bool {
    let is_round = |at: Decimal| {
        at.exponent() != 0 || Interval::as_written(at, at.half_step()) != round.literal
    };
    round.hedge == Hedge::Exact
        && bounded.hedge != Hedge::Exact
        && round.stated == bounded.stated
        && round.stated.is_some_and(is_round)
        && !round.literal.disjoint(&bounded.plain)
}

/// Whether two exact figures are the same at the coarser of the precisions in which they were
/// written. A longer figure that merely begins alike is not: 14 and 13.8 coincide, 10 and 14 do not.
fn coincide(a: &Quantity, b: &Quantity) -> bool {
    let (Some(x), Some(y)) = (a.stated, b.stated) else { return false };
    let exact = |q: &Quantity| q.hedge == Hedge::Exact;
    let coarser = x.exponent().max(y.exponent());
    exact(a) && exact(b) && x.rounded_to(coarser) == y.rounded_to(coarser)
}

fn other_unit((a, x): (&Quantity, &Unit), (b, y): (&Quantity, &Unit), rules: &Rules) -> Verdict {
    if !rules.meet((&a.literal, x), (&b.literal, y)) {
        return Verdict::Contradict;
    }
    if !rules.meet((&a.plain, x), (&b.plain, y)) {
        return Verdict::Tension;
    }
    let exact = a.hedge == Hedge::Exact && b.hedge == Hedge::Exact;
    let precise = meet_as_written((a, x), (b, y));
    if exact && precise { Verdict::Agree } else { Verdict::Compatible }
}

/// Whether two figures in two units of one dimension are the same at the precision in which they are written:
/// 22 km and 14 miles are, 12 km and 7.2 miles are not.
pub fn convert_to_the_digit(a: &Quantity, b: &Quantity, rules: &Rules) -> bool {
    match scale(a, b, rules) {
        Some(Scale::Converted(x, y)) => meet_as_written((a, x), (b, y)),
        _ => false,
    }
}

fn meet_as_written((a, x): (&Quantity, &Unit), (b, y): (&Quantity, &Unit)) -> bool {
    let base = |unit: &Unit, reading| unit.to_base(reading);
    base(x, &a.literal).zip(base(y, &b.literal)).is_some_and(|(a, b)| !a.disjoint(&b))
}

/// Lengths of time of which one is told in months.
fn lengths((a, x): (&Quantity, &Unit), (b, y): (&Quantity, &Unit), rules: &Rules) -> Verdict {
    let held = |reading: &Interval, unit: &Unit| in_seconds(reading, unit, rules);
    if held(&a.literal, x).disjoint(&held(&b.literal, y)) {
        Verdict::Contradict
    } else if held(&a.plain, x).disjoint(&held(&b.plain, y)) {
        Verdict::Tension
    } else {
        Verdict::Compatible
    }
}

/// The reading of a length of time in seconds; months are of the mean length, and widened.
fn in_seconds(reading: &Interval, unit: &Unit, rules: &Rules) -> Interval {
    let (share, _) = rules.tolerance("months in days");
    let base = unit.to_base(reading).unwrap_or_default();
    let month = |n: Decimal| n.times(Decimal::whole(SECONDS_OF_A_MONTH));
    let seconds = if unit.dimension == "months" { base.map(month) } else { Some(base) };
    seconds.unwrap_or_default().widened(share)
}

const SECONDS_OF_A_DAY: i64 = 86_400;
/// A twelfth of the mean Gregorian year of 365.2425 days.
const SECONDS_OF_A_MONTH: i64 = 2_629_746;

fn moments(a: &Moment, b: &Moment) -> Option<Verdict> {
    let (Some(x), Some(y)) = (a.days, b.days) else { return patterns(a, b) };
    let literally =
        |m: &Moment, days: Days| if m.about { loose(days) } else { m.admits().unwrap_or(days) };
    let disjoint = literally(a, x).disjoint(literally(b, y));
    if disjoint && differ_in_no_said_part(a.pattern, b.pattern) {
        return Some(Verdict::Compatible);
    }
    if disjoint {
        return Some(if a.about || b.about { Verdict::Tension } else { Verdict::Contradict });
    }
    if x == y && a.bound == b.bound {
        return Some(Verdict::Agree);
    }
    if are_other_periods((a, x), (b, y)) {
        return Some(Verdict::Contradict);
    }
    let chosen = |m: &Moment, days: Days| m.alternatives.iter().any(|d| !d.disjoint(days));
    let overlap = !x.disjoint(y) || chosen(a, y) || chosen(b, x);
    if !overlap {
        return Some(Verdict::Tension);
    }
    let touches = a.bound == Bound::Until && b.bound == Bound::Until;
    Some(if touches && a.grain == b.grain { Verdict::Agree } else { Verdict::Compatible })
}

/// Whether two days or months are called alike, and only one of them says of which year: the year of the
/// other was taken from the day of its article.
fn differ_in_no_said_part(a: Pattern, b: Pattern) -> bool {
    let year = a.year.is_some() != b.year.is_some();
    year && a.month.is_some() && (a.month, a.day) == (b.month, b.day)
}

/// Whether both ends of both are told, and they begin or end otherwise.
fn are_other_periods((a, x): (&Moment, Days), (b, y): (&Moment, Days)) -> bool {
    is_period(a) && is_period(b) && !ends_meet(x, y)
}

/// Whether both ends of a period are told: "from September 1994 to August 1995".
fn is_period(m: &Moment) -> bool {
    let ends = m.days.is_some_and(|d| d.lo.is_some() && d.hi.is_some());
    ends && m.grain == Grain::Interval && m.bound == Bound::Within && !m.about
}

/// Whether two periods may begin and end alike, as far as their ends are told: a year by itself meets
/// all its months, a month all its days.
fn ends_meet(a: Days, b: Days) -> bool {
    let meet = |a: Option<Date>, b: Option<Date>, first: bool| {
        let (Some(a), Some(b)) = (a, b) else { return true };
        let edge = |day: Date, grain: Grain| {
            let unit = Days::around(day, grain);
            unit.and_then(|u| if first { u.lo } else { u.hi })
        };
        let whole = |grain: Grain| {
            let (x, y) = (edge(a, grain), edge(b, grain));
            x == y && (x == Some(a) || y == Some(b))
        };
        a == b || whole(Grain::Month) || whole(Grain::Year)
    };
    meet(a.lo, b.lo, true) && meet(a.hi, b.hi, false)
}

/// A stretch of days with a month of grace on both sides, for "around" and "early".
fn loose(days: Days) -> Days {
    use jiff::ToSpan;
    Days {
        lo: days.lo.and_then(|d| d.checked_sub(1.month()).ok()),
        hi: days.hi.and_then(|d| d.checked_add(1.month()).ok()),
    }
}

/// Dates of which only parts are known: what both say must be the same.
fn patterns(a: &Moment, b: &Moment) -> Option<Verdict> {
    let said = |m: &Moment| m.pattern != crate::value::Pattern::default();
    if !said(a) || !said(b) {
        let same = a.edtf == b.edtf && a.grain == b.grain && !said(a) && !said(b);
        return (same && a.grain != Grain::Interval && a.edtf != "XXXX").then_some(Verdict::Agree);
    }
    let (x, y) = (full_pattern(a), full_pattern(b));
    if x.conflicts(y) {
        return Some(Verdict::Contradict);
    }
    if !x.shares_a_part(y) {
        // "Tuesday", "14 October": in some year they are one day.
        let days = a.grain == Grain::Day && b.grain == Grain::Day;
        return days.then_some(Verdict::Compatible);
    }
    let same = x == y;
    Some(if same { Verdict::Agree } else { Verdict::Compatible })
}

/// What is known of a date: of a full one the day of the week too.
fn full_pattern(m: &Moment) -> Pattern {
    let day = m.days.and_then(|d| d.lo.filter(|lo| d.hi == Some(*lo)));
    day.map_or(m.pattern, Pattern::of)
}

/// Times of day in different zones, or where only one names its zone, are not held against each
/// other.
fn clocks(a: &Clock, b: &Clock) -> Verdict {
    let apart = a.minutes_to(b);
    if apart == 0 {
        let alike = a.about == b.about && a.half_known == b.half_known;
        return if alike { Verdict::Agree } else { Verdict::Compatible };
    }
    if a.zone != b.zone {
        return Verdict::Compatible;
    }
    if apart <= reach(a).max(reach(b)) {
        Verdict::Compatible
    } else if apart <= 10 {
        Verdict::Tension
    } else {
        Verdict::Contradict
    }
}

/// So many minutes from a time of day what it is told for may be: "9:00" and "9:30" are round, "about 6:40" is
/// told to ten minutes.
fn reach(clock: &Clock) -> u16 {
    match clock.minutes {
        round if round.is_multiple_of(30) => 30,
        _ if !clock.about => 0,
        tens if tens.is_multiple_of(10) => 15,
        _ => 10,
    }
}
