use super::{Span, Vocabulary};
use crate::id::Sym;

/// What a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A word in lower case: `billion`.
    Lower,
    /// A word with a capital first letter, a single capital included: `Amazon`, `A`.
    Capital,
    /// Two or more letters, all capitals, points between them allowed: `AWS`, `U.S.`.
    Upper,
    /// Capitals inside: `OpenAI`, `xAI`.
    Mixed,
    /// Digits, with points and commas between them: `38`, `1,200.5`.
    Digits,
    /// Letters and digits in one: `GB200`, `EC2`.
    Code,
    /// One punctuation mark or other symbol.
    Mark,
}

impl Shape {
    /// Whether the token is made of letters.
    pub fn is_word(self) -> bool {
        matches!(self, Self::Lower | Self::Capital | Self::Upper | Self::Mixed)
    }

    /// Whether a writer gave the token a capital.
    pub fn is_capitalised(self) -> bool {
        matches!(self, Self::Capital | Self::Upper | Self::Mixed)
    }
}

/// The smallest piece of a text: a word, a run of digits, a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// The word's number, if the rules know it; marks have one too.
    pub sym: Sym,
    /// What it looks like.
    pub shape: Shape,
    /// Whether white space stands before it.
    pub spaced: bool,
}

/// Appends the tokens of `span` to `out`. Each byte of white space is skipped, each other byte
/// belongs to exactly one token.
pub(super) fn tokenise(text: &str, span: Span, words: &Vocabulary, out: &mut Vec<Token>) {
    let mut at = span.start as usize;
    let end = span.end as usize;
    let mut spaced = true;
    let bytes = text.as_bytes();
    while at < end {
        if bytes[at] == b' ' {
            at += 1;
            spaced = true;
            continue;
        }
        if let Some((len, shape)) = plain_word(&bytes[at..end]) {
            let span = Span::new(at as u32, (at + len) as u32);
            out.push(Token { span, sym: words.get(span.of(text)), shape, spaced });
            at += len;
            spaced = false;
            continue;
        }
        let Some(c) = text.get(at..end).and_then(|rest| rest.chars().next()) else { break };
        if c.is_whitespace() || is_invisible(c) {
            at += c.len_utf8();
            spaced = true;
            continue;
        }
        let rest = text.get(at..end).unwrap_or_default();
        let (len, shape) = piece(rest, c);
        let after_sign = out.last().is_some_and(|t| !spaced && t.span.of(text) == "$");
        let prefix = (shape == Shape::Code).then(|| prefix(rest, words, after_sign)).flatten();
        let (len, shape) = prefix.unwrap_or((len, shape));
        let span = Span::new(at as u32, (at + len) as u32);
        out.push(Token { span, sym: words.get(span.of(text)), shape, spaced });
        at += len;
        spaced = false;
    }
}

/// The letters before the first digit of a token, where the rules know them as a currency's, or a
/// dollar sign before them or the figure behind them makes them one: `USD12`, `$US160`, `R450,000`.
fn prefix(token: &str, words: &Vocabulary, after_sign: bool) -> Option<(usize, Shape)> {
    let len = token.bytes().position(|b| b.is_ascii_digit())?;
    let letters = token.get(..len)?;
    if len == 1 && words.is_letter_of_money(letters) {
        return is_sum(token.get(len..)?, words).then_some((len, Shape::Capital));
    }
    let country =
        after_sign && letters.len() <= 2 && letters.bytes().all(|b| b.is_ascii_uppercase());
    (country || words.is_prefix(letters)).then(|| (len, word(letters).1))
}

/// Whether the figure at the start of a text is a sum rather than a part of a name: it has groups of
/// thousands, or a word for a power of ten behind it.
fn is_sum(text: &str, words: &Vocabulary) -> bool {
    let (figure, rest) = text.split_at(digits(text.as_bytes()));
    let grouped = figure.split_once(',').is_some_and(|(_, group)| group.len() >= 3);
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let word = rest.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or_default();
    grouped || !word.is_empty() && words.is_magnitude(word)
}

/// The tokens of a phrase as numbers, each of which the vocabulary knows from then on.
pub fn intern_words(phrase: &str, words: &mut Vocabulary) -> Vec<Sym> {
    let mut tokens = Vec::new();
    tokenise(phrase, Span::new(0, phrase.len() as u32), &Vocabulary::default(), &mut tokens);
    tokens.iter().map(|t| words.intern(t.span.of(phrase))).collect()
}

/// Zero-width characters and byte order marks inside a text: they are no token of their own.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Length and shape of a word of ASCII letters, where nothing follows that could belong to it: most
/// words of a text.
fn plain_word(b: &[u8]) -> Option<(usize, Shape)> {
    let lower = b.iter().skip(1).take_while(|c| c.is_ascii_lowercase()).count();
    let shape = match b.first()? {
        b'a'..=b'z' => Shape::Lower,
        b'A'..=b'Z' => Shape::Capital,
        _ => return None,
    };
    let closed = match b.get(lower + 1) {
        None | Some(b' ' | b',' | b'\n' | b'-' | b';' | b':' | b')' | b'"') => true,
        // The point of "U.S." and "a.m." belongs to them.
        Some(b'.') => lower > 0,
        _ => false,
    };
    closed.then_some((lower + 1, shape))
}

