//! Entities: `&amp;`, `&nbsp;`, `&#8217;`.

use html5gum::{Token, Tokenizer};

use crate::text::Span;

/// A stretch of the file and the words that it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The words are those of the file.
    Copied(Span),
    /// The words stand for something else.
    Replaced(String, Span),
}

impl Part {
    /// The words.
    pub(super) fn words<'a>(&'a self, file: &'a str) -> &'a str {
        match self {
            Self::Copied(span) => span.of(file),
            Self::Replaced(words, _) => words,
        }
    }

    /// Where they stand, or what they stand for, in the file.
    pub(super) fn place(&self) -> Span {
        match self {
            Self::Copied(span) | Self::Replaced(_, span) => *span,
        }
    }
}

/// A soft hyphen is seen only where a line ends at it.
const SOFT_HYPHEN: char = '\u{AD}';

/// The parts of a stretch of text. What shows nothing stands for no words.
pub(super) fn parts(file: &str, span: Span) -> impl Iterator<Item = Part> {
    let mut at = span.start;
    std::iter::from_fn(move || {
        let rest = Span::new(at, span.end).of(file);
        let first = rest.chars().next()?;
        let (len, words) = match first {
            '&' => reference(rest),
            '\0' | SOFT_HYPHEN => (first.len_utf8(), Some(String::new())),
            _ => (rest.find(['&', '\0', SOFT_HYPHEN]).unwrap_or(rest.len()), None),
        };
        let place = Span::new(at, at + len as u32);
        at = place.end;
        Some(words.map_or(Part::Copied(place), |words| Part::Replaced(words, place)))
    })
}

/// A text with its entities decoded.
pub(super) fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    for part in parts(text, Span::new(0, text.len() as u32)) {
        decoded.push_str(part.words(text));
    }
    decoded
}

/// The length of the reference at the start of a text, and the words that it stands for; none where
/// it is no more than an ampersand.
fn reference(text: &str) -> (usize, Option<String>) {
    let name = |b: &u8| b.is_ascii_alphanumeric() || *b == b'#';
    let len = 1 + text.bytes().skip(1).take_while(name).count();
    let len = len + usize::from(text.as_bytes().get(len) == Some(&b';'));
    let raw = text.get(..len).unwrap_or_default();
    let mut words = tokenised(raw);
    if words == raw {
        return (len, None);
    }
    // `&pound500`: the figure is not part of the entity.
    words.retain(|c| c != SOFT_HYPHEN);
    let same = |(a, b): &(u8, u8)| a == b && a.is_ascii_alphanumeric();
    let copied = words.bytes().rev().zip(raw.bytes().rev()).take_while(same).count();
    words.truncate(words.len() - copied);
    (len - copied, Some(words))
}

fn tokenised(raw: &str) -> String {
    let mut bytes = Vec::new();
    for token in Tokenizer::new(raw).flatten() {
        if let Token::String(text) = token {
            bytes.extend_from_slice(&text);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_become_characters() {
        for (raw, expected) in [
            ("Tom &amp; Ann", "Tom & Ann"),
            ("5&nbsp;%&#8217;&#x201D;", "5\u{A0}%’”"),
            ("AT&T, R&D; & &; &", "AT&T, R&D; & &; &"),
            ("&pound500 &euro; &nosuch;", "£500 € &nosuch;"),
            ("&lt;b&gt; &amp;amp;", "<b> &amp;"),
            ("bil&shy;lion\0 mil\u{AD}lion", "billion million"),
            ("&#0;&#99999999999;&#x;", "\u{FFFD}\u{FFFD}&#x;"),
            ("&#128;", "€"),
        ] {
            assert_eq!(decode(raw), expected, "{raw}");
        }
    }

    #[test]
    fn a_figure_after_an_entity_keeps_its_place() {
        let file = "<p>&pound500";
        let parts: Vec<Part> = parts(file, Span::new(3, 12)).collect();
        let pound = Part::Replaced("£".to_owned(), Span::new(3, 9));
        assert_eq!(parts, [pound, Part::Copied(Span::new(9, 12))]);
    }
}
