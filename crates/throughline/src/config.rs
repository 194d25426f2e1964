//! Configuration: a file, then the environment, then the command line. Secrets are given by the path
//! of a file, never by their value.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use app::library::Indexing;
use db::PostgresPlace;
use figment::Figment;
use figment::providers::{Env, Format as _, Serialized, Toml};
use serde::{Deserialize, Serialize};

/// Where an instance keeps its things and how it is reached.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Folder of the stores and files.
    pub data: PathBuf,
    /// File that holds the instance key; by default `instance.key` in the data folder. Keep it elsewhere
    /// in production, so that a copy of the data folder opens nothing.
    #[serde(default)]
    pub key_file: Option<PathBuf>,
    /// Address and port on which it listens.
    #[serde(default = "default_listen")]
    pub listen: String,
    /// Address under which people reach it, without a slash at its end.
    #[serde(default)]
    pub base_url: Option<String>,
    /// Addresses and networks of the proxies in front, such as `127.0.0.1` or `10.0.0.0/8`. Only what these
    /// say in `X-Forwarded-For` is believed; limits on signing in count visitors by it.
    #[serde(default)]
    pub trusted_proxies: Vec<String>,
    /// File to which the daily roots of the records of who did what are written; by default `roots.txt`
    /// in the data folder. Keep it where the owner of this machine cannot write what stands there.
    #[serde(default)]
    pub roots_file: Option<PathBuf>,
    /// PostgreSQL instead of encrypted files.
    #[serde(default)]
    pub postgres: Option<Postgres>,
    /// The virus checker. With one, every file is held until it was looked at and nothing was found.
    #[serde(default)]
    pub virus_checker: Option<Clam>,
    /// Folder of the sentence model (`scripts/get-meaning-model` fetches it), so that shared learning is also found by meaning;
    /// without it, it is found by words.
    #[serde(default)]
    pub meaning_model: Option<PathBuf>,
    /// Where e-mail goes; by default into the folder `mail` beside the stores.
    #[serde(default)]
    pub mail: Option<mail::Config>,
    /// Other ways to sign in than those of the service itself.
    #[serde(default)]
    pub sign_in: SignInConfig,
}

/// Other ways to sign in than those of the service itself.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignInConfig {
    /// Identity providers of organisations (OpenID Connect), in the order in which they are offered.
    #[serde(default)]
    pub providers: Vec<ProviderConfig>,
}

/// An identity provider.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderConfig {
    /// Short code in addresses and beside each link: 2 to 30 small letters, digits or dashes. Do not change it later.
    pub id: String,
    /// What people read.
    pub name: String,
    /// The issuer, exactly as the provider writes it.
    pub issuer: String,
    /// The name that the provider gave to this service.
    pub client_id: String,
    /// File with the secret that the provider gave to this service; none for a public client.
    #[serde(default)]
    pub client_secret_file: Option<PathBuf>,
    /// What the provider has to say, so that a sign-in counts as one with two factors.
    pub require: RequireConfig,
    /// File (PEM) with the certificates to trust instead of the public ones, for a provider with an authority of its own.
    #[serde(default)]
    pub ca_file: Option<PathBuf>,
    /// Plain HTTP with a provider on this machine. For tests only.
    #[serde(default)]
    pub insecure_loopback: bool,
}

/// What counts as two factors: one of all these values has to be in the token.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequireConfig {
    /// Values of `amr`, such as `mfa`.
    #[serde(default)]
    pub amr: Vec<String>,
    /// Values of `acr`.
    #[serde(default)]
    pub acr: Vec<String>,
    /// Values of `acrs` (Microsoft Entra), such as `c1`.
    #[serde(default)]
    pub acrs: Vec<String>,
}

/// How `ClamAV`'s daemon is reached.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clam {
    /// Its socket on this machine, `LocalSocket` in `clamd.conf`.
    pub socket: PathBuf,
    /// Largest file that it looks at whole, in megabytes: none of `StreamMaxLength`, `MaxFileSize` and `MaxScanSize` in
    /// `clamd.conf` may be lower. Larger files are held without being asked about.
    #[serde(default = "default_largest_mb")]
    pub largest_mb: u64,
}

/// How PostgreSQL is reached.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Postgres {
    /// File with the connection address of the service's role, which has no rights of its own.
    pub service_url_file: PathBuf,
    /// File with the connection address of the role that makes schemas and changes tables.
    pub provision_url_file: PathBuf,
}

/// What the daemon takes as it is installed.
const fn default_largest_mb() -> u64 {
    25
}

