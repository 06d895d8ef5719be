//! What comes in from outside is what `deny.toml` allows.
//!
//! `cargo deny check` says the same and more, but takes longer to install than all tests take; what it reads is held here at every commit.
#![expect(clippy::disallowed_methods, reason = "tests read the project's own files and ask Cargo")]

use std::path::{Path, PathBuf};
use std::process::Command;

use toml::Table;

fn project(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

fn read(file: &str) -> Table {
    std::fs::read_to_string(project(file)).expect("it is in the project").parse().unwrap_or_else(|why| panic!("{file}: {why}"))
}

/// The strings of a list in deny.toml.
fn listed(deny: &Table, section: &str, key: &str) -> Vec<String> {
    let list = deny[section][key].as_array().expect("a list");
    list.iter().filter_map(|value| value.as_str().or_else(|| value.get("crate")?.as_str())).map(String::from).collect()
}

#[test]
fn every_package_comes_from_crates_io_by_a_checksum_and_none_is_banned() {
    let deny = read("deny.toml");
    let registries: Vec<String> = listed(&deny, "sources", "allow-registry").iter().map(|url| format!("registry+{url}")).collect();
    let banned = listed(&deny, "bans", "deny");
    assert!(!registries.is_empty() && banned.len() >= 5, "{registries:?} {banned:?}");
    for lock in ["Cargo.lock", "fuzz/Cargo.lock"] {
        let lock = read(lock);
        let packages = lock["package"].as_array().expect("packages");
        assert!(packages.len() > 100, "{}", packages.len());
        for package in packages {
            let name = package["name"].as_str().expect("a name");
            assert!(!banned.iter().any(|banned| banned == name), "{name} is banned");
            let Some(source) = package.get("source").and_then(toml::Value::as_str) else {
                assert!(name.starts_with("jiangyi"), "{name} is a path outside of the registry");
                continue;
            };
            assert!(registries.iter().any(|registry| registry == source), "{name} comes from {source}");
            assert!(package.get("checksum").is_some(), "{name} has no checksum");
        }
    }
}

#[test]
fn every_licence_is_one_that_is_allowed() {
    let allowed = listed(&read("deny.toml"), "licenses", "allow");
    // Of the packages that a build on this machine takes: Cargo has no others at hand without a network.
    let arguments = ["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", &host()];
    let said = Command::new(env!("CARGO")).args(arguments).current_dir(project("")).output().expect("Cargo ran this test");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&said.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(packages.len() > 150, "{}", packages.len());
    for package in packages {
        let (name, licence) = (&package["name"], package["license"].as_str().unwrap_or("none"));
        assert!(is_allowed(licence, &allowed), "{name} is under {licence}");
    }
}

/// The machine's own target, as rustc names it.
fn host() -> String {
    let said = Command::new("rustc").arg("-vV").output().expect("rustc built this test");
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    said.lines().find_map(|line| line.strip_prefix("host: ")).expect("it says its host").to_string()
}

/// Whether an SPDX expression leaves a choice that is allowed throughout; `/` is the old way to write `OR`.
fn is_allowed(licence: &str, allowed: &[String]) -> bool {
    let spaced = licence.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (value, rest) = choice(&words, allowed);
    value && rest.is_empty()
}

fn choice<'a>(words: &'a [&'a str], allowed: &[String]) -> (bool, &'a [&'a str]) {
    let (mut value, mut rest) = all(words, allowed);
    while let ["OR", behind @ ..] = rest {
        let (other, behind) = all(behind, allowed);
        (value, rest) = (value || other, behind);
    }
    (value, rest)
}

fn all<'a>(words: &'a [&'a str], allowed: &[String]) -> (bool, &'a [&'a str]) {
    let (mut value, mut rest) = one(words, allowed);
    while let ["AND", behind @ ..] = rest {
        let (other, behind) = one(behind, allowed);
        (value, rest) = (value && other, behind);
    }
    (value, rest)
}

fn one<'a>(words: &'a [&'a str], allowed: &[String]) -> (bool, &'a [&'a str]) {
    let is = |name: &str| allowed.iter().any(|allowed| allowed == name);
    match words {
        ["(", behind @ ..] => {
            let (value, rest) = choice(behind, allowed);
            (value, rest.strip_prefix(&[")"]).unwrap_or(&["unclosed"]))
        }
        [name, "WITH", exception, rest @ ..] => (is(&format!("{name} WITH {exception}")), rest),
        [name, rest @ ..] => (is(name), rest),
        [] => (false, &[]),
    }
}

#[test]
fn expressions_of_licences_are_understood() {
    let allowed = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"].map(String::from);
    for (licence, is) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("MIT OR GPL-3.0", true),
        ("GPL-3.0/MIT", true),
        ("MIT AND GPL-3.0", false),
        ("(GPL-3.0 OR MIT) AND Apache-2.0", true),
        ("(GPL-3.0 OR LGPL-3.0) AND MIT", false),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("GPL-3.0 WITH Classpath-exception-2.0", false),
        ("(MIT", false),
        ("none", false),
        ("", false),
    ] {
        assert_eq!(is_allowed(licence, &allowed), is, "{licence}");
    }
}

#[test]
fn each_direct_dependency_has_its_row_on_the_page() {
    let page = std::fs::read_to_string(project("docs/dependencies.md")).expect("it is in the project");
    let manifest = read("Cargo.toml");
    for section in ["dependencies", "dev-dependencies"] {
        for name in manifest[section].as_table().expect("a table").keys() {
            assert!(page.contains(&format!("`{name}`")), "{name} is missing on docs/dependencies.md");
        }
    }
}
