use serde_json::json;

use super::*;

fn one(text: &str) -> Value {
    let yaml = parse(text).expect("YAML");
    assert_eq!(yaml.documents.len(), 1, "{text}");
    yaml.documents.into_iter().next().expect("one document")
}

#[test]
fn scalars_are_what_the_core_schema_says() {
    let value = one(concat!(
        "version: 26.6\nquoted: \"26.6\"\nlong: 26.6.1\nyes: yes\noff: off\ndate: 2026-01-02\n",
        "none: ~\nempty:\nbool: True\nhex: 0x1F\noctal: 0o17\nzero: 007\nminus: -3\nplus: +3\n",
        "exp: 1e3\nhuge: 99999999999999999999\nendless: 1e999\nnan: .nan\ninf: .inf\ntagged: !!str 5\ndot: .\n",
    ));
    assert_eq!(
        value,
        json!({
            "version": 26.6, "quoted": "26.6", "long": "26.6.1", "yes": "yes", "off": "off", "date": "2026-01-02",
            "none": null, "empty": null, "bool": true, "hex": 31, "octal": 15, "zero": 7, "minus": -3, "plus": 3,
            "exp": 1000.0, "huge": 1e20, "endless": "1e999", "nan": ".nan", "inf": ".inf", "tagged": "5", "dot": ".",
        })
    );
}

#[test]
fn blocks_flows_and_several_documents() {
    let yaml =
        parse("a: |\n  one\n  two\nb: >-\n  folded\n  text\n---\n- {x: [1, 2]}\n- 'it''s'\n")
            .expect("YAML");
    assert_eq!(
        yaml.documents,
        [
            json!({"a": "one\ntwo\n", "b": "folded text"}),
            json!([{"x": [1, 2]}, "it's"])
        ]
    );
}

#[test]
fn json_is_yaml() {
    assert_eq!(
        one("{\"a\": [1, true, null, \"x\\u00e9\"]}"),
        json!({"a": [1, true, null, "xé"]})
    );
}

#[test]
fn odd_keys_are_left_out_and_told() {
    let yaml = parse("a: 1\na: 2\n__proto__: {x: 1}\n? [1]\n: 2\n3: b\n").expect("YAML");
    assert_eq!(yaml.documents, [json!({"a": 1, "3": "b"})]);
    assert_eq!(
        yaml.notes,
        [
            Oddity::KeyTwice("a".to_owned()),
            Oddity::UnsafeKey("__proto__".to_owned()),
            Oddity::KeyOfManyValues
        ]
    );
}

#[test]
fn aliases_repeat_what_they_name() {
    assert_eq!(
        one("a: &x {k: [1]}\nb: *x\n"),
        json!({"a": {"k": [1]}, "b": {"k": [1]}})
    );
}

#[test]
fn an_alias_bomb_is_refused() {
    let mut text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for n in 1..20 {
        let alias = format!("*a{}", n - 1);
        text += &format!("a{n}: &a{n} [{}]\n", vec![alias; 8].join(", "));
    }
    assert!(matches!(parse(&text), Err(YamlError::TooMuch { .. })));
    let long = format!(
        "a: &x {}\nb: [{}]\n",
        "y".repeat(1 << 20),
        vec!["*x"; 1000].join(",")
    );
    assert!(matches!(parse(&long), Err(YamlError::TooMuch { .. })));
}

#[test]
fn an_alias_within_itself_is_refused() {
    assert!(matches!(
        parse("a: &x [*x]\n"),
        Err(YamlError::Syntax { .. })
    ));
    assert!(matches!(
        parse("a: *nowhere\n"),
        Err(YamlError::Syntax { .. })
    ));
}

#[test]
fn deep_nesting_is_refused_however_it_comes_about() {
    for deep in [
        "[".repeat(100_000),
        "- ".repeat(100_000),
        "{a: ".repeat(100_000),
    ] {
        assert!(parse(&deep).is_err());
    }
    let mut text = String::from("a0: &a0 [1]\n");
    for n in 1..80 {
        text += &format!("a{n}: &a{n} [*a{}]\n", n - 1);
    }
    assert!(matches!(
        parse(&text),
        Err(YamlError::TooMuch {
            excess: Excess::Depth,
            ..
        })
    ));
}

#[test]
fn a_large_text_is_refused_before_it_is_read() {
    let text = " ".repeat(MAX_YAML + 1);
    assert_eq!(parse(&text), Err(YamlError::TooLarge(MAX_YAML + 1)));
}

#[test]
fn a_long_list_in_brackets_is_refused_and_a_long_one_in_lines_is_not() {
    let flow = |count| format!("a: 1\nb: [{}]\n", vec!["x"; count].join(", "));
    assert!(parse(&flow(MAX_FLOW_SIGNS / 2)).is_ok());
    // The list is a key's value, so the parser need not hold it: only one that may be a key itself is held.
    let nested =
        format!("- {}\n", flow(1).len()) + &format!("- [{}]\n", vec!["x"; 30_000].join(","));
    assert_eq!(parse(&nested), Err(YamlError::LongFlow { line: 2 }));
    assert!(parse(&"- x\n".repeat(100_000)).is_ok());
    assert!(parse(&format!("a: |\n  {}\n", "a, b: c ".repeat(2_000))).is_ok());
}

#[test]
fn too_many_anchors_are_refused() {
    let text = "- &a x\n".repeat(MAX_ANCHORS + 1);
    assert!(matches!(
        parse(&text),
        Err(YamlError::TooManyAnchors { .. })
    ));
}
