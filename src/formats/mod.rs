//! From files to articles: plain text, Markdown, HTML and Word documents.
//!
//! Every reader gives a [`Source`] and promises:
//!
//! - the words of the article, one line a paragraph, heading, list item or row of a table, with no
//!   words joined that the reader of the page sees apart, and no figure made of two;
//! - a way back: [`Source::origin`] leads from the text to the lines and columns of the decoded
//!   file. Where there is none, lines are those of the text: of the file itself for plain text, one
//!   a paragraph for Word documents;
//! - [`Source::dropped`], what is in the file and was not read: navigation, scripts, deleted text,
//!   comments;
//! - limits: on length, on nesting, on what a packed file may become. Reading takes time and memory
//!   in proportion to the file, and fails with a [`ReadError`] that says why; it never panics.
//!
//! Nothing is fetched and nothing is run: no links, no images, no scripts, no fields, no macros.

mod builder;
mod directive;
mod docx;
mod encoding;
mod html;
mod markdown;
mod table;

use std::path::Path;

use encoding_rs::Encoding;

use crate::text::{MAX_BYTES, ReadError, Source};

/// What a date of publication that can't be read is called among what is left out. `results` knows
/// it by the same name.
const UNREAD_DATE: &str = "unread date";

/// A format of files that articles are read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown, CommonMark with tables and front matter.
    Markdown,
    /// A page of HTML.
    Html,
    /// A document of Word 2007 or later (ECMA-376).
    Docx,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 4] = [Self::Text, Self::Markdown, Self::Html, Self::Docx];

    /// The name in outputs and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Docx => "docx",
        }
    }

    /// The extensions of its files, in lower case.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt", "text"],
            Self::Markdown => &["md", "markdown"],
            Self::Html => &["html", "htm", "xhtml"],
            Self::Docx => &["docx"],
        }
    }

    /// What is read of it, in a line.
    pub fn summary(self) -> &'static str {
        match self {
            Self::Text => {
                "plain text in UTF-8, UTF-16 with a byte order mark, or a guessed encoding"
            }
            Self::Markdown => "Markdown with front matter and tables; lines of the file",
            Self::Html => {
                "the article of a page, without navigation and scripts; lines of the file"
            }
            Self::Docx => "Word documents with tracked changes accepted; a paragraph is a line",
        }
    }

    /// The format of a file, by the extension of its name.
    pub fn of_path(name: &str) -> Option<Self> {
        let extension = Path::new(name).extension()?;
        let has = |f: &Self| f.extensions().iter().any(|e| extension.eq_ignore_ascii_case(e));
        Self::ALL.into_iter().find(has)
    }
}

/// Reads a file as an article.
pub fn read(name: &str, bytes: &[u8], format: Format) -> Result<Source, ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLong);
    }
    let source = match format {
        Format::Text => decoded(bytes, None, |text| Source::plain(name, text))?,
        Format::Markdown => decoded(bytes, None, |file| markdown::read(name, file))?,
        Format::Html => decoded(bytes, encoding::declared(bytes), |file| html::read(name, file))?,
        Format::Docx => docx::read(name, bytes)?,
    };
    if source.text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(Source { format: format.name(), ..source })
}

/// The text of a file that is no article, a table of facts: by its byte order mark, else UTF-8, else
/// in an encoding that is guessed and named.
pub fn decode(bytes: &[u8]) -> Result<(String, Option<&'static str>), ReadError> {
    let file = encoding::decode(bytes, None)?;
    Ok((file.text, file.guessed))
}

fn decoded(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
    read: impl FnOnce(String) -> Source,
) -> Result<Source, ReadError> {
    let file = encoding::decode(bytes, declared)?;
    Ok(Source { encoding: file.guessed, ..read(file.text) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_extensions() {
        for (name, expected) in [
            ("drafts/a.txt", Some(Format::Text)),
            ("a.b.MD", Some(Format::Markdown)),
            ("https://example.org/a.Html", Some(Format::Html)),
            ("a.docx", Some(Format::Docx)),
            ("a.doc", None),
            ("txt", None),
            (".txt", None),
            ("a.txt/b", None),
            ("", None),
        ] {
            assert_eq!(Format::of_path(name), expected, "{name}");
        }
    }

    #[test]
    fn plain_text_stays_as_it_is() {
        let text = "\r\n One  line.\r\n\tTwo.";
        let source = read("a.txt", text.as_bytes(), Format::Text).unwrap();
        assert_eq!((source.text.as_str(), source.format, source.origin), (text, "text", None));
        let source = read("a.txt", b"It cost \xA35m \x96 a lot.", Format::Text).unwrap();
        assert_eq!(source.text, "It cost £5m – a lot.");
        assert_eq!(source.encoding, Some("windows-1252"));
    }

    #[test]
    fn a_file_without_words_is_empty_in_every_format() {
        for (file, format) in [
            (" \n\t", Format::Text),
            ("\n<!-- nothing -->\n", Format::Markdown),
            ("<html><body><script>let n = 5;</script></body></html>", Format::Html),
        ] {
            let read = read("a", file.as_bytes(), format);
            assert_eq!(read, Err(ReadError::Empty), "{}", format.name());
        }
    }
}
