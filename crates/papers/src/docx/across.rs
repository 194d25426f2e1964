//! A document across the page that is one table.

use std::io::Result;

use model::paper::Paper;

use super::body::{blocks, fact, opening};
use super::xml::{RELATIONSHIPS, WORD, Xml};

/// Paper that lies across.
#[derive(Clone, Copy)]
pub enum Sheet {
    /// 29.7 cm wide.
    A4Across,
    /// 42 cm wide.
    A3Across,
}

/// Margin on every side, in twentieths of a point: 1.5 cm.
const MARGIN: usize = 850;

impl Sheet {
    /// Width and height in twentieths of a point.
    fn size(self) -> (usize, usize) {
        match self {
            Self::A4Across => (16838, 11906),
            Self::A3Across => (23811, 16838),
        }
    }

    /// Width between the margins, in twentieths of a point.
    pub fn text_width(self) -> usize {
        self.size().0 - 2 * MARGIN
    }
}

/// Writes `word/document.xml`: what every document says of itself, facts under it, what `table` puts there, and the blocks of the
/// paper. So many of the drawings among these stand beside it as files.
pub fn document(
    paper: &Paper,
    (facts, drawings): (&[(String, String)], usize),
    sheet: Sheet,
    table: impl FnOnce(&mut Xml) -> Result<()>,
) -> Result<Vec<u8>> {
    let namespaces = [("xmlns:w", WORD), ("xmlns:r", RELATIONSHIPS)];
    Xml::part("w:document", &namespaces, |xml| {
        xml.element("w:body", &[], |xml| {
            opening(xml, paper)?;
            facts
                .iter()
                .try_for_each(|(label, value)| fact(xml, label, value))?;
            table(xml)?;
            blocks(xml, paper, drawings)?;
            page(xml, sheet)
        })
    })
}

/// Writes a table whose cells hold their texts letter for letter. Above its heads stands a row of codes for programs;
/// both are repeated on every page.
pub fn table_of_texts(
    xml: &mut Xml,
    widths: &[String],
    (codes, heads): (&[String], &[String]),
    rows: &[Vec<String>],
) -> Result<()> {
    table(xml, widths, |xml| {
        row(xml, (codes, &[]), widths, Kind::Codes)?;
        row(xml, (heads, &[]), widths, Kind::Heads)?;
        rows.iter()
            .try_for_each(|cells| row(xml, (cells, &[]), widths, Kind::Texts))
    })
}

/// A place in a document that a program finds again by its name; nobody sees it on the page.
pub struct Bookmark {
    /// Its number, of which no other has the same.
    pub id: usize,
    /// Its name: letters, figures and underscores, at most 40.
    pub name: String,
}

/// A row of a table that a program finds again.
pub struct MarkedRow {
    /// Which row it is; it stands in the first cell.
    pub mark: Bookmark,
    /// The cells, letter for letter.
    pub cells: Vec<String>,
    /// The lines of one more cell, where the table has it.
    pub lines: Option<Vec<Line>>,
}

/// A line of a cell that holds several things.
pub struct Line {
    /// What it is called, with the sign after it.
    pub head: String,
    /// Which it is; it stands between the head and the text.
    pub mark: Bookmark,
    /// What it says, letter for letter.
    pub text: String,
}

/// As [`table_of_texts`], without a row of codes: each head has its bookmark, each row one in its first cell, each line one after its
/// head.
pub fn table_of_marked(
    xml: &mut Xml,
    widths: &[String],
    (heads, marks): (&[String], &[Bookmark]),
    rows: &[MarkedRow],
) -> Result<()> {
    table(xml, widths, |xml| {
        row(xml, (heads, marks), widths, Kind::Heads)?;
        rows.iter().try_for_each(|one| {
            xml.element("w:tr", &[], |xml| {
                let mark = std::slice::from_ref(&one.mark);
                cells(xml, (&one.cells, mark), widths, Kind::Texts)?;
                let width = widths.get(one.cells.len());
                match one.lines.as_ref().zip(width) {
                    Some((lines, width)) => cell_of_lines(xml, lines, width),
                    None => Ok(()),
                }
            })
        })
    })
}

/// A paragraph for each line; a cell without any has one that is empty.
fn cell_of_lines(xml: &mut Xml, lines: &[Line], width: &str) -> Result<()> {
    cell(xml, width, |xml| {
        if lines.is_empty() {
            return paragraph(xml, "SmallCell", |_| Ok(()));
        }
        lines.iter().try_for_each(|line| {
            paragraph(xml, "SmallCell", |xml| {
                xml.run(&line.head, true)?;
                bookmark(xml, &line.mark)?;
                text(xml, &line.text, false)
            })
        })
    })
}

