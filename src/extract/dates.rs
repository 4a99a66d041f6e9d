//! Dates: which ways there are to name one, and the words that bound it.

use jiff::civil::Date;

use super::calendar::Said;
use super::reader::{Found, Picked, Reader};
use super::resolve::{season_of, unit_moment, year_moment};
use crate::claim::Kind;
use crate::grammar::noun_phrase;
use crate::rules::{BoundWord, Class, HedgeRule, Loose, Part, Sense, kinds};
use crate::text::Shape;
use crate::trail::{Step, Trail};
use crate::value::{Bound, Days, Decimal, Grain, Hedge, Moment, Pattern, Value};

/// A date expression without the word that bounds it.
pub(super) struct Dated {
    pub(super) moment: Moment,
    pub(super) end: usize,
    pub(super) trail: Trail,
}

impl Dated {
    /// The mention of it that begins at `at`.
    pub(super) fn found(self, at: usize) -> Found {
        let Self { moment, end, trail } = self;
        let day = moment.grain == Grain::Day && moment.bound == Bound::Within;
        let kind = if day { Kind::Date } else { Kind::DateRange };
        Found { start: at, end, kind, value: Value::Moment(moment), trail, idle: None }
    }
}

/// Kinds of words that a number can begin with.
const NUMBERS: u64 =
    kinds::CARDINAL | kinds::VAGUE | kinds::ARTICLE | kinds::FRACTION | kinds::SCALE;
/// Kinds of words that a day, month or weekday can begin with.
const SAID: u64 = kinds::MONTH | kinds::WEEKDAY | kinds::ORDINAL | kinds::CARDINAL;

/// Kinds of words that a date without a bound can begin with.
const PLAIN: u64 = NUMBERS
    | SAID
    | kinds::POINT
    | kinds::UNIT
    | kinds::UNIT_WORD
    | kinds::DAY_WORD
    | kinds::DISTANCE
    | kinds::RELATIVE
    | kinds::PART
    | kinds::HOLIDAY
    | kinds::SEASON
    | kinds::DECADE_WORD
    | kinds::FISCAL
    | kinds::ERA
    | kinds::LOOSE;

/// Years that a bare number means even without a preposition.
const NEAR_YEARS: std::ops::RangeInclusive<i16> = 1900..=2099;
/// Years before and after Christ are told in at most so many.
const LAST_ERA: i16 = 9000;
/// A bounding phrase has at most so many tokens.
const BOUND_REACH: usize = 5;

