//! Configuration: a file, then the environment, then the command line. Secrets are given by the path
//! of a file, never by their value.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
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
    /// PostgreSQL instead of encrypted files.
    #[serde(default)]
    pub postgres: Option<Postgres>,
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
            postgres: None,
        }
    }

    /// Reads the configuration.
    ///
    /// # Errors
    /// With the place that a wrong value came from.
    pub fn read(file: Option<&Path>, data: Option<&Path>) -> anyhow::Result<Self> {
        let mut figment = Figment::new();
        if let Some(file) = file {
            anyhow::ensure!(
                file.exists(),
                "the configuration file {} does not exist",
                file.display()
            );
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
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("the file {} cannot be read", file.display()))?;
    Ok(text.trim().to_owned())
}
