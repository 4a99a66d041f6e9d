//! The elements and the characters of a part, within limits.
//!
//! Names are local names: a program may choose any prefix, and no vocabulary inside a document uses
//! one of the names that matter in another sense.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::text::ReadError;

/// The deepest nesting that is read. A table inside a table inside a text box takes forty.
const DEEPEST: usize = 256;

/// Reads a part element by element.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    /// The name of the part, for errors.
    part: &'static str,
    depth: usize,
}

/// What comes next in a part.
#[derive(Debug)]
pub(super) enum Item<'a> {
    /// An element begins.
    Open(BytesStart<'a>),
    /// The element that was opened last ends.
    Close,
    /// Characters, with references resolved; words may be spread over several items.
    Text(Cow<'a, str>),
}

impl<'a> Xml<'a> {
    pub(super) fn new(part: &'static str, file: &'a str) -> Self {
        let mut reader = Reader::from_str(file);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, part, depth: 0 }
    }

    /// The next item; none at the end.
    pub(super) fn item(&mut self) -> Result<Option<Item<'a>>, ReadError> {
        loop {
            let Ok(event) = self.reader.read_event() else {
                return Err(self.damaged("a mistake in its XML"));
            };
            match event {
                Event::Start(element) => return self.open(element).map(Some),
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Item::Close));
                }
                Event::Text(text) => return Ok(Some(Item::Text(text.xml10_content()))),
                Event::CData(text) => return Ok(Some(Item::Text(text.xml10_content()))),
                Event::GeneralRef(reference) => return self.reference(&reference).map(Some),
                Event::DocType(_) => return Err(self.damaged("a document type, as none may have")),
                Event::Eof if self.depth > 0 => return Err(self.damaged("no end")),
                Event::Eof => return Ok(None),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    fn open(&mut self, element: BytesStart<'a>) -> Result<Item<'a>, ReadError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(ReadError::TooDeep { most: DEEPEST });
        }
        Ok(Item::Open(element))
    }

    /// The character of a reference. Without a document type there are only the five of XML.
    fn reference(&self, reference: &BytesRef<'_>) -> Result<Item<'a>, ReadError> {
        let predefined = match &**reference {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => None,
        };
        let character = predefined.or_else(|| reference.resolve_char_ref().ok().flatten());
        match character {
            Some(c) => Ok(Item::Text(Cow::Owned(c.to_string()))),
            None => Err(self.damaged("an unknown entity")),
        }
    }

    fn damaged(&self, what: &str) -> ReadError {
        let at = self.reader.buffer_position();
        ReadError::Damaged(format!("{} has {what} (byte {at})", self.part))
    }
}

/// An attribute of an element, by its local name.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    attributes.with_checks(false);
    let found = attributes
        .map_while(Result::ok)
        .find(|attribute| attribute.key.local_name().into_inner() == name)?;
    unescape(&found.value).ok().map(Cow::into_owned)
}

/// Whether a property is on, as in `<w:vanish/>`, rather than off: `<w:vanish w:val="0"/>`.
pub(super) fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(attribute(element, "val").as_deref(), Some("0" | "false" | "off"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The items of a part, in short.
    fn items(file: &str) -> Result<String, ReadError> {
        let mut xml = Xml::new("a.xml", file);
        let mut shown = String::new();
        while let Some(item) = xml.item()? {
            match item {
                Item::Open(element) => {
                    shown.push('<');
                    shown.push_str(element.local_name().into_inner());
                }
                Item::Close => shown.push('>'),
                Item::Text(words) => shown.push_str(&words),
            }
        }
        Ok(shown)
    }

    #[test]
    fn references_are_characters() {
        let file = "<w:a>R&amp;D &lt;5&gt; &quot;&apos;&#8364;&#x35;<w:b/><![CDATA[&amp;]]></w:a>";
        assert_eq!(items(file).unwrap(), "<aR&D <5> \"'€5<b>&amp;>");
    }

    #[test]
    fn what_no_part_has_is_an_error() {
        for (file, what) in [
            ("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "has a document type, as none may have"),
            ("<a>&b;</a>", "has an unknown entity"),
            ("<a>&#0;</a>", "has an unknown entity"),
            ("<a>R&D</a>", "has a mistake in its XML"),
            ("<a><b></a>", "has a mistake in its XML"),
            ("<a", "has a mistake in its XML"),
            ("<a><b>", "has no end"),
        ] {
            match items(file) {
                Err(ReadError::Damaged(error)) => assert!(error.contains(what), "{file}: {error}"),
                other => panic!("{file}: {other:?}"),
            }
        }
        assert_eq!(items(&"<a>".repeat(300)), Err(ReadError::TooDeep { most: DEEPEST }));
    }

    #[test]
    fn attributes_are_found_by_their_local_names() {
        let mut xml =
            Xml::new("a.xml", "<w:a w:b='R&amp;D' c=\"5\" broken><w:d w:val='off'/></w:a>");
        let Some(Item::Open(a)) = xml.item().unwrap() else { panic!("no element") };
        let values = ["b", "c", "d"].map(|name| attribute(&a, name));
        assert_eq!(values, [Some("R&D".to_owned()), Some("5".to_owned()), None]);
        assert!(is_on(&a));
        let Some(Item::Open(d)) = xml.item().unwrap() else { panic!("no element") };
        assert!(!is_on(&d));
    }
}
