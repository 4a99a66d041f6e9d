//! One test program: what a reader of a report sees, and what the parts promise.

mod support;

mod cases;
mod cli;
mod hostile;
mod laws;
mod layers;
mod rules;
mod stories;
