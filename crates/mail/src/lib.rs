//! E-mail out: never a detail of a case in one.
//!
//! A message says that something waits, for whom the service works, and where to sign in. It never holds the name of a
//! child, of a family or of a colleague, a reference or an address of a case, a date or a deadline, a place, a word that
//! somebody typed, or a file: an inbox is read on shared screens, forwarded, and kept by others. The types leave no room
//! for it:
//!
//! - a [`Letter`] is made of a [`Kind`], a number, the [`Organisation`] whose business it is, and a [`Link`] to one of the
//!   places of [`Place`], none of which is a case;
//! - its words come from a [`Wording`], a plain function: it captures nothing, so all that it can say follows from the
//!   letter and from texts that are part of the program;
//! - a [`Message`] has private fields and is made by [`Message::new`] alone.
//!
//! Write only to people who have an account, at their address at work. Children, parents and others who are heard here
//! have none, and are never written to: who reads their messages is not known.
//!
//! Messages are plain text, without pictures, attachments or anything that tells who read them. Nothing here reads the
//! clock or makes randomness: [`Stamp`] brings both. A [`Mailer`] waits for the disk or the network on the thread that
//! calls it: call it where threads may wait.

mod address;
mod compose;
mod config;
mod failure;
mod folder;
mod host;
mod letter;
mod link;
mod message;
mod smtp;
mod text;

pub use address::{Address, AddressWrong};
pub use compose::Sender;
pub use config::{Config, Secrets, Transport, Wrong};
pub use failure::Failure;
pub use folder::Folder;
pub use letter::{Kind, Letter, Organisation, OrganisationWrong};
pub use link::{Link, LinkWrong, Place, Site};
pub use message::{Message, MessageWrong, Stamp, Wording, Words};
pub use smtp::{Relay, SignIn, Smtp, Tls};

/// Hands messages over: into a folder, or to a relay.
///
/// Handing the same message over again is allowed and wanted after a [`Failure`] that says so: it has the same
/// Message-ID and, in a folder, the same name. A relay that broke off after it took a message may deliver it twice.
pub trait Mailer: Send + Sync {
    /// Hands over one message; when this returns, it lies safely in the folder, or the relay has answered for it.
    ///
    /// # Errors
    /// [`Failure`]; [`Failure::again`] says whether trying later can help.
    fn send(&self, message: &Message) -> Result<(), Failure>;
}
