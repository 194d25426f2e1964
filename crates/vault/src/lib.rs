//! One organisation's confidential store: cases, records with every revision, the record of who did
//! what, files, and the post that goes out and comes in.
//!
//! Nothing is read or changed without an actor: [`Vault::transact`] and [`Vault::look`] take the
//! context, functions take [`access::Permit`]s and use the ids these carry. A refused attempt is
//! written down before the answer is given; if it cannot be written, the answer is a failure.

mod cases;
mod commission;
mod digests;
mod emergency;
mod error;
mod facts;
mod files;
mod forms;
mod inbox;
mod keeping;
mod kept;
mod kinds;
mod letter_templates;
mod open;
mod outbox;
mod own_case;
mod own_notes;
mod own_pages;
mod practice;
mod readings;
mod received_cases;
mod record_of_acts;
mod records;
mod released;
mod returns;
mod revisits;
mod schema;
mod sharing;
mod standing;
mod team;
mod transact;
mod transfer;
mod versions;

pub use cases::{
    CaseFile, NewCase, case_by_reference, case_file, case_of, case_of_return, cases_of,
    close_handed_over, close_passed_on, close_practice, open_case, set_closed, what_happened,
};
pub use commission::{Commission, commissions, commissions_ending, keep_commission};
pub use digests::mailed_since;
pub use emergency::{
    Emergency, EmergencyMark, Readers, add_emergency, emergencies, emergency_marks, readers,
};
pub use error::{Clash, VaultError};
pub use files::{
    BlobStore, Check, FilePlace, FileRow, FolderStore, HeldFile, NewFile, Opened, Reading,
    WaitingFile, add_file, begin_check, begin_reading, end_check, end_reading, file_of, files_of,
    files_to_check, files_to_read, note_file_read, place_of_file, remove_file,
    sections_with_held_files, share_file, text_of_file, wait_for_checks,
};
pub use forms::{already_done, remember};
pub use inbox::{
    Inbox, Received, bodies_of, file_with_review, mark_read, receive, received_about,
    received_before, reviews_with_unread, unfiled,
};
pub use keeping::disposal::{Basis, Certificate, certificates, dispose, dispose_again};
pub use keeping::every_case;
pub use keeping::requests::{RequestLine, add_data_request, change_data_request, data_requests};
pub use keeping::schedule::{RetentionRule, add_retention_rule, retention_rules};
pub use keeping::waits::{disposals_proposed, holds_due};
pub use keeping::written::{Written, everything_written};
pub use kinds::{Brief, Kinds, across, kinds_across, kinds_of};
pub use letter_templates::{LetterTemplate, add_letter_template, letter_templates};
pub use open::{KeySource, KeyWork, Place, StoreKeys, Vault, Vaults};
pub use outbox::{
    Outgoing, mark_delivered, mark_receipt, mark_tried, outgoing_of_case, send, sent_since,
    undelivered, was_sent,
};
pub use own_case::{open_own_case, own_case, own_place};
pub use own_notes::{
    OwnNote, add_own_note, change_own_note, choose_own_note, lapse_own_notes, let_own_note_go,
    own_notes,
};
pub use own_pages::{
    add_own_page, change_own_page, let_own_page_go, own_page, own_pages, pages_of_everybody,
};
pub use practice::{practice_run, practice_run_of_return};
pub use received_cases::{
    ReceivedCase, ReceivedCounts, ToldOf, Which, file_with_case, known_case, link_to, linked_to,
    message_arrived, received_case, received_cases, received_counts, waits_for,
};
pub use record_of_acts::{
    check_record, note_section_read, prove_row, record_row, record_standing, references,
    search_record,
};
pub use records::{
    Revision, Stored, clash, history, history_with, holds_something, list, list_with, none_yet,
    one, remove, save, save_new, version_of,
};
pub use released::{is_released_here, releases_out};
pub use returns::{
    AgencyReturn, Answering, Checking, Checks, ChecksWait, HandedIn, MailOut, OpenQuestion,
    ReturnMark, SignedRecord, add_return, add_to_return, answering, answering_of, ask_more,
    authors_of_return, carry_draft, change_in_return, change_return_due, changed_signed,
    changed_since_signed, check_entry, checking, checks_of_case, checks_to_answer, end_answering,
    end_check_of_entry, entries_to_check, forms_in_return, handed_in_return, handed_in_signed,
    is_added_to, is_signed_in_return, known_layout, list_in_return, mail_failed, mail_sent,
    mail_waiting, mails_of_case, mark_return, name_answering, new_manager, note_reminded,
    open_queries, put_now, put_to_check, queries_in_return, queries_to_answer, query_in_return,
    questions_open, queue_mail, remember_layout, remove_from_return, request_of_return,
    request_waiting, return_of, returns_accepted, returns_not_accepted, returns_of_case,
    returns_to_answer, returns_waiting, sign_off_return, signed_as_it_was, signed_ids_of_case,
    signed_in_return, signed_of_case, take_handed_in_away, try_mail_again,
};
pub use revisits::{RevisitDue, note_revisit, revisits_due};
pub use schema::{MIGRATIONS, statements};
pub use sharing::{
    CasePrint, OnRecord, barred_from_releasing, everything_on_record, print_of_case, prints_of_all,
    releases_settled, releases_waiting, who_answers,
};
pub use standing::{Compared, Held, compare_with_held, held, told_in_this_epoch};
pub use team::{
    Conflict, Membership, add_conflict, add_to_team, barred_from, barred_people, change_conflict,
    change_place, conflicts, end_conflict, end_place, guest_until, guests_ending, is_barred,
    resembles_somebody_named, team,
};
pub use transact::VaultTx;
pub use transfer::bundle::{Bundle, BundledFile, bundle_of, bytes_of_files};
pub use transfer::offers::{
    CaseOffer, add_offer, answer_offer, empty_pieces, end_offer, note_piece, offers, open_offers,
    pieces,
};
pub use transfer::stub::{Stub, case_moved, let_go, stubs, transfers_in};
pub use transfer::take_in::{
    CameFrom, NotWhole, came_from, is_from_elsewhere, names_from_elsewhere, take_in, was_here,
};
pub use versions::{Logged, log};
