//! The tables of the directory, and every statement that touches them.

use db::{Migration, Statement};

use super::{
    acts, agencies, authorities, backups, calendar, commons_key, guests, keys, organisations,
    people, real_people, settings, shared_ended, wording,
};

/// The changes of the tables, in order.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 1,
        name: "directory",
        sqlite: include_str!("../../migrations/sqlite/0001_directory.sql"),
        postgres: include_str!("../../migrations/postgres/0001_directory.sql"),
    },
    Migration {
        number: 2,
        name: "stores made",
        sqlite: include_str!("../../migrations/sqlite/0002_stores_made.sql"),
        postgres: include_str!("../../migrations/postgres/0002_stores_made.sql"),
    },
    Migration {
        number: 3,
        name: "session agency",
        sqlite: include_str!("../../migrations/sqlite/0003_session_agency.sql"),
        postgres: include_str!("../../migrations/postgres/0003_session_agency.sql"),
    },
    Migration {
        number: 4,
        name: "whom an override is for",
        sqlite: include_str!("../../migrations/sqlite/0004_override_of.sql"),
        postgres: include_str!("../../migrations/postgres/0004_override_of.sql"),
    },
    Migration {
        number: 5,
        name: "wording withdrawn",
        sqlite: include_str!("../../migrations/sqlite/0005_wording_withdrawn.sql"),
        postgres: include_str!("../../migrations/postgres/0005_wording_withdrawn.sql"),
    },
    Migration {
        number: 6,
        name: "roles on record",
        sqlite: include_str!("../../migrations/sqlite/0006_roles_on_record.sql"),
        postgres: include_str!("../../migrations/postgres/0006_roles_on_record.sql"),
    },
    Migration {
        number: 7,
        name: "real people",
        sqlite: include_str!("../../migrations/sqlite/0007_real_people.sql"),
        postgres: include_str!("../../migrations/postgres/0007_real_people.sql"),
    },
    Migration {
        number: 8,
        name: "backups",
        sqlite: include_str!("../../migrations/sqlite/0008_backups.sql"),
        postgres: include_str!("../../migrations/postgres/0008_backups.sql"),
    },
    Migration {
        number: 9,
        name: "linked sign-ins",
        sqlite: include_str!("../../migrations/sqlite/0009_linked_sign_in.sql"),
        postgres: include_str!("../../migrations/postgres/0009_linked_sign_in.sql"),
    },
    Migration {
        number: 10,
        name: "first-use codes",
        sqlite: include_str!("../../migrations/sqlite/0010_first_code.sql"),
        postgres: include_str!("../../migrations/postgres/0010_first_code.sql"),
    },
    Migration {
        number: 11,
        name: "key of shared learning",
        sqlite: include_str!("../../migrations/sqlite/0011_commons_key.sql"),
        postgres: include_str!("../../migrations/postgres/0011_commons_key.sql"),
    },
    Migration {
        number: 12,
        name: "what is shared no longer",
        sqlite: include_str!("../../migrations/sqlite/0012_shared_ended.sql"),
        postgres: include_str!("../../migrations/postgres/0012_shared_ended.sql"),
    },
    Migration {
        number: 13,
        name: "agencies that are only asked",
        sqlite: include_str!("../../migrations/sqlite/0013_only_asked.sql"),
        postgres: include_str!("../../migrations/postgres/0013_only_asked.sql"),
    },
];

/// Statements about organisations and what belongs to them.
const OF_ORGANISATIONS: &[&Statement] = &[
    &agencies::ADD,
    &agencies::LINK,
    &agencies::LINK_TO_ASK,
    &agencies::WORKS,
    &agencies::WORKING,
    &agencies::OF_PARTNERSHIP,
    &agencies::ONE,
    &agencies::ALL,
    &agencies::END_LINK,
    &authorities::ADD,
    &authorities::ADD_SUCCESSOR,
    &authorities::ON_DAY,
    &authorities::FROM_DAY,
    &authorities::SUCCESSORS,
    &authorities::COVER,
    &authorities::OF_PARTNERSHIP,
    &authorities::ONE,
    &authorities::END,
    &authorities::COVERS,
    &authorities::END_COVER,
    &calendar::ADD,
    &calendar::REMOVE,
    &calendar::OF,
    &organisations::ADD,
    &organisations::ONE,
    &organisations::BY_CODE,
    &organisations::ALL,
    &organisations::END,
];

/// Statements about people, keys and settings.
const OF_PEOPLE: &[&Statement] = &[
    &acts::SEARCH,
    &backups::ADD,
    &backups::BEFORE,
    &crate::forms::DONE,
    &crate::forms::REMEMBER,
    &crate::forms::FORGET,
    &commons_key::ADD,
    &commons_key::ONE,
    &commons_key::REWRAP,
    &commons_key::OPENED,
    &guests::ONE,
    &guests::LASTS,
    &guests::HOMES,
    &keys::ADD_STORE,
    &keys::STORE,
    &keys::STORES,
    &keys::REWRAP,
    &keys::EPOCH,
    &keys::OPENED,
    &keys::ADD_KEY,
    &keys::KEYS,
    &people::ADD,
    &people::ONE,
    &people::BY_EMAIL,
    &people::ADD_MEMBERSHIP,
    &people::END_MEMBERSHIP,
    &people::MEMBERSHIPS,
    &people::MEMBERS,
    &people::PEOPLE,
    &real_people::ADD_FACT,
    &real_people::FACTS,
    &real_people::ADD_STEP,
    &real_people::STEPS,
    &real_people::LAST_STEP,
    &settings::SETTING,
    &settings::SET,
    &settings::REWRAP_ROOT,
    &shared_ended::ADD,
    &shared_ended::ALL,
    &shared_ended::MANY,
    &wording::CONFIRM,
    &wording::CONFIRMED,
    &wording::TAKE_BACK,
    &wording::ADD_WITHDRAWN,
    &wording::WITHDRAWN,
];

/// Every statement of the directory and of its record, for the test that prepares each on both engines.
#[must_use]
pub fn statements() -> Vec<&'static Statement> {
    OF_ORGANISATIONS
        .iter()
        .chain(OF_PEOPLE)
        .copied()
        .chain(crate::ledger::STATEMENTS.iter().copied())
        .chain(
            crate::sign_in::STATEMENTS
                .iter()
                .copied()
                .flatten()
                .copied(),
        )
        .collect()
}
