//! Who took part.

/// What part somebody plays.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "kebab-case"))]
pub enum Role {
    /// The lead: the person the company wants to reach.
    Lead,
    /// The company's automated agent.
    Ai,
    /// A person of the company.
    Person,
    /// The company, when the vendor does not say whether a machine or a person acted.
    Company,
    /// The vendor's or the company's machinery: a tool, a rule, a webhook.
    System,
    /// Somebody in a meeting, of whom only the name is known.
    Participant,
    /// A role this viewer does not know, as it came.
    Other(Box<str>),
    /// The vendor did not say.
    Unstated,
}

/// Somebody who took part in an entry or spoke a transcript turn.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "camelCase"), tsify(missing_as_null))]
pub struct Party {
    /// The part played.
    pub role: Role,
    /// The name the vendor gives, as it came.
    pub name: Option<Box<str>>,
    /// A phone number or e-mail address, as it came.
    pub address: Option<Box<str>>,
}

impl Party {
    /// Somebody of whom only the role is known.
    pub const fn of(role: Role) -> Self {
        Self { role, name: None, address: None }
    }

    /// Whether a human being acted: the lead, a person of the company, somebody in a meeting, or whoever the vendor
    /// calls a human without saying on which side.
    pub const fn is_human(&self) -> bool {
        match &self.role {
            Role::Lead | Role::Person | Role::Participant => true,
            Role::Other(word) => word.eq_ignore_ascii_case("human"),
            Role::Ai | Role::Company | Role::System | Role::Unstated => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_human_on_either_side_is_one() {
        assert!(Party::of(Role::Other("human".into())).is_human());
        assert!(!Party::of(Role::Other("webhook".into())).is_human());
    }
}
