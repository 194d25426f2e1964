//! The notification of an invented incident, from its first line to the day on which the government's service had it.

use access::{Ctx, Role};
use app::Reference;
use app::notification::{Given, authorise, notified as has_it, save, tell as told, view};
use app::people::{change_person, keep_home, keep_identity, keep_school, keep_status, relate};
use model::case::{
    Authorisation, Direction, Home, IdentityAnswer, Known, LegalStatus, Notification, Relationship,
    School, Subject, SubjectKind, Told,
};
use model::identity::{
    Account, Answer, CodeLists, IdentityQuestion, IdentityValue, Said, Source, SourceKind,
};
use model::{RecordId, UncertainDate};

use super::act::{Scene, day, words};
use super::course::Filled;
use super::review::Review;

/// Fills in the notification.
///
/// # Errors
/// When a use case refuses.
pub async fn fill(scene: &Scene<'_>, review: &Review, filled: Filled) -> anyhow::Result<()> {
    let ctx = scene.acting(Role::AuthorityNotifier)?;
    let reference = review.reference()?;
    let seen = view(scene.app, &ctx, reference).await?;
    let whole = filled == Filled::Whole;
    let new = Notification {
        notifier: words(scene.troupe.first(Role::AuthorityNotifier)?.name),
        phone: words("01632 960 123"),
        email: words(""),
        cause: if whole { review.story.cause } else { "" }.to_owned(),
        police: whole.then_some(Known::Yes),
        coroner: whole.then_some(if review.died() { Known::Yes } else { Known::No }),
        siblings: words(match (whole, review.story.other) {
            (false, _) => "",
            (true, Some(_)) => "One other child in the home, named with the people.",
            (true, None) => "No other children in the home.",
        }),
        more: words(""),
    };
    let shown = seen.notification.map(|one| (one.id, one.version));
    save(scene.app, &ctx, reference, shown, &new).await?;
    Ok(())
}

/// Answers what is asked of the first child.
///
/// # Errors
/// When a use case refuses.
pub async fn about(scene: &Scene<'_>, review: &Review) -> anyhow::Result<()> {
    let ctx = &scene.acting(Role::AuthorityNotifier)?;
    let (app, reference) = (scene.app, review.reference()?);
    let seen = view(app, ctx, reference).await?;
    let Some(child) = seen.people.subjects.first().map(|one| one.id) else {
        return Ok(());
    };
    mother(scene, review, (ctx, child)).await?;
    let home = Home {
        person: child,
        authority: scene.troupe.first(Role::AuthorityNotifier)?.authority,
        elsewhere: words(""),
        living: if review.looked_after {
            "foster"
        } else {
            "home"
        }
        .to_owned(),
        more: words(""),
    };
    keep_home(app, ctx, reference, (scene.form()?, None), &home).await?;
    let (status, placement, plan) = if review.looked_after {
        ("C2", "foster_other", "looked_after")
    } else {
        ("none", "", "cin")
    };
    let status = LegalStatus {
        person: child,
        status: status.to_owned(),
        placement: placement.to_owned(),
        plans: vec![plan.to_owned()],
        earlier: vec!["early_help".to_owned()],
        category: String::new(),
        more: words(""),
    };
    keep_status(app, ctx, reference, (scene.form()?, None), &status).await?;
    let at_school = matches!(review.story.education, "at_school" | "persistently_absent");
    let school = School {
        person: child,
        education: review.story.education.to_owned(),
        place: words(if at_school {
            "Larkfield Primary School (invented)"
        } else {
            ""
        }),
        more: words(""),
    };
    keep_school(app, ctx, reference, (scene.form()?, None), &school).await?;
    for question in IdentityQuestion::ALL {
        let answer = IdentityAnswer {
            person: child,
            question,
            answer: Answer::One(answer(scene, review, question)?),
        };
        keep_identity(app, ctx, reference, (scene.form()?, None), &answer).await?;
    }
    Ok(())
}

async fn mother(
    scene: &Scene<'_>,
    review: &Review,
    (ctx, child): (&Ctx, RecordId),
) -> anyhow::Result<()> {
    let (app, reference) = (scene.app, review.reference()?);
    let new = Subject {
        kind: SubjectKind::Adult,
        name: words(&review.home.mother),
        also_known_as: words(""),
        born: UncertainDate::UNKNOWN,
        unborn: false,
        relation: words("Mother"),
    };
    let person = change_person(app, ctx, reference, (scene.form()?, None), &new).await?;
    let tie = Relationship {
        person,
        is: "mother".to_owned(),
        more: words(""),
        of: vec![child],
        same_home: if review.looked_after {
            Known::No
        } else {
            Known::Yes
        },
    };
    relate(app, ctx, reference, (scene.form()?, None), &tie).await?;
    Ok(())
}

fn answer(
    scene: &Scene<'_>,
    review: &Review,
    question: IdentityQuestion,
) -> anyhow::Result<Account<IdentityValue>> {
    let said = match (question, review.ethnicity.as_str()) {
        (IdentityQuestion::Ethnicity, "not_known") => Said::NotKnown,
        (IdentityQuestion::Ethnicity, code) => {
            let lists = CodeLists::embedded()?;
            Said::Value(IdentityValue::Coded(lists.value("cin-ethnicity", &[code])?))
        }
        (IdentityQuestion::Language, _) => Said::Value(IdentityValue::Described(words("English"))),
        (IdentityQuestion::ImmigrationStatus | IdentityQuestion::Nationality, _) => Said::NotAsked,
        _ => Said::NotKnown,
    };
    Ok(Account {
        said,
        own_words: None,
        source: Source {
            kind: SourceKind::AgencyRecord,
            who: words("Record of children's social care"),
        },
        on: day(scene.at),
    })
}

/// A second person agrees to what stands there.
///
/// # Errors
/// When a use case refuses.
pub async fn agree(scene: &Scene<'_>, reference: &Reference) -> anyhow::Result<()> {
    let ctx = scene.acting(Role::AuthorityAuthoriser)?;
    let seen = view(scene.app, &ctx, reference).await?;
    let shown = Authorisation {
        of_version: seen.notification.as_ref().map_or(0, |one| one.version),
        of_incident: seen.incident.version,
        of_people: seen.people.digest(),
    };
    authorise(scene.app, &ctx, reference, scene.form()?, &shown).await?;
    Ok(())
}

/// The government's service has it.
///
/// # Errors
/// When a use case refuses.
pub async fn notified(scene: &Scene<'_>, reference: &Reference) -> anyhow::Result<()> {
    let ctx = scene.acting(Role::AuthorityNotifier)?;
    let given = Given {
        at: UncertainDate::minute(scene.at.civil_in_london())?,
        reference: format!("INVENTED-{}", reference.as_str()),
    };
    has_it(scene.app, &ctx, reference, scene.form()?, &given).await?;
    Ok(())
}

/// The partners here are told.
///
/// # Errors
/// When a use case refuses.
pub async fn tell(scene: &Scene<'_>, reference: &Reference) -> anyhow::Result<()> {
    let ctx = scene.acting(Role::BusinessManager)?;
    let new = Told {
        recipient: "partners_here".to_owned(),
        whom: words("The three delegated partners"),
        on: day(scene.at),
        channel: "email".to_owned(),
        by: words("The business manager"),
        direction: Direction::Sent,
        area: None,
        reference: words(""),
        file: None,
    };
    let sent = (scene.form()?, None);
    told(scene.app, &ctx, reference, sent, &new).await?;
    Ok(())
}
