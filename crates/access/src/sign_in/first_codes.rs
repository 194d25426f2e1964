//! The first use of a request for information: a link names the request and nothing else, and somebody who was named for
//! it shows with a code, which came to them another way, that it is they who hold it. A right code opens an invitation
//! of half an hour, with which they set up their way in; from then on they sign in as everybody does.
//!
//! The code stays good until that is done: whoever has no authenticator app at hand need not ask for another. It is spent
//! together with the invitation, whichever way that is spent.

use std::collections::BTreeSet;

use crypto::{SpokenCode, Token};
use db::{Row, Statement, Value};
use model::{Instant, OrganisationId, PersonId, RecordId};

use super::attempts::{self, Names, Verdict};
use super::invitations::{self, InvitationKind};
use super::{SignIn, can_sign_in, nobody};
use crate::directory::{Directory, DirectoryError, DirectoryTx};
use crate::ledger::{self, Entry};
use crate::{Permit, Role, actions};

pub(super) const STATEMENTS: &[&Statement] =
    &[&REPLACE, &ADD, &OF_REQUEST, &TRIED, &SPEND, &FORGET];

const REPLACE: Statement = Statement::new(
    "withdraw the first-use codes of a person for a request",
    "DELETE FROM first_code WHERE person = $1 AND request = $2",
);
const ADD: Statement = Statement::new(
    "add a first-use code",
    "INSERT INTO first_code (id, digest, request, person, organisation, made_at, until_at, tries) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, 0)",
);
const OF_REQUEST: Statement = Statement::new(
    "first-use codes of a request",
    "SELECT digest, person, organisation FROM first_code \
     WHERE request = $1 AND spent_at IS NULL AND until_at > $2 AND tries < $3 ORDER BY id",
);
const TRIED: Statement = Statement::new(
    "count a wrong first-use code",
    "UPDATE first_code SET tries = tries + 1 WHERE request = $1 AND spent_at IS NULL AND until_at > $2",
);
const SPEND: Statement = Statement::new(
    "spend the first-use codes of whom an invitation was for",
    "UPDATE first_code SET spent_at = $2 WHERE spent_at IS NULL \
     AND person IN (SELECT person FROM invitation WHERE digest = $1)",
);
const FORGET: Statement = Statement::new(
    "forget old first-use codes",
    "DELETE FROM first_code WHERE until_at <= $1 OR spent_at IS NOT NULL",
);

/// Seconds for which a code is good: as long as an invitation, so that somebody who is away for some days, or works part
/// of the week, need not be rung up twice; and no longer, because a code that lies in a mailbox is read by others.
pub const FIRST_CODE_SECONDS: i64 = super::INVITATION_SECONDS;
/// Seconds for which the invitation is good that a right code opens.
pub const SET_UP_SECONDS: i64 = 30 * 60;
/// Wrong codes for one request after which none of its codes is looked at any more. There are 10¹⁵ codes: this many
/// guesses find nothing, and whoever mistypes does not come near. New codes count anew.
pub const MOST_TRIES: i64 = 100;

/// Roles of people who answer requests. Nobody who has another one as well is let in by a code.
const ANSWERING: [Role; 3] = [Role::AgencyAuthor, Role::AgencyApprover, Role::EntryChecker];

/// A code as it is shown once, to whoever gives it on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstCode {
    /// The code.
    pub code: SpokenCode,
    /// Until when it is good.
    pub until: Instant,
}

/// What came of typing a code.
#[derive(Debug, Clone)]
pub enum Confirmed {
    /// It is right: the token of an invitation for whom it was made, good for half an hour.
    Invited(Token),
    /// It is not a code of this request that is good now, and nobody is told why.
    Wrong,
    /// Too many attempts: nothing was checked.
    TryLater {
        /// When the next attempt may be made.
        until: Instant,
    },
}

