//! Text of articles and paths are never trusted: nothing in them may act on what shows it.

use std::fmt::Write as _;

/// The text without control characters and marks that change the direction of writing; white space
/// becomes single blanks.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else if c.is_control() || is_invisible(c) {
            out.push('\u{FFFD}');
        } else {
            out.push(c);
        }
    }
    out
}

/// The same for a text of several lines.
pub fn lines(text: &str) -> String {
    text.split('\n').map(plain).collect::<Vec<_>>().join("\n")
}

/// Whether a character shows nothing itself: zero width, or a mark of the direction of writing.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{061C}')
}

/// JSON that does nothing to a terminal: control characters and marks of direction, which JSON lets
/// stand in its strings, are written as escapes. What it says stays the same.
pub(crate) fn json(json: String) -> String {
    // Most of it is plain ASCII, which is seen at once.
    let plain = json.is_ascii() && !json.contains('\u{7F}');
    if plain || !json.contains(acts) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if acts(c) {
            // Writing to a string can't fail; all these characters have four digits.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// Characters below U+0020 stand only between the tokens; in strings they are escapes already.
fn acts(c: char) -> bool {
    c >= '\u{7F}' && (c.is_control() || is_invisible(c))
}

/// The text as Markdown that shows it as it is. GitHub looks for names behind `@` and for numbers
/// behind `#` when Markdown is done with its backslashes; an empty comment keeps them apart.
pub(crate) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in plain(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '@' => out.push_str("@<!-- -->"),
            '#' => out.push_str("#<!-- -->"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' | '$' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

/// The text inside an element or a quoted attribute of XML or HTML. Characters that XML can't hold
/// become U+FFFD.
pub(crate) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || is_invisible(c) || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {
                out.push('\u{FFFD}');
            }
            _ => out.push(c),
        }
    }
    out
}

/// A path as a relative URI: `/` between parts, everything but unreserved characters in percent
/// (RFC 3986).
pub(crate) fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            _ => {
                const HEX: &[u8; 16] = b"0123456789ABCDEF";
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_is_shown_and_does_nothing() {
        assert_eq!(plain("a\u{1B}[31mb\u{202E}c\r\nd"), "a\u{FFFD}[31mb\u{FFFD}c d");
        assert_eq!(markdown("<b>*x*</b>"), "&lt;b&gt;\\*x\\*&lt;/b&gt;");
        assert_eq!(markdown("\\@desk #12 -->"), "\\\\@<!-- -->desk #<!-- -->12 --&gt;");
        assert_eq!(xml("<a b='\"\u{1}'>"), "&lt;a b=&#39;&quot;\u{FFFD}&#39;&gt;");
        assert_eq!(uri("a b/\u{e9}\n%.md"), "a%20b/%C3%A9%0A%25.md");
    }
}
