//! A permit: one actor, one action, one thing, one transaction.

use std::marker::PhantomData;

use model::{CaseId, OrganisationId, RecordId};

use crate::{Action, Actor, Refusal, Section};

/// Makes a lifetime exact: neither a longer nor a shorter one stands in for it.
type Exact<'tx> = fn(&'tx ()) -> &'tx ();

/// Leave to do the action `A` once, to the thing it names, in the transaction that `'tx` stands for.
///
/// It cannot be made outside this crate, copied, or kept longer than its transaction. Functions of
/// the stores take their ids from the permit and from nowhere else.
#[derive(Debug)]
#[must_use = "a permit that is not used means that something was allowed and not done"]
pub struct Permit<'tx, A: Action> {
    pub(crate) actor: Actor,
    pub(crate) organisation: OrganisationId,
    pub(crate) case: Option<(CaseId, i64, Section)>,
    pub(crate) of_return: Option<(CaseId, RecordId)>,
    pub(crate) transaction: u64,
    pub(crate) action: PhantomData<(A, Exact<'tx>)>,
}

impl<A: Action> Permit<'_, A> {
    /// Who was permitted.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The organisation whose store it is for.
    #[must_use]
    pub const fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    /// The case it is for.
    ///
    /// # Errors
    /// [`Refusal::WrongPermit`] when it is for an organisation or the directory.
    pub const fn case(&self) -> Result<CaseId, Refusal> {
        match self.case {
            Some((case, _, _)) => Ok(case),
            None => Err(Refusal::WrongPermit),
        }
    }

    /// The case and the request whose return it is for.
    ///
    /// # Errors
    /// [`Refusal::WrongPermit`] when it is for anything else.
    pub const fn of_return(&self) -> Result<(CaseId, RecordId), Refusal> {
        match self.of_return {
            Some(both) => Ok(both),
            None => Err(Refusal::WrongPermit),
        }
    }

    /// Version of the case that the decision saw.
    #[must_use]
    pub const fn version(&self) -> i64 {
        match self.case {
            Some((_, version, _)) => version,
            None => 0,
        }
    }

    /// The section of the case it is for.
    #[must_use]
    pub const fn section(&self) -> Section {
        match self.case {
            Some((_, _, section)) => section,
            None => Section::General,
        }
    }

    /// Makes sure that the permit is used in the transaction it was given for.
    ///
    /// # Errors
    /// [`Refusal::WrongPermit`] when it belongs to another transaction.
    pub const fn check(&self, transaction: u64) -> Result<(), Refusal> {
        if self.transaction == transaction {
            Ok(())
        } else {
            Err(Refusal::WrongPermit)
        }
    }

    /// Code of the permitted action, for the record of who did what.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        A::INFO.code
    }
}
