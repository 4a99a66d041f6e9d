//! The number line of a fact: each reading as an interval.

use super::axis::Axis;
use super::chart::{Chart, Ends, Look, Row, all_ends, merged};
use super::page::{Page, clip, times};
use super::words::{plural, read_as, said_bare};
use crate::results::ClaimRecord;
use crate::safe::plain;
use crate::value::Decimal;

/// Digits that the largest number on a line keeps.
const DIGITS: i32 = 15;
/// The longest name of a unit, in characters.
const MOST_OF_UNIT: usize = 40;

/// What one claim says in numbers.
struct Reading<'a> {
    claim: &'a ClaimRecord,
    literal: [Option<Decimal>; 2],
    plain: [Option<Decimal>; 2],
}

/// The number line of some claims: those in the unit that most of them have, and those that leave
/// out the unit.
pub(super) fn line(page: &Page, claims: &[&ClaimRecord]) -> Option<Chart> {
    let readings: Vec<Reading> = claims.iter().filter_map(|c| reading(c)).collect();
    let units = readings.iter().map(|r| unit(r.claim)).filter(|u| !u.is_empty());
    let common = most_frequent(units).unwrap_or_default();
    let (drawn, other): (Vec<Reading>, Vec<Reading>) = readings.into_iter().partition(|r| {
        let unit = unit(r.claim);
        unit.is_empty() || unit == common
    });
    let exponent = exponent(&drawn)?;
    let rows = merged(drawn.iter().map(|reading| row(page, reading, exponent)));
    let axis = Axis::fitting(&all_ends(&rows))?;
    let ticks = axis.ticks().into_iter().filter_map(|t| Some((t, name_of(t, exponent)?)));
    let ticks = ticks.collect();
    let caption = caption(&common, axis, other.len());
    Some(Chart { caption, rows, axis, ticks }).filter(Chart::tells_something)
}

/// The reading of a figure; a date has none.
fn reading(claim: &ClaimRecord) -> Option<Reading<'_>> {
    let [lo, hi, plain_lo, plain_hi] = [&claim.lo, &claim.hi, &claim.plain_lo, &claim.plain_hi]
        .map(|end| end.as_deref().and_then(Decimal::parse));
    let reading = Reading { claim, literal: [lo, hi], plain: [plain_lo, plain_hi] };
    let is_number = claim.edtf.is_none() && claim.kind != "score";
    (is_number && reading.literal != [None, None]).then_some(reading)
}

/// The unit that a number has on a line. What is counted differs in words only: people, passengers.
fn unit(claim: &ClaimRecord) -> String {
    let unit = claim.unit.as_deref().unwrap_or_default();
    let is_currency = unit
        .split(' ')
        .next()
        .is_some_and(|u| u.len() == 3 && u.bytes().all(|b| b.is_ascii_uppercase()));
    let unit = match (claim.kind.as_str(), unit.split_once("per ")) {
        ("count" | "number" | "rate", Some((_, per))) if !is_currency => format!("per {per}"),
        ("count" | "number" | "ordinal", None) => String::new(),
        _ => unit.to_owned(),
    };
    clip(&plain(&unit), MOST_OF_UNIT)
}

/// The most frequent text; of equally frequent ones the first in the alphabet.
fn most_frequent(texts: impl Iterator<Item = String>) -> Option<String> {
    let times = times(texts);
    let most = times.values().copied().max()?;
    times.into_iter().find(|(_, n)| *n == most).map(|(text, _)| text)
}

/// The power of ten that counts as one on the axis, so that all numbers are whole.
fn exponent(readings: &[Reading]) -> Option<i16> {
    let numbers = readings.iter().flat_map(|r| r.literal.into_iter().chain(r.plain)).flatten();
    let largest = numbers.filter(|d| !d.is_zero()).map(digits_before_point).max().unwrap_or(0);
    i16::try_from(largest - DIGITS).ok()
}

/// How many digits stand before the point: 4 for 2,400, 0 for 0.5.
fn digits_before_point(number: Decimal) -> i32 {
    let written = number.significant_digits().cast_signed() + i32::from(number.trailing_zeros());
    written + i32::from(number.exponent())
}

/// A number counted in powers of ten.
fn whole(number: Decimal, exponent: i16) -> Option<i64> {
    number.rounded_to(exponent).shift(exponent.checked_neg()?)?.to_i64()
}

/// The name of a tick, which is round: its zeros are no digits that count.
fn name_of(number: i64, exponent: i16) -> Option<String> {
    let number = Decimal::whole(number).shift(exponent)?;
    let last = number.exponent().checked_add(number.trailing_zeros())?;
    Some(number.rounded_to(last).in_words())
}

fn row(page: &Page, reading: &Reading, exponent: i16) -> Row {
    let ends = |ends: [Option<Decimal>; 2]| -> Ends { ends.map(|end| whole(end?, exponent)) };
    let (literal, plain) = (ends(reading.literal), ends(reading.plain));
    let claim = reading.claim;
    let look = if claim.hedge == "about" { Look::About } else { Look::Said };
    Row {
        said: said_bare(claim),
        by: vec![clip(&page.name(&claim.source), 24)],
        note: read_as(claim).map(|reading| format!("read as {reading}")),
        literal,
        plain: (plain != [None, None]).then_some(plain),
        look,
    }
}

