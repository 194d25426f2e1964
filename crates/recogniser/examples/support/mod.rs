//! What training and measuring share.

pub mod build;
pub mod chance;
pub mod crf;
pub mod data;
pub mod figures;
pub mod fill;
pub mod slots;
