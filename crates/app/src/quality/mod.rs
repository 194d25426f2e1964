//! The quality of a review as a judgement that steers it: marker by marker, with reasons, a second person's view and what
//! to improve now. Nothing here counts, adds up or compares.

mod judge;
mod read;
mod second;

pub use judge::judge;
pub use read::{AskedFor, MarkerView, Quality, marker, quality};
pub use second::second_view;
