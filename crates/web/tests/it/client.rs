//! A browser without JavaScript: it keeps its cookie and sends forms.

use axum::Router;
use axum::body::{Body, to_bytes};
use http::request::Builder;
use http::{HeaderMap, Method, Request, StatusCode, header};
use tower::ServiceExt;

/// A browser.
#[derive(Clone)]
pub struct Client {
    router: Router,
    pub cookie: Option<String>,
    /// The cookie of somebody who is away at the sign-in of their organisation.
    pub away: Option<String>,
    /// The cookie of somebody who signs in to answer a request for information.
    pub answer: Option<String>,
}

/// What came back.
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    /// The same as it came, for files.
    pub bytes: Vec<u8>,
}

impl Client {
    pub fn new(router: Router) -> Self {
        Self {
            router,
            cookie: None,
            away: None,
            answer: None,
        }
    }

    pub async fn get(&mut self, path: &str) -> Page {
        self.send(Request::get(path), Body::empty()).await
    }

    pub async fn post(&mut self, path: &str, answers: &[(&str, &str)]) -> Page {
        let pairs: Vec<String> = answers
            .iter()
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        self.post_body(path, pairs.join("&")).await
    }

    /// Sends a form with a file, as it stands.
    pub async fn upload(&mut self, path: &str, boundary: &str, body: Body) -> Page {
        let kind = format!("multipart/form-data; boundary={boundary}");
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, kind)
            .header(header::ORIGIN, "http://localhost:8080");
        self.send(request, body).await
    }

    pub async fn post_body(&mut self, path: &str, body: String) -> Page {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ORIGIN, "http://localhost:8080");
        self.send(request, Body::from(body)).await
    }

    /// Asks with this method and no form.
    pub async fn ask(&mut self, method: &Method, path: &str) -> Page {
        if *method == Method::POST {
            self.post(path, &[]).await
        } else {
            self.get(path).await
        }
    }

    /// Sends anything at all.
    pub async fn raw(&mut self, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Page {
        let request = headers
            .iter()
            .fold(Request::post(path), |request, (name, value)| {
                request.header(*name, *value)
            });
        self.send(request, Body::from(body)).await
    }

    async fn send(&mut self, request: Builder, body: Body) -> Page {
        let mut request = request.header(header::HOST, "localhost:8080");
        for cookie in self.cookie.iter().chain(&self.away).chain(&self.answer) {
            request = request.header(header::COOKIE, cookie);
        }
        let response = self
            .router
            .clone()
            .oneshot(request.body(body).unwrap())
            .await
            .unwrap();
        let (parts, body) = response.into_parts();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let pair = line.split(';').next().unwrap().to_owned();
            let kept = if pair.starts_with("throughline-away=") {
                &mut self.away
            } else if pair.starts_with("throughline-answer=") {
                &mut self.answer
            } else {
                &mut self.cookie
            };
            *kept = (!line.contains("Max-Age=0")).then_some(pair);
        }
        let bytes = to_bytes(body, 8_000_000).await.unwrap().to_vec();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Page {
            status: parts.status,
            headers: parts.headers,
            body,
            bytes,
        }
    }
}

impl Page {
    /// Where it sends the browser.
    pub fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// What a box of a form holds.
    pub fn value(&self, name: &str) -> String {
        let (_, rest) = self
            .body
            .split_once(&format!("name=\"{name}\" value=\""))
            .unwrap();
        rest.split('"').next().unwrap().to_owned()
    }

    pub fn has(&self, words: &str) -> bool {
        self.body.contains(words)
    }
}

pub fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}
