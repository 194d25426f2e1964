//! Shared, released learning: one encrypted store for each instance, with its own record of who did what.
//!
//! Nothing of a case is in it. Items come in by [`put`] alone, which asks for a permit that the policies give to the job
//! *release* and to nobody else; they go out of sight by [`recall`] and [`take_down`], and their words with them. Nothing
//! is read or changed without an actor. A refused attempt is written down before the answer is given.

mod briefings;
mod digests;
mod documents;
mod ended;
mod error;
mod findings;
mod forms;
mod item;
mod items;
mod list;
mod newer;
mod open;
mod opened;
mod own_pages;
mod schema;
mod themes;
mod transact;
mod uptakes;

pub use briefings::{BRIEFING, Briefing};
pub use digests::{digests_sent, keep_digests};
pub use documents::{
    Deposit, Deposited, DocumentKind, ask_remove, deposit, document, documents, file_of_document,
    may_confirm, may_remove, remove_document, why_removed,
};
pub use ended::{
    all_ended, ask_take_down, end_again, may_take_down, recall, take_down, why_taken_down,
};
pub use error::CommonsError;
pub use findings::{
    Finding, FindingKind, FindingState, Proposed, confirm_finding, confirmed_findings, findings_of,
    findings_to_index, propose_findings,
};
pub use forms::{already_done, remember};
pub use item::{Audience, Item, ItemState, Origin, Put, PutOutcome, Version};
pub use items::{get, put, read_item, superseded_by, versions_of};
pub use list::{Filter, ids, list, may_read_audiences, readable, standing, to_index};
pub use newer::{Newer, newer_since, to_tell_of_newer};
pub use open::{Commons, Place};
pub use opened::{
    How, Opened, TakenBack, note_opened, note_told, note_version, taken_back_here,
    taken_back_since, to_tell,
};
pub use own_pages::{
    OwnPage, add_own_page, change_own_page, lapse_everybodys_pages, lapse_own_pages,
    let_own_page_go, own_page, own_pages, pages_of_everybody,
};
pub use schema::{MIGRATIONS, statements};
pub use themes::{Theme, ThemeList, change_themes, theme_versions, themes};
pub use transact::CommonsTx;
pub use uptakes::{ToldUptake, tell_uptake, told_since, unsay_uptake, uptakes_of};
