//! The main part: the document's content.

use std::io::Result;

use model::paper::{Block, Paper, SYNTHETIC_MARK, column_weights, paragraphs};

use super::picture;
use super::xml::{RELATIONSHIPS, WORD, Xml};

/// Width between the margins in twentieths of a point: A4 less 2.5 cm on either side.
pub const TEXT_WIDTH: usize = 9072;

/// The same of a document that is to stay on one page: A4 less 2 cm on either side.
pub const ONE_PAGE_WIDTH: usize = 9638;

/// A label longer than this stands on a line of its own.
const LABEL_LETTERS: usize = 28;

/// Writes `word/document.xml`; so many of the drawings stand beside it as files.
pub fn document(paper: &Paper, drawings: usize) -> Result<Vec<u8>> {
    let namespaces = [("xmlns:w", WORD), ("xmlns:r", RELATIONSHIPS)];
    Xml::part("w:document", &namespaces, |xml| {
        xml.element("w:body", &[], |xml| {
            opening(xml, paper)?;
            blocks(xml, paper, drawings)?;
            page(xml, paper.one_page)
        })
    })
}

pub fn opening(xml: &mut Xml, paper: &Paper) -> Result<()> {
    paragraph(xml, "Title", &[one_line(&paper.title)], false)?;
    texts(xml, "Subtitle", &paper.subtitle)?;
    if !paper.marking.trim().is_empty() {
        styled(xml, "Normal", |xml| {
            xml.run("Marking: ", false)?;
            xml.run(&one_line(&paper.marking), true)
        })?;
    }
    if paper.synthetic {
        paragraph(xml, "Normal", &[SYNTHETIC_MARK.to_owned()], true)?;
    }
    let opening = paper.opening();
    opening
        .iter()
        .try_for_each(|line| paragraph(xml, "Normal", &[one_line(line)], false))
}

/// Writes the blocks of a document, in their order.
pub fn blocks(xml: &mut Xml, paper: &Paper, drawings: usize) -> Result<()> {
    let mut at = 0;
    for block in &paper.blocks {
        match block {
            Block::Picture(one) if at < drawings => {
                styled(xml, "Normal", |xml| picture::write(xml, one, at))?;
                at += 1;
            }
            other => write_block(xml, other)?,
        }
    }
    Ok(())
}

fn write_block(xml: &mut Xml, block: &Block) -> Result<()> {
    match block {
        Block::Heading { level, text } => {
            paragraph(xml, &format!("Heading{level}"), &[one_line(text)], false)
        }
        Block::Paragraph(text) => texts(xml, "Normal", text),
        Block::Note(text) => texts(xml, "Note", text),
        Block::Picture(picture) => texts(xml, "Normal", &picture.words),
        Block::NewPage => styled(xml, "AfterTable", |xml| {
            xml.element("w:r", &[], |xml| xml.empty("w:br", &[("w:type", "page")]))
        }),
        Block::List(items) => items.iter().try_for_each(|item| list_item(xml, item)),
        Block::Facts(facts) => facts
            .iter()
            .try_for_each(|(label, value)| fact(xml, label, value)),
        Block::Table {
            caption,
            head,
            rows,
        } => table(xml, caption, head, rows),
    }
}

/// A bullet for the first paragraph of the item; further ones stand under it without.
fn list_item(xml: &mut Xml, item: &str) -> Result<()> {
    for (index, lines) in paragraphs(item).iter().enumerate() {
        let style = if index == 0 {
            "ListBullet"
        } else {
            "ListContinue"
        };
        paragraph(xml, style, lines, false)?;
    }
    Ok(())
}

pub fn fact(xml: &mut Xml, label: &str, value: &str) -> Result<()> {
    let label = one_line(label);
    let stands_alone = label.chars().count() > LABEL_LETTERS;
    let mut values = paragraphs(value);
    if values.is_empty() {
        values.push(vec!["–".to_owned()]);
    }
    for (index, value_lines) in values.iter().enumerate() {
        let style = if index == 0 { "Fact" } else { "FactContinue" };
        styled(xml, style, |xml| {
            if index == 0 {
                xml.run(&label, true)?;
                if stands_alone {
                    xml.line_break()?;
                } else {
                    xml.run("\t", false)?;
                }
            }
            lines(xml, value_lines, false)
        })?;
    }
    Ok(())
}

