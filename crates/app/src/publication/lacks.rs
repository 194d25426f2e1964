//! What is still missing before something is published, or before it is decided that nothing is.

use model::case::{
    CheckSays, CheckedLine, FirstTold, NOTICE_TO, PublicationOutcome, REASONS_TO, check_groups,
};
use model::scheme::{CodeItem, Scheme};
use vault::Stored;

use super::Made;
use super::made::is_held;
use crate::SignLine;

/// The part of the page where something missing is put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The version.
    Version,
    /// The checklist.
    Checks,
    /// Who hears first.
    Told,
    /// Notices before publication.
    Notices,
    /// Reasons for a delay, or for not publishing.
    Delays,
    /// Approvals.
    Approvals,
    /// Proceedings beside the review.
    Proceedings,
}

/// One thing that is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lack {
    /// Code of the rule that refuses the decision for it.
    pub code: &'static str,
    /// How many, where there may be several.
    pub many: usize,
    /// Where it is put right.
    pub part: Part,
}

/// Everything that stands in the way of an outcome, in the order of the page; nothing when it can be decided. Withholding
/// asks for the same, but a line may stop publication, proceedings may hold it, and in place of notices the reasons were
/// sent.
#[must_use]
pub fn lacks(
    made: &Made,
    scheme: &Scheme,
    approvals: &[SignLine],
    outcome: PublicationOutcome,
) -> Vec<Lack> {
    let publishes = outcome.publishes();
    let some = |code, many: usize, part| (many > 0).then_some(Lack { code, many, part });
    let unnamed = usize::from(made.current().is_none());
    let (open, stopping) = lines(made, scheme);
    let untold = FirstTold::ALL.iter().filter(|whom| {
        let kept = made.told(**whom);
        !kept.is_some_and(|one| made.is_current(one.body.of) && one.body.is_complete())
    });
    let noticed = made.noticed_before();
    let without_notice =
        items(scheme, NOTICE_TO).filter(|item| !noticed && made.given(&item.code).is_none());
    let not_told_why = items(scheme, REASONS_TO).filter(|item| made.told_why(&item.code).is_none());
    let unapproved = approvals.iter().filter(|line| !line.has_signed()).count();
    let held = usize::from(is_held(&made.records.beside));
    let when = |wanted: bool, many: usize| if wanted { many } else { 0 };
    [
        some("publication-version-first", unnamed, Part::Version),
        some("publication-unchecked", open, Part::Checks),
        some(
            "publication-stopped",
            when(publishes, stopping),
            Part::Checks,
        ),
        some("publication-told-first", untold.count(), Part::Told),
        some(
            "publication-notices",
            when(publishes, without_notice.count()),
            Part::Notices,
        ),
        some(
            "publication-told-why",
            when(!publishes, not_told_why.count()),
            Part::Delays,
        ),
        some("publication-unapproved", unapproved, Part::Approvals),
        some("publication-held", when(publishes, held), Part::Proceedings),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The items of a list of the scheme.
pub(super) fn items<'a>(scheme: &'a Scheme, list: &str) -> impl Iterator<Item = &'a CodeItem> {
    let list = scheme.list(list);
    list.into_iter().flat_map(|list| list.items.iter())
}

/// How many lines are not answered for this version, and how many stop publication.
fn lines(made: &Made, scheme: &Scheme) -> (usize, usize) {
    let mut counts = (0, 0);
    for item in check_groups(scheme).flat_map(|group| group.list.items.iter()) {
        let current = |one: &&Stored<CheckedLine>| made.is_current(one.body.of);
        match made.line(&item.code).filter(current) {
            None => counts.0 += 1,
            Some(one) if one.body.says == CheckSays::Stops => counts.1 += 1,
            Some(_) => {}
        }
    }
    counts
}
