//! Evidence from the values themselves.

use super::Scale;
use super::times::are_far_apart;
use crate::claim::{Claim, Kind, Modality, Role};
use crate::compare::{Verdict, convert_to_the_digit};
use crate::link::sketch::Sketch;
use crate::rules::{Ground, Unit};
use crate::slip::{Cause, is_rare_slip, is_telling_slip, slip};
use crate::value::{Bound, Clock, Decimal, Grain, Hedge, Moment, Pattern, Quantity, Value};

impl Scale<'_> {
    pub(super) fn values(&mut self) {
        if self.is_same() {
            self.same_values();
        } else if let Some(percent) = self.rounds() {
            self.add_part(Ground::RoundedValue, percent, String::new);
        } else if self.same_document() && !self.beside {
            self.values_of_one_article();
        }
        if self.is_disputed() {
            self.disputed_values();
        } else if !self.is_same() && self.are_plan_and_result() && self.is_periodic() {
            self.add(Ground::APlanAndWhatCame);
        }
        let (x, y) = (&self.a.claim.mention.value, &self.b.claim.mention.value);
        if self.happens_once() {
            return;
        }
        // "1762", "1726", "$1.5 billion", "$1.5m": what differs by a slip may lie far apart.
        if self.is_disputed() && (self.is_rare_slip() || self.slip() == Some(Cause::Transposed)) {
            return;
        }
        if are_far_apart(x, y) || self.are_of_other_years() || self.are_of_other_weeks() {
            self.add(Ground::DatesFarApart);
        } else if self.are_two_pasts() {
            self.add_part(Ground::DatesFarApart, 60, String::new);
        } else if !self.agrees() && is_other_order(x, y) {
            self.add(Ground::ValuesOfAnotherOrder);
        }
    }

    fn same_values(&mut self) {
        let one = self.a.claim.mention.sentence == self.b.claim.mention.sentence;
        let value = &self.a.claim.mention.value;
        if self.same_document() && one && !self.beside {
            // "eased to 1.6%, below the target of 2%": two figures, though the one is the other rounded.
            let one = is_one_figure(value, &self.b.claim.mention.value);
            let two = !one && is_exact(self.a) && is_exact(self.b);
            let twice = Ground::TwiceInOneSentence;
            return self.add(if two { Ground::TwoValuesInOneSentence } else { twice });
        }
        let vague = self.is_vague();
        let telling =
            self.a.telling && self.b.telling && !self.is_day_of_much() && !self.rounds_to_a_digit();
        let (ground, percent) = if is_limit(value) {
            (Ground::SameDeadline, 100)
        } else if telling {
            (Ground::SameTellingValue, if vague { 50 } else { 100 })
        } else {
            (Ground::SameValue, self.chance())
        };
        self.add_part(ground, percent, String::new);
        let measured = self.a.claim.frame.measure.is_some() && self.b.claim.frame.measure.is_some();
        if self.same_document() && telling && !measured && !vague {
            self.add(Ground::RepeatedInTheArticle);
        }
    }

    /// Whether the one is the other rounded to a single digit, as many figures are: "£4m", "£3.8m".
    fn rounds_to_a_digit(&self) -> bool {
        let (a, b) = (&self.a.claim.mention.value, &self.b.claim.mention.value);
        let digit = |v: &Value| {
            v.quantity().and_then(|q| q.stated).is_some_and(|n| n.significant_digits() == 1)
        };
        !is_one_figure(a, b) && (digit(a) || digit(b))
    }

    /// Whether the two name a day on which one of the articles tells several things: the day of the news.
    fn is_day_of_much(&self) -> bool {
        self.a.claim.mention.kind == Kind::Date && !(self.a.single && self.b.single)
    }

    /// How much, in percent, it says that one value is the other one rounded: "just over £410m", "£412
    /// million".
    fn rounds(&self) -> Option<i32> {
        if self.same_document() || self.verdict() != Some(Verdict::Compatible) {
            return None;
        }
        let (a, b) = (&self.a.claim.mention.value, &self.b.claim.mention.value);
        if let (Value::Clock(a), Value::Clock(b)) = (a, b) {
            return tell_one_time(a, b).then_some(100);
        }
        if let (Value::Moment(a), Value::Moment(b)) = (a, b) {
            return tell_one_date(a, b);
        }
        let (a, b) = a.quantity().zip(b.quantity())?;
        let mut pairs = a.writings().flat_map(|x| b.writings().map(move |y| (x, y)));
        pairs.find_map(|(x, y)| {
            let (m, n) = x.stated.zip(y.stated)?;
            let digits = m.significant_digits().max(n.significant_digits());
            let rounded = x.hedge == Hedge::Exact || y.hedge == Hedge::Exact;
            let percent = match digits {
                0 | 1 => return None,
                3.. if rounded => 100,
                _ => SOME_OF_IT,
            };
            if x.unit != y.unit {
                return convert_to_the_digit(x, y, self.rules).then_some(SOME_OF_IT);
            }
            is_near(m, n).then_some(percent)
        })
    }

    /// Whether both are round shares, in words or as percentages: "33%", "a third".
    pub(super) fn are_round_shares(&self) -> bool {
        let is_one = |q: &Quantity| {
            let unit = q.unit.and_then(|u| self.rules.unit(u));
            unit.is_some_and(Unit::is_share) && q.stated.is_some_and(is_round_share)
        };
        [self.a, self.b].iter().all(|s| s.claim.mention.value.quantity().is_some_and(is_one))
    }

    /// Whether the two values are one that few other figures would be: of three digits, or of two that
    /// each of the two articles gives once.
    pub(super) fn is_telling_figure(&self) -> bool {
        let telling = self.a.telling && self.b.telling && !self.is_vague();
        !self.same_document() && self.is_same() && (telling || self.chance() > TWICE)
    }

    /// How much, in percent, it says that the two values are the same: the less, the likelier that is by
    /// chance.
    fn chance(&self) -> i32 {
        let two_digits = |s: &Sketch<'_>| has_two_digits(&s.claim.mention.value) && !is_recent(s);
        // "6 km", "$5 million", "2-1" are the same by chance less often than "six" is.
        let (kind, value) = (self.a.claim.mention.kind, &self.a.claim.mention.value);
        let measured = || {
            (kind.is_measured() || kind == Kind::Score)
                && is_one_figure(value, &self.b.claim.mention.value)
        };
        match (two_digits(self.a) && two_digits(self.b), self.a.single && self.b.single) {
            (false, true) if measured() => TWICE,
            (false, _) => 100,
            (true, false) => TWICE,
            (true, true) => 300,
        }
    }

    /// Whether the sentences have another figure in common that hardly agrees by chance.
    pub(super) fn figures_beside(&mut self) {
        // "Tuesday" and "31 October" may be one day, as any two.
        let apart = self.a.claim.mention.kind.is_point() && !share_a_part(self.a, self.b);
        if self.same_document() || !self.agrees() || apart {
            return;
        }
        let (own, others) = (beside(self.a), beside(self.b));
        let agrees = |x: &&Claim| others.clone().any(|y| is_one_telling_figure(x, y));
        if own.clone().any(|x| agrees(&x)) {
            self.add(Ground::AnotherFigureAgrees);
        }
    }

    /// One article gives two values: seldom of one fact.
    fn values_of_one_article(&mut self) {
        let compatible = self.verdict() == Some(Verdict::Compatible);
        let one = self.a.claim.mention.sentence == self.b.claim.mention.sentence;
        let told = |s: &Sketch<'_>| s.claim.frame.attribution;
        let voices = told(self.a).zip(told(self.b)).is_some_and(|(a, b)| a != b);
        if one && !voices && !compatible {
            return self.add(Ground::TwoValuesInOneSentence);
        }
        // A headline that differs from its article, or two authorities, may be a dispute.
        let open = voices || self.a.title != self.b.title;
        let percent = match (open || compatible, compatible && self.is_vague()) {
            (_, true) => 0,
            (true, _) => 50,
            (false, _) => 100,
        };
        self.add_part(Ground::OtherValueInTheSameArticle, percent, String::new);
    }

    /// Why two values of one fact may differ, or be of two.
    fn disputed_values(&mut self) {
        let (x, y) = (&self.a.claim.mention.value, &self.b.claim.mention.value);
        if self.is_rare_slip() {
            // Of the sums of a business story two are so by chance: something else must speak for it.
            let few = |q: &Quantity| q.stated.is_some_and(has_few_digits);
            let both = x.quantity().zip(y.quantity());
            let short = both.is_some_and(|(a, b)| a.unit == b.unit && few(a) && few(b));
            // Years of one century have most digits in common.
            let years = x.moment().is_some() && y.moment().is_some();
            let percent = if short || years { MOST_OF_A_SLIP } else { 100 };
            self.add_part(Ground::ARareSlipApart, percent, String::new);
        } else if self.is_telling_slip() {
            // "61 killed", "16 rooms": so two small numbers are by chance, unless both are of the killed or rooms.
            let bare = |v: &Value| v.quantity().is_some_and(is_small_number);
            let two = self.one_measure().is_none() && !self.count_alike();
            let chance = bare(x) && bare(y) && two;
            let percent = if chance { HALF_AS_MUCH } else { 100 };
            self.add_part(Ground::ASlipOfThePenApart, percent, String::new);
        }
        if self.are_plan_and_result() {
            // "will take the total to 420", "has 402 stores": nothing else says that it is one thing.
            let swapped = self.slip() == Some(Cause::Transposed);
            let untold = swapped && self.one_measure().is_none() && !self.count_alike();
            let percent = if untold { MORE_OF_A_PLAN } else { 100 };
            self.add_part(Ground::APlanAndWhatCame, percent, String::new);
        }
        if !self.beside && self.are_measured_apart() {
            self.add(Ground::MeasuredFarApart);
        }
        // "rises 103 points", "falls 103 points" in like sentences: a slip.
        if self.go_apart() && !self.are_alike() {
            self.add(Ground::OtherDirections);
        }
    }

    /// Whether the two are lengths, weights, speeds... far from each other, and no slip makes one of the
    /// other: who measures a thing again finds about the same.
    fn are_measured_apart(&self) -> bool {
        let (a, b) = (&self.a.claim.mention, &self.b.claim.mention);
        let measured = a.kind == Kind::Quantity && b.kind == Kind::Quantity;
        let grows = || self.one_measure().is_some_and(|m| m.grows);
        let apart = |x: &Quantity, y: &Quantity| {
            let both = x.stated.zip(y.stated).filter(|_| x.unit == y.unit);
            both.is_some_and(|(m, n)| !are_within(A_THIRD, m, n))
        };
        // "60 km (37 miles)", "37 kilometres"
        let shared = |x: &Quantity, y: &Quantity| {
            x.writings().any(|x| y.writings().any(|y| x.stated == y.stated))
        };
        measured
            && !grows()
            && self.slip().is_none()
            && a.value
                .quantity()
                .zip(b.value.quantity())
                .is_some_and(|(x, y)| apart(x, y) && !shared(x, y))
    }

    pub(super) fn are_plan_and_result(&self) -> bool {
        is_plan(self.a) != is_plan(self.b)
    }

    /// Whether both tell what each quarter or year has anew: what is expected of one is as much as another
    /// brought, nearly.
    fn is_periodic(&self) -> bool {
        self.one_measure().is_some_and(|m| m.periodic)
    }

    pub(super) fn is_slip(&self) -> bool {
        self.is_rare_slip() || self.is_telling_slip()
    }

    pub(super) fn is_rare_slip(&self) -> bool {
        let (a, b) = self.both_values();
        *self.rare_slip.get_or_init(|| is_rare_slip(a, b, self.rules))
    }

    fn is_telling_slip(&self) -> bool {
        let (a, b) = self.both_values();
        self.slip().is_some_and(|slip| is_telling_slip(slip, a, b))
    }

    fn slip(&self) -> Option<Cause> {
        let (a, b) = self.both_values();
        *self.slip.get_or_init(|| slip(a, b, self.rules))
    }

    fn both_values(&self) -> (&Value, &Value) {
        (&self.a.claim.mention.value, &self.b.claim.mention.value)
    }

    /// Whether the one tells a rise and the other a fall, and the figures are not the same.
    fn go_apart(&self) -> bool {
        let change = |s: &Sketch<'_>| {
            let tells = matches!(s.claim.frame.role, Role::ChangeBy | Role::ChangeTo);
            s.claim.frame.change.filter(|_| tells)
        };
        change(self.a).zip(change(self.b)).is_some_and(|(a, b)| a != b)
    }
}

