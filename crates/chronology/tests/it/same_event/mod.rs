//! Proposals of one event, measured on families labelled by hand before the rules were written.

mod fit;
mod labelled;
mod measured;
mod proposals;
