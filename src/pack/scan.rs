//! Where each value of a RON file is: a light scan beside the parser, which keeps no places.
//!
//! It takes any text and never fails: what it cannot make out it steps over, and the parser says what is wrong.

use std::borrow::Cow;
use std::ops::Range;

/// A piece of a RON file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Range<usize>,
}

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// `(`, `[` or `{`
    Open,
    /// `)`, `]` or `}`
    Close,
    Colon,
    Comma,
    /// A text in quotes, raw or not, the quotes included.
    Text,
    /// A name, a number or a sign.
    Word,
}

/// The pieces of `source`; blanks and comments are between them.
pub(super) fn tokens(source: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(first) = rest.chars().next() else { break };
        let (kind, length) = match first {
            c if is_blank(c) => (None, c.len_utf8()),
            '/' if rest.starts_with("//") => (None, rest.find('\n').unwrap_or(rest.len())),
            '/' if rest.starts_with("/*") => (None, comment(rest)),
            '(' | '[' | '{' => (Some(TokenKind::Open), 1),
            ')' | ']' | '}' => (Some(TokenKind::Close), 1),
            ':' => (Some(TokenKind::Colon), 1),
            ',' => (Some(TokenKind::Comma), 1),
            '"' => (Some(TokenKind::Text), 1 + quoted(rest.get(1..).unwrap_or_default())),
            _ => raw_text(rest)
                .map_or_else(|| (Some(TokenKind::Word), word(rest)), |len| (Some(TokenKind::Text), len)),
        };
        if let Some(kind) = kind {
            found.push(Token { kind, span: at..at + length });
        }
        at += length;
    }
    found
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200e}' | '\u{200f}')
}

/// The length of the block comment that `rest` begins with; comments nest.
pub(super) fn comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    let bytes = rest.as_bytes();
    while at < bytes.len() {
        match bytes.get(at..at + 2) {
            Some(b"/*") => (depth, at) = (depth + 1, at + 2),
            Some(b"*/") => (depth, at) = (depth.saturating_sub(1), at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// The length of the text after its opening quote, the closing one included.
fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of the raw text `r#"..."#` that `rest` begins with, if it does.
fn raw_text(rest: &str) -> Option<usize> {
    let hashes = rest.strip_prefix('r')?;
    let n_hashes = hashes.bytes().take_while(|byte| *byte == b'#').count();
    hashes.get(n_hashes..)?.strip_prefix('"')?;
    let begin = 1 + n_hashes + 1;
    let end = format!("\"{}", "#".repeat(n_hashes));
    let length = rest.get(begin..)?.find(&end).map(|at| begin + at + end.len());
    Some(length.unwrap_or(rest.len()))
}

fn word(rest: &str) -> usize {
    let ends =
        |c: char| is_blank(c) || matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | ':' | ',' | '"' | '/');
    let first = rest.chars().next().map_or(0, char::len_utf8);
    rest.get(first..).and_then(|tail| tail.find(ends)).map_or(rest.len(), |at| first + at)
}

/// How many groups `(...)` there are: whatever has an id is one.
pub(super) fn groups(source: &str, tokens: &[Token]) -> usize {
    tokens.iter().filter(|token| source.as_bytes().get(token.span.start) == Some(&b'(')).count()
}

/// How deep the deepest value is nested.
pub(super) fn depth(tokens: &[Token]) -> usize {
    let (mut now, mut deepest) = (0_usize, 0);
    for token in tokens {
        match token.kind {
            TokenKind::Open => now += 1,
            TokenKind::Close => now = now.saturating_sub(1),
            TokenKind::Colon | TokenKind::Comma | TokenKind::Text | TokenKind::Word => {}
        }
        deepest = deepest.max(now);
    }
    deepest
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RonNode {
    pub(super) span: Range<usize>,
    pub(super) shape: Shape,
}

/// What a value is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// Names with their values, in the order of the file.
    Fields(Vec<(Range<usize>, RonNode)>),
    List(Vec<RonNode>),
    Text,
    Other,
}

/// One step from a value to a value in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PathStep {
    Field(&'static str),
    At(usize),
}

/// The value that the whole of `source` is; [`depth`] has to be small, since this goes down with it.
pub(super) fn tree(source: &str, tokens: &[Token]) -> RonNode {
    let mut reader = Reader { source, tokens, at: 0 };
    reader.skip_attributes();
    reader.value().unwrap_or(RonNode { span: 0..0, shape: Shape::Other })
}

struct Reader<'a> {
    source: &'a str,
    tokens: &'a [Token],
    at: usize,
}

impl Reader<'_> {
    /// Steps over `#![enable(...)]` at the beginning.
    fn skip_attributes(&mut self) {
        while let Some(token) = self.tokens.get(self.at) {
            if !self.words(&token.span).starts_with('#') {
                return;
            }
            self.at += 1;
            self.value();
        }
    }

    fn words(&self, span: &Range<usize>) -> &str {
        self.source.get(span.clone()).unwrap_or_default()
    }

    fn kind(&self, ahead: usize) -> Option<TokenKind> {
        self.tokens.get(self.at + ahead).map(|token| token.kind)
    }

    fn value(&mut self) -> Option<RonNode> {
        let token = self.tokens.get(self.at)?.clone();
        match token.kind {
            TokenKind::Text => {
                self.at += 1;
                Some(RonNode { span: token.span, shape: Shape::Text })
            }
            TokenKind::Word if self.kind(1) == Some(TokenKind::Open) => {
                self.at += 1;
                let node = self.group()?;
                let wrapped = self.words(&token.span) == "Some";
                match node.shape {
                    Shape::List(mut inner) if wrapped && inner.len() == 1 => inner.pop(),
                    shape => Some(RonNode { span: node.span, shape }),
                }
            }
            TokenKind::Word => {
                self.at += 1;
                Some(RonNode { span: token.span, shape: Shape::Other })
            }
            TokenKind::Open => self.group(),
            TokenKind::Close | TokenKind::Colon | TokenKind::Comma => None,
        }
    }

    fn group(&mut self) -> Option<RonNode> {
        let start = self.tokens.get(self.at)?.span.start;
        self.at += 1;
        let (mut fields, mut list) = (Vec::new(), Vec::new());
        let mut end = self.source.len();
        while let Some(token) = self.tokens.get(self.at).cloned() {
            match token.kind {
                TokenKind::Close => {
                    end = token.span.end;
                    self.at += 1;
                    break;
                }
                TokenKind::Colon | TokenKind::Comma => self.at += 1,
                TokenKind::Word | TokenKind::Text if self.kind(1) == Some(TokenKind::Colon) => {
                    self.at += 2;
                    fields.extend(self.value().map(|value| (token.span, value)));
                }
                TokenKind::Word | TokenKind::Text | TokenKind::Open => list.extend(self.value()),
            }
        }
        let shape = if fields.is_empty() { Shape::List(list) } else { Shape::Fields(fields) };
        Some(RonNode { span: start..end, shape })
    }
}

