//! Signing in at the command line, with e-mail address, password and one-time code: counted, slowed down and written down as on
//! the page. The session is one like any other: it stands on the person's list, they can end it there, and it ends with the command.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use access::Ctx;
use access::directory::Organisation;
use access::sign_in::{Outcome, Session, SignIn, Site};
use anyhow::Context as _;
use app::names::names;
use app::{App, AppError};
use clap::Args;
use crypto::Token;
use model::{AgencyId, OrganisationId};

use super::{agencies, agency_named, terminal, too_many};
use crate::config::read_secret;

/// Under what attempts are counted that come from a command, in the place of a visitor's address.
const HERE: &str = "a command on this machine";

/// Most bytes of three answers.
const LONGEST: u64 = 4_096;

const WRONG: &str = "signing in failed: address, password and code do not fit together, and nobody is told which does not. \
     A command takes a password and a one-time code. Whoever signs in with a passkey, or with the account of their \
     organisation, has neither, and does this on the pages of the service instead";

/// Who signs in, and for whom they act.
#[derive(Debug, Args)]
pub struct SignInArgs {
    /// Where e-mail address, password and one-time code stand, a line each, instead of being asked for: a file that nobody else
    /// can read, or a pipe such as /dev/fd/3; - is standard input.
    #[arg(long, value_name = "FILE")]
    code_from: Option<PathBuf>,
    /// The organisation, by its code in the addresses of pages; only needed with roles in several.
    #[arg(long, value_name = "CODE")]
    organisation: Option<String>,
    /// The agency to act for; only needed with roles for several in the organisation.
    #[arg(long, value_name = "NAME")]
    acting_for: Option<String>,
}

/// What somebody signs in with.
struct Answers {
    email: String,
    password: String,
    code: String,
}

/// Somebody who is signed in.
struct Entered<'a> {
    app: &'a App,
    sign_in: SignIn,
    token: Token,
}

/// Somebody who is signed in and acts for an organisation.
pub struct Signed<'a> {
    entered: &'a Entered<'a>,
    /// The organisation.
    pub organisation: Organisation,
}

/// Signs somebody in, lets them work, and signs them out, whatever came of it.
///
/// # Errors
/// When they are not let in, have no role there, or the work fails.
pub async fn as_somebody<T>(
    app: &Arc<App>,
    args: &SignInArgs,
    work: impl AsyncFnOnce(&Signed<'_>) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let answers = answers(args).await?;
    let entered = enter(app, &answers).await?;
    drop(answers);
    let working = async {
        let signed = entered.placed(args).await?;
        work(&signed).await
    };
    let done = unless_stopped(working).await;
    let left = entered.leave().await;
    let done = done?;
    left.map(|()| done)
}

/// Does something until it is done or the command is stopped at the keyboard.
async fn unless_stopped<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::select! {
        done = work => done,
        told = tokio::signal::ctrl_c() => {
            told?;
            anyhow::bail!("stopped")
        }
    }
}

async fn answers(args: &SignInArgs) -> anyhow::Result<Answers> {
    if let Some(file) = &args.code_from {
        return given(file);
    }
    anyhow::ensure!(
        terminal::is_there(),
        "nobody sits at a terminal who could be asked: give e-mail address, password and one-time code, a line each, with \
         --code-from"
    );
    unless_stopped(async {
        Ok(Answers {
            email: terminal::ask("E-mail address").await?,
            password: terminal::ask_unseen("Password").await?,
            code: terminal::ask_unseen("One-time code").await?,
        })
    })
    .await
}

/// The three answers in a file or pipe.
fn given(file: &Path) -> anyhow::Result<Answers> {
    let text = if file == Path::new("-") {
        let mut text = String::new();
        let read = std::io::stdin().take(LONGEST).read_to_string(&mut text);
        read.context("standard input cannot be read")?;
        text
    } else {
        read_secret(file)?
    };
    let mut lines = text.lines();
    let (email, password, code) = (lines.next(), lines.next(), lines.next());
    let (Some(email), Some(password), Some(code)) = (email, password, code) else {
        anyhow::bail!("--code-from holds three lines: e-mail address, password, one-time code");
    };
    Ok(Answers {
        email: email.trim().to_owned(),
        password: password.to_owned(),
        code: code.trim().to_owned(),
    })
}

