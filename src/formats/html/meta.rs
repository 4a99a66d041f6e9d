//! What a page says of its article to machines: JSON-LD, Open Graph, `<meta>`, `<time>`, `<title>`.

use std::collections::{BTreeMap, VecDeque};

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::content::Content;
use super::element::Kind;
use super::entity;
use super::left_out::attribute;
use super::page::Page;
use crate::text::Span;

/// The longest title, in characters.
const LONGEST: usize = 300;
/// The names of `<meta>` elements that tell the day of publication, the best first.
const DAYS: &[&str] = &[
    "article:published_time",
    "datepublished",
    "parsely-pub-date",
    "dc.date.issued",
    "dc.date",
    "pubdate",
    "date",
];

/// An object of JSON-LD.
type Object = Map<String, Value>;

/// What is known of an article.
#[derive(Debug)]
pub(super) struct About {
    pub(super) title: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) url: Option<String>,
    /// In EDTF.
    pub(super) published: Option<String>,
    /// What should tell the day of publication, if no day can be read.
    pub(super) unread: Option<String>,
}

/// Collects what a page says of its article. Data made for machines comes first; what can't be read
/// is passed over, but for a day of publication where there is no other.
pub(super) fn about(page: &Page, content: &Content) -> About {
    let documents: Vec<Value> = data(page).filter_map(|span| parse(span.of(page.file))).collect();
    let objects = objects(&documents);
    let article = article(&objects);
    let field = |name: &str| article.and_then(|a| a.get(name));
    let meta = meta(page);
    let tag = |name: &str| meta.get(name).cloned();
    let day = |name: &str| edtf(field(name)?.as_str()?);
    let published = day("datePublished")
        .or_else(|| DAYS.iter().find_map(|name| edtf(meta.get(*name)?)))
        .or_else(|| time(page, content))
        .or_else(|| day("dateModified"));
    let stamp = || {
        let own = field("datePublished").and_then(text);
        own.or_else(|| DAYS.iter().copied().find_map(tag))
    };
    About {
        unread: if published.is_none() { stamp() } else { None },
        published,
        title: field("headline")
            .and_then(text)
            .or_else(|| tag("og:title"))
            .or_else(|| headline(page, content))
            .or_else(|| page.all(Kind::Title).find_map(|at| clean(&page.words(at)))),
        publisher: field("publisher")
            .and_then(|p| name(p, &objects))
            .or_else(|| tag("og:site_name")),
        url: field("url")
            .and_then(address)
            .or_else(|| field("mainEntityOfPage").and_then(address))
            .or_else(|| web(meta.get("og:url")?))
            .or_else(|| canonical(page)),
    }
}

/// Where the scripts that hold JSON-LD stand in the file.
pub(super) fn data(page: &Page) -> impl Iterator<Item = Span> {
    let is_data = move |at: &usize| {
        let kind = page.attribute(*at, "type");
        kind.is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"))
    };
    let scripts = page.all(Kind::Script).filter(is_data);
    scripts
        .filter_map(move |at| page.within(at + 1..page.end(at)).next().map(|(_, node)| node.span))
}

/// Reads a script; one that is no JSON once more without what often spoils it: line ends inside of
/// strings, a comment around the data, a semicolon behind.
fn parse(script: &str) -> Option<Value> {
    if let Ok(value) = serde_json::from_str(script) {
        return Some(value);
    }
    let (start, end) = (script.find(['{', '['])?, script.rfind(['}', ']'])?);
    let mended = script.get(start..=end)?.replace(char::is_control, " ");
    serde_json::from_str(&mended).ok()
}

/// The objects of JSON-LD that stand for things of their own.
fn objects(documents: &[Value]) -> Vec<&Object> {
    let mut found = Vec::new();
    let mut waiting: VecDeque<&Value> = documents.iter().collect();
    while let Some(value) = waiting.pop_front() {
        match value {
            Value::Array(values) => waiting.extend(values),
            Value::Object(object) => {
                found.push(object);
                let inner = ["@graph", "mainEntity", "mainEntityOfPage"];
                waiting.extend(inner.iter().filter_map(|name| object.get(*name)));
            }
            _ => {}
        }
    }
    found
}

