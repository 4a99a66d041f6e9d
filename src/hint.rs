//! What a wrong name may have meant.

/// What is longer is no mistyped name. In bytes.
const MOST: usize = 64;

/// The name most like a wrong one, whatever the case of its letters, if it may be a slip of the pen:
/// one letter in three at most is another.
pub fn like<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if wrong.len() > MOST {
        return None;
    }
    let wrong = wrong.to_lowercase();
    let slips = |name: &str| strsim::damerau_levenshtein(&name.to_lowercase(), &wrong);
    let scored = names.into_iter().map(|name| (slips(name), name));
    scored.filter(|(slips, name)| slips * 3 <= name.len().max(3)).min().map(|(_, name)| name)
}

/// What to say behind a wrong name of the one that may have been meant; nothing without one.
pub fn did_you_mean(name: Option<&str>) -> String {
    name.map_or_else(String::new, |name| format!(" (did you mean `{name}`?)"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_slip_is_like_a_name() {
        let names = ["select", "ignore", "severity", "id"];
        let cases = [
            ("selct", Some("select")),
            ("ingore", Some("ignore")),
            ("IGNORE", Some("ignore")),
            ("ids", Some("id")),
            ("colour", None),
            ("", None),
        ];
        for (wrong, expected) in cases {
            assert_eq!(like(wrong, names), expected, "{wrong}");
        }
        assert_eq!(like(&"select".repeat(100_000), names), None);
    }

    #[test]
    fn a_hint_is_a_part_of_a_message() {
        assert_eq!(did_you_mean(Some("select")), " (did you mean `select`?)");
        assert_eq!(did_you_mean(None), "");
    }
}
