//! Ask an agency for what it knows: who is asked about, for which period, with which right, by when.

use access::directory::{self, Agency};
use access::{Ctx, Section, actions};
use model::case::{
    AgencyInvolved, AgencyRequest, AskedAbout, Home, NamedManager, RequestPlan, Subject, TakenOut,
};
use model::clock::{Day, PlanStep};
use model::scheme::Scheme;
use model::{AgencyId, Date, FormId, RecordId, Sensitive};
use vault::{AgencyReturn, CaseFile, Stored, VaultError, VaultTx};

use super::due::{LastDay, check_due, usual_due};
use super::held::{self, AskAgain};
use super::suggest::{Around, Suggestion, suggest};
use crate::decision::decide::has_words;
use crate::incident::find;
use crate::keep::{kept_before, open};
use crate::people_places::CaseRegister;
use crate::{App, AppError, Reference};

/// The step of the day plan that says by when agencies return what they know.
const RETURNS: &str = "returns";
/// From this working day of the rapid review on, an agency that is found gets its own shorter plan.
const FOUND_LATE: u32 = 6;

/// Which agency is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhichAgency {
    /// One that works in the partnership.
    Known(AgencyId),
    /// One that the service does not have yet.
    New {
        /// What it is: a stable code such as `police`, `school`.
        kind: String,
        /// Its name.
        name: String,
    },
}

/// A request to be made.
#[derive(Debug, Clone)]
pub struct NewRequest {
    /// Which agency.
    pub agency: WhichAgency,
    /// Others that are asked the same, each by a request of its own.
    pub also: Vec<WhichAgency>,
    /// A code of the scheme's list `request_basis`.
    pub basis: String,
    /// What it is for.
    pub purpose: Sensitive<String>,
    /// Whom it asks about.
    pub about: Vec<RecordId>,
    /// First day of the period.
    pub from: Date,
    /// Last day of the period.
    pub to: Date,
    /// Whether what is older and matters is asked for too.
    pub and_before: bool,
    /// How much is asked.
    pub plan: RequestPlan,
    /// Last day for the return.
    pub due: Date,
    /// Day of the meeting, where it is settled: returns are due the working day before it at the latest.
    pub meeting: Option<Date>,
    /// Who is told when the return does not come.
    pub manager: Option<NamedManager>,
    /// What is asked of an agency that answered for the same people in another review; none while nobody has said.
    pub again: Option<AskAgain>,
}

/// What somebody needs who asks an agency.
#[derive(Debug, Clone)]
pub struct ToAsk {
    /// The case.
    pub case: CaseFile,
    /// Agencies that work in the partnership.
    pub agencies: Vec<(AgencyId, String)>,
    /// Agencies that the case suggests.
    pub suggestions: Vec<Suggestion>,
    /// The people of the case.
    pub subjects: Vec<Stored<Subject>>,
    /// Last day for a return, as the plan says, and at latest the working day before the meeting; none where neither is known, or
    /// once it has passed.
    pub due: Option<Date>,
    /// Day of the meeting as the last request has it; none once it has passed.
    pub meeting: Option<Date>,
    /// The last day that the plan lets a return be due on, and which working day of it that is; none once it has passed.
    pub latest: Option<(Date, u32)>,
    /// How much is asked of an agency that is found today.
    pub plan: RequestPlan,
    /// The requests that were made.
    pub made: Vec<Stored<AgencyRequest>>,
    /// Where they stand: of each agency the one that stands, else the last that was taken back.
    pub asked: Vec<AgencyReturn>,
}

