//! What the framer knows of words: classes, base forms, kinds of things.

use serde::{Deserialize, Serialize};

use super::inflect;
use crate::id::Sym;
use crate::text::Vocabulary;

/// What part a word can play in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// `announce`
    Verb,
    /// `report`: a verb or a noun.
    VerbNoun,
    /// `meeting`
    Noun,
    /// `large`
    Adjective,
    /// `soon`
    Adverb,
    /// `the`, `its`
    Determiner,
    /// `of`, `with`
    Preposition,
    /// `it`, `they`
    Pronoun,
    /// `and`, `but`
    Conjunction,
    /// `because`, `while`, `that`: begins a clause of its own.
    Subordinator,
    /// `who`, `which`: begins a clause about the noun before it.
    Relative,
    /// `be`, `have`, `do`
    Auxiliary,
    /// `will`, `may`
    Modal,
    /// `not`, `never`
    Negation,
}

/// Which form of its lemma a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Form {
    /// `give`, `house`
    Base,
    /// `gives`, `houses`
    S,
    /// `gave`
    Past,
    /// `given`
    Participle,
    /// `announced`: past or participle.
    Ed,
    /// `giving`
    Ing,
}

/// One way to read a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Its class.
    pub class: Class,
    /// Its base form.
    pub lemma: Sym,
    /// Which form it is.
    pub form: Form,
}

/// A regular form of a lemma.
type Inflect = fn(&str) -> String;

/// Something of each word that has it, by the word's number.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct BySym<T>(Vec<Option<T>>);

impl<T> Default for BySym<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> BySym<T> {
    fn get(&self, word: Sym) -> Option<&T> {
        self.0.get(word.index())?.as_ref()
    }

    fn entry(&mut self, word: Sym) -> &mut Option<T> {
        if self.0.len() <= word.index() {
            self.0.resize_with(word.index() + 1, || None);
        }
        &mut self.0[word.index()]
    }
}

/// A list of something for each word, by the word's number. All lists stand in one vector: most have
/// one item, and to read them from storage is to read one long list.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Stored<T>", into = "Stored<T>", bound(serialize = "T: Clone + Serialize"))]
pub struct Lists<T> {
    /// Where the list of each word begins, and how many it has.
    places: Vec<(u32, u32)>,
    items: Vec<T>,
}

/// Lists as they are stored: of each word that has one how many words lie between it and the one
/// before, and how many items it has; and all items.
#[derive(Serialize, Deserialize)]
struct Stored<T> {
    counts: Vec<(u32, u32)>,
    items: Vec<T>,
}

impl<T> From<Stored<T>> for Lists<T> {
    fn from(Stored { counts, items }: Stored<T>) -> Self {
        let words = counts.iter().map(|(gap, _)| *gap as usize + 1).sum();
        let mut places = Vec::with_capacity(words);
        let mut start = 0;
        for (gap, count) in counts {
            places.resize(places.len() + gap as usize, (0, 0));
            places.push((start, count));
            start += count;
        }
        Self { places, items }
    }
}

impl<T: Clone> From<Lists<T>> for Stored<T> {
    fn from(lists: Lists<T>) -> Self {
        let mut stored = Self { counts: Vec::new(), items: Vec::new() };
        let mut gap = 0;
        for index in 0..lists.places.len() {
            let list = lists.get(Sym::from_index(index));
            if list.is_empty() {
                gap += 1;
                continue;
            }
            stored.counts.push((gap, list.len() as u32));
            stored.items.extend_from_slice(list);
            gap = 0;
        }
        stored
    }
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { places: Vec::new(), items: Vec::new() }
    }
}

impl<T> Lists<T> {
    /// The list of a word; empty if it has none.
    pub fn get(&self, word: Sym) -> &[T] {
        let (start, count) = self.places.get(word.index()).copied().unwrap_or_default();
        let start = start as usize;
        self.items.get(start..start + count as usize).unwrap_or_default()
    }
}

impl<T: Clone> Lists<T> {
    /// Puts an item at the end of the list of a word.
    pub(super) fn push(&mut self, word: Sym, item: T) {
        self.insert(word, self.get(word).len(), item);
    }

    /// Puts an item into the list of a word at a place of it. The list moves to the end of all, which
    /// takes room, unless it stands there.
    pub(super) fn insert(&mut self, word: Sym, place: usize, item: T) {
        if self.places.len() <= word.index() {
            self.places.resize(word.index() + 1, (0, 0));
        }
        let (start, count) = self.places[word.index()];
        let (mut start, count) = (start as usize, count as usize);
        if start + count != self.items.len() {
            let list = self.get(word).to_vec();
            start = self.items.len();
            self.items.extend(list);
        }
        self.items.insert(start + place.min(count), item);
        self.places[word.index()] = (start as u32, count as u32 + 1);
    }
}

