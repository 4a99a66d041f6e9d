//! Pages as publishers make them, and as nobody should.

use super::read;
use crate::text::{Covers, Source, Span};

const PAGE: &str = r##"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Flood in Northport kills 11 | The Harbour Post</title>
<meta property="og:site_name" content="Harbour Post (social)">
<meta property="article:published_time" content="2025-11-04T09:00:00Z">
<link rel="canonical" href="https://harbourpost.example/2025/flood?a=1&amp;b=2">
<style>p { margin: 0 10px }</style>
<script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [
  {"@type": "Organization", "@id": "#org", "name": "The Harbour Post"},
  {"@type": ["NewsArticle"], "headline": "Flood in Northport kills 11 &amp; injures 40",
   "datePublished": "2025-11-03T23:30:00-05:00", "publisher": {"@id": "#org"}}
]};
</script>
</head>
<body class="has-sidebar">
<header><a href="/">The Harbour Post</a><nav><ul><li>News<li>Sport 24/7</ul></nav></header>
<div class="page-wrapper">
<div class="breadcrumb">Home &gt; News</div>
<h1>Flood in Northport kills 11<br>&amp; injures 40</h1>
<article class="story">
  <header><p class="byline">By Ann Lee, <time datetime="2025-11-03">3 November</time></p></header>
  <!-- 2 photos -->
  <figure><img src="a.jpg" alt="Two boats on 5th Street"><figcaption>Main&nbsp;Street on Monday.</figcaption></figure>
  <p>Eleven people died in the <a href="/n">Northport</a> flood, which cost $<b>1</b>.<b>2</b>&nbsp;billion,
     police <em>said</em>.</p>
  <p>Nearly <del>300</del> <ins>350</ins> homes were lost.<sup><a href="#n1">1</a></sup>
  <p>The water rose 4&#189; feet.<script>track(77)</script>
  <h2>What is known</h2>
  <ul><li><p>40 injured</p></li><li>3 missing</ul>
  <ol><li>Rain began at noon.<li>The dam broke.</ol>
  <table><caption>The toll</caption>
    <thead><tr><th>City</th><th>Damage ($m)</th></tr></thead>
    <tr><th>Northport</th><td> 700 </td></tr>
    <tr><th>Eastham</th><td>500</td></tr>
  </table>
  <aside>Pull quote: 99 per cent</aside>
  <div class="related-links"><h3>Related</h3><p>The flood of 1953 killed 307.</p></div>
  <button>Share 12</button>
  <p hidden>Hidden 13.</p>
</article>
<section class="more"><article><h3>Storm kills 9 in Milford</h3></article></section>
</div>
<footer>&copy; 2025 The Harbour Post</footer>
</body></html>
"##;

const TEXT: &str = "\
Flood in Northport kills 11 & injures 40
By Ann Lee, 3 November
Main Street on Monday.
Eleven people died in the Northport flood, which cost $1.2 billion, police said.
Nearly 350 homes were lost.¹
The water rose 4½ feet.
What is known
• 40 injured
• 3 missing
1. Rain began at noon.
2. The dam broke.
The toll
Northport - Damage: $700 million.
Eastham - Damage: $500 million.
";

fn page(html: &str) -> Source {
    read("page.html", html.to_owned())
}

fn text(html: &str) -> String {
    page(html).text
}

/// The words of the file from which words of the text were made.
fn in_file<'a>(source: &'a Source, words: &str) -> &'a str {
    let start = source.text.find(words).unwrap() as u32;
    let origin = source.origin.as_ref().unwrap();
    origin.in_file(Span::new(start, start + words.len() as u32)).of(&origin.file)
}

fn dropped(source: &Source) -> Vec<(&str, &str)> {
    source.dropped.iter().map(|d| (d.what, d.words.as_str())).collect()
}

#[test]
fn the_article_of_a_page_is_read() {
    assert_eq!(text(PAGE), TEXT);
}

#[test]
fn what_a_page_says_of_its_article_is_known() {
    let source = page(PAGE);
    assert_eq!(source.title.as_deref(), Some("Flood in Northport kills 11 & injures 40"));
    assert_eq!(source.publisher.as_deref(), Some("The Harbour Post"));
    assert_eq!(source.url.as_deref(), Some("https://harbourpost.example/2025/flood?a=1&b=2"));
    assert_eq!(source.published.as_deref(), Some("2025-11-03"));
}

