//! One chronology of a review: the accounts of every agency as it signed them off, in order; and what one agency knew on one day.

use access::{Ctx, Section, actions};
use chronology::Item;
use chronology::horizon::{AsKnown, Viewer, as_known};
use model::chronology::Entry;
use model::{AgencyId, Date, RecordId};
use vault::{AgencyReturn, CaseFile, SignedRecord, Stored};

use crate::incident::find;
use crate::names::Names;
use crate::{App, AppError, Reference};

pub use chronology::horizon::{Certainty, Knew, Standing};

/// An account in the chronology.
#[derive(Debug, Clone)]
pub struct Account {
    /// The request that it came in answer to.
    pub request: RecordId,
    /// Whose account it is.
    pub agency: AgencyId,
    /// The section under which it is read.
    pub reads: Section,
    /// The entry; nothing of it where the reader may not read its section.
    pub entry: Option<Stored<Entry>>,
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
}

/// Reads the chronology; the reading is written down. With an agency and a day, each account is told apart by whether that
/// agency knew it at the end of that day. Sharings that nobody has confirmed count for nothing.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn chronology(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (names, asked): (&Names, Option<(AgencyId, Date)>),
) -> Result<Chronology, AppError> {
    let vault = app.vault(ctx).await?;
    let (case, entries, returns) = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                let entries = vault::signed_of_case::<Entry>(tx, &permit).await?;
                let returns = vault::returns_of_case(tx, &permit).await?;
                Ok((vault::case_file(tx, &permit).await?, entries, returns))
            })
        })
        .await?;
    let signed = returns.iter();
    let signed = signed.filter(|one| one.signed_off_at.is_some() && one.withdrawn_at.is_none());
    Ok(Chronology {
        case,
        agencies: signed.map(|one| one.agency).collect(),
        accounts: in_order(entries, &returns, names, asked),
    })
}

fn in_order(
    entries: Vec<SignedRecord<Entry>>,
    returns: &[AgencyReturn],
    names: &Names,
    asked: Option<(AgencyId, Date)>,
) -> Vec<Account> {
    let agency = |request: RecordId| returns.iter().find(|one| one.id == request);
    let account = |one: SignedRecord<Entry>| {
        Some(Account {
            request: one.request,
            agency: agency(one.request)?.agency,
            reads: one.reads,
            entry: one.record,
            stood: None,
        })
    };
    let mut accounts: Vec<Account> = entries.into_iter().filter_map(account).collect();
    accounts.sort_by_cached_key(|one| {
        let entry = one.entry.as_ref();
        (
            entry.is_none(),
            entry.map(|entry| (entry.body.date.sort_key(), entry.id)),
        )
    });
    if let Some((viewer, on)) = asked {
        stand(&mut accounts, names, (viewer, on));
    }
    accounts
}

/// Tells of each account how it stood for an agency at the end of a day.
fn stand(accounts: &mut [Account], names: &Names, (viewer, on): (AgencyId, Date)) {
    let codes: Vec<String> = accounts.iter().map(|one| one.agency.to_string()).collect();
    let items = accounts.iter().zip(&codes).filter_map(|(one, code)| {
        let entry = one.entry.as_ref()?;
        Some(Item {
            id: entry.id,
            agency: code,
            called: names.agency(code).unwrap_or_default(),
            entry: &entry.body,
        })
    });
    let items: Vec<Item<'_>> = items.collect();
    let viewer = viewer.to_string();
    let asked = AsKnown {
        viewer: Viewer::Agency(&viewer),
        on,
        with_proposed: false,
    };
    let stood = as_known(&items, &asked);
    let readable = accounts.iter_mut().filter(|one| one.entry.is_some());
    for (one, stood) in readable.zip(stood) {
        one.stood = Some(stood);
    }
}
