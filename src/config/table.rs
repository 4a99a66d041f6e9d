//! TOML tables, taken apart key by key. What is asked for is a known key; what is left over when
//! all have been asked for is an unknown one.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{ConfigError, did_you_mean, quoted};
use super::reading::Reading;
use super::setting::{Place, Setting};
use super::values::expected;

/// Reads a TOML file with what reads its outermost table; all that is wrong with it, by line.
pub(super) fn read<T: Default>(
    file: &str,
    text: &str,
    read: impl FnOnce(&mut Table<'_, '_>) -> T,
) -> Result<T, Vec<ConfigError>> {
    let mut reading = Reading::new(file, text);
    let (root, broken) = DeTable::parse_recoverable(text);
    for error in &broken {
        let at = error.span().map_or(0, |span| span.start);
        reading.wrong(at, error.message().to_owned());
    }
    if !broken.is_empty() {
        return reading.done(T::default());
    }
    let mut table = Table::new("", 0, root.into_inner(), &mut reading);
    let found = read(&mut table);
    table.finish();
    reading.done(found)
}

/// A table while its keys are taken out one by one.
pub(super) struct Table<'r, 'i> {
    /// `sources.pin`; empty for the file itself.
    name: String,
    /// Where it begins, in bytes.
    at: usize,
    /// What has not been asked for so far.
    left: DeTable<'i>,
    asked: Vec<&'static str>,
    reading: &'r mut Reading,
}

impl<'r, 'i> Table<'r, 'i> {
    fn new(name: &str, at: usize, left: DeTable<'i>, reading: &'r mut Reading) -> Self {
        Self { name: name.to_owned(), at, left, asked: Vec::new(), reading }
    }

    /// Where the table begins.
    pub(super) fn place(&self) -> Place {
        self.reading.place(self.at)
    }

    /// A key as it is named in messages: `rules.select`.
    fn path(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    fn wrong(&mut self, at: usize, key: &str, message: &str) {
        let message = format!("`{}`: {message}", self.path(key));
        self.reading.wrong(at, message);
    }

    /// Takes a key out of the table: where it stands, and its value.
    fn take(&mut self, key: &'static str) -> Option<(usize, Spanned<DeValue<'i>>)> {
        self.asked.push(key);
        let (name, value) = self.left.remove_entry(key)?;
        Some((name.span().start, value))
    }

    /// The value of a key, if it is there and `read` can read it.
    pub(super) fn get<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&DeValue<'_>) -> Result<T, String>,
    ) -> Option<Setting<T>> {
        let (at, value) = self.take(key)?;
        match read(value.get_ref()) {
            Ok(value) => Some(Setting::said(value, self.reading.place(at))),
            Err(message) => {
                self.wrong(at, key, &message);
                None
            }
        }
    }

