//! Names of findings that stay the same wherever and whenever a run is made.

use std::collections::BTreeMap;

/// The fingerprint of some parts, in their order: `v1:` and 16 hexadecimal digits of BLAKE3. Parts are
/// hashed with their lengths, so that no two lists of parts run into one another.
///
/// Whoever names a finding gives its code, the name of its source and the words that it judges, never
/// lines, columns, messages or times.
pub fn fingerprint<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let hex = hasher.finalize().to_hex();
    format!("v1:{}", hex.chars().take(16).collect::<String>())
}

/// Puts an ordinal behind each fingerprint that an earlier one is the same as: `v1:...-2`.
pub(crate) fn number_twins<'a>(prints: impl IntoIterator<Item = &'a mut String>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for print in prints {
        let ordinal = seen.entry(print.clone()).or_insert(0);
        *ordinal += 1;
        if *ordinal > 1 {
            *print = format!("{print}-{ordinal}");
        }
    }
}

/// Words as fingerprints hold them: in lower case, white space as single blanks.
pub fn folded(words: &str) -> String {
    words.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins_are_told_apart_by_their_order() {
        let mut prints = ["v1:a", "v1:b", "v1:a", "v1:a"].map(str::to_owned);
        number_twins(&mut prints);
        assert_eq!(prints, ["v1:a", "v1:b", "v1:a-2", "v1:a-3"]);
    }
}
