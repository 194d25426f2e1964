//! A review whose chronology is there to be looked at: three agencies have signed their returns off, two of them tell of one evening, one
//! is silent for a year, and the school did not know what others had written down.

use access::{Actor, Ctx, Person as Somebody, Role, Strength};
use app::Reference;
use app::chronology::{NewEvent, say};
use app::returns::{
    Handed, NewAnswering, accept, ask, keep_entry, keep_head, name_answering, open_to_answer, send,
    sign_off, to_answer, to_ask,
};
use model::chronology::{
    ChildSeen, Entry, EntryKind, Person, Recorded, ShareStands, Shared, Significance,
};
use model::{AgencyId, DateTime, PersonId, RecordId, Sensitive, Time, UncertainDate};

use super::act::{Scene, words};
use super::returns::{head, request};

const DAY: i64 = 24 * 60 * 60;
/// Days before the returns of the evening of which two agencies tell.
const EVENING: i64 = 20;
/// Who learnt of that evening the next morning.
const SCHOOL: &str = "Larkfield Primary School";

/// What an agency tells of one day: days ago, kind, whether the child was seen, and alone, and the account.
struct Told(i64, EntryKind, ChildSeen, ChildSeen, &'static str);

/// An agency with its people and what it tells.
struct Teller {
    agency: &'static str,
    author: &'static str,
    signer: &'static str,
    /// Role and system of whoever wrote things down at the time.
    wrote: (&'static str, &'static str),
    told: &'static [Told],
    /// Whether the business manager has read and accepted it.
    accepted: bool,
}

use ChildSeen::{No, NotApplicable, Yes};

const TELLERS: &[Teller] = &[
    Teller {
        agency: SCHOOL,
        author: "Perpetua Inglewood-Shah",
        signer: "Bartholomew Eze-Lindfield",
        wrote: ("Class teacher", "Safeguarding log"),
        told: &[
            Told(
                430,
                EntryKind::Contact,
                Yes,
                Yes,
                "The child drew the family's new flat for a teaching assistant, with four beds in one room.",
            ),
            Told(
                41,
                EntryKind::Concern,
                Yes,
                No,
                "The child fell asleep in class on three days of one week. The class teacher spoke with the father at the gate.",
            ),
            Told(
                19,
                EntryKind::InformationShared,
                NotApplicable,
                NotApplicable,
                "A hospital nurse rang: the child had come to the emergency department with a sore wrist the evening before.",
            ),
            Told(
                12,
                EntryKind::Contact,
                Yes,
                Yes,
                "The child said to the class teacher that it is loud at night, and asked to stay for the after-school club.",
            ),
        ],
        accepted: true,
    },
    Teller {
        agency: "St Brannoc's Hospital NHS Trust",
        author: "Evadne Murray-Castell",
        signer: "Gilbert Norrington-Adu",
        wrote: ("Staff nurse", "Emergency department record"),
        told: &[
            Told(
                75,
                EntryKind::NotBrought,
                No,
                No,
                "The child was not brought to the eye clinic. A letter in English went to the address on file.",
            ),
            Told(
                54,
                EntryKind::NotBrought,
                No,
                No,
                "The child was not brought to the second appointment of the eye clinic.",
            ),
            Told(
                33,
                EntryKind::NotBrought,
                No,
                No,
                "The child was not brought to the third appointment. The clinic discharged the child by letter.",
            ),
            Told(
                EVENING,
                EntryKind::Attendance,
                Yes,
                No,
                "The child came to the emergency department with the mother and a sore wrist. Two police officers were there. \
                 The child was not asked without the mother.",
            ),
        ],
        accepted: true,
    },
    Teller {
        agency: "Mid Aldershire Police",
        author: "Rosamund Achterberg-Kay",
        signer: "Leander Pickford-Osman",
        wrote: ("Response officer", "Command and control log"),
        told: &[
            Told(
                36,
                EntryKind::PoliceAttendance,
                No,
                No,
                "A neighbour rang about shouting. Officers spoke with the father at the door and did not see the child.",
            ),
            Told(
                EVENING,
                EntryKind::PoliceAttendance,
                Yes,
                No,
                "Two officers went to the emergency department of the hospital. The child was there with the mother and a sore \
                 wrist, and said \"I slipped\".",
            ),
        ],
        accepted: false,
    },
];

/// Three agencies are asked, answer and sign off; two of their accounts are joined into one event.
///
/// # Errors
/// When a use case refuses.
pub async fn told(scene: &Scene<'_>, reference: &Reference) -> anyhow::Result<()> {
    let manager = scene.acting(Role::BusinessManager)?;
    let choice = to_ask(scene.app, &manager, reference).await?;
    let named = |name: &str| {
        let found = choice.agencies.iter().find(|(_, known)| known == name);
        found
            .map(|(id, _)| *id)
            .ok_or_else(|| anyhow::anyhow!("{name} is not asked"))
    };
    let child = choice.subjects.iter().find(|one| one.body.kind.is_child());
    let about = child.map(|one| Person {
        known: Some(one.id),
        called: one.body.name.clone(),
    });
    let school = named(SCHOOL)?;
    let mut of_the_evening = Vec::new();
    for teller in TELLERS {
        let agency = named(teller.agency)?;
        let new = request(scene, &choice, agency)?;
        let asked = ask(scene.app, &manager, reference, scene.form()?, &new).await?;
        let people = people(scene, &manager, (reference, asked), teller).await?;
        send(scene.app, &manager, reference, (scene.form()?, asked)).await?;
        let entries = answered(
            scene,
            (asked, agency),
            people,
            (teller, about.as_ref(), school),
        )
        .await?;
        of_the_evening.extend(entries);
        if teller.accepted {
            accept(scene.app, &manager, asked, scene.form()?).await?;
        }
    }
    let event = NewEvent {
        accounts: of_the_evening,
        same: true,
        words: words("Both name the evening, the hospital and the wrist."),
    };
    say(scene.app, &manager, reference, (scene.form()?, &event)).await?;
    Ok(())
}

/// Names who writes and who signs.
async fn people(
    scene: &Scene<'_>,
    manager: &Ctx,
    (reference, asked): (&Reference, RecordId),
    teller: &Teller,
) -> anyhow::Result<[PersonId; 2]> {
    let mut named = Vec::new();
    for (name, signs) in [(teller.author, false), (teller.signer, true)] {
        let new = NewAnswering {
            name: name.to_owned(),
            email: format!("{}@example.invalid", name.to_lowercase().replace(' ', ".")),
            signs,
        };
        let form = scene.form()?;
        let person = name_answering(scene.app, manager, reference, asked, (form, &new)).await?;
        named.push(person);
    }
    named
        .try_into()
        .map_err(|_| anyhow::anyhow!("two people answer"))
}

/// Writes the return and signs it off; returns the entry that tells of the evening, where there is one.
async fn answered(
    scene: &Scene<'_>,
    (asked, agency): (RecordId, AgencyId),
    [author, signer]: [PersonId; 2],
    (teller, about, school): (&Teller, Option<&Person>, AgencyId),
) -> anyhow::Result<Option<RecordId>> {
    let app = scene.app;
    let author = acting(scene, (author, agency), Role::AgencyAuthor)?;
    let signer = acting(scene, (signer, agency), Role::AgencyApprover)?;
    let seen = open_to_answer(app, &author, asked).await?;
    let who = format!("{}, named author of the agency", teller.author);
    let head = head(&seen.request.body.about, (&who, teller.wrote.1));
    keep_head(app, &author, asked, (scene.form()?, None), &head).await?;
    let mut of_the_evening = None;
    for one in teller.told {
        let new = entry(scene, teller, one, (about, school))?;
        let id = keep_entry(app, &author, asked, (scene.form()?, None), &new).await?;
        if one.0 == EVENING {
            of_the_evening = Some(id);
        }
    }
    let signed = Handed {
        role: words("Safeguarding lead"),
        read: to_answer(app, &signer, asked).await?.read_mark(),
        ..Handed::default()
    };
    sign_off(app, &signer, asked, (scene.form()?, &signed)).await?;
    Ok(of_the_evening)
}

fn acting(
    scene: &Scene<'_>,
    (person, agency): (PersonId, AgencyId),
    role: Role,
) -> anyhow::Result<Ctx> {
    let somebody = Somebody {
        id: person,
        agency: Some(agency),
        authority: None,
        roles: [role].into(),
        strength: Strength::Demonstration,
    };
    Ok(Ctx {
        actor: Actor::Person(somebody),
        organisation: scene.troupe.organisation,
        request: crypto::id(scene.at)?,
        now: scene.at,
        practice_day: None,
    })
}

fn entry(
    scene: &Scene<'_>,
    teller: &Teller,
    told: &Told,
    (about, school): (Option<&Person>, AgencyId),
) -> anyhow::Result<Entry> {
    let Told(ago, kind, seen, alone, text) = told;
    let day = scene.at.plus_seconds(-ago * DAY).date_in_london();
    let date = if *ago == EVENING {
        UncertainDate::minute(DateTime::from_parts(day, Time::constant(19, 40, 0, 0)))?
    } else {
        UncertainDate::day(day)?
    };
    let wrote = Recorded {
        on: Some(UncertainDate::day(day)?),
        by_role: words(teller.wrote.0),
        system: words(teller.wrote.1),
    };
    let went_on = *ago == EVENING && *kind == EntryKind::Attendance;
    let next = scene.at.plus_seconds((1 - ago) * DAY).date_in_london();
    let shared = Shared {
        agency: Some(school.to_string()),
        with: words("Office of the school, by telephone"),
        on: UncertainDate::day(next)?,
        stands: ShareStands::Confirmed,
    };
    let voice = match ago {
        12 => "\"It is loud at night.\"",
        20 if !went_on => "\"I slipped.\"",
        _ => "",
    };
    Ok(Entry {
        about: about.into_iter().cloned().collect(),
        seen: *seen,
        seen_alone: *alone,
        voice: words(voice),
        recorded: wrote,
        shared: if went_on { vec![shared] } else { Vec::new() },
        key_episode: *ago == EVENING,
        significance: match kind {
            EntryKind::Concern | EntryKind::NotBrought => Significance::Concern,
            _ => Significance::Neutral,
        },
        present: vec![Sensitive(teller.wrote.0.to_owned())],
        ..Entry::new(date, *kind, text)
    })
}
