//! Who may use whom. The map in the README is drawn from the same table.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Each module of `src/`, and what of this crate it may name. A module that is missing here breaks the test.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("providers", &["model"]),
    ("timeline", &["model"]),
    ("session", &["model", "providers", "timeline"]),
    ("place", &["model", "session", "timeline"]),
    ("frame", &["model", "place", "providers", "session", "timeline"]),
    ("browser", &["model", "providers", "session"]),
    ("ui", &["frame", "model", "place", "providers", "session", "timeline"]),
    ("shell", &["frame", "model", "place", "providers", "session", "timeline", "ui"]),
    ("data", &["browser", "model", "providers", "session", "timeline"]),
    (
        "embed",
        &["browser", "data", "frame", "model", "place", "providers", "session", "shell", "timeline", "ui"],
    ),
    ("app", &["browser", "frame", "model", "place", "providers", "session", "shell", "ui"]),
];

/// What leaves name of `ui`'s neighbours: a leaf draws what it is given and knows no state, no address, no request.
const LEAVES: &[&str] = &["ui/parts", "ui/timeline", "ui/call", "ui/thread", "ui/detail"];

fn sources(folder: &Path) -> Vec<PathBuf> {
    files(folder, &["rs"])
}

fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            found.extend(files(&path, endings));
        } else if path.extension().is_some_and(|ending| endings.iter().any(|one| ending == *one)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The modules of this crate that a text names: in `crate::x`, and in `crate::{x, y::{…}}`.
fn named(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    for (at, _) in code.match_indices("crate::") {
        let is_ours = !code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_');
        let rest = &code[at + "crate::".len()..];
        if !is_ours {
            continue;
        }
        if let Some(list) = rest.strip_prefix('{') {
            names.extend(first_level(list));
        } else {
            names.extend(word(rest));
        }
    }
    names
}

fn word(text: &str) -> Option<String> {
    let end = text.find(|one: char| !(one.is_alphanumeric() || one == '_')).unwrap_or(text.len());
    (end > 0).then(|| text[..end].to_owned())
}

fn first_level(list: &str) -> Vec<String> {
    let (mut depth, mut names, mut is_start) = (0, Vec::new(), true);
    for (at, one) in list.char_indices() {
        match one {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => is_start = true,
            one if is_start && !one.is_whitespace() => {
                names.extend(word(&list[at..]));
                is_start = false;
            }
            _ => {}
        }
    }
    names
}

fn module_of(path: &Path) -> String {
    let below = path.strip_prefix("src").unwrap_or(path);
    let first = below.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
    first.unwrap_or_default().trim_end_matches(".rs").to_owned()
}

#[test]
fn modules_name_only_those_below_them() {
    let mut wrong = Vec::new();
    for path in sources(Path::new("src")) {
        let module = module_of(&path);
        if ["lib", "main", "bin"].contains(&module.as_str()) {
            continue;
        }
        let Some((_, may_use)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
            wrong.push(format!("{}: the module {module} is not in the table", path.display()));
            continue;
        };
        for name in named(&fs::read_to_string(&path).unwrap()) {
            let is_module = MAY_USE.iter().any(|(module, _)| *module == name);
            if is_module && name != module && !may_use.contains(&name.as_str()) {
                wrong.push(format!("{} names {name}, which {module} may not use", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The scripts that code binds to: the path in each `#[wasm_bindgen(module = "…")]`, however it is spelt.
fn bound_scripts(text: &str) -> Vec<String> {
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for (at, start) in code.match_indices("wasm_bindgen(") {
        let rest = &code[at + start.len()..];
        let attribute = rest.split(")]").next().unwrap_or(rest);
        for name in ["module", "raw_module"] {
            for (at, _) in attribute.match_indices(name) {
                let is_word = !attribute[..at].ends_with(|sign: char| sign.is_alphanumeric() || sign == '_');
                let value = attribute[at + name.len()..].trim_start().strip_prefix('=');
                if let (true, Some(value)) = (is_word, value) {
                    found.push(value.split('"').nth(1).unwrap_or_default().to_owned());
                }
            }
        }
    }
    found
}

#[test]
fn code_binds_to_scripts_of_its_own_folder_only() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for path in sources(Path::new("src")) {
        let folder = path.parent().unwrap_or(Path::new(""));
        for script in bound_scripts(&fs::read_to_string(&path).unwrap()) {
            count += 1;
            let script = Path::new(script.strip_prefix('/').unwrap_or(&script));
            // A path that climbs has another parent.
            if script.parent() != Some(folder) || !script.is_file() {
                wrong.push(format!("{} binds to {}", path.display(), script.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 0, "no binding was seen");
    let spelt = "#[wasm_bindgen(module = \"/src/app/x.js\")]\n#[wasm_bindgen(\n  js_name = module_y, raw_module=\"z\"\n)]";
    assert_eq!(bound_scripts(spelt), ["/src/app/x.js", "z"]);
}

#[test]
fn leaves_know_no_state_and_no_request() {
    let mut wrong = Vec::new();
    for leaf in LEAVES {
        let folder = Path::new("src").join(leaf);
        if !folder.exists() {
            continue;
        }
        for path in sources(&folder) {
            let text = fs::read_to_string(&path).unwrap();
            for name in named(&text) {
                if ["session", "place"].contains(&name.as_str()) {
                    wrong.push(format!("{} names {name}", path.display()));
                }
            }
            if text.contains("AppState") || text.contains("use_context") || text.contains("expect_context") {
                wrong.push(format!("{} reaches for the state", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn vendors_stay_in_their_adapters() {
    // One variant of the enumeration, the one match it forces, and what cannot be said without a name.
    let allowed = ["src/model/id.rs", "src/model/dossier.rs", "src/providers/mod.rs"];
    let mut wrong = Vec::new();
    for path in sources(Path::new("src")) {
        let name = path.to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        let is_adapter = name.starts_with("src/providers/") && name.matches('/').count() > 2;
        if is_adapter || allowed.contains(&name.as_str()) || name.ends_with("tests.rs") {
            continue;
        }
        for variant in ["Vendor::Apten", "Vendor::LeadSail", "Vendor::Naturalead", "Vendor::Attendee"] {
            let names = code
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .any(|line| line.contains(variant));
            if names {
                wrong.push(format!("{name} names {variant}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What vendors call things on the wire, as code spells it.
const WIRE_WORDS: &[&str] = &[
    "\"nextToken\"",
    "next_token",
    "\"cursor\"",
    "\"skip\"",
    "\"since\"",
    "\"events\"",
    "\"updatedAt\"",
    "updated_at",
    "\"results\"",
    "\"interactions\"",
    "\"conversations\"",
    "\"chat_messages\"",
    "timestamp_ms",
    "\"roomId\"",
    "room_id",
];

#[test]
fn wire_words_stay_in_the_adapters() {
    // The page's own address and the options of a load say `since` too.
    let allowed = [("src/place/view.rs", "\"since\""), ("src/data/connect.rs", "\"since\"")];
    let mut wrong = Vec::new();
    for path in sources(Path::new("src")) {
        let name = path.to_string_lossy().replace('\\', "/");
        let is_adapter = name.starts_with("src/providers/") && name.matches('/').count() > 2;
        if is_adapter {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        let lines = || code.lines().filter(|line| !line.trim_start().starts_with("//"));
        for word in WIRE_WORDS {
            if lines().any(|line| line.contains(word)) && !allowed.contains(&(name.as_str(), word)) {
                wrong.push(format!("{name} says {word}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What would turn a text into markup or code, or loads something that nobody asked for, as code spells it. Clippy
/// forbids the functions among these; markup in views and scripts it does not read.
const NOT_TEXT: &[&str] = &[
    "inner_html",
    "innerHTML",
    "outerHTML",
    "outer_html",
    "insert_adjacent_html",
    "insertAdjacentHTML",
    "createContextualFragment",
    "document.write",
    "DOMParser",
    "srcdoc",
    "eval(",
    "new Function",
    "Function::new",
    "inline_js",
    "style=\"",
    "style={",
    "<iframe",
    "<img",
    "<audio",
    "<video",
    "<object",
    "<embed",
    "<script",
];

#[test]
fn no_text_becomes_markup_or_code() {
    let mut wrong = Vec::new();
    for path in files(Path::new("src"), &["rs", "js"]) {
        let name = path.to_string_lossy().replace('\\', "/");
        // Lines that are to be copied are shown as text, and nothing else becomes of them.
        if name == "src/frame/snippet.rs" {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for word in NOT_TEXT {
                if line.contains(word) {
                    wrong.push(format!("{name}: {}", line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_link_that_leaves_the_page_tells_the_other_side_nothing() {
    let mut wrong = Vec::new();
    for path in sources(Path::new("src")) {
        let text = fs::read_to_string(&path).unwrap();
        for (at, _) in text.match_indices("target=\"_blank\"") {
            let tag = &text[text[..at].rfind("<a ").unwrap_or(at)..];
            let tag = tag.split('>').next().unwrap_or(tag);
            if !tag.contains("rel=\"noopener noreferrer") {
                wrong.push(format!("{}: {tag}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_page_asks_at_once_for_every_script_that_the_first_one_imports() {
    let page = fs::read_to_string("index.html").unwrap();
    let asked =
        page.match_indices("rel=\"modulepreload\" href=\"boot/").map(|(at, found)| &page[at + found.len()..]);
    let mut asked: Vec<&str> = asked.filter_map(|rest| Some(rest.split_once('"')?.0)).collect();
    asked.sort_unstable();
    let mut files: Vec<String> = fs::read_dir("src/app/boot")
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    // What is rare is fetched when it is wanted.
    files.retain(|name| !["part.js", "trial.js"].contains(&name.as_str()));
    files.sort();
    assert_eq!(asked, files);
}

#[test]
fn every_style_sheet_is_linked_once_and_in_the_order_of_the_layers() {
    let page = fs::read_to_string("index.html").unwrap();
    let linked: Vec<&str> = page
        .match_indices("href=\"style/")
        .map(|(at, found)| &page[at + found.len()..])
        .filter_map(|rest| rest.split_once(".css").map(|(name, _)| name))
        .filter(|name| !name.contains('"'))
        .collect();
    let mut files: Vec<String> = fs::read_dir("style")
        .unwrap()
        .filter_map(|entry| {
            entry.unwrap().file_name().into_string().unwrap().strip_suffix(".css").map(str::to_owned)
        })
        .collect();
    files.sort();
    let mut sorted = linked.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, files, "linked in index.html, and there in style/");
    let tokens = fs::read_to_string("style/tokens.css").unwrap();
    let layers = tokens.split("@layer ").nth(1).unwrap().split(';').next().unwrap();
    let ordered: Vec<&str> = layers.split(',').map(str::trim).collect();
    let linked_layers: Vec<&str> = linked.into_iter().filter(|name| *name != "page").collect();
    assert_eq!(linked_layers, ordered, "the order of the layers");
}

#[test]
fn the_map_in_the_readme_names_every_module() {
    let readme = fs::read_to_string("README.md").unwrap();
    for (module, _) in MAY_USE {
        assert!(readme.contains(&format!("`src/{module}/`")), "README.md does not say what src/{module}/ is");
    }
}

#[test]
fn what_the_readme_links_to_is_there() {
    let readme = fs::read_to_string("README.md").unwrap();
    for (at, _) in readme.match_indices("](") {
        let target = readme[at + 2..].split(')').next().unwrap();
        assert!(target.starts_with("https://") || Path::new(target).exists(), "README.md links to {target}");
    }
    assert!(!readme.contains("@TIMES@"), "README.md has a gap");
}

#[test]
fn names_are_found_in_every_spelling() {
    let text = "use crate::{model::{A, B}, session, ui::x};\nlet a = crate::place::Place; // crate::browser\nmycrate::app";
    let found: Vec<String> = named(text).into_iter().collect();
    assert_eq!(found, ["browser", "model", "place", "session", "ui"]);
}
