//! Signing in with the sign-in of one's organisation: sending a browser to its provider, and what comes back.
//!
//! What was asked is kept sealed for ten minutes under the state, good once, and bound to a token that only the browser
//! which was sent has. Nobody can finish in one browser what was begun in another.

use std::sync::Arc;

use crypto::Token;
use model::Instant;
use oidc::{Answer, Ask, Failure, Provider};
use serde::{Deserialize, Serialize};

use super::credentials::NewSession;
use super::{
    AWAY_SECONDS, Session, SignIn, digest_of, invitations, links, nobody, note_own, sessions,
    themselves,
};
use crate::directory::{DirectoryError, DirectoryTx, person};
use crate::ledger::{self, Entry};
use crate::{Ctx, Strength};

const KIND: &str = "away";

/// Why somebody is sent to their organisation's sign-in.
#[derive(Clone, Copy)]
pub enum Errand<'a> {
    /// To sign in.
    SignIn,
    /// To link it to the person of this session.
    Link(&'a Session),
    /// To set it up as the way in of whoever holds this invitation.
    Invitation(&'a Token),
}

/// What comes of sending somebody to their organisation's sign-in.
#[derive(Debug)]
pub enum Away {
    /// Where the browser goes, and the token that it has to show when it comes back.
    Go {
        /// The address at the provider.
        address: String,
        /// For a cookie of the browser, and kept nowhere else.
        browser: Token,
    },
    /// It did not work, and nothing has begun.
    Not(Why),
}

/// What a browser came back with.
#[derive(Debug, Clone, Copy, Default)]
pub struct Back<'a> {
    /// The provider that the address names.
    pub provider: &'a str,
    /// `state` of the query.
    pub state: Option<&'a str>,
    /// `code` of the query.
    pub code: Option<&'a str>,
    /// `error` of the query.
    pub error: Option<&'a str>,
    /// `iss` of the query.
    pub issuer: Option<&'a str>,
    /// The token of the cookie.
    pub browser: Option<&'a str>,
}

/// What came of coming back.
#[derive(Debug)]
pub enum Arrival {
    /// They are signed in.
    SignedIn(NewSession),
    /// The sign-in is linked to them.
    Linked,
    /// Nobody is signed in and nothing is linked.
    Not(Why),
}

/// Why it did not work, as far as people are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// They stopped at the provider, or it did not let them.
    Stopped,
    /// The provider was not reached, or what it said does not hold.
    Failed,
    /// It took too long, was finished before, or was begun elsewhere.
    Late,
    /// Nobody here has linked this sign-in.
    NotLinked,
    /// The provider does not say that two factors were used.
    TwoFactors,
    /// Somebody else has linked this sign-in.
    Taken,
    /// The invitation is spent, withdrawn or too old.
    Gone,
}

impl Why {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Stopped,
        Self::Failed,
        Self::Late,
        Self::NotLinked,
        Self::TwoFactors,
        Self::Taken,
        Self::Gone,
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stopped => "stopped",
            Self::Failed => "failed",
            Self::Late => "late",
            Self::NotLinked => "not-linked",
            Self::TwoFactors => "two-factors",
            Self::Taken => "taken",
            Self::Gone => "gone",
        }
    }
}

/// What is kept while somebody is away.
#[derive(Serialize, Deserialize)]
struct Kept {
    provider: String,
    browser: String,
    nonce: String,
    verifier: String,
    asked_at: i64,
    errand: KeptErrand,
}

#[derive(Serialize, Deserialize)]
enum KeptErrand {
    SignIn,
    Link { session: String },
    Invitation { digest: String },
}

impl KeptErrand {
    /// Whether they have to show the provider who they are, also where it knows them already: a way in is never bound to
    /// whoever happens to be signed in there.
    const fn is_anew(&self) -> bool {
        matches!(self, Self::Link { .. } | Self::Invitation { .. })
    }
}

/// Who came back, and for what, once the provider has said who it is.
pub(super) struct Come<'a> {
    /// Short code of the provider.
    pub(super) provider: &'a str,
    /// Keyed digest of its issuer.
    pub(super) issuer: &'a str,
    /// Keyed digest of issuer and subject.
    pub(super) digest: &'a str,
}

impl SignIn {
    /// The providers that are offered, in the order of the configuration.
    #[must_use]
    pub fn providers(&self) -> &[Arc<Provider>] {
        &self.providers
    }

    /// The provider with this short code.
    #[must_use]
    pub fn provider(&self, id: &str) -> Option<&Arc<Provider>> {
        self.providers.iter().find(|provider| provider.id() == id)
    }

