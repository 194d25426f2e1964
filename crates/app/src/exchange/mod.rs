//! The exchange: has anyone else met this, what an area does with learning of others, and what comes of it, told to those whom the
//! learning came from (decision 0046).

mod after;
mod met;
mod near;
mod questions;
mod released_here;
mod said;
mod second;
mod shared;
mod tally;
mod tell;
mod uptake;
mod words;

pub use after::{EndedItem, say_after};
pub use met::{Met, MetBefore, MetOf, met_before};
pub(crate) use near::{Texts, near};
pub use questions::{
    Answer, AskedOfItem, NamedQuestion, QuestionsWaiting, Sent, answer_question, ask_those_behind,
    asked_of_item, decline_question, pass_on, questions_here, questions_waiting, read_answer,
    to_pass_on, withdraw_question,
};
pub use released_here::ReleasedHere;
pub use said::{Ended, Said, SaidBefore, SaidIn, SaidOf, said_before};
pub use second::{Asked, SecondWaits, is_alone};
pub use tally::{FEWEST, Tally};
pub use tell::{
    ManyTold, ToTell, ToldOf, ToldUs, agree_to_tell, ask_to_tell, asked_to_tell, many_told,
    send_back_telling, tellings_waiting, to_tell, told_to_origin, told_us, unsay, withdraw_telling,
};
pub use uptake::{
    Decided, Decisions, NewUptake, OfItem, add_result, decide, decisions, of_item, waiting,
};
pub use words::{agree_to_words, send_back_words, withdraw_words, words_to_agree, words_waiting};
