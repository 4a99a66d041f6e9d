//! What part each token plays in its sentence.

use std::cell::OnceCell;
use std::ops::Range;

use crate::claim::{Idle, Kind, Mention};
use crate::grammar::particle_noun;
use crate::id::{RuleId, Sym};
use crate::rules::{Class, Form, Reading, Rules, Voice};
use crate::text::{Document, Shape};

use super::names::Names;

/// The part that a token plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// Part of a mention, by its place among the document's mentions.
    Figure(usize),
    /// A common noun; whether it is a plural.
    Noun {
        plural: bool,
    },
    /// Part of a name.
    Name,
    /// A verb that carries meaning.
    Verb,
    Auxiliary,
    Modal,
    Negation,
    Adjective,
    Adverb,
    Determiner,
    Preposition,
    Conjunction,
    /// Begins a clause: `that`, `because`.
    Subordinator,
    /// Begins a relative clause: `which`.
    Relative,
    Pronoun,
    Possessive,
    Comma,
    /// Ends a clause for certain: `;`, `:`, a dash.
    Break,
    Open,
    Close,
    Mark,
}

/// So many tokens before a verb its modal stands: "would then also fall".
const MOST_ADVERBS: usize = 4;
/// What is put in between commas has at most so many tokens.
const ASIDE_REACH: usize = 30;

/// The tags of one sentence.
pub(super) struct Tagged<'a> {
    pub(super) doc: &'a Document,
    pub(super) rules: &'a Rules,
    pub(super) names: &'a Names,
    mentions: &'a [Mention],
    pub(super) start: usize,
    pub(super) end: usize,
    tags: Vec<Tag>,
    /// The tokens whose words tell of somebody's voice: every figure asks for them.
    voiced: Vec<usize>,
    /// The tokens that end a clause, as [`super::clause`] finds them.
    pub(super) barriers: OnceCell<Vec<usize>>,
}

impl<'a> Tagged<'a> {
    pub(super) fn new(
        doc: &'a Document,
        rules: &'a Rules,
        names: &'a Names,
        sentence: usize,
        mentions: &'a [Mention],
    ) -> Self {
        let range = doc.sentences.get(sentence).map_or(0..0, crate::text::Sentence::range);
        let (start, end) = (range.start, range.end);
        let tags = vec![Tag::Mark; end - start];
        let (voiced, barriers) = (Vec::new(), OnceCell::new());
        let mut this = Self { doc, rules, names, mentions, start, end, tags, voiced, barriers };
        let first = mentions.partition_point(|m| m.sentence < sentence);
        let own =
            mentions.iter().enumerate().skip(first).take_while(|(_, m)| m.sentence == sentence);
        let told = own.filter(|(_, m)| is_figure(m));
        for (index, mention) in told {
            for at in mention.tokens.clone() {
                this.set(at, Tag::Figure(index));
            }
            if let Some(verb) = this.multiplies(mention) {
                this.set(verb, Tag::Verb);
            }
        }
        for at in start..end {
            if !matches!(this.tag(at), Tag::Figure(_)) {
                let tag = this.tag_of(at);
                this.set(at, tag);
            }
        }
        this.voiced = (start..end).filter(|at| !this.voices(*at).is_empty()).collect();
        this
    }

