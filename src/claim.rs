//! Mentions and claims: what extraction and framing say, and all that linking and judging know.

use std::ops::Range;
use std::sync::Arc;

use crate::id::{DocId, MeasureId, Sym};
use crate::text::Span;
use crate::trail::Trail;
use crate::value::{Moment, Value};

/// What sort of expression a mention is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A bare number.
    Number,
    /// `third`, `21st`
    Ordinal,
    /// Percent, percentage points, basis points.
    Percent,
    /// An amount of a currency.
    Money,
    /// A number of things: the noun stands in the frame.
    Count,
    /// A number with a unit of measure.
    Quantity,
    /// How old somebody is.
    Age,
    /// A temperature.
    Temperature,
    /// `3-2`
    Score,
    /// A length of time.
    Duration,
    /// One day.
    Date,
    /// A stretch of the calendar longer than a day.
    DateRange,
    /// A time of day.
    Time,
    /// A recurring time.
    Set,
}

impl Kind {
    /// The name of the wire format and of the rules.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Ordinal => "ordinal",
            Self::Percent => "percent",
            Self::Money => "money",
            Self::Count => "count",
            Self::Quantity => "quantity",
            Self::Age => "age",
            Self::Temperature => "temperature",
            Self::Score => "score",
            Self::Duration => "duration",
            Self::Date => "date",
            Self::DateRange => "date_range",
            Self::Time => "time",
            Self::Set => "set",
        }
    }

    /// Whether it is a point in time: a date or a time, not a length.
    pub fn is_point(self) -> bool {
        matches!(self, Self::Date | Self::DateRange | Self::Time)
    }

    /// Whether it is told in a unit, ages and lengths of time aside.
    pub fn is_measured(self) -> bool {
        matches!(self, Self::Percent | Self::Money | Self::Quantity | Self::Temperature)
    }

    /// Whether it speaks of the calendar or the clock.
    pub fn is_temporal(self) -> bool {
        matches!(self, Self::Date | Self::DateRange | Self::Time | Self::Set)
    }
}

/// Why an expression asserts nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Idle {
    /// It numbers an item of a list.
    ListNumber,
    /// The page says it of itself: `2 min read`.
    Furniture,
    /// It belongs to a link to another article.
    Related,
    /// It is the date line or time of publication.
    Dateline,
    /// It counts places in a row and tells no figure: `second`, `first`.
    Ordinal,
    /// It is too vague to be checked: `several`, `in two ways`, `recently`.
    Vague,
    /// It writes the figure before it once more: `40 kilometres (25 miles)`.
    Restated,
}

impl Idle {
    /// The reason in words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::ListNumber => "numbers an item of a list",
            Self::Furniture => "page furniture",
            Self::Related => "link to another article",
            Self::Dateline => "dateline",
            Self::Ordinal => "an ordinal that tells no figure",
            Self::Vague => "too vague to be checked",
            Self::Restated => "the same value written once more",
        }
    }
}

/// An expression with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The whole expression with its hedge and unit, without the noun it counts.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The sentence it stands in.
    pub sentence: usize,
    /// What sort of expression it is.
    pub kind: Kind,
    /// What it says.
    pub value: Value,
    /// Why it asserts nothing, if it does not.
    pub idle: Option<Idle>,
    /// The rules that read it.
    pub trail: Trail,
}

impl Mention {
    /// The name of its kind in the wire format: that of a figure told per another is `rate`.
    pub fn kind_name(&self) -> &'static str {
        let rate = self.value.quantity().is_some_and(|q| q.per.is_some());
        if rate { "rate" } else { self.kind.name() }
    }
}

/// Which part of a change, a span of time or a comparison a figure is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// How much, how many, when.
    #[default]
    Value,
    /// How long.
    Length,
    /// When it begins or began.
    Start,
    /// When it ends: "runs until 2032".
    End,
    /// By when: "must be ready by the end of 2026".
    Deadline,
    /// By how much it changed.
    ChangeBy,
    /// What it was before the change.
    ChangeFrom,
    /// What it is after the change.
    ChangeTo,
    /// What something else is compared with.
    Comparison,
}

impl Role {
    /// The name of the wire format.
    pub fn name(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Length => "length",
            Self::Start => "start",
            Self::End => "end",
            Self::Deadline => "deadline",
            Self::ChangeBy => "change_by",
            Self::ChangeFrom => "change_from",
            Self::ChangeTo => "change_to",
            Self::Comparison => "comparison",
        }
    }
}

/// How a figure changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It rises.
    Up,
    /// It falls.
    Down,
}

/// How certain the source is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Modality {
    /// Told as so.
    #[default]
    Asserted,
    /// Told as somebody else's words.
    Reported,
    /// Expected.
    Forecast,
    /// Intended or agreed.
    Planned,
    /// May be.
    Possible,
    /// A question.
    Asked,
    /// Told as not so.
    Denied,
}

impl Modality {
    /// The name of the wire format.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Reported => "reported",
            Self::Forecast => "forecast",
            Self::Planned => "planned",
            Self::Possible => "possible",
            Self::Asked => "asked",
            Self::Denied => "denied",
        }
    }
}

