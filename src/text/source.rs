use std::fmt;

use super::{Directive, Dropped, Origin};

/// The longest text that is read, in bytes. Offsets are 32 bits wide; an article is some kilobytes.
pub const MAX_BYTES: usize = 256 << 20;

/// The format of a source that is a fact which the house knows.
pub const KNOWN: &str = "known";

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
    /// How far the house trusts it: `primary`, `secondary`; empty where nothing is said.
    pub trust: &'static str,
    /// How it was read: `text`, `markdown`, `html`, `docx`, `known`; empty for plain text.
    pub format: &'static str,
    /// The encoding of the file, where it had to be guessed: `windows-1252`.
    pub encoding: Option<&'static str>,
    /// The text; that of a plain text file byte for byte.
    pub text: String,
    /// Where the text stands in its file, where the two differ.
    pub origin: Option<Origin>,
    /// What the reader left out.
    pub dropped: Vec<Dropped>,
    /// What the writer asks not to be reported; heeded in drafts only.
    pub directives: Vec<Directive>,
}

impl Source {
    /// A plain text of which nothing but its name is known.
    pub fn plain(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), ..Self::default() }
    }

    /// The readable name, else the name.
    pub fn display_name(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.name)
    }

    /// Whether it is an article that testifies: no draft, and no fact that the house knows.
    pub fn testifies(&self) -> bool {
        !self.draft && self.format != KNOWN
    }

    /// The file in which lines and columns are counted: the text itself, unless it was made from
    /// something else.
    pub fn file(&self) -> &str {
        self.origin.as_ref().map_or(&self.text, |origin| &origin.file)
    }
}

/// What files of other programs begin with, and what they are.
const FOREIGN: [(&[u8], &str); 4] = [
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "a rich text file (RTF)"),
    (b"\xD0\xCF\x11\xE0", "an old Word document (.doc)"),
    (b"PK\x03\x04", "a zip archive"),
];

/// Why an input can't be read as an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// There is nothing in it but white space.
    Empty,
    /// It is a file of another kind: `a PDF`.
    Foreign(&'static str),
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
    /// It is no zip archive, as every DOCX file is.
    NotZip,
    /// It is a zip archive without the text of a Word document.
    NotWord,
    /// A password protects it, or it is in the old format of Word: both look the same from outside.
    Encrypted,
    /// Unpacked, it takes more memory than an article can.
    Unpacks {
        /// The limit, in MiB.
        mib: u64,
    },
    /// A part of it is unpacked to so many times its size: it is made to fill the memory.
    Expands {
        /// The limit, as a factor.
        times: u64,
    },
    /// Its elements are nested deeper than any document's.
    TooDeep {
        /// The deepest nesting that is read.
        most: usize,
    },
    /// It is broken: what is wrong, in words of this program only.
    Damaged(String),
}

impl ReadError {
    /// What is wrong with a file that other programs read, by its first bytes.
    pub(crate) fn foreign(bytes: &[u8]) -> Option<Self> {
        let known = FOREIGN.iter().find(|(start, _)| bytes.starts_with(start));
        known.map(|(_, what)| Self::Foreign(what))
    }

    /// The error of bytes of which only the first `valid` are UTF-8.
    pub(crate) fn not_utf8(bytes: &[u8], valid: usize) -> Self {
        let line = 1 + bytes.iter().take(valid).filter(|&&b| b == b'\n').count();
        Self::NotUtf8 { line, offset: valid }
    }
}

impl ReadError {
    /// The line that is at fault, where there is one.
    pub fn line(&self) -> Option<usize> {
        if let Self::NotUtf8 { line, .. } = self { Some(*line) } else { None }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the file is empty"),
            Self::Foreign(what) => write!(
                f,
                "this is {what}, not a text; let --preprocess turn it into one: \
                 --preprocess 'EXTENSION=COMMAND'"
            ),
            Self::NotText => f.write_str("this is not a text file (it holds NUL bytes)"),
            Self::NotUtf8 { line, offset } => {
                write!(f, "line {line}: not valid UTF-8 (byte {offset}); save the file as UTF-8")
            }
            Self::TooLong => write!(f, "longer than {} MiB", MAX_BYTES >> 20),
            Self::NotZip => f.write_str("this is no Word document (a .docx file is a zip archive)"),
            Self::NotWord => f.write_str("this is a zip archive, but no Word document"),
            Self::Encrypted => f.write_str(
                "protected by a password, or an old .doc; save it as .docx without a password",
            ),
            Self::Unpacks { mib } => write!(f, "unpacks to more than {mib} MiB"),
            Self::Expands { times } => {
                write!(f, "unpacks to more than {times} times its size, as no document does")
            }
            Self::TooDeep { most } => write!(f, "its elements are nested deeper than {most}"),
            Self::Damaged(what) => write!(f, "the file is damaged: {what}"),
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
    if let Some(foreign) = ReadError::foreign(bytes) {
        return Err(foreign);
    }
    if bytes.contains(&0) {
        return Err(ReadError::NotText);
    }
    let text =
        std::str::from_utf8(bytes).map_err(|e| ReadError::not_utf8(bytes, e.valid_up_to()))?;
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(Source::plain(name, text))
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
