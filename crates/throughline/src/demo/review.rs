//! One invented review: whom it is about, and how it was raised.

use access::Role;
use app::Reference;
use app::incident::{NewSubject, Raise, raise};
use model::case::{
    AuthorityKnew, Incident, Known, Raised, SafeNow, SocialCareReferral, Subject, SubjectKind,
};
use model::{Instant, UncertainDate};

use super::act::{Scene, day, words};
use super::names::{Household, household};
use super::stories::{self, INVENTED, Story};

const DAY: i64 = 24 * 60 * 60;

/// A review of the demonstration, before and after it was raised.
#[derive(Debug, Clone)]
pub struct Review {
    /// What happened.
    pub story: Story,
    /// What the people of the home are called.
    pub home: Household,
    /// Whether the child is safe, where they live.
    pub safe: SafeNow,
    /// Whether another child is known to be in the home whom nobody has identified.
    pub unidentified: Option<&'static str>,
    /// Whether the child is looked after.
    pub looked_after: bool,
    /// Code of the census, or `not_known`.
    pub ethnicity: String,
    reference: Option<Reference>,
}

impl Review {
    /// A review that nobody has raised.
    #[must_use]
    pub fn new(story: Story, number: usize) -> Self {
        Self {
            story,
            home: household(number),
            safe: SafeNow::Safe,
            unidentified: None,
            looked_after: false,
            ethnicity: "not_known".to_owned(),
            reference: None,
        }
    }

    /// Its reference.
    ///
    /// # Errors
    /// When it was not raised.
    pub fn reference(&self) -> anyhow::Result<&Reference> {
        self.reference
            .as_ref()
            .ok_or_else(|| anyhow::anyhow!("the course begins before the incident is raised"))
    }

    /// Whether the child died.
    #[must_use]
    pub fn died(&self) -> bool {
        self.story.nature == "death"
    }

    /// The incident is raised.
    ///
    /// # Errors
    /// When the use case refuses.
    pub async fn raise(&mut self, scene: &Scene<'_>) -> anyhow::Result<()> {
        let ctx = scene.acting(Role::IncidentRaiser)?;
        let new = Raise {
            incident: self.incident(scene.at),
            subjects: self.subjects(scene.at),
            practice: None,
        };
        self.reference = Some(raise(scene.app, &ctx, scene.form()?, &new).await?);
        Ok(())
    }

    fn incident(&self, at: Instant) -> Incident {
        let happened = day(at.plus_seconds(-DAY));
        Incident {
            outline: words(&format!("{} {INVENTED}", self.story.outline)),
            happened,
            place: words(self.story.place),
            authority: None,
            first_known: Some(happened),
            first_known_by: words("The hospital"),
            authority_knew: Some(AuthorityKnew {
                on: day(at),
                says: words("Team manager, assessment service"),
            }),
            nature: self.story.nature.to_owned(),
            abuse_or_neglect: match self.story.cause {
                "other_medical" => Known::No,
                "not_ascertained" => Known::NotKnown,
                _ => Known::Yes,
            },
            why: words(self.story.why),
            done_at_once: words(
                "Police and children's social care were told. Strategy discussion held.",
            ),
            press_interest: Known::NotKnown,
            raised: Raised {
                by: words("Named nurse for safeguarding"),
                agency: words("The hospital"),
                agreed_by: Some(words("Head of safeguarding")),
            },
        }
    }

    fn subjects(&self, at: Instant) -> Vec<NewSubject> {
        let age = stories::days_old(self.story.age);
        let child = Subject {
            kind: SubjectKind::Child,
            name: words(&self.home.child),
            also_known_as: words(""),
            born: day(at.plus_seconds(-age * DAY)),
            unborn: false,
            relation: words(""),
        };
        let safe = if self.died() {
            SafeNow::Died
        } else {
            self.safe
        };
        let first = NewSubject {
            subject: child,
            safety: Some((safe, words("Ward sister, by telephone"), None)),
        };
        let linked = self.story.other.map(|who| {
            let sibling = (self.home.sibling.as_str(), who);
            other(sibling, SubjectKind::LinkedChild, at)
        });
        let unidentified = self
            .unidentified
            .map(|name| other((name, LINKED), SubjectKind::NotYetIdentified, at));
        std::iter::once(first)
            .chain(linked)
            .chain(unidentified)
            .collect()
    }
}

/// What an unidentified child is to the child of the review.
const LINKED: &str = "In or linked to the home";

fn other((name, relation): (&str, &str), kind: SubjectKind, at: Instant) -> NewSubject {
    let (safe, reply) = match kind {
        SubjectKind::NotYetIdentified => (SafeNow::NotKnown, ""),
        _ => (SafeNow::Safe, "Seen today and placed with an aunt"),
    };
    let subject = Subject {
        kind,
        name: words(name),
        also_known_as: words(""),
        born: UncertainDate::UNKNOWN,
        unborn: false,
        relation: words(relation),
    };
    let referral = SocialCareReferral {
        on: day(at),
        to: words("The council, duty team"),
        reply: words(reply),
    };
    NewSubject {
        subject,
        safety: Some((safe, words("Duty social worker"), Some(referral))),
    }
}
