//! What an instance is told of a provider, and whether that can be used.

use openidconnect::url::Url;
use thiserror::Error;

/// What an instance is told of a provider.
#[derive(Clone)]
pub struct Settings {
    /// Short code that stands in addresses and beside each link: small letters, digits and dashes. Never changed.
    pub id: String,
    /// What people read, such as "Aldermere Council".
    pub name: String,
    /// The issuer, exactly as the provider writes it.
    pub issuer: String,
    /// The name that the provider gave to this service.
    pub client_id: String,
    /// The secret that the provider gave to this service; none for a public client.
    pub client_secret: Option<String>,
    /// What counts as two factors.
    pub require: Require,
    /// Certificates (PEM) of the authorities to trust instead of the public ones.
    pub authorities: Option<Vec<u8>>,
    /// Whether plain HTTP is spoken with a provider on this machine, for tests and demonstrations.
    pub insecure_loopback: bool,
    /// The whole address to which the provider sends people back.
    pub back: String,
}

/// What a provider has to say of a sign-in, so that it counts as two factors: one of these is enough.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Require {
    /// Values of `amr`, the methods used, of which one has to be among those in the token, such as `mfa`.
    pub amr: Vec<String>,
    /// Values of `acr`, the class of the sign-in, of which the token has to name one.
    pub acr: Vec<String>,
    /// Values of `acrs`, Microsoft Entra's authentication contexts, of which the token has to hold one, such as `c1`.
    pub acrs: Vec<String>,
}

impl Require {
    fn all(&self) -> impl Iterator<Item = &String> {
        self.amr.iter().chain(&self.acr).chain(&self.acrs)
    }
}

/// Why the settings of a provider cannot be used: a sentence that says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct Wrong(pub(crate) &'static str);

const LONGEST_ID: usize = 30;
const LONGEST_NAME: usize = 60;

impl Settings {
    pub(crate) fn check(&self) -> Result<(), Wrong> {
        let of_id = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
        if !(2..=LONGEST_ID).contains(&self.id.len()) || !self.id.chars().all(of_id) {
            return Err(Wrong("id: give 2 to 30 small letters, digits or dashes"));
        }
        if self.name.trim().is_empty() || self.name.chars().count() > LONGEST_NAME {
            return Err(Wrong(
                "name: give the name that people know, of 60 characters at most",
            ));
        }
        if self.client_id.trim().is_empty() {
            return Err(Wrong("client_id: give the one that the provider gave out"));
        }
        if self.client_secret.as_ref().is_some_and(String::is_empty) {
            return Err(Wrong("client_secret_file: the file is empty"));
        }
        if self.require.all().next().is_none()
            || self.require.all().any(|one| one.trim().is_empty())
        {
            return Err(Wrong(
                "require: say what counts as two factors, such as require = { amr = [\"mfa\"] }",
            ));
        }
        let issuer = Url::parse(&self.issuer)
            .map_err(|_| Wrong("issuer: give the whole address, as the provider writes it"))?;
        if issuer.query().is_some() || issuer.fragment().is_some() {
            return Err(Wrong("issuer: give the address without ? and #"));
        }
        if !may_be_asked(&issuer, self.insecure_loopback) {
            return Err(Wrong(
                "issuer: give an address with https; http is for a provider on this machine, with insecure_loopback",
            ));
        }
        Ok(())
    }
}

/// Whether an address may be spoken to: over HTTPS, and over HTTP only on this machine where that is configured.
pub(crate) fn may_be_asked(address: &Url, insecure_loopback: bool) -> bool {
    match address.scheme() {
        "https" => address.host_str().is_some(),
        "http" if insecure_loopback => address.host_str().is_some_and(is_this_machine),
        _ => false,
    }
}

/// RFC 6761 gives `localhost` and all names below it to this machine.
fn is_this_machine(host: &str) -> bool {
    let numbered = host.trim_matches(['[', ']']).parse();
    let loopback = numbered.is_ok_and(|address: std::net::IpAddr| address.is_loopback());
    loopback || host == "localhost" || host.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    fn good() -> Settings {
        Settings {
            id: "aldermere".to_owned(),
            name: "Aldermere Council".to_owned(),
            issuer: "https://login.aldermere.example/tenant".to_owned(),
            client_id: "throughline".to_owned(),
            client_secret: None,
            require: Require {
                amr: vec!["mfa".to_owned()],
                ..Require::default()
            },
            authorities: None,
            insecure_loopback: false,
            back: "https://reviews.example/sign-in/with/aldermere/back".to_owned(),
        }
    }

    fn refused(change: impl FnOnce(&mut Settings)) -> String {
        let mut settings = good();
        change(&mut settings);
        settings.check().unwrap_err().to_string()
    }

    #[test]
    fn what_cannot_be_used_says_which_and_what_to_do() {
        assert_eq!(good().check(), Ok(()));
        for id in ["", "a", "Aldermere", "a b", "über", &"a".repeat(31)] {
            assert!(
                refused(|one| id.clone_into(&mut one.id)).starts_with("id: "),
                "{id}"
            );
        }
        assert!(refused(|one| one.name = " ".to_owned()).starts_with("name: "));
        assert!(refused(|one| one.client_id.clear()).starts_with("client_id: "));
        let empty = Some(String::new());
        assert!(refused(|one| one.client_secret = empty).starts_with("client_secret_file: "));
        for address in [
            "login.aldermere.example",
            "http://login.aldermere.example",
            "http://localhost:9",
            "ftp://localhost",
            "https://login.aldermere.example/?a=b",
            "https://login.aldermere.example/#a",
        ] {
            let said = refused(|one| address.clone_into(&mut one.issuer));
            assert!(said.starts_with("issuer: "), "{address}");
        }
    }

    #[test]
    fn a_provider_that_need_not_say_two_factors_is_refused() {
        assert!(refused(|one| one.require = Require::default()).starts_with("require: "));
        assert!(refused(|one| one.require.acr.push(" ".to_owned())).starts_with("require: "));
        let mut settings = good();
        settings.require = Require {
            acrs: vec!["c1".to_owned()],
            ..Require::default()
        };
        assert_eq!(settings.check(), Ok(()));
    }

    #[test]
    fn plain_http_is_for_this_machine_and_only_where_configured() {
        let asked = |address: &str, insecure| may_be_asked(&Url::parse(address).unwrap(), insecure);
        for here in [
            "http://localhost:1/",
            "http://127.0.0.1:1/",
            "http://[::1]:1/",
            "http://provider.localhost/",
        ] {
            assert!(asked(here, true) && !asked(here, false), "{here}");
        }
        for elsewhere in [
            "http://10.0.0.1/",
            "http://localhost.example/",
            "http://notlocalhost/",
            "file:///etc/passwd",
        ] {
            assert!(!asked(elsewhere, true), "{elsewhere}");
        }
        assert!(asked("https://10.0.0.1/", false));
    }
}
