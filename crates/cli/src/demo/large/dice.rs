//! Chance that falls the same way in every demo.

/// Numbers that look random (SplitMix64) and come in the same order from the same seed.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below `most`; 0 where there is none.
    pub fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }

    /// A number below `most`, the small ones far more often than the large ones: a few people ask for most, and a few kits
    /// are asked for most.
    pub fn skewed(&mut self, most: usize) -> usize {
        let far = self.below(most);
        let near = self.below(far + 1);
        self.below(near + 1)
    }

    /// Whether something happens that does so in so many of a hundred cases.
    pub fn percent(&mut self, of_hundred: usize) -> bool {
        self.below(100) < of_hundred
    }

    pub fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// So many different numbers below `most`, in no order; fewer where there are fewer.
    pub fn some(&mut self, count: usize, most: usize) -> Vec<usize> {
        let mut some = Vec::with_capacity(count);
        while some.len() < count.min(most) {
            let number = self.below(most);
            if !some.contains(&number) {
                some.push(number);
            }
        }
        some
    }

    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        std::array::from_fn(|_| (self.next() >> 32) as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_falls_the_same_way_from_the_same_seed() {
        let rolls = |seed| {
            let mut dice = Dice::new(seed);
            (0..50).map(|_| dice.below(1_000)).collect::<Vec<usize>>()
        };
        assert_eq!(rolls(7), rolls(7));
        assert_ne!(rolls(7), rolls(8));
        assert_eq!(Dice::new(7).bytes::<16>(), Dice::new(7).bytes::<16>());
    }

    #[test]
    fn small_numbers_come_more_often_and_none_is_too_large() {
        let mut dice = Dice::new(1);
        let rolls: Vec<usize> = (0..2_000).map(|_| dice.skewed(100)).collect();
        assert!(rolls.iter().all(|roll| *roll < 100));
        let small = rolls.iter().filter(|roll| **roll < 20).count();
        assert!(small > 1_200, "{small}");
        assert_eq!((dice.below(0), dice.skewed(1), dice.some(5, 2).len()), (0, 0, 2));
    }
}
