//! What a shell is told: options, and commands with what they quote.

use std::ops::Range;

use super::code::string_end;
use super::{is_half_stop, is_space};

/// Characters of one command, at most.
const REACH: usize = 400;

/// Commands that texts name. One of them counts where it has an option or something quoted behind it.
const COMMANDS: [&str; 46] = [
    "apt", "awk", "bash", "brew", "cargo", "cat", "cd", "chmod", "cp", "curl", "docker", "echo", "export", "find", "gcc", "git", "go",
    "grep", "head", "java", "kubectl", "ls", "make", "mkdir", "mv", "mysql", "node", "npm", "npx", "ping", "pip", "printf", "psql",
    "python", "rm", "rsync", "scp", "sed", "ssh", "sudo", "tail", "tar", "unzip", "wget", "yarn", "yum",
];

/// Finds options and commands.
pub fn find(chars: &[char], ranges: &mut Vec<Range<usize>>) {
    let mut at = 0;
    while at < chars.len() {
        let before = at.checked_sub(1).and_then(|before| chars.get(before)).copied();
        let found = match chars[at] {
            '-' if before.is_none_or(|c| !is_ink(c) || matches!(c, '"' | '(' | ',' | ':' | ';')) => option_end(chars, at, before),
            c if c.is_ascii_lowercase() && before.is_none_or(|c| !is_ink(c) || matches!(c, '"' | '(')) || follows_number(chars, at) => {
                command_end(chars, at)
            }
            _ => None,
        };
        ranges.extend(found.map(|end| at..end));
        at = found.unwrap_or(at + 1).max(at + 1);
    }
}

/// `1.git` is `1、git` with the mark that belongs there.
fn follows_number(chars: &[char], at: usize) -> bool {
    matches!(at.checked_sub(2).and_then(|from| chars.get(from..at)), Some([number, '.']) if number.is_ascii_digit())
}

/// Ink of ASCII, in full width too: what is a letter or a quotation mark there is one in the end.
fn is_ink(c: char) -> bool {
    c.is_ascii_graphic() || matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '－' | '＇' | '＂')
}

/// `--strict`, `--name="值"`, and `-v` between spaces. A dash between words (甲--abc--乙) is none.
fn option_end(chars: &[char], at: usize, before: Option<char>) -> Option<usize> {
    let stands_alone = before.is_none_or(is_space);
    if chars.get(at + 1) != Some(&'-') {
        let is_letter = chars.get(at + 1).is_some_and(char::is_ascii_alphabetic);
        let ends = chars.get(at + 2).is_none_or(|c| is_space(*c));
        return (stands_alone && is_letter && ends).then_some(at + 2);
    }
    let is_name = |c: &&char| c.is_ascii_lowercase() || c.is_ascii_digit() || **c == '-' || (stands_alone && c.is_ascii_alphabetic());
    let name = chars.iter().skip(at + 2).take(60).take_while(is_name).count();
    let end = at + 2 + name;
    let text = chars.get(at + 2..end)?;
    let is_option = text.first().is_some_and(char::is_ascii_alphabetic) && (stands_alone || name >= 2);
    if !is_option || text.windows(2).any(|pair| pair == ['-', '-']) || text.last() == Some(&'-') || chars.get(end) == Some(&'－') {
        return None;
    }
    if chars.get(end) != Some(&'=') {
        return Some(end);
    }
    match chars.get(end + 1) {
        Some('"' | '\'') => string_end(chars, end + 1).or(Some(end)),
        _ => {
            let value = chars.iter().skip(end).take(REACH).take_while(|c| c.is_ascii_graphic() && !is_half_stop(**c)).count();
            Some(end + value)
        }
    }
}

/// `git commit -m "修复,登录"`: up to the first Han that is not quoted.
fn command_end(chars: &[char], at: usize) -> Option<usize> {
    let word: String = chars.iter().skip(at).take(9).take_while(|c| c.is_ascii_lowercase() || c.is_ascii_digit()).collect();
    let mut end = at + word.len();
    if chars.get(end) != Some(&' ') || COMMANDS.binary_search(&word.as_str()).is_err() {
        return None;
    }
    let mut has_sign = false;
    while let Some(c) = chars.get(end).copied().filter(|_| end < at + REACH) {
        let before = chars.get(end - 1).copied().unwrap_or(' ');
        match c {
            '"' | '\'' if matches!(before, ' ' | '=') => {
                let Some(next) = string_end(chars, end) else { break };
                end = next;
                has_sign = true;
            }
            // It closes what was opened before the command.
            '"' => break,
            '-' if before == ' ' => {
                has_sign = true;
                end += 1;
            }
            c if c.is_ascii_graphic() || c == ' ' => end += 1,
            _ => break,
        }
    }
    let is_outside = |c: &&char| is_space(**c) || is_half_stop(**c);
    end -= chars.get(at..end)?.iter().rev().take_while(is_outside).count();
    has_sign.then_some(end)
}