/// `Number line, kilometres, logarithmic; 1 reading in another unit is not drawn`
fn caption(unit: &str, axis: Axis, other: usize) -> String {
    let comma = if unit.is_empty() { "" } else { ", " };
    let has_plural = !unit.is_empty() && unit != "percent" && !unit.starts_with("per ");
    let unit = if has_plural { plural(unit) } else { unit.to_owned() };
    let log = if axis.is_log() { ", logarithmic" } else { "" };
    let left_out = match other {
        0 => String::new(),
        1 => "; 1 reading in another unit is not drawn".to_owned(),
        n => format!("; {n} readings in other units are not drawn"),
    };
    format!("Number line{comma}{unit}{log}{left_out}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{Results, SourceRecord};

    fn claim(source: &str, value: &str, ends: [Option<&str>; 4], hedge: &str) -> ClaimRecord {
        let [lo, hi, plain_lo, plain_hi] = ends.map(|e| e.map(str::to_owned));
        ClaimRecord {
            source: source.to_owned(),
            kind: "money".to_owned(),
            value: Some(value.to_owned()),
            unit: Some("USD".to_owned()),
            hedge: hedge.to_owned(),
            lo,
            hi,
            plain_lo,
            plain_hi,
            ..ClaimRecord::default()
        }
    }

    fn drawn(claims: &[ClaimRecord]) -> Option<Chart> {
        let source = |id: &str, name: &str| SourceRecord {
            id: id.to_owned(),
            name: name.to_owned(),
            ..SourceRecord::default()
        };
        let sources = vec![source("s1", "Wire"), source("s2", "Paper")];
        let results = Results { sources, ..Results::default() };
        line(&Page::of(&results), &claims.iter().collect::<Vec<_>>())
    }

    fn over_eight() -> ClaimRecord {
        let ends = [Some("8000000000"), None, Some("8000000000"), Some("9000000000")];
        claim("s1", "8000000000", ends, "more_than")
    }

    #[test]
    fn readings_of_one_unit_share_a_line() {
        let (lo, hi) = (Some("12500000000"), Some("13500000000"));
        let thirteen = claim("s2", "13000000000", [lo, hi, lo, hi], "exact");
        let miles = ClaimRecord { unit: Some("mile".to_owned()), ..over_eight() };
        let chart = drawn(&[over_eight(), thirteen, miles]).unwrap();
        assert_eq!(chart.caption, "Number line, USD; 1 reading in another unit is not drawn");
        assert_eq!(chart.rows[0].said, "over 8 billion");
        assert_eq!(chart.rows[0].by, ["Wire"]);
        assert_eq!(chart.rows[0].note.as_deref(), Some("read as 8 billion to 9 billion"));
        assert_eq!(chart.rows[0].literal[1], None);
        let ticks: Vec<&str> = chart.ticks.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(ticks, ["8 billion", "10 billion", "12 billion"]);
    }

    #[test]
    fn a_unit_that_is_left_out_is_that_of_the_others() {
        let quantity = |unit: Option<&str>, at: &str| ClaimRecord {
            kind: "quantity".to_owned(),
            unit: unit.map(str::to_owned),
            ..claim("s1", at, [Some(at); 4], "exact")
        };
        let claims = [quantity(Some("mile"), "6"), quantity(None, "7"), quantity(None, "8")];
        let chart = drawn(&claims).unwrap();
        assert_eq!((chart.caption.as_str(), chart.rows.len()), ("Number line, miles", 3));
    }

    #[test]
    fn a_slip_of_scale_is_drawn_on_a_logarithmic_line() {
        let point = |source, at| claim(source, at, [Some(at); 4], "exact");
        let chart = drawn(&[point("s1", "0.0005"), point("s2", "14000000")]).unwrap();
        assert_eq!(chart.caption, "Number line, USD, logarithmic");
    }

    #[test]
    fn what_is_the_same_or_no_number_is_not_drawn() {
        assert_eq!(drawn(&[over_eight(), over_eight()]), None);
        let date = ClaimRecord { edtf: Some("2025".to_owned()), ..over_eight() };
        assert_eq!(drawn(&[date, over_eight()]), None);
        let words = claim("s1", "x", [Some("1.2.3"), Some("<b>"), None, None], "exact");
        assert_eq!(drawn(&[words, over_eight()]), None);
    }

    #[test]
    fn numbers_of_any_size_are_drawn() {
        let huge = format!("9{}", "0".repeat(35));
        let tiny = format!("0.{}1", "0".repeat(30));
        let point = |source, at: &str| claim(source, at, [Some(at); 4], "exact");
        let chart = drawn(&[point("s1", &huge), point("s2", &tiny), point("s1", "-5")]).unwrap();
        assert_eq!(chart.rows.len(), 3);
    }

    #[test]
    fn counted_things_may_have_many_names() {
        let rate = |unit: &str| ClaimRecord {
            kind: "rate".to_owned(),
            unit: Some(unit.to_owned()),
            ..ClaimRecord::default()
        };
        assert_eq!(unit(&rate("passenger per day")), unit(&rate("person per day")));
        assert_ne!(unit(&rate("EUR per kilometre")), unit(&rate("USD per kilometre")));
        assert_eq!(unit(&ClaimRecord { kind: "count".to_owned(), ..rate("person") }), "");
    }
}
