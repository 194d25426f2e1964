//! The whole return as one Word document: handed out with what was answered, filled in elsewhere, brought back and laid
//! beside what stands now. Each answer is known again by a code in its row, whatever program it was filled in with;
//! what the document held when it was handed out is kept as digests, so that a change made online meanwhile is seen.

mod back;
mod build;
mod cells;
mod document;
mod lines;
mod questions;
mod read;
mod tables;
mod take;
mod view;
mod words;

pub use back::{NewHandIn, bring_back, hand_in, handed_in, take_handed_in_away};
pub use cells::{RowKind, cell_key, is_long, said};
pub use document::{HandedOut, Setting, hand_out, hand_out_empty};
pub use questions::{SeenAsk, fixed_answers, say_cell};
pub use take::{leave_answer, take_all, take_answer};
pub use view::{
    CellStands, FileInReturn, FileView, RowStands, SeenCell, SeenRow, file_of_return,
    files_of_return,
};
pub use words::FormWords;
