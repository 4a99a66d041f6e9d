//! Where numbers stand on a line, in thousandths of its width, by whole numbers only.

/// Where the least number stands; room is left beside it for ends that are open.
const INSET: i64 = 40;
/// The width between the least and the greatest number.
const INNER: i64 = 920;
/// Numbers that many times apart are drawn on a logarithmic scale.
const LOG_FROM: i64 = 20;
/// How many ticks there are at most.
const MOST_TICKS: usize = 4;

/// A scale of numbers or days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Axis {
    lo: i64,
    hi: i64,
    log: bool,
}

impl Axis {
    /// A linear scale that holds all numbers; none where there are no numbers.
    pub(super) fn linear(numbers: &[i64]) -> Option<Self> {
        Some(Self { lo: *numbers.iter().min()?, hi: *numbers.iter().max()?, log: false })
    }

    /// A scale that is logarithmic where the numbers are positive and far apart.
    pub(super) fn fitting(numbers: &[i64]) -> Option<Self> {
        let axis = Self::linear(numbers)?;
        Some(Self { log: axis.lo > 0 && axis.hi / LOG_FROM >= axis.lo, ..axis })
    }

    /// Whether it is logarithmic.
    pub(super) fn is_log(self) -> bool {
        self.log
    }

    /// The least number.
    pub(super) fn lo(self) -> i64 {
        self.lo
    }

    /// The greatest number.
    pub(super) fn hi(self) -> i64 {
        self.hi
    }

    /// Where a number stands, from 0 to 1000.
    pub(super) fn at(self, number: i64) -> i64 {
        let scale = |n: i64| i128::from(if self.log { log2(n) } else { n });
        let (from, to) = (scale(self.lo), scale(self.hi));
        if from == to {
            return INSET + INNER / 2;
        }
        let offset = (scale(number) - from) * i128::from(INNER) / (to - from);
        INSET + i64::try_from(offset.clamp(0, i128::from(INNER))).unwrap_or(0)
    }

    /// Round numbers on the scale.
    pub(super) fn ticks(self) -> Vec<i64> {
        if self.log { self.log_ticks() } else { self.linear_ticks() }
    }

    fn linear_ticks(self) -> Vec<i64> {
        let span = self.hi.saturating_sub(self.lo);
        let step = round_up(span.saturating_add(2) / 3);
        let ticks = self.every(step);
        // One tick tells nothing about the scale; the next smaller step gives two at least.
        if ticks.len() > 1 { ticks } else { self.every(round_up(step / 5 * 2)) }
    }

    /// The multiples of a step that lie on the scale.
    fn every(self, step: i64) -> Vec<i64> {
        let first = self.lo.div_euclid(step) + i64::from(self.lo.rem_euclid(step) != 0);
        (first..=self.hi.div_euclid(step)).map(|n| n * step).collect()
    }

    fn log_ticks(self) -> Vec<i64> {
        let tens = self.multiples(&[1]);
        let ticks = if tens.len() > 2 { tens } else { self.multiples(&[1, 2, 5]) };
        let every = ticks.len().div_ceil(MOST_TICKS).max(1);
        ticks.into_iter().step_by(every).collect()
    }

    /// The products of some factors and powers of ten that lie on the scale.
    fn multiples(self, factors: &[i64]) -> Vec<i64> {
        let powers = std::iter::successors(Some(1_i64), |power| power.checked_mul(10));
        let products = powers.flat_map(|p| factors.iter().filter_map(move |f| p.checked_mul(*f)));
        products.filter(|product| (self.lo..=self.hi).contains(product)).collect()
    }
}

/// The next number of the row 1, 2, 5, 10, 20, 50...
pub(super) fn round_up(number: i64) -> i64 {
    let number = number.max(1);
    let power = 10_i64.pow(number.ilog10());
    let steps = [1, 2, 5].map(|n| power.saturating_mul(n));
    steps.into_iter().find(|step| *step >= number).unwrap_or(power.saturating_mul(10))
}

/// The logarithm to base 2, in 1024ths; that of 1 for what has none.
fn log2(number: i64) -> i64 {
    let number = u128::from(number.max(1).unsigned_abs());
    let whole = number.ilog2();
    // The number as 1.x with 31 binary digits; each squaring gives a digit of the logarithm.
    let mut rest = (number << 31) >> whole;
    let mut log = i64::from(whole);
    for _ in 0..10 {
        rest = (rest * rest) >> 31;
        let digit = rest >> 32;
        rest >>= digit;
        log = 2 * log + i64::from(digit == 1);
    }
    log
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_in_proportion() {
        let axis = Axis::fitting(&[8, 4, 6]).unwrap();
        assert_eq!([4, 6, 8].map(|n| axis.at(n)), [40, 500, 960]);
        assert_eq!([i64::MIN, i64::MAX].map(|n| axis.at(n)), [40, 960]);
        assert_eq!(Axis::linear(&[7]).unwrap().at(7), 500);
        assert_eq!(Axis::linear(&[]), None);
    }

    #[test]
    fn numbers_far_apart_stand_by_their_logarithms() {
        let axis = Axis::fitting(&[10, 1000]).unwrap();
        assert!(axis.is_log());
        assert_eq!([10, 100, 1000].map(|n| axis.at(n)), [40, 500, 960]);
        assert!(!Axis::fitting(&[0, 1000]).unwrap().is_log(), "zero has no logarithm");
        assert_eq!([1, 2, 1024, i64::MAX].map(log2), [0, 1024, 10 * 1024, 63 * 1024 - 1]);
    }

    #[test]
    fn ticks_are_few_and_round() {
        let ticks = |numbers: &[i64]| Axis::fitting(numbers).unwrap().ticks();
        assert_eq!(ticks(&[75, 92]), [80, 90]);
        assert_eq!(ticks(&[-30, 60]), [0, 50]);
        assert_eq!(ticks(&[5]), [5]);
        assert_eq!(ticks(&[32_350, 33_955]), [32_500, 33_000, 33_500]);
        assert_eq!(ticks(&[3, 2_000_000]), [10, 1000, 100_000]);
        assert_eq!(ticks(&[11, 220]), [20, 50, 100, 200]);
        assert!(ticks(&[1, i64::MAX]).len() <= MOST_TICKS);
        assert!(ticks(&[i64::MIN, i64::MAX]).len() <= MOST_TICKS);
    }
}
