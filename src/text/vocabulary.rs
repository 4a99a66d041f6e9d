use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::id::Sym;

/// The words that the rules know, each with a number. Looking a word up folds ASCII capitals and
/// allocates nothing; a word that no rule knows is [`Sym::UNKNOWN`].
///
/// An open-addressing table: one probe for most words, which is what makes the scan over a text
/// cost little more than reading it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct Vocabulary {
    /// The number of a word and the upper half of its hash, so that a probe that fails seldom looks
    /// at the word. Not stored: [`Stored`] gives the words their slots again.
    #[serde(skip)]
    slots: Vec<(u32, u32)>,
    /// All words, one behind the other in lower case, and where each ends.
    letters: String,
    ends: Vec<u32>,
    prefixes: BTreeSet<Box<str>>,
    /// Capitals that stand for a currency before a figure that is surely a sum, and words for powers of
    /// ten, which make it one.
    letters_of_money: BTreeSet<Box<str>>,
    magnitudes: BTreeSet<Box<str>>,
}

/// A vocabulary as it is stored.
#[derive(Default, Deserialize)]
struct Stored {
    letters: String,
    ends: Vec<u32>,
    prefixes: BTreeSet<Box<str>>,
    letters_of_money: BTreeSet<Box<str>>,
    magnitudes: BTreeSet<Box<str>>,
}

impl From<Stored> for Vocabulary {
    fn from(stored: Stored) -> Self {
        let Stored { letters, ends, prefixes, letters_of_money, magnitudes } = stored;
        let slots = vec![(0, 0); ends.len().next_power_of_two() * 2];
        let mut vocabulary = Self { slots, letters, ends, prefixes, letters_of_money, magnitudes };
        vocabulary.fill();
        vocabulary
    }
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self::from(Stored { ends: vec![0], ..Stored::default() })
    }
}

impl Vocabulary {
    /// The number of `word`, which is given one if it has none.
    pub fn intern(&mut self, word: &str) -> Sym {
        let known = self.get(word);
        if known != Sym::UNKNOWN {
            return known;
        }
        if self.ends.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let id = self.ends.len() as u32;
        self.letters.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        self.ends.push(self.letters.len() as u32);
        let slot = self.free_slot(hash(word));
        self.slots[slot] = (id, tag(hash(word)));
        Sym(id)
    }

    /// The number of `word`, or [`Sym::UNKNOWN`].
    pub fn get(&self, word: &str) -> Sym {
        self.get_hashed(word, hash(word))
    }

    /// The number of `word`, whose [`hash`] is known.
    fn get_hashed(&self, word: &str, hash: u64) -> Sym {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let (id, known) = self.slots[at];
            let found = known == tag(hash) && self.word(Sym(id)).eq_ignore_ascii_case(word);
            if id == 0 || found {
                return Sym(id);
            }
            at = (at + 1) & mask;
        }
    }

    /// Makes letters a token of their own where digits follow right behind: `USD12`, `RM42`.
    pub fn add_prefix(&mut self, letters: &str) {
        self.prefixes.insert(letters.into());
    }

    /// Whether the letters are a token of their own before digits.
    pub fn is_prefix(&self, letters: &str) -> bool {
        self.prefixes.contains(letters)
    }

    /// Makes a capital a token of its own before a figure that is surely a sum: `R450,000`, `K9 million`.
    pub fn add_letter(&mut self, letter: &str) {
        self.letters_of_money.insert(letter.into());
    }

    /// Whether the letter stands for a currency before such a figure.
    pub fn is_letter_of_money(&self, letter: &str) -> bool {
        self.letters_of_money.contains(letter)
    }

    /// Adds a word for a power of ten from thousands on.
    pub fn add_magnitude(&mut self, word: &str) {
        self.magnitudes.insert(word.into());
    }

    /// Whether the word, in lower case, is one for a power of ten from thousands on.
    pub fn is_magnitude(&self, word: &str) -> bool {
        self.magnitudes.contains(word)
    }

    /// The word of a number, in lower case; empty for [`Sym::UNKNOWN`].
    pub fn word(&self, sym: Sym) -> &str {
        let end = |index: usize| self.ends.get(index).map_or(0, |e| *e as usize);
        self.letters.get(end(sym.index().saturating_sub(1))..end(sym.index())).unwrap_or_default()
    }

    /// How many numbers are in use, the unknown word's included.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether no word is known.
    pub fn is_empty(&self) -> bool {
        self.ends.len() == 1
    }

    fn grow(&mut self) {
        self.slots = vec![(0, 0); self.slots.len() * 2];
        self.fill();
    }

    fn fill(&mut self) {
        for id in 1..self.ends.len() as u32 {
            let hash = hash(self.word(Sym(id)));
            let slot = self.free_slot(hash);
            self.slots[slot] = (id, tag(hash));
        }
    }

    fn free_slot(&self, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at].0 != 0 {
            at = (at + 1) & mask;
        }
        at
    }
}

/// FNV-1a over the bytes, ASCII capitals folded.
fn hash(word: &str) -> u64 {
    let h = word.bytes().fold(0xCBF2_9CE4_8422_2325, |h: u64, b: u8| {
        (h ^ u64::from(b.to_ascii_lowercase())).wrapping_mul(0x0000_0100_0000_01B3)
    });
    h ^ (h >> 32)
}

/// The half of a hash that is kept beside a word's number.
fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_number_as_the_table_grows() {
        let mut v = Vocabulary::default();
        let ids: Vec<Sym> = (0..500).map(|i| v.intern(&format!("word{i}"))).collect();
        for (i, id) in ids.iter().enumerate() {
            assert_eq!(v.get(&format!("WORD{i}")), *id);
            assert_eq!(v.intern(&format!("Word{i}")), *id);
        }
        assert_eq!(v.get("other"), Sym::UNKNOWN);
        assert_eq!(v.word(ids[7]), "word7");
    }
}
