use serde_json::json;

use super::*;
use crate::domain::io::limits::MAX_DEPTH;

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
fn a_bad_document_is_skipped_and_named() {
    for (bad, line) in [
        ("a: b: c\n", 4),
        ("a: [1, 2\n", 6),
        ("a: \"x\n  y\n", 6),
        ("{\"a\": 1,, }\n", 4),
        ("? [\n\"{\n", 6),
        ("x: *nowhere\n", 4),
    ] {
        let yaml = parse(&format!("# first\na: 1\n---\n{bad}--- # third\nb: 2\n"));
        let yaml = yaml.unwrap_or_else(|error| panic!("{bad}: {error}"));
        assert_eq!(yaml.documents, [json!({"a": 1}), json!({"b": 2})], "{bad}");
        let [skipped] = yaml.skipped.as_slice() else {
            panic!("{bad}: {:?}", yaml.skipped);
        };
        assert_eq!(skipped.number, 2, "{bad}");
        let YamlError::Syntax { line: told, .. } = &skipped.error else {
            panic!("{bad}: {:?}", skipped.error);
        };
        assert!((4..=line).contains(told), "{bad}: {told}");
    }
}

#[test]
fn documents_begin_and_end_where_yaml_says() {
    let yaml = parse("a: |\n  ---\n  ...\n---x: 1\n---\nb: c: d\n").expect("the first");
    assert_eq!(yaml.documents, [json!({"a": "---\n...\n", "---x": 1})]);
    assert_eq!(yaml.skipped.len(), 1);
    let text = "%TAG !e! tag:example.com,2026:\n---\na: !e!x 1\n...\n# the second\n--- b: c: d\n---\r\nc: 3\r\n";
    let yaml = parse(text).expect("two of three");
    assert_eq!(yaml.documents, [json!({"a": 1}), json!({"c": 3})]);
    assert_eq!(yaml.skipped.len(), 1);
    assert_eq!(yaml.skipped[0].number, 2);
}

#[test]
fn comments_and_directives_before_a_document_are_none() {
    for before in ["# c\n", "  # c\n", "\t# c\n", "%YAML 1.2\n", " \n"] {
        let yaml = parse(&format!("{before}---\na: 1\n---\nb: c: d\n")).expect(before);
        assert_eq!(yaml.documents, [json!({"a": 1})], "{before:?}");
        let numbers: Vec<usize> = yaml.skipped.iter().map(|bad| bad.number).collect();
        assert_eq!(numbers, [2], "{before:?}");
    }
}

#[test]
fn a_text_of_bad_documents_alone_is_refused_with_the_first_reason() {
    let refused = parse("---\na: b: c\n---\nd: [\n").expect_err("nothing to read");
    assert!(
        matches!(refused, YamlError::Syntax { line: 2, .. }),
        "{refused}"
    );
}

#[test]
fn the_limits_hold_for_all_documents_together() {
    let bad = "a: b: c\n---\n";
    let deep = format!("{bad}{}\n", "- ".repeat(MAX_DEPTH + 1));
    assert!(matches!(
        parse(&deep),
        Err(YamlError::TooMuch {
            line: 3,
            excess: Excess::Depth
        })
    ));
    // The weight of a bad document's values is given back; that of its report is not.
    let half = format!("a:\n{}", "- {x: 1}\n".repeat(30_000));
    let given_back = parse(&format!("{half}b\n---\n{half}---\n{half}b\n"));
    assert_eq!(given_back.map(|yaml| yaml.documents.len()), Ok(1));
    let twice = parse(&format!("{bad}{}", format!("---\n{half}").repeat(3)));
    assert!(matches!(
        twice,
        Err(YamlError::TooMuch {
            excess: Excess::Values,
            ..
        })
    ));
    assert!(matches!(
        parse(&bad.repeat(600_000)),
        Err(YamlError::TooMuch { .. })
    ));
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
            YamlWarning::KeyTwice("a".to_owned()),
            YamlWarning::UnsafeKey("__proto__".to_owned()),
            YamlWarning::KeyOfManyValues
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
    assert!(parse(&flow(MAX_FLOW_INDICATORS / 2)).is_ok());
    // The parser need not buffer the list, since it is the value of a key; only a list that may itself be a key is buffered.
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
