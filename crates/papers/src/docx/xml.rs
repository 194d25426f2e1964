//! A writer of XML that can only be well-formed: elements close themselves and every text is escaped.

use std::io::Result;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// The namespace of a Word document's own elements, always with prefix `w`.
pub const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The namespace of references from one part to another, always with prefix `r`.
pub const RELATIONSHIPS: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The namespace of forms and pictures, with prefix `a`.
pub const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";

/// The namespace of where they stand in a Word document, with prefix `wp`.
pub const PLACED: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";

/// Attributes of an element.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

/// One part being written.
pub struct Xml {
    writer: Writer<Vec<u8>>,
}

impl Xml {
    /// Writes a part: its declaration, the root element and what `content` puts inside.
    pub fn part(
        root: &str,
        attributes: Attributes<'_>,
        content: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<Vec<u8>> {
        let mut xml = Self {
            writer: Writer::new(Vec::new()),
        };
        xml.writer.write_event(Event::Decl(BytesDecl::new(
            "1.0",
            Some("UTF-8"),
            Some("yes"),
        )))?;
        xml.element(root, attributes, content)?;
        Ok(xml.writer.into_inner())
    }

    /// Writes an element and what `content` puts inside.
    pub fn element(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        content: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<()> {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.writer.write_event(Event::Start(start))?;
        content(self)?;
        self.writer.write_event(Event::End(BytesEnd::new(name)))
    }

    /// Writes an element without content.
    pub fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> Result<()> {
        let element = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.writer.write_event(Event::Empty(element))
    }

    /// Writes an empty element whose only attribute is Word's `w:val`.
    pub fn value(&mut self, name: &str, value: &str) -> Result<()> {
        self.empty(name, &[("w:val", value)])
    }

    /// Writes an element that holds only text.
    pub fn text_element(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        text: &str,
    ) -> Result<()> {
        self.element(name, attributes, |xml| {
            xml.writer.write_event(Event::Text(BytesText::new(text)))
        })
    }

    /// Writes runs of one line of text, with bold letters or not; tabs become Word's own.
    pub fn run(&mut self, text: &str, is_bold: bool) -> Result<()> {
        self.element("w:r", &[], |xml| {
            if is_bold {
                xml.element("w:rPr", &[], |xml| {
                    xml.empty("w:b", &[])?;
                    xml.empty("w:bCs", &[])
                })?;
            }
            for (index, piece) in text.split('\t').enumerate() {
                if index > 0 {
                    xml.empty("w:tab", &[])?;
                }
                if !piece.is_empty() {
                    xml.text_element("w:t", &[("xml:space", "preserve")], piece)?;
                }
            }
            Ok(())
        })
    }

    /// Writes a line break inside a paragraph.
    pub fn line_break(&mut self) -> Result<()> {
        self.element("w:r", &[], |xml| xml.empty("w:br", &[]))
    }
}
