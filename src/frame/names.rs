//! Names of people, organisations and places, with their short forms and acronyms.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use itertools::Itertools;

use crate::claim::{Idle, Kind, Mention};
use crate::id::Sym;
use crate::rules::{Class, Form, Rules, Sense, kinds};
use crate::text::{Document, Sentence, Shape, Token};

/// Kinds of words with a capital that are no names.
const TIMES_AND_NUMBERS: u64 = kinds::MONTH
    | kinds::WEEKDAY
    | kinds::DAY_WORD
    | kinds::CARDINAL
    | kinds::SCALE
    | kinds::ZONE
    | kinds::HOLIDAY
    | kinds::UNIT;

/// A name has at most so many words.
const MAX_WORDS: usize = 6;

/// In a text of so many sentences who takes part is named more than once, or not only with a capital that any
/// word would have there.
const LONG: usize = 6;

/// A name has at most so many initials.
const MOST_INITIALS: usize = 3;

/// One place where a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    start: usize,
    end: usize,
    name: usize,
}

/// The names of a document.
#[derive(Debug, Default)]
pub(super) struct Names {
    places: Vec<Place>,
    /// Each name in full, as the document writes it.
    full: Vec<String>,
    /// Which of them are places.
    places_named: BTreeSet<String>,
    /// Which of them may be none: a word that no rule knows, with the capital of its sentence, and nowhere else.
    doubtful: BTreeSet<String>,
}

impl Names {
    /// Finds the names of a document: runs of capitalised words that are not capitalised for
    /// another reason.
    pub(super) fn of(doc: &Document, rules: &Rules, mentions: &[Mention]) -> Self {
        let (sure, lower) = (sure_names(doc, rules), lower_words(doc));
        let finder = Finder { doc, rules, mentions, sure, lower };
        let mut spellings: Vec<(usize, usize, String)> = Vec::new();
        for sentence in &doc.sentences {
            finder.sentence(after_dateline(doc, sentence.range(), mentions), &mut |start, end| {
                spellings.push((start, end, finder.spelling(start, end)));
            });
        }
        let known: BTreeSet<&str> = spellings.iter().map(|s| s.2.as_str()).collect();
        let aliases = aliases(&finder, &spellings, &known);
        let mut this = Self::default();
        let mut index: BTreeMap<String, usize> = BTreeMap::new();
        for (start, end, spelling) in &spellings {
            let full = aliases.get(spelling).unwrap_or(spelling).clone();
            let name = *index.entry(full.clone()).or_insert_with(|| {
                this.full.push(full);
                this.full.len() - 1
            });
            this.places.push(Place { start: *start, end: *end, name });
        }
        let located = this.places.iter().filter(|p| finder.is_place(p, &this.full[p.name]));
        this.places_named = located.map(|p| this.full[p.name].clone()).collect();
        // A short text names nobody twice.
        if doc.sentences.len() >= LONG {
            let mut times = vec![0; this.full.len()];
            this.places.iter().for_each(|p| times[p.name] += 1);
            let once = this.places.iter().filter(|p| times[p.name] == 1);
            let doubtful = once.filter(|p| finder.may_be_plain(p));
            this.doubtful = doubtful.map(|p| this.full[p.name].clone()).collect();
        }
        this
    }

    /// Whether the name may be a plain word at the start of its sentence: "Rescuers", "Potassium".
    pub(super) fn is_doubtful(&self, name: &str) -> bool {
        self.doubtful.contains(name)
    }

    /// Whether the name is that of a place.
    pub(super) fn is_place(&self, name: &str) -> bool {
        self.places_named.contains(name)
    }

    /// Whether the token is part of a name.
    pub(super) fn holds(&self, at: usize) -> bool {
        let i = self.places.partition_point(|p| p.end <= at);
        self.places.get(i).is_some_and(|p| p.start <= at)
    }

    /// The tokens that are part of names.
    pub(super) fn tokens(&self) -> impl Iterator<Item = usize> {
        self.places.iter().flat_map(|p| p.start..p.end)
    }

    /// The names that stand between two tokens, each once, in order, with the first token of each.
    pub(super) fn between(&self, start: usize, end: usize) -> Vec<(&str, usize)> {
        let first = self.places.partition_point(|p| p.end <= start);
        let inside = self.places.iter().skip(first).take_while(|p| p.start < end);
        let mut seen = BTreeSet::new();
        inside
            .filter(|p| seen.insert(p.name))
            .map(|p| (self.full[p.name].as_str(), p.start))
            .collect()
    }

