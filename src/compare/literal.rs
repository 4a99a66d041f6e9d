//! What one value says of another by their literal readings alone: it bears it out, admits it, or
//! excludes it, as logic has it and whatever a reader would take from the words.

use super::{
    Scale, Verdict, are_other_periods, coincide, compare, differ_in_no_said_part, in_currency_of,
    lengths, loose, scale, tell_alike,
};
use crate::rules::{Rules, Unit};
use crate::value::{Bound, Days, End, Hedge, Interval, Moment, Quantity, Value};

/// Which numbers a figure can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbers {
    /// Any: between 5 and 7 kilometres lie 5.9 and 6.1.
    All,
    /// Whole ones, as what is counted: between 5 and 7 people are 6.
    Whole,
}

impl Numbers {
    /// The part of an interval that the figure can be in.
    fn within(self, interval: Interval) -> Interval {
        match self {
            Self::All => interval,
            Self::Whole => Interval {
                lo: interval.lo.map(|lo| End::closed(lo.whole_from())),
                hi: interval.hi.map(|hi| End::closed(hi.whole_to())),
            },
        }
    }
}

/// What `said`, taken literally, says of `asked`: [`Verdict::Agree`] if `asked` follows from it,
/// [`Verdict::Contradict`] if both can't be true, [`Verdict::Compatible`] otherwise; `None` where they
/// can't be compared.
///
/// Not symmetric: "6" bears out "more than 1", and "more than 1" only admits "6".
pub fn bears_out(said: &Value, asked: &Value, numbers: Numbers, rules: &Rules) -> Option<Verdict> {
    if let (Value::Quantity(said), Value::Quantity(asked)) = (said, asked) {
        if tell_alike(said, asked) {
            return quantities((said, asked), numbers, rules);
        }
        let pairs = said.writings().flat_map(|x| asked.writings().map(move |y| (x, y)));
        return pairs.filter_map(|(x, y)| quantities((x, y), numbers, rules)).min();
    }
    if let (Value::Moment(said), Value::Moment(asked)) = (said, asked)
        && let (Some(x), Some(y)) = (said.days, asked.days)
    {
        return Some(moments((said, x), (asked, y)));
    }
    let verdict = compare(said, asked, rules)?;
    // What differs in the plain reading only.
    Some(if verdict == Verdict::Tension { Verdict::Compatible } else { verdict })
}

fn quantities(
    (said, asked): (&Quantity, &Quantity),
    numbers: Numbers,
    rules: &Rules,
) -> Option<Verdict> {
    let (x, y) = (in_currency_of(said, asked, rules), in_currency_of(asked, said, rules));
    let (said, asked): (&Quantity, &Quantity) = (&x, &y);
    let exact = |q: &Quantity| q.hedge == Hedge::Exact;
    let (x, y, same) = match scale(said, asked, rules)? {
        Scale::Same => (None, None, coincide(said, asked)),
        Scale::Converted(x, y) => (Some(x), Some(y), exact(said) && exact(asked)),
        Scale::Calendar(x, y) => {
            let verdict = lengths((said, x), (asked, y), rules);
            return Some(if verdict == Verdict::Tension { Verdict::Compatible } else { verdict });
        }
        Scale::LikeNamed => return Some(Verdict::Compatible),
        Scale::WrongUnit => return Some(Verdict::Contradict),
    };
    let held = |reading: &Interval, unit: Option<&Unit>| match unit {
        Some(unit) => rules.converted(reading, unit),
        None => numbers.within(*reading),
    };
    let admitted = held(&asked.literal, y);
    if held(&said.literal, x).disjoint(&admitted) {
        return Some(Verdict::Contradict);
    }
    // "6" bears out "at least 6", though it may have been rounded from 5.9.
    let meant = held(if exact(said) { &said.plain } else { &said.literal }, x);
    let follows = same || admitted.contains(&meant);
    Some(if follows { Verdict::Agree } else { Verdict::Compatible })
}

