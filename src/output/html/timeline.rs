//! The timeline of a fact: each date as wide as its grain, and the ends that were derived.

use jiff::civil::{Date, date};

use super::axis::{Axis, round_up};
use super::chart::{Chart, Ends, Look, Row, all_ends, merged};
use super::page::{Page, clip};
use super::words::{days, ends, said};
use crate::results::{ClaimRecord, FactRecord, RelationRecord};
use crate::safe::plain;

/// A timeline of at most so many days names days.
const DAYS: i64 = 75;
/// A timeline of at most so many days names months, a longer one years.
const MONTHS: i64 = 1100;
/// How many ticks there are at most.
const MOST_TICKS: i64 = 4;

/// The timeline of a fact's dates.
pub(super) fn line(page: &Page, fact: &FactRecord, claims: &[&ClaimRecord]) -> Option<Chart> {
    let mut rows: Vec<Row> = claims.iter().filter_map(|claim| said_row(page, claim)).collect();
    if rows.is_empty() {
        return None;
    }
    rows.extend(fact.relations.iter().filter_map(|relation| derived_row(page, relation)));
    // Ends that follow from lengths were derived for each pair anew.
    let rows = merged(rows.into_iter());
    let axis = Axis::linear(&all_ends(&rows))?;
    let ticks = ticks(axis);
    let caption = "Timeline".to_owned();
    Some(Chart { caption, rows, axis, ticks }).filter(Chart::tells_something)
}

/// The row of a date; a figure has none.
fn said_row(page: &Page, claim: &ClaimRecord) -> Option<Row> {
    let literal = numbered(ends(claim));
    let is_dated = claim.edtf.is_some() && literal != [None, None];
    is_dated.then(|| Row {
        said: said(claim),
        by: vec![clip(&page.name(&claim.source), 24)],
        note: None,
        literal,
        plain: (!literal.contains(&None)).then_some(literal),
        look: if claim.hedge == "about" { Look::About } else { Look::Said },
    })
}

fn derived_row(page: &Page, relation: &RelationRecord) -> Option<Row> {
    let day = |text: &Option<String>| text.as_deref()?.parse::<Date>().ok();
    let derived = relation.ends.as_ref()?.each_ref().map(day);
    let mut sides = [&relation.a, &relation.b].into_iter().filter_map(|id| page.results.claim(id));
    let length = sides.find(|claim| claim.role == "length")?;
    let quote = clip(&plain(&length.quote), 16);
    Some(Row {
        said: format!("“{quote}” ends {}", days(derived[0], derived[1])?),
        by: vec![clip(&page.name(&length.source), 24)],
        note: Some("derived, see pair by pair".to_owned()),
        literal: numbered(derived),
        plain: None,
        look: Look::Derived,
    })
}

fn numbered(days: [Option<Date>; 2]) -> Ends {
    days.map(|day| day.map(number_of))
}

/// Days since the first of January 1970.
fn number_of(day: Date) -> i64 {
    day.duration_since(date(1970, 1, 1)).as_hours() / 24
}

/// The day of a number, if the calendar goes so far.
fn day_of(number: i64) -> Option<Date> {
    let span = jiff::Span::new().try_days(number).ok()?;
    date(1970, 1, 1).checked_add(span).ok()
}

/// Round days on an axis, with as much of their names as tells them apart.
fn ticks(axis: Axis) -> Vec<(i64, String)> {
    let (Some(first), Some(last)) = (day_of(axis.lo()), day_of(axis.hi())) else {
        return Vec::new();
    };
    let days = axis.hi() - axis.lo();
    if days <= DAYS {
        day_ticks(axis)
    } else if days <= MONTHS {
        month_ticks(first, last)
    } else {
        year_ticks(first, last)
    }
}

fn day_ticks(axis: Axis) -> Vec<(i64, String)> {
    let step = step((axis.hi() - axis.lo()) / MOST_TICKS + 1, &[1, 2, 7, 14, 28]);
    let numbers = (axis.lo()..=axis.hi()).step_by(step);
    numbers.filter_map(|number| Some((number, day_of(number)?.to_string()))).collect()
}

fn month_ticks(first: Date, last: Date) -> Vec<(i64, String)> {
    let months = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month()) - 1;
    let (from, to) = (months(first), months(last));
    let step = step((to - from) / MOST_TICKS + 1, &[1, 2, 3, 6, 12]);
    let numbers = (from..=to).step_by(step).filter_map(|month| {
        let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
        let start = Date::new(year.try_into().ok()?, month.try_into().ok()?, 1).ok()?;
        (start >= first).then(|| (number_of(start), format!("{year:04}-{month:02}")))
    });
    numbers.collect()
}

