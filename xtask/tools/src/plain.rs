//! Scripts as they travel: readers of the source have the comments, browsers need none.

/// A script without the comments that fill whole lines, and without its indentation. No text of it may span lines.
pub(crate) fn plain(script: &str) -> String {
    let mut is_comment = false;
    let mut bare = String::new();
    for line in script.lines().map(str::trim) {
        is_comment |= line.starts_with("/*");
        let code = match line.split_once("*/") {
            Some((_, after)) if is_comment => {
                is_comment = false;
                after.trim_start()
            }
            _ if is_comment => "",
            _ => line,
        };
        if !code.is_empty() && !code.starts_with("//") {
            bare.push_str(code);
            bare.push('\n');
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go_and_statements_stay() {
        let script = "/**\n * Says.\n */\nexport function a() {\n    // Why.\n    return 1; // one\n}\n/* b */ b();\n\nc(\"*/\");\n";
        assert_eq!(plain(script), "export function a() {\nreturn 1; // one\n}\nb();\nc(\"*/\");\n");
    }
}