/// What a figure of two digits says that is near another, or one of two round figures, in percent of what
/// one of three says that is no round one.
const HALF_AS_MUCH: i32 = 50;

/// A figure that stands for another one is off by less than the so-manieth part of it.
const OFF_BY: i64 = 25;

/// Whether one figure may be the other one rounded.
fn is_near(a: Decimal, b: Decimal) -> bool {
    are_within(OFF_BY, a, b)
}

/// Whether the greater is more than the other by one part at most of so many of its own.
fn are_within(parts: i64, a: Decimal, b: Decimal) -> bool {
    let (less, most) = if a < b { (a, b) } else { (b, a) };
    let apart = most.minus(less).and_then(|d| d.times(Decimal::whole(parts)));
    !less.is_negative() && apart.is_some_and(|d| d <= most)
}

/// Minutes by which exact times of one event differ in news, and times of which one is rounded.
const MINUTES_OFF: [u16; 2] = [15, 20];

/// Whether two times may be one: told roughly, or by the clocks of two zones, which differ by whole hours.
fn tell_one_time(a: &Clock, b: &Clock) -> bool {
    let apart = a.minutes_to(b);
    let [exact, rounded] = MINUTES_OFF;
    let most = if a.about || b.about { rounded } else { exact };
    let zones = a.zone != b.zone;
    let minute = a.minutes % 60;
    let odd = !minute.is_multiple_of(5) && minute == b.minutes % 60;
    apart <= most || zones && odd
}

