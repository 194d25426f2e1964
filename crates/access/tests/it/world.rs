//! A small directory with people in it, made anew for every story.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use access::directory::{
    Directory, DirectoryError, DirectoryTx, NewMembership, Organisation, OrganisationKind,
    add_membership, add_organisation, add_person, add_shipped_authorities,
};
use access::sign_in::{NewFactors, NewSession, Outcome, SignIn, Site, Spent};
use access::{Actor, Ctx, Policies, Role, actions};
use crypto::{RecoveryKey, SecretKey, Token};
use db::{Db, PostgresPlace, SqlitePlace};
use model::{Date, Instant, OrganisationId, PersonId};
use sqlx::Connection as _;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use totp_rs::{Builder, Secret, Totp};

pub const PASSWORD: &str = "seven herons over marsh";
pub const HERE: &str = "192.0.2.10";
pub const ELSEWHERE: &str = "198.51.100.20";

/// 24 November 2026, 09:00 in England.
pub const NOW: Instant = Instant::from_microseconds(1_795_510_800_000_000);

static NUMBER: AtomicU64 = AtomicU64::new(1);

pub struct World {
    pub directory: Arc<Directory>,
    pub sign_in: Arc<SignIn>,
    pub instance: SecretKey,
    pub partnership: OrganisationId,
    pub neighbour: OrganisationId,
    folder: tempfile::TempDir,
    postgres: Option<Postgres>,
}

struct Postgres {
    provision: PgConnectOptions,
    schema: String,
    service: String,
}

/// A person with an app for one-time codes.
pub struct Known {
    pub id: PersonId,
    pub email: &'static str,
    pub totp: Totp,
    pub session: NewSession,
}

impl Known {
    pub fn code(&self, now: Instant) -> String {
        code(&self.totp, now)
    }
}

pub fn code(totp: &Totp, now: Instant) -> String {
    totp.generate(u64::try_from(now.microseconds() / 1_000_000).unwrap())
        .to_string()
}

/// The app that a secret was typed into.
pub fn app(groups: &str) -> Totp {
    let secret = Secret::try_from_base32(groups.replace(' ', "")).unwrap();
    Builder::new().with_secret(secret).build().unwrap()
}

/// Tells a story on SQLite and, when `THROUGHLINE_TEST_POSTGRES` names a server, on PostgreSQL too.
pub fn on_both(synthetic: bool, story: impl AsyncFn(&World)) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let world = World::on_sqlite(synthetic).await;
        story(&world).await;
        world.directory.db().close().await;
        match provisioning() {
            None => println!("skipped on PostgreSQL: THROUGHLINE_TEST_POSTGRES names no server"),
            Some(provision) => {
                let world = World::on_postgres(provision, synthetic).await;
                story(&world).await;
                world.remove().await;
            }
        }
    });
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one setting of the tests: where PostgreSQL is"
)]
fn provisioning() -> Option<PgConnectOptions> {
    std::env::var("THROUGHLINE_TEST_POSTGRES")
        .ok()
        .map(|url| url.parse().unwrap())
}

impl World {
    async fn on_sqlite(synthetic: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let instance = SecretKey::generate().unwrap();
        let key = access::directory::database_key(&instance);
        let place = SqlitePlace {
            file: folder.path().join("directory.db"),
            raw_key: crypto::sqlcipher_key(&key),
            create: true,
        };
        let db = Db::open_sqlite(&place).await.unwrap();
        Self::made(db, instance, folder, None, synthetic).await
    }

