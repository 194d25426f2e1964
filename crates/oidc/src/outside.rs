//! The one way out to a provider: HTTPS, within ten seconds, no redirects, answers of 1 MiB at most.

use std::time::Duration;

use openidconnect::url::Url;
use openidconnect::{HttpRequest, HttpResponse};
use thiserror::Error;
use ureq::Agent;
use ureq::http::{Method, Response};
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};

use crate::settings::{Settings, Wrong, may_be_asked};

const PATIENCE: Duration = Duration::from_secs(10);
const LARGEST: u64 = 1024 * 1024;

/// The provider did not answer, or not as it should. Says nothing of what was sent or came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the provider was not reached")]
pub(crate) struct NotReached;

/// Speaks to one provider.
pub(crate) struct Outside {
    agent: Agent,
    insecure_loopback: bool,
}

impl Outside {
    pub(crate) fn new(settings: &Settings) -> Result<Self, Wrong> {
        let roots = match &settings.authorities {
            Some(pem) => RootCerts::from(certificates(pem)?),
            None => RootCerts::WebPki,
        };
        let config = Agent::config_builder()
            .https_only(!settings.insecure_loopback)
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(PATIENCE))
            // What is not in the configuration does not count, and the environment is not in it.
            .proxy(None)
            .max_idle_connections(0)
            .user_agent("Throughline")
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .build();
        Ok(Self {
            agent: config.new_agent(),
            insecure_loopback: settings.insecure_loopback,
        })
    }

    /// Whether an address may be spoken to, or a browser sent there.
    pub(crate) fn may_be_asked(&self, address: &Url) -> bool {
        may_be_asked(address, self.insecure_loopback)
    }

    /// Sends one request, and waits for its answer.
    pub(crate) fn call(&self, request: HttpRequest) -> Result<HttpResponse, NotReached> {
        let address = Url::parse(&request.uri().to_string()).map_err(|_| NotReached)?;
        if !self.may_be_asked(&address) {
            return Err(NotReached);
        }
        let answer = if request.method() == Method::GET {
            self.agent.run(request.map(|_| ()))
        } else {
            self.agent.run(request)
        };
        let (parts, body) = answer.map_err(|_| NotReached)?.into_parts();
        let bytes = body.into_with_config().limit(LARGEST).read_to_vec();
        Ok(Response::from_parts(parts, bytes.map_err(|_| NotReached)?))
    }
}

fn certificates(pem: &[u8]) -> Result<Vec<ureq::tls::Certificate<'static>>, Wrong> {
    const NONE: Wrong = Wrong("ca_file: give a file with certificates in PEM form");
    let mut found = Vec::new();
    for item in parse_pem(pem) {
        if let PemItem::Certificate(certificate) = item.map_err(|_| NONE)? {
            found.push(certificate);
        }
    }
    if found.is_empty() {
        return Err(NONE);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_certificates_is_refused() {
        for pem in ["", "no certificate", "-----BEGIN CERTIFICATE-----\n%%%\n"] {
            assert!(certificates(pem.as_bytes()).is_err(), "{pem}");
        }
        let one = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        assert_eq!(certificates(one.as_bytes()).map(|all| all.len()), Ok(1));
    }
}
