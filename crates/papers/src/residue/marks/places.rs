//! Attributes in which people write words. They are told whatever they say.

use super::Carried;

/// Who changed or commented.
const SIGNED: [&str; 14] = [
    "comment",
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
    "numberingChange",
    "cellIns",
    "cellDel",
];

/// Names and descriptions of drawings.
const DESCRIBED: [&str; 10] = [
    "docPr",
    "cNvPr",
    "shape",
    "imagedata",
    "rect",
    "oval",
    "line",
    "group",
    "roundrect",
    "textpath",
];

/// What the attribute of an element holds; nothing where it is no place for words.
pub(super) fn what((element, attribute): (&str, &str), of_comments: bool) -> Option<Carried> {
    let author = if of_comments {
        Carried::Comment
    } else {
        Carried::TrackedChange
    };
    match (element, attribute) {
        ("textpath", "string") => Some(Carried::Drawn),
        ("docPr" | "cNvPr", "name") => Some(Carried::AltText),
        (_, "descr" | "alt" | "altText") => Some(Carried::AltText),
        (element, "title") if DESCRIBED.contains(&element) => Some(Carried::AltText),
        ("tblCaption" | "tblDescription", "val") => Some(Carried::AltText),
        ("person", "displayName" | "author" | "userId") => Some(Carried::Comment),
        (element, "author" | "initials") if SIGNED.contains(&element) => Some(author),
        (_, "author" | "initials" | "userName" | "lastEdited") => Some(author),
        ("docVar", "name" | "val") => Some(Carried::OwnData),
        ("alias" | "tag" | "helpText" | "statusText" | "default" | "listEntry", "val")
        | ("listItem", "displayText" | "value")
        | ("dataValidation", "prompt" | "promptTitle" | "error" | "errorTitle") => {
            Some(Carried::Form)
        }
        (_, "tooltip" | "screenTip" | "docLocation") => Some(Carried::Form),
        ("bookmarkStart", "name") => Some(Carried::Place),
        (
            "query" | "connectString" | "mailSubject" | "addressFieldName" | "udl" | "table",
            "val",
        )
        | ("smartTag", "element" | "uri")
        | ("attr" | "customXml", "name" | "val" | "element" | "uri") => Some(Carried::OwnData),
        _ => None,
    }
}
