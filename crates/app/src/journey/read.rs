//! Reading the journey of a review, and how one moment of it came to say what it says.

use std::collections::BTreeMap;

use access::{Action as Act, Ctx, Permit, Section, actions};
use model::case::{Action, Incident, LearningPoint, LearningRelease, SharedFrom, SharingDraft};
use model::chronology::Entry;
use model::learning::{Learner, LinkedTo, Moment, MomentLinkKind, MomentTurn};
use model::scheme::{StageKind, TrackKind};
use model::track::{Transition, in_order};
use model::{CaseId, Date, FileId, RecordId};
use vault::{CaseFile, FileRow, Revision, Stored, VaultError, VaultTx};

use super::figures::{Figures, Seen, figures};
use crate::chronology::READ_UNDER;
use crate::decision::steps::entered;
use crate::incident::find;
use crate::moment::{is_held_back, is_live_after};
use crate::{App, AppError, Reference};

/// What was seen differently in a review, and what the review was doing meanwhile.
#[derive(Debug, Clone)]
pub struct Journey {
    /// The case.
    pub case: CaseFile,
    /// Moments, in the order of the days on which they were seen, as early as each may have been.
    pub moments: Vec<Stored<Moment>>,
    /// Steps of the review that count, in the order in which they happened.
    pub steps: Vec<Transition>,
    /// Whether proceedings run beside the review: a court can ask for what is written.
    pub live: bool,
    /// The figures of the review.
    pub figures: Figures,
    /// Whether the reader may revise, doubt, reopen and look again.
    pub may_revise: bool,
    /// Whether the reader may link.
    pub may_link: bool,
}

/// The days on one of which something was seen differently, the first and the last: one and the same where that is certain, or nobody
/// said it and it was written down then. Nobody saw it after they had written it down.
#[must_use]
pub fn seen_within(moment: &Stored<Moment>) -> (Date, Date) {
    let written = moment.added_at.date_in_london();
    let Some(said) = &moment.body.occurred_on else {
        return (written, written);
    };
    if let Some(day) = said.is_certain_day() {
        return (day, day);
    }
    let last = said.latest().map_or(written, |day| day.min(written));
    let first = said.earliest().map_or(last, |day| day.min(last));
    (first, last)
}

/// Reads the journey of a review; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn journey(app: &App, ctx: &Ctx, reference: &Reference) -> Result<Journey, AppError> {
    journey_under::<actions::ReadCase>(app, ctx, reference, false).await
}

/// The same of what a national body or a region learns from its own work, which is no review: whoever writes there reads there.
/// [`crate::moment::own_place`] says under which reference.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn own_journey(app: &App, ctx: &Ctx, reference: &Reference) -> Result<Journey, AppError> {
    journey_under::<actions::RecordMoment>(app, ctx, reference, true).await
}

async fn journey_under<A: Act>(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    is_own: bool,
) -> Result<Journey, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx.permit::<A>(case, Section::General).await?;
                tx.counts_as_reading(&permit)?;
                let (journey, _) = whole(tx, &permit, is_own).await?;
                Ok(journey)
            })
        })
        .await?)
}

async fn whole<A: Act>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    is_own: bool,
) -> Result<(Journey, Vec<(RecordId, LearningRelease)>), VaultError> {
    let case = permit.case()?;
    let mut moments = vault::list_with::<_, Moment>(tx, permit).await?;
    moments.sort_by_key(|one| (seen_within(one), one.added_at, one.id));
    let all = entered(tx, permit).await?;
    let steps: Vec<Transition> = in_order(&all)
        .into_iter()
        .map(|one| one.step.clone())
        .collect();
    let shared = shared_from(tx, permit).await?;
    let left: Vec<Date> = shared.iter().map(|(_, one)| one.on).collect();
    let days = match is_own {
        // No incident and no report stand there: what was seen first, and what first left, are what days are counted by.
        true => (first_seen(&moments), left.iter().min().copied()),
        false => {
            let incidents = vault::list_with::<_, Incident>(tx, permit).await?;
            let incident = incidents.first();
            let incident = incident.and_then(|one| one.body.happened.is_certain_day());
            (incident, report_sent(&steps))
        }
    };
    let held_back = is_held_back(tx, permit).await?;
    let journey = Journey {
        live: is_live_after(tx, permit, &all).await?,
        figures: figures_of(&moments, days, &left, tx.ctx.today()),
        moments,
        steps,
        may_revise: !held_back && tx.would_permit::<actions::ReviseMoment>(case).await?,
        may_link: tx.would_permit::<actions::LinkMoments>(case).await?,
        case: vault::case_of(tx, permit).await?,
    };
    Ok((journey, shared))
}

