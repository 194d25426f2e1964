//! What waits for the reader themself: their partner's view, a view entered for them, their agreement.

use std::collections::BTreeMap;

use access::directory::Agency;
use access::{Ctx, Person, Role, Section, actions};
use model::case::{Authorisation, CriterionView, Notification, ReportPart, ReportText, SignOff};
use model::clock::ClockLine;
use model::record::Record as _;
use model::scheme::{ClockKind, StageKind, TrackKind};
use model::{Calendar, CaseId, Date};
use vault::{CaseFile, Kinds, Stored, VaultError, VaultTx};

use crate::decision::partners::{agencies, own, partners};
use crate::decision::steps::stage_of;
use crate::looks::{Look, Looking, left};
use crate::review::CaseRecords;
use crate::signing::Signing as _;
use crate::{App, AppError};

/// For each case what waits for the reader.
#[derive(Debug, Default)]
pub(crate) struct Wanted(BTreeMap<CaseId, Looking>);

/// The open cases, and their records.
type Cases<'a> = (&'a [CaseFile], &'a BTreeMap<CaseId, CaseRecords>);

impl Wanted {
    /// Kinds of the records that it is worked out from.
    pub(crate) const KINDS: [&'static str; 5] = [
        CriterionView::KIND,
        Notification::KIND,
        Authorisation::KIND,
        ReportText::KIND,
        SignOff::KIND,
    ];

    /// The agencies that [`Self::of_reader`] asks about: those of the partnership for a delegated partner, none for
    /// anybody else.
    pub(crate) async fn partners_of(app: &App, ctx: &Ctx) -> Result<Vec<Agency>, AppError> {
        if is_partner(ctx.actor.person()) {
            return agencies(app, ctx).await;
        }
        Ok(Vec::new())
    }

    /// What waits for whoever acts in this transaction.
    pub(crate) async fn of_reader(
        tx: &mut VaultTx<'_>,
        app: &App,
        kinds: &mut Kinds,
        (cases, records): Cases<'_>,
        here: &[Agency],
    ) -> Result<Self, VaultError> {
        let mut all = Self::default();
        let Some(person) = tx.ctx.actor.person().cloned() else {
            return Ok(all);
        };
        if is_partner(Some(&person)) {
            all.views(tx, app, kinds, (cases, records), here).await?;
            all.sign_offs(tx, app, kinds, (cases, records), here)
                .await?;
        }
        if person.roles.contains(&Role::AuthorityAuthoriser) {
            all.agreements(tx, app, kinds, (cases, records)).await?;
        }
        Ok(all)
    }

    async fn views(
        &mut self,
        tx: &mut VaultTx<'_>,
        app: &App,
        kinds: &mut Kinds,
        (cases, records): Cases<'_>,
        here: &[Agency],
    ) -> Result<(), VaultError> {
        let views = kinds.take::<CriterionView>()?;
        for case in cases {
            let Some(scheme) = scheme(app, case) else {
                continue;
            };
            let Some(me) = own(tx.ctx, &partners(scheme, here)) else {
                continue;
            };
            let mine = views
                .iter()
                .rfind(|one| one.case == case.id && me.gave(&one.body));
            let undecided = is_undecided(records.get(&case.id));
            let wanted = match mine {
                Some(one) if one.body.is_unconfirmed() => Some(Looking::ConfirmView),
                None if undecided => Some(Looking::GiveView),
                _ => None,
            };
            if let Some(wanted) = wanted
                && tx.would_permit::<actions::RecordView>(case.id).await?
            {
                self.0.insert(case.id, wanted);
            }
        }
        Ok(())
    }

    /// Reports that are written, met about and not yet signed by the reader's partner, or changed since; and sign-offs that
    /// were entered for the partner.
    async fn sign_offs(
        &mut self,
        tx: &mut VaultTx<'_>,
        app: &App,
        kinds: &mut Kinds,
        (cases, records): Cases<'_>,
        here: &[Agency],
    ) -> Result<(), VaultError> {
        let mut written: BTreeMap<CaseId, usize> = BTreeMap::new();
        for text in kinds.briefs::<ReportText>() {
            let counts = text.state.is_some_and(|part| NEEDED.contains(&part));
            *written.entry(text.case).or_default() += usize::from(counts);
        }
        let signed = kinds.take::<SignOff>()?;
        for case in cases {
            let Some(me) = scheme(app, case).and_then(|one| own(tx.ctx, &partners(one, here)))
            else {
                continue;
            };
            let is_mine = |one: &&Stored<SignOff>| {
                one.case == case.id
                    && (one.body.partner.as_str(), one.body.agency) == (me.id.as_str(), me.agency)
            };
            if !tx.would_permit::<actions::SignReport>(case.id).await? {
                continue;
            }
            let drafted = is_drafted(records.get(&case.id));
            let wanted = match signed.iter().rfind(is_mine) {
                Some(one) if one.body.is_unconfirmed() => Some(Looking::ConfirmSignOff),
                Some(one) if drafted && has_changed(tx, case.id, &one.body).await? => {
                    Some(Looking::SignAgain)
                }
                None if drafted && written.get(&case.id) == Some(&NEEDED.len()) => {
                    Some(Looking::SignOff)
                }
                _ => None,
            };
            if let Some(wanted) = wanted {
                self.0.insert(case.id, wanted);
            }
        }
        Ok(())
    }

