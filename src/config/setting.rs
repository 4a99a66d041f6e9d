use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

use super::layer::COMMAND_LINE;
use crate::safe::plain;

/// A line of a configuration.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, as it was named; `--config` for what the command line says.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: usize,
}

impl Place {
    /// The folder of the file, to which paths and globs in it are relative. Empty for the folder in
    /// which the program runs.
    pub fn folder(&self) -> &Path {
        Path::new(&*self.file).parent().unwrap_or(Path::new(""))
    }

    /// Whether it is a line of a file, and not of the command line.
    pub fn is_in_file(&self) -> bool {
        &*self.file != COMMAND_LINE
    }

    /// A path that is written there, as the program can open it.
    pub fn path(&self, written: &str) -> PathBuf {
        self.folder().join(written)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", plain(&self.file), self.line)
    }
}

/// A value of the configuration, and where it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it was written; none for the value that holds where nothing was.
    pub place: Option<Place>,
}

impl<T> Setting<T> {
    /// The value that holds where nothing was written.
    pub(super) fn unsaid(value: T) -> Self {
        Self { value, place: None }
    }

    /// A value that was written.
    pub(super) fn said(value: T, place: Place) -> Self {
        Self { value, place: Some(place) }
    }

    /// Takes the value of a later layer, if it has one.
    pub(super) fn overlay(&mut self, later: Self) {
        if later.place.is_some() {
            *self = later;
        }
    }

    fn beside(&self, written: &str) -> PathBuf {
        self.place.as_ref().map_or_else(|| PathBuf::from(written), |p| p.path(written))
    }
}

impl Setting<Vec<String>> {
    /// The paths as the program can open them.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.value.iter().map(|written| self.beside(written)).collect()
    }
}

impl Setting<Option<String>> {
    /// The path as the program can open it.
    pub fn path(&self) -> Option<PathBuf> {
        self.value.as_deref().map(|written| self.beside(written))
    }
}

impl<T: Serialize> Serialize for Setting<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

/// In a file, a setting is its value.
impl<T: JsonSchema> JsonSchema for Setting<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_their_file() {
        let cases = [
            ("desk/corroborate.toml", "rules/a.toml", "desk/rules/a.toml"),
            ("corroborate.toml", "rules/a.toml", "rules/a.toml"),
            ("--config", "rules/a.toml", "rules/a.toml"),
            ("desk/corroborate.toml", "/house/a.toml", "/house/a.toml"),
        ];
        for (file, written, expected) in cases {
            let place = Place { file: file.into(), line: 1 };
            assert_eq!(place.is_in_file(), file != "--config");
            let setting = Setting::said(vec![written.to_owned()], place);
            assert_eq!(setting.paths(), [PathBuf::from(expected)], "{file}");
        }
    }

    #[test]
    fn a_later_value_wins_if_it_was_written() {
        let place = |line| Place { file: "a".into(), line };
        let mut setting = Setting::unsaid(1);
        setting.overlay(Setting::said(2, place(1)));
        setting.overlay(Setting::unsaid(3));
        assert_eq!(setting, Setting::said(2, place(1)));
        setting.overlay(Setting::said(4, place(9)));
        assert_eq!(setting.value, 4);
    }
}
