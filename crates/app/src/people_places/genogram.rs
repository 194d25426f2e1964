//! Who is drawn on the genogram of a day, and what is said of them: what people entered over time, and what the facts of the review
//! say without days.

use chronology::genogram::{Bond, Genogram, Person, Sign, genogram};
use model::case::{RegisterSex, Relationship, Tie, TieKind, TieStands};
use model::{Date, RecordId};
use vault::Stored;

use super::read::PeoplePlaces;

/// What one is to another.
#[derive(Debug, Clone, Copy)]
pub enum Fact<'a> {
    /// Entered with its days.
    OverTime(&'a Stored<Tie>),
    /// Of the facts of the review; to the last of these.
    OfReview(&'a Stored<Relationship>, RecordId),
}

impl Fact<'_> {
    /// Who.
    #[must_use]
    pub const fn from(&self) -> RecordId {
        match self {
            Self::OverTime(tie) => tie.body.from,
            Self::OfReview(one, _) => one.body.person,
        }
    }

    /// To whom, or where.
    #[must_use]
    pub const fn to(&self) -> RecordId {
        match self {
            Self::OverTime(tie) => tie.body.to,
            Self::OfReview(_, to) => *to,
        }
    }

    /// What, as a genogram draws it.
    #[must_use]
    pub fn kind(&self) -> TieKind {
        match self {
            Self::OverTime(tie) => tie.body.kind,
            Self::OfReview(one, _) => of_list(&one.body.is),
        }
    }

    /// How it stood on a day. What has no days holds.
    #[must_use]
    pub fn stands(&self, on: Date, today: Date) -> TieStands {
        match self {
            Self::OverTime(tie) => tie.body.stands(on, today),
            Self::OfReview(..) => TieStands::Holds,
        }
    }
}

/// A code of the scheme's list of relationships.
fn of_list(code: &str) -> TieKind {
    match code {
        "mother" => TieKind::Mother,
        "father" => TieKind::Father,
        "parents_partner" => TieKind::StepParent,
        "sibling" => TieKind::Sibling,
        "half_sibling" => TieKind::HalfSibling,
        "step_sibling" => TieKind::StepSibling,
        "grandparent" => TieKind::Grandparent,
        "carer" | "guardian" => TieKind::Carer,
        "partner" => TieKind::Partner,
        _ => TieKind::Other,
    }
}

impl PeoplePlaces {
    /// Everything that is said of what people are to each other, and of where they live.
    pub fn facts(&self) -> impl Iterator<Item = Fact<'_>> {
        let entered = self.register.ties.iter();
        let entered = entered.map(|one| Fact::OverTime(&one.record));
        let of_review = self.people.relationships.iter();
        let of_review = of_review.flat_map(|one| {
            one.body
                .of
                .iter()
                .map(move |other| Fact::OfReview(one, *other))
        });
        entered.chain(of_review)
    }

    /// What is said of somebody: what they are to others, then what others are to them.
    #[must_use]
    pub fn facts_of(&self, id: RecordId) -> Vec<Fact<'_>> {
        let own = self.facts().filter(|fact| fact.from() == id);
        let of_others = self.facts();
        let of_others = of_others.filter(|fact| fact.to() == id && fact.from() != id);
        own.chain(of_others).collect()
    }

    /// The genogram of a day. The children and adults of the review are on it, and everybody who is something to somebody.
    #[must_use]
    pub fn genogram(&self, on: Date, today: Date) -> Genogram {
        let mut bonds: Vec<Bond> = Vec::new();
        for fact in self.facts() {
            let stands = fact.stands(on, today);
            let bond = Bond {
                from: fact.from(),
                kind: fact.kind(),
                to: fact.to(),
                ended: stands == TieStands::Ended,
            };
            if stands != TieStands::NotYet && !bonds.contains(&bond) {
                bonds.push(bond);
            }
        }
        let of_review = self.people.everybody();
        let mut people: Vec<Person> = of_review
            .map(|one| Person {
                id: one.subject.id,
                sign: self.sign(one.subject.id),
                of_review: one.subject.body.kind == model::case::SubjectKind::Child,
                died: self.people.has_died(one.subject.id),
            })
            .collect();
        let bound = |id: RecordId| bonds.iter().any(|one| one.from == id || one.to == id);
        let others = self.register.people().map(|(id, _)| id);
        people.extend(others.filter(|id| bound(*id)).map(|id| Person {
            id,
            sign: self.sign(id),
            of_review: false,
            died: false,
        }));
        genogram(&people, &bonds)
    }

    /// How somebody is drawn: by their recorded sex; where none is recorded, as the mother or father that they are said to be.
    fn sign(&self, id: RecordId) -> Sign {
        let said = |kind: TieKind| {
            let mut all = self.facts();
            all.any(|fact| fact.from() == id && fact.kind() == kind)
        };
        match self.sex(id) {
            RegisterSex::Male => Sign::Square,
            RegisterSex::Female => Sign::Circle,
            RegisterSex::Other => Sign::Diamond,
            RegisterSex::NotRecorded => match (said(TieKind::Mother), said(TieKind::Father)) {
                (true, false) => Sign::Circle,
                (false, true) => Sign::Square,
                _ => Sign::Diamond,
            },
        }
    }
}
