//! What normalization promises, on texts made of what rules trip over.

use proptest::prelude::*;

use super::*;
use crate::normalize::spans::Protected;

/// What texts are made of that rules trip over.
const PIECES: &[&str] = &[
    "人",
    "民",
    "一",
    "十",
    "年",
    "，",
    "。",
    "、",
    "：",
    "？",
    "！",
    "；",
    "“",
    "”",
    "（",
    "）",
    "《",
    "》",
    ",",
    ".",
    ";",
    ":",
    "?",
    "!",
    "(",
    ")",
    "\"",
    "'",
    "-",
    "--",
    "―",
    "─",
    "—",
    "…",
    "·",
    "...",
    " ",
    "  ",
    "　",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\u{C}",
    "\u{A0}",
    "\u{200B}",
    "\u{200D}",
    "\u{FEFF}",
    "\0",
    "\u{FFFE}",
    "１",
    "２",
    "：３０",
    "．",
    "％",
    "－",
    "Ａ",
    "Ｘ",
    "1",
    "30",
    "a",
    "X",
    "/",
    "://",
    "@",
    "www.",
    "|",
    "{",
    "}",
    "=",
    "<b>",
    "&lt;",
    "*",
    "×",
    "□",
    "👨",
    "︵",
    "︶",
    "⼈",
    "\u{F900}",
    "`",
    "\\",
    "の",
    "同志们今天开会学习",
    "老人看渠修得好坐下来歇一歇末了说往后年年都有水大家都笑了",
    "说：\"",
    "。\"",
    "表",
    "＂",
    "＇",
    "<<",
    ">>",
    "＜",
    "＞",
    "〈",
    "〉",
    "「",
    "」",
    "『",
    "』",
    "•",
    "●",
    "・",
    "[2024]",
    "［2024］",
    "号",
    "第",
    "其",
    "首先",
    "章",
    "○",
    "0",
    "O",
    "二",
    "\n一",
    "\n1、",
    "\n（二）",
    "~",
    "天",
    "%",
    "# ",
    "\n## ",
    "**",
    "```",
    "\n```\n",
    "\u{3164}",
    "\u{180E}",
    "國會這",
    "\n\n",
    "等等",
    "月",
    "Some words of English here",
    "……",
    "〔",
    "〕",
    "print(\"",
    "x=\"",
    "\")",
    "http://a.cn/",
    "D:\\",
    ".pdf",
    "[\"",
    "{\"",
    "git -m \"",
    "--help",
    "'98级",
    "Hi, you",
    "\n姓名,1,2",
    "\nname: 1",
    ": ",
    "7'6\"",
    "@人",
    "主任 ",
];

/// Text that rules trip over.
fn nasty() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

/// Options of every kind.
fn chosen() -> impl Strategy<Value = NormalizeOptions> {
    let names: Vec<&'static str> = RULES.iter().map(|rule| rule.name).collect();
    let some = move || prop::sample::subsequence(names.clone(), 0..=names.len());
    let region = prop::sample::select(vec![None, Some(Region::Cn), Some(Region::Tw), Some(Region::Hk)]);
    let only = prop_oneof![3 => Just(None), 1 => some().prop_map(Some)];
    let allowed = prop_oneof![2 => Just(Vec::new()), 1 => some()];
    let opinions = prop_oneof![1 => Just(Vec::new()), 2 => Just(strict().opinions), 1 => some()];
    (prop::bool::weighted(0.95), region, opinions, allowed, only).prop_map(|(enabled, region, opinions, allowed, only)| NormalizeOptions {
        enabled,
        region,
        opinions,
        allowed,
        only,
    })
}

