//! Marks of the instance.

use crypto::{RecoveryKey, SecretKey, SigningKey};
use db::{Db, Statement};

use super::{DirectoryError, DirectoryTx};

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
