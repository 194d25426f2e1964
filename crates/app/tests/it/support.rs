//! An instance with one partnership, its three partners and the people who notify.

use std::path::Path;
use std::sync::Arc;

use access::directory::{self, Agency, Directory, Organisation, OrganisationKind, database_key};
use access::{Actor, Ctx, Person, Policies, Role, Strength, actions};
use app::decision::Deciding;
use app::incident::{NewSubject, Raise, raise};
use app::received::{ReceivedView, Said, received, work_list};
use app::{App, Parts, Reference};
use crypto::{RecoveryKey, SecretKey};
use db::{Db, PostgresPlace, SqlitePlace};
use model::case::{
    AuthorityKnew, CriterionView, Decision, Incident, Known, NotificationSent, Raised, SafeNow,
    Subject, SubjectKind,
};
use model::{AgencyId, Clock, Instant, OrganisationId, Sensitive, UncertainDate};
use testing::Scratch;
use vault::{Place, Which};

/// 2026-11-24 09:00 in London.
pub const NOW: Instant = Instant::from_microseconds(1_795_510_800_000_000);

struct Still;

impl Clock for Still {
    fn now(&self) -> Instant {
        NOW
    }
}

/// A clock that stands this many seconds later.
struct Later(i64);

impl Clock for Later {
    fn now(&self) -> Instant {
        NOW.plus_seconds(self.0)
    }
}

/// An instance to test with.
pub struct Instance {
    pub app: Arc<App>,
    pub partnership: OrganisationId,
    pub national: Option<OrganisationId>,
    agencies: Vec<(String, AgencyId)>,
    /// Where it lies.
    pub scratch: Scratch,
    /// Its instance key.
    pub key: SecretKey,
    /// The schema of its directory, on PostgreSQL.
    pub schema: String,
}

pub fn words(text: &str) -> Sensitive<String> {
    Sensitive(text.to_owned())
}

pub fn today() -> UncertainDate {
    UncertainDate::day(NOW.date_in_london()).unwrap()
}

/// An instance on each engine, with or without a national body.
pub async fn both(national: bool) -> Vec<Instance> {
    let mut all = Vec::new();
    for scratch in testing::both().await {
        all.push(Instance::on(scratch, national).await);
    }
    all
}

/// Somebody with a role in an organisation, new each time.
pub fn acting_for(organisation: OrganisationId, role: Role, agency: Option<AgencyId>) -> Ctx {
    let person = Person {
        id: crypto::id(NOW).unwrap(),
        agency,
        authority: None,
        roles: [role].into(),
        strength: Strength::TwoFactors,
    };
    Ctx {
        actor: Actor::Person(person),
        organisation,
        request: crypto::id(NOW).unwrap(),
        now: NOW,
        practice_day: None,
    }
}

/// The database of a directory, and the place of the stores beside it.
pub async fn open_at(
    server: Option<&PostgresPlace>,
    folder: &Path,
    key: &SecretKey,
    schema: &str,
) -> (Db, Place) {
    let Some(server) = server else {
        let place = SqlitePlace {
            file: folder.join("directory.db"),
            raw_key: crypto::sqlcipher_key(&database_key(key)),
            create: true,
        };
        let db = Db::open_sqlite(&place).await.unwrap();
        return (db, Place::Folder(folder.to_owned()));
    };
    let directory = PostgresPlace {
        schema: schema.to_owned(),
        ..server.clone()
    };
    let db = Db::open_postgres(&directory).await.unwrap();
    let files = folder.to_owned();
    let server = Box::new(server.clone());
    (db, Place::Postgres { server, files })
}

/// The instance that lies somewhere, opened as after a start of the program.
pub async fn reopen(
    server: Option<&PostgresPlace>,
    folder: &Path,
    key: &SecretKey,
    schema: &str,
) -> Arc<App> {
    reopen_with((server, folder), key, schema, Arc::new(Still)).await
}

