//! What an Office document would fetch from elsewhere when it is opened. Nothing is ever fetched here; people who open
//! the original are told.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::unpack::Container;
use super::word::attribute;
use crate::refusal::Refusal;

/// Looks at every list of relations (Open Packaging Conventions, ECMA-376 part 2). A link that a person has to follow
/// counts for nothing. Returns whether the document refers to other files, as one does whose template lies on a server
/// of its office.
///
/// # Errors
/// [`Refusal::Fetches`] when it fetches something from the internet as soon as it is opened; [`Refusal::Damaged`].
pub fn checked(container: &mut Container<'_>) -> Result<bool, Refusal> {
    let lists: Vec<String> = container
        .names()
        .iter()
        .filter(|name| name.to_lowercase().ends_with(".rels"))
        .cloned()
        .collect();
    let mut refers = false;
    for name in lists {
        let list = container.part(&name)?.unwrap_or_default();
        refers |= checked_list(&list)?;
    }
    Ok(refers)
}

/// Looks at one list of relations.
///
/// # Errors
/// As [`checked`].
pub fn checked_list(list: &str) -> Result<bool, Refusal> {
    let mut reader = Reader::from_str(list);
    let mut refers = false;
    loop {
        match reader.read_event().map_err(|_| Refusal::Damaged)? {
            Event::Start(relation) | Event::Empty(relation) => {
                let is_outside = said(&relation, "TargetMode")?.eq_ignore_ascii_case("external");
                let is_followed_by_hand = said(&relation, "Type")?.ends_with("/hyperlink");
                if !is_outside || is_followed_by_hand {
                    continue;
                }
                let target = said(&relation, "Target")?;
                if is_on_the_internet(&target) {
                    return Err(Refusal::Fetches);
                }
                refers = true;
            }
            Event::DocType(_) => return Err(Refusal::Damaged),
            Event::Eof => return Ok(refers),
            _ => {}
        }
    }
}

/// What an attribute says once its references are put in; nothing when there is none.
fn said(relation: &BytesStart<'_>, name: &str) -> Result<String, Refusal> {
    let written = attribute(relation, name).unwrap_or_default();
    let said = unescape(&written).map_err(|_| Refusal::Damaged)?;
    Ok(said.into_owned())
}

/// Whether an address names a scheme other than that of files. One letter before the colon is a drive.
fn is_on_the_internet(target: &str) -> bool {
    let scheme = target.trim().split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        scheme.len() > 1 && !scheme.contains(['/', '\\']) && !scheme.eq_ignore_ascii_case("file")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drives_and_shares_are_not_the_internet() {
        for (target, is) in [
            ("https://example.invalid/t.dotm", true),
            ("  HTTP://example.invalid/", true),
            ("mhtml:http://example.invalid", true),
            ("file:///C:/Templates/Letter.dotx", false),
            ("C:\\Templates\\Letter.dotx", false),
            ("\\\\server\\share\\Letter.dotx", false),
            ("Letter.dotx", false),
            ("", false),
        ] {
            assert_eq!(is_on_the_internet(target), is, "{target}");
        }
    }
}
