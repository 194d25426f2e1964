//! The styles: Arial, near black on white, sizes in steps.

use std::io::Result;

use super::xml::{WORD, Xml};

/// Near black of running text.
const INK: &str = "0B0C0C";

/// Grey of what stands around it; 9 to 1 against white.
const QUIET: &str = "484949";

/// A paragraph style. Sizes are in half points, spaces and positions in twentieths of a point.
#[derive(Clone, Copy)]
struct Style {
    id: &'static str,
    name: &'static str,
    size: &'static str,
    is_bold: bool,
    colour: &'static str,
    before: &'static str,
    after: &'static str,
    /// Left edge, and how far the first line hangs out of it.
    indent: Option<(&'static str, &'static str)>,
    /// Kind and position of its one tab stop.
    tab_stop: Option<(&'static str, &'static str)>,
    /// Level in the outline, `0` for the first.
    outline: Option<&'static str>,
    keeps_with_next: bool,
    has_bullet: bool,
    has_bar: bool,
}

const TEXT: Style = Style {
    id: "",
    name: "",
    size: "22",
    is_bold: false,
    colour: INK,
    before: "0",
    after: "140",
    indent: None,
    tab_stop: None,
    outline: None,
    keeps_with_next: false,
    has_bullet: false,
    has_bar: false,
};

const HEADING: Style = Style {
    is_bold: true,
    keeps_with_next: true,
    ..TEXT
};

/// Where what stands on the right of headers and footers ends.
pub const RIGHT_EDGE: &str = "9072";

const EDGE: Style = Style {
    size: "18",
    colour: QUIET,
    after: "0",
    tab_stop: Some(("right", RIGHT_EDGE)),
    ..TEXT
};

/// Where the values of facts begin.
const VALUES: &str = "3402";

const STYLES: [Style; 17] = [
    Style {
        id: "Title",
        name: "Title",
        size: "44",
        after: "160",
        ..HEADING
    },
    Style {
        id: "Subtitle",
        name: "Subtitle",
        size: "26",
        colour: QUIET,
        ..TEXT
    },
    Style {
        id: "Heading1",
        name: "heading 1",
        size: "32",
        before: "400",
        outline: Some("0"),
        ..HEADING
    },
    Style {
        id: "Heading2",
        name: "heading 2",
        size: "26",
        before: "320",
        outline: Some("1"),
        ..HEADING
    },
    Style {
        id: "Heading3",
        name: "heading 3",
        size: "22",
        before: "280",
        outline: Some("2"),
        ..HEADING
    },
    Style {
        id: "ListBullet",
        name: "List Bullet",
        has_bullet: true,
        ..TEXT
    },
    Style {
        id: "ListContinue",
        name: "List Continue",
        indent: Some(("454", "0")),
        ..TEXT
    },
    Style {
        id: "Fact",
        name: "Fact",
        indent: Some((VALUES, VALUES)),
        tab_stop: Some(("left", VALUES)),
        ..TEXT
    },
    Style {
        id: "FactContinue",
        name: "Fact Continue",
        indent: Some((VALUES, "0")),
        ..TEXT
    },
    Style {
        id: "Note",
        name: "Note",
        before: "140",
        indent: Some(("284", "0")),
        has_bar: true,
        ..TEXT
    },
    Style {
        id: "Header",
        name: "header",
        ..EDGE
    },
    Style {
        id: "Footer",
        name: "footer",
        ..EDGE
    },
    Style {
        id: "Caption",
        name: "caption",
        size: "20",
        colour: QUIET,
        before: "280",
        keeps_with_next: true,
        ..TEXT
    },
    Style {
        id: "Cell",
        name: "Cell",
        size: "20",
        after: "0",
        ..TEXT
    },
    Style {
        id: "SmallCell",
        name: "Small Cell",
        size: "16",
        after: "0",
        ..TEXT
    },
    Style {
        id: "Code",
        name: "Code",
        size: "8",
        colour: "6F777B",
        after: "0",
        ..TEXT
    },
    Style {
        id: "AfterTable",
        name: "After Table",
        size: "12",
        ..TEXT
    },
];

/// The style in a document that is to stay on one page.
fn smaller(style: Style) -> Style {
    let (size, before, after) = match style.id {
        "Title" => ("32", "0", "80"),
        "Heading1" => ("24", "200", "60"),
        "Heading2" | "Heading3" => ("22", "160", "60"),
        "Header" | "Footer" => ("16", "0", "0"),
        _ => ("20", "0", "80"),
    };
    Style {
        size,
        before,
        after,
        ..style
    }
}

