//! Records that are broken, odd or meant to break a page, beside good ones.

use time::OffsetDateTime;

use crate::data::Data;
use crate::lead::Handles;

/// Puts them behind the handles.
pub(crate) fn load(_data: &mut Data, _handles: &Handles, _now: OffsetDateTime) {}
