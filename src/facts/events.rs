//! The tree of a YAML file from the events of the parser that serde-saphyr reads with.
//!
//! An export is plain: mappings, lists, texts, a few numbers. That much is put together here, in about half of the
//! work. Whatever takes more than that is not judged here: anchors, aliases, tags, merge keys, keys that are not text,
//! a second document, an error, a bound that is reached. Then serde-saphyr reads the whole file, and a number that is
//! more than a few digits it reads by itself; so there is one judge of what is odd, and of all refusals.

use std::borrow::Cow;

use granit_parser::{Event, Parser, ScalarStyle, StrInput};
use serde_json::{Map, Value};

use super::yaml::{DEEPEST, judged};

/// The most numbers that serde-saphyr reads one by one; with more of them it reads the whole file.
const MOST_ASKED: usize = 10_000;
/// The longest number that is read here, in digits; every one of them fits.
const LONGEST: usize = 15;

/// What the events of a text may still come to.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    pub(super) values: usize,
    /// The bytes of all scalars.
    pub(super) text: usize,
}

/// The one document of `text`; `None` if serde-saphyr has to say what it is, or what is wrong with it.
pub(super) fn read(text: &str, bounds: Bounds) -> Option<Value> {
    // As serde-saphyr has them, so that both accept the same files.
    let options = granit_parser::options! { flow_nesting_limit: DEEPEST, emit_comments: false };
    let events = Parser::new_from_str_with_options(text, options);
    let mut reader = Reader { events, left: bounds, may_ask: MOST_ASKED };
    let (Event::StreamStart, Event::DocumentStart(..)) = (reader.next()?, reader.next()?) else {
        return None;
    };
    let first = reader.next()?;
    let document = reader.value(first, 0)?;
    let is_all = (reader.next()?, reader.next()?) == (Event::DocumentEnd, Event::StreamEnd);
    (is_all && !document.is_null()).then_some(document)
}

struct Reader<'a> {
    events: Parser<'a, StrInput<'a>>,
    left: Bounds,
    may_ask: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<Event<'a>> {
        Some(self.events.next_event()?.ok()?.0)
    }

    /// The value that begins with `event`, `depth` lists and mappings deep.
    fn value(&mut self, event: Event<'a>, depth: usize) -> Option<Value> {
        match event {
            Event::Scalar(text, style, 0, None) => {
                self.count(text.len())?;
                self.scalar(text, style)
            }
            Event::SequenceStart(_, 0, None) if depth < DEEPEST => {
                self.count(0)?;
                let mut all = Vec::new();
                loop {
                    match self.next()? {
                        Event::SequenceEnd => return Some(Value::Array(all)),
                        event => all.push(self.value(event, depth + 1)?),
                    }
                }
            }
            Event::MappingStart(_, 0, None) if depth < DEEPEST => {
                self.count(0)?;
                let mut members = Map::new();
                loop {
                    let name = match self.next()? {
                        Event::MappingEnd => return Some(Value::Object(members)),
                        Event::Scalar(text, style, 0, None) if is_name(&text, style) => text,
                        _ => return None,
                    };
                    self.count(name.len())?;
                    let event = self.next()?;
                    let value = self.value(event, depth + 1)?;
                    if members.insert(name.into_owned(), value).is_some() {
                        return None;
                    }
                }
            }
            _ => None,
        }
    }

    /// One value or key more, with `bytes` of text.
    fn count(&mut self, bytes: usize) -> Option<()> {
        self.left.values = self.left.values.checked_sub(1)?;
        self.left.text = self.left.text.checked_sub(bytes)?;
        Some(())
    }

    fn scalar(&mut self, text: Cow<'a, str>, style: ScalarStyle) -> Option<Value> {
        match meaning(&text, style) {
            Meaning::Text => Some(Value::String(text.into_owned())),
            Meaning::Null => Some(Value::Null),
            Meaning::Bool(is_true) => Some(Value::Bool(is_true)),
            Meaning::Whole(number) => Some(Value::Number(number.into())),
            Meaning::Odd => {
                self.may_ask = self.may_ask.checked_sub(1)?;
                let alone = judged(&text, 1).ok()?.pop();
                alone.filter(|value| value.is_number() || value.is_string())
            }
        }
    }
}

/// What a scalar is by its letters.
enum Meaning {
    Text,
    Null,
    Bool(bool),
    Whole(i64),
    /// A number, or text that is written with the same letters.
    Odd,
}

