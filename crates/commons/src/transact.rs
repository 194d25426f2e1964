//! One unit of work in the store of shared learning, on behalf of one actor.

use access::ledger::{self, Entry, Outcome};
use access::{Action, Ctx, OrganisationFacts, Permit, Resource, SharedFacts};
use db::{DbError, Row, Statement, Tries, Tx, Value, Work};
use model::RecordId;

use crate::{Commons, CommonsError};

/// An open transaction for one actor. Permits are asked of it and end with it.
pub struct CommonsTx<'tx> {
    pub(crate) tx: Tx<'tx>,
    /// On whose behalf.
    pub ctx: &'tx Ctx,
    pub(crate) commons: &'tx Commons,
    /// Makes the lifetime exact: what is permitted here does not leave the work.
    exact: std::marker::PhantomData<fn(&'tx ()) -> &'tx ()>,
}

impl<'tx> CommonsTx<'tx> {
    /// Asks for a permit on the organisation that the actor acts for.
    ///
    /// # Errors
    /// [`CommonsError::Refused`] when the actor may not.
    pub fn permit_organisation<A: Action>(&mut self) -> Result<Permit<'tx, A>, CommonsError> {
        let facts = OrganisationFacts {
            id: self.ctx.organisation,
        };
        self.permit(Resource::Organisation(facts))
    }

    /// Whether the actor would be permitted an action; decides what a page offers.
    #[must_use]
    pub fn would_permit_organisation<A: Action>(&self) -> bool {
        let facts = OrganisationFacts {
            id: self.ctx.organisation,
        };
        let policies = &self.commons.policies;
        policies.would_permit::<A>(self.ctx, Resource::Organisation(facts))
    }

    pub(crate) fn permit_shared<A: Action>(
        &mut self,
        facts: SharedFacts,
    ) -> Result<Permit<'tx, A>, CommonsError> {
        self.permit(Resource::Shared(facts))
    }

    pub(crate) fn would_permit_shared<A: Action>(&self, facts: SharedFacts) -> bool {
        let policies = &self.commons.policies;
        policies.would_permit::<A>(self.ctx, Resource::Shared(facts))
    }

    fn permit<A: Action>(&mut self, on: Resource<'_>) -> Result<Permit<'tx, A>, CommonsError> {
        let policies = &self.commons.policies;
        policies
            .permit::<A>(self.ctx, on, self.tx.number())
            .map_err(|refusal| CommonsError::Refused {
                refusal,
                action: A::INFO.code,
            })
    }

    /// Writes one row to the record of who did what.
    pub(crate) async fn note(
        &mut self,
        outcome: Outcome,
        entry: Entry<'_>,
    ) -> Result<(), CommonsError> {
        Ok(ledger::append(&mut self.tx, self.ctx, outcome, entry).await?)
    }

    /// Writes down that something was done, with which version of a record there is since.
    pub(crate) async fn done(
        &mut self,
        (id, version): (RecordId, i64),
        action: &'static str,
    ) -> Result<(), CommonsError> {
        let entry = Entry {
            action,
            record: Some(id),
            version: Some(version),
            ..Entry::default()
        };
        self.note(Outcome::Done, entry).await
    }

    /// Changes a record that stands as it was shown, and writes that down; [`CommonsError::Rule`] `changed-meanwhile` where it stands
    /// otherwise by now.
    pub(crate) async fn change<const N: usize>(
        &mut self,
        statement: &Statement,
        values: [Value; N],
        ((id, shown), action): ((RecordId, i64), &'static str),
    ) -> Result<(), CommonsError> {
        if self.execute(statement, values).await? == 0 {
            return Err(CommonsError::Rule("changed-meanwhile"));
        }
        self.done((id, shown + 1), action).await
    }

    pub(crate) async fn execute<const N: usize>(
        &mut self,
        statement: &Statement,
        values: [Value; N],
    ) -> Result<u64, CommonsError> {
        Ok(self.tx.execute(statement, values).await?)
    }

    pub(crate) async fn all<const N: usize>(
        &mut self,
        statement: &Statement,
        values: [Value; N],
    ) -> Result<Vec<Row>, CommonsError> {
        Ok(self.tx.all(statement, values).await?)
    }

    pub(crate) async fn first<const N: usize>(
        &mut self,
        statement: &Statement,
        values: [Value; N],
    ) -> Result<Option<Row>, CommonsError> {
        Ok(self.tx.first(statement, values).await?)
    }
}

impl Commons {
    /// Does `work` in one transaction: all of it or nothing. A refusal is written down in a transaction of its own before
    /// it is returned. `work` may run again on a conflict.
    ///
    /// # Errors
    /// What `work` returns; [`CommonsError::RefusalNotRecorded`] when a refusal cannot be written down.
    pub async fn transact<'env, T, F>(
        &'env self,
        ctx: &'env Ctx,
        work: F,
    ) -> Result<T, CommonsError>
    where
        T: 'static,
        F: for<'t> Fn(&'t mut CommonsTx<'env>) -> Work<'t, Result<T, CommonsError>>,
    {
        let mut tries = Tries::default();
        loop {
            match self.once(ctx, true, &work).await {
                Err(error) if tries.again(&error).await => {}
                outcome => return self.record_refusal(ctx, outcome).await,
            }
        }
    }

    /// Reads in one transaction that changes nothing. What somebody opens is written down by [`crate::note_opened`].
    ///
    /// # Errors
    /// What `work` returns; [`CommonsError::RefusalNotRecorded`] when a refusal cannot be written down.
    pub async fn look<'env, T, F>(&'env self, ctx: &'env Ctx, work: F) -> Result<T, CommonsError>
    where
        T: 'static,
        F: for<'t> Fn(&'t mut CommonsTx<'env>) -> Work<'t, Result<T, CommonsError>>,
    {
        let outcome = self.once(ctx, false, &work).await;
        self.record_refusal(ctx, outcome).await
    }

    async fn once<'env, T, F>(
        &'env self,
        ctx: &'env Ctx,
        write: bool,
        work: &F,
    ) -> Result<T, CommonsError>
    where
        F: for<'t> Fn(&'t mut CommonsTx<'env>) -> Work<'t, Result<T, CommonsError>>,
    {
        let tx = self.db().begin(write).await?;
        let exact = std::marker::PhantomData;
        let mut unit = CommonsTx {
            tx,
            ctx,
            commons: self,
            exact,
        };
        let value = work(&mut unit).await?;
        unit.tx.commit().await?;
        Ok(value)
    }

    async fn record_refusal<T>(
        &self,
        ctx: &Ctx,
        outcome: Result<T, CommonsError>,
    ) -> Result<T, CommonsError> {
        if let Err(CommonsError::Refused { action, .. }) = &outcome {
            let action = *action;
            self.db()
                .transact(|tx| {
                    let entry = Entry {
                        action,
                        ..Entry::default()
                    };
                    Box::pin(async move { ledger::append(tx, ctx, Outcome::Refused, entry).await })
                })
                .await
                .map_err(|error: DbError| match error {
                    DbError::CannotWrite => error.into(),
                    _ => CommonsError::RefusalNotRecorded,
                })?;
        }
        outcome
    }
}
