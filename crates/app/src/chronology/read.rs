//! Every account of a review as its agency signed it off, in order, with what people said of events.

use std::collections::BTreeSet;
use std::sync::Arc;

use access::{Ctx, Permit, Section, actions};
use chronology::horizon::Standing;
use chronology::{Item, merge};
use model::case::{AgencyRequest, ChronologyEvent, EntryCheck, ReturnSource, Subject};
use model::chronology::Entry;
use model::learning::Moment;
use model::record::Record;
use model::{AgencyId, CaseId, Date, RecordId};
use vault::{AgencyReturn, CaseFile, SignedRecord, Stored, VaultError, VaultTx};

use super::events::retain_readable;
use crate::incident::find;
use crate::names::Names;
use crate::people_places::CaseRegister;
use crate::{App, AppError, Reference};

/// Sections under which accounts are read.
pub(crate) const READ_UNDER: [Section; 4] = [
    Section::General,
    Section::ProtectedAddresses,
    Section::ProtectedIdentities,
    Section::PoliceRestricted,
];

/// An account in the chronology.
#[derive(Debug, Clone)]
pub struct Account {
    /// The request that it came in answer to.
    pub request: RecordId,
    /// Whose account it is.
    pub agency: AgencyId,
    /// The agency's id in letters, as rules over a chronology know it.
    pub code: String,
    /// The section under which it is read.
    pub reads: Section,
    /// The entry; nothing of it where the reader may not read its section.
    pub entry: Option<Arc<Stored<Entry>>>,
    /// How it stood for the agency and day that were asked about.
    pub stood: Option<Standing>,
}

/// The chronology of a review.
#[derive(Debug, Clone)]
pub struct Chronology {
    /// The case.
    pub case: CaseFile,
    /// Every account, in the order of time; those that the reader may not read come last.
    pub accounts: Vec<Account>,
    /// The agencies with a return that was signed off.
    pub agencies: Vec<AgencyId>,
    /// The children and adults of the review.
    pub subjects: Vec<Stored<Subject>>,
    /// Who and what else stands in the register, as far as the reader may read it.
    pub register: CaseRegister,
    /// First and last day that the requests ask about; none before anybody was asked.
    pub period: Option<(Date, Date)>,
    /// What people said of accounts that may tell of one event, oldest first. One that may speak of an account which the reader
    /// may not read is left out; one that speaks of an account which was taken away speaks of the others.
    pub said: Vec<Stored<ChronologyEvent>>,
    /// What people who wrote entries down at the time say of them, of those that the reader may read; oldest first.
    pub checks: Vec<Stored<EntryCheck>>,
    /// What was seen differently: some of it is linked to entries.
    pub moments: Vec<Stored<Moment>>,
    /// Documents of returns that the reader may open whole.
    pub documents: BTreeSet<RecordId>,
    /// Requests about whose return the reader may ask the agency.
    pub may_ask: BTreeSet<RecordId>,
    /// Whether the reader may say whether accounts tell of one event.
    pub may_join: bool,
}

impl Chronology {
    /// The account with this id, where the reader may read it.
    #[must_use]
    pub fn account(&self, id: RecordId) -> Option<&Account> {
        self.accounts.iter().find(|one| one.id() == Some(id))
    }

    /// Name of a child or adult of the review, or of somebody else in the register.
    #[must_use]
    pub fn person(&self, id: RecordId) -> Option<&str> {
        let mut all = self.people();
        all.find(|(one, _)| *one == id).map(|(_, name)| name)
    }

    /// Everybody in the register, the children and adults of the review first: ids and names.
    pub fn people(&self) -> impl Iterator<Item = (RecordId, &str)> {
        let of_review = self.subjects.iter();
        let of_review = of_review.map(|one| (one.id, one.body.name.0.as_str()));
        of_review.chain(self.register.people())
    }

    /// The children of the review.
    #[must_use]
    pub fn children(&self) -> Vec<RecordId> {
        let children = self.subjects.iter().filter(|one| one.body.kind.is_child());
        children.map(|one| one.id).collect()
    }
}

impl Account {
    /// Id of the entry, where the reader may read it.
    #[must_use]
    pub fn id(&self) -> Option<RecordId> {
        self.entry.as_ref().map(|entry| entry.id)
    }
}

