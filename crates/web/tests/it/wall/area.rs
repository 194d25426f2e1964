//! A partnership with the people of a release, and a review that holds fifty strings that must not leave it.

use std::sync::Arc;

use access::directory::{
    Agency, Organisation, OrganisationKind, add_agency, add_organisation, link_agency, make_keys,
};
use access::{Actor, Ctx, Person, Role, Section, Strength, actions};
use app::Reference;
use app::files::Upload;
use app::incident::{NewSubject, Raise};
use app::returns::{NewRequest, WhichAgency};
use app::team::NewPlace;
use futures_util::stream;
use model::case::{
    ChronologyFilter, ConflictAsked, EventStands, Home, Incident, Known, NOT_KNOWN, PlaceKind,
    PractitionerContact, Proceedings, Protected, ProtectedKind, ProtectedLetters, Raised,
    RegisterPerson, RegisterPlace, RegisterSex, RequestPlan, SafeNow, School, Subject, SubjectKind,
    SupportStands, ToldOfReview,
};
use model::chronology::EntryKind;
use model::learning::Moment;
use model::paper::{Block, Paper};
use model::{AgencyId, FormId, OrganisationId, RecordId, Sensitive, UncertainDate};

use super::canaries::{Canary, Seed, Sort};
use crate::site::{START, TestSite};

/// Kinds of the three agencies that release together.
const PARTNERS: [&str; 3] = ["local_authority", "integrated_care_board", "police"];

pub fn words(text: &str) -> Sensitive<String> {
    Sensitive(text.to_owned())
}

pub fn form() -> FormId {
    crypto::id(START).unwrap()
}

fn today() -> UncertainDate {
    UncertainDate::day(START.date_in_london()).unwrap()
}

/// A partnership and its people.
pub struct Area {
    pub site: Arc<TestSite>,
    pub code: String,
    pub organisation: OrganisationId,
    pub manager: Ctx,
    /// Who reads shared learning and nothing else.
    pub reader: Ctx,
    pub author: Ctx,
    /// A delegate of each partner, in the order of [`PARTNERS`].
    pub partners: Vec<Ctx>,
    /// Who keeps protected identities.
    trusted: Ctx,
    police: AgencyId,
}

/// Adds an organisation.
pub async fn organisation(
    site: &TestSite,
    (code, kind, region): (&str, OrganisationKind, Option<&str>),
) -> OrganisationId {
    let new = &Organisation {
        id: crypto::id(START).unwrap(),
        kind,
        name: format!("Invented {code}"),
        code: code.to_owned(),
        region: region.map(str::to_owned),
        valid_from: "2020-01-01".parse().unwrap(),
        valid_to: None,
        successor: None,
    };
    let ctx = site.operator();
    let work = site.app.directory().transact(&ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_directory::<actions::ManageDirectory>()?;
            add_organisation(tx, &permit, new).await?;
            make_keys(tx, &permit, new.id).await
        })
    });
    work.await.unwrap();
    new.id
}

async fn agency(site: &TestSite, here: OrganisationId, kind: &str) -> AgencyId {
    let new = &Agency {
        id: crypto::id(START).unwrap(),
        kind: kind.to_owned(),
        name: format!("Invented {kind} of {here}"),
        valid_from: "2020-01-01".parse().unwrap(),
        valid_to: None,
    };
    let ctx = site.operator();
    let work = site.app.directory().transact(&ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_directory::<actions::ManageDirectory>()?;
            add_agency(tx, &permit, new).await?;
            link_agency(tx, &permit, new.id, here, new.valid_from).await
        })
    });
    work.await.unwrap();
    new.id
}

/// What is planted in one review, and the review.
pub struct Planted {
    pub reference: Reference,
    pub canaries: Vec<Canary>,
}

