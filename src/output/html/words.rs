//! Values of claims in a few words.

use jiff::civil::Date;

use super::page::clip;
use crate::results::ClaimRecord;
use crate::safe::plain;
use crate::value::Decimal;

/// The longest quotation that stands for a value, in characters.
const MOST_OF_QUOTE: usize = 32;

/// What a claim says, in words that are the same for the same value: `about 1.4 million cubic
/// metres`, `over 8 billion USD`, `2025-11`, `from 1978`. Its quotation where it has no value.
pub(super) fn said(claim: &ClaimRecord) -> String {
    let value = if claim.edtf.is_some() { date(claim) } else { quantity(claim) };
    value.unwrap_or_else(|| clip(&plain(&claim.quote), MOST_OF_QUOTE))
}

/// As [`said`], without the unit.
pub(super) fn said_bare(claim: &ClaimRecord) -> String {
    number(claim).unwrap_or_else(|| clip(&plain(&claim.quote), MOST_OF_QUOTE))
}

/// What a reader takes from a figure, where that is more than its words: `8 billion to 9 billion`.
pub(super) fn read_as(claim: &ClaimRecord) -> Option<String> {
    let hedged = !matches!(claim.hedge.as_str(), "exact" | "range" | "");
    let ends = range(claim.plain_lo.as_deref(), claim.plain_hi.as_deref());
    ends.filter(|_| hedged)
}

/// A decimal as people write it: `11.25 billion`, `2,400`. What is no decimal stays as it is.
pub(super) fn short(decimal: &str) -> String {
    Decimal::parse(decimal).map_or_else(|| clip(&plain(decimal), MOST_OF_QUOTE), Decimal::in_words)
}

/// The days of a date or period: `2025-03-04`, `2025-11`, `2027 to 2035`, `by end of 2026`.
pub(super) fn days(lo: Option<Date>, hi: Option<Date>) -> Option<String> {
    Some(match (lo, hi) {
        (Some(lo), Some(hi)) if lo == hi => lo.to_string(),
        (Some(lo), Some(hi)) if is_years(lo, hi) => years(lo, hi),
        (Some(lo), Some(hi)) if is_month(lo, hi) => {
            format!("{:04}-{:02}", lo.year(), lo.month())
        }
        (Some(lo), Some(hi)) => format!("{lo} to {hi}"),
        (Some(lo), None) if lo.day_of_year() == 1 => format!("from {:04}", lo.year()),
        (Some(lo), None) => format!("from {lo}"),
        (None, Some(hi)) if hi == hi.last_of_year() => format!("by end of {:04}", hi.year()),
        (None, Some(hi)) => format!("by {hi}"),
        (None, None) => return None,
    })
}

/// The first and the last day that a claim admits, where they are days.
pub(super) fn ends(claim: &ClaimRecord) -> [Option<Date>; 2] {
    [&claim.lo, &claim.hi].map(|end| end.as_deref()?.parse().ok())
}

fn is_years(lo: Date, hi: Date) -> bool {
    lo.day_of_year() == 1 && hi == hi.last_of_year()
}

fn is_month(lo: Date, hi: Date) -> bool {
    lo.day() == 1 && hi == lo.last_of_month()
}

fn years(lo: Date, hi: Date) -> String {
    let (first, last) = (lo.year(), hi.year());
    if first == last { format!("{first:04}") } else { format!("{first:04} to {last:04}") }
}

fn date(claim: &ClaimRecord) -> Option<String> {
    let [lo, hi] = ends(claim);
    let about = if claim.hedge == "about" && lo.is_some() && hi.is_some() { "about " } else { "" };
    days(lo, hi).map(|days| format!("{about}{days}"))
}

fn quantity(claim: &ClaimRecord) -> Option<String> {
    let number = number(claim)?;
    Some(match unit(claim) {
        Some(unit) if unit == "%" => format!("{number}%"),
        Some(unit) => format!("{number} {unit}"),
        None => number,
    })
}

fn number(claim: &ClaimRecord) -> Option<String> {
    match &claim.value {
        Some(value) => Some(format!("{}{}", hedge(&claim.hedge), short(value))),
        None if claim.hedge == "range" => range(claim.lo.as_deref(), claim.hi.as_deref()),
        None => None,
    }
}

fn hedge(name: &str) -> &'static str {
    match name {
        "about" => "about ",
        "at_least" => "at least ",
        "more_than" => "over ",
        "at_most" => "at most ",
        "less_than" => "under ",
        _ => "",
    }
}

/// `8 billion to 9 billion`, `5 or more`
fn range(lo: Option<&str>, hi: Option<&str>) -> Option<String> {
    Some(match (lo.map(short), hi.map(short)) {
        (Some(lo), Some(hi)) if lo == hi => lo,
        (Some(lo), Some(hi)) => format!("{lo} to {hi}"),
        (Some(lo), None) => format!("{lo} or more"),
        (None, Some(hi)) => format!("{hi} or less"),
        (None, None) => return None,
    })
}

