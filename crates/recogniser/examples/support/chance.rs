//! Numbers from a fixed seed.

/// A small generator; the same seed gives the same numbers.
pub struct Chance(pub u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11
    }

    /// A number from 0 to one less than `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    /// True that often in a thousand.
    pub fn chance(&mut self, in_thousand: u64) -> bool {
        self.next() % 1000 < in_thousand
    }
}
