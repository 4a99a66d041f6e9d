//! What a reader of the article does not want to read, and how it is called.

use std::borrow::Cow;

use html5gum::StartTag;

/// Why an element is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LeftOut {
    Advertisement,
    Aside,
    Breadcrumbs,
    Button,
    Comments,
    Cookies,
    Deleted,
    Embedded,
    Footer,
    Form,
    Header,
    Hidden,
    Menu,
    Navigation,
    Newsletter,
    NoScript,
    Promotion,
    Related,
    Script,
    Sharing,
    Sidebar,
    Style,
    Template,
    Title,
    Unfinished,
}

impl LeftOut {
    /// Why the element of a tag is left out, if it is.
    pub(super) fn of(tag: &StartTag<usize>) -> Option<Self> {
        hidden(tag)
            .or_else(|| by_name(&tag.name))
            .or_else(|| by_role(&attribute(tag, "role")?))
            .or_else(|| by_label(tag))
            .or_else(|| edge(&tag.name))
    }

    /// What is left out, in words.
    pub(super) fn what(self) -> &'static str {
        match self {
            Self::Advertisement => "advertisement",
            Self::Aside => "aside",
            Self::Breadcrumbs => "breadcrumbs",
            Self::Button => "button",
            Self::Comments => "comments of readers",
            Self::Cookies => "cookie notice",
            Self::Deleted => "deleted text",
            Self::Embedded => "embedded content",
            Self::Footer => "footer",
            Self::Form => "form",
            Self::Header => "header",
            Self::Hidden => "hidden text",
            Self::Menu | Self::Navigation => "navigation",
            Self::Newsletter => "newsletter",
            Self::NoScript => "text for browsers without scripts",
            Self::Promotion => "promotion",
            Self::Related => "related links",
            Self::Script => "script",
            Self::Sharing => "sharing",
            Self::Sidebar => "sidebar",
            Self::Style => "style",
            Self::Template => "template",
            Self::Title => "page title",
            Self::Unfinished => "unfinished tag",
        }
    }

    /// Whether only a name that somebody chose says that the element is no part of the article. One
    /// that holds nearly all of the text is the wrapper of the article then.
    pub(super) fn is_guess(self) -> bool {
        matches!(
            self,
            Self::Advertisement
                | Self::Breadcrumbs
                | Self::Comments
                | Self::Cookies
                | Self::Form
                | Self::Menu
                | Self::Newsletter
                | Self::Promotion
                | Self::Related
                | Self::Sharing
                | Self::Sidebar
        )
    }

    /// Whether it belongs to the page around an article and to the article inside one.
    pub(super) fn is_edge(self) -> bool {
        matches!(self, Self::Header | Self::Footer)
    }
}

/// An attribute of a tag, with its entities decoded.
pub(super) fn attribute<'a>(tag: &'a StartTag<usize>, name: &str) -> Option<Cow<'a, str>> {
    tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value))
}

/// An element that no reader of the page saw.
fn hidden(tag: &StartTag<usize>) -> Option<LeftOut> {
    let hidden = attribute(tag, "hidden").is_some()
        || attribute(tag, "aria-hidden").is_some_and(|value| value.eq_ignore_ascii_case("true"))
        || attribute(tag, "style").is_some_and(|style| hides(&style));
    hidden.then_some(LeftOut::Hidden)
}

