//! A text with its mentions marked and normalised, so that a person sees what was understood.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use crate::claim::{Idle, Mention};
use crate::ledger::Ledger;
use crate::rules::Rules;
use crate::safe::plain;
use crate::text::Document;
use crate::value::{End, Hedge, Quantity, Value};

const CLAIM: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green)));
const IDLE: Style = Style::new().dimmed();

/// Each document's lines with the given mentions in brackets, each with its kind and value.
pub fn marked_text(ledger: &Ledger, mentions: &[Vec<Mention>], rules: &Rules) -> String {
    let mut out = String::new();
    for (doc, found) in ledger.documents.iter().zip(mentions) {
        // Writing to a string can't fail.
        let _ = writeln!(out, "{}", plain(&doc.source.name));
        for block in &doc.blocks {
            let inside = found.iter().filter(|m| block.span.contains(m.span));
            let line = marked_line(doc, block.span.start, block.span.end, inside, rules);
            let _ = writeln!(out, "  {line}");
        }
    }
    out
}

fn marked_line<'a>(
    doc: &Document,
    start: u32,
    end: u32,
    mentions: impl Iterator<Item = &'a Mention>,
    rules: &Rules,
) -> String {
    let part = |from: u32, to: u32| {
        plain(doc.source.text.get(from as usize..to as usize).unwrap_or_default())
    };
    let mut out = String::new();
    let mut at = start;
    for mention in mentions {
        // A value written once more lies inside the one it repeats.
        if mention.span.start < at {
            continue;
        }
        let style = if mention.idle.is_some() { IDLE } else { CLAIM };
        let quote = plain(doc.words(mention.span));
        let value = meaning(mention, rules);
        let _ = write!(out, "{}{style}[{quote} = {value}]{style:#}", part(at, mention.span.start));
        at = mention.span.end;
    }
    out + &part(at, end)
}

/// `money 38 billion USD`, `date 2026-12-31`, `part of a name`
fn meaning(mention: &Mention, rules: &Rules) -> String {
    if let Some(idle) = mention.idle.map(Idle::reason) {
        return idle.to_owned();
    }
    let kind = mention.kind_name().replace('_', " ");
    let value = match &mention.value {
        Value::Quantity(q) => quantity(q, rules),
        Value::Moment(m) => m.edtf.clone(),
        Value::Clock(c) => {
            c.zone.as_ref().map_or_else(|| c.to_string(), |z| format!("{c} {}", plain(z)))
        }
        Value::Score(a, b) => format!("{a}-{b}"),
        Value::Every(period) => period.to_string(),
    };
    format!("{kind} {value}")
}

fn quantity(q: &Quantity, rules: &Rules) -> String {
    let unit = q.unit.and_then(|u| rules.unit(u)).map_or("", |u| u.name.as_str());
    let end = |e: Option<End>| e.map_or_else(|| "...".to_owned(), |e| e.at.in_words());
    let number = match q.stated {
        Some(n) => n.in_words(),
        None => format!("{} to {}", end(q.plain.lo), end(q.plain.hi)),
    };
    let hedge = match q.hedge {
        Hedge::Exact | Hedge::Range => "",
        Hedge::About => "about ",
        Hedge::AtLeast => "at least ",
        Hedge::MoreThan => "more than ",
        Hedge::AtMost => "at most ",
        Hedge::LessThan => "less than ",
        Hedge::Vague => "vaguely ",
    };
    format!("{hedge}{number} {unit}").trim_end().to_owned()
}
