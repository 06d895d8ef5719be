//! Just enough of Rust's grammar to see what a source uses: its tokens, and which of them are test code.
//!
//! **Always true:** what stands in a comment or a character is no token, and a string is one, from its first mark to its last.

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// A name, a number, a string, `::`, or one mark.
    pub text: String,
    /// 1-based.
    pub line: usize,
}

/// The tokens of a Rust source. Comments, raw strings, characters and lifetimes are left out.
pub fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let (mut out, mut i, mut line) = (Vec::new(), 0, 1);
    while i < chars.len() {
        let start = i;
        i = match at(i) {
            '/' if at(i + 1) == '/' => (i..chars.len()).find(|&k| at(k) == '\n').unwrap_or(chars.len()),
            '/' if at(i + 1) == '*' => end_of_comment(&chars, i),
            '"' => {
                let end = end_of_string(&chars, i);
                out.push(Token { text: chars[i..end.min(chars.len())].iter().collect(), line });
                end
            }
            '\'' if at(i + 1) == '\\' => (i + 3..chars.len()).find(|&k| at(k) == '\'').unwrap_or(i + 2) + 1,
            '\'' if at(i + 2) == '\'' => i + 3,
            // A lifetime: its name is no token either.
            '\'' => (i + 1..chars.len()).find(|&k| !is_word(at(k))).unwrap_or(chars.len()),
            c if is_word(c) => {
                let end = (i..chars.len()).find(|&k| !is_word(at(k))).unwrap_or(chars.len());
                let word: String = chars[i..end].iter().collect();
                let hashes = (end..chars.len()).take_while(|&k| at(k) == '#').count();
                if matches!(word.as_str(), "r" | "br" | "cr") && at(end + hashes) == '"' {
                    end_of_raw_string(&chars, end, hashes)
                } else {
                    out.push(Token { text: word, line });
                    end
                }
            }
            ':' if at(i + 1) == ':' => {
                out.push(Token { text: "::".to_string(), line });
                i + 2
            }
            c => {
                if !c.is_whitespace() {
                    out.push(Token { text: c.to_string(), line });
                }
                i + 1
            }
        };
        i = i.min(chars.len());
        line += chars[start..i].iter().filter(|c| **c == '\n').count();
    }
    out
}

pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn end_of_comment(chars: &[char], start: usize) -> usize {
    let (mut depth, mut i) = (0, start);
    while i + 1 < chars.len() {
        match (chars[i], chars[i + 1]) {
            ('/', '*') => (depth, i) = (depth + 1, i + 2),
            ('*', '/') if depth == 1 => return i + 2,
            ('*', '/') => (depth, i) = (depth - 1, i + 2),
            _ => i += 1,
        }
    }
    chars.len()
}

fn end_of_string(chars: &[char], start: usize) -> usize {
    let mut i = start + 1;
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    i + 1
}

fn end_of_raw_string(chars: &[char], after_prefix: usize, hashes: usize) -> usize {
    let closes = |k: usize| chars[k] == '"' && chars[k + 1..].iter().take_while(|c| **c == '#').count() >= hashes;
    (after_prefix + hashes + 1..chars.len()).find(|&k| closes(k)).map_or(chars.len(), |k| k + 1 + hashes)
}

pub fn is_at(tokens: &[Token], at: usize, pattern: &[&str]) -> bool {
    tokens.get(at..at + pattern.len()).is_some_and(|part| part.iter().zip(pattern).all(|(token, text)| token.text == *text))
}

/// Where the bracket that opens at `at` has closed.
pub fn behind_bracket(tokens: &[Token], at: usize) -> usize {
    let mut depth = 0;
    for (index, token) in tokens.iter().enumerate().skip(at) {
        match token.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    tokens.len()
}

/// The tokens without `#[cfg(test)]` items, and the names of test modules that stand in files of their own.
pub fn without_tests(tokens: &[Token]) -> (Vec<Token>, Vec<String>) {
    let (mut kept, mut files, mut i) = (Vec::new(), Vec::new(), 0);
    while i < tokens.len() {
        let is_test =
            is_at(tokens, i, &["#", "[", "cfg", "(", "test", ")", "]"]) || is_at(tokens, i, &["#", "[", "cfg", "(", "all", "(", "test"]);
        if !is_test {
            kept.push(tokens[i].clone());
            i += 1;
            continue;
        }
        // The item ends with its first `;` or `{…}` that no other bracket holds.
        i = behind_bracket(tokens, i + 1);
        let start = i;
        while i < tokens.len() && !matches!(tokens[i].text.as_str(), ";" | "{") {
            i = if matches!(tokens[i].text.as_str(), "(" | "[") { behind_bracket(tokens, i) } else { i + 1 };
        }
        let is_use_group = tokens[start..i].iter().any(|token| token.text == "use");
        if is_at(tokens, i, &[";"]) && is_at(tokens, i.saturating_sub(2), &["mod"]) {
            files.push(tokens[i - 1].text.clone());
        }
        i = if is_at(tokens, i, &["{"]) { behind_bracket(tokens, i) } else { i + 1 };
        if is_use_group && is_at(tokens, i, &[";"]) {
            i += 1;
        }
    }
    (kept, files)
}
