//! An answer split into the records it holds.

use crate::{
    model::verbatim,
    providers::{ProviderError, body, listed::listed, object::Object, salvage},
};

/// The records of an answer, and what stands around them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Split<'a> {
    /// The members of the answer itself; none when it is a bare list.
    pub(crate) envelope: Object<'a>,
    /// Each record's verbatim text.
    pub(crate) records: Vec<&'a str>,
    /// Whether the answer ended in the middle. What stands after the records is then unknown.
    pub(crate) is_cut: bool,
    /// What the reader should know of it, in sentences.
    pub(crate) remarks: Vec<String>,
}

/// Splits an answer at the list that `path` leads to; an empty path is a bare list.
///
/// An answer that is no JSON, because it was cut off or because one record in it is broken, still gives every
/// record that can be told apart, and a remark.
///
/// # Errors
/// [`ProviderError::NotJson`] and [`ProviderError::Shape`], when no list can be found.
pub(crate) fn split<'a>(text: &'a str, path: &[&str]) -> Result<Split<'a>, ProviderError> {
    whole(text, path).or_else(|wrong| {
        // Only of what failed is asked whether it is JSON at all: that takes as long as the rest.
        let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(text) else { return Err(wrong) };
        salvaged(text, path)
            .ok_or_else(|| ProviderError::NotJson { reason: error.to_string(), start: body::start(text) })
    })
}

fn whole<'a>(text: &'a str, path: &[&str]) -> Result<Split<'a>, ProviderError> {
    if let Some((members, records)) = verbatim::listed(text, path) {
        return Ok(Split { envelope: Object::with(members), records, is_cut: false, remarks: Vec::new() });
    }
    let wrong = |name: Option<&&str>, found: String| {
        let place = name.map_or_else(|| "at its top".to_owned(), |name| format!("in “{name}”"));
        body::shape(format!("no list {place}: {found}"), text)
    };
    let mut envelope = Object::default();
    let mut list = text;
    for (depth, name) in path.iter().enumerate() {
        let object = Object::parse(list).map_err(|found| wrong(Some(name), found))?;
        list = object.raw(name).ok_or_else(|| body::shape(format!("“{name}” is missing or null"), text))?;
        if depth == 0 {
            envelope = object;
        }
    }
    let records = verbatim::items(list).map_err(|found| wrong(path.last(), found))?;
    Ok(Split { envelope, records, is_cut: false, remarks: Vec::new() })
}

fn salvaged<'a>(text: &'a str, path: &[&str]) -> Option<Split<'a>> {
    let list = path.iter().try_fold(text, |rest, name| salvage::rest(rest, name))?;
    let listed = listed(list, path.len())?;
    let (records, is_cut) = (listed.items, listed.is_cut);
    let remark = if is_cut {
        match records.len() {
            0 => "The answer was cut off before its first record was whole.".to_owned(),
            1 => "The answer was cut off; its first record is whole and shown.".to_owned(),
            number => format!("The answer was cut off; its first {number} records are whole and shown."),
        }
    } else {
        "A part of the answer is no JSON; what could be read is shown.".to_owned()
    };
    let envelope = path.first().map_or_else(Object::default, |name| {
        // What the broken records do to the rest of the answer is known to the reader of the list only.
        let before = salvage::members(text).into_iter();
        let before = before.take_while(|(known, _)| known.trim_matches('"') != *name);
        Object::of(before.chain(listed.after))
    });
    Some(Split { envelope, records, is_cut, remarks: vec![remark] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_verbatim_slices() {
        let split =
            split(r#"{"success":true,"data":{"list":[ {"a" : 1.0}, 5 ]}}"#, &["data", "list"]).unwrap();
        assert_eq!(split.records, [r#"{"a" : 1.0}"#, "5"]);
        assert_eq!(split.envelope.flag("success"), Some(true));
    }

    #[test]
    fn a_cut_answer_keeps_its_whole_records() {
        let split = split(r#"{"list":[{"a":1},{"a":2},{"a"#, &["list"]).unwrap();
        assert_eq!((split.records.len(), split.is_cut, split.remarks.len()), (2, true, 1));
    }

    #[test]
    fn a_broken_record_costs_itself() {
        let split = split(r#"{"list":[{"a":1},{"a":NaN},{"a":2}],"next":"x"}"#, &["list"]).unwrap();
        assert_eq!(split.records.len(), 3);
        assert!(!split.is_cut);
        assert_eq!(split.envelope.text("next").unwrap().as_ref(), "x");
    }

    #[test]
    fn what_has_no_list_is_an_error() {
        for text in ["null", "{}", "[]", "5", r#"{"list":null}"#, r#"{"list":{}}"#] {
            assert!(matches!(split(text, &["list"]), Err(ProviderError::Shape { .. })), "{text}");
        }
        for text in ["hello", "{\"li", "{\"other\":[1,"] {
            assert!(matches!(split(text, &["list"]), Err(ProviderError::NotJson { .. })), "{text}");
        }
    }
}
