//! What the notification says, in parts: read on the page before it is agreed to, printed in the document,
//! and read again by the national body as it was received. All three are made of the same list, so nobody
//! agrees to one thing, sends another, or reads a third.

use std::collections::BTreeMap;

use model::case::{Incident, Known, Notification, SubjectKind};
use model::identity::IdentityQuestion;
use model::scheme::{Confirmations, Scheme};
use model::{AuthorityId, RecordId};

use super::NotificationView;
use super::persons::{named, person_facts};
use crate::people::{About, People};
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

    /// Whether a notification says of it what has to be there before anybody agrees to it.
    #[must_use]
    pub fn is_said(self, notification: &Notification) -> bool {
        match self {
            Self::Notifier => notification.has_notifier(),
            Self::Cause => notification.has_cause(),
            Self::Investigations => notification.has_investigations(),
            Self::Siblings => notification.has_siblings(),
            Self::More => true,
        }
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

/// What a notification is made of, wherever it stands: in the case, or in what was received.
#[derive(Debug, Clone, Copy)]
pub struct Content<'a> {
    /// What happened.
    pub incident: &'a Incident,
    /// Id of the outcome, once it was decided.
    pub outcome: Option<&'a str>,
    /// Children and adults, and what is known of each.
    pub people: &'a People,
    /// Names of local authorities.
    pub authorities: &'a BTreeMap<AuthorityId, String>,
    /// What is said beside, once somebody began it.
    pub notification: Option<&'a Notification>,
}

impl NotificationView {
    fn content(&self) -> Content<'_> {
        let decision = self.decision.as_ref();
        Content {
            incident: &self.incident.body,
            outcome: decision.map(|one| one.body.outcome.as_str()),
            people: &self.people,
            authorities: &self.authorities,
            notification: self.notification.as_ref().map(|one| &one.body),
        }
    }
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
        Self::made_of(&view.content(), scheme, confirmed)
    }

    /// What a notification says that is made of this.
    #[must_use]
    pub fn made_of(content: &Content<'_>, scheme: &Scheme, confirmed: &Confirmations) -> Self {
        let mut words = Words::new(scheme, confirmed);
        let mut parts = vec![incident(content, &mut words)];
        let (mut children, mut others) = (0_usize, 0_usize);
        for about in content.people.everybody() {
            let counted = (&mut children, &mut others);
            parts.push(person(content, &about, &mut words, counted));
        }
        parts.push(rest(content, scheme, &mut words));
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

fn incident(content: &Content<'_>, words: &mut Words<'_>) -> Part {
    let incident = content.incident;
    let nature = words.code("nature", &incident.nature).unwrap_or_default();
    let outcome = content.outcome;
    let outcome = outcome.and_then(|one| words.at(&format!("outcomes/{one}")));
    let at = ChangedAt::Incident;
    let said = |label: &str, value: String| Some(Fact::new(label, value, at));
    let if_any = |label: &str, value: &str| Fact::if_any(label, value, at);
    let raised = &incident.raised;
    let agreed = raised.agreed_by.as_ref().map_or("", |who| who.0.as_str());
    let facts = [
        Some(Fact::new(
            "Decision",
            outcome.unwrap_or_default(),
            ChangedAt::Decision,
        )),
        said("Kind of incident", nature),
        said("When", incident.happened.to_string()),
        said("Where", incident.place.0.clone()),
        if_any("Area in which it happened", &area(content)),
        said(
            "Abuse or neglect known or suspected",
            known(Some(incident.abuse_or_neglect)).to_owned(),
        ),
        if_any("First agency that knew", &first_known(incident)),
        said("When the local authority knew", authority_knew(incident)),
        said(
            "Press interest",
            known(Some(incident.press_interest)).to_owned(),
        ),
        said("What happened", incident.outline.0.clone()),
        said("Why it may be a serious incident", incident.why.0.clone()),
        if_any("What was done at once", &incident.done_at_once.0),
        if_any("Raised by", &joined(&[&raised.by.0, &raised.agency.0])),
        if_any("Agreed to by, in that agency", agreed),
    ];
    Part {
        title: "The incident".to_owned(),
        kind: None,
        facts: facts.into_iter().flatten().collect(),
    }
}

/// What is said of several, apart by commas.
fn joined(texts: &[&str]) -> String {
    let said = texts.iter().filter(|text| !text.trim().is_empty());
    said.copied().collect::<Vec<_>>().join(", ")
}

fn area(content: &Content<'_>) -> String {
    let area = content.incident.authority.as_ref();
    area.map_or_else(String::new, |id| named(content.authorities, id))
}

fn first_known(incident: &Incident) -> String {
    let on = incident.first_known.map(|on| on.to_string());
    joined(&[&incident.first_known_by.0, &on.unwrap_or_default()])
}

fn authority_knew(incident: &Incident) -> String {
    let Some(knew) = incident.authority_knew.as_ref() else {
        return String::new();
    };
    let says = knew.says.0.trim();
    if says.is_empty() {
        knew.on.to_string()
    } else {
        format!("{} (says {says})", knew.on)
    }
}

fn person(
    content: &Content<'_>,
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
        facts: person_facts((content.people, content.authorities), about, words),
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

fn rest(content: &Content<'_>, scheme: &Scheme, words: &mut Words<'_>) -> Part {
    let said = content.notification.cloned().unwrap_or_default();
    let list = scheme.cause_list(&content.incident.nature);
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
