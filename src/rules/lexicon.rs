//! Words and phrases of the extractor, compiled into one table that is probed once a token.

use serde::{Deserialize, Serialize};

use super::words::Lists;
use crate::id::{RuleId, Sym, UnitId};
use crate::text::{Document, Token};
use crate::value::{Bound, Calendar, Decimal, Ratio};

/// What a word or phrase means to the extractor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sense {
    /// `two`
    Cardinal(Decimal),
    /// `third`
    Ordinal(Decimal),
    /// `half`
    Fraction(Ratio),
    /// `million`: a factor after a number.
    Scale(Decimal),
    /// `bn`: a factor glued to digits.
    Suffix(Decimal),
    /// `dozens`: at least the first, plainly at most the second.
    Vague(Decimal, Decimal),
    /// `about`, by its place in the rules' table of hedges.
    Hedge(u16),
    /// A unit or currency; written as a word or as a symbol.
    Unit(UnitId),
    /// `R`: a currency before the figure that it is glued to.
    MoneyLetter(UnitId),
    /// `January`, from 1.
    Month(i8),
    /// `Monday`, from 1.
    Weekday(i8),
    /// `summer`: the first month of the season, from 1.
    Season(i8),
    /// `last`, `this`, `next`: how many units away.
    Relative(i8),
    /// `yesterday`: how many days away.
    DayWord(i8),
    /// `ago`, `later`: the sign of the distance.
    Distance(i8),
    /// `until`, `by`
    Bound(BoundWord),
    /// `end`, `early`: a part of a calendar unit.
    Part(Part),
    /// `a.m.`: hours to add to an hour below 12.
    HalfDay(u16),
    /// `noon`: minutes since midnight.
    ClockWord(u16),
    /// `GMT`, `local time`.
    Zone,
    /// `fortnightly`: a recurring time, every so many calendar units.
    Every(u8, Calendar),
    /// `each`, `every`: what follows recurs.
    Each,
    /// `minus`
    Minus,
    /// `point`: decimals follow in words.
    Point,
    /// `doubled`, `tenfold`: a number that something is multiplied by.
    Times(Ratio),
    /// `Christmas`
    Holiday(Holiday),
    /// `the eighties`: the first year of the decade within its century.
    DecadeWord(u8),
    /// `or later`, after a date.
    BoundAfter(Bound),
    /// `morning`: a part of the day a date names.
    DayPart,
    /// `now`, `recently`: a time that the text does not fix.
    Loose(Loose),
    /// `will`, `scheduled`: what is told is to come; `since`: it has been.
    Tense(bool),
    /// `Street`, `Avenue`: a number before its name is an address.
    Street,
    /// `per`: what follows is what a rate is told for.
    Per,
    /// `fiscal`: a year of accounts.
    Fiscal,
    /// `AD`, `BC`: whether the years are those after the birth of Christ.
    Era(bool),
    /// `between`, `to`, `and`
    Joint(Joint),
    /// `a`, `an`, `the`
    Article,
    /// `old`, `aged`
    Age,
    /// `turned`, `died at`: the number behind it is an age.
    AgeLead,
    /// A word before a number that makes it a name: `flight`, `section`.
    Numbered,
    /// An expression that looks like a figure and is none: `24/7`, `one another`.
    NoFigure,
}

/// One bit for each kind of [`Sense`], so that a word without the wanted ones is passed over with
/// one look.
#[allow(missing_docs)]
pub mod kinds {
    /// A unit whose phrase begins with a word of three letters or more, not with a symbol.
    pub const UNIT_WORD: u64 = 1 << 63;
    pub const CARDINAL: u64 = 1 << 0;
    pub const ORDINAL: u64 = 1 << 1;
    pub const FRACTION: u64 = 1 << 2;
    pub const SCALE: u64 = 1 << 3;
    pub const SUFFIX: u64 = 1 << 4;
    pub const VAGUE: u64 = 1 << 5;
    pub const HEDGE: u64 = 1 << 6;
    pub const UNIT: u64 = 1 << 7;
    pub const MONTH: u64 = 1 << 8;
    pub const WEEKDAY: u64 = 1 << 9;
    pub const SEASON: u64 = 1 << 10;
    pub const RELATIVE: u64 = 1 << 11;
    pub const DAY_WORD: u64 = 1 << 12;
    pub const DISTANCE: u64 = 1 << 13;
    pub const BOUND: u64 = 1 << 14;
    pub const PART: u64 = 1 << 15;
    pub const HALF_DAY: u64 = 1 << 16;
    pub const CLOCK_WORD: u64 = 1 << 17;
    pub const ZONE: u64 = 1 << 18;
    pub const EVERY: u64 = 1 << 19;
    pub const EACH: u64 = 1 << 20;
    pub const MINUS: u64 = 1 << 21;
    pub const POINT: u64 = 1 << 22;
    pub const TIMES: u64 = 1 << 23;
    pub const HOLIDAY: u64 = 1 << 24;
    pub const DECADE_WORD: u64 = 1 << 25;
    pub const BOUND_AFTER: u64 = 1 << 26;
    pub const DAY_PART: u64 = 1 << 27;
    pub const LOOSE: u64 = 1 << 28;
    pub const TENSE: u64 = 1 << 29;
    pub const STREET: u64 = 1 << 30;
    pub const PER: u64 = 1 << 31;
    pub const FISCAL: u64 = 1 << 32;
    pub const JOINT: u64 = 1 << 33;
    pub const ARTICLE: u64 = 1 << 34;
    pub const AGE: u64 = 1 << 35;
    pub const NUMBERED: u64 = 1 << 36;
    pub const NO_FIGURE: u64 = 1 << 37;
    pub const AGE_LEAD: u64 = 1 << 38;
    pub const ERA: u64 = 1 << 39;
}

