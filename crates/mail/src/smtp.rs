//! Handing messages to a relay.

use std::time::Duration;

use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{
    Certificate, CertificateStore, SmtpConnection, TlsParameters,
};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Category;
use model::Sensitive;
use serde::{Deserialize, Serialize};

use crate::Mailer;
use crate::compose::{Sender, compose};
use crate::config::Wrong;
use crate::failure::Failure;
use crate::host::{is_host, is_loopback};
use crate::message::Message;

/// How the way to the relay is encrypted. The certificate has to be good and for the configured host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// From the first byte (port 465, RFC 8314).
    #[default]
    Wrapper,
    /// With STARTTLS (port 587): nothing is sent to a relay that does not offer it.
    Required,
    /// Not at all, for a relay on this machine.
    None,
}

impl Tls {
    /// The port that goes with it.
    #[must_use]
    pub const fn port(self) -> u16 {
        match self {
            Self::Wrapper => 465,
            Self::Required => 587,
            Self::None => 25,
        }
    }
}

/// What the relay knows the service by.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// The user.
    pub user: String,
    /// The password.
    pub password: Sensitive<String>,
}

/// A relay: the one mail server that takes messages from this service and delivers them.
#[derive(Debug, Clone)]
pub struct Relay {
    /// Its name, which has to stand in its certificate; or its number.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way to it is encrypted.
    pub tls: Tls,
    /// What it knows the service by; none for a relay that knows it by its address.
    pub sign_in: Option<SignIn>,
    /// Certificates (PEM) of the authorities to trust instead of the public ones.
    pub authorities: Option<Vec<u8>>,
    /// How long to wait for the connection and for each answer.
    pub timeout: Duration,
}

/// Hands messages to a relay, each over a connection of its own.
pub struct Smtp {
    host: String,
    port: u16,
    tls: Tls,
    /// Absent only where nothing is encrypted.
    parameters: Option<TlsParameters>,
    credentials: Option<Credentials>,
    timeout: Duration,
    hello: ClientId,
    sender: Sender,
}

/// What the service was doing when the relay answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Connecting,
    SigningIn,
    Sender,
    Recipient,
    Content,
}

impl Smtp {
    /// A way to this relay. Asks nothing of it yet.
    ///
    /// # Errors
    /// [`Wrong`]: the host, nothing encrypted on a way that leaves this machine, user or password, the certificates.
    pub fn new(relay: Relay, sender: Sender) -> Result<Self, Wrong> {
        if !is_host(&relay.host) {
            return Err(Wrong::of(
                "host",
                "give the name of the relay, like smtp.example.org",
            ));
        }
        if relay.tls == Tls::None && !is_loopback(&relay.host) {
            return Err(Wrong::of(
                "tls",
                "\"none\" is for a relay on this machine only: give \"wrapper\" or \"required\"",
            ));
        }
        let parameters = match relay.tls {
            Tls::None => None,
            Tls::Wrapper | Tls::Required => Some(parameters(&relay)?),
        };
        let hello = ClientId::Domain(sender.address.domain().to_owned());
        Ok(Self {
            host: relay.host,
            port: relay.port,
            tls: relay.tls,
            parameters,
            credentials: relay.sign_in.map(credentials).transpose()?,
            timeout: relay.timeout,
            hello,
            sender,
        })
    }

    /// A connection over which messages can be handed over: encrypted and signed in as configured.
    fn connection(&self) -> Result<SmtpConnection, Failure> {
        let from_the_start = match self.tls {
            Tls::Wrapper => self.parameters.as_ref(),
            Tls::Required | Tls::None => None,
        };
        let to = (self.host.as_str(), self.port);
        let waiting = Some(self.timeout);
        let mut connection =
            SmtpConnection::connect(to, waiting, &self.hello, from_the_start, None)
                .map_err(|error| failure(Step::Connecting, &error))?;
        if self.tls == Tls::Required {
            let parameters = self.parameters.as_ref().ok_or(Failure::NotEncrypted)?;
            if !connection.can_starttls() {
                connection.abort();
                return Err(Failure::NotEncrypted);
            }
            connection
                .starttls(parameters, &self.hello)
                .map_err(|error| failure(Step::Connecting, &error))?;
        }
        if self.tls != Tls::None && !connection.is_encrypted() {
            return Err(Failure::NotEncrypted);
        }
        if let Some(credentials) = &self.credentials {
            connection
                .auth(DEFAULT_MECHANISMS, credentials)
                .map_err(|error| failure(Step::SigningIn, &error))?;
        }
        Ok(connection)
    }

