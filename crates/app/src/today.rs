//! Today: what needs me, by when, and how long have I got. Nothing else.

mod records;

use std::collections::{BTreeMap, BTreeSet};

use access::directory::Agency;
use access::{Ctx, Permit, actions};
use model::case::{PracticeRun, SafetyLine};
use model::clock::{ClockLine, ClockState};
use model::{Calendar, CaseId, Date, Instant, PersonId, RecordId};
use vault::{CaseFile, ChecksWait, ReceivedCounts, Stored, VaultError, VaultTx};

use crate::journey::{Revisit, all_cases, own_revisits, revisit_lines, revisits};
use crate::keeping::KeepingWaits;
use crate::looks::{Look, Looking, LooksOf, left, looks};
use crate::returns::{RequestWaits, ReturnWants, checks_wait, in_time};
use crate::review::{CaseRecords, clocks_of};
use crate::team::{
    AccessNeed, EmergencyNeed, EmergencyReview, Joined, emergencies_to_look_at, joined, needs,
};
use crate::wanted::Wanted;
use crate::{App, AppError};
use records::{kinds, records_of};

/// One thing that needs somebody.
#[derive(Debug, Clone)]
pub enum Need {
    /// A child of whom nobody has yet said that they are safe.
    Safety {
        /// Who sees to it.
        person: PersonId,
        /// Whether that is the reader.
        mine: bool,
    },
    /// A clock that runs, is late, or cannot be worked out.
    Clock(Box<ClockLine>),
    /// Somebody opened the review in an emergency: look at it, and record what you find.
    Emergency {
        /// Who opened it.
        person: PersonId,
        /// When.
        at: Instant,
        /// How its review stands.
        review: EmergencyReview,
    },
    /// A day to look again, or an answer that somebody waits for.
    Look(Look),
}

/// A need with its case, which is named by its neutral reference alone.
#[derive(Debug, Clone)]
pub struct TodayLine {
    /// Reference of the case.
    pub reference: String,
    /// Whether it is a practice run, whose days are not those of real reviews.
    pub practice: bool,
    /// What is needed.
    pub need: Need,
}

/// What the first page after sign-in shows.
#[derive(Debug, Clone, Default)]
pub struct Today {
    /// Emergency openings first, then safety, then by day.
    pub lines: Vec<TodayLine>,
    /// Cases that were received, by what they wait for; absent for who receives none.
    pub received: Option<ReceivedCounts>,
    /// How many reviews other partnerships offer that wait for the reader's answer.
    pub offered: usize,
    /// What waits about keeping and letting go.
    pub keeping: KeepingWaits,
    /// Requests for information that the reader answers for their agency, soonest first.
    pub to_answer: Vec<RequestWaits>,
    /// Returns of which entries wait for the reader, who wrote them down at the time, to check them.
    pub to_check: Vec<ChecksWait>,
    /// What was seen differently in the organisation's own work and is to be looked at again since that day.
    pub own_revisits: Vec<(RecordId, Date)>,
    /// The day on which each open practice run stands, by its reference.
    pub practice_days: BTreeMap<String, Date>,
    /// Whether the reader may raise an incident.
    pub may_raise: bool,
}

/// What needs the reader across the cases they may see. Counts and dates only: no reading is
/// written down.
///
/// # Errors
/// [`AppError`].
pub async fn today(app: &App, ctx: &Ctx) -> Result<Today, AppError> {
    let vault = app.vault(ctx).await?;
    let here = Wanted::partners_of(app, ctx).await?;
    let joined = joined(app, ctx).await?;
    let Open {
        cases,
        records,
        emergencies,
        access,
        wanted,
        countersigns,
        acts,
        waits,
        received,
        practice,
        revisits: (revisits, own_revisits),
        handing: (handing, offered),
        keeping: (keeping, to_answer, to_check),
        may_raise,
    } = vault
        .look(ctx, |tx| Box::pin(open_cases(tx, app, (&here, &joined))))
        .await?;
    let me = ctx.actor.person().map(|person| person.id);
    let calendars = calendars(app, ctx, all_cases(&cases, &emergencies, &revisits)).await?;
    let mut lines = emergency_lines(app, ctx, &calendars, (&emergencies, &revisits))?;
    for case in &cases {
        let Some(records) = records.get(&case.id) else {
            continue;
        };
        lines.extend(safety(ctx, case, &records.safety));
        let loaded = app.scheme_of(&case.scheme, &case.scheme_digest)?;
        let Some(calendar) = calendars.get(loaded.scheme.nation.code()) else {
            continue;
        };
        let today = crate::practice::stands_on(practice.get(&case.id), calendar, ctx.today());
        let clocks = clocks_of(case, records, &loaded.scheme, calendar, today);
        let own = wanted.of(case, &clocks, (calendar, today));
        lines.extend(own.map(|look| line(case, Need::Look(look))));
        lines.extend(clock_lines(case, clocks));
        let second = me.filter(|_| countersigns.contains(&case.id));
        let acts = acts.contains(&case.id);
        let looks = looks(records, (calendar, today), LooksOf { second, acts });
        lines.extend(looks.into_iter().map(|look| line(case, Need::Look(look))));
        lines.extend(waiting(&waits, case, (calendar, today)));
        lines.extend(access_lines(&access, case, (calendar, today)));
    }
    lines.extend(since_they_came(app, handing, (&calendars, ctx.today())));
    lines.sort_by_key(urgency);
    Ok(Today {
        to_answer: in_time(app, ctx, to_answer).await?,
        to_check,
        lines,
        received,
        offered,
        keeping,
        own_revisits,
        practice_days: crate::practice::days(app, (&cases, &practice), &calendars, ctx.today())?,
        may_raise,
    })
}

