//! Who wrote what leaves: nobody of them releases it, or says that it was checked.

use model::RecordId;
use model::case::{FindingChoice, SharingAuthor, SharingDraft};
use vault::Stored;

use super::kept::keeps_telling;
use super::made::Made;

/// Everybody who wrote some of what leaves: the draft, or words in the place of something found; and who decided that something
/// stays that could tell who somebody is.
pub(super) fn writers(made: &Made, draft: &Stored<SharingDraft>) -> Vec<SharingAuthor> {
    let mut all = draft.body.authors.clone();
    let check = made.check(draft.id).map(|one| &one.body);
    let own = check.into_iter().flat_map(|check| &check.decided);
    let own =
        own.filter(|one| matches!(one.choice, FindingChoice::Own { .. }) || keeps_telling(one));
    all.extend(own.map(|one| one.by));
    all
}

/// Everybody who wrote some of what was released so, each once.
pub(super) fn writers_behind(made: &Made, release: RecordId) -> Vec<SharingAuthor> {
    let mut releases = made.releases.iter();
    let released = releases.find(|one| one.id == release);
    let draft = released.and_then(|one| made.draft(one.body.of));
    let mut all = Vec::new();
    for one in draft.map_or_else(Vec::new, |draft| writers(made, draft)) {
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all
}
