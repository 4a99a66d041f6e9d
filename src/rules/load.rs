//! TOML files into rule tables, each with its file and line.

use serde::de::IntoDeserializer;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{RuleError, explain_unknown};
use crate::text::Lines;

/// Where a rule stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file, relative to the folder that holds `rules/`.
    pub file: String,
    /// The line of its `[[kind]]` header, from 1.
    pub line: usize,
    /// What kind of rule it is.
    pub kind: String,
    /// Its name, unique in its kind.
    pub name: String,
}

impl Place {
    /// `rules/en/hedges.toml:12`
    pub fn link(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }
}

/// One example of a rule: a text, or two texts that are compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// The text, or the first of two.
    pub text: String,
    /// The second text of a pair.
    pub other: Option<String>,
}

/// The examples of a rule: those that use it, and those that must not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examples {
    /// Where the rule applies.
    pub yes: Vec<Example>,
    /// Where it must not.
    pub no: Vec<Example>,
    /// The words and phrases of the rule.
    pub words: Vec<String>,
    /// Its class of words, for a rule that gives one.
    pub class: Option<String>,
}

/// A word or phrase of a rule, with what the table says of it: `two = 2`, `dozens = [24, 100]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) form: String,
    pub(super) values: Vec<String>,
}

/// A rule as it stands in a file: the keys that all rules share, and the rest.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) place: Place,
    pub(super) words: Vec<Word>,
    pub(super) examples: Examples,
    body: Spanned<DeValue<'static>>,
    /// Those of the file.
    lines: Arc<Lines>,
}

const SHARED_KEYS: [&str; 4] = ["name", "words", "yes", "no"];

impl Entry {
    /// The keys that only this kind of rule has.
    pub(super) fn body<T: for<'de> Deserialize<'de>>(&self) -> Result<T, RuleError> {
        T::deserialize(self.body.clone().into_deserializer()).map_err(|e| {
            // What is wrong with one key is said of its line.
            let line = e.span().map_or(self.place.line, |at| self.lines.line(at.start));
            RuleError { line, ..self.error(explain_unknown(e.message(), &SHARED_KEYS)) }
        })
    }

    /// An error at the rule's place.
    pub(super) fn error(&self, message: impl Into<String>) -> RuleError {
        let Place { file, line, .. } = self.place.clone();
        RuleError { file, line, message: message.into() }
    }
}

/// All rules of a file in the order in which they stand, and what is wrong with the others.
pub(super) fn entries(file: &str, text: &str) -> (Vec<Entry>, Vec<RuleError>) {
    let lines = Arc::new(Lines::of(text));
    let error = |offset: usize, message: String| RuleError {
        file: file.to_owned(),
        line: lines.line(offset),
        message,
    };
    let root = match DeTable::parse(text) {
        Ok(root) => root.into_inner(),
        Err(e) => {
            let at = e.span().map_or(0, |s| s.start);
            return (Vec::new(), vec![error(at, e.message().to_owned())]);
        }
    };
    let mut found = Vec::new();
    let mut errors = Vec::new();
    for (kind, value) in root {
        let DeValue::Array(rules) = value.into_inner() else {
            let wrong = format!("`{}` must be written as [[{0}]]", kind.as_ref());
            errors.push(error(kind.span().start, wrong));
            continue;
        };
        for rule in rules {
            let at = rule.span().start;
            let place = Place {
                file: file.to_owned(),
                line: lines.line(at),
                kind: kind.as_ref().to_string(),
                name: String::new(),
            };
            match entry(place, rule, &lines) {
                Ok(e) => found.push((at, e)),
                Err(message) => errors.push(error(at, message)),
            }
        }
    }
    found.sort_by_key(|(at, _)| *at);
    (found.into_iter().map(|(_, e)| e).collect(), errors)
}

