//! What other organisations sent: the national body's work list, a case as received, what is done with it.

mod arrive;
mod bodies;
mod earlier;
mod letter;
mod letter_paper;
mod list;
mod message;
mod one;
mod people;
mod work;

pub(crate) use arrive::{Filing, file_earlier};
pub use bodies::{body, letter_body, message_body, report_body};
pub use earlier::earlier;
pub use letter::{SendingLetter, approve_letter, send_letter, write_letter};
pub use letter_paper::{Letter, letter_paper};
pub use list::{ON_A_PAGE, WorkLine, WorkList, work_list};
pub(crate) use message::Writing;
pub use message::write_message;
pub use one::{Arrival, May, ReceivedView, Said, received};
pub(crate) use people::place_of;
pub use people::said;
pub use work::{consider, link, mark_read, unlink};

use std::collections::BTreeMap;

use access::{Ctx, actions, directory};
use model::OrganisationId;
use model::case::NotificationSent;
use vault::{ReceivedCounts, VaultError, VaultTx};

use crate::instance::LoadedScheme;
use crate::{App, AppError};

/// The scheme under which the sender's codes stand. What was sent before it named its scheme stands under
/// the one that was in force when it was notified.
fn scheme_of<'a>(
    app: &'a App,
    ctx: &Ctx,
    sent: &NotificationSent,
) -> Result<&'a LoadedScheme, AppError> {
    let named = app.scheme_of(&sent.scheme, &sent.scheme_digest);
    let day = sent.notified.is_certain_day();
    named.or_else(|_| app.scheme_on(day.unwrap_or_else(|| ctx.today())))
}

/// Names of the organisations of this instance, read once for a whole list.
async fn senders(app: &App, ctx: &Ctx) -> Result<BTreeMap<OrganisationId, String>, AppError> {
    let all = app
        .directory()
        .look(ctx, |tx| Box::pin(directory::organisations(tx)))
        .await?;
    Ok(all.into_iter().map(|one| (one.id, one.name)).collect())
}

/// How much waits of what came, for who receives it; absent for anybody else.
pub(crate) async fn counts(tx: &mut VaultTx<'_>) -> Result<Option<ReceivedCounts>, VaultError> {
    if !tx.would_permit_organisation::<actions::ReadReceived>() {
        return Ok(None);
    }
    let permit = tx.permit_organisation::<actions::ReadReceived>()?;
    let counts = vault::received_counts(tx, &permit).await?;
    Ok(Some(counts))
}
