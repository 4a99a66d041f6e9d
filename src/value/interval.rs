use super::Decimal;

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// Where it is.
    pub at: Decimal,
    /// Whether the end itself belongs to the interval.
    pub closed: bool,
}

impl End {
    /// An end that belongs to the interval.
    pub fn closed(at: Decimal) -> Self {
        Self { at, closed: true }
    }

    /// An end that does not.
    pub fn open(at: Decimal) -> Self {
        Self { at, closed: false }
    }

    /// The first whole number of an interval that begins here.
    pub fn whole_from(self) -> Decimal {
        let first = self.at.ceil();
        if first == self.at && !self.closed {
            first.plus(Decimal::whole(1)).unwrap_or(first)
        } else {
            first
        }
    }

    /// The last whole number of an interval that stops here.
    pub fn whole_to(self) -> Decimal {
        let last = self.at.floor();
        if last == self.at && !self.closed {
            last.minus(Decimal::whole(1)).unwrap_or(last)
        } else {
            last
        }
    }
}

/// A stretch of the number line; a missing end is open to infinity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Interval {
    /// The lower end.
    pub lo: Option<End>,
    /// The upper end.
    pub hi: Option<End>,
}

impl Interval {
    /// Both ends closed.
    pub fn closed(lo: Decimal, hi: Decimal) -> Self {
        Self { lo: Some(End::closed(lo)), hi: Some(End::closed(hi)) }
    }

    /// One number.
    pub fn point(at: Decimal) -> Self {
        Self::closed(at, at)
    }

    /// All numbers that are written like `at`: 37.5 up to, without, 38.5 for "38".
    pub fn as_written(at: Decimal, half_step: Decimal) -> Self {
        Self { lo: at.minus(half_step).map(End::closed), hi: at.plus(half_step).map(End::open) }
    }

    /// The interval with each end moved outward by a share of itself.
    pub fn widened(self, share: Decimal) -> Self {
        let moved = |at: Decimal, out: bool| {
            let by = at.times(share)?;
            if out == at.is_negative() { at.minus(by) } else { at.plus(by) }
        };
        let moved = |end: End, out| End { at: moved(end.at, out).unwrap_or(end.at), ..end };
        Self { lo: self.lo.map(|lo| moved(lo, false)), hi: self.hi.map(|hi| moved(hi, true)) }
    }

    /// Whether no number is in both.
    pub fn disjoint(&self, other: &Self) -> bool {
        below(self.hi, other.lo) || below(other.hi, self.lo)
    }

    /// Whether every number of `other` is in `self`.
    pub fn contains(&self, other: &Self) -> bool {
        let lo = match (self.lo, other.lo) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(a), Some(b)) => a.at < b.at || (a.at == b.at && (a.closed || !b.closed)),
        };
        let hi = match (self.hi, other.hi) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(a), Some(b)) => a.at > b.at || (a.at == b.at && (a.closed || !b.closed)),
        };
        lo && hi
    }

    /// The interval with both ends changed by `f`; `None` where an end can't be held.
    pub fn map(&self, f: impl Fn(Decimal) -> Option<Decimal>) -> Option<Self> {
        let end = |e: Option<End>| match e {
            None => Some(None),
            Some(e) => f(e.at).map(|at| Some(End { at, closed: e.closed })),
        };
        Some(Self { lo: end(self.lo)?, hi: end(self.hi)? })
    }
}

/// Whether everything up to `hi` lies below everything from `lo`.
fn below(hi: Option<End>, lo: Option<End>) -> bool {
    match (hi, lo) {
        (Some(hi), Some(lo)) => hi.at < lo.at || (hi.at == lo.at && !(hi.closed && lo.closed)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(n: i64) -> Decimal {
        Decimal::whole(n)
    }

    #[test]
    fn whole_numbers_lie_within_the_ends() {
        let eleven = Interval::as_written(d(11), d(11).half_step());
        assert_eq!(eleven.lo.map(End::whole_from), Some(d(11)));
        assert_eq!(eleven.hi.map(End::whole_to), Some(d(11)));
        assert_eq!((End::open(d(8)).whole_from(), End::open(d(8)).whole_to()), (d(9), d(7)));
        assert_eq!((End::closed(d(8)).whole_from(), End::closed(d(8)).whole_to()), (d(8), d(8)));
    }

    #[test]
    fn ends_that_touch_meet_only_where_both_are_closed() {
        let eleven = Interval::as_written(d(11), d(11).half_step());
        let twelve = Interval::as_written(d(12), d(12).half_step());
        assert!(eleven.disjoint(&twelve));
        assert!(!Interval::closed(d(1), d(2)).disjoint(&Interval::closed(d(2), d(3))));
        let more_than_eight = Interval { lo: Some(End::open(d(8))), hi: None };
        assert!(more_than_eight.disjoint(&Interval::point(d(8))));
        assert!(more_than_eight.contains(&Interval::point(d(9))));
        assert!(!Interval::point(d(9)).contains(&more_than_eight));
    }
}