impl RonNode {
    /// The value of the field with this name.
    pub(super) fn field(&self, source: &str, name: &str) -> Option<&RonNode> {
        let Shape::Fields(fields) = &self.shape else { return None };
        fields.iter().find(|(span, _)| source.get(span.clone()) == Some(name)).map(|(_, value)| value)
    }

    /// Where the value is to which `steps` lead, or the last on the way that is there.
    pub(super) fn locate(&self, source: &str, steps: &[PathStep]) -> Range<usize> {
        let mut node = self;
        for step in steps {
            let next = match (step, &node.shape) {
                (PathStep::Field(name), _) => node.field(source, name),
                (PathStep::At(idx), Shape::List(list)) => list.get(*idx),
                (PathStep::At(_), Shape::Fields(_) | Shape::Text | Shape::Other) => None,
            };
            let Some(next) = next else { return node.span.clone() };
            node = next;
        }
        node.span.clone()
    }

    /// The words of a text, its escapes resolved.
    pub(super) fn words<'a>(&self, source: &'a str) -> Option<Cow<'a, str>> {
        let literal = source.get(self.span.clone()).filter(|_| self.shape == Shape::Text)?;
        if literal.starts_with('r') || literal.contains('\\') {
            return ron::from_str(literal).ok().map(Cow::Owned);
        }
        literal.strip_prefix('"')?.strip_suffix('"').map(Cow::Borrowed)
    }

    /// The innermost group around `offset` and the groups around that one, outermost first.
    pub(super) fn around(&self, offset: usize) -> Vec<&RonNode> {
        let mut found = Vec::new();
        let mut node = Some(self);
        while let Some(here) = node.filter(|here| here.span.start <= offset && offset < here.span.end) {
            found.push(here);
            node = match &here.shape {
                Shape::Fields(fields) => {
                    fields.iter().map(|(_, value)| value).find(|value| value.span.contains(&offset))
                }
                Shape::List(list) => list
                    .get(list.partition_point(|value| value.span.end <= offset))
                    .filter(|value| value.span.contains(&offset)),
                Shape::Text | Shape::Other => None,
            };
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(source: &str, steps: &[PathStep]) -> String {
        let node = tree(source, &tokens(source));
        source.get(node.locate(source, steps)).unwrap().to_owned()
    }

    #[test]
    fn a_value_is_found_however_often_it_stands_there() {
        let source = r#"(id: "a", after: ["a", "b", /* "a" */ "a"], // "a"
            note: Some("a"), raw: r"a")"#;
        assert_eq!(at(source, &[PathStep::Field("after"), PathStep::At(2)]), r#""a""#);
        assert_eq!(
            tree(source, &tokens(source)).locate(source, &[PathStep::Field("after"), PathStep::At(2)]).start,
            38
        );
        assert_eq!(tree(source, &tokens(source)).locate(source, &[PathStep::Field("note")]).start, 74);
        assert_eq!(at(source, &[PathStep::Field("raw")]), r#"r"a""#);
    }

    #[test]
    fn what_is_not_there_leads_to_the_last_that_is() {
        assert_eq!(
            at("(list: [(id: 1)])", &[PathStep::Field("list"), PathStep::At(0), PathStep::Field("no")]),
            "(id: 1)"
        );
        assert_eq!(at("[1, 2]", &[PathStep::At(7)]), "[1, 2]");
    }

    #[test]
    fn attributes_names_and_raw_texts_are_stepped_over() {
        let source = "#![enable(implicit_some)]\nItem(id: r#\"a \"quoted\" b\"#, no: -1)";
        assert_eq!(at(source, &[PathStep::Field("no")]), "-1");
        let node = tree(source, &tokens(source));
        assert_eq!(node.field(source, "id").unwrap().words(source).unwrap(), "a \"quoted\" b");
    }

    #[test]
    fn a_broken_file_is_scanned_to_its_end() {
        for source in [
            "(id: \"never closed",
            "((((",
            "))",
            "/* never closed",
            "r#\"open",
            "(a: , b: 1)",
            ":",
            "\u{feff}",
        ] {
            tree(source, &tokens(source));
        }
        assert_eq!(depth(&tokens("([()])")), 3);
    }
}