    async fn on_postgres(provision: PgConnectOptions, synthetic: bool) -> Self {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let number = format!("{}_{number}", std::process::id());
        let (schema, service) = (
            format!("directory_{number}"),
            format!("throughline_service_{number}"),
        );
        let mut connection = PgConnection::connect_with(&provision).await.unwrap();
        let text = format!("CREATE ROLE {service} LOGIN NOINHERIT");
        sqlx::raw_sql(sqlx::AssertSqlSafe(text))
            .execute(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
        let place = PostgresPlace {
            service: provision.clone().username(&service),
            provision: provision.clone(),
            schema: schema.clone(),
        };
        let db = Db::open_postgres(&place).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let postgres = Some(Postgres {
            provision,
            schema,
            service,
        });
        Self::made(
            db,
            SecretKey::generate().unwrap(),
            folder,
            postgres,
            synthetic,
        )
        .await
    }

    async fn made(
        db: Db,
        instance: SecretKey,
        folder: tempfile::TempDir,
        postgres: Option<Postgres>,
        synthetic: bool,
    ) -> Self {
        let policies = Policies::load().unwrap();
        let recovery = RecoveryKey::generate().unwrap();
        let directory = Directory::create(db, instance.clone(), &recovery, policies, synthetic)
            .await
            .unwrap();
        let directory = Arc::new(directory);
        let site = Site {
            id: "localhost".into(),
            origin: "http://localhost:8080".into(),
        };
        let sign_in = Arc::new(SignIn::new(Arc::clone(&directory), &site));
        let (partnership, neighbour) = (crypto::id(NOW).unwrap(), crypto::id(NOW).unwrap());
        let world = Self {
            directory,
            sign_in,
            instance,
            partnership,
            neighbour,
            folder,
            postgres,
        };
        world
            .add_organisation(
                partnership,
                "Marshside Safeguarding Partnership",
                "marshside",
            )
            .await;
        world
            .add_organisation(neighbour, "Hillfoot Safeguarding Partnership", "hillfoot")
            .await;
        world
    }

    async fn remove(&self) {
        self.directory.db().close().await;
        let Some(postgres) = &self.postgres else {
            return;
        };
        let mut connection = PgConnection::connect_with(&postgres.provision)
            .await
            .unwrap();
        let text = format!(
            "DROP SCHEMA \"{0}\" CASCADE; DROP ROLE \"{1}\"; DROP ROLE \"{0}\"",
            postgres.schema, postgres.service
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(text))
            .execute(&mut connection)
            .await
            .unwrap();
    }

    /// Changes the database past the program, as somebody with the key of the file might.
    pub async fn tamper(&self, text: &str) {
        let text = text.to_owned();
        match &self.postgres {
            Some(postgres) => {
                let mut connection = PgConnection::connect_with(&postgres.provision)
                    .await
                    .unwrap();
                let text = format!("SET search_path TO \"{}\"; {text}", postgres.schema);
                sqlx::raw_sql(sqlx::AssertSqlSafe(text))
                    .execute(&mut connection)
                    .await
                    .unwrap();
            }
            None => {
                let key = access::directory::database_key(&self.instance);
                let options = sqlx::sqlite::SqliteConnectOptions::new()
                    .pragma("key", format!("\"{}\"", crypto::sqlcipher_key(&key)))
                    .filename(self.folder.path().join("directory.db"));
                let mut connection = sqlx::sqlite::SqliteConnection::connect_with(&options)
                    .await
                    .unwrap();
                sqlx::raw_sql(sqlx::AssertSqlSafe(text))
                    .execute(&mut connection)
                    .await
                    .unwrap();
                connection.close().await.unwrap();
            }
        }
    }

    pub fn operator(&self, now: Instant) -> Ctx {
        let actor = Actor::Operator {
            reason: "test".to_owned(),
        };
        let request = crypto::id(now).unwrap();
        Ctx {
            actor,
            organisation: self.partnership,
            request,
            now,
            practice_day: None,
        }
    }

    async fn add_organisation(&self, id: OrganisationId, name: &str, code: &str) {
        let new = &Organisation {
            id,
            kind: OrganisationKind::Partnership,
            name: name.to_owned(),
            code: code.to_owned(),
            region: None,
            valid_from: day("2020-01-01"),
            valid_to: None,
            successor: None,
        };
        let ctx = self.operator(NOW);
        self.directory
            .transact(&ctx, |tx| {
                Box::pin(async move {
                    let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                    add_organisation(tx, &permit, new).await
                })
            })
            .await
            .unwrap();
    }

    pub async fn add_authorities(&self) {
        let ctx = self.operator(NOW);
        self.directory
            .transact(&ctx, |tx| {
                Box::pin(async move {
                    let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                    add_shipped_authorities(tx, &permit).await
                })
            })
            .await
            .unwrap();
    }

    pub async fn add_person(&self, name: &str, email: &str) -> PersonId {
        let ctx = self.operator(NOW);
        self.directory
            .transact(&ctx, |tx| {
                Box::pin(async move {
                    let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                    add_person(tx, &permit, name, email).await
                })
            })
            .await
            .unwrap()
    }

    pub async fn add_role(&self, new: &NewMembership, organisation: OrganisationId) {
        self.add_role_at(new, organisation, NOW).await;
    }

    pub async fn add_role_at(
        &self,
        new: &NewMembership,
        organisation: OrganisationId,
        now: Instant,
    ) {
        let ctx = self.operator(now);
        self.directory
            .transact(&ctx, |tx| {
                Box::pin(async move {
                    let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                    add_membership(tx, &permit, organisation, new).await
                })
            })
            .await
            .unwrap();
    }

    pub async fn invite(&self, ctx: &Ctx, person: PersonId) -> Result<Token, DirectoryError> {
        self.directory
            .transact(ctx, |tx: &mut DirectoryTx<'_>| {
                Box::pin(async move {
                    let permit = tx.permit_organisation::<actions::ManagePeople>()?;
                    access::sign_in::invite(tx, &permit, person).await
                })
            })
            .await
    }

