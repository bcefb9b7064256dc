//! The browser's `Intl`, called so that a browser without it, or a name it does not know, is no crash.

use js_sys::{Array, Function, Reflect};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};

/// What a formatter is told: the members of `Intl`'s options that are used here, in its own words.
#[derive(Debug, Clone, Copy, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Options<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) time_zone: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) time_zone_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) calendar: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) year: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) month: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) weekday: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) day: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) hour: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) minute: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) second: Option<&'a str>,
}

/// One of the browser's formatters.
pub(super) struct Format {
    formatter: JsValue,
    format: Function,
}

impl Format {
    /// `new Intl[kind](locale, options)`; `None` when the browser refuses.
    pub(super) fn new(kind: &str, locale: Option<&str>, options: &Options<'_>) -> Option<Self> {
        let class = member(&intl()?, kind)?.dyn_into::<Function>().ok()?;
        let given = serde_wasm_bindgen::to_value(options).ok()?;
        let locale = locale.map_or(JsValue::UNDEFINED, JsValue::from_str);
        let formatter = Reflect::construct(&class, &Array::of2(&locale, &given)).ok()?;
        let format = member(&formatter, "format")?.dyn_into().ok()?;
        Some(Self { formatter, format })
    }

    /// The value in words; nothing when the browser refuses.
    pub(super) fn words(&self, value: f64) -> String {
        let words = self.format.call1(&self.formatter, &JsValue::from_f64(value));
        words.ok().and_then(|words| words.as_string()).unwrap_or_default()
    }

    /// What the browser made of an option.
    pub(super) fn resolved(&self, option: &str) -> Option<String> {
        let call = member(&self.formatter, "resolvedOptions")?.dyn_into::<Function>().ok()?;
        member(&call.call0(&self.formatter).ok()?, option)?.as_string()
    }
}

/// What `Intl.supportedValuesOf` knows; nothing in a browser without it.
pub(super) fn supported(kind: &str) -> Vec<String> {
    let values = intl().and_then(|intl| {
        let call = member(&intl, "supportedValuesOf")?.dyn_into::<Function>().ok()?;
        call.call1(&intl, &JsValue::from_str(kind)).ok()
    });
    values.and_then(|values| serde_wasm_bindgen::from_value(values).ok()).unwrap_or_default()
}

fn intl() -> Option<JsValue> {
    member(&js_sys::global(), "Intl")
}

fn member(of: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(of, &JsValue::from_str(name)).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}
