//! What an agency's own people see of a request: what is asked, what they have written, what is left to do.

use access::{Ctx, actions};
use model::RecordId;
use model::case::{
    AgencyRequest, AskedAbout, EntryCheck, ReturnHead, ReturnPart, ReturnQuery, ReturnSigned,
    ReturnSource, ReturnText, StaffTold,
};
use model::chronology::Entry;
use vault::{AgencyReturn, Answering, Checking, ReturnMark, Stored, VaultError, VaultTx};

use super::head::not_said_of;
use super::hidden;
use crate::{App, AppError};

/// How far a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskStands {
    /// Nobody has begun it.
    NotBegun,
    /// Something is written and its author has not called it finished.
    Begun,
    /// Finished.
    Finished,
    /// It is not asked, since the agency has nothing to tell.
    NotAsked,
}

/// One task of a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Who writes, what was found, how it was searched.
    Head,
    /// The chronology.
    Chronology,
    /// A part in words.
    Part(ReturnPart),
    /// Telling and supporting the people who were there.
    Staff,
}

/// A request as its agency sees it.
#[derive(Debug, Clone)]
pub struct ToAnswer {
    /// What is asked.
    pub request: Stored<AgencyRequest>,
    /// Where the return stands.
    pub stands: AgencyReturn,
    /// The scheme of the review, and the digest of the file that it was begun with: what the parts are called.
    pub scheme: (String, String),
    /// Whether it belongs to a practice run.
    pub practice: bool,
    /// Who answers.
    pub people: Vec<Answering>,
    /// Who writes, what was found.
    pub head: Option<Stored<ReturnHead>>,
    /// The parts that were begun.
    pub texts: Vec<Stored<ReturnText>>,
    /// Who was told and is supported.
    pub staff: Vec<Stored<StaffTold>>,
    /// The chronology.
    pub entries: Vec<Stored<Entry>>,
    /// Documents that it came from and that others read whole.
    pub documents: Vec<Stored<ReturnSource>>,
    /// Entries that were put to people who wrote them down at the time, and what they said.
    pub checks: Vec<Stored<EntryCheck>>,
    /// Those of them that are put to somebody now.
    pub checking: Vec<Checking>,
    /// Questions of the partnership.
    pub queries: Vec<Stored<ReturnQuery>>,
    /// Signing, newest last.
    pub signed: Vec<Stored<ReturnSigned>>,
    /// How many records changed since it was last signed off.
    pub changed: i64,
    /// Whether the reader signs off.
    pub may_sign: bool,
    /// Whether the reader may write.
    pub may_write: bool,
}

impl ToAnswer {
    /// Whether only the head is asked: no trace, nothing in the period, could not search, declined.
    #[must_use]
    pub fn has_nothing_to_tell(&self) -> bool {
        let found = self.head.as_ref().map(|head| head.body.found);
        found.is_some_and(|found| !found.is_known())
    }

    /// The people who were added to the request after somebody said how everybody was searched for.
    pub fn not_said_of(&self) -> impl Iterator<Item = &AskedAbout> {
        let head = self.head.as_ref().map(|head| &head.body);
        let head = head.filter(|head| !head.found.did_not_search());
        head.into_iter()
            .flat_map(|head| not_said_of(&self.request.body.about, head))
    }

    /// A digest of everything that stands in the return: which records, in which version. Whoever signs it off says with
    /// it what they have read.
    #[must_use]
    pub fn read_mark(&self) -> String {
        let mut all = marks(self.head.as_slice());
        all.extend(marks(&self.texts));
        all.extend(marks(&self.staff));
        all.extend(marks(&self.entries));
        all.extend(marks(&self.documents));
        digest(all)
    }

    /// The tasks of the return in their order, each with how far it is.
    #[must_use]
    pub fn tasks(&self) -> Vec<(Task, TaskStands)> {
        let head = match self.head {
            Some(_) if self.not_said_of().next().is_some() => TaskStands::Begun,
            Some(_) => TaskStands::Finished,
            None => TaskStands::NotBegun,
        };
        let begun = |some: bool| {
            if some {
                TaskStands::Begun
            } else {
                TaskStands::NotBegun
            }
        };
        let or_not = |stands| {
            if self.has_nothing_to_tell() {
                TaskStands::NotAsked
            } else {
                stands
            }
        };
        let mut tasks = vec![
            (Task::Head, head),
            (Task::Chronology, or_not(begun(!self.entries.is_empty()))),
        ];
        for part in ReturnPart::of_plan(self.request.body.plan) {
            let text = self.texts.iter().find(|one| one.body.part == part);
            let stands = match text {
                Some(one) if one.body.finished => TaskStands::Finished,
                other => begun(other.is_some()),
            };
            tasks.push((Task::Part(part), or_not(stands)));
        }
        tasks.push((Task::Staff, or_not(begun(!self.staff.is_empty()))));
        tasks
    }
}