async fn enter<'a>(app: &'a Arc<App>, answers: &Answers) -> anyhow::Result<Entered<'a>> {
    // No browser, so no passkey either: the address of the service says nothing here.
    let nowhere = Site {
        id: "localhost".to_owned(),
        origin: "http://localhost".to_owned(),
    };
    let sign_in = SignIn::new(Arc::clone(app.directory()), &nowhere);
    let (email, password) = (&answers.email, &answers.password);
    let now = app.clock().now();
    let outcome = sign_in
        .with_password(email, password, &answers.code, HERE, now)
        .await
        .map_err(AppError::from)?;
    match outcome {
        Outcome::SignedIn(new) => Ok(Entered {
            app,
            sign_in,
            token: new.token,
        }),
        Outcome::Wrong => anyhow::bail!(WRONG),
        Outcome::TryLater { until } => Err(too_many(until)),
    }
}

impl Entered<'_> {
    /// The session, asked for anew: somebody may have ended it meanwhile.
    async fn session(&self) -> anyhow::Result<Session> {
        let now = self.app.clock().now();
        let found = self.sign_in.resume(&self.token, now).await;
        let found = found.map_err(AppError::from)?;
        found.context("the session has ended")
    }

    fn ctx_of(
        &self,
        session: &Session,
        organisation: OrganisationId,
    ) -> anyhow::Result<Option<Ctx>> {
        let now = self.app.clock().now();
        Ok(session.ctx(organisation, crypto::id(now)?, now))
    }

    /// The organisation for which they act, and where they have to choose the agency.
    async fn placed(&self, args: &SignInArgs) -> anyhow::Result<Signed<'_>> {
        let session = self.session().await?;
        let organisation = self.organisation(&session, args.organisation.as_deref())?;
        self.choose_agency(&session, &organisation, args.acting_for.as_deref())
            .await?;
        Ok(Signed {
            entered: self,
            organisation,
        })
    }

    fn organisation(&self, session: &Session, code: Option<&str>) -> anyhow::Result<Organisation> {
        let mut theirs = Vec::new();
        for organisation in &session.organisations {
            if self.ctx_of(session, organisation.id)?.is_some() {
                theirs.push(organisation);
            }
        }
        if let Some(code) = code {
            let found = theirs.into_iter().find(|one| one.code == code);
            return found
                .cloned()
                .context("there is no such organisation for whoever signed in");
        }
        if let [only] = theirs.as_slice() {
            return Ok((*only).clone());
        }
        anyhow::ensure!(
            !theirs.is_empty(),
            "whoever signed in has no role in any organisation today"
        );
        let codes: Vec<&str> = theirs.iter().map(|one| one.code.as_str()).collect();
        anyhow::bail!(
            "whoever signed in has roles in several organisations: say with --organisation which of {}",
            codes.join(", ")
        )
    }

    async fn choose_agency(
        &self,
        session: &Session,
        organisation: &Organisation,
        asked: Option<&str>,
    ) -> anyhow::Result<()> {
        let all = session.agencies_in(organisation.id);
        if asked.is_none() && all.len() < 2 {
            return Ok(());
        }
        let ctx = self.ctx_of(session, organisation.id)?;
        let ctx = ctx.context("whoever signed in has no role there today")?;
        let names = names(self.app, &ctx).await?;
        let all: Vec<AgencyId> = all.into_iter().collect();
        let Some(asked) = asked else {
            anyhow::bail!(
                "whoever signed in has roles for several agencies: say with --acting-for which of these it is: {}",
                agencies(&all, &names, false)
            );
        };
        let agency = agency_named(&all, &names, asked)?;
        let now = self.app.clock().now();
        let chosen = self.sign_in.choose_agency(session, agency, now).await;
        Ok(chosen.map_err(AppError::from)?)
    }

    /// Ends the session; one that has ended by itself is no error.
    async fn leave(&self) -> anyhow::Result<()> {
        let now = self.app.clock().now();
        let found = self.sign_in.resume(&self.token, now).await;
        let Some(session) = found.map_err(AppError::from)? else {
            return Ok(());
        };
        let left = self.sign_in.sign_out(&session, now).await;
        Ok(left.map_err(AppError::from)?)
    }
}

impl Signed<'_> {
    /// The context of the next thing they do. Each thing has its own, as each request of a browser has.
    ///
    /// # Errors
    /// When the session or the last role has ended meanwhile.
    pub async fn ctx(&self) -> anyhow::Result<Ctx> {
        let session = self.entered.session().await?;
        let ctx = self.entered.ctx_of(&session, self.organisation.id)?;
        ctx.context("whoever signed in has no role there today")
    }
}
