//! Who acts, for whom, when: the context of every request, job and command.

use std::collections::BTreeSet;

use model::{AgencyId, AuthorityId, Id, Instant, OrganisationId, PersonId, RequestId};

use crate::Role;

/// How strongly a person has shown who they are in this session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Chosen from a list, in a demonstration without real people.
    Demonstration,
    /// Password and one-time code.
    TwoFactors,
    /// The sign-in of their organisation, which said that two factors were used.
    Organisation,
    /// Passkey.
    Passkey,
}

/// A person acting for one organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The person.
    pub id: PersonId,
    /// The agency whose view they bring, when they act for one.
    pub agency: Option<AgencyId>,
    /// The local authority for which they notify, when they do.
    pub authority: Option<AuthorityId>,
    /// Their roles in the organisation they act for, on this day.
    pub roles: BTreeSet<Role>,
    /// How they signed in.
    pub strength: Strength,
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in person.
    Person(Person),
    /// A background job of the service, by its name.
    System {
        /// Name of the job.
        job: &'static str,
    },
    /// The operator at the command line, who says why.
    Operator {
        /// Why, in the operator's words; kept in the record of who did what.
        reason: String,
    },
}

impl Actor {
    /// The person who acts, when one does.
    #[must_use]
    pub const fn person(&self) -> Option<&Person> {
        match self {
            Self::Person(person) => Some(person),
            Self::System { .. } | Self::Operator { .. } => None,
        }
    }
}

/// The context in which everything happens. It is made once, at the edge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ctx {
    /// Who acts.
    pub actor: Actor,
    /// The one organisation they act for.
    pub organisation: OrganisationId,
    /// Which request this is; people quote it when they ask for help.
    pub request: RequestId,
    /// When it began. The same for everything the request does.
    pub now: Instant,
    /// The day on which a practice run stands, on its pages; absent everywhere else. What is dated by a day goes by it;
    /// what was done when is written down by `now`.
    pub practice_day: Option<model::Date>,
}

impl Ctx {
    /// Today's date in England, or the day on which a practice run stands.
    #[must_use]
    pub fn today(&self) -> model::Date {
        self.practice_day
            .unwrap_or_else(|| self.now.date_in_london())
    }

    /// A moment as a date and time in England; on the day on which a practice run stands, that day's.
    #[must_use]
    pub fn civil(&self, at: Instant) -> model::DateTime {
        let civil = at.civil_in_london();
        self.practice_day
            .map_or(civil, |day| day.to_datetime(civil.time()))
    }

    /// A new identifier, made at this context's moment.
    ///
    /// # Errors
    /// When the machine has no randomness.
    pub fn new_id<T: Id>(&self) -> Result<T, crypto::CryptoError> {
        crypto::id(self.now)
    }

    /// The person who acts.
    ///
    /// # Errors
    /// [`crate::Refusal::NotAPerson`] for jobs and the command line.
    pub const fn person(&self) -> Result<&Person, crate::Refusal> {
        match self.actor.person() {
            Some(person) => Ok(person),
            None => Err(crate::Refusal::NotAPerson),
        }
    }
}
