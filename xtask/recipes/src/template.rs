//! Texts with `@NAME@` in the places to be filled.

use anyhow::{Result, bail};

/// The text with every place filled. A line that holds nothing but places filled with nothing is left out.
///
/// # Errors
/// A place has no filling, or a filling no place.
pub(crate) fn fill(template: &str, fillings: &[(&str, &str)]) -> Result<String> {
    let mut text = String::new();
    for line in template.lines() {
        let filled = fillings.iter().fold(line.to_owned(), |line, (name, filling)| {
            let indent = line.len() - line.trim_start().len();
            let filling = filling.trim_end().replace('\n', &format!("\n{}", &line[..indent]));
            line.replace(&format!("@{name}@"), &filling)
        });
        if filled.trim().is_empty() && !line.trim().is_empty() {
            continue;
        }
        text.extend(filled.lines().flat_map(|line| [line.trim_end(), "\n"]));
        if filled.is_empty() {
            text.push('\n');
        }
    }
    let unused = fillings.iter().find(|(name, _)| !template.contains(&format!("@{name}@")));
    if let Some((name, _)) = unused {
        bail!("the template has no place for {name}");
    }
    let is_name =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    if let Some(name) = text.split('@').find(|part| is_name(part)) {
        bail!("@{name}@ was not filled");
    }
    Ok(text)
}

/// One line for each header or the like.
pub(crate) fn lines<T>(items: impl IntoIterator<Item = T>, line: impl Fn(T) -> String) -> String {
    items.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_with_their_indentation() {
        let filled = fill("a\n\n  @B@\n  @C@\n  x @C@y\n", &[("B", "1\n2\n"), ("C", "")]).unwrap();
        assert_eq!(filled, "a\n\n  1\n  2\n  x y\n");
    }

    #[test]
    fn what_is_forgotten_is_found() {
        assert!(fill("@A@ @B@", &[("A", "1")]).is_err());
        assert!(fill("@A@", &[("A", "1"), ("B", "2")]).is_err());
    }
}
