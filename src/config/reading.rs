//! A file while it is read: its name, its lines, and what was found wrong so far.

use std::sync::Arc;

use super::error::ConfigError;
use super::setting::Place;
use crate::text::Lines;

/// A file while it is read.
pub(super) struct Reading {
    file: Arc<str>,
    lines: Lines,
    errors: Vec<ConfigError>,
}

impl Reading {
    pub(super) fn new(file: &str, text: &str) -> Self {
        Self { file: file.into(), lines: Lines::of(text), errors: Vec::new() }
    }

    /// The place of a byte of the file.
    pub(super) fn place(&self, offset: usize) -> Place {
        Place { file: Arc::clone(&self.file), line: self.lines.line(offset) }
    }

    /// Notes what is wrong at a byte of the file.
    pub(super) fn wrong(&mut self, offset: usize, message: String) {
        let line = self.lines.line(offset);
        self.errors.push(ConfigError { file: self.file.to_string(), line, message });
    }

    /// What was read if nothing is wrong, else all that is wrong, by line.
    pub(super) fn done<T>(mut self, read: T) -> Result<T, Vec<ConfigError>> {
        if self.errors.is_empty() {
            return Ok(read);
        }
        self.errors.sort_by_key(|e| e.line);
        Err(self.errors)
    }
}
