//! Dates: which ways there are to name one, and the words that bound it.

use jiff::civil::Date;

use super::calendar::Said;
use super::reader::{Found, Reader};
use super::resolve::{season_of, unit_moment, year_moment};
use crate::claim::Kind;
use crate::grammar::noun_phrase;
use crate::rules::{BoundWord, Class, Loose, Sense, kinds};
use crate::text::Shape;
use crate::trail::{Step, Trail};
use crate::value::{Bound, Days, Grain, Hedge, Moment, Pattern, Value};

/// A date expression without the word that bounds it.
pub(super) struct Dated {
    pub(super) moment: Moment,
    pub(super) end: usize,
    pub(super) trail: Trail,
}

/// Kinds of words that a number can begin with.
const NUMBERS: u64 =
    kinds::CARDINAL | kinds::VAGUE | kinds::ARTICLE | kinds::FRACTION | kinds::SCALE;
/// Kinds of words that a day, month or weekday can begin with.
const SAID: u64 = kinds::MONTH | kinds::WEEKDAY | kinds::ORDINAL | kinds::CARDINAL;

/// Years that a bare number means even without a preposition.
const NEAR_YEARS: std::ops::RangeInclusive<i16> = 1900..=2099;
/// A bounding phrase has at most so many tokens.
const BOUND_REACH: usize = 5;

