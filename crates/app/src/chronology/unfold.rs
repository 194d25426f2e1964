//! Unfold: the chronology read one episode after the other, with what the reader expects before each. What they write is theirs alone.

use access::{Ctx, Permit, Section, actions};
use chronology::horizon::{Episode, Unfolding, unfold};
use model::clock::ClockLine;
use model::scheme::{ClockKind, StageKind, TrackKind};
use model::{Date, Instant, RecordId, Sensitive};
use serde::{Deserialize, Serialize};
use vault::{OwnNote, VaultError, VaultTx};

use super::read::{Chronology, items};
use crate::decision::steps::stage_of;
use crate::incident::find;
use crate::instance::job_ctx;
use crate::names::Names;
use crate::review::{CaseRecords, clocks_of};
use crate::{App, AppError, Reference};

const KIND: &str = "unfold";

/// What nobody chose to keep is let go after so many seconds without being gone on with: fourteen days.
const LAPSES_AFTER: i64 = 14 * 24 * 60 * 60;

const JOB: &str = "let readings go";

/// Lets go, in a store, what was written while a chronology was unfolded, nobody chose to keep and nobody went on with for fourteen
/// days. Returns how many readings that were.
///
/// # Errors
/// [`AppError`].
pub async fn lapse(vault: &vault::Vault, now: Instant) -> Result<u64, AppError> {
    let ctx = job_ctx(JOB, vault.organisation(), now)?;
    let since = now.plus_seconds(-LAPSES_AFTER);
    Ok(vault.lapse_own_notes(&ctx, since).await?)
}

/// The longest that somebody can write of one episode, in characters.
pub const MOST_EXPECTED: usize = 4_000;

/// Why it cannot be read in this way now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotNow {
    /// There is no local review.
    NoReview,
    /// The local review has not begun.
    NotBegun,
    /// The days of the rapid review last until the end of this day.
    Within(Date),
}

/// What somebody expected before they opened an episode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// The number of the episode, counted from 1.
    pub episode: usize,
    /// In their words.
    pub words: Sensitive<String>,
    /// The entries that the episode had then.
    pub entries: Vec<RecordId>,
}

/// How far somebody has read, and what they expected.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Body {
    opened: usize,
    expected: Vec<Expected>,
}

/// One reading of the chronology by the actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Its id.
    pub id: RecordId,
    /// Its version.
    pub version: i64,
    /// Whether they chose to keep it.
    pub kept: bool,
    /// When they began.
    pub begun_at: Instant,
    /// How many episodes they have opened.
    pub opened: usize,
    /// What they expected, in the order of the episodes.
    pub expected: Vec<Expected>,
}

impl Reading {
    /// What they expected before an episode, where they wrote anything.
    #[must_use]
    pub fn before(&self, episode: usize) -> Option<&Expected> {
        self.expected.iter().find(|one| one.episode == episode)
    }

    fn of(note: OwnNote) -> Result<Self, VaultError> {
        let body: Body = serde_json::from_str(&note.body).map_err(|_| VaultError::Body(KIND))?;
        Ok(Self {
            id: note.id,
            version: note.version,
            kept: note.kept,
            begun_at: note.made_at,
            opened: body.opened,
            expected: body.expected,
        })
    }
}

/// The readings of the actor, and whether one can be begun.
#[derive(Debug, Clone)]
pub struct Readings {
    /// Why none can be begun or gone on with now.
    pub not_now: Option<NotNow>,
    /// The one that they go on with.
    pub open: Option<Reading>,
    /// Those that they chose to keep, oldest first.
    pub kept: Vec<Reading>,
}

impl Readings {
    /// One of them by its id.
    #[must_use]
    pub fn by_id(&self, id: RecordId) -> Option<&Reading> {
        self.open.iter().chain(&self.kept).find(|one| one.id == id)
    }
}

/// The episodes of the accounts that the reader may read, in the order in which they are read.
#[must_use]
pub fn episodes(found: &Chronology, names: &Names) -> Vec<Episode> {
    unfold(&items(&found.accounts, names), &Unfolding::default())
}

/// The actor's own readings. Nobody else's are ever read.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn readings(app: &App, ctx: &Ctx, reference: &Reference) -> Result<Readings, AppError> {
    let vault = app.vault(ctx).await?;
    let (case, records, notes) = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = permitted(tx, reference).await?;
                let mut kinds = vault::kinds_of(tx, &permit).await?;
                Ok((
                    vault::case_file(tx, &permit).await?,
                    CaseRecords::in_case(&mut kinds)?,
                    own(tx, &permit).await?,
                ))
            })
        })
        .await?;
    let loaded = app.scheme_of(&case.scheme, &case.scheme_digest)?;
    let calendar = app.calendar(ctx, loaded.scheme.nation).await?;
    let clocks = clocks_of(&case, &records, &loaded.scheme, &calendar, ctx.today());
    let stage = stage_of(&records.entered(), TrackKind::LocalReview);
    let (kept, open): (Vec<Reading>, Vec<Reading>) = notes.into_iter().partition(|one| one.kept);
    Ok(Readings {
        not_now: not_now(stage, &clocks, ctx.today()),
        open: open.into_iter().next_back(),
        kept,
    })
}

