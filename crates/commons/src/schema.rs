//! The tables of shared learning, and every statement that touches them.

use db::{Migration, Statement};

use crate::{
    briefings, digests, document_readers, documents, ended, findings, findings_asked, items, list,
    newer, opened, own_pages, questions, refused_words, themes, themes_asked, uptakes, waiting,
};

/// The changes of the tables, in order.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 1,
        name: "shared learning",
        sqlite: include_str!("../migrations/sqlite/0001_shared_learning.sql"),
        postgres: include_str!("../migrations/postgres/0001_shared_learning.sql"),
    },
    Migration {
        number: 2,
        name: "what others did with it",
        sqlite: include_str!("../migrations/sqlite/0002_what_others_did.sql"),
        postgres: include_str!("../migrations/postgres/0002_what_others_did.sql"),
    },
    Migration {
        number: 3,
        name: "what ended, and who knows",
        sqlite: include_str!("../migrations/sqlite/0003_what_ended.sql"),
        postgres: include_str!("../migrations/postgres/0003_what_ended.sql"),
    },
    Migration {
        number: 4,
        name: "a second person for what is added",
        sqlite: include_str!("../migrations/sqlite/0004_second_person.sql"),
        postgres: include_str!("../migrations/postgres/0004_second_person.sql"),
    },
    Migration {
        number: 5,
        name: "who took published documents out",
        sqlite: include_str!("../migrations/sqlite/0005_document_readers.sql"),
        postgres: include_str!("../migrations/postgres/0005_document_readers.sql"),
    },
    Migration {
        number: 6,
        name: "words that wait for a second person",
        sqlite: include_str!("../migrations/sqlite/0006_words_that_wait.sql"),
        postgres: include_str!("../migrations/postgres/0006_words_that_wait.sql"),
    },
];

/// Every statement of this crate and of the record of who did what, for the test that prepares each on both engines.
#[must_use]
pub fn statements() -> Vec<&'static Statement> {
    [
        items::STATEMENTS,
        ended::STATEMENTS,
        list::STATEMENTS,
        opened::STATEMENTS,
        document_readers::STATEMENTS,
        newer::STATEMENTS,
        documents::STATEMENTS,
        waiting::STATEMENTS,
        questions::STATEMENTS,
        findings::STATEMENTS,
        findings_asked::STATEMENTS,
        themes::STATEMENTS,
        themes_asked::STATEMENTS,
        own_pages::STATEMENTS,
        refused_words::STATEMENTS,
        uptakes::STATEMENTS,
        briefings::STATEMENTS,
        digests::STATEMENTS,
        &[&access::forms::DONE, &access::forms::REMEMBER],
        access::ledger::STATEMENTS,
    ]
    .into_iter()
    .flatten()
    .copied()
    .collect()
}
