//! Who is signed in, and for which organisation they act.

pub(crate) mod cookie;
mod kept;
mod load;

use std::collections::BTreeSet;

use access::directory::Organisation;
use access::sign_in::Session;
use access::{Action, Actor, Ctx, Role};
use app::AppError;
use axum::extract::FromRequestParts;
use http::request::Parts;

pub(crate) use kept::{keep_form, kept_form, take_kept_form};
pub(crate) use load::load;

use crate::WebState;
use crate::problem::PageError;
use crate::texts::t_code;
use crate::visit::Visit;

/// An organisation in which a person has roles today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The organisation.
    pub organisation: Organisation,
    /// Their roles there.
    pub roles: BTreeSet<Role>,
}

impl Place {
    /// Their roles in words.
    #[must_use]
    pub fn role_names(&self) -> String {
        let names: Vec<String> = self
            .roles
            .iter()
            .map(|role| t_code("role", role.code()))
            .collect();
        names.join(", ")
    }
}

/// The organisations a person may act for, by name.
#[must_use]
pub fn places(session: &Session, visit: &Visit) -> Vec<Place> {
    let place = |organisation: &Organisation| {
        let ctx = session.ctx(organisation.id, visit.request(), visit.now())?;
        Some(Place {
            organisation: organisation.clone(),
            roles: roles(&ctx),
        })
    };
    session.organisations.iter().filter_map(place).collect()
}

pub(crate) fn roles(ctx: &Ctx) -> BTreeSet<Role> {
    match &ctx.actor {
        Actor::Person(person) => person.roles.clone(),
        Actor::System { .. } | Actor::Operator { .. } => BTreeSet::new(),
    }
}

/// A page of an organisation, for a person with a role in it: rows under `/o/{organisation}/`.
#[derive(Debug, Clone)]
pub struct Signed {
    /// The context for `app`.
    pub ctx: Ctx,
    /// The organisation.
    pub place: Place,
    /// The request.
    pub visit: Visit,
}

impl Signed {
    /// An address of the organisation: `signed.path("today")`.
    #[must_use]
    pub fn path(&self, rest: &str) -> String {
        format!("/o/{}/{rest}", self.place.organisation.code)
    }

    /// Asks for an action on the organisation, for a page that calls nothing of `app` which would
    /// ask: an empty form, an explanation. A refusal is written down.
    ///
    /// # Errors
    /// [`PageError::Refused`].
    pub async fn may<A: Action>(&self, state: &WebState) -> Result<(), PageError> {
        let vault = state.app().vault(&self.ctx).await?;
        vault
            .look(&self.ctx, |tx| {
                Box::pin(async move { tx.permit_organisation::<A>().map(drop) })
            })
            .await
            .map_err(AppError::from)?;
        Ok(())
    }

    /// Asks for an action on the directory of the instance, for a page that calls nothing of `app` which would
    /// ask. A refusal is written down.
    ///
    /// # Errors
    /// [`PageError::Refused`].
    pub async fn may_in_directory<A: Action>(&self, state: &WebState) -> Result<(), PageError> {
        let directory = state.app().directory();
        directory
            .transact(&self.ctx, |tx| {
                Box::pin(async move { tx.permit_directory::<A>().map(drop) })
            })
            .await
            .map_err(AppError::from)?;
        Ok(())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Signed {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, PageError> {
        let visit = parts
            .extensions
            .get::<Visit>()
            .cloned()
            .ok_or(PageError::Broken)?;
        let session = visit.session().ok_or(PageError::SignIn)?;
        let place = visit.place().cloned().ok_or(PageError::NotFound)?;
        let mut ctx = session
            .ctx(place.organisation.id, visit.request(), visit.now())
            .ok_or(PageError::NotFound)?;
        ctx.practice_day = visit.practice().map(|practice| practice.day);
        Ok(Self { ctx, place, visit })
    }
}

/// A page about a person's own account: they are signed in, and act for no organisation.
#[derive(Debug, Clone)]
pub struct Account {
    /// Their session.
    pub session: Session,
    /// The request.
    pub visit: Visit,
}

impl<S: Send + Sync> FromRequestParts<S> for Account {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, PageError> {
        let visit = parts
            .extensions
            .get::<Visit>()
            .cloned()
            .ok_or(PageError::Broken)?;
        let session = visit.session().cloned().ok_or(PageError::SignIn)?;
        Ok(Self { session, visit })
    }
}
