//! What a document as a whole is about: its names and words, and how often.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::names::Names;
use crate::claim::{Idle, Mention};
use crate::grammar::noun_lemma;
use crate::id::Sym;
use crate::ledger::{Profile, Told};
use crate::rules::{Class, Rules};
use crate::text::{BlockKind, Document, Sentence, Shape};
use crate::value::Grain;

/// A name that stands at least this share (in percent) as often as the most frequent one is among
/// those that the document is about.
const TOPIC_SHARE: usize = 50;

/// News tells in its first sentences what it is about.
const LEAD_SENTENCES: usize = 4;
/// A word there counts as so many elsewhere.
const LEAD_WORTH: usize = 3;

/// What a document is about as a whole.
pub(super) fn profile(
    doc: &Document,
    (names, content): (&Names, &Content<'_>),
    mentions: &[Mention],
) -> Profile {
    let counts = names.counts();
    let top = counts.values().copied().max().unwrap_or(0);
    let titled = title_names(doc, names);
    let mut topic: Vec<(&str, usize)> = counts
        .iter()
        .map(|(name, n)| (*name, *n))
        .filter(|(name, n)| n * 100 >= top * TOPIC_SHARE || titled.contains(name))
        .collect();
    topic.sort_by_key(|(name, n)| (std::cmp::Reverse(*n), *name));
    let first = doc.sentences.get(LEAD_SENTENCES - 1).map_or(doc.tokens.len(), |s| s.range().start);
    let lead = names.between(0, first).into_iter().map(|(name, _)| name.to_owned()).collect();
    Profile {
        lead,
        published: super::role::published_years(doc, mentions),
        dateline: dateline(mentions),
        latest: mentions.iter().filter_map(|m| m.value.moment()?.pattern.year).max(),
        topic: topic.into_iter().map(|(name, _)| name.to_owned()).collect(),
        names: counts.into_iter().map(|(name, n)| (name.to_owned(), n)).collect(),
        words: content.told(mentions),
    }
}

fn dateline(mentions: &[Mention]) -> Option<String> {
    let line = mentions.iter().find(|m| m.idle == Some(Idle::Dateline))?;
    line.value.moment().filter(|m| m.grain == Grain::Day).map(|m| m.edtf.clone())
}

/// Whether the sentence sets its scene in another year or month than the news: "In December 2008,
/// three men…". The first sentences never do.
fn is_background(doc: &Document, mentions: &[Mention], sentence: usize) -> bool {
    let start = doc.sentences.get(sentence).map_or(0, |s| s.range().start);
    let first = mentions.partition_point(|m| m.sentence < sentence);
    let own = mentions[first..].iter().take_while(|m| m.sentence == sentence);
    let mut opening = own.filter(|m| m.tokens.start <= start + 2 && m.idle.is_none());
    sentence >= LEAD_SENTENCES
        && opening.any(|m| {
            m.value.moment().is_some_and(|m| matches!(m.grain, Grain::Year | Grain::Month))
        })
}

fn title_names<'a>(doc: &Document, names: &'a Names) -> Vec<&'a str> {
    let titles = doc
        .sentences
        .iter()
        .filter(|s| doc.block_of(s).is_some_and(|b| b.kind == BlockKind::Title));
    titles
        .flat_map(|s| names.between(s.range().start, s.range().end))
        .map(|(name, _)| name)
        .collect()
}

/// The words of a document that carry meaning, as base forms.
pub(super) struct Content<'a> {
    doc: &'a Document,
    lemmas: Lemmas<'a>,
    /// Those of each sentence, by the alphabet, each once. The words of figures are not among them:
    /// what is alike in figures is compared as values.
    pub(super) each: Vec<Arc<[Arc<str>]>>,
    /// Those that names are made of.
    in_names: BTreeSet<Arc<str>>,
}