impl Sense {
    /// The bit of its kind in [`kinds`].
    pub fn kind(self) -> u64 {
        match self {
            Self::Cardinal(..) => kinds::CARDINAL,
            Self::Ordinal(..) => kinds::ORDINAL,
            Self::Fraction(..) => kinds::FRACTION,
            Self::Scale(..) => kinds::SCALE,
            Self::Suffix(..) => kinds::SUFFIX,
            Self::Vague(..) => kinds::VAGUE,
            Self::Hedge(..) => kinds::HEDGE,
            Self::Unit(..) | Self::MoneyLetter(..) => kinds::UNIT,
            Self::Month(..) => kinds::MONTH,
            Self::Weekday(..) => kinds::WEEKDAY,
            Self::Season(..) => kinds::SEASON,
            Self::Relative(..) => kinds::RELATIVE,
            Self::DayWord(..) => kinds::DAY_WORD,
            Self::Distance(..) => kinds::DISTANCE,
            Self::Bound(..) => kinds::BOUND,
            Self::Part(..) => kinds::PART,
            Self::HalfDay(..) => kinds::HALF_DAY,
            Self::ClockWord(..) => kinds::CLOCK_WORD,
            Self::Zone => kinds::ZONE,
            Self::Every(..) => kinds::EVERY,
            Self::Each => kinds::EACH,
            Self::Minus => kinds::MINUS,
            Self::Point => kinds::POINT,
            Self::Times(..) => kinds::TIMES,
            Self::Holiday(..) => kinds::HOLIDAY,
            Self::DecadeWord(..) => kinds::DECADE_WORD,
            Self::BoundAfter(..) => kinds::BOUND_AFTER,
            Self::DayPart => kinds::DAY_PART,
            Self::Loose(..) => kinds::LOOSE,
            Self::Tense(..) => kinds::TENSE,
            Self::Street => kinds::STREET,
            Self::Per => kinds::PER,
            Self::Fiscal => kinds::FISCAL,
            Self::Joint(..) => kinds::JOINT,
            Self::Article => kinds::ARTICLE,
            Self::Age => kinds::AGE,
            Self::AgeLead => kinds::AGE_LEAD,
            Self::Era(..) => kinds::ERA,
            Self::Numbered => kinds::NUMBERED,
            Self::NoFigure => kinds::NO_FIGURE,
        }
    }
}

/// How a word before a date bounds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BoundWord {
    /// The date is as it stands: `in`, `on`.
    Plain(Bound),
    /// `before`: up to the day before.
    Before,
    /// `after`: from the day after.
    After,
    /// `until at least`: the end is no earlier.
    NotBefore,
}

/// A part of a calendar unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// `early`, `the beginning of`
    Start,
    /// `mid`
    Middle,
    /// `late`, `the end of`
    End,
    /// `the first half of`
    FirstHalf,
    /// `the second half of`
    SecondHalf,
}

/// Words that join two figures or dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Joint {
    /// `between`
    Between,
    /// `from`
    From,
    /// `and`
    And,
    /// `to`, `-`
    To,
    /// `or`
    Or,
    /// `in`, between a part and its whole: `one in five`.
    In,
    /// `out of`
    OutOf,
    /// `up from`, `against`: what it leads to is told in the unit of the figure before.
    Compared,
    /// `as well as`: what it leads to is told of what the figure before is told of.
    More,
}

/// A time that the text does not fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Loose {
    /// `recently`
    Past,
    /// `now`
    Present,
    /// `soon`
    Future,
}

/// How the day of a holiday is found in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Holiday {
    /// A day of a month: `12-25`.
    Fixed {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
    /// A weekday of a month: `11-thu-4` is the fourth Thursday of November, `5-mon-last` the last
    /// Monday of May; and days after it: `11-thu-4+1`.
    Weekday {
        /// 1 to 12.
        month: i8,
        /// 1 (Monday) to 7.
        weekday: i8,
        /// 1 to 5; -1 is the last one.
        nth: i8,
        /// Days after that day.
        plus: i8,
    },
    /// Days after Easter Sunday of the western churches.
    Easter {
        /// Below 0 before it.
        plus: i8,
    },
}

