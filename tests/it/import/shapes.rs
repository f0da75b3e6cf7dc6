//! Sheets in the shapes of 35 lists that are published: their headings and their build, with words of our own.

/// One sheet and what it comes to: `ITEMS in SECTIONS, must/should/could: first title`.
pub(super) struct Shape {
    pub(super) name: &'static str,
    pub(super) words: &'static str,
    /// A column that has to be named by hand.
    pub(super) flag: Option<(&'static str, &'static str)>,
    pub(super) expected: &'static str,
}

const fn shape(name: &'static str, words: &'static str, expected: &'static str) -> Shape {
    Shape { name, words, flag: None, expected }
}

pub(super) const SHAPES: &[Shape] = &[
    shape(
        "requirements-5.csv",
        "chapter_id,chapter_name,section_id,section_name,req_id,req_description,L\n\
         V1,Logins,V1.1,Rules,V1.1.1,Verify that failed logins are slowed down,1\n\
         V1,Logins,V1.1,Rules,V1.1.2,Verify that the rules are written down,2\n\
         V2,Tokens,V2.1,Age,V2.1.1,Verify that tokens are short-lived,3\n",
        "3 in 2, 1/1/1: Verify that failed logins are slowed down",
    ),
    shape(
        "requirements-5-legacy.csv",
        "chapter_id,chapter_name,section_id,section_name,req_id,req_description,level1,level2,level3,cwe,nist\n\
         V1,Logins,V1.1,Rules,1.1.1,Verify that failed logins are slowed down,✓,✓,✓,307,\n\
         V1,Logins,V1.1,Rules,1.1.2,Verify that the rules are written down,,✓,✓,,\n\
         V2,Tokens,V2.1,Age,2.1.1,Verify that tokens are short-lived,,,✓,613,\n",
        "3 in 2, 1/1/1: Verify that failed logins are slowed down",
    ),
    shape(
        "anforderungen-4.csv",
        "chapter_id;chapter_name;section_id;section_name;req_id;req_description;level1;level2;level3\n\
         V1;Anmeldung;V1.1;Regeln;1.1.1;Fehlversuche werden gebremst, auch verteilte;X;X;X\n\
         V1;Anmeldung;V1.1;Regeln;1.1.2;Die Regeln sind aufgeschrieben;;X;X\n",
        "2 in 1, 1/1/0: Fehlversuche werden gebremst, auch verteilte",
    ),
    shape(
        "требования-4.csv",
        "chapter_id,chapter_name,req_id,req_description,level1,level2\n\
         V1,Вход,1.1.1,Неудачные попытки замедляются,✓,✓\nV1,Вход,1.1.2,Правила записаны,,✓\n",
        "2 in 1, 1/1/0: Неудачные попытки замедляются",
    ),
    shape(
        "requirements-3.csv",
        ",Application check,,,,\n#,Description,Level 1,Level 2,Level 3,Since\n\
         1,Architecture and threats,,,,\n1.1,Every part of the application is known,✓,✓,✓,1.0\n\
         1.2,Every library is known and needed,,✓,✓,1.0\n2,Logins,,,,\n2.1,Every page asks for a login but the public ones,✓,✓,✓,1.0\n",
        "3 in 2, 2/1/0: Every part of the application is known",
    ),
    shape(
        "requirements-excel.csv",
        "Area,#,ASVS Level,CWE,Verification Requirement,Valid,Source Code Reference,Comment\n\
         Logins,2.1.1,1,521,Verify that passwords have twelve signs,,,\nLogins,2.1.2,2,521,Verify that long ones are allowed,,,\n",
        "2 in 1, 1/1/0: Verify that passwords have twelve signs",
    ),
    shape(
        "mobile.csv",
        ",ID,MSTG-ID,Detailed Verification Requirement,L1,L2,R,Status\n\
         ,V1,,Architecture and design,,,,\n,1.1,M-ARCH-1,Every part of the app is known and needed,✓,✓,,N/A\n\
         ,1.2,M-ARCH-2,Checks are made on the server too,✓,✓,,N/A\n,V2,,Data and privacy,,,,\n,2.1,M-DATA-1,Secrets lie in the key store,,✓,,\n",
        "3 in 2, 2/1/0: Every part of the app is known and needed",
    ),
    shape(
        "mobile-ja.csv",
        "ID,検証要件,レベル,ステータス\n1.1,すべての部品を把握している,L1,N/A\n1.2,サーバでも確認している,L2,N/A\n",
        "2 in 1, 1/1/0: すべての部品を把握している",
    ),
    shape(
        "mobile-tests.csv",
        "Test Case ID,Test name,Platform,How to test,Status\nT-1,Local storage holds no secrets,both,Look into the folder,\n\
         T-2,Logs hold no secrets,both,Read the log,\n",
        "2 in 1, 0/2/0: Local storage holds no secrets",
    ),
    shape(
        "web-tests-42.csv",
        "Tests before the launch,,,,\nInformation Gathering,Test Name,Objectives,Status,Notes\n\
         T-INFO-01,Search engines looked through,- Know what they show,Not Started,\nT-INFO-02,Server named,- Know its version,Not Started,\n,,,,\n\
         Authentication,Test Name,Objectives,Status,Notes\nT-ATHN-01,Passwords never in the clear,- Look at the wire,Not Started,\n",
        "3 in 2, 0/3/0: Search engines looked through",
    ),
    shape(
        "web-tests-latest.csv",
        "Test ID,Test Name,Description,Tools,Result,Remark\nT-1,Search engines looked through,What they show,,Not Started,\nT-2,Server named,Its version,,Not Started,\n",
        "2 in 1, 0/2/0: Search engines looked through",
    ),
    shape(
        "cloud-aks.csv",
        "Cloud review,,,,,,,,\n,,,,,,,,\nID,Main Area,Sub Area,Checklist item,Description (optional),Severity,Status,Comment,More info\n\
         A01,Deployment,Build,New versions reach a few users first,,High,Not verified,,https://docs.example/a\n\
         A02,Deployment,Build,A failed version goes back by itself,,Medium,Not verified,,https://docs.example/b\n\
         A03,Cost,Size,Unused machines are found,,Low,Not verified,,\n",
        "3 in 2, 1/1/1: New versions reach a few users first",
    ),
    shape(
        "cloud-aks-ja.csv",
        "ID,メイン領域,サブ領域,チェックリスト項目,説明 (省略可能),重大度,状態,コメント,詳細情報\n\
         A01,展開,構築,新しい版は少数の利用者から始める,,高,未確認,,https://docs.example/a\nA02,費用,規模,使われない機械を見つける,,低,未確認,,\n",
        "2 in 2, 1/0/1: 新しい版は少数の利用者から始める",
    ),
    shape(
        "cloud-landing.csv",
        "Design Area,Sub Area,Checklist item,Severity,Status,Comment,Link,Training,GUID\n\
         Identity,Access,Emergency accounts exist and are watched,High,Open,,https://docs.example/x,,70c15989-c726-42c7-b0d3-24b7375b9201\n\
         Network,Names,One team owns the names,Medium,Open,,,,a1a2b3c4-c726-42c7-b0d3-24b7375b9202\n",
        "2 in 2, 1/1/0: Emergency accounts exist and are watched",
    ),
    shape(
        "cloud-bus.csv",
        "Category,Subcategory,Text,Severity,Learn more\nSecurity,Keys,Keys are turned every quarter,High,https://docs.example/k\nSecurity,Nets,Only our own nets reach it,Medium,\n",
        "2 in 1, 1/1/0: Keys are turned every quarter",
    ),
    shape(
        "maturity.csv",
        "Business function,Practice,Question,Answer,Interview notes\nGovernance,Strategy,Is there a plan that people know?,,\nGovernance,Policy,Are rules written down?,,\n",
        "2 in 1, 0/2/0: Is there a plan that people know?",
    ),
    shape(
        "seo.csv",
        "Bereich;Maßnahme;Beschreibung;Priorität;Erledigt\nTechnik;Adressen sind kurz;Ohne Zahlen;hoch;\nInhalt;Jede Seite hat einen Titel;;mittel;x\n",
        "2 in 2, 1/1/0: Adressen sind kurz",
    ),
    shape(
        "technical-seo.csv",
        "Category,Check,How to check,Priority,Status\nCrawling,robots file is reachable,Open it,P0,\nCrawling,Map of the site is sent,Look into the console,P2,\n",
        "2 in 1, 1/0/1: robots file is reachable",
    ),
    shape(
        "campaign.csv",
        "section,check,severity,verification\nFront page,Imprint is linked,Critical,Look at the foot\nFront page,Photos are new,Recommended,Ask\n",
        "2 in 1, 1/1/0: Imprint is linked",
    ),
    shape(
        "password.csv",
        "Item,Requirement,Priority\n1,Twelve signs at least,High\n2,No rules on signs,Low\n",
        "2 in 1, 1/0/1: Twelve signs at least",
    ),
    shape(
        "dr.csv",
        "Task,Responsible,Y/N,Comments\nTest the failover,Ana,,\nRestore a backup,Ben,,\n",
        "2 in 1, 0/2/0: Test the failover",
    ),
    shape(
        "code-review.csv",
        "Category,Description\nSecurity,No password in plain words\nSecurity,Input is checked on the server\nStyle,Names say what they mean\n",
        "3 in 2, 0/3/0: No password in plain words",
    ),
    shape(
        "quality.csv",
        "No.,Quality criterion,Mandatory?,Fulfilled\n1.1,The manual is complete,Yes,\n1.2,The manual is translated,No,\n",
        "2 in 1, 1/1/0: The manual is complete",
    ),
    shape(
        "migration.csv",
        "Phase,Activity,Owner,Start date,Due date,Status\nBefore,Count the records,Ana,2026-12-01,2026-12-05,Open\nAfter,Compare the counts,Ben,,2026-12-20,\n",
        "2 in 2, 0/2/0: Count the records",
    ),
    shape(
        "maintenance.csv",
        "Server maintenance\n\nChecked,What,How often\n[ ],Updates are installed,monthly\n[x],Backups are restored,quarterly\n",
        "2 in 1, 0/2/0: Updates are installed",
    ),
    shape(
        "shop.csv",
        "Étape;Tâche;Priorité;Fait\nAvant;Les prix sont justes;haute;\nAprès;Les courriels partent;moyenne;\n",
        "2 in 1, 1/1/0: Les prix sont justes",
    ),
    shape(
        "guardian.csv",
        "Control,Control name,Risk rating,Evidence required,Assignee\nA.1,Access is reviewed,High,List with dates,\nA.2,Visitors are met,Low,Book,\n",
        "2 in 1, 1/0/1: Access is reviewed",
    ),
    shape(
        "guardian-ar.csv",
        "الرمز,البند,الوصف\nA.1,تتم مراجعة حقوق الوصول كل شهر,قائمة\nA.2,يتم استقبال الزوار عند الباب,دفتر\n",
        "2 in 1, 0/2/0: تتم مراجعة حقوق الوصول كل شهر",
    ),
    shape(
        "plant-zh.csv",
        "类别,检查项,优先级,状态\n登录,失败的登录会变慢,高,\n令牌,令牌寿命短,中,\n",
        "2 in 2, 1/1/0: 失败的登录会变慢",
    ),
    shape(
        "plant-en.csv",
        "Group|Check item|Must/Should/Could|Done\nLogin|Failed logins are slowed|Must|\nLogin|Rules are written|Could|\n",
        "2 in 1, 1/0/1: Failed logins are slowed",
    ),
    shape(
        "quality-ja.csv",
        "大項目,中項目,確認項目,確認方法,必須\n入力,範囲,範囲外の値を試す,手で試す,○\n出力,速さ,応答が速い,測る,\n",
        "2 in 2, 1/1/0: 範囲外の値を試す",
    ),
    shape(
        "ambulance.csv",
        "Controllo,Stato,Note\nOssigeno presente e pieno,,\nBarella pulita e intera,,\n",
        "2 in 1, 0/2/0: Ossigeno presente e pieno",
    ),
    shape(
        "hardening.csv",
        "CIS #,Recommendation Title,IG1,IG2,IG3,Rationale\n1.1,Unused disks are off,x,x,x,Less to attack\n1.2,Logs are kept a year,,x,x,For later\n",
        "2 in 1, 1/1/0: Unused disks are off",
    ),
    shape(
        "todo-ru.csv",
        "Задача,Статус,Ответственный\nКупить домен,,Анна\nНастроить почту,,\n",
        "2 in 1, 0/2/0: Купить домен",
    ),
    Shape {
        name: "controls.csv",
        words: "Domain,Trust reference,Point of focus,Mapped to\nAccess,CC6.1,Who may log in is decided by roles and reviewed,x\nAccess,CC6.2,Accounts of people who left are closed,y\n",
        flag: Some(("title", "Point of focus")),
        expected: "2 in 1, 0/2/0: Who may log in is decided by roles and reviewed",
    },
];
