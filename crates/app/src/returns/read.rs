//! What the partnership sees: every request in one list, one request, and what an agency signed off.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{Ctx, Section, actions};
use model::case::{
    AgencyRequest, AskedAbout, EntryCheck, ReturnFound, ReturnHead, ReturnQuery, ReturnSigned,
    ReturnSource, ReturnText, StaffTold,
};
use model::chronology::Entry;
use model::{PersonId, RecordId};
use vault::{
    AgencyReturn, Answering, CaseFile, Checking, HandedIn, MailOut, SignedRecord, Stored,
    VaultError, VaultTx,
};

use super::{hidden, one};
use crate::incident::find;
use crate::looks::left;
use crate::{App, AppError, Reference};

/// A request in the list.
#[derive(Debug, Clone)]
pub struct OneRequest {
    /// The case.
    pub case: CaseFile,
    /// What is asked.
    pub request: Stored<AgencyRequest>,
    /// Where the return stands.
    pub stands: AgencyReturn,
    /// Who answers.
    pub people: Vec<Answering>,
    /// To whom the agency put entries to check.
    pub checking: Vec<Checking>,
    /// What the agency found, once it signed that off.
    pub found: Option<ReturnFound>,
    /// Questions that are open.
    pub open_queries: i64,
    /// Working days to its last day, below 0 when it has passed; none where nothing is waited for, and after the table of bank
    /// holidays.
    pub left: Option<i64>,
    /// E-mails about it, oldest first.
    pub mails: Vec<MailOut>,
    /// Whether the reader sees to requests.
    pub may_manage: bool,
}

impl OneRequest {
    /// Whether it was sent, waits for its return, and nobody who was named still answers: nobody is reminded.
    #[must_use]
    pub fn nobody_answers(&self) -> bool {
        self.stands.waits() && self.people.is_empty() && !self.case.practice
    }

    /// Those who were added after the return was signed off, of whom the agency has not said how it searched for them.
    #[must_use]
    pub fn added(&self) -> Vec<&AskedAbout> {
        added((&self.request.body, &self.stands), self.found)
    }

    /// Everybody who answers it, or to whom entries were put.
    #[must_use]
    pub fn people_named(&self) -> Vec<PersonId> {
        let answering = self.people.iter().map(|one| one.person);
        let checking = self.checking.iter().map(|one| one.person);
        answering.chain(checking).collect()
    }
}

/// Those who were added after a return was signed off. An agency that gave a reason instead of a search says nothing of anybody.
fn added<'a>(
    (request, stands): (&'a AgencyRequest, &AgencyReturn),
    found: Option<ReturnFound>,
) -> Vec<&'a AskedAbout> {
    let signed = stands
        .signed_off_at
        .filter(|_| stands.withdrawn_at.is_none());
    match signed {
        Some(signed) if !found.is_some_and(ReturnFound::did_not_search) => {
            request.added_since(signed)
        }
        _ => Vec::new(),
    }
}

/// The requests of a review.
#[derive(Debug, Clone)]
pub struct Requests {
    /// The case.
    pub case: CaseFile,
    /// Each request, oldest first.
    pub all: Vec<OneRequest>,
    /// Whether the reader sees to requests.
    pub may_manage: bool,
}

/// Every request of a review and where its return stands; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn requests(app: &App, ctx: &Ctx, reference: &Reference) -> Result<Requests, AppError> {
    let mut found = as_kept(app, ctx, reference).await?;
    let waits = |one: &OneRequest| one.stands.waits() || !one.added().is_empty();
    if found.all.iter().any(waits) {
        let loaded = app.scheme_of(&found.case.scheme, &found.case.scheme_digest)?;
        let calendar = app.calendar(ctx, loaded.scheme.nation).await?;
        for one in found.all.iter_mut().filter(|one| waits(one)) {
            one.left = left(&calendar, ctx.today(), one.stands.due);
        }
    }
    Ok(found)
}

/// Every request of a review, without how long there is.
async fn as_kept(app: &App, ctx: &Ctx, reference: &Reference) -> Result<Requests, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let id = find(tx, reference).await?;
                let permit = tx.permit::<actions::ReadCase>(id, Section::General).await?;
                let may_manage = tx.would_permit::<actions::ManageRequests>(id).await?;
                let case = vault::case_file(tx, &permit).await?;
                let mut bodies: BTreeMap<RecordId, Stored<AgencyRequest>> =
                    vault::list::<AgencyRequest>(tx, &permit)
                        .await?
                        .into_iter()
                        .map(|one| (one.id, one))
                        .collect();
                let heads = vault::signed_of_case::<ReturnHead>(tx, &permit).await?;
                let queries = vault::open_queries(tx, &permit).await?;
                let mails = vault::mails_of_case(tx, &permit).await?;
                let mut all = Vec::new();
                for stands in vault::returns_of_case(tx, &permit).await? {
                    let Some(request) = bodies.remove(&stands.id) else {
                        continue;
                    };
                    let own = |mail: &&MailOut| mail.request == Some(stands.id);
                    let head = heads.iter().find(|one| one.request == stands.id);
                    all.push(OneRequest {
                        case: case.clone(),
                        request,
                        people: vault::answering(tx, &permit, stands.id).await?,
                        checking: vault::checking(tx, &permit, stands.id).await?,
                        found: head
                            .and_then(|one| one.record.as_ref())
                            .map(|head| head.body.found),
                        open_queries: queries.get(&stands.id).copied().unwrap_or_default(),
                        left: None,
                        mails: mails.iter().filter(own).cloned().collect(),
                        stands,
                        may_manage,
                    });
                }
                Ok(Requests {
                    case,
                    all,
                    may_manage,
                })
            })
        })
        .await?)
}

