//! How a long title is wrapped: whole phrases on each line, the lines a trapezoid or a diamond.
//!
//! GB/T 9704—2012, 7.3.1: 回行时词意完整，排列对称，长短适宜，间距恰当，呈梯形或菱形. Among all ways to cut the title
//! into the fewest lines the cheapest is taken; the costs below say what is avoided, most of all a word cut in two.
//!
//! **Always true:** the lines, in order, hold every item, and none is wider than the measure if the title can be cut so.

use std::ops::Range;

use super::class::{Class, is_han_numeral};
use super::itemize::Item;
use super::line_break::{Break, opportunities};
use crate::document::Role;
use crate::length::Length;
use crate::template::Prohibition;

/// More lines than this are broken as a paragraph is.
const MOST_LINES: usize = 4;

/// Words that titles are made of; a cut inside one is dear, a cut at its edge is cheap.
const WORDS: &str = "
    委员会 办公室 领导小组 新时代 现代化 高质量 年度 会议 大会 工作 讲话 报告 通知 意见 方案 办法 条例 规定 决定 仪式
    典礼 总结 部署 动员 推进 座谈 研讨 培训 建设 管理 发展 安全 生产 教育 学习 主题 活动 专题 全面 深入 贯彻 落实 精神 人民
    政府 全国 代表 机关 单位 部门 干部 党员 群众 企业 学校 社会 经济 文化 改革 开放 创新 从严 治党 任前 集体 谈话 表彰 启动
    开学 毕业 消防 防火 图书馆 医院 社区 农村 丰收 环境 治理 保护 关于 进一步 加强 做好 实施 开展 印发 若干 问题 措施 规划
    计划 行动 服务 保障 监督 检查 责任 制度 体系 能力 水平 先进 优秀 模范
    体制 机制 改进 完善 健全 深化 促进 推动 提高 提升 加快 强化 优化 规范 支持 鼓励 扩大 构建 建立 坚持 坚决 切实 认真 统筹
    人民代表大会 代表大会 常务委员会 政治协商会议 国务院 党委 党组 党建 党史 党风 廉政 廉洁 纪检 监察 巡视 巡察 组织 宣传
    统战 政法 公安 检察 法院 司法 法治 法律 法规 立法 执法 普法 信访 维稳 综治 应急 防汛 抗旱 救灾 减灾 抢险 灾害 事故 预防
    风险 隐患 排查 整治 整改 专项 重点 重大 重要 基本 基层 基础 设施 工程 项目 投资 融资 金融 财政 财务 税收 税务 预算 决算
    审计 统计 价格 市场 监管 质量 标准 食品 药品 医疗 卫生 健康 保险 养老 就业 创业 民生 民政 民族 宗教 残疾 妇女 儿童 青年
    青少年 共青团 工会 职工 员工 教师 学生 同学 校长 老师 师生 招生 考试 高校 大学 中学 小学 幼儿园 校园 科技 科学 技术 研究
    人才 知识 产权 信息 信息化 数字 数据 网络 智能 工业 农业 农民 林业 水利 河道 河长 流域 生态 文明 绿色 低碳 污染 防治 节能
    减排 气候 土地 资源 自然 矿产 能源 电力 煤炭 石油 交通 运输 公路 铁路 民航 邮政 物流 现代 城市 城镇 乡村 乡镇 街道 村庄
    振兴 扶贫 脱贫 攻坚 小康 住房 城乡 区域 协调 开发 开发区 自由 贸易 外贸 外资 商务 消费 流通 旅游 文物 遗产 体育 新闻 出版
    广播 电视 媒体 舆论 意识 形态 思想 政治 理论 实践 战略 任务 目标 纲要 指导 指示 批示 要求 汇报 述职 考核 评价 评估 评选
    奖励 表扬 命名 授予 称号 公布 公开 公告 公示 通报 通告 批复 函 纪要 议案 提案 建议 答复 审议 审查 审批 许可 登记 备案
    成立 调整 设立 撤销 任免 任命 免职 换届 选举 选拔 使用 任用 录用 聘用 公务员 事业 编制 工资 待遇 退休 离休 老干部 军队
    国防 军人 退役 双拥 征兵 民兵 人防 外交 外事 港澳 台湾 华侨 侨务 国家 国际 国内 地方 中央 中国 中华 共和国 共产党 特色
    社会主义 民主 和谐 稳定 团结 奋斗 奋进 胜利 成就 经验 典型 示范 试点 创建 争创 达标 验收 督查 督导 督办 调研 调查 考察
    视察 慰问 欢迎 欢送 迎新 新年 春节 元旦 国庆 五一 中秋 重阳 节日 庆祝 纪念 周年 开幕 闭幕 开工 竣工 揭牌 签约 颁奖 授牌
    发布 论坛 峰会 讲座 讲堂 党课 致辞 发言 演讲 主持 汇编 要点 提纲 手册 指南 细则 章程 公约 守则 准则 清单 台账 名单 事迹
    材料 情况 说明 分工 安排 日程 议程 须知 注意 事项 处理 处置 办理 接待 值班 保密 档案 文件 公文 印章 采购 招标 投标 合同
    资产 国有 集体 个体 民营 私营 合作 联合 协会 学会 基金 志愿 慈善 捐赠 救助 社会保障 公共 公益 志愿者 居民 业主 物业 客户
    会议上 大会上 座谈会 动员会 推进会 总结会 表彰会 启动会 部署会 报告会 研讨会 交流会 现场会 茶话会 联席会议 全体会议 常委会
    會議 大會 講話 報告 辦法 規定 典禮 總結 發展 教育 學習 機關 單位 學校 校友 經濟 環境 服務 委員會 辦公室 立法院 全體 紀錄
    國家 國際 人員 組織 條例 實施 推動 計畫 計劃 議員 質詢 致詞";

