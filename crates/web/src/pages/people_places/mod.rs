//! People and places of a review: who stands in the register, what names in the accounts are, what people are to each other over
//! time, and the genogram of a day.

mod drawing;
mod facts;
mod genogram;
mod history;
mod list;
mod name;
mod person;
mod place;
mod tie;

use access::{Action as _, Section, actions};
use app::Reference;
use app::names::Names;
use app::people_places::{Kept, PeoplePlaces, people_places};
use app::vault::Stored;
use model::RecordId;
use model::scheme::CodeList;

use crate::pages::chronology::{Naming, caption};
use crate::pages::people::reference;
use crate::pages::requests::agency as agency_name;
use crate::pages::seen::changeable;
use crate::problem::PageError;
use crate::sheet::Offer;
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

pub(crate) fn rows() -> Vec<Row> {
    let all = "/o/{organisation}/reviews/{reference}/people-and-places";
    let genogram = "/o/{organisation}/reviews/{reference}/people-and-places/genogram";
    let history = "/o/{organisation}/reviews/{reference}/people-and-places/history";
    let name = "/o/{organisation}/reviews/{reference}/people-and-places/names/{record}";
    let undo = "/o/{organisation}/reviews/{reference}/people-and-places/names/{record}/undo";
    let person = "/o/{organisation}/reviews/{reference}/people-and-places/people/{record}";
    let place = "/o/{organisation}/reviews/{reference}/people-and-places/places/{record}";
    let tie = "/o/{organisation}/reviews/{reference}/people-and-places/relationships/{record}";
    let away =
        "/o/{organisation}/reviews/{reference}/people-and-places/relationships/{record}/remove";
    let read = Who::May(actions::ReadCase::INFO);
    let edit = Who::May(actions::EditRegister::INFO);
    let rows = [
        page("people-places", read, all, list::list),
        page("genogram", read, genogram, genogram::genogram),
        page("register-history", read, history, history::history),
        page("people-places-name", edit, name, name::form),
        send(edit, name, name::save),
        send(edit, undo, name::undone),
        page("people-places-person", edit, person, person::form),
        send(edit, person, person::save),
        page("people-places-place", edit, place, place::form),
        send(edit, place, place::save),
        page("people-places-tie", edit, tie, tie::form),
        send(edit, tie, tie::save),
        send(edit, away, tie::removed),
    ];
    rows.into_iter().map(Row::secret).collect()
}

/// The register of a review, with its address.
struct Seen {
    found: PeoplePlaces,
    names: Names,
    reference: Reference,
    /// Address of the review.
    review: String,
    naming: Naming,
    /// What the facts of the review call a relationship.
    relationships: Option<CodeList>,
}

/// Reads the register; the reading is written down.
async fn seen(
    state: &WebState,
    signed: &Signed,
    (text, query): (&str, Option<&str>),
) -> Result<Seen, PageError> {
    let reference = reference(text)?;
    let mut found = people_places(state.app(), &signed.ctx, &reference).await?;
    let naming = Naming::of(query);
    if naming.unnamed() {
        let register = app::chronology_out::register(state.app(), &signed.ctx, &reference).await?;
        app::people_places::unnamed(&register, &mut found);
    }
    let loaded = state
        .app()
        .scheme_of(&found.case.scheme, &found.case.scheme_digest)?;
    Ok(Seen {
        relationships: loaded.scheme.list("relationship").cloned(),
        review: signed.path(&format!("reviews/{reference}")),
        names: app::names::names(state.app(), &signed.ctx).await?,
        found,
        naming,
        reference,
    })
}

impl Seen {
    fn caption(&self) -> String {
        caption(&self.reference, &self.naming)
    }

    /// Address of the register, or of a page beneath it.
    fn here(&self, end: &str) -> String {
        format!("{}/people-and-places{end}", self.review)
    }

    /// The same, where what is shown stays named or not.
    fn to(&self, end: &str) -> String {
        self.naming.added(&self.here(end))
    }

    fn usable(&self) -> Result<(), PageError> {
        changeable(&self.found.case, self.found.may_edit)
    }

    /// Whether the reader is shown what to change. Without names nothing is changed: nobody would see of whom.
    fn may(&self) -> bool {
        self.usable().is_ok() && !self.naming.unnamed()
    }

    fn agency(&self, id: model::AgencyId) -> String {
        agency_name(&self.names, id)
    }

    /// Name of a person or place.
    fn name(&self, id: RecordId) -> String {
        let name = self.found.name(id).map(str::to_owned);
        name.unwrap_or_else(|| t("people-places-not-shown"))
    }

    /// The sections in which something may be entered, to choose from.
    fn sections(&self) -> Vec<Offer> {
        let sections = self.found.sections.iter();
        let offer = |one: &Section| Offer::new(one.code(), t_code("section", one.code()));
        sections.map(offer).collect()
    }
}

/// A section of those on offer.
fn section(seen: &Seen, code: &str) -> Option<Section> {
    let mut all = seen.found.sections.iter().copied();
    all.find(|one| one.code() == code)
}

/// A record by the id in an address; none for `new`.
fn kept<'a, R>(all: &'a [Kept<R>], id: &str) -> Result<Option<&'a Stored<R>>, PageError> {
    if id == "new" {
        return Ok(None);
    }
    let id: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
    let found = all.iter().find(|one| one.record.id == id);
    let found = found.ok_or(PageError::NotFound)?;
    Ok(Some(&found.record))
}
