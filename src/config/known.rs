//! Tables of house facts: CSV for whoever keeps them in a spreadsheet, TOML for whoever does not.

use std::ffi::OsStr;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord, Trim};

use super::error::{ConfigError, did_you_mean, quoted};
use super::reading::Reading;
use super::values::checked_edtf;
use super::{Known, keys, table};

/// Reads a table of house facts, as its extension says: CSV with a header (`says`, `as-of`,
/// `evidence`, in any order; the first is needed), or TOML with `[[known]]`.
pub fn known_table(path: &str, text: &str) -> Result<Vec<Known>, Vec<ConfigError>> {
    let extension = Path::new(path).extension().map(OsStr::to_ascii_lowercase);
    match extension.as_deref().and_then(OsStr::to_str) {
        Some("csv") => rows(path, text),
        Some("toml") => table::read(path, text, |t| t.tables("known", keys::known)),
        _ => {
            let message = "a table of house facts must be a .csv or .toml file".to_owned();
            Err(vec![ConfigError { file: path.to_owned(), line: 1, message }])
        }
    }
}

const COLUMNS: [&str; 3] = ["says", "as-of", "evidence"];

/// Which field of a row is which.
struct Columns {
    says: usize,
    as_of: Option<usize>,
    evidence: Option<usize>,
    /// How many there are.
    all: usize,
}

fn rows(path: &str, text: &str) -> Result<Vec<Known>, Vec<ConfigError>> {
    let mut reading = Reading::new(path, text);
    let mut reader =
        ReaderBuilder::new().flexible(true).trim(Trim::All).from_reader(text.as_bytes());
    let mut found = Vec::new();
    let columns = match reader.headers() {
        Ok(header) => columns(header, start(header, text), &mut reading),
        Err(error) => {
            reading.wrong(0, error.to_string());
            None
        }
    };
    let Some(columns) = columns else { return reading.done(found) };
    for record in reader.records() {
        match record {
            Ok(record) if record.iter().all(str::is_empty) => {}
            Ok(record) => found.extend(row(&record, &columns, start(&record, text), &mut reading)),
            Err(error) => reading.wrong(0, error.to_string()),
        }
    }
    reading.done(found)
}

/// Where a record begins, in bytes: the reader counts empty lines before it as part of it.
fn start(record: &StringRecord, text: &str) -> usize {
    let from = record.position().map_or(0, |p| p.byte() as usize);
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    from + rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count()
}

/// The columns of a header; none if there is none that says anything.
fn columns(header: &StringRecord, at: usize, reading: &mut Reading) -> Option<Columns> {
    let mut places = [None; COLUMNS.len()];
    for (index, name) in header.iter().enumerate() {
        let name = name.replace('_', "-");
        match COLUMNS.iter().zip(&mut places).find(|(column, _)| **column == name) {
            None => {
                let hint = did_you_mean(&name, COLUMNS);
                reading.wrong(at, format!("unknown column {}{hint}", quoted(&name)));
            }
            Some((_, place)) => {
                if place.replace(index).is_some() {
                    reading.wrong(at, format!("there are two columns `{name}`"));
                }
            }
        }
    }
    let [says, as_of, evidence] = places;
    if says.is_none() {
        reading.wrong(at, "the first line must name the columns, among them `says`".to_owned());
    }
    Some(Columns { says: says?, as_of, evidence, all: header.len() })
}

fn row(
    record: &StringRecord,
    columns: &Columns,
    at: usize,
    reading: &mut Reading,
) -> Option<Known> {
    let field = |index: usize| record.get(index).filter(|f| !f.is_empty()).map(str::to_owned);
    if record.len() > columns.all {
        let message = "more fields than columns; a text with a comma in it must stand in quotes";
        reading.wrong(at, message.to_owned());
    }
    let as_of = match columns.as_of.and_then(field).map(checked_edtf).transpose() {
        Ok(as_of) => as_of,
        Err(message) => {
            reading.wrong(at, format!("`as-of`: {message}"));
            None
        }
    };
    let says = field(columns.says);
    if says.is_none() {
        reading.wrong(at, "`says` is empty".to_owned());
    }
    Some(Known {
        says: says?,
        as_of,
        evidence: columns.evidence.and_then(field),
        place: reading.place(at),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(path: &str, text: &str) -> Vec<String> {
        known_table(path, text).unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn rows_are_facts_with_their_lines() {
        let text = "\u{FEFF}evidence, says ,as_of\r\n\r\n\
                    8-K,\"The contract, signed in May, is worth\r\nover $8 billion.\",2025-11\r\n\
                    ,,\r\n,The dam is 12 km long.,\r\n";
        let known = known_table("house/FACTS.CSV", text).unwrap();
        let lines: Vec<usize> = known.iter().map(|k| k.place.line).collect();
        assert_eq!(lines, [3, 6]);
        assert_eq!(known[0].says, "The contract, signed in May, is worth\r\nover $8 billion.");
        assert_eq!(known[0].as_of.as_deref(), Some("2025-11"));
        assert_eq!(known[0].evidence.as_deref(), Some("8-K"));
        assert_eq!((known[1].as_of.as_ref(), known[1].evidence.as_ref()), (None, None));
    }

    #[test]
    fn toml_tables_hold_the_same() {
        let text = "[[known]]\nsays = 'The dam is 12 km long.'\nas-of = 2025-11-03\n";
        let known = known_table("facts.toml", text).unwrap();
        assert_eq!(known[0].as_of.as_deref(), Some("2025-11-03"));
        assert_eq!(
            errors("facts.toml", "[[know]]\nsays = 'x'\n"),
            ["facts.toml:1: unknown key `know` (did you mean `known`?)"]
        );
    }

    #[test]
    fn all_that_is_wrong_is_reported_by_line() {
        let text = "says,as-of,evidnce\n\
                    The deal is worth $8 billion, or more,2025,x\n,2025,x\n\
                    The dam is 12 km long.,soon,x\n";
        let expected = [
            "f.csv:1: unknown column `evidnce` (did you mean `evidence`?)",
            "f.csv:2: more fields than columns; a text with a comma in it must stand in quotes",
            "f.csv:2: `as-of`: `or more` is no date; write 2025, 2025-11 or 2025-11-03",
            "f.csv:3: `says` is empty",
            "f.csv:4: `as-of`: `soon` is no date; write 2025, 2025-11 or 2025-11-03",
        ];
        assert_eq!(errors("f.csv", text), expected);
    }

    #[test]
    fn a_table_needs_a_header_and_a_known_extension() {
        let header = "f.csv:1: the first line must name the columns, among them `says`";
        assert_eq!(errors("f.csv", ""), [header]);
        assert_eq!(errors("f.csv", "as-of\n2025\n"), [header]);
        assert_eq!(errors("f.csv", "says,says\nx,y\n"), ["f.csv:1: there are two columns `says`"]);
        for path in ["facts.xlsx", "facts", ""] {
            assert!(errors(path, "")[0].ends_with("must be a .csv or .toml file"), "{path}");
        }
        assert!(known_table("f.csv", "says\n").unwrap().is_empty());
        assert!(known_table("f.csv", "says\n\"never closed").is_ok());
    }
}