fn table(xml: &mut Xml, caption: &str, head: &[String], rows: &[Vec<String>]) -> Result<()> {
    let caption = one_line(caption);
    if !caption.is_empty() {
        paragraph(xml, "Caption", std::slice::from_ref(&caption), false)?;
    }
    let widths = column_widths(head, rows);
    xml.element("w:tbl", &[], |xml| {
        xml.element("w:tblPr", &[], |xml| {
            xml.value("w:tblStyle", "Rows")?;
            xml.empty(
                "w:tblW",
                &[("w:w", &TEXT_WIDTH.to_string()), ("w:type", "dxa")],
            )?;
            xml.empty("w:tblLayout", &[("w:type", "fixed")])?;
            xml.empty(
                "w:tblLook",
                &[
                    ("w:val", "0020"),
                    ("w:firstRow", "1"),
                    ("w:noHBand", "1"),
                    ("w:noVBand", "1"),
                ],
            )?;
            if caption.is_empty() {
                Ok(())
            } else {
                xml.value("w:tblCaption", &caption)
            }
        })?;
        xml.element("w:tblGrid", &[], |xml| {
            widths
                .iter()
                .try_for_each(|width| xml.empty("w:gridCol", &[("w:w", width)]))
        })?;
        row(xml, head, &widths, true)?;
        rows.iter()
            .try_for_each(|cells| row(xml, cells, &widths, false))
    })?;
    // Two tables without a paragraph between them would become one.
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| xml.value("w:pStyle", "AfterTable"))
    })
}

fn row(xml: &mut Xml, cells: &[String], widths: &[String], is_head: bool) -> Result<()> {
    xml.element("w:tr", &[], |xml| {
        if is_head {
            xml.element("w:trPr", &[], |xml| {
                xml.empty("w:cantSplit", &[])?;
                xml.empty("w:tblHeader", &[])
            })?;
        }
        for (cell, width) in cells.iter().zip(widths) {
            xml.element("w:tc", &[], |xml| {
                xml.element("w:tcPr", &[], |xml| {
                    xml.empty("w:tcW", &[("w:w", width), ("w:type", "dxa")])
                })?;
                let found = paragraphs(cell);
                if found.is_empty() {
                    return paragraph(xml, "Cell", &[], is_head);
                }
                found
                    .iter()
                    .try_for_each(|lines| paragraph(xml, "Cell", lines, is_head))
            })?;
        }
        Ok(())
    })
}

/// The width of each column in twentieths of a point.
fn column_widths(head: &[String], rows: &[Vec<String>]) -> Vec<String> {
    let weights = column_weights(head, rows);
    let whole = weights.iter().sum::<usize>().max(1);
    let width = |weight: &usize| (TEXT_WIDTH * weight / whole).to_string();
    weights.iter().map(width).collect()
}

/// A4, with header and footer.
fn page(xml: &mut Xml, one_page: bool) -> Result<()> {
    let [top, side, bottom, edge] = match one_page {
        true => ["1247", "1134", "1134", "567"],
        false => ["1587", "1417", "1474", "709"],
    };
    xml.element("w:sectPr", &[], |xml| {
        xml.empty(
            "w:headerReference",
            &[("w:type", "default"), ("r:id", "rIdHeader")],
        )?;
        xml.empty(
            "w:footerReference",
            &[("w:type", "default"), ("r:id", "rIdFooter")],
        )?;
        xml.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")])?;
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", top),
                ("w:right", side),
                ("w:bottom", bottom),
                ("w:left", side),
                ("w:header", edge),
                ("w:footer", edge),
                ("w:gutter", "0"),
            ],
        )
    })
}

pub fn texts(xml: &mut Xml, style: &str, text: &str) -> Result<()> {
    paragraphs(text)
        .iter()
        .try_for_each(|lines| paragraph(xml, style, lines, false))
}

pub fn paragraph(xml: &mut Xml, style: &str, content: &[String], is_bold: bool) -> Result<()> {
    styled(xml, style, |xml| lines(xml, content, is_bold))
}

fn styled(xml: &mut Xml, style: &str, content: impl FnOnce(&mut Xml) -> Result<()>) -> Result<()> {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| xml.value("w:pStyle", style))?;
        content(xml)
    })
}

fn lines(xml: &mut Xml, lines: &[String], is_bold: bool) -> Result<()> {
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            xml.line_break()?;
        }
        xml.run(line, is_bold)?;
    }
    Ok(())
}

/// A text whose line breaks become spaces.
pub fn one_line(text: &str) -> String {
    paragraphs(text).concat().join(" ").trim().to_owned()
}
