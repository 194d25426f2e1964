//! The record of who did what: append-only rows, sealed into a signed Merkle tree.
//!
//! Every store that keeps a record has these tables (bytes are `BLOB` on SQLite, `BYTEA` on PostgreSQL):
//!
//! ```sql
//! CREATE TABLE ledger (
//!   id TEXT PRIMARY KEY, at BIGINT NOT NULL, actor_kind TEXT NOT NULL, actor TEXT NOT NULL,
//!   agency TEXT, action TEXT NOT NULL, outcome TEXT NOT NULL, case_id TEXT, cases TEXT,
//!   record TEXT, version BIGINT, digest TEXT, request TEXT NOT NULL);
//! CREATE TABLE ledger_waiting (id TEXT PRIMARY KEY);
//! CREATE TABLE ledger_leaf (number BIGINT PRIMARY KEY, id TEXT NOT NULL UNIQUE, hash TEXT NOT NULL);
//! CREATE TABLE tree_head (size BIGINT PRIMARY KEY, at BIGINT NOT NULL, root TEXT NOT NULL, signature TEXT NOT NULL);
//! ```
//!
//! Triggers (and on PostgreSQL missing grants) refuse UPDATE and DELETE on `ledger`, `ledger_leaf`
//! and `tree_head`. A row holds ids, codes, versions and a salted digest; the salt lies with the
//! revision, so that a case can be disposed of and its rows still verify. Never text, never names.

mod anchor;
mod of_case;
mod proof;
mod row;
mod seal;
mod search;
mod verify;

pub use anchor::{Against, Anchor, AnchorBreak, NoAnchor, check_against, ends_before, last_root};
pub use of_case::{CaseProof, NoProof, ProvedRow, proof_of_case};
pub use proof::{InclusionProof, inclusion};
pub use row::{Entry, LedgerRow, Outcome, append, rows_of_case, rows_since};
pub use seal::{SealOutcome, seal, waits};
pub use search::{Sealed, Search, Standing, row, search, standing};
pub use verify::{Break, Report, verify};

use db::Statement;

/// Every statement of the record, for the test that prepares them on both engines.
pub const STATEMENTS: &[&Statement] = &[
    &row::APPEND,
    &row::APPEND_WAITING,
    &row::OF_CASE,
    &row::SINCE,
    &seal::WAITING,
    &seal::ANY_WAITING,
    &seal::NO_LONGER_WAITING,
    &seal::ADD_LEAF,
    &seal::LEAF_HASHES,
    &seal::ADD_HEAD,
    &seal::LAST_HEAD,
    &anchor::RESTORED_SINCE,
    &anchor::SEALED,
    &verify::ALL_LEAVES,
    &verify::HEADS,
    &verify::UNSEALED,
    &of_case::EVERY_ROW,
    &proof::LEAF_OF,
    &proof::ONE_ROW,
    &search::ANY,
    &search::BY_ACTOR,
    &search::BY_ACTION,
    &search::BY_CASE,
    &search::TAIL,
];
