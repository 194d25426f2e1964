//! What the notification says, in parts: read on the page before it is agreed to, and printed in the
//! document. Both are made of the same list, so nobody agrees to one thing and sends another.

use model::RecordId;
use model::case::{Known, SubjectKind};
use model::identity::IdentityQuestion;
use model::scheme::{Confirmations, Scheme};

use super::NotificationView;
use super::persons::person_facts;
use crate::people::About;
use crate::wording::{Unconfirmed, Words};

/// Where a fact is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangedAt {
    /// Nowhere here: it follows from a decision.
    Decision,
    /// With the incident.
    Incident,
    /// With the person.
    Person(RecordId),
    /// With the person's relationships.
    Relationships(RecordId),
    /// With where the child lives.
    Home(RecordId),
    /// With the child's legal status.
    Status(RecordId),
    /// With the child's school.
    School(RecordId),
    /// With one answer of the person.
    Identity(RecordId, IdentityQuestion),
    /// With one part of the notification.
    Part(DetailsPart),
}

/// A part of the notification that has a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DetailsPart {
    /// Who notifies.
    Notifier,
    /// Likely cause or kind of harm.
    Cause,
    /// Who else looks into it.
    Investigations,
    /// What was done for other children.
    Siblings,
    /// Anything else.
    More,
}

impl DetailsPart {
    /// All parts, in the order of the task list.
    pub const ALL: &'static [Self] = &[
        Self::Notifier,
        Self::Cause,
        Self::Investigations,
        Self::Siblings,
        Self::More,
    ];

    /// The stable code, as in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Notifier => "notifier",
            Self::Cause => "cause",
            Self::Investigations => "investigations",
            Self::Siblings => "siblings",
            Self::More => "more",
        }
    }

    /// From the stable code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|part| part.code() == code)
    }
}

/// One thing that is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub label: String,
    /// What is said; *not yet given* when nothing is.
    pub value: String,
    /// Where it is changed.
    pub at: ChangedAt,
    /// Whether nothing is said yet.
    pub open: bool,
    /// What the national code of it does not say, for whoever sends.
    pub hides: Option<String>,
}

/// What stands for something that nobody has said yet.
pub(super) const NOT_YET: &str = "Not yet given";

impl Fact {
    /// Something said at a place; *not yet given* when it is empty.
    pub(super) fn new(label: &str, value: impl Into<String>, at: ChangedAt) -> Self {
        let value = value.into();
        let open = value.trim().is_empty();
        Self {
            label: label.to_owned(),
            value: if open { NOT_YET.to_owned() } else { value },
            at,
            open,
            hides: None,
        }
    }

    /// The same, left out where there is nothing to say.
    pub(super) fn if_any(label: &str, value: &str, at: ChangedAt) -> Option<Self> {
        (!value.trim().is_empty()).then(|| Self::new(label, value, at))
    }
}

/// Several facts under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The heading.
    pub title: String,
    /// The person it is about, when it is about one.
    pub kind: Option<SubjectKind>,
    /// What is said.
    pub facts: Vec<Fact>,
}

/// The notification as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its parts, in the order of the document.
    pub parts: Vec<Part>,
    /// Wording in it that may not go out yet.
    pub unconfirmed: Vec<Unconfirmed>,
}

impl Statement {
    /// What the notification says now.
    #[must_use]
    pub fn of(view: &NotificationView, scheme: &Scheme, confirmed: &Confirmations) -> Self {
        let mut words = Words::new(scheme, confirmed);
        let mut parts = vec![incident(view, &mut words)];
        let (mut children, mut others) = (0_usize, 0_usize);
        for about in view.people.everybody() {
            parts.push(person(
                view,
                &about,
                &mut words,
                (&mut children, &mut others),
            ));
        }
        parts.push(rest(view, scheme, &mut words));
        Self {
            parts,
            unconfirmed: words.unconfirmed(),
        }
    }
}

const fn known(known: Option<Known>) -> &'static str {
    match known {
        Some(Known::Yes) => "Yes",
        Some(Known::No) => "No",
        Some(Known::NotKnown) => "Not known",
        None => "",
    }
}

fn incident(view: &NotificationView, words: &mut Words<'_>) -> Part {
    let incident = &view.incident.body;
    let knew = incident.authority_knew.as_ref();
    let nature = words.code("nature", &incident.nature).unwrap_or_default();
    let outcome = view.decision.as_ref();
    let outcome = outcome.and_then(|one| words.at(&format!("outcomes/{}", one.body.outcome)));
    let at = ChangedAt::Incident;
    let facts = vec![
        Fact::new("Decision", outcome.unwrap_or_default(), ChangedAt::Decision),
        Fact::new("Kind of incident", nature, at),
        Fact::new("When", incident.happened.to_string(), at),
        Fact::new("Where", incident.place.0.clone(), at),
        Fact::new(
            "Abuse or neglect known or suspected",
            known(Some(incident.abuse_or_neglect)),
            at,
        ),
        Fact::new(
            "When the local authority knew",
            knew.map_or_else(String::new, |knew| knew.on.to_string()),
            at,
        ),
        Fact::new("Press interest", known(Some(incident.press_interest)), at),
        Fact::new("What happened", incident.outline.0.clone(), at),
        Fact::new(
            "Why it may be a serious incident",
            incident.why.0.clone(),
            at,
        ),
    ];
    Part {
        title: "The incident".to_owned(),
        kind: None,
        facts,
    }
}

fn person(
    view: &NotificationView,
    about: &About<'_>,
    words: &mut Words<'_>,
    (children, others): (&mut usize, &mut usize),
) -> Part {
    let kind = about.subject.body.kind;
    let title = if kind == SubjectKind::Child {
        *children += 1;
        format!("Child {children}")
    } else {
        *others += 1;
        format!("Person {others} ({})", kind_words(kind))
    };
    Part {
        title,
        kind: Some(kind),
        facts: person_facts((&view.people, &view.authorities), about, words),
    }
}

const fn kind_words(kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Child => "child",
        SubjectKind::LinkedChild => "another child",
        SubjectKind::NotYetIdentified => "child not yet identified",
        SubjectKind::Adult => "adult",
    }
}

fn rest(view: &NotificationView, scheme: &Scheme, words: &mut Words<'_>) -> Part {
    let said = view.notification.as_ref().map(|one| one.body.clone());
    let said = said.unwrap_or_default();
    let list = scheme.cause_list(&view.incident.body.nature);
    let cause = list.and_then(|list| words.code(&list.id, &said.cause));
    let at = ChangedAt::Part;
    let mut facts = vec![
        Fact::new("Notifier", said.notifier.0, at(DetailsPart::Notifier)),
        Fact::new("Telephone", said.phone.0, at(DetailsPart::Notifier)),
        Fact::new("Email", said.email.0, at(DetailsPart::Notifier)),
        Fact::new(
            "Likely cause or kind of harm",
            cause.unwrap_or_default(),
            at(DetailsPart::Cause),
        ),
        Fact::new(
            "Police investigation",
            known(said.police),
            at(DetailsPart::Investigations),
        ),
        Fact::new(
            "Post-mortem or inquest",
            known(said.coroner),
            at(DetailsPart::Investigations),
        ),
        Fact::new(
            "Safety of other children",
            said.siblings.0,
            at(DetailsPart::Siblings),
        ),
    ];
    facts.extend(Fact::if_any(
        "Anything else",
        &said.more.0,
        at(DetailsPart::More),
    ));
    Part {
        title: "The notification".to_owned(),
        kind: None,
        facts,
    }
}