/// The unit behind a number. What is counted stands in the label of the fact.
fn unit(claim: &ClaimRecord) -> Option<String> {
    let unit = plain(claim.unit.as_deref()?);
    let one = claim.value.as_deref() == Some("1");
    match claim.kind.as_str() {
        "count" | "number" | "ordinal" | "age" | "score" => None,
        "percent" if unit == "percent" => Some("%".to_owned()),
        _ if one || unit.chars().all(char::is_uppercase) => Some(clip(&unit, MOST_OF_QUOTE)),
        _ => Some(clip(&plural(&unit), MOST_OF_QUOTE)),
    }
}

/// The plural of a unit: `kilometres per hour`, `degrees Celsius`, `USD`.
pub(super) fn plural(unit: &str) -> String {
    let (head, per) = match unit.split_once(" per ") {
        Some((head, per)) => (head, format!(" per {per}")),
        None => (unit, String::new()),
    };
    let ending = [("foot", "feet"), ("inch", "inches"), ("century", "centuries")];
    let irregular = ending
        .iter()
        .find_map(|(one, many)| head.strip_suffix(*one).map(|start| format!("{start}{many}")));
    let many = irregular.unwrap_or_else(|| match head.strip_prefix("degree ") {
        Some(scale) => format!("degrees {scale}"),
        None if head.ends_with(['s', 'z']) || ends_in_capital(head) => head.to_owned(),
        None => format!("{head}s"),
    });
    format!("{many}{per}")
}

/// A currency before " per ": `EUR`.
fn ends_in_capital(head: &str) -> bool {
    head.ends_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(kind: &str, value: &str, hedge: &str, unit: &str) -> ClaimRecord {
        ClaimRecord {
            kind: kind.to_owned(),
            value: Some(value.to_owned()),
            hedge: hedge.to_owned(),
            unit: Some(unit.to_owned()),
            ..ClaimRecord::default()
        }
    }

    #[test]
    fn figures_are_said_with_their_hedge_and_unit() {
        let cases = [
            ("money", "8000000000", "more_than", "USD", "over 8 billion USD"),
            ("quantity", "1400000", "about", "cubic metre", "about 1.4 million cubic metres"),
            ("quantity", "6", "exact", "cubic foot", "6 cubic feet"),
            ("quantity", "30", "exact", "degree Celsius", "30 degrees Celsius"),
            ("quantity", "1", "exact", "mile", "1 mile"),
            (
                "rate",
                "430000000",
                "about",
                "EUR per kilometre",
                "about 430 million EUR per kilometre",
            ),
            ("quantity", "90", "at_most", "kilometre per hour", "at most 90 kilometres per hour"),
            ("count", "2400", "about", "person", "about 2,400"),
            ("percent", "4.50", "exact", "percent", "4.5%"),
            ("temperature", "-3", "less_than", "kelvin", "under −3 kelvins"),
        ];
        for (kind, value, hedge, unit, expected) in cases {
            assert_eq!(said(&claim(kind, value, hedge, unit)), expected);
        }
    }

    #[test]
    fn dates_are_said_in_their_grain() {
        let cases = [
            (Some("2025-03-04"), Some("2025-03-04"), "exact", "2025-03-04"),
            (Some("2024-02-01"), Some("2024-02-29"), "exact", "2024-02"),
            (Some("2032-01-01"), Some("2032-12-31"), "about", "about 2032"),
            (Some("1990-01-01"), Some("1999-12-31"), "exact", "1990 to 1999"),
            (Some("1978-01-01"), None, "at_least", "from 1978"),
            (Some("1978-05-01"), None, "at_least", "from 1978-05-01"),
            (None, Some("2026-12-31"), "about", "by end of 2026"),
            (None, Some("2026-06-30"), "exact", "by 2026-06-30"),
            (Some("16:20"), Some("16:20"), "exact", "at \u{FFFD} 16:20"),
        ];
        for (lo, hi, hedge, expected) in cases {
            let claim = ClaimRecord {
                edtf: Some("x".to_owned()),
                lo: lo.map(str::to_owned),
                hi: hi.map(str::to_owned),
                hedge: hedge.to_owned(),
                quote: "at \u{202E}\n16:20".to_owned(),
                ..ClaimRecord::default()
            };
            assert_eq!(said(&claim), expected);
        }
    }

    #[test]
    fn what_has_no_value_is_quoted() {
        let vague = ClaimRecord {
            quote: "dozens".to_owned(),
            hedge: "vague".to_owned(),
            plain_lo: Some("24".to_owned()),
            plain_hi: Some("100".to_owned()),
            ..ClaimRecord::default()
        };
        assert_eq!(said(&vague), "dozens");
        assert_eq!(read_as(&vague).as_deref(), Some("24 to 100"));
        assert_eq!(read_as(&ClaimRecord { hedge: "exact".to_owned(), ..vague }), None);
    }

    #[test]
    fn numbers_are_short() {
        let cases = [
            ("11250000000", "11.25 billion"),
            ("66.666666666666666666", "66.67"),
            ("58500", "58,500"),
            ("1440000.0", "1.44 million"),
            ("0", "0"),
            ("no number", "no number"),
        ];
        for (decimal, expected) in cases {
            assert_eq!(short(decimal), expected);
        }
    }
}
