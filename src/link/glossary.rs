//! The names and words of one story, prepared for comparison once: numbered, weighed by how rare they are, and
//! which names mean the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use super::evidence::is_telling;
use super::issued::Issued;
use super::speakers::Figure;
use crate::claim::{Claim, Governor, Tie};
use crate::id::{ClaimId, DocId, Sym};
use crate::ledger::Ledger;
use crate::rules::Rules;

/// A word of a glossary.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    /// Grows with the alphabet.
    pub number: u32,
    /// How much it means that two sentences share it.
    pub(super) worth: usize,
    /// The word itself.
    pub text: &'a str,
}

impl PartialEq for Word<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Word<'_> {}

impl PartialOrd for Word<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Word<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.number.cmp(&other.number)
    }
}

/// One word for all words of a governor's meaning.
pub(super) fn canonical<'a>(governor: &'a Governor, rules: &'a Rules) -> &'a str {
    let canonical = rules.words.canonical(governor.sym);
    if canonical == Sym::UNKNOWN { &governor.lemma } else { rules.vocabulary.word(canonical) }
}

/// A name of a glossary.
pub(super) type NameId = u32;

/// The names and words of one story, prepared for comparison once.
pub(super) struct Glossary<'a> {
    names: Vec<Name<'a>>,
    ids: BTreeMap<&'a str, NameId>,
    /// The words of names, without capitals, with their numbers.
    name_words: BTreeMap<String, u32>,
    /// What is known so far of each pair of names, row by row: nothing yet, [`YES`], [`NO`].
    /// Empty where there are too many names to remember all pairs.
    related: Vec<AtomicU8>,
    /// The words of clauses and governors, each with a number that grows with the alphabet, and what
    /// it is worth.
    words: BTreeMap<&'a str, (u32, usize)>,
    /// What each document is about.
    pub(super) pages: BTreeMap<DocId, Page>,
    /// Figures that tell nothing here: many have them.
    pub(super) common: BTreeSet<Figure<'a>>,
}

/// A figure that is told of so many who are named is told of another by chance.
const MANY: usize = 16;

/// What is remembered of a question that has been asked before.
const YES: u8 = 1;
const NO: u8 = 2;

/// Of so many names all pairs are remembered.
const MOST_NAMES: usize = 2_000;

