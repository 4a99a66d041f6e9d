//! A file while it is read: its name, its lines, and what was found wrong so far.

use std::sync::Arc;

use super::error::ConfigError;
use super::setting::Place;

/// A file while it is read.
pub(super) struct Reading {
    file: Arc<str>,
    /// Where each line ends, in bytes.
    ends: Vec<usize>,
    errors: Vec<ConfigError>,
}

impl Reading {
    pub(super) fn new(file: &str, text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i).collect();
        Self { file: file.into(), ends, errors: Vec::new() }
    }

    fn line(&self, offset: usize) -> usize {
        1 + self.ends.partition_point(|&end| end < offset)
    }

    /// The place of a byte of the file.
    pub(super) fn place(&self, offset: usize) -> Place {
        Place { file: Arc::clone(&self.file), line: self.line(offset) }
    }

    /// Notes what is wrong at a byte of the file.
    pub(super) fn wrong(&mut self, offset: usize, message: String) {
        let line = self.line(offset);
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
