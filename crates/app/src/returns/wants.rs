//! What returns want of whoever sees to requests, for the first page after sign-in: a request that was not sent yet, a return that is late, one that was signed off and that
//! nobody has accepted, an answer to a question. Each goes when it is dealt with.

use std::collections::{BTreeMap, BTreeSet};

use access::{Permit, actions};
use model::{AgencyId, Calendar, CaseId, Date, RecordId};
use vault::{CaseFile, VaultError, VaultTx};

use crate::looks::{Look, Looking, left};

/// What one return wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wants {
    /// It was not sent yet, and its return is due by this day.
    Sending(Date),
    /// It was not signed off yet, and is due by this day.
    Return(Date),
    /// It was signed off: somebody reads it and accepts it, or asks.
    Reading,
    /// It was signed off, and somebody was added since: the agency says by this day how it searched for them.
    Adding(Date),
    /// The agency answered a question: somebody reads the answer, and settles or asks further.
    ReadingAnswer,
}

/// A return that wants somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ReturnWants {
    pub(crate) case: CaseId,
    request: RecordId,
    agency: AgencyId,
    wants: Wants,
}

impl ReturnWants {
    /// The line that says so; none for a return whose day has not passed.
    pub(crate) fn look(&self, (calendar, today): (&Calendar, Date)) -> Option<Look> {
        let (what, due) = match self.wants {
            Wants::Return(due) if due < today => (Looking::ReturnLate, due),
            Wants::Return(_) => return None,
            Wants::Sending(due) => (Looking::RequestUnsent, due),
            Wants::Reading => (Looking::ReturnSigned, today),
            Wants::Adding(due) => (Looking::ReturnAdded, due),
            Wants::ReadingAnswer => (Looking::QueryAnswered, today),
        };
        let page = match self.wants {
            Wants::Return(_) | Wants::Sending(_) | Wants::Adding(_) => "",
            Wants::Reading | Wants::ReadingAnswer => "/return",
        };
        Some(Look {
            what,
            end: format!("requests/{}{page}", self.request),
            due,
            left: left(calendar, today, due),
            person: None,
            agency: Some(self.agency),
        })
    }
}

/// What returns of these reviews want of the reader, where they see to requests. One about which a question is open is not to be read
/// until the agency has answered.
pub(crate) async fn wants(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
    cases: &[CaseFile],
) -> Result<Vec<ReturnWants>, VaultError> {
    let returns = vault::returns_not_accepted(tx, permit).await?;
    let questions = vault::questions_open(tx, permit).await?;
    let asked: BTreeSet<CaseId> = returns
        .iter()
        .map(|one| one.case)
        .chain(questions.iter().map(|one| one.case))
        .collect();
    let mut mine = BTreeSet::new();
    for case in cases.iter().filter(|case| asked.contains(&case.id)) {
        if tx.would_permit::<actions::ManageRequests>(case.id).await? {
            mine.insert(case.id);
        }
    }
    let mut talk: BTreeMap<RecordId, bool> = BTreeMap::new();
    let mut all = Vec::new();
    for one in questions.iter().filter(|one| mine.contains(&one.case)) {
        let known = talk.entry(one.request).or_default();
        if one.answered && !*known {
            all.push(ReturnWants {
                case: one.case,
                request: one.request,
                agency: one.agency,
                wants: Wants::ReadingAnswer,
            });
        }
        *known |= one.answered;
    }
    for one in returns.iter().filter(|one| mine.contains(&one.case)) {
        let wants = if one.sent_at.is_none() {
            Wants::Sending(one.due)
        } else if one.signed_off_at.is_none() {
            Wants::Return(one.due)
        } else if vault::is_added_to(tx, permit, one).await? {
            Wants::Adding(one.due)
        } else if talk.contains_key(&one.id) {
            continue;
        } else {
            Wants::Reading
        };
        all.push(ReturnWants {
            case: one.case,
            request: one.id,
            agency: one.agency,
            wants,
        });
    }
    Ok(all)
}
