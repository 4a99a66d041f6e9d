//! Saved web pages: the article, without all that stands around it.
//!
//! ```text
//! file -> page -> content -> article -> lines
//!         nodes   which      which      words, blanks, markers
//!         in a    part is    words are
//!         list    read       left out
//! ```
//!
//! Each step is one walk over the nodes, however deep they are nested. All text of the file is
//! either read or recorded as left out, but for what pages keep in attributes.

mod article;
mod content;
mod drops;
mod element;
mod entity;
mod grid;
mod json;
mod left_out;
mod lines;
mod meta;
mod page;

use self::content::Content;
use self::lines::Lines;
use self::meta::About;
use self::page::Page;
use super::UNREAD_DATE;
use crate::text::{self, Dropped, Source};

/// Reads a page. Any text is one: what is no markup is its words.
pub(super) fn read(name: &str, file: String) -> Source {
    let (about, lines, dropped) = read_page(&file);
    let (text, origin, directives) = lines.finish(file);
    Source {
        name: name.to_owned(),
        title: about.title,
        publisher: about.publisher,
        url: about.url,
        published: about.published,
        format: "html",
        text,
        origin: Some(origin),
        dropped,
        directives,
        ..Source::default()
    }
}

fn read_page(file: &str) -> (About, Lines, Vec<Dropped>) {
    let page = Page::read(file);
    let content = Content::of(&page);
    let about = meta::about(&page, &content);
    let headline = content.headline(about.title.as_deref());
    let (lines, mut dropped) = article::write(&page, &content, headline);
    if let Some(stamp) = &about.unread {
        let at = file.find(stamp.as_str()).unwrap_or_default();
        dropped.push(Dropped::new(UNREAD_DATE, text::Lines::of(file).line(at), stamp));
        dropped.sort_by_key(|dropped| dropped.line);
    }
    (about, lines, dropped)
}

#[cfg(test)]
mod tests;