#[test]
fn figures_are_found_again_in_the_file() {
    let source = page(PAGE);
    for (words, expected) in [
        ("kills 11", "kills 11"),
        ("11 & injures", "11<br>&amp; injures"),
        ("$1.2 billion", "$<b>1</b>.<b>2</b>&nbsp;billion"),
        ("350", "350"),
        ("¹", "1"),
        ("4½ feet", "4&#189; feet"),
        ("40 injured", "40 injured"),
        ("$700 million", " 700 "),
        ("500", "500"),
    ] {
        assert_eq!(in_file(&source, words).trim(), expected.trim(), "{words}");
    }
    let origin = source.origin.as_ref().unwrap();
    let missing = source.text.find("3 missing").unwrap() as u32;
    let place = origin.in_file(Span::new(missing, missing + 1));
    let line = PAGE.get(..place.start as usize).unwrap().matches('\n').count() + 1;
    assert_eq!(
        PAGE.lines().nth(line - 1).unwrap().trim(),
        "<ul><li><p>40 injured</p></li><li>3 missing</ul>"
    );
}

#[test]
fn what_is_left_out_is_recorded() {
    let source = page(PAGE);
    let expected = [
        ("page title", "Flood in Northport kills 11 | The Harbour Post"),
        ("style", "p { margin: 0 10px }"),
        ("header", "The Harbour Post News Sport 24/7"),
        ("breadcrumbs", "Home > News"),
        ("comment", "2 photos"),
        ("image description", "Two boats on 5th Street"),
        ("deleted text", "300"),
        ("script", "track(77)"),
        ("aside", "Pull quote: 99 per cent"),
        ("related links", "Related The flood of 1953 killed 307."),
        ("button", "Share 12"),
        ("hidden text", "Hidden 13."),
        ("another article", "Storm kills 9 in Milford"),
        ("footer", "© 2025 The Harbour Post"),
    ];
    let found: Vec<_> = dropped(&source);
    let data = found.iter().position(|(_, words)| words.contains("@context")).unwrap();
    assert_eq!(found.get(data).unwrap().0, "script");
    let others: Vec<_> = found.into_iter().filter(|(_, w)| !w.contains("@context")).collect();
    assert_eq!(others, expected);
    let aside = source.dropped.iter().find(|d| d.what == "aside").unwrap();
    assert_eq!(
        PAGE.lines().nth(aside.line - 1).unwrap().trim(),
        "<aside>Pull quote: 99 per cent</aside>"
    );
    assert!(aside.figure);
}

#[test]
fn lines_follow_blocks_and_line_breaks() {
    for (html, expected) in [
        ("<p>It rose <b>5</b>%.<p>It fell.", "It rose 5%.\nIt fell.\n"),
        ("<div>One<div>Two</div>Three</div>", "One\nTwo\nThree\n"),
        (
            "It rose.<br>It fell by<br/>5.<br><br>it stopped",
            "It rose.\nIt fell by\n5.\nit stopped\n",
        ),
        ("It fell<br>\nby 5", "It fell by 5\n"),
        ("<span>2024</span><span>15</span>", "2024 15\n"),
        ("5<!-- -->00 <i>pe</i>ople", "500 people\n"),
        ("10<sup>6</sup> m<sup>2</sup>, CO<sub>2</sub>, 21<sup>st</sup>", "10⁶ m², CO2, 21st\n"),
        ("<dl><dt>Dead<dd>11<dt>Hurt<dd>40</dl>", "Dead\n11\nHurt\n40\n"),
        ("<ul><li></ul><p>a<ul><li>b<ul><li>c</ul><li>d</ul>", "a\n• b\n• c\n• d\n"),
        ("<pre>One\n  two</pre>", "One two\n"),
        ("<p>Ends with a blank </p><p> 5 </p>", "Ends with a blank\n5\n"),
        ("a &lt;b&gt; AT&T &nbsp; c", "a <b> AT&T c\n"),
        ("no markup at all, 5 < 6", "no markup at all, 5 < 6\n"),
    ] {
        assert_eq!(text(html), expected, "{html}");
    }
}

