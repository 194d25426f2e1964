//! What every handler may use.

use std::sync::Arc;

use access::directory::Directory;
use access::sign_in::SignIn;
use app::App;
use model::{Clock, Instant};

use crate::form::Hidden;
use crate::problem::PageError;
use crate::proxies::Proxies;
use crate::visit::Visit;

/// Where and how the service is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Address under which people reach it, without a slash at its end: `https://reviews.example`.
    pub base_url: String,
    /// Whether the listener accepts connections from this machine only.
    pub loopback: bool,
    /// The proxies whose word on where a visitor is is believed.
    pub proxies: Proxies,
}

impl Site {
    /// Whether people reach it over HTTPS. Then cookies are bound to the host and to HTTPS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// What passkeys are bound to.
    #[must_use]
    pub fn relying_party(&self) -> access::sign_in::Site {
        let host = self.base_url.split("://").nth(1).unwrap_or_default();
        let id = host.split(['/', ':']).next().unwrap_or_default().to_owned();
        access::sign_in::Site {
            id,
            origin: self.base_url.clone(),
        }
    }
}

/// What every handler may use. Cheap to clone.
#[derive(Clone)]
pub struct WebState(Arc<Parts>);

/// What the pages are put together from.
pub struct Parts {
    /// What people do.
    pub app: Arc<App>,
    /// Signing in, on the open directory.
    pub sign_in: SignIn,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Where the service is reached.
    pub site: Site,
}

impl WebState {
    /// Puts it together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// Where the service is reached.
    #[must_use]
    pub fn site(&self) -> &Site {
        &self.0.site
    }

    /// Signing in.
    #[must_use]
    pub fn sign_in(&self) -> &SignIn {
        &self.0.sign_in
    }

    /// What people do.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.0.app
    }

    /// The directory.
    #[must_use]
    pub fn directory(&self) -> &Directory {
        self.0.sign_in.directory()
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.0.clock.now()
    }

    /// Whether everyone and everything on this instance is invented.
    #[must_use]
    pub fn is_synthetic(&self) -> bool {
        self.directory().is_synthetic()
    }

    /// Whether real people may be recorded; what leaves the product says so where they may not.
    #[must_use]
    pub fn takes_real_people(&self) -> bool {
        self.directory().takes_real_people()
    }

    /// Whether anyone may choose who to be: nobody here is real, and nobody but this machine can
    /// reach it.
    #[must_use]
    pub fn offers_a_choice_of_people(&self) -> bool {
        self.is_synthetic() && self.site().loopback
    }

    /// The hidden boxes of a new form: its id, and the version of the record it shows.
    ///
    /// # Errors
    /// [`PageError::Unavailable`] when the machine has no randomness.
    pub fn hidden(&self, visit: &Visit, version: Option<i64>) -> Result<Hidden, PageError> {
        let form = crypto::id(visit.now()).map_err(|_| PageError::Unavailable)?;
        Ok(Hidden { form, version })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_bound_to_the_host() {
        let site = |base_url: &str| Site {
            base_url: base_url.to_owned(),
            loopback: true,
            proxies: Proxies::default(),
        };
        let party = site("http://localhost:8080").relying_party();
        assert_eq!(
            (party.id.as_str(), party.origin.as_str()),
            ("localhost", "http://localhost:8080")
        );
        assert_eq!(
            site("https://reviews.example").relying_party().id,
            "reviews.example"
        );
        assert!(site("https://x").is_https() && !site("http://x").is_https());
    }
}
