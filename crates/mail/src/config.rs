//! What an instance is told of its e-mail: the section `[mail]`.

use std::path::PathBuf;
use std::time::Duration;

use model::Sensitive;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::Mailer;
use crate::address::Address;
use crate::compose::Sender;
use crate::folder::Folder;
use crate::letter::Organisation;
use crate::smtp::{Relay, SignIn, Smtp, Tls};

/// Where messages go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Transport {
    /// Into a folder.
    Folder,
    /// To a relay.
    Smtp,
}

/// The section `[mail]` of the configuration. Without it, no messages are sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where messages go: `folder` or `smtp`.
    pub kind: Transport,
    /// The address that messages are from.
    pub from: String,
    /// The name beside it: of the service or the organisation, never of a person.
    #[serde(default)]
    pub from_name: Option<String>,
    /// With `folder`: where messages are written.
    #[serde(default)]
    pub folder: Option<PathBuf>,
    /// With `smtp`: the name of the relay, as it stands in its certificate.
    #[serde(default)]
    pub host: Option<String>,
    /// With `smtp`: its port; by default the one that goes with `tls`, 465, 587 or 25.
    #[serde(default)]
    pub port: Option<u16>,
    /// With `smtp`: `wrapper` (encrypted from the start, the default), `required` (STARTTLS), or `none` for a relay on this
    /// machine.
    #[serde(default)]
    pub tls: Option<Tls>,
    /// With `smtp`: the user that the relay knows; none for a relay that knows the service by its address.
    #[serde(default)]
    pub user: Option<String>,
    /// With `smtp`: the file with the password.
    #[serde(default)]
    pub password_file: Option<PathBuf>,
    /// With `smtp`: a file (PEM) with the certificates to trust instead of the public ones.
    #[serde(default)]
    pub ca_file: Option<PathBuf>,
    /// With `smtp`: how many seconds to wait for the connection and for each answer, 1 to 300; by default 30.
    #[serde(default)]
    pub timeout_seconds: Option<u64>,
}

/// What stands in the files that [`Config`] names. Whoever starts the service reads them.
#[derive(Debug, Clone, Default)]
pub struct Secrets {
    /// The content of `password_file`; a line break at its end is no part of the password.
    pub password: Option<Sensitive<String>>,
    /// The content of `ca_file`.
    pub authorities: Option<Vec<u8>>,
}

/// Why a section `[mail]` cannot be used: the key, and what to do. Repeats no value.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("[mail] {key}: {what}")]
pub struct Wrong {
    /// The key in question.
    pub key: &'static str,
    /// What to do.
    pub what: String,
}

impl Wrong {
    pub(crate) fn of(key: &'static str, what: impl Into<String>) -> Self {
        Self {
            key,
            what: what.into(),
        }
    }
}

const DEFAULT_TIMEOUT: u64 = 30;
const LONGEST_TIMEOUT: u64 = 300;

impl Config {
    /// What hands messages over as configured. Makes the folder; asks nothing of a relay yet.
    ///
    /// # Errors
    /// [`Wrong`].
    pub fn mailer(&self, secrets: Secrets) -> Result<Box<dyn Mailer>, Wrong> {
        let sender = self.sender()?;
        self.has_no_key_of_another_kind()?;
        match self.kind {
            Transport::Folder => Ok(Box::new(self.folder(sender)?)),
            Transport::Smtp => Ok(Box::new(Smtp::new(self.relay(secrets)?, sender)?)),
        }
    }

    fn sender(&self) -> Result<Sender, Wrong> {
        let address =
            Address::parse(&self.from).map_err(|wrong| Wrong::of("from", wrong.to_string()))?;
        let name = self.from_name.as_deref().map(Organisation::named);
        let name = name
            .transpose()
            .map_err(|wrong| Wrong::of("from_name", wrong.to_string()))?;
        Ok(Sender { address, name })
    }

    fn has_no_key_of_another_kind(&self) -> Result<(), Wrong> {
        let of_smtp = [
            ("host", self.host.is_some()),
            ("port", self.port.is_some()),
            ("tls", self.tls.is_some()),
            ("user", self.user.is_some()),
            ("password_file", self.password_file.is_some()),
            ("ca_file", self.ca_file.is_some()),
            ("timeout_seconds", self.timeout_seconds.is_some()),
        ];
        let of_folder = [("folder", self.folder.is_some())];
        let (others, its) = match self.kind {
            Transport::Folder => (of_smtp.as_slice(), "smtp"),
            Transport::Smtp => (of_folder.as_slice(), "folder"),
        };
        match others.iter().find(|(_, is_given)| *is_given) {
            Some((key, _)) => Err(Wrong::of(
                key,
                format!("it goes with kind = \"{its}\": take it out, or change kind"),
            )),
            None => Ok(()),
        }
    }

    fn folder(&self, sender: Sender) -> Result<Folder, Wrong> {
        let folder = self.folder.as_deref();
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.ok_or_else(|| Wrong::of("folder", "say where messages are written"))?;
        Folder::new(folder, sender)
            .map_err(|error| Wrong::of("folder", format!("it cannot be made: {}", error.kind())))
    }

    fn relay(&self, secrets: Secrets) -> Result<Relay, Wrong> {
        let host = self.host.clone().ok_or_else(|| {
            Wrong::of("host", "give the name of the relay, like smtp.example.org")
        })?;
        let tls = self.tls.unwrap_or_default();
        let port = self.port.unwrap_or(tls.port());
        if port == 0 {
            return Err(Wrong::of("port", "give a port from 1 to 65535"));
        }
        if tls == Tls::None && self.ca_file.is_some() {
            return Err(Wrong::of(
                "ca_file",
                "nothing is encrypted with tls = \"none\": take it out, or change tls",
            ));
        }
        let seconds = self.timeout_seconds.unwrap_or(DEFAULT_TIMEOUT);
        if !(1..=LONGEST_TIMEOUT).contains(&seconds) {
            return Err(Wrong::of("timeout_seconds", "give 1 to 300"));
        }
        if self.ca_file.is_some() && secrets.authorities.is_none() {
            return Err(Wrong::of("ca_file", "the file was not read"));
        }
        Ok(Relay {
            host,
            port,
            tls,
            sign_in: self.sign_in(secrets.password)?,
            authorities: secrets.authorities,
            timeout: Duration::from_secs(seconds),
        })
    }

    fn sign_in(&self, password: Option<Sensitive<String>>) -> Result<Option<SignIn>, Wrong> {
        match (&self.user, &self.password_file) {
            (None, None) => Ok(None),
            (None, Some(_)) => Err(Wrong::of("user", "give the user whose password that is")),
            (Some(_), None) => Err(Wrong::of(
                "password_file",
                "give the file with the password of the user",
            )),
            (Some(user), Some(_)) => {
                let Sensitive(text) = password.unwrap_or_default();
                let line = text.trim_end_matches(['\r', '\n']);
                Ok(Some(SignIn {
                    user: user.clone(),
                    password: Sensitive(line.to_owned()),
                }))
            }
        }
    }
}
