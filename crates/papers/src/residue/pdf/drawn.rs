//! What is drawn where no page is read: how notes and form fields look; and what pages say of their own pieces.

use pdf_extract::content::Content;
use pdf_extract::{Dictionary, Object};

use super::super::Carried;
use super::{Look, content, text_of};
use crate::refusal::Refusal;

/// Words that a note or a form field shows.
pub(super) fn of_appearance(look: &mut Look<'_>, dictionary: &Dictionary) {
    let document = look.document;
    let there = |object| document.dereference(object).map(|(_, it)| it).ok();
    let Some(Object::Dictionary(looks)) = dictionary.get(b"AP").ok().and_then(there) else {
        return;
    };
    let mut shown = Vec::new();
    for (_, one) in looks {
        match there(one) {
            Some(Object::Stream(stream)) => shown.push(stream),
            Some(Object::Dictionary(states)) => {
                shown.extend(states.iter().filter_map(|(_, state)| match there(state) {
                    Some(Object::Stream(stream)) => Some(stream),
                    _ => None,
                }));
            }
            _ => {}
        }
    }
    for stream in shown {
        let words = Content::decode(&content(stream)).map(|read| words(&read));
        if let Some(words) = words.ok().filter(|words| !words.trim().is_empty()) {
            look.tell(Carried::Form, b"AP", words);
        }
    }
}

fn words(read: &Content) -> String {
    let mut words = String::new();
    for operation in &read.operations {
        if !matches!(operation.operator.as_str(), "Tj" | "TJ" | "'" | "\"") {
            continue;
        }
        for operand in &operation.operands {
            let list = operand
                .as_array()
                .map_or(std::slice::from_ref(operand), Vec::as_slice);
            list.iter()
                .filter_map(text_of)
                .for_each(|text| words.push_str(&text));
        }
        words.push(' ');
    }
    words
}

/// What pages say of their own pieces, such as the words that are to be copied in place of what is drawn.
pub(super) fn on_pages(look: &mut Look<'_>) -> Result<(), Refusal> {
    for id in look.document.get_pages().into_values() {
        let Ok(bytes) = look.document.get_page_content(id) else {
            continue;
        };
        let Ok(read) = Content::decode(&bytes) else {
            continue;
        };
        let marked = read.operations.iter();
        let marked = marked.filter(|one| matches!(one.operator.as_str(), "BDC" | "DP"));
        for operand in marked.flat_map(|one| &one.operands) {
            if matches!(operand, Object::Dictionary(_)) {
                look.object(operand, b"", 0)?;
            }
        }
    }
    Ok(())
}