/// The accounts that the reader may read, as the rules over a chronology take them.
#[must_use]
pub fn items<'a>(
    accounts: impl IntoIterator<Item = &'a Account>,
    names: &'a Names,
) -> Vec<Item<'a>> {
    let item = |one: &'a Account| {
        let entry = one.entry.as_ref()?;
        Some(Item {
            id: entry.id,
            agency: &one.code,
            called: names.agency(&one.code).unwrap_or_default(),
            entry: &entry.body,
        })
    };
    accounts.into_iter().filter_map(item).collect()
}

/// Reads the chronology; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn chronology(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<Chronology, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                whole(tx, case, &permit).await
            })
        })
        .await?)
}

async fn whole(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    permit: &Permit<'_, actions::ReadCase>,
) -> Result<Chronology, VaultError> {
    let entries = vault::signed_of_case::<Entry>(tx, permit).await?;
    let returns = vault::returns_of_case(tx, permit).await?;
    let requests = vault::list::<AgencyRequest>(tx, permit).await?;
    let asked = requests.iter().filter(|one| one.body.withdrawn.is_none());
    let days = asked.map(|one| (one.body.from, one.body.to));
    let signed = returns.iter();
    let signed = signed.filter(|one| one.signed_off_at.is_some() && one.withdrawn_at.is_none());
    let mut accounts = in_order(entries, &returns);
    let register = CaseRegister::read(tx, case).await?;
    register.count(&mut accounts);
    let mut may_ask = BTreeSet::new();
    for one in signed.clone() {
        let asks = tx.would_permit_return::<actions::QueryReturn>(one.id);
        if asks.await? {
            may_ask.insert(one.id);
        }
    }
    let mut said = read_everywhere::<ChronologyEvent>(tx, case).await?;
    retain_readable(&mut said, &accounts);
    Ok(Chronology {
        case: vault::case_file(tx, permit).await?,
        agencies: signed.map(|one| one.agency).collect(),
        accounts,
        subjects: vault::list(tx, permit).await?,
        register,
        period: days.reduce(|one, two| (one.0.min(two.0), one.1.max(two.1))),
        said,
        checks: vault::checks_of_case(tx, permit).await?,
        moments: vault::list(tx, permit).await?,
        documents: vault::signed_ids_of_case::<ReturnSource>(tx, permit).await?,
        may_ask,
        may_join: tx.would_permit::<actions::JoinAccounts>(case).await?,
    })
}

/// The records of a kind in those of the sections under which accounts are read that are `open`, each with its section; oldest
/// first.
pub(crate) async fn in_sections<R: Record>(
    tx: &mut VaultTx<'_>,
    (case, open): (CaseId, &[Section]),
) -> Result<Vec<(Section, Stored<R>)>, VaultError> {
    let mut all = Vec::new();
    for section in READ_UNDER {
        if open.contains(&section) {
            let permit = tx.permit::<actions::ReadCase>(case, section).await?;
            let own = vault::list::<R>(tx, &permit).await?;
            all.extend(own.into_iter().map(|one| (section, one)));
        }
    }
    all.sort_by_key(|(_, one)| one.id);
    Ok(all)
}

/// The same in every section that the actor reads.
pub(crate) async fn read_everywhere<R: Record>(
    tx: &mut VaultTx<'_>,
    case: CaseId,
) -> Result<Vec<Stored<R>>, VaultError> {
    let open = tx.sections_permitted::<actions::ReadCase>(case).await?;
    let all = in_sections(tx, (case, &open)).await?;
    Ok(all.into_iter().map(|(_, one)| one).collect())
}

/// Accounts in the order of time; those that the reader may not read come last.
pub(crate) fn in_order(
    entries: Vec<SignedRecord<Entry>>,
    returns: &[AgencyReturn],
) -> Vec<Account> {
    let agency = |request: RecordId| returns.iter().find(|one| one.id == request);
    let account = |one: SignedRecord<Entry>| {
        let agency = agency(one.request)?.agency;
        Some(Account {
            request: one.request,
            agency,
            code: agency.to_string(),
            reads: one.reads,
            entry: one.record,
            stood: None,
        })
    };
    let accounts: Vec<Account> = entries.into_iter().filter_map(account).collect();
    merge::sorted(accounts, |one| {
        let entry = one.entry.as_ref()?;
        Some(Item {
            id: entry.id,
            agency: &one.code,
            called: "",
            entry: &entry.body,
        })
    })
}
