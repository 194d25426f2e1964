//! What agencies return to requests for information.
//!
//! The request is a record of the general section; the row under its id holds what access rests on. What an agency writes
//! are records of [`Section::Returns`] that nobody reaches through the case: only with a permit for their return. Whoever is
//! not of the agency reads the versions that it signed off, never a draft.

mod answering;
mod carry;
mod checking;
mod content;
mod handed_in;
mod layout;
mod lists;
mod post;
mod signed;
mod wants;

pub use answering::{Answering, answering, answering_of, end_answering, name_answering};
pub use carry::carry_draft;
pub use checking::{
    Checking, Checks, ChecksWait, check_entry, checking, checks_of_case, checks_to_answer,
    end_check_of_entry, entries_to_check, put_now, put_to_check,
};
pub use content::{
    add_to_return, authors_of_return, change_in_return, changed_since_signed, forms_in_return,
    is_signed_in_return, list_in_return, open_queries, queries_in_return, query_in_return,
    remove_from_return, request_of_return, request_waiting, sign_off_return,
};
pub use handed_in::{HandedIn, handed_in_return, handed_in_signed, take_handed_in_away};
pub use layout::{known_layout, remember_layout};
pub use lists::{
    AgencyReturn, ReturnMark, add_return, change_return_due, mark_return, new_manager,
    note_reminded, queries_to_answer, return_of, returns_accepted, returns_of_case,
    returns_to_answer, returns_waiting,
};
pub use post::{
    MailOut, mail_failed, mail_sent, mail_waiting, mails_of_case, queue_mail, try_mail_again,
};

pub use signed::{
    SignedRecord, changed_signed, signed_as_it_was, signed_ids_of_case, signed_in_return,
    signed_of_case,
};
pub use wants::{OpenQuestion, ask_more, is_added_to, questions_open, returns_not_accepted};

pub(crate) use answering::facts;
pub(crate) use signed::SignedMemory;

use db::Statement;

/// Every statement of these files, for the test that prepares each on both engines.
pub(crate) fn statements() -> impl Iterator<Item = &'static Statement> {
    let all = [
        answering::STATEMENTS,
        carry::STATEMENTS,
        checking::STATEMENTS,
        content::STATEMENTS,
        layout::STATEMENTS,
        lists::STATEMENTS,
        post::STATEMENTS,
        signed::STATEMENTS,
        wants::STATEMENTS,
    ];
    all.into_iter().flatten().copied()
}
