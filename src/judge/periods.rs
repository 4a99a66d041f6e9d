//! A period has a start, an end and a length; two give the third.

use super::{Bench, Judged};
use crate::claim::{Claim, Role};
use crate::compare::{Reading, Verdict, days_of};
use crate::id::ClaimId;
use crate::ledger::Ledger;
use crate::value::{Bound, Calendar, Days, Decimal, Hedge, Moment, Quantity};

/// Where the start of a period was taken from.
struct Start {
    days: Days,
    says: String,
    assumed: bool,
}

/// What leads to the verdict on a length and a period whose ends are told: how long that may last.
pub(super) fn steps(a: &Claim, b: &Claim) -> Vec<String> {
    let (x, y) = (&a.mention.value, &b.mention.value);
    let (period, moment) = match (x.moment(), y.moment()) {
        (Some(moment), None) => (a, moment),
        (None, Some(moment)) => (b, moment),
        _ => return Vec::new(),
    };
    let Some((least, most)) = days_of(moment) else { return Vec::new() };
    vec![format!("\"{}\" lasts {least} to {most} days", period.quote)]
}

/// The verdict on a length and an end of one period, with what leads to it.
pub(super) fn derive(
    Bench { ledger, reading, rules }: Bench<'_>,
    fact: &[(ClaimId, &Claim)],
    (a, b): (&Claim, &Claim),
) -> Option<Judged> {
    let (length, end) = match (a.frame.role, b.frame.role) {
        (Role::Length, Role::End) => (a, b),
        (Role::End, Role::Length) => (b, a),
        _ => return None,
    };
    let quantity = length.mention.value.quantity()?;
    let moment = end.mention.value.moment()?;
    let calendar = rules.unit(quantity.unit?)?.calendar()?;
    let said = moment.days?;
    let Some(start) = start_of(ledger, fact, length) else {
        return Some(conditional(length, end, calendar, quantity, said));
    };
    let (derived, so) = match reading {
        Reading::Literal if quantity.hedge != Hedge::Exact => {
            (literal_end_of(calendar, start.days, quantity), "so, read literally, it ends")
        }
        _ => (end_of(calendar, start.days, quantity)?, "so it ends"),
    };
    let (mut verdict, mut steps) =
        verdict(&start, (derived, so), (length, quantity.hedge), (end, moment));
    if reading == Reading::Literal && verdict == Verdict::Tension {
        verdict = Verdict::Compatible;
        steps.push("read literally, an assumed start contradicts nothing".to_owned());
    }
    Some(Judged { ends: Some(derived), steps, ..Judged::from(verdict) })
}

/// The start that the story gives, else the publication of the source that tells the length.
fn start_of(ledger: &Ledger, fact: &[(ClaimId, &Claim)], length: &Claim) -> Option<Start> {
    let told = fact.iter().map(|(_, c)| *c).find(|c| c.frame.role == Role::Start);
    if let Some(days) = told.and_then(|c| c.mention.value.moment()?.days) {
        let says = told.map(|c| format!("\"{}\"", c.quote)).unwrap_or_default();
        return Some(Start { days, says, assumed: false });
    }
    let source = &ledger.document(length.doc)?.source;
    let published = source.published.as_deref()?;
    let days = crate::value::parse_edtf(published)?;
    let says = format!("{published}, when {} was published", source.display_name());
    Some(Start { days, says, assumed: true })
}

/// The days on which a period of that length ends, from the shortest that the words admit to the
/// longest that a reader takes from them.
fn end_of(calendar: Calendar, start: Days, length: &Quantity) -> Option<Days> {
    if let Some(n) = length.stated.and_then(Decimal::to_i64) {
        return calendar.end_of(start, n);
    }
    let whole = |at: Option<crate::value::End>| at.and_then(|e| e.at.to_i64());
    let (least, most) = (whole(length.plain.lo)?, whole(length.plain.hi)?);
    Some(Days { lo: calendar.end_of(start, least)?.lo, hi: calendar.end_of(start, most)?.hi })
}

