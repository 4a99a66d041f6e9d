//! From bytes to text: a byte order mark, else UTF-8, else what the file declares, else a guess.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use crate::text::ReadError;

/// An encoding is declared within so many bytes (the HTML Standard, "prescan a byte stream").
const HEAD: usize = 1024;
/// A top-level domain of pages in English; the guess starts from what is usual there.
const ENGLISH: &str = "uk";

/// A file as text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The text, without a byte order mark.
    pub(super) text: String,
    /// The encoding, where nothing in the file tells it.
    pub(super) guessed: Option<&'static str>,
}

/// Decodes a file. What a file declares is believed only where it is not UTF-8: pages are often
/// saved as UTF-8 and go on to declare what they once were.
pub(super) fn decode(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
) -> Result<Decoded, ReadError> {
    if let Some(foreign) = ReadError::foreign(bytes) {
        return Err(foreign);
    }
    let (marked, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (Some(encoding), bytes.get(length..).unwrap_or_default()),
        None => (None, bytes),
    };
    let decoded = match marked.filter(|&encoding| encoding != UTF_8) {
        Some(utf16) => from_utf16(utf16, bytes)?,
        None if bytes.contains(&0) => return Err(ReadError::NotText),
        None => from_bytes(bytes, declared, marked.is_none())?,
    };
    if decoded.text.contains('\0') { Err(ReadError::NotText) } else { Ok(decoded) }
}

fn from_utf16(encoding: &'static Encoding, bytes: &[u8]) -> Result<Decoded, ReadError> {
    let wrong = || ReadError::Damaged(format!("marked as {}, but it is not", encoding.name()));
    let text = exactly(encoding, bytes).ok_or_else(wrong)?;
    Ok(Decoded { text, guessed: None })
}

/// UTF-8, else another encoding where nothing says that it must be UTF-8.
fn from_bytes(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
    may_differ: bool,
) -> Result<Decoded, ReadError> {
    let wrong = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Decoded { text: text.to_owned(), guessed: None }),
        Err(e) => ReadError::not_utf8(bytes, e.valid_up_to()),
    };
    if !may_differ {
        return Err(wrong);
    }
    if let Some(text) = declared.and_then(|encoding| exactly(encoding, bytes)) {
        return Ok(Decoded { text, guessed: None });
    }
    let encoding = guess(bytes);
    let text = exactly(encoding, bytes).ok_or(wrong)?;
    Ok(Decoded { text, guessed: Some(encoding.name()) })
}

/// The text, if every byte has a meaning in the encoding.
fn exactly(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(Cow::into_owned)
}

/// The encoding that an English text is most likely in. Without knowing that it is English, its
/// pound sign is taken for a Polish letter, if nothing else in it is beyond ASCII.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(ENGLISH.as_bytes()), Utf8Detection::Deny)
}

/// The encoding that an HTML file declares in a `<meta>`, or an XML file in its first line.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    let label = head.split('<').find_map(label)?;
    // A label that could be read is not in UTF-16, whatever it says; the standard takes UTF-8.
    Encoding::for_label_no_replacement(label.as_bytes()).map(Encoding::output_encoding)
}

/// The name of an encoding in a tag without its `<`, in lower case.
fn label(tag: &str) -> Option<&str> {
    let key = if tag.starts_with("meta") {
        "charset"
    } else if tag.starts_with("?xml") {
        "encoding"
    } else {
        return None;
    };
    let (_, value) = tag.split('>').next()?.split_once(key)?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '/' | '?');
    value.trim_start_matches(['"', '\'']).split(ends).next()
}

#[cfg(test)]
mod tests {
    use encoding_rs::{ISO_8859_2, WINDOWS_1251, WINDOWS_1252};

    use super::*;

    const BRITISH: &str = "The £5 million deal – “a record”, Zoë’s firm said – cost €6 a share.";

    #[allow(clippy::unnecessary_wraps)] // as `decode` gives it
    fn decoded(text: &str, guessed: Option<&'static str>) -> Result<Decoded, ReadError> {
        Ok(Decoded { text: text.to_owned(), guessed })
    }

    #[test]
    fn text_that_is_not_utf_8_is_guessed_and_the_guess_is_told() {
        let (bytes, ..) = WINDOWS_1252.encode(BRITISH);
        assert_eq!(decode(&bytes, None), decoded(BRITISH, Some("windows-1252")));
        assert_eq!(decode(b"For \xA35.", None), decoded("For £5.", Some("windows-1252")));
        assert_eq!(decode(BRITISH.as_bytes(), None), decoded(BRITISH, None));
        assert_eq!(decode(b"", None), decoded("", None));
    }

    #[test]
    fn a_byte_order_mark_decides() {
        let utf16 = |order: fn(u16) -> [u8; 2], text: &str| -> Vec<u8> {
            let marked = format!("\u{FEFF}{text}");
            marked.encode_utf16().flat_map(order).collect()
        };
        assert_eq!(decode(&utf16(u16::to_le_bytes, "€5\n"), None), decoded("€5\n", None));
        assert_eq!(decode(&utf16(u16::to_be_bytes, "€5\n"), None), decoded("€5\n", None));
        assert_eq!(decode(b"\xEF\xBB\xBF5", Some(WINDOWS_1251)), decoded("5", None));
        let wrong = ReadError::NotUtf8 { line: 2, offset: 3 };
        assert_eq!(decode(b"\xEF\xBB\xBF1\n2\xA3", None), Err(wrong));
        let half = ReadError::Damaged("marked as UTF-16LE, but it is not".to_owned());
        assert_eq!(decode(b"\xFF\xFE\x00\xD8", None), Err(half));
    }

    #[test]
    fn nul_bytes_are_no_text() {
        for bytes in [b"GIF89a\0\x01".as_slice(), b"\xFF\xFEa\0\0\0", b"5\0\xA3"] {
            assert_eq!(decode(bytes, None), Err(ReadError::NotText));
        }
    }

    #[test]
    fn what_a_file_declares_comes_between_utf_8_and_a_guess() {
        let (bytes, ..) = WINDOWS_1251.encode("Привет, 5 рублей");
        assert_eq!(decode(&bytes, Some(WINDOWS_1251)), decoded("Привет, 5 рублей", None));
        assert_eq!(decode(BRITISH.as_bytes(), Some(WINDOWS_1252)), decoded(BRITISH, None));
        let (bytes, ..) = WINDOWS_1252.encode(BRITISH);
        assert_eq!(decode(&bytes, Some(UTF_8)), decoded(BRITISH, Some("windows-1252")));
    }

    #[test]
    fn declarations_are_found_in_the_head_of_a_file() {
        for (head, expected) in [
            ("<html><head><META CharSet = 'iso-8859-2'>", Some(ISO_8859_2)),
            ("<meta charset=latin1/>", Some(WINDOWS_1252)),
            (
                "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\">",
                Some(WINDOWS_1251),
            ),
            ("<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?><html>", Some(ISO_8859_2)),
            ("<meta charset=utf-16>", Some(UTF_8)),
            ("<meta charset=klingon>", None),
            ("<meta charset", None),
            ("<p>charset=latin1</p>", None),
            ("", None),
        ] {
            assert_eq!(declared(head.as_bytes()), expected, "{head}");
        }
        let late = format!("{}<meta charset=latin1>", " ".repeat(HEAD));
        assert_eq!(declared(late.as_bytes()), None);
    }
}
