//! What is shared no longer, kept beside the databases: one that is put back from before a recall ends it again. One line for each
//! item, with its id, a code and a day.

use std::path::Path;

use app::App;
use app::sharing::{ended, keep_ended};
use model::learning::EndedShared;

use crate::lines;

/// Its name in the data folder and in a backup.
pub const FILE: &str = "ended.txt";

/// Brings directory and file to what both know; the file takes its place whole or not at all.
///
/// # Errors
/// When the directory or the file cannot be read or written: what was kept before stays.
pub async fn keep(app: &App, file: &Path) -> anyhow::Result<()> {
    let kept: Vec<EndedShared> = lines::read(file)?;
    keep_ended(app, &kept).await?;
    let all = ended(app).await?;
    if all.len() > kept.len() {
        lines::write(file, &all)?;
    }
    Ok(())
}

/// Keeps in a directory that was put back what files say is shared no longer; returns how much it did not know.
///
/// # Errors
/// When a file cannot be read, or the directory not changed.
pub async fn again(app: &App, files: &[&Path]) -> anyhow::Result<usize> {
    let mut new = 0;
    for file in files {
        let kept: Vec<EndedShared> = lines::read(file)?;
        new += keep_ended(app, &kept).await?;
    }
    Ok(new)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;
    use model::learning::HowEnded;

    #[test]
    fn lines_are_read_as_they_were_written_and_name_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        assert!(lines::read::<EndedShared>(&file).unwrap().is_empty());
        let one = EndedShared {
            id: "0190b3a4-7c00-7000-8000-000000000001".parse().unwrap(),
            how: HowEnded::TakenDown,
            reason: "court".to_owned(),
            on: "2026-11-24".parse().unwrap(),
        };
        lines::write(&file, std::slice::from_ref(&one)).unwrap();
        assert_eq!(lines::read::<EndedShared>(&file).unwrap(), [one]);
        std::fs::write(&file, "rubbish\n").unwrap();
        let wrong = lines::read::<EndedShared>(&file).unwrap_err();
        assert!(wrong.to_string().contains("line 1"), "{wrong}");
    }
}
