//! Decoded text to normal text: line ends, indents, widths and marks put right, every edit explained.
//!
//! In: [`DecodedText`]. Out: [`NormalText`] whose lines end in U+000A, carry no indent and no trailing space, and hold
//! no invisible character. The rules stand in order in [`rules::RULES`]; each proposes edits, only this file applies them.
//! The order and the fix-point are those of the rule table over GB/T 15834—2011 and GB/T 15835—2011.
//!
//! **Always true:** applying `edits` to the decoded text gives the normal text, and running again gives no edits.

use crate::decode::DecodedText;
use crate::diagnostic::Diagnostic;
use crate::document::Region;
use crate::source::{Place, Span};

pub mod char_set;
pub mod characters;
pub mod checks;
pub mod edit_log;
pub mod english;
pub mod fences;
pub mod full_stops;
pub mod line;
pub mod lines;
pub mod options;
pub mod ordinals;
pub mod paragraphs;
pub mod records;
pub mod region;
pub mod rule;
pub mod rules;
pub mod separators;
pub mod spans;
pub mod suspicion;

pub use edit_log::apply;
pub use options::NormalizeOptions;
pub use rule::{Class, Rule, Touches};

use char_set::CharSet;
use edit_log::Change;
use line::Line;
use paragraphs::Before;
use rule::{Proposals, Scope, Work};
use rules::{RULES, blank_lines, invisible_character};

/// How often the list of rules runs over a line at most. Random text settles in three.
const PASSES: usize = 6;

/// One change, in the coordinates of the decoded text. Edits of a log are sorted and never overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The rule that made it.
    pub rule: &'static str,
    /// What it replaced, in bytes of the decoded text.
    pub span: Span,
    /// The same as line and column.
    pub place: Place,
    /// The text that stood there.
    pub before: String,
    /// The text that stands there now.
    pub after: String,
}

/// One line of normal text, and how it stood in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NormalLine {
    /// Its characters, in bytes of the normal text, without the line end.
    pub span: Span,
    /// Its 1-based line in the decoded source.
    pub number: usize,
    /// White space taken off its start, in half-width columns (U+3000 counts 2, a tab advances to the next multiple of 4).
    pub indent: usize,
    /// How many blank lines stood before it in the source; at least one after a form feed.
    pub blank_before: usize,
}

/// Text in normal form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NormalText {
    /// The characters; lines end in U+000A.
    pub text: String,
    /// The lines that hold anything, in order.
    pub lines: Vec<NormalLine>,
    /// Every change, in order.
    pub edits: Vec<Edit>,
    /// Where the text is from: as the user said, or by its characters.
    pub region: Region,
}

impl NormalText {
    /// The characters of a line.
    pub fn line(&self, line: &NormalLine) -> &str {
        &self.text[line.span.range()]
    }

    /// Where a character of the normal text (its offset in bytes) stood in the decoded source.
    ///
    /// A character that an edit put there stands where the edit does; between lines it is the end of the line before.
    pub fn place(&self, offset: usize) -> Place {
        let after = self.lines.partition_point(|line| line.span.start <= offset);
        let Some(line) = self.lines.get(after.saturating_sub(1)) else { return Place { line: 1, column: 1 } };
        let Span { start, end } = line.span;
        let skipped = self.text.get(start..offset.clamp(start, end)).unwrap_or_default().chars().count();
        let from = self.edits.partition_point(|edit| edit.place.line < line.number);
        let to = self.edits.partition_point(|edit| edit.place.line <= line.number);
        let column = edit_log::source_column(self.edits.get(from..to).unwrap_or_default(), skipped);
        Place { line: line.number, column }
    }

    /// The same for many characters, each behind the last: a line is walked through once, however long it is.
    pub fn places(&self) -> Places<'_> {
        Places { normal: self, line: usize::MAX, at: 0, skipped: 0, edit: 0, source: edit_log::SourceColumn::default() }
    }
}

/// Answers [`NormalText::place`] for one character after another.
#[derive(Debug)]
pub struct Places<'a> {
    normal: &'a NormalText,
    /// The line of the last character, its offset, and how many characters of the line stand before it.
    line: usize,
    at: usize,
    skipped: usize,
    /// The first edit that is not behind us.
    edit: usize,
    source: edit_log::SourceColumn,
}