/// Writes `word/styles.xml`; in smaller letters for a document that is to stay on one page.
pub fn styles(language: &str, one_page: bool) -> Result<Vec<u8>> {
    let as_set = |style: Style| match one_page {
        true => smaller(style),
        false => style,
    };
    Xml::part("w:styles", &[("xmlns:w", WORD)], |xml| {
        let line = if one_page { "252" } else { "288" };
        defaults(xml, language, (as_set(TEXT), line))?;
        xml.element(
            "w:style",
            &[
                ("w:type", "paragraph"),
                ("w:default", "1"),
                ("w:styleId", "Normal"),
            ],
            |xml| {
                xml.value("w:name", "Normal")?;
                xml.empty("w:qFormat", &[])
            },
        )?;
        STYLES
            .iter()
            .try_for_each(|style| paragraph_style(xml, &as_set(*style)))?;
        table_style(xml)
    })
}

fn defaults(xml: &mut Xml, language: &str, (text, line): (Style, &str)) -> Result<()> {
    xml.element("w:docDefaults", &[], |xml| {
        xml.element("w:rPrDefault", &[], |xml| {
            xml.element("w:rPr", &[], |xml| {
                let arial = [
                    ("w:ascii", "Arial"),
                    ("w:hAnsi", "Arial"),
                    ("w:eastAsia", "Arial"),
                    ("w:cs", "Arial"),
                ];
                xml.empty("w:rFonts", &arial)?;
                xml.value("w:color", INK)?;
                xml.value("w:sz", text.size)?;
                xml.value("w:szCs", text.size)?;
                // All three, or Word guesses the language of right-to-left text from the computer it runs on.
                xml.empty(
                    "w:lang",
                    &[
                        ("w:val", language),
                        ("w:eastAsia", language),
                        ("w:bidi", language),
                    ],
                )
            })
        })?;
        xml.element("w:pPrDefault", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                let around = [
                    ("w:before", text.before),
                    ("w:after", text.after),
                    ("w:line", line),
                    ("w:lineRule", "auto"),
                ];
                xml.empty("w:spacing", &around)
            })
        })
    })
}

fn paragraph_style(xml: &mut Xml, style: &Style) -> Result<()> {
    xml.element(
        "w:style",
        &[("w:type", "paragraph"), ("w:styleId", style.id)],
        |xml| {
            xml.value("w:name", style.name)?;
            xml.value("w:basedOn", "Normal")?;
            xml.empty("w:qFormat", &[])?;
            xml.element("w:pPr", &[], |xml| paragraph_properties(xml, style))?;
            xml.element("w:rPr", &[], |xml| {
                if style.is_bold {
                    xml.empty("w:b", &[])?;
                    xml.empty("w:bCs", &[])?;
                }
                xml.value("w:color", style.colour)?;
                xml.value("w:sz", style.size)?;
                xml.value("w:szCs", style.size)
            })
        },
    )
}

/// The properties in the order that the schema (ECMA-376 part 1, `CT_PPrBase`) wants; Word refuses any other.
fn paragraph_properties(xml: &mut Xml, style: &Style) -> Result<()> {
    if style.keeps_with_next {
        xml.empty("w:keepNext", &[])?;
    }
    if style.has_bullet {
        xml.element("w:numPr", &[], |xml| {
            xml.value("w:ilvl", "0")?;
            xml.value("w:numId", "1")
        })?;
    }
    if style.has_bar {
        xml.element("w:pBdr", &[], |xml| {
            let line = [
                ("w:val", "single"),
                ("w:sz", "24"),
                ("w:space", "10"),
                ("w:color", "1D70B8"),
            ];
            xml.empty("w:left", &line)
        })?;
    }
    if let Some((kind, position)) = style.tab_stop {
        xml.element("w:tabs", &[], |xml| {
            xml.empty("w:tab", &[("w:val", kind), ("w:pos", position)])
        })?;
    }
    xml.empty(
        "w:spacing",
        &[("w:before", style.before), ("w:after", style.after)],
    )?;
    if let Some((left, hanging)) = style.indent {
        xml.empty("w:ind", &[("w:left", left), ("w:hanging", hanging)])?;
    }
    style
        .outline
        .map_or(Ok(()), |level| xml.value("w:outlineLvl", level))
}

/// Rows with a line between them and no box around.
fn table_style(xml: &mut Xml) -> Result<()> {
    xml.element(
        "w:style",
        &[
            ("w:type", "table"),
            ("w:customStyle", "1"),
            ("w:styleId", "Rows"),
        ],
        |xml| {
            xml.value("w:name", "Rows")?;
            xml.element("w:tblPr", &[], |xml| {
                xml.element("w:tblBorders", &[], |xml| {
                    ["w:top", "w:bottom", "w:insideH"]
                        .iter()
                        .try_for_each(|edge| {
                            let line = [
                                ("w:val", "single"),
                                ("w:sz", "4"),
                                ("w:space", "0"),
                                ("w:color", "B1B4B6"),
                            ];
                            xml.empty(edge, &line)
                        })
                })?;
                xml.element("w:tblCellMar", &[], |xml| {
                    ["w:top", "w:left", "w:bottom", "w:right"]
                        .iter()
                        .try_for_each(|edge| xml.empty(edge, &[("w:w", "80"), ("w:type", "dxa")]))
                })
            })
        },
    )
}
