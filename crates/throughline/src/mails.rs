//! E-mail about requests: reminders are asked for, and what waits is handed to the mailer. Nothing in one is of a case.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use app::journey::remind_revisiting;
use app::library::{remind_digest, remind_newer, remind_taken_back};
use app::returns::{MailKind, ToSend, Went, mail_went, mails_to_send, remind};
use app::vault::Vault;
use app::{App, AppError};
use mail::{Kind, Letter, Link, Mailer, Message, Organisation, Place, Secrets, Site, Stamp, Words};
use model::{OrganisationId, Sensitive};

use crate::config::{Config, read_secret};

/// Folder beside the stores in which e-mails are left where nothing else is configured.
const FOLDER: &str = "mail";
/// Address that they are from then: none that could be answered.
const FROM: &str = "throughline@service.invalid";
/// How long to wait between rounds.
const ROUND: Duration = Duration::from_secs(5);
/// How long to wait between two looks whether somebody is to be reminded; the first is when a store is opened.
const REMIND_EVERY: Duration = Duration::from_secs(5 * 60);

/// What hands e-mails over, and the address of the service for their links.
pub struct Mails {
    mailer: Arc<dyn Mailer>,
    site: Site,
}

impl Mails {
    /// As configured; by default a folder beside the stores.
    ///
    /// # Errors
    /// When the configuration cannot be used, or the address of the service is none.
    pub fn new(config: &Config, url: &str) -> anyhow::Result<Self> {
        let section = config.mail.clone().unwrap_or_else(|| mail::Config {
            kind: mail::Transport::Folder,
            from: FROM.to_owned(),
            from_name: None,
            folder: Some(config.data.join(FOLDER)),
            host: None,
            port: None,
            tls: None,
            user: None,
            password_file: None,
            ca_file: None,
            timeout_seconds: None,
        });
        let password = section.password_file.as_deref().map(read_secret);
        let authorities = section.ca_file.as_ref().map(|file| {
            std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))
        });
        let secrets = Secrets {
            password: password.transpose()?.map(Sensitive),
            authorities: authorities.transpose()?,
        };
        Ok(Self {
            mailer: Arc::from(section.mailer(secrets)?),
            site: Site::new(url)?,
        })
    }
}

/// Reminds and sends, for as long as the service runs.
pub async fn send_mails(app: &App, mails: &Mails) -> anyhow::Result<()> {
    let mut reminded: HashMap<OrganisationId, Instant> = HashMap::new();
    loop {
        for vault in app.vaults().opened().await {
            let organisation = vault.organisation();
            let last = reminded.get(&organisation);
            if last.is_none_or(|last| last.elapsed() >= REMIND_EVERY) {
                reminded.insert(organisation, Instant::now());
                remind_all(app, &vault).await;
            }
            if let Err(error) = send_waiting(app, &vault, mails).await {
                tracing::error!(%organisation, %error, "e-mails were not sent");
            }
        }
        tokio::time::sleep(ROUND).await;
    }
}

/// Asks for the e-mails of one store that are due. What fails is reported and does not hold up the rest.
async fn remind_all(app: &App, vault: &Vault) {
    let organisation = vault.organisation();
    if let Err(error) = remind(app, vault).await {
        tracing::error!(%organisation, %error, "nobody could be reminded");
    }
    if let Err(error) = remind_revisiting(app, vault).await {
        tracing::error!(%organisation, %error, "nobody could be reminded to look again");
    }
    if let Err(error) = remind_digest(app, vault).await {
        tracing::error!(%organisation, %error, "nobody could be told of what is new");
    }
    if let Err(error) = remind_taken_back(app, vault).await {
        tracing::error!(%organisation, %error, "nobody could be told of what was taken back");
    }
    if let Err(error) = remind_newer(app, vault).await {
        tracing::error!(%organisation, %error, "nobody could be told of newer versions");
    }
}

async fn send_waiting(app: &App, vault: &Vault, mails: &Mails) -> Result<(), AppError> {
    for one in mails_to_send(app, vault).await? {
        let went = hand_over(app, &one, mails).await;
        if let Went::NotNow(code) | Went::Never(code) = went {
            tracing::warn!(organisation = %vault.organisation(), code, "an e-mail was not handed over");
        }
        mail_went(app, vault, &one.mail, went).await?;
    }
    Ok(())
}

async fn hand_over(app: &App, one: &ToSend, mails: &Mails) -> Went {
    let Some(message) = message(app, one, mails) else {
        return Went::Never("unwritable");
    };
    let mailer = Arc::clone(&mails.mailer);
    let sent = tokio::task::spawn_blocking(move || mailer.send(&message)).await;
    match sent {
        Ok(Ok(())) => Went::Out,
        Ok(Err(failure)) if failure.again() => Went::NotNow(failure.code()),
        Ok(Err(failure)) => Went::Never(failure.code()),
        Err(_) => Went::NotNow("broken-off"),
    }
}

/// The message; none where the address or a name is none.
fn message(app: &App, one: &ToSend, mails: &Mails) -> Option<Message> {
    let request = one.mail.request.map(|request| request.to_string());
    let place = match (one.kind, &request) {
        (
            MailKind::Escalation
            | MailKind::Revisit
            | MailKind::Digest
            | MailKind::Recall
            | MailKind::Newer,
            _,
        ) => Place::SignIn,
        (_, Some(request)) => Place::Answer {
            organisation: &one.code,
            request,
        },
        (_, None) => return None,
    };
    let letter = Letter {
        kind: Kind::from_code(one.kind.code())?,
        organisation: Some(Organisation::named(&one.organisation).ok()?),
        link: Link::new(&mails.site, place).ok()?,
        rehearsal: !app.directory().takes_real_people(),
    };
    let digest = crypto::digest(one.mail.id.to_string().as_bytes());
    let digits = digest.to_string();
    let bytes = crypto::from_hex(digits.get(..32)?).ok()?;
    let random = bytes.try_into().ok()?;
    let stamp = Stamp {
        at: one.mail.added_at,
        random,
    };
    let address = mail::Address::parse(&one.address).ok()?;
    Message::new(address, stamp, &letter, words).ok()
}

fn words(letter: &Letter) -> Words {
    let organisation = letter
        .organisation
        .as_ref()
        .map_or("", Organisation::as_str);
    let words = web::mail_words(letter.kind.code(), organisation, letter.rehearsal);
    Words {
        subject: words.subject,
        before: words.before,
        after: words.after,
    }
}
