//! Passkeys. Each is one that the device finds by itself, so nobody types who they are first and
//! no answer can say whether an account exists.

use crypto::Token;
use db::{Row, Statement, Value};
use model::{Instant, PersonId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Uuid, Webauthn,
};

use super::credentials::{NewSession, Outcome};
use super::{CEREMONY_SECONDS, Session, SignIn, nobody, sessions, themselves};
use crate::Strength;
use crate::directory::{DirectoryError, DirectoryTx, person};
use crate::ledger::{self, Entry};

pub(super) const STATEMENTS: &[&Statement] =
    &[&ADD, &ONE, &USED, &OF_PERSON, &REMOVE, &REMOVE_ALL, &ANY];

const ADD: Statement = Statement::new(
    "add a passkey",
    "INSERT INTO passkey (id, person, name, sealed, added_at) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (id) DO NOTHING",
);
const ONE: Statement = Statement::new(
    "one passkey",
    "SELECT person, sealed FROM passkey WHERE id = $1",
);
const USED: Statement = Statement::new(
    "a passkey was used",
    "UPDATE passkey SET sealed = $2, used_at = $3 WHERE id = $1",
);
const OF_PERSON: Statement = Statement::new(
    "passkeys of a person",
    "SELECT id, name, sealed, added_at, used_at FROM passkey WHERE person = $1 ORDER BY added_at, id",
);
const REMOVE: Statement = Statement::new(
    "remove a passkey",
    "DELETE FROM passkey WHERE id = $1 AND person = $2",
);
const REMOVE_ALL: Statement = Statement::new(
    "remove the passkeys of a person",
    "DELETE FROM passkey WHERE person = $1",
);
const ANY: Statement = Statement::new(
    "whether anybody has a passkey",
    "SELECT person FROM passkey LIMIT 1",
);

const MAKE: &str = "make";
const ENTER: &str = "enter";
const LONGEST_NAME: usize = 60;

/// The answer of a device, as the browser writes it; none when it is no such answer.
pub(super) fn answer_of<T: DeserializeOwned>(answer: &str) -> Option<T> {
    serde_json::from_str(answer).ok()
}

/// What the browser is asked.
#[derive(Debug, Clone)]
pub struct Challenge {
    /// Names the ceremony; the form carries it. Good once and for five minutes.
    pub ceremony: Token,
    /// The options for the browser, as JSON.
    pub options: String,
}

/// One line of the list of a person's passkeys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyRow {
    /// Its id.
    pub id: String,
    /// What its owner called it.
    pub name: String,
    /// When it was added.
    pub added_at: Instant,
    /// When it was last used to sign in.
    pub used_at: Option<Instant>,
}

impl SignIn {
    /// Asks the browser of a signed-in person to make a passkey.
    ///
    /// # Errors
    /// [`DirectoryError::Rule`] `passkey-not-here` where passkeys cannot work.
    pub async fn start_passkey(
        &self,
        session: &Session,
        now: Instant,
    ) -> Result<Challenge, DirectoryError> {
        let webauthn = self.webauthn()?;
        let ctx = themselves(session.person.id, session.strength, now)?;
        self.directory
            .transact(&ctx, |tx| {
                Box::pin(async move {
                    let rows = tx.all(&OF_PERSON, [Value::id(session.person.id)]).await?;
                    let known: Result<Vec<Passkey>, _> = rows
                        .iter()
                        .map(|row| {
                            self.opened(session.person.id, &row.text("id")?, &row.bytes("sealed")?)
                        })
                        .collect();
                    let known = known?
                        .iter()
                        .map(|passkey| passkey.cred_id().clone())
                        .collect();
                    let (name, email) = (&session.person.name, &session.person.email);
                    let (options, state) = webauthn
                        .start_passkey_registration(
                            uuid(session.person.id)?,
                            email,
                            name,
                            Some(known),
                        )
                        .map_err(|_| REFUSED)?;
                    let options = findable(serde_json::to_value(&options).map_err(|_| REFUSED)?);
                    self.begin(tx, MAKE, Some(session.person.id), &state, &options)
                        .await
                })
            })
            .await
    }