fn marks<R>(all: &[Stored<R>]) -> Vec<(RecordId, i64)> {
    all.iter().map(|one| (one.id, one.version)).collect()
}

/// The documents that are not the agency's own.
fn shown(mut all: Vec<Stored<ReturnSource>>) -> Vec<Stored<ReturnSource>> {
    all.retain(|one| one.body.reads.is_some());
    all
}

fn digest(mut all: Vec<(RecordId, i64)>) -> String {
    all.sort();
    let mut hasher = crypto::Hasher::new();
    for (id, version) in all {
        hasher.update(format!("{id} {version}\n").as_bytes());
    }
    hasher.finish().to_string()
}

/// As [`ToAnswer::read_mark`], for what stands in the return now.
pub(super) async fn read_mark<A: access::Action>(
    tx: &mut VaultTx<'_>,
    permit: &access::Permit<'_, A>,
) -> Result<String, VaultError> {
    let mut all = marks(&vault::list_in_return::<_, ReturnHead>(tx, permit).await?);
    all.extend(marks(
        &vault::list_in_return::<_, ReturnText>(tx, permit).await?,
    ));
    all.extend(marks(
        &vault::list_in_return::<_, StaffTold>(tx, permit).await?,
    ));
    all.extend(marks(&vault::list_in_return::<_, Entry>(tx, permit).await?));
    let documents = vault::list_in_return::<_, ReturnSource>(tx, permit).await?;
    all.extend(marks(&shown(documents)));
    Ok(digest(all))
}

/// Reads a request for an answer; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`] for everybody who does not answer it, and before it is sent.
pub async fn to_answer(app: &App, ctx: &Ctx, request: RecordId) -> Result<ToAnswer, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move { read(tx, request).await.map_err(hidden) })
        })
        .await?)
}

/// As [`to_answer`], and the first opening is noted: the partnership sees that the request arrived.
///
/// # Errors
/// [`AppError::NotFound`] for everybody who does not answer it.
pub async fn open_to_answer(app: &App, ctx: &Ctx, request: RecordId) -> Result<ToAnswer, AppError> {
    let first = to_answer(app, ctx, request).await?;
    if first.stands.opened_at.is_some() || !first.may_write {
        return Ok(first);
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_return::<actions::WriteReturn>(request).await?;
                vault::mark_return(tx, &permit, request, ReturnMark::Opened)
                    .await
                    .map(drop)
            })
        })
        .await?;
    Ok(first)
}

/// Everything of a request that whoever answers it reads.
pub(super) async fn read(tx: &mut VaultTx<'_>, request: RecordId) -> Result<ToAnswer, VaultError> {
    let permit = tx.permit_return::<actions::ReadDraft>(request).await?;
    let stands = vault::return_of(tx, &permit, request).await?;
    if stands.sent_at.is_none() {
        return Err(VaultError::NotFound);
    }
    let case = vault::case_of_return(tx, &permit).await?;
    Ok(ToAnswer {
        scheme: (case.scheme, case.scheme_digest),
        practice: case.practice,
        request: vault::request_of_return(tx, &permit).await?,
        people: vault::answering(tx, &permit, request).await?,
        head: vault::list_in_return(tx, &permit).await?.pop(),
        texts: vault::list_in_return(tx, &permit).await?,
        staff: vault::list_in_return(tx, &permit).await?,
        entries: vault::list_in_return(tx, &permit).await?,
        documents: shown(vault::list_in_return(tx, &permit).await?),
        checks: vault::list_in_return(tx, &permit).await?,
        checking: vault::put_now(tx, &permit).await?,
        queries: vault::queries_in_return(tx, &permit).await?,
        signed: vault::list_in_return(tx, &permit).await?,
        changed: vault::changed_since_signed(tx, &permit).await?,
        may_sign: tx
            .would_permit_return::<actions::SignOffReturn>(request)
            .await?,
        may_write: tx
            .would_permit_return::<actions::WriteReturn>(request)
            .await?,
        stands,
    })
}

/// A permit to write a return that can be written: sent, not taken back, its case open. The first writing is noted.
pub(super) async fn writing<'tx>(
    tx: &mut VaultTx<'tx>,
    request: RecordId,
) -> Result<access::Permit<'tx, actions::WriteReturn>, VaultError> {
    let permit = tx
        .permit_return::<actions::WriteReturn>(request)
        .await
        .map_err(hidden)?;
    let stands = vault::return_of(tx, &permit, request).await?;
    if stands.sent_at.is_none() {
        return Err(VaultError::Rule("return-not-sent"));
    }
    vault::mark_return(tx, &permit, request, ReturnMark::Started).await?;
    Ok(permit)
}
