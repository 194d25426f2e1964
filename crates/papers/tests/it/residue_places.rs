//! Every place of a Word document in which somebody can have written a name: it is told, or the file is refused.

use papers::{Carried, Refusal, residue};

use crate::{CONTENT_TYPES, zipped};

const NAME: &str = "Tamsin Quillfeather";

/// A document whose body holds the XML given, with parts beside it.
fn document(body: &str, beside: &[(&str, &str)]) -> Vec<u8> {
    let body = body.replace("{NAME}", NAME);
    let xml = format!(
        r#"<?xml version="1.0"?><w:document xmlns:w="w" xmlns:v="v" xmlns:mc="mc" xmlns:o="o"><w:body><w:p><w:r><w:t>What people read</w:t></w:r></w:p>{body}</w:body></w:document>"#
    );
    let filled: Vec<(&str, String)> = beside
        .iter()
        .map(|(name, xml)| (*name, xml.replace("{NAME}", NAME)))
        .collect();
    let mut parts = vec![
        ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
        ("word/document.xml", xml.as_bytes()),
    ];
    parts.extend(filled.iter().map(|(name, xml)| (*name, xml.as_bytes())));
    zipped(&parts)
}

/// That the name is told, as what it is.
fn told(what: Carried, (body, beside): (&str, &[(&str, &str)])) {
    let found = residue(&document(body, beside)).unwrap();
    let letters = |text: &str| text.replace(['_', '-'], " ");
    assert!(
        found
            .iter()
            .any(|one| one.what == what && letters(&one.text).contains(NAME)),
        "{what:?} of {body} {beside:?}: {:?}",
        found
            .iter()
            .map(|one| (&one.place, &one.text))
            .collect::<Vec<_>>()
    );
}

#[test]
fn words_that_word_shows_and_nobody_reads_as_text_are_told() {
    let chart = r#"<c:chartSpace xmlns:c="c" xmlns:a="a"><c:title><a:p><a:r><a:t>Contacts of Tamsin </a:t></a:r><a:r><a:t>Quillfeather</a:t></a:r></a:p></c:title><c:v>3</c:v></c:chartSpace>"#;
    told(Carried::Drawn, ("", &[("word/charts/chart1.xml", chart)]));
    let category =
        r#"<c:chartSpace xmlns:c="c"><c:pt idx="0"><c:v>{NAME}</c:v></c:pt></c:chartSpace>"#;
    told(
        Carried::Drawn,
        ("", &[("word/charts/chart1.xml", category)]),
    );
    let diagram = r#"<d:dataModel xmlns:d="d" xmlns:a="a"><a:p><a:r><a:t>{NAME}</a:t></a:r></a:p></d:dataModel>"#;
    told(
        Carried::Drawn,
        ("", &[("word/diagrams/data1.xml", diagram)]),
    );
    let word_art = r#"<w:p><w:r><w:pict><v:shape><v:textpath string="{NAME}"/></v:shape></w:pict></w:r></w:p>"#;
    told(Carried::Drawn, (word_art, &[]));
    let numbers =
        r#"<w:numbering xmlns:w="w"><w:lvl><w:lvlText w:val="{NAME} %1."/></w:lvl></w:numbering>"#;
    told(Carried::OwnData, ("", &[("word/numbering.xml", numbers)]));
    let svg = r#"<svg xmlns="s"><text>{NAME}</text></svg>"#;
    told(Carried::Drawn, ("", &[("word/media/image1.svg", svg)]));
    let older = r#"<w:p><mc:AlternateContent><mc:Choice/><mc:Fallback><w:r><w:t>{NAME}</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>"#;
    told(Carried::Drawn, (older, &[]));
}

