//! Results as files and pages for people and programs: each output is a function of
//! [`Results`](crate::results::Results) that returns text. None prints, opens a file or asks for the
//! time, and none trusts the text of an article.

mod address;
mod claim_review;
mod concise;
mod csv;
mod full;
mod github;
mod gitlab;
mod html;
mod json;
mod junit;
mod lookup;
mod rdjson;
#[cfg(test)]
mod sample;
mod sarif;
mod summary;
mod web_annotations;

pub use self::csv::csv;
pub use claim_review::{Reviewed, claim_review};
pub use concise::{concise, grouped};
pub use full::{finding, full};
pub use github::annotations;
pub use gitlab::code_quality;
pub use html::html;
pub use json::{json, schema};
pub use junit::junit;
pub use rdjson::rdjson;
pub use sarif::sarif;
pub use summary::{job as job_summary, pull_request};
pub use web_annotations::web_annotations;
