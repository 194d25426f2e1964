//! Record that the government's service has the notification, and send it on.

use access::directory::{self, OrganisationKind};
use access::{Ctx, Section, actions};
use model::case::{
    Decision, Incident, Notification, NotificationSent, PersonSent, RelationshipSent,
};
use model::identity::Identity;
use model::scheme::StageKind;
use model::track::StepDetails;
use model::{FormId, OrganisationId, RecordId, Sensitive, UncertainDate};
use vault::{VaultError, VaultTx};

use super::fill::step;
use crate::decision::steps::certainly_later;
use crate::incident::find;
use crate::keep::kept_before;
use crate::people::{About, People};
use crate::post::{NOTIFICATION, Sealer};
use crate::{App, AppError, Reference};

/// What the government's service gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The moment it gave: a certain minute.
    pub at: UncertainDate,
    /// The reference it gave.
    pub reference: String,
}

/// Records that the national body has been notified, and, when it is on this instance and the outcome
/// puts it on its work list, sends it an envelope in the same transaction. The fifteen working days
/// start with this.
///
/// # Errors
/// [`AppError::Rule`] `notified-uncertain` when the moment is not certain, `notified-later` when it is to come, `notified-undecided` before
/// the decision, `notified-not-to-be` when the decision was not to notify,
/// `notification-incomplete` when it says too little.
pub async fn notified(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    given: &Given,
) -> Result<(), AppError> {
    if given.at.is_certain_day().is_none() {
        return Err(AppError::Rule("notified-uncertain"));
    }
    if certainly_later(ctx, &given.at) {
        return Err(AppError::Rule("notified-later"));
    }
    let vault = app.vault(ctx).await?;
    let sealer = match national(app, ctx).await? {
        Some(national) => Some(Sealer::new(app, ctx, national).await?),
        None => None,
    };
    let sealer = sealer.as_ref();
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let step = record(tx, app, reference, given, sealer).await?;
                vault::remember(tx, form, &step.to_string()).await
            })
        })
        .await?;
    Ok(())
}

async fn record(
    tx: &mut VaultTx<'_>,
    app: &App,
    reference: &Reference,
    given: &Given,
    sealer: Option<&Sealer>,
) -> Result<RecordId, VaultError> {
    let case = find(tx, reference).await?;
    let permit = tx
        .permit::<actions::RecordNotified>(case, Section::General)
        .await?;
    let file = vault::case_of(tx, &permit).await?;
    let loaded = app.scheme_of(&file.scheme, &file.scheme_digest);
    let scheme = &loaded.map_err(|_| VaultError::Rule("no-scheme"))?.scheme;
    let decided = vault::list_with::<_, Decision>(tx, &permit).await?;
    let decision = decided
        .last()
        .ok_or(VaultError::Rule("notified-undecided"))?;
    let outcome = scheme
        .outcome(&decision.body.outcome)
        .ok_or(VaultError::Rule("no-scheme"))?;
    if !outcome.notify {
        return Err(VaultError::Rule("notified-not-to-be"));
    }
    let begun = vault::list_with::<_, Notification>(tx, &permit).await?;
    let notification = begun
        .first()
        .ok_or(VaultError::Rule("notification-incomplete"))?;
    if !notification.body.is_complete() {
        return Err(VaultError::Rule("notification-incomplete"));
    }
    let given_reference = Sensitive(given.reference.clone());
    let details = StepDetails {
        national_reference: Some(given_reference.clone()),
        ..StepDetails::default()
    };
    let taken = step(tx, &permit, scheme, StageKind::Notified, given.at, details).await?;
    // An outcome without a rapid review stays off the national body's work list, and so does a practice run.
    let Some(sealer) = sealer.filter(|_| outcome.rapid_review && !file.practice) else {
        return Ok(taken);
    };
    let incident = vault::list_with::<_, Incident>(tx, &permit).await?;
    let people = People::of(tx, &permit).await?;
    let sent = NotificationSent {
        reference: file.reference.clone(),
        scheme: file.scheme.clone(),
        scheme_digest: file.scheme_digest.clone(),
        outcome: decision.body.outcome.clone(),
        notified: given.at,
        given_reference,
        incident: incident
            .into_iter()
            .next()
            .ok_or(VaultError::NotFound)?
            .body,
        people: people.subjects.iter().map(|one| one.body.clone()).collect(),
        notification: notification.body.clone(),
        about: about(&people),
        relationships: relationships(&people),
    };
    sealer.send(tx, &permit, NOTIFICATION, &sent).await?;
    Ok(taken)
}

/// What is known of each person, in the order in which they stand.
fn about(people: &People) -> Vec<PersonSent> {
    let of = |about: &About<'_>| {
        let mut identity = Identity::default();
        for (question, one) in &about.identity {
            identity.record(*question, one.body.answer.clone());
        }
        PersonSent {
            home: about.home.map(|one| one.body.clone()),
            status: about.status.map(|one| one.body.clone()),
            school: about.school.map(|one| one.body.clone()),
            identity,
        }
    };
    let all = people.subjects.iter();
    all.map(|one| people.about(one.id).as_ref().map(of).unwrap_or_default())
        .collect()
}

fn relationships(people: &People) -> Vec<RelationshipSent> {
    let place = |id: RecordId| people.subjects.iter().position(|one| one.id == id);
    let sent = |one: &model::case::Relationship| {
        Some(RelationshipSent {
            person: place(one.person)?,
            is: one.is.clone(),
            more: one.more.clone(),
            of: one.of.iter().filter_map(|other| place(*other)).collect(),
            same_home: one.same_home,
        })
    };
    let all = people.relationships.iter();
    all.filter_map(|one| sent(&one.body)).collect()
}

/// The national body, when it is on this instance.
pub(crate) async fn national(app: &App, ctx: &Ctx) -> Result<Option<OrganisationId>, AppError> {
    let all = app
        .directory()
        .look(ctx, |tx| Box::pin(directory::organisations(tx)))
        .await?;
    let national = all
        .iter()
        .find(|one| one.kind == OrganisationKind::National);
    Ok(national.map(|one| one.id))
}
