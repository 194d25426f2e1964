//! What is to be done about a learning point, and whether anything changed for children.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::scheme::kinds;
use crate::{Date, RecordId, Sensitive};

kinds! {
    /// How much an action changes the conditions of work. The scheme's list `strength` says what each means.
    Strength {
        /// People have to remember it.
        Weak = "weak",
        /// It helps people to do it.
        Medium = "medium",
        /// The conditions of work are different.
        Strong = "strong",
    }
}

kinds! {
    /// What somebody saw who looked whether anything had changed for children.
    ChangeSeen {
        /// It is different, and there is something that shows it.
        Changed = "changed",
        /// In part, or in some places.
        InPart = "in_part",
        /// Nothing has changed.
        NoChange = "no_change",
        /// It cannot be said yet.
        CannotSay = "cannot_say",
    }
}

/// How it stood for children before the action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StartingValue {
    /// A figure or a description, with its source.
    Known(Sensitive<String>),
    /// Nobody knows: said openly, not left out.
    Unknown,
}

/// Where an action stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionStands {
    /// Still to be done.
    Open,
    /// Done. Whether it changed anything is looked at later.
    Done {
        /// When.
        on: Date,
        /// What shows that it was done.
        shown_by: Sensitive<String>,
    },
    /// Done or tried, and nothing changed for children.
    NoChangeSeen {
        /// When that was found.
        on: Date,
        /// How it was found, and what follows.
        why: Sensitive<String>,
    },
    /// Another action has taken its place.
    Superseded {
        /// When.
        on: Date,
        /// By which one, and why.
        why: Sensitive<String>,
    },
    /// It was decided not to do it.
    Rejected {
        /// When.
        on: Date,
        /// Why, and who decided.
        why: Sensitive<String>,
    },
}

impl ActionStands {
    /// Stable codes, in the order in which they are offered.
    pub const CODES: &'static [&'static str] =
        &["open", "done", "no_change_seen", "superseded", "rejected"];

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done { .. } => "done",
            Self::NoChangeSeen { .. } => "no_change_seen",
            Self::Superseded { .. } => "superseded",
            Self::Rejected { .. } => "rejected",
        }
    }

    /// Since which day, and the words with it.
    #[must_use]
    pub const fn since(&self) -> Option<(Date, &Sensitive<String>)> {
        match self {
            Self::Open => None,
            Self::Done { on, shown_by } => Some((*on, shown_by)),
            Self::NoChangeSeen { on, why }
            | Self::Superseded { on, why }
            | Self::Rejected { on, why } => Some((*on, why)),
        }
    }
}

/// A day on which somebody looks whether anything changed, and what they saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookAgain {
    /// The day.
    pub due: Date,
    /// What was seen; nothing until somebody has looked.
    pub seen: Option<Seen>,
}

/// What somebody saw who looked again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// When they looked.
    pub on: Date,
    /// Whether anything had changed.
    pub change: ChangeSeen,
    /// What shows it: a figure, an audit, what children, families or practitioners say.
    pub shown_by: Sensitive<String>,
}

/// An action that answers a learning point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// The learning point that it answers.
    pub learning_point: RecordId,
    /// What is to be done.
    pub what: Sensitive<String>,
    /// Who holds it: one role in one organisation.
    pub owner: Sensitive<String>,
    /// By the end of which day.
    pub due: Date,
    /// How much it changes the conditions of work.
    pub strength: Strength,
    /// What would be different for children.
    pub different: Sensitive<String>,
    /// How one would know.
    pub how_known: Sensitive<String>,
    /// How it stood before.
    pub starting: StartingValue,
    /// When somebody looks whether anything changed, soonest first.
    pub look_again: Vec<LookAgain>,
    /// Where it stands.
    pub stands: ActionStands,
}

/// After how many months from the day on which an action is due somebody looks again.
pub const LOOK_AGAIN_MONTHS: [i32; 3] = [3, 6, 12];

impl Action {
    /// The days to look again of an action that is due on a day.
    #[must_use]
    pub fn looks_after(due: Date) -> Vec<LookAgain> {
        LOOK_AGAIN_MONTHS
            .into_iter()
            .map(|months| LookAgain {
                due: crate::calendar::months_later(due, months),
                seen: None,
            })
            .collect()
    }

    /// Moves the days on which nobody has looked yet to those of a new due day.
    pub fn move_looks(&mut self) {
        let after = Self::looks_after(self.due);
        for (look, new) in self.look_again.iter_mut().zip(after) {
            if look.seen.is_none() {
                look.due = new.due;
            }
        }
    }