/// Length and shape of the token at the start of `rest`, which begins with `first`.
fn piece(rest: &str, first: char) -> (usize, Shape) {
    if first.is_ascii_digit() {
        return (digits(rest.as_bytes()), Shape::Digits);
    }
    if first == '\'' || first == '\u{2019}' {
        return (apostrophe(rest, first), Shape::Mark);
    }
    if !first.is_alphabetic() {
        return (first.len_utf8(), Shape::Mark);
    }
    let dotted = initials(rest.as_bytes());
    if dotted > 0 {
        let lower = first.is_lowercase();
        return (dotted, if lower { Shape::Lower } else { Shape::Upper });
    }
    word(rest)
}

/// A run of digits with single points or commas between digits.
fn digits(b: &[u8]) -> usize {
    let digit = |i: usize| b.get(i).is_some_and(u8::is_ascii_digit);
    let mut n = 0;
    while digit(n) || (matches!(b.get(n), Some(b'.' | b',')) && digit(n + 1)) {
        n += 1;
    }
    n
}

/// `'s` and `’s` are one token, so that `Amazon's` is a name and a possessive mark.
fn apostrophe(rest: &str, first: char) -> usize {
    let mut after = rest.chars().skip(1);
    let possessive =
        matches!(after.next(), Some('s' | 'S')) && !after.next().is_some_and(char::is_alphanumeric);
    first.len_utf8() + usize::from(possessive)
}

/// Length of `U.S.`, `a.m.`, `J.P.`: letters each followed by a point, at least two of them.
fn initials(b: &[u8]) -> usize {
    let mut n = 0;
    while b.get(n).is_some_and(u8::is_ascii_alphabetic) && b.get(n + 1) == Some(&b'.') {
        n += 2;
    }
    let more = b.get(n).is_some_and(u8::is_ascii_alphanumeric);
    if n < 4 {
        0
    } else if more {
        n - 2
    } else {
        n
    }
}

/// A word: letters and digits, with apostrophes between letters unless they begin a possessive.
fn word(rest: &str) -> (usize, Shape) {
    let mut len = 0;
    let (mut upper, mut lower, mut digit, mut inner) = (0u32, 0u32, 0u32, 0u32);
    for (i, c) in rest.char_indices() {
        if c == '.' && digit > 0 && decimal_of_code(rest, i) {
            continue;
        }
        let joins = (c == '\'' || c == '\u{2019}') && joins_letters(rest, i, c);
        if !(c.is_alphanumeric() || joins || is_combining(c)) {
            break;
        }
        len = i + c.len_utf8();
        if c.is_uppercase() {
            upper += 1;
            inner += u32::from(i > 0);
        } else if c.is_ascii_digit() {
            digit += 1;
        } else if !joins {
            lower += 1;
        }
    }
    let shape = match (upper, lower, digit) {
        (_, _, 1..) => Shape::Code,
        (0, _, _) => Shape::Lower,
        (2.., 0, _) => Shape::Upper,
        _ if inner > 0 => Shape::Mixed,
        _ => Shape::Capital,
    };
    (len, shape)
}

/// Whether the point at `i` stands between digits of a code: `PM2.5`.
fn decimal_of_code(rest: &str, i: usize) -> bool {
    let b = rest.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| b.get(at)).is_some_and(u8::is_ascii_digit);
    digit(i.checked_sub(1)) && digit(Some(i + 1))
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}')
}

/// Whether the apostrophe at `i` stands between letters and is no possessive: `isn't`, `O'Hara`.
fn joins_letters(rest: &str, i: usize, mark: char) -> bool {
    let after = rest.get(i + mark.len_utf8()..).unwrap_or_default();
    let mut next = after.chars();
    match (next.next(), next.next()) {
        (Some('s' | 'S'), after) => after.is_some_and(char::is_alphabetic),
        (first, _) => first.is_some_and(char::is_alphabetic),
    }
}

#[cfg(test)]
mod tests {
    use super::Shape::{Capital, Code, Digits, Lower, Mark, Mixed, Upper};
    use super::*;

    fn tokens(text: &str) -> Vec<(&str, Shape)> {
        let mut out = Vec::new();
        let whole = Span::new(0, text.len() as u32);
        tokenise(text, whole, &Vocabulary::default(), &mut out);
        out.iter().map(|t| (t.span.of(text), t.shape)).collect()
    }

    fn words(text: &str) -> String {
        tokens(text).iter().map(|t| t.0).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn words_figures_and_marks_stand_apart() {
        let cases = [
            ("OpenAI’s $38 billion deal.", "OpenAI|’s|$|38|billion|deal|."),
            ("It isn't 1,200.5, is it?", "It|isn't|1,200.5|,|is|it|?"),
            ("a seven-year term", "a|seven|-|year|term"),
            ("U.S. and a.m. J.P. Morgan", "U.S.|and|a.m.|J.P.|Morgan"),
            ("GB200 EC2 5m 2nd", "GB200|EC2|5|m|2|nd"),
            ("the firms' 7.5%", "the|firms|'|7.5|%"),
            ("zero\u{200B}width", "zero|width"),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn shapes_are_told_apart() {
        let shapes: Vec<Shape> = tokens("billion Amazon AWS OpenAI xAI 38 GB200 $ U.S. A")
            .into_iter()
            .map(|t| t.1)
            .collect();
        let expected = [Lower, Capital, Upper, Mixed, Mixed, Digits, Code, Mark, Upper, Capital];
        assert_eq!(shapes, expected);
    }
}