impl Reader<'_> {
    /// The date at `at`, with `until`, `by`, `since` before it or `or later` behind it.
    pub(super) fn date(&self, at: usize) -> Option<Found> {
        let mut dated = match self.date_span(at) {
            Some(span) => span,
            None => self.bounded(at).or_else(|| self.about(at)).or_else(|| self.plain_date(at))?,
        };
        // "in a year and a half"
        if self.calendar_unit(dated.end - 1).is_some() && self.adds_a_part(dated.end) {
            return None;
        }
        self.bound_after(&mut dated);
        dated.trail.extend(self.preposition_before(at));
        Some(dated.found(at))
    }

    /// `within the year`: up to its end.
    fn within_unit(&self, at: usize) -> Option<Dated> {
        let the = self.past_the(at + 1);
        if the == at + 1 || !self.text(at).eq_ignore_ascii_case("within") {
            return None;
        }
        let mut dated = self.this_unit(the, true).filter(|d| !self.names_any(d.end))?;
        bind(&mut dated.moment, BoundWord::Plain(Bound::By));
        Some(dated)
    }

    fn bounded(&self, at: usize) -> Option<Dated> {
        if self.kinds(at) & kinds::BOUND == 0 {
            return None;
        }
        if let Some(dated) = self.within_unit(at) {
            return Some(dated);
        }
        let bound = self.pick(at, kinds::BOUND, |s| match s {
            Sense::Bound(b) if b != BoundWord::Plain(Bound::Within) => Some(b),
            _ => None,
        })?;
        let mut dated = self.plain_date(bound.end)?;
        // "hit by 2004 tsunami": the year says which.
        let by = bound.value == BoundWord::Plain(Bound::By);
        let beside = matches!(bound.value, BoundWord::Before | BoundWord::After);
        let year = dated.moment.grain == Grain::Year;
        let mut noun = noun_phrase(self.doc, self.rules, dated.end, self.end).into_iter();
        // "killed by Monday's quake", "declared after Wednesday's ballot": the day is that of the noun.
        let own = matches!(self.text(dated.end), "'s" | "’s");
        if own && beside || by && (own || year && noun.any(|np| np.head == dated.end)) {
            return None;
        }
        dated.trail.insert(0, self.step(bound.rule, at, bound.end));
        bind(&mut dated.moment, bound.value);
        Some(dated)
    }

    /// `around 1980`, `about 4 March`, `more than five years ago`
    fn about(&self, at: usize) -> Option<Dated> {
        let hedge = self.hedge_at(at).filter(|_| !self.is_preposition(at))?;
        let year = matches!(self.text(at), "c" | "c." | "circa" | "ca" | "ca.");
        let span = || year.then(|| self.date_span(hedge.end))?;
        let dated = span().or_else(|| self.plain_date(hedge.end));
        // "more than five years ago"
        let ago = |d: &Dated| self.is_ago(d) && !self.follows_a_figure(at);
        let dated = dated.filter(|d| hedge.value.hedge == Hedge::About || ago(d));
        let dated = dated.filter(|d| year || d.moment.grain != Grain::Interval);
        let mut dated = dated.or_else(|| self.year_part(hedge.end).filter(|_| year))?;
        // "only 14 months ago"
        dated.moment.about = hedge.value.hedge != Hedge::Exact;
        dated.trail.insert(0, self.step(hedge.rule, at, hedge.end));
        Some(dated)
    }

    /// The hedge that begins at `at`.
    pub(super) fn hedge_at(&self, at: usize) -> Option<Picked<&HedgeRule>> {
        self.pick(at, kinds::HEDGE, |s| match s {
            Sense::Hedge(id) => self.hedge(id),
            _ => None,
        })
    }

    /// Whether what could be a hedge compares a figure with an earlier one: "140 *fewer than* three years ago".
    pub(super) fn compares_with_ago(&self, at: usize) -> bool {
        let led = self.kinds(at) & kinds::HEDGE != 0 && self.follows_a_figure(at);
        let hedge = led.then(|| self.hedge_at(at)).flatten();
        hedge.and_then(|h| self.plain_date(h.end)).is_some_and(|d| self.is_ago(&d))
    }

    /// Whether a number or a unit stands right before `at`.
    fn follows_a_figure(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|b| *b >= self.start) else { return false };
        self.shape(before) == Some(Shape::Digits)
            || self.kinds(before) & (kinds::CARDINAL | kinds::SCALE | kinds::UNIT) != 0
    }

    /// Whether a date is told by how long ago it was.
    pub(super) fn is_ago(&self, dated: &Dated) -> bool {
        self.text(dated.end - 1) == "ago"
    }

    /// `2018 or later`, `1 January and after`
    fn bound_after(&self, dated: &mut Dated) {
        let after = self.pick(dated.end, kinds::BOUND_AFTER, |s| match s {
            Sense::BoundAfter(b) => Some(b),
            _ => None,
        });
        if let Some(after) = after.filter(|_| dated.moment.bound == Bound::Within) {
            dated.trail.push(self.step(after.rule, dated.end, after.end));
            dated.end = after.end;
            bind(&mut dated.moment, BoundWord::Plain(after.value));
        }
    }

    /// The `in` or `on` that ends right before a date.
    fn preposition_before(&self, at: usize) -> Option<Step> {
        (self.start.max(at.saturating_sub(BOUND_REACH))..at).rev().find_map(|i| {
            let within = Sense::Bound(BoundWord::Plain(Bound::Within));
            let hit = self.hits(i, kinds::BOUND).find(|h| h.end == at && h.sense == within)?;
            Some(self.step(hit.rule, i, at))
        })
    }

    /// A date without a bound, with "the" before it or not.
    pub(super) fn plain_date(&self, at: usize) -> Option<Dated> {
        let start = self.past_the(at);
        let digits = self.shape(start) == Some(Shape::Digits);
        let here = self.kinds(start) | self.kinds(at);
        if !self.may_be_a_plain_date(start, here) || self.is_no_figure(start) {
            return None;
        }
        let asked = |kinds: u64| digits || here & kinds != 0;
        let distance = here & kinds::DISTANCE != 0 || self.unit_word_near(at);
        let counted = asked(NUMBERS) && distance;
        let led = || here & (kinds::HOLIDAY | kinds::PART | kinds::RELATIVE) != 0;
        let era = digits || here & kinds::ERA != 0;
        let ordinal = || asked(kinds::ORDINAL | kinds::CARDINAL | kinds::MONTH | kinds::FISCAL);
        let next_day = start > at && self.hits(start + 1, kinds::BOUND).next().is_some();
        let beside = (counted || next_day).then(|| self.beside_a_date(at)).flatten();
        beside
            .or_else(|| (start > at && here & kinds::UNIT_WORD != 0).then(|| self.day_word(at))?)
            .or_else(|| era.then(|| self.era_year(at))?)
            .or_else(|| asked(kinds::CARDINAL).then(|| self.weekdays_ago(at))?)
            .or_else(|| led().then(|| self.holiday(start).or_else(|| self.part_of_date(start)))?)
            .or_else(|| {
                asked(kinds::ORDINAL | kinds::RELATIVE | kinds::CARDINAL)
                    .then(|| self.nth_of(start))?
            })
            .or_else(|| {
                (here & (kinds::WEEKDAY | kinds::RELATIVE) != 0)
                    .then(|| self.weekday_of_week(start))?
            })
            .or_else(|| ordinal().then(|| self.quarter(start))?)
            .or_else(|| asked(SAID).then(|| self.said_date(at))?)
            .or_else(|| self.longer_date(start, digits))
            .or_else(|| self.relative_date(start))
            .or_else(|| self.week_of(start))
            .or_else(|| digits.then(|| self.day_alone(at))?)
            .or_else(|| self.loose(at))
            .or_else(|| self.fiscal_year(start))
            .or_else(|| self.year_word(start))
            .or_else(|| digits.then(|| self.year(at))?)
    }

    /// Whether a date can begin with a word, behind "the" or not, of these kinds: most words begin
    /// none.
    fn may_be_a_plain_date(&self, at: usize, here: u64) -> bool {
        here & PLAIN != 0
            || !self.shape(at).is_some_and(Shape::is_word)
            || self.is(at, self.rules.marks.weekend)
            || self.unit_word_near(at)
    }

    /// A decade, century, half year or season, or a code of a quarter.
    fn longer_date(&self, at: usize, digits: bool) -> Option<Dated> {
        let here = self.kinds(at);
        let sign = self.shape(at) == Some(Shape::Mark);
        let spelt = || {
            let cardinal = (here & kinds::CARDINAL != 0).then(|| self.cardinal(at))?;
            cardinal.and_then(|c| self.decade_of(c.2))
        };
        if digits || sign || here & kinds::DECADE_WORD != 0 || spelt().is_some() {
            let found = self.decade(at).or_else(|| self.half_year(at));
            let found = found.or_else(|| sign.then(|| self.apostrophe_year(at))?);
            if found.is_some() {
                return found;
            }
        }
        if digits || here & (kinds::ORDINAL | kinds::CARDINAL) != 0 {
            return self.centuries(at).or_else(|| self.century(at));
        }
        self.season(at).or_else(|| self.coded(at))
    }

    fn said_date(&self, at: usize) -> Option<Dated> {
        let said = self.said(at)?;
        self.dated(at, said)
    }

    /// A date as it is said, resolved; with the part of the day that follows it.
    pub(super) fn dated(&self, at: usize, said: Said) -> Option<Dated> {
        let mut moment = self.resolve(said.pattern, self.tense(at))?;
        moment.pattern.weekday = said.pattern.weekday.or(moment.pattern.weekday);
        let mut trail = said.trail;
        trail.extend(said.pattern.year.is_none().then(|| self.tense_step(at)).flatten());
        let mut end = said.end;
        if moment.grain == Grain::Day
            && let Some(part) =
                self.pick(end, kinds::DAY_PART, |s| (s == Sense::DayPart).then_some(()))
        {
            trail.push(self.step(part.rule, end, part.end));
            end = part.end;
        }
        Some(Dated { moment, end, trail })
    }

    /// `1980s`, `the '80s`, `the eighties`
    pub(super) fn decade(&self, at: usize) -> Option<Dated> {
        if let Some(decade) = self.spelt_decade(at) {
            return Some(decade);
        }
        let word = self.decade_word(at);
        let (year, end, trail) = if let Some(word) = word {
            let led = at > self.start && self.text(at - 1).eq_ignore_ascii_case("the")
                || self
                    .hits(at.saturating_sub(1), kinds::PART)
                    .any(|h| matches!(h.sense, Sense::Part(_)));
            if !led {
                return None;
            }
            (
                self.full_decade(i16::from(word.value)),
                word.end,
                vec![self.step(word.rule, at, word.end)],
            )
        } else {
            let apostrophe = matches!(self.text(at), "'" | "’") && self.glued(at + 1);
            let digits = if apostrophe { at + 1 } else { at };
            let short = (apostrophe || self.follows_early_or_late(at))
                && self.text(digits).len() == 2
                && self.shape(digits) == Some(Shape::Digits);
            let long = self.shape(digits) == Some(Shape::Digits) && self.text(digits).len() == 4;
            let year: i16 = (short || long).then(|| self.text(digits).parse().ok())??;
            let spaced = long && self.token(digits + 1).is_some_and(|t| t.spaced);
            let plural = matches!(self.text(digits + 1), "s" | "'s" | "’s") && year % 10 == 0;
            if !plural || spaced && self.text(digits + 1) != "s" || year > 2199 {
                return None;
            }
            (if short { self.full_decade(year) } else { year }, digits + 2, Trail::new())
        };
        // "the 1800s" are a century, "the 2000s" ten years.
        let hundred = year % 100 == 0 && (1000..1900).contains(&year);
        let grain = if hundred { Grain::Century } else { Grain::Decade };
        let moment = unit_moment(Date::new(year, 1, 1).ok()?, grain)?;
        Some(Dated { moment, end, trail })
    }

    fn decade_word(&self, at: usize) -> Option<Picked<u8>> {
        self.pick(at, kinds::DECADE_WORD, |s| match s {
            Sense::DecadeWord(tens) => Some(tens),
            _ => None,
        })
    }

    /// The decade that goes on with a century in words at `at`: `-sixties`.
    fn decade_of(&self, at: usize) -> Option<Picked<u8>> {
        self.decade_word(self.past_hyphen(at))
    }

    /// `the nineteen-sixties`
    fn spelt_decade(&self, at: usize) -> Option<Dated> {
        let (century, _, end) = self.cardinal(at)?;
        let century = i16::try_from(century.to_i64()?).ok().filter(|n| (15..=20).contains(n))?;
        let word = self.decade_of(end)?;
        let year = century * 100 + i16::from(word.value);
        let moment = unit_moment(Date::new(year, 1, 1).ok()?, Grain::Decade)?;
        Some(Dated { moment, end: word.end, trail: vec![self.step(word.rule, at, word.end)] })
    }

    /// `'84` after a preposition
    fn apostrophe_year(&self, at: usize) -> Option<Dated> {
        let led =
            at > self.start && (self.is_timed(at - 1) || self.is(at - 1, self.rules.marks.of));
        let digits = at + 1;
        let year: i16 = self.text(digits).parse().ok().filter(|_| self.opens_short_year(at))?;
        let closed = led && !self.glued(digits + 1) || self.stands_last(digits + 1);
        let year = super::calendar::full_year(year);
        let moment = year_moment(Date::new(year, 1, 1).ok()?).filter(|_| closed && led)?;
        Some(Dated { moment, end: digits + 1, trail: Trail::new() })
    }

    /// Whether `early` or `late` stands before `at`: "the late 90s" are years, while temperatures
    /// are in the 90s or the mid-90s.
    fn follows_early_or_late(&self, at: usize) -> bool {
        let timed = |s| matches!(s, Sense::Part(Part::Start | Part::End));
        at > self.start + 1
            && self.text(at - 2).eq_ignore_ascii_case("the")
            && self.hits(at - 1, kinds::PART).any(|h| h.end == at && timed(h.sense))
    }

    /// The latest decade of those two digits that has begun.
    fn full_decade(&self, tens: i16) -> i16 {
        let this = self.reference.latest().map_or(2025, Date::year);
        let year = this - this.rem_euclid(100) + tens;
        if year > this { year - 100 } else { year }
    }

    /// `the 20th century`, `nineteenth-century`
    pub(super) fn century(&self, at: usize) -> Option<Dated> {
        let ordinal = self.ordinal(at).or_else(|| self.compound_ordinal(at))?;
        let word = self.past_hyphen(ordinal.end);
        let unit = self
            .unit(word)
            .filter(|u| self.rules.unit(u.value).is_some_and(|u| u.name == "century"))?;
        let number =
            i16::try_from(ordinal.number.to_i64()?).ok().filter(|n| (1..=21).contains(n))?;
        let moment = unit_moment(Date::new((number - 1) * 100, 1, 1).ok()?, Grain::Century)?;
        let mut trail = ordinal.trail;
        trail.push(self.step(unit.rule, word, unit.end));
        let Some(era) = self.era(unit.end) else {
            return Some(Dated { moment, end: unit.end, trail });
        };
        trail.push(self.step(era.rule, unit.end, era.end));
        let moment = if era.value { moment } else { century_before_christ(number)? };
        Some(Dated { moment, end: era.end, trail })
    }

    /// `the 18th and 19th centuries`
    fn centuries(&self, at: usize) -> Option<Dated> {
        let first = self.ordinal(at)?;
        let joint = self.joint(first.end)?;
        let second = self.century(self.past_the(joint.end))?;
        let number = i16::try_from(first.number.to_i64()?).ok().filter(|n| (1..=21).contains(n))?;
        let first = unit_moment(Date::new((number - 1) * 100, 1, 1).ok()?, Grain::Century)?;
        let (a, b) = (first.days?, second.moment.days?);
        let days = Days { lo: a.lo, hi: b.hi };
        let edtf = format!("{}/{}", first.edtf, second.moment.edtf);
        let moment = Moment::known(Grain::Interval, days, edtf);
        (a.hi < b.lo).then_some(Dated { moment, ..second })
    }

    /// `AD` or `BC` at `at`, in capitals: an ad is another thing.
    fn era(&self, at: usize) -> Option<Picked<bool>> {
        let era = self.pick(at, kinds::ERA, |s| match s {
            Sense::Era(after) => Some(after),
            _ => None,
        });
        era.filter(|_| self.shape(at) == Some(Shape::Upper))
    }

    /// `79 AD`, `AD 79`, `300 BC`
    fn era_year(&self, at: usize) -> Option<Dated> {
        let (year, end, step) = self.era_number(at)?;
        let moment = year_moment(Date::new(year, 1, 1).ok()?)?;
        Some(Dated { moment, end, trail: vec![step] })
    }

    /// A year with its era, as astronomers count: 1 BC is the year 0.
    pub(super) fn era_number(&self, at: usize) -> Option<(i16, usize, Step)> {
        let before = self.era(at).filter(|e| e.value);
        let digits = before.map_or(at, |e| e.end);
        if self.shape(digits) != Some(Shape::Digits) {
            return None;
        }
        let measured = before.is_some() && self.unit(digits + 1).is_some();
        let after = || self.era(digits + 1).filter(|_| !self.glued(digits + 1));
        let era = before.or_else(after).filter(|_| !measured)?;
        let number = Decimal::parse(self.text(digits)).filter(|n| n.exponent() == 0);
        let year = i16::try_from(number?.to_i64()?).ok().filter(|y| (1..=LAST_ERA).contains(y))?;
        // "In 2019 BC gave millions": a province.
        if !era.value && NEAR_YEARS.contains(&year) {
            return None;
        }
        let year = if era.value { year } else { 1 - year };
        let (from, end) = if before.is_some() { (at, digits + 1) } else { (digits + 1, era.end) };
        Some((year, end, self.step(era.rule, from, era.end)))
    }

    /// `the third quarter of 2025`, `Q3 2025`, `the 1988 second quarter`, `third-quarter`
    pub(super) fn quarter(&self, at: usize) -> Option<Dated> {
        let fiscal = self.hits(at, kinds::FISCAL).any(|h| h.sense == Sense::Fiscal);
        let year_at = at + usize::from(fiscal);
        let led = self.year_number(year_at).filter(|_| self.shape(year_at) == Some(Shape::Digits));
        let possessive =
            |end: usize| if self.is(end, self.rules.marks.possessive) { end + 1 } else { end };
        let start = led.map_or(at, |(_, end)| possessive(self.past_hyphen(end)));
        let start = if self.hits(start, kinds::FISCAL).any(|h| h.sense == Sense::Fiscal) {
            self.past_hyphen(start + 1)
        } else {
            start
        };
        let (number, end, trail) = self.quarter_name(start)?;
        let own = code_year(self.text(end - 1)).map(|y| (y, end));
        let year = led.map(|(y, _)| (y, end)).or(own).or_else(|| self.year_of(end));
        let on = |y: i16| Days::around(Date::new(y, number * 3 - 2, 1).ok()?, Grain::Quarter);
        let (days, end) = match year {
            Some((year, end)) => (on(year), end),
            None => (self.nearest_year(self.tense(at), on), end),
        };
        let Some(first) = days.and_then(|d| d.lo) else {
            let mut moment = Moment::open(Grain::Quarter, Pattern::default());
            moment.edtf = format!("XXXX-Q{number}");
            return Some(Dated { moment, end, trail });
        };
        Some(Dated { moment: unit_moment(first, Grain::Quarter)?, end, trail })
    }

    /// The year that a quarter or season is one of: `of 2025`, `2025`, `of last year`, `fiscal 2025`.
    pub(super) fn year_of(&self, at: usize) -> Option<(i16, usize)> {
        let of = self.past_the(self.past_of(self.past_hyphen(at)));
        let fiscal = if self.hits(of, kinds::FISCAL).any(|h| h.sense == Sense::Fiscal) {
            of + 1
        } else {
            of
        };
        let coded = || self.fiscal_code(fiscal).map(|year| (year, fiscal + 1));
        self.year_number(fiscal).or_else(coded).or_else(|| {
            let (moment, end) = self.relative_year(of).or_else(|| self.this_year(of))?;
            Some((moment.days?.lo?.year(), end))
        })
    }

    fn quarter_name(&self, at: usize) -> Option<(i8, usize, Trail)> {
        let code = self.text(at);
        if let Some(n) = code.strip_prefix(['Q', 'q']).and_then(|n| n.parse::<i8>().ok()) {
            return (1..=4).contains(&n).then_some((n, at + 1, Trail::new()));
        }
        if let Some(n) = self.part_before_code(at, ['Q', 'q']) {
            return (1..=4).contains(&n).then_some((n, at + 2, Trail::new()));
        }
        if let Some(month) =
            self.month(at).filter(|m| self.text(m.end).eq_ignore_ascii_case("quarter"))
        {
            // "the September quarter" is the one that ends with September.
            let trail = vec![self.step(month.rule, at, month.end)];
            return (month.value % 3 == 0).then_some((month.value / 3, month.end + 1, trail));
        }
        let ordinal = self.ordinal(at)?;
        let word = self.past_hyphen(ordinal.end);
        let named = matches!(self.text(word).to_ascii_lowercase().as_str(), "quarter" | "qtr");
        let number = i8::try_from(ordinal.number.to_i64()?).ok().filter(|n| (1..=4).contains(n))?;
        // "their first quarter-final"
        let after = self.past_hyphen(word + 1);
        let joined = after > word + 1 && self.shape(after) == Some(Shape::Lower);
        (named && !joined).then_some((number, word + 1, ordinal.trail))
    }

    /// The number before a code for parts of a year, as analysts write it: `3Q`, `3Q25`, `1H25`.
    fn part_before_code(&self, at: usize, letters: [char; 2]) -> Option<i8> {
        let code = self.text(at + 1).strip_prefix(letters).filter(|_| self.glued(at + 1))?;
        let sound = code.is_empty() || code_year(self.text(at + 1)).is_some();
        let digit = self.small_number(at).filter(|_| sound && self.text(at).len() == 1)?;
        i8::try_from(digit).ok()
    }

    /// The year of `FY2019`, `FY19`, `CY18`.
    fn fiscal_code(&self, at: usize) -> Option<i16> {
        let code = self.text(at);
        let led = matches!(code.get(..2), Some("FY" | "CY" | "fy" | "cy"));
        code_year(code).filter(|_| led && self.shape(at) == Some(Shape::Code))
    }

    /// `Q3`, `H1 2024`, `FY25`: codes that no rule begins.
    fn coded(&self, at: usize) -> Option<Dated> {
        if self.shape(at) != Some(Shape::Code) {
            return None;
        }
        let fiscal = || {
            let mut moment = year_moment(Date::new(self.fiscal_code(at)?, 1, 1).ok()?)?;
            moment.about = true;
            Some(Dated { moment, end: at + 1, trail: Trail::new() })
        };
        self.quarter(at).or_else(|| self.half_year(at)).or_else(fiscal)
    }

    /// `H1 2024`, `2019 H2`
    fn half_year(&self, at: usize) -> Option<Dated> {
        let led = self.year_number(at).filter(|_| self.shape(at) == Some(Shape::Digits));
        let code = led.map_or(at, |(_, end)| end);
        let before = self.part_before_code(code, ['H', 'h']);
        let after = || self.text(code).strip_prefix('H').and_then(|n| n.parse::<i8>().ok());
        let half = before.or_else(after)?;
        let end = code + 1 + usize::from(before.is_some());
        let own = code_year(self.text(end - 1)).filter(|_| before.is_some()).map(|y| (y, end));
        let year = led.map(|(year, _)| (year, end)).or(own).or_else(|| self.year_of(end));
        let (year, end) = year.filter(|_| (1..=2).contains(&half))?;
        let moment = unit_moment(Date::new(year, half * 6 - 5, 1).ok()?, Grain::Half)?;
        Some(Dated { moment, end, trail: Trail::new() })
    }

    /// `summer 2012`, `the spring of 2009`, `in the summer`
    fn season(&self, at: usize) -> Option<Dated> {
        let season = self.pick(at, kinds::SEASON, |s| match s {
            Sense::Season(m) => Some(m),
            _ => None,
        })?;
        let trail = vec![self.step(season.rule, at, season.end)];
        if let Some((year, end)) = self.year_of(season.end) {
            let end = self.past_next_year(year, end).unwrap_or(end);
            return Some(Dated { moment: season_of(season.value, year)?, end, trail });
        }
        let led = at >= self.start + 2
            && self.text(at - 1).eq_ignore_ascii_case("the")
            && self.hits(at - 2, kinds::BOUND).any(|h| matches!(h.sense, Sense::Bound(_)));
        let hit = |i: usize| {
            self.hits(i, kinds::BOUND).any(|h| matches!(h.sense, Sense::Bound(_)) && h.end == at)
        };
        let noun = self.names_any(season.end) || self.shape(at) != Some(Shape::Lower);
        let led = led || at > self.start && hit(at - 1) && !self.can_be(at, Class::Verb);
        let near = self.nearest_year(self.tense(at), |y| season_of(season.value, y)?.days);
        let lo = near.and_then(|d| d.lo).filter(|_| led && !noun)?;
        Some(Dated { moment: season_of(season.value, lo.year())?, end: season.end, trail })
    }

    /// One past the `-21` or `/21` of "2020-21".
    fn past_next_year(&self, year: i16, at: usize) -> Option<usize> {
        let mark = matches!(self.text(at), "/" | "-" | "–") && self.glued(at) && self.glued(at + 1);
        let next = self.small_number(at + 1).filter(|_| mark && self.text(at + 1).len() == 2)?;
        (i16::try_from(next).ok()? == (year + 1).rem_euclid(100)).then_some(at + 2)
    }

    /// `fiscal 2019`, `the fiscal year 2019`
    fn fiscal_year(&self, at: usize) -> Option<Dated> {
        let fiscal = self.pick(at, kinds::FISCAL, |s| (s == Sense::Fiscal).then_some(()))?;
        let year_at = if self.text(fiscal.end) == "year" { fiscal.end + 1 } else { fiscal.end };
        if let Some(span) = self.date_span(year_at) {
            return Some(span);
        }
        let (year, end) = self.year_number(year_at)?;
        let mut moment = year_moment(Date::new(year, 1, 1).ok()?)?;
        moment.about = true;
        Some(Dated { moment, end, trail: vec![self.step(fiscal.rule, at, fiscal.end)] })
    }

    /// `nineteen ninety-six`, `the year 2011`
    fn year_word(&self, at: usize) -> Option<Dated> {
        let named = self.text(at) == "year";
        let spoken = || {
            self.year_in_words(at + usize::from(named)).filter(|(_, end)| {
                named
                    || self.bound_ends_at(at)
                    || self.stands_last(*end)
                        && self.cardinal(at).is_some_and(|c| c.0 > Decimal::whole(12))
            })
        };
        if named && let Some(span) = self.date_span(at + 1) {
            return Some(span);
        }
        let digits = || {
            self.year_number(at + 1).filter(|_| named && self.shape(at + 1) == Some(Shape::Digits))
        };
        let (year, end) = spoken()
            .filter(|(_, end)| !self.counts_something(*end) && self.unit(*end).is_none())
            .or_else(digits)?;
        let moment = year_moment(Date::new(year, 1, 1).ok()?)?;
        Some(Dated { moment, end, trail: Trail::new() })
    }

    /// `2032`, where it is a year: after a preposition, or a likely one that counts nothing.
    fn year(&self, at: usize) -> Option<Dated> {
        if self.is(at, self.rules.marks.comma) {
            return None;
        }
        let (year, end) = self.year_number(at)?;
        let placed = at > self.start
            && (self.is_timed(at - 1) || self.is(at - 1, self.rules.marks.of))
            || self.bound_ends_at(at)
            || self.follows_a_dating_word(at);
        let measured = self.unit(end).is_some_and(|u| self.is_unit_of_year(end, u.value))
            || self.scale(end).is_some();
        let joined = at > self.start && self.glued(at) && !self.is(at - 1, self.rules.marks.open);
        let number = self.is(end, self.rules.marks.hyphen)
            && self.glued(end)
            && self.shape(end + 1) == Some(Shape::Digits)
            && self.glued(end + 1);
        // "the 2018 and 2019 seasons"
        let listed = at > self.start + 1
            && matches!(self.text(at - 1), "and" | "or")
            && self.year_number(at - 2).is_some_and(|(y, _)| NEAR_YEARS.contains(&y));
        let counts = !listed && self.counts_something(end);
        let likely = NEAR_YEARS.contains(&year) && !counts && !joined;
        if measured || number || !(placed && !self.counts_plainly(end) || likely) {
            return None;
        }
        let pattern = Pattern { year: Some(year), ..Pattern::default() };
        let moment = self.resolve(pattern, super::resolve::Tense::Unknown)?;
        // "2014/15"
        if let Some(end) = self.past_next_year(year, end).filter(|_| self.text(end) == "/") {
            let next = year_moment(Date::new(year + 1, 1, 1).ok()?)?;
            let moment = super::spans::between(&moment, &next)?;
            return Some(Dated { moment, end, trail: Trail::new() });
        }
        Some(Dated { moment, end, trail: Trail::new() })
    }

    /// Whether the word before, or before a colon, tells what a date is the date of: "Founded: 1798".
    pub(super) fn follows_a_dating_word(&self, at: usize) -> bool {
        let colon = at > self.start + 1 && self.text(at - 1) == ":";
        let class = || self.rules.vocabulary.get("leads to a year");
        let before = at.checked_sub(if colon { 2 } else { 1 }).filter(|b| *b >= self.start);
        before.is_some_and(|b| self.rules.words.in_class(self.sym(b), class()))
    }

    /// Whether a unit after four digits makes them a quantity: not a name with a capital.
    fn is_unit_of_year(&self, at: usize, unit: crate::id::UnitId) -> bool {
        let named = self.shape(at) == Some(Shape::Capital);
        self.rules.unit(unit).is_some() && !named
    }

    pub(super) fn is_timed(&self, at: usize) -> bool {
        self.hits(at, kinds::BOUND | kinds::PART | kinds::RELATIVE | kinds::SEASON).any(|h| {
            matches!(
                h.sense,
                Sense::Bound(_) | Sense::Part(_) | Sense::Relative(_) | Sense::Season(_)
            )
        })
    }

    /// Whether a bounding word of several tokens ends right before `at`.
    pub(super) fn bound_ends_at(&self, at: usize) -> bool {
        (at.saturating_sub(BOUND_REACH)..at).any(|i| {
            self.hits(i, kinds::BOUND | kinds::PART)
                .any(|h| h.end == at && matches!(h.sense, Sense::Bound(_) | Sense::Part(_)))
        })
    }

    /// Whether a plural noun follows directly, as in "1500 people".
    pub(super) fn counts_plainly(&self, at: usize) -> bool {
        self.shape(at) == Some(Shape::Lower) && self.counts_something(at)
    }

    /// `on the 18th`
    fn day_alone(&self, at: usize) -> Option<Dated> {
        let the = self.past_the(at);
        let led = at > self.start
            && self
                .hits(at - 1, kinds::BOUND)
                .any(|h| matches!(h.sense, Sense::Bound(_)) && h.end == at);
        let digits = self.shape(the) == Some(Shape::Digits);
        let (day, end) = self.ordinal_day(the).filter(|_| the > at && led && digits)?;
        let (fraction, noun) = (self.is(end, self.rules.marks.of), self.names_any(end));
        let hyphen = self.is(end, self.rules.marks.hyphen) && self.glued(end);
        let pattern = Pattern { day: Some(day), ..Pattern::default() };
        let said = Said { pattern, end, trail: Trail::new() };
        (!fraction && !noun && !hyphen).then(|| self.dated(at, said))?
    }

    /// `now`, `recently`, `soon`: a time that the text does not fix.
    fn loose(&self, at: usize) -> Option<Dated> {
        let word = self.pick(at, kinds::LOOSE, |s| match s {
            Sense::Loose(l) => Some(l),
            _ => None,
        })?;
        // "the current owner": what modifies a noun is no time of its own.
        if self.names_any(word.end) && self.can_be(word.end - 1, Class::Adjective) {
            return None;
        }
        let mut moment = Moment::open(Grain::Interval, Pattern::default());
        let name = match word.value {
            Loose::Past => "PAST_REF",
            Loose::Present => "PRESENT_REF",
            Loose::Future => "FUTURE_REF",
        };
        name.clone_into(&mut moment.edtf);
        moment.about = true;
        Some(Dated { moment, end: word.end, trail: vec![self.step(word.rule, at, word.end)] })
    }
}