/// What the clocks of a case want. One that was met late stays until its reason and the day of telling are on record.
fn clock_lines(case: &CaseFile, clocks: Vec<ClockLine>) -> impl Iterator<Item = TodayLine> {
    let open = clocks
        .into_iter()
        .filter(|clock| !clock.advisory && (clock.is_open() || clock.asks().is_some()));
    open.map(|clock| line(case, Need::Clock(Box::new(clock))))
}

/// The calendar of each nation under whose scheme a case runs.
async fn calendars(
    app: &App,
    ctx: &Ctx,
    cases: impl Iterator<Item = &CaseFile>,
) -> Result<BTreeMap<&'static str, Calendar>, AppError> {
    let mut calendars = BTreeMap::new();
    for case in cases {
        let loaded = app.scheme_of(&case.scheme, &case.scheme_digest)?;
        let nation = loaded.scheme.nation;
        if !calendars.contains_key(nation.code()) {
            calendars.insert(nation.code(), app.calendar(ctx, nation).await?);
        }
    }
    Ok(calendars)
}

struct Open {
    cases: Vec<CaseFile>,
    records: BTreeMap<CaseId, CaseRecords>,
    /// Emergency openings at which the reader has not looked, also in cases that they may not read.
    emergencies: Vec<EmergencyNeed>,
    /// What is about access, with its case and the end of the page's address.
    access: Vec<(CaseFile, String, AccessNeed)>,
    /// What waits for the reader themself.
    wanted: Wanted,
    /// Cases in which the reader may look at something as a second person.
    countersigns: BTreeSet<CaseId>,
    /// Cases in which the reader sees to actions.
    acts: BTreeSet<CaseId>,
    /// What waits for the reader since it came, with the end of the page's address; and what returns want.
    waits: Waits,
    received: Option<ReceivedCounts>,
    /// The practice runs among them.
    practice: BTreeMap<CaseId, PracticeRun>,
    /// Moments whose day to look again has come, also of closed reviews; and those of the organisation's own work.
    revisits: (Vec<Revisit>, Vec<(RecordId, Date)>),
    /// Reviews that somebody else proposed to hand over, for the reader to confirm, and what waits about sharing; and how many reviews
    /// others offer.
    handing: (Vec<Since>, usize),
    /// What waits about keeping; the requests that the reader answers; what they check.
    keeping: (KeepingWaits, Vec<RequestWaits>, Vec<ChecksWait>),
    may_raise: bool,
}

fn emergency_lines(
    app: &App,
    ctx: &Ctx,
    calendars: &BTreeMap<&'static str, Calendar>,
    (openings, revisits): (&[EmergencyNeed], &[Revisit]),
) -> Result<Vec<TodayLine>, AppError> {
    let mut lines = revisit_lines(app, ctx, calendars, revisits)?;
    for one in openings {
        let loaded = app.scheme_of(&one.case.scheme, &one.case.scheme_digest)?;
        let Some(calendar) = calendars.get(loaded.scheme.nation.code()) else {
            continue;
        };
        let of = (one.at, one.reviewed);
        let need = Need::Emergency {
            person: one.person,
            at: one.at,
            review: EmergencyReview::of(of, &loaded.scheme, calendar, ctx.today()),
        };
        lines.push(line(&one.case, need));
    }
    Ok(lines)
}

fn access_lines<'a>(
    access: &'a [(CaseFile, String, AccessNeed)],
    case: &'a CaseFile,
    (calendar, today): (&'a Calendar, Date),
) -> impl Iterator<Item = TodayLine> + 'a {
    let own = access.iter().filter(|one| one.0.id == case.id);
    let about = own.map(move |(_, end, need)| about_access(end, need, calendar, today));
    about.map(|look| line(case, Need::Look(look)))
}

