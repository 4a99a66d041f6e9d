//! Lines and columns, the findings that stand in a stretch of an article, and where words stand.

use std::collections::BTreeMap;
use std::ops::Range;

use super::suppress::Stretch;
use crate::results::{Place, Results};
use crate::text::Positions;

/// Lines and columns of stretches of a file.
pub(super) fn places(file: &str, stretches: &[Range<usize>]) -> Vec<Place> {
    let positions = Positions::of(file);
    let at = |offset: usize| positions.at(file, offset);
    let place = |s: &Range<usize>| Place::between(at(s.start), at(s.end), s.clone());
    stretches.iter().map(place).collect()
}

/// The findings of every article by place: those about a claim by its place in the text, the others
/// by theirs in the file.
pub(super) struct Index {
    articles: BTreeMap<String, Article>,
}

#[derive(Default)]
struct Article {
    text: Spots,
    file: Spots,
}

impl Index {
    pub(super) fn of(results: &Results) -> Self {
        let mut articles: BTreeMap<String, Article> = BTreeMap::new();
        for (number, finding) in results.findings.iter().enumerate() {
            let article = articles.entry(finding.source.clone()).or_default();
            let claim = finding.claim.as_deref().and_then(|id| results.claim(id));
            match claim.filter(|claim| claim.source == finding.source) {
                Some(claim) => article.text.add(claim.start..claim.end, number),
                None => article.file.add(finding.place.start..finding.place.end, number),
            }
        }
        for article in articles.values_mut() {
            article.text.settle();
            article.file.settle();
        }
        Self { articles }
    }

    /// The findings that share a byte with one of the stretches, as indices of the list.
    pub(super) fn covered(&self, stretches: &[Stretch]) -> Vec<usize> {
        let mut found = Vec::new();
        for stretch in stretches {
            if let Some(article) = self.articles.get(&stretch.source) {
                found.extend(article.text.touching(&stretch.text));
                found.extend(article.file.touching(&stretch.file));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Where a finding stands, in bytes.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    start: usize,
    end: usize,
    finding: usize,
}

/// The findings of one text by place.
#[derive(Default)]
struct Spots {
    spots: Vec<Spot>,
    /// How far the spots up to each one reach, which never shrinks, though spots may be nested.
    reach: Vec<usize>,
}

impl Spots {
    /// Adds a finding; one of no width stands at the byte after it.
    fn add(&mut self, place: Range<usize>, finding: usize) {
        let end = place.end.max(place.start.saturating_add(1));
        self.spots.push(Spot { start: place.start, end, finding });
    }

    fn settle(&mut self) {
        self.spots.sort_unstable();
        let mut furthest = 0;
        for spot in &self.spots {
            furthest = spot.end.max(furthest);
            self.reach.push(furthest);
        }
    }

    fn touching(&self, range: &Range<usize>) -> impl Iterator<Item = usize> {
        let Range { start, end } = *range;
        let first = self.reach.partition_point(|&reach| reach <= start);
        let near = self.spots.iter().skip(first).take_while(move |spot| spot.start < end);
        near.filter(move |spot| spot.end > start).map(|spot| spot.finding)
    }
}

/// Where words stand in a text, whatever white space is between them, in bytes. They don't stand
/// inside of words or figures: no `8 billion` in "38 billion" or in "1.8 billion".
pub(super) fn occurrences(text: &str, words: &str) -> Vec<Range<usize>> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        return Vec::new();
    }
    let flat = Flat::of(text);
    let found = flat.text.match_indices(&words).map(|(at, _)| at..at + words.len());
    found.filter(|place| flat.is_whole(place)).map(|place| flat.original(&place)).collect()
}

/// A text with single blanks between its words.
struct Flat {
    text: String,
    /// Where each word begins: here, and in the text that it was made from.
    starts: Vec<(usize, usize)>,
}

impl Flat {
    fn of(text: &str) -> Self {
        let mut flat = Self { text: String::with_capacity(text.len()), starts: Vec::new() };
        let mut offset = 0;
        for part in text.split_inclusive(char::is_whitespace) {
            let word = part.trim_end_matches(char::is_whitespace);
            if !word.is_empty() {
                if !flat.text.is_empty() {
                    flat.text.push(' ');
                }
                flat.starts.push((flat.text.len(), offset));
                flat.text.push_str(word);
            }
            offset += part.len();
        }
        flat
    }

    /// Where words stand in the text that this was made from.
    fn original(&self, place: &Range<usize>) -> Range<usize> {
        self.original_byte(place.start)..self.original_byte(place.end)
    }

