//! Dates in figures: `2025-11-03`, `10/31/1974`, `31.10.74`, `31/Oct/1974`, `04/2016`, `on 11/20`.

use super::calendar::{Said, full_year};
use super::reader::Reader;
use crate::rules::{Class, Joint, Sense, kinds};
use crate::text::{Document, Shape};
use crate::trail::Trail;
use crate::value::Pattern;

/// One part of a date in figures.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Field {
    /// One or two digits.
    Short(i8),
    /// Four digits.
    Year(i16),
    /// A name of a month.
    Month(i8),
}

/// Whether a document writes the day before the month; `None` where nothing tells.
pub(super) fn writes_day_first(doc: &Document) -> Option<bool> {
    let text = |i: usize| doc.token_text(i);
    let short = |i: usize| text(i).parse::<u8>().ok().filter(|n| (1..=31).contains(n));
    let slash = |i: usize| text(i) == "/" && doc.tokens.get(i).is_some_and(|t| !t.spaced);
    let slashes = (1..doc.tokens.len())
        .filter(|&i| slash(i) && slash(i + 2) && doc.tokens[i - 1].shape == Shape::Digits);
    slashes.map(|i| (i, short(i - 1), short(i + 1))).find_map(|(i, a, b)| match (a?, b?) {
        (13.., 1..=12) if text(i + 3).len() >= 2 => Some(true),
        (1..=12, 13..) if text(i + 3).len() >= 2 => Some(false),
        _ => None,
    })
}

