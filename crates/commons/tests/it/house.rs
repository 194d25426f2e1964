//! A store to test with, people who read and the job that releases.

use access::directory::CommonsKey;
use access::ledger::{Report, rows_since, seal, verify};
use access::{Actor, Ctx, Person, Policies, Role, Strength, actions};
use commons::{Audience, Commons, CommonsError, Filter, Item, Origin, Place, Put, PutOutcome};
use crypto::SecretKey;
use crypto::merkle::Tree;
use db::DbError;
use model::learning::{Confidence, EffectSeen, SharedLearning, SystemLevel};
use model::{Id, Instant, OrganisationId, SharedId};
use testing::Scratch;

/// 2026-11-24 09:00 in London.
pub const NOW: Instant = Instant::from_microseconds(1_795_510_800_000_000);
/// Codes of two regions.
pub const NORTH: &str = "the-north";
pub const SOUTH: &str = "the-south";

/// An open store and where it lies.
pub struct House {
    pub commons: Commons,
    pub scratch: Scratch,
    store: SecretKey,
    id: model::RecordId,
}

pub fn new_id<T: Id>() -> T {
    crypto::id(NOW).unwrap()
}

/// A house on each engine.
pub async fn both() -> Vec<House> {
    let mut houses = Vec::new();
    for scratch in testing::both().await {
        let (store, id) = (SecretKey::generate().unwrap(), new_id());
        let commons = open(&scratch, &store, id, false).await.unwrap();
        houses.push(House {
            commons,
            scratch,
            store,
            id,
        });
    }
    houses
}

fn key(store: &SecretKey, id: model::RecordId, made: bool) -> CommonsKey {
    let signing = crypto::SigningKey::from_secret(&store.derive("signing"));
    CommonsKey {
        id,
        store: store.clone(),
        made,
        verifying: signing.verifying_key(),
        signing,
    }
}

async fn open(
    scratch: &Scratch,
    store: &SecretKey,
    id: model::RecordId,
    made: bool,
) -> Result<Commons, CommonsError> {
    let place = match &scratch.server {
        None => Place::Folder(scratch.folder.path().to_path_buf()),
        Some(server) => Place::Postgres(Box::new(server.clone())),
    };
    Commons::open(&place, &key(store, id, made), Policies::load().unwrap()).await
}

impl House {
    /// Opens the store once more, as after a start of the program, with this key or its own.
    pub async fn again(
        &self,
        other: Option<&SecretKey>,
        made: bool,
    ) -> Result<Commons, CommonsError> {
        open(&self.scratch, other.unwrap_or(&self.store), self.id, made).await
    }

    /// Opens a store that was made before and of which nothing is left.
    pub async fn lost(&self) -> Result<Commons, CommonsError> {
        let scratch = match &self.scratch.server {
            None => Scratch::sqlite(),
            Some(_) => Scratch::postgres().await.unwrap(),
        };
        open(&scratch, &self.store, new_id(), true).await
    }

    pub async fn put(&self, put: &Put) -> Result<PutOutcome, CommonsError> {
        let ctx = &job("release");
        self.commons
            .transact(ctx, |tx| {
                Box::pin(async move {
                    let permit = tx.permit_organisation::<actions::PublishShared>()?;
                    commons::put(tx, &permit, put).await
                })
            })
            .await
    }

    pub async fn recall(&self, id: SharedId) -> Vec<commons::Opened> {
        let ctx = &job("release");
        let on = NOW.date_in_london();
        self.commons
            .transact(ctx, |tx| {
                Box::pin(async move {
                    let permit = tx.permit_organisation::<actions::PublishShared>()?;
                    commons::recall(tx, &permit, id, "recognised", on).await
                })
            })
            .await
            .unwrap()
    }

    /// Opens an item as somebody of a region does.
    pub async fn open(
        &self,
        ctx: &Ctx,
        region: Option<&str>,
        id: SharedId,
    ) -> Result<Item, CommonsError> {
        self.commons
            .transact(ctx, |tx| {
                Box::pin(async move {
                    let item = commons::read_item(tx, id, region).await?;
                    commons::note_opened(tx, &item, commons::How::Opened).await?;
                    Ok(item)
                })
            })
            .await
    }

    pub async fn listed(&self, ctx: &Ctx, region: Option<&str>, filter: &Filter) -> Vec<SharedId> {
        let listed = self.commons.look(ctx, |tx| {
            Box::pin(async move { commons::list(tx, region, filter).await })
        });
        let listed = listed.await.unwrap();
        listed.iter().map(|item| item.id).collect()
    }

    /// The actions in the record of who did what, with how they ended, oldest first.
    pub async fn acts(&self) -> Vec<(String, String)> {
        let from = Instant::from_microseconds(0);
        let rows: Result<_, DbError> = self
            .commons
            .db()
            .read(|tx| Box::pin(rows_since(tx, from, 1_000)))
            .await;
        let mut rows = rows.unwrap();
        rows.sort_by(|one, other| one.id.cmp(&other.id));
        rows.into_iter()
            .map(|row| (row.action, row.outcome))
            .collect()
    }

    /// Seals the record and checks it.
    pub async fn sealed(&self) -> Report {
        let key = &key(&self.store, self.id, true);
        let sealed: Result<_, DbError> = self
            .commons
            .db()
            .transact(|tx| {
                Box::pin(async move {
                    let mut tree = Tree::new();
                    seal(tx, Commons::NAME, &key.signing, NOW, &mut tree).await
                })
            })
            .await;
        sealed.unwrap();
        let keys = std::slice::from_ref(&key.verifying);
        let report: Result<_, DbError> = self
            .commons
            .db()
            .read(|tx| Box::pin(verify(tx, Commons::NAME, keys)))
            .await;
        report.unwrap()
    }
}

/// Somebody with a role, new each time.
pub fn somebody(organisation: OrganisationId, role: Role) -> Ctx {
    let person = Person {
        id: new_id(),
        agency: None,
        authority: None,
        roles: [role].into(),
        strength: Strength::TwoFactors,
    };
    ctx(Actor::Person(person), organisation)
}

pub fn job(job: &'static str) -> Ctx {
    ctx(Actor::System { job }, new_id())
}

fn ctx(actor: Actor, organisation: OrganisationId) -> Ctx {
    Ctx {
        actor,
        organisation,
        request: new_id(),
        now: NOW,
        practice_day: None,
    }
}

pub fn learning(condition: &str) -> SharedLearning {
    SharedLearning {
        condition: condition.to_owned(),
        level: SystemLevel::Agency,
        changed_at: Some(SystemLevel::Partnership),
        usually: "The letter is filed".to_owned(),
        tried: "One desk reads it on the day".to_owned(),
        effect: "Families are rung".to_owned(),
        effect_seen: EffectSeen::Better,
        evidence: "Counted over six months".to_owned(),
        question: "How do you reach families who moved?".to_owned(),
        context: "A county".to_owned(),
        confidence: Confidence::Plausible,
        stage: None,
        harm: vec!["neglect".to_owned()],
        age_bands: vec!["under_1".to_owned(), "1_to_5".to_owned()],
        themes: vec!["information_sharing".to_owned()],
    }
}

pub fn released(audience: Audience) -> Put {
    Put {
        id: new_id(),
        version: 1,
        body: learning("Letters reach nobody who can act"),
        audience,
        origin: Origin {
            organisation: None,
            region: Some(NORTH.to_owned()),
            year: 2026,
        },
        broker: new_id(),
        family_told: true,
        released_on: NOW.date_in_london(),
        supersedes: None,
    }
}
