//! The style sheets of a built page in one file: fewer requests, and together they compress better.

use crate::workspace::DIST;
use anyhow::{Context as _, Result, bail};
use std::{
    fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::Path,
};

/// Puts one style sheet into the place of those that the built page links, in their order and without their comments.
///
/// # Errors
/// The page links none, or a file cannot be read or written.
pub(crate) fn join() -> Result<()> {
    let dist = Path::new(DIST);
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("{} cannot be read", page.display()))?;
    let (mut lines, mut style, mut first): (Vec<&str>, _, _) = (Vec::new(), String::new(), None);
    for line in html.lines() {
        let Some(name) = linked_style(line) else {
            lines.push(line);
            continue;
        };
        let file = dist.join(name);
        let sheet =
            fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        fs::remove_file(&file).with_context(|| format!("{} cannot be removed", file.display()))?;
        style.push_str(&plain(&sheet));
        first.get_or_insert((lines.len(), line, name));
    }
    let Some((place, line, name)) = first else { bail!("{} links no style sheet", page.display()) };
    let mut hasher = DefaultHasher::new();
    style.hash(&mut hasher);
    let joined = format!("style-{:016x}.css", hasher.finish());
    fs::write(dist.join(&joined), style).with_context(|| format!("{joined} cannot be written"))?;
    let replaced = line.replace(name, &joined);
    lines.insert(place, &replaced);
    fs::write(&page, lines.join("\n") + "\n").with_context(|| format!("{} cannot be written", page.display()))
}

/// The file that a line of the page links as a style sheet.
fn linked_style(line: &str) -> Option<&str> {
    let (_, address) = line.split_once("rel=\"stylesheet\"")?.1.split_once("href=\"./")?;
    Some(address.split_once('"')?.0)
}

/// A style sheet without its comments and its indentation.
pub(crate) fn plain(sheet: &str) -> String {
    let mut bare = String::new();
    let mut rest = sheet;
    while let Some((before, comment)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    let lines = bare.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_linked_style_is_found_and_nothing_else() {
        let link = r#"    <link rel="stylesheet" href="./base-12.css" data-integrity="none"/>"#;
        assert_eq!(linked_style(link), Some("base-12.css"));
        assert_eq!(linked_style(r#"<link rel="icon" href="./icon.svg"/>"#), None);
    }

    #[test]
    fn comments_and_indentation_go_and_rules_stay() {
        let sheet = "/* Why. */\n@layer base {\n  p { margin: 0; } /* a\n b */\n\n  a { top: 0; }\n}\n";
        assert_eq!(plain(sheet), "@layer base {\np { margin: 0; }\na { top: 0; }\n}\n");
    }
}
