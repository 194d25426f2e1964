//! A small OpenID provider on this machine: description, keys and the exchange of codes over plain HTTP, tokens signed with
//! a real key. What it says in a token can be changed, so that a test sees each lie refused.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use data_encoding::{BASE64, BASE64URL_NOPAD};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Map, Value, json};

/// The name and the secret of the one client that it knows.
pub const CLIENT: &str = "throughline";
/// See [`CLIENT`].
pub const SECRET: &str = "not a secret";

/// How a token is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// With the provider's key (ES256).
    Well,
    /// With a key that nobody else knows of, under the id of the provider's.
    ByAnother,
    /// Not at all: `"alg": "none"`.
    NotAtAll,
    /// HS256 with the provider's public key as the secret, as in the attack on careless readers.
    WithThePublicKey,
    /// HS256 with the secret of the client.
    WithTheSecret,
}

/// What the provider says from now on; change it with [`Provider::says`].
#[derive(Debug, Clone)]
pub struct Says {
    /// Claims in place of the right ones; `null` leaves one out.
    pub claims: Map<String, Value>,
    /// How tokens are signed.
    pub signed: Signed,
    /// The key id in the header of a token in place of the right one.
    pub key_id: Option<String>,
    /// The issuer in the description in place of the right one.
    pub issuer: Option<String>,
    /// What every request is answered with, in place of what was asked for: status and body.
    pub answer: Option<(u16, String)>,
}

/// What waits for a code to be handed in.
struct Waiting {
    nonce: String,
    challenge: String,
    back: String,
    subject: String,
}

struct State {
    now: i64,
    says: Says,
    keys: Vec<(String, SigningKey)>,
    codes: HashMap<String, Waiting>,
    asked: Vec<String>,
}