/// The year at the end of a code: 2025 of `Q25` and `FY2025`.
fn code_year(code: &str) -> Option<i16> {
    let digits = code.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = code.len() - digits.len();
    let year: i16 = digits.parse().ok().filter(|_| (1..=2).contains(&letters))?;
    match digits.len() {
        2 => Some(2000 + year),
        4 => Some(year).filter(|y| NEAR_YEARS.contains(y)),
        _ => None,
    }
}

/// The years of the `number`th century before Christ.
fn century_before_christ(number: i16) -> Option<Moment> {
    let (lo, hi) = (1 - number * 100, -(number - 1) * 100);
    let days = Days::new(Date::new(lo, 1, 1).ok()?, Date::new(hi, 12, 31).ok()?);
    let edtf = format!("-{:04}/-{:04}", -lo, -hi);
    Some(Moment::known(Grain::Interval, days, edtf))
}

/// Applies `by`, `until`, `since`, `before`, `after` to a date.
fn bind(moment: &mut Moment, word: BoundWord) {
    match word {
        BoundWord::Plain(bound) => moment.bound = bound,
        BoundWord::NotBefore => moment.bound = Bound::From,
        BoundWord::Before => {
            let eve = moment.days.and_then(|d| d.lo).and_then(|lo| lo.yesterday().ok());
            moment.days = eve.map(|eve| Days::new(eve, eve));
            moment.bound = Bound::By;
        }
        BoundWord::After => {
            let next = moment.days.and_then(|d| d.hi).and_then(|hi| hi.tomorrow().ok());
            moment.days = next.map(|next| Days::new(next, next));
            moment.bound = Bound::From;
        }
    }
    let days = moment.days;
    let since =
        word == BoundWord::Plain(Bound::From) && !moment.about && moment.grain != Grain::Interval;
    match (moment.bound, days) {
        (Bound::By, Some(Days { hi: Some(hi), .. })) => moment.edtf = format!("../{hi}"),
        (Bound::From, Some(_)) if since => moment.edtf = format!("{}/..", moment.edtf),
        (Bound::From, Some(Days { lo: Some(lo), .. })) => moment.edtf = format!("{lo}/.."),
        _ => {}
    }
}
