//! A small relay: it speaks enough SMTP (RFC 5321) for one message at a time, and misbehaves as a test asks.

use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// How a relay behaves.
#[derive(Clone, Default)]
pub(crate) struct Behaviour {
    /// What it answers to a command, by its first letters ("" is the greeting, "." the end of a message), in place of yes.
    /// Nothing means that it goes away, [`SILENT`] that it says nothing for longer than anyone waits.
    pub(crate) answers: Vec<(&'static str, &'static str)>,
    /// What it offers after EHLO.
    pub(crate) offers: Vec<&'static str>,
    /// Its certificate and key, where it encrypts, and whether it does so from the first byte.
    pub(crate) tls: Option<(Arc<ServerConfig>, bool)>,
}

pub(crate) const GOES_AWAY: &str = "";
pub(crate) const SILENT: &str = "silent";

/// What a relay heard in one connection, all in the order of the commands.
#[derive(Debug, Default, Clone)]
pub(crate) struct Heard {
    pub(crate) commands: Vec<String>,
    /// How many commands came before the way was encrypted.
    pub(crate) in_the_clear: usize,
    /// The message that it took, without the dots that the transport adds.
    pub(crate) message: Option<Vec<u8>>,
}

pub(crate) struct Running {
    pub(crate) port: u16,
    heard: Receiver<Heard>,
}

impl Running {
    /// What it heard in the next connection that ended.
    pub(crate) fn heard(&self) -> Heard {
        self.heard.recv_timeout(Duration::from_secs(20)).unwrap()
    }
}

trait Stream: Read + Write + Send {}
impl<T: Read + Write + Send> Stream for T {}

/// Starts a relay on a free port.
pub(crate) fn relay(behaviour: Behaviour) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (sender, heard) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let stream = stream.unwrap();
            let limit = Some(Duration::from_secs(10));
            stream.set_read_timeout(limit).unwrap();
            let (behaviour, sender) = (behaviour.clone(), sender.clone());
            thread::spawn(move || one_connection(&behaviour, stream, &sender));
        }
    });
    Running { port, heard }
}

fn one_connection(behaviour: &Behaviour, stream: TcpStream, sender: &Sender<Heard>) {
    let heard = Mutex::new(Heard::default());
    // Whoever does not trust the certificate, or is told to go away, ends it in the middle.
    drop(talk(behaviour, stream, &heard));
    drop(sender.send(heard.into_inner().unwrap()));
}

fn encrypted(config: &Arc<ServerConfig>, stream: TcpStream) -> Box<dyn Stream> {
    let connection = ServerConnection::new(Arc::clone(config)).unwrap();
    Box::new(StreamOwned::new(connection, stream))
}

fn talk(behaviour: &Behaviour, tcp: TcpStream, heard: &Mutex<Heard>) -> std::io::Result<()> {
    let again = tcp.try_clone()?;
    let mut is_encrypted = matches!(behaviour.tls, Some((_, true)));
    let first: Box<dyn Stream> = match &behaviour.tls {
        Some((config, true)) => encrypted(config, tcp),
        _ => Box::new(tcp),
    };
    let mut reader = BufReader::new(first);
    let mut said = String::new();
    loop {
        let usual = usual_answer(behaviour, &said, is_encrypted);
        let other = behaviour
            .answers
            .iter()
            .find(|(begins, _)| said.starts_with(begins) && begins.is_empty() == said.is_empty());
        let answer = other.map_or(usual.as_str(), |(_, answer)| answer);
        match answer {
            GOES_AWAY => return Ok(()),
            SILENT => thread::sleep(Duration::from_secs(5)),
            _ => {
                // In one piece: what is slipped in behind an answer has to arrive with it.
                let line = format!("{answer}\r\n");
                reader.get_mut().write_all(line.as_bytes())?;
                reader.get_mut().flush()?;
            }
        }
        if said.starts_with("QUIT") {
            return Ok(());
        }
        if said.starts_with("STARTTLS") && answer.starts_with("220") {
            let (config, _) = behaviour.tls.as_ref().unwrap();
            reader = BufReader::new(encrypted(config, again.try_clone()?));
            is_encrypted = true;
        }
        if said.starts_with("DATA") && answer.starts_with("354") {
            let message = message(&mut reader)?;
            heard.lock().unwrap().message = Some(message);
            ".".clone_into(&mut said);
            continue;
        }
        said.clear();
        if reader.read_line(&mut said)? == 0 {
            return Ok(());
        }
        let mut heard = heard.lock().unwrap();
        heard.commands.push(said.trim_end().to_owned());
        heard.in_the_clear += usize::from(!is_encrypted);
    }
}

fn usual_answer(behaviour: &Behaviour, said: &str, is_encrypted: bool) -> String {
    let verb = said.get(..4.min(said.len())).unwrap_or_default();
    match verb {
        "" => "220 relay.example ready".to_owned(),
        "EHLO" => {
            let offers = behaviour.offers.iter();
            let offers = offers.filter(|offer| !(is_encrypted && **offer == "STARTTLS"));
            let offers: String = offers.map(|offer| format!("\r\n250-{offer}")).collect();
            format!("250-relay.example{offers}\r\n250 SIZE 1000000")
        }
        "STAR" => "220 go on".to_owned(),
        "AUTH" => "235 welcome".to_owned(),
        "DATA" => "354 go on".to_owned(),
        "QUIT" => "221 goodbye".to_owned(),
        _ => "250 OK".to_owned(),
    }
}

/// Up to the dot by itself.
fn message(reader: &mut impl std::io::BufRead) -> std::io::Result<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let mut line = Vec::new();
        if reader.read_until(b'\n', &mut line)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == b".\r\n" {
            return Ok(whole);
        }
        let stuffed = line.starts_with(b".");
        whole.extend_from_slice(line.get(usize::from(stuffed)..).unwrap());
    }
}
