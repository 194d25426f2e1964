//! A few figures of one review, from the days of its moments. They are of the review, never of people, and none has a target.

use model::Date;
use model::learning::{LearningLoop, Moment, MomentKind, MomentTurnKind, SystemLevel};

/// A moment with the day on which something was seen differently.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// The day.
    pub on: Date,
    /// The day on which it was written down.
    pub written: Date,
    /// The moment.
    pub moment: &'a Moment,
}

impl Seen<'_> {
    /// The day by which it counts after an incident: what was seen before is learning from the incident once somebody writes it down.
    fn counted(&self, incident: Option<Date>) -> Date {
        match incident {
            Some(incident) if self.on < incident => self.written,
            _ => self.on,
        }
    }
}

/// How many days after the incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Days {
    /// It has not happened yet.
    NotYet,
    /// The day of the incident is not known for certain.
    NotKnown,
    /// So many days; 0 on the day itself.
    After(i64),
}

/// A part of all moments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// How many.
    pub part: usize,
    /// Of how many.
    pub of: usize,
}

/// Days to look again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Revisits {
    /// On how many of them somebody looked and could say how it stands.
    pub kept: usize,
    /// How many have come.
    pub due: usize,
}

/// The figures of one review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// When something was seen differently first.
    pub first_on: Option<Date>,
    /// From the incident to the first moment.
    pub first: Days,
    /// From the incident to the first that was shared outside the review.
    pub first_shared: Days,
    /// Moments before the first report was sent; all of them while none was.
    pub before_report: Share,
    /// When the first report was sent.
    pub report: Option<Date>,
    /// How many at each level of the system; none for those of which nobody said it.
    pub levels: Vec<(Option<SystemLevel>, usize)>,
    /// How many of each loop.
    pub loops: Vec<(Option<LearningLoop>, usize)>,
    /// How many of each kind.
    pub kinds: Vec<(Option<MomentKind>, usize)>,
    /// Days to look again.
    pub revisits: Revisits,
    /// Moments that were revised, doubted or let go.
    pub changed_minds: Share,
}

