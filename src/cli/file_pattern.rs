//! Which files an `[[override]]` means: `*.txt`, `会议/*.txt`, `会议/`, `**/草稿/?.txt`.
//!
//! `*` is any run of characters of one name, `?` one of them, `**` any number of folders. Without a `/` a pattern is about
//! the name, in whatever folder; with one it is about the path from the settings file's folder; one that ends in `/` is
//! about all below that folder.
//!
//! **Always true:** matching ends in time that grows with the product of the lengths, whatever the pattern.

use std::path::Path;

use crate::message;
use crate::message::Message;

/// A pattern as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePattern(String);

impl FilePattern {
    /// Checks a pattern; the error says what is wrong.
    pub fn parse(said: &str) -> Result<FilePattern, Message> {
        let pattern = said.strip_prefix("./").unwrap_or(said);
        if pattern.is_empty() {
            return Err(message!("an empty pattern means no file"));
        }
        if pattern.starts_with('/') || pattern.split('/').any(|part| part == "..") {
            return Err(message!("`{said}` leads out of the folder of this file, a pattern means files below it", said = said.to_string()));
        }
        Ok(FilePattern(pattern.to_string()))
    }

    /// Whether it means this file: its path from the settings file's folder, or its name alone where it lies elsewhere.
    pub fn means(&self, relative: Option<&Path>, name: &Path) -> bool {
        let text = |path: &Path| path.to_string_lossy().replace('\\', "/");
        if !self.0.contains('/') {
            return matches(&self.0, &text(name));
        }
        let Some(relative) = relative else { return false };
        let pattern = if self.0.ends_with('/') { format!("{}**", self.0) } else { self.0.clone() };
        let (pattern, path): (Vec<&str>, String) = (pattern.split('/').collect(), text(relative));
        let path: Vec<&str> = path.split('/').collect();
        walk(&pattern, &path, |part| *part == "**", |part, name| matches(part, name))
    }
}

/// Whether one name fits.
fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    walk(&pattern, &name, |part| *part == '*', |part, c| *part == '?' || part == c)
}

/// Matches two lists; a part that is `any` stands for as many items as need be. Only the last such part is ever tried
/// again, which is enough: what it may take, no earlier one needs.
fn walk<P, I>(pattern: &[P], items: &[I], any: impl Fn(&P) -> bool, fits: impl Fn(&P, &I) -> bool) -> bool {
    let (mut at, mut item) = (0, 0);
    let mut again: Option<(usize, usize)> = None;
    while item < items.len() {
        match pattern.get(at) {
            Some(part) if any(part) => {
                again = Some((at + 1, item));
                at += 1;
            }
            Some(part) if items.get(item).is_some_and(|one| fits(part, one)) => {
                at += 1;
                item += 1;
            }
            _ => match again {
                Some((after, from)) => {
                    again = Some((after, from + 1));
                    (at, item) = (after, from + 1);
                }
                None => return false,
            },
        }
    }
    pattern.get(at..).is_some_and(|rest| rest.iter().all(any))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_means_names_or_paths() {
        let cases = [
            ("*.txt", "会议/a.txt", true),
            ("a*.txt", "会议/a.txt", true),
            ("a?.txt", "会议/a.txt", false),
            ("*议*.txt", "会议/1.txt", false), // about the name alone
            ("会议/*.txt", "会议/a.txt", true),
            ("会议/*.txt", "会议/旧/a.txt", false),
            ("会议/*.txt", "x/会议/a.txt", false),
            ("会议/", "会议/旧/a.txt", true),
            ("会议/", "会议.txt", false),
            ("会议/**/*.txt", "会议/a.txt", true),
            ("**/草稿/*", "x/y/草稿/a.txt", true),
            ("**/草稿/*", "草稿/a.txt", true),
            ("**/草稿/**/a.txt", "草稿/b/草稿/c/a.txt", true),
            ("./a.txt", "a.txt", true),
        ];
        for (pattern, path, means) in cases {
            let path = Path::new(path);
            let name = Path::new(path.file_name().expect("a name"));
            assert_eq!(FilePattern::parse(pattern).expect(pattern).means(Some(path), name), means, "{pattern} {path:?}");
        }
        let far = FilePattern::parse("会议/*.txt").expect("good");
        assert!(!far.means(None, Path::new("a.txt")), "a file elsewhere has no path from there");
        assert!(FilePattern::parse("../*.txt").is_err() && FilePattern::parse("").is_err() && FilePattern::parse("/a").is_err());
    }

    #[test]
    fn many_stars_take_no_time() {
        let pattern = FilePattern::parse(&"*a".repeat(200)).expect("good");
        let name = "a".repeat(4000) + "b";
        assert!(!pattern.means(None, Path::new(&name)));
    }
}
