//! The list of what an asker may read, narrowed by codes.

use access::{Permit, SharedFacts, actions};
use db::{Statement, Value};
use model::SharedId;
use model::learning::{LearningStage, SharedLearning, Sharing};

use crate::{CommonsError, CommonsTx, Item, ItemState};

/// What an asker may read, narrowed by codes, newest first.
macro_rules! narrowed {
    ($name:literal, $columns:literal) => {
        Statement::new(
            $name,
            concat!(
                "SELECT ",
                $columns,
                " FROM item i WHERE i.state = 'standing' \
                 AND ((i.audience = 'region' AND i.region = $1) OR (i.audience = 'nation' AND CAST($2 AS BIGINT) = 1) \
                 OR (i.audience = 'public' AND CAST($3 AS BIGINT) = 1)) \
                 AND ($4 = '' OR EXISTS (SELECT 1 FROM item_code c WHERE c.item = i.id AND c.kind = 'level' AND c.code = $4)) \
                 AND ($5 = '' OR EXISTS (SELECT 1 FROM item_code c WHERE c.item = i.id AND c.kind = 'harm' AND c.code = $5)) \
                 AND ($6 = '' OR EXISTS (SELECT 1 FROM item_code c WHERE c.item = i.id AND c.kind = 'age' AND c.code = $6)) \
                 AND ($7 = '' OR EXISTS (SELECT 1 FROM item_code c WHERE c.item = i.id AND c.kind = 'stage' AND c.code = $7)) \
                 AND ($8 = '' OR EXISTS (SELECT 1 FROM item_code c WHERE c.item = i.id AND c.kind = 'theme' AND c.code = $8)) \
                 AND ($9 = '' OR EXISTS (SELECT 1 FROM item_code c WHERE c.item = i.id AND c.kind = 'effect' AND c.code = $9)) \
                 ORDER BY i.released_on DESC, i.id DESC"
            ),
        )
    };
}

const LIST: Statement = narrowed!(
    "list shared learning",
    "i.id, i.version, i.audience, i.region, i.origin, i.origin_region, i.origin_year, i.broker, i.family_told, \
     i.released_on, i.supersedes, i.state, i.reason, i.state_on, i.body, i.changed_at"
);
const IDS: Statement = narrowed!("list ids of shared learning", "i.id");
const STANDING: Statement = Statement::new(
    "shared learning that stands",
    "SELECT i.id, i.version, i.audience, i.region, i.origin, i.origin_region, i.origin_year, i.broker, i.family_told, \
     i.released_on, i.supersedes, i.state, i.reason, i.state_on, i.body, i.changed_at FROM item i WHERE i.state = 'standing' \
     AND i.id > $1 ORDER BY i.id LIMIT $2",
);

pub(crate) const STATEMENTS: &[&Statement] = &[&LIST, &IDS, &STANDING];

/// Codes by which the list is narrowed; empty ones narrow nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Level at which the condition lies.
    pub level: String,
    /// Kind of harm.
    pub harm: String,
    /// Age band.
    pub age: String,
    /// Stage at which it was seen.
    pub stage: String,
    /// Theme.
    pub theme: String,
    /// What came of what was tried.
    pub effect: String,
    /// Name of the one text in which words are looked for, of [`model::learning::SharedLearning::texts`]. Narrows nothing by itself:
    /// whoever looks for words goes by it.
    pub text: String,
}

impl Filter {
    /// Whether something bears the codes by which is narrowed.
    #[must_use]
    pub fn fits(&self, body: &SharedLearning) -> bool {
        let one = |asked: &str, code: &str| asked.is_empty() || asked == code;
        let any = |asked: &String, codes: &[String]| asked.is_empty() || codes.contains(asked);
        let stage = body.stage.map_or("", LearningStage::code);
        one(&self.level, body.level.code())
            && one(&self.effect, body.effect_seen.code())
            && one(&self.stage, stage)
            && any(&self.harm, &body.harm)
            && any(&self.age, &body.age_bands)
            && any(&self.theme, &body.themes)
    }
}