    /// Where a byte of a word, or the one after it, stands in the text that it was made from.
    fn original_byte(&self, at: usize) -> usize {
        let after = self.starts.partition_point(|&(here, _)| here <= at);
        let word = after.checked_sub(1).and_then(|index| self.starts.get(index));
        word.map_or(0, |&(here, there)| there + (at - here))
    }

    fn is_whole(&self, place: &Range<usize>) -> bool {
        let words = self.text.get(place.clone()).unwrap_or_default();
        let before = self.text.get(..place.start).unwrap_or_default();
        let after = self.text.get(place.end..).unwrap_or_default();
        !goes_on(words.chars().next(), before.chars().rev())
            && !goes_on(words.chars().next_back(), after.chars())
    }
}

/// Whether the word or figure at an edge goes on beyond it.
fn goes_on(edge: Option<char>, mut beyond: impl Iterator<Item = char>) -> bool {
    let (next, then) = (beyond.next(), beyond.next());
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let figure = is_digit(edge) && matches!(next, Some('.' | ',')) && is_digit(then);
    figure || (is_word(edge) && is_word(next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{ClaimRecord, FindingRecord};

    #[test]
    fn lines_and_columns_are_counted_in_characters_and_in_utf16() {
        let file = "é😀x\ny";
        let (x, y) = (file.find('x').unwrap(), file.find('y').unwrap());
        let found = places(file, &[x..y, 0..99, x..x]);
        let (first, second, third) = (&found[0], &found[1], &found[2]);
        assert_eq!((first.line, first.column, first.utf16_column), (1, 3, 4));
        assert_eq!((first.end_line, first.end_column, first.utf16_end_column), (2, 1, 1));
        assert_eq!((second.line, second.column), (1, 1));
        assert_eq!((second.end_line, second.end_column), (2, 2));
        assert_eq!((third.start, third.end, third.end_column), (x, x, 3));
    }

    fn words_at(text: &str, words: &str) -> Vec<String> {
        let found = occurrences(text, words);
        found.into_iter().map(|place| text.get(place).unwrap().to_owned()).collect()
    }

    #[test]
    fn words_are_found_across_line_breaks() {
        assert_eq!(
            words_at("It is  over\n $8\u{A0}billion.", "over $8 billion"),
            ["over\n $8\u{A0}billion"]
        );
        assert_eq!(occurrences("a é a é", " é\n"), [2..4, 7..9]);
    }

    #[test]
    fn parts_of_words_and_figures_are_not_found() {
        for text in ["38 billion", "1.8 billion", "2,8 billion", "8 billions", "x8 billion", ""] {
            assert_eq!(words_at(text, "8 billion"), [""; 0], "{text}");
        }
        assert_eq!(words_at("$8 billion, not 8.", "8"), ["8", "8"]);
        assert_eq!(words_at("Any text", " \n "), [""; 0]);
    }

    /// A finding about a claim in the text, or about a place in the file.
    fn results(places: &[(bool, usize, usize)]) -> Results {
        let mut results = Results::default();
        for &(about_claim, start, end) in places {
            let id = format!("c{}", results.claims.len() + 1);
            results.claims.push(ClaimRecord {
                id: id.clone(),
                source: "s1".to_owned(),
                start,
                end,
                ..ClaimRecord::default()
            });
            results.findings.push(FindingRecord {
                source: "s1".to_owned(),
                claim: about_claim.then_some(id),
                place: Place { start, end, ..Place::default() },
                ..FindingRecord::default()
            });
        }
        results
    }

    fn covered(index: &Index, source: &str, text: Range<usize>, file: Range<usize>) -> Vec<usize> {
        index.covered(&[Stretch { source: source.to_owned(), text, file }])
    }

    #[test]
    fn findings_are_found_by_any_byte_that_they_share() {
        let index = Index::of(&results(&[
            (true, 0, 90),
            (true, 10, 12),
            (true, 20, 25),
            (false, 10, 12),
            (false, 0, 0),
        ]));
        assert_eq!(covered(&index, "s1", 12..21, 0..0), [0, 2]);
        assert_eq!(covered(&index, "s1", 11..12, 11..12), [0, 1, 3]);
        assert_eq!(covered(&index, "s1", 0..usize::MAX, 0..usize::MAX), [0, 1, 2, 3, 4]);
        assert_eq!(covered(&index, "s1", 90..99, 12..99), [0; 0]);
        assert_eq!(covered(&index, "s2", 0..99, 0..99), [0; 0]);
    }
}
