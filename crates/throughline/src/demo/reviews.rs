//! Invented reviews at different stages.

use access::Role;
use app::App;
use app::incident::{NewSubject, Raise, raise};
use model::case::{
    AuthorityKnew, Incident, Known, Raised, SafeNow, SocialCareReferral, Subject, SubjectKind,
};
use model::{Instant, Sensitive, UncertainDate};

use super::people::Cast;

const DAY: i64 = 24 * 60 * 60;

fn words(text: &str) -> Sensitive<String> {
    Sensitive(text.to_owned())
}

fn day(at: Instant) -> UncertainDate {
    UncertainDate::day(at.date_in_london()).unwrap_or(UncertainDate::UNKNOWN)
}

/// Raises a few incidents, the newest today.
///
/// # Errors
/// When a use case refuses.
pub async fn make(app: &App, cast: &Cast) -> anyhow::Result<()> {
    let now = app.clock().now();
    for (ago, story) in [(9, &BABY), (3, &SCHOOLCHILD), (0, &TEENAGER)] {
        let at = now.plus_seconds(-ago * DAY);
        let ctx = cast.acting(Role::IncidentRaiser, at)?;
        raise(app, &ctx, ctx.new_id()?, &story.raise(at)).await?;
    }
    Ok(())
}

struct Story {
    outline: &'static str,
    place: &'static str,
    nature: &'static str,
    why: &'static str,
    child: &'static str,
    age_days: i64,
    other: Option<&'static str>,
    safe: SafeNow,
}

const BABY: Story = Story {
    outline: "Baby brought to hospital by ambulance, not breathing. Bruising to both cheeks and a healing \
              rib fracture were found. The baby died the next day. Invented for this demonstration.",
    place: "At home, a flat in Aldermere",
    nature: "death",
    why: "Injuries that nobody has explained, in a baby who could not move about.",
    child: "Baby Q (invented)",
    age_days: 110,
    other: Some("Twin sister of Baby Q (invented)"),
    safe: SafeNow::Safe,
};

const SCHOOLCHILD: Story = Story {
    outline: "Child of eight found alone at night, very underweight, with untreated sores. Admitted to \
              hospital. Three earlier concerns from school are on record. Invented for this demonstration.",
    place: "Near home, in the street",
    nature: "serious_harm",
    why: "Serious neglect over months is suspected.",
    child: "Child R (invented)",
    age_days: 3000,
    other: Some("Younger child whom a neighbour heard (not identified)"),
    safe: SafeNow::NotKnown,
};

const TEENAGER: Story = Story {
    outline: "Young person of fifteen stabbed near a station, now stable. Known to be missing from home \
              often. Invented for this demonstration.",
    place: "In the street, near a station",
    nature: "serious_harm",
    why: "Exploitation by others is suspected.",
    child: "Young person S (invented)",
    age_days: 5600,
    other: None,
    safe: SafeNow::NotSafe,
};

impl Story {
    fn raise(&self, at: Instant) -> Raise {
        let happened = day(at.plus_seconds(-DAY));
        let incident = Incident {
            outline: words(self.outline),
            happened,
            place: words(self.place),
            authority: None,
            first_known: Some(happened),
            first_known_by: words("St Brannoc's Hospital NHS Trust"),
            authority_knew: Some(AuthorityKnew {
                on: day(at),
                says: words("Team manager, assessment service"),
            }),
            nature: self.nature.to_owned(),
            abuse_or_neglect: Known::Yes,
            why: words(self.why),
            done_at_once: words(
                "Police and children's social care were told. Strategy discussion held.",
            ),
            press_interest: Known::NotKnown,
            raised: Raised {
                by: words("Named nurse for safeguarding"),
                agency: words("St Brannoc's Hospital NHS Trust"),
                agreed_by: Some(words("Head of safeguarding")),
            },
        };
        let mut subjects = vec![self.subject(at)];
        subjects.extend(self.other.map(|name| other(name, at)));
        Raise {
            incident,
            subjects,
            practice: false,
        }
    }

    fn subject(&self, at: Instant) -> NewSubject {
        let safe_now = if self.nature == "death" {
            SafeNow::Died
        } else {
            self.safe
        };
        NewSubject {
            subject: Subject {
                kind: SubjectKind::Child,
                name: words(self.child),
                also_known_as: words(""),
                born: day(at.plus_seconds(-self.age_days * DAY)),
                unborn: false,
                relation: words(""),
            },
            safety: Some((safe_now, words("Ward sister, by telephone"), None)),
        }
    }
}

fn other(name: &str, at: Instant) -> NewSubject {
    let unidentified = name.contains("not identified");
    let kind = if unidentified {
        SubjectKind::NotYetIdentified
    } else {
        SubjectKind::LinkedChild
    };
    let (safe_now, reply) = if unidentified {
        (SafeNow::NotKnown, "")
    } else {
        (SafeNow::Safe, "Seen today and placed with an aunt")
    };
    NewSubject {
        subject: Subject {
            kind,
            name: words(name),
            also_known_as: words(""),
            born: UncertainDate::UNKNOWN,
            unborn: false,
            relation: words("In or linked to the home"),
        },
        safety: Some((
            safe_now,
            words("Duty social worker"),
            Some(SocialCareReferral {
                on: day(at),
                to: words("Aldermere Council, duty team"),
                reply: words(reply),
            }),
        )),
    }
}
