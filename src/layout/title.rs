//! How a long title is wrapped: whole phrases on each line, the lines a trapezoid or a diamond.
//!
//! GB/T 9704—2012, 7.3.1: 回行时词意完整，排列对称，长短适宜，间距恰当，呈梯形或菱形. Among all ways to cut the title
//! into the fewest lines the cheapest is taken; the costs below say what is avoided, most of all a word cut in two.
//!
//! **Always true:** the lines, in order, hold every item, and none is wider than the measure if the title can be cut so.

use std::ops::Range;

use super::class::Class;
use super::itemize::Item;
use super::line_break::{Break, opportunities};
use crate::length::Length;
use crate::template::Prohibition;

/// More lines than this are broken as a paragraph is.
const MOST_LINES: usize = 4;

/// Words that titles are made of; a cut inside one is dear, a cut at its edge is cheap.
const WORDS: &str = "
    委员会 办公室 领导小组 新时代 现代化 高质量 年度 会议 大会 工作 讲话 报告 通知 意见 方案 办法
    条例 规定 决定 仪式 典礼 总结 部署 动员 推进 座谈 研讨 培训 建设 管理 发展 安全 生产 教育 学习
    主题 活动 专题 全面 深入 贯彻 落实 精神 人民 政府 全国 代表 机关 单位 部门 干部 党员 群众 企业
    学校 社会 经济 文化 改革 开放 创新 从严 治党 任前 集体 谈话 表彰 启动 开学 毕业 消防 防火
    图书馆 医院 社区 农村 丰收 环境 治理 保护 关于 进一步 加强 做好 实施 开展 印发 若干 问题 措施
    规划 计划 行动 服务 保障 监督 检查 责任 制度 体系 能力 水平 先进 优秀 模范 會議 大會 講話 報告
    通知 辦法 規定 典禮 總結 發展 教育 學習 機關 單位 學校 校友 經濟 環境 服務";

/// Cuts a title's items into lines; `measure` is the full line, of which one character on each side stays free.
pub fn shape(items: &[Item], measure: Length, level: Prohibition) -> Option<Vec<Range<usize>>> {
    let em = items.iter().map(|item| item.advance).max()?;
    let room = (measure - em * 2).at_least(em);
    let title = Title::new(items, level);
    let width = title.width(0..items.len());
    let lines = usize::try_from((width.units() + room.units() - 1) / room.units().max(1)).ok()?;
    if lines <= 1 {
        return Some(std::iter::once(0..items.len()).collect());
    }
    // Cutting at words may need a line more than the width alone.
    (lines..=MOST_LINES).find_map(|lines| title.best(lines, room, em))
}

struct Title<'a> {
    items: &'a [Item],
    /// Width of all items before each.
    before: Vec<Length>,
    /// What a cut behind each item costs; none where there may be none.
    cuts: Vec<Option<i64>>,
}

