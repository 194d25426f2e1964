//! Where learning comes from, as far as it is said: the region and the year, unless the partnership wants to be named.

use access::Ctx;
use access::directory::{self, Organisation, OrganisationKind};
use model::case::{SharedOrigin, SharingDraft};
use model::learning::Sharing;
use vault::Stored;

use crate::{App, AppError};

/// The organisation of a case and those above it.
#[derive(Debug, Clone)]
pub(super) struct Whence {
    own: Organisation,
    region: Option<Organisation>,
    national: Option<Organisation>,
}

impl Whence {
    /// Of the organisation that the actor acts for.
    pub(super) async fn of(app: &App, ctx: &Ctx) -> Result<Self, AppError> {
        let all = app
            .directory()
            .look(ctx, |tx| Box::pin(directory::organisations(tx)))
            .await?;
        let today = ctx.today();
        let stands = |one: &&Organisation| {
            one.valid_from <= today && one.valid_to.is_none_or(|last| today <= last)
        };
        let own = all.iter().find(|one| one.id == ctx.organisation);
        let own = own.cloned().ok_or(AppError::NotFound)?;
        let named = |one: &Organisation| {
            own.region
                .as_ref()
                .is_some_and(|region| *region == one.code || *region == one.name)
        };
        // A region that shares what it learned itself is the region.
        let is_it = |one: &&Organisation| {
            one.kind == OrganisationKind::Region && (one.id == own.id || named(one))
        };
        let region = all.iter().filter(stands).find(is_it);
        let national = all.iter().filter(stands);
        let mut national = national.filter(|one| one.kind == OrganisationKind::National);
        Ok(Self {
            region: region.cloned(),
            national: national.next().cloned(),
            own,
        })
    }

    /// The name of the organisation of the case.
    pub(super) fn name(&self) -> &str {
        &self.own.name
    }

    /// The region, by its code and its name: it is said of everything that leaves.
    pub(super) fn region(&self) -> Option<(String, String)> {
        let region = self.region.as_ref();
        region.map(|one| (one.code.clone(), one.name.clone()))
    }

    /// As much of it as leaves with a draft.
    ///
    /// # Errors
    /// `sharing-no-region` when it is for a region and the partnership has none on record, `sharing-no-broker` when neither a region nor
    /// a national body is there through whom somebody could ask.
    pub(super) fn origin(
        &self,
        draft: &Stored<SharingDraft>,
    ) -> Result<SharedOrigin, &'static str> {
        let year = draft.added_at.date_in_london().year();
        if !draft.body.audience.is_beyond() {
            // Whoever reads it works there.
            return Ok(SharedOrigin {
                region: None,
                partnership: Some(self.own.id),
                broker: self.own.id,
                year,
            });
        }
        let region = self.region.as_ref();
        if draft.body.audience == Sharing::Region && region.is_none() {
            return Err("sharing-no-region");
        }
        let broker = region.or(self.national.as_ref());
        let broker = broker.ok_or("sharing-no-broker")?;
        Ok(SharedOrigin {
            region: region.map(|one| one.code.clone()),
            partnership: draft.body.names_partnership.then_some(self.own.id),
            broker: broker.id,
            year,
        })
    }
}
