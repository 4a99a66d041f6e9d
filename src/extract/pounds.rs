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
    let mut open = Vec::new();
    let mut sure: BTreeSet<&str> = BTreeSet::new();
    for (at, mention) in mentions.iter().enumerate() {
        let Some(unit) = money(rules, mention) else { continue };
        match mass(doc, rules, mention) {
            Some(mass) => open.push((at, unit, mass)),
            None => _ = sure.insert(&unit.name),
        }
    }
    for (at, unit, (mass, rule)) in open {
        let minor = unit.minor.as_deref();
        let own = sure.contains(unit.name.as_str()) || minor.is_some_and(|m| sure.contains(m));
        let mention = &mut mentions[at];
        if let Value::Quantity(quantity) = &mut mention.value
            && !own
            && !sure.is_empty()
        {
            quantity.unit = Some(mass);
            mention.kind = Kind::Quantity;
            mention.trail.push(Step { rule, span: mention.span });
        }
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
