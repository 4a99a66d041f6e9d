//! Values of keys: what they must be, and what to say if they are not.

use jiff::civil::Date;
use toml::de::DeValue;

use super::error::{did_you_mean, quoted};
use super::{EDITION, Severity, Trust};
use crate::compare::Reading;
use crate::value::parse_edtf;
use crate::{codes, hint};

/// `expected a text, found a list`
pub(super) fn expected(what: &str, found: &DeValue<'_>) -> String {
    let found = match found {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    format!("expected {what}, found {found}")
}

/// A text that is not blank.
pub(super) fn text(value: &DeValue<'_>) -> Result<String, String> {
    match value.as_str() {
        Some(text) if text.trim().is_empty() => Err("the text is empty".to_owned()),
        Some(text) => Ok(text.to_owned()),
        None => Err(expected("a text", value)),
    }
}

/// `true` or `false`
pub(super) fn flag(value: &DeValue<'_>) -> Result<bool, String> {
    value.as_bool().ok_or_else(|| expected("true or false", value))
}

/// A whole number that is not negative.
pub(super) fn number(value: &DeValue<'_>) -> Result<u32, String> {
    let digits = value.as_integer().ok_or_else(|| expected("a whole number", value))?;
    u32::from_str_radix(digits.as_str(), digits.radix())
        .map_err(|_| format!("expected a whole number from 0 to {}", u32::MAX))
}

/// An edition of the built-in rules that this program has.
pub(super) fn edition(value: &DeValue<'_>) -> Result<u32, String> {
    match number(value)? {
        EDITION => Ok(EDITION),
        other => Err(format!("there is no edition {other}; this program has edition {EDITION}")),
    }
}

/// A year, month or day, as a text or as a date of TOML.
pub(super) fn edtf(value: &DeValue<'_>) -> Result<String, String> {
    match value {
        DeValue::Datetime(moment) => checked_edtf(moment.to_string()),
        _ => checked_edtf(text(value)?),
    }
}

/// The text, if it is a year, month or day in EDTF with all its digits.
pub(super) fn checked_edtf(text: String) -> Result<String, String> {
    let digits = text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let pairs = text.split('-').skip(1).all(|part| part.len() == 2);
    if digits && pairs && parse_edtf(&text).is_some() {
        return Ok(text);
    }
    Err(format!("{} is no date; write 2025, 2025-11 or 2025-11-03", quoted(&text)))
}

/// A day, as a text or as a date of TOML.
pub(super) fn day(value: &DeValue<'_>) -> Result<Date, String> {
    let text = edtf(value)?;
    let day = parse_edtf(&text).filter(|days| days.lo == days.hi).and_then(|days| days.lo);
    day.ok_or_else(|| format!("{} is no day; write it like 2025-11-03", quoted(&text)))
}

/// The code of a kind of finding, from its code or name.
pub(super) fn code(value: &DeValue<'_>) -> Result<&'static str, String> {
    code_named(&text(value)?)
}

/// The code of a kind of finding, from its code or name.
pub(super) fn code_named(name: &str) -> Result<&'static str, String> {
    codes::find(name).map(|code| code.id).ok_or_else(|| no_code(name))
}

/// A code, a name or the beginning of codes.
pub(super) fn selector(value: &DeValue<'_>) -> Result<String, String> {
    let text = text(value)?;
    let known = codes::ALL.iter().any(|code| codes::selects(&text, code));
    if known { Ok(text) } else { Err(no_code(&text)) }
}

fn no_code(name: &str) -> String {
    let hint = hint::did_you_mean(codes::like(name));
    format!("no finding has the code or name {}{hint}", quoted(name))
}

/// How near a source is to the events.
pub(super) fn trust(value: &DeValue<'_>) -> Result<Trust, String> {
    choice(value, [Trust::Primary, Trust::Secondary, Trust::Unknown], Trust::name)
}

/// Which readings verdicts follow from.
pub(super) fn reading(value: &DeValue<'_>) -> Result<Reading, String> {
    choice(value, [Reading::Plain, Reading::Literal], Reading::name)
}

/// How much a kind of finding matters.
pub(super) fn severity(value: &DeValue<'_>) -> Result<Severity, String> {
    let all = [Severity::Error, Severity::Warning, Severity::Note, Severity::Off];
    choice(value, all, Severity::name)
}

fn choice<T: Copy, const N: usize>(
    value: &DeValue<'_>,
    all: [T; N],
    name: fn(T) -> &'static str,
) -> Result<T, String> {
    let text = text(value)?;
    all.into_iter().find(|one| name(*one) == text).ok_or_else(|| {
        let names = all.map(name);
        let hint = did_you_mean(&text, names);
        format!("{} is none of {}{hint}", quoted(&text), names.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T>(
        toml: &str,
        read: impl FnOnce(&DeValue<'_>) -> Result<T, String>,
    ) -> Result<T, String> {
        read(DeValue::parse(toml).unwrap().get_ref())
    }

    #[test]
    fn dates_are_texts_or_dates_of_toml() {
        let good = [
            ("'2025'", "2025"),
            ("'2025-11'", "2025-11"),
            ("'2025-11-03'", "2025-11-03"),
            ("2025-11-03", "2025-11-03"),
        ];
        for (toml, expected) in good {
            assert_eq!(read(toml, edtf).as_deref(), Ok(expected), "{toml}");
        }
        let bad = ["'2025-13'", "'2025-1'", "'2025-+1'", "'2025-02-30'", "'soon'", "''", "2025"];
        for toml in bad.into_iter().chain(["2025-11-03T10:00:00Z", "10:00:00", "[]"]) {
            assert!(read(toml, edtf).is_err(), "{toml}");
        }
    }

    #[test]
    fn a_day_is_no_month() {
        assert_eq!(read("2026-12-31", day), Ok(jiff::civil::date(2026, 12, 31)));
        assert_eq!(
            read("'2026-12'", day).unwrap_err(),
            "`2026-12` is no day; write it like 2025-11-03"
        );
    }

    #[test]
    fn numbers_are_exact() {
        assert_eq!(read("0x5A", number), Ok(90));
        assert_eq!(read("1_000", number), Ok(1000));
        for toml in ["-1", "4294967296", "90.0", "'90'"] {
            assert!(read(toml, number).is_err(), "{toml}");
        }
    }

    #[test]
    fn a_wrong_name_comes_back_with_a_suggestion() {
        let none = "no finding has the code or name";
        assert_eq!(read("'c101'", code), Ok("C101"));
        assert_eq!(read("'C10'", selector).as_deref(), Ok("C10"));
        let cases = [
            (read("'C10'", code).unwrap_err(), format!("{none} `C10` (did you mean `C101`?)")),
            (
                read("'contradict'", selector).unwrap_err(),
                format!("{none} `contradict` (did you mean `contradicted`?)"),
            ),
            (read("'X'", selector).unwrap_err(), format!("{none} `X`")),
            (
                read("'primry'", trust).unwrap_err(),
                "`primry` is none of primary, secondary, unknown (did you mean `primary`?)"
                    .to_owned(),
            ),
            (
                read("'literally'", reading).unwrap_err(),
                "`literally` is none of plain, literal (did you mean `literal`?)".to_owned(),
            ),
            (
                read("'fatal'", severity).unwrap_err(),
                "`fatal` is none of error, warning, note, off".to_owned(),
            ),
        ];
        for (message, expected) in cases {
            assert_eq!(message, expected);
        }
    }
}
