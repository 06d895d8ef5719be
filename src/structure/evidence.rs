//! The evidence that structure goes by: every kind of clue, what it says in words, and what it weighs where clues are added up.
//!
//! One table, [`Clue`]. A recognizer that knows its mark (第一章) names its clue and is done; titles, headings without a
//! number and hard-wrapped files show by several clues, whose weights are added and must reach [`NEEDED`].
//! [`Reason`]s go beside a document, never into it: `inspect --why` prints them.
//!
//! **Always true:** evidence decides roles, joins and cuts only through this table, and no output byte depends on its words.

/// What the weights of a decision must add up to.
pub const NEEDED: i32 = 10;

/// Makes the table: each clue with its name, its weight, its words.
macro_rules! clues {
    ($($clue:ident $name:literal $weight:literal $words:literal)*) => {
        /// A kind of evidence.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Clue {
            $(#[doc = $words] $clue,)*
        }

        impl Clue {
            /// All of them, in the order of the table.
            pub const ALL: &'static [Clue] = &[$(Clue::$clue,)*];

            /// Its name, in JSON and in tests.
            pub const fn name(self) -> &'static str {
                match self { $(Clue::$clue => $name,)* }
            }

            /// What it says, for people.
            pub const fn words(self) -> &'static str {
                match self { $(Clue::$clue => $words,)* }
            }

            /// What it weighs where clues are added up; 0 for those that settle a matter by themselves.
            pub const fn weight(self) -> i32 {
                match self { $(Clue::$clue => $weight,)* }
            }
        }
    };
}