/// How much, in percent, it says that two dates name the same year, month or day, the one as a bound: "2009",
/// "since 2009"; or that the one lies in the other: "11 July 2023", "July 2023".
fn tell_one_date(a: &Moment, b: &Moment) -> Option<i32> {
    let of = |m: &Moment| Pattern { year: m.year(), ..m.pattern };
    let (x, y) = (of(a), of(b));
    let within = |inner: Option<i8>, outer: Option<i8>| outer.is_none() || outer == inner;
    let inside = |p: Pattern, q: Pattern| within(p.month, q.month) && within(p.day, q.day);
    if x.year.is_none() || x.year != y.year {
        None
    } else if x == y {
        Some(MOST_OF_IT)
    } else {
        (inside(x, y) || inside(y, x)).then_some(SOME_OF_IT)
    }
}

/// What it says that two dates are the same but for a bound, in percent of what a rounded figure says.
const MOST_OF_IT: i32 = 60;

/// What it says that the one is a coarser date, or that two digits agree rounded, in the same percent.
const SOME_OF_IT: i32 = 45;

/// What two digits that agree say, in percent of what one says.
const TWICE: i32 = 200;

/// Of a sentence with more figures, as of a table, the first so many are looked at.
const MOST_BESIDE: usize = 12;

/// The other figures of a claim's sentence that are not the same as its own.
fn beside<'a>(sketch: &'a Sketch<'_>) -> impl Iterator<Item = &'a Claim> + Clone {
    let own = &sketch.claim.mention;
    let other =
        |c: &&Claim| c.mention.span != own.span && !is_one_figure(&c.mention.value, &own.value);
    sketch.sentence.iter().take(MOST_BESIDE).filter(other)
}

