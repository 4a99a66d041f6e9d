//! The records of what is left out.

use super::left_out::LeftOut;
use crate::text::Dropped;

/// So many records are kept of a page; the last of more says how many more there are.
const MOST: usize = 200;

/// Collects what is left out, in the order of the file.
#[derive(Debug)]
pub(super) struct Drops<'a> {
    file: &'a str,
    records: Vec<Dropped>,
    current: Option<Piece>,
    /// Up to where lines have been counted, and how many.
    counted: u32,
    line: usize,
}

/// What is left out of one element.
#[derive(Debug)]
struct Piece {
    what: &'static str,
    element: usize,
    line: usize,
    words: String,
}

fn is_code(what: &str) -> bool {
    [LeftOut::Script.what(), LeftOut::Style.what()].contains(&what)
}

impl<'a> Drops<'a> {
    pub(super) fn new(file: &'a str) -> Self {
        Self { file, records: Vec::new(), current: None, counted: 0, line: 1 }
    }

    /// Records words that begin at an offset of the file. What follows of the same element belongs
    /// to the same record, and so does the next of several scripts.
    pub(super) fn add(&mut self, what: &'static str, element: usize, start: u32, words: &str) {
        if words.trim().is_empty() {
            return;
        }
        let code = is_code(what);
        match &mut self.current {
            Some(piece) if piece.what == what && (code || piece.element == element) => {
                piece.words.push(' ');
                piece.words.push_str(words);
            }
            _ => {
                self.flush();
                let line = self.line_of(start);
                self.current = Some(Piece { what, element, line, words: words.to_owned() });
            }
        }
    }

    /// All records.
    pub(super) fn finish(mut self) -> Vec<Dropped> {
        self.flush();
        if self.records.len() > MOST {
            let more = self.records.split_off(MOST - 1);
            self.records.extend(more.first().map(|first| Dropped {
                what: "and more",
                line: first.line,
                words: format!("{} more", more.len()),
                figure: more.iter().any(|dropped| dropped.figure),
            }));
        }
        self.records
    }

    fn flush(&mut self) {
        let piece = self.current.take();
        self.records.extend(piece.map(|p| {
            // What the browser runs or draws with is no text of the article, whatever it says.
            let figure = !is_code(p.what);
            let dropped = Dropped::new(p.what, p.line, &p.words);
            Dropped { figure: dropped.figure && figure, ..dropped }
        }));
    }

    /// The line of an offset. Offsets mostly grow, so that each line end is counted once.
    fn line_of(&mut self, offset: u32) -> usize {
        let between = self.file.get(self.counted as usize..offset as usize).unwrap_or_default();
        self.line += between.bytes().filter(|b| *b == b'\n').count();
        self.counted = self.counted.max(offset);
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_one_element_are_one_record() {
        let mut drops = Drops::new("a\nb\nc\n");
        drops.add("navigation", 1, 2, " News \n");
        drops.add("navigation", 1, 3, "Sport");
        drops.add("navigation", 2, 4, "5 stories");
        drops.add("script", 3, 4, "x");
        drops.add("script", 4, 5, "y");
        drops.add("hidden text", 5, 5, " ");
        let expected = [
            Dropped::new("navigation", 2, "News Sport"),
            Dropped::new("navigation", 3, "5 stories"),
            Dropped::new("script", 3, "x y"),
        ];
        assert_eq!(drops.finish(), expected);
    }

    #[test]
    fn the_last_of_many_records_counts_the_rest() {
        let mut drops = Drops::new("");
        for at in 0..500 {
            drops.add("aside", at, 0, if at == 450 { "5" } else { "five" });
        }
        let records = drops.finish();
        let last = records.last().unwrap();
        assert_eq!((records.len(), last.words.as_str(), last.figure), (200, "301 more", true));
    }
}
