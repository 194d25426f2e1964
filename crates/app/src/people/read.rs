//! Everything that is known of the people of a case.

use std::collections::BTreeMap;

use access::{Action, Ctx, Permit, Section, actions};
use model::case::{
    AboutPerson, Countersigned, FamilyContact, Home, IdentityAnswer, LegalStatus, Relationship,
    SafetyLine, School, Subject, SubjectKind, TakenOut, has_died,
};
use model::identity::IdentityQuestion;
use model::{AuthorityId, CaseId, RecordId};
use vault::{CaseFile, Kinds, Stored, VaultError, VaultTx};

use crate::incident::find;
use crate::proceedings::{BeforeContact, before_contact_in};
use crate::{App, AppError, Reference};

/// The people of a case and what is known of each.
#[derive(Debug, Clone, Default)]
pub struct People {
    /// Children and adults, in the order in which they were entered.
    pub subjects: Vec<Stored<Subject>>,
    /// Where children live.
    pub homes: Vec<Stored<Home>>,
    /// Legal status, plans and services.
    pub statuses: Vec<Stored<LegalStatus>>,
    /// Schools and settings.
    pub schools: Vec<Stored<School>>,
    /// What people say of who they are.
    pub identity: Vec<Stored<IdentityAnswer>>,
    /// What they are to each other. Nobody who was taken out is in it.
    pub relationships: Vec<Stored<Relationship>>,
    /// Who was taken out, and why.
    pub taken_out: Vec<Stored<TakenOut>>,
    /// Who was told of the review.
    pub family: Vec<Stored<FamilyContact>>,
    /// Second persons' looks at decisions not to invite somebody.
    pub countersigned: Vec<Stored<Countersigned>>,
    /// Safety of each child.
    pub safety: Vec<Stored<SafetyLine>>,
}

/// What is known of one person.
#[derive(Debug, Clone)]
pub struct About<'a> {
    /// The person.
    pub subject: &'a Stored<Subject>,
    /// Where a child lives.
    pub home: Option<&'a Stored<Home>>,
    /// Legal status, plans and services of a child.
    pub status: Option<&'a Stored<LegalStatus>>,
    /// School or setting of a child.
    pub school: Option<&'a Stored<School>>,
    /// Answers by question.
    pub identity: BTreeMap<IdentityQuestion, &'a Stored<IdentityAnswer>>,
    /// What they are to others.
    pub relationships: Vec<&'a Stored<Relationship>>,
    /// Whether anybody, they themselves or somebody else, is said to be something to them.
    pub related: bool,
}

/// How many of the questions about a person have an answer; *not asked* and *not known* are answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// With an answer.
    pub answered: usize,
    /// Of so many.
    pub of: usize,
}

impl Progress {
    /// Whether nothing is left to say.
    #[must_use]
    pub const fn is_complete(self) -> bool {
        self.answered == self.of
    }
}

impl About<'_> {
    /// Whether the questions about a child's home, status and school are asked.
    #[must_use]
    pub const fn is_child(&self) -> bool {
        self.subject.body.kind.is_child()
    }

    /// How far the questions about this person are answered.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let parts = [
            self.home.is_some(),
            self.status.is_some(),
            self.school.is_some(),
        ];
        let of_child = if self.is_child() { parts.len() } else { 0 };
        let said = parts.iter().filter(|said| **said).count().min(of_child);
        Progress {
            answered: said + self.identity.len() + usize::from(self.related),
            of: of_child + IdentityQuestion::ALL.len() + 1,
        }
    }
}

impl People {
    /// Of the case that a permit is for.
    pub(crate) async fn of<A: Action>(
        tx: &mut VaultTx<'_>,
        permit: &Permit<'_, A>,
    ) -> Result<Self, VaultError> {
        Self::in_kinds(&mut vault::kinds_of(tx, permit).await?)
    }

    /// Of one case whose records were read.
    fn in_kinds(kinds: &mut Kinds) -> Result<Self, VaultError> {
        let mut people = Self {
            subjects: kinds.take()?,
            homes: kinds.take()?,
            statuses: kinds.take()?,
            schools: kinds.take()?,
            identity: kinds.take()?,
            relationships: kinds.take()?,
            taken_out: kinds.take()?,
            family: kinds.take()?,
            countersigned: kinds.take()?,
            safety: kinds.take()?,
        };
        people.leave_out_who_is_gone();
        Ok(people)
    }

    /// A relationship to somebody who was taken out says nothing any more.
    fn leave_out_who_is_gone(&mut self) {
        let here: Vec<RecordId> = self.subjects.iter().map(|one| one.id).collect();
        for one in &mut self.relationships {
            one.body.of.retain(|other| here.contains(other));
        }
        self.relationships
            .retain(|one| here.contains(&one.body.person) && !one.body.of.is_empty());
    }