/// The first object that is an article, one with a headline before others.
fn article<'a>(objects: &[&'a Object]) -> Option<&'a Object> {
    let mut articles = objects.iter().copied().filter(|o| is_article(o));
    let first = articles.clone().next();
    articles.find(|o| o.contains_key("headline")).or(first)
}

/// `NewsArticle`, `ReportageNewsArticle`, `LiveBlogPosting`, among other types or alone.
fn is_article(object: &Object) -> bool {
    let is = |kind: &Value| {
        kind.as_str().is_some_and(|k| k.ends_with("Article") || k.ends_with("BlogPosting"))
    };
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

/// The name of a publisher, which may be described elsewhere on the page.
fn name(value: &Value, objects: &[&Object]) -> Option<String> {
    match value {
        Value::Array(values) => values.iter().find_map(|v| direct_name(v, objects)),
        value => direct_name(value, objects),
    }
}

fn direct_name(value: &Value, objects: &[&Object]) -> Option<String> {
    let named = |object: &Object| object.get("name").and_then(text);
    match value {
        Value::Object(object) => named(object).or_else(|| {
            let id = object.get("@id")?;
            objects.iter().filter(|o| o.get("@id") == Some(id)).find_map(|o| named(o))
        }),
        value => text(value),
    }
}

/// The address in a text, or that an object has.
fn address(value: &Value) -> Option<String> {
    let value = match value {
        Value::Object(object) => object.get("url").or_else(|| object.get("@id"))?,
        value => value,
    };
    web(value.as_str()?)
}

/// An address that leads to a page, not to a program.
fn web(address: &str) -> Option<String> {
    let address = address.trim();
    let begins = |scheme: &str| {
        address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    (begins("http://") || begins("https://")).then(|| address.to_owned())
}

/// The text of a value. Many pages put entities into it, as if it were HTML.
fn text(value: &Value) -> Option<String> {
    clean(&entity::decode(value.as_str()?))
}

/// Words in one line, not too many; none where there are none.
fn clean(words: &str) -> Option<String> {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then(|| line.chars().take(LONGEST).collect())
}

/// What `<meta>` elements say, by their names in lower case; the first of a name counts.
fn meta(page: &Page) -> BTreeMap<String, String> {
    let mut said = BTreeMap::new();
    for tag in page.all(Kind::Meta).filter_map(|at| page.tag(at)) {
        let names = ["property", "name", "itemprop"];
        let name = names.iter().find_map(|name| attribute(&tag, name));
        let content = attribute(&tag, "content").and_then(|content| clean(&content));
        if let (Some(name), Some(content)) = (name, content) {
            said.entry(name.to_ascii_lowercase()).or_insert(content);
        }
    }
    said
}

/// The headline in what is read, or the one that belongs to it.
fn headline(page: &Page, content: &Content) -> Option<String> {
    let mut read = page.within(content.nodes());
    let own = || read.find(|(_, n)| n.kind == Kind::Headline).map(|(at, _)| at);
    clean(&page.words(content.headline(None).or_else(own)?))
}

fn canonical(page: &Page) -> Option<String> {
    let link = |at: usize| {
        let tag = page.tag(at)?;
        let is_canonical = attribute(&tag, "rel")?.eq_ignore_ascii_case("canonical");
        web(&attribute(&tag, "href").filter(|_| is_canonical)?)
    };
    page.all(Kind::Link).find_map(link)
}

/// The day of the first `<time>` in what is read.
fn time(page: &Page, content: &Content) -> Option<String> {
    let times = page.within(content.nodes()).filter(|(_, n)| n.kind == Kind::Time);
    times.filter_map(|(at, _)| page.attribute(at, "datetime")).find_map(|day| edtf(&day))
}

/// The day of a time stamp, or a month or year alone, in EDTF.
fn edtf(stamp: &str) -> Option<String> {
    let stamp = stamp.trim();
    let (day, rest) = stamp.split_at_checked(10).unwrap_or((stamp, ""));
    let missing = match day.len() {
        10 if !rest.starts_with(|c: char| c.is_ascii_digit()) => "",
        7 => "-01",
        4 => "-01-01",
        _ => return None,
    };
    format!("{day}{missing}").parse::<Date>().ok().map(|_| day.to_owned())
}