impl Places<'_> {
    /// Where a character stood in the decoded source.
    pub fn place(&mut self, offset: usize) -> Place {
        let normal = self.normal;
        let after = normal.lines.partition_point(|line| line.span.start <= offset).saturating_sub(1);
        let Some(line) = normal.lines.get(after) else { return Place { line: 1, column: 1 } };
        let Span { start, end } = line.span;
        let offset = offset.clamp(start, end);
        if after != self.line || offset < self.at {
            (self.line, self.at, self.skipped) = (after, start, 0);
            self.edit = normal.edits.partition_point(|edit| edit.place.line < line.number);
            self.source = edit_log::SourceColumn::default();
        }
        self.skipped += normal.text.get(self.at..offset).unwrap_or_default().chars().count();
        self.at = offset;
        let rest = normal.edits.get(self.edit..).unwrap_or_default();
        let own = rest.iter().take_while(|edit| edit.place.line == line.number);
        let (column, passed) = self.source.walk(own, self.skipped);
        self.edit += passed;
        Place { line: line.number, column }
    }
}

/// Puts a decoded text into normal form.
pub fn normalize(decoded: &DecodedText, options: &NormalizeOptions) -> (NormalText, Vec<Diagnostic>) {
    let tidy = lines::Tidy { blank_lines: options.runs(&blank_lines::RULE), invisible: options.runs(&invisible_character::RULE) };
    let lines::Lines { mut text, mut lines, mut log, starts, controls } = lines::split(&decoded.text, tidy);
    let region = options.region.unwrap_or_else(|| region::detect(&text));
    let rules = LineRules::of(options, region);
    log = edit_log::compose(log, run_rules(&rules, &mut text, &mut lines));
    let edits = edit_log::finish(log, &decoded.text, &starts);
    let normal = NormalText { text, lines, edits, region };
    let mut diagnostics: Vec<Diagnostic> = rules::control_character::report(controls, &decoded.text, &starts).into_iter().collect();
    diagnostics.extend(checks::check(&normal, options));
    (normal, diagnostics)
}

/// A rule for lines or paragraphs, as it runs.
pub struct LineRule {
    name: &'static str,
    triggers: CharSet,
    scope: Scope,
    propose: fn(&Line, &mut Proposals),
    /// Whether it must see a paragraph whole.
    sees_paragraphs: bool,
}

/// The rules for lines and paragraphs that run, in order.
struct LineRules {
    rules: Vec<LineRule>,
    /// What a line must hold for any of them to be asked.
    triggers: CharSet,
    /// What a paragraph must hold for one that sees paragraphs to be asked.
    paragraph_triggers: CharSet,
}

impl LineRules {
    fn of(options: &NormalizeOptions, region: Region) -> LineRules {
        let running = RULES.iter().filter(|rule| options.runs_in(rule, region));
        let rules: Vec<LineRule> = running
            .filter_map(|rule| match rule.work {
                Work::Line { triggers, scope, propose } => {
                    Some(LineRule { name: rule.name, triggers, scope, propose, sees_paragraphs: false })
                }
                Work::Paragraph { triggers, scope, propose } => {
                    Some(LineRule { name: rule.name, triggers, scope, propose, sees_paragraphs: true })
                }
                Work::Lines { .. } | Work::Check(_) | Work::Suspicion(_) => None,
            })
            .collect();
        let triggers = rules.iter().fold(CharSet::EMPTY, |all, rule| all.joined(rule.triggers));
        let over_paragraphs = rules.iter().filter(|rule| rule.sees_paragraphs);
        let paragraph_triggers = over_paragraphs.fold(CharSet::EMPTY, |all, rule| all.joined(rule.triggers));
        LineRules { rules, triggers, paragraph_triggers }
    }
}

/// Runs the rules over a text; answers with the changes, in bytes of the text as it stood.
fn run_rules(rules: &LineRules, text: &mut String, lines: &mut [NormalLine]) -> Vec<Change> {
    let (mut log, is_left) = run_over_lines(rules, text, lines, None);
    if !is_left {
        return log;
    }
    for _ in 0..PASSES {
        let changes = paragraphs::changes(&rules.rules, text, lines);
        if changes.is_empty() {
            break;
        }
        let changed = paragraphs::make(&changes, text, lines);
        log = edit_log::compose(log, changes);
        log = edit_log::compose(log, run_over_lines(rules, text, lines, Some(&changed)).0);
    }
    log
}