impl Holiday {
    /// Reads `12-25`, `11-thu-4`, `11-thu-4+1`, `5-mon-last`, `easter+1`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if let Some(plus) = text.strip_prefix("easter") {
            let plus = if plus.is_empty() { Some(0) } else { plus.parse().ok() }?;
            return Some(Self::Easter { plus });
        }
        let (text, plus) = text.split_once('+').unwrap_or((text, "0"));
        let parts: Vec<&str> = text.split('-').collect();
        match parts[..] {
            [month, day] => {
                Some(Self::Fixed { month: month.parse().ok()?, day: day.parse().ok()? })
            }
            [month, weekday, nth] => {
                let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
                let weekday = i8::try_from(days.iter().position(|d| *d == weekday)?).ok()? + 1;
                let nth = if nth == "last" { -1 } else { nth.parse().ok()? };
                let (month, plus) = (month.parse().ok()?, plus.parse().ok()?);
                Some(Self::Weekday { month, weekday, nth, plus })
            }
            _ => None,
        }
    }
}

/// A phrase with what it means.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Phrase {
    rest: Box<[Sym]>,
    /// The exact writing, where capitals matter.
    exact: Option<Box<str>>,
    sense: Sense,
    rule: RuleId,
}

/// A phrase found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What it means.
    pub sense: Sense,
    /// The rule that says so.
    pub rule: RuleId,
    /// The index of the token after it.
    pub end: usize,
}

/// All phrases, by their first word.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Lexicon {
    by_first: Lists<Phrase>,
    /// The kinds of sense of the phrases that begin with a word.
    kinds: Vec<u64>,
    /// What is looked through between the words of a phrase.
    pub(super) hyphen: Sym,
}

impl Lexicon {
    /// Adds a phrase; `false` if the same phrase has a sense of that kind already. `kinds` are the
    /// [`kinds`] that it is found by.
    pub(super) fn add(
        &mut self,
        words: &[Sym],
        exact: Option<&str>,
        (sense, kinds): (Sense, u64),
        rule: RuleId,
    ) -> bool {
        let Some((first, rest)) = words.split_first() else { return true };
        if self.kinds.len() <= first.index() {
            self.kinds.resize(first.index() + 1, 0);
        }
        self.kinds[first.index()] |= kinds;
        let phrases = self.by_first.get(*first);
        let same = |p: &Phrase| {
            *p.rest == *rest && p.exact.as_deref() == exact && same_kind(p.sense, sense)
        };
        if phrases.iter().any(same) {
            return false;
        }
        let place = phrases.partition_point(|p| p.rest.len() >= rest.len());
        let phrase = Phrase { rest: rest.into(), exact: exact.map(Into::into), sense, rule };
        self.by_first.insert(*first, place, phrase);
        true
    }

    /// The kinds of sense that phrases have that begin with the word, of [`kinds`].
    #[inline]
    pub fn kinds(&self, word: Sym) -> u64 {
        self.kinds.get(word.index()).copied().unwrap_or(0)
    }

    /// Whether phrases of some kinds begin with the word of token `at`: most words begin none.
    #[inline]
    pub fn may_hit(&self, doc: &Document, at: usize, wanted: u64) -> bool {
        doc.tokens.get(at).is_some_and(|t| self.kinds(t.sym) & wanted != 0)
    }

    /// The phrases of some kinds that stand at token `at`, longest first, not going past `end`.
    pub fn at<'a>(
        &'a self,
        doc: &'a Document,
        at: usize,
        end: usize,
        wanted: u64,
    ) -> impl Iterator<Item = Hit> + 'a {
        let tokens = doc.tokens.get(..end).unwrap_or_default();
        let first = tokens.get(at).map_or(Sym::UNKNOWN, |t| t.sym);
        let known = self.kinds(first) & wanted != 0;
        let phrases = if known { self.by_first.get(first) } else { &[] };
        let wanted = move |p: &&Phrase| p.sense.kind() & wanted != 0;
        phrases.iter().filter(wanted).filter_map(move |p| {
            let end = self.follow(tokens, at + 1, &p.rest)?;
            let exact = p.exact.as_deref().is_none_or(|e| written_as(doc, at, end, e));
            exact.then_some(Hit { sense: p.sense, rule: p.rule, end })
        })
    }

    /// One past the last of `words` if they stand at `at`, hyphens between them or not.
    fn follow(&self, tokens: &[Token], mut at: usize, words: &[Sym]) -> Option<usize> {
        for word in words {
            if tokens.get(at)?.sym == *word {
                at += 1;
            } else if tokens.get(at + 1)?.sym == *word && tokens[at].sym == self.hyphen {
                at += 2;
            } else {
                return None;
            }
        }
        Some(at)
    }
}

/// A phrase has one meaning of each kind, but can name two units: pounds of flour and of money.
fn same_kind(a: Sense, b: Sense) -> bool {
    match (a, b) {
        (Sense::Unit(a), Sense::Unit(b)) => a == b,
        _ => std::mem::discriminant(&a) == std::mem::discriminant(&b),
    }
}

fn written_as(doc: &Document, at: usize, end: usize, exact: &str) -> bool {
    let span = doc.tokens[at].span.cover(doc.tokens[end - 1].span);
    doc.words(span) == exact
}