/// Places within the text that no page shows, each with what it is told as.
const WITHIN: &[(Carried, &str)] = &[
    (
        Carried::Form,
        r#"<w:sdtPr><w:alias w:val="{NAME}"/></w:sdtPr>"#,
    ),
    (
        Carried::Form,
        r#"<w:sdtPr><w:tag w:val="{NAME}"/></w:sdtPr>"#,
    ),
    (
        Carried::Form,
        r#"<w:dropDownList><w:listItem w:displayText="{NAME}"/></w:dropDownList>"#,
    ),
    (
        Carried::Form,
        r#"<w:ffData><w:helpText w:type="text" w:val="{NAME}"/></w:ffData>"#,
    ),
    (
        Carried::Form,
        r#"<w:textInput><w:default w:val="{NAME}"/></w:textInput>"#,
    ),
    (
        Carried::Form,
        r#"<w:hyperlink w:anchor="x" w:tooltip="{NAME}"/>"#,
    ),
    (
        Carried::Place,
        r#"<w:bookmarkStart w:id="7" w:name="Tamsin_Quillfeather"/>"#,
    ),
    (
        Carried::AltText,
        r#"<w:tblPr><w:tblCaption w:val="{NAME}"/></w:tblPr>"#,
    ),
    (
        Carried::AltText,
        r#"<w:tblPr><w:tblDescription w:val="{NAME}"/></w:tblPr>"#,
    ),
    (
        Carried::OwnData,
        r#"<w:smartTagPr><w:attr w:name="n" w:val="{NAME}"/></w:smartTagPr>"#,
    ),
    (
        Carried::OwnData,
        r#"<w:r><w:instrText>TITLE "Tamsin </w:instrText></w:r><w:r><w:instrText>Quillfeather"</w:instrText></w:r>"#,
    ),
    (
        Carried::OwnData,
        r#"<w:fldSimple w:instr="TITLE &quot;{NAME}&quot;"/>"#,
    ),
    (
        Carried::OwnData,
        r#"<w:pPr><w:pStyle w:val="Style of {NAME}"/></w:pPr>"#,
    ),
    (Carried::OwnData, "<!-- {NAME} -->"),
    (Carried::OwnData, r#"<w:anything nobody:thought="{NAME}"/>"#),
    (Carried::OwnData, "<w:anything>{NAME}</w:anything>"),
];

#[test]
fn what_is_shown_on_no_page_is_told() {
    for (what, xml) in WITHIN {
        let within = format!("<w:p>{xml}<w:r><w:t>x</w:t></w:r></w:p>");
        told(*what, (&within, &[]));
    }
    let block = r#"<w:glossaryDocument xmlns:w="w"><w:p><w:r><w:t>{NAME}</w:t></w:r></w:p></w:glossaryDocument>"#;
    told(
        Carried::HiddenText,
        ("", &[("word/glossary/document.xml", block)]),
    );
    let merge = r#"<w:settings xmlns:w="w"><w:mailMerge><w:query w:val="SELECT * FROM {NAME}"/></w:mailMerge></w:settings>"#;
    told(Carried::OwnData, ("", &[("word/settings.xml", merge)]));
    let second = r#"<w:document xmlns:w="w"><w:p><w:r><w:t>{NAME}</w:t></w:r></w:p></w:document>"#;
    told(Carried::HiddenText, ("", &[("word/document2.xml", second)]));
    told(
        Carried::FileInside,
        ("", &[("word/notes.txt", "{NAME} was seen.")]),
    );
    told(
        Carried::FileInside,
        ("", &[("word/media/Tamsin Quillfeather.png", "")]),
    );
}

#[test]
fn a_workbook_behind_a_chart_is_looked_into() {
    let cells = format!("<sst xmlns=\"s\"><si><t>{NAME}</t></si></sst>");
    let book = zipped(&[("xl/sharedStrings.xml", cells.as_bytes())]);
    let types = CONTENT_TYPES.as_bytes();
    let body = br#"<w:document xmlns:w="w"><w:body/></w:document>"#;
    let whole = zipped(&[
        ("[Content_Types].xml", types),
        ("word/document.xml", body),
        ("word/embeddings/Workbook1.xlsx", &book),
    ]);
    let found = residue(&whole).unwrap();
    assert!(found.iter().any(|one| one.text == NAME), "{found:?}");
}

/// As RFC 4648 writes bytes whose number is divisible by three.
fn base64(mut bytes: Vec<u8>) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    // What follows the end of a ZIP file is no part of it.
    bytes.resize(bytes.len().next_multiple_of(3), 0);
    let of_three = |three: &[u8]| {
        let bits = three
            .iter()
            .fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        [18, 12, 6, 0].map(|shift| char::from(SIGNS[(bits >> shift & 63) as usize]))
    };
    bytes.chunks(3).flat_map(of_three).collect()
}

#[test]
fn a_drawing_packed_inside_a_packed_drawing_is_told() {
    let inner = zipped(&[("drs/shapexml.xml", b"<v:shape>deep</v:shape>".as_slice())]);
    let inner = base64(inner);
    let shape = format!("<v:shape o:gfxdata=\"{inner}\" alt=\"{NAME}\"/>");
    let outer = zipped(&[("drs/shapexml.xml", shape.as_bytes())]);
    let body = format!(
        "<w:p><w:r><w:pict><v:shape o:gfxdata=\"{}\"/></w:pict></w:r></w:p>",
        base64(outer)
    );
    told(Carried::AltText, (&body, &[]));
    let found = residue(&document(&body, &[])).unwrap();
    let packed = found
        .iter()
        .find(|one| one.what == Carried::OwnData && one.place == "gfxdata");
    assert!(
        packed.is_some_and(|one| inner.starts_with(&one.text)),
        "{found:?}"
    );
}

#[test]
fn a_second_document_that_is_shown_in_this_one_is_refused() {
    let list = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="afchunk.htm"/></Relationships>"#;
    let beside: &[(&str, &str)] = &[
        ("word/_rels/document.xml.rels", list),
        ("word/afchunk.htm", "<p>{NAME}</p>"),
    ];
    let refused = residue(&document("", beside));
    assert_eq!(refused, Err(Refusal::SecondDocument));
}

#[test]
fn a_long_piece_is_told_to_its_end() {
    let words = format!("{} {NAME}", "word ".repeat(1_000));
    let body = format!(r#"<w:p><w:ins w:author="a"><w:r><w:t>{words}</w:t></w:r></w:ins></w:p>"#);
    told(Carried::TrackedChange, (&body, &[]));
}

#[test]
fn what_the_format_says_is_not_told() {
    let body = r#"<w:p w:rsidR="00A77B3E"><w:pPr><w:pStyle w:val="Heading1"/><w:jc w:val="center"/></w:pPr>
        <w:bookmarkStart w:id="0" w:name="_Toc123456789"/><w:r><w:rPr><w:color w:val="1F4E79"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r>
        <w:r><w:instrText xml:space="preserve"> TOC \o "1-3" \h \z \u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
        <mc:AlternateContent><mc:Choice/><mc:Fallback><w:r><w:t>What people read</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>"#;
    let found = residue(&document(body, &[])).unwrap();
    assert_eq!(found, []);
}