/// What there is to choose from when an agency is asked.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn to_ask(app: &App, ctx: &Ctx, reference: &Reference) -> Result<ToAsk, AppError> {
    let home = crate::review::home(app, ctx, reference).await?;
    let agencies = &agencies(app, ctx).await?;
    let working = crate::decision::partners::agencies(app, ctx).await?;
    let working: &Vec<AgencyId> = &working.iter().map(|one| one.id).collect();
    let elsewhere = &crate::areas::elsewhere(app, ctx).await?;
    let vault = app.vault(ctx).await?;
    let (subjects, suggestions, made, asked) = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let asks = tx.permit::<actions::ManageRequests>(case, Section::General);
                drop(asks.await?);
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                let returns = vault::returns_of_case(tx, &permit).await?;
                let mut kinds = vault::kinds_of(tx, &permit).await?;
                let subjects = here(kinds.take()?, &kinds.take::<TakenOut>()?);
                let mut homes: Vec<Stored<Home>> = kinds.take()?;
                homes.retain(|one| subjects.iter().any(|child| child.id == one.body.person));
                let made: Vec<Stored<AgencyRequest>> = kinds.take()?;
                let register = CaseRegister::read(tx, case).await?;
                let around = Around {
                    involved: &kinds.take()?,
                    schools: &kinds.take()?,
                    places: &register.places,
                    homes: &homes,
                    areas: &kinds.take()?,
                    practitioners: &kinds.take()?,
                    meetings: &kinds.take()?,
                    incidents: &kinds.take()?,
                    elsewhere,
                };
                Ok((
                    subjects,
                    suggest(agencies, working, &around, &returns),
                    made,
                    of_each(returns),
                ))
            })
        })
        .await?;
    let (usual, plan) = usual_due(app, ctx, (&home, &made)).await?;
    Ok(ToAsk {
        latest: latest(ctx, &home),
        case: home.case,
        agencies: named(agencies),
        suggestions,
        subjects,
        due: usual.0,
        meeting: usual.1,
        plan,
        made,
        asked,
    })
}

fn named(agencies: &[Agency]) -> Vec<(AgencyId, String)> {
    let named = agencies.iter().map(|one| (one.id, one.name.clone()));
    named.collect()
}

/// Of each agency the request that stands, else the last that was taken back, in the order in which agencies were first asked.
fn of_each(returns: Vec<AgencyReturn>) -> Vec<AgencyReturn> {
    let mut all: Vec<AgencyReturn> = Vec::new();
    for one in returns {
        match all.iter_mut().find(|known| known.agency == one.agency) {
            None => all.push(one),
            Some(known) if known.withdrawn_at.is_some() => {
                let later = known.made_at < one.made_at;
                if one.withdrawn_at.is_none() || later {
                    *known = one;
                }
            }
            Some(_) => {}
        }
    }
    all
}

/// The last day that the plan lets a return be due on, and which working day of it that is; none once it has passed.
fn latest(ctx: &Ctx, home: &crate::review::Home) -> Option<(Date, u32)> {
    let number = home.plan.as_ref().and_then(|(_, steps)| last_day(steps));
    let (latest, _) = by_plan(home.plan.as_ref(), ctx.today());
    latest.filter(|day| *day >= ctx.today()).zip(number)
}

/// The working day of the plan by which agencies return what they know.
fn last_day(steps: &[PlanStep]) -> Option<u32> {
    let step = steps.iter().find(|step| step.id == RETURNS);
    step.map(|step| step.to)
}

async fn agencies(app: &App, ctx: &Ctx) -> Result<Vec<Agency>, AppError> {
    let (here, today) = (ctx.organisation, ctx.today());
    Ok(app
        .directory()
        .look(ctx, |tx| {
            Box::pin(async move { directory::agencies_of(tx, here, today).await })
        })
        .await?)
}

/// Those who were not taken out of the case.
fn here(subjects: Vec<Stored<Subject>>, out: &[Stored<TakenOut>]) -> Vec<Stored<Subject>> {
    let is_out = |id: RecordId| out.iter().any(|one| one.body.person == id);
    subjects.into_iter().filter(|one| !is_out(one.id)).collect()
}