fn meaning(text: &str, style: ScalarStyle) -> Meaning {
    if style != ScalarStyle::Plain {
        return Meaning::Text;
    }
    match text.bytes().next() {
        None => Meaning::Null,
        Some(b'~' | b'n' | b'N' | b't' | b'T' | b'f' | b'F') => match text {
            "~" | "null" | "Null" | "NULL" => Meaning::Null,
            "true" | "True" | "TRUE" => Meaning::Bool(true),
            "false" | "False" | "FALSE" => Meaning::Bool(false),
            _ => Meaning::Text,
        },
        Some(b'0'..=b'9' | b'+' | b'-' | b'.') if text.bytes().all(may_be_in_number) => {
            whole(text).map_or(Meaning::Odd, Meaning::Whole)
        }
        _ => Meaning::Text,
    }
}

/// Digits, signs, dots and `_`, the letters of hexadecimal digits and bases, of `.inf` and `.nan`.
fn may_be_in_number(byte: u8) -> bool {
    byte.is_ascii_hexdigit() || b"+-._xXoOiInN".contains(&byte)
}

/// A number that is written as everybody writes it.
fn whole(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_short = digits.len() <= LONGEST && (digits == "0" || !digits.starts_with('0'));
    if is_short && digits.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// Whether a key is text and nothing else, so that no other key can mean the same.
fn is_name(text: &str, style: ScalarStyle) -> bool {
    text != "<<" && matches!(meaning(text, style), Meaning::Text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds { values: 10_000, text: 1_000_000 };

    /// What is put together here is what serde-saphyr reads; whether it was put together.
    #[track_caller]
    fn both(text: &str) -> bool {
        let here = read(text, BOUNDS);
        if let Some(here) = &here {
            assert_eq!(judged(text, 1).ok().as_ref(), Some(&vec![here.clone()]), "{text:?}");
        }
        here.is_some()
    }

    /// The words of all values too: numbers that are equal may be written otherwise.
    #[track_caller]
    fn both_to_the_letter(text: &str) {
        let (here, there) = (read(text, BOUNDS), judged(text, 1).ok().and_then(|mut all| all.pop()));
        if let Some(here) = here {
            assert_eq!(Some(here.to_string()), there.map(|there| there.to_string()), "{text:?}");
        }
    }

    const WRITTEN: &str = concat!(
        "rules: []\nsettings: {}\npages:\n  - name: error_page\n    html: ./pages/error.html\n    on: false\n",
        "  - name: It's 5 o'clock (a, b) [x] {y}\n    urls:\n      - https://a.b:80/c#d?e=f&g=*\n      - com.app://x\n",
        "    deep:\n      - - 1\n        - -2\n      - - 3.5\n\nquoted:\n  a: '1029'\n  b: 'it''s: # x'\n  c: \"##M## y\"\n",
        "  d: ''\n  e: null\n  f:\n  g: 2026-11-28\n  h: 1.2.3.4\n  i: 5f3a9c\n  j: +49 171\n  k: München – 5 €\n",
        "text: >-\n  one\n  two\n\n  three\nmore:\n  a: |\n    x: y\n      - z\n\n    # w\n  b: |+\n    u\n\nlast.key/x: yes\n",
        "flow: {a: [b, 'c', {d: e}], \"f\\n\": 1_000} # g\n",
    );

    #[test]
    fn what_the_deploy_cli_writes_is_put_together_here() {
        assert!(both(WRITTEN));
        for sample in ["first", "second"] {
            let path = format!("{}/tests/it/facts/samples/{sample}/tenant.yaml", env!("CARGO_MANIFEST_DIR"));
            assert!(both(&std::fs::read_to_string(path).unwrap()), "{sample}");
        }
    }

    #[test]
    fn the_samples_of_hostile_files_are_for_serde_saphyr() {
        let folder = format!("{}/tests/it/facts/samples/hostile", env!("CARGO_MANIFEST_DIR"));
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if let Ok(text) = std::fs::read_to_string(&path) {
                let is_refused = judged(&text, 1).is_err();
                assert!(!(both(&text) && is_refused), "{}", path.display());
            }
        }
        for name in ["bomb.yaml", "deep.yaml", "tag.yaml", "twice.yaml"] {
            let path = format!("{}/tests/it/facts/samples/hostile/{name}", env!("CARGO_MANIFEST_DIR"));
            assert!(read(&std::fs::read_to_string(path).unwrap(), BOUNDS).is_none(), "{name}");
        }
    }

    /// Lines that go on, or are indented otherwise than they look; blocks of text; keys; more than one document.
    const TEXTS: &[&str] = &[
        "a: x\n  y\nb: 1\n",
        "a:\n  - x\n    y\n",
        "a:\n- x\nb: 1\n",
        "a:\n  - x\n  b: 1\n",
        "a:\n    - x\n   - y\n",
        " a: 1\nb: 2\n",
        "a:\n  -  b: 1\n     c: 2\n",
        "a:\n  -\n    b: 1\n",
        "a:\n  - 'x\n  - y'\n",
        "a: \"x\n  y\"\n",
        "a: [x,\n  y]\n",
        "a: x\n---\nb: y\n",
        "a: x\n...\n",
        "a: x\n...\n---\n",
        "---\na: 1\n",
        "--- |\n  x\na: 1\n",
        "--- a\n",
        "---\n---\na: 1\n",
        "%YAML 1.2\n---\na: 1\n",
        "%YAML 1.1\n---\na: yes\n",
        "a: 1\r---\rb: 1\nc: 1\n",
        "a: |\n\n  x\n",
        "a: |2\n   x\n",
        "a: >\n  x\n   y\n  z\n",
        "a: |\nb: 1\n",
        "a: |+\n  x\n\n\n",
        "a: |-\n  x \n  # y\n# z\n",
        "a: |\n  x",
        "a: 1\na: 2\n",
        "a: 1\n'a': 2\n",
        "1: a\n'1': b\n",
        "1: a\n0x1: b\n",
        "0X1: a\n1: b\n",
        "a: 1\n<<: {a: 2, b: 3}\n",
        "'<<': {a: 1}\n",
        "=: a\n",
        "1: a\n",
        "1.5: a\n",
        "2fa: a\n3scale: b\n",
        "true: a\n",
        "null: a\n",
        "~: a\n",
        "? a\n: b\n",
        "? [a]\n: b\n",
        "{a, b: }\n",
        "[a: 1, b]\n",
        "- ? a\n",
        "no: 1\nyes: 2\n",
        ": a\n",
        "a\n",
        "1.5\n",
        "a: &x 1\nb: *x\n",
        "a: &x\n  b: 1\nc: *x\n",
        "a: *x\n",
        "a: !!str 1\n",
        "a: !x y\n",
        "!!map\na: 1\n",
        "a: ! 1\n",
        "\u{feff}a: 1\n",
        "a: \u{feff}\n",
        "a: x\0\n",
        "a: 'x\n",
        "a: [x\n",
        "a: {client_secret: \"x\n",
        "\ta: x\n",
        "a: [\n\tx]\n",
        "# a\n",
        "~\n",
        "\n",
        "",
    ];

    /// Values that are not what they look like, or are.
    const VALUES: &str = "1_000|0x1F|0X1F|0b1|0B1|0o7|0O7|007|-007|-0|0|+5|+0|1e5|1E5|1e+5|1.|.5|-.5|+.5|.inf|-.inf|+.inf|.Inf|.INF|\
        .iNf|.nan|.NaN|-.nan|+.nan|1e999|-1e999|99999999999999999999|18446744073709551615|-9223372036854775808|12:30|1-2|1e-5|1__0|_1|1_|\
        ~|=|yes|NO|on|off|y|True|TRUE|tRUE|FALSE|Null|NULL|nUll|none|nan|inf|x:|x #y|x#y|#y|x:y|-x|- x|?x|? x|!t x|&b x|*b|@x|`x|%x|,x| x|\
        x  y|x |'x' y|'x'y|'|'''|''''|'1'|\"1\"|\"true\"|''|\"\\n\"|\"\\L\"|\"\\x31\"|[]x|{ }|x\ty|x\r|1 |1\t|1.5e3|\u{2028}x|ü|😀|€|<<|.|..|\
        ./a|+|+a|-1|-1a|--1|-|--|---|...|00|0.0|00.5|1.5.|-1.5|0x|0xg|0oa1|0b3|-0x1F|+0x1F|0x_1|0xFFFFFFFFFFFFFFFFFF|1a|a1|1i|1n|0n|1o1|1x1|\
        (x)|$x|_x|^x|<p>x</p>|< x|000000000000000001|1234567890123456|123456789012345|-123456789012345|--- x|x\u{85}|x\u{feff}|2026-11-28|\
        2026-11-28T10:00:00Z|5f3a9c|dead.beef|1.2.3.4|1.10|1.0|0.1|1e400|1d|1f|true |true\t#|~ |\u{a0}1|1\u{a0}";

    #[test]
    fn every_text_is_what_serde_saphyr_reads() {
        for text in TEXTS {
            both(text);
            both_to_the_letter(text);
        }
        for value in VALUES.split('|') {
            for text in [
                format!("a: {value}\nb:\n  - {value}\n"),
                format!("a: [{value}, {value}]\nb: {{c: {value}}}\n"),
                format!("{value}: a\n"),
                format!("{{{value}: a}}\n"),
                format!("a:\n  {value}\n  {value}\n"),
                format!("{value}\n"),
                format!("  {value}"),
                format!("a: |-\n  {value}\nb: >-\n  {value}\n"),
            ] {
                both(&text);
                both_to_the_letter(&text);
            }
        }
    }

    #[test]
    fn what_is_odd_is_for_serde_saphyr() {
        for text in [
            "a: &x 1\n",
            "a: &x [1]\n",
            "a: &x 1\nb: *x\n",
            "a: !!str 1\n",
            "a: !x {b: 1}\n",
            "a: 1\n<<: {a: 2}\n",
            "a: 1\na: 2\n",
            "1: a\n",
            "true: a\n",
            "[a]: 1\n",
            "a: 1\n---\nb: 1\n",
            "a: 'x\n",
            "a: ---\n",
            "null\n",
            "",
        ] {
            assert!(read(text, BOUNDS).is_none(), "{text}");
        }
    }

    #[test]
    fn a_bound_that_is_reached_is_for_serde_saphyr() {
        for depth in [1, DEEPEST - 1, DEEPEST, DEEPEST + 1, 300] {
            let flow = format!("{}1{}\n", "[".repeat(depth), "]".repeat(depth));
            let block = format!("{}1\n", "- ".repeat(depth));
            let names = (0..depth).fold(String::new(), |all, at| all + &" ".repeat(at) + "a:\n");
            for text in [flow, block, names] {
                assert_eq!(both(&text), depth <= DEEPEST, "{text}");
                assert_eq!(judged(&text, 1).is_ok(), depth <= DEEPEST, "{text}");
            }
        }
        let text = "a: [b, c]\nd: e\n";
        assert!(read(text, Bounds { values: 7, text: 5 }).is_some());
        assert!(read(text, Bounds { values: 6, text: 5 }).is_none());
        assert!(read(text, Bounds { values: 7, text: 4 }).is_none());
        assert!(both(&"- 1.5\n".repeat(1_000)));
        let many = "- 1.5\n".repeat(MOST_ASKED + 1);
        assert!(read(&many, Bounds { values: 2 * MOST_ASKED, ..BOUNDS }).is_none());
    }

    #[test]
    fn a_letter_more_less_or_other_is_read_as_serde_saphyr_reads_it() {
        let mut count = 0;
        for at in WRITTEN.char_indices().map(|(at, _)| at) {
            let (before, after) = WRITTEN.split_at(at);
            let next = after.chars().next().map_or(0, char::len_utf8);
            count += usize::from(both(&format!("{before}{}", &after[next..])));
            for letter in [" ", "\n", "-", ":", "'", "#", "0", "[", "&", "\n  ", ": "] {
                count += usize::from(both(&format!("{before}{letter}{}", &after[next..])));
            }
        }
        assert!(count > 3_000, "{count}");
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2_000))]

        #[test]
        fn lines_of_any_kind_are_read_as_serde_saphyr_reads_them(
            lines in proptest::collection::vec(
                "( {0,3}|  |    )(- ){0,2}([a-c]:|a: |b: )?([|>][-+]?|[-+.0-9eExo_]{1,6}|'[a ']{0,3}'|[a-z:# ,{}\\[\\]]{1,4}|)\n?", 1..7),
        ) {
            both(&lines.concat());
            both(&format!("a:\n{}\n", lines.join("\n")));
        }

        #[test]
        fn a_scalar_of_any_letters_is_read_as_serde_saphyr_reads_it(value in "[-+.]?[0-9a-fxXoOinN_+.-]{0,9}|[0-9]{1,22}|[ -~]{1,8}") {
            both_to_the_letter(&format!("- {value}\n- [{value}]\n"));
            both_to_the_letter(&format!("{value}: 1\na: 2\n"));
        }
    }
}
