//! A drawing in a Word document: a PNG beside the text, with the words that say the same.

use std::io::Result;

use model::paper::Picture;

use super::body::{TEXT_WIDTH, one_line};
use super::xml::{DRAWING, PLACED, RELATIONSHIPS, Xml};

/// Word's smallest unit in a CSS pixel.
const UNITS_OF_PIXEL: u64 = 9_525;
/// The same in a twentieth of a point.
const UNITS_OF_TWENTIETH: u64 = 635;
/// Most of it that a drawing is high: 22 cm.
const HIGHEST: u64 = 7_920_000;

/// The namespace of pictures.
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";

/// Name of a drawing's file inside of `word/`; places count from 0.
pub fn name(at: usize) -> String {
    format!("media/picture{}.png", at + 1)
}

/// What the text calls that file.
pub fn id(at: usize) -> String {
    format!("rIdPicture{}", at + 1)
}

/// Width and height on the page: its own size, or less where the page is smaller.
fn size(picture: &Picture) -> (u64, u64) {
    let own = |pixels: u32| u64::from(pixels.max(1)) * UNITS_OF_PIXEL;
    let (width, height) = (own(picture.width), own(picture.height));
    let widest = u64::try_from(TEXT_WIDTH).unwrap_or(u64::MAX) * UNITS_OF_TWENTIETH;
    let (width, height) = if width > widest {
        (widest, height * widest / width)
    } else {
        (width, height)
    };
    if height > HIGHEST {
        (width * HIGHEST / height, HIGHEST)
    } else {
        (width, height)
    }
}

/// Writes the drawing with this place among the drawings.
pub fn write(xml: &mut Xml, picture: &Picture, at: usize) -> Result<()> {
    let (width, height) = size(picture);
    let (width, height) = (width.to_string(), height.to_string());
    let number = (at + 1).to_string();
    let words = one_line(&picture.words);
    let extent = [("cx", width.as_str()), ("cy", height.as_str())];
    let around = [
        ("distT", "0"),
        ("distB", "0"),
        ("distL", "0"),
        ("distR", "0"),
    ];
    let called = format!("Picture {number}");
    let about = [
        ("id", number.as_str()),
        ("name", called.as_str()),
        ("descr", words.as_str()),
    ];
    xml.element("w:r", &[], |xml| {
        xml.element("w:drawing", &[], |xml| {
            let mut inline = vec![("xmlns:wp", PLACED)];
            inline.extend(around);
            xml.element("wp:inline", &inline, |xml| {
                xml.empty("wp:extent", &extent)?;
                xml.empty("wp:docPr", &about)?;
                xml.empty("wp:cNvGraphicFramePr", &[])?;
                xml.element("a:graphic", &[("xmlns:a", DRAWING)], |xml| {
                    xml.element("a:graphicData", &[("uri", PICTURE)], |xml| {
                        file(xml, &extent, &about, at)
                    })
                })
            })
        })
    })
}

fn file(xml: &mut Xml, extent: &[(&str, &str)], about: &[(&str, &str)], at: usize) -> Result<()> {
    xml.element("pic:pic", &[("xmlns:pic", PICTURE)], |xml| {
        xml.element("pic:nvPicPr", &[], |xml| {
            xml.empty("pic:cNvPr", about)?;
            xml.empty("pic:cNvPicPr", &[])
        })?;
        xml.element("pic:blipFill", &[], |xml| {
            let file = id(at);
            xml.empty(
                "a:blip",
                &[("xmlns:r", RELATIONSHIPS), ("r:embed", file.as_str())],
            )?;
            xml.element("a:stretch", &[], |xml| xml.empty("a:fillRect", &[]))
        })?;
        xml.element("pic:spPr", &[], |xml| {
            xml.element("a:xfrm", &[], |xml| {
                xml.empty("a:off", &[("x", "0"), ("y", "0")])?;
                xml.empty("a:ext", extent)
            })?;
            xml.element("a:prstGeom", &[("prst", "rect")], |xml| {
                xml.empty("a:avLst", &[])
            })
        })
    })
}