/// Cuts the items of a title, or of a line that stands under it, into lines; `measure` is the full line, of which one character on
/// each side stays free.
pub fn shape(items: &[Item], measure: Length, role: Role, level: Prohibition) -> Option<Vec<Range<usize>>> {
    let em = items.iter().map(|item| item.advance).max()?;
    let room = (measure - em * 2).at_least(em);
    let width: Length = items.iter().map(|item| item.width() + item.gap).sum();
    // What stands under a title is no larger than the text: a line of it may be full.
    let one_line = if role == Role::Title { room } else { measure };
    if width <= one_line {
        return Some(std::iter::once(0..items.len()).collect());
    }
    let lines = usize::try_from((width.units() + room.units() - 1) / room.units().max(1)).ok()?.max(2);
    let title = Title::new(items, level);
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
        let known = WORDS.split_whitespace().filter(|word| word.starts_with(text[start])).filter_map(|word| {
            let length = word.chars().count();
            text[start..].iter().copied().take(length).eq(word.chars()).then_some(length)
        });
        for length in known.chain(ordinal(&text[start..])).chain(date(&text[start..])) {
            found[start..start + length - 1].fill(Some(true));
            for edge in [start.checked_sub(1), Some(start + length - 1)].into_iter().flatten() {
                found[edge] = found[edge].or(Some(false));
            }
        }
    }
    found
}

/// The length of 第十四届, 第5次 at a text's head.
fn ordinal(text: &[char]) -> Option<usize> {
    let figures = text.strip_prefix(&['第'])?.iter().take_while(|c| c.is_ascii_digit() || is_han_numeral(**c)).count();
    (figures > 0 && figures + 2 <= text.len()).then_some(figures + 2)
}

/// The length of 2024年3月5日 at a text's head, or of a part of it that has two figures or more.
fn date(text: &[char]) -> Option<usize> {
    let mut length = 0;
    for unit in ['年', '月', '日'] {
        let rest = &text[length..];
        let figures = rest.iter().take_while(|c| c.is_ascii_digit() || is_han_numeral(**c)).count();
        if figures > 0 && rest.get(figures) == Some(&unit) {
            length += figures + 1;
        }
    }
    (length > 1).then_some(length)
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
