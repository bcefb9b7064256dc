//! Reading one call, and reading it again while a summary may still come.
