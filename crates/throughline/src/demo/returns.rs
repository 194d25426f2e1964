//! A request to a school of the demonstration, and how far its people are with their answer.

use access::{Ctx, Role};
use app::Reference;
use app::returns::{
    NewAnswering, NewRequest, ToAsk, WhichAgency, ask, hand_on, keep_entry, keep_head, keep_staff,
    keep_text, name_answering, open_to_answer, send, to_ask,
};
use model::case::{
    AskedAbout, NamedManager, RequestPlan, ReturnFound, ReturnHead, ReturnPart, ReturnText,
    SearchFound, Searched, StaffTold,
};
use model::chronology::{ChildSeen, Entry, EntryKind, Restriction, Significance};
use model::{AgencyId, Calendar, Date, Nation, RecordId, UncertainDate};

use super::act::{Scene, day, words};
use super::people::Player;

const DAY: i64 = 24 * 60 * 60;
/// The agency that does not answer.
const SILENT: &str = "Probation Service, Aldershire";

/// What the school tells: days ago, kind, and the account.
const ENTRIES: &[(i64, EntryKind, &str)] = &[
    (
        400,
        EntryKind::Meeting,
        "The class teacher and a parent met. The journey to school takes an hour and a half.",
    ),
    (
        210,
        EntryKind::Contact,
        "A teaching assistant read with the child, who said that mornings are quiet at home.",
    ),
    (
        95,
        EntryKind::Concern,
        "The class teacher wrote down that the child was tired on four days of one week.",
    ),
    (
        40,
        EntryKind::AttemptedContact,
        "The office telephoned twice and left a message. Nobody rang back.",
    ),
];

/// The request is made and sent, opened, answered in part and handed on.
///
/// # Errors
/// When the use case refuses.
pub async fn asked(scene: &Scene<'_>, reference: &Reference) -> anyhow::Result<()> {
    let manager = scene.acting(Role::BusinessManager)?;
    let author = scene.troupe.first(Role::AgencyAuthor)?;
    let approver = scene.troupe.first(Role::AgencyApprover)?;
    let request = made(scene, &manager, reference, author).await?;
    for (player, signs) in [(author, false), (approver, true)] {
        let new = NewAnswering {
            name: player.name.to_owned(),
            email: player.email(),
            signs,
        };
        let form = scene.form()?;
        name_answering(scene.app, &manager, reference, request, (form, &new)).await?;
    }
    send(scene.app, &manager, reference, (scene.form()?, request)).await?;
    let ctx = scene.troupe.acting(author, scene.at)?;
    answered(scene, &ctx, request).await
}

/// Probation is asked, with a manager who is told when nothing comes, and does not answer.
///
/// # Errors
/// When the use case refuses.
pub async fn unanswered(scene: &Scene<'_>, reference: &Reference) -> anyhow::Result<()> {
    let manager = scene.acting(Role::BusinessManager)?;
    let choice = to_ask(scene.app, &manager, reference).await?;
    let agency = choice.agencies.iter().find(|(_, name)| name == SILENT);
    let (agency, _) = agency.ok_or_else(|| anyhow::anyhow!("{SILENT} is not asked"))?;
    let new = NewRequest {
        due: working_day(scene.at.plus_seconds(2 * DAY).date_in_london())?,
        manager: Some(NamedManager {
            who: words("Theodora Quennell-Ashby, head of service"),
            address: words("head.of.service@probation.example"),
        }),
        ..request(scene, &choice, *agency)?
    };
    let asked = ask(scene.app, &manager, reference, scene.form()?, &new).await?;
    let answers = NewAnswering {
        name: "Cosima Bellweather-Lund".to_owned(),
        email: "cosima.bellweather-lund@probation.example".to_owned(),
        signs: true,
    };
    let form = (scene.form()?, &answers);
    name_answering(scene.app, &manager, reference, asked, form).await?;
    send(scene.app, &manager, reference, (scene.form()?, asked)).await?;
    Ok(())
}

async fn made(
    scene: &Scene<'_>,
    manager: &Ctx,
    reference: &Reference,
    author: &Player,
) -> anyhow::Result<RecordId> {
    let agency = author.agency;
    let agency = agency.ok_or_else(|| anyhow::anyhow!("{} has no agency", author.name))?;
    let choice = to_ask(scene.app, manager, reference).await?;
    let new = request(scene, &choice, agency)?;
    Ok(ask(scene.app, manager, reference, scene.form()?, &new).await?)
}