/// By when the plan wants returns, and how much an agency is asked that is found on this day.
pub(super) fn by_plan(
    plan: Option<&(Vec<Day>, Vec<PlanStep>)>,
    today: Date,
) -> (Option<Date>, RequestPlan) {
    let Some((days, steps)) = plan else {
        return (None, RequestPlan::Whole);
    };
    // After its last day the plan of the rapid review says nothing of a request any more.
    if days.iter().all(|day| day.date < today) {
        return (None, RequestPlan::Whole);
    }
    let on = |number: u32| days.iter().find(|day| day.number == number);
    let due = last_day(steps).and_then(on).map(|day| day.date);
    let late = on(FOUND_LATE).is_some_and(|day| today >= day.date);
    let plan = if late {
        RequestPlan::Shorter
    } else {
        RequestPlan::Whole
    };
    (due, plan)
}

/// Makes a request to one agency, or one to each of several that are asked the same. None is sent yet: first somebody is named
/// who answers it. An agency whose request was taken back before goes on with what it wrote for that one. Returns the first.
///
/// # Errors
/// [`AppError::Rule`]: `request-agency` for one that does not work here or none, `agency-entered` for a new one of a
/// name that is known, `request-practice` for a new one in a practice run, `request-asked` when one of them has a request
/// that stands, `request-basis`, `request-purpose`, `request-about` without anybody of the case, `request-period` when it
/// ends before it begins or in future, `request-due-past` when the day is past, `request-due-working` when it is no working day,
/// `request-due-meeting` when it is not before the meeting, `request-held` when the partnership holds something of it already and nobody has said what to ask,
/// `request-held-why` without a reason to ask for it again, `request-held-all` when no days are left, or two stretches,
/// `request-due-plan` when it is later than the plan lets it be, `case-closed`.
pub async fn ask(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &NewRequest,
) -> Result<RecordId, AppError> {
    check(ctx, new).map_err(AppError::Rule)?;
    let home = crate::review::home(app, ctx, reference).await?;
    let day = LastDay {
        due: new.due,
        meeting: new.meeting,
    };
    check_due(app, ctx, (&home, day)).await?;
    let mut all = std::iter::once(&new.agency).chain(&new.also);
    if home.case.practice && all.any(|one| matches!(one, WhichAgency::New { .. })) {
        return Err(AppError::Rule("request-practice"));
    }
    let mut asked = vec![agency_of(app, ctx, &new.agency).await?];
    for other in &new.also {
        let other = agency_of(app, ctx, other).await?;
        if !asked.contains(&other) {
            asked.push(other);
        }
    }
    let asked = &asked;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) =
                    open::<actions::ManageRequests>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                let returns = vault::returns_of_case(tx, &permit).await?;
                let stands =
                    |one: &AgencyReturn| asked.contains(&one.agency) && one.withdrawn_at.is_none();
                if returns.iter().any(stands) {
                    return Err(VaultError::Rule("request-asked"));
                }
                let mut made = Vec::new();
                for agency in asked {
                    let of = (*agency, returns.as_slice());
                    made.push(ask_one(tx, &permit, (scheme, new), of).await?);
                }
                let id = made.first().copied().ok_or(VaultError::NotFound)?;
                vault::remember(tx, form, &id.to_string()).await?;
                Ok(id)
            })
        })
        .await?)
}

/// Makes the request to one agency. What it wrote for a request that was taken back before is not lost to it.
async fn ask_one(
    tx: &mut VaultTx<'_>,
    permit: &access::Permit<'_, actions::ManageRequests>,
    (scheme, new): (&Scheme, &NewRequest),
    (agency, returns): (AgencyId, &[AgencyReturn]),
) -> Result<RecordId, VaultError> {
    let body = body(tx, permit, (scheme, new), agency).await?;
    let of = (body.about.as_slice(), (body.from, body.to));
    let before = held::of_agency(tx, permit, agency, of).await?;
    let mut body = held::settle(body, &before, new.again.as_ref())?;
    let back = returns.iter().rfind(|one| one.agency == agency);
    body.goes_on = back.map(|one| one.id);
    let id = vault::save_new(tx, permit, &body).await?;
    vault::add_return(tx, permit, (id, agency, new.due)).await?;
    if let Some(before) = body.goes_on {
        vault::carry_draft(tx, permit, (before, id)).await?;
    }
    Ok(id)
}

