use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::transform_subschemas;
use serde_json::Value;

use super::Config;

/// The JSON Schema of `corroborate.toml`, draft 7, which editors of TOML know.
pub fn schema() -> String {
    let settings = SchemaSettings::draft07().with_transform(without_null);
    let schema = settings.into_generator().into_root_schema_for::<Config>();
    format!("{:#}\n", schema.as_value())
}

/// TOML has no null: a key that need not be there is left out.
fn without_null(schema: &mut Schema) {
    if let Some(types) = schema.get_mut("type").and_then(Value::as_array_mut) {
        types.retain(|name| name != "null");
        if types.len() == 1
            && let Some(only) = types.pop()
        {
            schema.insert("type".to_owned(), only);
        }
    }
    if schema.get("default").is_some_and(Value::is_null) {
        schema.remove("default");
    }
    transform_subschemas(&mut without_null, schema);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::table::asked;
    use super::super::{TEMPLATE, keys, parse};
    use super::*;

    fn json() -> Value {
        serde_json::from_str(&schema()).unwrap()
    }

    #[test]
    fn tables_have_the_keys_of_the_schema_and_no_others() {
        let schema = json();
        let tables = [
            ("Drafts", asked(|t| drop(keys::drafts(t)))),
            ("Sources", asked(|t| drop(keys::sources(t)))),
            ("Pin", asked(|t| drop(keys::pin(t)))),
            ("Rules", asked(|t| drop(keys::rules(t)))),
            ("Review", asked(|t| drop(keys::review(t)))),
            ("Knowledge", asked(|t| drop(keys::knowledge(t)))),
            ("Known", asked(|t| drop(keys::known(t)))),
            ("Suppress", asked(|t| drop(keys::suppress(t)))),
        ];
        let properties = |table: &Value| -> Option<BTreeSet<String>> {
            Some(table["properties"].as_object()?.keys().cloned().collect())
        };
        let names = |asked: &Vec<&str>| -> BTreeSet<String> {
            asked.iter().map(|key| (*key).to_owned()).collect()
        };
        let config = asked(|t| drop(keys::config(t)));
        assert_eq!(properties(&schema), Some(names(&config)));
        for (name, table) in schema["definitions"].as_object().unwrap() {
            let known = tables.iter().find(|(table, _)| table == name).map(|(_, keys)| names(keys));
            assert_eq!(properties(table), known, "{name}");
        }
    }

    #[test]
    fn the_schema_accepts_what_is_read_and_refuses_what_is_not() {
        let schema = json();
        let cases = [
            (TEMPLATE, true),
            ("", true),
            ("edition = 2", false),
            ("colour = 'red'", false),
            ("extends = ['a.toml']\nknowledge.files = ['a.csv']", true),
            ("extends = 'a.toml'", false),
            ("sources.pin = [{ path = 'a', published = '2025-11', trust = 'primary' }]", true),
            ("sources.pin = [{ path = 'a', published = '2025-1' }]", false),
            ("sources.pin = [{ path = 'a', trust = 'high' }]", false),
            ("sources.pin = [{ id = 'a' }]", false),
            ("rules.severity = { C101 = 'off', in-tension = 'error' }", true),
            ("rules.severity = { C101 = 'fatal' }", false),
            ("rules.reading = 'literal'", true),
            ("rules.reading = 'loose'", false),
            ("rules.tolerance = { money = '2.5%', date = '1d' }", true),
            ("rules.tolerance = { money = '0.00001%' }", false),
            ("rules.tolerance = { weight = '1%' }", false),
            (
                "review = { max-suppression-days = 90, baseline = 'a', require-reason = false }",
                true,
            ),
            ("review.max-suppression-days = -1", false),
            ("review.require-reason = 'yes'", false),
            ("known = [{ says = 'The dam is 12 km long.', as-of = '2025' }]", true),
            ("known = [{ fact = 'dam.length', value = '12 km' }]", false),
            ("suppress = [{ path = 'a', codes = ['C101'], until = '2026-12-31' }]", true),
            ("suppress = [{ path = 'a', codes = [] }]", false),
        ];
        for (text, good) in cases {
            assert_eq!(parse("c", text).is_ok(), good, "reading {text}");
            let file: Value = toml::from_str(text).unwrap();
            assert_eq!(jsonschema::is_valid(&schema, &file), good, "the schema on {text}");
        }
    }

    #[test]
    fn defaults_are_told_and_null_is_not() {
        let schema = json();
        assert_eq!(schema["properties"]["edition"]["default"], 1);
        assert_eq!(
            schema["definitions"]["Review"]["properties"]["require-reason"]["default"],
            true
        );
        assert!(!schema.to_string().contains("null"));
    }
}