    /// The values of a list, if the key is there and `read` can read all of them.
    pub(super) fn get_list<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(&DeValue<'_>) -> Result<T, String>,
    ) -> Option<Setting<Vec<T>>> {
        let (at, value) = self.take(key)?;
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(at, key, &expected("a list", value.get_ref()));
            return None;
        };
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            match read(item.get_ref()) {
                Ok(value) => values.push(value),
                Err(message) => self.wrong(item.span().start, key, &message),
            }
        }
        let all = values.len() == items.len();
        all.then(|| Setting::said(values, self.reading.place(at)))
    }

    /// The value of a key, without its place.
    pub(super) fn optional<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&DeValue<'_>) -> Result<T, String>,
    ) -> Option<T> {
        self.get(key, read).map(|setting| setting.value)
    }

    /// The value of a key that must be there.
    pub(super) fn required<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&DeValue<'_>) -> Result<T, String>,
    ) -> Option<T> {
        self.miss(key);
        self.optional(key, read)
    }

    /// The values of a list that must be there and hold something.
    pub(super) fn required_list<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(&DeValue<'_>) -> Result<T, String>,
    ) -> Option<Vec<T>> {
        self.miss(key);
        let values = self.get_list(key, read)?.value;
        if values.is_empty() {
            self.wrong(self.at, key, "the list is empty");
        }
        Some(values)
    }

    /// Says so if a key is not there.
    fn miss(&mut self, key: &str) {
        if !self.left.contains_key(key) {
            let message = format!("`{}` is missing", self.path(key));
            self.reading.wrong(self.at, message);
        }
    }

    /// A table inside this one; what holds without it if it is not there.
    pub(super) fn table<T: Default>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Table<'_, '_>) -> T,
    ) -> T {
        let Some((at, value)) = self.take(key) else { return T::default() };
        match self.entries(at, key, value.into_inner()) {
            Some(entries) => self.inside(key, at, entries, read),
            None => T::default(),
        }
    }

    /// The tables of a list; without those that `read` can't read.
    pub(super) fn tables<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(&mut Table<'_, '_>) -> Option<T>,
    ) -> Vec<T> {
        let mut found = Vec::new();
        let Some((at, value)) = self.take(key) else { return found };
        let DeValue::Array(items) = value.into_inner() else {
            let message = format!("must be written as [[{}]]", self.path(key));
            self.wrong(at, key, &message);
            return found;
        };
        for item in items {
            let at = item.span().start;
            if let Some(entries) = self.entries(at, key, item.into_inner()) {
                found.extend(self.inside(key, at, entries, &read));
            }
        }
        found
    }

    fn entries(&mut self, at: usize, key: &str, value: DeValue<'i>) -> Option<DeTable<'i>> {
        match value {
            DeValue::Table(entries) => Some(entries),
            other => {
                self.wrong(at, key, &expected("a table", &other));
                None
            }
        }
    }

    fn inside<T>(
        &mut self,
        key: &str,
        at: usize,
        entries: DeTable<'i>,
        read: impl FnOnce(&mut Table<'_, '_>) -> T,
    ) -> T {
        let name = self.path(key);
        let mut table = Table::new(&name, at, entries, self.reading);
        let found = read(&mut table);
        table.finish();
        found
    }

    /// A table whose keys are names that `name` knows.
    pub(super) fn named<T>(
        &mut self,
        key: &'static str,
        name: impl Fn(&str) -> Result<&'static str, String>,
        read: impl Fn(&str, &DeValue<'_>) -> Result<T, String>,
    ) -> BTreeMap<&'static str, Setting<T>> {
        let mut found = BTreeMap::new();
        let Some((at, value)) = self.take(key) else { return found };
        let entries = self.entries(at, key, value.into_inner()).unwrap_or_default();
        for (word, value) in entries {
            let at = word.span().start;
            let named = name(word.get_ref().as_ref());
            match named.and_then(|name| Ok((name, read(name, value.get_ref())?))) {
                Ok((name, _)) if found.contains_key(name) => {
                    self.wrong(at, key, &format!("`{name}` is set twice"));
                }
                Ok((name, value)) => {
                    found.insert(name, Setting::said(value, self.reading.place(at)));
                }
                Err(message) => self.wrong(at, key, &message),
            }
        }
        found
    }

    /// Says which keys nobody asked for.
    fn finish(self) {
        for key in self.left.keys() {
            let mut hint = did_you_mean(key.get_ref(), self.asked.iter().copied());
            if hint.is_empty() {
                hint = format!("; known are {}", self.asked.join(", "));
            }
            let message = format!("unknown key {}{hint}", quoted(&self.path(key.get_ref())));
            self.reading.wrong(key.span().start, message);
        }
    }
}

/// The keys that `read` asks for.
#[cfg(test)]
pub(super) fn asked(read: impl FnOnce(&mut Table<'_, '_>)) -> Vec<&'static str> {
    let mut reading = Reading::new("", "");
    let mut table = Table::new("", 0, DeTable::new(), &mut reading);
    read(&mut table);
    table.asked
}
