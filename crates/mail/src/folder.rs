//! Messages as files, for a program that takes them from there, and for trying things out.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use crate::Mailer;
use crate::compose::{Sender, compose};
use crate::failure::Failure;
use crate::message::Message;

/// A folder in which each message becomes a file `DATE-MICROSECONDS-ID.eml`; sorted by name they are in order of time.
///
/// A file appears whole or not at all: it is written under a name that begins with a dot and ends in `.part`, reaches the
/// disk, and then gets its name. A crash may leave a `.part`; the next try with the same message replaces it. Files can be
/// read by the account of the service alone. Nothing here removes them: whoever takes them does.
#[derive(Debug)]
pub struct Folder {
    folder: PathBuf,
    sender: Sender,
}

impl Folder {
    /// Writes into this folder, which is made if it is missing.
    ///
    /// # Errors
    /// When it cannot be made, or is none.
    pub fn new(folder: &Path, sender: Sender) -> io::Result<Self> {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
            sender,
        })
    }

    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let part = self.folder.join(format!(".{name}.part"));
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&part, self.folder.join(name))?;
        File::open(&self.folder)?.sync_all()
    }
}

impl Mailer for Folder {
    fn send(&self, message: &Message) -> Result<(), Failure> {
        let bytes = compose(&self.sender, message)?;
        let stamp = message.stamp();
        let (date, microseconds) = (stamp.at.date_in_london(), stamp.at.microseconds());
        let name = format!("{date}-{microseconds:016}-{}.eml", stamp.digits());
        self.write(&name, &bytes).map_err(|_| Failure::Folder)
    }
}
