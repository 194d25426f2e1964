//! The last signed root of every record, kept beside the stores: a store whose end was lost, with a log that was
//! torn or a file that was put back, is by itself whole and shorter. What is kept here says that it was longer.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use access::ledger::{Anchor, ends_before};
use anyhow::Context as _;
use app::App;
use app::commons::Commons;

use crate::config::Config;
use crate::instance::with_end;

/// The last root of each record, by the name of its store.
pub struct LastRoots {
    file: PathBuf,
    kept: BTreeMap<String, Anchor>,
}

impl LastRoots {
    /// Reads what the service kept; nothing when it never ran.
    ///
    /// # Errors
    /// When the file cannot be read, with its name and the line.
    pub fn read(config: &Config) -> anyhow::Result<Self> {
        let file = config.data.join("last-roots.txt");
        let mut kept = BTreeMap::new();
        if file.exists() {
            for root in roots_in(&file)? {
                kept.insert(root.head.store.clone(), root);
            }
        }
        Ok(Self { file, kept })
    }

    /// A file beside this one.
    #[must_use]
    pub fn beside(&self, name: &str) -> PathBuf {
        self.file.with_file_name(name)
    }

    /// The roots.
    pub fn all(&self) -> impl Iterator<Item = &Anchor> {
        self.kept.values()
    }

    /// Keeps newer roots; the file takes its place whole or not at all.
    ///
    /// # Errors
    /// When it cannot be written: what was kept before stays.
    pub fn keep(&mut self, newer: Vec<Anchor>) -> anyhow::Result<()> {
        if newer.is_empty() {
            return Ok(());
        }
        for root in newer {
            self.kept.insert(root.head.store.clone(), root);
        }
        let lines: String = self.kept.values().map(|root| format!("{root}\n")).collect();
        let part = with_end(&self.file, ".part");
        let written = std::fs::File::create(&part).and_then(|mut open| {
            open.write_all(lines.as_bytes())?;
            open.sync_all()?;
            std::fs::rename(&part, &self.file)
        });
        written.with_context(|| format!("{} cannot be written", self.file.display()))
    }

    /// Makes the service hold every store against what is kept: the directory now, the others when they are
    /// opened.
    ///
    /// # Errors
    /// When the end of the directory is lost.
    pub async fn watch_over(&self, app: &App) -> anyhow::Result<()> {
        app.vaults().expect(self.kept.values().cloned());
        if let Some(root) = self.kept.get(Commons::NAME) {
            app.expect_commons(root.clone());
        }
        let Some(root) = self.kept.get("directory") else {
            return Ok(());
        };
        let lost = app
            .directory()
            .db()
            .read(|tx| Box::pin(ends_before(tx, root)));
        let lost: Result<bool, db::DbError> = lost.await;
        anyhow::ensure!(
            !lost?,
            "the end of the directory is lost: put a backup back with `throughline restore`; or, to go on \
             with what is there, run `throughline restore --already-in-place`"
        );
        Ok(())
    }
}

/// The roots in a file, one a line.
///
/// # Errors
/// With the file and the line that is none.
pub fn roots_in(file: &Path) -> anyhow::Result<Vec<Anchor>> {
    let shown = file.display();
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("the file {shown} cannot be read"))?;
    let read = text.lines().enumerate().map(|(number, line)| {
        let root = line.parse::<Anchor>();
        root.with_context(|| format!("{shown}, line {}", number + 1))
    });
    read.collect()
}