    /// The first name of the document.
    pub(super) fn first(&self) -> Option<&str> {
        self.places.first().map(|place| self.full[place.name].as_str())
    }

    /// The name that ends right before a token, and its first token.
    pub(super) fn last_before(&self, end: usize) -> Option<(&str, usize)> {
        let i = self.places.partition_point(|p| p.end < end);
        let place = self.places.get(i).filter(|p| p.end == end)?;
        Some((self.full[place.name].as_str(), place.start))
    }

    /// How often each name stands in the document.
    pub(super) fn counts(&self) -> BTreeMap<&str, usize> {
        let mut counts = BTreeMap::new();
        for place in &self.places {
            *counts.entry(self.full[place.name].as_str()).or_insert(0) += 1;
        }
        counts
    }
}

struct Finder<'a> {
    doc: &'a Document,
    rules: &'a Rules,
    mentions: &'a [Mention],
    /// Words that are capitalised where a plain word would not be.
    sure: BTreeMap<&'a str, Sure>,
    /// Words that no rule knows and that the document also writes in lower case.
    lower: BTreeSet<&'a str>,
}

/// The ends of nouns that are made of other words, which no rule need know one by one; such as names
/// have too, "Hastings", "Inverness", "Winship", are none of them.
const DERIVED: [&str; 9] =
    ["tion", "tions", "sion", "sions", "ment", "ments", "ity", "ities", "ism"];

/// Shorter words may be names: "Clement", "Trinity".
const DERIVED_LEAST: usize = 7;

/// So many tokens after its date the agency of a date line ends: "4 March 2024 (City News) -".
const DATELINE_END: usize = 7;

/// The sentence without its date line: the place and the agency there are none of the story.
fn after_dateline(doc: &Document, sentence: Range<usize>, mentions: &[Mention]) -> Range<usize> {
    let first = mentions.partition_point(|m| m.tokens.start < sentence.start);
    let own = mentions[first..].iter().take_while(|m| m.tokens.start < sentence.end);
    let Some(date) = own.into_iter().find(|m| m.idle == Some(Idle::Dateline)) else {
        return sentence;
    };
    let after = date.tokens.end..sentence.end.min(date.tokens.end + DATELINE_END);
    let dash = after.into_iter().find(|&at| matches!(doc.token_text(at), "-" | "–" | "—"));
    dash.map_or(date.tokens.end, |at| at + 1)..sentence.end
}

/// Whether the mark before a word gives any word a capital: a colon, an opening quote, the dash of a date line,
/// "NORTHPORT, March 4 (Reuters) - *Shares* fell".
fn is_opened(doc: &Document, at: usize) -> bool {
    let mark = doc.token_text(at - 1);
    let dash = matches!(mark, "-" | "–") && doc.tokens[at - 1].spaced;
    dash || matches!(mark, ":" | "\"" | "“" | "‘" | "•" | "—" | "|" | ".")
}

/// Words in lower case that no rule knows, if the document writes them with a capital too: only for
/// those the spelling has to tell whether they are names.
fn lower_words(doc: &Document) -> BTreeSet<&str> {
    let unknown =
        |shape: Shape| doc.tokens.iter().filter(move |t| t.shape == shape && t.sym == Sym::UNKNOWN);
    let capital: BTreeSet<String> =
        unknown(Shape::Capital).map(|t| doc.words(t.span).to_lowercase()).collect();
    let both = |word: &&str| capital.contains(*word);
    unknown(Shape::Lower).map(|t| doc.words(t.span)).filter(both).collect()
}

/// How a word with a capital stands in names.
#[derive(Clone, Copy, Debug, Default)]
struct Sure {
    /// Whether it stands by itself somewhere: "Shell", but not the "Fire" of "Devon Fire Service".
    alone: bool,
    /// Whether it ends a name somewhere, as surnames do, and the "Police" of "Police Colonel Ann Lee" does not.
    last: bool,
}

/// Words with a capital inside a sentence that is otherwise in lower case.
fn sure_names<'a>(doc: &'a Document, rules: &Rules) -> BTreeMap<&'a str, Sure> {
    let mut sure: BTreeMap<_, Sure> = BTreeMap::new();
    let capital = |at: usize| doc.tokens.get(at).is_some_and(|t| t.shape.is_capitalised());
    for sentence in doc.sentences.iter().filter(|s| !is_headline(doc, s.range())) {
        for at in sentence.range().skip(1) {
            let token = &doc.tokens[at];
            if token.shape.is_capitalised()
                && !is_opened(doc, at)
                && !rules.words.is(token.sym, Class::Pronoun)
            {
                let known = sure.entry(doc.token_text(at)).or_default();
                known.last |= !capital(at + 1);
                known.alone |= !capital(at + 1) && !capital(at - 1);
            }
        }
    }
    sure
}