impl Reader<'_> {
    /// The date in figures at `at`.
    pub(super) fn numeric(&self, at: usize) -> Option<Said> {
        let month_name = self.month(at).is_some();
        let chained = at > self.start
            && self.glued(at)
            && (self.text(at - 1) == "/" || self.text(at - 1) == "-" && self.text(at + 1) == "-");
        if self.shape(at) != Some(Shape::Digits) && !month_name || chained {
            return None;
        }
        if let Some(said) = self.pointed(at) {
            return Some(said);
        }
        let separator = self.text(at + 1);
        if !matches!(separator, "/" | "-" | "–") || !self.glued(at + 1) || !self.glued(at + 2) {
            return None;
        }
        let (a, b) = (self.field(at)?, self.field(at + 2)?);
        let third = self.text(at + 3) == separator && self.glued(at + 3) && self.glued(at + 4);
        let c = self.field(at + 4).filter(|_| third);
        let end = if c.is_some() { at + 5 } else { at + 3 };
        if self.glued(end) && self.shape(end).is_some_and(|s| s != Shape::Mark) {
            return None;
        }
        if c.is_some() && self.text(at + 4).len() == 1 && self.text(at).len() < 4 {
            return None;
        }
        let mut pattern = match c {
            Some(c) => self.three(a, b, c, separator)?,
            None => self.two(a, b, separator, at)?,
        };
        let year = self
            .year_number(end)
            .filter(|_| pattern.year.is_none() && self.is(end, self.rules.marks.comma));
        pattern.year = pattern.year.or(year.map(|y| y.0));
        Some(Said { pattern, end: year.map_or(end, |y| y.1), trail: Trail::new() })
    }

    /// `31.10.1974`, which is one token.
    fn pointed(&self, at: usize) -> Option<Said> {
        let parts: Vec<&str> = self.text(at).split('.').collect();
        let [a, b, c] = parts[..] else { return None };
        if c.len() < 2
            || self.hits(at.wrapping_sub(1), kinds::NUMBERED).any(|h| h.sense == Sense::Numbered)
        {
            return None;
        }
        let pattern = self.three(field(a)?, field(b)?, field(c)?, ".")?;
        Some(Said { pattern, end: at + 1, trail: Trail::new() })
    }

    fn field(&self, at: usize) -> Option<Field> {
        if let Some(month) = self.month(at) {
            return Some(Field::Month(month.value));
        }
        (self.shape(at) == Some(Shape::Digits)).then(|| field(self.text(at)))?
    }

    fn three(&self, a: Field, b: Field, c: Field, separator: &str) -> Option<Pattern> {
        use Field::{Month, Short, Year};
        let date = |year: i16, month: i8, day: i8| {
            let sound = jiff::civil::Date::new(year, month, day).is_ok();
            let pattern =
                Pattern { year: Some(year), month: Some(month), day: Some(day), weekday: None };
            sound.then_some(pattern)
        };
        match (a, b, c) {
            (Year(y), Short(m), Short(d)) => date(y, m, d).or_else(|| date(y, d, m)),
            (Year(y), Month(m), Short(d))
            | (Short(d), Month(m), Year(y))
            | (Month(m), Short(d), Year(y)) => date(y, m, d),
            (Short(d), Month(m), Short(y)) => date(full_year(i16::from(y)), m, d),
            (Short(x), Short(y), Year(year)) => self.in_order(x, y, |m, d| date(year, m, d)),
            (Short(x), Short(y), Short(z)) if separator != "-" && z >= 0 => {
                self.in_order(x, y, |m, d| date(full_year(i16::from(z)), m, d))
            }
            _ => None,
        }
    }

    /// Month and day in the order that the document writes, else the American one where both fit.
    fn in_order<T>(&self, x: i8, y: i8, make: impl Fn(i8, i8) -> Option<T>) -> Option<T> {
        if self.reference.day_first == Some(true) {
            return make(y, x).or_else(|| make(x, y));
        }
        make(x, y).or_else(|| make(y, x))
    }

    fn two(&self, a: Field, b: Field, separator: &str, at: usize) -> Option<Pattern> {
        use Field::{Month, Short, Year};
        let slash = separator == "/";
        match (a, b) {
            // "2011/12" are two years.
            (Year(y), Short(n)) if i16::from(n) == (y + 1).rem_euclid(100) => None,
            (Short(m), Year(y)) | (Year(y), Short(m)) if slash && (1..=12).contains(&m) => {
                Some(Pattern { year: Some(y), month: Some(m), ..Pattern::default() })
            }
            // "2015-12"; "2008-12" may be five years.
            (Year(y), Short(m))
                if (1..=12).contains(&m)
                    && self.text(at + 2).len() == 2
                    && (at == self.start || self.can_be(at - 1, Class::Preposition))
                    && i16::from(m) <= y.rem_euclid(100) =>
            {
                Some(Pattern { year: Some(y), month: Some(m), ..Pattern::default() })
            }
            (Month(m), Year(y)) | (Year(y), Month(m)) => {
                Some(Pattern { year: Some(y), month: Some(m), ..Pattern::default() })
            }
            (Month(m), Short(d)) if slash && jiff::civil::Date::new(2024, m, d).is_ok() => {
                Some(Pattern { month: Some(m), day: Some(d), ..Pattern::default() })
            }
            (Short(x), Short(y)) if slash && self.is_led_as_date(at) => {
                self.in_order(x, y, |m, d| {
                    let sound = jiff::civil::Date::new(2024, m, d).is_ok();
                    sound.then_some(Pattern { month: Some(m), day: Some(d), ..Pattern::default() })
                })
            }
            _ => None,
        }
    }

    /// Whether a word before `at` makes two numbers a day and a month: `on 11/20`, `Friday 5/12`.
    fn is_led_as_date(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|b| *b >= self.start) else { return false };
        let joined = matches!(self.text(before), "," | "or" | "and" | "-")
            && before >= self.start + 3
            && self.text(before - 2) == "/";
        let timed = |s: Sense| {
            matches!(
                s,
                Sense::Bound(_)
                    | Sense::Weekday(_)
                    | Sense::Joint(Joint::From | Joint::Between | Joint::To)
            )
        };
        joined
            || self
                .hits(before, kinds::BOUND | kinds::WEEKDAY | kinds::JOINT)
                .any(|h| timed(h.sense) && h.end == at)
    }
}

fn field(text: &str) -> Option<Field> {
    match text.len() {
        1 | 2 => text.parse().ok().map(Field::Short),
        4 => text.parse().ok().filter(|y| (1000..2200).contains(y)).map(Field::Year),
        _ => None,
    }
}
