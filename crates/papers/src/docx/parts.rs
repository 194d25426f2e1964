//! The small parts around the content.

use std::io::Result;

use model::paper::{Paper, SYNTHETIC_MARK};

use super::body::one_line;
use super::picture;
use super::styles::RIGHT_EDGE;
use super::xml::{RELATIONSHIPS, WORD, Xml};

/// Relationship types and content types share these beginnings.
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The parts that `word/document.xml` refers to: id, kind, name.
const DOCUMENT_PARTS: [(&str, &str, &str); 5] = [
    ("rIdStyles", "styles", "styles.xml"),
    ("rIdSettings", "settings", "settings.xml"),
    ("rIdNumbering", "numbering", "numbering.xml"),
    ("rIdHeader", "header", "header1.xml"),
    ("rIdFooter", "footer", "footer1.xml"),
];

/// The name of the part that stands on no page. LibreOffice keeps such a part when it saves a document again, if it has
/// [`BESIDE_PROPERTIES`].
pub const BESIDE: &str = "customXml/item1.xml";

/// What the part is.
pub const BESIDE_PROPERTIES: &str = "customXml/itemProps1.xml";

/// Where the part says so.
pub const BESIDE_RELATIONSHIPS: &str = "customXml/_rels/item1.xml.rels";

/// Which kind of part it is; the same in every document.
const BESIDE_KIND: &str = "{6A1D3B5E-7C2F-4D8A-9B0E-51C4F2A7D913}";

/// Writes [`BESIDE_PROPERTIES`] of a part in a namespace.
pub fn beside_properties(namespace: &str) -> Result<Vec<u8>> {
    let own = "http://schemas.openxmlformats.org/officeDocument/2006/customXml";
    let attributes = [("xmlns:ds", own), ("ds:itemID", BESIDE_KIND)];
    Xml::part("ds:datastoreItem", &attributes, |xml| {
        xml.element("ds:schemaRefs", &[], |xml| {
            xml.empty("ds:schemaRef", &[("ds:uri", namespace)])
        })
    })
}

/// Writes [`BESIDE_RELATIONSHIPS`].
pub fn beside_relationships() -> Result<Vec<u8>> {
    let kind = format!("{RELATIONSHIPS}/customXmlProps");
    relationships(&[("rIdProperties", &kind, "itemProps1.xml")])
}

