use super::block::{Block, BlockReader};
use super::{PageRules, Sentence, Source, Span, Token, Vocabulary, sentence, token};

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
    line_starts: Vec<u32>,
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
    let line_starts = line_starts(source.file());
    Document { source, blocks, sentences, tokens, line_starts }
}

fn line_starts(text: &str) -> Vec<u32> {
    let ends = text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
    std::iter::once(0).chain(ends.map(|(i, _)| i as u32 + 1)).collect()
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

    /// Line and column of a byte offset in the file of the source, both from 1, the column in
    /// characters.
    pub fn line_column(&self, offset: u32) -> (usize, usize) {
        let line = self.line_starts.partition_point(|&s| s <= offset).max(1);
        (line, self.line_before(offset).chars().count() + 1)
    }

    /// The line of a byte offset in the file, as far as the offset.
    pub fn line_before(&self, offset: u32) -> &str {
        let line = self.line_starts.partition_point(|&s| s <= offset);
        let start = line.checked_sub(1).and_then(|i| self.line_starts.get(i)).copied().unwrap_or(0);
        Span::new(start, offset.max(start)).of(self.source.file())
    }
}