/// Why it cannot be read in this way: of where the local review stands, and of the time limits of the case.
pub(crate) fn not_now(
    stage: Option<StageKind>,
    clocks: &[ClockLine],
    today: Date,
) -> Option<NotNow> {
    use StageKind as S;
    let rapid = |one: &&ClockLine| one.kind == ClockKind::RapidReview;
    let until = clocks.iter().filter(rapid).find_map(|one| one.due);
    if let Some(until) = until.filter(|until| *until >= today) {
        return Some(NotNow::Within(until));
    }
    match stage {
        Some(S::Begun | S::Drafted | S::Approved | S::Completed) => None,
        Some(S::DecidedYes | S::Scoping | S::Commissioned | S::BesideNational | S::Reopened) => {
            Some(NotNow::NotBegun)
        }
        _ => Some(NotNow::NoReview),
    }
}

async fn permitted<'tx>(
    tx: &mut VaultTx<'tx>,
    reference: &Reference,
) -> Result<Permit<'tx, actions::ReadCase>, VaultError> {
    let case = find(tx, reference).await?;
    tx.permit::<actions::ReadCase>(case, Section::General).await
}

async fn own(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
) -> Result<Vec<Reading>, VaultError> {
    let notes = vault::own_notes(tx, permit, KIND).await?;
    notes.into_iter().map(Reading::of).collect()
}

fn written(body: &Body) -> Result<String, VaultError> {
    serde_json::to_string(body).map_err(|_| VaultError::Body(KIND))
}

/// Begins a reading, where the actor has none that they go on with.
///
/// # Errors
/// [`AppError::Rule`] `unfold-not-now` where [`Readings::not_now`] says why; [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn begin(app: &App, ctx: &Ctx, reference: &Reference) -> Result<(), AppError> {
    let now = readings(app, ctx, reference).await?;
    if now.not_now.is_some() {
        return Err(AppError::Rule("unfold-not-now"));
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = permitted(tx, reference).await?;
                let since = tx.ctx.now.plus_seconds(-LAPSES_AFTER);
                vault::lapse_own_notes(tx, &permit, since).await?;
                if own(tx, &permit).await?.iter().any(|one| !one.kept) {
                    return Ok(());
                }
                let body = written(&Body::default())?;
                vault::add_own_note(tx, &permit, (KIND, false, &body)).await?;
                Ok(())
            })
        })
        .await?;
    Ok(())
}

/// Opens the next episode. What was expected may be empty; it is written before the episode is seen and cannot be changed
/// afterwards. An episode that is open already stays as it is.
///
/// # Errors
/// [`AppError::Rule`] `unfold-not-now` as [`begin`]; `unfold-ahead` for an episode that is not the next; `unfold-long` for more than
/// [`MOST_EXPECTED`] characters; `changed-meanwhile` when another page of the actor came before; [`AppError::NotFound`] where nothing
/// is begun.
pub async fn open_episode(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    new: &Expected,
) -> Result<(), AppError> {
    if new.words.0.chars().count() > MOST_EXPECTED {
        return Err(AppError::Rule("unfold-long"));
    }
    let now = readings(app, ctx, reference).await?;
    if now.not_now.is_some() {
        return Err(AppError::Rule("unfold-not-now"));
    }
    let reading = now.open.ok_or(AppError::NotFound)?;
    if new.episode <= reading.opened {
        return Ok(());
    }
    if new.episode != reading.opened + 1 {
        return Err(AppError::Rule("unfold-ahead"));
    }
    let mut body = Body {
        opened: new.episode,
        expected: reading.expected,
    };
    if !new.words.0.trim().is_empty() {
        body.expected.push(new.clone());
    }
    let at = (reading.id, reading.version);
    let body = &body;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = permitted(tx, reference).await?;
                vault::change_own_note(tx, &permit, at, &written(body)?).await
            })
        })
        .await?;
    Ok(())
}

/// The actor chooses to keep a reading for themself.
///
/// # Errors
/// [`AppError::Rule`] `changed-meanwhile` when it is gone, or is somebody else's; [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn keep_reading(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    id: RecordId,
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = permitted(tx, reference).await?;
                vault::choose_own_note(tx, &permit, id).await
            })
        })
        .await?;
    Ok(())
}

/// The actor lets a reading go: nothing of it is left.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn let_reading_go(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    id: RecordId,
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = permitted(tx, reference).await?;
                vault::let_own_note_go(tx, &permit, id).await
            })
        })
        .await?;
    Ok(())
}
