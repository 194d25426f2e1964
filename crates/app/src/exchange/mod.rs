//! The exchange: has anyone else met this, what an area does with learning of others, and what comes of it, told to those whom the
//! learning came from (decision 0046).

mod met;
mod near;
mod said;
mod shared;
mod tally;
mod tell;
mod uptake;

pub use met::{Met, MetBefore, MetOf, met_before};
pub use said::{Ended, Said, SaidBefore, SaidIn, SaidOf, said_before};
pub use tally::{FEWEST, Tally};
pub use tell::{ToTell, ToldOf, ToldUs, tell, to_tell, told_to_origin, told_us, unsay};
pub use uptake::{
    Decided, Decisions, NewUptake, OfItem, add_result, decide, decisions, of_item, waiting,
};
