//! What people call the columns of a checklist, in five languages, and how a heading is matched with them.

/// What a column can become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Section,
    /// A part of a section; the two are joined.
    Subsection,
    Title,
    Guidance,
    DoneWhen,
    Ask,
    Codes,
    Number,
    Level,
    AppliesTo,
    OptionalWhen,
    Role,
    Topics,
    Minutes,
    Repeats,
    Link,
    Id,
    Status,
    Owner,
    Due,
    Evidence,
    Note,
    Reason,
    Until,
}

/// A field with its name and the headings that people give it, small letters and blanks only: first those that are the
/// whole heading, then those that may be a word of it.
type Names = (Field, &'static str, &'static str, &'static str);

const NAMES: &[Names] = &[
    (
        Field::Title,
        "title",
        "title, checklist item, check item, checklist, task, tasks, task name, item, items, check, checks, \
         checkpoint, control, activity, action item, to do, todo, step, requirement, requirements, test name, \
         test case, name, control name, best practice, recommendation, what, titel, aufgabe, prufpunkt, \
         kontrollpunkt, massnahme, anforderung, checklistenpunkt, punkt, tatigkeit, titre, tache, point de \
         controle, exigence, verification a faire, element, titulo, tarea, requisito, elemento, punto de \
         control, control a realizar, 項目, チェック項目, 確認項目, 点検項目, タスク, 要件, タイトル, 検証項目, 内容, titolo, attivita, \
         controllo, 检查项, 标题, 要求, задача, название, требование, проверка",
        "item, task, requirement, check, title, control, prufpunkt, aufgabe, tache, exigence, tarea, 項目, 要件",
    ),
    (
        Field::DoneWhen,
        "done_when",
        "done when, acceptance criteria, acceptance criterion, acceptance, exit criteria, criteria, \
         definition of done, how to verify, how to check, how to test, verification, verify by, verification \
         method, test, test procedure, expected, expected result, expected outcome, evidence expected, \
         evidence required, acceptance evidence, success criteria, fertig wenn, erledigt wenn, \
         akzeptanzkriterium, akzeptanzkriterien, abnahmekriterium, prufung, wie zu prufen, nachweis \
         erforderlich, erwartetes ergebnis, critere d acceptation, criteres d acceptation, resultat attendu, \
         comment verifier, criterio de aceptacion, criterios de aceptacion, resultado esperado, como \
         verificar, 完了条件, 受入基準, 確認方法, 検証方法, 期待結果",
        "acceptance, verify, verification, expected, criteria, akzeptanzkriterien, acceptation, aceptacion, \
         確認方法",
    ),
    (
        Field::Section,
        "section",
        "section, category, workstream, area, main area, design area, topic area, group, theme, chapter, \
         chapter name, domain, pillar, phase, function, section title, bereich, kategorie, gruppe, abschnitt, \
         kapitel, themengebiet, thema, categorie, domaine, chapitre, rubrique, categoria, seccion, apartado, \
         dominio, カテゴリ, カテゴリー, 分類, 大項目, 区分, 章, 領域, area tematica, ambito, 类别, категория, раздел, business function",
        "category, chapter, area, section, bereich, kategorie, categorie, categoria, カテゴリ, 分類, 領域",
    ),
    (
        Field::Subsection,
        "subsection",
        "subsection, sub section, sub area, subarea, subcategory, sub category, section name, unterkategorie, \
         unterbereich, sous categorie, subcategoria, 中項目, 小分類, practice, サブ領域, サブカテゴリ",
        "subcategory, subarea",
    ),
    (
        Field::Guidance,
        "guidance",
        "guidance, description, details, detail, explanation, information, why, rationale, how, how to, \
         instructions, objective, objectives, test objectives, background, beschreibung, erlauterung, \
         erklarung, begrundung, hinweis, hinweise, details zur aufgabe, descripcion, detalle, detalles, \
         explicacion, explication, consigne, 説明, 詳細, 解説, 概要, descrizione, 描述, описание",
        "description, guidance, details, objective, objectives, beschreibung, descripcion, 説明",
    ),
    (
        Field::Ask,
        "ask",
        "ask, question, questions, question to ask, frage, fragen, pregunta, 質問, 問い",
        "question, frage, pregunta",
    ),
    (Field::Id, "id", "golive id", ""),
    (
        Field::Codes,
        "codes",
        "code, codes, id, ref, key, item id, req id, requirement id, control id, test id, check id, \
         identifier, kennung, kurzel, identifiant, codigo, clave, 識別子, 番号",
        "code, identifier",
    ),
    (Field::Number, "no", "no, nr, number, nummer, lfd nr, numero, num, n, #", ""),
    (
        Field::Level,
        "level",
        "level, priority, prio, severity, criticality, importance, moscow, risk, risk level, risk rating, \
         impact, l, must should could, requirement level, mandatory, required, prioritat, stufe, schweregrad, \
         kritikalitat, wichtigkeit, verbindlichkeit, risiko, pflicht, priorite, severite, criticite, niveau, \
         importance niveau, risque, prioridad, severidad, criticidad, nivel, riesgo, importancia, 優先度, 重要度, \
         深刻度, レベル, 必須, リスク, priorita, gravita, 优先级, приоритет, уровень, 重大度",
        "priority, severity, criticality, level, prio, risk, prioritat, priorite, prioridad, 優先度, 重要度, 重大度",
    ),
    (
        Field::AppliesTo,
        "applies_to",
        "applies to, business, scenario, scenarios, applicable to, gilt fur, applicable a, concerne, aplica \
         a, 適用対象",
        "applies",
    ),
    (
        Field::OptionalWhen,
        "optional_when",
        "optional when, optional, condition, skip when, only if, not applicable if, entfallt wenn, optional \
         wenn, 適用外条件",
        "",
    ),
    (
        Field::Role,
        "role",
        "role, roles, team, persona, rolle, equipe, equipo, rol, 役割, 部門",
        "role, rolle",
    ),
    (Field::Topics, "topics", "topics, topic", ""),
    (Field::Minutes, "minutes", "minutes, min, minuten, 所要分", ""),
    (
        Field::Repeats,
        "repeats",
        "repeats, frequency, cadence, recurrence, haufigkeit, turnus, frequence, frecuencia, 頻度",
        "frequency",
    ),
    (
        Field::Link,
        "link",
        "link, links, url, documentation, docs, documentation link, resource, resources, more info, \
         reference, references, further reading, learn more, verweis, quelle, weitere informationen, lien, \
         liens, enlace, enlaces, referencia, リンク, 参照, 参考, 参考資料, 詳細情報",
        "link, url, reference, references, リンク",
    ),
    (
        Field::Status,
        "status",
        "status, state, done, completed, complete, checked, y n, yes no, ok, result, pass fail, finished, \
         erledigt, zustand, fertig, abgehakt, ja nein, etat, statut, fait, termine, estado, hecho, \
         completado, 状態, 状況, ステータス, 完了, 結果, チェック, stato, 状态, статус",
        "status, completed, done, statut, estado, 状態",
    ),
    (
        Field::Owner,
        "owner",
        "owner, responsible, responsible person, responsibility, assignee, assigned to, who, accountable, \
         person, verantwortlich, verantwortlicher, zustandig, wer, bearbeiter, responsable, qui, quien, \
         encargado, 担当, 担当者, 責任者, responsabile, 负责人, ответственный",
        "owner, responsible, assignee, verantwortlich, responsable, 担当",
    ),
    (
        Field::Due,
        "due",
        "due, due date, deadline, by when, target date, faellig, fallig, fallig am, termin, frist, bis wann, \
         echeance, date limite, fecha limite, vencimiento, plazo, 期限, 期日, 納期",
        "due, deadline",
    ),
    (
        Field::Evidence,
        "evidence",
        "evidence, proof, seen at, nachweis, beleg, preuve, evidencia, prueba, 証跡, エビデンス, 証拠",
        "evidence",
    ),
    (
        Field::Note,
        "note",
        "note, notes, comment, comments, answer, our answer, remark, remarks, follow up, bemerkung, \
         bemerkungen, kommentar, notiz, notizen, antwort, anmerkung, commentaire, commentaires, remarque, \
         reponse, comentario, comentarios, nota, notas, respuesta, 備考, コメント, メモ, 回答, commento, 备注, \
         комментарий",
        "comment, comments, notes, bemerkung, commentaire, comentario, 備考",
    ),
    (Field::Reason, "reason", "reason, grund, raison, razon, motivo, 理由", ""),
    (Field::Until, "until", "until, waived until, valid until, gultig bis", ""),
];

impl Field {
    /// The name of the field in flags and files.
    pub fn word(self) -> &'static str {
        NAMES.iter().find(|(field, ..)| *field == self).map_or("", |(_, word, ..)| *word)
    }

    /// The field with this name.
    pub fn named(word: &str) -> Option<Field> {
        let word = word.trim().replace('-', "_").to_lowercase();
        let word = match word.as_str() {
            "code" => "codes".to_owned(),
            "answer" => "note".to_owned(),
            _ => word,
        };
        NAMES.iter().find(|(_, known, ..)| *known == word).map(|(field, ..)| *field)
    }

    /// All names, for a message.
    pub fn words() -> String {
        let words: Vec<&str> = NAMES.iter().map(|(_, word, ..)| *word).filter(|word| *word != "id").collect();
        words.join(", ")
    }

    /// Whether it is part of an answer rather than of an item.
    pub fn is_answer(self) -> bool {
        matches!(
            self,
            Field::Status
                | Field::Owner
                | Field::Due
                | Field::Evidence
                | Field::Note
                | Field::Reason
                | Field::Until
        )
    }
}

