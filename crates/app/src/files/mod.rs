//! Files of a case: adding, listing, downloading, taking away; and their text, read by a process of its own.

mod add;
mod carries;
mod checker;
mod named;
mod on_offer;
mod program;
mod read;
mod reader;
mod take_away;
mod virus;

pub use add::{LARGEST, Upload, add, receive};
pub use carries::{CarriedPiece, Carries};
pub(crate) use carries::{carried_by, carried_by_file};
pub use checker::Checker;
pub(crate) use named::is_of_review;
pub use on_offer::{OnOffer, on_offer};
pub use papers::read::Part;
pub use program::{ReadingProgram, Unread};
pub use read::{FilesView, Pieces, SourceView, download, files, source};
pub use reader::Reader;
pub use take_away::{take_away, to_take_away};
pub use virus::{NoAnswer, VirusChecker};
