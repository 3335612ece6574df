//! Many rows for PostgreSQL, a column an array: the text of the statement is the same for any number of rows, so that it is
//! planned once.

use sea_orm::Value;
use std::fmt::Write as _;

/// The arguments of `UNNEST` for these rows and their values, one for each column; none where a column is neither whole
/// numbers nor text.
pub(super) fn of_columns(rows: &[Vec<Value>]) -> Option<(String, Vec<Value>)> {
    let (mut arguments, mut values) = (String::new(), Vec::new());
    for column in 0..rows.first()?.len() {
        let mut literal = String::from("{");
        let mut kind = None;
        for (number, row) in rows.iter().enumerate() {
            if number > 0 {
                literal.push(',');
            }
            kind = Some(append(&mut literal, row.get(column)?)?);
        }
        literal.push('}');
        let place = column + 1;
        let comma = if column == 0 { "" } else { ", " };
        // Writing into a String never fails.
        let _ = write!(arguments, "{comma}CAST(CAST(${place} AS TEXT) AS {}[])", kind?);
        values.push(literal.into());
    }
    Some((arguments, values))
}

/// Adds a value to the text of an array; the type of its column.
fn append(literal: &mut String, value: &Value) -> Option<&'static str> {
    match value {
        Value::BigInt(number) => {
            match number {
                // Writing into a String never fails.
                Some(number) => drop(write!(literal, "{number}")),
                None => literal.push_str("NULL"),
            }
            Some("BIGINT")
        }
        Value::String(text) => {
            match text {
                Some(text) => quote(literal, text),
                None => literal.push_str("NULL"),
            }
            Some("TEXT")
        }
        _ => None,
    }
}

/// Adds a text in quotes, in which only the quote itself and the backslash mean something.
fn quote(literal: &mut String, text: &str) {
    literal.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            literal.push('\\');
        }
        literal.push(c);
    }
    literal.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_stands_in_a_text_stays_in_it() {
        let rows = vec![
            vec![Value::BigInt(Some(1)), Value::String(Some(r#"a "b", {c} \ d"#.into()))],
            vec![Value::BigInt(None), Value::String(Some("NULL".into()))],
            vec![Value::BigInt(Some(-3)), Value::String(None)],
        ];
        let (arguments, values) = of_columns(&rows).unwrap();
        assert_eq!(arguments, "CAST(CAST($1 AS TEXT) AS BIGINT[]), CAST(CAST($2 AS TEXT) AS TEXT[])");
        let expected = ["{1,NULL,-3}", r#"{"a \"b\", {c} \\ d","NULL",NULL}"#];
        assert_eq!(values, expected.map(Value::from));
    }
}
