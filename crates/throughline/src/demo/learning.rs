//! What was learned in the invented reviews, what is done about it, and whether anything changed.

use access::Role;
use app::Reference;
use app::learning::{keep_action, keep_point, learning, look_again, stand};
use model::case::{Action, ActionStands, ChangeSeen, LearningPoint, Seen, StartingValue, Strength};
use model::{Instant, Sensitive};

use super::act::{Scene, day, words};

/// Something learned, with the action that answers it.
struct Lesson {
    learned: &'static str,
    episode: &'static str,
    made_sense: &'static str,
    condition: &'static str,
    level: &'static str,
    changed_at: &'static str,
    who: &'static str,
    what: &'static str,
    strength: Strength,
    different: &'static str,
    known: &'static str,
    starting: Option<&'static str>,
    /// Days until the action is due.
    days: i64,
}

/// How many lessons there are to choose from.
pub const LESSONS: usize = 4;

const ALL: [Lesson; LESSONS] = [
    Lesson {
        learned: "Missed appointments were counted as a choice and not as a journey that nobody could make.",
        episode: "Four appointments at the hospital within ten weeks",
        made_sense: "The letter template has one box, for did not attend. The timetable of the bus is not in any record.",
        condition: "Clinics are held at one site, and the reminder does not ask how somebody will get there.",
        level: "agency",
        changed_at: "partnership",
        who: "Head of children's outpatients, hospital trust",
        what: "Hold the clinic in the health centre every second week, and ask about the journey when it is booked.",
        strength: Strength::Strong,
        different: "A child who lives an hour away is seen as often as one who lives near.",
        known: "Children not brought, by distance from the clinic, each quarter",
        starting: Some(
            "31 in 100 of those who live more than ten miles away, from the clinic's own list",
        ),
        days: 60,
    },
    Lesson {
        learned: "Two records each held half of what was known about earlier injuries.",
        episode: "The call between the school nurse and the emergency department",
        made_sense: "Each could see their own record and had no reason to think that there was another.",
        condition: "Two record systems that do not show each other's entries.",
        level: "region",
        changed_at: "region",
        who: "Chief information officer, integrated care board",
        what: "Show entries about injuries of children in both systems on the same day.",
        strength: Strength::Strong,
        different: "Whoever sees a child with an injury knows of the earlier ones.",
        known: "Audit of twenty attendances each half year",
        starting: None,
        days: 120,
    },
    Lesson {
        learned: "Nobody asked what the child's days were like, because no form asks.",
        episode: "Three assessments within two years",
        made_sense: "The assessment asks about parents and services, and has to be done in ten days.",
        condition: "The form and the time for it leave no room for the child's own account.",
        level: "agency",
        changed_at: "agency",
        who: "Principal social worker, children's services",
        what: "Remind all social workers to see the child alone and to write down what the child says.",
        strength: Strength::Weak,
        different: "What a child says about an ordinary day is in the assessment.",
        known: "Audit of thirty assessments",
        starting: Some("In 9 of 30, audit of last winter"),
        days: 30,
    },
    Lesson {
        learned: "A supervisor who had time to ask made it possible to change a plan that did not work.",
        episode: "Supervision in the week before the family moved",
        made_sense: "The team had two vacancies fewer than the others.",
        condition: "Enough supervisors for an hour every fortnight.",
        level: "team",
        changed_at: "agency",
        who: "Head of service, children's services",
        what: "Protect an hour of supervision every fortnight by a limit on cases for each supervisor.",
        strength: Strength::Medium,
        different: "A plan that does not help a child is changed within a month.",
        known: "Supervision records, and what practitioners say in the yearly survey",
        starting: None,
        days: 90,
    },
];

/// The business manager records something that was learned and the action that answers it.
///
/// # Errors
/// When the use case refuses.
pub async fn learn(scene: &Scene<'_>, reference: &Reference, which: usize) -> anyhow::Result<()> {
    let Some(lesson) = ALL.get(which % LESSONS) else {
        return Ok(());
    };
    let ctx = scene.acting(Role::BusinessManager)?;
    let point = LearningPoint {
        learned: words(lesson.learned),
        episode: words(lesson.episode),
        made_sense: words(lesson.made_sense),
        condition: words(lesson.condition),
        level: lesson.level.to_owned(),
        changed_at: lesson.changed_at.to_owned(),
        who_can_change: words(lesson.who),
        agencies: Vec::new(),
        learned_on: day(scene.at),
        themes: Vec::new(),
    };
    let sent = (scene.form()?, None);
    let point = keep_point(scene.app, &ctx, reference, sent, &point).await?;
    let due = scene.at.plus_seconds(lesson.days * 86_400).date_in_london();
    let known = |value: &str| StartingValue::Known(words(value));
    let action = Action {
        learning_point: point,
        what: words(lesson.what),
        owner: words(lesson.who),
        due,
        strength: lesson.strength,
        different: words(lesson.different),
        how_known: words(lesson.known),
        starting: lesson.starting.map_or(StartingValue::Unknown, known),
        look_again: Vec::new(),
        stands: ActionStands::Open,
    };
    let sent = (scene.form()?, None);
    keep_action(scene.app, &ctx, reference, sent, &action).await?;
    Ok(())
}

/// The actions that are still to be done are done; at those that were done before, somebody looks whether anything
/// changed, when the day has come.
///
/// # Errors
/// When the use case refuses.
pub async fn follow_up(scene: &Scene<'_>, reference: &Reference) -> anyhow::Result<()> {
    let ctx = scene.acting(Role::BusinessManager)?;
    let on = ctx.today();
    for one in learning(scene.app, &ctx, reference).await?.actions {
        let sent = (scene.form()?, (one.id, one.version));
        if one.body.is_open() {
            let shown_by = words("Minutes of the partnership, and what was put in place");
            let done = ActionStands::Done { on, shown_by };
            stand(scene.app, &ctx, reference, sent, &done).await?;
        } else if one.body.next_look().is_some_and(|(_, look)| look.due <= on) {
            let seen = seen(&one.body, scene.at);
            look_again(scene.app, &ctx, reference, sent, &seen).await?;
        }
    }
    Ok(())
}

/// A weak action changed nothing; the others did in part.
fn seen(action: &Action, at: Instant) -> Seen {
    let (change, shown_by) = if action.strength == Strength::Weak {
        let none = "Audit: in 10 of 30. Nothing that somebody had to remember was different.";
        (ChangeSeen::NoChange, none)
    } else {
        let some = "The figure is better in the two places that began first.";
        (ChangeSeen::InPart, some)
    };
    Seen {
        on: at.date_in_london(),
        change,
        shown_by: Sensitive(shown_by.to_owned()),
    }
}
