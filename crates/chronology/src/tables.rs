//! Rows of an agency's table as entries, questions or refusals; none is dropped.
//!
//! A [`Mapping`] says which column holds what. [`Mapping::suggest`] proposes one from the heads of the columns, or,
//! where a table has none, from what stands in them; a person corrects it, and it is kept, so that the next table with
//! the same heads ([`Mapping::fits`]) is read without asking. [`apply`] then reads the rows: each ends as one
//! [`RowOutcome`], in their order, whatever it holds.
//!
//! What a row says of somebody who was not there stands in quotation marks, beside our words, as notes have it. A cell's own words are
//! kept to the letter, in the source of the entry also.
//!
//! A table that this service wrote itself begins with a row of codes ([`model::chronology::Column::mark`]). It is read
//! by those, exactly, and needs no mapping.

mod always;
mod answers;
mod apply;
mod clock;
mod fields;
mod head;
mod kinds;
mod mapping;
mod outcome;
mod own;
mod quote;
mod row_above;
mod words;

pub use apply::{CellReading, DateDoubt, Document, apply};
pub use head::{Head, below_head, head_of};
pub use kinds::kind_by_opening;
pub use mapping::{Field, Mapping, field_of};
pub use outcome::{Question, QuestionCode, RefusedCode, RowOutcome, What, joined};
pub use own::{is_own, own_heads};
pub use row_above::is_day_above;
