//! Who is signed in, and for which organisation they act.

pub(crate) mod cookie;

use std::collections::BTreeSet;

use access::{Actor, Ctx, Person, Role, Strength};
use axum::extract::FromRequestParts;
use http::request::Parts;
use model::{AgencyId, AuthorityId, OrganisationId, PersonId, SessionId};

use crate::problem::PageError;
use crate::visit::Visit;

/// A signed-in person.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Their session.
    pub session: SessionId,
    /// The person.
    pub person: PersonId,
    /// How they signed in.
    pub strength: Strength,
    /// Where they have roles today, by name.
    pub places: Vec<Place>,
}

/// An organisation in which a person has roles today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its code in addresses.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Their roles there.
    pub roles: BTreeSet<Role>,
    /// The agency whose view they bring there.
    pub agency: Option<AgencyId>,
    /// The local authority for which they notify.
    pub authority: Option<AuthorityId>,
}

impl SignedIn {
    /// The organisation with this code, when they have a role there.
    #[must_use]
    pub fn place(&self, code: &str) -> Option<&Place> {
        self.places.iter().find(|place| place.code == code)
    }
}

/// A page of an organisation, for a person with a role in it. Rows under `/o/{organisation}/`.
#[derive(Debug, Clone)]
pub struct Signed {
    /// The context for `app`.
    pub ctx: Ctx,
    /// The organisation.
    pub place: Place,
    /// The request.
    pub visit: Visit,
}

impl<S: Send + Sync> FromRequestParts<S> for Signed {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, PageError> {
        let visit = parts.extensions.get::<Visit>().cloned().ok_or(PageError::Broken)?;
        let signed = visit.signed().ok_or(PageError::SignIn)?;
        let place = visit.organisation().cloned().ok_or(PageError::NotFound)?;
        let person = Person {
            id: signed.person,
            agency: place.agency,
            authority: place.authority,
            roles: place.roles.clone(),
            strength: signed.strength,
        };
        let ctx = Ctx {
            actor: Actor::Person(person),
            organisation: place.organisation,
            request: visit.request(),
            now: visit.now(),
        };
        Ok(Self { ctx, place, visit })
    }
}

// PROVISIONAL until access::sign_in arrives
pub(crate) async fn load(_s: &crate::WebState, _h: &http::HeaderMap, _n: model::Instant) -> Result<Option<SignedIn>, PageError> { Ok(None) }
pub(crate) async fn keep_form(_s: &crate::WebState, _v: &Visit, _r: axum::extract::Request) -> Result<axum::extract::Request, PageError> { Err(PageError::SignIn) }
