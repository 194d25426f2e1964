//! What the policies are asked: how the asker stands to the thing, and nothing that names either.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::str::FromStr;
use std::sync::{LazyLock, PoisonError, RwLock};

use cedar_policy::{
    Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, Request, RestrictedExpression,
    Schema,
};

use crate::policies::PolicyError;
use model::PersonId;

use crate::{ActionInfo, Actor, CaseFacts, Ctx, Resource, ReturnFacts, Role, Section, SharedFacts};

/// The organisation that the asker acts for, and any other.
const OWN: &str = "own";
const ANOTHER: &str = "another";
/// Answers that are kept; there are far fewer questions than this in use.
const MOST: usize = 50_000;

/// One question. Two people with the same roles who stand alike to two cases ask the same one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Question {
    action: &'static str,
    asker: Asker,
    thing: Thing,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Asker {
    Person(BTreeSet<Role>),
    Job(&'static str),
    Operator,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Thing {
    Case(Standing),
    Return(Standing, Answering),
    Shared(SharedFacts),
    Organisation { own: bool },
    Directory,
}

/// How the asker stands to a section of a case.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one list of the case that the asker is on or not"
)]
struct Standing {
    own: bool,
    team: bool,
    guest: bool,
    conflict: bool,
    emergency: bool,
    raised: bool,
    commissioned: bool,
    commission_over: bool,
    closed: bool,
    received: bool,
    practice: bool,
    section: Section,
    granted: bool,
}

/// How the asker stands to what an agency returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one list of the return that the asker is on or not"
)]
struct Answering {
    answering: bool,
    signing: bool,
    checking: bool,
    signed_off: bool,
    withdrawn: bool,
}

impl Answering {
    fn new(ctx: &Ctx, facts: &ReturnFacts) -> Self {
        let on = |people: &BTreeSet<PersonId>| {
            let me = ctx.actor.person();
            me.is_some_and(|person| people.contains(&person.id))
        };
        Self {
            answering: on(&facts.answering),
            signing: on(&facts.signing),
            checking: on(&facts.checking),
            signed_off: facts.signed_off,
            withdrawn: facts.withdrawn,
        }
    }
}

impl Standing {
    fn new(ctx: &Ctx, facts: &CaseFacts, section: Section) -> Self {
        let id = ctx.actor.person().map(|person| person.id);
        let place = id.and_then(|id| facts.team.get(&id));
        let commissioned = id.is_some_and(|id| facts.commissioned.contains(&id));
        // No place in a team holds the reviewer's working notes: the commission opens them.
        let granted = match section {
            Section::ReviewerWorking => commissioned,
            Section::Returns => false,
            _ => place.is_some_and(|place| place.sections.contains(&section)),
        };
        Self {
            own: facts.organisation == ctx.organisation,
            team: place.is_some(),
            guest: place.is_some_and(|place| place.guest),
            conflict: id.is_some_and(|id| facts.conflicts.contains(&id)),
            emergency: id.is_some_and(|id| facts.emergency.contains(&id)),
            raised: id.is_some() && facts.raised_by == id,
            commissioned,
            commission_over: id.is_some_and(|id| facts.commission_over.contains(&id)),
            closed: facts.closed,
            received: facts.received,
            practice: facts.practice,
            section,
            granted,
        }
    }

    /// The case as the asker sees it: each of its lists holds the asker or nobody.
    fn entity(&self, asker: &EntityUid) -> Result<Entity, PolicyError> {
        let on = |is: bool| holding(asker, is);
        let attributes = [
            ("organisation", organisation(self.own)?),
            ("team", on(self.team)),
            ("guests", on(self.guest)),
            ("conflicts", on(self.conflict)),
            ("emergency", on(self.emergency)),
            ("raised_by", on(self.raised)),
            ("commissioned", on(self.commissioned)),
            ("commission_over", on(self.commission_over)),
            ("closed", RestrictedExpression::new_bool(self.closed)),
            ("received", RestrictedExpression::new_bool(self.received)),
            ("practice", RestrictedExpression::new_bool(self.practice)),
        ];
        made(uid("Case", "case")?, attributes)
    }

    /// A return of the case as the asker sees it.
    fn of_return(&self, asker: &EntityUid, own: Answering) -> Result<Entity, PolicyError> {
        let on = |is: bool| holding(asker, is);
        let attributes = [
            ("organisation", organisation(self.own)?),
            ("team", on(self.team)),
            ("guests", on(self.guest)),
            ("conflicts", on(self.conflict)),
            ("raised_by", on(self.raised)),
            ("commission_over", on(self.commission_over)),
            ("closed", RestrictedExpression::new_bool(self.closed)),
            ("practice", RestrictedExpression::new_bool(self.practice)),
            ("answering", on(own.answering)),
            ("signing", on(own.signing)),
            ("checking", on(own.checking)),
            ("signed_off", RestrictedExpression::new_bool(own.signed_off)),
            ("withdrawn", RestrictedExpression::new_bool(own.withdrawn)),
        ];
        made(uid("Return", "return")?, attributes)
    }

    fn context(&self) -> Result<Context, PolicyError> {
        let section = RestrictedExpression::new_string(self.section.code().to_owned());
        let granted = RestrictedExpression::new_bool(self.granted);
        Context::from_pairs([
            ("section".to_owned(), section),
            ("section_granted".to_owned(), granted),
        ])
        .map_err(|error| PolicyError(error.to_string()))
    }
}

