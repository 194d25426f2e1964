//! What every handler may use.

use std::sync::Arc;

use model::Clock;

/// Where and how the service is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Address under which people reach it, without a slash at its end: `https://reviews.example`.
    pub base_url: String,
    /// Whether the listener accepts connections from this machine only.
    pub loopback: bool,
}

impl Site {
    /// Whether people reach it over HTTPS. Then cookies are bound to the host and to HTTPS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}

/// What every handler may use. Cheap to clone.
#[derive(Clone)]
pub struct WebState(Arc<Inner>);

struct Inner {
    site: Site,
    clock: Arc<dyn Clock>,
}

impl WebState {
    /// Puts it together.
    #[must_use]
    pub fn new(site: Site, clock: Arc<dyn Clock>) -> Self {
        Self(Arc::new(Inner { site, clock }))
    }
    /// Where it is.
    #[must_use]
    pub fn site(&self) -> &Site { &self.0.site }
    /// Now.
    #[must_use]
    pub fn now(&self) -> model::Instant { self.0.clock.now() }
    pub(crate) fn is_synthetic(&self) -> bool { false }
    pub(crate) fn offers_a_choice_of_people(&self) -> bool { false }
}
