//! One provider, and one who relies on it.

use model::Instant;
use oidc::{Answer, Ask, Failure, Provider, Require, Settings};
use testing::provider::{CLIENT, Provider as Small, SECRET};

/// 24 November 2026, 09:00 in England, in seconds.
pub const NOW: i64 = 1_795_510_800;
pub const SUBJECT: &str = "subject-248289761001";
pub const STATE: &str = "state-state-state-state-state-state-state-s";
pub const NONCE: &str = "nonce-nonce-nonce-nonce-nonce-nonce-nonce-n";
pub const VERIFIER: &str = "verifier-verifier-verifier-verifier-verifie";

pub fn at(seconds: i64) -> Instant {
    Instant::from_microseconds(seconds * 1_000_000)
}

pub fn settings(issuer: String) -> Settings {
    Settings {
        id: "aldermere".to_owned(),
        name: "Aldermere Council".to_owned(),
        issuer,
        client_id: CLIENT.to_owned(),
        client_secret: Some(SECRET.to_owned()),
        require: Require {
            amr: vec!["mfa".to_owned()],
            ..Require::default()
        },
        authorities: None,
        insecure_loopback: true,
        back: "http://localhost:8080/sign-in/with/aldermere/back".to_owned(),
    }
}

pub struct Both {
    pub small: Small,
    pub provider: Provider,
}

impl Both {
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    pub fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let small = Small::start(NOW);
        let mut settings = settings(small.issuer());
        change(&mut settings);
        let provider = Provider::new(settings).unwrap();
        Self { small, provider }
    }

    pub fn address(&self, anew: bool) -> String {
        let ask = Ask {
            anew,
            ..plain_ask()
        };
        self.provider.ask(&ask, at(NOW)).unwrap()
    }

    /// A whole sign-in, in which the answer is changed before it is handed in.
    pub fn answered(&self, change: impl FnOnce(&mut Answer<'_>)) -> Result<String, Failure> {
        let back = self.small.sign_in(&self.address(false), SUBJECT);
        assert_eq!(back.state, STATE);
        let mut answer = answer(&back.code);
        change(&mut answer);
        self.provider.subject(&answer, at(NOW))
    }

    pub fn signed_in(&self) -> Result<String, Failure> {
        self.answered(|_| {})
    }
}

pub fn answer(code: &str) -> Answer<'_> {
    Answer {
        code,
        issuer: None,
        nonce: NONCE,
        verifier: VERIFIER,
        anew_since: None,
    }
}

pub fn plain_ask() -> Ask<'static> {
    Ask {
        state: STATE,
        nonce: NONCE,
        verifier: VERIFIER,
        anew: false,
    }
}