fn about_access(end: &str, need: &AccessNeed, calendar: &Calendar, today: Date) -> Look {
    let (what, due) = match need {
        AccessNeed::Asked => (Looking::AccessAsked, today),
        AccessNeed::GuestEnds(last) => (Looking::GuestEnds, *last),
        AccessNeed::MaybeConflict => (Looking::MaybeConflict, today),
        AccessNeed::LookAgain(due) => (Looking::Restricted, *due),
        AccessNeed::CommissionEnds(last) => (Looking::CommissionEnds, *last),
    };
    Look {
        what,
        end: end.to_owned(),
        due,
        left: left(calendar, today, due),
        person: None,
        agency: None,
    }
}

/// What waits for the reader since it came, and what returns want of them.
type Waits = (Vec<(CaseId, Looking, String)>, Vec<ReturnWants>);

fn waiting<'a>(
    (waits, returns): &'a Waits,
    case: &'a CaseFile,
    (calendar, today): (&'a Calendar, Date),
) -> impl Iterator<Item = TodayLine> + 'a {
    let own = waits.iter().filter(|(of, _, _)| *of == case.id);
    let own = own.map(move |(_, what, end)| waits_now(case, (*what, end.as_str()), today));
    let returns = returns.iter().filter(|one| one.case == case.id);
    let looks = returns.filter_map(move |one| one.look((calendar, today)));
    own.chain(looks.map(|look| line(case, Need::Look(look))))
}

/// Something that waits for the reader since it came.
fn waits_now(case: &CaseFile, (what, end): (Looking, &str), today: Date) -> TodayLine {
    let look = Look {
        what,
        end: end.to_owned(),
        due: today,
        left: Some(0),
        person: None,
        agency: None,
    };
    line(case, Need::Look(look))
}

/// Something that waits for the reader since it came, also in a case that they may not read, with the end of the page's address; by
/// which day, where one is set.
pub(crate) type Since = (CaseFile, Looking, String, Option<Date>);

