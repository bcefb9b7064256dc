//! The browser's `Intl`, called so that a browser without it, or a name it does not know, is no crash.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// One of the browser's formatters.
pub(super) struct Format {
    formatter: JsValue,
    format: Function,
}

impl Format {
    /// `new Intl[kind](locale, options)`; `None` when the browser refuses.
    pub(super) fn new(kind: &str, locale: Option<&str>, options: &[(&str, &str)]) -> Option<Self> {
        let class = member(&intl()?, kind)?.dyn_into::<Function>().ok()?;
        let given = Object::new();
        for (name, value) in options {
            Reflect::set(&given, &JsValue::from_str(name), &JsValue::from_str(value)).ok()?;
        }
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

    /// The numbers among the value's parts, each with its name: `("hour", 15)`.
    pub(super) fn numbers(&self, value: f64) -> Vec<(String, i64)> {
        let parts = member(&self.formatter, "formatToParts")
            .and_then(|call| call.dyn_into::<Function>().ok())
            .and_then(|call| call.call1(&self.formatter, &JsValue::from_f64(value)).ok());
        let Some(parts) = parts else { return Vec::new() };
        let number = |part: JsValue| {
            let text = |name| member(&part, name).and_then(|value| value.as_string());
            Some((text("type")?, text("value")?.parse().ok()?))
        };
        Array::from(&parts).iter().filter_map(number).collect()
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
    values
        .map(|values| Array::from(&values).iter().filter_map(|value| value.as_string()).collect())
        .unwrap_or_default()
}

fn intl() -> Option<JsValue> {
    member(&js_sys::global(), "Intl")
}

fn member(of: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(of, &JsValue::from_str(name)).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}