clues! {
    // Is the file hard-wrapped? Without a common width, or without ends in mid-sentence, 10 is out of reach.
    SameWidth          "same-width"            3 "half of the lines that say anything reach one width"
    VerySameWidth      "very-same-width"       4 "three quarters of the lines that say anything reach one width"
    MidSentence        "mid-sentence"          3 "two in five of the full lines end in mid-sentence"
    MostlyMidSentence  "mostly-mid-sentence"   4 "three in five of the full lines end in mid-sentence"
    NoneWider          "none-wider"            3 "hardly a line is wider"
    SomeWider          "some-wider"            0 "some lines are wider"
    ManyWider          "many-wider"          -10 "many lines are wider"
    Sentences          "sentences"             1 "the full lines hold sentences with marks"
    NoSentences        "no-sentences"         -4 "the full lines hold no marks: names, verse, a list"
    NextDidNotFit      "next-did-not-fit"      4 "where lines break off, the next word would not have fitted"
    BlocksOfOneWidth   "blocks-of-one-width"   3 "blank lines set off blocks whose lines reach one width, all but the last"
    HangingLines       "hanging-lines"         1 "full lines hang back below indented first lines"

    // Is the first line of the head a title?
    SettledTitle       "settled-title"        40 "front matter or a line `标题：` names this title"
    TitleMark          "title-mark"           40 "a heading mark (#) stands before the first line"
    FileName           "file-name"            20 "the file is named after this line"
    PaperName          "paper-name"           20 "ends in what papers are called (讲话, 通知, 办法 …)"
    SubtitleBelow      "subtitle-below"       10 "a subtitle stands below"
    DateBelow          "date-below"           10 "a date stands below"
    BylineBelow        "byline-below"         10 "a byline stands below"
    SourceBelow        "source-below"         10 "the line of a web page that names its source stands below"
    AboveMinutes       "above-minutes"        10 "stands alone above the head of minutes"
    AboveAddress       "above-address"        10 "stands alone above an address"
    Centred            "centred"              10 "is centred"
    AloneAboveText     "alone-above-text"      5 "a short line alone above running text"
    BlankBelow         "blank-below"           5 "a blank line below, where paragraphs have none between them"
    FlushAboveIndented "flush-above-indented"  5 "stands at the edge, the text below is set in"
    SaidBelow          "said-below"            5 "its words come again in the first paragraphs below"
    AboveParts         "above-parts"          10 "stands alone above 目录, 序言, the first chapter or the first of a row of headings"
    AboveList          "above-list"           10 "stands alone, set off, above a block of lines that are no sentences"
    AbovePoem          "above-poem"           10 "stands alone, set off, above lines of verse that stand together"
    AboveTable         "above-table"          10 "a short line alone above a table"
    AboveLabels        "above-labels"          5 "a short line alone above rows of labels and values"
    NamedBelow         "named-below"          10 "the line below, the last above the first heading or an address, names the paper"
    LabelAndValue      "label-and-value"     -40 "one of a row of labels and values"
    NextSpeech         "next-speech"           0 "names a paper behind a closing, above the next address"
    OnlyHeading        "only-heading"          0 "the first line, set off, and the only heading without a number in a text without a title"
    PoemOfItsOwn       "poem-of-its-own"       0 "a few words and a name between two blocks of verse"
    LatinHead          "latin-head"            0 "Latin lines above the abstract: title and authors once more"
    AlikeLater         "alike-later"         -10 "lines like it head other parts of the text"
    NoTextBelow        "no-text-below"       -10 "no text below that it could be the title of"
    CrowdedHead        "crowded-head"        -40 "more than four lines might be the title"
    ClockTime          "clock-time"          -20 "says at what time something was"
    NoTitleLength      "no-title-length"     -40 "too short or too long for a title"

    // Is a short line without a number a heading?
    ProseBehind        "prose-behind"          4 "running text behind it"
    ProseBefore        "prose-before"          4 "running text, an address or a heading before it"
    ListBefore         "list-before"           3 "a list before it, a long paragraph behind it"
    TextWithStops      "text-with-stops"       2 "a text whose paragraphs end in stops, and this line does not"
    OpenText           "open-text"            -6 "a text whose paragraphs end as they like"
    BlankAbove         "blank-above"           3 "a blank line above, where paragraphs have none between them"
    Brief              "brief"                 1 "at most twelve characters"
    QuoteAtEnd         "quote-at-end"         -4 "ends in a quotation or a bracket"
    MarkInside         "mark-inside"         -20 "holds a mark"

    // Which part of the head is a line?
    HeadOver           "head-over"             0 "a line of the head under the title"
    SecondTitle        "second-title"          0 "a second line of title length right under the first"
    DashLine           "dash-line"             0 "a line behind —— under the title"
    DocumentNumber     "document-number"       0 "a document number (〔2020〕5号), when and by whom it was passed, or in brackets"
    PersonName         "person-name"           0 "a name, or an office and a name"
    Organization       "organization"          0 "the name of an organization"
    DateAlone          "date-alone"            0 "a date and nothing else"
    WrappedHead        "wrapped-head"          0 "the line of the head breaks off in mid-phrase"
    GivenTitle         "given-title"           0 "the title that was given"

    // Lines: joined, cut, claimed.
    HangsBelowMarker   "hangs-below-marker"    0 "goes on deeper than its marker, as other items do"
    FullLine           "full-line"             0 "the line above is full"
    BreaksOff          "breaks-off"            0 "the line above breaks off in mid-sentence, and this one hangs back"
    LikeWidth          "like-width"            0 "lines of like width, broken off, down to one with a stop"
    WrappedVerse       "wrapped-verse"         0 "verse that was itself wrapped: set in deeper than the text, lines of one width"
    BareArticle        "bare-article"          0 "第…条 alone above its text"
    AcrossNoise        "across-noise"          0 "a page number interrupts the sentence"
    TornItem           "torn-item"             0 "a numbered line torn from its sentence, the only one of its row"
    BlankBetween       "blank-between"         0 "new paragraph: a blank line between"
    DeeperIndent       "deeper-indent"         0 "new paragraph: indented deeper than the line above"
    OwnMarker          "own-marker"            0 "new paragraph: begins with a marker, a date or an address"
    LineAboveEnds      "line-above-ends"       0 "new paragraph: the line above ends short or with a stop"
    WideSpace          "wide-space"            0 "cut from a long line at a run of wide spaces or a tab"
    GluedSeam          "glued-seam"            0 "cut from a line that was glued, at a seam of head or foot"
    FrontMatter        "front-matter"          0 "front matter between --- and ---"
    PageNumber         "page-number"           0 "a page number"
    Rule               "rule"                  0 "a rule of dashes, stars or dots"
    WebChrome          "web-chrome"            0 "a button, a link or a label of a web page"
    Scraped            "scraped"               0 "a label of a source or a scraper (来源：, key: value)"
    AgencyLine         "agency-line"           0 "a news agency's or a newspaper's line"
    Caption            "caption"               0 "a photo caption"
    WebAddress         "web-address"           0 "mostly a web address or a site's advertisement"
    Comment            "comment"               0 "a comment of a mark-up language"
    TitleAgain         "title-again"           0 "says the title again"
    Drawn              "drawn"                 0 "drawn with pipes or boxes, or an HTML table"
    Columns            "columns"               0 "columns of tabs or spaces in row after row"
    Code               "code"                  0 "indented code"
    Rhymed             "rhymed"                0 "four or more short lines that end in marks"
    Couplet            "couplet"               0 "lines of two halves of five or seven characters"
    UsersForm          "users-form"            0 "a form of headings from jiangyi.toml"
    UsersWord          "users-word"            0 "a word of addresses from jiangyi.toml"
    NothingButShort    "nothing-but-short"     0 "a text of nothing but very short lines"

    // Paragraphs: what each is.
    People             "people"                0 "names people, and ends in a colon or !"
    Offices            "offices"               0 "names offices or a collective before the text, and ends in a colon"
    AddressGoesOn      "address-goes-on"       0 "goes on in an address below"
    Formula            "formula"               0 "a closing formula that stands alone"
    WishBehind         "wish-behind"           0 "a wish behind 祝 or 愿 and a comma"
    BelowClosing       "below-closing"         0 "a name under the closing of a letter, the last line or the last but one"
    AboveDate          "above-date"            0 "a few words without a mark above a date"
    DateAtEnd          "date-at-end"           0 "a date under a signature, or near the end"
    FarRight           "far-right"             0 "stands far to the right in the second half"
    OfficeAndName      "office-and-name"       0 "an office, a wide space and a name behind the text"
    AttachmentLabel    "attachment-label"      0 "begins with 附件 and a colon or a number"
    AttachmentItem     "attachment-item"       0 "a numbered line under 附件："
    AttachedPage       "attached-page"         0 "heads an attached page"
    PublicNote         "public-note"           0 "a remark in brackets about the paper itself"
    Remark             "remark"                0 "a remark alone in brackets"
    NoteLabel          "note-label"            0 "begins with 注： or stands under it"
    Footnote           "footnote"              0 "numbered notes at the end, without a gap"
    MinutesLabel       "minutes-label"         0 "a label at the head of minutes (时间, 地点, 出席 …)"
    ValueGoesOn        "value-goes-on"         0 "goes on below its label, set in to the value"
    FieldRow           "field-row"             0 "one of a row of fields above the text (发件人, 收件人, 受文者 …)"
    Scene              "scene"                 0 "the scene of a play, before the first turn"
    Turn               "turn"                  0 "a speaker and a colon, in a text where speakers recur"
    Marker             "marker"                0 "a marker line that is the whole block"
    MarkerOfMarkdown   "marker-of-markdown"    0 "a heading mark (#)"
    ItemInRow          "item-in-row"           0 "items in a row, without text between"
    ItemByMark         "item-by-mark"          0 "ends in ； or is an item by its marker (①, •, 1. with a stop)"
    PartName           "part-name"             0 "what a part without a number is called (序言, 尾声 …)"
    Leader             "leader"                0 "an entry of a table of contents: a leader and a page number"
    GluedHeading       "glued-heading"         0 "cut from a paragraph that its heading was glued to"
    Contents           "contents"              0 "an entry of the table of contents: its first comes again below"
    SameNumber         "same-number"           0 "the same number again: a bullet"
    Alternates         "alternates"            0 "short sentences alternate with long paragraphs"
    RunInSentence      "run-in-sentence"       0 "a marker, a first sentence, and more text: a run-in"

    // Is a bare number a page number?
    TearsSentence      "tears-sentence"       10 "interrupts a sentence"
    HeadBeside         "head-beside"          10 "a running head stands beside it"
    MarkedBeside       "marked-beside"        10 "the number before or behind it is marked as a page number"
    FormFeed           "form-feed"            10 "a form feed stands beside it"
    AboveTitle         "above-title"          20 "the first of its row stands above the title"
    PageSteps          "page-steps"            5 "one more or less than the next, with a page of text between"
    RowTears           "row-tears"             5 "a number of the same row interrupts a sentence"
    EvenPages          "even-pages"            5 "the numbers stand equally far apart"
    SetOff             "set-off"              -3 "blank lines above and below"
    Year               "year"                -20 "is a year"
    RunningHead        "running-head"          0 "comes again where pages end"
    BareNumber         "bare-number"           0 "a number alone that parts the text, in a row that rises"

    // More about heads and ends.
    ReadsAsSentence    "reads-as-sentence"   -40 "reads as a sentence: I, now, something happened"
    NewsKicker         "news-kicker"          10 "says who stressed it, above the headline"
    OnlyLecture        "only-lecture"         10 "a numbered lecture, the only one of the text"
    Letterhead         "letterhead"            0 "the head of an office's paper: its name, urgency, secrecy, who signs it out"
    IssuerAgain        "issuer-again"          0 "says again who issues the paper, below the text"
    Imprint            "imprint"               0 "who gets copies, when it was printed, how many"

    // More about rows and verse.
    OutlineRow         "outline-row"           0 "one of a row of decimal numbers that follow each other: 1, 1.1, 1.2, 2"
    SiblingsInRow      "siblings-in-row"       0 "one of a row of like numbers, each with text of its own below"
    VerseSetOff        "verse-set-off"             0 "verse set off from the text: behind a colon, or set in"
    Song               "song"                  0 "short lines under 词： and 曲："
    EvenParts          "even-parts"            0 "four lines or more of the same short parts: 三字一顿"
    PoemAnnounced      "poem-announced"        0 "a line of two halves below 诗曰：, 正是： and the like"
    VerseTail          "verse-tail"            0 "a short line that ends or repeats the verse around it"
    Amounts            "amounts"               0 "rows of a thing and how much of it"
    TimedRows          "timed-rows"            0 "rows that begin with a time of day"
    StageMark          "stage-mark"            0 "what happens on the stage, in a text of turns"
    LikeForm           "like-form"             0 "one of three lines or more of one form, of which another is a heading"
    Question           "question"              0 "one of a row of questions: an empty bracket, a blank to fill in, its marks (3分)"
    Seals              "seals"                 0 "who signs or seals, and labels below, above a date"
    SenderAtEnd        "sender-at-end"         0 "a name over an organization at the end"
    SiteTitle          "site-title"            0 "the title with the name of a site behind it, above the title itself"
    TurnBelow          "turn-below"            0 "a speaker alone on a line, and what is said below"
}

