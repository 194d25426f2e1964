//! What runs beside a review and is looked at with it.

use access::{Action, Permit};
use model::CaseId;
use model::case::{
    AffectedArea, AgencyInvolved, Closing, Disclosure, HELD_SPEAKING, Hold, OtherNotification,
    Proceedings, PublicationDay,
};
use model::record::Record as _;
use vault::{Kinds, Stored, VaultError, VaultTx};

/// The records of what runs beside a review.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// Proceedings.
    pub proceedings: Vec<Stored<Proceedings>>,
    /// What they hold or held back.
    pub holds: Vec<Stored<Hold>>,
    /// The register of papers that were asked for.
    pub disclosures: Vec<Stored<Disclosure>>,
    /// Other bodies that may have to be told.
    pub others: Vec<Stored<OtherNotification>>,
    /// Other areas that are affected.
    pub areas: Vec<Stored<AffectedArea>>,
    /// The planned day of publication: one record at most.
    pub publication: Vec<Stored<PublicationDay>>,
    /// Every time the case was closed.
    pub closings: Vec<Stored<Closing>>,
    /// Agencies that are involved.
    pub agencies: Vec<Stored<AgencyInvolved>>,
}

impl Beside {
    /// Of the case that a permit is for.
    pub(crate) async fn of<A: Action>(
        tx: &mut VaultTx<'_>,
        permit: &Permit<'_, A>,
    ) -> Result<Self, VaultError> {
        Self::in_case(&mut vault::kinds_of(tx, permit).await?)
    }

    /// Of one case whose records were read.
    pub(crate) fn in_case(kinds: &mut Kinds) -> Result<Self, VaultError> {
        Ok(Self {
            proceedings: kinds.take()?,
            holds: kinds.take()?,
            disclosures: kinds.take()?,
            others: kinds.take()?,
            areas: kinds.take()?,
            publication: kinds.take()?,
            closings: kinds.take()?,
            agencies: kinds.take()?,
        })
    }

    /// Kinds of what *Today* needs of it.
    pub(crate) const KINDS: [&'static str; 4] = [
        Hold::KIND,
        OtherNotification::KIND,
        AffectedArea::KIND,
        PublicationDay::KIND,
    ];

    /// What *Today* needs of it, across open cases.
    pub(crate) fn across(kinds: &mut Kinds) -> Result<Self, VaultError> {
        Ok(Self {
            holds: kinds.take()?,
            others: kinds.take()?,
            areas: kinds.take()?,
            publication: kinds.take()?,
            ..Self::default()
        })
    }

    /// The part of one case.
    pub(crate) fn of_case(&self, case: CaseId) -> Self {
        Self {
            proceedings: own(&self.proceedings, case),
            holds: own(&self.holds, case),
            disclosures: own(&self.disclosures, case),
            others: own(&self.others, case),
            areas: own(&self.areas, case),
            publication: own(&self.publication, case),
            closings: own(&self.closings, case),
            agencies: own(&self.agencies, case),
        }
    }

    /// What is held back now.
    pub fn standing_holds(&self) -> impl Iterator<Item = &Stored<Hold>> {
        self.holds.iter().filter(|one| one.body.stands())
    }

    /// Whether speaking to somebody is held back.
    #[must_use]
    pub fn holds_speaking(&self) -> bool {
        self.standing_holds()
            .any(|one| one.body.what == HELD_SPEAKING)
    }
}

fn own<R: Clone>(all: &[Stored<R>], case: CaseId) -> Vec<Stored<R>> {
    all.iter().filter(|one| one.case == case).cloned().collect()
}
