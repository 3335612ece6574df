//! Columns in which several things stand: JSON, and lists of words.

use super::{FromColumn, ToValue};
use crate::{Error, Result};
use domain::*;
use sea_orm::{QueryResult, Value};
use words::Language;

/// What is kept as JSON in one column.
macro_rules! json_columns {
    ($($type:ty),*) => {$(
        impl ToValue for &Vec<$type> {
            fn to_value(self) -> Value {
                // Words, texts and lists of them: nothing in it can fail to be written.
                serde_json::to_string(self).unwrap_or_else(|_| "[]".to_owned()).to_value()
            }
        }
        impl FromColumn for Vec<$type> {
            fn from_column(row: &QueryResult, column: &str) -> Result<Self> {
                let text = String::from_column(row, column)?;
                serde_json::from_str(&text).map_err(|error| Error::Unreadable(format!("{column}: {error}")))
            }
        }
    )*};
}
json_columns!(Question, Answer, String);

// A language that has no file of sentences any more is as good as none.
impl ToValue for &Vec<Language> {
    fn to_value(self) -> Value {
        self.iter().map(|language| language.tag()).collect::<Vec<_>>().join(" ").to_value()
    }
}

impl FromColumn for Vec<Language> {
    fn from_column(row: &QueryResult, column: &str) -> Result<Self> {
        let text = String::from_column(row, column)?;
        Ok(text.split_whitespace().filter_map(|tag| tag.parse().ok()).collect())
    }
}

impl ToValue for &Option<Zone> {
    fn to_value(self) -> Value {
        self.as_ref().map(Zone::name).to_value()
    }
}

// A zone that the system knows no more is as good as none.
impl FromColumn for Option<Zone> {
    fn from_column(row: &QueryResult, column: &str) -> Result<Self> {
        let name = Option::<String>::from_column(row, column)?;
        Ok(name.and_then(|name| Zone::parse(&name)))
    }
}

impl ToValue for Option<Language> {
    fn to_value(self) -> Value {
        self.map(Language::tag).to_value()
    }
}

impl FromColumn for Option<Language> {
    fn from_column(row: &QueryResult, column: &str) -> Result<Self> {
        let text = Option::<String>::from_column(row, column)?;
        Ok(text.and_then(|tag| tag.parse().ok()))
    }
}
