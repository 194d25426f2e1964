//! Helpers of the tests in this crate: a directory without people in a scratch folder.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::sync::Arc;

use access::Policies;
use access::directory::{Directory, database_key};
use access::sign_in::SignIn;
use app::App;
use axum::body::{Body, to_bytes};
use axum::response::Response;
use crypto::{RecoveryKey, SecretKey};
use db::{Db, SqlitePlace};
use http::{Request, StatusCode, header};
use model::{Clock, Instant};

use crate::{Parts, Site, WebState};

/// A clock that stands still on 24 November 2026.
struct Still;

impl Clock for Still {
    fn now(&self) -> Instant {
        Instant::from_microseconds(1_795_510_800_000_000)
    }
}

/// A service at this address.
pub(crate) async fn state_at(base_url: &str) -> WebState {
    let folder = tempfile::tempdir().unwrap();
    let instance = SecretKey::generate().unwrap();
    let raw_key = crypto::sqlcipher_key(&database_key(&instance));
    // The open file outlives its folder.
    let place = SqlitePlace {
        file: folder.path().join("directory.db"),
        raw_key,
        create: true,
    };
    let db = Db::open_sqlite(&place).await.unwrap();
    let policies = Policies::load().unwrap();
    let recovery = RecoveryKey::generate().unwrap();
    let directory = Directory::create(db, instance, &recovery, policies, false)
        .await
        .unwrap();
    let site = Site {
        base_url: base_url.to_owned(),
        loopback: true,
        proxies: crate::Proxies::default(),
    };
    let directory = Arc::new(directory);
    let clock: Arc<dyn Clock> = Arc::new(Still);
    let app = App::new(app::Parts {
        directory: Arc::clone(&directory),
        place: app::vault::Place::Folder(folder.path().to_owned()),
        clock: Arc::clone(&clock),
        schemes: App::shipped_schemes().unwrap(),
    });
    let sign_in = SignIn::new(directory, &site.relying_party());
    WebState::new(Parts {
        app: Arc::new(app),
        sign_in,
        clock,
        site,
    })
}

/// A service at a loopback address.
pub(crate) async fn bare_state() -> WebState {
    state_at("http://localhost:8080").await
}

pub(crate) fn form(path: &str, body: &str) -> Request<Body> {
    Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body.to_owned()))
        .unwrap()
}

pub(crate) async fn read(response: Response) -> (StatusCode, String) {
    let status = response.status();
    let body = to_bytes(response.into_body(), 4_000_000).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}