    /// Keeps the passkey that the browser made; `answer` is its JSON. Returns the new passkey's id.
    ///
    /// # Errors
    /// [`DirectoryError::Rule`] `passkey-refused` when the answer does not fit or came too late,
    /// `passkey-known` when somebody has this passkey already.
    pub async fn finish_passkey(
        &self,
        session: &Session,
        ceremony: &Token,
        answer: &str,
        name: &str,
        now: Instant,
    ) -> Result<String, DirectoryError> {
        let webauthn = self.webauthn()?;
        let owner = session.person.id;
        let (whose, state): (_, PasskeyRegistration) = self
            .take_ceremony(MAKE, ceremony, now)
            .await?
            .ok_or(REFUSED)?;
        let answer: RegisterPublicKeyCredential = answer_of(answer).ok_or(REFUSED)?;
        if whose != Some(owner) {
            return Err(REFUSED);
        }
        let made = webauthn
            .finish_passkey_registration(&answer, &state)
            .map_err(|_| REFUSED)?;
        let id = &crypto::digest(made.cred_id().as_slice()).to_string();
        let sealed = &self.sealed(owner, id, &made)?;
        let name = &name.trim().chars().take(LONGEST_NAME).collect::<String>();
        let ctx = themselves(owner, session.strength, now)?;
        self.directory
            .transact(&ctx, |tx| {
                Box::pin(async move {
                    let values = [
                        id.into(),
                        Value::id(owner),
                        name.into(),
                        sealed.as_slice().into(),
                        now.into(),
                    ];
                    if tx.execute(&ADD, values).await? == 0 {
                        return Err(DirectoryError::Rule("passkey-known"));
                    }
                    tx.note("add_passkey").await
                })
            })
            .await?;
        Ok(id.clone())
    }

    /// Asks any browser for a passkey of this service.
    ///
    /// # Errors
    /// [`DirectoryError::Rule`] `passkey-not-here` where passkeys cannot work.
    pub async fn start_entry(&self, now: Instant) -> Result<Challenge, DirectoryError> {
        let webauthn = self.webauthn()?;
        let (options, state) = &webauthn
            .start_discoverable_authentication()
            .map_err(|_| REFUSED)?;
        let mut options = serde_json::to_value(options).map_err(|_| REFUSED)?;
        // Asked for by a button, not offered while somebody types.
        if let Some(options) = options.as_object_mut() {
            options.remove("mediation");
        }
        let options = &options;
        self.directory
            .transact(&nobody(now)?, |tx| {
                Box::pin(async move { self.begin(tx, ENTER, None, state, options).await })
            })
            .await
    }

    /// Signs in whoever's passkey the browser used; `answer` is its JSON.
    ///
    /// # Errors
    /// [`DirectoryError`]; a wrong, late or repeated answer is [`Outcome::Wrong`] and no error.
    pub async fn finish_entry(
        &self,
        ceremony: &Token,
        answer: &str,
        now: Instant,
    ) -> Result<Outcome, DirectoryError> {
        let ctx = nobody(now)?;
        let state = self
            .take_ceremony::<DiscoverableAuthentication>(ENTER, ceremony, now)
            .await?;
        let answer: Option<PublicKeyCredential> = answer_of(answer);
        let both = &state.map(|(_, state)| state).zip(answer);
        self.directory
            .transact(&ctx, |tx| {
                Box::pin(async move {
                    if let Some((state, answer)) = both
                        && let Some(new) = self.enter(tx, state, answer).await?
                    {
                        return Ok(Outcome::SignedIn(new));
                    }
                    let entry = Entry {
                        action: "sign_in",
                        ..Entry::default()
                    };
                    ledger::append(&mut tx.tx, tx.ctx, ledger::Outcome::Refused, entry).await?;
                    Ok(Outcome::Wrong)
                })
            })
            .await
    }

    /// The passkeys of a signed-in person.
    ///
    /// # Errors
    /// [`DirectoryError`].
    pub async fn passkeys_of(
        &self,
        session: &Session,
        now: Instant,
    ) -> Result<Vec<PasskeyRow>, DirectoryError> {
        self.directory
            .look(&nobody(now)?, |tx| {
                Box::pin(async move {
                    let rows = tx.all(&OF_PERSON, [Value::id(session.person.id)]).await?;
                    rows.iter().map(listed).collect()
                })
            })
            .await
    }

    /// Removes one of the passkeys of a signed-in person.
    ///
    /// # Errors
    /// [`DirectoryError::NotFound`]; [`DirectoryError::Rule`] `sign-in-last-way` when nothing else lets
    /// them in.
    pub async fn remove_passkey(
        &self,
        session: &Session,
        id: &str,
        now: Instant,
    ) -> Result<(), DirectoryError> {
        let ctx = themselves(session.person.id, session.strength, now)?;
        self.directory
            .transact(&ctx, |tx| {
                Box::pin(async move {
                    if tx
                        .execute(&REMOVE, [id.into(), Value::id(session.person.id)])
                        .await?
                        == 0
                    {
                        return Err(DirectoryError::NotFound);
                    }
                    self.keeps_a_way_in(tx, session.person.id).await?;
                    tx.note("remove_passkey").await
                })
            })
            .await
    }