/// The words that the rules know, with their readings.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct WordTable {
    readings: Lists<Reading>,
    synonyms: BySym<Sym>,
    broader: BySym<Sym>,
    classes: Lists<Sym>,
}

impl WordTable {
    /// All readings of a word, the likeliest first.
    pub fn readings(&self, word: Sym) -> &[Reading] {
        self.readings.get(word)
    }

    /// Whether the word can be of a class.
    pub fn is(&self, word: Sym, class: Class) -> bool {
        self.readings(word).iter().any(|r| r.class == class)
    }

    /// The word read as a noun: as an irregular plural ("people") rather than as it stands; a verb
    /// with an -s can be one too ("downloads").
    pub fn noun(&self, word: Sym) -> Option<&Reading> {
        let plural = |r: &&Reading| r.class == Class::Noun && r.form == Form::S;
        let noun =
            |r: &&Reading| matches!(r.class, Class::Noun | Class::VerbNoun) && r.form <= Form::S;
        let readings = self.readings(word);
        let verb = |r: &&Reading| r.class == Class::Verb && r.form == Form::S;
        readings
            .iter()
            .find(plural)
            .or_else(|| readings.iter().find(noun))
            .or_else(|| readings.iter().find(verb))
    }

    /// The base form of a word read as a noun; the word itself if nothing else is known.
    pub fn noun_lemma(&self, word: Sym) -> Sym {
        self.noun(word).map_or(word, |r| r.lemma)
    }

    /// The word that stands for all words of the same meaning.
    pub fn canonical(&self, lemma: Sym) -> Sym {
        self.synonyms.get(lemma).copied().unwrap_or(lemma)
    }

    /// Whether two lemmas name the same thing.
    pub fn same(&self, a: Sym, b: Sym) -> bool {
        a != Sym::UNKNOWN && self.canonical(a) == self.canonical(b)
    }

    /// The words for broader and broader kinds of the thing: chip for GPU.
    pub fn broader(&self, lemma: Sym) -> impl Iterator<Item = Sym> + '_ {
        let up = |s: &Sym| self.broader.get(self.canonical(*s)).copied();
        std::iter::successors(up(&lemma), move |s| up(s)).take(8)
    }

    /// Whether one of the two is a kind of the other.
    pub fn is_kind_of(&self, narrow: Sym, broad: Sym) -> bool {
        self.broader(narrow).any(|b| self.same(b, broad))
    }

    /// Whether the word names a thing of the class (`person`, `agreement`).
    pub fn in_class(&self, lemma: Sym, class: Sym) -> bool {
        let direct = |l: Sym| self.classes.get(l).contains(&class);
        lemma != Sym::UNKNOWN
            && (direct(lemma) || self.broader(lemma).any(|b| direct(b) || b == class))
    }

    pub(super) fn add(&mut self, word: Sym, reading: Reading) {
        let known = self.readings(word);
        if !known.contains(&reading) {
            self.readings.push(word, reading);
        }
    }

    /// Adds a lemma with all its regular forms.
    pub(super) fn add_lemma(&mut self, vocabulary: &mut Vocabulary, lemma: &str, class: Class) {
        let base = vocabulary.intern(lemma);
        self.add(base, Reading { class, lemma: base, form: Form::Base });
        let forms: &[(Form, Inflect)] = match class {
            Class::Verb | Class::VerbNoun => {
                &[(Form::S, inflect::s), (Form::Ed, inflect::ed), (Form::Ing, inflect::ing)]
            }
            Class::Noun => &[(Form::S, inflect::s)],
            _ => &[],
        };
        for (form, inflected) in forms {
            let word = vocabulary.intern(&inflected(lemma));
            let keep = self.readings(word).iter().all(|r| r.class != Class::Adjective);
            if keep {
                self.add(word, Reading { class, lemma: base, form: *form });
            }
        }
    }

    pub(super) fn add_synonyms(&mut self, words: &[Sym]) {
        let Some(first) = words.first() else { return };
        for word in words {
            *self.synonyms.entry(*word) = Some(*first);
        }
    }

    pub(super) fn add_broader(&mut self, narrow: Sym, broad: Sym) {
        *self.broader.entry(narrow) = Some(broad);
    }

    pub(super) fn add_class(&mut self, word: Sym, class: Sym) {
        self.classes.push(word, class);
    }
}
