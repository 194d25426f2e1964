//! E-mail out: never a detail of a case in one.
