//! A store to test with: one organisation, people of it, and a kind of record.

use access::ledger::{LedgerRow, Report, rows_since, seal, verify};
use access::{Actor, Ctx, Person, Policies, Role, Section, Strength, actions};
use crypto::merkle::Tree;
use crypto::{SecretKey, SigningKey};
use db::{DbError, Engine, PostgresPlace, SqlitePlace};
use model::record::Record;
use model::{AgencyId, CaseId, Id, Instant, OrganisationId, PersonId, RecordId};
use serde::{Deserialize, Serialize};
use testing::Scratch;
use vault::{NewCase, Place, StoreKeys, Stored, Vault, VaultError};

/// 2026-11-24 09:00 in London.
pub const NOW: Instant = Instant::from_microseconds(1_795_510_800_000_000);
pub const HOUR: i64 = 3600;
pub const DAY: i64 = 24 * HOUR;

/// A record with nothing but words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub words: String,
}

impl Record for Note {
    const KIND: &'static str = "test_note";
}

impl Note {
    pub fn new(words: &str) -> Self {
        Self {
            words: words.to_owned(),
        }
    }
}

/// One organisation's open store and where it lies.
pub struct House {
    pub vault: Vault,
    pub scratch: Scratch,
    pub organisation: OrganisationId,
    pub place: Place,
    store: SecretKey,
}

/// An id that is the same in every run.
pub fn id<T: Id>(number: u8) -> T {
    T::make(NOW, [number; 10])
}

/// An id that no other has.
pub fn new_id<T: Id>() -> T {
    crypto::id(NOW).unwrap()
}

/// A house on each engine.
pub async fn both() -> Vec<House> {
    let mut houses = Vec::new();
    for scratch in testing::both().await {
        houses.push(House::on(scratch).await);
    }
    houses
}

pub fn place_of(scratch: &Scratch) -> Place {
    let folder = scratch.folder.path().to_path_buf();
    match &scratch.server {
        None => Place::Folder(folder),
        Some(server) => Place::Postgres {
            server: Box::new(server.clone()),
            files: folder,
        },
    }
}

impl House {
    pub async fn on(scratch: Scratch) -> Self {
        let place = place_of(&scratch);
        Self::at(scratch, place, new_id(), 1).await
    }

    /// The store of an organisation at a place; its key is always the same.
    pub async fn at(
        scratch: Scratch,
        place: Place,
        organisation: OrganisationId,
        epoch: i64,
    ) -> Self {
        let store = SecretKey::from_bytes([9; 32]);
        let vault = open(&place, organisation, epoch).await;
        Self {
            vault,
            scratch,
            organisation,
            place,
            store,
        }
    }

    pub fn signing(&self) -> SigningKey {
        SigningKey::from_secret(&self.store.derive("signing"))
    }

    /// The context of a person of this organisation.
    pub fn person(&self, number: u8, roles: &[Role]) -> Ctx {
        let person = Person {
            id: id(number),
            agency: Some(id::<AgencyId>(200)),
            authority: None,
            roles: roles.iter().copied().collect(),
            strength: Strength::TwoFactors,
        };
        Ctx {
            actor: Actor::Person(person),
            ..self.job("nobody")
        }
    }

    pub fn manager(&self) -> Ctx {
        self.person(1, &[Role::BusinessManager])
    }

    pub fn job(&self, job: &'static str) -> Ctx {
        Ctx {
            actor: Actor::System { job },
            organisation: self.organisation,
            request: new_id(),
            now: NOW,
            practice_day: None,
        }
    }

