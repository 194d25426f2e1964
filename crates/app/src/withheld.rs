//! What a document that leaves keeps back: kinds, never content.

use access::{Section, actions};
use model::CaseId;
use model::case::{HELD_SHARING, Hold};
use vault::{Stored, VaultError, VaultTx};

/// The sections with a restriction of their own, as a document names them. No document is made of what lies in them.
const KEPT_BACK: [(Section, &str); 4] = [
    (Section::SafeContact, "how to contact people safely"),
    (Section::ProtectedAddresses, "protected addresses"),
    (Section::ProtectedIdentities, "protected identities"),
    (
        Section::PoliceRestricted,
        "what the police asked to keep back",
    ),
];

/// Whether proceedings hold back sharing something.
pub(crate) fn holds_sharing(holds: &[Stored<Hold>]) -> bool {
    let mut standing = holds.iter().filter(|one| one.body.stands());
    standing.any(|one| one.body.what == HELD_SHARING)
}

/// What a document that the reader makes of this case keeps back. A section that the reader may not open is not looked
/// into, and the document says that of all of these alike: whether there is anything in one stays unknown to its reader,
/// as it is to whoever made it.
pub(crate) async fn withheld(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    sharing_held: bool,
) -> Result<Vec<String>, VaultError> {
    let (mut kinds, mut unseen) = (Vec::new(), Vec::new());
    for (section, words) in KEPT_BACK {
        if !tx
            .would_permit_in::<actions::ReadCase>(case, section)
            .await?
        {
            unseen.push(words);
            continue;
        }
        let permit = tx.permit::<actions::ReadCase>(case, section).await?;
        if vault::holds_something(tx, &permit).await? {
            kinds.push(words.to_owned());
        }
    }
    if sharing_held {
        kinds.push("what proceedings hold back from being shared".to_owned());
    }
    if !unseen.is_empty() {
        let unseen = unseen.join(", ");
        kinds.push(format!(
            "anything that the file may hold in parts that whoever made this document cannot open ({unseen})"
        ));
    }
    Ok(kinds)
}
