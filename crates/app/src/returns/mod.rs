//! Requests to agencies for what they know, and their returns.
//!
//! The partnership asks ([`ask`], [`name_answering`], [`send`]), people of the agency answer ([`to_answer`] and what keeps
//! its parts), a second person there signs it off, and the partnership reads exactly what was signed off.

mod answer;
mod answering;
mod ask;
mod change;
mod checking;
mod checks;
mod due;
mod entries;
mod head;
mod held;
mod kept;
mod mails;
pub mod offline;
mod query;
mod read;
mod remind;
mod send;
mod sign;
pub mod sources;
mod staff;
mod suggest;
mod texts;
mod waits;
mod wants;

use access::{Action, Permit};
use model::RecordId;
use model::case::AgencyRequest;
use vault::{AgencyReturn, Stored, VaultError, VaultTx};

pub use answer::{Task, TaskStands, ToAnswer, open_to_answer, to_answer};
pub use answering::{NewAnswering, end_answering, first_code, name_answering, who_can_sign_in};
pub use ask::{NewRequest, ToAsk, WhichAgency, ask, to_ask};
pub use change::{ChangedRequest, change_request};
pub(crate) use checking::checks_wait;
pub use checking::{Said, ToCheck, has_to_check, say, to_check};
pub use checks::{NewCheck, end_check, put_to_check};
pub use due::{LastDay, passes_over};
pub use entries::{keep_entry, remove_entry};
pub use head::{keep_head, search_lacks};
pub use held::{AlreadyHeld, AskAgain, already_held, rest};
pub use mails::{ToSend, Went, mail_went, mails_to_send};
pub use query::{accept, ask_about, settle, tell};
pub use read::{EntryBefore, OneRequest, Requests, SignedReturn, request, requests, signed_return};
pub(crate) use remind::JOB;
pub use remind::{MailKind, remind};
pub use send::{change_due, send, withdraw};
pub use sign::{Handed, hand_on, send_back, sign_off};
pub use staff::{keep_staff, remove_staff};
pub use suggest::Suggestion;
pub use texts::keep_text;
pub use waits::RequestWaits;
pub(crate) use waits::{in_time, waits};
pub(crate) use wants::{ReturnWants, wants};

/// A request of the case of a permit, with the row that says where its return stands.
async fn one<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    request: RecordId,
) -> Result<(Stored<AgencyRequest>, AgencyReturn), VaultError> {
    let body = vault::one::<_, AgencyRequest>(tx, permit, request).await?;
    Ok((body, vault::return_of(tx, permit, request).await?))
}

/// To whoever is neither of the agency nor may read the return, there is no such request.
fn hidden(error: VaultError) -> VaultError {
    match error {
        VaultError::Refused { .. } => VaultError::NotFound,
        other => other,
    }
}
