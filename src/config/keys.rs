//! Which keys each table of the configuration has, and what their values must be.

use super::setting::Setting;
use super::table::Table;
use super::tolerance::{self, Tolerance};
use super::values::{
    code, code_named, day, edition, edtf, flag, number, reading, selector, severity, text, trust,
};
use super::{Config, Drafts, Knowledge, Known, Pin, Review, Rules, Sources, Suppress};

/// Sets what was read.
fn set<T>(setting: &mut Setting<T>, read: Option<Setting<T>>) {
    if let Some(read) = read {
        *setting = read;
    }
}

/// The file itself.
pub(super) fn config(t: &mut Table<'_, '_>) -> Config {
    let mut config = Config::default();
    set(&mut config.edition, t.get("edition", edition));
    set(&mut config.extends, t.get_list("extends", text));
    config.drafts = t.table("drafts", drafts);
    config.sources = t.table("sources", sources);
    config.rules = t.table("rules", rules);
    config.review = t.table("review", review);
    config.knowledge = t.table("knowledge", knowledge);
    config.known = t.tables("known", known);
    config.suppress = t.tables("suppress", suppress);
    config
}

/// `[drafts]`
pub(super) fn drafts(t: &mut Table<'_, '_>) -> Drafts {
    let mut drafts = Drafts::default();
    set(&mut drafts.include, t.get_list("include", text));
    set(&mut drafts.exclude, t.get_list("exclude", text));
    drafts
}

/// `[sources]`
pub(super) fn sources(t: &mut Table<'_, '_>) -> Sources {
    let mut sources = Sources::default();
    set(&mut sources.include, t.get_list("include", text));
    set(&mut sources.exclude, t.get_list("exclude", text));
    sources.pins = t.tables("pin", pin);
    sources
}

/// `[[sources.pin]]`
pub(super) fn pin(t: &mut Table<'_, '_>) -> Option<Pin> {
    let path = t.required("path", text);
    Some(Pin {
        id: t.optional("id", text),
        title: t.optional("title", text),
        published: t.optional("published", edtf),
        publisher: t.optional("publisher", text),
        url: t.optional("url", text),
        story: t.optional("story", text),
        trust: t.optional("trust", trust).unwrap_or_default(),
        place: t.place(),
        path: path?,
    })
}

/// `[rules]`
pub(super) fn rules(t: &mut Table<'_, '_>) -> Rules {
    let mut rules = Rules::default();
    set(&mut rules.paths, t.get_list("paths", text));
    set(&mut rules.select, t.get_list("select", selector));
    set(&mut rules.ignore, t.get_list("ignore", selector));
    rules.severity = t.named("severity", code_named, |_, value| severity(value));
    set(&mut rules.reading, t.get("reading", reading));
    rules.tolerance = t.named("tolerance", tolerance::kind, Tolerance::read);
    rules
}

/// `[review]`
pub(super) fn review(t: &mut Table<'_, '_>) -> Review {
    let mut review = Review::default();
    set(&mut review.baseline, t.get("baseline", |v| text(v).map(Some)));
    set(&mut review.verdicts, t.get("verdicts", |v| text(v).map(Some)));
    set(&mut review.max_suppression_days, t.get("max-suppression-days", |v| number(v).map(Some)));
    set(&mut review.require_reason, t.get("require-reason", flag));
    review
}

/// `[knowledge]`
pub(super) fn knowledge(t: &mut Table<'_, '_>) -> Knowledge {
    let mut knowledge = Knowledge::default();
    set(&mut knowledge.files, t.get_list("files", text));
    knowledge
}

/// `[[known]]`
pub(super) fn known(t: &mut Table<'_, '_>) -> Option<Known> {
    let says = t.required("says", text);
    Some(Known {
        as_of: t.optional("as-of", edtf),
        evidence: t.optional("evidence", text),
        place: t.place(),
        says: says?,
    })
}

/// `[[suppress]]`
pub(super) fn suppress(t: &mut Table<'_, '_>) -> Option<Suppress> {
    let path = t.required("path", text);
    let codes = t.required_list("codes", code);
    Some(Suppress {
        quote: t.optional("quote", text),
        reason: t.optional("reason", text),
        until: t.optional("until", day),
        place: t.place(),
        path: path?,
        codes: codes?,
    })
}
