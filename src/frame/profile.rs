//! What a document as a whole is about: its names and words, and how often.

use std::collections::BTreeMap;
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
pub(super) const LEAD_SENTENCES: usize = 4;
/// A word there counts as so many elsewhere.
const LEAD_WORTH: usize = 3;

/// What a document is about as a whole.
pub(super) fn profile(
    doc: &Document,
    (names, content): (&Names, &Content),
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
        published: super::times::published_years(doc, mentions),
        as_of: None,
        dateline: dateline(mentions),
        latest: mentions.iter().filter_map(|m| m.value.moment()?.year()).max(),
        topic: topic.into_iter().map(|(name, _)| name.to_owned()).collect(),
        names: counts.into_iter().map(|(name, n)| (name.to_owned(), n)).collect(),
        words: content.told(doc, mentions),
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

/// The words of a document that carry meaning, as base forms. The words of figures are not among
/// those of a sentence: what is alike in figures is compared as values.
pub(super) struct Content {
    /// All of them, by the alphabet.
    words: Vec<Arc<str>>,
    /// Those of each sentence, as their places among all, each once, in order.
    each: Vec<Vec<usize>>,
    /// Whether a name is made of the word.
    in_name: Vec<bool>,
}

impl Content {
    pub(super) fn of(doc: &Document, rules: &Rules, names: &Names, mentions: &[Mention]) -> Self {
        let mut lemmas = Lemmas::of(doc, rules);
        let mut rest = mentions;
        let mut each = Vec::with_capacity(doc.sentences.len());
        for (index, sentence) in doc.sentences.iter().enumerate() {
            let count = rest.iter().take_while(|m| m.sentence <= index).count();
            let (own, after) = rest.split_at(count);
            each.push(lemmas.of_sentence(sentence, own));
            rest = after;
        }
        let named: Vec<usize> = names.tokens().map(|at| lemmas.number(at)).collect();
        let (words, places) = lemmas.in_order();
        for own in &mut each {
            for number in own.iter_mut() {
                *number = places[*number];
            }
            own.sort_unstable();
            own.dedup();
        }
        let mut in_name = vec![false; words.len()];
        for number in named {
            in_name[places[number]] = true;
        }
        Self { words, each, in_name }
    }

    /// The words of a sentence, by the alphabet.
    pub(super) fn of_sentence(&self, sentence: usize) -> Arc<[Arc<str>]> {
        let places = self.each.get(sentence).map_or(&[][..], Vec::as_slice);
        places.iter().map(|place| Arc::clone(&self.words[*place])).collect()
    }

    /// How often the document tells each word. What sets its scene in another time does not count.
    fn told(&self, doc: &Document, mentions: &[Mention]) -> Vec<Told> {
        let mut counts = vec![0; self.words.len()];
        for (index, (sentence, places)) in doc.sentences.iter().zip(&self.each).enumerate() {
            let article = doc.block_of(sentence).is_some_and(|b| b.kind.is_article());
            if article && !is_background(doc, mentions, index) {
                let worth = if index < LEAD_SENTENCES { LEAD_WORTH } else { 1 };
                for place in places {
                    counts[*place] += worth;
                }
            }
        }
        let words = self.words.iter().zip(counts).zip(&self.in_name);
        let told = words.filter(|((_, count), _)| *count > 0);
        told.map(|((word, count), in_name)| Told {
            word: Arc::clone(word),
            count,
            in_name: *in_name,
        })
        .collect()
    }
}

/// The base forms of the words of a document, each made and numbered once.
struct Lemmas<'a> {
    doc: &'a Document,
    rules: &'a Rules,
    /// The numbers of words that the rules can read.
    known: BTreeMap<Sym, usize>,
    /// The numbers of other words, as they are written.
    others: BTreeMap<&'a str, usize>,
    /// By number; words that are read alike in the end have several.
    made: Vec<Arc<str>>,
}

impl<'a> Lemmas<'a> {
    fn of(doc: &'a Document, rules: &'a Rules) -> Self {
        Self { doc, rules, known: BTreeMap::new(), others: BTreeMap::new(), made: Vec::new() }
    }

    /// The number of the base form of the word at a token.
    fn number(&mut self, at: usize) -> usize {
        let next = self.made.len();
        let sym = self.doc.tokens[at].sym;
        let number = *if self.rules.words.readings(sym).is_empty() {
            self.others.entry(self.doc.token_text(at)).or_insert(next)
        } else {
            self.known.entry(sym).or_insert(next)
        };
        if number == next {
            self.made.push(lemma(self.doc, self.rules, at).into());
        }
        number
    }

    /// The numbers of the words of a sentence that carry meaning, but for those of its figures.
    fn of_sentence(&mut self, sentence: &Sentence, own: &[Mention]) -> Vec<usize> {
        let (doc, rules) = (self.doc, self.rules);
        let wanted = |at: &usize| {
            let token = &doc.tokens[*at];
            (token.shape.is_word() || token.shape == Shape::Code)
                && token.span.end - token.span.start > 2
                && carries_meaning(rules, token.sym)
                && !own.iter().any(|m| m.tokens.contains(at))
        };
        sentence.range().filter(wanted).map(|at| self.number(at)).collect()
    }

    /// All words by the alphabet, and the place of each number among them.
    fn in_order(self) -> (Vec<Arc<str>>, Vec<usize>) {
        let keyed = self.made.iter().enumerate().map(|(number, word)| (key(word), number));
        let mut order: Vec<(u64, usize)> = keyed.collect();
        order.sort_unstable_by_key(|(key, number)| (*key, &self.made[*number]));
        let mut words: Vec<Arc<str>> = Vec::with_capacity(order.len());
        let mut places = vec![0; order.len()];
        for (_, number) in order {
            let word = &self.made[number];
            if words.last() != Some(word) {
                words.push(Arc::clone(word));
            }
            places[number] = words.len() - 1;
        }
        (words, places)
    }
}

/// The first letters of a word as a number that grows with the alphabet: quicker to compare.
fn key(word: &str) -> u64 {
    let mut first = [0; 8];
    first.iter_mut().zip(word.bytes()).for_each(|(to, letter)| *to = letter);
    u64::from_be_bytes(first)
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