/// The first working day from a day on: the last day for a return is one.
fn working_day(from: Date) -> anyhow::Result<Date> {
    Ok(Calendar::embedded(Nation::England)?.due(from.yesterday()?, 1)?)
}

pub(super) fn request(
    scene: &Scene<'_>,
    choice: &ToAsk,
    agency: AgencyId,
) -> anyhow::Result<NewRequest> {
    let today = scene.at.date_in_london();
    let due = choice.due.filter(|due| *due >= today);
    let due = due.map_or_else(|| working_day(today), Ok)?;
    Ok(NewRequest {
        agency: WhichAgency::Known(agency),
        also: Vec::new(),
        basis: "section_16h".to_owned(),
        purpose: words(
            "A rapid review looks at what each agency knew and did. It is about learning, not about blame.",
        ),
        about: choice.subjects.iter().map(|one| one.id).collect(),
        from: scene.at.plus_seconds(-730 * DAY).date_in_london(),
        to: today,
        and_before: true,
        plan: RequestPlan::Whole,
        due,
        meeting: None,
        manager: None,
        again: None,
    })
}

async fn answered(scene: &Scene<'_>, ctx: &Ctx, request: RecordId) -> anyhow::Result<()> {
    let app = scene.app;
    let seen = open_to_answer(app, ctx, request).await?;
    let head = head(
        &seen.request.body.about,
        (
            "Lucinda Barrow-Teal, designated safeguarding lead",
            "The register, the safeguarding log, the paper file of the class",
        ),
    );
    keep_head(app, ctx, request, (scene.form()?, None), &head).await?;
    for (ago, kind, text) in ENTRIES {
        let new = entry(scene, (*ago, *kind), text)?;
        keep_entry(app, ctx, request, (scene.form()?, None), &new).await?;
    }
    for (part, said, finished) in [
        (
            ReturnPart::Voice,
            "The child likes drawing buses, and told a teaching assistant that mornings are quiet.",
            true,
        ),
        (
            ReturnPart::Identity,
            "The family speaks Polish at home. Letters went out in English.",
            false,
        ),
    ] {
        let new = ReturnText {
            part,
            words: words(said),
            finished,
        };
        keep_text(app, ctx, request, (scene.form()?, None), &new).await?;
    }
    let told = StaffTold {
        role: words("Class teacher"),
        told_on: Some(day(scene.at)),
        by: words("Head teacher"),
        why_not: words(""),
        offered: words("Time with the educational psychologist"),
        taken: words(""),
        beside: words("Union representative"),
        follow_up: Some(scene.at.plus_seconds(14 * DAY).date_in_london()),
    };
    keep_staff(app, ctx, request, (scene.form()?, None), &told).await?;
    Ok(hand_on(app, ctx, request, scene.form()?).await?)
}

/// Who writes, and that everybody asked about was searched for and is known.
pub(super) fn head(about: &[AskedAbout], (author, systems): (&str, &str)) -> ReturnHead {
    let searched = |one: &AskedAbout| Searched {
        subject: one.subject,
        looked_for: words("The name as given, and two other spellings"),
        found: SearchFound::Known,
        words: words(""),
    };
    ReturnHead {
        author: words(author),
        independence: words("Did not teach the child and manages nobody who did."),
        found: ReturnFound::Known,
        why: words(""),
        systems: words(systems),
        searched: about.iter().map(searched).collect(),
    }
}

fn entry(scene: &Scene<'_>, (ago, kind): (i64, EntryKind), text: &str) -> anyhow::Result<Entry> {
    let on = UncertainDate::day(scene.at.plus_seconds(-ago * DAY).date_in_london())?;
    let seen = match kind {
        EntryKind::Contact | EntryKind::Concern => ChildSeen::Yes,
        EntryKind::AttemptedContact => ChildSeen::NotApplicable,
        _ => ChildSeen::NotRecorded,
    };
    Ok(Entry {
        seen,
        significance: match kind {
            EntryKind::Concern => Significance::Concern,
            _ => Significance::Neutral,
        },
        restriction: match kind {
            EntryKind::Meeting => Restriction::ProtectedAddress,
            _ => Restriction::Team,
        },
        ..Entry::new(on, kind, text)
    })
}
