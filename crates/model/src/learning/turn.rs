//! How an understanding changed: what somebody said of a moment later, and why.

use serde::{Deserialize, Serialize};

use super::{Learner, Moment, MomentStands};
use crate::scheme::kinds;
use crate::{Date, Sensitive};

kinds! {
    /// What somebody said of a moment after it was written down. Names on screen are interface texts under `turn-` and the code.
    MomentTurnKind {
        /// It says something else now.
        Revised = "revised",
        /// Somebody doubts it.
        Doubted = "doubted",
        /// It was doubted or let go, and is looked at again.
        Reopened = "reopened",
        /// Somebody looked at it again: it still holds.
        StillHolds = "still_holds",
        /// Somebody looked at it again: it holds no longer.
        NoLonger = "no_longer",
        /// Somebody looked at it again: it cannot be said yet.
        NotYet = "not_yet",
        /// More was said about it: what prompted it, where it lies. Its words are the same.
        SaidMore = "said_more",
    }
}

/// One turn that an understanding took. It is kept in the version of the moment that it made, and in every later one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MomentTurn {
    /// What was said.
    pub what: MomentTurnKind,
    /// On which day.
    pub on: Date,
    /// In which role and for which agency; never a name.
    pub recorded_as: Option<Learner>,
    /// Why; empty where more was said about it.
    pub why: Sensitive<String>,
    /// The day to look again that it answers; absent where none had come.
    pub answers: Option<Date>,
}

impl Moment {
    /// Whether the day to look at it again has come.
    #[must_use]
    pub fn wants_looking_at(&self, today: Date) -> bool {
        self.waits_until().is_some_and(|due| due <= today)
    }

    /// The day on which it is looked at again; none once it was let go.
    #[must_use]
    pub fn waits_until(&self) -> Option<Date> {
        self.revisit_on
            .filter(|_| self.stands != MomentStands::LetGo)
    }

    /// Takes a turn: how it stands afterwards, and when it is looked at again. A look, and a change of its words, answers
    /// the day to look again where that has come; a doubt, and saying more about it, answers nothing.
    pub fn take(&mut self, mut turn: MomentTurn, next: Option<Date>) {
        let looks = !matches!(
            turn.what,
            MomentTurnKind::Doubted | MomentTurnKind::Reopened | MomentTurnKind::SaidMore
        );
        turn.answers = self.waits_until().filter(|due| looks && *due <= turn.on);
        if looks {
            let later = self.revisit_on.filter(|due| *due > turn.on);
            self.revisit_on = next.or(later);
        }
        self.stands = match turn.what {
            MomentTurnKind::Revised | MomentTurnKind::StillHolds => MomentStands::Held,
            MomentTurnKind::Doubted => MomentStands::Doubted,
            MomentTurnKind::Reopened => MomentStands::Reopened,
            MomentTurnKind::NoLonger => MomentStands::LetGo,
            MomentTurnKind::NotYet | MomentTurnKind::SaidMore => self.stands,
        };
        if turn.what == MomentTurnKind::NoLonger {
            self.revisit_on = None;
        }
        self.turns.push(turn);
    }

    /// Whether somebody changed or doubted it, or let it go, since it was written down.
    #[must_use]
    pub fn changed_minds(&self) -> bool {
        self.turns.iter().any(|turn| {
            matches!(
                turn.what,
                MomentTurnKind::Revised | MomentTurnKind::Doubted | MomentTurnKind::NoLonger
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(what: MomentTurnKind, on: Date) -> MomentTurn {
        MomentTurn {
            what,
            on,
            recorded_as: None,
            why: Sensitive("Two more visits were read.".to_owned()),
            answers: None,
        }
    }

    const MARCH: Date = Date::constant(2026, 3, 1);
    const JUNE: Date = Date::constant(2026, 6, 1);
    const SEPTEMBER: Date = Date::constant(2026, 9, 1);

    fn waiting() -> Moment {
        Moment {
            revisit_on: Some(JUNE),
            ..Moment::of("We asked the school last.")
        }
    }

    #[test]
    fn a_look_answers_the_day_that_has_come_and_names_the_next() {
        let mut moment = waiting();
        assert!(!moment.wants_looking_at(MARCH));
        assert!(moment.wants_looking_at(JUNE));
        moment.take(turn(MomentTurnKind::StillHolds, JUNE), Some(SEPTEMBER));
        assert_eq!(moment.turns.last().and_then(|one| one.answers), Some(JUNE));
        assert_eq!(moment.waits_until(), Some(SEPTEMBER));
        assert_eq!(moment.stands, MomentStands::Held);
        assert!(!moment.changed_minds());
    }

    #[test]
    fn an_early_look_answers_nothing_and_leaves_the_day() {
        let mut moment = waiting();
        moment.take(turn(MomentTurnKind::Revised, MARCH), None);
        assert_eq!(moment.turns.last().and_then(|one| one.answers), None);
        assert_eq!(moment.waits_until(), Some(JUNE));
        assert!(moment.changed_minds());
    }

    #[test]
    fn a_doubt_answers_no_day_and_what_is_let_go_waits_for_nobody() {
        let mut moment = waiting();
        moment.take(turn(MomentTurnKind::Doubted, SEPTEMBER), None);
        assert_eq!(moment.turns.last().and_then(|one| one.answers), None);
        assert_eq!(moment.stands, MomentStands::Doubted);
        assert_eq!(moment.waits_until(), Some(JUNE));
        moment.take(turn(MomentTurnKind::SaidMore, SEPTEMBER), None);
        assert_eq!(moment.stands, MomentStands::Doubted);
        assert_eq!(moment.waits_until(), Some(JUNE));
        moment.take(turn(MomentTurnKind::NoLonger, SEPTEMBER), Some(SEPTEMBER));
        assert_eq!(moment.stands, MomentStands::LetGo);
        assert_eq!(moment.waits_until(), None);
        moment.take(turn(MomentTurnKind::Reopened, SEPTEMBER), None);
        assert_eq!(moment.stands, MomentStands::Reopened);
        assert!(moment.changed_minds());
    }
}
