//! The only way from a case to what others read. Somebody writes a condition of work in a fixed shape that has no place for the
//! incident; everything in it that could tell who it is about is found, and a person decides on each; others, of more than one
//! agency, read exactly what would leave and release it; a job puts it where others read it. It can be held back and taken back.
//! Nothing but [`put`] names what puts something there (decision 0045).

mod alike;
mod beside;
mod decide;
mod ended;
mod family;
mod find;
mod hold;
mod job;
mod kept;
mod known;
mod leaving;
mod lines;
mod list;
mod made;
mod next;
mod origin;
mod own_words;
mod own_work;
mod places;
mod prepared;
mod put;
mod read;
mod readers;
mod recall;
mod register;
mod release;
mod together;
mod waits;
mod wanted;
mod within;
mod write;
mod writers;

pub(crate) use beside::on_record;
pub use decide::{NewDecision, ask_to_release, decide, stands};
pub(crate) use ended::{compare, ends, hold_against, keep_end, kept_as, many as ended_many};
pub use ended::{ended, keep_ended};
pub use family::keep_family;
pub use find::{Found, Scrub};
pub use hold::{NewHold, lift_hold, lifters_on_offer, put_hold};
pub(crate) use job::carry;
pub(crate) use kept::agreed as agreed_to;
pub use leaving::{Leaving, LeavingField, Line, TOGETHER};
pub use lines::{LineAnswer, LinesAnswered, keep_line, keep_lines, lacks_words, lifts_silently};
pub use list::{SharingLine, all_sharing};
pub use made::{DraftStands, Made};
pub use next::begin_next;
pub use own_words::TRIES;
pub(crate) use own_words::{OwnWords, found_in, reason_names_nobody, stopped, stopped_there};
pub use read::{
    May, SharingList, SharingView, draft_to_recall, draft_to_release, draft_with_hold,
    shared_draft, sharing,
};
pub use readers::{ReadBy, ReadLine, readers};
pub use recall::{NewRecall, recall};
pub(crate) use register::JOB as CHECKS;
pub(crate) use register::Readings;
pub use register::{CaseKnown, Known, KnownKind};
pub use release::{Confirmed, id_of_year, release};
pub use together::{Rare, RareCount, RarePart, RareSaid};
pub(crate) use waits::waits;
pub(crate) use wanted::second_person;
pub use wanted::{Slot, Wanted, asked_lines};
pub(crate) use write::author;
pub use write::{CODES, NewDraft, save_draft};
