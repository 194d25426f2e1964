//! The tables of a case store, and every statement that touches them.

use db::{Migration, Statement};

/// The changes of the tables, in order.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 1,
        name: "cases",
        sqlite: include_str!("../migrations/sqlite/0001_cases.sql"),
        postgres: include_str!("../migrations/postgres/0001_cases.sql"),
    },
    Migration {
        number: 2,
        name: "file_reading",
        sqlite: include_str!("../migrations/sqlite/0002_file_reading.sql"),
        postgres: include_str!("../migrations/postgres/0002_file_reading.sql"),
    },
];

/// Every statement of this crate and of the record of who did what, for the test that prepares
/// each on both engines.
#[must_use]
pub fn statements() -> Vec<&'static Statement> {
    use crate::{cases, emergency, facts, files, forms, inbox, outbox, records, standing, team};
    let ours: &[&'static Statement] = &[
        &facts::CASE,
        &facts::TEAM,
        &facts::CONFLICTS,
        &facts::EMERGENCY,
        &forms::DONE,
        &forms::REMEMBER,
        &inbox::SEEN,
        &inbox::ADD,
        &inbox::LIST,
        &inbox::ONE,
        &inbox::HANDLE,
        &inbox::BODIES,
        &outbox::NEXT,
        &outbox::ADD,
        &outbox::WAITING,
        &outbox::OF_CASE,
        &outbox::DELIVERED,
        &outbox::TRIED,
        &outbox::RECEIPT,
        &outbox::SINCE,
        &standing::HELD,
        &standing::SENT,
        &standing::AGAIN,
        &standing::TOLD,
        &records::ADD,
        &records::CHANGE,
        &records::REMOVE,
        &records::ADD_REVISION,
        &records::ONE,
        &records::LIST,
        &records::HISTORY,
        &records::ACROSS,
        &team::ADD,
        &team::END,
        &team::LIST,
        &team::ADD_CONFLICT,
        &team::LIST_CONFLICTS,
        &team::IS_BARRED,
        &team::CHANGE,
        &team::CHANGE_CONFLICT,
        &team::END_CONFLICT,
        &team::GUEST_UNTIL,
        &team::GUESTS_ENDING,
        &team::BARRED_FROM,
        &emergency::ADD,
        &emergency::OF_CASE,
        &emergency::ALL,
    ];
    ours.iter()
        .copied()
        .chain(cases::STATEMENTS.iter().copied())
        .chain(files::STATEMENTS.iter().copied())
        .chain(access::ledger::STATEMENTS.iter().copied())
        .collect()
}
