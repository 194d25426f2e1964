//! Cedar decides, and an error in a policy is a refusal.

use std::collections::{HashMap, HashSet};
use std::marker::PhantomData;
use std::str::FromStr;
use std::sync::{Arc, LazyLock};

use cedar_policy::{
    ActionConstraint, Authorizer, Decision, Policy, PolicySet, Schema, ValidationMode, Validator,
};

use crate::question::{self, Answers, Question};
use crate::{Action, ActionInfo, Ctx, Permit, Resource, actions};

const SCHEMA: &str = include_str!("../../../policies/throughline.cedarschema");
const POLICIES: &[&str] = &[
    include_str!("../../../policies/walls.cedar"),
    include_str!("../../../policies/cases.cedar"),
    include_str!("../../../policies/organisations.cedar"),
    include_str!("../../../policies/shared.cedar"),
];

/// Why an action is not permitted. Says nothing about the thing it was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The actor belongs to another organisation: to them the thing does not exist.
    #[error("not a member")]
    NotAMember,
    /// A member who may know that the thing exists, and may not do this.
    #[error("not permitted")]
    NotPermitted,
    /// The person is on the case's conflict list: to them it does not exist.
    #[error("conflict of interest")]
    Conflict,
    /// They would give a role to themself: another person does that.
    #[error("nobody gives a role to themself")]
    OwnRole,
    /// A policy failed; nobody passes until it is mended.
    #[error("the policies failed")]
    PoliciesFailed,
    /// The action needs a person.
    #[error("only a person may do this")]
    NotAPerson,
    /// A permit for something else was shown.
    #[error("the permit is for something else")]
    WrongPermit,
}

/// The policies cannot be used, so the service does not start.
#[derive(Debug, Clone, thiserror::Error)]
#[error("policies: {0}")]
pub struct PolicyError(pub(crate) String);

/// The policies, read and validated once.
pub struct Policies {
    /// For each action, the policies that speak of it or of any: no other can decide.
    of_action: HashMap<&'static str, PolicySet>,
    schema: Schema,
    authorizer: Authorizer,
    answers: Answers,
}

impl Policies {
    /// The policies of this program, read and validated strictly when they are first asked for.
    ///
    /// # Errors
    /// [`PolicyError`] when a policy cannot be read, does not fit its schema, or an action is unknown to it.
    pub fn load() -> Result<Arc<Self>, PolicyError> {
        static LOADED: LazyLock<Result<Arc<Policies>, PolicyError>> =
            LazyLock::new(|| Policies::from_text(SCHEMA, &POLICIES.concat()).map(Arc::new));
        LOADED.clone()
    }

    fn from_text(schema: &str, policies: &str) -> Result<Self, PolicyError> {
        let (schema, _) =
            Schema::from_cedarschema_str(schema).map_err(|error| PolicyError(error.to_string()))?;
        let set = PolicySet::from_str(policies).map_err(|error| PolicyError(error.to_string()))?;
        let outcome = Validator::new(schema.clone()).validate(&set, ValidationMode::Strict);
        if !outcome.validation_passed_without_warnings() {
            return Err(PolicyError(outcome.to_string()));
        }
        let known: HashSet<String> = schema
            .actions()
            .map(|action| action.id().unescaped().to_owned())
            .collect();
        let ours: HashSet<String> = actions::ALL
            .iter()
            .map(|info| info.code.to_owned())
            .collect();
        if known != ours {
            let odd: Vec<_> = known.symmetric_difference(&ours).cloned().collect();
            return Err(PolicyError(format!(
                "actions that only one side knows: {odd:?}"
            )));
        }
        let of_action = actions::ALL
            .iter()
            .map(|info| Ok((info.code, speaking_of(&set, info.code)?)))
            .collect::<Result<_, PolicyError>>()?;
        Ok(Self {
            of_action,
            schema,
            authorizer: Authorizer::new(),
            answers: Answers::default(),
        })
    }

