//! `ClamAV`'s daemon, asked over its socket: it gets the bytes of one file and says what it found. It never gets a name, a
//! place or a path.

use std::path::PathBuf;
use std::time::Duration;

use futures_util::StreamExt as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::UnixStream;
use vault::{Check, VaultError};

use super::Pieces;

/// Longest time on the wall for one file.
const PATIENCE: Duration = Duration::from_secs(240);
/// Largest file in bytes, as the daemon is installed.
const LARGEST: u64 = 25_000_000;
/// Longest answer that is read.
const LONGEST: u64 = 1_024;

/// The daemon that looks at files for viruses.
#[derive(Debug, Clone)]
pub struct VirusChecker {
    socket: PathBuf,
    patience: Duration,
    /// Largest file that it looks at whole, in bytes.
    largest: u64,
}

/// The daemon did not answer, or not so that one could rely on it. This says nothing about a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the virus checker does not answer")]
pub struct NoAnswer;

impl VirusChecker {
    /// The daemon that listens on a socket of this machine (`LocalSocket` in its own configuration).
    #[must_use]
    pub const fn at(socket: PathBuf) -> Self {
        Self {
            socket,
            patience: PATIENCE,
            largest: LARGEST,
        }
    }

    /// The same with another longest time for one file.
    #[must_use]
    pub const fn patient(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// The same for files of so many bytes at most. Larger ones are never handed over: a daemon that looks at the beginning of a
    /// file alone would say that it found nothing.
    #[must_use]
    pub const fn up_to(mut self, largest: u64) -> Self {
        self.largest = largest;
        self
    }

    /// Whether a file of so many bytes is larger than it looks at.
    #[must_use]
    pub fn is_too_large(&self, bytes: i64) -> bool {
        u64::try_from(bytes).unwrap_or(u64::MAX) > self.largest
    }

    /// Whether it is there and ready.
    pub async fn is_there(&self) -> bool {
        let asked = async {
            let mut socket = UnixStream::connect(&self.socket).await.ok()?;
            socket.write_all(b"zPING\0").await.ok()?;
            answer(&mut socket).await
        };
        let answered = tokio::time::timeout(Duration::from_secs(10), asked).await;
        answered.ok().flatten().as_deref() == Some("PONG")
    }

    /// Lets it look at one file.
    ///
    /// # Errors
    /// [`NoAnswer`].
    pub async fn look(&self, content: Pieces) -> Result<Check, NoAnswer> {
        tokio::time::timeout(self.patience, self.hand(content))
            .await
            .unwrap_or(Err(NoAnswer))
    }

    /// Hands the bytes over, each piece after its length, and a length of nothing at the end.
    async fn hand(&self, mut content: Pieces) -> Result<Check, NoAnswer> {
        let connected = UnixStream::connect(&self.socket).await;
        let mut socket = connected.map_err(|_| NoAnswer)?;
        let mut goes_on = socket.write_all(b"zINSTREAM\0").await.is_ok();
        while goes_on && let Some(piece) = content.next().await {
            let piece = match piece {
                Ok(piece) => piece,
                Err(error) => return does_not_open(&error),
            };
            goes_on = send(&mut socket, &piece).await;
        }
        // One that wants no more has said why.
        if goes_on {
            socket.write_all(&[0; 4]).await.map_err(|_| NoAnswer)?;
        }
        let said = answer(&mut socket).await.ok_or(NoAnswer)?;
        match understood(&said) {
            // What it did not take to the end it cannot have looked at.
            Some(Check::Clean) if !goes_on => Err(NoAnswer),
            understood => understood.ok_or(NoAnswer),
        }
    }
}

/// A sealed file that was changed is never opened by anybody. Anything else may pass: a disk that is away, too many files.
pub(super) fn does_not_open(error: &VaultError) -> Result<Check, NoAnswer> {
    tracing::error!(%error, "a sealed file does not open");
    match error {
        VaultError::Crypto(_) => Ok(Check::Failed("file-changed".to_owned())),
        _ => Err(NoAnswer),
    }
}

async fn send(socket: &mut UnixStream, piece: &[u8]) -> bool {
    let Ok(length) = u32::try_from(piece.len()) else {
        return false;
    };
    // A piece of no length would be taken for the end.
    length == 0
        || (socket.write_all(&length.to_be_bytes()).await.is_ok()
            && socket.write_all(piece).await.is_ok())
}

async fn answer(socket: &mut UnixStream) -> Option<String> {
    let mut said = Vec::new();
    let mut bounded = socket.take(LONGEST);
    // What it said counts, also where it closed the connection hard behind it.
    drop(bounded.read_to_end(&mut said).await);
    let text = String::from_utf8_lossy(&said);
    let text = text.split('\0').next().unwrap_or_default().trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// What an answer means; nothing for one that says nothing about the file.
fn understood(said: &str) -> Option<Check> {
    if said.starts_with("INSTREAM size limit exceeded") {
        return Some(Check::Failed("file-check-limit".to_owned()));
    }
    let outcome = said.strip_prefix("stream: ")?;
    if outcome == "OK" {
        return Some(Check::Clean);
    }
    let name = outcome.strip_suffix(" FOUND")?;
    if name.starts_with("Heuristics.Limits.Exceeded") {
        return Some(Check::Failed("file-check-limit".to_owned()));
    }
    Some(Check::found(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_word_that_nothing_was_found_lets_a_file_go() {
        assert_eq!(understood("stream: OK"), Some(Check::Clean));
        let found = Check::Found("Win.Test.Invented-1".to_owned());
        assert_eq!(understood("stream: Win.Test.Invented-1 FOUND"), Some(found));
        let limit = Some(Check::Failed("file-check-limit".to_owned()));
        assert_eq!(
            understood("INSTREAM size limit exceeded. ERROR"),
            limit.clone()
        );
        assert_eq!(
            understood("stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND"),
            limit
        );
        for nothing in [
            "",
            "OK",
            "stream: ",
            "stream: OK FOUND OK",
            "stream: ok",
            "stream: Can't allocate memory ERROR",
            "UNKNOWN COMMAND",
            "PONG",
        ] {
            assert_eq!(understood(nothing), None, "{nothing:?}");
        }
    }

    #[test]
    fn a_name_of_a_virus_is_words_and_never_markup() {
        let said = format!("stream: <b>A\u{202E}{} FOUND", "x".repeat(500));
        let name = match understood(&said) {
            Some(Check::Found(name)) => name,
            _ => String::new(),
        };
        assert!(name.starts_with("bAxx") && name.len() == 100);
    }
}
