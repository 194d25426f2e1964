//! Earlier decisions of this partnership that are like this one: no people, no reasons, no story.

use std::collections::{BTreeMap, BTreeSet};

use access::actions;
use model::CaseId;
use model::case::{CriterionView, Decision, Known};
use model::record::Record as _;
use vault::{CaseFile, Stored, VaultError, VaultTx};

/// Comparable decisions that are shown at most.
const MOST: usize = 5;

/// How the partners answered each criterion, by its id; without saying who.
pub type Answers = BTreeMap<String, Vec<Known>>;

/// An earlier decision of this partnership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparable {
    /// Id of the outcome.
    pub outcome: String,
    /// The month it was decided, 1 to 12.
    pub month: i8,
    /// The year it was decided.
    pub year: i16,
    /// How the partners answered each criterion.
    pub answers: Answers,
}

/// Decisions that stand in other open cases that the reader may see, those with the same answers
/// first and of these the newest. Practice runs are left out.
pub(super) async fn comparable(
    tx: &mut VaultTx<'_>,
    file: &CaseFile,
    views: &[Stored<CriterionView>],
) -> Result<Vec<Comparable>, VaultError> {
    let permit = tx.permit_organisation::<actions::SeeToday>()?;
    let others: BTreeSet<CaseId> = vault::cases_of(tx, &permit)
        .await?
        .into_iter()
        .filter(|case| case.id != file.id && !case.practice)
        .map(|case| case.id)
        .collect();
    let wanted = vec![CriterionView::KIND, Decision::KIND];
    let mut kinds = vault::kinds_across(tx, &permit, &others, wanted).await?;
    let their_views = kinds.take::<CriterionView>()?;
    let decisions = kinds.take::<Decision>()?;
    let here = answers(views.iter());
    // Of several decisions in one case the last stands.
    let standing: BTreeMap<CaseId, &Stored<Decision>> =
        decisions.iter().map(|one| (one.case, one)).collect();
    let mut found: Vec<_> = standing
        .into_values()
        .map(|one| {
            let theirs = answers(their_views.iter().filter(|view| view.case == one.case));
            let day = one.body.on.is_certain_day();
            let day = day.unwrap_or_else(|| one.added_at.date_in_london());
            (alike(&here, &theirs), day, one, theirs)
        })
        .collect();
    found.sort_by_key(|one| std::cmp::Reverse((one.0, one.1)));
    let shown = found.into_iter().take(MOST);
    Ok(shown
        .map(|(_, day, one, answers)| Comparable {
            outcome: one.body.outcome.clone(),
            month: day.month(),
            year: day.year(),
            answers,
        })
        .collect())
}

/// Answers sorted, so that their order does not tell who gave which.
fn answers<'a>(views: impl Iterator<Item = &'a Stored<CriterionView>>) -> Answers {
    let mut all = Answers::new();
    for view in views {
        for (criterion, known) in &view.body.answers {
            all.entry(criterion.clone()).or_default().push(*known);
        }
    }
    for known in all.values_mut() {
        known.sort_by_key(|one| one.code());
    }
    all
}

/// On how many criteria the same answers were given, however often each.
fn alike(one: &Answers, other: &Answers) -> usize {
    let kinds = |answers: &[Known]| -> BTreeSet<&'static str> {
        answers.iter().map(|known| known.code()).collect()
    };
    one.iter()
        .filter(|(criterion, known)| {
            let theirs = other.get(*criterion);
            theirs.is_some_and(|theirs| kinds(theirs) == kinds(known))
        })
        .count()
}
