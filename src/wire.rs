//! The wire format, version 1: documents in, claims, facts and findings out, as JSON Lines.
//!
//! The records stand apart from the types they are made of, because the format is a promise: within
//! version 1 fields are only added.

use serde::{Deserialize, Serialize};

use crate::claim::{Claim, Mention};
use crate::id::DocId;
use crate::ledger::Ledger;
use crate::report::claim_name;
use crate::results::{Results, claim_record, mention_record};
use crate::rules::Rules;
use crate::text::Source;
use crate::value::parse_edtf;

/// One line of a `.jsonl` input.
#[derive(Debug, Deserialize)]
struct DocumentRecord {
    id: String,
    text: String,
    #[serde(default)]
    story: Option<String>,
    #[serde(default)]
    published: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    publisher: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    draft: bool,
    #[serde(default)]
    format: Option<String>,
}

/// A line of a `.jsonl` input that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

/// The documents of a `.jsonl` text. Broken lines are reported; the others are read.
pub fn documents(text: &str) -> (Vec<Source>, Vec<BadLine>) {
    let mut sources = Vec::new();
    let mut bad = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        match document(line) {
            Ok(source) => sources.push(source),
            Err(message) => bad.push(BadLine { line: index + 1, message }),
        }
    }
    (sources, bad)
}

fn document(line: &str) -> Result<Source, String> {
    let record: DocumentRecord = serde_json::from_str(line).map_err(|e| {
        let message = e.to_string();
        message.split(" at line").next().unwrap_or_default().to_owned()
    })?;
    if let Some(published) = &record.published
        && parse_edtf(published).is_none()
    {
        return Err(bad_date(published));
    }
    match record.format.as_deref() {
        None | Some("text") => {}
        Some(other) => return Err(format!("format `{other}` can't be read; give plain `text`")),
    }
    Ok(Source {
        name: record.id,
        title: record.title,
        publisher: record.publisher,
        url: record.url,
        published: record.published,
        story: record.story,
        draft: record.draft,
        text: record.text,
        ..Source::default()
    })
}

/// The message for a date of publication that is none.
pub fn bad_date(text: &str) -> String {
    format!(
        "`published` must be a year, month or day like 2025, 2025-11 or 2025-11-03, not `{text}`"
    )
}

/// A record with its type, which comes first.
#[derive(Serialize)]
struct Line<'a, T> {
    r#type: &'static str,
    #[serde(flatten)]
    record: &'a T,
}

fn line(out: &mut String, r#type: &'static str, record: &impl Serialize) {
    // Records hold texts and numbers only, which always serialise.
    let json = serde_json::to_string(&Line { r#type, record }).unwrap_or_default();
    out.push_str(&crate::safe::json(json));
    out.push('\n');
}

/// The claims of a ledger, one line each.
pub fn claims(ledger: &Ledger, rules: &Rules) -> String {
    let mut out = String::new();
    for id in ledger.claim_ids() {
        let found = ledger.claim(id).and_then(|c| Some((c, ledger.document(c.doc)?)));
        if let Some((claim, doc)) = found {
            line(&mut out, "claim", &claim_record(claim_name(id), claim, doc, rules));
        }
    }
    out
}

/// Every expression that was found, also those that assert nothing, document by document.
pub fn mentions(ledger: &Ledger, mentions: &[Vec<Mention>], rules: &Rules) -> String {
    let mut out = String::new();
    let mut claims = ledger.claim_ids().peekable();
    let mut idle = 0;
    for (index, (doc, found)) in ledger.documents.iter().zip(mentions).enumerate() {
        for mention in found {
            let next = claims.peek().and_then(|id| Some((*id, ledger.claim(*id)?)));
            let same =
                |c: &Claim| c.doc == DocId::from_index(index) && c.mention.tokens == mention.tokens;
            if let Some((id, claim)) = next.filter(|(_, c)| same(c)) {
                line(&mut out, "claim", &claim_record(claim_name(id), claim, doc, rules));
                claims.next();
            } else {
                idle += 1;
                let record = mention_record(format!("m{idle}"), mention, doc, rules);
                line(&mut out, "claim", &record);
            }
        }
    }
    out
}

/// What a run found: claims, then facts, then findings.
pub fn results(results: &Results) -> String {
    let mut out = String::new();
    results.claims.iter().for_each(|claim| line(&mut out, "claim", claim));
    results.facts.iter().for_each(|fact| line(&mut out, "fact", fact));
    results.findings.iter().for_each(|finding| line(&mut out, "finding", finding));
    out
}