impl<'a> Title<'a> {
    fn new(items: &'a [Item], level: Prohibition) -> Title<'a> {
        let mut before = vec![Length::ZERO];
        for item in items {
            before.push(*before.last().unwrap_or(&Length::ZERO) + item.width() + item.gap);
        }
        let breaks = opportunities(items, level);
        let inside = inside_words(items);
        let groups = inside_groups(items);
        let cuts = (0..items.len())
            .map(|i| (breaks[i] == Break::Yes).then(|| cut_cost(items, i, inside[i]) + if groups[i] { 60 } else { 0 }))
            .collect();
        Title { items, before, cuts }
    }

    fn width(&self, range: Range<usize>) -> Length {
        self.before[range.end] - self.before[range.start]
    }

    /// The cheapest way to cut into that many lines, none wider than `room`.
    fn best(&self, lines: usize, room: Length, em: Length) -> Option<Vec<Range<usize>>> {
        let mut best: Option<(i64, Vec<usize>)> = None;
        let mut ends = Vec::with_capacity(lines);
        self.search(lines, room, em, 0, &mut ends, &mut best);
        let (_, ends) = best?;
        let starts = std::iter::once(0).chain(ends.iter().copied());
        Some(starts.zip(ends.iter().copied()).map(|(start, end)| start..end).collect())
    }

    fn search(&self, lines: usize, room: Length, em: Length, cost: i64, ends: &mut Vec<usize>, best: &mut Option<(i64, Vec<usize>)>) {
        if best.as_ref().is_some_and(|(least, _)| cost >= *least) {
            return;
        }
        let start = ends.last().copied().unwrap_or(0);
        if lines == 1 {
            if self.width(start..self.items.len()) <= room && start < self.items.len() {
                ends.push(self.items.len());
                let total = cost + self.shape_cost(ends, em);
                if best.as_ref().is_none_or(|(least, _)| total < *least) {
                    *best = Some((total, ends.clone()));
                }
                ends.pop();
            }
            return;
        }
        for end in start + 1..self.items.len() {
            if self.width(start..end) > room {
                break;
            }
            if let Some(cut) = self.cuts[end - 1] {
                ends.push(end);
                self.search(lines - 1, room, em, cost + cut, ends, best);
                ends.pop();
            }
        }
    }

    /// What the outline of the lines costs, in the words of the standard: no rectangle, no hourglass, no stub.
    fn shape_cost(&self, ends: &[usize], em: Length) -> i64 {
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let tenths: Vec<i64> = starts.zip(ends).map(|(start, end)| self.width(start..*end).units() * 10 / em.units().max(1)).collect();
        let mut cost = 0;
        for pair in tenths.windows(2) {
            cost += ((pair[0] - pair[1]).abs() - 60).max(0) * 3 / 10;
        }
        if tenths.iter().all(|width| (width - tenths[0]).abs() < 5) {
            cost += 8; // a rectangle
        }
        if tenths.windows(3).any(|w| w[1] < w[0] && w[1] < w[2]) {
            cost += 12; // an hourglass
        }
        if tenths.last().is_some_and(|last| *last < 40) {
            cost += 20; // a stub
        }
        if tenths.len() == 2 && tenths[0] < tenths[1] {
            cost += 2; // the upper line is better the longer one
        }
        cost
    }
}

/// Whether a cut behind item `i` is inside 《…》, “…” or （…）.
fn inside_groups(items: &[Item]) -> Vec<bool> {
    let mut depth = 0usize;
    items
        .iter()
        .map(|item| {
            match item.class {
                Class::Open => depth += 1,
                Class::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth > 0
        })
        .collect()
}

/// What a cut behind each item would do to a known word: `Some(true)` cuts it, `Some(false)` stands at its edge.
fn inside_words(items: &[Item]) -> Vec<Option<bool>> {
    let text: Vec<char> = items.iter().map(|item| item.character).collect();
    let mut found = vec![None; items.len()];
    for start in 0..text.len() {
        for word in WORDS.split_whitespace() {
            let length = word.chars().count();
            if text[start..].iter().copied().take(length).eq(word.chars()) {
                found[start..start + length - 1].fill(Some(true));
                for edge in [start.checked_sub(1), Some(start + length - 1)].into_iter().flatten() {
                    found[edge] = found[edge].or(Some(false));
                }
            }
        }
    }
    found
}

fn cut_cost(items: &[Item], i: usize, word: Option<bool>) -> i64 {
    let (a, b) = (&items[i], &items[i + 1]);
    let mark = |class: Class| {
        matches!(class, Class::Close | Class::Pause | Class::Stop | Class::Query | Class::Centred | Class::Space | Class::Blank)
    };
    if mark(a.class) || b.class == Class::Open || b.class == Class::Dash {
        return 0;
    }
    match word {
        Some(true) => 60,
        _ if "的和与及暨或與".contains(a.character) => 1,
        _ if "在关暨關".contains(b.character) => 2,
        Some(false) => 4,
        None => 12,
    }
}