/// Runs the rules over the lines one by one, all of them or those `due` by index with the one that follows each.
/// Answers with the changes, and whether a rule that sees paragraphs may find anything in what came of them.
fn run_over_lines(rules: &LineRules, text: &mut String, lines: &mut [NormalLine], due: Option<&[usize]>) -> (Vec<Change>, bool) {
    let mut log = Vec::new();
    let mut is_left = false;
    let mut out = String::new();
    let mut copied = 0;
    let mut fenced = fences::fenced(text, lines).into_iter().peekable();
    let mut before = Before::NOTHING;
    let is_due =
        |index: usize| due.is_none_or(|due| due.binary_search(&index).is_ok() || due.binary_search(&index.wrapping_sub(1)).is_ok());
    // The first line of the paragraph, and whether the line before hangs together with this one.
    let mut first = lines.first().copied();
    let mut hangs = false;
    for index in 0..lines.len() {
        let next = lines.get(index + 1).copied();
        let Some(line) = lines.get_mut(index) else { break };
        let source = text.get(line.span.range()).unwrap_or_default();
        while fenced.next_if(|range| range.end <= index).is_some() {}
        let is_fenced = fenced.peek().is_some_and(|range| range.contains(&index));
        let seen = CharSet::of_text(source);
        let settled = if !is_fenced && is_due(index) && seen.meets(rules.triggers) {
            let opens = before.opens(line);
            let is_part =
                hangs || next.is_some_and(|next| paragraphs::may_hang(first.as_ref(), line, &next, paragraphs::runs_on(text, line, &next)));
            let seen_line = Line::seen_as(source, seen, opens).behind(before.last);
            settle(rules, if is_part { seen_line.as_part() } else { seen_line }).0
        } else {
            Vec::new()
        };
        // Nothing to say about most lines: they are copied in one piece with their neighbours.
        let start = out.len() + (line.span.start - copied);
        let mut length = line.span.len();
        let end = line.span.end;
        for change in settled {
            let span = Span::new(line.span.start + change.span.start, line.span.start + change.span.end);
            out.push_str(text.get(copied..span.start).unwrap_or_default());
            out.push_str(&change.after);
            copied = span.end;
            length = length + change.after.len() - span.len();
            log.push(Change { span, ..change });
        }
        let tail = text.get(copied..end).unwrap_or_default();
        let last = tail.chars().next_back().or_else(|| out.chars().next_back());
        line.span = Span::new(start, start + length);
        // Most pairs were made in their line: what is left of them is what paragraphs are asked about.
        let is_changed = start < out.len();
        is_left |= match is_changed {
            false => seen.meets(rules.paragraph_triggers),
            true => [out.get(start..).unwrap_or_default(), tail].iter().any(|part| CharSet::of_text(part).meets(rules.paragraph_triggers)),
        };
        before = Before::of(line, last);
        hangs = next.is_some_and(|next| paragraphs::may_hang(first.as_ref(), line, &next, !before.ends() && next.span.start <= end + 1));
        if !hangs {
            first = next;
        }
    }
    if !log.is_empty() {
        out.push_str(text.get(copied..).unwrap_or_default());
        *text = out;
    }
    (log, is_left)
}

/// Runs the rules over a line until nothing changes: a stop converted late is the neighbour of an earlier one.
/// Answers with the changes and whether they settled, which the tests hold it to.
fn settle(rules: &LineRules, mut line: Line) -> (Vec<Change>, bool) {
    let mut log = Vec::new();
    // How many rules in a row have seen the line as it is and had nothing to say: when all have, no further pass would change it.
    let mut content = 0;
    for rule in rules.rules.iter().cycle().take(PASSES * rules.rules.len()) {
        if content == rules.rules.len() {
            return (log, true);
        }
        content += 1;
        let is_asked = line.seen().meets(rule.triggers)
            && (!rule.sees_paragraphs || line.is_whole())
            && (rule.scope == Scope::AnyLine || line.is_chinese());
        if !is_asked {
            continue;
        }
        let mut proposals = Proposals::new(&line);
        (rule.propose)(&line, &mut proposals);
        let accepted = proposals.into_accepted();
        if !accepted.is_empty() {
            content = 0;
            let changes = line.apply(accepted, rule.name);
            log = edit_log::compose(log, changes);
        }
    }
    let is_settled = content == rules.rules.len();
    (log, is_settled)
}

#[cfg(test)]
mod tests;