impl<'a> Content<'a> {
    pub(super) fn of(
        doc: &'a Document,
        rules: &'a Rules,
        names: &Names,
        mentions: &[Mention],
    ) -> Self {
        let lemmas = Lemmas { doc, rules, known: BTreeMap::new(), others: BTreeMap::new() };
        let mut this = Self { doc, lemmas, each: Vec::new(), in_names: BTreeSet::new() };
        let mut rest = mentions;
        for (index, sentence) in doc.sentences.iter().enumerate() {
            let count = rest.iter().take_while(|m| m.sentence <= index).count();
            let (own, after) = rest.split_at(count);
            let words = this.words_of(sentence, own);
            this.each.push(words.into());
            rest = after;
        }
        this.in_names = names.tokens().map(|at| this.lemmas.of(at)).collect();
        this
    }

    fn words_of(&mut self, sentence: &Sentence, own: &[Mention]) -> Vec<Arc<str>> {
        let (doc, rules) = (self.doc, self.lemmas.rules);
        let mut words: Vec<Arc<str>> = sentence
            .range()
            .filter(|at| !own.iter().any(|m| m.tokens.contains(at)))
            .filter(|&at| doc.tokens[at].shape.is_word() || doc.tokens[at].shape == Shape::Code)
            .filter(|&at| carries_meaning(rules, doc.tokens[at].sym))
            .filter(|&at| doc.token_text(at).len() > 2)
            .map(|at| self.lemmas.of(at))
            .collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// How often the document tells each word. What sets its scene in another time does not count.
    fn told(&self, mentions: &[Mention]) -> Vec<Told> {
        let mut all: Vec<(&Arc<str>, usize)> = Vec::new();
        for (index, (sentence, words)) in self.doc.sentences.iter().zip(&self.each).enumerate() {
            let article = self.doc.block_of(sentence).is_some_and(|b| b.kind.is_article());
            if article && !is_background(self.doc, mentions, index) {
                let worth = if index < LEAD_SENTENCES { LEAD_WORTH } else { 1 };
                all.extend(words.iter().map(|word| (word, worth)));
            }
        }
        // What is sorted piece by piece is put in order faster by this sort than by the unstable one.
        all.sort_by(|a, b| a.0.cmp(b.0));
        let one = |same: &[(&Arc<str>, usize)]| Told {
            word: Arc::clone(same[0].0),
            count: same.iter().map(|(_, worth)| worth).sum(),
            in_name: self.in_names.contains(same[0].0),
        };
        all.chunk_by(|a, b| a.0 == b.0).map(one).collect()
    }
}

/// The base forms of the words of a document, each made once.
struct Lemmas<'a> {
    doc: &'a Document,
    rules: &'a Rules,
    /// Of words that the rules can read.
    known: BTreeMap<Sym, Arc<str>>,
    /// Of other words, as they are written.
    others: BTreeMap<&'a str, Arc<str>>,
}

impl Lemmas<'_> {
    /// The base form of the word at a token.
    fn of(&mut self, at: usize) -> Arc<str> {
        let (doc, rules) = (self.doc, self.rules);
        let make = || lemma(doc, rules, at).into();
        let sym = doc.tokens[at].sym;
        Arc::clone(if rules.words.readings(sym).is_empty() {
            self.others.entry(doc.token_text(at)).or_insert_with(make)
        } else {
            self.known.entry(sym).or_insert_with(make)
        })
    }
}

fn carries_meaning(rules: &Rules, word: Sym) -> bool {
    let readings = rules.words.readings(word);
    readings.iter().all(|r| r.class < Class::Determiner && r.class != Class::Adverb)
}

/// The base form, verbs and nouns alike; words of one meaning are one.
fn lemma(doc: &Document, rules: &Rules, at: usize) -> String {
    let sym = doc.tokens[at].sym;
    let verb = rules.words.readings(sym).iter().find(|r| r.class <= Class::VerbNoun);
    let (word, base) = match verb {
        Some(r) => (String::new(), r.lemma),
        None => noun_lemma(doc, rules, at),
    };
    let one = rules.words.canonical(base);
    if one == Sym::UNKNOWN { word } else { rules.vocabulary.word(one).to_owned() }
}
