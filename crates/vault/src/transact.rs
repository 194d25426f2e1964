//! One unit of work in a store, on behalf of one actor.

use std::collections::BTreeSet;

use access::actions::{ReadCase, ReadChecks, ReadDraft, ReadReceivedCase, ReadReturn};
use access::ledger::{self, Entry, Outcome};
use access::{Action, Actor, Ctx, OrganisationFacts, Permit, Person, Resource, Section};
use db::{DbError, Statement, Tries, Tx, Value, Work};
use model::{CaseId, PersonId, RecordId};

use crate::facts::Known;
use crate::{Vault, VaultError, readings};

/// Code of the refused attempt to enter the store of another organisation.
const ENTER: &str = "enter_store";

/// An open transaction of one store for one actor. Permits are asked of it and end with it.
pub struct VaultTx<'tx> {
    pub(crate) tx: Tx<'tx>,
    /// On whose behalf.
    pub ctx: &'tx Ctx,
    pub(crate) vault: &'tx Vault,
    /// Cases whose content this transaction was permitted to read.
    read: BTreeSet<CaseId>,
    pub(crate) known: Known,
    /// Makes the lifetime exact: what is permitted here does not leave the work.
    exact: std::marker::PhantomData<fn(&'tx ()) -> &'tx ()>,
}

impl<'tx> VaultTx<'tx> {
    /// The sealed files of this store.
    #[must_use]
    pub fn files(&self) -> &crate::FolderStore {
        self.vault.files()
    }

