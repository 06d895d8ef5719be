//! Checks the numbers of a template file against what their keys allow, and says the line of one that is refused.
//!
//! **Always true:** a number that is handed on is within the range of its key.

use super::TemplateError;
use super::allowed::{self, Allowed, Places};
use crate::message;
use crate::message::{Fill, Message};

/// Checks values; knows where they stand.
#[derive(Default)]
pub(super) struct Reader<'a> {
    source: &'a str,
    places: Places,
}

impl<'a> Reader<'a> {
    /// Of a file whose keys stand at these places.
    pub(super) fn of(source: &'a str, places: Places) -> Reader<'a> {
        Reader { source, places }
    }

    /// A number in thousandths, the range's lower end where none is said.
    pub(super) fn number(&self, table: &str, key: &str, value: Option<f64>) -> Result<i64, TemplateError> {
        let Some(allowed @ Allowed::Number(least, most, _)) = allowed::of(table, key) else { return Err(self.unknown(table, key)) };
        let value = value.unwrap_or(least);
        if !(least..=most).contains(&value) {
            return Err(self.outside(table, key, value.into(), allowed));
        }
        Ok((value * 1000.0).round() as i64)
    }

    /// A whole number, the range's lower end where none is said.
    pub(super) fn count(&self, table: &str, key: &str, value: Option<i64>) -> Result<usize, TemplateError> {
        let Some(allowed @ Allowed::Count(least, most, _)) = allowed::of(table, key) else { return Err(self.unknown(table, key)) };
        let value = value.unwrap_or(least);
        if !(least..=most).contains(&value) {
            return Err(self.outside(table, key, value.into(), allowed));
        }
        Ok(value as usize)
    }

    fn outside(&self, table: &str, key: &str, value: Fill, allowed: Allowed) -> TemplateError {
        self.refuse(table, key, message!("`{key} = {value}` is outside {allowed}", key = key.to_string(), value, allowed = allowed.said()))
    }

    /// A key without a row in the table of keys, or of another kind; a test reads every key, so that nobody sees this.
    fn unknown(&self, table: &str, key: &str) -> TemplateError {
        self.refuse(table, key, message!("nobody knows what `{key}` of [{table}] may be", key = key.to_string(), table = table.to_string()))
    }

    /// What is wrong, with the line of the key.
    pub(super) fn refuse(&self, table: &str, key: &str, message: Message) -> TemplateError {
        TemplateError { line: self.line_of_key(table, key), message }
    }

    /// What is wrong, with the line of the first of these keys that the file has.
    pub(super) fn refuse_any(&self, keys: &[(&str, &str)], message: Message) -> TemplateError {
        TemplateError { line: keys.iter().find_map(|(table, key)| self.line_of_key(table, key)), message }
    }

    /// The line where `key` stands in `[table]`, or the table itself where the key is empty.
    pub(super) fn line_of_key(&self, table: &str, key: &str) -> Option<usize> {
        self.places.get(&(table.to_string(), key.to_string())).map(|offset| line_of(self.source, *offset))
    }
}

/// The line of a byte, from 1.
pub(super) fn line_of(source: &str, offset: usize) -> usize {
    source.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count() + 1
}
