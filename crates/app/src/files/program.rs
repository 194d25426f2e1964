//! The process that reads: started for one file, given its bytes, believed in nothing.

use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use futures_util::StreamExt as _;
use papers::read::grid::Grid;
use papers::{Answer, ExtractedText, FileKind, Refusal, Residue};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, ChildStdin, Command};

use super::Pieces;

/// Longest time on the wall for one file. The process ends itself after a minute of processor time.
const PATIENCE: Duration = Duration::from_secs(120);

/// The program that reads one file from its standard input, as `throughline read-file` does.
#[derive(Debug, Clone)]
pub struct ReadingProgram {
    program: PathBuf,
    arguments: Vec<String>,
    patience: Duration,
}

/// Why there is no text of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// The reader looked at it and says why not.
    Refused(Refusal),
    /// The reader broke down over it.
    Crashed,
    /// The reader took too long.
    Slow,
    /// The sealed file is gone or was changed.
    Changed,
    /// The reader could not be started; this says nothing about the file.
    NotStarted,
    /// Reading was begun several times and never came to an end.
    GaveUp,
}

impl Unread {
    /// A stable name of the sentence, for interface texts.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::Crashed => "file-reader-crashed",
            Self::Slow => "file-reader-slow",
            Self::Changed => "file-changed",
            Self::NotStarted | Self::GaveUp => "file-reader-gave-up",
        }
    }
}

impl ReadingProgram {
    /// The exit code with which the process says that it could not make itself safe, and has read nothing.
    pub const NOT_STARTED: u8 = 3;

    /// This program, called with `read-file`.
    #[must_use]
    pub fn new(program: PathBuf) -> Self {
        Self {
            program,
            arguments: Vec::new(),
            patience: PATIENCE,
        }
    }

    /// The same under tighter limits: arguments of `read-file`, and the longest time on the wall.
    #[must_use]
    pub fn limited(mut self, arguments: &[&str], patience: Duration) -> Self {
        self.arguments = arguments.iter().map(|&one| one.to_owned()).collect();
        self.patience = patience;
        self
    }

    /// Takes the text out of one file. The process gets the bytes and nothing else: no environment, no folder,
    /// no other open file.
    ///
    /// # Errors
    /// [`Unread`].
    pub async fn text_of(&self, kind: FileKind, content: Pieces) -> Result<ExtractedText, Unread> {
        let printed = self.printed(kind, &[], content).await?;
        let answer = Answer::parse(&printed).ok_or(Unread::Crashed)?;
        answer.map_err(Unread::Refused)
    }

    /// As [`ReadingProgram::text_of`], the tables of a file.
    ///
    /// # Errors
    /// [`Unread`].
    pub async fn tables_of(&self, kind: FileKind, content: Pieces) -> Result<Grid, Unread> {
        let printed = self.printed(kind, &["--tables"], content).await?;
        let answer = Answer::parse_grid(&printed).ok_or(Unread::Crashed)?;
        answer.map_err(Unread::Refused)
    }

    /// As [`ReadingProgram::text_of`], what a file carries beside its text.
    ///
    /// # Errors
    /// [`Unread`].
    pub async fn residue_of(
        &self,
        kind: FileKind,
        content: Pieces,
    ) -> Result<Vec<Residue>, Unread> {
        let printed = self.printed(kind, &["--residue"], content).await?;
        let answer = Answer::parse_residue(&printed).ok_or(Unread::Crashed)?;
        answer.map_err(Unread::Refused)
    }

    /// What the process prints about a file.
    async fn printed(
        &self,
        kind: FileKind,
        more: &[&str],
        content: Pieces,
    ) -> Result<Vec<u8>, Unread> {
        let mut child = Command::new(&self.program)
            .arg("read-file")
            .arg(kind.code())
            .args(more)
            .args(&self.arguments)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| {
                tracing::error!(%error, "the reading process cannot be started");
                Unread::NotStarted
            })?;
        let outcome = tokio::time::timeout(self.patience, talk(&mut child, content)).await;
        // Whatever is left of it ends here, also where it answered and would not go.
        drop(child.start_kill());
        drop(child.wait().await);
        outcome.unwrap_or(Err(Unread::Slow))
    }
}

async fn talk(child: &mut Child, content: Pieces) -> Result<Vec<u8>, Unread> {
    let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Unread::NotStarted);
    };
    let mut printed = Vec::new();
    let longest = u64::try_from(Answer::LONGEST + 1).unwrap_or(u64::MAX);
    let mut bounded = stdout.take(longest);
    let (handed, _) = tokio::join!(hand(stdin, content), bounded.read_to_end(&mut printed));
    handed?;
    if printed.len() > Answer::LONGEST {
        return Err(Unread::Crashed);
    }
    let status = child.wait().await.map_err(|_| Unread::Crashed)?;
    if !status.success() {
        return Err(how_it_ended(status));
    }
    Ok(printed)
}

/// Hands the bytes over. A reader that wants no more has seen enough; its answer says what.
async fn hand(mut stdin: ChildStdin, mut content: Pieces) -> Result<(), Unread> {
    while let Some(piece) = content.next().await {
        let piece = piece.map_err(|error| {
            tracing::error!(%error, "a sealed file does not open");
            Unread::Changed
        })?;
        if stdin.write_all(&piece).await.is_err() {
            break;
        }
    }
    Ok(())
}

fn how_it_ended(status: ExitStatus) -> Unread {
    use std::os::unix::process::ExitStatusExt as _;
    /// The signal that ends a process which used up its processor time.
    const SIGXCPU: i32 = 24;
    const SIGKILL: i32 = 9;
    if status.code() == Some(i32::from(ReadingProgram::NOT_STARTED)) {
        tracing::error!("the reading process could not make itself safe");
        return Unread::NotStarted;
    }
    match status.signal() {
        Some(SIGXCPU | SIGKILL) => Unread::Slow,
        _ => Unread::Crashed,
    }
}