/// The first day by which something had certainly been seen: moments stand by the first day on which each may have been, so it need not
/// be of the one that stands first.
fn first_seen(moments: &[Stored<Moment>]) -> Option<Date> {
    moments.iter().map(|one| seen_within(one).1).min()
}

/// What was released to others and began with a moment, with that moment; also what was taken back later.
async fn shared_from<A: Act>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<Vec<(RecordId, LearningRelease)>, VaultError> {
    let drafts = vault::list_with::<_, SharingDraft>(tx, permit).await?;
    let began = |one: &Stored<SharingDraft>| match one.body.from {
        SharedFrom::Moment | SharedFrom::OwnWork => Some((one.id, one.body.of?)),
        _ => None,
    };
    let began: BTreeMap<RecordId, RecordId> = drafts.iter().filter_map(began).collect();
    let releases = vault::list_with::<_, LearningRelease>(tx, permit).await?;
    let released = releases.into_iter();
    let released = released.filter_map(|one| Some((*began.get(&one.body.of)?, one.body)));
    Ok(released.collect())
}

fn figures_of(
    moments: &[Stored<Moment>],
    days: (Option<Date>, Option<Date>),
    shared: &[Date],
    today: Date,
) -> Figures {
    // The last day that it may have been: what is not certainly so early is not counted as if it were.
    let seen = moments.iter().map(|one| Seen {
        on: seen_within(one).1,
        written: one.added_at.date_in_london(),
        moment: &one.body,
    });
    let seen: Vec<Seen<'_>> = seen.collect();
    figures(&seen, days, shared, today)
}

/// The first certain day on which a report of the review was sent or published.
fn report_sent(steps: &[Transition]) -> Option<Date> {
    let is_report = |one: &&Transition| {
        matches!(
            (one.track, one.to),
            (
                TrackKind::RapidReview | TrackKind::LocalReview,
                StageKind::Sent
            ) | (TrackKind::Publication, StageKind::Published)
        )
    };
    let sent = steps.iter().filter(is_report);
    sent.filter_map(|one| one.happened.is_certain_day()).min()
}

/// The other end of a link, as far as the reader may read it.
#[derive(Debug, Clone, PartialEq)]
pub enum End {
    /// A moment, with its words.
    Moment(RecordId, String),
    /// A learning point, with its words.
    LearningPoint(RecordId, String),
    /// An action, with its words.
    Action(RecordId, String),
    /// An entry of the chronology: when, and what happened.
    Entry(RecordId, String),
    /// A file, with its name.
    File(FileId, String),
    /// Shared learning.
    Shared(String),
    /// Something that the reader may not read, or that was taken away.
    Restricted,
}

/// A link as the page of a moment shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownLink {
    /// What the one is to the other.
    pub kind: MomentLinkKind,
    /// Place among the moment's own links, by which it is taken away; none for a link that another moment has to this one.
    pub at: Option<usize>,
    /// The other end.
    pub end: End,
}

/// One version of a moment that says something new, with the turn that made it; the first has none.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// The words.
    pub words: String,
    /// The turn.
    pub turn: Option<MomentTurn>,
    /// On which day it was written.
    pub on: Date,
    /// In which role it was first written down, for the version without a turn.
    pub first_as: Option<Learner>,
}