#[test]
fn tables_are_data_or_layout() {
    for (html, expected) in [
        ("<table><tr><td>Deal size<td>$38&nbsp;bn</table>", "Deal size: $38 bn.\n"),
        (
            "<table><caption>In thousands of euros</caption><tr><th><th>2023<tr><td>Acme<td>12</table>",
            "In thousands of euros\nAcme: 12 thousand euros in 2023.\n",
        ),
        ("<table><tr><td><h2>Head</h2><p>It rose.</td></tr></table>", "Head\nIt rose.\n"),
        ("<table><tr><td><table><tr><td>A<td>5</table><td>Aside</table>", "A: 5.\nAside\n"),
        (
            "<table><tr><th>City<th colspan=2>Dead<tr><td>A<td>5<td>6</table>",
            "A - Dead: 5.\nA - Dead: 6.\n",
        ),
    ] {
        assert_eq!(text(html), expected, "{html}");
    }
}

#[test]
fn the_part_that_is_read_is_the_article() {
    for html in [
        "<main><p>It rose.</main><p>Menu",
        "<div itemprop=articleBody>It rose.</div><p>Menu",
        "<div role=main>It rose.</div><p>Menu",
        "<header>Post</header><p>It rose.<footer>End</footer>",
        // A dialog that was open when the page was saved.
        "<div aria-hidden=true><article>It rose.</article></div>",
    ] {
        assert_eq!(text(html), "It rose.\n", "{html}");
    }
}

#[test]
fn teasers_and_the_names_of_wrappers_do_not_mislead() {
    let story = "The water rose. ".repeat(60);
    for html in [
        format!("<article>Short</article><article>{story}</article><article>Last</article>"),
        format!("<article>One</article><article>Two</article><main><p>{story}</main>"),
        format!("<article><p>{story}<article>Read also</article></article>"),
        format!("<form><article><div class='social-page'>{story}</div></article></form>"),
        format!("<p>{story}<div id=comments>{}</div>", "I was there. ".repeat(400)),
    ] {
        assert_eq!(text(&html).trim_end(), story.trim_end(), "{html}");
    }
}

#[test]
fn data_for_machines_may_be_broken_or_missing() {
    for (html, title, published) in [
        ("<title> A \n b </title>It rose.", Some("A b"), None),
        ("<title>A | Post</title><h1>A</h1>", Some("A"), None),
        ("<meta property=og:title content=O><h1>A</h1>", Some("O"), None),
        ("<meta name=date content=2025-11>a", None, Some("2025-11")),
        ("<meta name=date content='3 May 2025'><time datetime=2025>a</time>", None, Some("2025")),
        ("<meta name=date content='2025-02-30T10:00'>a", None, None),
        (
            "<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"A\nb\"};</script>",
            Some("A b"),
            None,
        ),
        (
            "<script type=application/ld+json>[[{\"@type\":\"BlogPosting\",\"datePublished\":\"2025-11-03\"}]]</script>",
            None,
            Some("2025-11-03"),
        ),
        ("<script type=application/ld+json>{\"@type\":\"Article\",</script>a", None, None),
        ("<script type=application/ld+json>{\"@type\":5,\"headline\":[]}</script>a", None, None),
    ] {
        let source = page(html);
        assert_eq!(source.title.as_deref(), title, "{html}");
        assert_eq!(source.published.as_deref(), published, "{html}");
    }
    assert_eq!(page("<link rel=canonical href='javascript:alert(1)'>a").url, None);
}

#[test]
fn a_day_of_publication_that_can_not_be_read_is_recorded() {
    let day =
        "<script type=application/ld+json>{\"@type\":\"Article\",\"datePublished\":\"May 3\"}";
    for (html, expected) in [
        ("a\n<meta name=date content='3 May'>", Some((2, "3 May"))),
        (format!("<p>a\n{day}</script>").as_str(), Some((2, "May 3"))),
        ("<meta name=date content='3 May'><meta name=pubdate content=2025-05-03>a", None),
        ("<meta name=date content=''><time datetime=PT2H>a</time>", None),
    ] {
        let source = page(html);
        let dropped = source.dropped.iter().find(|d| d.what == super::super::UNREAD_DATE);
        assert_eq!(dropped.map(|d| (d.line, d.words.as_str())), expected, "{html}");
    }
}

