//! Documents that refer to something outside themselves.

use papers::read::{Warning, text_of};
use papers::{FileKind, Refusal};

use crate::{CONTENT_TYPES, zipped};

const DOCUMENT: &[u8] =
    b"<w:document xmlns:w='x'><w:body><w:p><w:r><w:t>body</w:t></w:r></w:p></w:body></w:document>";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A Word document with one relation.
fn related(list: &str, kind: &str, target: &str, mode: &str) -> Vec<u8> {
    let relations = format!(
        r#"<Relationships><Relationship Id="r1" Type="{KINDS}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>"#
    );
    zipped(&[
        ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
        ("word/document.xml", DOCUMENT),
        (list, relations.as_bytes()),
    ])
}

#[test]
fn what_a_document_fetches_when_it_is_opened_is_refused() {
    let template = "word/_rels/settings.xml.rels";
    for (kind, target, mode) in [
        (
            "attachedTemplate",
            "https://example.invalid/t.dotm",
            "External",
        ),
        ("image", "HTTP://example.invalid/p.png", "external"),
        ("oleObject", "mhtml:http://example.invalid/x", "External"),
        (
            "attachedTemplate",
            "http&#58;//example.invalid/t.dotm",
            "External",
        ),
        ("frame", "https://example.invalid/", "Externa&#108;"),
    ] {
        let bytes = related(template, kind, target, mode);
        assert_eq!(
            text_of(FileKind::Docx, &bytes),
            Err(Refusal::Fetches),
            "{kind} {target}"
        );
    }
    let broken = related(template, "image", "http&nothing;//x", "External");
    assert_eq!(text_of(FileKind::Docx, &broken), Err(Refusal::Damaged));
}

#[test]
fn links_to_follow_and_templates_of_an_office_do_no_harm() {
    let list = "word/_rels/document.xml.rels";
    let link = related(list, "hyperlink", "https://example.invalid/", "External");
    let read = text_of(FileKind::Docx, &link).unwrap();
    assert_eq!(read.warnings, []);
    let inside = related(list, "image", "media/p.png", "Internal");
    assert_eq!(text_of(FileKind::Docx, &inside).unwrap().warnings, []);
    for target in ["file:///C:/Letter.dotx", "\\\\server\\Letter.dotx"] {
        let bytes = related(list, "attachedTemplate", target, "External");
        let read = text_of(FileKind::Docx, &bytes).unwrap();
        assert_eq!(read.warnings, [Warning::LinkedFiles], "{target}");
    }
}