fn is_one_telling_figure(a: &Claim, b: &Claim) -> bool {
    let (x, y) = (&a.mention.value, &b.mention.value);
    (has_two_digits(x) || is_telling(x)) && is_one_figure(x, y)
}

/// Whether two values are the same number of the same unit, or the same date.
fn is_one_figure(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Quantity(x), Value::Quantity(y)) => {
            x.stated.is_some() && (x.stated, x.unit) == (y.stated, y.unit)
        }
        (Value::Moment(x), Value::Moment(y)) => x.edtf == y.edtf,
        _ => a == b,
    }
}

/// Whether the figure is told without a hedge.
fn is_exact(sketch: &Sketch<'_>) -> bool {
    sketch.claim.mention.value.quantity().is_some_and(|q| q.hedge == Hedge::Exact)
}

/// Whether two dates name a part in common: a year, a month, a day of the week.
fn share_a_part(a: &Sketch<'_>, b: &Sketch<'_>) -> bool {
    let (x, y) = (a.claim.mention.value.moment(), b.claim.mention.value.moment());
    let known = |m: &Moment| m.days.is_some();
    x.zip(y).is_none_or(|(x, y)| known(x) && known(y) || x.pattern.shares_a_part(y.pattern))
}

/// Whether a percentage is a number of tenths, quarters or thirds of the whole.
fn is_round_share(n: Decimal) -> bool {
    const ROUND: [i64; 15] = [10, 20, 25, 30, 33, 34, 40, 50, 60, 66, 67, 70, 75, 80, 90];
    // A third is 33.333...
    let third = n.significant_digits() > MOST_WRITTEN;
    let is = |w: &i64| {
        n == Decimal::whole(*w) || third && n > Decimal::whole(*w) && n < Decimal::whole(w + 1)
    };
    ROUND.iter().any(is)
}

