//! The reference of the level format is what the program prints.

use chokepoint::level::reference;

#[test]
fn the_page_is_the_one_the_program_prints() {
    let page = include_str!("../../docs/LEVEL_FORMAT.md").replace("\r\n", "\n");
    let printed = reference::page();
    let first = page.lines().zip(printed.lines()).find(|(old, new)| old != new);
    assert!(
        page == printed,
        "docs/LEVEL_FORMAT.md is not what the types say; write it anew with\n  \
         cargo run --no-default-features -- levels reference > docs/LEVEL_FORMAT.md\nfirst difference: {first:?}"
    );
}

#[test]
fn the_schema_names_every_section_that_levels_have() {
    let schema = reference::schema();
    let sections = schema["properties"].as_object().unwrap();
    for name in ["seats", "chains", "events", "floors", "clubs", "smuggling"] {
        assert!(sections.contains_key(name), "{name}");
    }
    let needed: Vec<_> = schema["required"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|v| v.as_str())
        .collect();
    assert!(
        needed.contains(&"calendar") && !needed.contains(&"events"),
        "{needed:?}"
    );
    let orders = reference::choices(&schema, "OrderEntry");
    assert!(
        orders.iter().any(|o| o == "Tariff") && orders.iter().any(|o| o == "Breach"),
        "{orders:?}"
    );
    assert_eq!(reference::choices(&schema, "Use"), ["Civil", "Defence"]);
}
