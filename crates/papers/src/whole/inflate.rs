//! Unpacking a part as it passes.

use flate2::{Decompress, FlushDecompress, Status};

use crate::refusal::Refusal;

/// Room for what is unpacked at once.
const ROOM: usize = 16 * 1024;

/// A packed part of a document being unpacked.
pub(super) struct Inflate {
    inner: Decompress,
    room: Vec<u8>,
}

/// What one call did.
pub(super) struct Unpacked {
    /// How many of the packed bytes it used.
    pub(super) used: usize,
    /// Whether the part ended with them.
    pub(super) ended: bool,
}

impl Inflate {
    pub(super) fn new() -> Self {
        Self {
            inner: Decompress::new(false),
            room: vec![0; ROOM],
        }
    }

    /// Unpacks what fits into the room, and hands it on.
    pub(super) fn step(
        &mut self,
        packed: &[u8],
        mut out: impl FnMut(&[u8]) -> Result<(), Refusal>,
    ) -> Result<Unpacked, Refusal> {
        let before = (self.inner.total_in(), self.inner.total_out());
        let status = self
            .inner
            .decompress(packed, &mut self.room, FlushDecompress::None)
            .map_err(|_| Refusal::Damaged)?;
        let used = counted(self.inner.total_in() - before.0);
        let made = counted(self.inner.total_out() - before.1);
        out(self.room.get(..made).unwrap_or_default())?;
        let ended = status == Status::StreamEnd;
        // Neither read nor written with bytes to read: it would stand here for ever.
        if !ended && used == 0 && made == 0 && !packed.is_empty() {
            return Err(Refusal::Damaged);
        }
        Ok(Unpacked { used, ended })
    }
}

fn counted(bytes: u64) -> usize {
    usize::try_from(bytes).unwrap_or(usize::MAX)
}
