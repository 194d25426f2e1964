//! Starting a practice run from one of the invented incidents.

use access::Ctx;
use model::case::{AuthorityKnew, Incident, Known, PracticeRun, Raised, Subject};
use model::{
    Calendar, Date, FormId, PracticePerson, PracticeScript, Sensitive, UncertainDate,
    practice_scripts,
};

use crate::incident::{NewSubject, Raise, raise};
use crate::{App, AppError, Reference};

/// Starts a practice run today. Whoever starts it is in it, and nobody else until they add them.
///
/// # Errors
/// [`AppError::Rule`] `practice-script` when there is no such invented incident; [`AppError::NotPermitted`] for whoever
/// may not raise an incident.
pub async fn start(
    app: &App,
    ctx: &Ctx,
    form: FormId,
    script: &str,
) -> Result<Reference, AppError> {
    let mut all = practice_scripts().iter();
    let found = all.find(|one| one.id == script);
    let script = found.ok_or(AppError::Rule("practice-script"))?;
    let calendar = super::read::calendar(app, ctx).await?;
    let new = made(script, &calendar, ctx.today());
    raise(app, ctx, form, &new).await
}

/// The invented incident with the dates of a run that begins today.
fn made(script: &PracticeScript, calendar: &Calendar, today: Date) -> Raise {
    let before = |days: u32| {
        let day = calendar.due_before(today, days).ok();
        let day = day.and_then(|day| UncertainDate::day(day).ok());
        day.unwrap_or(UncertainDate::UNKNOWN)
    };
    let incident = Incident {
        outline: words(&script.outline),
        happened: before(script.happened_before),
        place: words(&script.place),
        authority: None,
        first_known: Some(before(script.first_known_before)),
        first_known_by: words(&script.first_known_by),
        authority_knew: Some(AuthorityKnew {
            on: before(script.authority_knew_before),
            says: words(&script.authority_says),
        }),
        nature: script.nature.clone(),
        abuse_or_neglect: script.abuse_or_neglect,
        why: words(&script.why),
        done_at_once: words(&script.done_at_once),
        press_interest: Known::No,
        raised: Raised {
            by: words(&script.raised_by),
            agency: words(&script.first_known_by),
            agreed_by: Some(words(&script.raised_by)),
        },
    };
    let people = script.people.iter();
    Raise {
        incident,
        subjects: people.map(|one| subject(one, calendar, today)).collect(),
        practice: Some(PracticeRun {
            script: script.id.clone(),
            began: today,
            moved: 0,
            ended: false,
        }),
    }
}

fn subject(person: &PracticePerson, calendar: &Calendar, today: Date) -> NewSubject {
    let born = person
        .months_old
        .map(|months| calendar.add_months(today, -months));
    let born = born.and_then(|day| UncertainDate::day(day).ok());
    NewSubject {
        subject: Subject {
            kind: person.kind,
            name: words(&person.name),
            also_known_as: words(""),
            born: born.unwrap_or(UncertainDate::UNKNOWN),
            unborn: false,
            relation: words(&person.relation),
        },
        safety: person
            .safe_now
            .map(|safe| (safe, words(&person.how_known), None)),
    }
}

fn words(text: &str) -> Sensitive<String> {
    Sensitive(text.to_owned())
}