impl<'a> Glossary<'a> {
    /// The names and words of the documents and the claims of a story.
    pub(super) fn of(
        docs: &[DocId],
        claims: &[ClaimId],
        ledger: &'a Ledger,
        rules: &'a Rules,
    ) -> Self {
        let mut glossary = Self {
            names: Vec::new(),
            ids: BTreeMap::new(),
            name_words: BTreeMap::new(),
            related: Vec::new(),
            words: BTreeMap::new(),
            pages: BTreeMap::new(),
            common: BTreeSet::new(),
        };
        let claims = claims.iter().filter_map(|id| ledger.claim(*id));
        let mut told = glossary.take_in(claims, rules);
        told.sort_unstable();
        told.dedup();
        let many = told.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() >= MANY);
        glossary.common = many.map(|same| same[0].0).collect();
        glossary.weigh_words(docs, ledger);
        for doc in docs {
            glossary.open(*doc, ledger, rules);
        }
        glossary.remember();
        glossary
    }

    /// Takes in the names and words of claims; returns telling figures with whom they are told of.
    fn take_in(
        &mut self,
        claims: impl Iterator<Item = &'a Claim>,
        rules: &'a Rules,
    ) -> Vec<(Figure<'a>, NameId)> {
        let mut told = Vec::new();
        let mut last = None;
        for claim in claims {
            for name in claim.frame.participants.iter().map(|p| &p.name).chain(&claim.frame.place) {
                self.add(name, rules);
            }
            let value = &claim.mention.value;
            let whose = claim.frame.participants.iter().find(|p| p.tie <= Tie::Clause);
            let whose = whose.filter(|_| value.quantity().is_some() && is_telling(value));
            told.extend(whose.and_then(|p| Some((Figure::of(value), self.id(&p.name)?))));
            let governors = claim.frame.governors.iter().map(|g| canonical(g, rules));
            self.words.extend(governors.map(|word| (word, (0, 0))));
            // The claims of a sentence share its words.
            let context = &claim.frame.context;
            if !last.replace(context).is_some_and(|l| Arc::ptr_eq(l, context)) {
                self.words.extend(context.iter().map(|word| (&**word, (0, 0))));
            }
        }
        told
    }

    /// Numbers the words and weighs them by how rare they are.
    fn weigh_words(&mut self, docs: &[DocId], ledger: &'a Ledger) {
        // So many sentences have the documents that hold a word, so often they do.
        let mut all = 0;
        for doc in docs {
            let count = ledger.document(*doc).map_or(0, |d| d.sentences.len());
            let profile = ledger.profiles.get(doc.index());
            all += count;
            for told in profile.iter().flat_map(|p| &p.words) {
                if let Some((sentences, held)) = self.words.get_mut(&*told.word) {
                    *sentences += count as u32;
                    *held += told.count;
                }
            }
        }
        let once = (all / docs.len().max(1)) as u32;
        for (number, at) in (0..).zip(self.words.values_mut()) {
            let (sentences, times) = if at.1 == 0 { (once, 1) } else { *at };
            *at = (number, worth(sentences, times));
        }
    }

    /// Opens the page of a document.
    fn open(&mut self, doc: DocId, ledger: &'a Ledger, rules: &Rules) {
        let Some(profile) = ledger.profiles.get(doc.index()) else { return };
        let topic = profile.topic.iter().map(|n| self.add(n, rules)).collect();
        let named = profile.names.keys().map(|n| self.add(n, rules)).collect();
        let lead = profile.lead.iter().map(|n| self.add(n, rules)).collect();
        let draft = ledger.document(doc).is_some_and(|d| d.source.draft);
        let issued = Issued::of(profile).filter(|_| !draft);
        self.pages.insert(doc, Page { topic, named, lead, draft, issued, known: Vec::new() });
    }

    /// Makes room for what is asked of names more than once.
    fn remember(&mut self) {
        let count = self.names.len();
        if count <= MOST_NAMES {
            self.related.resize_with(count * count, AtomicU8::default);
            for page in self.pages.values_mut() {
                page.known.resize_with(count, AtomicU8::default);
            }
        }
    }

    fn add(&mut self, name: &'a str, rules: &Rules) -> NameId {
        let next = self.names.len() as NameId;
        let id = *self.ids.entry(name).or_insert(next);
        if id == next {
            self.names.push(Name::of(name, &mut self.name_words, rules));
        }
        id
    }

    pub(super) fn id(&self, name: &str) -> Option<NameId> {
        self.ids.get(name).copied()
    }

    pub(super) fn word(&self, text: &'a str) -> Option<Word<'a>> {
        self.words.get(text).map(|(number, worth)| Word { number: *number, worth: *worth, text })
    }

    /// The words of a name that say whom it names, by number.
    pub(super) fn name_words(&self, id: NameId) -> impl Iterator<Item = u32> {
        let words = self.names.get(id as usize).map(|name| name.words.as_slice());
        words.unwrap_or_default().iter().filter(|(_, is_part)| !is_part).map(|(word, _)| *word)
    }

    /// The name as it is written.
    pub(super) fn text(&self, id: NameId) -> &'a str {
        self.names.get(id as usize).map_or("", |n| n.text)
    }

    /// Whether two names are the same, or one is a part of the other.
    pub(super) fn related(&self, a: NameId, b: NameId) -> bool {
        if a == b {
            return true;
        }
        let (a, b) = (a as usize, b as usize);
        remembered(self.related.get(a * self.names.len() + b), || {
            match (self.names.get(a), self.names.get(b)) {
                (Some(a), Some(b)) => a.is_related(b),
                _ => false,
            }
        })
    }

    /// Whether a document names somebody.
    pub(super) fn knows(&self, page: &Page, name: NameId) -> bool {
        remembered(page.known.get(name as usize), || {
            page.named.iter().any(|named| self.related(name, *named))
        })
    }
}

