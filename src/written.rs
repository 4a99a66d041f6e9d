//! Values of claims as texts: decimals written out, dates in EDTF, durations in ISO 8601.
//!
//! Every output writes them alike; the field names are those of the wire format.

use crate::claim::{Claim, Kind, Mention};
use crate::rules::Rules;
use crate::text::Document;
use crate::value::{Bound, Clock, Days, Decimal, End, Grain, Moment, Quantity, Told, Value};

/// The unit of a quantity: `USD`, `USD per litre`, `per 1000 person`.
fn unit_name(q: &Quantity, rules: &Rules) -> Option<String> {
    let unit = q.unit.and_then(|u| rules.unit(u)).map(|u| u.name.clone());
    let Some(per) = q.per else { return unit };
    let what = match per.what {
        Told::Unit(id) => rules.unit(id).map_or_else(String::new, |u| u.name.clone()),
        Told::Thing(word) => rules.vocabulary.word(word).to_owned(),
    };
    let many = if per.many == 1 { String::new() } else { format!("{} ", per.many) };
    Some(format!("{} per {many}{what}", unit.unwrap_or_default()).trim_start().to_owned())
}

/// A value as the outputs write it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The value as said, scaled; none for a range or a date.
    pub value: Option<String>,
    /// The least that the words literally admit, for dates the first day; none where open.
    pub lo: Option<String>,
    /// The most that the words literally admit, for dates the last day; none where open.
    pub hi: Option<String>,
    /// ISO 4217 for money, else the name of the unit or of what is counted.
    pub unit: Option<String>,
    /// How it is hedged.
    pub hedge: &'static str,
    /// Dates, periods and sets in EDTF.
    pub edtf: Option<String>,
    /// Durations in ISO 8601.
    pub period: Option<String>,
}

impl Written {
    /// The value of a claim: of a count with the noun that is counted.
    pub fn of_claim(claim: &Claim, doc: &Document, rules: &Rules) -> Self {
        let mut written = Self::of(&claim.mention, rules);
        if claim.mention.kind == Kind::Count {
            let noun = claim.counted().map(|g| in_capitals(doc, claim, &g.lemma));
            written.unit = match (noun, written.unit) {
                (Some(noun), Some(per)) => Some(format!("{noun} {per}")),
                (noun, per) => noun.or(per),
            };
        }
        written
    }

    /// The value of a mention.
    pub fn of(mention: &Mention, rules: &Rules) -> Self {
        match &mention.value {
            Value::Quantity(q) => Self::quantity(q, mention.kind, rules),
            Value::Moment(m) => Self::moment(m),
            Value::Clock(c) => Self::clock(c),
            Value::Score(a, b) => Self {
                lo: Some(a.to_string()),
                hi: Some(b.to_string()),
                hedge: "exact",
                ..Self::default()
            },
            Value::Every(period) => {
                Self { edtf: Some(period.to_string()), hedge: "exact", ..Self::default() }
            }
        }
    }

    fn quantity(q: &Quantity, kind: Kind, rules: &Rules) -> Self {
        let unit = q.unit.and_then(|u| rules.unit(u));
        let calendar =
            unit.and_then(crate::rules::Unit::calendar).filter(|_| kind == Kind::Duration);
        let end = |e: Option<End>| e.map(|e| e.at.to_string());
        Self {
            value: q.stated.map(|d: Decimal| d.to_string()),
            lo: end(q.literal.lo),
            hi: end(q.literal.hi),
            unit: unit_name(q, rules),
            hedge: q.hedge.name(),
            edtf: None,
            period: calendar.map(|c| c.iso(q.stated)),
        }
    }

    fn moment(m: &Moment) -> Self {
        let (lo, hi) = match m.admits() {
            Some(Days { lo, hi }) => (lo.map(|d| d.to_string()), hi.map(|d| d.to_string())),
            None if m.grain == Grain::Day && m.pattern.month.is_some() => {
                let text = m.pattern.to_string();
                (Some(text.clone()), Some(text))
            }
            None => (None, None),
        };
        let hedge = match m.bound {
            _ if m.about => "about",
            Bound::Within | Bound::Until => "exact",
            Bound::By => "at_most",
            Bound::From => "at_least",
        };
        Self { lo, hi, hedge, edtf: Some(m.edtf.clone()), ..Self::default() }
    }

    fn clock(c: &Clock) -> Self {
        let text = c.to_string();
        Self {
            lo: Some(text.clone()),
            hi: Some(text.clone()),
            unit: c.zone.clone(),
            hedge: if c.about { "about" } else { "exact" },
            edtf: Some(format!("T{text}")),
            ..Self::default()
        }
    }
}

/// The counted noun with the capitals of the text: `GPU`.
fn in_capitals(doc: &Document, claim: &Claim, noun: &str) -> String {
    let word = claim.counted().map(|g| doc.words(g.span)).unwrap_or_default();
    let shown: String = word.chars().take(noun.chars().count()).collect();
    if shown.to_lowercase() == noun { shown } else { noun.to_owned() }
}
