//! Radicals and compatibility ideographs become the character they are: ⼈ is 人, U+F900 is 豈 (N15).
//!
//! Copies from PDF files hold Kangxi radicals, texts from old Korean and Big5 systems hold duplicates; no search finds them
//! and few fonts draw them. The tables are the canonical and compatibility mappings of Unicode (NFKC),
//! for the radicals of the supplement its `Equivalent_Unified_Ideograph`, in code order.

use crate::normalize::char_set::CharSet;
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "compatibility-ideograph",
    touches: Touches::Character,
    class: Class::Safe,
    work: Work::Line {
        triggers: CharSet::EMPTY.and('\u{2E80}', '\u{2EF3}').and('\u{2F00}', '\u{2FD5}').and('\u{F900}', '\u{FAD9}'),
        scope: Scope::AnyLine,
        propose,
    },
    page: include_str!("../../../docs/rules/compatibility-ideograph.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    for (at, c) in line.chars().iter().enumerate() {
        unified(*c).into_iter().for_each(|unified| proposals.replace_char(at, unified));
    }
}

/// The unified ideograph that a radical or compatibility ideograph stands for, if it is one.
pub fn unified(c: char) -> Option<char> {
    let nth = |table: &str, first: u32| table.chars().nth(u32::from(c).checked_sub(first)? as usize);
    match c {
        '\u{2E80}'..='\u{2EF3}' => nth(RADICALS, 0x2E80),
        '\u{2F00}'..='\u{2FD5}' => nth(KANGXI, 0x2F00),
        '\u{F900}'..='\u{FA6D}' => nth(COMPATIBILITY, 0xF900),
        '\u{FA70}'..='\u{FAD9}' => nth(COMPATIBILITY_NORTH_KOREA, 0xFA70),
        _ => None,
    }
    .filter(|unified| *unified != c)
}

/// U+2E80 to U+2EF3; U+2E9A is no character.
const RADICALS: &str = "\
     ⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿\
     肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";

/// U+2F00 to U+2FD5.
const KANGXI: &str = "\
     一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳\
     心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸\
     缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音\
     頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// U+F900 to U+FA6D; those that are unified stand for themselves.
const COMPATIBILITY: &str = "\
     豈更車賈滑串句龜龜契金喇奈懶癩羅蘿螺裸邏樂洛烙珞落酪駱亂卵欄爛蘭鸞嵐濫藍襤拉臘蠟廊朗浪狼郎來冷勞擄櫓爐盧老蘆虜路露魯鷺碌\
     祿綠菉錄鹿論壟弄籠聾牢磊賂雷壘屢樓淚漏累縷陋勒肋凜凌稜綾菱陵讀拏樂諾丹寧怒率異北磻便復不泌數索參塞省葉說殺辰沈拾若掠略亮\
     兩凉梁糧良諒量勵呂女廬旅濾礪閭驪麗黎力曆歷轢年憐戀撚漣煉璉秊練聯輦蓮連鍊列劣咽烈裂說廉念捻殮簾獵令囹寧嶺怜玲瑩羚聆鈴零靈\
     領例禮醴隸惡了僚寮尿料樂燎療蓼遼龍暈阮劉杻柳流溜琉留硫紐類六戮陸倫崙淪輪律慄栗率隆利吏履易李梨泥理痢罹裏裡里離匿溺吝燐璘\
     藺隣鱗麟林淋臨立笠粒狀炙識什茶刺切度拓糖宅洞暴輻行降見廓兀嗀﨎﨏塚﨑晴﨓﨔凞猪益礼神祥福靖精羽﨟蘒﨡諸﨣﨤逸都﨧﨨﨩飯飼\
     館鶴郞隷侮僧免勉勤卑喝嘆器塀墨層屮悔慨憎懲敏既暑梅海渚漢煮爫琢碑社祉祈祐祖祝禍禎穀突節練縉繁署者臭艹艹著褐視謁謹賓贈辶逸\
     難響頻恵𤋮舘";

/// U+FA70 to U+FAD9.
const COMPATIBILITY_NORTH_KOREA: &str = "\
     並况全侀充冀勇勺喝啕喙嗢塚墳奄奔婢嬨廒廙彩徭惘慎愈憎慠懲戴揄搜摒敖晴朗望杖歹殺流滛滋漢瀞煮瞧爵犯猪瑱甆画瘝瘟益盛直睊着磌\
     窱節类絛練缾者荒華蝹襁覆視調諸請謁諾諭謹變贈輸遲醙鉶陼難靖韛響頋頻鬒龜𢡊𢡄𣏕㮝䀘䀹𥉉𥳐𧻓齃龎";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_stand_in_code_order() {
        for (c, expected) in [
            ('⺠', Some('民')),
            ('⻘', Some('青')),
            ('⻝', Some('食')),
            ('\u{2EF3}', Some('龟')),
            ('\u{2E9A}', None),
            ('⼀', Some('一')),
            ('⼈', Some('人')),
            ('⽇', Some('日')),
            ('⿕', Some('龠')),
            ('\u{F900}', Some('豈')),
            ('\u{FA6D}', Some('舘')),
            ('\u{FA70}', Some('並')),
            ('\u{FAD9}', Some('龎')),
            ('\u{FA0E}', None),
            ('人', None),
        ] {
            assert_eq!(unified(c), expected, "{c}");
        }
    }
}
