//! Questions at a terminal, on standard error. A secret is not shown while it is typed.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use anyhow::Context as _;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use tokio::sync::oneshot;

/// Whether somebody sits at a terminal who can be asked.
pub fn is_there() -> bool {
    io::stdin().is_terminal()
}

/// Keeps what is typed off the screen until it is dropped.
struct Unseen(Termios);

impl Unseen {
    fn begin() -> io::Result<Self> {
        let before = tcgetattr(io::stdin())?;
        let mut quiet = before.clone();
        quiet.local_modes.remove(LocalModes::ECHO);
        quiet.local_modes.insert(LocalModes::ECHONL);
        tcsetattr(io::stdin(), OptionalActions::Flush, &quiet)?;
        Ok(Self(before))
    }
}

impl Drop for Unseen {
    fn drop(&mut self) {
        // A terminal that is gone shows nothing either.
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.0);
    }
}

/// Asks for a line.
///
/// # Errors
/// When nothing is typed, or the terminal cannot be read.
pub async fn ask(question: &str) -> anyhow::Result<String> {
    write!(io::stderr(), "{question}: ")?;
    line().await
}

/// Asks for a line that is not shown.
///
/// # Errors
/// As [`ask`]; when the terminal cannot be kept from showing it.
pub async fn ask_unseen(question: &str) -> anyhow::Result<String> {
    let unseen = Unseen::begin().context("the terminal would show what is typed")?;
    write!(io::stderr(), "{question} (not shown): ")?;
    let typed = line().await;
    drop(unseen);
    typed
}

/// One line. It is read on a thread that nobody waits for, so that stopping the command ends it at once.
async fn line() -> anyhow::Result<String> {
    io::stderr().flush()?;
    let (told, answer) = oneshot::channel();
    std::thread::spawn(move || {
        let mut line = String::new();
        let read = io::stdin().lock().read_line(&mut line);
        // Nobody listens once the command was stopped.
        drop(told.send(read.map(|_| line)));
    });
    let line = answer.await.context("nothing was read")??;
    let line = line.trim_end_matches(['\r', '\n']);
    anyhow::ensure!(!line.is_empty(), "nothing was typed");
    Ok(line.to_owned())
}
