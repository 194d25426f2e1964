//! Handing a review over to another partnership: proposed and confirmed by two people, offered, accepted, sent whole with the
//! proof of its record, and a stub left where it was.

mod answer;
mod hand_over;
mod post;
mod send;

use std::collections::{BTreeMap, BTreeSet};

use access::Ctx;
use access::directory::{self, OrganisationKind};
use model::OrganisationId;

use crate::{App, AppError};

pub(crate) use answer::open_offers;
pub use answer::{Offers, Origin, answer, came_from, offers};
pub(crate) use hand_over::to_confirm;
pub use hand_over::{HandOver, NewTransfer, confirm, hand_over, propose, take_back};
pub(crate) use post::Handed;
pub(crate) use send::send_accepted;

/// The scheme's list of reasons for handing a review over.
pub const WHY: &str = "transfer_reason";

/// How many bytes of documents may be handed over at once: all of it goes through the memory of this program.
pub const MOST_BYTES: i64 = 64 * 1024 * 1024;

/// The organisations of this instance.
#[derive(Debug, Clone, Default)]
pub struct Organisations {
    /// The name of each, also of those that have ended.
    names: BTreeMap<OrganisationId, String>,
    /// Other partnerships that exist today.
    others: BTreeSet<OrganisationId>,
}

impl Organisations {
    async fn of(app: &App, ctx: &Ctx) -> Result<Self, AppError> {
        let (own, today) = (ctx.organisation, ctx.today());
        let all = app
            .directory()
            .look(ctx, |tx| Box::pin(directory::organisations(tx)))
            .await?;
        let stands = |one: &&directory::Organisation| {
            let ended = one.valid_to.is_some_and(|last| last < today);
            one.kind == OrganisationKind::Partnership
                && one.id != own
                && one.valid_from <= today
                && !ended
        };
        Ok(Self {
            others: all.iter().filter(stands).map(|one| one.id).collect(),
            names: all.into_iter().map(|one| (one.id, one.name)).collect(),
        })
    }

    /// The name of an organisation.
    #[must_use]
    pub fn name(&self, id: OrganisationId) -> Option<&str> {
        self.names.get(&id).map(String::as_str)
    }

    /// Other partnerships that exist today, by name.
    #[must_use]
    pub fn others(&self) -> Vec<(OrganisationId, &str)> {
        let own = self.names.iter().filter(|(id, _)| self.others.contains(id));
        let mut others: Vec<_> = own.map(|(id, name)| (*id, name.as_str())).collect();
        others.sort_by_key(|(_, name)| *name);
        others
    }

    fn offers_to(&self, id: OrganisationId) -> bool {
        self.others.contains(&id)
    }
}
