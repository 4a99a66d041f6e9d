//! What a document as a whole is about: its names and words, and how often.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::names::Names;
use crate::claim::{Idle, Mention};
use crate::grammar::noun_lemma;
use crate::id::Sym;
use crate::ledger::Profile;
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
    rules: &Rules,
    (names, content): (&Names, &[Arc<[String]>]),
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
    let mut words: BTreeMap<String, usize> = BTreeMap::new();
    for (index, (sentence, content)) in doc.sentences.iter().zip(content).enumerate() {
        let article = doc.block_of(sentence).is_some_and(|b| b.kind.is_article());
        if !article || is_background(doc, mentions, index) {
            continue;
        }
        let worth = if index < LEAD_SENTENCES { LEAD_WORTH } else { 1 };
        for word in content.iter() {
            match words.get_mut(word) {
                Some(count) => *count += worth,
                None => drop(words.insert(word.clone(), worth)),
            }
        }
    }
    let name_words = name_words(doc, rules, names);
    let first = doc.sentences.get(LEAD_SENTENCES - 1).map_or(doc.tokens.len(), |s| s.range().start);
    let lead = names.between(0, first).into_iter().map(|(name, _)| name.to_owned()).collect();
    Profile {
        name_words,
        lead,
        published: super::role::published_years(doc, mentions),
        dateline: dateline(mentions),
        latest: mentions.iter().filter_map(|m| m.value.moment()?.pattern.year).max(),
        topic: topic.into_iter().map(|(name, _)| name.to_owned()).collect(),
        names: counts.into_iter().map(|(name, n)| (name.to_owned(), n)).collect(),
        words,
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

/// The words inside names, as [`content_words`] gives them.
fn name_words(doc: &Document, rules: &Rules, names: &Names) -> BTreeSet<String> {
    let tokens = 0..doc.tokens.len();
    tokens.filter(|&at| names.holds(at)).map(|at| lemma(doc, rules, at)).collect()
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

/// The base forms of the words of each sentence that carry meaning, sorted, each once.
/// The words of figures are not among them: what is alike in figures is compared as values.
pub(super) fn content_words(
    doc: &Document,
    mentions: &[Mention],
    rules: &Rules,
) -> Vec<Arc<[String]>> {
    let mut rest = mentions;
    let mut each = Vec::with_capacity(doc.sentences.len());
    for (index, sentence) in doc.sentences.iter().enumerate() {
        let count = rest.iter().take_while(|m| m.sentence <= index).count();
        let (own, after) = rest.split_at(count);
        each.push(words_of(doc, rules, sentence, own).into());
        rest = after;
    }
    each
}

fn words_of(doc: &Document, rules: &Rules, sentence: &Sentence, own: &[Mention]) -> Vec<String> {
    let mut words: Vec<String> = sentence
        .range()
        .filter(|at| !own.iter().any(|m| m.tokens.contains(at)))
        .filter(|&at| doc.tokens[at].shape.is_word() || doc.tokens[at].shape == Shape::Code)
        .filter(|&at| carries_meaning(rules, doc.tokens[at].sym) && doc.token_text(at).len() > 2)
        .map(|at| lemma(doc, rules, at))
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn carries_meaning(rules: &Rules, word: Sym) -> bool {
    let readings = rules.words.readings(word);
    readings.iter().all(|r| r.class < Class::Determiner && r.class != Class::Adverb)
}

/// The base form, verbs and nouns alike; words of one meaning are one.
fn lemma(doc: &Document, rules: &Rules, at: usize) -> String {
    let sym = doc.tokens[at].sym;
    let verb = rules.words.readings(sym).iter().find(|r| r.class <= Class::VerbNoun);
    let base = verb.map_or_else(|| noun_lemma(doc, rules, at).1, |r| r.lemma);
    let one = rules.words.canonical(base);
    if one == Sym::UNKNOWN {
        noun_lemma(doc, rules, at).0
    } else {
        rules.vocabulary.word(one).to_owned()
    }
}
