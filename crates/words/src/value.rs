//! What is set into a sentence.

/// What is set into a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Words of somebody else, or a number that is written already.
    Text(String),
    /// A number to count by: it chooses the form of the sentence and is written as the language writes numbers.
    Number(u64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Value::Text(text.clone())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Value::Number(number)
    }
}

impl From<&u64> for Value {
    fn from(number: &u64) -> Self {
        Value::Number(*number)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Value::Number(number as u64)
    }
}

impl From<&&u64> for Value {
    fn from(number: &&u64) -> Self {
        Value::Number(**number)
    }
}

impl From<&usize> for Value {
    fn from(number: &usize) -> Self {
        Value::Number(*number as u64)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Value::Number(u64::from(number))
    }
}

impl From<&u32> for Value {
    fn from(number: &u32) -> Self {
        Value::Number(u64::from(*number))
    }
}
