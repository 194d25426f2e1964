//! The rules of chronologies, tried from outside.

mod same_event;
