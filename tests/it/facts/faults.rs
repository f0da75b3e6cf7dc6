//! Each fault alone: planted into a clean export it makes its facts fail and nothing else worse; mended, they hold again.

use std::collections::BTreeMap;

use golive::facts::export::Export;
use golive::facts::judge;
use golive::facts::verdict::Verdict;
use serde_json::{Value, json};

use super::support::{read, rules, sample};

/// A fault: its name, what plants it, and the facts that have to fail.
type Fault = (&'static str, fn(&mut Value), &'static [&'static str]);

fn named<'a>(tree: &'a mut Value, section: &str, name: &str) -> &'a mut Value {
    let all = tree[section].as_array_mut().expect("the sample has the section");
    all.iter_mut().find(|one| one["name"] == name).expect("the sample has it")
}

/// The fourteen of the first sample.
const FAULTS: &[Fault] = &[
    (
        "localhost",
        |tree| {
            push(
                &mut named(tree, "clients", "Storefront")["callbacks"],
                json!("http://localhost:4200/callback"),
            );
        },
        &["no-localhost", "no-plain-http"],
    ),
    (
        "old grants",
        |tree| push(&mut named(tree, "clients", "Storefront")["grant_types"], json!("implicit")),
        &["no-old-grants"],
    ),
    (
        "shared secret",
        |tree| named(tree, "clients", "Storefront")["jwt_configuration"]["alg"] = json!("HS256"),
        &["tokens-rs256"],
    ),
    (
        "no rotation",
        |tree| named(tree, "clients", "Loyalty")["refresh_token"]["rotation_type"] = json!("non-rotating"),
        &["refresh-rotates"],
    ),
    (
        "wildcard",
        |tree| {
            push(
                &mut named(tree, "clients", "Storefront")["callbacks"],
                json!("https://*.larkfield.example/callback"),
            );
        },
        &["no-wildcard"],
    ),
    ("support email", |tree| tree["tenant"]["support_email"] = json!(""), &["support-email"]),
    (
        "login address",
        |tree| _ = tree["tenant"].as_object_mut().expect("it is there").remove("default_redirection_uri"),
        &["tenant-login-uri"],
    ),
    (
        "legacy switch",
        |tree| tree["tenant"]["flags"]["allow_legacy_ro_grant_types"] = json!(true),
        &["legacy-flags-off"],
    ),
    (
        "developer keys",
        |tree| named(tree, "connections", "google-oauth2")["options"]["client_id"] = json!(""),
        &["own-social-keys"],
    ),
    (
        "unsigned requests",
        |tree| {
            named(tree, "connections", "northgate-publishers")["options"]["signSAMLRequest"] = json!(false);
        },
        &["saml-signed"],
    ),
    (
        "breached passwords",
        |tree| tree["attackProtection"]["breachedPasswordDetection"]["shields"] = json!([]),
        &["breached-blocks"],
    ),
    ("email provider", |tree| tree["emailProvider"]["enabled"] = json!(false), &["email-provider-on"]),
    (
        "log stream",
        |tree| tree["logStreams"][0]["status"] = json!("paused"),
        &["stream-active", "streams-all-active"],
    ),
    ("old runtime", |tree| tree["actions"][0]["runtime"] = json!("node12"), &["actions-runtime"]),
];

fn push(list: &mut Value, value: Value) {
    list.as_array_mut().expect("it is a list").push(value);
}

fn verdicts(tree: &Value) -> BTreeMap<String, Verdict> {
    let (files, _) = read(&sample("second")).expect("the sample is read");
    let facts = judge::facts(rules(), &Export::of_tree(tree.clone()), &files);
    facts.into_iter().map(|seen| (seen.id, seen.verdict)).collect()
}

/// The second sample with all that fails in it mended.
fn clean() -> Value {
    let (_, export) = read(&sample("second")).expect("the sample is read");
    let mut tree = export.tree().clone();
    for client in tree["clients"].as_array_mut().expect("the sample has it") {
        for member in ["callbacks", "web_origins", "allowed_origins", "allowed_logout_urls"] {
            if let Some(all) = client.get_mut(member).and_then(Value::as_array_mut) {
                all.retain(|url| {
                    !url.as_str().is_some_and(|url| url.contains('*') || !url.starts_with("https:"))
                });
                if all.is_empty() {
                    all.push(json!("https://www.larkfield.example/a"));
                }
            }
        }
        if let Some(grants) = client.get_mut("grant_types").and_then(Value::as_array_mut) {
            grants.retain(|grant| grant != "implicit" && grant != "password");
        }
        client["jwt_configuration"]["alg"] = json!("RS256");
        if client["refresh_token"].is_object() {
            client["refresh_token"]["rotation_type"] = json!("rotating");
            client["refresh_token"]["expiration_type"] = json!("expiring");
        }
    }
    tree["tenant"]["support_email"] = json!("help@larkfield.example");
    tree["tenant"]["default_redirection_uri"] = json!("https://www.larkfield.example/login");
    for value in tree["tenant"]["flags"].as_object_mut().expect("the sample has it").values_mut() {
        *value = json!(false);
    }
    named(&mut tree, "connections", "northgate-publishers")["options"]["signSAMLRequest"] = json!(true);
    tree["attackProtection"]["breachedPasswordDetection"]["shields"] = json!(["block"]);
    tree["attackProtection"]["breachedPasswordDetection"]["enabled"] = json!(true);
    for action in tree["actions"].as_array_mut().expect("the sample has it") {
        action["runtime"] = json!("node22");
    }
    tree
}

#[test]
fn each_fault_alone_fails_its_facts_and_mended_they_hold() {
    let clean = clean();
    let before = verdicts(&clean);
    let mut wrong = Vec::new();
    for (name, plant, facts) in FAULTS {
        for fact in *facts {
            if before[*fact] != Verdict::Holds {
                wrong.push(format!("{name}: {fact} is {} in the clean export", before[*fact].word()));
            }
        }
        let mut planted = clean.clone();
        plant(&mut planted);
        for (id, verdict) in verdicts(&planted) {
            let want = if facts.contains(&id.as_str()) { Verdict::Fails } else { before[&id] };
            if verdict != want {
                wrong.push(format!("{name}: {id} is {}, expected {}", verdict.word(), want.word()));
            }
        }
        assert_eq!(verdicts(&clean), before, "{name}: mended");
    }
    assert_eq!(FAULTS.len(), 14);
    assert_eq!(wrong, Vec::<String>::new());
}