/// A provider that runs until it is dropped.
pub struct Provider {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// What the browser brings back: the values of the query.
pub struct Back {
    /// The code.
    pub code: String,
    /// The state with which the browser was sent.
    pub state: String,
}

impl Provider {
    /// Starts one on a free port; `now` is the time for it, in seconds.
    ///
    /// # Panics
    /// When there is no port or no randomness.
    #[must_use]
    pub fn start(now: i64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("its address");
        let says = Says {
            claims: Map::new(),
            signed: Signed::Well,
            key_id: None,
            issuer: None,
            answer: None,
        };
        let state = Arc::new(Mutex::new(State {
            now,
            says,
            keys: vec![("first".to_owned(), new_key())],
            codes: HashMap::new(),
            asked: Vec::new(),
        }));
        let stop = Arc::new(AtomicBool::new(false));
        let (of_thread, until) = (Arc::clone(&state), Arc::clone(&stop));
        let issuer = format!("http://{address}");
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if until.load(Ordering::SeqCst) {
                    return;
                }
                if let Ok(stream) = stream {
                    // A browser or client that goes away in the middle is no fault of the test.
                    drop(answer(stream, &of_thread, &issuer));
                }
            }
        });
        Self {
            address,
            state,
            stop,
            thread: Some(thread),
        }
    }

    /// Its issuer.
    #[must_use]
    pub fn issuer(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Changes what it says.
    pub fn says(&self, change: impl FnOnce(&mut Says)) {
        change(&mut self.held().says);
    }

    /// Sets one claim of every token from now on; `null` leaves it out.
    pub fn claim(&self, name: &str, value: Value) {
        self.held().says.claims.insert(name.to_owned(), value);
    }

    /// Sets the time for it, in seconds.
    pub fn at(&self, now: i64) {
        self.held().now = now;
    }

    /// Signs with a new key from now on, and forgets the old one.
    pub fn rotate(&self, key_id: &str) {
        self.held().keys = vec![(key_id.to_owned(), new_key())];
    }

    /// How often a path was asked for.
    #[must_use]
    pub fn asked_for(&self, path: &str) -> usize {
        self.held().asked.iter().filter(|one| *one == path).count()
    }

    /// Somebody signs in at the address to which the browser was sent.
    ///
    /// # Panics
    /// When the address lacks what the flow needs.
    #[must_use]
    pub fn sign_in(&self, address: &str, subject: &str) -> Back {
        let query = query_of(address.split_once('?').expect("a query").1);
        let of = |name: &str| query.get(name).cloned().unwrap_or_default();
        assert_eq!(of("response_type"), "code", "{address}");
        assert_eq!(of("client_id"), CLIENT, "{address}");
        assert_eq!(of("code_challenge_method"), "S256", "{address}");
        assert_eq!(of("scope"), "openid", "no name and no address is asked for");
        let code = BASE64URL_NOPAD.encode(&crypto::random::<16>().expect("randomness"));
        let waiting = Waiting {
            nonce: of("nonce"),
            challenge: of("code_challenge"),
            back: of("redirect_uri"),
            subject: subject.to_owned(),
        };
        self.held().codes.insert(code.clone(), waiting);
        Back {
            code,
            state: of("state"),
        }
    }

    fn held(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // Wakes the thread, which then sees that it is to stop.
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn new_key() -> SigningKey {
    let bytes = crypto::random::<32>().expect("randomness");
    SigningKey::from_slice(&bytes).expect("a key")
}

fn answer(stream: TcpStream, state: &Mutex<State>, issuer: &str) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let (mut length, mut authorization) = (0, String::new());
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let Some((name, value)) = header.trim_end().split_once(": ") else {
            break;
        };
        match name.to_lowercase().as_str() {
            "content-length" => length = value.parse().unwrap_or(0),
            "authorization" => value.clone_into(&mut authorization),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let form = query_of(&String::from_utf8_lossy(&body));
    let mut held = state.lock().unwrap_or_else(PoisonError::into_inner);
    held.asked.push(path.clone());
    let (status, text) = match held.says.answer.clone() {
        Some(instead) => instead,
        None => held.answer_to(&path, &form, &authorization, issuer),
    };
    drop(held);
    let mut head = format!("HTTP/1.1 {status} -\r\nContent-Type: application/json\r\n");
    if (300..400).contains(&status) {
        let _ = write!(head, "Location: {issuer}{path}/elsewhere\r\n");
    }
    let _ = write!(
        head,
        "Content-Length: {}\r\nConnection: close\r\n\r\n",
        text.len()
    );
    let stream = reader.get_mut();
    stream.write_all(head.as_bytes())?;
    stream.write_all(text.as_bytes())
}

impl State {
    fn answer_to(
        &mut self,
        path: &str,
        form: &HashMap<String, String>,
        authorization: &str,
        issuer: &str,
    ) -> (u16, String) {
        match path {
            "/.well-known/openid-configuration" => (200, self.description(issuer).to_string()),
            "/keys" => (200, self.key_set().to_string()),
            "/token" => match self.token(form, authorization, issuer) {
                Some(token) => (200, token.to_string()),
                None => (400, json!({"error": "invalid_grant"}).to_string()),
            },
            _ => (404, "{}".to_owned()),
        }
    }

    fn description(&self, issuer: &str) -> Value {
        let named = self.says.issuer.as_deref().unwrap_or(issuer);
        json!({
            "issuer": named,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "jwks_uri": format!("{issuer}/keys"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256", "RS256"],
        })
    }

    fn key_set(&self) -> Value {
        let keys = self.keys.iter().map(|(id, key)| {
            let point = key.verifying_key().to_sec1_point(false);
            let part = |part: Option<&[u8]>| BASE64URL_NOPAD.encode(part.unwrap_or_default());
            json!({
                "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": id,
                "x": part(point.x().map(|x| x.as_slice())), "y": part(point.y().map(|y| y.as_slice())),
            })
        });
        json!({"keys": keys.collect::<Vec<_>>()})
    }

    /// A token for a code that fits in every respect, once.
    fn token(
        &mut self,
        form: &HashMap<String, String>,
        authorization: &str,
        issuer: &str,
    ) -> Option<Value> {
        let client = BASE64.encode(format!("{CLIENT}:{}", SECRET.replace(' ', "+")).as_bytes());
        if authorization != format!("Basic {client}") {
            return None;
        }
        let waiting = self.codes.remove(form.get("code")?)?;
        let verifier = crypto::digest(form.get("code_verifier")?.as_bytes());
        let fits = BASE64URL_NOPAD.encode(&verifier.0) == waiting.challenge;
        if !fits || form.get("redirect_uri")? != &waiting.back {
            return None;
        }
        let access = "an access token that nobody uses";
        let half = crypto::digest(access.as_bytes());
        let mut claims = json!({
            "iss": issuer, "aud": CLIENT, "sub": waiting.subject, "nonce": waiting.nonce,
            "iat": self.now, "exp": self.now + 300, "auth_time": self.now, "amr": ["pwd", "mfa"],
            "at_hash": BASE64URL_NOPAD.encode(&half.0[..16]),
            "email": "somebody@example.invalid", "name": "Somebody Invented",
        });
        if let Some(all) = claims.as_object_mut() {
            all.extend(self.says.claims.clone());
            all.retain(|_, value| !value.is_null());
        }
        let id_token = self.signed(&claims);
        Some(json!({"access_token": access, "token_type": "Bearer", "id_token": id_token}))
    }

    fn signed(&self, claims: &Value) -> String {
        let (id, key) = self.keys.last().expect("a key");
        let algorithm = match self.says.signed {
            Signed::Well | Signed::ByAnother => "ES256",
            Signed::NotAtAll => "none",
            Signed::WithThePublicKey | Signed::WithTheSecret => "HS256",
        };
        let id = self.says.key_id.as_ref().unwrap_or(id);
        let header = json!({"alg": algorithm, "kid": id}).to_string();
        let part = |text: &str| BASE64URL_NOPAD.encode(text.as_bytes());
        let text = format!("{}.{}", part(&header), part(&claims.to_string()));
        let by = |key: &SigningKey| {
            let signature: Signature = key.sign(text.as_bytes());
            signature.to_bytes().to_vec()
        };
        let signature = match self.says.signed {
            Signed::Well => by(key),
            Signed::ByAnother => by(&new_key()),
            Signed::NotAtAll => Vec::new(),
            Signed::WithThePublicKey => {
                let public = key.verifying_key().to_sec1_point(false);
                hmac(public.as_bytes(), &text)
            }
            Signed::WithTheSecret => hmac(SECRET.as_bytes(), &text),
        };
        format!("{text}.{}", BASE64URL_NOPAD.encode(&signature))
    }
}

/// HMAC with SHA-256 (RFC 2104): a test of lies needs no library for one.
fn hmac(key: &[u8], text: &str) -> Vec<u8> {
    let short = if key.len() > 64 {
        crypto::digest(key).0.to_vec()
    } else {
        key.to_vec()
    };
    let padded = |with: u8| {
        let mut block = [with; 64];
        block
            .iter_mut()
            .zip(&short)
            .for_each(|(byte, key)| *byte ^= key);
        block.to_vec()
    };
    let inner = crypto::digest(&[padded(0x36), text.as_bytes().to_vec()].concat());
    crypto::digest(&[padded(0x5c), inner.0.to_vec()].concat())
        .0
        .to_vec()
}

/// The pairs of a query or a form.
fn query_of(text: &str) -> HashMap<String, String> {
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digits: Vec<u8> = rest.by_ref().take(2).collect();
                let digits = String::from_utf8_lossy(&digits).into_owned();
                bytes.push(u8::from_str_radix(&digits, 16).unwrap_or(b'?'));
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
