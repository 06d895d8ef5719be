//! A content stream while it is written: operators behind their operands, one operation a line (ISO 32000-1, annex A).
//!
//! printpdf has operations for all of these, but makes several objects of each glyph on the way to the same bytes, which took a
//! quarter of the time that a PDF took. It still makes the pages and all that they need.
//!
//! **Always true:** numbers are written in full, without exponents; strings in hexadecimal; the same calls give the same bytes.

/// The operations of one page.
#[derive(Default)]
pub(super) struct ContentStream {
    bytes: Vec<u8>,
}

/// A number with decimals: units of 1/10, 1/100, … as its second value says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decimal(pub(super) i64, pub(super) u32);

/// What a property of marked content says.
pub(super) enum Property<'a> {
    /// A name.
    Name(&'a str),
    /// A marked-content identifier.
    Number(usize),
    /// A text string (7.9.2.2).
    Text(&'a str),
}

const HEX: &[u8; 16] = b"0123456789ABCDEF";

impl ContentStream {
    /// The finished stream.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// An operation with numbers as operands.
    pub(super) fn numbers(&mut self, operands: &[Decimal], operator: &str) {
        self.new_line();
        for number in operands {
            self.decimal(*number);
            self.bytes.push(b' ');
        }
        self.operator(operator);
    }

    /// An operation without operands.
    pub(super) fn plain(&mut self, operator: &str) {
        self.numbers(&[], operator);
    }

    /// Sets a font by its resource name.
    pub(super) fn font(&mut self, name: &str, size: Decimal) {
        self.new_line();
        self.name(name);
        self.bytes.push(b' ');
        self.decimal(size);
        self.bytes.push(b' ');
        self.operator("Tf");
    }

    /// Opens marked content.
    pub(super) fn begin_marked(&mut self, tag: &str, properties: &[(&str, Property<'_>)]) {
        self.new_line();
        self.name(tag);
        self.bytes.extend(b" <<");
        for (key, property) in properties {
            self.name(key);
            match property {
                Property::Name(name) => self.name(name),
                Property::Number(number) => {
                    self.bytes.push(b' ');
                    self.whole(*number as u64);
                }
                Property::Text(text) => {
                    self.bytes.extend(b"<FEFF");
                    text.encode_utf16().for_each(|unit| self.hex(unit));
                    self.bytes.push(b'>');
                }
            }
        }
        self.bytes.extend(b">> ");
        self.operator("BDC");
    }

    /// Opens the array of a TJ; [`Self::glyph`] and [`Self::number`] fill it.
    pub(super) fn open_array(&mut self) {
        self.new_line();
        self.bytes.push(b'[');
    }

    /// A glyph in the array: in the string of the one before it, if there is nothing between them.
    pub(super) fn glyph(&mut self, cid: u16) {
        match self.bytes.last() {
            Some(b'>') => self.bytes.truncate(self.bytes.len() - 1),
            _ => self.bytes.push(b'<'),
        }
        self.hex(cid);
        self.bytes.push(b'>');
    }

    /// A number in the array.
    pub(super) fn number(&mut self, number: Decimal) {
        if self.bytes.last() != Some(&b'[') {
            self.bytes.push(b' ');
        }
        self.decimal(number);
    }

    /// Closes the array and shows its glyphs.
    pub(super) fn show_array(&mut self) {
        self.bytes.extend(b"] TJ");
    }

    fn new_line(&mut self) {
        if !self.bytes.is_empty() {
            self.bytes.push(b'\n');
        }
    }

    fn operator(&mut self, operator: &str) {
        self.bytes.extend(operator.as_bytes());
    }

    /// Names of ours are letters and figures: nothing to escape (7.3.5).
    fn name(&mut self, name: &str) {
        debug_assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{name}");
        self.bytes.push(b'/');
        self.bytes.extend(name.as_bytes());
    }

    fn hex(&mut self, unit: u16) {
        let digit = |shift: u32| HEX[usize::from(unit >> shift & 15)];
        self.bytes.extend([digit(12), digit(8), digit(4), digit(0)]);
    }

    fn decimal(&mut self, Decimal(value, places): Decimal) {
        if value < 0 {
            self.bytes.push(b'-');
        }
        let unit = 10u64.pow(places.min(18));
        self.whole(value.unsigned_abs() / unit);
        let mut rest = value.unsigned_abs() % unit;
        if rest == 0 {
            return;
        }
        self.bytes.push(b'.');
        let mut place = unit;
        while rest > 0 {
            place /= 10;
            self.bytes.push(b'0' + (rest / place) as u8);
            rest %= place;
        }
    }

    fn whole(&mut self, value: u64) {
        let mut digits = [0; 20];
        let mut first = digits.len();
        let mut rest = value;
        loop {
            first -= 1;
            digits[first] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.bytes.extend(&digits[first..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut ContentStream)) -> String {
        let mut stream = ContentStream::default();
        write(&mut stream);
        String::from_utf8(stream.into_bytes()).unwrap()
    }

    #[test]
    fn numbers_have_no_zeros_that_say_nothing() {
        for (value, places, text) in [
            (0, 2, "0"),
            (-7, 0, "-7"),
            (1600, 2, "16"),
            (7937, 2, "79.37"),
            (-2070, 4, "-0.207"),
            (5, 4, "0.0005"),
            (-10, 1, "-1"),
            (i64::MIN, 4, "-922337203685477.5808"),
        ] {
            assert_eq!(written(|stream| stream.decimal(Decimal(value, places))), text);
        }
    }

    #[test]
    fn operations_stand_on_lines_of_their_own() {
        let text = written(|stream| {
            stream.begin_marked("P", &[("MCID", Property::Number(12))]);
            stream.plain("BT");
            stream.font("f0", Decimal(1050, 2));
            stream.open_array();
            stream.number(Decimal(2, 1));
            stream.glyph(0x8D);
            stream.glyph(0x1);
            stream.number(Decimal(-35, 1));
            stream.glyph(0xFFFF);
            stream.show_array();
            stream.begin_marked("Span", &[("ActualText", Property::Text("国𠮷"))]);
            stream.begin_marked("Artifact", &[("Subtype", Property::Name("Header")), ("Type", Property::Name("Pagination"))]);
        });
        let lines = [
            "/P <</MCID 12>> BDC",
            "BT",
            "/f0 10.5 Tf",
            "[0.2<008D0001> -3.5<FFFF>] TJ",
            "/Span <</ActualText<FEFF56FDD842DFB7>>> BDC",
            "/Artifact <</Subtype/Header/Type/Pagination>> BDC",
        ];
        assert_eq!(text, lines.join("\n"));
    }
}