    /// A person with a role in the partnership who has been invited and has spent the invitation.
    pub async fn known(&self, email: &'static str, role: Role) -> Known {
        let id = self.add_person("Sam Carter", email).await;
        self.add_role(&role_of(id, role, "2026-01-01", None), self.partnership)
            .await;
        let ctx = self.administrator(crypto::id(NOW).unwrap(), NOW);
        let token = self.invite(&ctx, id).await.unwrap();
        self.spent(&token, id, email).await
    }

    pub async fn spent(&self, token: &Token, id: PersonId, email: &'static str) -> Known {
        let setup = self.sign_in.begin_totp(token, email).unwrap();
        let totp = app(&setup.secret);
        let code = code(&totp, NOW);
        let new = NewFactors {
            password: PASSWORD,
            carried: &setup.carried,
            code: &code,
        };
        let Spent::SignedIn(session) = self.sign_in.spend(token, new, NOW).await.unwrap() else {
            panic!("the invitation was not accepted");
        };
        Known {
            id,
            email,
            totp,
            session,
        }
    }

    /// The context of an administrator of the partnership.
    pub fn administrator(&self, id: PersonId, now: Instant) -> Ctx {
        let person = access::Person {
            id,
            agency: None,
            authority: None,
            roles: [Role::Administrator].into(),
            strength: access::Strength::Passkey,
        };
        let request = crypto::id(now).unwrap();
        Ctx {
            actor: Actor::Person(person),
            organisation: self.partnership,
            request,
            now,
            practice_day: None,
        }
    }

    /// The context of a business manager of the partnership.
    pub fn manager(&self, now: Instant) -> Ctx {
        let mut ctx = self.administrator(crypto::id(now).unwrap(), now);
        if let Actor::Person(person) = &mut ctx.actor {
            person.roles = [Role::BusinessManager].into();
        }
        ctx
    }

    pub async fn enter(&self, who: &Known, at: &str, now: Instant) -> Outcome {
        self.sign_in
            .with_password(who.email, PASSWORD, &who.code(now), at, now)
            .await
            .unwrap()
    }

    /// How often the record holds this action with this outcome.
    pub async fn noted(&self, action: &str, outcome: &str) -> usize {
        let rows = self
            .directory
            .db()
            .read(|tx| {
                Box::pin(async move {
                    access::ledger::rows_since(tx, Instant::from_microseconds(0), 1000).await
                })
            })
            .await
            .unwrap();
        rows.iter()
            .filter(|row| row.action == action && row.outcome == outcome)
            .count()
    }
}

pub fn role_of(person: PersonId, role: Role, from: &str, until: Option<&str>) -> NewMembership {
    let (from, until) = (day(from), until.map(day));
    NewMembership {
        person,
        agency: None,
        authority: None,
        role,
        from,
        until,
    }
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}
