//! Fill in the notification, and agree to it.

use std::collections::BTreeMap;

use access::{Ctx, Section, actions};
use model::case::{
    AffectedArea, Authorisation, Decision, Incident, Notification, Told, UnderEighteenCheck,
};
use model::scheme::{StageKind, TrackKind};
use model::track::{Entered, StepDetails, Transition, may_step};
use model::{AuthorityId, FormId, RecordId, UncertainDate};
use vault::{CaseFile, FileRow, Outgoing, Stored, VaultError, VaultTx};

use super::merge::merged;
use crate::incident::find;
use crate::keep::{self, kept_before};
use crate::people::{People, authorities};
use crate::review::CaseRecords;
use crate::withheld::{holds_sharing, withheld};
use crate::{App, AppError, Reference};

/// Everything that the notification's pages show.
#[derive(Debug, Clone)]
pub struct NotificationView {
    /// The case.
    pub case: CaseFile,
    /// What happened.
    pub incident: Stored<Incident>,
    /// Children and adults, and what is known of each.
    pub people: People,
    /// Names of local authorities.
    pub authorities: BTreeMap<AuthorityId, String>,
    /// Other areas that are affected.
    pub areas: Vec<Stored<AffectedArea>>,
    /// Whether the criteria for a child under 18 apply as well, once somebody looked.
    pub under_eighteen: Option<Stored<UnderEighteenCheck>>,
    /// What was decided, when it was.
    pub decision: Option<Stored<Decision>>,
    /// What the notification says, once somebody began it.
    pub notification: Option<Stored<Notification>>,
    /// The agreement to it, when it is to the versions that stand.
    pub authorised: Option<Stored<Authorisation>>,
    /// Who else was told.
    pub told: Vec<Stored<Told>>,
    /// What a document that the reader makes keeps back, by kind.
    pub withheld: Vec<String>,
    /// Files that everybody on the review may read, oldest first.
    pub files: Vec<FileRow>,
    /// Envelopes that carry it.
    pub sent: Vec<Outgoing>,
    /// The step that says that the government's service has it.
    pub notified: Option<Stored<Transition>>,
    /// Whether the reader may fill it in.
    pub may_fill: bool,
    /// Whether the reader may change the incident and the people.
    pub may_edit: bool,
    /// Whether the reader may agree to it.
    pub may_authorise: bool,
    /// Whether the reader may record that the service has it.
    pub may_record: bool,
    /// Whether the reader may tell others.
    pub may_tell: bool,
}

/// Reads the notification; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn view(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<NotificationView, AppError> {
    let vault = app.vault(ctx).await?;
    let mut view = vault.look(ctx, |tx| Box::pin(read(tx, reference))).await?;
    view.authorities = authorities(app, ctx).await?;
    Ok(view)
}

async fn read(tx: &mut VaultTx<'_>, reference: &Reference) -> Result<NotificationView, VaultError> {
    let case = find(tx, reference).await?;
    let permit = tx
        .permit::<actions::ReadCase>(case, Section::General)
        .await?;
    let incident = vault::list::<Incident>(tx, &permit)
        .await?
        .into_iter()
        .next();
    let incident = incident.ok_or(VaultError::NotFound)?;
    let notification = vault::list::<Notification>(tx, &permit)
        .await?
        .into_iter()
        .next();
    let agreed = vault::list::<Authorisation>(tx, &permit)
        .await?
        .into_iter()
        .next_back();
    let people = People::of(tx, &permit).await?;
    let authorised = agreed.filter(|agreed| {
        let agreed = &agreed.body;
        let same = |one: &Stored<Notification>| one.version == agreed.of_version;
        notification.as_ref().is_some_and(same)
            && agreed.of_incident == incident.version
            && agreed.of_people == people.digest()
    });
    let steps = vault::list::<Transition>(tx, &permit).await?;
    let is_notified = |step: &Stored<Transition>| {
        let body = &step.body;
        body.track == TrackKind::Notification && body.to == StageKind::Notified && body.counts()
    };
    let holds = holds_sharing(&vault::list(tx, &permit).await?);
    let withheld = withheld(tx, case, holds).await?;
    Ok(NotificationView {
        withheld,
        case: vault::case_file(tx, &permit).await?,
        people,
        authorities: BTreeMap::new(),
        areas: vault::list(tx, &permit).await?,
        under_eighteen: vault::list(tx, &permit).await?.into_iter().next_back(),
        decision: vault::list(tx, &permit).await?.into_iter().next_back(),
        told: vault::list(tx, &permit).await?,
        files: vault::files_of(tx, &permit).await?,
        sent: vault::outgoing_of_case(tx, &permit).await?,
        notified: steps.into_iter().rfind(is_notified),
        may_fill: tx.would_permit::<actions::EditNotification>(case).await?,
        may_edit: tx.would_permit::<actions::EditIncident>(case).await?,
        may_authorise: tx
            .would_permit::<actions::AuthoriseNotification>(case)
            .await?,
        may_record: tx.would_permit::<actions::RecordNotified>(case).await?,
        may_tell: tx.would_permit::<actions::TellOthers>(case).await?,
        incident,
        notification,
        authorised,
    })
}