    /// Step by step, so that a refusal says whom it is about.
    fn hand_over(
        &self,
        connection: &mut SmtpConnection,
        message: &Message,
        bytes: &[u8],
    ) -> Result<(), Failure> {
        let from = self.sender.address.checked().clone();
        connection
            .command(Mail::new(Some(from), Vec::new()))
            .map_err(|error| failure(Step::Sender, &error))?;
        let to = message.to().checked().clone();
        connection
            .command(Rcpt::new(to, Vec::new()))
            .map_err(|error| failure(Step::Recipient, &error))?;
        let answer = connection
            .command(Data)
            .map_err(|error| failure(Step::Content, &error))?;
        // Another yes is the answer to another question: what came before the encryption began must not count after it.
        if !answer.has_code(GO_ON) {
            return Err(Failure::BrokenOff);
        }
        connection
            .message(bytes)
            .map_err(|error| failure(Step::Content, &error))?;
        Ok(())
    }
}

impl Mailer for Smtp {
    fn send(&self, message: &Message) -> Result<(), Failure> {
        let bytes = compose(&self.sender, message)?;
        let mut connection = self.connection()?;
        let result = self.hand_over(&mut connection, message, &bytes);
        match result {
            // A relay that is gone is not told goodbye.
            Err(Failure::Unreachable | Failure::BrokenOff) => {}
            // The relay has answered for the message; what it says to a goodbye changes nothing.
            _ => drop(connection.quit()),
        }
        result
    }
}

fn parameters(relay: &Relay) -> Result<TlsParameters, Wrong> {
    let unreadable = || {
        Wrong::of(
            "ca_file",
            "it holds no certificates that can be read: give them in PEM",
        )
    };
    let mut builder = TlsParameters::builder(relay.host.clone());
    if let Some(pem) = &relay.authorities {
        if !pem.windows(BEGINS.len()).any(|part| part == BEGINS) {
            return Err(unreadable());
        }
        let certificate = Certificate::from_pem(pem).map_err(|_| unreadable())?;
        builder = builder
            .certificate_store(CertificateStore::None)
            .add_root_certificate(certificate);
    }
    builder.build().map_err(|_| unreadable())
}

/// The answer that asks for the message itself.
const GO_ON: u16 = 354;

/// How a certificate in PEM begins.
const BEGINS: &[u8] = b"-----BEGIN CERTIFICATE-----";

fn credentials(sign_in: SignIn) -> Result<Credentials, Wrong> {
    let SignIn { user, password } = sign_in;
    let fits = |text: &str| !text.is_empty() && !text.chars().any(char::is_control);
    if !fits(&user) {
        return Err(Wrong::of("user", "give the user in one line"));
    }
    if !fits(&password.0) {
        return Err(Wrong::of(
            "password_file",
            "the file has to hold the password in one line",
        ));
    }
    Ok(Credentials::new(user, password.0))
}

/// Which failure it is that a relay answered, or did not, at a step.
fn failure(step: Step, error: &lettre::transport::smtp::Error) -> Failure {
    let Some(code) = error.status() else {
        return without_an_answer(step, error);
    };
    let reply = u16::from(code);
    if error.is_transient() {
        return Failure::PutOff(reply);
    }
    // Only x5z speaks of mail (RFC 5321, 4.2.1); all else is about how this service speaks or whether it may.
    let of_mail = code.category == Category::MailSystem;
    match step {
        Step::SigningIn => Failure::SignIn,
        Step::Sender => Failure::Sender(reply),
        Step::Recipient if of_mail && !of_policy(error) => Failure::Recipient(reply),
        Step::Content if of_mail => Failure::Content(reply),
        Step::Connecting | Step::Recipient | Step::Content => Failure::Relay(reply),
    }
}

fn without_an_answer(step: Step, error: &lettre::transport::smtp::Error) -> Failure {
    if error.is_response() {
        Failure::BrokenOff
    } else if error.is_tls() || is_invalid_data(error) {
        Failure::Untrusted
    } else if error.is_client() && step == Step::SigningIn {
        Failure::SignIn
    } else {
        Failure::Unreachable
    }
}

/// Whether a refusal has the status 5.7 (RFC 3463, 3.8), security and policy: relays say so when they pass nothing on for
/// this service ("relay access denied"), which is not the fault of the address.
fn of_policy(error: &lettre::transport::smtp::Error) -> bool {
    std::error::Error::source(error).is_some_and(|said| said.to_string().starts_with("5.7."))
}

/// Where the handshake fails, the error below is one of reading or writing, of data that cannot be used.
fn is_invalid_data(error: &lettre::transport::smtp::Error) -> bool {
    std::error::Error::source(error)
        .and_then(|source| source.downcast_ref::<std::io::Error>())
        .is_some_and(|error| error.kind() == std::io::ErrorKind::InvalidData)
}
