//! The lead reviewer's own working notes and files: read and written by them alone while their commission lasts, given to
//! the review by an act of theirs, and handed over or kept when it ends.

mod files;
mod notes;
mod read;
mod share;

pub use files::{FileChoice, choose_for_file};
pub(crate) use files::{is_open, sees_file};
pub use notes::{NewNote, keep_note};
pub use read::{Kept, Working, WorkingFileRow, note_versions, working};
pub use share::{Share, ShareAs, share_note};

use access::{Permit, actions};
use model::PersonId;
use vault::{Commission, VaultError, VaultTx};

/// Who held which commission, as the working notes know it.
pub(crate) struct Commissions(Vec<Commission>);

impl Commissions {
    pub(crate) async fn of(
        tx: &mut VaultTx<'_>,
        permit: &Permit<'_, actions::ReadCase>,
    ) -> Result<Self, VaultError> {
        Ok(Self(vault::commissions(tx, permit).await?))
    }

    /// The commission under which the actor works today.
    fn mine(&self, tx: &VaultTx<'_>) -> Result<Commission, VaultError> {
        let me = tx.ctx.person()?.id;
        let today = tx.ctx.today();
        let mut running = self.0.iter().rev();
        let found = running.find(|one| one.person == me && one.runs(today));
        found.copied().ok_or(VaultError::NotFound)
    }

    /// Whether what lies under an appointment is the actor's own, of this commission or an earlier one of theirs.
    fn is_own(&self, commission: model::RecordId, me: PersonId) -> bool {
        let mut all = self.0.iter();
        all.any(|one| one.id == commission && one.person == me)
    }

    /// Whether an appointment is somebody else's and has ended, so that what was handed over is the actor's to read.
    fn is_predecessor(&self, commission: model::RecordId, tx: &VaultTx<'_>) -> bool {
        let today = tx.ctx.today();
        let me = tx.ctx.actor.person().map(|person| person.id);
        let mut all = self.0.iter();
        all.any(|one| one.id == commission && Some(one.person) != me && !one.runs(today))
    }
}
