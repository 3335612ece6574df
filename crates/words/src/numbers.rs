//! How a language writes numbers.

/// The marks of a language within numbers.
#[derive(Debug, Clone)]
pub(crate) struct Numbers {
    /// Between groups of three digits; may be empty.
    pub group: String,
    /// Before the fraction.
    pub decimal: String,
}

impl Numbers {
    pub(crate) fn whole(&self, number: u64) -> String {
        let digits = number.to_string();
        let mut text = String::with_capacity(digits.len() * 2);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                text.push_str(&self.group);
            }
            text.push(digit);
        }
        text
    }

    /// The message of the unit, and the number before it.
    pub(crate) fn size(&self, bytes: u64) -> (&'static str, String) {
        const UNITS: [&str; 5] = ["size-kb", "size-mb", "size-gb", "size-tb", "size-pb"];
        if bytes < 1000 {
            return ("size-b", bytes.to_string());
        }
        let mut value = bytes as f64 / 1000.0;
        let mut unit = 0;
        // 999.5 would be written as "1000 kB".
        while value >= 999.5 && unit + 1 < UNITS.len() {
            value /= 1000.0;
            unit += 1;
        }
        let digits = usize::from(value < 9.95);
        (UNITS[unit], format!("{value:.digits$}").replace('.', &self.decimal))
    }
}