#[test]
fn an_article_that_only_a_script_shows_is_read() {
    let body = "The flood killed 11 people &amp; hurt 40.\\nIt cost $5\\u00a0million.";
    let html = format!(
        "<h1>Flood</h1><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\
         \"articleBody\":\"{body}\"}}</script><div id=app></div>"
    );
    let source = page(&html);
    assert_eq!(source.text, "Flood\nThe flood killed 11 people & hurt 40.\nIt cost $5 million.\n");
    assert_eq!(in_file(&source, "$5 million"), "$5\\u00a0million");
}

#[test]
fn notes_of_the_writer_are_found_and_other_comments_are_not() {
    let html = "<p>It rose. It fell <!-- corroborate: ignore[C101] reason=\"a\" -->by 5.</p>\
                <!-- corroborate: ignore[C102] reason=\"b\" --><p>It is 6.</p><!-- 7 -->";
    let source = page(html);
    let covered: Vec<&str> = source
        .directives
        .iter()
        .map(|d| match d.covers {
            Covers::Text(span) => span.of(&source.text),
            _ => "",
        })
        .collect();
    assert_eq!(covered, ["It fell by 5.", "It is 6."]);
    assert_eq!(dropped(&source), [("comment", "7")]);
}

#[test]
fn hostile_pages_are_read_to_the_end() {
    for (html, expected) in [
        ("<p title=\"<script>5</script>\">It rose.", "It rose.\n"),
        ("<article><p>&lt;/article&gt; It rose.</article>", "</article> It rose.\n"),
        ("<article>It <b>rose.</article>", "It rose.\n"),
        ("<article><div><p>It rose.</span></i></li></td> Then.</article>", "It rose. Then.\n"),
        ("<b><i>It</b> rose</i>.</b></div></table>", "It rose.\n"),
        ("It \0rose & fell &; &#x; &#0;", "It rose & fell &; &#x; \u{FFFD}\n"),
        ("It rose.<p class='x", "It rose.\n"),
        ("It rose.<!-- 5", "It rose.\n"),
        ("It rose.<script>5", "It rose.\n"),
        ("<tr><td>It rose.<td>It fell.", "It rose.\nIt fell.\n"),
        ("<table><tr><td>It rose.<p>Then.", "It rose. Then.\n"),
        ("<svg><path/><text>5</text></svg>It rose.", "It rose.\n"),
        ("</p></p></article>It rose.", "It rose.\n"),
        ("<>It rose.</ >", "<>It rose.\n"),
        ("", ""),
    ] {
        assert_eq!(text(html), expected, "{html}");
    }
    assert_eq!(dropped(&page("It rose.<p class='5")), [("unfinished tag", "<p class='5")]);
    let source = page("<p>Zoë’s\r\nfirm.<p\r\nclass=\r\n'x'>It is 5.");
    assert_eq!((source.text.as_str(), in_file(&source, "5")), ("Zoë’s firm.\nIt is 5.\n", "5"));
}

#[test]
fn deep_pages_keep_their_lines() {
    let deep = 10_000;
    let html = format!(
        "<article>{}It rose.<div>5</div>7<script>8</script>{}</article><p>Menu",
        "<div>".repeat(deep),
        "</div>".repeat(deep),
    );
    let source = page(&html);
    assert_eq!(source.text, "It rose.\n5\n7\n");
    assert_eq!(dropped(&source), [("script", "8"), ("outside the article", "Menu")]);
    let unclosed = format!("<article>{}It rose.</article>Menu", "<b><div>".repeat(deep));
    assert_eq!(text(&unclosed), "It rose.\n");
}

#[test]
fn long_pages_take_time_in_proportion() {
    for piece in
        ["<p>5 <b>6", "&amp;", "<table><td>", "<!--5-->", "<h1>a", "<li>5", "\"articleBody\":\""]
    {
        let html = piece.repeat(20_000);
        let source = page(&html);
        assert!(source.text.len() <= 2 * html.len(), "{piece}");
        assert!(source.dropped.len() <= 200, "{piece}");
    }
}