async fn reopen_with(
    (server, folder): (Option<&PostgresPlace>, &Path),
    key: &SecretKey,
    schema: &str,
    clock: Arc<dyn Clock>,
) -> Arc<App> {
    let (db, place) = open_at(server, folder, key, schema).await;
    let policies = Policies::load().unwrap();
    let directory = Directory::open(db, key.clone(), policies).await.unwrap();
    Arc::new(App::new(Parts {
        directory: Arc::new(directory),
        place,
        clock,
        schemes: App::shipped_schemes().unwrap(),
    }))
}

impl Instance {
    pub async fn on(scratch: Scratch, national: bool) -> Self {
        let key = SecretKey::generate().unwrap();
        let folder = scratch.folder.path().to_path_buf();
        let schema = testing::unused_name("directory");
        let (db, place) = open_at(scratch.server.as_ref(), &folder, &key, &schema).await;
        let policies = Policies::load().unwrap();
        let recovery = RecoveryKey::generate().unwrap();
        let directory = Directory::create(db, key.clone(), &recovery, policies, true)
            .await
            .unwrap();
        let app = Arc::new(App::new(Parts {
            directory: Arc::new(directory),
            place,
            clock: Arc::new(Still),
            schemes: App::shipped_schemes().unwrap(),
        }));
        let mut made = Self {
            app,
            partnership: crypto::id(NOW).unwrap(),
            national: national.then(|| crypto::id(NOW).unwrap()),
            agencies: Vec::new(),
            scratch,
            key,
            schema,
        };
        made.populate().await;
        made
    }

    /// The partnership, the national body where there is one, and the three partners.
    async fn populate(&mut self) {
        self.organisation(self.partnership, "here", OrganisationKind::Partnership)
            .await;
        if let Some(national) = self.national {
            self.organisation(national, "panel", OrganisationKind::National)
                .await;
        }
        for kind in ["local_authority", "integrated_care_board", "police"] {
            let id = self.agency(kind).await;
            self.agencies.push((kind.to_owned(), id));
        }
    }

    /// The same instance after a start of the program this many seconds later. What it had open is closed.
    pub async fn later(&self, seconds: i64) -> Arc<App> {
        self.app.close_commons().await;
        self.app.vaults().close(self.partnership).await;
        let at = (self.scratch.server.as_ref(), self.scratch.folder.path());
        reopen_with(at, &self.key, &self.schema, Arc::new(Later(seconds))).await
    }

    pub fn operator(&self) -> Ctx {
        Ctx {
            actor: Actor::Operator {
                reason: "test".to_owned(),
            },
            organisation: self.partnership,
            request: crypto::id(NOW).unwrap(),
            now: NOW,
            practice_day: None,
        }
    }

