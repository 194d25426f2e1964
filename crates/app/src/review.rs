//! A review as a whole: where each track stands, what is due, who is on it, what happened.

use std::collections::BTreeMap;

use access::ledger::LedgerRow;
use access::{Ctx, Section, actions};
use model::case::{
    Action, BroughtIn, Countersigned, Decision, FamilyContact, Incident, LegalHold,
    PractitionerContact, ProgressCheck, SafetyLine, Subject, Told, WrittenRequest,
};
use model::clock::{ClockFacts, ClockLine, Day, Lateness, Pause, PlanStep, clock_lines, day_plan};
use model::learning::Moment;
use model::scheme::{EventKind, Scheme, TrackKind};
use model::track::{Entered, NextStep, Standing, StillOpen, Transition, standings, what_is_next};
use model::{Calendar, CaseId, Date, Instant, RecordId, UncertainDate};
use vault::{
    AgencyReturn, CaseFile, FileRow, Kinds, Membership, Outgoing, Stored, VaultError, VaultTx,
};

use crate::incident::find;
use crate::practice::Moved;
use crate::{App, AppError, Beside, Reference};

/// The records of a case that clocks and tracks are worked out from.
#[derive(Debug, Clone, Default)]
pub struct CaseRecords {
    /// What happened.
    pub incident: Option<Stored<Incident>>,
    /// Safety of each child.
    pub safety: Vec<Stored<SafetyLine>>,
    /// Steps on the tracks.
    pub steps: Vec<Stored<Transition>>,
    /// Decisions on notifying, oldest first.
    pub decisions: Vec<Stored<Decision>>,
    /// Lateness on record.
    pub lateness: Vec<Stored<Lateness>>,
    /// Pauses on record.
    pub pauses: Vec<Stored<Pause>>,
    /// Who else was told.
    pub told: Vec<Stored<Told>>,
    /// Who of the family was told of the review.
    pub family: Vec<Stored<FamilyContact>>,
    /// Who of the practitioners was told of the review.
    pub practitioners: Vec<Stored<PractitionerContact>>,
    /// Second persons' looks at decisions not to invite somebody.
    pub countersigned: Vec<Stored<Countersigned>>,
    /// Actions.
    pub actions: Vec<Stored<Action>>,
    /// Looks at how a local review goes.
    pub checks: Vec<Stored<ProgressCheck>>,
    /// What was asked of a reviewer in writing.
    pub requests: Vec<Stored<WrittenRequest>>,
    /// What runs beside the review.
    pub beside: Beside,
}

impl CaseRecords {
    /// Of one case whose records were read.
    pub(crate) fn in_case(kinds: &mut Kinds) -> Result<Self, VaultError> {
        Ok(Self {
            incident: kinds.take()?.into_iter().next(),
            safety: kinds.take()?,
            steps: kinds.take()?,
            decisions: kinds.take()?,
            lateness: kinds.take()?,
            pauses: kinds.take()?,
            told: kinds.take()?,
            family: kinds.take()?,
            practitioners: kinds.take()?,
            countersigned: kinds.take()?,
            actions: kinds.take()?,
            checks: kinds.take()?,
            requests: kinds.take()?,
            beside: Beside::in_case(kinds)?,
        })
    }

    /// The steps with the moments at which they were entered.
    #[must_use]
    pub fn entered(&self) -> Vec<Entered> {
        let enter = |one: &Stored<Transition>| Entered {
            step: one.body.clone(),
            at: one.added_at,
        };
        self.steps.iter().map(enter).collect()
    }

    /// When the review was brought in, where it was: the steps that say so were entered then.
    #[must_use]
    pub fn brought_in_at(&self) -> Option<Instant> {
        let mut before = self.steps.iter();
        let found = before.find(|one| one.body.details.done_before.is_some());
        found.map(|one| one.added_at)
    }

    /// Whether there is anything with a day that those who see to actions keep.
    #[must_use]
    pub fn has_due_work(&self) -> bool {
        !(self.actions.is_empty() && self.checks.is_empty() && self.requests.is_empty())
    }