/// One moment with what it is linked to and how it came to say what it says.
#[derive(Debug, Clone)]
pub struct OfMoment {
    /// The journey of its review.
    pub journey: Journey,
    /// The moment.
    pub moment: Stored<Moment>,
    /// Its links, and those of other moments to it.
    pub links: Vec<ShownLink>,
    /// What it said, oldest first.
    pub versions: Vec<Version>,
    /// What was released to others and began with it, the newest last.
    pub became: Vec<LearningRelease>,
    /// What it may be linked to, of each sort: with the words by which it is known.
    pub ends: Vec<End>,
}

/// Reads one moment of a journey; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn of_moment(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    id: RecordId,
) -> Result<OfMoment, AppError> {
    of_moment_under::<actions::ReadCase>(app, ctx, (reference, id), false).await
}

/// The same of what a national body or a region learns from its own work.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn own_of_moment(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    id: RecordId,
) -> Result<OfMoment, AppError> {
    of_moment_under::<actions::RecordMoment>(app, ctx, (reference, id), true).await
}

async fn of_moment_under<A: Act>(
    app: &App,
    ctx: &Ctx,
    (reference, id): (&Reference, RecordId),
    is_own: bool,
) -> Result<OfMoment, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx.permit::<A>(case, Section::General).await?;
                tx.counts_as_reading(&permit)?;
                let (journey, shared) = whole(tx, &permit, is_own).await?;
                let moment = journey.moments.iter().find(|one| one.id == id);
                let moment = moment.ok_or(VaultError::NotFound)?.clone();
                let ends = ends(tx, case, &journey).await?;
                let history = vault::history_with::<_, Moment>(tx, &permit, id).await?;
                let became = shared.into_iter().filter(|(of, _)| *of == id);
                Ok(OfMoment {
                    became: became.map(|(_, release)| release).collect(),
                    links: links(&journey.moments, &moment, &ends),
                    versions: versions(&history),
                    journey,
                    moment,
                    ends,
                })
            })
        })
        .await?)
}

/// Everything that a moment can be linked to and that the reader may read: other moments, and what is in the review, where they stand
/// in one.
async fn ends(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    journey: &Journey,
) -> Result<Vec<End>, VaultError> {
    let moments = journey.moments.iter();
    let mut ends: Vec<End> = moments
        .map(|one| End::Moment(one.id, one.body.seen_differently.0.clone()))
        .collect();
    if !tx.would_permit::<actions::ReadCase>(case).await? {
        return Ok(ends);
    }
    let permit = &tx
        .permit::<actions::ReadCase>(case, Section::General)
        .await?;
    let points = vault::list::<LearningPoint>(tx, permit).await?.into_iter();
    ends.extend(points.map(|one| End::LearningPoint(one.id, one.body.learned.0)));
    let actions = vault::list::<Action>(tx, permit).await?.into_iter();
    ends.extend(actions.map(|one| End::Action(one.id, one.body.what.0)));
    let entries = vault::signed_of_case::<Entry>(tx, permit).await?;
    let entries = entries.iter().filter_map(|one| one.record.as_ref());
    ends.extend(entries.map(|one| {
        let words = format!("{}: {}", one.body.date, one.body.text.0);
        End::Entry(one.id, words)
    }));
    let files = files(tx, case).await?.into_iter();
    ends.extend(files.map(|one| End::File(one.id, one.name.0)));
    Ok(ends)
}

/// The files that the actor may read, in the sections in which the review is worked on.
pub(super) async fn files(tx: &mut VaultTx<'_>, case: CaseId) -> Result<Vec<FileRow>, VaultError> {
    let open = tx.sections_permitted::<actions::ReadCase>(case).await?;
    let mut files = Vec::new();
    for section in READ_UNDER.into_iter().filter(|one| open.contains(one)) {
        let permit = tx.permit::<actions::ReadCase>(case, section).await?;
        files.extend(vault::files_of(tx, &permit).await?);
    }
    Ok(files)
}

