//! A page as a list of nodes in the order of the file.
//!
//! No tree is built: each node knows where its descendants end, so that every later step is one
//! walk from the first node to the last. Tag soup is read as browsers do where it matters to the text.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use html5gum::{DefaultEmitter, HtmlString, StartTag, State, Token, Tokenizer};

use super::element::{self, Kind, Reach};
use super::entity;
use super::left_out::{self, LeftOut};
use crate::text::Span;

/// At most so many elements are open at once; deeper ones are no more than ends of lines.
const DEEPEST: usize = 512;

/// A piece of text, a comment or an element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// What it is.
    pub(super) kind: Kind,
    /// Why it may have to be left out.
    pub(super) left_out: Option<LeftOut>,
    /// The text, the comment or the start tag, in the file.
    pub(super) span: Span,
    /// One past the last node inside it.
    end: u32,
}

/// A page and its nodes.
#[derive(Debug)]
pub(super) struct Page<'a> {
    /// The file.
    pub(super) file: &'a str,
    /// The nodes, in the order of the file.
    pub(super) nodes: Vec<Node>,
}

impl<'a> Page<'a> {
    /// Reads a file of any kind.
    pub(super) fn read(file: &'a str) -> Self {
        let emitter = DefaultEmitter::<usize>::new_with_span();
        let mut tokenizer = Tokenizer::new_with_emitter(file, emitter);
        let mut reader = Reader { file, ..Reader::default() };
        // What stands between two tags is text, whatever the tokenizer makes of it: none is lost.
        let mut at = 0;
        while let Some(Ok(token)) = tokenizer.next() {
            let Some(span) = place(&token) else { continue };
            reader.text(Span::new(at, span.start.max(at)));
            at = span.end;
            if let Some(state) = reader.token(token, span) {
                tokenizer.set_state(state);
            }
        }
        reader.rest(Span::new(at, (file.len() as u32).max(at)));
        reader.close(0);
        Self { file, nodes: reader.nodes }
    }

    /// The nodes of a kind, by their places in the list.
    pub(super) fn all(&self, kind: Kind) -> impl Iterator<Item = usize> {
        self.nodes.iter().enumerate().filter(move |(_, n)| n.kind == kind).map(|(at, _)| at)
    }

    /// One past the last node inside the node at a place.
    pub(super) fn end(&self, at: usize) -> usize {
        self.nodes.get(at).map_or(at, |n| n.end as usize).max(at + 1)
    }

    /// The nodes of a range, with their places.
    pub(super) fn within(&self, range: Range<usize>) -> impl Iterator<Item = (usize, &Node)> {
        let nodes = self.nodes.get(range.clone()).unwrap_or_default();
        range.zip(nodes)
    }

    /// The words inside a node, its own included, in one line with entities decoded.
    pub(super) fn words(&self, at: usize) -> String {
        let mut words = String::new();
        for (_, node) in self.within(at..self.end(at)) {
            match node.kind {
                Kind::Text => words.push_str(&entity::decode(node.span.of(self.file))),
                kind if kind == Kind::Break || kind.is_block() => words.push(' '),
                _ => {}
            }
        }
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The start tag of the element at a place. It is read once more: few are asked for.
    pub(super) fn tag(&self, at: usize) -> Option<StartTag<usize>> {
        let tag = self.nodes.get(at)?.span.of(self.file);
        let emitter = DefaultEmitter::<usize>::new_with_span();
        match Tokenizer::new_with_emitter(tag, emitter).flatten().next()? {
            Token::StartTag(tag) => Some(tag),
            _ => None,
        }
    }

    /// An attribute of the element at a place.
    pub(super) fn attribute(&self, at: usize, name: &str) -> Option<String> {
        left_out::attribute(&self.tag(at)?, name).map(Cow::into_owned)
    }
}

/// Where a tag or comment stands; none for text and for errors.
fn place(token: &Token<usize>) -> Option<Span> {
    let span = match token {
        Token::StartTag(tag) => tag.span,
        Token::EndTag(tag) => tag.span,
        Token::Comment(comment) => comment.span,
        Token::Doctype(doctype) => doctype.span,
        Token::String(_) | Token::Error(_) => return None,
    };
    Some(Span::new(span.start as u32, span.end.max(span.start) as u32))
}

/// An element whose end has not been seen.
#[derive(Debug)]
struct Open {
    name: HtmlString,
    kind: Kind,
    node: usize,
}

/// Makes nodes of tokens.
#[derive(Debug, Default)]
struct Reader<'a> {
    file: &'a str,
    nodes: Vec<Node>,
    open: Vec<Open>,
    /// How many elements of each kind are open deeper than [`DEEPEST`].
    deeper: BTreeMap<Kind, usize>,
}

