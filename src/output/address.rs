//! Where an article can be found, for outputs that other programs follow.

use crate::results::SourceRecord;
use crate::safe::{is_invisible, uri};

/// The address of an article on the web. Any other address of a record stays out: `javascript:` and
/// the like would act where somebody follows it.
pub(super) fn web(source: &SourceRecord) -> Option<&str> {
    source.url.as_deref().filter(|url| is_web(url))
}

/// The address of an article on the web, else its path as a relative reference (RFC 3986).
pub(super) fn reference(source: &SourceRecord) -> String {
    web(source).map_or_else(|| relative(source.path()), str::to_owned)
}

fn is_web(url: &str) -> bool {
    let rest = ["https://", "http://"].iter().find_map(|scheme| url.strip_prefix(scheme));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(ends_address))
}

/// Characters that no IRI holds (RFC 3987), and those that nobody sees in one.
fn ends_address(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || is_invisible(c)
        || matches!(c, '<' | '>' | '"' | '\\' | '^' | '`' | '{' | '|' | '}')
}

/// A path as a reference. Two slashes at its beginning would make a host of what follows.
fn relative(path: &str) -> String {
    let path = uri(path);
    if path.starts_with("//") { format!("/{}", path.trim_start_matches('/')) } else { path }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_the_web_is_taken_and_any_other_is_not() {
        let cases = [
            ("https://wire.example/1?a=b&c=é#d", true),
            ("http://wire.example", true),
            ("https://", false),
            ("javascript:alert(1)", false),
            ("data:text/html,x", false),
            ("//wire.example", false),
            ("https://wire.example/ javascript:", false),
            ("https://wire.example/\u{202E}moc", false),
            ("https://wire.example/\"><script>", false),
            ("https://wire.example/\n", false),
        ];
        for (url, taken) in cases {
            let source = SourceRecord { url: Some(url.to_owned()), ..SourceRecord::default() };
            assert_eq!(web(&source).is_some(), taken, "{url}");
        }
    }

    #[test]
    fn a_name_is_a_path_whatever_stands_in_it() {
        let cases = [
            ("drafts/a b.md", "drafts/a%20b.md"),
            ("/articles/a.md", "/articles/a.md"),
            ("//wire.example/a", "/wire.example/a"),
            ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ];
        for (name, expected) in cases {
            let source = SourceRecord { name: name.to_owned(), ..SourceRecord::default() };
            assert_eq!(reference(&source), expected);
        }
    }
}