/// A clue at work: on the whole block, or where a line of it was joined or cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// Which kind of evidence.
    pub clue: Clue,
    /// The 1-based line of the source that was joined or cut; none where it is about the whole block.
    pub line: Option<usize>,
}

impl Reason {
    /// About a whole block.
    pub(super) fn of(clue: Clue) -> Reason {
        Reason { clue, line: None }
    }

    /// About a line.
    pub(super) fn at(clue: Clue, line: usize) -> Reason {
        Reason { clue, line: Some(line) }
    }
}

/// Why a document is what it is: beside it, never in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// The width in half-width columns at which the file is hard-wrapped, if it is.
    pub measure: Option<usize>,
    /// What speaks for that, and against it; empty where too few lines say anything.
    pub wrapping: Vec<Clue>,
    /// The reasons of each block, in the order of the blocks. A body block may have none: nothing else claimed it.
    pub blocks: Vec<Vec<Reason>>,
}

/// Clues that are added up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Scale {
    /// Those that hold.
    pub clues: Vec<Clue>,
}

impl Scale {
    /// Adds a clue if it holds.
    pub fn put(&mut self, holds: bool, clue: Clue) {
        if holds {
            self.clues.push(clue);
        }
    }

    /// Whether the clues suffice.
    pub fn suffices(&self) -> bool {
        self.clues.iter().map(|clue| clue.weight()).sum::<i32>() >= NEEDED
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_clue_has_a_name_of_its_own_and_words() {
        let mut names: Vec<&str> = Clue::ALL.iter().map(|clue| clue.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Clue::ALL.len());
        for clue in Clue::ALL {
            assert!(clue.name().bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", clue.name());
            assert!(!clue.words().is_empty() && !clue.words().ends_with('.'), "{}", clue.words());
        }
    }
}
