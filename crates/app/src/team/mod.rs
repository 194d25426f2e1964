//! The team of a review: who may open it, who must not see it, guests, sections with a restriction of
//! their own.

mod add;
mod agencies;
mod ask;
mod change;
mod conflicts;
mod emergencies;
mod emergency;
mod find;
mod guests;
mod look_up;
mod needs;
mod offer;
mod read;

use access::{Permit, Section, actions};
use model::case::TeamPlace;
use model::scheme::Scheme;
use model::{CaseId, RecordId};
use vault::{Membership, VaultError, VaultTx};

use crate::decision::steps::scheme_of;
use crate::incident::find as case_of;
use crate::{App, Reference};

pub use add::{NewPlace, add};
pub use agencies::involve;
pub use ask::{Asking, Ways, answer_no, answer_yes, ask, asking, requests, ways};
pub use change::{PlaceChange, Sections, change, give_sections, take_off};
pub use conflicts::{Barred, ConflictList, Whom, bar, conflict_list, similar, unbar};
pub(crate) use emergencies::{EmergencyNeed, emergencies_to_look_at};
pub use emergencies::{EmergencyReview, ListedOpening, emergencies};
pub use emergency::{
    Before, Opened, Openings, SecondLook, before_opening, look_at, open_in_emergency, openings,
};
pub use find::{Candidate, Found, candidate, find};
pub use look_up::{LookedUp, look_up};
pub(crate) use needs::{AccessNeed, Joined, KINDS, joined, needs};
pub use offer::on_offer;
pub use read::{ByRole, TeamView, team};

/// A permit on the team of a case, its scheme, and the case. Who may open a closed case still changes.
async fn opened<'tx, 'a>(
    tx: &mut VaultTx<'tx>,
    app: &'a App,
    reference: &Reference,
) -> Result<(Permit<'tx, actions::ManageTeam>, &'a Scheme, CaseId), VaultError> {
    let case = case_of(tx, reference).await?;
    let permit = tx
        .permit::<actions::ManageTeam>(case, Section::General)
        .await?;
    let scheme = scheme_of(tx, app, &permit).await?;
    Ok((permit, scheme, case))
}

/// The columns that access rests on.
fn membership(id: RecordId, place: &TeamPlace) -> Membership {
    let sections = place.sections.iter();
    Membership {
        id,
        person: place.person,
        agency: place.agency,
        sections: sections
            .filter_map(|one| one.section.parse().ok())
            .collect(),
        guest: place.guest_of.is_some(),
        from: place.from,
        until: place.until,
    }
}
