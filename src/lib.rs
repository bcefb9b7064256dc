//! One timeline of everything that passed between a lead and a company.