    /// What of the case is next, by the scheme under which it runs.
    #[must_use]
    pub fn next(&self, scheme: &Scheme) -> Vec<NextStep> {
        let outcome = self.decision();
        let outcome = outcome.and_then(|one| scheme.outcome(&one.body.outcome));
        let open = StillOpen {
            rapid_review: outcome.is_some_and(|one| one.rapid_review),
            safety: self.safety.iter().any(|one| one.body.is_open()),
            actions: self.actions.iter().any(|one| one.body.is_open()),
        };
        what_is_next(scheme, &self.entered(), open)
    }

    /// The decision that stands.
    #[must_use]
    pub fn decision(&self) -> Option<&Stored<Decision>> {
        self.decisions.last()
    }
}

/// Rows of what was done that are read: several may be of one act, which is shown once.
const HAPPENED: i64 = 100;

/// Everything that the home page of a review shows.
#[derive(Debug, Clone)]
pub struct Home {
    /// The case.
    pub case: CaseFile,
    /// Its records.
    pub records: CaseRecords,
    /// Children and adults.
    pub subjects: Vec<Stored<Subject>>,
    /// Where each track stands, with the labels of the scheme, in its order.
    pub tracks: Vec<TrackLine>,
    /// What is next; nothing of a closed review.
    pub next: Vec<NextStep>,
    /// Every clock.
    pub clocks: Vec<ClockLine>,
    /// The working days of the rapid review, once it is notified.
    pub plan: Option<(Vec<Day>, Vec<PlanStep>)>,
    /// What people see differently, newest first.
    pub moments: Vec<Stored<Moment>>,
    /// Who is on the team.
    pub team: Vec<Membership>,
    /// Files.
    pub files: Vec<FileRow>,
    /// Requests to agencies and where their returns stand.
    pub returns: Vec<AgencyReturn>,
    /// Envelopes sent.
    pub sent: Vec<Outgoing>,
    /// What was done or refused, newest first; readings are not among it.
    pub done: Vec<LedgerRow>,
    /// The kind of each record that everybody on the review may read.
    pub kinds: BTreeMap<RecordId, String>,
    /// In a practice run, the day of the run on which each act was done, by the id of its row.
    pub run_days: BTreeMap<String, Date>,
    /// Legal holds, lifted ones too.
    pub legal_holds: Vec<Stored<LegalHold>>,
    /// Whether another partnership handed it over.
    pub came: bool,
    /// Whether the reader has working notes of their own as lead reviewer.
    pub working: bool,
    /// That it was brought in while it was under way elsewhere, where it was.
    pub brought_in: Option<Stored<BroughtIn>>,
    /// What the reader may do.
    pub may: May,
}

/// Where one track stands, for reading.
#[derive(Debug, Clone)]
pub struct TrackLine {
    /// Which track.
    pub track: TrackKind,
    /// Which of several.
    pub instance: u32,
    /// Whether there may be several, which are told apart by a number.
    pub several: bool,
    /// What people read.
    pub label: String,
    /// Label of the stage, when it has begun.
    pub stage: Option<String>,
    /// Since when.
    pub since: Option<UncertainDate>,
}

/// What the reader may do in a case.
#[derive(Debug, Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one permission that a page asks about"
)]
pub struct May {
    /// Change what is known of the incident.
    pub edit: bool,
    /// Manage the team.
    pub team: bool,
    /// Record their own view.
    pub view: bool,
    /// Record a view on somebody's behalf.
    pub view_for: bool,
    /// Decide on notifying.
    pub decide: bool,
    /// Fill in the notification.
    pub notify: bool,
    /// Record a moment.
    pub moment: bool,
    /// Attach files.
    pub attach: bool,
    /// Record proceedings.
    pub proceedings: bool,
    /// Tell others.
    pub tell: bool,
    /// Move a track.
    pub track: bool,
    /// Say why a clock is late.
    pub late: bool,
}

