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
    Migration {
        number: 3,
        name: "record_search",
        sqlite: include_str!("../migrations/sqlite/0003_record_search.sql"),
        postgres: include_str!("../migrations/postgres/0003_record_search.sql"),
    },
    Migration {
        number: 4,
        name: "what_was_done",
        sqlite: include_str!("../migrations/sqlite/0004_what_was_done.sql"),
        postgres: include_str!("../migrations/postgres/0004_what_was_done.sql"),
    },
    Migration {
        number: 5,
        name: "record_print",
        sqlite: include_str!("../migrations/sqlite/0005_record_print.sql"),
        postgres: include_str!("../migrations/postgres/0005_record_print.sql"),
    },
    Migration {
        number: 6,
        name: "received_case",
        sqlite: include_str!("../migrations/sqlite/0006_received_case.sql"),
        postgres: include_str!("../migrations/postgres/0006_received_case.sql"),
    },
    Migration {
        number: 7,
        name: "keeping",
        sqlite: include_str!("../migrations/sqlite/0007_keeping.sql"),
        postgres: include_str!("../migrations/postgres/0007_keeping.sql"),
    },
    Migration {
        number: 8,
        name: "handed_over",
        sqlite: include_str!("../migrations/sqlite/0008_handed_over.sql"),
        postgres: include_str!("../migrations/postgres/0008_handed_over.sql"),
    },
    Migration {
        number: 9,
        name: "letter_templates",
        sqlite: include_str!("../migrations/sqlite/0009_letter_templates.sql"),
        postgres: include_str!("../migrations/postgres/0009_letter_templates.sql"),
    },
    Migration {
        number: 10,
        name: "commission",
        sqlite: include_str!("../migrations/sqlite/0010_commission.sql"),
        postgres: include_str!("../migrations/postgres/0010_commission.sql"),
    },
    Migration {
        number: 11,
        name: "file_check",
        sqlite: include_str!("../migrations/sqlite/0011_file_check.sql"),
        postgres: include_str!("../migrations/postgres/0011_file_check.sql"),
    },
    Migration {
        number: 12,
        name: "agency_return",
        sqlite: include_str!("../migrations/sqlite/0012_agency_return.sql"),
        postgres: include_str!("../migrations/postgres/0012_agency_return.sql"),
    },
    Migration {
        number: 13,
        name: "agency_layout",
        sqlite: include_str!("../migrations/sqlite/0013_agency_layout.sql"),
        postgres: include_str!("../migrations/postgres/0013_agency_layout.sql"),
    },
    Migration {
        number: 14,
        name: "signed_mark",
        sqlite: include_str!("../migrations/sqlite/0014_signed_mark.sql"),
        postgres: include_str!("../migrations/postgres/0014_signed_mark.sql"),
    },
    Migration {
        number: 15,
        name: "checking",
        sqlite: include_str!("../migrations/sqlite/0015_checking.sql"),
        postgres: include_str!("../migrations/postgres/0015_checking.sql"),
    },
    Migration {
        number: 16,
        name: "own_note",
        sqlite: include_str!("../migrations/sqlite/0016_own_note.sql"),
        postgres: include_str!("../migrations/postgres/0016_own_note.sql"),
    },
];

/// Statements about envelopes.
const OF_THE_POST: &[&Statement] = &[
    &crate::inbox::SEEN,
    &crate::inbox::ADD,
    &crate::inbox::ABOUT,
    &crate::inbox::UNREAD,
    &crate::inbox::OF_SENDER,
    &crate::inbox::FILE,
    &crate::inbox::UNFILED,
    &crate::inbox::HANDLE,
    &crate::released::OUT,
    &crate::sharing::IN_STATES,
    &crate::sharing::EVERYTHING,
    &crate::sharing::PRINT,
    &crate::sharing::PRINTS_OF_ALL,
    &crate::sharing::ANSWERING,
    &crate::sharing::BARRED,
    &crate::inbox::BODIES,
    &crate::practice::RUN,
    &crate::practice::RUN_OF_RETURN,
    &crate::outbox::NEXT,
    &crate::outbox::ADD,
    &crate::outbox::WAITING,
    &crate::outbox::OF_CASE,
    &crate::outbox::DELIVERED,
    &crate::outbox::TRIED,
    &crate::outbox::RECEIPT,
    &crate::outbox::SINCE,
    &crate::outbox::OF_KIND,
    &crate::standing::HELD,
    &crate::standing::SENT,
    &crate::standing::AGAIN,
    &crate::standing::TOLD,
];

/// Every statement of this crate and of the record of who did what, for the test that prepares
/// each on both engines.
#[must_use]
pub fn statements() -> Vec<&'static Statement> {
    use crate::{
        cases, emergency, facts, files, forms, kinds, received_cases, records, team, versions,
    };
    let ours: &[&'static Statement] = &[
        &facts::CASE,
        &facts::TEAM,
        &facts::CONFLICTS,
        &facts::EMERGENCY,
        &facts::COMMISSIONS,
        &facts::EVERY_COMMISSION,
        &facts::CASES,
        &facts::TEAMS,
        &facts::EVERY_CONFLICT,
        &facts::EVERY_EMERGENCY,
        &forms::DONE,
        &forms::REMEMBER,
        &records::ADD,
        &records::CHANGE,
        &records::REMOVE,
        &records::ADD_REVISION,
        &records::ONE,
        &records::LIST,
        &records::VERSION,
        &records::HISTORY,
        &versions::LOG,
        &records::HOLDS,
        &crate::letter_templates::ADD,
        &crate::letter_templates::ALL,
        &kinds::OF_SECTION,
        &kinds::OF_KINDS,
        &kinds::PRINTS,
        &emergency::ADD,
        &emergency::OF_CASE,
        &emergency::ALL,
    ];
    ours.iter()
        .copied()
        .chain(OF_THE_POST.iter().copied())
        .chain(cases::STATEMENTS.iter().copied())
        .chain(received_cases::STATEMENTS.iter().copied())
        .chain(crate::own_case::STATEMENTS.iter().copied())
        .chain(files::STATEMENTS.iter().copied())
        .chain(crate::commission::STATEMENTS.iter().copied())
        .chain(team::STATEMENTS.iter().copied())
        .chain(crate::returns::statements())
        .chain(crate::keeping::STATEMENTS.iter().copied())
        .chain(crate::own_notes::STATEMENTS.iter().copied())
        .chain(crate::own_pages::STATEMENTS.iter().copied())
        .chain(crate::revisits::STATEMENTS.iter().copied())
        .chain(crate::digests::STATEMENTS.iter().copied())
        .chain(crate::transfer::STATEMENTS.iter().copied())
        .chain(crate::keeping::disposal::OF_CASE.iter().map(|(_, one)| one))
        .chain(access::ledger::STATEMENTS.iter().copied())
        .collect()
}
