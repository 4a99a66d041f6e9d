//! Lines and columns of bytes of a text.

/// Where the lines of a text begin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    starts: Vec<u32>,
}

impl Lines {
    /// The lines of a text.
    pub fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
        Self { starts: std::iter::once(0).chain(ends.map(|(at, _)| at as u32 + 1)).collect() }
    }

    /// The line of an offset, from 1. A line break belongs to the line that it ends.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start as usize <= offset)
    }

    /// The first byte of the line of an offset.
    pub fn start(&self, offset: usize) -> usize {
        let index = self.line(offset).saturating_sub(1);
        self.starts.get(index).map_or(0, |start| *start as usize)
    }
}

/// A place in a text, all from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column in characters.
    pub column: usize,
    /// The column in UTF-16 code units.
    pub utf16_column: usize,
}

/// Characters are counted once for so many bytes.
const STEP: usize = 256;

/// Finds lines and columns however many are asked for and however long a line is: a place costs no
/// walk over its line.
#[derive(Clone, Debug, Default)]
pub struct Positions {
    lines: Lines,
    /// What begins before each [`STEP`] of bytes.
    marks: Vec<Count>,
}

/// How many characters, and UTF-16 code units, begin before a byte.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    chars: usize,
    utf16: usize,
}

impl Count {
    fn and(self, bytes: &[u8]) -> Self {
        // All bytes of a character but its first are 10xxxxxx; one beyond U+FFFF begins with 11110xxx.
        let chars = bytes.iter().filter(|b| **b & 0xC0 != 0x80).count();
        let wide = bytes.iter().filter(|b| **b >= 0xF0).count();
        Self { chars: self.chars + chars, utf16: self.utf16 + chars + wide }
    }
}

impl Positions {
    /// The positions of a text.
    pub fn of(text: &str) -> Self {
        let mut count = Count::default();
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        for chunk in text.as_bytes().chunks(STEP) {
            marks.push(count);
            count = count.and(chunk);
        }
        marks.push(count);
        Self { lines: Lines::of(text), marks }
    }

    /// The position of an offset in `text`, the one that these are positions of; past its end, that of
    /// the end.
    pub fn at(&self, text: &str, offset: usize) -> Position {
        let offset = offset.min(text.len());
        let (start, end) = (self.lines.start(offset), offset);
        let (before, count) = (self.count(text, start), self.count(text, end));
        Position {
            line: self.lines.line(offset),
            column: count.chars - before.chars + 1,
            utf16_column: count.utf16 - before.utf16 + 1,
        }
    }

    fn count(&self, text: &str, offset: usize) -> Count {
        let mark = offset / STEP;
        let rest = text.as_bytes().get(mark * STEP..offset).unwrap_or_default();
        self.marks.get(mark).copied().unwrap_or_default().and(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_that_a_walk_over_the_text_finds() {
        let text = format!("é𝄞\nb\n{}\n\n", "aé𝄞€\u{301}".repeat(300));
        let positions = Positions::of(&text);
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let before = text.get(..at).unwrap();
            let line = before.rsplit('\n').next().unwrap();
            let expected = Position {
                line: before.matches('\n').count() + 1,
                column: line.chars().count() + 1,
                utf16_column: line.encode_utf16().count() + 1,
            };
            assert_eq!(positions.at(&text, at), expected, "byte {at}");
        }
        assert_eq!(positions.at(&text, 99_999), positions.at(&text, text.len()));
        assert_eq!(Positions::of("").at("", 0), Position { line: 1, column: 1, utf16_column: 1 });
    }
}
