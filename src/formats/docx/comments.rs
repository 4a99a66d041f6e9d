//! The comments of a Word document: notes to this program, and remarks that are left out.

use std::collections::BTreeMap;

use super::page::Page;
use super::story::{self, At, Mark, MarkKind, Story};
use crate::formats::directive::{self, Note, Verb};
use crate::text::{Covers, Directive, Dropped, ReadError, Span};

/// What the comments of a document are to it.
#[derive(Debug, Default)]
pub(super) struct Comments {
    /// Remarks of people to each other.
    pub(super) dropped: Vec<Dropped>,
    /// Notes to this program; each covers the words that its comment is anchored to.
    pub(super) directives: Vec<Directive>,
}

/// Where a comment is anchored.
#[derive(Clone, Copy, Debug, Default)]
struct Anchor {
    start: Option<At>,
    end: Option<At>,
    reference: Option<At>,
}

impl Anchor {
    fn place(&self) -> Option<At> {
        self.start.or(self.end).or(self.reference)
    }

    /// Its words in the text; an empty span where it has none.
    fn span(&self, page: &Page) -> Span {
        match (self.start, self.end, self.place()) {
            (Some(start), Some(end), _) => page.words(start, end),
            (.., Some(at)) => page.words(at, at),
            _ => Span::default(),
        }
    }

    /// The line where it begins; the first, where the text does not know the comment.
    fn line(&self, page: &Page) -> usize {
        self.place().map_or(1, |at| page.line(at.paragraph))
    }
}

/// Reads the part of the comments. The marks are those of the text that they are anchored in.
pub(super) fn read(
    part: &'static str,
    file: &str,
    marks: &[Mark],
    page: &Page,
) -> Result<Comments, ReadError> {
    let mut story = Story::default();
    story::read(part, file, &mut story)?;
    let anchors = anchors(marks);
    let mut comments = Comments::default();
    for (number, (id, first)) in story.comments.iter().enumerate() {
        let next = story.comments.get(number + 1).map_or(story.paragraphs.len(), |next| next.1);
        let words = words(&story, *first, next);
        let anchor = anchors.get(id.as_str()).copied().unwrap_or_default();
        if let Some(note) = directive::parse(&words) {
            comments.directives.push(directive(note, anchor.span(page)));
        } else if !words.is_empty() {
            comments.dropped.push(Dropped::new("comment", anchor.line(page), &words));
        }
    }
    Ok(comments)
}

fn words(story: &Story, first: usize, next: usize) -> String {
    let paragraphs = story.paragraphs.get(first..next).unwrap_or_default();
    let words = paragraphs.iter().flat_map(|p| p.text.split_whitespace());
    words.collect::<Vec<_>>().join(" ")
}

fn anchors(marks: &[Mark]) -> BTreeMap<&str, Anchor> {
    let mut anchors: BTreeMap<&str, Anchor> = BTreeMap::new();
    for mark in marks {
        let anchor = anchors.entry(&mark.comment).or_default();
        let place = match mark.kind {
            MarkKind::Start => &mut anchor.start,
            MarkKind::End => &mut anchor.end,
            MarkKind::Reference => &mut anchor.reference,
        };
        place.get_or_insert(mark.at);
    }
    anchors
}

/// A note as a directive. The comment itself stands nowhere in the text: its words stand for it.
fn directive(mut note: Note, span: Span) -> Directive {
    if note.verb != Verb::Ignore {
        let wrong = "a comment in Word covers the words it is anchored to: write `ignore[C101]`";
        note.error.get_or_insert_with(|| wrong.to_owned());
    }
    note.directive(span, if span.is_empty() { Covers::Nothing } else { Covers::Text(span) })
}
