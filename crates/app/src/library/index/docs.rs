//! What stands in the index of a piece of shared learning, and under which name.

use commons::{Finding, Item};
use model::learning::SharedLearning;
use model::{RecordId, SharedId};
use search::Doc;

/// Begins the name of an item.
const ITEM: &str = "item/";
/// Begins the name of a finding, which goes on with that of its document.
const FINDING: &str = "finding/";

/// Something that is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// An item of shared learning.
    Item(SharedId),
    /// A finding of a published document.
    Finding {
        /// The document.
        document: RecordId,
        /// The finding.
        finding: RecordId,
    },
}

impl Which {
    /// Its name in the index.
    pub(crate) fn code(self) -> String {
        match self {
            Self::Item(id) => format!("{ITEM}{id}"),
            Self::Finding { document, finding } => format!("{}{finding}", of_document(document)),
        }
    }

    /// From its name in the index.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        if let Some(id) = code.strip_prefix(ITEM) {
            return Some(Self::Item(id.parse().ok()?));
        }
        let (document, finding) = code.strip_prefix(FINDING)?.split_once('/')?;
        Some(Self::Finding {
            document: document.parse().ok()?,
            finding: finding.parse().ok()?,
        })
    }

    pub(crate) const fn of_finding(one: &Finding) -> Self {
        Self::Finding {
            document: one.document,
            finding: one.id,
        }
    }
}

/// How the names of all findings of a document begin.
pub(super) fn of_document(document: RecordId) -> String {
    format!("{FINDING}{document}/")
}

/// An item as the index takes it; none for one that was taken back.
pub(super) fn item_doc(item: &Item) -> Option<Doc> {
    let body = item.body.as_ref()?;
    Some(learning_doc(Which::Item(item.id).code(), body))
}

/// A piece of learning as it is compared: its condition counts as its title.
pub(crate) fn learning_doc(id: String, body: &SharedLearning) -> Doc {
    let texts = body.texts().into_iter();
    let rest = texts.filter(|(name, text)| *name != "condition" && !text.is_empty());
    let rest: Vec<&str> = rest.map(|(_, text)| text).collect();
    Doc {
        id,
        title: body.condition.clone(),
        text: rest.join("\n"),
    }
}

/// A finding as the index takes it.
pub(super) fn finding_doc(finding: &Finding) -> Doc {
    Doc {
        id: Which::of_finding(finding).code(),
        title: String::new(),
        text: finding.body.text.clone(),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use model::Instant;

    use super::*;

    #[test]
    fn a_name_in_the_index_tells_what_it_is_of() {
        let now = Instant::from_microseconds(1);
        let item = Which::Item(crypto::id(now).unwrap());
        let document: RecordId = crypto::id(now).unwrap();
        let finding = Which::Finding {
            document,
            finding: crypto::id(now).unwrap(),
        };
        for one in [item, finding] {
            assert_eq!(Which::from_code(&one.code()), Some(one));
        }
        assert!(finding.code().starts_with(&of_document(document)));
        for wrong in ["", "item/", "item/x", "finding/x", "finding/x/y", "x/y"] {
            assert_eq!(Which::from_code(wrong), None, "{wrong}");
        }
    }
}
