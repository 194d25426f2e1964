//! The stores of an instance, opened by a test beside the program.

use std::path::Path;
use std::sync::Arc;

use access::directory::{Directory, database_key, memberships_of, person_by_email};
use access::ledger::{LedgerRow, rows_since};
use access::sign_in::{NewFactors, SignIn, Site, Spent, invite};
use access::{Actor, Ctx, Policies, actions};
use app::{App, Parts};
use crypto::SecretKey;
use db::{Db, DbError, SqlitePlace};
use model::{Clock, Instant, OrganisationId, PersonId};
use throughline::config::Config;
use totp_rs::{Builder, Secret, Totp};
use vault::Place;

pub const PASSWORD: &str = "seven herons over marsh";

/// What the machine says.
struct Now;

impl Clock for Now {
    fn now(&self) -> Instant {
        #[expect(
            clippy::disallowed_methods,
            reason = "the program under test goes by the machine's clock"
        )]
        let now = std::time::SystemTime::now();
        let since = now.duration_since(std::time::UNIX_EPOCH).unwrap();
        Instant::from_microseconds(i64::try_from(since.as_micros()).unwrap())
    }
}

/// An open instance.
pub struct Stores {
    pub app: Arc<App>,
    sign_in: SignIn,
}

/// Somebody with a password and an app for one-time codes.
pub struct Known {
    pub id: PersonId,
    pub organisation: OrganisationId,
    pub email: String,
    totp: Totp,
}

impl Known {
    /// What they answer when they sign in. Each code is good once, and a later one after it: `turn` counts from 0 to 1.
    pub fn answers(&self, turn: i64) -> String {
        let code = code(&self.totp, Now.now().plus_seconds(30 * turn));
        format!("{}\n{PASSWORD}\n{code}\n", self.email)
    }

    /// The same with a code that fits no moment near this one.
    pub fn wrong_answers(&self) -> String {
        let code = code(&self.totp, Now.now().plus_seconds(-3_600));
        format!("{}\n{PASSWORD}\n{code}\n", self.email)
    }
}

fn code(totp: &Totp, now: Instant) -> String {
    let seconds = u64::try_from(now.microseconds() / 1_000_000).unwrap();
    totp.generate(seconds).to_string()
}

impl Stores {
    pub async fn open(data: &Path) -> Self {
        let file = data.with_file_name("config.toml");
        let config = Config::read(file.exists().then_some(file.as_path()), Some(data)).unwrap();
        let key = std::fs::read_to_string(config.key_file()).unwrap();
        let key = SecretKey::from_hex(&key).unwrap();
        let (db, place) = match config.postgres_place("throughline_directory").unwrap() {
            Some(server) => {
                let place = Place::Postgres {
                    server: Box::new(server.clone()),
                    files: data.join("files"),
                };
                (Db::open_postgres(&server).await.unwrap(), place)
            }
            None => {
                let place = SqlitePlace {
                    file: data.join("directory.db"),
                    raw_key: crypto::sqlcipher_key(&database_key(&key)),
                    create: false,
                };
                let db = Db::open_sqlite(&place).await.unwrap();
                (db, Place::Folder(data.to_owned()))
            }
        };
        let directory = Directory::open(db, key, Policies::load().unwrap()).await;
        let directory = Arc::new(directory.unwrap());
        let site = Site {
            id: "localhost".to_owned(),
            origin: "http://localhost".to_owned(),
        };
        let app = App::new(Parts {
            directory: Arc::clone(&directory),
            place,
            clock: Arc::new(Now),
            schemes: App::shipped_schemes().unwrap(),
        });
        Self {
            app: Arc::new(app),
            sign_in: SignIn::new(directory, &site),
        }
    }

    pub async fn close(self) {
        self.app.vaults().close_all().await;
        self.app.directory().db().close().await;
    }

    fn operator(&self, organisation: OrganisationId) -> Ctx {
        let now = self.app.clock().now();
        Ctx {
            actor: Actor::Operator {
                reason: "a test".to_owned(),
            },
            organisation,
            request: crypto::id(now).unwrap(),
            now,
            practice_day: None,
        }
    }

    /// Gives somebody of the instance a password and codes, as an invitation does.
    pub async fn known(&self, email: &str) -> Known {
        let now = self.app.clock().now();
        let ctx = self.operator(crypto::id(now).unwrap());
        let directory = self.app.directory();
        let person = directory.look(&ctx, |tx| Box::pin(person_by_email(tx, email)));
        let id = person.await.unwrap().unwrap().id;
        let today = ctx.today();
        let roles = directory.look(&ctx, |tx| Box::pin(memberships_of(tx, id, today)));
        let organisation = roles.await.unwrap().first().unwrap().organisation;
        let ctx = self.operator(organisation);
        let invited = directory.transact(&ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                invite(tx, &permit, id).await
            })
        });
        let token = invited.await.unwrap();
        let setup = self.sign_in.begin_totp(&token, email).unwrap();
        let secret = Secret::try_from_base32(setup.secret.replace(' ', "")).unwrap();
        let totp = Builder::new().with_secret(secret).build().unwrap();
        let now = self.app.clock().now();
        // The code before this one, so that this one and the next are still good.
        let new = NewFactors {
            password: PASSWORD,
            carried: &setup.carried,
            code: &code(&totp, now.plus_seconds(-30)),
        };
        let spent = self.sign_in.spend(&token, new, now).await.unwrap();
        assert!(matches!(spent, Spent::SignedIn(_)), "{spent:?}");
        Known {
            id,
            organisation,
            email: email.to_owned(),
            totp,
        }
    }

    /// The context in which somebody of a demonstration acts who signs in on its list.
    pub async fn acting(&self, who: &Known) -> Ctx {
        let now = self.app.clock().now();
        let new = self.sign_in.demo_session(who.id, now).await.unwrap();
        let session = self.sign_in.resume(&new.token, now).await.unwrap();
        let request = crypto::id(now).unwrap();
        session
            .unwrap()
            .ctx(who.organisation, request, now)
            .unwrap()
    }

    /// The rows of the directory's record about somebody's signing in and out since a moment: act and outcome.
    pub async fn signed(&self, who: &Known, since: Instant) -> Vec<(String, String)> {
        let rows = rows_of(self.app.directory().db(), since).await;
        let id = who.id.to_string();
        rows.into_iter()
            .filter(|row| row.actor == id || row.record.as_deref() == Some(&*id))
            .filter(|row| row.action.starts_with("sign_"))
            .map(|row| (row.action, row.outcome))
            .collect()
    }

    /// The rows of an organisation's record by somebody since a moment.
    pub async fn did(&self, who: &Known, since: Instant) -> Vec<LedgerRow> {
        let vault = self.app.vaults().of(who.organisation).await.unwrap();
        let rows = rows_of(vault.db(), since).await;
        let id = who.id.to_string();
        rows.into_iter().filter(|row| row.actor == id).collect()
    }
}

async fn rows_of(db: &Db, since: Instant) -> Vec<LedgerRow> {
    let rows = db.read(|tx| Box::pin(rows_since(tx, since, 10_000)));
    let rows: Result<Vec<LedgerRow>, DbError> = rows.await;
    let mut rows = rows.unwrap();
    rows.reverse();
    rows
}
