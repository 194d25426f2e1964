//! Marks of the instance, and wording that a partnership has confirmed.

use crypto::{RecoveryKey, SecretKey, SigningKey};
use db::{Db, Row, Statement, Value};
use model::OrganisationId;
use model::scheme::{Confirmation, Confirmations};

use super::{DirectoryError, DirectoryTx};
use crate::{Permit, actions};

pub(super) const SETTING: Statement = Statement::new(
    "read a mark",
    "SELECT value, proof FROM setting WHERE name = $1",
);
pub(super) const SET: Statement = Statement::new(
    "write a mark",
    "INSERT INTO setting (name, value, proof) VALUES ($1, $2, $3)",
);
pub(super) const REWRAP_ROOT: Statement = Statement::new(
    "rewrap the root key",
    "UPDATE setting SET value = $2 WHERE name = $1",
);
pub(super) const CONFIRM: Statement = Statement::new(
    "confirm wording",
    "INSERT INTO wording_confirmed (organisation, scheme_digest, item, by_whom, at) \
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (organisation, scheme_digest, item) DO NOTHING",
);
pub(super) const CONFIRMED: Statement = Statement::new(
    "confirmed wording",
    "SELECT item, by_whom, at FROM wording_confirmed WHERE organisation = $1 AND scheme_digest = $2",
);

const CONTEXT: &str = "instance mark v1";
const PEOPLE: &str = "people";
const ROOT: &str = "root";
const RECOVERY: &str = "recovery";

/// What an opened directory knows of itself.
pub(super) struct Marks {
    /// The key that everything sealed inside the directory is derived from.
    pub(super) root: SecretKey,
    /// Whether it holds no real people.
    pub(super) synthetic: bool,
}

fn mark_key(root: &SecretKey) -> SigningKey {
    SigningKey::from_secret(&root.derive("instance mark"))
}

fn mark(value: &str) -> Vec<u8> {
    format!("people\n{value}").into_bytes()
}

/// Writes what a directory is, once.
pub(super) async fn write_marks(
    db: &Db,
    instance: &SecretKey,
    recovery: &RecoveryKey,
    synthetic: bool,
) -> Result<(), DirectoryError> {
    let root = SecretKey::generate()?;
    let value = if synthetic { "synthetic" } else { "real" };
    let proof = mark_key(&root).sign(CONTEXT, &mark(value)).to_string();
    let wrapped_root = crypto::to_hex(&crypto::wrap_key(instance, ROOT, &root)?);
    let kept = crypto::wrap_key(&root.derive(RECOVERY), RECOVERY, &recovery.key())?;
    let kept = crypto::to_hex(&kept);
    let rows = [
        (PEOPLE, value, proof.as_str()),
        (ROOT, wrapped_root.as_str(), ""),
        (RECOVERY, kept.as_str(), ""),
    ];
    let rows = &rows;
    db.transact(|tx| {
        Box::pin(async move {
            if tx.first(&SETTING, [PEOPLE.into()]).await?.is_some() {
                return Err(DirectoryError::Rule("directory-exists"));
            }
            for (name, value, proof) in rows {
                tx.execute(&SET, [(*name).into(), (*value).into(), (*proof).into()])
                    .await?;
            }
            Ok(())
        })
    })
    .await
}

/// Reads what a directory is; a mark that was changed afterwards is noticed.
pub(super) async fn read_marks(db: &Db, instance: &SecretKey) -> Result<Marks, DirectoryError> {
    let (people, root) = db
        .read(|tx| {
            Box::pin(async move {
                let people = tx.first(&SETTING, [PEOPLE.into()]).await?;
                let root = tx.first(&SETTING, [ROOT.into()]).await?;
                Ok::<_, DirectoryError>((people, root))
            })
        })
        .await?;
    let root = root.ok_or(DirectoryError::NotFound)?.text("value")?;
    let root = crypto::unwrap_key(instance, ROOT, &crypto::from_hex(&root)?)?;
    let people = people.ok_or(DirectoryError::NotFound)?;
    let value = people.text("value")?;
    let proof = people
        .text("proof")?
        .parse()
        .map_err(|_| DirectoryError::MarkForged)?;
    mark_key(&root)
        .verifying_key()
        .verify(CONTEXT, &mark(&value), &proof)
        .map_err(|_| DirectoryError::MarkForged)?;
    Ok(Marks {
        root,
        synthetic: value == "synthetic",
    })
}

/// Wraps the root key by another instance key.
pub(super) async fn rewrap_root(
    tx: &mut DirectoryTx<'_>,
    new: &SecretKey,
) -> Result<(), DirectoryError> {
    let wrapped = crypto::to_hex(&crypto::wrap_key(new, ROOT, &tx.directory.root)?);
    tx.execute(&REWRAP_ROOT, [ROOT.into(), wrapped.into()])
        .await
        .map(|_| ())
}

pub(super) async fn recovery_wrapping_key(
    tx: &mut DirectoryTx<'_>,
) -> Result<SecretKey, DirectoryError> {
    let row = tx
        .first(&SETTING, [RECOVERY.into()])
        .await?
        .ok_or(DirectoryError::NotFound)?;
    let bytes = crypto::from_hex(&row.text("value")?)?;
    Ok(crypto::unwrap_key(
        &tx.directory.root.derive(RECOVERY),
        RECOVERY,
        &bytes,
    )?)
}

/// Records that a person of the organisation confirmed wording of a scheme that nobody had checked. The
/// first confirmation stands.
///
/// # Errors
/// [`DirectoryError`].
pub async fn confirm_wording(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManageSettings>,
    scheme_digest: &str,
    item: &str,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    let (by, now, organisation) = (tx.ctx.person()?.id, tx.ctx.now, permit.organisation());
    let values = [
        Value::id(organisation),
        scheme_digest.into(),
        item.into(),
        Value::id(by),
        now.into(),
    ];
    if tx.execute(&CONFIRM, values).await? == 0 {
        return Ok(());
    }
    tx.note("confirm_wording").await
}

/// The items of a scheme whose wording the organisation has confirmed, with who confirmed each and when.
///
/// # Errors
/// [`DirectoryError`].
pub async fn confirmed_wording(
    tx: &mut DirectoryTx<'_>,
    organisation: OrganisationId,
    scheme_digest: &str,
) -> Result<Confirmations, DirectoryError> {
    let rows = tx
        .all(&CONFIRMED, [Value::id(organisation), scheme_digest.into()])
        .await?;
    let read = |row: &Row| {
        let confirmation = Confirmation {
            by: row.parse("by_whom")?,
            at: row.instant("at")?,
        };
        Ok((row.text("item")?, confirmation))
    };
    rows.iter().map(read).collect()
}
