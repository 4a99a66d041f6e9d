//! Where something stands, as SARIF says it.

use super::format::{ArtifactLocation, Location, Message, PhysicalLocation, Region, SOURCE_ROOT};
use crate::results::Place;
use crate::safe::uri;

/// A place in a file; only the file where the place is not known.
pub(super) fn location(path: &str, place: &Place) -> Location {
    let region = (place.line > 0).then(|| Region {
        start_line: place.line,
        start_column: Some(place.utf16_column.max(1)),
        end_line: Some(place.end_line.max(place.line)),
        end_column: Some(place.utf16_end_column.max(1)),
    });
    in_file(path, region)
}

/// A whole line of a file; only the file where no line is given.
pub(super) fn line(path: &str, line: Option<usize>) -> Location {
    let region = line.filter(|line| *line > 0);
    in_file(path, region.map(|start_line| Region { start_line, ..Region::default() }))
}

fn in_file(path: &str, region: Option<Region>) -> Location {
    let artifact_location = artifact(path);
    Location {
        id: None,
        physical_location: PhysicalLocation { artifact_location, region },
        message: None,
    }
}

impl Location {
    /// The location with its number among the related ones.
    pub(super) fn numbered(self, id: usize) -> Self {
        Self { id: Some(id), ..self }
    }

    /// The location with what is to be said of it.
    pub(super) fn saying(self, text: String) -> Self {
        Self { message: Some(Message { text }), ..self }
    }
}

/// The URI of a path: of an absolute one a `file` URI, else one that begins in the source root.
fn artifact(path: &str) -> ArtifactLocation {
    if path.starts_with('/') {
        ArtifactLocation { uri: format!("file://{}", uri(path)), uri_base_id: None }
    } else if has_drive(path) {
        ArtifactLocation { uri: format!("file:///{}", uri(path)), uri_base_id: None }
    } else {
        ArtifactLocation { uri: uri(path), uri_base_id: Some(SOURCE_ROOT) }
    }
}

/// `C:/articles`
fn has_drive(path: &str) -> bool {
    matches!(path.as_bytes(), [letter, b':', b'/' | b'\\', ..] if letter.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_uris_relative_to_the_root_or_absolute() {
        for (path, uri, base) in [
            ("drafts/a.md", "drafts/a.md", Some("SRCROOT")),
            ("a b:c\n.md", "a%20b%3Ac%0A.md", Some("SRCROOT")),
            ("/srv/a.md", "file:///srv/a.md", None),
            ("C:/srv/a.md", "file:///C%3A/srv/a.md", None),
            ("é.md", "%C3%A9.md", Some("SRCROOT")),
        ] {
            let found = artifact(path);
            assert_eq!((found.uri.as_str(), found.uri_base_id), (uri, base));
        }
    }

    #[test]
    fn what_has_no_place_has_only_its_file() {
        assert!(location("a.md", &Place::default()).physical_location.region.is_none());
        assert!(line("a.md", Some(0)).physical_location.region.is_none());
        assert_eq!(line("a.md", Some(7)).physical_location.region.unwrap().start_line, 7);
    }
}
