//! Names that nobody has.

/// A name that is unlike those of others.
pub(crate) fn name(number: usize) -> String {
    let mut rest = (number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut one_of = |letters: &str| {
        let at = rest % letters.len() as u64;
        rest /= letters.len() as u64;
        letters.as_bytes()[at as usize] as char
    };
    let mut name = one_of("BDFGHKLMNPRSTVWZ").to_string();
    name.push(one_of("aeiou"));
    for _ in 0..3 {
        name.push(one_of("bdfghklmnprstvwz"));
        name.push(one_of("aeiou"));
    }
    name
}
