//! From bytes to a [`Document`]: source, blocks, sentences and tokens, all as byte offsets.
//!
//! Nothing here knows what a figure means. The pieces add up to the text: every byte that is not
//! white space or invisible belongs to exactly one token, and every token to exactly one sentence.

mod block;
mod document;
mod lines;
mod origin;
mod phrases;
mod sentence;
mod source;
mod span;
mod token;
mod vocabulary;

pub use block::{Block, BlockKind};
pub use document::{Document, segment};
pub use lines::{Lines, Position, Positions};
pub use origin::{Covers, Directive, Dropped, Origin, Piece};
pub use phrases::PageRules;
pub use sentence::Sentence;
pub use source::{KNOWN, MAX_BYTES, ReadError, Source, read};
pub use span::Span;
pub use token::{Shape, Token, intern_words};
pub use vocabulary::Vocabulary;
