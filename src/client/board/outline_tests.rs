use super::*;

type Outcome = Result<(), OutlineError>;

fn find<'a>(world: &'a [Outline], code: &str) -> &'a Outline {
    let Some(outline) = world.iter().find(|outline| outline.code == code) else {
        panic!("{code} is not on the map");
    };
    outline
}

fn twice_area(ring: &[[f32; 2]]) -> f64 {
    edges(ring)
        .map(|([ax, ay], [bx, by])| f64::from(ax) * f64::from(by) - f64::from(bx) * f64::from(ay))
        .sum()
}

#[test]
fn all_countries_are_there_once_and_in_order() -> Outcome {
    let world = world()?;
    assert_eq!(world.len(), 176);
    assert!(world.is_sorted_by(|a, b| a.code < b.code));
    for code in ["us", "cn", "kz", "uz", "my", "au", "mm", "cd", "gl", "tw", "cl", "xk"] {
        find(&world, code);
    }
    assert!(world.iter().all(|outline| outline.code != "aq"));
    Ok(())
}

#[test]
fn everything_is_on_the_map() -> Outcome {
    for outline in world()? {
        let [low, high] = outline.bounds;
        assert!(low[0] > -WIDTH / 2.0 && low[1] > -HEIGHT / 2.0, "{}", outline.code);
        assert!(high[0] < WIDTH / 2.0 && high[1] < HEIGHT / 2.0, "{}", outline.code);
        assert!(low[0] < high[0] && low[1] < high[1], "{}", outline.code);
    }
    Ok(())
}

#[test]
fn no_country_is_torn_apart_by_the_map_edge() -> Outcome {
    for outline in world()? {
        for ([ax, ay], [bx, by]) in outline.polygons.iter().flat_map(|ring| edges(ring)) {
            assert!((ax - bx).hypot(ay - by) < 250.0, "{}", outline.code);
        }
    }
    Ok(())
}

#[test]
fn names_are_in_their_own_country_only() -> Outcome {
    let world = world()?;
    for outline in &world {
        let here: Vec<_> = world
            .iter()
            .filter(|other| contains(other, outline.label))
            .map(|other| &other.code)
            .collect();
        assert_eq!(here, [&outline.code]);
    }
    Ok(())
}

#[test]
fn cities_are_found_where_they_are() -> Outcome {
    let world = world()?;
    for (code, lon, lat) in [
        ("kz", 71.4, 51.2),   // Astana
        ("us", -98.5, 39.5),  // Kansas
        ("us", -155.5, 19.6), // Hawaii
        ("us", -150.0, 64.8), // Alaska
        ("ru", 177.5, 64.7),  // Anadyr
        ("ru", -173.0, 66.5), // the far end of Chukotka, past 180°
        ("cn", 109.97, 41.8), // Bayan Obo
        ("mm", 98.1, 25.7),   // Kachin
        ("cd", 25.5, -10.7),  // Kolwezi
        ("au", 122.5, -28.9), // Mount Weld
        ("gl", -46.0, 61.0),  // Kvanefjeld
        ("my", 103.1, 3.9),   // Kuantan
        ("cl", -68.3, -23.5), // Atacama
        ("uz", 64.4, 41.5),   // Navoi
        ("ls", 28.2, -29.6),  // Lesotho, the hole in South Africa
        ("fr", -53.0, 4.0),   // Guiana
    ] {
        let found = at(&world, project(lon, lat)).map(|outline| outline.code.as_str());
        assert_eq!(found, Some(code), "{lon} {lat}");
    }
    assert_eq!(at(&world, project(-30.0, 40.0)), None);
    assert!(!contains(find(&world, "za"), project(28.2, -29.6)));
    Ok(())
}

#[test]
fn triangles_fill_the_shapes() -> Outcome {
    for outline in world()? {
        let rings: f64 = outline.polygons.iter().map(|ring| twice_area(ring)).sum();
        let triangles: f64 = outline
            .indices
            .chunks(3)
            .map(|corners| {
                let corners: Vec<_> = corners.iter().map(|&n| outline.vertices[n as usize]).collect();
                twice_area(&corners).abs()
            })
            .sum();
        assert!(
            (triangles / rings - 1.0).abs() < 1e-3,
            "{}: {triangles} for {rings}",
            outline.code
        );
    }
    Ok(())
}

#[test]
fn the_eu_is_all_its_members() -> Outcome {
    let world = world()?;
    assert_eq!(members("eu").len(), 27);
    assert!(members("eu").is_sorted());
    assert!(members("us").is_empty());
    let missing: Vec<_> = members("eu")
        .iter()
        .filter(|&&code| world.iter().all(|outline| outline.code != code))
        .collect();
    assert_eq!(missing, [&"mt"]);
    assert!(covers("eu", "de") && covers("us", "us"));
    assert!(!covers("eu", "gb") && !covers("us", "ca"));
    Ok(())
}

#[test]
fn names_of_groups_have_a_place() -> Outcome {
    let world = world()?;
    assert_eq!(anchor(&world, "us"), Some(find(&world, "us").label));
    let eu = anchor(&world, "eu").and_then(|point| at(&world, point));
    assert!(eu.is_some_and(|outline| covers("eu", &outline.code)));
    assert_eq!(anchor(&world, "sg"), None);
    Ok(())
}

#[test]
fn borders_are_coasts_or_between_two_countries() -> Outcome {
    let borders = borders()?;
    assert!(borders.iter().all(|border| matches!(border.codes.len(), 1 | 2)));
    assert!(borders.iter().any(|border| border.codes == ["ca", "us"]));
    assert!(borders.iter().any(|border| border.codes == ["mg"]));
    Ok(())
}

#[test]
fn bad_bytes_are_an_error() {
    assert_eq!(outlines(b""), Err(OutlineError::NotAMap));
    assert_eq!(outlines(b"PNG and more"), Err(OutlineError::NotAMap));
    for end in (MAGIC.len()..WORLD.len()).step_by(53) {
        assert!(matches!(read(&WORLD[..end]), Err(OutlineError::Truncated)), "{end}");
    }
    assert!(matches!(
        outlines(&[WORLD, &[0]].concat()),
        Err(OutlineError::Damaged(_))
    ));
}

#[test]
fn changed_bytes_never_panic() {
    for at in (MAGIC.len()..WORLD.len()).step_by(997) {
        for flip in [1, 128, 255] {
            let mut bytes = WORLD.to_vec();
            bytes[at] ^= flip;
            let _ = outlines(&bytes);
        }
    }
}
