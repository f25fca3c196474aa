//! The subset of the hub's filter language that this app uses: comparisons joined by `&&`, `||` and parentheses.

use serde_json::Value;

#[derive(Clone, Debug, PartialEq)]
pub enum FilterRule {
    Compare {
        field: String,
        operator: Operator,
        operand: Value,
    },
    All(Vec<FilterRule>),
    Any(Vec<FilterRule>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,
    ContainsNot,
}

/// Longer operators first, so that `>=` is not parsed as `>`.
const OPERATORS: [(&str, Operator); 8] = [
    ("!=", Operator::NotEqual),
    ("<=", Operator::LessOrEqual),
    (">=", Operator::GreaterOrEqual),
    ("!~", Operator::ContainsNot),
    ("=", Operator::Equal),
    ("<", Operator::Less),
    (">", Operator::Greater),
    ("~", Operator::Contains),
];

impl FilterRule {
    /// `None` for a filter that the hub would answer with 400. An empty text matches everything.
    pub fn parse(text: &str) -> Option<FilterRule> {
        if text.trim().is_empty() {
            return Some(FilterRule::All(Vec::new()));
        }
        let mut reader = FilterReader {
            rest: text,
            depth: 0,
        };
        let filter = reader.any()?;
        reader.rest.trim().is_empty().then_some(filter)
    }

    pub fn matches(&self, record: &Value) -> bool {
        match self {
            FilterRule::All(parts) => parts.iter().all(|part| part.matches(record)),
            FilterRule::Any(parts) => parts.iter().any(|part| part.matches(record)),
            FilterRule::Compare {
                field,
                operator,
                operand,
            } => {
                let value = field
                    .split('.')
                    .try_fold(record, |value, key| value.get(key));
                operator.holds(value.unwrap_or(&Value::Null), operand)
            }
        }
    }

    /// The text that a field must equal in every match, if the filter requires one.
    pub fn demands(&self, name: &str) -> Option<&str> {
        match self {
            FilterRule::Compare {
                field,
                operator: Operator::Equal,
                operand,
            } if field == name => operand.as_str(),
            FilterRule::All(parts) => parts.iter().find_map(|part| part.demands(name)),
            _ => None,
        }
    }
}

impl Operator {
    fn holds(self, value: &Value, operand: &Value) -> bool {
        let contains = || {
            text(value)
                .to_lowercase()
                .contains(&text(operand).to_lowercase())
        };
        match self {
            Operator::Equal => {
                value == operand || (value.is_number() && value.as_f64() == operand.as_f64())
            }
            Operator::NotEqual => !Operator::Equal.holds(value, operand),
            Operator::Less => compare(value, operand).is_some_and(|order| order.is_lt()),
            Operator::LessOrEqual => compare(value, operand).is_some_and(|order| order.is_le()),
            Operator::Greater => compare(value, operand).is_some_and(|order| order.is_gt()),
            Operator::GreaterOrEqual => compare(value, operand).is_some_and(|order| order.is_ge()),
            Operator::Contains => contains(),
            Operator::ContainsNot => !contains(),
        }
    }
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// Compares two values of the same type; the hub's dates are strings that sort by time.
pub fn compare(a: &Value, b: &Value) -> Option<std::cmp::Ordering> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64()?.partial_cmp(&b.as_f64()?),
        (Value::String(a), Value::String(b)) => Some(a.cmp(b)),
        (Value::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

/// The deepest nesting that is parsed. A real hub has a lower limit.
const DEEPEST: usize = 20;

struct FilterReader<'a> {
    rest: &'a str,
    depth: usize,
}

impl<'a> FilterReader<'a> {
    fn take(&mut self, word: &str) -> bool {
        self.rest = self.rest.trim_start();
        let Some(rest) = self.rest.strip_prefix(word) else {
            return false;
        };
        self.rest = rest;
        true
    }

    fn any(&mut self) -> Option<FilterRule> {
        let mut parts = vec![self.all()?];
        while self.take("||") {
            parts.push(self.all()?);
        }
        if parts.len() == 1 {
            parts.pop()
        } else {
            Some(FilterRule::Any(parts))
        }
    }

    fn all(&mut self) -> Option<FilterRule> {
        let mut parts = vec![self.one()?];
        while self.take("&&") {
            parts.push(self.one()?);
        }
        if parts.len() == 1 {
            parts.pop()
        } else {
            Some(FilterRule::All(parts))
        }
    }

    fn one(&mut self) -> Option<FilterRule> {
        if !self.take("(") {
            return self.comparison();
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let inner = self.any()?;
        self.depth -= 1;
        self.take(")").then_some(inner)
    }

    fn comparison(&mut self) -> Option<FilterRule> {
        let field = self
            .word(|letter| letter.is_ascii_alphanumeric() || "_.".contains(letter))?
            .to_owned();
        let operator = OPERATORS.iter().find(|(word, _)| self.take(word))?.1;
        let operand = self.operand()?;
        Some(FilterRule::Compare {
            field,
            operator,
            operand,
        })
    }

    fn operand(&mut self) -> Option<Value> {
        if self.take("\"") {
            return self.quoted('"');
        }
        if self.take("'") {
            return self.quoted('\'');
        }
        match self.word(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter))? {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            "null" => Some(Value::Null),
            number => number.parse::<f64>().ok().map(Value::from),
        }
    }

    fn word(&mut self, belongs: impl Fn(char) -> bool) -> Option<&'a str> {
        self.rest = self.rest.trim_start();
        let end = self
            .rest
            .find(|letter| !belongs(letter))
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }

    /// Parses the rest of a quoted string; a backslash escapes the next character.
    fn quoted(&mut self, quote: char) -> Option<Value> {
        let mut letters = self.rest.char_indices();
        let mut found = String::new();
        while let Some((place, letter)) = letters.next() {
            if letter == quote {
                self.rest = self.rest.get(place + 1..)?;
                return Some(Value::from(found));
            }
            found.push(if letter == '\\' {
                letters.next()?.1
            } else {
                letter
            });
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn holds(filter: &str) -> Option<bool> {
        let record = json!({"id": "a\"b", "type": "1m", "n": 5, "on": true, "info": {"cpu": 91.5}, "created": "2026-11-21 08:28:24.480Z"});
        FilterRule::parse(filter).map(|filter| filter.matches(&record))
    }

    #[test]
    fn reads_what_the_hub_reads() {
        assert_eq!(holds(""), Some(true));
        assert_eq!(holds(r#"id = "a\"b" && type='1m'"#), Some(true));
        assert_eq!(
            holds(r#"type="1m"&&created>"2026-11-21 09:00:00.000Z""#),
            Some(false)
        );
        assert_eq!(holds("info.cpu>90 && (n=4 || on=true)"), Some(true));
        assert_eq!(holds("n=4 || n=5 && on=false"), Some(false));
        assert_eq!(holds("missing > 1"), Some(false));
    }

    #[test]
    fn refuses_the_rest() {
        for bad in [
            "nope ===",
            "(n=5",
            "n=5)",
            "n",
            "n=",
            "\"",
            "n='",
            "&&",
            &"(".repeat(5000),
        ] {
            assert_eq!(holds(bad), None, "{bad}");
        }
    }

    #[test]
    fn tells_what_it_demands() {
        let filter = FilterRule::parse(r#"system="x" && type="1m" && n>3"#);
        assert_eq!(
            filter.as_ref().and_then(|filter| filter.demands("system")),
            Some("x")
        );
        let either = FilterRule::parse(r#"system="x" || type="1m""#);
        assert_eq!(
            either.as_ref().and_then(|filter| filter.demands("system")),
            None
        );
    }
}
