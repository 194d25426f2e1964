//! The identity providers of organisations, from the configuration.

use std::collections::BTreeSet;
use std::path::Path;

use access::sign_in::{Provider, ProviderSettings, TwoFactorsBy};
use anyhow::Context as _;

use crate::config::{Config, ProviderConfig, read_secret};

/// The providers for a service that people reach under this address.
///
/// # Errors
/// When one cannot be used: with its id, the key and what to do.
pub fn providers(config: &Config, base_url: &str) -> anyhow::Result<Vec<Provider>> {
    let (mut ids, mut issuers) = (BTreeSet::new(), BTreeSet::new());
    let all = config.sign_in.providers.iter().map(|one| {
        let id = &one.id;
        let first = ids.insert(id);
        anyhow::ensure!(
            first,
            "sign_in.providers, {id}: id: give each provider one of its own"
        );
        anyhow::ensure!(
            issuers.insert(one.issuer.trim_end_matches('/')),
            "sign_in.providers, {id}: issuer: another entry has it already; what one asks for must not be less than what the other asks for"
        );
        provider(one, base_url).with_context(|| format!("sign_in.providers, {id}"))
    });
    all.collect()
}

fn provider(one: &ProviderConfig, base_url: &str) -> anyhow::Result<Provider> {
    let secret = one.client_secret_file.as_deref().map(read_secret);
    let secret = secret.transpose().context("client_secret_file")?;
    let authorities = one.ca_file.as_deref().map(read_authorities);
    let authorities = authorities.transpose().context("ca_file")?;
    let settings = ProviderSettings {
        id: one.id.clone(),
        name: one.name.clone(),
        issuer: one.issuer.clone(),
        client_id: one.client_id.clone(),
        client_secret: secret.map(|secret| secret.trim().to_owned()),
        require: TwoFactorsBy {
            amr: one.require.amr.clone(),
            acr: one.require.acr.clone(),
            acrs: one.require.acrs.clone(),
        },
        authorities,
        insecure_loopback: one.insecure_loopback,
        back: format!("{base_url}/sign-in/with/{}/back", one.id),
    };
    Ok(Provider::new(settings)?)
}

fn read_authorities(file: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(file).with_context(|| format!("the file {} cannot be read", file.display()))
}