impl Area {
    pub async fn new(site: &Arc<TestSite>, code: &str, region: &str) -> Self {
        let kind = OrganisationKind::Partnership;
        let organisation = organisation(site, (code, kind, Some(region))).await;
        let mut agencies = Vec::new();
        for kind in PARTNERS {
            agencies.push(agency(site, organisation, kind).await);
        }
        let somebody = async |name: &str, role, agency| {
            let email = format!("{name}.{code}@example.org");
            let id = site.person(&email, organisation, role).await;
            let person = Person {
                id,
                agency,
                authority: None,
                roles: [role].into(),
                strength: Strength::TwoFactors,
            };
            Ctx {
                actor: Actor::Person(person),
                organisation,
                ..site.operator()
            }
        };
        let mut partners = Vec::new();
        for (kind, agency) in PARTNERS.into_iter().zip(&agencies) {
            partners.push(somebody(kind, Role::DelegatedPartner, Some(*agency)).await);
        }
        let police = *agencies.last().unwrap();
        Self {
            manager: somebody("manager", Role::BusinessManager, None).await,
            reader: somebody("reader", Role::LearningReader, None).await,
            author: somebody("author", Role::DelegatedPartner, Some(police)).await,
            trusted: somebody("trusted", Role::Scrutineer, None).await,
            partners,
            police,
            site: Arc::clone(site),
            code: code.to_owned(),
            organisation,
        }
    }

    /// A review with fifty strings: 34 that are on record, 8 of a form, 8 that stand in prose alone.
    pub async fn plant(&self, seed: &mut Seed) -> Planted {
        let mut canaries = Vec::new();
        let reference = self.review(seed, &mut canaries).await;
        self.people(&reference, seed, &mut canaries).await;
        self.around(&reference, seed, &mut canaries).await;
        self.protected(&reference, seed, &mut canaries).await;
        assert_eq!(canaries.len(), 34);
        canaries.extend((0..8).map(|kind| seed.form(kind)));
        canaries.extend((0..8).map(|_| seed.name(Sort::Prose)));
        self.prose(&reference, &canaries[34..]).await;
        Planted {
            reference,
            canaries,
        }
    }

    /// A child, and where it happened: 3 strings.
    async fn review(&self, seed: &mut Seed, all: &mut Vec<Canary>) -> Reference {
        let [name, also] = [seed.name(Sort::OnRecord), seed.name(Sort::OnRecord)];
        let place = seed.place("House");
        let incident = Incident {
            outline: words(&format!("{} was found hurt at {}.", name.text, place.text)),
            happened: UncertainDate::UNKNOWN,
            place: words(&place.text),
            authority: None,
            first_known: None,
            first_known_by: words(""),
            authority_knew: None,
            nature: "other".to_owned(),
            abuse_or_neglect: Known::NotKnown,
            why: words(""),
            done_at_once: words(""),
            press_interest: Known::No,
            raised: Raised::default(),
        };
        let subject = subject(SubjectKind::Child, &name, &also);
        let safety = Some((SafeNow::NotKnown, words(""), None));
        let raise = Raise {
            incident,
            subjects: vec![NewSubject { subject, safety }],
            practice: None,
        };
        all.extend([name, also, place]);
        app::incident::raise(&self.site.app, &self.manager, form(), &raise)
            .await
            .unwrap()
    }

    /// People of the review and around it: 18 strings.
    async fn people(&self, reference: &Reference, seed: &mut Seed, all: &mut Vec<Canary>) {
        let (app, ctx) = (&self.site.app, &self.manager);
        for kind in [SubjectKind::Child, SubjectKind::Adult, SubjectKind::Adult] {
            let [name, also] = [seed.name(Sort::OnRecord), seed.name(Sort::OnRecord)];
            let one = subject(kind, &name, &also);
            app::people::change_person(app, ctx, reference, (form(), None), &one)
                .await
                .unwrap();
            all.extend([name, also]);
        }
        for at in 0..6 {
            let [name, also] = [seed.name(Sort::OnRecord), seed.name(Sort::OnRecord)];
            let one = RegisterPerson {
                name: words(&name.text),
                also_known_as: words(&also.text),
                role: words("neighbour"),
                child: at % 3 == 0,
                sex: RegisterSex::Female,
            };
            let sent = ((form(), None), (&one, Section::General));
            app::people_places::save_person(app, ctx, reference, sent)
                .await
                .unwrap();
            all.extend([name, also]);
        }
    }