/// Makes the code with which a person sets up their way in to answer a request, in place of earlier ones of theirs for
/// it. Whoever asked for it gives it to the person by telephone, or sends it to the mailbox that the agency confirmed
/// beforehand; it is kept nowhere else.
///
/// A code is a way to become that person, so it is made for people alone who do nothing here but answer requests, and by
/// the organisation alone that let them in first.
///
/// # Errors
/// [`DirectoryError::Rule`] `first-code-not-needed` when they can sign in, `first-code-elsewhere` when another
/// organisation let them in first, `first-code-other-roles`; [`DirectoryError::NotFound`] without a role here.
pub async fn add_first_code(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::NameAnswering>,
    whom: PersonId,
    request: RecordId,
) -> Result<FirstCode, DirectoryError> {
    permit.check(tx.tx.number())?;
    let here = permit.organisation();
    let roles = invitations::roles_of(tx, whom).await?;
    if !roles.iter().any(|(organisation, _)| *organisation == here) {
        return Err(DirectoryError::NotFound);
    }
    if can_sign_in(tx, whom).await? {
        return Err(DirectoryError::Rule("first-code-not-needed"));
    }
    only_answers(&roles, here)?;
    let kept = Kept::of(tx.directory, request);
    let code = SpokenCode::generate()?;
    let (id, now): (RecordId, _) = (tx.ctx.new_id()?, tx.ctx.now);
    let until = now.plus_seconds(FIRST_CODE_SECONDS);
    let values = [Value::id(whom), kept.request.as_str().into()];
    tx.execute(&REPLACE, values).await?;
    let values = [
        Value::id(id),
        kept.digest(&code).into(),
        kept.request.into(),
        Value::id(whom),
        Value::id(here),
        now.into(),
        until.into(),
    ];
    tx.execute(&ADD, values).await?;
    tx.note("add_first_code").await?;
    Ok(FirstCode { code, until })
}

/// Which of some people have set up a way in, whichever.
///
/// # Errors
/// [`DirectoryError`].
pub async fn who_can_sign_in(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::NameAnswering>,
    people: &[PersonId],
) -> Result<BTreeSet<PersonId>, DirectoryError> {
    permit.check(tx.tx.number())?;
    let mut ready = BTreeSet::new();
    for person in people {
        if can_sign_in(tx, *person).await? {
            ready.insert(*person);
        }
    }
    Ok(ready)
}

/// Withdraws a person's codes for a request: they no longer answer it, or it was taken back. Doing it twice changes
/// nothing.
///
/// # Errors
/// [`DirectoryError`].
pub async fn withdraw_first_codes(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::NameAnswering>,
    whom: PersonId,
    request: RecordId,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    let kept = Kept::of(tx.directory, request);
    let values = [Value::id(whom), kept.request.into()];
    if tx.execute(&REPLACE, values).await? > 0 {
        tx.note("withdraw_first_code").await?;
    }
    Ok(())
}

/// Whether somebody with these roles does nothing but answer requests, and this organisation let them in first.
fn only_answers(
    roles: &[(OrganisationId, Role)],
    here: OrganisationId,
) -> Result<(), DirectoryError> {
    if roles.iter().any(|(_, role)| !ANSWERING.contains(role)) {
        return Err(DirectoryError::Rule("first-code-other-roles"));
    }
    if roles.first().is_none_or(|(first, _)| *first != here) {
        return Err(DirectoryError::Rule("first-code-elsewhere"));
    }
    Ok(())
}

/// What is kept of a request and of its codes.
struct Kept {
    key: crypto::SecretKey,
    request: String,
}

impl Kept {
    fn of(directory: &Directory, request: RecordId) -> Self {
        let key = directory.sealing_key("first-use codes");
        let request = key.derive(&format!("request {request}")).to_hex();
        Self { key, request }
    }

    fn digest(&self, code: &SpokenCode) -> String {
        code.keyed_digest(&self.key, &self.request)
    }
}

/// Whom a right code is of.
struct Holder {
    person: PersonId,
    organisation: OrganisationId,
}