    /// What the word at a token tells of a voice, read as a verb or as it stands.
    pub(super) fn voices(&self, at: usize) -> &'a [(Voice, RuleId)] {
        let verb = self.tag(at) == Tag::Verb;
        let lemma = if verb { self.verb_sym(at) } else { self.sym(at) };
        self.rules.voices.get(lemma)
    }

    /// The tokens among some whose words tell of a voice.
    pub(super) fn voiced(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        let first = self.voiced.partition_point(|at| *at < range.start);
        self.voiced[first..].iter().copied().take_while(move |at| *at < range.end)
    }

    /// The verb that a figure is: "sales more than *doubled*".
    pub(super) fn multiplies(&self, mention: &Mention) -> Option<usize> {
        let at = mention.tokens.end.checked_sub(1).filter(|_| mention.kind == Kind::Number)?;
        let done =
            |r: &Reading| matches!(r.form, Form::Past | Form::Participle | Form::Ed | Form::Ing);
        self.readings(at).iter().any(done).then_some(at)
    }

    fn set(&mut self, at: usize, tag: Tag) {
        if let Some(cell) = self.tags.get_mut(at - self.start) {
            *cell = tag;
        }
    }

    /// The tag at a token; a mark outside the sentence.
    pub(super) fn tag(&self, at: usize) -> Tag {
        if at < self.start {
            Tag::Break
        } else {
            self.tags.get(at - self.start).copied().unwrap_or(Tag::Break)
        }
    }

    /// Whether a date or a time stands at the token.
    pub(super) fn is_time(&self, at: usize) -> bool {
        let Tag::Figure(index) = self.tag(at) else { return false };
        self.mentions.get(index).is_some_and(|m| m.kind.is_point())
    }

    pub(super) fn text(&self, at: usize) -> &'a str {
        self.doc.token_text(at)
    }

    pub(super) fn sym(&self, at: usize) -> Sym {
        self.doc.tokens.get(at).map_or(Sym::UNKNOWN, |t| t.sym)
    }

    pub(super) fn readings(&self, at: usize) -> &'a [Reading] {
        self.rules.words.readings(self.sym(at))
    }

    /// The base form of the verb at a token.
    pub(super) fn verb_lemma(&self, at: usize) -> (String, Sym) {
        let word = |r: &Reading| (self.rules.vocabulary.word(r.lemma).to_owned(), r.lemma);
        let other = || (self.text(at).to_lowercase(), self.sym(at));
        self.verb_reading(at).map_or_else(other, word)
    }

    /// The number of the base form of the verb at a token.
    pub(super) fn verb_sym(&self, at: usize) -> Sym {
        self.verb_reading(at).map_or_else(|| self.sym(at), |r| r.lemma)
    }

    fn verb_reading(&self, at: usize) -> Option<&'a Reading> {
        let verb = |r: &&Reading| matches!(r.class, Class::Verb | Class::VerbNoun);
        // "will never find", but "was never found"
        let never = self.text(at.wrapping_sub(1)) == "never";
        let before = self.last(if never { at - 1 } else { at });
        let led =
            matches!(before, Tag::Modal | Tag::Negation) || self.text(at.wrapping_sub(1)) == "to";
        let wanted = |r: &&Reading| (r.form == Form::Base) == led;
        let inflected = self.readings(at).iter().filter(verb).find(wanted);
        inflected.or_else(|| self.readings(at).iter().find(verb))
    }

    /// The words that are put in between commas after a noun, with a participle or relative pronoun
    /// first, if `at` is among them: "The firm, *founded in 1884 by a draper*, employs 900 people".
    pub(super) fn aside(&self, at: usize) -> Option<Range<usize>> {
        let comma = |i: &usize| self.tag(*i) == Tag::Comma;
        let near = self.start.max(at.saturating_sub(ASIDE_REACH))..self.end.min(at + ASIDE_REACH);
        let before = (near.start..at).rev().find(comma)?;
        let after = (at..near.end).find(comma)?;
        let goes_on = matches!(
            self.tag(after + 1),
            Tag::Verb | Tag::Auxiliary | Tag::Modal | Tag::Adverb | Tag::Negation
        );
        (self.opens_aside(before) && goes_on).then_some(before + 1..after)
    }

    /// Whether the verb at `at` can be a participle.
    pub(super) fn is_participle(&self, at: usize) -> bool {
        let forms = |r: &Reading| matches!(r.form, Form::Participle | Form::Ed | Form::Ing);
        self.readings(at).iter().any(forms) || self.readings(at).is_empty()
    }

    /// Whether the name or noun at `at` is whom somebody tells: "an official told Reuters", "told the BBC".
    pub(super) fn is_told(&self, at: usize) -> bool {
        let small = |i: &usize| matches!(self.tag(*i), Tag::Determiner | Tag::Adjective);
        let verb = (self.start..at).rev().find(|i| !small(i));
        verb.is_some_and(|v| self.tag(v) == Tag::Verb && self.verb_sym(v) == self.rules.marks.tell)
    }

    /// Whether the word, read as a verb, is one of saying.
    pub(super) fn says(&self, at: usize) -> bool {
        let voices = self.rules.voices.get(self.verb_sym(at)).iter();
        voices.into_iter().any(|(v, _)| *v == Voice::Says)
    }

    /// Whether a verb in -s stands at the token: it ends the noun phrase before it.
    pub(super) fn is_verb_in_s(&self, at: usize) -> bool {
        self.tag(at) == Tag::Verb && self.readings(at).iter().any(|r| r.form == Form::S)
    }

    /// Whether the token is a hedge that is a verb: `exceed`, `topped`.
    pub(super) fn is_only_verb(&self, at: usize) -> bool {
        let readings = self.readings(at);
        let verb = |r: &Reading| match r.class {
            Class::Verb => true,
            Class::VerbNoun => r.form > Form::Base,
            _ => false,
        };
        !readings.is_empty() && readings.iter().all(verb)
    }

    fn tag_of(&self, at: usize) -> Tag {
        let Some(token) = self.doc.tokens.get(at) else { return Tag::Break };
        match token.shape {
            Shape::Mark => self.mark(at),
            Shape::Digits => Tag::Mark,
            _ if self.names.holds(at) => Tag::Name,
            Shape::Code => Tag::Name,
            _ => self.word(at),
        }
    }

    fn mark(&self, at: usize) -> Tag {
        match self.text(at) {
            "," => Tag::Comma,
            ";" | ":" | "—" | "–" | "…" | "|" => Tag::Break,
            "-" if self.doc.tokens[at].spaced => Tag::Break,
            "(" | "[" => Tag::Open,
            ")" | "]" => Tag::Close,
            "'s" | "’s" if self.is_short_verb(at) => Tag::Auxiliary,
            "'s" | "’s" | "'" | "’" => Tag::Possessive,
            _ => Tag::Mark,
        }
    }

    /// Whether an apostrophe stands for a verb: "it's the first cut since May".
    fn is_short_verb(&self, at: usize) -> bool {
        let word = self.text(at.wrapping_sub(1));
        let means = ["it", "he", "she", "that", "there", "who", "what"];
        means.iter().any(|w| word.eq_ignore_ascii_case(w))
    }

    fn word(&self, at: usize) -> Tag {
        let readings = self.readings(at);
        // "the start-up", "two break-ins"
        if let Some(plural) = particle_noun(self.doc, self.rules, at) {
            return Tag::Noun { plural };
        }
        if readings.is_empty() {
            return self.unknown_word(at);
        }
        if particle_noun(self.doc, self.rules, at + 2).is_some() || self.opens_as_gerund(at) {
            return Tag::Noun { plural: false };
        }
        if let Some(tag) = self.closed_class(at) {
            return if self.joins_compound(at) { Tag::Adjective } else { tag };
        }
        if self.is_of_preposition(at) || self.compares(at) {
            return Tag::Preposition;
        }
        if self.is_joined_participle(at) || self.is_in_compound(at) {
            return Tag::Adjective;
        }
        let has = |class: Class| readings.iter().any(|r| r.class == class);
        if (has(Class::Verb) || has(Class::VerbNoun)) && self.is_verb(at) || self.follows_modal(at)
        {
            return Tag::Verb;
        }
        let nominal = matches!(self.last(at), Tag::Determiner | Tag::Adjective | Tag::Possessive);
        match self.rules.words.noun(self.sym(at)) {
            // "The firm opened", "the Norwich firm opened" are no "firm offer".
            Some(r)
                if !has(Class::Adjective)
                    || (nominal || self.last(at) == Tag::Name) && !self.next_is_noun(at + 1) =>
            {
                Tag::Noun { plural: r.form == Form::S }
            }
            _ if has(Class::Adjective) => Tag::Adjective,
            _ if has(Class::Adverb) => Tag::Adverb,
            _ if readings.iter().any(|r| r.form > Form::S) && !nominal => Tag::Verb,
            _ => Tag::Noun { plural: readings.iter().any(|r| r.form == Form::S) },
        }
    }

    /// Whether a noun is no more than a part of a preposition: "in *front* of", "in *order* to".
    fn is_of_preposition(&self, at: usize) -> bool {
        let class = || self.rules.vocabulary.get("part of a preposition");
        self.last(at) == Tag::Preposition
            && matches!(self.text(at + 1), "of" | "to" | "with" | "for")
            && self.rules.words.in_class(self.sym(at), class())
    }

    /// Whether a participle is the end of an adjective: "the Boston-*based* firm".
    fn is_joined_participle(&self, at: usize) -> bool {
        let hyphen = || at.checked_sub(1).is_some_and(|b| self.sym(b) == self.rules.marks.hyphen);
        let class = || self.rules.vocabulary.get("participle behind a hyphen");
        hyphen() && self.next_is_noun(at + 1) && self.rules.words.in_class(self.sym(at), class())
    }

    /// Whether a small word joins two others by hyphens: "end-*to*-end".
    fn joins_compound(&self, at: usize) -> bool {
        let hyphen = |i: usize| {
            self.sym(i) == self.rules.marks.hyphen && !self.doc.tokens[i].spaced && i < self.end
        };
        at > self.start && hyphen(at - 1) && hyphen(at + 1) && !self.doc.tokens[at].spaced
    }

    /// Whether the word is the first or the last of such a compound: "the *end*-to-*end* journey".
    fn is_in_compound(&self, at: usize) -> bool {
        let small = |i: usize| i < self.end && self.closed_class(i).is_some();
        let first = self.joins_compound(at + 2) && small(at + 2);
        let last = at >= self.start + 2 && self.joins_compound(at - 2) && small(at - 2);
        first || last && self.next_is_noun(at + 1)
    }

    /// Whether the word leads to what a figure is held against: "31% *compared* with placebo".
    fn compares(&self, at: usize) -> bool {
        self.text(at) == "compared"
            && matches!(self.text(at + 1), "with" | "to")
            && matches!(self.last(at), Tag::Figure(_) | Tag::Comma | Tag::Noun { .. })
    }

    fn unknown_word(&self, at: usize) -> Tag {
        let word = self.text(at);
        let lower = self.doc.tokens[at].shape == Shape::Lower;
        if lower && word.ends_with("ly") {
            Tag::Adverb
        } else if lower && (word.ends_with("ed") || word.ends_with("ing")) && word.len() > 5 {
            Tag::Verb
        } else {
            Tag::Noun { plural: word.ends_with('s') && !word.ends_with("ss") }
        }
    }

    fn closed_class(&self, at: usize) -> Option<Tag> {
        if self.text(at) == "that" {
            // "a third of that haul"
            if self.text(at.wrapping_sub(1)) == "of" && self.next_is_noun(at + 1) {
                return Some(Tag::Determiner);
            }
            let noun = |i: &usize| matches!(self.tag(*i), Tag::Noun { .. } | Tag::Name);
            let first = (self.start..at).rev().take_while(noun).last();
            // "told reporters that"
            let about = first.is_some_and(|first| !self.is_told(first));
            return Some(if about { Tag::Relative } else { Tag::Subordinator });
        }
        let closed = self.readings(at).iter().filter_map(|r| closed(r.class));
        closed.min_by_key(|(order, _)| *order).map(|(_, tag)| tag)
    }

    /// The tag of the token before, as far as tagged.
    fn last(&self, at: usize) -> Tag {
        at.checked_sub(1).map_or(Tag::Break, |i| self.tag(i))
    }

    /// Whether the verb reading fits at a word that can be a verb.
    fn is_verb(&self, at: usize) -> bool {
        let readings = self.readings(at);
        let verb = |r: &&Reading| matches!(r.class, Class::Verb | Class::VerbNoun);
        let only = readings.iter().all(|r| r.class == Class::Verb);
        let form = readings.iter().filter(verb).map(|r| r.form).max().unwrap_or(Form::Base);
        let nominal = matches!(self.last(at), Tag::Determiner | Tag::Adjective | Tag::Possessive);
        let of = self.text(at + 1) == "of";
        match form {
            // "the cost rose": what is its own past is a noun behind a determiner.
            Form::Past | Form::Participle | Form::Ed => {
                let base = readings.iter().any(|r| r.form == Form::Base);
                // "expects cost savings"
                let object = base && self.last(at) == Tag::Verb;
                let noun = nominal && base || (nominal || object) && self.next_is_noun(at + 1);
                !(noun || self.is_counted_along(at))
            }
            Form::Ing => !(nominal || of || self.is_subject_in_ing(at)),
            Form::Base => {
                // "would then fall", "who together hold"
                let before = self.last_but_adverbs(at);
                let led = matches!(
                    before,
                    Tag::Modal | Tag::Negation | Tag::Pronoun | Tag::Auxiliary | Tag::Relative
                ) || self.text(at.wrapping_sub(1)) == "to"
                    || before == (Tag::Noun { plural: true });
                !nominal && (only || led && !of)
            }
            Form::S => !of && self.agrees(at, only),
        }
    }

    /// Whether what is done is the subject with which the sentence opens: "*Voting* ended at 8 pm".
    fn opens_as_gerund(&self, at: usize) -> bool {
        let finite = |r: &Reading| match r.class {
            Class::Auxiliary | Class::Modal => true,
            Class::Verb | Class::VerbNoun => matches!(r.form, Form::Past | Form::Ed),
            _ => false,
        };
        at == self.start
            && self.readings(at).iter().any(|r| r.form == Form::Ing)
            && self.readings(at + 1).iter().any(finite)
    }

    /// Whether a noun in -ing ends the subject: "a court *hearing* is set for Monday".
    fn is_subject_in_ing(&self, at: usize) -> bool {
        let finite = |c: Class| self.rules.words.is(self.sym(at + 1), c);
        self.last(at) == (Tag::Noun { plural: false })
            && self.rules.words.noun(self.sym(at)).is_some()
            && (finite(Class::Auxiliary) || finite(Class::Modal))
    }

    /// Whether a word that ends in -s fits as a verb with what stands before and behind it; `only` if it
    /// can be nothing else.
    fn agrees(&self, at: usize, only: bool) -> bool {
        let before = self.last(at);
        let figure = self.precedes_figure(at);
        let complement = only || figure || self.next_is_complement(at + 1);
        match before {
            Tag::Name | Tag::Noun { plural: false } => {
                complement
                    || self.is_plural(at + 1)
                    || self.next_is_noun(at + 1) && self.reports(at)
            }
            Tag::Pronoun | Tag::Relative | Tag::Adverb | Tag::Adjective => complement,
            Tag::Conjunction => only,
            // "A model with two slots costs $499", "of these costs $499".
            Tag::Noun { plural: true } => figure,
            // "Each costs $499"
            Tag::Determiner => {
                let one = matches!(self.text(at - 1), "each" | "Each" | "this" | "This");
                one && complement
            }
            // "The firm, founded in 1884, employs": the comma ends what was put in between.
            Tag::Comma => {
                (only || figure) && self.has_comma(at - 1) || complement && self.ends_aside(at - 1)
            }
            // "Her majority of 2,685 represents a swing", "A model with 32 gigabytes costs $499"
            Tag::Figure(_) => {
                figure || only && self.rules.words.is(self.sym(at + 1), Class::Determiner)
            }
            _ => false,
        }
    }

    /// Whether a participle says more of things that are counted: "148,000 *registered* voters".
    fn is_counted_along(&self, at: usize) -> bool {
        let adjective = self.rules.words.is(self.sym(at), Class::Adjective);
        adjective && matches!(self.last(at), Tag::Figure(_)) && self.is_plural(at + 1)
    }

    /// Whether a modal makes a verb of a word that is one nowhere else: "will *last* six weeks", "to *last*
    /// six weeks".
    fn follows_modal(&self, at: usize) -> bool {
        let class = || self.rules.vocabulary.get("a verb behind a modal");
        let infinitive = || self.text(at.wrapping_sub(1)) == "to" && self.precedes_figure(at);
        (self.last_but_adverbs(at) == Tag::Modal || infinitive())
            && self.rules.words.in_class(self.sym(at), class())
    }

    /// Whether the word, read as a verb, tells what somebody says or foresees: "the bank *forecasts* growth".
    pub(super) fn reports(&self, at: usize) -> bool {
        let class = || self.rules.vocabulary.get("reports what another does");
        self.says(at) || self.rules.words.in_class(self.verb_sym(at), class())
    }

    fn precedes_figure(&self, at: usize) -> bool {
        matches!(self.tag(at + 1), Tag::Figure(_))
    }

    /// Whether the word can only be a noun in the plural: "cuts *rates*".
    fn is_plural(&self, at: usize) -> bool {
        let readings = self.readings(at);
        at < self.end
            && !readings.is_empty()
            && readings.iter().all(|r| r.form == Form::S && r.class != Class::Verb)
    }

    /// The tag of the last token before that is no adverb; of so many adverbs in a row, an adverb's.
    fn last_but_adverbs(&self, at: usize) -> Tag {
        let mut before = (self.start..at).rev().take(MOST_ADVERBS).map(|i| self.tag(i));
        before.find(|tag| *tag != Tag::Adverb).unwrap_or(self.last(at))
    }

    /// Whether a comma behind a noun or name stands before `end`.
    fn has_comma(&self, end: usize) -> bool {
        let noun = |i: usize| matches!(self.tag(i), Tag::Noun { .. } | Tag::Name);
        let first = (self.start + 1).max(end.saturating_sub(ASIDE_REACH));
        (first..end).any(|i| self.tag(i) == Tag::Comma && noun(i - 1))
    }

    /// Whether the comma ends what a participle or "who" begins behind another one: "The deal, announced on
    /// Monday, values".
    fn ends_aside(&self, comma: usize) -> bool {
        let first = (self.start + 1).max(comma.saturating_sub(ASIDE_REACH));
        let opens = (first..comma).rev().find(|i| self.tag(*i) == Tag::Comma);
        opens.is_some_and(|i| self.opens_aside(i))
    }

    /// Whether a noun stands before the comma and a participle or "who" behind it.
    fn opens_aside(&self, comma: usize) -> bool {
        let noun = comma.checked_sub(1).map(|i| self.tag(i));
        let adverb = usize::from(self.tag(comma + 1) == Tag::Adverb);
        let first = comma + 1 + adverb;
        // "synergies, previously *estimated at $60 million*"
        let hedges = matches!(self.tag(first), Tag::Figure(_)) && !self.readings(first).is_empty();
        let participle = (hedges || self.tag(first) == Tag::Verb) && self.is_participle(first);
        // "Ann Lee, 47, who founded the firm in 2011, owns"
        matches!(noun, Some(Tag::Noun { .. } | Tag::Name | Tag::Figure(_)))
            && (participle || self.tag(comma + 1) == Tag::Relative)
    }

    fn next_is_noun(&self, at: usize) -> bool {
        let readings = self.readings(at);
        readings.iter().any(|r| matches!(r.class, Class::Noun | Class::VerbNoun))
            || (readings.is_empty() && self.doc.tokens.get(at).is_some_and(|t| t.shape.is_word()))
    }

    /// Whether what follows can be an object or adverbial: a figure, determiner, preposition, name.
    fn next_is_complement(&self, at: usize) -> bool {
        let Some(token) = self.doc.tokens.get(at).filter(|_| at < self.end) else { return false };
        let classes = [
            Class::Determiner,
            Class::Preposition,
            Class::Pronoun,
            Class::Adverb,
            Class::Subordinator,
            Class::Adjective,
        ];
        token.shape == Shape::Digits
            || self.text(at) == "$"
            || self.names.holds(at)
            || classes.iter().any(|c| self.rules.words.is(token.sym, *c))
    }
}

/// Whether a mention is a figure of its sentence: no second writing of one, and no word as "now" and
/// "annual".
fn is_figure(mention: &Mention) -> bool {
    let adverb = mention.idle == Some(Idle::Vague) && mention.kind.is_temporal();
    !adverb && mention.idle != Some(Idle::Restated)
}

/// The tag of a closed class, and its place in the order in which a word that is of several is read.
fn closed(class: Class) -> Option<(u8, Tag)> {
    Some(match class {
        Class::Modal => (0, Tag::Modal),
        Class::Auxiliary => (1, Tag::Auxiliary),
        Class::Negation => (2, Tag::Negation),
        Class::Preposition => (3, Tag::Preposition),
        Class::Relative => (4, Tag::Relative),
        Class::Subordinator => (5, Tag::Subordinator),
        Class::Conjunction => (6, Tag::Conjunction),
        Class::Determiner => (7, Tag::Determiner),
        Class::Pronoun => (8, Tag::Pronoun),
        _ => return None,
    })
}
