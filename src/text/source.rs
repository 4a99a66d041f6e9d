use std::fmt;

/// The longest text that is read, in bytes. Offsets are 32 bits wide; an article is some kilobytes.
pub const MAX_BYTES: usize = 256 << 20;

/// An article as it was given, with what is known of it. The text is never changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The name under which it is cited: a path, or the `id` of a record.
    pub name: String,
    /// A readable name for headings, if one was given.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it can be found.
    pub url: Option<String>,
    /// When it was published, in EDTF of any grain: `2025`, `2025-11`, `2025-11-03`.
    pub published: Option<String>,
    /// The story it belongs to; documents of different stories are never compared.
    pub story: Option<String>,
    /// A draft is checked against the other documents.
    pub draft: bool,
    /// The text, byte for byte.
    pub text: String,
}

impl Source {
    /// The readable name, else the name.
    pub fn display_name(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.name)
    }
}

/// Why an input can't be read as an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// There is nothing in it but white space.
    Empty,
    /// It holds bytes that no text has: an image, an archive, a program.
    NotText,
    /// It is not UTF-8; the place of the first wrong byte.
    NotUtf8 {
        /// The line, from 1.
        line: usize,
        /// The offset of the byte in the input.
        offset: usize,
    },
    /// It is longer than [`MAX_BYTES`].
    TooLong,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the file is empty"),
            Self::NotText => f.write_str("this is not a text file (it holds NUL bytes)"),
            Self::NotUtf8 { line, offset } => {
                write!(f, "line {line}: not valid UTF-8 (byte {offset}); save the file as UTF-8")
            }
            Self::TooLong => write!(f, "longer than {} MiB", MAX_BYTES >> 20),
        }
    }
}

impl std::error::Error for ReadError {}

/// Reads a plain text. A byte order mark is left out; everything else stays as it is.
pub fn read(name: &str, bytes: &[u8]) -> Result<Source, ReadError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLong);
    }
    if bytes.contains(&0) {
        return Err(ReadError::NotText);
    }
    let text = std::str::from_utf8(bytes).map_err(|e| not_utf8(bytes, e.valid_up_to()))?;
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(Source { name: name.to_owned(), text: text.to_owned(), ..Source::default() })
}

fn not_utf8(bytes: &[u8], offset: usize) -> ReadError {
    let line = 1 + bytes.iter().take(offset).filter(|&&b| b == b'\n').count();
    ReadError::NotUtf8 { line, offset }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_article_is_refused_with_a_reason() {
        assert_eq!(read("a", b" \n\t"), Err(ReadError::Empty));
        assert_eq!(read("a", b"PK\0\x03"), Err(ReadError::NotText));
        let wrong = read("a", b"one\ntwo \xFF");
        assert_eq!(wrong, Err(ReadError::NotUtf8 { line: 2, offset: 8 }));
        assert_eq!(read("a", b"\xEF\xBB\xBFok").unwrap().text, "ok");
    }
}
