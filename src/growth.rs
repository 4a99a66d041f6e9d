//! Figures that grow from report to report: a death toll, the evacuated.

use crate::claim::Claim;
use crate::rules::{Measure, Rules};
use crate::value::{Decimal, Hedge, Quantity};

/// Whether the figures of both are of a kind that changes from report to report, to more or to less.
pub fn change(a: &Claim, b: &Claim, rules: &Rules) -> bool {
    are_of((a, b), rules, |m| m.grows || m.ebbs)
}

/// Whether the figures of both are of a kind that grows.
pub fn grow(a: &Claim, b: &Claim, rules: &Rules) -> bool {
    are_of((a, b), rules, |m| m.grows)
}

/// Whether the measures of both are of a kind.
fn are_of((a, b): (&Claim, &Claim), rules: &Rules, kind: fn(&Measure) -> bool) -> bool {
    let measure = |c: &Claim| c.frame.measure.and_then(|m| rules.measures.get(m));
    [a, b].into_iter().all(|c| measure(c).is_some_and(kind))
}

/// Whether the figure grows, and the smaller one is told as the least that it is: "at least five" or
/// "dozens" are dead before 26 are.
pub fn has_grown(a: &Claim, b: &Claim, rules: &Rules) -> bool {
    fn figure(claim: &Claim) -> Option<&Quantity> {
        claim.mention.value.quantity()
    }
    let below =
        |x: &Claim, y: &Claim| figure(x).zip(figure(y)).is_some_and(|(x, y)| is_least(x, y));
    grow(a, b, rules) && (below(a, b) || below(b, a))
}

/// Whether the one is told as the least that the other may be.
fn is_least(low: &Quantity, high: &Quantity) -> bool {
    match low.hedge {
        Hedge::AtLeast | Hedge::MoreThan => {
            // "at least 21", "at least 210": a zero too many is likelier than so much growth.
            let zeros = |x: Decimal, y: Decimal| {
                x != y && x.digits() == y.digits() && x.significant_digits() >= 2
            };
            low.stated.zip(high.stated).is_some_and(|(x, y)| x <= y && !zeros(x, y))
        }
        // "dozens", "hundreds": ever so many of them.
        Hedge::Vague => match (low.plain.hi, high.plain.lo) {
            (Some(most), Some(least)) => most.at <= least.at,
            _ => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    fn grows(a: &str, b: &str) -> bool {
        let rules = Rules::built_in().unwrap();
        let ledger = crate::read(vec![Source::plain("a", a), Source::plain("b", b)], &rules, 1).0;
        has_grown(&ledger.claims[0], &ledger.claims[1], &rules)
    }

    #[test]
    fn a_toll_grows_from_the_least_that_is_known() {
        assert!(grows("The flood killed at least five people.", "The flood killed 26 people."));
        assert!(grows("The flood injured dozens of people.", "The flood injured 249 people."));
        assert!(!grows("The flood killed 26 people.", "The flood killed at least 30 people."));
        assert!(!grows("The flood injured hundreds of people.", "The flood injured 40 people."));
        assert!(!grows("The flood killed at least 21.", "The flood killed at least 210."));
        assert!(grows("The flood killed at least 20.", "The flood killed at least 200."));
        assert!(!grows("Acme has at least five plants.", "Acme has 26 plants."));
    }
}
