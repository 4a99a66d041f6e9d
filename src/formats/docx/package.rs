//! The zip archive of a Word document, and what its parts may become when they are unpacked.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::formats::encoding::{self, Decoded};
use crate::text::ReadError;

/// All parts together, unpacked, in MiB.
const MOST_MIB: u64 = 64;
/// A part is at most so many times as long as it is packed. What Word writes shrinks to a tenth.
const TIMES: u64 = 200;
/// A part of this length may be packed as tightly as can be: it does no harm.
const HARMLESS: u64 = 1 << 20;
/// What a file of the format begins with that Word used until 2003, and wraps around a document
/// which a password protects (MS-CFB, 2.2).
const COMPOUND_FILE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// A Word document whose parts can be read.
#[derive(Debug)]
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The length of the whole file.
    packed: u64,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        if bytes.starts_with(COMPOUND_FILE) {
            return Err(ReadError::Encrypted);
        }
        if !bytes.starts_with(b"PK") {
            return Err(ReadError::NotZip);
        }
        let broken = |_| ReadError::Damaged("its list of parts can't be read".to_owned());
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        Ok(Self { archive, packed: bytes.len() as u64, left: MOST_MIB << 20 })
    }

    /// A part as text, if there is one of that name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(unreadable(name, &error)),
        };
        // An archive can claim any size for a part, but not one beyond its own.
        let packed = file.compressed_size().min(self.packed);
        let most = self.left.min(HARMLESS.max(packed * TIMES));
        let mut bytes = Vec::new();
        let broken = |_| ReadError::Damaged(format!("{name} can't be unpacked"));
        file.take(most + 1).read_to_end(&mut bytes).map_err(broken)?;
        let size = bytes.len() as u64;
        if size > self.left {
            return Err(ReadError::Unpacks { mib: MOST_MIB });
        }
        if size > most {
            return Err(ReadError::Expands { times: TIMES });
        }
        self.left -= size;
        text(name, &bytes).map(Some)
    }
}

fn unreadable(name: &str, error: &ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            ReadError::Encrypted
        }
        ZipError::CompressionMethodNotSupported(_) => {
            ReadError::Damaged(format!("{name} is packed in a way that Word does not use"))
        }
        _ => ReadError::Damaged(format!("{name} can't be found where it should be")),
    }
}

/// A part is UTF-8 or says what else it is.
fn text(name: &str, bytes: &[u8]) -> Result<String, ReadError> {
    match encoding::decode(bytes, encoding::declared(bytes)) {
        Ok(Decoded { text, guessed: None }) => Ok(text),
        _ => Err(ReadError::Damaged(format!("{name} is not UTF-8"))),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// A zip archive of parts.
    pub(crate) fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn part(bytes: &[u8]) -> Result<Option<String>, ReadError> {
        Package::open(bytes)?.part("a.xml")
    }

    #[test]
    fn a_part_is_unpacked_as_text() {
        let text = "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>€5</a>";
        let expected = text.trim_start_matches('\u{FEFF}').to_owned();
        assert_eq!(part(&archive(&[("a.xml", text)])), Ok(Some(expected)));
        assert_eq!(part(&archive(&[("b.xml", text)])), Ok(None));
    }

    #[test]
    fn what_would_fill_the_memory_is_refused() {
        let bomb = archive(&[("a.xml", " ".repeat(3 << 20).as_str())]);
        assert!(bomb.len() < 10_000);
        assert_eq!(part(&bomb), Err(ReadError::Expands { times: TIMES }));
        let harmless = archive(&[("a.xml", " ".repeat(1 << 20).as_str())]);
        assert_eq!(part(&harmless).map(|text| text.map(|t| t.len())), Ok(Some(1 << 20)));
    }

    #[test]
    fn what_is_no_package_is_refused_with_a_reason() {
        assert_eq!(part(b"It rained."), Err(ReadError::NotZip));
        assert_eq!(part(b""), Err(ReadError::NotZip));
        assert_eq!(part(COMPOUND_FILE), Err(ReadError::Encrypted));
        let whole = archive(&[("a.xml", "<a>It rained.</a>")]);
        for length in 2..whole.len() {
            assert!(part(&whole[..length]).is_err(), "{length} bytes");
        }
    }
}