/// The figures of these moments, on a day. `incident` and `report` are certain days where there are any; `shared` is the day of
/// each moment that was shared outside the review. Of what an organisation learns from its own work, days are counted from the first
/// moment, and what first left is its report.
#[must_use]
pub fn figures(
    moments: &[Seen<'_>],
    (incident, report): (Option<Date>, Option<Date>),
    shared: &[Date],
    today: Date,
) -> Figures {
    let of = moments.len();
    let first = moments.iter().map(|one| one.counted(incident)).min();
    let before = |one: &&Seen<'_>| report.is_none_or(|sent| one.on < sent);
    let changed = moments.iter().filter(|one| one.moment.changed_minds());
    Figures {
        first_on: first,
        first: days(incident, first),
        first_shared: days(incident, shared.iter().copied().min()),
        before_report: Share {
            part: moments.iter().filter(before).count(),
            of,
        },
        report,
        levels: split(SystemLevel::ALL, moments, |one| one.level),
        loops: split(LearningLoop::ALL, moments, |one| one.questions),
        kinds: split(MomentKind::ALL, moments, |one| one.kind),
        revisits: kept(moments, today),
        changed_minds: Share {
            part: changed.count(),
            of,
        },
    }
}

fn days(incident: Option<Date>, first: Option<Date>) -> Days {
    match (incident, first) {
        (_, None) => Days::NotYet,
        (None, Some(_)) => Days::NotKnown,
        (Some(incident), Some(first)) => {
            Days::After(i64::from((first - incident).get_days().max(0)))
        }
    }
}

/// How many of each, in the order of the list; what nobody said comes last, and what there is none of is left out.
fn split<T: Copy + PartialEq>(
    all: &[T],
    moments: &[Seen<'_>],
    of: impl Fn(&Moment) -> Option<T>,
) -> Vec<(Option<T>, usize)> {
    let codes = all.iter().copied().map(Some).chain([None]);
    let count = |code: Option<T>| {
        let same = moments.iter().filter(|one| of(one.moment) == code);
        (code, same.count())
    };
    codes.map(count).filter(|(_, many)| *many > 0).collect()
}

fn kept(moments: &[Seen<'_>], today: Date) -> Revisits {
    let mut revisits = Revisits::default();
    for one in moments {
        for turn in one
            .moment
            .turns
            .iter()
            .filter(|turn| turn.answers.is_some())
        {
            revisits.due += 1;
            revisits.kept += usize::from(turn.what != MomentTurnKind::NotYet);
        }
        revisits.due += usize::from(one.moment.wants_looking_at(today));
    }
    revisits
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;
    use model::Sensitive;
    use model::learning::MomentTurn;
    use proptest::prelude::*;

    const INCIDENT: Date = Date::constant(2026, 3, 2);
    const TODAY: Date = Date::constant(2026, 9, 1);

    fn day(after: i64) -> Date {
        let step = |day: Date, _| {
            let next = if after < 0 {
                day.yesterday()
            } else {
                day.tomorrow()
            };
            next.unwrap()
        };
        (0..after.abs()).fold(INCIDENT, step)
    }

    fn of(moments: &[(i64, Moment)]) -> Vec<Seen<'_>> {
        moments
            .iter()
            .map(|(after, moment)| Seen {
                on: day(*after),
                written: day(*after + 12),
                moment,
            })
            .collect()
    }

    #[test]
    fn nothing_yet_is_said_as_such() {
        let found = figures(&[], (Some(INCIDENT), None), &[], TODAY);
        assert_eq!(found.first, Days::NotYet);
        assert_eq!(found.first_shared, Days::NotYet);
        assert_eq!(found.before_report, Share { part: 0, of: 0 });
        assert!(found.levels.is_empty() && found.loops.is_empty() && found.kinds.is_empty());
        assert_eq!(found.revisits, Revisits::default());
    }

    #[test]
    fn days_are_counted_from_a_certain_incident_only() {
        let moments = [(3, Moment::of("One")), (-2, Moment::of("Two"))];
        let seen = of(&moments);
        let found = figures(&seen, (Some(INCIDENT), None), &[day(9), day(12)], TODAY);
        assert_eq!(found.first, Days::After(3));
        assert_eq!(found.first_shared, Days::After(9));
        let before = [(-2, Moment::of("Before")), (0, Moment::of("On the day"))];
        let of_these = of(&before);
        let one = figures(&of_these, (Some(INCIDENT), None), &[], TODAY);
        assert_eq!(one.first, Days::After(0));
        let only = of_these.get(..1).unwrap();
        let only = figures(only, (Some(INCIDENT), None), &[], TODAY);
        assert_eq!(only.first, Days::After(10), "as it was written down");
        let found = figures(&seen, (None, None), &[], TODAY);
        assert_eq!(found.first, Days::NotKnown);
        let far = [(45, Moment::of("Later"))];
        let found = figures(&of(&far), (Some(INCIDENT), None), &[], TODAY);
        assert_eq!(found.first, Days::After(45), "months are counted in days");
    }

    #[test]
    fn what_was_seen_on_the_day_of_the_report_was_not_before_it() {
        let moments = [
            (1, Moment::of("One")),
            (5, Moment::of("Two")),
            (6, Moment::of("Three")),
        ];
        let found = figures(&of(&moments), (Some(INCIDENT), Some(day(5))), &[], TODAY);
        assert_eq!(found.before_report, Share { part: 1, of: 3 });
        let found = figures(&of(&moments), (Some(INCIDENT), None), &[], TODAY);
        assert_eq!(found.before_report, Share { part: 3, of: 3 });
    }

    #[test]
    fn a_look_that_can_say_nothing_yet_is_due_and_not_kept() {
        let mut moment = Moment::of("One");
        moment.revisit_on = Some(day(10));
        let turn = |what, after| MomentTurn {
            what,
            on: day(after),
            recorded_as: None,
            why: Sensitive(String::new()),
            answers: None,
        };
        moment.take(turn(MomentTurnKind::NotYet, 11), Some(day(20)));
        moment.take(turn(MomentTurnKind::StillHolds, 22), Some(day(40)));
        moment.take(turn(MomentTurnKind::Doubted, 23), None);
        let moments = [(1, moment)];
        let found = figures(&of(&moments), (Some(INCIDENT), None), &[], TODAY);
        assert_eq!(found.revisits, Revisits { kept: 1, due: 3 });
        assert_eq!(found.changed_minds, Share { part: 1, of: 1 });
    }

    proptest! {
        #[test]
        fn parts_add_up(days in prop::collection::vec(-20_i64..400, 0..60), levels in prop::collection::vec(0_usize..7, 60), sent in prop::option::of(0_i64..400)) {
            let moments: Vec<(i64, Moment)> = days
                .iter()
                .zip(&levels)
                .map(|(after, level)| {
                    let mut moment = Moment::of("One");
                    moment.level = SystemLevel::ALL.get(*level).copied();
                    (*after, moment)
                })
                .collect();
            let found = figures(&of(&moments), (Some(INCIDENT), sent.map(day)), &[], TODAY);
            let sum: usize = found.levels.iter().map(|(_, many)| many).sum();
            prop_assert_eq!(sum, moments.len());
            prop_assert!(found.before_report.part <= found.before_report.of);
            prop_assert_eq!(found.before_report.of, moments.len());
            // What was seen before the incident counts from when it was written down, twelve days later here.
            let counted = days.iter().map(|day| if *day < 0 { day + 12 } else { *day });
            let first = counted.min().map_or(Days::NotYet, |first| Days::After(first.max(0)));
            prop_assert_eq!(found.first, first);
        }
    }
}
