//! A service with a few invented people, made anew for every test.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::Duration;

use access::directory::{
    Agency, Directory, NewMembership, Organisation, OrganisationKind, add_agency, add_membership,
    add_organisation, add_person, database_key, link_agency, make_keys,
};
use access::sign_in::{Provider, ProviderSettings, SignIn, TwoFactorsBy};
use access::{Actor, Ctx, Person, Policies, Role, Strength, actions};
use app::App;
use app::commons::{Audience, Origin, Put};
use app::incident::{NewSubject, Raise};
use app::vault::Place;
use crypto::{RecoveryKey, SecretKey};
use db::{Db, SqlitePlace};
use model::case::{Incident, Known, Raised, SafeNow, Subject, SubjectKind};
use model::learning::{Confidence, EffectSeen, LearningStage, SharedLearning, SystemLevel};
use model::{
    AgencyId, Clock, Instant, OrganisationId, PersonId, Sensitive, SharedId, UncertainDate,
};
use web::{Parts, Proxies, Site, WebState};

use crate::client::Client;

pub const START: Instant = Instant::from_microseconds(1_795_510_800_000_000);

/// A clock that tests move.
pub struct Moved(AtomicI64);

impl Clock for Moved {
    fn now(&self) -> Instant {
        Instant::from_microseconds(self.0.load(Ordering::SeqCst))
    }
}

pub struct TestSite {
    pub state: WebState,
    pub app: Arc<App>,
    pub partnership: OrganisationId,
    pub neighbour: OrganisationId,
    clock: Arc<Moved>,
    pub folder: tempfile::TempDir,
}

/// Tests that still have a site.
static SITES: AtomicUsize = AtomicUsize::new(0);

/// SQLCipher gives its memory back when the process ends, and connections that still close then, on threads of their own,
/// take it from under each other. So the thread of the last test ends after theirs.
struct Last;

impl Last {
    fn new() -> Self {
        SITES.fetch_add(1, Ordering::SeqCst);
        Self
    }
}