    /// Places, a home, a school, practitioners, proceedings: 11 strings.
    async fn around(&self, reference: &Reference, seed: &mut Seed, all: &mut Vec<Canary>) {
        let (app, ctx) = (&self.site.app, &self.manager);
        for kind in ["Court", "Lodge", "Fold"] {
            let [name, also] = [seed.place(kind), seed.place("Grove")];
            let one = RegisterPlace {
                name: words(&name.text),
                also_known_as: words(&also.text),
                kind: PlaceKind::Other,
            };
            let sent = ((form(), None), (&one, None));
            app::people_places::save_place(app, ctx, reference, sent)
                .await
                .unwrap();
            all.extend([name, also]);
        }
        let found = app::incident::incident(app, ctx, reference).await.unwrap();
        let child = found.subjects[0].id;
        let [home, school] = [seed.place("Terrace"), seed.place("Primary School")];
        self.lives(reference, child, (&home, &school)).await;
        all.extend([home, school]);
        for _ in 0..2 {
            let name = seed.name(Sort::OnRecord);
            let one = practitioner(&name);
            app::practitioners::keep_practitioner(app, ctx, reference, (form(), None), &one)
                .await
                .unwrap();
            all.push(name);
        }
        let operation = seed.operation();
        let one = Proceedings {
            kind: "criminal".to_owned(),
            instance: None,
            reference: words(&operation.text),
            contact: words("A senior officer"),
            second_contact: words(""),
            began: today(),
            may_end: None,
            more: words(""),
            person: ctx.person().unwrap().id,
        };
        app::proceedings::record(app, ctx, reference, (form(), None), &one)
            .await
            .unwrap();
        all.push(operation);
    }

    async fn lives(
        &self,
        reference: &Reference,
        person: RecordId,
        (home, school): (&Canary, &Canary),
    ) {
        let (app, ctx) = (&self.site.app, &self.manager);
        let home = Home {
            person,
            authority: None,
            elsewhere: words(&home.text),
            living: NOT_KNOWN.to_owned(),
            more: words(""),
        };
        app::people::keep_home(app, ctx, reference, (form(), None), &home)
            .await
            .unwrap();
        let school = School {
            person,
            education: "at_school".to_owned(),
            place: words(&school.text),
            more: words(""),
        };
        app::people::keep_school(app, ctx, reference, (form(), None), &school)
            .await
            .unwrap();
    }

    /// An identity that the author may not see: 2 strings.
    async fn protected(&self, reference: &Reference, seed: &mut Seed, all: &mut Vec<Canary>) {
        let app = &self.site.app;
        let place = NewPlace {
            person: self.trusted.person().unwrap().id,
            agency: None,
            role: "panel".to_owned(),
            until: None,
            sections: vec![Section::ProtectedIdentities],
            why: words("They keep it."),
            agreed_by: words("The manager of their agency"),
            asked: ConflictAsked {
                how: words("Asked by telephone."),
                somebody_else: Vec::new(),
            },
        };
        app::team::add(app, &self.manager, reference, form(), &place)
            .await
            .unwrap();
        let [named, says] = [seed.name(Sort::OnRecord), seed.name(Sort::OnRecord)];
        let protected = Protected {
            kind: ProtectedKind::Identity,
            subject: None,
            named: words(&named.text),
            says: words(&format!("Now known as {} since March.", says.text)),
            limits: words(""),
            set_by: words("A social worker"),
            letters: ProtectedLetters::No,
            look_again: "2027-01-05".parse().unwrap(),
            ended: None,
        };
        app::restricted::keep(app, &self.trusted, reference, (form(), None), &protected)
            .await
            .unwrap();
        all.extend([named, says]);
    }

