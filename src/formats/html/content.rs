//! Which part of a page is its article, and what is left out of it.

use std::cmp::Reverse;
use std::ops::Range;

use super::element::Kind;
use super::left_out::LeftOut;
use super::page::Page;

/// One of several articles on a page that is shorter than this, in bytes, tells what another page
/// has to say.
const TEASER: u32 = 600;
/// A headline, a byline and a date take less than this, in bytes.
const BESIDE: u32 = 200;
/// So many headlines are compared with the title of the page.
const MOST_HEADLINES: usize = 20;

/// The part of a page that is read: its longest article, else what the page marks as the body of
/// one, else its main part, else all of it.
#[derive(Debug)]
pub(super) struct Content<'a> {
    page: &'a Page<'a>,
    /// For each node, the bytes of text before it; what is left out for sure is not counted.
    before: Vec<u32>,
    part: Part,
}

/// A candidate for what is read.
#[derive(Clone, Debug)]
struct Part {
    nodes: Range<usize>,
    /// Whether it is the whole page, whose headers and footers are not those of an article.
    whole: bool,
}

/// A node on the way through a page: its place, and why it is left out with all that it holds.
pub(super) type Step = (usize, Option<&'static str>);

impl<'a> Content<'a> {
    /// Finds the article of a page.
    pub(super) fn of(page: &'a Page<'a>) -> Self {
        let part = Part { nodes: 0..page.nodes.len(), whole: true };
        let content = Self { page, before: weigh(page), part };
        let found = [Kind::Article, Kind::ArticleBody, Kind::Main]
            .into_iter()
            .find_map(|k| content.best(k));
        match found {
            Some(part) => Self { part, ..content },
            None => content,
        }
    }

    /// The nodes that are read, by their places in the list of the page.
    pub(super) fn nodes(&self) -> Range<usize> {
        self.part.nodes.clone()
    }

    /// The way through what is read.
    pub(super) fn inside(&self) -> impl Iterator<Item = Step> {
        self.walk(self.part.clone())
    }

    /// The way through what stands before and after it. An element that holds it is walked through.
    pub(super) fn outside(&self, nodes: Range<usize>) -> impl Iterator<Item = Step> {
        let mut at = nodes.start;
        std::iter::from_fn(move || {
            let here = at;
            let node = self.page.nodes.get(here).filter(|_| here < nodes.end)?;
            let holds = self.page.end(here) > nodes.end;
            let article = (node.kind == Kind::Article).then_some("another article");
            let why = node.left_out.map(LeftOut::what).or(article).filter(|_| !holds);
            at = if why.is_some() { self.page.end(here) } else { here + 1 };
            Some((here, why))
        })
    }

    /// The headline, where it is not part of what is read: the one with the words of `title`, else
    /// the last before, else the first of the page.
    pub(super) fn headline(&self, title: Option<&str>) -> Option<usize> {
        let kind = |at: usize| self.page.nodes.get(at).map(|n| n.kind);
        if self.inside().any(|(at, why)| why.is_none() && kind(at) == Some(Kind::Headline)) {
            return None;
        }
        let read = &self.part.nodes;
        let apart = |at: &usize| self.page.end(*at) <= read.start || *at >= read.end;
        let found: Vec<usize> =
            self.page.all(Kind::Headline).filter(|at| self.part.whole || apart(at)).collect();
        let is_title = |at: &&usize| title.is_some_and(|title| self.page.words(**at) == title);
        let titled = found.iter().take(MOST_HEADLINES).find(is_title);
        let before = || found.iter().rfind(|at| **at < read.start);
        titled.or_else(before).or(found.first()).copied()
    }

    /// The largest element of a kind, if it is no teaser.
    fn best(&self, kind: Kind) -> Option<Part> {
        let mut found = self.outermost(kind, false);
        if found.is_empty() {
            found = self.outermost(kind, true);
        }
        let mut sized: Vec<(u32, Part)> =
            found.into_iter().map(|part| (self.size(&part), part)).collect();
        sized.sort_by_key(|(size, _)| Reverse(*size));
        let second = sized.get(1).map_or(0, |(size, _)| *size);
        let (size, part) = sized.into_iter().next()?;
        let headed = || self.page.within(part.nodes.clone()).any(|(_, n)| n.kind == Kind::Headline);
        let is_story = kind != Kind::Article || size >= TEASER || size / 2 >= second || headed();
        (size > 0 && is_story).then_some(part)
    }

    /// The elements of a kind that are inside no other of it, those in what is left out only where
    /// asked for: a dialog that was open when the page was saved hides all the rest.
    fn outermost(&self, kind: Kind, anywhere: bool) -> Vec<Part> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(node) = self.page.nodes.get(at) {
            let end = self.page.end(at);
            let skipped = !anywhere && node.left_out.is_some();
            if node.kind == kind && !skipped {
                found.push(Part { nodes: at + 1..end, whole: false });
            }
            at = if node.kind == kind || skipped { end } else { at + 1 };
        }
        found
    }

    /// How many bytes of text of a part are read.
    fn size(&self, part: &Part) -> u32 {
        let kept = self.walk(part.clone()).filter(|(_, why)| why.is_none());
        kept.map(|(at, _)| length(self.page, at)).sum()
    }

    fn walk(&self, part: Part) -> impl Iterator<Item = Step> {
        let mut at = part.nodes.start;
        std::iter::from_fn(move || {
            let here = at;
            if here >= part.nodes.end {
                return None;
            }
            let why = self.left_out(here, &part);
            at = if why.is_some() { self.page.end(here) } else { here + 1 };
            Some((here, why))
        })
    }

    /// Why a node is left out of a part that is read, if it is.
    fn left_out(&self, at: usize, part: &Part) -> Option<&'static str> {
        let node = self.page.nodes.get(at)?;
        let inner = self.weight(at..self.page.end(at));
        let whole = self.weight(part.nodes.clone());
        match node.left_out {
            Some(why) if why.is_edge() && !part.whole => None,
            Some(why) if why.is_guess() && is_wrapper(inner, whole) => None,
            Some(why) => Some(why.what()),
            None if node.kind == Kind::Article && is_teaser(inner, whole) => {
                Some("another article")
            }
            None => None,
        }
    }

    fn weight(&self, nodes: Range<usize>) -> u32 {
        let before = |at: usize| self.before.get(at).copied().unwrap_or_default();
        before(nodes.end).saturating_sub(before(nodes.start))
    }
}

/// Whether an element is all that counts of what is read.
fn is_wrapper(inner: u32, whole: u32) -> bool {
    let beside = whole.saturating_sub(inner);
    beside < BESIDE && inner / 4 > beside
}

/// Whether an article inside of what is read is not what is read itself.
fn is_teaser(inner: u32, whole: u32) -> bool {
    inner < TEASER && inner < whole - whole / 2
}

fn weigh(page: &Page) -> Vec<u32> {
    let mut before = Vec::with_capacity(page.nodes.len() + 1);
    let (mut sum, mut next) = (0, 0);
    for (at, node) in page.nodes.iter().enumerate() {
        before.push(sum);
        if at < next {
            continue;
        }
        if node.left_out.is_some_and(|why| !why.is_guess()) {
            next = page.end(at);
        } else {
            sum += length(page, at);
        }
    }
    before.push(sum);
    before
}

/// The bytes of the text at a place, without the white space around it.
fn length(page: &Page, at: usize) -> u32 {
    let text = page.nodes.get(at).filter(|n| n.kind == Kind::Text);
    text.map_or(0, |n| n.span.of(page.file).trim().len() as u32)
}