fn year_ticks(first: Date, last: Date) -> Vec<(i64, String)> {
    let (from, to) = (i64::from(first.year()), i64::from(last.year()));
    let step = round_up((to - from) / MOST_TICKS + 1);
    let numbers = (from.div_euclid(step)..=to.div_euclid(step)).filter_map(|n| {
        let year = n * step;
        let start = Date::new(year.try_into().ok()?, 1, 1).ok()?;
        (first..=last).contains(&start).then(|| (number_of(start), format!("{year:04}")))
    });
    numbers.collect()
}

/// The least of some steps that is wide enough.
fn step(least: i64, steps: &[i64]) -> usize {
    let step = steps.iter().copied().find(|s| *s >= least).or(steps.last().copied());
    step.and_then(|s| usize::try_from(s).ok()).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{Results, SourceRecord};

    fn claim(id: &str, lo: Option<&str>, hi: Option<&str>) -> ClaimRecord {
        ClaimRecord {
            id: id.to_owned(),
            source: "s1".to_owned(),
            edtf: Some("x".to_owned()),
            lo: lo.map(str::to_owned),
            hi: hi.map(str::to_owned),
            hedge: "exact".to_owned(),
            ..ClaimRecord::default()
        }
    }

    fn drawn(claims: Vec<ClaimRecord>, relations: Vec<RelationRecord>) -> Option<Chart> {
        let wire = SourceRecord {
            id: "s1".to_owned(),
            name: "Wire".to_owned(),
            ..SourceRecord::default()
        };
        let results = Results { sources: vec![wire], claims, ..Results::default() };
        let fact = FactRecord { relations, ..FactRecord::default() };
        line(&Page::of(&results), &fact, &results.claims.iter().collect::<Vec<_>>())
    }

    fn names(chart: &Chart) -> Vec<&str> {
        chart.ticks.iter().map(|(_, name)| name.as_str()).collect()
    }

    #[test]
    fn a_date_is_as_wide_as_its_grain() {
        let year = claim("c1", Some("2025-01-01"), Some("2025-12-31"));
        let month = claim("c2", Some("2025-03-01"), Some("2025-03-31"));
        let since = claim("c3", Some("2025-06-01"), None);
        let chart = drawn(vec![year, month, since], Vec::new()).unwrap();
        let widths: Vec<Option<i64>> =
            chart.rows.iter().map(|r| r.plain.and_then(|[lo, hi]| Some(hi? - lo?))).collect();
        assert_eq!(widths, [Some(364), Some(30), None]);
        assert_eq!((chart.rows[2].said.as_str(), chart.rows[2].by.len()), ("from 2025-06-01", 1));
        assert_eq!(names(&chart), ["2025-01", "2025-04", "2025-07", "2025-10"]);
    }

    #[test]
    fn an_end_that_follows_from_a_length_is_derived() {
        let length = ClaimRecord {
            role: "length".to_owned(),
            quote: "seven-year".to_owned(),
            edtf: None,
            ..claim("c1", Some("7"), Some("7"))
        };
        let end = claim("c2", Some("2031-01-01"), Some("2031-12-31"));
        let relation = RelationRecord {
            a: "c1".to_owned(),
            b: "c2".to_owned(),
            ends: Some(["2032-01-01", "2032-12-31"].map(|day| Some(day.to_owned()))),
            ..RelationRecord::default()
        };
        let chart = drawn(vec![length, end], vec![relation.clone(), relation]).unwrap();
        let derived: Vec<&Row> = chart.rows.iter().filter(|r| r.look == Look::Derived).collect();
        assert_eq!(derived.len(), 1);
        assert_eq!(derived[0].said, "“seven-year” ends 2032");
        assert_eq!(derived[0].by, ["Wire"]);
    }

    #[test]
    fn ticks_are_days_months_or_years() {
        let ticks = |lo: &str, hi: &str| {
            let claims = vec![claim("c1", Some(lo), Some(lo)), claim("c2", Some(hi), Some(hi))];
            names(&drawn(claims, Vec::new()).unwrap()).join(" ")
        };
        assert_eq!(ticks("2025-03-04", "2025-03-06"), "2025-03-04 2025-03-05 2025-03-06");
        assert_eq!(ticks("2024-11-20", "2025-05-02"), "2025-01 2025-03 2025-05");
        assert_eq!(ticks("1978-05-01", "2032-01-01"), "1980 2000 2020");
        assert_eq!(ticks("-009999-01-01", "9999-12-31"), "-5000 0000 5000");
    }

    #[test]
    fn times_and_weekdays_have_no_place_in_time() {
        let clock = claim("c1", Some("16:20"), Some("16:20"));
        let weekday = claim("c2", None, None);
        assert_eq!(drawn(vec![clock, weekday], Vec::new()), None);
    }
}
