//! Word documents (ECMA-376, WordprocessingML), as a reader sees them who accepts all changes.
//!
//! A paragraph is a line, and so is what a table tells of each figure; lines are counted in the
//! text, as the file has none. Footnotes and endnotes come behind the article, a text box behind
//! the paragraph that holds it. Deleted and hidden words and remarks in comments are left out and
//! recorded; codes of fields, headers and footers are left out.
//!
//! Words are hidden where the run itself says so, not where its style does.

mod comments;
mod package;
mod page;
mod story;
mod xml;

use crate::text::{Dropped, ReadError, Source};
use package::Package;
use page::Page;
use story::Story;
use xml::{Item, Xml};

const BODY: &str = "word/document.xml";
const FOOTNOTES: &str = "word/footnotes.xml";
const ENDNOTES: &str = "word/endnotes.xml";
const COMMENTS: &str = "word/comments.xml";
const PROPERTIES: &str = "docProps/core.xml";

/// Reads a Word document. It has no date of publication: its properties say when the file was made
/// and saved, which is another thing.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Source, ReadError> {
    let mut package = Package::open(bytes)?;
    let story = story(&mut package)?;
    let page = Page::write(&story);
    let comments = match package.part(COMMENTS)? {
        Some(file) => comments::read(COMMENTS, &file, &story.marks, &page)?,
        None => comments::Comments::default(),
    };
    let title = package.part(PROPERTIES)?.map(|file| title(&file)).transpose()?.flatten();
    let placed = |(at, dropped): (usize, Dropped)| Dropped { line: page.line(at), ..dropped };
    let mut dropped: Vec<Dropped> = story.lost.into_iter().map(placed).collect();
    dropped.extend(comments.dropped);
    dropped.sort_by_key(|dropped| dropped.line);
    let directives = comments.directives;
    let (name, text) = (name.to_owned(), page.text);
    Ok(Source { name, title, text, dropped, directives, ..Source::default() })
}

/// The article, then its notes.
fn story(package: &mut Package<'_>) -> Result<Story, ReadError> {
    let mut story = Story::default();
    let body = package.part(BODY)?.ok_or(ReadError::NotWord)?;
    story::read(BODY, &body, &mut story)?;
    for part in [FOOTNOTES, ENDNOTES] {
        if let Some(file) = package.part(part)? {
            story::read(part, &file, &mut story)?;
        }
    }
    Ok(story)
}