/// Whether most longer words are capitalised, so that capitals mean nothing.
pub(super) fn is_headline(doc: &Document, range: Range<usize>) -> bool {
    let long = |t: &&Token| t.shape.is_word() && t.span.end - t.span.start > 3;
    let tokens = doc.tokens.get(range).unwrap_or_default();
    let words = || tokens.iter().filter(long);
    let all = words().count();
    let capital = words().filter(|t| t.shape.is_capitalised()).count();
    // A sentence with its full stop may be full of names.
    let stop = tokens.last().is_some_and(|last| doc.words(last.span) == ".");
    let share = if stop { 10 } else { 7 };
    all > 1 && capital * 10 >= all * share
}

impl Finder<'_> {
    fn sentence(&self, range: Range<usize>, found: &mut impl FnMut(usize, usize)) {
        let headline = is_headline(self.doc, range.clone());
        let mut at = range.start;
        while at < range.end {
            let start = at;
            while at < range.end
                && at - start < MAX_WORDS
                && self.has_capital(at)
                && self.part(at, start, self.opens(at, &range), headline)
            {
                at += 1;
                let goes_on = |next: usize| {
                    next < range.end
                        && self.has_capital(next)
                        && self.part(next, start, false, headline)
                };
                let links = self.links(at)
                    || self.joins(start..at, range.end)
                    || self.belongs(at, range.end);
                let link = if links { 1 } else { self.initials(at, range.end) };
                if link > 0 && goes_on(at + link) {
                    at += link;
                }
            }
            if at > start {
                found(start, at);
            } else {
                at += 1;
            }
        }
    }

    /// Whether any word would have a capital here: at the start of a sentence or behind a mark like one.
    fn opens(&self, at: usize, range: &Range<usize>) -> bool {
        at == range.start || is_opened(self.doc, at)
    }

    /// Whether nothing but the capital of its sentence makes a name of what stands here.
    fn may_be_plain(&self, place: &Place) -> bool {
        let sentence = self.doc.sentences.partition_point(|s| s.range().end <= place.start);
        let range = self.doc.sentences.get(sentence).map(Sentence::range).unwrap_or_default();
        place.end == place.start + 1
            && self.opens(place.start, &range)
            && self.doc.tokens[place.start].shape == Shape::Capital
            && !self.sure.contains_key(self.doc.token_text(place.start))
    }

    /// `of` and `&` inside names: "Bank of England", "Johnson & Johnson".
    fn links(&self, at: usize) -> bool {
        self.doc.token_text(at) == "&" || self.doc.token_text(at) == "of"
    }

    /// Whether what goes on behind `name` is "and" inside the name of a body: "Securities *and* Exchange
    /// Commission", "Ministry of Health *and* Welfare".
    fn joins(&self, name: Range<usize>, end: usize) -> bool {
        let and = name.end;
        if and + 1 >= end || self.doc.token_text(and) != "and" {
            return false;
        }
        let (words, marks) = (&self.rules.words, &self.rules.marks);
        let noun = |at: usize| words.noun_lemma(self.doc.tokens[at].sym);
        let is = |at: usize, class: Sym| words.in_class(noun(at), class);
        let plain = |at: usize| {
            words.noun(self.doc.tokens[at].sym).is_some()
                && ![marks.organisation, marks.person, marks.known_place].iter().any(|c| is(at, *c))
        };
        let capital = |at: &usize| *at < end && self.has_capital(*at);
        let last = (and + 1..and + MAX_WORDS).take_while(capital).last();
        let body = last.is_some_and(|at| at > and + 1 && is(at, marks.organisation));
        let of = is(name.start, marks.organisation) && self.doc.token_text(name.start + 1) == "of";
        plain(and - 1) && (body || of && last.is_some() && plain(and + 1))
    }

    /// Whether an apostrophe at `at` stands inside the name of a body that belongs to people of a sort: "the United
    /// *Workers' Movement*", "the *People's* Progress Party".
    fn belongs(&self, at: usize, end: usize) -> bool {
        let (words, marks) = (&self.rules.words, &self.rules.marks);
        let reading = words.noun(self.doc.tokens[at - 1].sym);
        let people = reading.is_some_and(|r| {
            words.in_class(r.lemma, marks.anybody)
                || r.form == Form::S && words.in_class(r.lemma, marks.person)
        });
        let mark = matches!(self.doc.token_text(at), "'" | "’" | "'s" | "’s");
        let capital = |i: &usize| *i < end && self.has_capital(*i);
        let last = (at + 1..at + MAX_WORDS).take_while(capital).last();
        let body = |last: usize| {
            words.in_class(words.noun_lemma(self.doc.tokens[last].sym), marks.organisation)
        };
        at < end && mark && people && last.is_some_and(body)
    }

    /// How many tokens the initials of a name take up: "Ann J. P. Lee".
    fn initials(&self, at: usize, end: usize) -> usize {
        let text = |at: usize| if at < end { self.doc.token_text(at) } else { "" };
        let initial = |at: usize| {
            let mut letters = text(at).chars();
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
        };
        let pairs = (at..end).step_by(2).take_while(|i| initial(*i) && text(*i + 1) == ".");
        2 * pairs.count().min(MOST_INITIALS)
    }

    /// Whether a word with a capital stands right behind the token.
    fn goes_on(&self, at: usize) -> bool {
        self.doc.tokens.get(at + 1).is_some_and(|t| t.shape.is_capitalised())
    }

    /// Whether the token has the form of a name.
    fn has_capital(&self, at: usize) -> bool {
        let token = &self.doc.tokens[at];
        let code = || self.doc.words(token.span).starts_with(char::is_uppercase);
        let capital = token.shape.is_capitalised() || token.shape == Shape::Code && code();
        capital && token.span.end - token.span.start > 1
    }

    /// Whether the token, which has a capital, is part of a name that begins at `start`.
    fn part(&self, at: usize, start: usize, first: bool, headline: bool) -> bool {
        let token = &self.doc.tokens[at];
        let text = self.doc.words(token.span);
        if self.is_calendar_or_number(at)
            || self.is_common(token.sym)
            || self.is_of_a_figure(at)
            || self.is_short_pronoun(text)
            || at == start && (self.has_a_number(at) || self.is_dignified(at))
        {
            return false;
        }
        let known = !self.rules.words.readings(token.sym).is_empty();
        if self.is_adjective_only(at, known && at == start) {
            return false;
        }
        let noun = || self.rules.words.noun(token.sym).is_some();
        let known_name = self.sure.get(text).is_some_and(|name| {
            name.alone || (name.last || self.goes_on(at) || !noun()) && !self.leads_noun(at)
        });
        let sure = known_name && !self.is_closed(token.sym);
        if headline || first {
            let plain = known
                || self.lower.contains(text.to_lowercase().as_str())
                || self.opens_a_figure(at)
                || self.is_derived(at);
            return sure || !plain;
        }
        !self.is_closed(token.sym)
    }

    /// Whether a pronoun stands before an apostrophe: "*I'd* never seen it".
    fn is_short_pronoun(&self, text: &str) -> bool {
        let word = text.split_once(['\'', '’']).map(|(word, _)| word.to_lowercase());
        let sym = word.map(|word| self.rules.vocabulary.get(&word));
        sym.is_some_and(|sym| self.rules.words.is(sym, Class::Pronoun))
    }

    /// Whether the word is a plain noun for things that are numbered, before such a number: "*Highway* 97", "*Flight*
    /// 318".
    fn has_a_number(&self, at: usize) -> bool {
        let token = &self.doc.tokens[at];
        let noun = self.rules.words.noun(token.sym).is_some_and(|r| r.form != Form::S);
        noun && self.doc.tokens.get(at + 1).is_some_and(|t| t.shape == Shape::Digits)
            && self
                .rules
                .lexicon
                .at(self.doc, at, at + 1, kinds::NUMBERED)
                .any(|h| h.sense == Sense::Numbered)
    }

    /// Whether the word is a common noun that only its paper writes with a capital: "the *Government*".
    fn is_dignified(&self, at: usize) -> bool {
        let token = &self.doc.tokens[at];
        let led = at > 0 && self.rules.words.is(self.doc.tokens[at - 1].sym, Class::Determiner);
        led && token.shape == Shape::Capital
            && !self.goes_on(at)
            && self.doc.token_text(at + 1) != "of"
            && self.rules.words.in_class(token.sym, self.rules.marks.dignified)
    }

    /// Whether a plain noun stands before another one: "*Fire* crews", where an article names a "Fire Service".
    fn leads_noun(&self, at: usize) -> bool {
        let words = &self.rules.words;
        let next = self.doc.tokens.get(at + 1).filter(|t| t.shape == Shape::Lower);
        let plain = |t: &Token| words.readings(t.sym).iter().all(|r| r.class == Class::Noun);
        let noun = |t: &&Token| words.noun(t.sym).is_some() && plain(t);
        words.noun(self.doc.tokens[at].sym).is_some() && next.as_ref().is_some_and(noun)
    }

    /// Whether a figure begins here: "Thousands lined the streets".
    fn opens_a_figure(&self, at: usize) -> bool {
        let next = self.mentions.partition_point(|m| m.tokens.start < at);
        self.mentions.get(next).is_some_and(|m| m.tokens.start == at)
    }

    /// Whether a figure has the token as one of its last: "46.8 degrees *Celsius*", "300 *AD*".
    fn is_of_a_figure(&self, at: usize) -> bool {
        let next = self.mentions.partition_point(|m| m.tokens.end <= at);
        let of =
            |m: &Mention| m.kind.is_measured() || m.kind.is_temporal() || m.kind == Kind::Duration;
        // "(FY2016)"
        let code = self.doc.tokens[at].shape == Shape::Code;
        let measured =
            |m: &&Mention| of(m) && (m.tokens.start < at || code && m.kind.is_temporal());
        self.mentions.get(next).filter(measured).is_some_and(|m| m.idle.is_none())
    }

    /// Whether the word ends as nouns made of other words do, and no name goes on behind it:
    /// "Restitution was set at $71 million", "Masked thieves stole $71 million".
    fn is_derived(&self, at: usize) -> bool {
        let text = self.doc.token_text(at);
        let derived =
            || text.len() > DERIVED_LEAST && DERIVED.iter().any(|end| text.ends_with(end));
        !self.goes_on(at)
            && (derived()
                || text.ends_with("ed") && self.leads_plural(at + 1)
                || self.is_doer(text))
    }

    /// Whether the word names those who do what a verb says: "*Organisers*", "*Campaigners*".
    fn is_doer(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        let Some(stem) = lower.strip_suffix("ers").or_else(|| lower.strip_suffix("ors")) else {
            return false;
        };
        let verb = |word: &str| {
            let readings = self.rules.words.readings(self.rules.vocabulary.get(word)).iter();
            readings.into_iter().any(|r| matches!(r.class, Class::Verb | Class::VerbNoun))
        };
        verb(stem) || verb(&format!("{stem}e"))
    }

    /// Whether a plural that is no verb stands at `at`: "Masked *thieves*", but not "Ahmed *plans*".
    fn leads_plural(&self, at: usize) -> bool {
        let Some(next) = self.doc.tokens.get(at) else { return false };
        let readings = self.rules.words.readings(next.sym);
        next.shape == Shape::Lower
            && readings.iter().any(|r| r.form == Form::S)
            && readings.iter().all(|r| r.class == Class::Noun)
    }

    /// Whether the capitals come from the calendar, a number word, or a currency code beside a
    /// figure. A code elsewhere is a name: AMD makes chips, and is the Armenian dram.
    fn is_calendar_or_number(&self, at: usize) -> bool {
        let digits = |i: usize| self.doc.tokens.get(i).is_some_and(|t| t.shape == Shape::Digits);
        let beside = digits(at + 1) || at > 0 && digits(at - 1);
        self.rules.lexicon.at(self.doc, at, at + 1, TIMES_AND_NUMBERS).any(|h| match h.sense {
            Sense::Month(_)
            | Sense::Weekday(_)
            | Sense::DayWord(_)
            | Sense::Holiday(_)
            | Sense::Cardinal(_)
            | Sense::Scale(_)
            | Sense::Zone => true,
            Sense::Unit(_) => beside,
            _ => false,
        })
    }

    /// `AI`, `CEO`, `GDP`: capitals, but no names.
    fn is_common(&self, sym: Sym) -> bool {
        let (words, marks) = (&self.rules.words, &self.rules.marks);
        words.in_class(sym, marks.acronym) || words.in_class(sym, marks.form_of_address)
    }

    /// Whether a name is known to be a place, or what stands beside it says so: "Arle province",
    /// "Northport High Street", "the town of Eastham", "off Milford".
    fn is_place(&self, place: &Place, name: &str) -> bool {
        let (v, marks) = (&self.rules.vocabulary, &self.rules.marks);
        let known = self.rules.words.in_class(v.get(&name.to_lowercase()), marks.known_place);
        let sort = |at: usize| {
            let Some(token) = self.doc.tokens.get(at) else { return false };
            self.rules.words.in_class(self.rules.words.noun_lemma(token.sym), marks.place)
        };
        let of = place.start > 1 && self.doc.token_text(place.start - 1) == "of";
        let near = place.start > 0
            && matches!(self.doc.token_text(place.start - 1), "near" | "off" | "outside");
        // "Eastham, the capital of"
        let told = || {
            let is = |at: usize, words: &[&str]| words.contains(&self.doc.token_text(at));
            let comma = place.end + 3 < self.doc.tokens.len() && is(place.end, &[","]);
            comma && is(place.end + 1, &["the", "a"]) && (2..5).any(|n| sort(place.end + n))
        };
        known
            || told()
            || sort(place.end)
            || sort(place.end - 1)
            || of && sort(place.start - 2)
            || near
    }

    fn is_closed(&self, sym: Sym) -> bool {
        let readings = self.rules.words.readings(sym);
        readings.iter().any(|r| r.class >= Class::Determiner)
    }

    /// `British`, `the Swede`: of a place, but no name by themselves. `known` if the word is one that a rule knows
    /// and no name goes on with it, as "Ann *Young*" does.
    fn is_adjective_only(&self, at: usize, known: bool) -> bool {
        let words = &self.rules.words;
        let sym = self.doc.tokens[at].sym;
        let nationality = || words.in_class(words.noun_lemma(sym), self.rules.marks.nationality);
        let adjective = || words.readings(sym).iter().all(|r| r.class == Class::Adjective);
        // "the *South African* club"
        let half = || {
            let next = self.doc.tokens.get(at + 1).map_or(Sym::UNKNOWN, |t| t.sym);
            let noun = |sym| words.in_class(words.noun_lemma(sym), self.rules.marks.nationality);
            words.in_class(sym, self.rules.marks.part_of_place)
                && noun(next)
                && !self.goes_on(at + 1)
        };
        !self.goes_on(at) && (known && adjective() || nationality()) || half()
    }

    fn spelling(&self, start: usize, end: usize) -> String {
        let span = self.doc.tokens[start].span.cover(self.doc.tokens[end - 1].span);
        self.doc.words(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// From each short form to the name it stands for: acronyms in brackets or by their letters, and
/// single words of exactly one longer name.
fn aliases(
    finder: &Finder<'_>,
    spellings: &[(usize, usize, String)],
    known: &BTreeSet<&str>,
) -> BTreeMap<String, String> {
    let mut aliases = BTreeMap::new();
    for pair in spellings.windows(2) {
        let [(_, end, long), (start, _, short)] = pair else { continue };
        let bracketed = *start == end + 1 && finder.doc.token_text(*end) == "(";
        if bracketed && is_acronym(short, long) {
            aliases.insert(short.clone(), long.clone());
        }
    }
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, (_, _, spelling)) in spellings.iter().enumerate() {
        first.entry(spelling).or_insert(place);
    }
    let mut by_initials: BTreeMap<String, &str> = BTreeMap::new();
    let mut by_surname: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for long in known.iter().filter(|l| l.contains(' ')) {
        by_initials.entry(initials(long)).or_insert(long);
        by_surname.entry(long.rsplit(' ').next().unwrap_or(long)).or_default().push(long);
    }
    for short in known.iter().filter(|s| !s.contains(' ')) {
        if aliases.contains_key(*short) {
            continue;
        }
        let letters: String = short.chars().filter(|c| *c != '.').collect();
        let letters = by_initials.get(&letters).copied().filter(|_| short.len() >= 2);
        // A surname stands for a full name that came before it, if there is only one.
        let earlier = |long: &&&str| first.get(**long) < first.get(*short);
        let full = by_surname.get(*short).map_or(&[][..], Vec::as_slice).iter().filter(earlier);
        let surname = full.at_most_one().ok().flatten().copied();
        if let Some(long) = letters.or(surname) {
            aliases.insert((*short).to_owned(), long.to_owned());
        }
    }
    aliases
}

/// The capital first letters of the words of a name.
fn initials(name: &str) -> String {
    name.split([' ', '-']).filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect()
}

/// Whether the letters of `short` are the first letters of the words of `long`.
fn is_acronym(short: &str, long: &str) -> bool {
    let letters: String = short.chars().filter(|c| c.is_alphabetic()).collect();
    letters.len() >= 2 && letters == initials(long)
}