    /// Sends somebody to the sign-in of their organisation.
    ///
    /// # Errors
    /// [`DirectoryError::NotFound`] when there is no such provider; [`DirectoryError::Rule`]
    /// `sign-in-not-fresh` when they signed in too long ago to link one.
    pub async fn leave(
        &self,
        provider: &str,
        errand: Errand<'_>,
        now: Instant,
    ) -> Result<Away, DirectoryError> {
        let provider = self.provider(provider).ok_or(DirectoryError::NotFound)?;
        let errand = match errand {
            Errand::SignIn => KeptErrand::SignIn,
            Errand::Link(session) if session.is_fresh(now) => KeptErrand::Link {
                session: session.id.to_string(),
            },
            Errand::Link(_) => return Err(DirectoryError::Rule("sign-in-not-fresh")),
            Errand::Invitation(token) => KeptErrand::Invitation {
                digest: digest_of(token),
            },
        };
        let (state, browser) = (Token::generate()?, Token::generate()?);
        let kept = Kept {
            provider: provider.id().to_owned(),
            browser: digest_of(&browser),
            nonce: Token::generate()?.expose().to_owned(),
            verifier: Token::generate()?.expose().to_owned(),
            asked_at: now.microseconds(),
            errand,
        };
        // Asked before anything is kept: a provider that is down leaves nothing here.
        let address = match self.address(provider, &kept, &state, now).await {
            Ok(address) => address,
            Err(why) => return Ok(Away::Not(why)),
        };
        let (named, kept) = (&(KIND, &state, AWAY_SECONDS), &kept);
        self.directory
            .transact(&nobody(now)?, |tx| {
                Box::pin(async move { self.keep_ceremony(tx, *named, None, kept).await })
            })
            .await?;
        Ok(Away::Go { address, browser })
    }

    /// Where a browser is sent.
    async fn address(
        &self,
        provider: &Arc<Provider>,
        kept: &Kept,
        state: &Token,
        now: Instant,
    ) -> Result<String, Why> {
        let asked = Arc::clone(provider);
        let state = state.expose().to_owned();
        let (nonce, verifier) = (kept.nonce.clone(), kept.verifier.clone());
        let anew = kept.errand.is_anew();
        let address = self.elsewhere(move || {
            let ask = Ask {
                state: &state,
                nonce: &nonce,
                verifier: &verifier,
                anew,
            };
            asked.ask(&ask, now)
        });
        match address.await {
            Some(Ok(address)) => Ok(address),
            Some(Err(failure)) => Err(told(provider.id(), failure.code())),
            None => Err(told(provider.id(), "busy")),
        }
    }

    /// Somebody comes back from the sign-in of their organisation. `session` is that of their browser. There is nothing here that
    /// could be guessed, so nobody is made to wait for the failures of others at their address.
    ///
    /// # Errors
    /// [`DirectoryError`]; whatever does not hold is [`Arrival::Not`] and no error.
    pub async fn come_back(
        &self,
        back: &Back<'_>,
        session: Option<&Session>,
        now: Instant,
    ) -> Result<Arrival, DirectoryError> {
        let Some(kept) = self.kept(back, now).await? else {
            return Ok(Arrival::Not(Why::Late));
        };
        let linking = match &kept.errand {
            KeptErrand::Link { session: begun } => {
                let same = session.filter(|session| session.id.to_string() == *begun);
                let Some(session) = same else {
                    return Ok(Arrival::Not(Why::Late));
                };
                Some(session)
            }
            KeptErrand::SignIn | KeptErrand::Invitation { .. } => None,
        };
        let Some(provider) = self.provider(&kept.provider) else {
            return Ok(Arrival::Not(Why::Late));
        };
        if let Some(error) = back.error {
            return Ok(Arrival::Not(refused_there(provider.id(), error)));
        }
        let Some(code) = back.code else {
            return Ok(Arrival::Not(told(provider.id(), "no-code")));
        };
        let ctx = &match linking {
            Some(session) => themselves(session.person.id, session.strength, now)?,
            None => nobody(now)?,
        };
        match self.subject(provider, &kept, code, back.issuer, now).await {
            Ok(subject) => {
                let come = &Come {
                    provider: provider.id(),
                    issuer: &self.digest_of_issuer(provider.issuer()),
                    digest: &self.digest_of_subject(provider.issuer(), &subject),
                };
                self.arrive(ctx, &kept.errand, linking, come).await
            }
            // Nobody has said who they are, so there is nobody of whom it could be written down.
            Err(why) => Ok(Arrival::Not(why)),
        }
    }

    /// What was kept under the state, for the browser that was sent and the provider it was sent to.
    async fn kept(&self, back: &Back<'_>, now: Instant) -> Result<Option<Kept>, DirectoryError> {
        let state = back.state.and_then(|state| Token::from_text(state).ok());
        let browser = back.browser.and_then(|token| Token::from_text(token).ok());
        let Some(state) = state else { return Ok(None) };
        let taken = self.take_ceremony::<Kept>(KIND, &state, now).await?;
        let (Some((_, kept)), Some(browser)) = (taken, browser) else {
            return Ok(None);
        };
        let same = crypto::same(kept.browser.as_bytes(), digest_of(&browser).as_bytes());
        Ok(Some(kept).filter(|kept| same && kept.provider == back.provider))
    }

