//! Chance that falls the same way each time, so that everybody sees the same demonstration.

/// A row of numbers that depends on its seed alone (`SplitMix64`, Steele, Lea and Flood 2014). Nothing secret comes from it.
pub struct Dice(u64);

impl Dice {
    /// The row that belongs to a name.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let mix = |sum: u64, byte: u8| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Self(name.bytes().fold(0xcbf2_9ce4_8422_2325, mix))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from `least` to `most`, both included.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        let many = u64::try_from(most.saturating_sub(least)).unwrap_or(0);
        let drawn = self.next() % many.saturating_add(1);
        least.saturating_add(i64::try_from(drawn).unwrap_or(0))
    }

    /// Whether something happens that happens so often out of 100.
    pub fn happens(&mut self, percent: u32) -> bool {
        self.between(1, 100) <= i64::from(percent)
    }

    /// One of several, by weight; none when there is nothing to draw from.
    pub fn one_of<'a, T>(&mut self, all: &'a [T], weight: impl Fn(&T) -> u32) -> Option<&'a T> {
        let whole: i64 = all.iter().map(|one| i64::from(weight(one))).sum();
        let mut drawn = self.between(1, whole);
        all.iter().find(|one| {
            drawn -= i64::from(weight(one));
            drawn <= 0
        })
    }
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "tests fail by panicking"
    )]
    use super::*;

    #[test]
    fn the_same_name_gives_the_same_row_and_another_name_another() {
        let row = |name| {
            let mut dice = Dice::of(name);
            [0; 8].map(|_: i32| dice.between(0, 1000))
        };
        assert_eq!(row("aldermere"), row("aldermere"));
        assert_ne!(row("aldermere"), row("thornsea"));
    }

    #[test]
    fn weights_are_kept_to() {
        let mut dice = Dice::of("weights");
        let mut seen = [0_u32; 3];
        for _ in 0..10_000 {
            let index = *dice
                .one_of(&[0_usize, 1, 2], |one| [10, 0, 30][*one])
                .unwrap();
            seen[index] += 1;
        }
        assert_eq!(seen[1], 0);
        assert!((2_200..2_800).contains(&seen[0]), "{seen:?}");
        assert!(dice.one_of::<u8>(&[], |_| 1).is_none());
        assert!((0..200).all(|_| (3..=5).contains(&dice.between(3, 5))));
    }
}
