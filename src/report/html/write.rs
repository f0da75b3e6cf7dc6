//! The only way to make HTML: elements by name, and words that are escaped without exception.

/// HTML in the making.
pub(super) struct Html {
    out: String,
}

impl Html {
    /// A document without content.
    pub(super) fn document() -> Html {
        Html { out: "<!doctype html>\n".to_owned() }
    }

    /// What was written.
    pub(super) fn finish(mut self) -> String {
        self.out.push('\n');
        self.out
    }

    /// Writes an element with its content.
    pub(super) fn el(
        &mut self,
        tag: &'static str,
        attributes: &[(&'static str, &str)],
        content: impl FnOnce(&mut Html),
    ) {
        self.open(tag, attributes);
        content(self);
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
        if BREAKS.contains(&tag) {
            self.out.push('\n');
        }
    }

    /// Writes an element that has no content.
    pub(super) fn void(&mut self, tag: &'static str, attributes: &[(&'static str, &str)]) {
        self.open(tag, attributes);
        if BREAKS.contains(&tag) {
            self.out.push('\n');
        }
    }

    /// Writes an element of SVG that has no content.
    pub(super) fn shape(&mut self, tag: &'static str, attributes: &[(&'static str, &str)]) {
        self.open(tag, attributes);
        self.out.pop();
        self.out.push_str("/>\n");
    }

    /// Writes an element with content that is part of the program: its own style sheet.
    pub(super) fn own(&mut self, tag: &'static str, content: &'static str) {
        self.open(tag, &[]);
        self.out.push('\n');
        self.out.push_str(content);
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push_str(">\n");
    }

    /// Writes words on one line.
    pub(super) fn text(&mut self, words: &str) {
        self.escape(words);
    }

    /// Writes words with their line ends, and web addresses in them as links.
    pub(super) fn lines(&mut self, words: &str) {
        for (at, line) in words.split('\n').enumerate() {
            if at > 0 {
                self.out.push_str("<br>\n");
            }
            for (at, word) in line.split(' ').enumerate() {
                if at > 0 {
                    self.out.push(' ');
                }
                self.word(word);
            }
        }
    }

    fn word(&mut self, word: &str) {
        let (link, rest) = split_link(word);
        if link.is_empty() {
            self.escape(word);
            return;
        }
        self.el("a", &[("href", link), ("rel", "noreferrer")], |html| html.text(link));
        self.escape(rest);
    }

    fn open(&mut self, tag: &str, attributes: &[(&'static str, &str)]) {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            self.escape(value);
            self.out.push('"');
        }
        self.out.push('>');
    }

    fn escape(&mut self, words: &str) {
        for c in words.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                // Two code points that no document may hold.
                '\u{fffe}' | '\u{ffff}' => self.out.push('\u{fffd}'),
                c => self.out.push(c),
            }
        }
    }
}

/// Elements after which a line of the file ends, so that people and tools can compare two reports.
const BREAKS: &[&str] = &[
    "html",
    "head",
    "body",
    "header",
    "main",
    "footer",
    "nav",
    "section",
    "article",
    "div",
    "dl",
    "ul",
    "li",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "table",
    "thead",
    "tbody",
    "tr",
    "caption",
    "meta",
    "title",
    "svg",
    "g",
    "desc",
    "figure",
    "figcaption",
    "text",
    "dd",
];

/// The web address that a word begins with and what follows it; no address if it does not.
fn split_link(word: &str) -> (&str, &str) {
    let host = word.strip_prefix("https://").or_else(|| word.strip_prefix("http://"));
    if !host.is_some_and(|host| host.starts_with(|c: char| c.is_ascii_alphanumeric())) {
        return ("", word);
    }
    // A sentence's end is not part of the address.
    word.split_at(word.trim_end_matches(['.', ',', ';', ':', ')', '!', '?', '"', '\'', '>']).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Html)) -> String {
        let mut html = Html { out: String::new() };
        write(&mut html);
        html.out
    }

    #[test]
    fn words_and_attributes_are_escaped() {
        let hostile = "</style><script>'\"&";
        let expected = "&lt;/style&gt;&lt;script&gt;&#39;&quot;&amp;";
        assert_eq!(written(|html| html.text(hostile)), expected);
        assert_eq!(
            written(|html| html.el("b", &[("class", hostile)], |html| html.lines(hostile))),
            format!("<b class=\"{expected}\">{expected}</b>")
        );
    }

    #[test]
    fn only_web_addresses_become_links() {
        let link = |typed: &str| written(|html| html.lines(typed)).contains("<a ");
        assert!(link("see https://example.org/a?b=c&d."));
        for typed in
            ["javascript:alert(1)", "https://", "data:text/html,x", "file:///etc/passwd", "xhttps://a"]
        {
            assert!(!link(typed), "{typed}");
        }
        assert_eq!(
            written(|html| html.lines("https://a.b/\"><script>")),
            "<a href=\"https://a.b/&quot;&gt;&lt;script\" rel=\"noreferrer\">https://a.b/&quot;&gt;&lt;script</a>&gt;"
        );
    }
}