    /// What is on record nowhere: in moments, a request, files with their names and properties, a saved filter, a question to the
    /// library and a search of it.
    async fn prose(&self, reference: &Reference, all: &[Canary]) {
        let (app, ctx) = (&self.site.app, &self.manager);
        let (forms, names) = all.split_at(8);
        for one in forms {
            let mut moment = Moment::of(&format!("We had {} in two places.", one.text));
            moment.thought_before = words(&format!("That {} knew.", names[0].text));
            moment.prompted_by = words(&format!("A call from {}.", names[1].text));
            app::moment::record(app, ctx, reference, form(), &moment)
                .await
                .unwrap();
        }
        let filter = ChronologyFilter {
            name: words(&names[2].text),
            agency: None,
            person: None,
            kind: Some(EntryKind::Injury),
            from: None,
            to: None,
            reads: None,
            key_only: false,
        };
        app::chronology::save_filter(app, ctx, reference, (form(), true, &filter))
            .await
            .unwrap();
        self.files(reference, &names[3..5]).await;
        let request = NewRequest {
            agency: WhichAgency::Known(self.police),
            also: Vec::new(),
            basis: "section_16h".to_owned(),
            purpose: words(&format!("To learn what {} saw.", names[5].text)),
            about: self.everybody(reference).await,
            from: "2024-11-24".parse().unwrap(),
            to: "2026-11-24".parse().unwrap(),
            and_before: true,
            plan: RequestPlan::Whole,
            due: "2026-11-27".parse().unwrap(),
            meeting: None,
            manager: None,
            again: None,
        };
        app::returns::ask(app, ctx, reference, form(), &request)
            .await
            .unwrap();
        app::library::ask(app, ctx, form(), &names[6].text)
            .await
            .unwrap();
    }

    async fn everybody(&self, reference: &Reference) -> Vec<RecordId> {
        let choice = app::returns::to_ask(&self.site.app, &self.manager, reference).await;
        choice.unwrap().subjects.iter().map(|one| one.id).collect()
    }

    /// A note and a Word document, with names in their names, their text and their properties.
    async fn files(&self, reference: &Reference, names: &[Canary]) {
        let paper = Paper {
            title: format!("What {} said", names[1].text),
            subtitle: String::new(),
            language: "en-GB".to_owned(),
            marking: String::new(),
            synthetic: true,
            prepared_on: START.date_in_london(),
            prepared_for: names[1].text.clone(),
            withheld: None,
            letter: false,
            one_page: false,
            blocks: vec![Block::Paragraph(format!("{} was there.", names[0].text))],
        };
        let (document, _) = self.site.app.document(&paper, "docx").await.unwrap();
        let note = format!("{} rang twice.", names[0].text).into_bytes();
        for (end, bytes) in [("txt", note), ("docx", document)] {
            let name = format!("{} for {}.{end}", names[0].text, names[1].text);
            let upload = Upload {
                form: form(),
                section: Section::General,
                name: &name,
            };
            let content = stream::iter([Ok::<_, std::io::Error>(bytes)]);
            app::files::add(&self.site.app, &self.manager, reference, &upload, content)
                .await
                .unwrap();
        }
    }
}

fn subject(kind: SubjectKind, name: &Canary, also: &Canary) -> Subject {
    Subject {
        kind,
        name: words(&name.text),
        also_known_as: words(&also.text),
        born: UncertainDate::UNKNOWN,
        unborn: false,
        relation: words(""),
    }
}

fn practitioner(name: &Canary) -> PractitionerContact {
    PractitionerContact {
        role: words("Health visitor, community trust"),
        name: words(&name.text),
        told: ToldOfReview::Told {
            on: today(),
            how: "in_person".to_owned(),
            by: words("Her manager"),
        },
        support: SupportStands::Offered,
        support_words: words("Supervision by a colleague"),
        event: EventStands::Invited,
        event_on: None,
        draft: None,
        feedback: None,
    }
}
