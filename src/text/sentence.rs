use std::ops::Range;

use super::{PageRules, Shape, Span, Token};

/// A sentence: the tokens from one end mark to the next, inside one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// The block it belongs to.
    pub block: u32,
}

impl Sentence {
    /// The range of its tokens as indices.
    pub fn range(&self) -> Range<usize> {
        self.tokens.start as usize..self.tokens.end as usize
    }
}

/// A sentence is cut here even without an end mark, so that what is done within sentences stays
/// linear in the text. The longest sentence of a newspaper has some 150 tokens.
const MAX_TOKENS: usize = 400;
/// Where no space comes at all, it is cut here, even inside what may be one figure.
const MOST_TOKENS: usize = 800;

/// Splits the tokens of one block, which begin at `first` in the document's list.
pub(super) fn split(
    text: &str,
    tokens: &[Token],
    first: u32,
    rules: &PageRules,
    mut emit: impl FnMut(Span, Range<u32>),
) {
    let (mut start, mut at) = (0, 0);
    while at < tokens.len() {
        let may_end = ends_sentence(text, tokens, at, rules);
        let end = if may_end { closing(text, tokens, at + 1) } else { at + 1 };
        let spaced = tokens.get(end).is_some_and(|t| t.spaced);
        let full = end - start >= if spaced { MAX_TOKENS } else { MOST_TOKENS };
        if end == tokens.len() || full || (may_end && starts(text, tokens, end)) {
            let span = Span::new(tokens[start].span.start, tokens[end - 1].span.end);
            emit(span, first + start as u32..first + end as u32);
            start = end;
        }
        at = end;
    }
}

/// One past the quotes and brackets that close right after the token before `at`.
fn closing(text: &str, tokens: &[Token], mut at: usize) -> usize {
    while let Some(t) = tokens.get(at) {
        if t.spaced
            || !matches!(t.span.of(text), "\"" | "'" | "”" | "’" | ")" | "]" | "." | "!" | "?")
        {
            break;
        }
        at += 1;
    }
    at
}

fn is_end_mark(text: &str, token: &Token) -> bool {
    matches!(token.span.of(text), "." | "!" | "?" | "…")
}

/// Whether a sentence may end after the token at `at`, by what stands at and before it.
fn ends_sentence(text: &str, tokens: &[Token], at: usize, rules: &PageRules) -> bool {
    let token = &tokens[at];
    let last = text.as_bytes().get(token.span.end as usize - 1);
    // Most tokens are words without a point.
    if token.shape != Shape::Mark && last != Some(&b'.') {
        return false;
    }
    let word = token.span.of(text);
    if tokens[at].shape.is_word() && word.ends_with('.') {
        return begins_anew(text, tokens, at + 1, rules);
    }
    if !is_end_mark(text, &tokens[at]) {
        return false;
    }
    let Some(before) = at.checked_sub(1).map(|i| &tokens[i]) else { return true };
    if word != "." || tokens[at].spaced {
        return true;
    }
    let shown = before.span.of(text);
    if before.shape == Shape::Capital && shown.len() == 1 && shown != "I" {
        return false;
    }
    match rules.abbreviations.get(&shown.to_lowercase()) {
        Some(false) => false,
        Some(true) => begins_anew(text, tokens, at + 1, rules),
        None => true,
    }
}

/// After an abbreviation only a word that can't be part of a name begins a sentence.
fn begins_anew(text: &str, tokens: &[Token], at: usize, rules: &PageRules) -> bool {
    tokens.get(at).is_some_and(|t| {
        t.shape == Shape::Capital && rules.starters.contains(&t.span.of(text).to_lowercase())
    })
}

/// Whether a sentence may begin with the token at `at`: after white space, not in lower case.
fn starts(text: &str, tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| {
        t.spaced
            && (t.shape != Shape::Lower)
            && !matches!(t.span.of(text), "," | ";" | ":" | ")" | "-" | "–" | "—")
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Vocabulary, token};
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        let mut rules = PageRules::default();
        for (word, ends) in [("mr", false), ("inc", true), ("no", false)] {
            rules.abbreviations.insert(word.to_owned(), ends);
        }
        rules.starters.extend(["the".to_owned(), "it".to_owned()]);
        let mut tokens = Vec::new();
        let whole = Span::new(0, text.len() as u32);
        token::tokenise(text, whole, &Vocabulary::default(), &mut tokens);
        let mut out = Vec::new();
        split(text, &tokens, 0, &rules, |span, _| out.push(span.of(text)));
        out
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        let cases: [(&str, usize); 9] = [
            ("It rose 3.5 percent. It fell.", 2),
            ("Mr. Smith paid $3. The shop closed.", 2),
            ("Apple Inc. Chief Tim met J. Smith.", 1),
            ("He left Apple Inc. The firm paid.", 2),
            ("\"It fell.\" The end.", 2),
            ("At 7:48 a.m. The quake struck.", 2),
            ("The U.S. Geological Survey said so.", 1),
            ("Well... It went on. no. 5 won", 2),
            ("One without an end", 1),
        ];
        for (text, expected) in cases {
            assert_eq!(sentences(text).len(), expected, "{text}: {:?}", sentences(text));
        }
    }
}
