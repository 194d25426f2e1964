//! Signing in with the sign-in of one's organisation, at a small provider that is really asked.

mod links;
mod ways_back;

use std::sync::Arc;

use access::sign_in::{
    Arrival, Away, Back, Errand, Provider, ProviderSettings, Session, SignIn, Site, TwoFactorsBy,
    Why,
};
use crypto::Token;
use model::Instant;
use testing::provider::{Back as Came, CLIENT, Provider as Small, SECRET};

use crate::world::{Known, NOW, World};

pub const EMAIL: &str = "sam.carter@council.example";
pub const OTHER: &str = "jo.hale@council.example";
pub const SUBJECT: &str = "subject-248289761001";
pub const ID: &str = "aldermere";

/// A directory whose people may use the sign-in of their organisation.
pub struct With {
    pub small: Small,
    pub sign_in: SignIn,
}

pub const fn seconds(now: Instant) -> i64 {
    now.microseconds() / 1_000_000
}

impl With {
    pub fn new(world: &World) -> Self {
        let small = Small::start(seconds(NOW));
        let sign_in = offering(world, &[(ID, &small.issuer())]);
        Self { small, sign_in }
    }

    pub async fn session(&self, known: &Known, now: Instant) -> Session {
        let found = self.sign_in.resume(&known.session.token, now).await;
        found.unwrap().unwrap()
    }

    pub async fn gone(&self, errand: Errand<'_>, now: Instant) -> (String, Token) {
        match self.sign_in.leave(ID, errand, now).await.unwrap() {
            Away::Go { address, browser } => (address, browser),
            Away::Not(why) => panic!("not sent: {why:?}"),
        }
    }

    /// Somebody who is about to come back from signing in, and the token of their browser.
    pub async fn sent(&self) -> (Came, Token) {
        let (address, browser) = self.gone(Errand::SignIn, NOW).await;
        (self.small.sign_in(&address, SUBJECT), browser)
    }

    pub async fn come(&self, back: &Back<'_>, now: Instant) -> Arrival {
        let arrived = self.sign_in.come_back(back, None, now).await;
        arrived.unwrap()
    }

    /// The whole way there and back.
    pub async fn round(
        &self,
        errand: Errand<'_>,
        session: Option<&Session>,
        subject: &str,
        now: Instant,
    ) -> Arrival {
        self.small.at(seconds(now));
        let (address, browser) = self.gone(errand, now).await;
        let came = self.small.sign_in(&address, subject);
        let back = Back {
            code: Some(&came.code),
            ..back(&came.state, &browser)
        };
        let arrived = self.sign_in.come_back(&back, session, now).await;
        arrived.unwrap()
    }

    pub async fn link(&self, known: &Known, subject: &str) -> Arrival {
        let session = self.session(known, NOW).await;
        let errand = Errand::Link(&session);
        self.round(errand, Some(&session), subject, NOW).await
    }

    pub async fn enter(&self, subject: &str) -> Arrival {
        self.round(Errand::SignIn, None, subject, NOW).await
    }
}

pub fn offering(world: &World, all: &[(&str, &str)]) -> SignIn {
    let provider = |(id, issuer): &(&str, &str)| {
        let settings = ProviderSettings {
            id: (*id).to_owned(),
            name: "Aldermere Council".to_owned(),
            issuer: (*issuer).to_owned(),
            client_id: CLIENT.to_owned(),
            client_secret: Some(SECRET.to_owned()),
            require: TwoFactorsBy {
                amr: vec!["mfa".to_owned()],
                ..TwoFactorsBy::default()
            },
            authorities: None,
            insecure_loopback: true,
            back: format!("http://localhost:8080/sign-in/with/{id}/back"),
        };
        Provider::new(settings).unwrap()
    };
    let site = Site {
        id: "localhost".into(),
        origin: "http://localhost:8080".into(),
    };
    SignIn::new(Arc::clone(&world.directory), &site)
        .with_providers(all.iter().map(provider).collect())
}

pub fn back<'a>(state: &'a str, browser: &'a Token) -> Back<'a> {
    Back {
        provider: ID,
        state: Some(state),
        browser: Some(browser.expose()),
        ..Back::default()
    }
}

pub fn with_code<'a>(came: &'a Came, browser: &'a Token) -> Back<'a> {
    Back {
        code: Some(&came.code),
        ..back(&came.state, browser)
    }
}

pub fn why(arrival: &Arrival) -> Why {
    match arrival {
        Arrival::Not(why) => *why,
        other => panic!("{other:?}"),
    }
}
