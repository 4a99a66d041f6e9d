//! One test program: what a reader of a report sees, and what the parts promise.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::float_arithmetic
)]
#![allow(clippy::too_many_lines, clippy::format_collect)]

mod made_up;
mod support;

mod articles;
mod cases;
mod cli;
mod discrepancies;
mod formats;
mod frames;
mod hostile;
mod laws;
mod layers;
mod pairs;
mod readings;
mod readme;
mod rules;
mod scale;
mod sentences;
mod stories;
mod transcripts;
mod wordings;
