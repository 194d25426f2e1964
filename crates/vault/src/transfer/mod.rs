//! Handing a case over to another store: offered, taken in whole, and a stub left where it was.

pub(crate) mod bundle;
pub(crate) mod offers;
pub(crate) mod stub;
pub(crate) mod tables;
pub(crate) mod take_in;

use db::Statement;

/// Every statement about handing over.
pub(crate) const STATEMENTS: &[&Statement] = &[
    &tables::CASE.take,
    &tables::CASE.put,
    &tables::RECORD.take,
    &tables::RECORD.put,
    &tables::REVISION.take,
    &tables::CONFLICT.take,
    &tables::CONFLICT.put,
    // What puts a revision or an emergency opening is the statement that adds one.
    &tables::EMERGENCY.take,
    &tables::AGENCY_RETURN.take,
    &tables::AGENCY_RETURN.put,
    &tables::RETURN_RECORD.take,
    &tables::RETURN_RECORD.put,
    &bundle::LETTERS,
    &bundle::FILES,
    &bundle::BYTES,
    &take_in::ADD_FILE,
    &take_in::ADD_READING,
    &take_in::ADD_LETTER,
    &take_in::LOWEST_EPOCH,
    &take_in::ADD,
    &take_in::ONE,
    &take_in::IS_ONE,
    &take_in::NAMES,
    &take_in::WAS_HERE,
    &offers::ADD,
    &offers::ALL,
    &offers::OPEN,
    &offers::ANSWER,
    &offers::END,
    &offers::PIECE,
    &offers::PIECES,
    &offers::EMPTY,
    &stub::KEEP_REQUESTS,
    &stub::KEEP_REQUEST_VERSIONS,
    &stub::ADD,
    &stub::ALL,
    &stub::READY,
    &stub::MOVED,
];
