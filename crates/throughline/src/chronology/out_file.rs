//! The file that is taken out: it can be read by its owner alone, and it takes no other file's place unless that was asked for.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::instance::{remove_if_there, with_end};

/// A file that is begun before anything is taken out, so that what stands in its way is said while nothing has happened.
pub struct OutFile {
    place: PathBuf,
    written_at: PathBuf,
    open: File,
    kept: bool,
}

impl OutFile {
    /// Begins it.
    ///
    /// # Errors
    /// When there is a file of that name already and it is not to be overwritten; when it cannot be written there.
    pub fn begin(place: &Path, overwrite: bool) -> anyhow::Result<Self> {
        anyhow::ensure!(!place.is_dir(), "{} is a folder", place.display());
        let written_at = if overwrite {
            with_end(place, ".part")
        } else {
            place.to_owned()
        };
        if overwrite {
            remove_if_there(&written_at)?;
        }
        let mut options = OpenOptions::new();
        let opened = options
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&written_at);
        let open = match opened {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => anyhow::bail!(
                "{} is there already and was left as it is: name another file, or add --overwrite",
                place.display()
            ),
            other => other.with_context(|| format!("{} cannot be written", place.display()))?,
        };
        Ok(Self {
            place: place.to_owned(),
            written_at,
            open,
            kept: false,
        })
    }

    /// Fills it.
    ///
    /// # Errors
    /// When the disk refuses; nothing is left of it then.
    pub fn keep(mut self, bytes: &[u8]) -> io::Result<()> {
        self.open.write_all(bytes)?;
        self.open.sync_all()?;
        if self.written_at != self.place {
            std::fs::rename(&self.written_at, &self.place)?;
        }
        self.kept = true;
        Ok(())
    }
}

impl Drop for OutFile {
    fn drop(&mut self) {
        if !self.kept {
            // Nothing was taken out, or not whole: an empty or torn file would tell otherwise.
            drop(remove_if_there(&self.written_at));
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_file_is_private_and_takes_no_others_place() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("chronology.csv");
        OutFile::begin(&place, false).unwrap().keep(b"one").unwrap();
        let mode = std::fs::metadata(&place).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let refused = OutFile::begin(&place, false).err().unwrap().to_string();
        assert!(refused.contains("--overwrite"), "{refused}");
        assert_eq!(std::fs::read(&place).unwrap(), b"one");
        OutFile::begin(&place, true).unwrap().keep(b"two").unwrap();
        assert_eq!(std::fs::read(&place).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_was_not_taken_out_leaves_no_file_and_no_other_goes() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("chronology.csv");
        drop(OutFile::begin(&place, false).unwrap());
        assert!(!place.exists());
        std::fs::write(&place, "kept").unwrap();
        drop(OutFile::begin(&place, true).unwrap());
        assert_eq!(std::fs::read(&place).unwrap(), b"kept");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
