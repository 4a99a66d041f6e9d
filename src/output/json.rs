//! The records themselves, as one JSON document.

use schemars::generate::SchemaSettings;
use serde::Serialize;

use crate::results::Results;

/// The name of the schema. Nothing stands at it: it only tells it from others.
const SCHEMA_ID: &str = "urn:corroborate:report:v1";

/// Everything that was found, as one JSON document.
pub fn json(results: &Results) -> String {
    pretty(results)
}

/// The JSON Schema of [`json`]'s output (draft 2020-12).
pub fn schema() -> String {
    // Of what is written, where every field stands, not of what could be read.
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<Results>();
    schema.insert("$id".to_owned(), SCHEMA_ID.into());
    schema.insert("title".to_owned(), "The report of corroborate, version 1".into());
    pretty(&schema)
}

/// A record as indented JSON with an end of line.
pub(super) fn pretty(record: &impl Serialize) -> String {
    // Records hold texts and numbers only, so this can't fail.
    let mut out = crate::safe::json(serde_json::to_string_pretty(record).unwrap_or_default());
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::output::sample;

    #[test]
    fn the_document_follows_its_schema() {
        let schema: Value = serde_json::from_str(&schema()).unwrap();
        let document: Value = serde_json::from_str(&json(&sample::results())).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let errors: Vec<String> = validator.iter_errors(&document).map(|e| e.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new());
        assert!(!validator.is_valid(&Value::Null));
        assert_eq!(schema["$id"], SCHEMA_ID);
    }

    #[test]
    fn the_texts_of_articles_stay_out() {
        let document: Value = serde_json::from_str(&json(&sample::results())).unwrap();
        assert_eq!(document["sources"][0].get("text"), None);
        assert_eq!(document["sources"][0].get("file"), None);
    }

    #[test]
    fn nothing_in_a_string_acts_on_a_terminal_and_nothing_is_lost() {
        let text = "\u{202E}ab\u{9B}31m\u{7F}\u{1B}[1m";
        let json = pretty(&text);
        assert_eq!(json, "\"\\u202eab\\u009b31m\\u007f\\u001b[1m\"\n");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