    async fn enter(
        &self,
        tx: &mut DirectoryTx<'_>,
        state: &DiscoverableAuthentication,
        answer: &PublicKeyCredential,
    ) -> Result<Option<NewSession>, DirectoryError> {
        let webauthn = self.webauthn()?;
        let Ok((user, credential)) = webauthn.identify_discoverable_authentication(answer) else {
            return Ok(None);
        };
        let id = crypto::digest(credential).to_string();
        let Some(row) = tx.first(&ONE, [id.as_str().into()]).await? else {
            return Ok(None);
        };
        let owner: PersonId = row.parse("person")?;
        if uuid(owner)? != user || person(tx, owner).await?.is_none() {
            return Ok(None);
        }
        let mut passkey = self.opened(owner, &id, &row.bytes("sealed")?)?;
        let key = DiscoverableKey::from(&passkey);
        let Ok(shown) = webauthn.finish_discoverable_authentication_v2(answer, state.clone(), &key)
        else {
            return Ok(None);
        };
        passkey.update_credential(&shown);
        let sealed = self.sealed(owner, &id, &passkey)?;
        let now = tx.ctx.now;
        tx.execute(&USED, [id.into(), sealed.into(), now.into()])
            .await?;
        sessions::start(tx, owner, Strength::Passkey)
            .await
            .map(Some)
    }

    fn webauthn(&self) -> Result<&Webauthn, DirectoryError> {
        self.webauthn
            .as_ref()
            .ok_or(DirectoryError::Rule("passkey-not-here"))
    }

    async fn begin<S: Serialize + Sync>(
        &self,
        tx: &mut DirectoryTx<'_>,
        kind: &str,
        whose: Option<PersonId>,
        state: &S,
        options: &serde_json::Value,
    ) -> Result<Challenge, DirectoryError> {
        let ceremony = Token::generate()?;
        let named = (kind, &ceremony, CEREMONY_SECONDS);
        self.keep_ceremony(tx, named, whose, state).await?;
        Ok(Challenge {
            ceremony,
            options: options.to_string(),
        })
    }

    fn sealed(
        &self,
        owner: PersonId,
        id: &str,
        passkey: &Passkey,
    ) -> Result<Vec<u8>, DirectoryError> {
        let body = serde_json::to_vec(passkey).map_err(|_| REFUSED)?;
        let key = self.directory.sealing_key("passkeys");
        Ok(crypto::seal(
            &key,
            format!("{owner} {id}").as_bytes(),
            &body,
        )?)
    }

    fn opened(&self, owner: PersonId, id: &str, sealed: &[u8]) -> Result<Passkey, DirectoryError> {
        let key = self.directory.sealing_key("passkeys");
        let body = crypto::open(&key, format!("{owner} {id}").as_bytes(), sealed)?;
        serde_json::from_slice(&body).map_err(|_| REFUSED)
    }
}

const REFUSED: DirectoryError = DirectoryError::Rule("passkey-refused");

/// Asks for a passkey that the device can find without being told whose: signing in relies on it.
fn findable(mut options: serde_json::Value) -> serde_json::Value {
    if let Some(selection) = options.pointer_mut("/publicKey/authenticatorSelection")
        && let Some(selection) = selection.as_object_mut()
    {
        selection.insert("residentKey".to_owned(), "required".into());
        selection.insert("requireResidentKey".to_owned(), true.into());
    }
    options
}

fn uuid(person: PersonId) -> Result<Uuid, DirectoryError> {
    Uuid::parse_str(&person.to_string()).map_err(|_| REFUSED)
}

fn listed(row: &Row) -> Result<PasskeyRow, DirectoryError> {
    Ok(PasskeyRow {
        id: row.text("id")?,
        name: row.text("name")?,
        added_at: row.instant("added_at")?,
        used_at: row.maybe_instant("used_at")?,
    })
}

/// Removes all passkeys of a person.
pub(super) async fn remove_all(
    tx: &mut DirectoryTx<'_>,
    person: PersonId,
) -> Result<(), DirectoryError> {
    tx.execute(&REMOVE_ALL, [Value::id(person)])
        .await
        .map(|_| ())
}

/// Whether a person has a passkey.
pub(super) async fn has(
    tx: &mut DirectoryTx<'_>,
    person: PersonId,
) -> Result<bool, DirectoryError> {
    Ok(tx.first(&OF_PERSON, [Value::id(person)]).await?.is_some())
}

/// Whether anybody at all has one.
pub(super) async fn anybody(tx: &mut DirectoryTx<'_>) -> Result<bool, DirectoryError> {
    Ok(tx.first(&ANY, []).await?.is_some())
}
