//! Whose record something is.

use leptos::prelude::*;

use crate::model::Vendor;

/// A vendor's name with its coloured dot.
#[component]
pub fn VendorTag(
    /// Which vendor.
    vendor: Vendor,
) -> impl IntoView {
    view! { <span class="vendor" data-vendor=vendor.slug()>{vendor.name()}</span> }
}
