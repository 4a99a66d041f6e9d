use std::collections::BTreeSet;

use crate::id::Sym;

/// The words that the rules know, each with a number. Looking a word up folds ASCII capitals and
/// allocates nothing; a word that no rule knows is [`Sym::UNKNOWN`].
///
/// An open-addressing table: one probe for most words, which is what makes the scan over a text
/// cost little more than reading it.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// The number of a word and the upper half of its hash, so that a probe that fails seldom looks
    /// at the word.
    slots: Vec<(u32, u32)>,
    words: Vec<Box<str>>,
    prefixes: BTreeSet<Box<str>>,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self { slots: vec![(0, 0); 16], words: vec![Box::default()], prefixes: BTreeSet::new() }
    }
}

impl Vocabulary {
    /// The number of `word`, which is given one if it has none.
    pub fn intern(&mut self, word: &str) -> Sym {
        let known = self.get(word);
        if known != Sym::UNKNOWN {
            return known;
        }
        if self.words.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let id = self.words.len() as u32;
        self.words.push(word.to_ascii_lowercase().into_boxed_str());
        let slot = self.free_slot(word);
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
            let found = known == tag(hash) && self.words[id as usize].eq_ignore_ascii_case(word);
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

    /// The word of a number, in lower case; empty for [`Sym::UNKNOWN`].
    pub fn word(&self, sym: Sym) -> &str {
        self.words.get(sym.index()).map_or("", |w| w)
    }

    /// How many numbers are in use, the unknown word's included.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether no word is known.
    pub fn is_empty(&self) -> bool {
        self.words.len() == 1
    }

    fn grow(&mut self) {
        self.slots = vec![(0, 0); self.slots.len() * 2];
        for id in 1..self.words.len() {
            let slot = self.free_slot(&self.words[id]);
            self.slots[slot] = (id as u32, tag(hash(&self.words[id])));
        }
    }

    fn free_slot(&self, word: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash(word) as usize & mask;
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