/// The promise, for one text and one choice of rules; answers with what is wrong.
fn explained(text: &str, options: &NormalizeOptions) -> Result<(), String> {
    let said = |what: &str| Err(format!("{what}: {text:?} with {options:?}"));
    let once = normal_with(text, options);
    if apply(&once.edits, text) != once.text {
        return said("the log does not lead to the normal text");
    }
    if once.edits.windows(2).any(|pair| pair[0].span.end > pair[1].span.start || pair[0].place > pair[1].place) {
        return said("the log is not in order");
    }
    if once.edits.iter().any(|edit| text.get(edit.span.range()) != Some(&edit.before) || rules::named(edit.rule).is_none()) {
        return said("an edit is not what stood there");
    }
    if once.edits.iter().any(|edit| rules::named(edit.rule).is_some_and(|rule| !options.runs(rule))) {
        return said("a rule ran that is off");
    }
    if words(&once.text, options) != words(text, options) {
        return said("a word changed");
    }
    let twice = normal_with(&once.text, options);
    if !twice.edits.is_empty() || twice.region != once.region {
        return Err(format!("a second run changes {:?}: {text:?} with {options:?}", twice.edits));
    }
    Ok(())
}

#[test]
fn a_hundred_thousand_texts_are_explained() {
    // Small and quick instead of random: each case is made of its number, by the constants of splitmix64.
    let mut state = 0u64;
    let mut next = |below: usize| {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % below as u64).unwrap_or(0)
    };
    let choices = [NormalizeOptions::default(), strict(), NormalizeOptions { region: Some(Region::Tw), ..strict() }];
    for case in 0..100_000 {
        let text: String = (0..=next(24)).map(|_| PIECES[next(PIECES.len())]).collect();
        explained(&text, &choices[case % choices.len()]).expect("the promise holds");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn normalize_explains_itself(text in nasty(), options in chosen()) {
        prop_assert_eq!(explained(&text, &options), Ok(()));
        for options in [NormalizeOptions::default(), strict(), barely()] {
            prop_assert_eq!(explained(&text, &options), Ok(()));
        }
        for line in text.split('\n') {
            prop_assert!(settle(&LineRules::of(&strict(), Region::Cn), Line::new(line)).1, "{line:?} did not settle");
        }
    }

    #[test]
    fn no_edit_inside_a_protected_span(text in nasty()) {
        let lines = lines::split(&text, lines::Tidy { blank_lines: true, invisible: true });
        let tidy = lines.text;
        let normal = normal_with(&tidy, &strict());
        let mut start = 0;
        for line in tidy.split('\n') {
            let chars: Vec<char> = line.chars().collect();
            // Where the form of characters changes, spans are those of the new form: 1://(） is another address than １://(︶.
            let here = start..start + line.len();
            let is_one = |text: &str| text.chars().count() == 1 && text.chars().all(char::is_alphanumeric);
            let changes_form = |edit: &Edit| {
                let named = ["full-width", "vertical", "compatibility"].iter().any(|rule| edit.rule.starts_with(rule));
                named || is_one(&edit.before) && is_one(&edit.after)
            };
            if normal.edits.iter().any(|edit| here.contains(&edit.span.start) && changes_form(edit)) {
                start += line.len() + 1;
                continue;
            }
            let at = |chars: &[char]| start + chars.iter().map(|c| c.len_utf8()).sum::<usize>();
            for range in Protected::in_line(&chars, CharSet::of_chars(&chars)).ranges() {
                let (from, to) = (at(&chars[..range.start]), at(&chars[..range.end]));
                prop_assert!(normal.edits.iter().all(|edit| edit.span.end <= from || to <= edit.span.start), "{}", line);
            }
            start += line.len() + 1;
        }
    }

    #[test]
    fn lines_are_bare_and_lead_back(text in nasty()) {
        let normal = normal(&text);
        let ends = text.replace("\r\n", "\n").replace(['\r', '\u{C}'], "\n");
        let source: Vec<&str> = ends.split('\n').collect();
        let mut places = normal.places();
        for line in &normal.lines {
            let content = normal.line(line);
            prop_assert!(!content.is_empty() && !content.starts_with(is_space) && !content.ends_with(is_space));
            for (offset, c) in content.char_indices() {
                let place = normal.place(line.span.start + offset);
                prop_assert_eq!(place.line, line.number);
                prop_assert_eq!(place, places.place(line.span.start + offset));
                // These are never replaced nor put in: they must be found where the place says.
                if matches!(c, '民' | '年' | '一') {
                    let there = source[place.line - 1].chars().nth(place.column - 1);
                    prop_assert!(there == Some(c), "{} in {:?}", place.column, source);
                }
            }
        }
    }
}
