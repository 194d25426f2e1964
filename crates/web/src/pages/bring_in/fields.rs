//! The boxes of the form. Those of a child and of a step are there once for each number.

use model::scheme::MOST_COURSE;

use crate::form::{Field, field};

/// Most children whom the form asks about; more are added on the review.
pub(super) const MOST_CHILDREN: usize = 6;

pub(super) const OUTLINE: Field = field("outline", "bring-outline");
pub(super) const NATURE: Field = field("nature", "raise-nature");
pub(super) const KNOWN: Field = field("known-on", "bring-known");
pub(super) const LOCAL: Field = field("local", "bring-local");
pub(super) const OUTCOME: Field = field("outcome", "bring-outcome");
/// How many children the form asks about.
pub(super) const CHILDREN: Field = field("children", "bring-children");
/// The button that asks about one more.
pub(super) const ANOTHER: Field = field("another", "bring-another");
/// That odd dates are right.
pub(super) const RIGHT: Field = field("right", "bring-right");

/// The boxes of a child.
#[derive(Clone, Copy)]
pub(super) struct Child {
    pub(super) name: Field,
    pub(super) born: Field,
    pub(super) safe: Field,
    pub(super) how: Field,
}

/// The boxes of a step.
#[derive(Clone, Copy)]
pub(super) struct Step {
    pub(super) on: Field,
    pub(super) source: Field,
    pub(super) why: Field,
}

macro_rules! children {
    ($($number:literal)*) => { [$(Child {
        name: field(concat!("child-", $number), "bring-child"),
        born: field(concat!("child-", $number, "-born-on"), "bring-born"),
        safe: field(concat!("child-", $number, "-safe"), "safety-safe"),
        how: field(concat!("child-", $number, "-how"), "safety-how"),
    }),*] };
}

macro_rules! steps {
    ($($number:literal)*) => { [$(Step {
        on: field(concat!("on-", $number), "bring-on"),
        source: field(concat!("source-", $number), "bring-source"),
        why: field(concat!("words-", $number), "bring-why"),
    }),*] };
}

pub(super) const CHILD: [Child; MOST_CHILDREN] = children![1 2 3 4 5 6];

pub(super) const STEP: [Step; MOST_COURSE] =
    steps![1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24];

pub(super) const TOLD: Step = Step {
    on: field("told-on", "bring-on"),
    source: field("told-source", "bring-source"),
    why: field("words-told", "bring-why"),
};