    /// Asks for a permit to do `A` to `resource` in the transaction with this number.
    ///
    /// # Errors
    /// [`Refusal`], which tells what the asker may be told.
    pub fn permit<'tx, A: Action>(
        &self,
        ctx: &Ctx,
        resource: Resource<'_>,
        transaction: u64,
    ) -> Result<Permit<'tx, A>, Refusal> {
        self.decide(ctx, A::INFO, resource)?;
        let case = match resource {
            Resource::Case(facts, section) => Some((facts.id, facts.version, section)),
            Resource::Return(..)
            | Resource::Shared(_)
            | Resource::Organisation(_)
            | Resource::Directory(_) => None,
        };
        let of_return = match resource {
            Resource::Return(facts, asked) => Some((facts.id, asked.id)),
            _ => None,
        };
        Ok(Permit {
            actor: ctx.actor.clone(),
            organisation: ctx.organisation,
            case,
            of_return,
            transaction,
            action: PhantomData,
        })
    }

    /// Whether an action would be permitted, to decide what a page offers. No permit comes of it.
    #[must_use]
    pub fn would_permit<A: Action>(&self, ctx: &Ctx, resource: Resource<'_>) -> bool {
        self.decide(ctx, A::INFO, resource).is_ok()
    }

    /// The decision itself, also for the permission matrix.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn decide(
        &self,
        ctx: &Ctx,
        action: ActionInfo,
        resource: Resource<'_>,
    ) -> Result<(), Refusal> {
        let question = Question::new(ctx, action, resource);
        let allowed = self.answer(&question).map_err(|error| {
            tracing::error!(action = action.code, error = %error.0, "policies failed");
            Refusal::PoliciesFailed
        })?;
        if allowed {
            Ok(())
        } else {
            Err(why(ctx, resource))
        }
    }

    /// The answer to a question depends on nothing but the question and the policies, which do not change while the
    /// service runs, so it is worked out once.
    fn answer(&self, question: &Question) -> Result<bool, PolicyError> {
        if let Some(known) = self.answers.read(question) {
            return Ok(known);
        }
        let (request, entities) = question.put(&self.schema)?;
        let policies = self
            .of_action
            .get(question.action())
            .ok_or_else(|| PolicyError(format!("no such action: {}", question.action())))?;
        let answer = self.authorizer.is_authorized(&request, policies, &entities);
        if let Some(error) = answer.diagnostics().errors().next() {
            return Err(PolicyError(error.to_string()));
        }
        let allowed = answer.decision() == Decision::Allow;
        self.answers.keep(question, allowed);
        Ok(allowed)
    }
}

/// The policies whose head names an action, or names none.
fn speaking_of(all: &PolicySet, action: &str) -> Result<PolicySet, PolicyError> {
    let action = question::uid("Action", action)?;
    let speaks = |policy: &&Policy| match policy.action_constraint() {
        ActionConstraint::Any => true,
        ActionConstraint::Eq(one) => one == action,
        ActionConstraint::In(several) => several.contains(&action),
    };
    PolicySet::from_policies(all.policies().filter(speaks).cloned())
        .map_err(|error| PolicyError(error.to_string()))
}

fn why(ctx: &Ctx, resource: Resource<'_>) -> Refusal {
    let home = match resource {
        Resource::Case(facts, _) | Resource::Return(facts, _) => {
            if ctx
                .actor
                .person()
                .is_some_and(|person| facts.conflicts.contains(&person.id))
            {
                return Refusal::Conflict;
            }
            Some(facts.organisation)
        }
        Resource::Organisation(facts) => Some(facts.id),
        // Who may not read an item is not told that there is one.
        Resource::Shared(_) | Resource::Directory(_) => None,
    };
    let Some(person) = ctx.actor.person() else {
        return Refusal::NotAPerson;
    };
    if home != Some(ctx.organisation) || person.roles.is_empty() {
        return Refusal::NotAMember;
    }
    Refusal::NotPermitted
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn the_shipped_policies_are_valid() {
        Policies::load().unwrap();
    }

    #[test]
    fn a_policy_that_does_not_fit_its_schema_stops_the_start() {
        let wrong = "permit (principal is Person, action, resource is Case) when { principal.shoe_size > 3 };";
        assert!(Policies::from_text(SCHEMA, wrong).is_err());
    }

    #[test]
    fn an_action_without_a_schema_entry_stops_the_start() {
        let schema = SCHEMA.replace("\"record_moment\"", "\"record_minute\"");
        assert!(Policies::from_text(&schema, "").is_err());
    }
}