/// How well a heading names a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Match {
    /// One of its words does, the number of words that do not.
    Word(std::cmp::Reverse<usize>),
    /// The whole heading does, and its place among the names.
    Whole(std::cmp::Reverse<usize>),
}

impl Match {
    pub(super) fn is_whole(self) -> bool {
        matches!(self, Match::Whole(_))
    }
}

/// The fields that a heading may mean, each with how well it fits.
pub(super) fn fields(heading: &str) -> Vec<(Field, Match)> {
    let forms = forms(heading);
    let mut found: Vec<(Field, Match)> = Vec::new();
    for (field, _, whole, words) in NAMES {
        let exact = forms.iter().find_map(|form| whole.split(", ").position(|name| name == form));
        if let Some(rank) = exact {
            found.push((*field, Match::Whole(std::cmp::Reverse(rank))));
            continue;
        }
        let best = forms.iter().filter_map(|form| {
            let parts: Vec<&str> = form.split(' ').collect();
            let hit = words
                .split(", ")
                .filter(|word| !word.is_empty())
                .any(|word| if word.is_ascii() { parts.contains(&word) } else { form.contains(word) });
            (hit && parts.len() <= 5 && form.chars().count() <= 40).then(|| parts.len() - 1)
        });
        found.extend(best.min().map(|others| (*field, Match::Word(std::cmp::Reverse(others)))));
    }
    found
}