fn since_they_came(
    app: &App,
    all: Vec<Since>,
    of: (&BTreeMap<&'static str, Calendar>, Date),
) -> impl Iterator<Item = TodayLine> {
    all.into_iter().map(move |one| since_it_came(app, one, of))
}

fn since_it_came(
    app: &App,
    (case, what, end, due): Since,
    (calendars, today): (&BTreeMap<&'static str, Calendar>, Date),
) -> TodayLine {
    let Some(due) = due else {
        return waits_now(&case, (what, &end), today);
    };
    let loaded = app.scheme_of(&case.scheme, &case.scheme_digest);
    let calendar = loaded.ok().map(|loaded| loaded.scheme.nation.code());
    let calendar = calendar.and_then(|nation| calendars.get(nation));
    let look = Look {
        what,
        end,
        due,
        left: calendar.and_then(|calendar| left(calendar, today, due)),
        person: None,
        agency: None,
    };
    line(&case, Need::Look(look))
}

/// What waits for the reader about reviews that are handed over, and about learning that is to be shared.
async fn handing(
    tx: &mut VaultTx<'_>,
    (app, permit): (&App, &Permit<'_, actions::SeeToday>),
    mine: &[CaseFile],
) -> Result<(Vec<Since>, usize), VaultError> {
    let own = crate::transfer::to_confirm(tx).await?.into_iter();
    let own = own.map(|case| (case, Looking::HandOver, "hand-over".to_owned(), None));
    let shared = crate::sharing::waits(tx, app, permit, mine).await?;
    let lines = own.chain(shared).collect();
    Ok((lines, crate::transfer::open_offers(tx).await?))
}

/// The open cases the actor may read, what their clocks depend on, and whether the actor may raise.
async fn open_cases(
    tx: &mut VaultTx<'_>,
    app: &App,
    (here, joined): (&[Agency], &[Joined]),
) -> Result<Open, VaultError> {
    let permit = tx.permit_organisation::<actions::SeeToday>()?;
    let mut cases = vault::cases_of(tx, &permit).await?;
    let all: BTreeSet<CaseId> = cases.iter().map(|case| case.id).collect();
    let mut kinds = vault::kinds_across(tx, &permit, &all, kinds()).await?;
    let emergencies = emergencies_to_look_at(tx, &permit).await?;
    let mut access = Vec::new();
    for (id, end, need) in needs(tx, app, (&permit, &mut kinds, joined), &cases).await? {
        let case = cases.iter().find(|case| case.id == id);
        access.extend(case.map(|case| (case.clone(), end, need)));
    }
    let revisits = (
        revisits(tx, &kinds, &cases).await?,
        own_revisits(tx, &permit).await?,
    );
    cases.retain(|case| case.closed_at.is_none());
    let records = records_of(&mut kinds)?;
    let practice = kinds.take::<PracticeRun>()?;
    let practice = practice.into_iter().map(|one| (one.case, one.body));
    let practice = practice.collect();
    let around = (cases.as_slice(), &records);
    let wanted = Wanted::of_reader(tx, app, &mut kinds, around, here).await?;
    let (mut countersigns, mut acts) = (BTreeSet::new(), BTreeSet::new());
    for case in &cases {
        if tx.would_permit::<actions::Countersign>(case.id).await? {
            countersigns.insert(case.id);
        }
        let has_work = records.get(&case.id).is_some_and(CaseRecords::has_due_work);
        if has_work && tx.would_permit::<actions::EditActions>(case.id).await? {
            acts.insert(case.id);
        }
    }
    let may_raise = tx.would_permit_organisation::<actions::RaiseIncident>();
    let mut waits = waits(tx, &permit).await?;
    waits.extend(crate::moment::cards_waiting(tx, &mut kinds, &cases).await?);
    let returns = crate::returns::wants(tx, &permit, &cases).await?;
    let handing = handing(tx, (app, &permit), &cases).await?;
    Ok(Open {
        cases,
        records,
        emergencies,
        access,
        wanted,
        countersigns,
        acts,
        waits: (waits, returns),
        received: crate::received::counts(tx).await?,
        practice,
        revisits,
        handing,
        keeping: (
            crate::keeping::waits(tx).await?,
            crate::returns::waits(tx, &permit).await?,
            checks_wait(tx, &permit).await?,
        ),
        may_raise,
    })
}

/// Reviews about which the national body wrote and nobody has read it, for who sees to that; and those in which a file is
/// held, for who may take it away.
async fn waits(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
) -> Result<Vec<(CaseId, Looking, String)>, VaultError> {
    let mut waits = Vec::new();
    for case in vault::reviews_with_unread(tx, permit).await? {
        if tx.would_permit::<actions::WriteToNational>(case).await? {
            waits.push((case, Looking::NationalWrote, "letters".to_owned()));
        }
    }
    let me = tx.ctx.actor.person().map(|person| person.id);
    for (case, place) in vault::sections_with_held_files(tx, permit).await? {
        let line = (case, Looking::FileHeld, "files".to_owned());
        let own = me.is_some() && place.added_by == me;
        let may = tx
            .would_permit_in::<actions::RemoveFile>(case, place.section)
            .await?
            || (own
                && tx
                    .would_permit_in::<actions::RemoveOwnFile>(case, place.section)
                    .await?);
        if may && !waits.contains(&line) {
            waits.push(line);
        }
    }
    Ok(waits)
}

fn safety(ctx: &Ctx, case: &CaseFile, lines: &[Stored<SafetyLine>]) -> Vec<TodayLine> {
    let me = ctx.actor.person().map(|person| person.id);
    crate::safety::open_lines(lines)
        .into_iter()
        .map(|open| {
            let person = open.body.person;
            line(
                case,
                Need::Safety {
                    person,
                    mine: me == Some(person),
                },
            )
        })
        .collect()
}

pub(crate) fn line(case: &CaseFile, need: Need) -> TodayLine {
    TodayLine {
        reference: case.reference.clone(),
        practice: case.practice,
        need,
    }
}

/// Emergency openings, those without a review first; then safety, one's own before others'; then late, then by day; what cannot be worked out counts
/// as due now, because somebody must settle it.
fn urgency(line: &TodayLine) -> (i64, i64) {
    match &line.need {
        Need::Emergency { at, review, .. } => {
            let place = if review.is_done { -1 } else { -2 };
            (place, at.microseconds())
        }
        Need::Safety { mine: true, .. } => (0, 0),
        Need::Safety { mine: false, .. } => (0, 1),
        Need::Look(look) => (3, look.left.unwrap_or(0)),
        Need::Clock(clock) => match &clock.state {
            ClockState::Late { by, .. } => (1, -by),
            ClockState::CannotSay(_) => (2, 0),
            ClockState::Runs { left } if !clock.expectation => (3, *left),
            ClockState::Runs { left } => (4, *left),
            ClockState::Waits(_)
            | ClockState::DoesNotApply
            | ClockState::Met { .. }
            | ClockState::MetSomeDay
            | ClockState::Paused => (5, 0),
        },
    }
}
