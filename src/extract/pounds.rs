//! A word for money that is one for a mass as well: pounds, in articles that tell their sums in another
//! currency.

use std::collections::BTreeSet;

use crate::claim::{Kind, Mention};
use crate::id::{RuleId, UnitId};
use crate::rules::{Rules, Sense, Unit, kinds};
use crate::text::Document;
use crate::trail::Step;
use crate::value::{Decimal, Quantity, Value};

/// So many pounds and more are a sum: nothing else of that weight is told in them without a word of it.
const A_SUM: i64 = 1_000_000;

/// Takes pounds for a mass where the article has sums in another currency, and none that are surely in
/// pounds: "lost 40 pounds", in an article with dollars.
pub(super) fn weigh(doc: &Document, rules: &Rules, mentions: &mut [Mention]) {
    let sums = mentions.iter().filter_map(|m| Some((m, money(rules, m)?)));
    let (open, sure): (Vec<_>, Vec<_>) = sums.partition(|(m, _)| mass(doc, rules, m).is_some());
    let sure: BTreeSet<&str> = sure.iter().map(|(_, unit)| unit.name.as_str()).collect();
    let other = |unit: &Unit| {
        let minor = unit.minor.as_deref();
        let own = |name: &str| name == unit.name || Some(name) == minor;
        !sure.is_empty() && !sure.iter().any(|name| own(name))
    };
    let weights: BTreeSet<usize> =
        open.iter().filter(|(_, unit)| other(unit)).map(|(m, _)| m.tokens.start).collect();
    for mention in mentions.iter_mut().filter(|m| weights.contains(&m.tokens.start)) {
        let Some((unit, rule)) = mass(doc, rules, mention) else { continue };
        let Value::Quantity(quantity) = &mut mention.value else { continue };
        quantity.unit = Some(unit);
        mention.kind = Kind::Quantity;
        mention.trail.push(Step { rule, span: mention.span });
    }
}

fn money<'r>(rules: &'r Rules, mention: &Mention) -> Option<&'r Unit> {
    let unit = rules.unit(mention.value.quantity()?.unit?)?;
    unit.is_money().then_some(unit)
}

/// The mass that the last word of a sum may be, where nothing else says that it is a sum: no conversion into
/// another currency, and no million.
fn mass(doc: &Document, rules: &Rules, mention: &Mention) -> Option<(UnitId, RuleId)> {
    let plain = |q: &&Quantity| {
        let many = q.stated.is_some_and(|n| n >= Decimal::whole(A_SUM));
        q.also.is_none() && q.per.is_none() && !many
    };
    mention.value.quantity().filter(plain)?;
    let end = mention.tokens.end;
    let mut hits = rules.lexicon.at(doc, end - 1, end, kinds::UNIT);
    hits.find_map(|hit| match hit.sense {
        Sense::Unit(id) if rules.unit(id)?.dimension == "mass" => Some((id, hit.rule)),
        _ => None,
    })
}