/// The days on which a period ends, for all lengths that the words admit; an end that none of them
/// sets is open.
fn literal_end_of(calendar: Calendar, start: Days, length: &Quantity) -> Days {
    let end = |n: Decimal| calendar.end_of(start, n.to_i64()?);
    let (least, most) = (length.literal.lo, length.literal.hi);
    Days {
        lo: least.and_then(|least| end(least.at.floor())?.lo),
        hi: most.and_then(|most| end(most.at.ceil())?.hi),
    }
}

fn verdict(
    start: &Start,
    (derived, so): (Days, &str),
    (length, hedge): (&Claim, Hedge),
    (end, moment): (&Claim, &Moment),
) -> (Verdict, Vec<String>) {
    let said = moment.days.unwrap_or_default();
    let open = moment.bound == Bound::From;
    let meets = !said.disjoint(derived) || open && said.lo <= derived.hi;
    let verdict = match (meets, hedge) {
        (true, Hedge::Exact) if !open => Verdict::Agree,
        (true, _) => Verdict::Compatible,
        // What rests on an assumed start is no literal contradiction.
        (false, _) if start.assumed => Verdict::Tension,
        (false, _) => Verdict::Contradict,
    };
    let assumed = if start.assumed { "assumed to start in " } else { "started on " };
    let steps = vec![
        format!("\"{}\": {assumed}{}", length.quote, start.says),
        format!("{so} {}", between(derived)),
        format!("\"{}\" says it ends {}", end.quote, between(said)),
    ];
    (verdict, steps)
}

/// Nothing tells the start: the verdict names the one that would make the two agree.
fn conditional(
    length: &Claim,
    end: &Claim,
    calendar: Calendar,
    quantity: &Quantity,
    said: Days,
) -> Judged {
    let start = quantity.stated.and_then(Decimal::to_i64).and_then(|n| calendar.start_of(said, n));
    let step = match start {
        Some(days) => format!(
            "\"{}\" and \"{}\" agree if it started {}; no source tells the start",
            length.quote,
            end.quote,
            between(days)
        ),
        None => format!("\"{}\" and \"{}\": no source tells the start", length.quote, end.quote),
    };
    Judged { steps: vec![step], ..Judged::from(Verdict::Compatible) }
}

/// "in 2032", "between 2032-05-01 and 2032-05-31".
fn between(days: Days) -> String {
    match (days.lo, days.hi) {
        (Some(lo), Some(hi)) if lo == hi => format!("on {lo}"),
        (Some(lo), Some(hi)) if lo.day_of_year() == 1 && hi == hi.last_of_year() => {
            if lo.year() == hi.year() {
                format!("in {}", lo.year())
            } else {
                format!("between {} and {}", lo.year(), hi.year())
            }
        }
        (Some(lo), Some(hi)) => format!("between {lo} and {hi}"),
        (Some(lo), None) => format!("from {lo} on"),
        (None, Some(hi)) => format!("by {hi}"),
        (None, None) => "at an unknown time".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::compare::{Verdict, compare};
    use crate::rules::Rules;
    use crate::text::Source;
    use crate::value::Value;

    /// How the first two values of a text stand to each other.
    fn verdict(text: &str) -> Option<Verdict> {
        let rules = Rules::built_in().unwrap();
        let ledger = crate::read(vec![Source::plain("a", text)], &rules, 1).0;
        let values: Vec<&Value> = ledger.claims.iter().map(|c| &c.mention.value).collect();
        compare(values[0], values[1], &rules)
    }

    #[test]
    fn a_period_lasts_as_long_as_its_ends_admit() {
        for (text, expected) in [
            ("It ran between 2017 and 2022. It ran for five years.", Some(Verdict::Compatible)),
            ("It ran from 1998 to 2011. It ran for 13 years.", Some(Verdict::Compatible)),
            ("It ran from 1998 to 2011. It ran for more than a decade.", Some(Verdict::Compatible)),
            ("It ran from 1998 to 2011. It ran for ten years.", Some(Verdict::Contradict)),
            ("It ran from 4 March to 11 March 2024. It ran for a week.", Some(Verdict::Compatible)),
            // Nobody tells a stay of two years and less in days.
            ("It ran between 2017 and 2018. It ran for 30 days.", None),
        ] {
            assert_eq!(verdict(text), expected, "{text}");
        }
    }
}
