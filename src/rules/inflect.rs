//! Regular forms of English words. Irregular ones are listed in `rules/en/words.toml`.

/// The word without its last letter.
fn stem(word: &str) -> &str {
    word.char_indices().next_back().and_then(|(i, _)| word.get(..i)).unwrap_or(word)
}

fn ends_in_consonant_y(word: &str) -> bool {
    word.ends_with('y') && !stem(word).ends_with(['a', 'e', 'i', 'o', 'u'])
}

/// `house` to `houses`, `carry` to `carries`.
pub(super) fn s(word: &str) -> String {
    if ends_in_consonant_y(word) {
        format!("{}ies", stem(word))
    } else if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

/// `announce` to `announced`.
pub(super) fn ed(word: &str) -> String {
    if word.ends_with('e') {
        format!("{word}d")
    } else if ends_in_consonant_y(word) {
        format!("{}ied", stem(word))
    } else {
        format!("{word}ed")
    }
}

/// `announce` to `announcing`.
pub(super) fn ing(word: &str) -> String {
    let silent_e = word.ends_with('e') && !word.ends_with("ee") && !word.ends_with("oe");
    if word.ends_with("ie") {
        format!("{}ying", stem(stem(word)))
    } else if silent_e {
        format!("{}ing", stem(word))
    } else {
        format!("{word}ing")
    }
}

/// A likely singular of a plural noun that no rule knows: `protesters` to `protester`.
pub fn singular(word: &str) -> String {
    let lower = word.to_lowercase();
    let letters = word.strip_suffix('s').unwrap_or_default();
    if letters.len() > 1 && letters.chars().all(char::is_uppercase) {
        return letters.to_lowercase();
    }
    let cut = |n: usize| lower.get(..lower.len() - n).unwrap_or(&lower).to_owned();
    if lower.ends_with("ies") && lower.len() > 4 {
        return cut(3) + "y";
    }
    let es = ["ches", "shes", "xes", "sses", "zzes"];
    if es.iter().any(|e| lower.ends_with(e)) {
        return cut(2);
    }
    let plural = lower.ends_with('s') && !["ss", "us", "is"].iter().any(|e| lower.ends_with(e));
    if plural && lower.len() > 3 { cut(1) } else { lower }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms() {
        assert_eq!(
            (s("carry"), s("box"), s("day")),
            ("carries".into(), "boxes".into(), "days".into())
        );
        assert_eq!(
            (ed("agree"), ed("carry"), ed("jump")),
            ("agreed".into(), "carried".into(), "jumped".into())
        );
        assert_eq!(
            (ing("make"), ing("see"), ing("die")),
            ("making".into(), "seeing".into(), "dying".into())
        );
        for (plural, expected) in
            [("GPUs", "gpu"), ("cities", "city"), ("houses", "house"), ("glass", "glass")]
        {
            assert_eq!(singular(plural), expected);
        }
    }
}