/// One request of a review.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn request(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    request: RecordId,
) -> Result<OneRequest, AppError> {
    let all = requests(app, ctx, reference).await?.all;
    let mut found = all.into_iter();
    found
        .find(|one| one.stands.id == request)
        .ok_or(AppError::NotFound)
}

/// What an agency signed off, as the partnership reads it.
#[derive(Debug, Clone)]
pub struct SignedReturn {
    /// The case.
    pub case: CaseFile,
    /// What was asked.
    pub request: Stored<AgencyRequest>,
    /// Where the return stands.
    pub stands: AgencyReturn,
    /// Who writes, what was found.
    pub head: Option<Stored<ReturnHead>>,
    /// The parts in words.
    pub texts: Vec<Stored<ReturnText>>,
    /// Who was told and is supported.
    pub staff: Vec<Stored<StaffTold>>,
    /// The chronology; of entries that the reader may not read only that they are there.
    pub entries: Vec<SignedRecord<Entry>>,
    /// What people who wrote entries down at the time say of them.
    pub checks: Vec<Stored<EntryCheck>>,
    /// Documents that somebody of the partnership handed in for the agency.
    pub handed_in: Vec<HandedIn>,
    /// Documents that the reader may open whole.
    pub documents: Vec<RecordId>,
    /// Questions, newest first.
    pub queries: Vec<Stored<ReturnQuery>>,
    /// Signing, newest last.
    pub signed: Vec<Stored<ReturnSigned>>,
    /// What entries said before that say something else now or were taken away.
    pub before: Vec<EntryBefore>,
    /// Who wrote, what was found and how everybody was searched for as it was signed off before, each with the signing with which
    /// it changed.
    pub heads_before: Vec<(RecordId, Stored<ReturnHead>)>,
    /// Whether the reader may ask about it.
    pub may_query: bool,
    /// Whether the reader may accept it.
    pub may_accept: bool,
}

impl SignedReturn {
    /// Those who were added after it was signed off, of whom the agency has not said how it searched for them.
    #[must_use]
    pub fn added(&self) -> Vec<&AskedAbout> {
        let found = self.head.as_ref().map(|head| head.body.found);
        added((&self.request.body, &self.stands), found)
    }
}

/// What an entry said that an agency signed off before, and that says something else now or was taken away.
#[derive(Debug, Clone)]
pub struct EntryBefore {
    /// The signing with which it changed.
    pub signing: RecordId,
    /// Whether it was taken away.
    pub is_gone: bool,
    /// As it was; nothing of it where the reader may not read its section.
    pub was: SignedRecord<Entry>,
}

async fn before(
    tx: &mut VaultTx<'_>,
    permit: &access::Permit<'_, actions::ReadReturn>,
    signed: &[Stored<ReturnSigned>],
) -> Result<Vec<EntryBefore>, VaultError> {
    let mut all = Vec::new();
    for signing in signed {
        for one in &signing.body.changed {
            let at = (one.entry, one.before);
            all.push(EntryBefore {
                signing: signing.id,
                is_gone: one.now.is_none(),
                was: vault::signed_as_it_was(tx, permit, at).await?,
            });
        }
    }
    Ok(all)
}

async fn heads_before(
    tx: &mut VaultTx<'_>,
    permit: &access::Permit<'_, actions::ReadReturn>,
    signed: &[Stored<ReturnSigned>],
) -> Result<Vec<(RecordId, Stored<ReturnHead>)>, VaultError> {
    let mut all = Vec::new();
    for signing in signed {
        for one in &signing.body.searches {
            let at = (one.entry, one.before);
            let was = vault::signed_as_it_was::<_, ReturnHead>(tx, permit, at).await?;
            let was = was.record.map(Arc::unwrap_or_clone);
            all.extend(was.map(|head| (signing.id, head)));
        }
    }
    Ok(all)
}

/// Reads what an agency signed off; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`] before it is signed off, and for whoever may not read it.
pub async fn signed_return(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    request: RecordId,
) -> Result<SignedReturn, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let id = find(tx, reference).await?;
                let of_case = tx.permit::<actions::ReadCase>(id, Section::General).await?;
                let case = vault::case_file(tx, &of_case).await?;
                let (body, stands) = one(tx, &of_case, request).await?;
                let permit = tx
                    .permit_return::<actions::ReadReturn>(request)
                    .await
                    .map_err(hidden)?;
                let signed = read(vault::signed_in_return(tx, &permit).await?);
                Ok(SignedReturn {
                    before: before(tx, &permit, &signed).await?,
                    heads_before: heads_before(tx, &permit, &signed).await?,
                    case,
                    request: body,
                    head: read(vault::signed_in_return(tx, &permit).await?).pop(),
                    texts: read(vault::signed_in_return(tx, &permit).await?),
                    staff: read(vault::signed_in_return(tx, &permit).await?),
                    entries: vault::signed_in_return(tx, &permit).await?,
                    documents: read::<ReturnSource>(vault::signed_in_return(tx, &permit).await?)
                        .iter()
                        .map(|one| one.id)
                        .collect(),
                    handed_in: vault::handed_in_signed(tx, &of_case, &stands).await?,
                    checks: vault::checks_of_case(tx, &of_case).await?,
                    queries: vault::queries_in_return(tx, &permit).await?,
                    signed,
                    may_query: tx
                        .would_permit_return::<actions::QueryReturn>(request)
                        .await?,
                    may_accept: tx
                        .would_permit_return::<actions::AcceptReturn>(request)
                        .await?,
                    stands,
                })
            })
        })
        .await?)
}

fn read<R: Clone>(all: Vec<SignedRecord<R>>) -> Vec<Stored<R>> {
    let records = all.into_iter().filter_map(|one| one.record);
    records.map(Arc::unwrap_or_clone).collect()
}