    /// Asks for a permit on a section of a case.
    ///
    /// # Errors
    /// [`VaultError::NotFound`] when there is no such case; [`VaultError::Refused`] when the actor may not.
    pub async fn permit<A: Action>(
        &mut self,
        case: CaseId,
        section: Section,
    ) -> Result<Permit<'tx, A>, VaultError> {
        let facts = crate::facts::facts(self, case)
            .await?
            .ok_or(VaultError::NotFound)?;
        let permit = self
            .vault
            .policies()
            .permit::<A>(self.ctx, Resource::Case(&facts, section), self.tx.number())
            .map_err(|refusal| VaultError::Refused {
                refusal,
                action: A::INFO.code,
                case: Some(case),
            })?;
        let reads = [ReadCase::INFO.code, ReadReceivedCase::INFO.code];
        if reads.contains(&A::INFO.code) {
            self.read.insert(case);
        }
        Ok(permit)
    }

    /// Asks for a permit on what an agency returns to a request.
    ///
    /// # Errors
    /// [`VaultError::NotFound`] when there is no such request; [`VaultError::Refused`] when the actor may not.
    pub async fn permit_return<A: Action>(
        &mut self,
        request: RecordId,
    ) -> Result<Permit<'tx, A>, VaultError> {
        let asked = crate::returns::facts(self, request).await?;
        let (case, asked) = asked.ok_or(VaultError::NotFound)?;
        let facts = crate::facts::facts(self, case)
            .await?
            .ok_or(VaultError::NotFound)?;
        let resource = Resource::Return(&facts, &asked);
        let policies = self.vault.policies();
        let permit = policies
            .permit::<A>(self.ctx, resource, self.tx.number())
            .map_err(|refusal| VaultError::Refused {
                refusal,
                action: A::INFO.code,
                case: Some(case),
            })?;
        let read = [ReadReturn::INFO, ReadDraft::INFO, ReadChecks::INFO];
        if read.iter().any(|one| one.code == A::INFO.code) {
            self.read.insert(case);
        }
        Ok(permit)
    }

    /// Whether the actor would be permitted an action on a return; decides what a page offers.
    ///
    /// # Errors
    /// [`VaultError`] when the facts cannot be read.
    pub async fn would_permit_return<A: Action>(
        &mut self,
        request: RecordId,
    ) -> Result<bool, VaultError> {
        let Some((case, asked)) = crate::returns::facts(self, request).await? else {
            return Ok(false);
        };
        let Some(facts) = crate::facts::facts(self, case).await? else {
            return Ok(false);
        };
        let resource = Resource::Return(&facts, &asked);
        Ok(self.vault.policies().would_permit::<A>(self.ctx, resource))
    }

    /// Asks for a permit on the organisation as a whole.
    ///
    /// # Errors
    /// [`VaultError::Refused`] when the actor may not.
    pub fn permit_organisation<A: Action>(&mut self) -> Result<Permit<'tx, A>, VaultError> {
        let facts = OrganisationFacts {
            id: self.vault.organisation(),
        };
        self.vault
            .policies()
            .permit::<A>(self.ctx, Resource::Organisation(facts), self.tx.number())
            .map_err(|refusal| VaultError::Refused {
                refusal,
                action: A::INFO.code,
                case: None,
            })
    }

    /// Whether the actor would be permitted an action on a case; decides what a page offers.
    ///
    /// # Errors
    /// [`VaultError`] when the facts cannot be read.
    pub async fn would_permit<A: Action>(&mut self, case: CaseId) -> Result<bool, VaultError> {
        self.would_permit_in::<A>(case, Section::General).await
    }

    /// Who of these people would be permitted an action in the general section of a case; nobody when there is no such case. No
    /// permit comes of it.
    ///
    /// # Errors
    /// [`VaultError`] when the facts cannot be read.
    pub async fn would_permit_to<A: Action>(
        &mut self,
        case: CaseId,
        people: &[Person],
    ) -> Result<BTreeSet<PersonId>, VaultError> {
        let Some(facts) = crate::facts::facts(self, case).await? else {
            return Ok(BTreeSet::new());
        };
        let resource = Resource::Case(&facts, Section::General);
        let policies = self.vault.policies();
        let permitted = |one: &&Person| {
            let theirs = Ctx {
                actor: Actor::Person((*one).clone()),
                ..self.ctx.clone()
            };
            policies.would_permit::<A>(&theirs, resource)
        };
        let all = people.iter().filter(permitted);
        Ok(all.map(|one| one.id).collect())
    }

    /// As [`Self::would_permit`], for a section with a restriction of its own.
    ///
    /// # Errors
    /// [`VaultError`] when the facts cannot be read.
    pub async fn would_permit_in<A: Action>(
        &mut self,
        case: CaseId,
        section: Section,
    ) -> Result<bool, VaultError> {
        let sections = self.permitted_of::<A>(case, &[section]).await?;
        Ok(!sections.is_empty())
    }

    /// The sections of a case in which the actor would be permitted an action; none when there is no
    /// such case.
    ///
    /// # Errors
    /// [`VaultError`] when the facts cannot be read.
    pub async fn sections_permitted<A: Action>(
        &mut self,
        case: CaseId,
    ) -> Result<Vec<Section>, VaultError> {
        self.permitted_of::<A>(case, Section::ALL).await
    }

    async fn permitted_of<A: Action>(
        &mut self,
        case: CaseId,
        sections: &[Section],
    ) -> Result<Vec<Section>, VaultError> {
        let Some(facts) = crate::facts::facts(self, case).await? else {
            return Ok(Vec::new());
        };
        let policies = self.vault.policies();
        let permitted = |section: &&Section| {
            policies.would_permit::<A>(self.ctx, Resource::Case(&facts, **section))
        };
        Ok(sections.iter().filter(permitted).copied().collect())
    }

    /// Whether the actor is on the team of a case today.
    ///
    /// # Errors
    /// [`VaultError`] when the facts cannot be read.
    pub async fn is_on_team(&mut self, case: CaseId) -> Result<bool, VaultError> {
        let me = self.ctx.actor.person().map(|person| person.id);
        let facts = crate::facts::facts(self, case).await?;
        Ok(match (facts, me) {
            (Some(facts), Some(me)) => facts.team.contains_key(&me),
            _ => false,
        })
    }

    /// What is shown of the case counts as reading it, though the permit is for something else.
    ///
    /// # Errors
    /// [`VaultError::Refused`] when the permit is for no case, or of another transaction.
    pub fn counts_as_reading<A: Action>(
        &mut self,
        permit: &Permit<'_, A>,
    ) -> Result<(), VaultError> {
        permit.check(self.tx.number())?;
        self.read.insert(permit.case()?);
        Ok(())
    }

    /// The reading of this case has a row of its own that says more.
    pub(crate) fn noted_by_itself(&mut self, case: CaseId) {
        self.read.remove(&case);
    }

    /// Whether the actor would be permitted an action on the organisation.
    #[must_use]
    pub fn would_permit_organisation<A: Action>(&self) -> bool {
        let facts = OrganisationFacts {
            id: self.vault.organisation(),
        };
        self.vault
            .policies()
            .would_permit::<A>(self.ctx, Resource::Organisation(facts))
    }

    /// Writes one row to the record of who did what.
    ///
    /// # Errors
    /// [`VaultError::Db`], and then nothing of the transaction happens.
    pub async fn note(&mut self, outcome: Outcome, entry: Entry<'_>) -> Result<(), VaultError> {
        ledger::append(&mut self.tx, self.ctx, outcome, entry).await?;
        Ok(())
    }

    pub(crate) async fn execute<const N: usize>(
        &mut self,
        statement: &Statement,
        values: [Value; N],
    ) -> Result<u64, VaultError> {
        self.known.forget();
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
    /// transaction of its own before it is returned. `work` may run again on a conflict. What it
    /// returns lives on by itself, so no permit leaves it:
    ///
    /// ```
    /// use access::{Ctx, Section, actions::EditIncident};
    /// async fn asked(vault: &vault::Vault, ctx: &Ctx, case: model::CaseId) -> bool {
    ///     let work = vault.transact(ctx, |tx| Box::pin(async move {
    ///         tx.permit::<EditIncident>(case, Section::General).await.map(|permit| drop(permit))
    ///     }));
    ///     work.await.is_ok()
    /// }
    /// ```
    ///
    /// ```compile_fail
    /// use access::{Ctx, Section, actions::EditIncident};
    /// async fn asked(vault: &vault::Vault, ctx: &Ctx, case: model::CaseId) -> bool {
    ///     let work = vault.transact(ctx, |tx| Box::pin(async move {
    ///         tx.permit::<EditIncident>(case, Section::General).await
    ///     }));
    ///     work.await.is_ok()
    /// }
    /// ```
    ///
    /// # Errors
    /// What `work` returns; [`VaultError::RefusalNotRecorded`] when a refusal cannot be written down.
    pub async fn transact<'env, T, F>(&'env self, ctx: &'env Ctx, work: F) -> Result<T, VaultError>
    where
        T: 'static,
        F: for<'t> Fn(&'t mut VaultTx<'env>) -> Work<'t, Result<T, VaultError>>,
    {
        self.same_organisation(ctx).await?;
        let mut tries = Tries::default();
        loop {
            match self.once(ctx, &work).await {
                Err(error) if tries.again(&error).await => {}
                outcome => return self.record_refusal(ctx, outcome).await,
            }
        }
    }

    async fn once<'env, T, F>(&'env self, ctx: &'env Ctx, work: &F) -> Result<T, VaultError>
    where
        F: for<'t> Fn(&'t mut VaultTx<'env>) -> Work<'t, Result<T, VaultError>>,
    {
        let mut unit = self.begin(ctx, true).await?;
        let value = work(&mut unit).await?;
        unit.note_reading().await?;
        unit.tx.commit().await?;
        Ok(value)
    }

    /// Reads in one transaction that changes nothing, then writes down which cases were read
    /// before the content is returned.
    ///
    /// # Errors
    /// What `work` returns; [`VaultError::Db`] when the reading cannot be written down.
    pub async fn look<'env, T, F>(&'env self, ctx: &'env Ctx, work: F) -> Result<T, VaultError>
    where
        T: 'static,
        F: for<'t> Fn(&'t mut VaultTx<'env>) -> Work<'t, Result<T, VaultError>>,
    {
        self.same_organisation(ctx).await?;
        let mut unit = self.begin(ctx, false).await?;
        let outcome = work(&mut unit).await;
        let read = std::mem::take(&mut unit.read);
        unit.tx.commit().await?;
        let value = self.record_refusal(ctx, outcome).await?;
        if !read.is_empty() {
            self.record_reading(ctx, &read).await?;
        }
        Ok(value)
    }

    async fn begin<'env>(
        &'env self,
        ctx: &'env Ctx,
        write: bool,
    ) -> Result<VaultTx<'env>, VaultError> {
        let tx = self.db().begin(write).await?;
        let exact = std::marker::PhantomData;
        Ok(VaultTx {
            tx,
            ctx,
            vault: self,
            read: BTreeSet::new(),
            known: Known::default(),
            exact,
        })
    }

    /// An attempt to enter with another organisation's context is written down here, where it was made.
    async fn same_organisation(&self, ctx: &Ctx) -> Result<(), VaultError> {
        if ctx.organisation == self.organisation() {
            return Ok(());
        }
        self.write_refusal(ctx, ENTER, None).await?;
        Err(VaultError::NotFound)
    }

    async fn record_refusal<T>(
        &self,
        ctx: &Ctx,
        outcome: Result<T, VaultError>,
    ) -> Result<T, VaultError> {
        let Err(VaultError::Refused {
            refusal,
            action,
            case,
        }) = outcome
        else {
            return outcome;
        };
        self.write_refusal(ctx, action, case).await?;
        Err(VaultError::Refused {
            refusal,
            action,
            case,
        })
    }

    async fn write_refusal(
        &self,
        ctx: &Ctx,
        action: &'static str,
        case: Option<CaseId>,
    ) -> Result<(), VaultError> {
        self.db()
            .transact(|tx| {
                let entry = Entry {
                    action,
                    case,
                    ..Entry::default()
                };
                Box::pin(async move { ledger::append(tx, ctx, Outcome::Refused, entry).await })
            })
            .await
            .map_err(|error: DbError| match error {
                DbError::CannotWrite => error.into(),
                _ => VaultError::RefusalNotRecorded,
            })
    }
}

impl VaultTx<'_> {
    async fn note_reading(&mut self) -> Result<(), VaultError> {
        let read: Vec<CaseId> = std::mem::take(&mut self.read).into_iter().collect();
        match readings::entry(&read) {
            Some(entry) => self.note(Outcome::Read, entry).await,
            None => Ok(()),
        }
    }
}