fn entry(
    mut place: Place,
    rule: Spanned<DeValue<'_>>,
    lines: &Arc<Lines>,
) -> Result<Entry, String> {
    let span = rule.span();
    let DeValue::Table(table) = rule.into_inner() else {
        return Err(format!("`{}` must be written as [[{0}]]", place.kind));
    };
    let mut body = DeTable::new();
    let mut words = Vec::new();
    let mut examples = Examples::default();
    for (key, value) in table {
        match key.as_ref().as_ref() {
            "name" => place.name = text_of(value.as_ref()).ok_or("`name` must be a text")?,
            "words" => words = words_of(value.as_ref())?,
            "yes" => examples.yes = examples_of(value.as_ref())?,
            "no" => examples.no = examples_of(value.as_ref())?,
            other => {
                if other == "class" {
                    examples.class = text_of(value.as_ref());
                }
                body.insert(key, value);
            }
        }
    }
    if place.name.is_empty() {
        return Err(format!("this [[{}]] has no `name`", place.kind));
    }
    if examples.yes.is_empty() || examples.no.is_empty() {
        let missing = if examples.yes.is_empty() { "yes" } else { "no" };
        return Err(format!("`{}` has no `{missing}` examples", place.name));
    }
    examples.words = words.iter().map(|w| w.form.clone()).collect();
    body.make_owned();
    let mut value = DeValue::Table(body);
    value.make_owned();
    let (body, lines) = (Spanned::new(span, owned(value)), Arc::clone(lines));
    Ok(Entry { place, words, examples, body, lines })
}

/// The same value without borrowing from the file.
fn owned(value: DeValue<'_>) -> DeValue<'static> {
    fn text(s: toml::de::DeString<'_>) -> toml::de::DeString<'static> {
        std::borrow::Cow::Owned(s.into_owned())
    }
    let spanned = |v: Spanned<DeValue<'_>>| Spanned::new(v.span(), owned(v.into_inner()));
    match value {
        DeValue::String(s) => DeValue::String(text(s)),
        DeValue::Array(list) => DeValue::Array(list.into_iter().map(spanned).collect()),
        DeValue::Table(table) => DeValue::Table(
            table
                .into_iter()
                .map(|(k, v)| (Spanned::new(k.span(), text(k.into_inner())), spanned(v)))
                .collect(),
        ),
        DeValue::Integer(n) => DeValue::String(n.to_string().into()),
        DeValue::Float(n) => DeValue::String(n.to_string().into()),
        DeValue::Boolean(b) => DeValue::Boolean(b),
        DeValue::Datetime(d) => DeValue::Datetime(d),
    }
}

/// A text, or a number as a text: numbers in rules are exact decimals, never floats.
fn text_of(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(s) => Some(s.to_string()),
        DeValue::Integer(n) => Some(n.to_string()),
        DeValue::Float(n) => Some(n.to_string()),
        _ => None,
    }
}

fn texts_of(value: &DeValue<'_>) -> Option<Vec<String>> {
    match value {
        DeValue::Array(list) => list.iter().map(|v| text_of(v.as_ref())).collect(),
        single => text_of(single).map(|t| vec![t]),
    }
}

fn words_of(value: &DeValue<'_>) -> Result<Vec<Word>, String> {
    let wrong = "`words` must be a list of texts, or a table from words to what they mean";
    match value {
        DeValue::Array(_) => {
            let forms = texts_of(value).ok_or(wrong)?;
            Ok(forms.into_iter().map(|form| Word { form, values: Vec::new() }).collect())
        }
        DeValue::Table(table) => {
            let word = |(k, v): (&Spanned<toml::de::DeString<'_>>, &Spanned<DeValue<'_>>)| {
                let values = texts_of(v.as_ref()).ok_or(wrong)?;
                Ok(Word { form: k.as_ref().to_string(), values })
            };
            table.iter().map(word).collect()
        }
        _ => Err(wrong.to_owned()),
    }
}

fn examples_of(value: &DeValue<'_>) -> Result<Vec<Example>, String> {
    let wrong = "an example must be a text, or a list of two texts";
    let DeValue::Array(list) = value else { return Err(wrong.to_owned()) };
    let example = |v: &Spanned<DeValue<'_>>| {
        let mut texts = texts_of(v.as_ref())?.into_iter();
        let (text, other) = (texts.next()?, texts.next());
        texts.next().is_none().then_some(Example { text, other })
    };
    list.iter().map(|v| example(v).ok_or_else(|| wrong.to_owned())).collect()
}
