//! What documents carry beside their text.

use papers::{Carried, Refusal, residue};

use crate::{CONTENT_TYPES, zipped};

/// A document with something in every place; each piece is one of a kind.
fn full() -> Vec<u8> {
    let body = r#"<?xml version="1.0"?><w:document xmlns:w="w" xmlns:wp="wp"><w:body>
        <w:p><w:r><w:t>What people see</w:t></w:r>
        <w:ins w:author="Ida Author"><w:r><w:t>put in</w:t></w:r></w:ins>
        <w:del w:author="Ida Author"><w:r><w:delText>taken &amp; out</w:delText></w:r></w:del>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>not shown</w:t></w:r>
        <w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>shown after all</w:t></w:r>
        <w:r><w:drawing><wp:docPr id="1" name="Picture 1" descr="The child&#39;s bedroom"/></w:drawing></w:r></w:p>
        </w:body></w:document>"#;
    zipped(&[
        ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
        ("word/document.xml", body.as_bytes()),
        (
            "word/comments.xml",
            br#"<w:comments xmlns:w="w"><w:comment w:author="Ivo Reader" w:initials="IR"><w:p><w:r><w:t>Is this her?</w:t></w:r></w:p></w:comment></w:comments>"#,
        ),
        (
            "docProps/core.xml",
            br#"<cp:coreProperties xmlns:cp="cp" xmlns:dc="dc"><dc:creator>Una Writer</dc:creator><cp:revision>7</cp:revision></cp:coreProperties>"#,
        ),
        (
            "docProps/custom.xml",
            br#"<Properties xmlns:vt="vt"><property name="Case"><vt:lpwstr>A-17</vt:lpwstr></property></Properties>"#,
        ),
        (
            "word/_rels/document.xml.rels",
            br#"<Relationships><Relationship Target="https://example.org/case" TargetMode="External"/></Relationships>"#,
        ),
        (
            "word/header1.xml",
            br#"<w:hdr xmlns:w="w"><w:p><w:r><w:t>Review of </w:t></w:r><w:r><w:t>the Lane</w:t></w:r></w:p></w:hdr>"#,
        ),
        ("word/embeddings/Sheet of the family.xlsx", b"PK"),
    ])
}

#[test]
fn every_piece_is_told_and_what_people_see_is_not() {
    let found = residue(&full()).unwrap();
    for (what, text) in [
        (Carried::TrackedChange, "Ida Author"),
        (Carried::TrackedChange, "put in"),
        (Carried::TrackedChange, "taken & out"),
        (Carried::HiddenText, "not shown"),
        (Carried::AltText, "The child's bedroom"),
        (Carried::PageEdge, "Review of the Lane"),
        (Carried::Comment, "Is this her?"),
        (Carried::Comment, "Ivo Reader"),
        (Carried::Property, "Una Writer"),
        (Carried::Property, "A-17"),
        (Carried::Link, "https://example.org/case"),
        (
            Carried::FileInside,
            "word/embeddings/Sheet of the family.xlsx",
        ),
    ] {
        assert!(
            found.iter().any(|one| one.what == what && one.text == text),
            "{what:?} {text}: {found:?}"
        );
    }
    assert!(found.iter().all(|one| one.text != "What people see"
        && one.text != "shown after all"
        && one.text != "7"));
    let case = found.iter().find(|one| one.text == "A-17").unwrap();
    assert_eq!(case.place, "Case");
}

#[test]
fn a_document_of_ours_carries_nothing_of_anybody() {
    let body = br#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Plain</w:t></w:r></w:p></w:body></w:document>"#;
    let plain = zipped(&[
        ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
        ("word/document.xml", body),
    ]);
    assert_eq!(residue(&plain).unwrap(), []);
}

#[test]
fn what_is_no_document_is_refused() {
    assert_eq!(residue(b"%PDF-1.4 torn"), Err(Refusal::Damaged));
    assert!(residue(b"plain text").is_err());
}

#[test]
fn what_is_told_crosses_from_one_process_to_another() {
    let found = residue(&full()).unwrap();
    let printed = papers::Answer::printed_residue(Ok(found.clone()));
    assert_eq!(papers::Answer::parse_residue(&printed), Some(Ok(found)));
    assert_eq!(papers::Answer::parse(&printed), None, "it is no text");
    let refused = papers::Answer::printed_residue(Err(Refusal::Password));
    assert_eq!(
        papers::Answer::parse_residue(&refused),
        Some(Err(Refusal::Password))
    );
    let piece = found_once("a");
    let many = papers::Answer::printed_residue(Ok(vec![piece; 2_001]));
    assert_eq!(papers::Answer::parse_residue(&many), None, "beyond limits");
}

fn found_once(text: &str) -> papers::Residue {
    papers::Residue {
        what: Carried::Comment,
        place: "word/comments.xml".to_owned(),
        text: text.to_owned(),
    }
}