/// The title among the properties of the document.
fn title(file: &str) -> Result<Option<String>, ReadError> {
    let mut xml = Xml::new(PROPERTIES, file);
    let (mut inside, mut words) = (false, String::new());
    while let Some(item) = xml.item()? {
        match item {
            Item::Open(element) => inside = element.local_name().into_inner() == "title",
            Item::Close => inside = false,
            Item::Text(part) if inside => words.push_str(&part),
            Item::Text(_) => {}
        }
    }
    let title = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(Some(title).filter(|title| !title.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::package::tests::archive;
    use super::*;
    use crate::text::Covers;

    fn part(root: &str, inside: &str) -> String {
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
        format!("{head}<w:{root} xmlns:w=\"w\">{inside}</w:{root}>")
    }

    /// Reads a document of paragraphs.
    fn document(body: &str) -> Source {
        let body = part("document", &format!("<w:body>{body}</w:body>"));
        read("a.docx", &archive(&[(BODY, body.as_str())])).unwrap()
    }

    fn run(words: &str) -> String {
        format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
    }

    fn paragraph(words: &str) -> String {
        format!("<w:p>{}</w:p>", run(words))
    }

    #[test]
    fn a_tracked_change_of_a_figure_does_not_make_another() {
        let changed = format!(
            "<w:p>{}<w:del w:id=\"1\"><w:r><w:delText>7</w:delText></w:r></w:del>\
             <w:ins w:id=\"2\">{}</w:ins>{}</w:p>",
            run("It cost $"),
            run("8"),
            run(" billion."),
        );
        let source = document(&(paragraph("A deal.") + &changed));
        assert_eq!(source.text, "A deal.\nIt cost $8 billion.\n");
        assert_eq!(source.dropped, [Dropped::new("deleted text", 2, "7")]);
        assert_eq!(source.origin, None);
    }

    #[test]
    fn words_of_runs_are_joined_as_they_are_shown() {
        for (inside, expected) in [
            ("<w:r><w:t>R&amp;D &#8364;5</w:t></w:r>", "R&D €5"),
            ("<w:r><w:t>1</w:t></w:r><w:proofErr/><w:r><w:t>2</w:t></w:r>", "12"),
            ("<w:r><w:t>7</w:t><w:noBreakHyphen/><w:t>8</w:t></w:r>", "7-8"),
            ("<w:r><w:t>7</w:t><w:tab/><w:t>8</w:t><w:br/><w:t>9</w:t></w:r>", "7 8 9"),
            ("<w:r><w:t>7</w:t><w:sym w:char=\"F02D\"/><w:t>8</w:t></w:r>", "7\u{FFFD}8"),
            (
                "<w:r><w:t>12</w:t></w:r>\
                 <w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>345th</w:t></w:r>",
                "12³⁴⁵th",
            ),
            (
                "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num>\
                 <m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>",
                "1/2",
            ),
            (
                "<w:hyperlink>\n <w:r>\n  <w:t>It  rained. </w:t>\n </w:r></w:hyperlink>",
                "It rained.",
            ),
            ("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>5</w:t></w:r>", "5"),
        ] {
            let source = document(&format!("<w:p>{inside}</w:p>"));
            assert_eq!(source.text, format!("{expected}\n"), "{inside}");
        }
    }

    #[test]
    fn hidden_and_moved_words_are_left_out_and_recorded() {
        let source = document(
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>about 9</w:t></w:r>\
             <w:r><w:rPr><w:vanish w:val=\"0\"/>\
             <w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>\
             <w:t>Ten died.</w:t></w:r>\
             <w:moveFrom><w:r><w:t>So it was.</w:t></w:r></w:moveFrom></w:p>",
        );
        assert_eq!(source.text, "Ten died.\n");
        let dropped = [
            Dropped::new("hidden text", 1, "about 9"),
            Dropped::new("deleted text", 1, "So it was."),
        ];
        assert_eq!(source.dropped, dropped);
    }

    #[test]
    fn fields_show_their_results() {
        let code = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
        let source = document(&format!(
            "<w:p>{}{}<w:r><w:instrText>IF 7</w:instrText></w:r>{}{}{}{}{}</w:p>",
            run("Of "),
            code("begin"),
            run("6"),
            code("separate"),
            run("5"),
            code("end"),
            run(" men."),
        ));
        assert_eq!(source.text, "Of 5 men.\n");
        assert_eq!(source.dropped, [Dropped::new("field code", 1, "6")]);
    }

    #[test]
    fn paragraphs_whose_ends_are_deleted_are_one() {
        let deleted = "<w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>";
        let first = format!("<w:p>{deleted}{}</w:p>", run("The toll was "));
        let second = format!("<w:p>{}</w:p>", run("8."));
        assert_eq!(document(&format!("{first}{second}")).text, "The toll was 8.\n");
        assert_eq!(document(&format!("{first}<w:p/>{second}")).text, "The toll was\n8.\n");
        let gone = format!("<w:p>{deleted}</w:p>");
        assert_eq!(document(&format!("{second}{gone}{second}")).text, "8.\n8.\n");
    }

    #[test]
    fn a_text_box_is_read_once_and_behind_its_paragraph() {
        let inside = format!("<w:txbxContent>{}</w:txbxContent>", paragraph("A box of 5."));
        let source = document(&format!(
            "<w:p>{}<w:r><mc:AlternateContent><mc:Choice><wp:docPr descr=\"A map of 2 rivers\"/>\
             {inside}</mc:Choice><mc:Fallback>{inside}</mc:Fallback></mc:AlternateContent></w:r>\
             {}</w:p>",
            run("It "),
            run("rained."),
        ));
        assert_eq!(source.text, "It rained.\nA box of 5.\n");
        assert_eq!(source.dropped, [Dropped::new("image description", 1, "A map of 2 rivers")]);
    }

    #[test]
    fn lists_have_markers_and_headings_have_none() {
        let styled =
            |properties: &str| format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", run("5"));
        for (properties, expected) in [
            ("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>", "• 5\n"),
            ("<w:pStyle w:val=\"ListBullet\"/>", "• 5\n"),
            ("<w:pStyle w:val=\"ListBullet\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>", "5\n"),
            ("<w:pStyle w:val=\"Heading1\"/><w:numPr><w:numId w:val=\"1\"/></w:numPr>", "5\n"),
            ("<w:pPrChange><w:pPr><w:numPr/></w:pPr></w:pPrChange>", "5\n"),
        ] {
            assert_eq!(document(&styled(properties)).text, expected, "{properties}");
        }
    }

    #[test]
    fn tables_are_told_and_laid_out_pages_are_not() {
        let row = |cells: &[&str]| {
            let cells = cells.iter().map(|c| format!("<w:tc>{}</w:tc>", paragraph(c)));
            format!("<w:tr>{}</w:tr>", cells.collect::<String>())
        };
        let table =
            format!("<w:tbl>{}{}</w:tbl>", row(&["Firm", "Sales ($m)"]), row(&["Acme", "5"]));
        let text = document(&(table.clone() + &paragraph("So."))).text;
        assert_eq!(text, "Acme - Sales: $5 million.\nSo.\n");
        let inner =
            format!("<w:tbl><w:tr><w:tc>{}{table}</w:tc></w:tr></w:tbl>", paragraph("Sums"));
        assert_eq!(document(&inner).text, "Sums\nAcme - Sales: $5 million.\n");
    }

    #[test]
    fn comments_are_notes_about_their_words_or_left_out() {
        let mark = |what: &str, id: u8| format!("<w:comment{what} w:id=\"{id}\"/>");
        let body = part(
            "document",
            &format!(
                "<w:body>{}<w:p>{}{}{}{}{}{}{}</w:p></w:body>",
                paragraph("A deal."),
                run("It cost "),
                mark("RangeStart", 0),
                run("$8 billion"),
                mark("RangeEnd", 0),
                mark("Reference", 0),
                run(" in all."),
                mark("Reference", 1),
            ),
        );
        let comment = |id: u8, words: &str| {
            format!("<w:comment w:id=\"{id}\" w:author=\"A\">{}</w:comment>", paragraph(words))
        };
        let notes = [
            comment(0, "corroborate: ignore[C101] reason=“embargoed”"),
            comment(1, "Is it 9?"),
            comment(2, "corroborate: off[C101] reason=x"),
        ];
        let notes = part("comments", &notes.concat());
        let parts = [(BODY, body.as_str()), (COMMENTS, notes.as_str())];
        let source = read("a", &archive(&parts)).unwrap();
        assert_eq!(source.dropped, [Dropped::new("comment", 2, "Is it 9?")]);
        let [note, loose] = source.directives.as_slice() else { panic!("two notes") };
        let Covers::Text(span) = note.covers else { panic!("a note about words") };
        assert_eq!((span.of(&source.text), note.at), ("$8 billion", span));
        assert_eq!((note.reason.as_deref(), &note.error), (Some("embargoed"), &None));
        assert_eq!(loose.covers, Covers::Nothing);
        assert!(loose.error.is_some());
    }

    #[test]
    fn notes_come_behind_the_article_and_properties_give_the_title() {
        let body = part("document", &paragraph("It rained."));
        let note = part(
            "footnotes",
            &format!(
                "<w:footnote w:type=\"separator\"/><w:footnote>{}</w:footnote>",
                paragraph("For 5 days.")
            ),
        );
        let properties = "<cp:coreProperties><dc:title>Rain &amp;\n wind</dc:title>\
                          <dcterms:created>2025-11-03T10:00:00Z</dcterms:created>\
                          </cp:coreProperties>";
        let parts = [(BODY, body.as_str()), (FOOTNOTES, note.as_str()), (PROPERTIES, properties)];
        let source = read("a", &archive(&parts)).unwrap();
        assert_eq!(source.text, "It rained.\nFor 5 days.\n");
        assert_eq!(source.title.as_deref(), Some("Rain & wind"));
        assert_eq!(source.published, None);
    }

    #[test]
    fn what_is_no_word_document_is_refused_with_a_reason() {
        let other = archive(&[("content.xml", "<office/>")]);
        assert_eq!(read("a", &other), Err(ReadError::NotWord));
        let declared = part("document", "").replace("<w:", "<!DOCTYPE a><w:");
        assert!(matches!(
            read("a", &archive(&[(BODY, declared.as_str())])),
            Err(ReadError::Damaged(error)) if error.starts_with("word/document.xml has")
        ));
        assert_eq!(document("").text, "");
    }

    #[test]
    fn elements_in_no_order_do_no_harm() {
        let loose = "<w:t>5</w:t><w:fldChar w:fldCharType=\"end\"/><w:tc/><w:tr/><w:vanish/>\
                     <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
                     <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>\
                     <w:commentRangeEnd w:id=\"9\"/><w:numPr/><w:gridSpan/><w:tbl><w:tc/></w:tbl>\
                     <w:p><w:p><w:r><w:t>6</w:t></w:r></w:p><w:r><w:t>7</w:t></w:r></w:p>";
        assert_eq!(document(loose).text, "7\n6\n");
    }
}