impl End {
    /// What it is, as a link keeps it; none for what the reader may not read.
    #[must_use]
    pub fn linked(&self) -> Option<LinkedTo> {
        Some(match self {
            Self::Moment(id, _) => LinkedTo::Moment(*id),
            Self::LearningPoint(id, _) => LinkedTo::LearningPoint(*id),
            Self::Action(id, _) => LinkedTo::Action(*id),
            Self::Entry(id, _) => LinkedTo::Entry(*id),
            Self::File(id, _) => LinkedTo::File(*id),
            Self::Shared(id) => LinkedTo::Shared(id.clone()),
            Self::Restricted => return None,
        })
    }
}

fn links(all: &[Stored<Moment>], of: &Stored<Moment>, ends: &[End]) -> Vec<ShownLink> {
    let end = |to: &LinkedTo| {
        if let LinkedTo::Shared(id) = to {
            return End::Shared(id.clone());
        }
        let found = ends.iter().find(|one| one.linked().as_ref() == Some(to));
        found.cloned().unwrap_or(End::Restricted)
    };
    let own = of.body.links.iter().enumerate();
    let own = own.map(|(at, link)| ShownLink {
        kind: link.kind,
        at: Some(at),
        end: end(&link.to),
    });
    let here = LinkedTo::Moment(of.id);
    let others = towards(all, &here).map(|(kind, other)| ShownLink {
        kind,
        at: None,
        end: End::Moment(other.id, other.body.seen_differently.0.clone()),
    });
    own.chain(others).collect()
}

/// The moments that are linked to something, with what they are to it: the other end of their links.
pub fn towards<'a>(
    all: &'a [Stored<Moment>],
    to: &'a LinkedTo,
) -> impl Iterator<Item = (MomentLinkKind, &'a Stored<Moment>)> {
    all.iter().flat_map(move |one| {
        let links = one.body.links.iter().filter(move |link| link.to == *to);
        links.map(move |link| (link.kind, one))
    })
}

/// The versions that say something new, oldest first: a turn, or other words. `history` has the newest first.
fn versions(history: &[Revision<Moment>]) -> Vec<Version> {
    let mut versions: Vec<Version> = Vec::new();
    let mut turns = 0;
    for one in history.iter().rev() {
        let words = one.body.seen_differently.0.clone();
        let turn = one.body.turns.get(turns..).and_then(|new| new.last());
        let is_same = versions.last().is_some_and(|last| last.words == words);
        if turn.is_some() || !is_same {
            versions.push(Version {
                words,
                on: turn.map_or_else(|| one.changed_at.date_in_london(), |turn| turn.on),
                turn: turn.cloned(),
                first_as: one.body.recorded_as.clone().filter(|_| turn.is_none()),
            });
        }
        turns = one.body.turns.len();
    }
    versions
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use model::uncertain::PartDate;
    use model::{Instant, UncertainDate};

    use super::*;

    fn moment(written: i64, year: Option<i16>) -> Stored<Moment> {
        let id = "0190b3a4-7c00-7000-8000-000000000001";
        let at = Instant::from_microseconds(0).plus_seconds(written);
        let said = year.map(|year| UncertainDate::on(PartDate::year(year).unwrap()));
        Stored {
            id: id.parse().unwrap(),
            case: id.parse().unwrap(),
            version: 1,
            added_at: at,
            changed_at: at,
            by: String::new(),
            agency: None,
            body: Moment {
                occurred_on: said,
                ..Moment::of("The desks do not see each other's letters.")
            },
        }
    }

    #[test]
    fn the_first_day_is_the_earliest_also_where_a_wider_one_began_before() {
        const DAY: i64 = 24 * 60 * 60;
        let wide = moment(300 * DAY, Some(1970));
        let certain = moment(100 * DAY, None);
        let first = seen_within(&certain).1;
        assert!(seen_within(&wide).0 < first && seen_within(&wide).1 > first);
        assert_eq!(first_seen(&[wide, certain]), Some(first));
        assert_eq!(first_seen(&[]), None);
    }
}