impl Reader<'_> {
    /// Reads a token; the state in which what follows has to be read, if it is no markup.
    fn token(&mut self, token: Token<usize>, span: Span) -> Option<State> {
        match token {
            Token::StartTag(tag) => return self.start(tag, span),
            Token::EndTag(tag) => self.end(&tag.name, span),
            Token::Comment(_) => self.leaf(Kind::Comment, None, span),
            Token::Doctype(_) | Token::String(_) | Token::Error(_) => {}
        }
        None
    }

    fn start(&mut self, tag: StartTag<usize>, span: Span) -> Option<State> {
        if matches!(tag.name.as_slice(), b"html" | b"head" | b"body") {
            return None;
        }
        let kind = kind_of(&tag);
        let left_out = LeftOut::of(&tag);
        let content = element::content(&tag.name);
        while let Some(at) = self.ended_by(kind) {
            self.close(at);
        }
        if kind.is_void() || (tag.self_closing && !kind.is_block()) {
            self.leaf(kind, left_out, span);
            return None;
        }
        if self.open.len() < DEEPEST || content.is_some() {
            self.open.push(Open { name: tag.name, kind, node: self.nodes.len() });
            self.leaf(kind, left_out, span);
        } else {
            *self.deeper.entry(Kind::of(&tag.name)).or_insert(0) += 1;
            self.edge(kind, span);
        }
        content
    }

    fn end(&mut self, name: &[u8], span: Span) {
        let kind = Kind::of(name);
        if let Some(count) = self.deeper.get_mut(&kind).filter(|count| **count > 0) {
            *count -= 1;
            self.edge(kind, span);
            return;
        }
        if let Some(at) = self.ended_at(name, kind) {
            self.close(at);
        }
    }

    /// The innermost open element that an end tag ends.
    fn ended_at(&self, name: &[u8], end: Kind) -> Option<usize> {
        let reached = self.open.iter().enumerate().rev().find(|(_, open)| {
            open.name.as_slice() == name || element::end_reach(end, open.kind) == Reach::Stops
        });
        reached.filter(|(_, open)| open.name.as_slice() == name).map(|(at, _)| at)
    }

    /// The innermost open element that the start of another one ends.
    fn ended_by(&self, start: Kind) -> Option<usize> {
        for (at, open) in self.open.iter().enumerate().rev() {
            match element::start_reach(start, open.kind) {
                Reach::Ends => return Some(at),
                Reach::Passes => {}
                Reach::Stops => return None,
            }
        }
        None
    }

    /// Ends the open elements from a place on.
    fn close(&mut self, from: usize) {
        let end = self.nodes.len() as u32;
        for open in self.open.drain(from..) {
            if let Some(node) = self.nodes.get_mut(open.node) {
                node.end = end;
            }
        }
        // A script may be stored deeper; its end says nothing of elements that are only counted.
        if from < DEEPEST {
            self.deeper.clear();
        }
    }

    fn text(&mut self, span: Span) {
        if !span.is_empty() {
            self.leaf(Kind::Text, None, span);
        }
    }

    /// The text after the last tag. A tag that the file breaks off in is no text.
    fn rest(&mut self, span: Span) {
        let words = span.of(self.file);
        let tag = |at: &usize| {
            let name = words.get(at + 1..).unwrap_or_default();
            name.strip_prefix('/').unwrap_or(name).starts_with(|c: char| c.is_ascii_alphabetic())
        };
        let broken = words.match_indices('<').map(|(at, _)| at).find(tag).unwrap_or(words.len());
        let broken = span.start + broken as u32;
        self.text(Span::new(span.start, broken));
        if broken < span.end {
            self.leaf(Kind::Text, Some(LeftOut::Unfinished), Span::new(broken, span.end));
        }
    }

    fn edge(&mut self, kind: Kind, span: Span) {
        if kind.is_block() {
            self.leaf(Kind::Rule, None, span);
        }
    }

    fn leaf(&mut self, kind: Kind, left_out: Option<LeftOut>, span: Span) {
        let end = self.nodes.len() as u32 + 1;
        self.nodes.push(Node { kind, left_out, span, end });
    }
}

/// The kind of an element, by its name and by what the page says of it.
fn kind_of(tag: &StartTag<usize>) -> Kind {
    let kind = Kind::of(&tag.name);
    let says = |name: &str, word: &str| {
        left_out::attribute(tag, name).is_some_and(|v| v.split_whitespace().any(|w| w == word))
    };
    match kind {
        Kind::Block if says("itemprop", "articleBody") => Kind::ArticleBody,
        Kind::Block if says("role", "main") => Kind::Main,
        _ => kind,
    }
}