    async fn agreements(
        &mut self,
        tx: &mut VaultTx<'_>,
        app: &App,
        kinds: &mut Kinds,
        (cases, records): Cases<'_>,
    ) -> Result<(), VaultError> {
        let notifications = kinds.take::<Notification>()?;
        let agreed = kinds.take::<Authorisation>()?;
        for case in cases {
            let of_case = |one: &&Stored<Notification>| one.case == case.id;
            let Some(filled_in) = notifications.iter().find(of_case) else {
                continue;
            };
            let to_this = |one: &Stored<Authorisation>| {
                one.case == case.id && one.body.of_version == filled_in.version
            };
            let waits = filled_in.body.is_complete()
                && !agreed.iter().any(to_this)
                && is_to_be_notified(app, case, records.get(&case.id));
            if waits
                && tx
                    .would_permit::<actions::AuthoriseNotification>(case.id)
                    .await?
            {
                self.0.insert(case.id, Looking::Agree);
            }
        }
        Ok(())
    }

    /// What waits in one case, with the day of the clock that it belongs to.
    pub(crate) fn of(
        &self,
        case: &CaseFile,
        clocks: &[ClockLine],
        (calendar, today): (&Calendar, Date),
    ) -> Option<Look> {
        let what = *self.0.get(&case.id)?;
        let (kind, end) = match what {
            Looking::Agree => (ClockKind::Notify, "notification"),
            Looking::SignOff | Looking::SignAgain => (ClockKind::RapidReview, "rapid-review/sign"),
            Looking::ConfirmSignOff => (ClockKind::RapidReview, "rapid-review"),
            _ => (ClockKind::Decide, "decision"),
        };
        let clock = clocks.iter().find(|clock| clock.kind == kind);
        let due = clock.and_then(|clock| clock.due);
        let due = due.unwrap_or_else(|| case.raised_at.date_in_london());
        Some(Look {
            what,
            end: end.to_owned(),
            due,
            left: left(calendar, today, due),
            person: None,
            agency: None,
        })
    }
}

/// Whether the report is another than the one that a sign-off names.
async fn has_changed(tx: &mut VaultTx<'_>, case: CaseId, of: &SignOff) -> Result<bool, VaultError> {
    let permit = tx
        .permit::<actions::SignReport>(case, Section::General)
        .await?;
    Ok(SignOff::stands(tx, &permit).await? != of.of)
}

/// The parts of a report without which nobody is asked to sign it.
const NEEDED: [&str; 3] = [
    ReportPart::Facts.code(),
    ReportPart::Episodes.code(),
    ReportPart::Inequality.code(),
];

/// Whether the rapid review was met about or drafted, and nobody has sent it.
fn is_drafted(records: Option<&CaseRecords>) -> bool {
    let stage = records.and_then(|one| stage_of(&one.entered(), TrackKind::RapidReview));
    matches!(stage, Some(StageKind::MeetingHeld | StageKind::Drafted))
}

fn is_partner(person: Option<&Person>) -> bool {
    person.is_some_and(|person| person.roles.contains(&Role::DelegatedPartner))
}

fn scheme<'a>(app: &'a App, case: &CaseFile) -> Option<&'a model::scheme::Scheme> {
    let loaded = app.scheme_of(&case.scheme, &case.scheme_digest);
    loaded.ok().map(|loaded| &loaded.scheme)
}

fn stage(records: Option<&CaseRecords>) -> Option<StageKind> {
    records.and_then(|one| stage_of(&one.entered(), TrackKind::Notification))
}

fn is_undecided(records: Option<&CaseRecords>) -> bool {
    matches!(
        stage(records),
        Some(StageKind::Raised | StageKind::DecisionPending | StageKind::Reopened)
    )
}

/// Whether the decision was to notify, and the government's service does not have it yet.
fn is_to_be_notified(app: &App, case: &CaseFile, records: Option<&CaseRecords>) -> bool {
    let decision = records.and_then(CaseRecords::decision);
    let outcome = scheme(app, case)
        .zip(decision)
        .and_then(|(scheme, decision)| scheme.outcome(&decision.body.outcome));
    let waiting = matches!(
        stage(records),
        Some(StageKind::Notifiable | StageKind::NotificationDraft)
    );
    waiting && outcome.is_some_and(|one| one.notify)
}