fn default_listen() -> String {
    "127.0.0.1:8080".to_owned()
}

impl Config {
    /// A configuration for one data folder, with everything else as by default.
    #[must_use]
    pub fn for_folder(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            key_file: None,
            listen: default_listen(),
            base_url: None,
            trusted_proxies: Vec::new(),
            roots_file: None,
            postgres: None,
            virus_checker: None,
            meaning_model: None,
            mail: None,
            sign_in: SignInConfig::default(),
        }
    }

    /// Reads the configuration.
    ///
    /// # Errors
    /// With file, line, key and what is wrong, or the variable that a wrong value came from.
    pub fn read(file: Option<&Path>, data: Option<&Path>) -> anyhow::Result<Self> {
        let mut figment = Figment::new();
        if let Some(file) = file {
            anyhow::ensure!(
                file.exists(),
                "the configuration file {} does not exist",
                file.display()
            );
            well_formed(file)?;
            figment = figment.merge(Toml::file(file));
        }
        figment = figment.merge(
            Env::prefixed("THROUGHLINE_")
                .split("__")
                .ignore(&["test_postgres", "target"]),
        );
        if let Some(data) = data {
            figment = figment.merge(Serialized::default("data", data));
        }
        figment
            .extract()
            .context("the configuration cannot be read")
    }

    /// The file of the instance key.
    #[must_use]
    pub fn key_file(&self) -> PathBuf {
        self.key_file
            .clone()
            .unwrap_or_else(|| self.data.join("instance.key"))
    }

    /// Where the index of shared learning lies, and what reads meaning.
    #[must_use]
    pub fn indexing(&self) -> Indexing {
        Indexing {
            folder: self.data.join("shared-index"),
            model: self.meaning_model.clone(),
        }
    }

    /// The file of the daily roots.
    #[must_use]
    pub fn roots_file(&self) -> PathBuf {
        self.roots_file
            .clone()
            .unwrap_or_else(|| self.data.join("roots.txt"))
    }

    /// How to reach a schema on PostgreSQL, when that is configured.
    ///
    /// # Errors
    /// When an address file cannot be read.
    pub fn postgres_place(&self, schema: &str) -> anyhow::Result<Option<PostgresPlace>> {
        let Some(postgres) = &self.postgres else {
            return Ok(None);
        };
        Ok(Some(PostgresPlace {
            service: read_url(&postgres.service_url_file)?
                .parse()
                .context("service address")?,
            provision: read_url(&postgres.provision_url_file)?
                .parse()
                .context("provisioning address")?,
            schema: schema.to_owned(),
        }))
    }
}

fn read_url(file: &Path) -> anyhow::Result<String> {
    Ok(read_secret(file)?.trim().to_owned())
}

/// Reads a file that holds a secret.
///
/// # Errors
/// When it cannot be read, or can be read by others.
pub fn read_secret(file: &Path) -> anyhow::Result<String> {
    use std::os::unix::fs::PermissionsExt as _;
    let shown = file.display();
    let metadata =
        std::fs::metadata(file).with_context(|| format!("the file {shown} cannot be read"))?;
    anyhow::ensure!(
        metadata.permissions().mode() & 0o077 == 0,
        "the file {shown} holds a secret and can be read by others: chmod 600 it"
    );
    std::fs::read_to_string(file).with_context(|| format!("the file {shown} cannot be read"))
}

/// Says file, line and key of what is wrong in a configuration file.
fn well_formed(file: &Path) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("the file {} cannot be read", file.display()))?;
    Config::check(&text).map_err(|wrong| {
        let (line, key) = (wrong.line, wrong.key);
        anyhow::anyhow!("{}, line {line}, {key}: {}", file.display(), wrong.what)
    })
}

/// What is wrong in the text of a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The line, from 1.
    pub line: usize,
    /// The key on that line.
    pub key: String,
    /// What is wrong with it.
    pub what: String,
}

impl Config {
    /// Checks the text of a configuration file. What is absent may come from elsewhere.
    ///
    /// # Errors
    /// [`Wrong`].
    pub fn check(text: &str) -> Result<(), Wrong> {
        let Err(error) = toml::from_str::<Self>(text) else {
            return Ok(());
        };
        if error.message().starts_with("missing field `data`") {
            return Ok(());
        }
        let start = error.span().map_or(0, |span| span.start);
        let before = text.get(..start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let written = text.lines().nth(line - 1).unwrap_or_default();
        let key = written.split('=').next().unwrap_or_default().trim();
        Err(Wrong {
            line,
            key: key.to_owned(),
            what: error.message().to_owned(),
        })
    }
}