impl SignIn {
    /// Somebody typed the code of a request for information. What is done for an answer, and the answer, are the same for
    /// a wrong code, one that was used or is too old, the code of another request, and a request that does not exist.
    /// `address` is where the browser is, such as its IP address.
    ///
    /// Attempts are counted as those of signing in are, with the request in place of the person: whoever guesses waits,
    /// and nobody who shares their address is kept from another request for longer than five minutes. After
    /// [`MOST_TRIES`] wrong codes a request needs new ones.
    ///
    /// # Errors
    /// [`DirectoryError`].
    pub async fn confirm_first_code(
        &self,
        request: RecordId,
        code: &SpokenCode,
        address: &str,
        now: Instant,
    ) -> Result<Confirmed, DirectoryError> {
        let ctx = nobody(now)?;
        // No e-mail address has two lines.
        let names = &Names::new(&self.directory, &format!("first use\n{request}"), address);
        let verdict = self
            .directory
            .transact(&ctx, |tx| {
                Box::pin(async move { attempts::began(tx, names).await })
            })
            .await?;
        match verdict {
            Verdict::Wait(until) => return Ok(Confirmed::TryLater { until }),
            Verdict::Check(slow) => tokio::time::sleep(slow).await,
        }
        let kept = &Kept::of(&self.directory, request);
        let digest = &kept.digest(code);
        self.directory
            .transact(&ctx, |tx| {
                Box::pin(async move {
                    let Some(holder) = holder(tx, kept, digest).await? else {
                        return refused(tx, kept).await;
                    };
                    attempts::succeeded(tx, names).await?;
                    tx.note("confirm_first_code").await?;
                    let whose = (holder.person, Some(holder.organisation));
                    let kind = InvitationKind::New;
                    let token = invitations::add_for(tx, kind, whose, SET_UP_SECONDS).await?;
                    Ok(Confirmed::Invited(token))
                })
            })
            .await
    }
}

/// Whose code it is, when it is good now and they may still be let in by it: since it was made they may have set up
/// a way in or been given other roles.
async fn holder(
    tx: &mut DirectoryTx<'_>,
    kept: &Kept,
    digest: &str,
) -> Result<Option<Holder>, DirectoryError> {
    let values = [
        kept.request.as_str().into(),
        tx.ctx.now.into(),
        MOST_TRIES.into(),
    ];
    let mut found = None;
    for row in &tx.all(&OF_REQUEST, values).await? {
        if crypto::same(row.text("digest")?.as_bytes(), digest.as_bytes()) {
            found = Some(read(row)?);
        }
    }
    let Some(holder) = found else { return Ok(None) };
    let roles = invitations::roles_of(tx, holder.person).await?;
    let may = only_answers(&roles, holder.organisation).is_ok();
    let may = may && !can_sign_in(tx, holder.person).await?;
    Ok(Some(holder).filter(|_| may))
}

fn read(row: &Row) -> Result<Holder, DirectoryError> {
    Ok(Holder {
        person: row.parse("person")?,
        organisation: row.parse("organisation")?,
    })
}

/// Counts a wrong code, and writes down that there was one; not for which request, which anybody can make up.
async fn refused(tx: &mut DirectoryTx<'_>, kept: &Kept) -> Result<Confirmed, DirectoryError> {
    let values = [kept.request.as_str().into(), tx.ctx.now.into()];
    tx.execute(&TRIED, values).await?;
    let entry = Entry {
        action: "confirm_first_code",
        ..Entry::default()
    };
    ledger::append(&mut tx.tx, tx.ctx, ledger::Outcome::Refused, entry).await?;
    Ok(Confirmed::Wrong)
}

/// Spends every code of whoever an invitation was for: they have a way in now.
pub(super) async fn spend_with(
    tx: &mut DirectoryTx<'_>,
    invitation: &str,
) -> Result<(), DirectoryError> {
    let now = tx.ctx.now;
    tx.execute(&SPEND, [invitation.into(), now.into()])
        .await
        .map(|_| ())
}

/// Forgets codes that were used or are too old.
pub(super) async fn forget_old(tx: &mut DirectoryTx<'_>) -> Result<(), DirectoryError> {
    let now = tx.ctx.now;
    tx.execute(&FORGET, [now.into()]).await.map(|_| ())
}
