//! The names that packs are made of: what an id may be, ids made of words, full ids, and the files of rules.

use super::file::SectionFile;

/// The pack that can be extended: the built-in one.
pub(super) const BASE: &str = "auth0";

/// The folder of a pack that its rules are in.
const FOLDER: &str = "facts/";

/// The longest id, in characters.
pub(super) const LONGEST_ID: usize = 64;

/// Whether `id` is what an id may be: small letters, digits and hyphens.
pub(super) fn is_id(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= LONGEST_ID
        && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The letters that a letter with an accent is written with in an id; `None` for one that has none.
pub(super) fn latin(c: char) -> Option<&'static str> {
    Some(match c {
        'ä' => "ae",
        'ö' => "oe",
        'ü' => "ue",
        'ß' => "ss",
        'à' | 'á' | 'â' | 'ã' | 'å' => "a",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì'..='ï' => "i",
        'ò' | 'ó' | 'ô' | 'õ' => "o",
        'ù' | 'ú' | 'û' => "u",
        'ç' => "c",
        'ñ' => "n",
        _ => return None,
    })
}

/// The id that was most likely meant by one that is not valid: `Deli Very`, `größe`, `service.ron`.
pub(super) fn mended_id(words: &str) -> Option<String> {
    let words = words.strip_suffix(".ron").unwrap_or(words);
    let small = words.chars().flat_map(char::to_lowercase);
    let plain: String = small.map(|c| latin(c).map_or_else(|| c.to_string(), str::to_owned)).collect();
    id_from(&plain)
}

/// The id that `words` would make.
pub fn id_from(words: &str) -> Option<String> {
    let mut id = String::new();
    for c in words.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => id.push(c),
            _ if id.ends_with('-') || id.is_empty() => {}
            _ => id.push('-'),
        }
    }
    let id = id.trim_end_matches('-').to_owned();
    is_id(&id).then_some(id)
}

/// The name of a section within its list: its workstream, else the word that its title makes.
pub(super) fn section_name(file: &SectionFile) -> String {
    let by_title = || id_from(&file.title).unwrap_or_else(|| file.title.clone());
    file.workstream.clone().unwrap_or_else(by_title)
}

/// The full id of `WORKSTREAM/TOPIC` in this phase, or of `PHASE/WORKSTREAM/TOPIC` in this plan.
pub(super) fn full_topic(plan: &str, phase: &str, name: &str) -> String {
    if name.matches('/').count() == 2 { format!("{plan}/{name}") } else { format!("{phase}/{name}") }
}

/// Whether this is a name of a file of rules, so that nothing else looks for it.
pub(super) fn is_rules(name: &str) -> bool {
    name.starts_with(FOLDER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_made_of_words() {
        assert_eq!(id_from("Tenant Name!").as_deref(), Some("tenant-name"));
        assert_eq!(id_from("日本"), None);
        assert_eq!(mended_id("Größe").as_deref(), Some("groesse"));
        assert_eq!(mended_id("service.ron").as_deref(), Some("service"));
    }
}