/// Reads the whole of a review; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn home(app: &App, ctx: &Ctx, reference: &Reference) -> Result<Home, AppError> {
    let vault = app.vault(ctx).await?;
    let (mut home, moves) = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                let mut kinds = vault::kinds_of(tx, &permit).await?;
                let of_each = kinds.of_each();
                let moves = crate::practice::moves(tx, &permit, &mut kinds).await?;
                let mut moments = kinds.take::<Moment>()?;
                moments.reverse();
                let home = Home {
                    case: vault::case_file(tx, &permit).await?,
                    records: CaseRecords::in_case(&mut kinds)?,
                    subjects: kinds.take()?,
                    tracks: Vec::new(),
                    next: Vec::new(),
                    clocks: Vec::new(),
                    plan: None,
                    moments,
                    team: vault::team(tx, &permit).await?,
                    files: vault::files_of(tx, &permit).await?,
                    returns: vault::returns_of_case(tx, &permit).await?,
                    sent: vault::outgoing_of_case(tx, &permit).await?,
                    done: vault::what_happened(tx, &permit, HAPPENED).await?,
                    kinds: of_each,
                    run_days: BTreeMap::new(),
                    legal_holds: kinds.take()?,
                    came: vault::is_from_elsewhere(tx, &permit).await?,
                    working: crate::working::is_open(tx, case).await?,
                    brought_in: kinds.take()?.pop(),
                    may: may(tx, case).await?,
                };
                Ok((home, moves))
            })
        })
        .await?;
    // Who was refused may be on the conflict list, which the team does not read.
    if !home.may.team {
        home.done.retain(|row| row.outcome != "refused");
    }
    let loaded = app.scheme_of(&home.case.scheme, &home.case.scheme_digest)?;
    let calendar = app.calendar(ctx, loaded.scheme.nation).await?;
    let scheme = &loaded.scheme;
    home.run_days = run_days(&home.done, &moves, &calendar);
    home.tracks = tracks(scheme, &home.records);
    if home.case.closed_at.is_none() {
        home.next = home.records.next(scheme);
    }
    home.clocks = clocks_of(&home.case, &home.records, scheme, &calendar, ctx.today());
    home.plan = plan(&home, scheme, &calendar);
    Ok(home)
}

/// The working days of the rapid review, once it is notified.
fn plan(home: &Home, scheme: &Scheme, calendar: &Calendar) -> Option<(Vec<Day>, Vec<PlanStep>)> {
    let facts = facts(&home.case, &home.records, scheme);
    let notified = facts
        .events
        .get(&EventKind::Notified)
        .filter(|_| facts.rapid_review != Some(false))
        .and_then(UncertainDate::is_certain_day);
    notified.and_then(|day| day_plan(scheme, day, calendar).ok())
}

/// The day of a practice run on which each act was done.
fn run_days(done: &[LedgerRow], moves: &[Moved], calendar: &Calendar) -> BTreeMap<String, Date> {
    let day = |row: &LedgerRow| {
        let day = crate::practice::day_at(moves, calendar, row.at)?;
        Some((row.id.clone(), day))
    };
    done.iter().filter_map(day).collect()
}

/// What of a review is next, and nothing of a closed one; absent for a reader who may not read the review. The reading is
/// written down.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn next(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<Option<Vec<NextStep>>, AppError> {
    let vault = app.vault(ctx).await?;
    let found = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                if !tx.would_permit::<actions::ReadCase>(case).await? {
                    return Ok(None);
                }
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                let mut kinds = vault::kinds_of(tx, &permit).await?;
                let file = vault::case_file(tx, &permit).await?;
                Ok(Some((file, CaseRecords::in_case(&mut kinds)?)))
            })
        })
        .await?;
    let Some((case, records)) = found else {
        return Ok(None);
    };
    if case.closed_at.is_some() {
        return Ok(Some(Vec::new()));
    }
    let loaded = app.scheme_of(&case.scheme, &case.scheme_digest)?;
    Ok(Some(records.next(&loaded.scheme)))
}