    /// The next day to look again; none while it is to be done, and none for an action that was given up.
    #[must_use]
    pub fn next_look(&self) -> Option<(usize, &LookAgain)> {
        match self.stands {
            ActionStands::Done { .. } | ActionStands::NoChangeSeen { .. } => {
                let mut looks = self.look_again.iter().enumerate();
                looks.find(|(_, look)| look.seen.is_none())
            }
            ActionStands::Open
            | ActionStands::Superseded { .. }
            | ActionStands::Rejected { .. } => None,
        }
    }

    /// What was seen last.
    #[must_use]
    pub fn last_seen(&self) -> Option<&Seen> {
        self.look_again
            .iter()
            .rev()
            .find_map(|one| one.seen.as_ref())
    }

    /// Whether it is still to be done.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.stands, ActionStands::Open)
    }
}

/// Whether a set of actions is all training, reminders and the like: the conditions of work would stay as they are.
/// Actions that were given up do not count.
#[must_use]
pub fn changes_no_condition<'a>(actions: impl IntoIterator<Item = &'a Action>) -> bool {
    let mut standing = actions
        .into_iter()
        .filter(|one| {
            !matches!(
                one.stands,
                ActionStands::Superseded { .. } | ActionStands::Rejected { .. }
            )
        })
        .peekable();
    standing.peek().is_some() && standing.all(|one| one.strength == Strength::Weak)
}

impl Record for Action {
    const KIND: &'static str = "action";

    fn state(&self) -> Option<&'static str> {
        Some(self.stands.code())
    }

    fn due(&self) -> Option<Date> {
        if self.is_open() {
            return Some(self.due);
        }
        self.next_look().map(|(_, look)| look.due)
    }
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "tests fail by panicking"
    )]

    use super::*;

    fn action(strength: Strength, stands: ActionStands) -> Action {
        let due = Date::constant(2026, 11, 30);
        let words = |words: &str| Sensitive(words.to_owned());
        Action {
            learning_point: "01890000-0000-7000-8000-000000000007".parse().unwrap(),
            what: words("Invented"),
            owner: words("Invented"),
            due,
            strength,
            different: words("Invented"),
            how_known: words("Invented"),
            starting: StartingValue::Unknown,
            look_again: Action::looks_after(due),
            stands,
        }
    }

    fn done() -> ActionStands {
        ActionStands::Done {
            on: Date::constant(2026, 11, 2),
            shown_by: Sensitive("Minutes".to_owned()),
        }
    }

    #[test]
    fn days_to_look_again_are_three_six_and_twelve_months_after_the_due_day() {
        let days = Action::looks_after(Date::constant(2026, 11, 30));
        let days: Vec<String> = days.iter().map(|one| one.due.to_string()).collect();
        assert_eq!(days, ["2027-02-28", "2027-05-30", "2027-11-30"]);
    }

    #[test]
    fn it_waits_for_its_day_then_for_each_look_and_at_last_for_nothing() {
        let mut one = action(Strength::Strong, ActionStands::Open);
        assert_eq!(one.due(), Some(Date::constant(2026, 11, 30)));
        one.stands = done();
        assert_eq!(one.due(), Some(Date::constant(2027, 2, 28)));
        for place in 0..3 {
            assert_eq!(one.next_look().map(|(at, _)| at), Some(place));
            one.look_again[place].seen = Some(Seen {
                on: one.look_again[place].due,
                change: ChangeSeen::InPart,
                shown_by: Sensitive("An audit".to_owned()),
            });
        }
        assert_eq!((one.due(), one.next_look()), (None, None));
        one.due = Date::constant(2027, 1, 31);
        one.move_looks();
        assert_eq!(one.look_again[0].due, Date::constant(2027, 2, 28));
    }

    #[test]
    fn a_set_of_weak_actions_changes_no_condition() {
        let (weak, strong) = (Strength::Weak, Strength::Strong);
        let given_up = || ActionStands::Rejected {
            on: Date::constant(2026, 11, 2),
            why: Sensitive("Cost".to_owned()),
        };
        let set = |all: &[Action]| changes_no_condition(all);
        assert!(!set(&[]));
        assert!(set(&[
            action(weak, ActionStands::Open),
            action(weak, done())
        ]));
        assert!(!set(&[
            action(weak, ActionStands::Open),
            action(strong, done())
        ]));
        assert!(set(&[
            action(weak, ActionStands::Open),
            action(strong, given_up())
        ]));
        assert!(!set(&[action(weak, given_up())]));
    }
}
