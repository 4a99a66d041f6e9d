//! Numbers as they are written in digits, with every separator of thousands and decimals.

use super::reader::Reader;
use crate::text::Shape;
use crate::trail::Step;
use crate::value::Decimal;

/// A number in digits.
pub(super) struct Written {
    pub(super) value: Decimal,
    pub(super) end: usize,
    /// The rule of a fraction at its end.
    pub(super) step: Option<Step>,
}

/// More digits than this are no figure.
const MOST_DIGITS: usize = 40;

impl Reader<'_> {
    /// The number in digits at `at` and where it ends: `38`, `1,200.5`, `1 234 567`, `1'234'567`,
    /// `1.111,11`, `.77`, `1.3e6`, `10 1/2`, `3½`.
    pub(super) fn written(&self, at: usize) -> Option<Written> {
        if self.text(at) == "." {
            let after_sign = at > self.start && self.currency(at - 1).is_some();
            let opens = self.opens_decimals(at)
                || after_sign && self.shape(at + 1) == Some(Shape::Digits) && self.glued(at + 1);
            let plain = opens && !self.text(at + 1).contains(['.', ',']);
            let n = plain.then(|| Decimal::parse(self.text(at + 1)))??;
            let places = i16::try_from(self.text(at + 1).len()).ok()?;
            return Some(Written { value: n.shift(-places)?, end: at + 2, step: None });
        }
        if self.shape(at) != Some(Shape::Digits) {
            return None;
        }
        let (value, end) =
            self.in_groups(at).or_else(|| Some((grouped(self.text(at))?, at + 1)))?;
        if let Some((power, end)) = self.power_of_ten(end) {
            return Some(Written { value: value.shift(power)?, end, step: None });
        }
        Some(self.mixed(value, end))
    }

    /// Groups of three digits after blanks or apostrophes: `1 234 567`, `1'234'567`.
    fn in_groups(&self, at: usize) -> Option<(Decimal, usize)> {
        let head = self.text(at);
        if head.len() > 3 || head.starts_with('0') || head.contains(['.', ',']) {
            return None;
        }
        let group = |i: usize| {
            self.shape(i) == Some(Shape::Digits)
                && self.text(i).split('.').next().map(str::len) == Some(3)
        };
        let apostrophe = |i: usize| matches!(self.text(i), "'" | "’") && self.glued(i);
        let mut digits = head.to_owned();
        let mut end = at + 1;
        loop {
            let next = if apostrophe(end) && self.glued(end + 1) {
                end + 1
            } else if self.token(end).is_some_and(|t| t.spaced) {
                end
            } else {
                break;
            };
            if !group(next) || digits.contains('.') || digits.len() > MOST_DIGITS {
                break;
            }
            digits.push_str(self.text(next));
            end = next + 1;
        }
        // "In 12 300 people": a year, a name or a day before a count is no group.
        let named = at > self.start && self.shape(at - 1).is_some_and(Shape::is_capitalised);
        let several = end > at + 1 && !named && !self.unit_between(at + 1, end);
        several.then(|| Some((Decimal::parse(&digits)?, end)))?
    }

    fn unit_between(&self, from: usize, to: usize) -> bool {
        (from..to).any(|i| self.shape(i).is_some_and(Shape::is_word))
    }

    /// `e6`, `e+14`, `x10^-4` right after digits.
    fn power_of_ten(&self, at: usize) -> Option<(i16, usize)> {
        if !self.glued(at) {
            return None;
        }
        let text = self.text(at);
        if let Some(power) = text.strip_prefix(['e', 'E']) {
            if !power.is_empty() {
                return power.parse().ok().filter(|p: &i16| *p < 40).map(|p| (p, at + 1));
            }
            return self.signed_power(at + 1);
        }
        let ten = matches!(text, "x10" | "×10");
        let minus = |i: usize| matches!(self.text(i), "−" | "-") && self.glued(i);
        let after =
            if matches!(text, "x" | "×") && self.text(at + 1) == "10" { at + 2 } else { at + 1 };
        let times_ten = ten || after == at + 2;
        if times_ten && self.text(after) == "^" && self.glued(after) {
            self.signed_power(after + 1)
        } else if times_ten && minus(after) {
            self.signed_power(after)
        } else {
            None
        }
    }

    fn signed_power(&self, at: usize) -> Option<(i16, usize)> {
        let sign = match self.text(at) {
            "-" | "−" => -1,
            _ => 1,
        };
        let digits = if matches!(self.text(at), "-" | "−" | "+") { at + 1 } else { at };
        let power = i16::try_from(self.small_number(digits)?).ok().filter(|p| *p < 40)?;
        self.glued(digits).then_some((sign * power, digits + 1))
    }

    /// Adds a fraction after a whole number: `10 1/2`, `3½`.
    fn mixed(&self, value: Decimal, end: usize) -> Written {
        // "3-1/2"
        let hyphen = self.past_hyphen(end);
        if hyphen > end && self.slashed(hyphen).is_none() {
            return Written { value, end, step: None };
        }
        let end_of_whole = end;
        let end = hyphen;
        let glyph = self.shape(end) == Some(Shape::Mark);
        let small = value.exponent() == 0 && value < Decimal::whole(1000);
        let part = if !small {
            None
        } else if glyph {
            self.part(end)
        } else {
            self.slashed(end)
        };
        let sum = part.and_then(|p| {
            let more = Decimal::whole(1).times_ratio(p.ratio)?;
            Some(Written { value: value.plus(more)?, end: p.end, step: p.trail.first().copied() })
        });
        sum.unwrap_or(Written { value, end: end_of_whole, step: None })
    }
}

/// A token of digits with commas before groups of three digits, or in the Indian way of two, the
/// last of three; or with points between groups and a comma before decimals.
fn grouped(digits: &str) -> Option<Decimal> {
    if digits.len() > MOST_DIGITS {
        return None;
    }
    if let Some((whole, fraction)) = digits.rsplit_once(',')
        && whole.contains('.')
    {
        let groups: Vec<&str> = whole.split('.').collect();
        let sound = groups.iter().skip(1).all(|g| g.len() == 3) && groups[0].len() <= 3;
        let plain = sound && !fraction.contains('.') && fraction.len() <= 2;
        return plain.then(|| Decimal::parse(&format!("{}.{fraction}", groups.concat())))?;
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut groups = whole.split(',');
    let head = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let sound = rest.is_empty()
        || (head.len() <= 3
            && rest.last().is_some_and(|g| g.len() == 3)
            && rest.iter().all(|g| (2..=3).contains(&g.len())));
    (sound && !fraction.contains(['.', ','])).then(|| Decimal::parse(digits))?
}