impl Question {
    pub(crate) fn new(ctx: &Ctx, action: ActionInfo, resource: Resource<'_>) -> Self {
        let asker = match &ctx.actor {
            Actor::Person(person) => Asker::Person(person.roles.clone()),
            Actor::System { job } => Asker::Job(job),
            Actor::Operator { .. } => Asker::Operator,
        };
        let thing = match resource {
            Resource::Case(facts, section) => Thing::Case(Standing::new(ctx, facts, section)),
            Resource::Return(facts, asked) => Thing::Return(
                Standing::new(ctx, facts, Section::Returns),
                Answering::new(ctx, asked),
            ),
            Resource::Shared(facts) => Thing::Shared(facts),
            Resource::Organisation(facts) => Thing::Organisation {
                own: facts.id == ctx.organisation,
            },
            Resource::Directory(_) => Thing::Directory,
        };
        Self {
            action: action.code,
            asker,
            thing,
        }
    }

    pub(crate) const fn action(&self) -> &'static str {
        self.action
    }

    /// The question in the words of the policies.
    pub(crate) fn put(&self, schema: &Schema) -> Result<(Request, Entities), PolicyError> {
        let asker = self.asker.entity()?;
        let (thing, context) = match &self.thing {
            Thing::Case(standing) => (standing.entity(&asker.uid())?, standing.context()?),
            Thing::Return(standing, own) => {
                let one = standing.of_return(&asker.uid(), *own)?;
                (one, Context::empty())
            }
            Thing::Shared(facts) => (shared(*facts)?, Context::empty()),
            Thing::Organisation { own } => {
                let which = uid("Organisation", which(*own))?;
                (Entity::with_uid(which), Context::empty())
            }
            Thing::Directory => {
                let directory = uid("Directory", "directory")?;
                (Entity::with_uid(directory), Context::empty())
            }
        };
        let action = uid("Action", self.action)?;
        let request = Request::new(asker.uid(), action, thing.uid(), context, Some(schema))
            .map_err(|error| PolicyError(error.to_string()))?;
        let entities = Entities::from_entities([asker, thing], None)
            .map_err(|error| PolicyError(error.to_string()))?;
        Ok((request, entities))
    }
}

impl Asker {
    fn entity(&self) -> Result<Entity, PolicyError> {
        match self {
            Self::Person(roles) => {
                let roles = roles
                    .iter()
                    .map(|role| RestrictedExpression::new_string(role.code().to_owned()));
                let attributes = [
                    ("roles", RestrictedExpression::new_set(roles)),
                    ("organisation", organisation(true)?),
                ];
                made(uid("Person", "asker")?, attributes)
            }
            Self::Job(job) => Ok(Entity::with_uid(uid("Job", job)?)),
            Self::Operator => Ok(Entity::with_uid(uid("Operator", "command line")?)),
        }
    }
}

/// Answers given so far. They hold as long as the policies, which are read once.
#[derive(Default)]
pub(crate) struct Answers(RwLock<HashMap<Question, bool>>);

impl Answers {
    pub(crate) fn read(&self, question: &Question) -> Option<bool> {
        let answers = self.0.read().unwrap_or_else(PoisonError::into_inner);
        answers.get(question).copied()
    }

    pub(crate) fn keep(&self, question: &Question, allowed: bool) {
        let mut answers = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if answers.len() >= MOST {
            answers.clear();
        }
        answers.insert(question.clone(), allowed);
    }
}

/// An item of shared learning as the asker sees it.
fn shared(facts: SharedFacts) -> Result<Entity, PolicyError> {
    let audience = facts.audience.code().to_owned();
    let attributes = [
        ("audience", RestrictedExpression::new_string(audience)),
        (
            "own_region",
            RestrictedExpression::new_bool(facts.own_region),
        ),
        (
            "answers_for_it",
            RestrictedExpression::new_bool(facts.answers_for_it),
        ),
    ];
    made(uid("Shared", "shared")?, attributes)
}

/// A list that holds the asker or nobody.
fn holding(asker: &EntityUid, is: bool) -> RestrictedExpression {
    let asker = is.then(|| RestrictedExpression::new_entity_uid(asker.clone()));
    RestrictedExpression::new_set(asker)
}

const fn which(own: bool) -> &'static str {
    if own { OWN } else { ANOTHER }
}

fn organisation(own: bool) -> Result<RestrictedExpression, PolicyError> {
    uid("Organisation", which(own)).map(RestrictedExpression::new_entity_uid)
}

fn made<const N: usize>(
    uid: EntityUid,
    attributes: [(&str, RestrictedExpression); N],
) -> Result<Entity, PolicyError> {
    let attributes = attributes.map(|(name, value)| (name.to_owned(), value));
    Entity::new(uid, HashMap::from(attributes), HashSet::new())
        .map_err(|error| PolicyError(error.to_string()))
}

/// The types of the schema, each read once.
static KINDS: LazyLock<HashMap<&str, EntityTypeName>> = LazyLock::new(|| {
    let names = [
        "Action",
        "Case",
        "Directory",
        "Job",
        "Operator",
        "Organisation",
        "Person",
        "Return",
        "Shared",
    ];
    let read = |name| Some((name, EntityTypeName::from_str(name).ok()?));
    names.into_iter().filter_map(read).collect()
});

pub(crate) fn uid(kind: &str, id: &str) -> Result<EntityUid, PolicyError> {
    let known = KINDS.get(kind).cloned();
    let kind = known.ok_or_else(|| PolicyError(format!("no such type: {kind}")))?;
    Ok(EntityUid::from_type_name_and_id(kind, EntityId::new(id)))
}