/// How a word governs a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Governs {
    /// It is counted: "500 protesters".
    Counted,
    /// It is modified: "a $38 billion deal", "a 6.1-magnitude quake".
    Modified,
    /// It stands before "of": "a magnitude of 6.1".
    Of,
    /// It is the label of the line: "Deal size: $38 billion".
    Label,
    /// It is said of it: "is worth $38 billion", "were injured".
    Predicate,
    /// It is the verb.
    Verb,
    /// It is the object of the verb: "raised its offer to $5 billion".
    Object,
    /// It is the subject of the verb: "the toll rose to 11".
    Subject,
    /// It stands before a preposition: "investment in Anthropic of".
    Near,
}

/// A word that says what a figure is a figure of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Governor {
    /// How it governs.
    pub how: Governs,
    /// Its base form, in lower case.
    pub lemma: String,
    /// The number of the base form, if the rules know it.
    pub sym: Sym,
    /// Base forms of the nouns and adjectives right before it: `death` of "death toll".
    pub before: Vec<Sym>,
    /// Where it stands.
    pub span: Span,
}

/// A name that takes part in what is told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Participant {
    /// The name as the document writes it in full: `Amazon Web Services` for `AWS`.
    pub name: String,
    /// How close it stands to the figure.
    pub tie: Tie,
    /// Whether it is a place: one event has many, each inside another.
    pub place: bool,
}

/// How close a participant stands to a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// In the noun phrase of the figure: "hundreds of thousands of Nvidia GPUs".
    Phrase,
    /// In the clause: subject, object, other complements.
    Clause,
    /// In the sentence.
    Sentence,
    /// Nobody is named; the document as a whole is about it.
    Topic,
}

/// Stands among the years of a frame for the year before that of an article whose own is not known.
pub const YEAR_BEFORE: i16 = 0;

/// Stands among the years of a frame for the year of an article that says "this year", if that is not known.
pub const YEAR_OF_ARTICLE: i16 = 1;

/// What a mention is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The subject in the document's words.
    pub subject: Option<Span>,
    /// What says what the figure is a figure of, the nearest first.
    pub governors: Vec<Governor>,
    /// The measure, if a rule knows it.
    pub measure: Option<MeasureId>,
    /// Whom and what it concerns.
    pub participants: Vec<Participant>,
    /// To whom or what it happened, if that has a name: the bridge that was built, whoever was born.
    pub undergoer: Option<String>,
    /// Which part it counts, by the names of the scope rules.
    pub scopes: Vec<String>,
    /// The part it plays.
    pub role: Role,
    /// The direction of a change.
    pub change: Option<Change>,
    /// When what is told happened, as years, where the text tells it apart from the news.
    pub years: Vec<i16>,
    /// The days on which what is told happened, as far as the clause names them.
    pub days: Vec<Moment>,
    /// The place that it is limited to, where that is not the place of the whole event.
    pub place: Option<String>,
    /// Who says so.
    pub attribution: Option<Span>,
    /// How certain it is.
    pub modality: Modality,
    /// The mention whose frame this one repeats: "$10 billion ($13 billion by a recent estimate)".
    pub beside: Option<usize>,
    /// Words of the sentence that carry meaning, as base forms, sorted. The claims of a sentence share
    /// them.
    pub context: Arc<[Arc<str>]>,
    /// Which of the figures of its sentence it is, from 0, and how many there are.
    pub nth: (usize, usize),
    /// Whether it stands in the headline or one of the first sentences, where the news itself is told.
    pub head: bool,
}

impl Frame {
    /// Says that the figure is one of the same thing as another: "$10 billion ($13 billion by a recent
    /// estimate)", "Civic Renewal has 33 seats, the Greens eight".
    pub(crate) fn repeat(&mut self, other: &Self) {
        self.governors.clone_from(&other.governors);
        self.measure = other.measure;
        self.scopes.clone_from(&other.scopes);
        self.role = other.role;
    }
}

/// A mention with its frame, asserted by a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The document that asserts it.
    pub doc: DocId,
    /// The expression.
    pub mention: Mention,
    /// What it is about.
    pub frame: Frame,
    /// The sentence.
    pub sentence: Span,
    /// The words of the mention.
    pub quote: String,
}

impl Claim {
    /// The noun that is counted or modified.
    pub fn counted(&self) -> Option<&Governor> {
        self.frame.governors.iter().find(|g| g.how == Governs::Counted)
    }

    /// Gives back the room that its lists have left: there are many claims, and their lists are short.
    pub(crate) fn shrink(&mut self) {
        let frame = &mut self.frame;
        frame.governors.shrink_to_fit();
        frame.governors.iter_mut().for_each(|g| g.before.shrink_to_fit());
        frame.participants.shrink_to_fit();
        frame.scopes.shrink_to_fit();
        frame.years.shrink_to_fit();
        frame.days.shrink_to_fit();
    }

    /// The nearest word that says what the figure is about.
    pub fn head(&self) -> Option<&Governor> {
        self.frame.governors.first()
    }
}