impl Drop for Last {
    fn drop(&mut self) {
        if SITES.fetch_sub(1, Ordering::SeqCst) > 1 {
            return;
        }
        for _ in 0..200 {
            if !connections_are_open() {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

thread_local! {
    static LAST: Last = Last::new();
}

/// Whether any thread of this process serves a connection.
fn connections_are_open() -> bool {
    let Ok(threads) = std::fs::read_dir("/proc/self/task") else {
        return false;
    };
    threads.flatten().any(|thread| {
        std::fs::read_to_string(thread.path().join("comm"))
            .is_ok_and(|name| name.starts_with("sqlx-sqlite"))
    })
}

/// Codes of the two partnerships in addresses.
pub const HERE: &str = "marshside";
pub const THERE: &str = "hillfoot";

/// The sign-in of an organisation that every page may offer.
pub const ALDERMERE: &str = "aldermere";
/// No provider is there.
const NOBODY_LISTENS: &str = "http://127.0.0.1:9";

fn provider(issuer: &str, base_url: &str) -> Provider {
    Provider::new(ProviderSettings {
        id: ALDERMERE.to_owned(),
        name: "Aldermere Council".to_owned(),
        issuer: issuer.to_owned(),
        client_id: testing::provider::CLIENT.to_owned(),
        client_secret: Some(testing::provider::SECRET.to_owned()),
        require: TwoFactorsBy {
            amr: vec!["mfa".to_owned()],
            ..TwoFactorsBy::default()
        },
        authorities: None,
        insecure_loopback: true,
        back: format!("{base_url}/sign-in/with/{ALDERMERE}/back"),
    })
    .unwrap()
}

impl TestSite {
    /// A demonstration on this machine.
    pub async fn demonstration() -> Self {
        Self::new(true, true).await
    }

    pub async fn new(synthetic: bool, loopback: bool) -> Self {
        Self::with_issuer(synthetic, loopback, NOBODY_LISTENS).await
    }

    /// The same, with the sign-in of an organisation at this issuer.
    pub async fn with_issuer(synthetic: bool, loopback: bool, issuer: &str) -> Self {
        LAST.with(|_| ());
        let folder = tempfile::tempdir().unwrap();
        let instance = SecretKey::generate().unwrap();
        let raw_key = crypto::sqlcipher_key(&database_key(&instance));
        let file = folder.path().join("directory.db");
        let db = Db::open_sqlite(&SqlitePlace {
            file,
            raw_key,
            create: true,
        })
        .await
        .unwrap();
        let policies = Policies::load().unwrap();
        let recovery = RecoveryKey::generate().unwrap();
        let directory = Arc::new(
            Directory::create(db, instance, &recovery, policies, synthetic)
                .await
                .unwrap(),
        );
        let clock = Arc::new(Moved(AtomicI64::new(START.microseconds())));
        let app = Arc::new(App::new(app::Parts {
            directory: Arc::clone(&directory),
            place: Place::Folder(folder.path().to_owned()),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            schemes: App::shipped_schemes().unwrap(),
        }));
        let site = Site {
            base_url: "http://localhost:8080".to_owned(),
            loopback,
            proxies: Proxies::default(),
        };
        let sign_in = SignIn::new(directory, &site.relying_party())
            .with_providers(vec![provider(issuer, &site.base_url)]);
        let state = WebState::new(Parts {
            app: Arc::clone(&app),
            sign_in,
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            site,
        });
        let (partnership, neighbour) = (crypto::id(START).unwrap(), crypto::id(START).unwrap());
        let made = Self {
            state,
            app,
            partnership,
            neighbour,
            clock,
            folder,
        };
        made.organisation(partnership, "Marshside Safeguarding Partnership", HERE)
            .await;
        made.organisation(neighbour, "Hillfoot Safeguarding Partnership", THERE)
            .await;
        made
    }

    pub fn browser(&self) -> Client {
        Client::new(web::router(self.state.clone()))
    }

    pub fn wait(&self, seconds: i64) {
        self.clock
            .0
            .fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }

    pub fn operator(&self) -> Ctx {
        let actor = Actor::Operator {
            reason: "test".to_owned(),
        };
        let now = self.clock.now();
        Ctx {
            actor,
            organisation: self.partnership,
            request: crypto::id(now).unwrap(),
            now,
            practice_day: None,
        }
    }

    /// The context of a person in the partnership.
    pub fn ctx(&self, id: PersonId, role: Role) -> Ctx {
        let strength = Strength::Demonstration;
        let person = Person {
            id,
            agency: None,
            authority: None,
            roles: [role].into(),
            strength,
        };
        Ctx {
            actor: Actor::Person(person),
            ..self.operator()
        }
    }

    async fn organisation(&self, id: OrganisationId, name: &str, code: &str) {
        let new = &Organisation {
            id,
            kind: OrganisationKind::Partnership,
            name: name.to_owned(),
            code: code.to_owned(),
            region: None,
            valid_from: "2020-01-01".parse().unwrap(),
            valid_to: None,
            successor: None,
        };
        let ctx = self.operator();
        self.state
            .directory()
            .transact(&ctx, |tx| {
                Box::pin(async move {
                    let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                    add_organisation(tx, &permit, new).await?;
                    make_keys(tx, &permit, new.id).await
                })
            })
            .await
            .unwrap();
    }

    /// The business manager of the partnership.
    pub async fn manager(&self) -> PersonId {
        let role = Role::BusinessManager;
        self.person("manager@example.org", self.partnership, role)
            .await
    }

    /// A person with a role.
    pub async fn person(&self, email: &str, organisation: OrganisationId, role: Role) -> PersonId {
        let ctx = self.operator();
        self.state
            .directory()
            .transact(&ctx, |tx| {
                Box::pin(async move {
                    let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                    let person = add_person(tx, &permit, "Sam Carter", email).await?;
                    let from = "2026-01-01".parse().unwrap();
                    let (agency, authority, until) = (None, None, None);
                    let new = NewMembership {
                        person,
                        agency,
                        authority,
                        role,
                        from,
                        until,
                    };
                    add_membership(tx, &permit, organisation, &new).await?;
                    Ok(person)
                })
            })
            .await
            .unwrap()
    }

    /// Gives a person more roles in the partnership.
    pub async fn roles(&self, person: PersonId, roles: &[Role]) {
        let ctx = self.operator();
        let organisation = self.partnership;
        let work = self.state.directory().transact(&ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                for role in roles {
                    let membership = NewMembership {
                        person,
                        agency: None,
                        authority: None,
                        role: *role,
                        from: "2026-01-01".parse().unwrap(),
                        until: None,
                    };
                    add_membership(tx, &permit, organisation, &membership).await?;
                }
                Ok(())
            })
        });
        work.await.unwrap();
    }

    /// How many things were done, in the directory and in the store of the partnership: rows of the records
    /// of who did what that are neither refusals nor readings.
    pub async fn done(&self) -> i64 {
        const DONE: db::Statement = db::Statement::new(
            "what was done",
            "SELECT COUNT(*) AS many FROM ledger WHERE outcome = 'done'",
        );
        let vault = self.app.vaults().of(self.partnership).await.unwrap();
        let mut done = 0;
        for db in [vault.db(), self.state.directory().db()] {
            let row = db.read(|tx| Box::pin(tx.first(&DONE, [])));
            let row: Result<_, db::DbError> = row.await;
            done += row.unwrap().unwrap().number("many").unwrap();
        }
        done
    }

    /// Gives a person a role for a new agency.
    pub async fn agency_role(&self, person: PersonId, name: &str, role: Role) -> AgencyId {
        let ctx = self.operator();
        let organisation = self.partnership;
        let from: model::Date = "2026-01-01".parse().unwrap();
        let new = &Agency {
            id: crypto::id(START).unwrap(),
            kind: "invented".to_owned(),
            name: name.to_owned(),
            valid_from: from,
            valid_to: None,
        };
        let work = self.state.directory().transact(&ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                add_agency(tx, &permit, new).await?;
                link_agency(tx, &permit, new.id, organisation, from).await?;
                let membership = NewMembership {
                    person,
                    agency: Some(new.id),
                    authority: None,
                    role,
                    from,
                    until: None,
                };
                add_membership(tx, &permit, organisation, &membership)
                    .await
                    .map(drop)
            })
        });
        work.await.unwrap();
        new.id
    }

    /// A browser in which a person is signed in, on a demonstration.
    pub async fn signed_in(&self, person: PersonId) -> Client {
        let mut browser = self.browser();
        let page = browser
            .post("/choose-who-to-be", &[("person", &person.to_string())])
            .await;
        assert_eq!(page.status, 303, "{}", page.body);
        assert!(browser.cookie.is_some());
        browser
    }

    /// A case with one invented child; returns its reference and the child's record.
    pub async fn public_item(&self) -> SharedId {
        self.shared_item(Audience::Public).await
    }

    /// Learning that was released, put as the job does that carries it out of a store.
    pub async fn shared_item(&self, audience: Audience) -> SharedId {
        let id: SharedId = crypto::id(START).unwrap();
        let words = |text: &str| text.to_owned();
        let put = &Put {
            id,
            version: 1,
            body: SharedLearning {
                condition: words("Letters about missed appointments reach nobody who can act"),
                level: SystemLevel::Agency,
                changed_at: None,
                usually: words("The letter is filed and the child is discharged"),
                tried: words("One named desk reads them on the day"),
                effect: words("Families are rung within two days"),
                effect_seen: EffectSeen::Better,
                evidence: words("Counted over six months"),
                question: words("How do you reach families who have moved?"),
                context: words("A county with three hospitals"),
                confidence: Confidence::Corroborated,
                stage: Some(LearningStage::AgencyAnalysis),
                harm: vec![words("neglect")],
                age_bands: vec![words("under_1")],
                themes: vec![words("information_sharing")],
            },
            audience,
            origin: Origin {
                organisation: None,
                region: None,
                year: 2026,
            },
            broker: self.partnership,
            family_told: true,
            released_on: START.date_in_london(),
            supersedes: None,
        };
        let ctx = &self.release_ctx();
        let commons = self.app.commons().await.unwrap();
        let done = commons.transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::PublishShared>()?;
                app::commons::put(tx, &permit, put).await
            })
        });
        done.await.unwrap();
        id
    }

    /// Takes an item back, as the job does.
    pub async fn recall(&self, id: SharedId) {
        let ctx = &self.release_ctx();
        let commons = self.app.commons().await.unwrap();
        let done = commons.transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::PublishShared>()?;
                let on = START.date_in_london();
                app::commons::recall(tx, &permit, id, "recognised", on).await
            })
        });
        done.await.unwrap();
    }

    fn release_ctx(&self) -> Ctx {
        Ctx {
            actor: Actor::System { job: "release" },
            organisation: self.partnership,
            request: crypto::id(START).unwrap(),
            now: START,
            practice_day: None,
        }
    }

    pub async fn case(&self, by: PersonId) -> (String, String) {
        let ctx = self.ctx(by, Role::BusinessManager);
        let words = |text: &str| Sensitive(text.to_owned());
        let incident = Incident {
            outline: words("A child was found hurt."),
            happened: UncertainDate::UNKNOWN,
            place: words("At home"),
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
        let subject = Subject {
            kind: SubjectKind::Child,
            name: words("An invented child"),
            also_known_as: words(""),
            born: UncertainDate::UNKNOWN,
            unborn: false,
            relation: words(""),
        };
        let safety = Some((SafeNow::NotKnown, words(""), None));
        let raise = Raise {
            incident,
            subjects: vec![NewSubject { subject, safety }],
            practice: None,
        };
        let form = crypto::id(START).unwrap();
        let reference = app::incident::raise(&self.app, &ctx, form, &raise)
            .await
            .unwrap();
        let read = app::incident::incident(&self.app, &ctx, &reference)
            .await
            .unwrap();
        (
            reference.as_str().to_owned(),
            read.subjects[0].id.to_string(),
        )
    }
}