    /// Raises an incident.
    pub async fn raise(&self, ctx: &Ctx) -> Result<CaseId, VaultError> {
        let case: CaseId = new_id();
        let reference = case.to_string();
        let reference = reference.as_str();
        let raised = self.vault.transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::RaiseIncident>()?;
                let new = NewCase {
                    id: case,
                    reference,
                    scheme: "invented",
                    scheme_digest: "0",
                    practice: false,
                };
                vault::open_case(tx, permit, &new).await
            })
        });
        raised.await.map(|file| file.id)
    }

    pub async fn add_note(
        &self,
        ctx: &Ctx,
        case: CaseId,
        section: Section,
        words: &str,
    ) -> Result<RecordId, VaultError> {
        let note = Note::new(words);
        let note = &note;
        let work = self.vault.transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit::<actions::EditIncident>(case, section).await?;
                vault::save_new(tx, &permit, note).await
            })
        });
        work.await
    }

    pub async fn change_note(
        &self,
        ctx: &Ctx,
        case: CaseId,
        note: RecordId,
        shown: i64,
        words: &str,
    ) -> Result<i64, VaultError> {
        let body = Note::new(words);
        let body = &body;
        let work = self.vault.transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx
                    .permit::<actions::EditIncident>(case, Section::General)
                    .await?;
                vault::save(tx, &permit, note, shown, body).await
            })
        });
        work.await
    }

    pub async fn notes(
        &self,
        ctx: &Ctx,
        case: CaseId,
        section: Section,
    ) -> Result<Vec<Stored<Note>>, VaultError> {
        let work = self.vault.look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit::<actions::ReadCase>(case, section).await?;
                vault::list::<Note>(tx, &permit).await
            })
        });
        work.await
    }

    /// Every row of the record of who did what, oldest first.
    pub async fn rows(&self) -> Vec<LedgerRow> {
        let mut rows = self
            .vault
            .db()
            .read(|tx| Box::pin(rows_since(tx, Instant::from_microseconds(0), 100_000)))
            .await
            .unwrap();
        rows.reverse();
        rows
    }

    /// Action and outcome of the latest row.
    pub async fn last(&self) -> (String, String) {
        let row = self.rows().await.pop().unwrap();
        (row.action, row.outcome)
    }

    /// One round of sealing, with a tree of its own.
    pub async fn seal(&self) -> Result<u64, DbError> {
        let (store, key) = (self.organisation.to_string(), self.signing());
        let (store, key) = (store.as_str(), &key);
        let work = self.vault.db().transact(|tx| {
            Box::pin(async move { Ok(seal(tx, store, key, NOW, &mut Tree::new()).await?.sealed) })
        });
        work.await
    }

    pub async fn verify(&self) -> Report {
        let (store, keys) = (
            self.organisation.to_string(),
            [self.signing().verifying_key()],
        );
        let (store, keys) = (store.as_str(), keys.as_slice());
        let work: Result<Report, DbError> = self
            .vault
            .db()
            .read(|tx| Box::pin(verify(tx, store, keys)))
            .await;
        work.unwrap()
    }

    /// Runs SQL behind the program's back, as the owner of the database.
    pub async fn tamper(&self, sql: &str) {
        match self.vault.db().engine() {
            Engine::Sqlite => {
                testing::run_sqlite(&self.sqlite_place(), sql).await;
            }
            Engine::Postgres => {
                let place = self.postgres_place();
                let sql = format!("SET search_path TO \"{}\"; {sql}", place.schema);
                testing::run_postgres(&place.provision, &sql).await;
            }
        }
    }

    /// As [`Self::tamper`], with the triggers out of the way that refuse it.
    pub async fn tamper_past_triggers(&self, sql: &str) {
        let engine = self.vault.db().engine();
        let mut all = String::new();
        for table in ["ledger", "ledger_leaf", "tree_head"] {
            all += &match engine {
                Engine::Sqlite => format!(
                    "DROP TRIGGER IF EXISTS {table}_no_update; DROP TRIGGER IF EXISTS {table}_no_delete; "
                ),
                Engine::Postgres => format!("ALTER TABLE {table} DISABLE TRIGGER ALL; "),
            };
        }
        self.tamper(&(all + sql)).await;
    }

    pub fn sqlite_place(&self) -> SqlitePlace {
        let file = self.vault.db().file().unwrap().to_path_buf();
        let raw_key = crypto::sqlcipher_key(&self.store.derive("database"));
        SqlitePlace {
            file,
            raw_key,
            create: false,
        }
    }

    pub fn postgres_place(&self) -> PostgresPlace {
        let schema = format!("vault_{}", self.organisation.to_string().replace('-', "_"));
        self.scratch.postgres_place(&schema)
    }
}

/// Opens the store of an organisation; its key is always the same.
pub async fn open(place: &Place, organisation: OrganisationId, epoch: i64) -> Vault {
    let keys = StoreKeys {
        store: SecretKey::from_bytes([9; 32]),
        epoch,
        made: false,
    };
    let policies = Policies::load().unwrap();
    Vault::open(
        organisation,
        place,
        &keys,
        policies,
        std::sync::Arc::default(),
    )
    .await
    .unwrap()
}

/// The person who acts.
pub fn who(ctx: &Ctx) -> PersonId {
    ctx.actor.person().unwrap().id
}

impl House {
    /// Opens a case in an emergency.
    pub async fn open_in_emergency(&self, ctx: &Ctx, case: CaseId) -> Result<(), VaultError> {
        let work = self.vault.transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx
                    .permit::<actions::BreakGlass>(case, Section::General)
                    .await?;
                let until = tx.ctx.now.plus_seconds(HOUR);
                let reason = "a child may be at risk tonight";
                vault::add_emergency(tx, &permit, reason, until)
                    .await
                    .map(drop)
            })
        });
        work.await
    }
}