    async fn subject(
        &self,
        provider: &Arc<Provider>,
        kept: &Kept,
        code: &str,
        issuer: Option<&str>,
        now: Instant,
    ) -> Result<String, Why> {
        let asked = Arc::clone(provider);
        let (code, issuer) = (code.to_owned(), issuer.map(str::to_owned));
        let (nonce, verifier) = (kept.nonce.clone(), kept.verifier.clone());
        let anew = kept.errand.is_anew();
        let anew_since = anew.then(|| Instant::from_microseconds(kept.asked_at));
        let said = self.elsewhere(move || {
            let answer = Answer {
                code: &code,
                issuer: issuer.as_deref(),
                nonce: &nonce,
                verifier: &verifier,
                anew_since,
            };
            asked.subject(&answer, now)
        });
        match said.await {
            Some(Ok(subject)) => Ok(subject),
            Some(Err(failure)) => {
                let why = told(provider.id(), failure.code());
                let two_factors = failure == Failure::TwoFactors;
                Err(if two_factors { Why::TwoFactors } else { why })
            }
            None => Err(told(provider.id(), "busy")),
        }
    }

    async fn arrive(
        &self,
        ctx: &Ctx,
        errand: &KeptErrand,
        linking: Option<&Session>,
        come: &Come<'_>,
    ) -> Result<Arrival, DirectoryError> {
        self.directory
            .transact(ctx, |tx| {
                Box::pin(async move {
                    let arrival = match (errand, linking) {
                        (KeptErrand::Invitation { digest }, _) => set_up(tx, digest, come).await?,
                        (KeptErrand::Link { .. }, Some(session)) => link(tx, session, come).await?,
                        (KeptErrand::SignIn | KeptErrand::Link { .. }, _) => {
                            enter(tx, come).await?
                        }
                    };
                    if matches!(arrival, Arrival::Not(_)) {
                        note_refused(tx, linking.is_some()).await?;
                    }
                    Ok(arrival)
                })
            })
            .await
    }
}

/// Signs in whoever has linked this sign-in.
async fn enter(tx: &mut DirectoryTx<'_>, come: &Come<'_>) -> Result<Arrival, DirectoryError> {
    let Some(owner) = links::owner(tx, come.digest).await? else {
        return Ok(Arrival::Not(Why::NotLinked));
    };
    if person(tx, owner).await?.is_none() {
        return Ok(Arrival::Not(Why::NotLinked));
    }
    let new = sessions::start(tx, owner, Strength::Organisation).await?;
    Ok(Arrival::SignedIn(new))
}

async fn link(
    tx: &mut DirectoryTx<'_>,
    session: &Session,
    come: &Come<'_>,
) -> Result<Arrival, DirectoryError> {
    // A recovery may have ended it while the provider was asked.
    if !sessions::still_stands(tx, session.id).await? {
        return Ok(Arrival::Not(Why::Late));
    }
    let who = session.person.id;
    match links::owner(tx, come.digest).await? {
        Some(owner) if owner == who => return Ok(Arrival::Linked),
        Some(_) => return Ok(Arrival::Not(Why::Taken)),
        None => {}
    }
    if !links::add(tx, who, come).await? {
        return Ok(Arrival::Not(Why::Taken));
    }
    tx.note("link_sign_in").await?;
    Ok(Arrival::Linked)
}

/// Spends an invitation: this sign-in is then the way in of whom it was for.
async fn set_up(
    tx: &mut DirectoryTx<'_>,
    digest: &str,
    come: &Come<'_>,
) -> Result<Arrival, DirectoryError> {
    let Some(invitation) = invitations::find(tx, digest).await? else {
        return Ok(Arrival::Not(Why::Gone));
    };
    let whom = invitation.person.id;
    if !links::add(tx, whom, come).await? {
        return Ok(Arrival::Not(Why::Taken));
    }
    // It was good a moment ago, in this transaction; were it not, the link must not stay either.
    if !invitations::spend(tx, digest).await? {
        return Err(DirectoryError::NotFound);
    }
    note_own(tx, whom, Strength::Organisation, "spend_invitation").await?;
    note_own(tx, whom, Strength::Organisation, "link_sign_in").await?;
    let new = sessions::start(tx, whom, Strength::Organisation).await?;
    Ok(Arrival::SignedIn(new))
}

async fn note_refused(tx: &mut DirectoryTx<'_>, linking: bool) -> Result<(), DirectoryError> {
    let entry = Entry {
        action: if linking { "link_sign_in" } else { "sign_in" },
        ..Entry::default()
    };
    Ok(ledger::append(&mut tx.tx, tx.ctx, ledger::Outcome::Refused, entry).await?)
}

/// What the provider said instead of who it is. Its own words are not repeated: they may hold anything.
fn refused_there(provider: &str, error: &str) -> Why {
    match error {
        "access_denied" => Why::Stopped,
        // Final: OpenID Connect Core Error Code unmet_authentication_requirements 1.0.
        "unmet_authentication_requirements" => Why::TwoFactors,
        _ => told(provider, "refused-there"),
    }
}

/// Logs what whoever runs the service needs to know.
fn told(provider: &str, why: &'static str) -> Why {
    tracing::warn!(provider, why, "a sign-in at a provider did not work");
    Why::Failed
}
