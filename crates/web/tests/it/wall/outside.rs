//! Everything that lies outside the cases: rows of stores, files on the disk, what was logged, what e-mails say.

use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, Once, PoisonError};

use app::commons::Filter;
use app::library::{self, Found};
use db::{Db, DbError, Statement};

use super::area::Area;
use super::canaries::Net;

/// What the service logged since it began.
static LOGGED: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let mut log = LOGGED.lock().unwrap_or_else(PoisonError::into_inner);
        log.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Begins to keep what is logged, with everything that the service says to those who look for a fault.
pub fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing_subscriber::fmt()
            .with_writer(|| Log)
            .with_ansi(false)
            .with_env_filter("debug,sqlx=warn,tantivy=warn")
            .init();
    });
    tracing::info!("the log is kept");
}

/// What was logged.
pub fn logged() -> Vec<u8> {
    let log = LOGGED.lock().unwrap_or_else(PoisonError::into_inner);
    log.clone()
}

const TABLES: Statement = Statement::new(
    "tables with all of their cells",
    "SELECT m.name AS tab, group_concat('hex(COALESCE(\"' || p.name || '\", ''''))', ' || ''0A'' || ') AS cells \
     FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' GROUP BY m.name",
);

/// Every cell of every row of every table of a store, as its key opens it.
pub async fn rows(db: &Db) -> Vec<u8> {
    let tables: Result<_, DbError> = db.read(|tx| Box::pin(tx.all(&TABLES, []))).await;
    let tables = tables.unwrap();
    assert!(tables.len() > 5);
    let mut all = Vec::new();
    for table in tables {
        let (name, cells) = (table.text("tab").unwrap(), table.text("cells").unwrap());
        let sql = format!("SELECT {cells} AS cells FROM \"{name}\"");
        let statement: &'static Statement =
            Box::leak(Box::new(Statement::new("all cells", sql.leak())));
        let rows: Result<_, DbError> = db.read(|tx| Box::pin(tx.all(statement, []))).await;
        for row in rows.unwrap() {
            all.extend(crypto::from_hex(&row.text("cells").unwrap().to_lowercase()).unwrap());
            all.push(b'\n');
        }
    }
    all
}

/// Every store that is outside the cases: shared learning, what people keep for themselves there too, and the directory.
pub async fn stores(area: &Area) -> Vec<u8> {
    let app = &area.site.app;
    let commons = app.commons().await.unwrap();
    let mut all = rows(commons.db()).await;
    all.extend(rows(app.directory().db()).await);
    all
}

/// Every file of the service, as it lies on the disk: stores of cases too, which nobody reads without their keys.
pub fn files(folder: &Path, net: &Net) -> (usize, Vec<String>) {
    let (mut looked_at, mut found) = (0, Vec::new());
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.to_string_lossy().into_owned();
        let caught = net.caught(name.as_bytes());
        found.extend(
            caught
                .iter()
                .map(|tell| format!("the name of a file: {tell}")),
        );
        if path.is_dir() {
            let (many, inside) = files(&path, net);
            looked_at += many;
            found.extend(inside);
            continue;
        }
        // Files beside a store come and go while it is open.
        let Ok(bytes) = std::fs::read(&path) else {
            continue;
        };
        looked_at += 1;
        let caught = net.caught(&bytes);
        found.extend(caught.iter().map(|tell| format!("{name}: {tell}")));
    }
    (looked_at, found)
}

/// How much the library finds for words, by its index.
pub async fn finds(area: &Area, words: &str) -> usize {
    let (app, ctx) = (&area.site.app, &area.manager);
    let found = library::library(app, ctx, &Filter::default(), words).await;
    let found = found.unwrap().found.into_iter();
    found
        .filter(|one| matches!(one, Found::Item { .. }))
        .count()
}

/// The e-mails that wait in an area, as they would be handed over.
pub async fn mails(area: &Area) -> Vec<String> {
    let app = &area.site.app;
    let vault = app.vaults().of(area.organisation).await.unwrap();
    library::remind_digest(app, &vault).await.unwrap();
    let waiting = app::returns::mails_to_send(app, &vault).await.unwrap();
    let written = waiting.iter().map(|one| {
        let words = web::mail_words(one.kind.code(), &one.organisation, true);
        let (address, code) = (&one.address, &one.code);
        let (subject, before, after) = (words.subject, words.before, words.after);
        format!(
            "{address}\n{code}\n{subject}\n{before:?}\n{after:?}\n{:?}",
            one.mail
        )
    });
    written.collect()
}