    /// What is known of a person; none when nobody has this record.
    #[must_use]
    pub fn about(&self, person: RecordId) -> Option<About<'_>> {
        let subject = self.subjects.iter().find(|one| one.id == person)?;
        let answers = self.identity.iter().filter(|one| one.body.person == person);
        let own = self.relationships.iter();
        let touches =
            |one: &Stored<Relationship>| one.body.person == person || one.body.of.contains(&person);
        Some(About {
            subject,
            home: of(&self.homes, person),
            status: of(&self.statuses, person),
            school: of(&self.schools, person),
            identity: answers.map(|one| (one.body.question, one)).collect(),
            relationships: own.filter(|one| one.body.person == person).collect(),
            related: self.relationships.iter().any(touches) || self.subjects.len() == 1,
        })
    }

    /// Contact with a person about the review.
    #[must_use]
    pub fn family_contact(&self, person: RecordId) -> Option<&Stored<FamilyContact>> {
        of(&self.family, person)
    }

    /// Whether somebody is recorded as having died, which is kept of children alone: they are asked nothing.
    #[must_use]
    pub fn has_died(&self, person: RecordId) -> bool {
        has_died(self.safety.iter().map(|one| &one.body), person)
    }

    /// A second person's look at a decision not to invite somebody, when it is at what stands now.
    #[must_use]
    pub fn second_look(&self, at: &Stored<FamilyContact>) -> Option<&Stored<Countersigned>> {
        let mut looks = self.countersigned.iter();
        looks.find(|one| one.body.is_of(at.id, at.version))
    }

    /// Everybody: the children whom the incident concerns first, then other children, then adults.
    pub fn everybody(&self) -> impl Iterator<Item = About<'_>> {
        let of_kind = |kind: SubjectKind| {
            let found = self.subjects.iter();
            found.filter(move |one| one.body.kind == kind)
        };
        SubjectKind::ALL
            .iter()
            .flat_map(move |kind| of_kind(*kind))
            .filter_map(|one| self.about(one.id))
    }

    /// The name of a person, when they are in the case.
    #[must_use]
    pub fn name_of(&self, person: RecordId) -> Option<&str> {
        let found = self.subjects.iter().find(|one| one.id == person);
        found.map(|one| one.body.name.0.as_str())
    }

    /// A digest of the versions of all of it: another one when anything was added, changed or taken out.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut versions = Vec::new();
        note(&mut versions, &self.subjects);
        note(&mut versions, &self.homes);
        note(&mut versions, &self.statuses);
        note(&mut versions, &self.schools);
        note(&mut versions, &self.identity);
        note(&mut versions, &self.relationships);
        versions.sort();
        crypto::digest(versions.join("\n").as_bytes()).to_string()
    }
}

fn of<R: AboutPerson>(all: &[Stored<R>], person: RecordId) -> Option<&Stored<R>> {
    all.iter().find(|one| one.body.person() == person)
}

fn note<R>(versions: &mut Vec<String>, all: &[Stored<R>]) {
    let line = |one: &Stored<R>| format!("{} {}", one.id, one.version);
    versions.extend(all.iter().map(line));
}

/// The people of a case, for their pages.
#[derive(Debug, Clone)]
pub struct PeopleView {
    /// The case.
    pub case: CaseFile,
    /// The people.
    pub people: People,
    /// Local authorities of today, for the home authority.
    pub authorities: BTreeMap<AuthorityId, String>,
    /// Whether the reader may change it.
    pub may_change: bool,
    /// Whether the reader may record contact with the family, and look at it as a second person.
    pub may_family: (bool, bool),
}

/// Reads the people of a case; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn view(app: &App, ctx: &Ctx, reference: &Reference) -> Result<PeopleView, AppError> {
    let vault = app.vault(ctx).await?;
    let (case, people, may_change, may_family) = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                let file = vault::case_file(tx, &permit).await?;
                let people = People::of(tx, &permit).await?;
                let may = tx.would_permit::<actions::EditIncident>(case).await?;
                Ok((file, people, may, may_family(tx, case).await?))
            })
        })
        .await?;
    Ok(PeopleView {
        case,
        people,
        authorities: authorities(app, ctx).await?,
        may_change,
        may_family,
    })
}

/// What the list of the people of a case shows.
#[derive(Debug, Clone)]
pub struct PeopleList {
    /// The case.
    pub case: CaseFile,
    /// What has to be known before anybody is spoken to.
    pub before: BeforeContact,
    /// The people.
    pub people: People,
    /// Whether the reader may change it.
    pub may_change: bool,
    /// Whether the reader may record contact with the family, and look at it as a second person.
    pub may_family: (bool, bool),
}

/// Whether the reader may record contact with the family, and look at it as a second person.
async fn may_family(tx: &mut VaultTx<'_>, case: CaseId) -> Result<(bool, bool), VaultError> {
    Ok((
        tx.would_permit::<actions::EditFamilyContact>(case).await?,
        tx.would_permit::<actions::Countersign>(case).await?,
    ))
}

/// Reads the list; one reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn list(app: &App, ctx: &Ctx, reference: &Reference) -> Result<PeopleList, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                let mut kinds = vault::kinds_of(tx, &permit).await?;
                Ok(PeopleList {
                    case: vault::case_file(tx, &permit).await?,
                    before: before_contact_in(tx, &permit).await?,
                    people: People::in_kinds(&mut kinds)?,
                    may_change: tx.would_permit::<actions::EditIncident>(case).await?,
                    may_family: may_family(tx, case).await?,
                })
            })
        })
        .await?)
}

/// Names of the local authorities of today.
pub(crate) async fn authorities(
    app: &App,
    ctx: &Ctx,
) -> Result<BTreeMap<AuthorityId, String>, AppError> {
    let today = ctx.today();
    let all = app
        .directory()
        .look(ctx, |tx| {
            Box::pin(access::directory::authorities(tx, today))
        })
        .await?;
    Ok(all.into_iter().map(|one| (one.id, one.name)).collect())
}