/// What a cell remembers, or else what is found now.
fn remembered(cell: Option<&AtomicU8>, find: impl FnOnce() -> bool) -> bool {
    match cell.map(|cell| cell.load(Ordering::Relaxed)) {
        Some(YES) => return true,
        Some(NO) => return false,
        _ => {}
    }
    let found = find();
    if let Some(cell) = cell {
        cell.store(if found { YES } else { NO }, Ordering::Relaxed);
    }
    found
}

/// What a document is about.
pub(super) struct Page {
    /// The names that the whole document is about.
    pub topic: Vec<NameId>,
    /// All its names.
    named: Vec<NameId>,
    /// The names of its first sentences.
    pub lead: Vec<NameId>,
    /// Whether it is a draft.
    pub draft: bool,
    /// When it was published; a draft is of no day yet.
    pub issued: Option<Issued>,
    /// What is known so far of whom it names, by name, as with [`Glossary::related`].
    known: Vec<AtomicU8>,
}

/// How much it means that two sentences share a word that documents of so many sentences hold so often:
/// in quarters of a bit, at least 1 (inverse document frequency, Spärck Jones 1972, with sentences for
/// documents).
fn worth(sentences: u32, times: usize) -> usize {
    let fourth = |n: u128| n.max(1).pow(4);
    let ratio = fourth(sentences.into()) / fourth(times as u128);
    ratio.checked_ilog2().map_or(1, |bits| 1 + bits as usize)
}

/// A name as it is compared: without capitals, and cut into words.
struct Name<'a> {
    /// As it is written.
    text: &'a str,
    folded: String,
    /// Its words by number, and whether each makes a part of a place.
    words: Vec<(u32, bool)>,
    /// The last bits of those numbers: names that share none share no word.
    word_bits: u64,
    /// Whether one of its words makes a part of a place.
    has_part: bool,
    /// How many words it has.
    count: usize,
    /// How many letters it has.
    length: usize,
    /// Which of the letters from a to z.
    letters: u32,
}

/// `a220` of "A220s"
fn singular_of_code(word: &str) -> &str {
    let one = word.strip_suffix('s');
    one.filter(|w| w.ends_with(|c: char| c.is_ascii_digit())).unwrap_or(word)
}

/// An acronym has at most so many letters, full stops among them.
const MOST_LETTERS: usize = 12;

impl<'a> Name<'a> {
    fn of(text: &'a str, numbers: &mut BTreeMap<String, u32>, rules: &Rules) -> Self {
        let folded = text.to_lowercase();
        let mut words = Vec::new();
        for word in folded.split(' ').map(singular_of_code) {
            let next = numbers.len() as u32;
            let number = numbers.get(word).copied().unwrap_or(next);
            if number == next {
                numbers.insert(word.to_owned(), next);
            }
            let sym = rules.vocabulary.get(word);
            words.push((number, rules.words.in_class(sym, rules.marks.part_of_place)));
        }
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        let bit = |letter: u8| letter.is_ascii_lowercase().then(|| 1 << (letter - b'a'));
        let letters = folded.bytes().filter_map(bit).fold(0u32, |all, bit| all | bit);
        let word_bits = words.iter().fold(0, |all, (number, _)| all | 1 << (number % u64::BITS));
        let has_part = words.iter().any(|(_, is_part)| *is_part);
        let length = folded.chars().count();
        Self { text, folded, words, word_bits, has_part, count, length, letters }
    }

    /// Whether two names are the same, or one is a part of the other: "Amazon", "Amazon Web
    /// Services". A part of a place is another place: "Arle", "Central Arle".
    fn is_related(&self, other: &Name<'_>) -> bool {
        if self.word_bits & other.word_bits == 0 {
            return !self.has_part && !other.has_part && self.stands_for(other);
        }
        if self.folded == other.folded {
            return true;
        }
        let (own, others) = (self.beyond(other), other.beyond(self));
        if own == Beyond::PartOfPlace || others == Beyond::PartOfPlace {
            return false;
        }
        own == Beyond::Nothing || others == Beyond::Nothing || self.stands_for(other)
    }

    /// Whether one name is made of the initials of the other, or is the other misspelt.
    fn stands_for(&self, other: &Name<'_>) -> bool {
        self.are_initials_of(other) || other.are_initials_of(self) || self.is_misspelt(other)
    }

