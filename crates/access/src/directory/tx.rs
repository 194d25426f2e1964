//! One unit of work in the directory, on behalf of one actor.

use std::fmt::Display;

use db::{Row, Statement, Tries, Tx, Value, Work};
use model::RecordId;

use super::{Directory, DirectoryError};
use crate::ledger::{self, Entry, Outcome};
use crate::{Action, Ctx, DirectoryFacts, OrganisationFacts, Permit, Resource};

/// An open transaction of the directory for one actor.
pub struct DirectoryTx<'tx> {
    pub(crate) tx: Tx<'tx>,
    /// On whose behalf.
    pub ctx: &'tx Ctx,
    pub(crate) directory: &'tx Directory,
    exact: std::marker::PhantomData<fn(&'tx ()) -> &'tx ()>,
}

impl<'tx> DirectoryTx<'tx> {
    /// Asks for a permit on the organisation the actor acts for.
    ///
    /// # Errors
    /// [`DirectoryError::Refused`].
    pub fn permit_organisation<A: Action>(&mut self) -> Result<Permit<'tx, A>, DirectoryError> {
        let facts = OrganisationFacts {
            id: self.ctx.organisation,
        };
        self.permit(Resource::Organisation(facts))
    }

    /// Asks for a permit on the directory as a whole.
    ///
    /// # Errors
    /// [`DirectoryError::Refused`].
    pub fn permit_directory<A: Action>(&mut self) -> Result<Permit<'tx, A>, DirectoryError> {
        self.permit(Resource::Directory(DirectoryFacts))
    }

    fn permit<A: Action>(&mut self, on: Resource<'_>) -> Result<Permit<'tx, A>, DirectoryError> {
        self.directory
            .policies
            .permit::<A>(self.ctx, on, self.tx.number())
            .map_err(|refusal| DirectoryError::Refused {
                refusal,
                action: A::INFO.code,
            })
    }

    /// Writes one row to the directory's record of who did what.
    ///
    /// # Errors
    /// [`DirectoryError::Db`].
    pub async fn note(&mut self, action: &str) -> Result<(), DirectoryError> {
        self.note_entry(action, None).await
    }

    /// As [`Self::note`], with the id of the role or the organisation that it is about: for [`super::acts`].
    pub(crate) async fn note_about(
        &mut self,
        action: &str,
        about: impl Display,
    ) -> Result<(), DirectoryError> {
        self.note_entry(action, about.to_string().parse().ok())
            .await
    }

    async fn note_entry(
        &mut self,
        action: &str,
        record: Option<RecordId>,
    ) -> Result<(), DirectoryError> {
        let entry = Entry {
            action,
            record,
            ..Entry::default()
        };
        Ok(ledger::append(&mut self.tx, self.ctx, Outcome::Done, entry).await?)
    }

    pub(crate) async fn execute<const N: usize>(
        &mut self,
        statement: &Statement,
        values: [Value; N],
    ) -> Result<u64, DirectoryError> {
        Ok(self.tx.execute(statement, values).await?)
    }

    pub(crate) async fn all<const N: usize>(
        &mut self,
        statement: &Statement,
        values: [Value; N],
    ) -> Result<Vec<Row>, DirectoryError> {
        Ok(self.tx.all(statement, values).await?)
    }

    pub(crate) async fn first<const N: usize>(
        &mut self,
        statement: &Statement,
        values: [Value; N],
    ) -> Result<Option<Row>, DirectoryError> {
        Ok(self.tx.first(statement, values).await?)
    }
}

impl Directory {
    /// Does `work` in one transaction: all of it or nothing. A refusal is written down before it is
    /// returned. `work` may run again on a conflict.
    ///
    /// # Errors
    /// What `work` returns.
    pub async fn transact<'env, T, F>(
        &'env self,
        ctx: &'env Ctx,
        work: F,
    ) -> Result<T, DirectoryError>
    where
        T: 'static,
        F: for<'t> Fn(&'t mut DirectoryTx<'env>) -> Work<'t, Result<T, DirectoryError>>,
    {
        let mut tries = Tries::default();
        let outcome = loop {
            match self.once(ctx, true, &work).await {
                Err(error) if tries.again(&error).await => {}
                outcome => break outcome,
            }
        };
        if let Err(DirectoryError::Refused { action, .. }) = &outcome {
            let action = *action;
            let shown = super::acts::SHOWN_WHEN_REFUSED.contains(&action);
            let about = ctx.organisation.to_string();
            let record = about.parse::<RecordId>().ok().filter(|_| shown);
            self.db
                .transact(|tx| {
                    let entry = Entry {
                        action,
                        record,
                        ..Entry::default()
                    };
                    Box::pin(async move { ledger::append(tx, ctx, Outcome::Refused, entry).await })
                })
                .await?;
        }
        outcome
    }

    /// Reads in one transaction that changes nothing.
    ///
    /// # Errors
    /// What `work` returns.
    pub async fn look<'env, T, F>(&'env self, ctx: &'env Ctx, work: F) -> Result<T, DirectoryError>
    where
        T: 'static,
        F: for<'t> Fn(&'t mut DirectoryTx<'env>) -> Work<'t, Result<T, DirectoryError>>,
    {
        self.once(ctx, false, &work).await
    }

    async fn once<'env, T, F>(
        &'env self,
        ctx: &'env Ctx,
        write: bool,
        work: &F,
    ) -> Result<T, DirectoryError>
    where
        F: for<'t> Fn(&'t mut DirectoryTx<'env>) -> Work<'t, Result<T, DirectoryError>>,
    {
        let tx = self.db.begin(write).await?;
        let exact = std::marker::PhantomData;
        let mut unit = DirectoryTx {
            tx,
            ctx,
            directory: self,
            exact,
        };
        let value = work(&mut unit).await?;
        unit.tx.commit().await?;
        Ok(value)
    }
}