fn hides(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    let style = style.to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

fn by_name(name: &[u8]) -> Option<LeftOut> {
    Some(match name {
        b"script" => LeftOut::Script,
        b"style" => LeftOut::Style,
        b"title" => LeftOut::Title,
        b"noscript" | b"noframes" | b"noembed" => LeftOut::NoScript,
        b"template" => LeftOut::Template,
        b"dialog" => LeftOut::Hidden,
        b"nav" | b"menu" => LeftOut::Navigation,
        b"aside" => LeftOut::Aside,
        b"form" | b"select" | b"textarea" | b"datalist" => LeftOut::Form,
        b"button" => LeftOut::Button,
        b"del" | b"s" | b"strike" => LeftOut::Deleted,
        b"iframe" | b"object" | b"video" | b"audio" | b"canvas" | b"svg" | b"map" => {
            LeftOut::Embedded
        }
        _ => return None,
    })
}

fn by_role(role: &str) -> Option<LeftOut> {
    Some(match role.trim() {
        "navigation" | "menu" | "menubar" | "toolbar" => LeftOut::Navigation,
        "complementary" => LeftOut::Aside,
        "search" => LeftOut::Form,
        "dialog" | "alertdialog" => LeftOut::Hidden,
        _ => return None,
    })
}

/// The edges of a page or of an article.
fn edge(name: &[u8]) -> Option<LeftOut> {
    match name {
        b"header" => Some(LeftOut::Header),
        b"footer" => Some(LeftOut::Footer),
        _ => None,
    }
}

/// Words of classes and ids that say what an element is, on the pages of most publishers. Words that
/// often stand at the article itself are not among them: `paywall`, `teaser`, `content`.
const LABELS: &[(LeftOut, &[&str])] = &[
    (
        LeftOut::Advertisement,
        &["ad", "ads", "advert", "advertisement", "advertising", "adverts", "sponsored"],
    ),
    (LeftOut::Breadcrumbs, &["breadcrumb", "breadcrumbs"]),
    (LeftOut::Comments, &["comment", "comments", "disqus"]),
    (LeftOut::Cookies, &["consent", "cookie", "cookies", "gdpr"]),
    (LeftOut::Menu, &["menu", "nav", "navbar", "navigation", "pagination"]),
    (LeftOut::Newsletter, &["newsletter", "newsletters", "signup", "subscribe"]),
    (LeftOut::Promotion, &["outbrain", "promo", "promos", "promoted", "promotion", "taboola"]),
    (
        LeftOut::Related,
        &["recirc", "recirculation", "recommendations", "recommended", "related", "trending"],
    ),
    (LeftOut::Sharing, &["share", "sharing", "social"]),
    (LeftOut::Sidebar, &["sidebar"]),
];

/// `has-sidebar`, `no-comments`: the first word says that the others are said of something else.
const ABOUT_OTHERS: &[&str] = &["has", "hide", "is", "no", "not", "show", "with", "without"];

fn by_label(tag: &StartTag<usize>) -> Option<LeftOut> {
    let mut values = ["class", "id"].into_iter().filter_map(|name| attribute(tag, name));
    values.find_map(|value| value.split_whitespace().find_map(label))
}

/// What the words of a class say: `related-links`, `c_promo`, `newsletterBox`.
fn label(class: &str) -> Option<LeftOut> {
    let words = class.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    let first = words.clone().next()?;
    // A share price is news.
    if ABOUT_OTHERS.contains(&first) || class.contains("price") {
        return None;
    }
    let says = |known: &[&str]| words.clone().any(|word| known.iter().any(|k| begins(word, k)));
    LABELS.iter().find(|(_, known)| says(known)).map(|(why, _)| *why)
}

/// Whether a word is the known one, or begins with it before a capital: `relatedLinks`. Short words
/// begin too many names that were made by chance.
fn begins(word: &str, known: &str) -> bool {
    let Some((head, rest)) = word.split_at_checked(known.len()) else { return false };
    head.eq_ignore_ascii_case(known)
        && (rest.is_empty() || (known.len() > 3 && rest.starts_with(char::is_uppercase)))
}

#[cfg(test)]
mod tests {
    use html5gum::{DefaultEmitter, Token, Tokenizer};

    use super::*;

    fn why(tag: &str) -> Option<LeftOut> {
        let emitter = DefaultEmitter::<usize>::new_with_span();
        match Tokenizer::new_with_emitter(tag, emitter).flatten().next() {
            Some(Token::StartTag(tag)) => LeftOut::of(&tag),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn names_attributes_and_classes_say_what_is_left_out() {
        for (tag, expected) in [
            ("<nav>", Some(LeftOut::Navigation)),
            ("<header hidden>", Some(LeftOut::Hidden)),
            ("<p style='color: red; DISPLAY : none'>", Some(LeftOut::Hidden)),
            ("<span aria-hidden=true>", Some(LeftOut::Hidden)),
            ("<div role=complementary>", Some(LeftOut::Aside)),
            ("<div class='box c-related__list'>", Some(LeftOut::Related)),
            ("<div class=RelatedLinks_a8>", Some(LeftOut::Related)),
            ("<div id=newsletterBox>", Some(LeftOut::Newsletter)),
            ("<div class='slot ad'>", Some(LeftOut::Advertisement)),
            ("<header class=promo-top>", Some(LeftOut::Promotion)),
            ("<footer>", Some(LeftOut::Footer)),
            ("<div class='article has-sidebar no-comments'>", None),
            ("<td class=share-price>", None),
            ("<div class='sc-1x3 adBcE advance shareholders'>", None),
            ("<div data-x='<aside class=ad>'>", None),
        ] {
            assert_eq!(why(tag), expected, "{tag}");
        }
    }
}