    pub async fn organisation(&self, id: OrganisationId, code: &str, kind: OrganisationKind) {
        let new = &Organisation {
            id,
            kind,
            name: format!("Invented {code}"),
            code: code.to_owned(),
            region: None,
            valid_from: "2020-01-01".parse().unwrap(),
            valid_to: None,
            successor: None,
        };
        let ctx = self.operator();
        let work = self.app.directory().transact(&ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                directory::add_organisation(tx, &permit, new).await?;
                directory::make_keys(tx, &permit, new.id).await
            })
        });
        work.await.unwrap();
    }

    async fn agency(&self, kind: &str) -> AgencyId {
        let new = &Agency {
            id: crypto::id(NOW).unwrap(),
            kind: kind.to_owned(),
            name: format!("Invented {kind}"),
            valid_from: "2020-01-01".parse().unwrap(),
            valid_to: None,
        };
        let ctx = self.operator();
        let partnership = self.partnership;
        let work = self.app.directory().transact(&ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                directory::add_agency(tx, &permit, new).await?;
                directory::link_agency(tx, &permit, new.id, partnership, new.valid_from).await
            })
        });
        work.await.unwrap();
        new.id
    }

    /// Somebody with a role, new each time; a partner brings the agency of this kind.
    pub fn acting(&self, role: Role, agency: Option<&str>) -> Ctx {
        let agency = agency.and_then(|kind| self.agency_of(kind));
        acting_for(self.partnership, role, agency)
    }

    /// Somebody of the national body.
    pub fn at_the_national_body(&self, role: Role) -> Ctx {
        Ctx {
            organisation: self.national.unwrap(),
            ..self.acting(role, None)
        }
    }

    /// The agency of a kind.
    pub fn agency_of(&self, kind: &str) -> Option<AgencyId> {
        let known = self.agencies.iter().find(|(known, _)| known == kind);
        known.map(|(_, id)| *id)
    }

    /// Another agency of a kind that there is one of already.
    pub async fn second(&self, kind: &str) -> AgencyId {
        self.agency(kind).await
    }

    /// A view of one partner, with every criterion answered.
    pub fn view(&self, partner: &str, outcome: &str) -> CriterionView {
        let scheme = &self.app.scheme_on(NOW.date_in_london()).unwrap().scheme;
        let answers = scheme
            .criteria
            .iter()
            .map(|item| (item.id.clone(), Known::Yes));
        CriterionView {
            partner: partner.to_owned(),
            agency: self.agency_of(partner),
            given_by: words("A delegated partner"),
            cover_for: None,
            answers: answers.collect(),
            outcome: outcome.to_owned(),
            reasons: words("Reasons."),
            on: today(),
            on_behalf: None,
        }
    }

    /// Raises an incident.
    pub async fn incident(&self) -> Reference {
        let ctx = self.acting(Role::IncidentRaiser, None);
        let subject = Subject {
            kind: SubjectKind::Child,
            name: words("An invented child"),
            also_known_as: words(""),
            born: UncertainDate::UNKNOWN,
            unborn: false,
            relation: words(""),
        };
        let safety = Some((SafeNow::Safe, words("Seen by a nurse"), None));
        let new = Raise {
            incident: incident(),
            subjects: vec![NewSubject { subject, safety }],
            practice: None,
        };
        raise(&self.app, &ctx, crypto::id(NOW).unwrap(), &new)
            .await
            .unwrap()
    }
}

fn incident() -> Incident {
    Incident {
        outline: words("A child was found hurt. Invented."),
        happened: today(),
        place: words("At home"),
        authority: None,
        first_known: None,
        first_known_by: words(""),
        authority_knew: Some(AuthorityKnew {
            on: today(),
            says: words("Duty manager"),
        }),
        nature: "serious_harm".to_owned(),
        abuse_or_neglect: Known::Yes,
        why: words("It may be serious."),
        done_at_once: words(""),
        press_interest: Known::No,
        raised: Raised::default(),
    }
}

/// A decision of the local authority.
pub fn decision(outcome: &str) -> Decision {
    Decision {
        outcome: outcome.to_owned(),
        reasons: words("Reasons."),
        on: today(),
        despite: None,
        local_route: None,
    }
}

/// The first decision of a case, as its form sends it.
pub fn deciding(decision: Decision) -> Deciding {
    Deciding { decision, shown: 0 }
}

/// The first of everything that the national body was told of, as somebody there reads it.
pub async fn first_received(app: &App, ctx: &Ctx) -> ReceivedView {
    let list = work_list(app, ctx, Which::All, 0).await.unwrap();
    let reference = list.lines[0].case.reference.parse().unwrap();
    received(app, ctx, &reference).await.unwrap()
}

/// The latest notification about a case that was received.
pub fn notified_with(view: &ReceivedView) -> &NotificationSent {
    let mut all = view.arrived.iter().rev();
    let found = all.find_map(|one| match &one.said {
        Said::Notification(sent) => Some(sent.as_ref()),
        _ => None,
    });
    found.unwrap()
}
