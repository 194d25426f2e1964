//! Shared, released learning: one encrypted store for each instance, with its own record of who did what.
//!
//! Nothing of a case is in it. Items come in by [`put`] alone, which asks for a permit that the policies give to the job
//! *release* and to nobody else; they go out of sight by [`recall`] and [`take_down`], and their words with them. Nothing
//! is read or changed without an actor. A refused attempt is written down before the answer is given.

mod briefings;
mod digests;
mod document_readers;
mod documents;
mod ended;
mod error;
mod findings;
mod findings_added;
mod findings_asked;
mod forms;
mod item;
mod items;
mod list;
mod newer;
mod open;
mod opened;
mod own_pages;
mod questions;
mod refused_words;
mod schema;
mod themes;
mod themes_asked;
mod transact;
mod uptakes;
mod waiting;

pub use briefings::{BRIEFING, Briefing};
pub use digests::{digests_sent, keep_digests};
pub use document_readers::{
    DocumentGone, document_taken_by, documents_gone, note_document_gone, note_document_taken,
};
pub use documents::{
    Deposit, Deposited, DocumentKind, ask_remove, deposit, document, documents, file_of_document,
    may_confirm, may_remove, remove_document, why_removed,
};
pub use ended::{
    all_ended, ask_take_down, end_again, may_take_down, recall, take_down, why_taken_down,
};
pub use error::CommonsError;
pub use findings::{
    Finding, FindingAsked, FindingKind, FindingState, Proposed, confirm_finding,
    confirmed_findings, findings_of, findings_to_index, findings_to_tell, propose_findings,
};
pub use findings_added::{add_finding, divide_finding};
pub use findings_asked::{agree_finding, ask_finding, findings_waiting, send_back_finding};
pub use forms::{already_done, remember};
pub use item::{Audience, Item, ItemState, Origin, Put, PutOutcome, Version};
pub use items::{get, put, read_item, superseded_by, versions_of};
pub use list::{Filter, ids, list, may_read_audiences, readable, standing, to_index};
pub use newer::{Newer, newer_since, to_tell_of_newer};
pub use open::{Commons, Place};
pub use opened::{
    How, Opened, TakenBack, note_known, note_opened, note_told, note_version, taken_back_here,
    taken_back_since, to_tell, to_tell_for,
};
pub use own_pages::{
    OwnPage, add_own_page, change_own_page, lapse_everybodys_pages, let_own_page_go, own_page,
    own_pages,
};
pub use questions::{
    Question, SaidTo, ask_origin, may_be_asked, own_questions, questions_of_item,
    questions_to_pass_on, say_to_question, waits_for_answer,
};
pub use refused_words::{note_words_refused, words_refused_since};
pub use schema::{MIGRATIONS, statements};
pub use themes::{Theme, ThemeList, theme_versions, themes};
pub use themes_asked::{
    ThemesAsked, agree_themes, ask_themes, send_back_themes, themes_asked, withdraw_themes,
};
pub use transact::CommonsTx;
pub use uptakes::{ToldUptake, many_told, tell_uptake, told_since, unsay_uptake, uptakes_of};
pub use waiting::{
    agree_document, send_back_document, waiting_document, waiting_documents, withdraw_document,
};
