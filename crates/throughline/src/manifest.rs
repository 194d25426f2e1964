//! What a backup says of itself.

use std::collections::BTreeMap;

use anyhow::Context as _;
use crypto::{Signature, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

/// Name of its file in a backup.
pub const MANIFEST: &str = "manifest.json";

/// What the signature is for.
const CONTEXT: &str = "backup manifest v1";

/// What a backup holds: paths inside it and the digest of each file.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// When it was made, in microseconds.
    pub at: i64,
    /// Digest of each file, by its path inside the backup.
    pub files: BTreeMap<String, String>,
}

/// A manifest with the signature of the instance that wrote it.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    manifest: String,
    signature: String,
}

impl Manifest {
    /// The manifest with a signature.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn signed(&self, key: &SigningKey) -> anyhow::Result<Signed> {
        let manifest = serde_json::to_string(self)?;
        let signature = key.sign(CONTEXT, manifest.as_bytes()).to_string();
        Ok(Signed {
            manifest,
            signature,
        })
    }
}

impl Signed {
    /// Reads what stands in its file.
    ///
    /// # Errors
    /// When it is no manifest.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        serde_json::from_str(text).context("the manifest cannot be read")
    }

    /// As it stands in its file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn text(&self) -> anyhow::Result<String> {
        Ok(serde_json::to_string_pretty(self)?)
    }

    /// What was signed. Whether this instance did is asked of [`Signed::by`].
    ///
    /// # Errors
    /// When it is no list of files.
    pub fn manifest(&self) -> anyhow::Result<Manifest> {
        serde_json::from_str(&self.manifest).context("the manifest cannot be read")
    }

    /// Checks that the holder of this key signed it.
    ///
    /// # Errors
    /// When nobody or somebody else did.
    pub fn by(&self, key: &VerifyingKey) -> anyhow::Result<()> {
        let signature: Signature = self.signature.parse()?;
        key.verify(CONTEXT, self.manifest.as_bytes(), &signature)
            .context("the manifest was not signed by this instance")
    }
}
