//! One unit of work in a store, on behalf of one actor.

use std::collections::BTreeSet;

use access::ledger::{self, Entry, Outcome};
use access::{Action, Ctx, OrganisationFacts, Permit, Resource, Section};
use db::{Statement, Tx, Value};
use model::CaseId;

use crate::{Vault, VaultError};

/// An open transaction of one store for one actor. Permits are asked of it and end with it.
pub struct VaultTx<'tx> {
    pub(crate) tx: &'tx mut Tx,
    /// On whose behalf.
    pub ctx: &'tx Ctx,
    pub(crate) vault: &'tx Vault,
    /// Cases whose content this transaction was permitted to read.
    read: BTreeSet<CaseId>,
    /// Makes the lifetime exact, so that a permit fits this transaction alone.
    exact: std::marker::PhantomData<fn(&'tx ()) -> &'tx ()>,
}

impl<'tx> VaultTx<'tx> {
    /// Asks for a permit on a section of a case.
    ///
    /// # Errors
    /// [`VaultError::NotFound`] when there is no such case; [`VaultError::Refused`] when the actor may not.
    pub async fn permit<A: Action>(
        &mut self,
        case: CaseId,
        section: Section,
    ) -> Result<Permit<'tx, A>, VaultError> {
        let facts = crate::facts::facts(self, case).await?.ok_or(VaultError::NotFound)?;
        let permit = self
            .vault
            .policies()
            .permit::<A>(self.ctx, Resource::Case(&facts, section), self.tx.number())
            .map_err(|refusal| VaultError::Refused {
                refusal,
                action: A::INFO.code,
                case: Some(case),
            })?;
        if A::INFO.code == access::actions::ReadCase::INFO.code {
            self.read.insert(case);
        }
        Ok(permit)
    }

    /// Asks for a permit on the organisation as a whole.
    ///
    /// # Errors
    /// [`VaultError::Refused`] when the actor may not.
    pub fn permit_organisation<A: Action>(&mut self) -> Result<Permit<'tx, A>, VaultError> {
        let facts = OrganisationFacts { id: self.vault.organisation() };
        self.vault
            .policies()
            .permit::<A>(self.ctx, Resource::Organisation(facts), self.tx.number())
            .map_err(|refusal| VaultError::Refused { refusal, action: A::INFO.code, case: None })
    }

    /// Whether the actor would be permitted an action on a case; decides what a page offers.
    ///
    /// # Errors
    /// [`VaultError`] when the facts cannot be read.
    pub async fn would_permit<A: Action>(&mut self, case: CaseId) -> Result<bool, VaultError> {
        let Some(facts) = crate::facts::facts(self, case).await? else { return Ok(false) };
        let resource = Resource::Case(&facts, Section::General);
        Ok(self.vault.policies().would_permit::<A>(self.ctx, resource))
    }

    /// Writes one row to the record of who did what.
    ///
    /// # Errors
    /// [`VaultError::Db`], and then nothing of the transaction happens.
    pub async fn note(&mut self, outcome: Outcome, entry: Entry<'_>) -> Result<(), VaultError> {
        ledger::append(self.tx, self.ctx, outcome, entry).await?;
        Ok(())
    }

    pub(crate) async fn execute<const N: usize>(
        &mut self,
        statement: &Statement,
        values: [Value; N],
    ) -> Result<u64, VaultError> {
        Ok(self.tx.execute(statement, values).await?)
    }

    pub(crate) async fn all<const N: usize>(
        &mut self,
        statement: &Statement,
        values: [Value; N],
    ) -> Result<Vec<db::Row>, VaultError> {
        Ok(self.tx.all(statement, values).await?)
    }

    pub(crate) async fn first<const N: usize>(
        &mut self,
        statement: &Statement,
        values: [Value; N],
    ) -> Result<Option<db::Row>, VaultError> {
        Ok(self.tx.first(statement, values).await?)
    }
}

impl Vault {
    /// Does `work` in one transaction: all of it or nothing. A refusal is written down in a
    /// transaction of its own before it is returned. `work` may run again on a conflict.
    ///
    /// # Errors
    /// What `work` returns; [`VaultError::RefusalNotRecorded`] when a refusal cannot be written down.
    pub async fn transact<T, F>(&self, ctx: &Ctx, work: F) -> Result<T, VaultError>
    where
        F: AsyncFn(&mut VaultTx<'_>) -> Result<T, VaultError>,
    {
        self.same_organisation(ctx)?;
        let outcome = self
            .db()
            .transact(async |tx: &mut Tx| {
                let mut unit = VaultTx::new(tx, ctx, self);
                let value = work(&mut unit).await?;
                unit.note_reading().await?;
                Ok::<T, VaultError>(value)
            })
            .await;
        self.record_refusal(ctx, outcome).await
    }

    /// Reads in one transaction that changes nothing, then writes down which cases were read
    /// before the content is returned.
    ///
    /// # Errors
    /// What `work` returns; [`VaultError::Db`] when the reading cannot be written down.
    pub async fn look<T, F>(&self, ctx: &Ctx, work: F) -> Result<T, VaultError>
    where
        F: AsyncFn(&mut VaultTx<'_>) -> Result<T, VaultError>,
    {
        self.same_organisation(ctx)?;
        let outcome = self
            .db()
            .read(async |tx: &mut Tx| {
                let mut unit = VaultTx::new(tx, ctx, self);
                let value = work(&mut unit).await?;
                Ok::<_, VaultError>((value, unit.read))
            })
            .await;
        let (value, read) = self.record_refusal(ctx, outcome).await?;
        if !read.is_empty() {
            self.db()
                .transact(async |tx: &mut Tx| {
                    let mut unit = VaultTx::new(tx, ctx, self);
                    unit.read.clone_from(&read);
                    unit.note_reading().await
                })
                .await?;
        }
        Ok(value)
    }

    fn same_organisation(&self, ctx: &Ctx) -> Result<(), VaultError> {
        if ctx.organisation == self.organisation() { Ok(()) } else { Err(VaultError::NotFound) }
    }

    async fn record_refusal<T>(
        &self,
        ctx: &Ctx,
        outcome: Result<T, VaultError>,
    ) -> Result<T, VaultError> {
        let Err(VaultError::Refused { refusal, action, case }) = outcome else { return outcome };
        let written = self
            .db()
            .transact(async |tx: &mut Tx| {
                let entry = Entry { action, case, ..Entry::default() };
                ledger::append(tx, ctx, Outcome::Refused, entry).await
            })
            .await;
        match written {
            Ok(()) => Err(VaultError::Refused { refusal, action, case }),
            Err(_) => Err(VaultError::RefusalNotRecorded),
        }
    }
}

impl<'tx> VaultTx<'tx> {
    fn new(tx: &'tx mut Tx, ctx: &'tx Ctx, vault: &'tx Vault) -> Self {
        Self { tx, ctx, vault, read: BTreeSet::new(), exact: std::marker::PhantomData }
    }

    async fn note_reading(&mut self) -> Result<(), VaultError> {
        let read: Vec<CaseId> = std::mem::take(&mut self.read).into_iter().collect();
        let entry = match read.as_slice() {
            [] => return Ok(()),
            [one] => Entry { action: "read_case", case: Some(*one), ..Entry::default() },
            many => Entry { action: "read_case", cases: many, ..Entry::default() },
        };
        self.note(Outcome::Read, entry).await
    }
}
