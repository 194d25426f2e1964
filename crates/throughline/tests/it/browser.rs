//! A demonstration that runs, and a browser that speaks to it as plainly as HTTP allows.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A demonstration that is served by the program itself. Ended when dropped.
pub struct Demonstration {
    child: Child,
    address: String,
    log: PathBuf,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Demonstration {
    /// Starts it in a folder, with a log beside it on the same disk; a file that grows too large for the process
    /// is an error of the write and no end.
    pub fn start(data: &Path) -> Self {
        let log = data.with_extension("log");
        std::fs::create_dir_all(data).unwrap();
        let errors = std::fs::File::create(&log).unwrap();
        let mut child = Command::new("sh")
            .args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""])
            .arg(env!("CARGO_BIN_EXE_throughline"))
            .arg("demo")
            .arg("--data")
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn()
            .unwrap();
        let mut first = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut first).unwrap();
        let address = first.trim().trim_start_matches("http://").to_owned();
        let made = Self {
            child,
            address,
            log,
        };
        assert!(made.address.starts_with("localhost:"), "{}", made.said());
        let mut nobody = made.nobody();
        assert_eq!(nobody.get("/accessibility").status, 200);
        made
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// What it logged so far.
    pub fn said(&self) -> String {
        let log = std::fs::read(&self.log).unwrap();
        String::from_utf8_lossy(&log).into_owned()
    }

    /// Whether it is still there.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// A browser in which nobody is signed in.
    pub fn nobody(&self) -> Browser {
        Browser {
            address: self.address.clone(),
            cookie: String::new(),
        }
    }

    /// Ends it in good order.
    pub fn stop(mut self) {
        let told = Command::new("kill").arg(self.id().to_string()).status();
        assert!(told.unwrap().success());
        let ended = self.child.wait().unwrap();
        assert!(ended.success(), "{ended}: {}", self.said());
    }

    /// A browser in which somebody is signed in, by the beginning of their name.
    pub fn signed_in(&self, name: &str) -> Browser {
        let mut browser = self.nobody();
        let page = browser.get("/choose-who-to-be");
        let (before, _) = page.body.split_once(&format!(">{name}")).unwrap();
        let (_, id) = before.rsplit_once("name=\"person\" value=\"").unwrap();
        let id = id.split('"').next().unwrap().to_owned();
        let entered = browser.post("/choose-who-to-be", &[("person".to_owned(), id)]);
        assert_eq!(entered.status, 303, "{}", entered.body);
        browser
    }
}

impl Drop for Demonstration {
    fn drop(&mut self) {
        // Already ended where the test came to its end.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A browser with one cookie.
pub struct Browser {
    address: String,
    cookie: String,
}

impl Browser {
    pub fn get(&mut self, path: &str) -> Answer {
        self.ask("GET", path, "", &[])
    }

    pub fn post(&mut self, path: &str, pairs: &[(String, String)]) -> Answer {
        let pairs: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        let kind = "application/x-www-form-urlencoded";
        self.ask("POST", path, kind, pairs.join("&").as_bytes())
    }

    /// Sends a form with a file in it.
    pub fn upload(
        &mut self,
        path: &str,
        pairs: &[(String, String)],
        name: &str,
        file: &[u8],
    ) -> Answer {
        let mut body = Vec::new();
        for (name, value) in pairs {
            let part = format!(
                "--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        self.ask("POST", path, "multipart/form-data; boundary=edge", &body)
    }

    fn ask(&mut self, method: &str, path: &str, kind: &str, body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(90)))
            .unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nConnection: close\r\n\
             Cookie: {1}\r\nContent-Type: {kind}\r\nContent-Length: {2}\r\n\r\n",
            self.address,
            self.cookie,
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body).unwrap();
        let mut whole = Vec::new();
        stream.read_to_end(&mut whole).unwrap();
        let whole = String::from_utf8_lossy(&whole).into_owned();
        let (head, body) = whole.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        for line in head.lines() {
            if let Some(cookie) = line.strip_prefix("set-cookie: ") {
                self.cookie = cookie.split(';').next().unwrap().to_owned();
            }
        }
        Answer {
            status,
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }
}

impl Answer {
    /// Where it sends the browser.
    pub fn location(&self) -> &str {
        let line = self
            .head
            .lines()
            .find_map(|line| line.strip_prefix("location: "));
        line.unwrap_or_default()
    }

    /// What a hidden box holds.
    pub fn value(&self, name: &str) -> String {
        let found = self.body.split_once(&format!("name=\"{name}\" value=\""));
        let (_, rest) = found.unwrap_or_else(|| panic!("no {name}: {}", self.body));
        rest.split('"').next().unwrap().to_owned()
    }

    pub fn has(&self, words: &str) -> bool {
        self.body.contains(words)
    }
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

/// Tries again until it is so.
pub fn until(what: &str, mut done: impl FnMut() -> bool) {
    let began = Instant::now();
    while !done() {
        assert!(began.elapsed() < Duration::from_secs(30), "never: {what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}