fn check(ctx: &Ctx, new: &NewRequest) -> Result<(), &'static str> {
    if !has_words(&new.purpose) {
        return Err("request-purpose");
    }
    if new.about.is_empty() {
        return Err("request-about");
    }
    check_period(ctx, (new.from, new.to))
}

/// Days that are asked about have been, and end no earlier than they begin.
pub(super) fn check_period(ctx: &Ctx, (from, to): (Date, Date)) -> Result<(), &'static str> {
    match from <= to && to <= ctx.today() {
        true => Ok(()),
        false => Err("request-period"),
    }
}

/// The agency in the directory; one that is new is added there first. Done twice it is the same agency.
async fn agency_of(app: &App, ctx: &Ctx, which: &WhichAgency) -> Result<AgencyId, AppError> {
    let known = agencies(app, ctx).await?;
    match which {
        WhichAgency::Known(id) => known
            .iter()
            .find(|one| one.id == *id)
            .map(|one| one.id)
            .ok_or(AppError::Rule("request-agency")),
        WhichAgency::New { kind, name } => {
            if kind.is_empty() || name.trim().is_empty() {
                return Err(AppError::Rule("request-agency"));
            }
            let folded = name.trim().to_lowercase();
            let entered = known.iter().find(|one| one.name.to_lowercase() == folded);
            if let Some(one) = entered {
                return Ok(one.id);
            }
            Ok(app
                .directory()
                .transact(ctx, |tx| {
                    Box::pin(async move {
                        let permit = tx.permit_organisation::<actions::NameAnswering>()?;
                        directory::add_agency_to_ask(tx, &permit, (kind, name)).await
                    })
                })
                .await?)
        }
    }
}

async fn body(
    tx: &mut VaultTx<'_>,
    permit: &access::Permit<'_, actions::ManageRequests>,
    (scheme, new): (&Scheme, &NewRequest),
    agency: AgencyId,
) -> Result<AgencyRequest, VaultError> {
    let basis = scheme.list("request_basis");
    if basis.and_then(|list| list.label_of(&new.basis)).is_none() {
        return Err(VaultError::Rule("request-basis"));
    }
    let subjects = vault::list_with::<_, Subject>(tx, permit).await?;
    let out = vault::list_with::<_, TakenOut>(tx, permit).await?;
    let about = asked_about(&subjects, &out, &new.about)?;
    let involved = vault::list_with::<_, AgencyInvolved>(tx, permit).await?;
    let involved = involved.iter().find(|one| one.body.agency == Some(agency));
    Ok(AgencyRequest {
        involved: involved.map(|one| one.id),
        agency,
        basis: new.basis.clone(),
        purpose: new.purpose.clone(),
        about,
        from: new.from,
        to: new.to,
        and_before: new.and_before,
        plan: new.plan,
        due: new.due,
        meeting: new.meeting,
        manager: new.manager.clone(),
        held: Vec::new(),
        before: Vec::new(),
        goes_on: None,
        withdrawn: None,
    })
}

/// The people of a case as an agency is told of them.
pub(super) fn asked_about(
    subjects: &[Stored<Subject>],
    out: &[Stored<TakenOut>],
    ids: &[RecordId],
) -> Result<Vec<AskedAbout>, VaultError> {
    let is_out = |id: RecordId| out.iter().any(|one| one.body.person == id);
    let asked = |id: &RecordId| {
        let mut here = subjects.iter().filter(|one| !is_out(one.id));
        let found = here.find(|one| one.id == *id);
        let one = found.ok_or(VaultError::Rule("request-about"))?;
        Ok(AskedAbout {
            subject: one.id,
            name: one.body.name.clone(),
            also_known_as: one.body.also_known_as.clone(),
            born: one.body.born,
        })
    };
    ids.iter().map(asked).collect()
}