/// Writes `[Content_Types].xml`; with the type of drawings and that of the part on no page, where there are any.
pub fn content_types(drawings: bool, beside: bool) -> Result<Vec<u8>> {
    let namespace = format!("{PACKAGE}/content-types");
    Xml::part("Types", &[("xmlns", &namespace)], |xml| {
        let relationships = "application/vnd.openxmlformats-package.relationships+xml";
        xml.empty(
            "Default",
            &[("Extension", "rels"), ("ContentType", relationships)],
        )?;
        xml.empty(
            "Default",
            &[("Extension", "xml"), ("ContentType", "application/xml")],
        )?;
        if drawings {
            xml.empty(
                "Default",
                &[("Extension", "png"), ("ContentType", "image/png")],
            )?;
        }
        let mut part = |name: &str, kind: &str| {
            xml.empty("Override", &[("PartName", name), ("ContentType", kind)])
        };
        part(
            "/word/document.xml",
            &format!("{WORD_TYPE}.document.main+xml"),
        )?;
        if beside {
            part(
                &format!("/{BESIDE_PROPERTIES}"),
                "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
            )?;
        }
        for (_, kind, name) in DOCUMENT_PARTS {
            part(&format!("/word/{name}"), &format!("{WORD_TYPE}.{kind}+xml"))?;
        }
        part(
            "/docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml",
        )?;
        part(
            "/docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        )
    })
}

/// Writes `_rels/.rels`.
pub fn package_relationships() -> Result<Vec<u8>> {
    let core = format!("{PACKAGE}/relationships/metadata/core-properties");
    relationships(&[
        (
            "rIdDocument",
            &format!("{RELATIONSHIPS}/officeDocument"),
            "word/document.xml",
        ),
        ("rIdCore", &core, "docProps/core.xml"),
        (
            "rIdApplication",
            &format!("{RELATIONSHIPS}/extended-properties"),
            "docProps/app.xml",
        ),
    ])
}

/// Writes `word/_rels/document.xml.rels`, with so many drawings, and with the part that stands on no page.
pub fn document_relationships(drawings: usize, beside: bool) -> Result<Vec<u8>> {
    let kinds =
        DOCUMENT_PARTS.map(|(id, kind, name)| (id, format!("{RELATIONSHIPS}/{kind}"), name));
    let drawn: Vec<(String, String, String)> = (0..drawings)
        .map(|at| {
            let kind = format!("{RELATIONSHIPS}/image");
            (picture::id(at), kind, picture::name(at))
        })
        .collect();
    let parts = kinds.iter();
    let parts = parts.map(|(id, kind, name)| (*id, kind.as_str(), *name));
    let drawn = drawn.iter();
    let drawn = drawn.map(|(id, kind, name)| (id.as_str(), kind.as_str(), name.as_str()));
    let own = format!("{RELATIONSHIPS}/customXml");
    let target = format!("../{BESIDE}");
    let beside = beside.then_some(("rIdBeside", own.as_str(), target.as_str()));
    let listed: Vec<(&str, &str, &str)> = parts.chain(drawn).chain(beside).collect();
    relationships(&listed)
}

fn relationships(listed: &[(&str, &str, &str)]) -> Result<Vec<u8>> {
    let namespace = format!("{PACKAGE}/relationships");
    Xml::part("Relationships", &[("xmlns", &namespace)], |xml| {
        listed.iter().try_for_each(|(id, kind, target)| {
            xml.empty(
                "Relationship",
                &[("Id", id), ("Type", kind), ("Target", target)],
            )
        })
    })
}

/// Writes `docProps/core.xml`: title, language and the day it was prepared, and nobody's name.
pub fn core_properties(paper: &Paper) -> Result<Vec<u8>> {
    let namespaces = [
        (
            "xmlns:cp",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        ),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    Xml::part("cp:coreProperties", &namespaces, |xml| {
        xml.text_element("dc:title", &[], &one_line(&paper.title))?;
        xml.text_element("dc:language", &[], &paper.language)?;
        let prepared = format!("{}T00:00:00Z", paper.prepared_on);
        let date_type = [("xsi:type", "dcterms:W3CDTF")];
        xml.text_element("dcterms:created", &date_type, &prepared)?;
        xml.text_element("dcterms:modified", &date_type, &prepared)
    })
}

/// Writes `docProps/app.xml`.
pub fn application_properties() -> Result<Vec<u8>> {
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    Xml::part("Properties", &[("xmlns", namespace)], |xml| {
        xml.text_element("Application", &[], "Throughline")
    })
}

/// Writes `word/settings.xml`.
pub fn settings(language: &str) -> Result<Vec<u8>> {
    Xml::part("w:settings", &[("xmlns:w", WORD)], |xml| {
        // Word then leaves out the editor's name when the document is saved again.
        xml.empty("w:removePersonalInformation", &[])?;
        xml.element("w:compat", &[], |xml| {
            let office = "http://schemas.microsoft.com/office/word";
            xml.empty(
                "w:compatSetting",
                &[
                    ("w:name", "compatibilityMode"),
                    ("w:uri", office),
                    ("w:val", "15"),
                ],
            )
        })?;
        xml.value("w:themeFontLang", language)
    })
}

/// Writes `word/numbering.xml`: the one bullet.
pub fn numbering() -> Result<Vec<u8>> {
    Xml::part("w:numbering", &[("xmlns:w", WORD)], |xml| {
        xml.element("w:abstractNum", &[("w:abstractNumId", "0")], |xml| {
            xml.value("w:multiLevelType", "singleLevel")?;
            xml.element("w:lvl", &[("w:ilvl", "0")], |xml| {
                xml.value("w:start", "1")?;
                xml.value("w:numFmt", "bullet")?;
                xml.value("w:lvlText", "•")?;
                xml.value("w:lvlJc", "left")?;
                xml.element("w:pPr", &[], |xml| {
                    xml.empty("w:ind", &[("w:left", "454"), ("w:hanging", "284")])
                })
            })
        })?;
        xml.element("w:num", &[("w:numId", "1")], |xml| {
            xml.value("w:abstractNumId", "0")
        })
    })
}

/// Writes `word/header1.xml`: marking on the left, synthetic mark on the right. A page of another width than that of
/// the styles says so.
pub fn header(paper: &Paper, width: Option<usize>) -> Result<Vec<u8>> {
    Xml::part("w:hdr", &[("xmlns:w", WORD)], |xml| {
        edge(xml, ("Header", width), paper.synthetic, |xml| {
            xml.run(&one_line(&paper.marking), true)
        })
    })
}

/// Writes `word/footer1.xml`: page number on the left, synthetic mark on the right; as [`header`].
pub fn footer(paper: &Paper, width: Option<usize>) -> Result<Vec<u8>> {
    Xml::part("w:ftr", &[("xmlns:w", WORD)], |xml| {
        edge(xml, ("Footer", width), paper.synthetic, |xml| {
            xml.run("Page ", false)?;
            field(xml, "PAGE")?;
            xml.run(" of ", false)?;
            field(xml, "NUMPAGES")
        })
    })
}

fn edge(
    xml: &mut Xml,
    (style, width): (&str, Option<usize>),
    is_synthetic: bool,
    left: impl FnOnce(&mut Xml) -> Result<()>,
) -> Result<()> {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.value("w:pStyle", style)?;
            let Some(width) = width else { return Ok(()) };
            let right = width.to_string();
            xml.element("w:tabs", &[], |xml| {
                xml.empty("w:tab", &[("w:val", "clear"), ("w:pos", RIGHT_EDGE)])?;
                xml.empty("w:tab", &[("w:val", "right"), ("w:pos", &right)])
            })
        })?;
        left(xml)?;
        if is_synthetic {
            xml.run(&format!("\t{SYNTHETIC_MARK}"), false)
        } else {
            Ok(())
        }
    })
}

/// A number that Word fills in.
fn field(xml: &mut Xml, code: &str) -> Result<()> {
    xml.element("w:fldSimple", &[("w:instr", code)], |xml| {
        xml.run("1", false)
    })
}