/// A figure in digits has no more of them.
const MOST_WRITTEN: u32 = 9;

/// Whether the figure is foreseen or planned.
fn is_plan(sketch: &Sketch<'_>) -> bool {
    matches!(sketch.claim.frame.modality, Modality::Forecast | Modality::Planned)
}

/// Whether few other figures would be the same by chance: three digits or a scale word, a vague
/// magnitude, a day.
pub(in crate::link) fn is_telling(value: &Value) -> bool {
    match value {
        Value::Quantity(q) => match q.stated {
            Some(n) => {
                let large = n >= Decimal::whole(10_000) && n.significant_digits() >= 2;
                let scaled = n >= Decimal::whole(1_000_000) && n.digits() != 1;
                n.significant_digits() >= 3 || large || scaled
            }
            None => {
                q.hedge == Hedge::Range
                    || q.hedge == Hedge::Vague
                        && q.literal.lo.is_some_and(|l| l.at >= Decimal::whole(100_000))
            }
        },
        Value::Moment(m) => m.days.is_some_and(|d| d.lo == d.hi),
        Value::Clock(_) => true,
        Value::Score(..) | Value::Every(_) => false,
    }
}

fn has_few_digits(n: Decimal) -> bool {
    n.significant_digits() <= 2
}

/// Whether it is a whole number of one or two telling digits and no unit.
fn is_small_number(q: &Quantity) -> bool {
    let small = |n: Decimal| n.exponent() >= 0 && has_few_digits(n);
    q.unit.is_none() && q.stated.is_some_and(small)
}

/// How much, in percent, a plan beside a result says where neither a measure nor a thing counted is the same.
const MORE_OF_A_PLAN: i32 = 800;

/// What two swapped digits say, in percent of what two swapped ones of more say.
const MOST_OF_A_SLIP: i32 = 80;

/// Whether a figure has two telling digits, so that it agrees by chance once in dozens: 6.4, 52; a year
/// and a month of a year do too.
fn has_two_digits(value: &Value) -> bool {
    let year = |m: &Moment| matches!(m.grain, Grain::Year | Grain::Month) && m.year().is_some();
    value.quantity().and_then(|q| q.stated).is_some_and(|n| n.significant_digits() >= 2)
        || value.moment().is_some_and(year)
}

/// Whether it tells of the year of the news or the one before: many things do.
fn is_recent(sketch: &Sketch<'_>) -> bool {
    let moment = sketch.claim.mention.value.moment().filter(|m| m.grain == Grain::Year);
    let year = moment.and_then(Moment::year);
    year.zip(sketch.latest).is_some_and(|(year, latest)| year + 1 >= latest)
}

/// Reports of one fact differ by less than this factor, if no scale word is wrong.
const OTHER_ORDER: i64 = 10;

/// Who measures one thing again finds a figure that is off by a third at most.
const A_THIRD: i64 = 3;

/// Whether two figures differ so much that they measure two things, and not by a slip of the scale.
fn is_other_order(a: &Value, b: &Value) -> bool {
    let (Some(a), Some(b)) = (a.quantity(), b.quantity()) else { return false };
    let mut pairs = a.writings().flat_map(|x| b.writings().map(move |y| (x, y)));
    pairs.any(|(x, y)| {
        let (Some(m), Some(n)) = (x.stated, y.stated) else { return false };
        x.unit == y.unit && m.digits() != n.digits() && !m.is_within(OTHER_ORDER, n)
    })
}

/// Whether the value limits something in time: "by the end of 2026".
fn is_limit(value: &Value) -> bool {
    value.moment().is_some_and(|m| m.bound != Bound::Within && m.days.is_some())
}