    /// What it has beyond another name.
    fn beyond(&self, other: &Name<'_>) -> Beyond {
        let mut found = Beyond::Nothing;
        for word in self.words.iter().filter(|w| !other.words.contains(w)) {
            if word.1 {
                return Beyond::PartOfPlace;
            }
            found = Beyond::Words;
        }
        found
    }

    /// Whether it is made of the first letters of the words of another, small words left out or not:
    /// "OSHA", "S.E.C.".
    fn are_initials_of(&self, other: &Name<'_>) -> bool {
        if other.count < 2 || self.count > 1 || self.length > MOST_LETTERS {
            return false;
        }
        let small = |word: &&str| !matches!(*word, "and" | "of" | "for" | "the" | "&");
        let words = || other.folded.split(' ').filter(|w| !w.is_empty());
        let is = |first: &mut dyn Iterator<Item = &str>| {
            let letters = self.folded.chars().filter(|c| *c != '.');
            letters.eq(first.filter_map(|word| word.chars().next()))
        };
        is(&mut words()) || is(&mut words().filter(small))
    }

    fn is_misspelt(&self, other: &Name<'_>) -> bool {
        let long = self.length >= 6 && other.length >= 6;
        long && self.may_be_misspelt(other)
            && strsim::jaro_winkler(&self.folded, &other.folded) >= SPELLING
    }

    /// Whether two names have letters enough in common to be this alike. Each letter that only one has
    /// is none that they share, and how large a part they must share follows from [`SPELLING`] and the
    /// letters with which both begin.
    fn may_be_misspelt(&self, other: &Name<'_>) -> bool {
        let (m, n) = (self.length, other.length);
        let of_both = self.letters & other.letters;
        let missing = |name: &Name<'_>| (name.letters & !of_both).count_ones() as usize;
        let shared = m.saturating_sub(missing(self)).min(n.saturating_sub(missing(other)));
        let begin = self.folded.bytes().zip(other.folded.bytes());
        let begin = begin.take(SHARED_PART.len() - 1).take_while(|(a, b)| a == b).count();
        shared * (m + n) * 1000 >= SHARED_PART[begin] * m * n
    }
}

/// What one name has beyond another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beyond {
    Nothing,
    Words,
    /// A word such as "central" or "north".
    PartOfPlace,
}

/// Names this alike (Jaro-Winkler) are one name in two spellings: Gaddafi, Qaddafi.
const SPELLING: f64 = 0.9;
/// For that the shared part of the one and that of the other must add up to so much, in thousandths, if
/// none, one... of the first letters are the same: three times Jaro's measure, less one.
const SHARED_PART: [usize; 5] = [1699, 1665, 1624, 1570, 1499];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_misspelling_is_passed_over() {
        let rules = Rules::built_in().unwrap();
        let texts = [
            "Gaddafi",
            "Qaddafi",
            "Kadhafi",
            "Zelensky",
            "Zelenskyy",
            "Zelenskiy",
            "Kharkiv",
            "Kharkov",
            "Thessaloniki",
            "Saloniki",
            "Acme Energy",
            "Acme Energies",
            "Éclairs",
            "Eclairs",
            "Mohammed",
            "Muhammad",
            "Mohamed",
            "Peterson",
            "Petersen",
            "Pedersen",
            "Northport",
            "Northfort",
            "Southport",
            "Norport",
            "Brandenburg",
            "Brandenberg",
        ];
        let mut words = BTreeMap::new();
        let names: Vec<Name<'_>> =
            texts.iter().map(|text| Name::of(text, &mut words, &rules)).collect();
        let mut alike = 0;
        for (a, b) in names.iter().flat_map(|a| names.iter().map(move |b| (a, b))) {
            let is_alike = strsim::jaro_winkler(&a.folded, &b.folded) >= SPELLING;
            assert!(!is_alike || a.may_be_misspelt(b), "{} {}", a.text, b.text);
            alike += usize::from(is_alike && a.text != b.text);
        }
        assert!(alike > 20, "{alike}");
    }
}