impl Reader<'_> {
    /// The date at `at`, with `until`, `by`, `since` before it or `or later` behind it.
    pub(super) fn date(&self, at: usize) -> Option<Found> {
        let mut dated = match self.date_span(at) {
            Some(span) => span,
            None => self.bounded(at).or_else(|| self.about(at)).or_else(|| self.plain_date(at))?,
        };
        self.bound_after(&mut dated);
        dated.trail.extend(self.preposition_before(at));
        let day = dated.moment.grain == Grain::Day && dated.moment.bound == Bound::Within;
        let kind = if day { Kind::Date } else { Kind::DateRange };
        let Dated { moment, end, trail } = dated;
        Some(Found { start: at, end, kind, value: Value::Moment(moment), trail, idle: None })
    }

    fn bounded(&self, at: usize) -> Option<Dated> {
        let bound = self.pick(at, kinds::BOUND, |s| match s {
            Sense::Bound(b) if b != BoundWord::Plain(Bound::Within) => Some(b),
            _ => None,
        })?;
        let mut dated = self.plain_date(bound.end)?;
        // "hit by 2004 tsunami": the year says which.
        let by = bound.value == BoundWord::Plain(Bound::By) && dated.moment.grain == Grain::Year;
        let mut noun = noun_phrase(self.doc, self.rules, dated.end, self.end).into_iter();
        if by && noun.any(|np| np.head == dated.end) {
            return None;
        }
        dated.trail.insert(0, self.step(bound.rule, at, bound.end));
        bind(&mut dated.moment, bound.value);
        Some(dated)
    }

    /// `around 1980`, `about 4 March`
    fn about(&self, at: usize) -> Option<Dated> {
        let hedge = self.pick(at, kinds::HEDGE, |s| match s {
            Sense::Hedge(id) => {
                self.rules.hedges.get(usize::from(id)).filter(|h| h.hedge == Hedge::About)
            }
            _ => None,
        })?;
        let mut dated = self.plain_date(hedge.end).filter(|d| d.moment.grain != Grain::Interval)?;
        dated.moment.about = true;
        dated.trail.insert(0, self.step(hedge.rule, at, hedge.end));
        Some(dated)
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
        let before = at.checked_sub(1)?;
        let hit = self
            .hits(before, kinds::BOUND)
            .find(|h| h.end == at && h.sense == Sense::Bound(BoundWord::Plain(Bound::Within)))?;
        Some(self.step(hit.rule, before, at))
    }

    /// A date without a bound, with "the" before it or not.
    pub(super) fn plain_date(&self, at: usize) -> Option<Dated> {
        let start = self.past_the(at);
        let digits = self.shape(start) == Some(Shape::Digits);
        let here = self.kinds(start) | self.kinds(at);
        if self.is_no_figure(start) {
            return None;
        }
        let asked = |kinds: u64| digits || here & kinds != 0;
        let distance = here & kinds::DISTANCE != 0 || self.unit_word_near(at);
        let counted = asked(NUMBERS) && distance;
        let led = || here & (kinds::HOLIDAY | kinds::PART | kinds::RELATIVE) != 0;
        let ordinal = || asked(kinds::ORDINAL | kinds::CARDINAL | kinds::MONTH | kinds::FISCAL);
        let beside = counted.then(|| self.beside_a_date(at)).flatten();
        beside
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

    /// A decade, century, half year or season, or a code of a quarter.
    fn longer_date(&self, at: usize, digits: bool) -> Option<Dated> {
        let here = self.kinds(at);
        let sign = self.shape(at) == Some(Shape::Mark);
        if digits || sign || here & kinds::DECADE_WORD != 0 {
            let found = self.decade(at).or_else(|| self.half_year(at));
            if found.is_some() {
                return found;
            }
        }
        if digits || here & (kinds::ORDINAL | kinds::CARDINAL) != 0 {
            return self.century(at);
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
        let word = self.pick(at, kinds::DECADE_WORD, |s| match s {
            Sense::DecadeWord(tens) => Some(tens),
            _ => None,
        });
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
            let short = apostrophe && self.text(digits).len() == 2;
            let long = self.shape(digits) == Some(Shape::Digits) && self.text(digits).len() == 4;
            let year: i16 = (short || long).then(|| self.text(digits).parse().ok())??;
            let spaced = long && self.token(digits + 1).is_some_and(|t| t.spaced);
            let plural = matches!(self.text(digits + 1), "s" | "'s" | "’s") && year % 10 == 0;
            if !plural || spaced && self.text(digits + 1) != "s" || year > 2199 {
                return None;
            }
            (if short { self.full_decade(year) } else { year }, digits + 2, Trail::new())
        };
        let moment = unit_moment(Date::new(year, 1, 1).ok()?, Grain::Decade)?;
        Some(Dated { moment, end, trail })
    }

    /// The latest decade of those two digits that has begun.
    fn full_decade(&self, tens: i16) -> i16 {
        let this = self.reference.latest().map_or(2025, Date::year);
        let year = this - this.rem_euclid(100) + tens;
        if year > this { year - 100 } else { year }
    }

    /// `the 20th century`, `nineteenth-century`
    fn century(&self, at: usize) -> Option<Dated> {
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
        Some(Dated { moment, end: unit.end, trail })
    }

    /// `the third quarter of 2025`, `Q3 2025`, `the 1988 second quarter`, `third-quarter`
    pub(super) fn quarter(&self, at: usize) -> Option<Dated> {
        let led = self.year_number(at).filter(|_| self.shape(at) == Some(Shape::Digits));
        let start = led.map_or(at, |(_, end)| self.past_hyphen(end));
        let start = if self.hits(start, kinds::FISCAL).any(|h| h.sense == Sense::Fiscal) {
            self.past_hyphen(start + 1)
        } else {
            start
        };
        let (number, end, trail) = self.quarter_name(start)?;
        let year = led.map(|(y, _)| (y, end)).or_else(|| self.year_of(end));
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
        self.year_number(fiscal).or_else(|| {
            let (moment, end) = self.relative_year(of).or_else(|| self.this_year(of))?;
            Some((moment.days?.lo?.year(), end))
        })
    }

    fn quarter_name(&self, at: usize) -> Option<(i8, usize, Trail)> {
        let code = self.text(at);
        if let Some(n) = code.strip_prefix(['Q', 'q']).and_then(|n| n.parse::<i8>().ok()) {
            return (1..=4).contains(&n).then_some((n, at + 1, Trail::new()));
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
        named.then_some((number, word + 1, ordinal.trail))
    }

    /// `Q3`, `H1 2024`: codes that no rule begins.
    fn coded(&self, at: usize) -> Option<Dated> {
        if self.shape(at) != Some(Shape::Code) {
            return None;
        }
        self.quarter(at).or_else(|| self.half_year(at))
    }

    /// `H1 2024`, `2019 H2`
    fn half_year(&self, at: usize) -> Option<Dated> {
        let led = self.year_number(at).filter(|_| self.shape(at) == Some(Shape::Digits));
        let code = led.map_or(at, |(_, end)| end);
        let half = self.text(code).strip_prefix('H').and_then(|n| n.parse::<i8>().ok())?;
        let year = led.map(|(year, _)| (year, code + 1)).or_else(|| self.year_of(code + 1));
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
            let led = named || self.bound_ends_at(at);
            self.year_in_words(at + usize::from(named)).filter(|(_, end)| {
                led || self.stands_last(*end)
                    && self.cardinal(at).is_some_and(|c| c.0 > crate::value::Decimal::whole(12))
            })
        };
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
            || self.bound_ends_at(at);
        let measured = self.unit(end).is_some_and(|u| self.is_unit_of_year(end, u.value))
            || self.scale(end).is_some();
        let joined = at > self.start && self.glued(at) && !self.is(at - 1, self.rules.marks.open);
        let number = self.is(end, self.rules.marks.hyphen)
            && self.glued(end)
            && self.shape(end + 1) == Some(Shape::Digits)
            && self.glued(end + 1);
        let likely = NEAR_YEARS.contains(&year) && !self.counts_something(end) && !joined;
        if measured || number || !(placed && !self.counts_plainly(end) || likely) {
            return None;
        }
        let pattern = Pattern { year: Some(year), ..Pattern::default() };
        let moment = self.resolve(pattern, super::resolve::Tense::Unknown)?;
        Some(Dated { moment, end, trail: Trail::new() })
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
    fn bound_ends_at(&self, at: usize) -> bool {
        (at.saturating_sub(BOUND_REACH)..at).any(|i| {
            self.hits(i, kinds::BOUND | kinds::PART)
                .any(|h| h.end == at && matches!(h.sense, Sense::Bound(_) | Sense::Part(_)))
        })
    }

    /// Whether a plural noun follows directly, as in "1500 people".
    fn counts_plainly(&self, at: usize) -> bool {
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
