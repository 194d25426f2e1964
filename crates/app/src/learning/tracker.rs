//! Every action of the open reviews that the reader may see, on one list.

use std::collections::{BTreeMap, BTreeSet};

use access::{Ctx, Permit, Section, actions};
use model::case::{Action, LearningPoint};
use model::record::Record as _;
use model::{CaseId, Date, RecordId};
use vault::{Brief, CaseFile, Kinds, Stored, VaultError, VaultTx};

use crate::{App, AppError};

/// Which actions the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// Still to be done.
    #[default]
    ToDo,
    /// Done, and somebody still looks whether anything changed.
    ToLookAt,
    /// Looked at for the last time, superseded or rejected.
    Ended,
}

impl Shown {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::ToDo, Self::ToLookAt, Self::Ended];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ToDo => "to-do",
            Self::ToLookAt => "to-look-at",
            Self::Ended => "ended",
        }
    }

    /// By its code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    fn of(state: Option<&str>, due: Option<Date>) -> Self {
        match (state, due) {
            (Some("open"), _) => Self::ToDo,
            (_, Some(_)) => Self::ToLookAt,
            (_, None) => Self::Ended,
        }
    }
}

/// A line of the list.
#[derive(Debug, Clone)]
pub struct TrackerLine {
    /// The review.
    pub case: CaseFile,
    /// The action.
    pub action: Stored<Action>,
    /// The learning point that it answers.
    pub point: Option<Stored<LearningPoint>>,
}

/// A page of the list, and how many there are of each.
#[derive(Debug, Clone)]
pub struct Tracker {
    /// What is on the page, soonest first.
    pub lines: Vec<TrackerLine>,
    /// How many are to be done, to be looked at, ended.
    pub many: [usize; 3],
    /// How many of those that are to be done are late.
    pub late: usize,
}

impl Tracker {
    /// How many there are of those that are shown.
    #[must_use]
    pub fn of(&self, shown: Shown) -> usize {
        let place = Shown::ALL.iter().position(|one| *one == shown);
        place.and_then(|at| self.many.get(at)).copied().unwrap_or(0)
    }
}

#[derive(Default)]
struct Found {
    many: [usize; 3],
    late: usize,
    /// Those that are shown.
    all: Vec<(Option<Date>, RecordId, CaseId)>,
}

impl Found {
    fn add(&mut self, one: &Brief<'_>, shown: Shown, today: Date) {
        let of = Shown::of(one.state, one.due);
        let at = Shown::ALL.iter().position(|known| *known == of);
        if let Some(count) = at.and_then(|at| self.many.get_mut(at)) {
            *count += 1;
        }
        let is_late = one.due.is_some_and(|due| due < today);
        self.late += usize::from(of == Shown::ToDo && is_late);
        if of == shown {
            self.all.push((one.due, one.id, one.case));
        }
    }

    /// The actions of a page, by their case.
    ///
    /// A page past the last is the last: actions may have gone since the link to it was made.
    fn page(&mut self, from: usize, most: usize) -> BTreeMap<CaseId, BTreeSet<RecordId>> {
        self.all.sort_unstable();
        let last = self.all.len().saturating_sub(1) / most.max(1) * most;
        let mut page: BTreeMap<CaseId, BTreeSet<RecordId>> = BTreeMap::new();
        for (_, id, case) in self.all.iter().skip(from.min(last)).take(most) {
            page.entry(*case).or_default().insert(*id);
        }
        page
    }
}

fn lines_of(
    tx: &VaultTx<'_>,
    kinds: &Kinds,
    (case, permit): (&CaseFile, &Permit<'_, actions::ReadCase>),
    ids: &BTreeSet<RecordId>,
) -> Result<Vec<TrackerLine>, VaultError> {
    let found = kinds.these::<Action>(tx, permit, ids)?;
    let whose = found.iter().map(|one| one.body.learning_point).collect();
    let points = kinds.these::<LearningPoint>(tx, permit, &whose)?;
    let line = |action: Stored<Action>| TrackerLine {
        case: case.clone(),
        point: points
            .iter()
            .find(|one| one.id == action.body.learning_point)
            .cloned(),
        action,
    };
    Ok(found.into_iter().map(line).collect())
}

/// Reads a page of the actions of all open reviews that the reader may see; the reading of each review on it is written
/// down. Practice runs are kept out. `from` is the first line of the page.
///
/// # Errors
/// [`AppError`].
pub async fn tracker(
    app: &App,
    ctx: &Ctx,
    shown: Shown,
    (from, most): (usize, usize),
) -> Result<Tracker, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::SeeToday>()?;
                let mut cases = vault::cases_of(tx, &permit).await?;
                cases.retain(|case| case.closed_at.is_none() && !case.practice);
                let ids: BTreeSet<CaseId> = cases.iter().map(|case| case.id).collect();
                let kinds = vec![Action::KIND, LearningPoint::KIND];
                let kinds = vault::kinds_across(tx, &permit, &ids, kinds).await?;
                let mut found = Found::default();
                for one in kinds.briefs::<Action>() {
                    found.add(&one, shown, tx.ctx.today());
                }
                let on_page = found.page(from, most);
                let mut lines = Vec::new();
                for case in cases {
                    let Some(ids) = on_page.get(&case.id) else {
                        continue;
                    };
                    let permit = tx
                        .permit::<actions::ReadCase>(case.id, Section::General)
                        .await?;
                    lines.extend(lines_of(tx, &kinds, (&case, &permit), ids)?);
                }
                lines.sort_by_key(|line| (line.action.body.due(), line.action.id));
                let Found { many, late, .. } = found;
                Ok(Tracker { lines, many, late })
            })
        })
        .await?)
}