async fn may(tx: &mut VaultTx<'_>, case: CaseId) -> Result<May, VaultError> {
    Ok(May {
        edit: tx.would_permit::<actions::EditIncident>(case).await?,
        team: tx.would_permit::<actions::ManageTeam>(case).await?,
        view: tx.would_permit::<actions::RecordView>(case).await?,
        view_for: tx.would_permit::<actions::RecordViewFor>(case).await?,
        decide: tx.would_permit::<actions::DecideNotification>(case).await?,
        notify: tx.would_permit::<actions::EditNotification>(case).await?,
        moment: tx.would_permit::<actions::RecordMoment>(case).await?,
        attach: tx.would_permit::<actions::AttachFile>(case).await?,
        proceedings: tx.would_permit::<actions::EditProceedings>(case).await?,
        tell: tx.would_permit::<actions::TellOthers>(case).await?,
        track: tx.would_permit::<actions::MoveTrack>(case).await?,
        late: tx.would_permit::<actions::RecordLate>(case).await?,
    })
}

/// A line for each track, and for each of several.
fn tracks(scheme: &Scheme, records: &CaseRecords) -> Vec<TrackLine> {
    let standing = standings(&records.entered());
    let mut lines = Vec::new();
    for track in &scheme.tracks {
        let line = |one: Option<&Standing>| TrackLine {
            track: track.kind,
            instance: one.map_or(0, |one| one.instance),
            several: track.several,
            label: track.label.en.clone(),
            stage: one.and_then(|one| {
                let found = track.stages.iter().find(|known| known.kind == one.stage);
                found.map(|known| known.label.en.clone())
            }),
            since: one.map(|one| one.since),
        };
        let of_track: Vec<&Standing> = standing
            .values()
            .filter(|one| one.track == track.kind)
            .collect();
        if of_track.is_empty() {
            lines.push(line(None));
        }
        lines.extend(of_track.into_iter().map(|one| line(Some(one))));
    }
    lines
}

/// Every clock of a case on a day.
pub(crate) fn clocks_of(
    case: &CaseFile,
    records: &CaseRecords,
    scheme: &Scheme,
    calendar: &Calendar,
    today: Date,
) -> Vec<ClockLine> {
    clock_lines(scheme, &facts(case, records, scheme), calendar, today)
}

fn facts(case: &CaseFile, records: &CaseRecords, scheme: &Scheme) -> ClockFacts {
    let mut facts = ClockFacts::default();
    let brought = records.brought_in_at();
    let raised = match (brought, crate::bring_in::raised_before(&records.entered())) {
        (Some(_), Some(before)) => Ok(before),
        _ => UncertainDate::day(case.raised_at.date_in_london()),
    };
    if let Ok(raised) = raised {
        facts.events.insert(EventKind::Raised, raised);
    }
    if let Some(incident) = &records.incident {
        let incident = &incident.body;
        facts.events.insert(EventKind::Incident, incident.happened);
        if let Some(known) = incident.first_known {
            facts.events.insert(EventKind::FirstAgencyKnew, known);
        }
        if let Some(knew) = &incident.authority_knew {
            facts.events.insert(EventKind::AuthorityKnew, knew.on);
        }
    }
    let areas = &records.beside.areas;
    if let Some(told) = crate::areas::partners_told(&records.told, areas) {
        facts.events.insert(EventKind::PartnersTold, told);
        // An unknown day stands on the log only for what was said when the review was brought in.
        let before = |at: Instant| told.latest().is_none_or(|last| last < at.date_in_london());
        if brought.is_some_and(before) {
            facts.done_before.insert(EventKind::PartnersTold);
        }
    }
    if let Some(day) = records.beside.publication.last() {
        facts
            .events
            .insert(EventKind::PublicationPlanned, day.body.on);
    }
    if let Some(decision) = records.decision() {
        let outcome = scheme
            .outcomes
            .iter()
            .find(|outcome| outcome.item.id == decision.body.outcome);
        facts.notify = outcome.map(|outcome| outcome.notify);
        facts.rapid_review = outcome.map(|outcome| outcome.rapid_review);
    }
    facts.lateness = records
        .lateness
        .iter()
        .map(|one| one.body.clone())
        .collect();
    facts.pauses = records.pauses.iter().map(|one| one.body.clone()).collect();
    facts.with_steps(scheme, &records.entered())
}