/// The steps of sharing that the policies let the asker read; that of a region only where the asker's region has a code.
#[must_use]
pub fn may_read_audiences(tx: &CommonsTx<'_>, region: Option<&str>) -> Vec<Sharing> {
    let may = |audience: &Sharing| {
        tx.would_permit_shared::<actions::ReadShared>(SharedFacts {
            audience: *audience,
            own_region: region.is_some(),
            answers_for_it: false,
        })
    };
    Sharing::ALL.iter().copied().filter(may).collect()
}

/// What the asker may read, newest first. `region` is the code of the asker's region.
///
/// # Errors
/// [`CommonsError`].
pub async fn list(
    tx: &mut CommonsTx<'_>,
    region: Option<&str>,
    filter: &Filter,
) -> Result<Vec<Item>, CommonsError> {
    let may = may_read_audiences(tx, region);
    listed(tx, (region, &may), filter).await
}

/// What somebody of an organisation in this region may be able to read, for the job that says that something is new.
///
/// # Errors
/// [`CommonsError`].
pub async fn standing(
    tx: &mut CommonsTx<'_>,
    permit: &Permit<'_, actions::RemindDigest>,
    region: Option<&str>,
) -> Result<Vec<Item>, CommonsError> {
    permit.check(tx.tx.number())?;
    listed(tx, (region, Sharing::ALL), &Filter::default()).await
}

/// The ids of what the asker may read, newest first: for whoever looks for some of them, and reads those by [`readable`].
///
/// # Errors
/// [`CommonsError`].
pub async fn ids(
    tx: &mut CommonsTx<'_>,
    region: Option<&str>,
    filter: &Filter,
) -> Result<Vec<SharedId>, CommonsError> {
    let may = may_read_audiences(tx, region);
    let rows = tx.all(&IDS, values((region, &may), filter)).await?;
    rows.iter().map(|row| Ok(row.parse("id")?)).collect()
}

/// Those of some items that stand and that the asker may read, in the order of the ids.
///
/// # Errors
/// [`CommonsError`].
pub async fn readable(
    tx: &mut CommonsTx<'_>,
    region: Option<&str>,
    ids: &[SharedId],
) -> Result<Vec<Item>, CommonsError> {
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        let item = crate::items::get(tx, *id).await?;
        let item = item.filter(|item| item.state == ItemState::Standing);
        let Some(item) = item else { continue };
        let facts = item.facts(tx.ctx.organisation, region);
        if tx.would_permit_shared::<actions::ReadShared>(facts) {
            all.push(item);
        }
    }
    Ok(all)
}

/// What stands, whoever may read it, by id from after one id on; at most so many. For the job that keeps the index.
///
/// # Errors
/// [`CommonsError`].
pub async fn to_index(
    tx: &mut CommonsTx<'_>,
    permit: &Permit<'_, actions::IndexShared>,
    after: Option<SharedId>,
    most: i64,
) -> Result<Vec<Item>, CommonsError> {
    permit.check(tx.tx.number())?;
    let after = after.map_or_else(String::new, |id| id.to_string());
    let rows = tx.all(&STANDING, [after.into(), most.into()]).await?;
    rows.iter().map(Item::read).collect()
}

async fn listed(
    tx: &mut CommonsTx<'_>,
    narrow: (Option<&str>, &[Sharing]),
    filter: &Filter,
) -> Result<Vec<Item>, CommonsError> {
    let rows = tx.all(&LIST, values(narrow, filter)).await?;
    rows.iter().map(Item::read).collect()
}

fn values((region, may): (Option<&str>, &[Sharing]), filter: &Filter) -> [Value; 9] {
    let own = region.filter(|_| may.contains(&Sharing::Region));
    [
        own.unwrap_or_default().into(),
        may.contains(&Sharing::Nation).into(),
        may.contains(&Sharing::Public).into(),
        (&filter.level).into(),
        (&filter.harm).into(),
        (&filter.age).into(),
        (&filter.stage).into(),
        (&filter.theme).into(),
        (&filter.effect).into(),
    ]
}