fn cell(xml: &mut Xml, width: &str, content: impl FnOnce(&mut Xml) -> Result<()>) -> Result<()> {
    xml.element("w:tc", &[], |xml| {
        xml.element("w:tcPr", &[], |xml| {
            xml.empty("w:tcW", &[("w:w", width), ("w:type", "dxa")])
        })?;
        content(xml)
    })
}

fn paragraph(
    xml: &mut Xml,
    style: &str,
    content: impl FnOnce(&mut Xml) -> Result<()>,
) -> Result<()> {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| xml.value("w:pStyle", style))?;
        content(xml)
    })
}

fn table(
    xml: &mut Xml,
    widths: &[String],
    rows: impl FnOnce(&mut Xml) -> Result<()>,
) -> Result<()> {
    xml.element("w:tbl", &[], |xml| {
        xml.element("w:tblPr", &[], |xml| {
            xml.value("w:tblStyle", "Rows")?;
            xml.empty("w:tblW", &[("w:w", "5000"), ("w:type", "pct")])?;
            xml.empty("w:tblLayout", &[("w:type", "fixed")])?;
            let look = [
                ("w:val", "0020"),
                ("w:firstRow", "1"),
                ("w:noHBand", "1"),
                ("w:noVBand", "1"),
            ];
            xml.empty("w:tblLook", &look)
        })?;
        xml.element("w:tblGrid", &[], |xml| {
            widths
                .iter()
                .try_for_each(|width| xml.empty("w:gridCol", &[("w:w", width)]))
        })?;
        rows(xml)
    })?;
    // The last thing of a document is a paragraph.
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| xml.value("w:pStyle", "AfterTable"))
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Codes,
    Heads,
    Texts,
}

fn row(
    xml: &mut Xml,
    texts: (&[String], &[Bookmark]),
    widths: &[String],
    kind: Kind,
) -> Result<()> {
    xml.element("w:tr", &[], |xml| {
        if kind != Kind::Texts {
            xml.element("w:trPr", &[], |xml| {
                xml.empty("w:cantSplit", &[])?;
                xml.empty("w:tblHeader", &[])
            })?;
        }
        cells(xml, texts, widths, kind)
    })
}

fn cells(
    xml: &mut Xml,
    (texts, marks): (&[String], &[Bookmark]),
    widths: &[String],
    kind: Kind,
) -> Result<()> {
    let style = match kind {
        Kind::Codes => "Code",
        Kind::Heads | Kind::Texts => "SmallCell",
    };
    for (at, (said, width)) in texts.iter().zip(widths).enumerate() {
        cell(xml, width, |xml| {
            paragraph(xml, style, |xml| {
                if let Some(mark) = marks.get(at) {
                    bookmark(xml, mark)?;
                }
                text(xml, said, kind == Kind::Heads)
            })
        })?;
    }
    Ok(())
}

fn bookmark(xml: &mut Xml, mark: &Bookmark) -> Result<()> {
    let id = mark.id.to_string();
    xml.empty("w:bookmarkStart", &[("w:id", &id), ("w:name", &mark.name)])?;
    xml.empty("w:bookmarkEnd", &[("w:id", &id)])
}

/// One paragraph, whatever the text: two would be read as one text with a line end as well, but not told apart.
fn text(xml: &mut Xml, text: &str, is_bold: bool) -> Result<()> {
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            xml.line_break()?;
        }
        if !line.is_empty() {
            xml.run(line, is_bold)?;
        }
    }
    Ok(())
}

/// The sheet of what stands before, with header and footer.
pub fn page(xml: &mut Xml, sheet: Sheet) -> Result<()> {
    let (width, height) = sheet.size();
    let (width, height) = (width.to_string(), height.to_string());
    let margin = MARGIN.to_string();
    xml.element("w:sectPr", &[], |xml| {
        let parts = [
            ("w:headerReference", "rIdHeader"),
            ("w:footerReference", "rIdFooter"),
        ];
        for (part, id) in parts {
            xml.empty(part, &[("w:type", "default"), ("r:id", id)])?;
        }
        xml.empty(
            "w:pgSz",
            &[("w:w", &width), ("w:h", &height), ("w:orient", "landscape")],
        )?;
        let edges = [
            "w:top", "w:right", "w:bottom", "w:left", "w:header", "w:footer",
        ];
        let mut margins: Vec<(&str, &str)> =
            edges.iter().map(|edge| (*edge, margin.as_str())).collect();
        for (edge, distance) in &mut margins {
            if matches!(*edge, "w:header" | "w:footer") {
                *distance = "425";
            }
        }
        margins.push(("w:gutter", "0"));
        xml.empty("w:pgMar", &margins)
    })
}