fn moments((said, x): (&Moment, Days), (asked, y): (&Moment, Days)) -> Verdict {
    let (literal, admitted) = (admits(said, x), admits(asked, y));
    if literal.disjoint(admitted) {
        // How far "around" and "early" reach, the words don't say.
        let vague = said.about || asked.about;
        let unsaid = differ_in_no_said_part(said.pattern, asked.pattern);
        return if vague || unsaid { Verdict::Compatible } else { Verdict::Contradict };
    }
    if are_other_periods((said, x), (asked, y)) {
        return Verdict::Contradict;
    }
    let alike = said.bound == asked.bound && said.about == asked.about;
    let (meant, room) = match asked.bound {
        Bound::By => (literal, admitted),
        _ if alike => (x, y),
        // What happened in 2020 has not been so "since 2019".
        Bound::From => (literal, y),
        Bound::Within | Bound::Until => (literal, admitted),
    };
    let chosen = &asked.alternatives;
    let follows = if chosen.is_empty() || x == y {
        room.contains(meant)
    } else {
        chosen.iter().any(|days| days.contains(meant))
    };
    if follows { Verdict::Agree } else { Verdict::Compatible }
}

/// The days that the words admit; "around" and "early" reach over both ends that there are.
fn admits(moment: &Moment, days: Days) -> Days {
    let admitted = moment.admits().unwrap_or(days);
    if moment.about { loose(admitted) } else { admitted }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Decimal;

    fn d(n: i64) -> Decimal {
        Decimal::whole(n)
    }

    /// "6", "more than 6", "at least 6", "less than 6", "between 5 and 7".
    fn figure(words: &str) -> Value {
        let number = |digits: &str| d(digits.parse().unwrap());
        let hedged = |hedge, n: &str, literal: fn(Decimal) -> Interval| {
            let stated = number(n);
            let literal = literal(stated);
            Quantity { hedge, literal, plain: literal, ..Quantity::exact(stated, None) }
        };
        let quantity = match words.rsplit_once(' ') {
            None => Quantity::exact(number(words), None),
            Some(("more than", n)) => {
                hedged(Hedge::MoreThan, n, |at| Interval { lo: Some(End::open(at)), hi: None })
            }
            Some(("at least", n)) => {
                hedged(Hedge::AtLeast, n, |at| Interval { lo: Some(End::closed(at)), hi: None })
            }
            Some(("less than", n)) => {
                hedged(Hedge::LessThan, n, |at| Interval { lo: None, hi: Some(End::open(at)) })
            }
            Some((range, n)) => {
                let (lo, _) = range.strip_prefix("between ").unwrap().split_once(' ').unwrap();
                let literal = Interval::closed(number(lo), number(n));
                let exact = Quantity::exact(number(n), None);
                Quantity { stated: None, hedge: Hedge::Range, literal, plain: literal, ..exact }
            }
        };
        Value::Quantity(quantity)
    }

    #[test]
    fn what_follows_is_borne_out_and_what_may_be_is_not() {
        use Verdict::{Agree, Compatible, Contradict};
        // What is said, what is asked about, the verdict of any numbers, and of whole ones.
        let cases = [
            ("6", "6", Agree, Agree),
            ("6", "7", Contradict, Contradict),
            ("6", "more than 1", Agree, Agree),
            ("more than 1", "6", Compatible, Compatible),
            ("6", "more than 7", Contradict, Contradict),
            ("6", "more than 6", Compatible, Contradict),
            ("less than 6", "6", Compatible, Contradict),
            ("6", "at least 6", Agree, Agree),
            ("at least 6", "6", Compatible, Compatible),
            ("at least 6", "more than 5", Agree, Agree),
            ("more than 5", "at least 6", Compatible, Agree),
            ("more than 8", "more than 5", Agree, Agree),
            ("more than 5", "more than 8", Compatible, Compatible),
            ("more than 5", "less than 8", Compatible, Compatible),
            ("more than 5", "less than 6", Compatible, Contradict),
            ("6", "between 5 and 7", Agree, Agree),
            ("between 5 and 7", "6", Compatible, Compatible),
            ("between 5 and 7", "more than 4", Agree, Agree),
            ("between 5 and 7", "at least 8", Contradict, Contradict),
        ];
        let rules = Rules::built_in().unwrap();
        for (said, asked, any, whole) in cases {
            let (x, y) = (figure(said), figure(asked));
            let of = |numbers| bears_out(&x, &y, numbers, &rules);
            assert_eq!(of(Numbers::All), Some(any), "{said:?} and {asked:?}");
            assert_eq!(of(Numbers::Whole), Some(whole), "whole {said:?} and {asked:?}");
        }
    }
}