/// Keeps what the notification says, complete or not. Where somebody else changed another part of it meanwhile,
/// both changes stand.
///
/// # Errors
/// [`AppError::Clash`] when somebody else changed the same part meanwhile; [`AppError::NotFound`].
pub async fn save(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    record: Option<(RecordId, i64)>,
    new: &Notification,
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::EditNotification>(case, Section::General)
                    .await?;
                let begun = vault::list_with::<_, Notification>(tx, &permit).await?;
                let Some(standing) = begun.first() else {
                    return vault::save_new(tx, &permit, new).await.map(drop);
                };
                if record.is_some_and(|(id, _)| id != standing.id) {
                    return Err(VaultError::NotFound);
                }
                // A form that was opened before anybody had begun showed nothing.
                let shown = record.map_or(0, |(_, version)| version);
                let seen = match shown {
                    0 => Notification::default(),
                    version => {
                        vault::version_of::<_, Notification>(tx, &permit, standing.id, version)
                            .await?
                            .body
                    }
                };
                let (version, body) = match merged(&seen, &standing.body, new) {
                    Some(both) => (standing.version, both),
                    None => (shown, new.clone()),
                };
                let saved = vault::save(tx, &permit, standing.id, version, &body).await;
                saved.map(drop)
            })
        })
        .await?;
    Ok(())
}

/// Agrees to the notification as it was shown. Somebody else than the person who wrote it.
///
/// # Errors
/// [`AppError::Rule`] `notification-incomplete`, `notification-changed` when it no longer is what was
/// shown, `notification-own` when the authoriser wrote it.
pub async fn authorise(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    shown: &Authorisation,
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    let me = ctx.person()?.id.to_string();
    let me = me.as_str();
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::AuthoriseNotification>(case, Section::General)
                    .await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let begun = vault::list_with::<_, Notification>(tx, &permit).await?;
                let notification = begun
                    .first()
                    .ok_or(VaultError::Rule("notification-incomplete"))?;
                let incident = vault::list_with::<_, Incident>(tx, &permit).await?;
                if !notification.body.is_complete() {
                    return Err(VaultError::Rule("notification-incomplete"));
                }
                let people = People::of(tx, &permit).await?;
                let same = notification.version == shown.of_version
                    && people.digest() == shown.of_people
                    && incident
                        .first()
                        .is_some_and(|one| one.version == shown.of_incident);
                if !same {
                    return Err(VaultError::Rule("notification-changed"));
                }
                if notification.by == me {
                    return Err(VaultError::Rule("notification-own"));
                }
                keep::save(tx, &permit, (form, None), shown)
                    .await
                    .map(|_| ())
            })
        })
        .await?;
    Ok(())
}

/// Records a step on a track in the transaction of the change that it belongs to, when the scheme
/// lets it be taken.
pub(crate) async fn step<A: access::Action>(
    tx: &mut VaultTx<'_>,
    permit: &access::Permit<'_, A>,
    scheme: &model::scheme::Scheme,
    to: StageKind,
    happened: UncertainDate,
    details: StepDetails,
) -> Result<RecordId, VaultError> {
    let taken = CaseRecords {
        steps: vault::list_with(tx, permit).await?,
        ..CaseRecords::default()
    };
    let entered: Vec<Entered> = taken.entered();
    let next = Transition {
        track: TrackKind::Notification,
        instance: 0,
        to,
        happened,
        reason: None,
        details,
    };
    may_step(scheme, &entered, &next).map_err(|refused| VaultError::Rule(refused.code()))?;
    vault::save_new(tx, permit, &next).await
}
