//! The check of a draft, made before anything is written: it takes its time, and nobody who writes waits for it. What is written
//! then rests on it only while nothing in the case was written since.

use access::{Action, Ctx, Permit, Section, actions};
use model::RecordId;
use model::case::SharingDraft;
use vault::{CasePrint, Stored, VaultError, VaultTx};

use super::find::{CaseScrub, Scrub};
use super::leaving::Leaving;
use super::made::Made;
use super::register::{CaseKnown, of_own_work, register};
use crate::incident::find;
use crate::{App, AppError, Reference};

/// A draft that was checked.
pub(super) struct Checked {
    /// The draft.
    pub(super) draft: Stored<SharingDraft>,
    /// What would leave, as its reader may know it.
    pub(super) leaving: Leaving,
}

/// What was read and worked out before anything is written.
pub(super) struct Prepared {
    /// The records.
    pub(super) made: Made,
    /// The draft, where it is there.
    pub(super) checked: Option<Checked>,
    known: CaseKnown,
    open: CaseKnown,
    scrub: Scrub,
    print: CasePrint,
}

impl Prepared {
    /// Reads the draft, as somebody who may do this, and everything on record, and checks it.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`AppError::NotPermitted`]; whoever may not do it makes the check read nothing.
    pub(super) async fn of<A: Action>(
        app: &App,
        ctx: &Ctx,
        reference: &Reference,
        draft: RecordId,
    ) -> Result<Self, AppError> {
        let vault = app.vault(ctx).await?;
        let (made, open, print) = vault
            .look(ctx, |tx| {
                Box::pin(async move {
                    let case = find(tx, reference).await?;
                    let permit = tx.permit::<A>(case, Section::General).await?;
                    let mut open = tx.sections_permitted::<actions::ReadCase>(case).await?;
                    open.push(Section::General);
                    let print = vault::print_of_case(tx, &permit).await?;
                    Ok::<_, VaultError>((Made::of(tx, &permit).await?, open, print))
                })
            })
            .await?;
        let about = made.draft(draft);
        let (known, open) = match about.is_some_and(|one| one.body.is_own_work()) {
            true => of_own_work(app, ctx, reference).await?,
            false => {
                let known = register(app, ctx, reference).await?;
                let open = known.in_sections(&open);
                (known, open)
            }
        };
        let scrub = app.scrub();
        let checked = made.draft(draft).cloned().map(|draft| {
            let of = (&draft.body, made.check(draft.id).map(|one| &one.body));
            let leaving = Leaving::read_by(of, (&known, &open), &scrub);
            Checked { draft, leaving }
        });
        Ok(Self {
            made,
            checked,
            known,
            open,
            scrub,
            print,
        })
    }

    /// The check, for words that somebody puts into a draft.
    pub(super) fn scrub(&self, draft: &SharingDraft) -> CaseScrub {
        let scrub = self.scrub.of(&self.known, &draft.seed.0);
        scrub.read_by(&self.open)
    }

    /// The draft as it was checked, where nothing in the case was written since.
    ///
    /// # Errors
    /// [`VaultError::Rule`] `changed-meanwhile` when something was; [`VaultError::NotFound`] where there is no such draft.
    pub(super) async fn still<A: Action>(
        &self,
        tx: &mut VaultTx<'_>,
        permit: &Permit<'_, A>,
    ) -> Result<&Checked, VaultError> {
        let now = vault::print_of_case(tx, permit).await?;
        if now != self.print || !self.known.stands(now) {
            return Err(VaultError::Rule("changed-meanwhile"));
        }
        self.checked.as_ref().ok_or(VaultError::NotFound)
    }
}