/// The ways in which a heading may be read: without brackets and signs, and both parts of `this / that`.
fn forms(heading: &str) -> Vec<String> {
    if heading.trim() == "#" {
        return vec!["no".to_owned()];
    }
    let mut bare = String::new();
    let mut depth = 0_usize;
    for c in heading.chars() {
        match c {
            '(' | '[' | '{' | '（' | '【' => depth += 1,
            ')' | ']' | '}' | '）' | '】' => depth = depth.saturating_sub(1),
            c if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    let whole = plain_words(&bare);
    let mut forms = vec![if whole.is_empty() { plain_words(heading) } else { whole }];
    if heading.contains(['/', '|', ',']) && forms.iter().all(|form| form != "y n") {
        forms.extend(bare.split(['/', '|', ',']).map(plain_words).filter(|part| !part.is_empty()));
    }
    forms.retain(|form| !form.is_empty());
    forms
}

/// The small letters of `words` without accents, and single blanks for all else: `req_description` is two words.
pub(super) fn plain_words(words: &str) -> String {
    let mut out = String::new();
    let mut last_small = false;
    for c in words.chars() {
        // `RiskLevel` is two words, `OWASP` is one.
        if c.is_uppercase() && last_small {
            out.push(' ');
        }
        last_small = c.is_lowercase();
        for c in c.to_lowercase() {
            match bare(c) {
                Some(letter) => out.push(letter),
                None if c == 'ß' => out.push_str("ss"),
                None if matches!(c, '\u{300}'..='\u{36f}') => {}
                None if !out.is_empty() && !out.ends_with(' ') => out.push(' '),
                None => {}
            }
        }
    }
    out.trim_end().to_owned()
}

/// The letter without its accent; `None` for what is not a letter or digit.
fn bare(c: char) -> Option<char> {
    Some(match c {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ø' => 'o',
        'ù'..='ü' => 'u',
        'ß' => return None,
        c if c.is_alphanumeric() => c,
        _ => return None,
    })
}

/// The small letters and digits of `words` and nothing else, to compare names with.
pub(super) fn plain(words: &str) -> String {
    plain_words(words).replace(' ', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(heading: &str) -> Option<Field> {
        fields(heading).into_iter().max_by_key(|(_, fit)| *fit).map(|(field, _)| field)
    }

    #[test]
    fn headings_are_read_in_any_dress() {
        for (heading, field) in [
            ("Priority (H/M/L)", Field::Level),
            ("Description (optional)", Field::Guidance),
            ("req_description", Field::Guidance),
            ("Section *", Field::Section),
            ("Check\nitem", Field::Title),
            ("Responsible person", Field::Owner),
            ("Completed (or NA)", Field::Status),
            ("chapter_name", Field::Section),
            ("section_name", Field::Subsection),
            ("req_id", Field::Codes),
            ("Y/N", Field::Status),
            ("Done?", Field::Status),
            ("Done when", Field::DoneWhen),
            ("Evidence expected", Field::DoneWhen),
            ("Prio (P0-P3)", Field::Level),
            ("Prüfpunkt", Field::Title),
            ("Maßnahme", Field::Title),
            ("Fälligkeitstermin / Frist", Field::Due),
            ("Priorité", Field::Level),
            ("Descripción", Field::Guidance),
            ("確認項目", Field::Title),
            ("担当者", Field::Owner),
            ("MORE INFO", Field::Link),
        ] {
            assert_eq!(best(heading), Some(field), "{heading}");
        }
        assert_eq!(best("Buy the domain"), None);
        assert_eq!(best("GUID"), None);
    }
}
