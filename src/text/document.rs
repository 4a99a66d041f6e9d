use std::sync::OnceLock;

use super::block::{Block, BlockReader};
use super::{
    PageRules, Position, Positions, Sentence, Source, Span, Token, Vocabulary, sentence, token,
};

/// A source with its blocks, sentences and tokens. Everything points into `source.text`.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The article.
    pub source: Source,
    /// Its lines.
    pub blocks: Vec<Block>,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
    /// Its tokens, in order.
    pub tokens: Vec<Token>,
    /// Made when somebody asks for a place.
    positions: OnceLock<Positions>,
}

/// Cuts a source into blocks, sentences and tokens. `words` gives known words their numbers.
pub fn segment(source: Source, page: &PageRules, words: &Vocabulary) -> Document {
    let text = source.text.as_str();
    let blocks = BlockReader::new(page).read(text);
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut sentences = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let first = tokens.len();
        token::tokenise(text, block.span, words, &mut tokens);
        sentence::split(text, &tokens[first..], first as u32, page, |span, range| {
            sentences.push(Sentence { span, tokens: range, block: index as u32 });
        });
    }
    tokens.shrink_to_fit();
    Document { source, blocks, sentences, tokens, positions: OnceLock::new() }
}

impl Document {
    /// The words of a span.
    pub fn words(&self, span: Span) -> &str {
        span.of(&self.source.text)
    }

    /// The words of a token.
    pub fn token_text(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |t| self.words(t.span))
    }

    /// The tokens of a sentence.
    pub fn sentence_tokens(&self, sentence: &Sentence) -> &[Token] {
        self.tokens.get(sentence.range()).unwrap_or_default()
    }

    /// The block that a sentence belongs to.
    pub fn block_of(&self, sentence: &Sentence) -> Option<&Block> {
        self.blocks.get(sentence.block as usize)
    }

    /// Where a stretch of the text stands in the file of the source.
    pub fn in_file(&self, span: Span) -> Span {
        self.source.origin.as_ref().map_or(span, |origin| origin.in_file(span))
    }

    /// The position of a byte offset in the file of the source.
    pub fn position(&self, offset: u32) -> Position {
        let file = self.source.file();
        self.positions.get_or_init(|| Positions::of(file)).at(file, offset as usize)
    }
}
