//! The countries' outlines on the world map: where they are, what they are made of, which is where.
//!
//! Map units: the map is [`WIDTH`] by [`HEIGHT`] around the origin, x to the east and y to the north.
//! The asset and its licence are described in `assets/map/README.md`; it's made by
//! `scripts/world_map.py`, which repeats the projection.

use std::collections::BTreeMap;

/// Width of the map in map units; x goes from minus to plus half of it.
pub const WIDTH: f32 = 2000.0;
/// Height of the map in map units; y goes from minus to plus half of it.
pub const HEIGHT: f32 = 920.0;

const WORLD: &[u8] = include_bytes!("../../../assets/map/world.bin");
const MAGIC: &[u8] = b"CPM1";
const STEPS: f32 = 16.0; // file steps per map unit
const CENTRE_LON: f64 = 11.0;
const SCALE: f64 = 375.0;
const SHIFT_Y: f64 = -80.0;

const EU: &[&str] = &[
    "at", "be", "bg", "cy", "cz", "de", "dk", "ee", "es", "fi", "fr", "gr", "hr", "hu", "ie", "it", "lt", "lu", "lv",
    "mt", "nl", "pl", "pt", "ro", "se", "si", "sk",
];
// Longitude and latitude of the name of a group of countries.
const EU_ANCHOR: (f32, f32) = (10.5, 50.5);

/// A country's shape on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// ISO 3166-1 alpha-2 in lower case ("us"). Three areas without one have codes that ISO leaves
    /// free: "xk" Kosovo, "xn" Northern Cyprus, "xs" Somaliland.
    pub code: String,
    /// Closed rings in map units, the first point not repeated: outer rings counter-clockwise,
    /// holes clockwise.
    pub polygons: Vec<Vec<[f32; 2]>>,
    /// Corners of the triangles: the points of all rings, in order.
    pub vertices: Vec<[f32; 2]>,
    /// Triangles that fill the shape, three indices into `vertices` each.
    pub indices: Vec<u32>,
    /// Where the country's name goes, always inside the country.
    pub label: [f32; 2],
    /// The smallest rectangle around the country: lower left and upper right corner.
    pub bounds: [[f32; 2]; 2],
}

/// A coast or a border between two countries. Drawing these draws every line once.
#[derive(Debug, Clone, PartialEq)]
pub struct Border {
    /// The line in map units; an island's first point is repeated at the end.
    pub line: Vec<[f32; 2]>,
    /// Codes of the countries it belongs to: one for a coast, two for a border.
    pub codes: Vec<String>,
}

/// Why the map's bytes can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutlineError {
    /// They don't begin like a map.
    #[error("not a map file")]
    NotAMap,
    /// They end too early.
    #[error("the map file is cut short")]
    Truncated,
    /// They don't make sense.
    #[error("the map file is damaged: {0}")]
    Damaged(&'static str),
}

/// All countries on the map, by code.
///
/// # Errors
/// If the bytes built into the program are damaged.
pub fn world() -> Result<Vec<Outline>, OutlineError> {
    outlines(WORLD)
}

/// All coasts and borders, each once.
///
/// # Errors
/// If the bytes built into the program are damaged.
pub fn borders() -> Result<Vec<Border>, OutlineError> {
    let atlas = read(WORLD)?;
    let mut codes: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for country in &atlas.countries {
        for &(line, _) in country.polygons.iter().flatten().flatten() {
            codes.entry(line).or_default().push(country.code.clone());
        }
    }
    Ok(atlas
        .lines
        .into_iter()
        .enumerate()
        .filter_map(|(n, line)| {
            Some(Border {
                line,
                codes: codes.remove(&n)?,
            })
        })
        .collect())
}

/// Whether a point, in map units, is in the country.
pub fn contains(outline: &Outline, [x, y]: [f32; 2]) -> bool {
    let [low, high] = outline.bounds;
    if x < low[0] || y < low[1] || x > high[0] || y > high[1] {
        return false;
    }
    let mut inside = false;
    for ring in &outline.polygons {
        for ([ax, ay], [bx, by]) in edges(ring) {
            if (ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax) {
                inside = !inside;
            }
        }
    }
    inside
}

/// The country at a point in map units.
pub fn at(world: &[Outline], point: [f32; 2]) -> Option<&Outline> {
    world.iter().find(|outline| contains(outline, point))
}

/// The countries in a group that plays as one ("eu"); empty for anything else.
/// Malta is a member but too small for the map.
pub fn members(id: &str) -> &'static [&'static str] {
    if id == "eu" { EU } else { &[] }
}

/// Whether a player or bloc named `id` ("eu", "us") includes the country `code` ("de", "us").
pub fn covers(id: &str, code: &str) -> bool {
    id == code || members(id).contains(&code)
}

/// Where the name of a country or group goes; `None` if it isn't on the map.
pub fn anchor(world: &[Outline], id: &str) -> Option<[f32; 2]> {
    if id == "eu" {
        return Some(project(EU_ANCHOR.0, EU_ANCHOR.1));
    }
    world
        .iter()
        .find(|outline| outline.code == id)
        .map(|outline| outline.label)
}

/// Map units of a longitude and latitude in degrees (Natural Earth I, cut at 169° W).
pub fn project(lon: f32, lat: f32) -> [f32; 2] {
    let east = (f64::from(lon) - CENTRE_LON + 180.0).rem_euclid(360.0) - 180.0;
    let (lam, phi) = (east.to_radians(), f64::from(lat).to_radians());
    let a = phi * phi;
    let x = 0.8707 + a * (-0.131979 + a * (-0.013791 + a * a * a * (0.003971 - 0.001529 * a)));
    let y = 1.007226 + a * (0.015085 + a * a * (-0.044475 + 0.028874 * a - 0.005916 * a * a));
    [(lam * x * SCALE) as f32, (phi * y * SCALE + SHIFT_Y) as f32]
}

fn outlines(bytes: &[u8]) -> Result<Vec<Outline>, OutlineError> {
    let atlas = read(bytes)?;
    atlas
        .countries
        .iter()
        .map(|country| outline(country, &atlas.lines))
        .collect()
}

fn outline(country: &Country, lines: &[Line]) -> Result<Outline, OutlineError> {
    let mut polygons = Vec::new();
    let mut vertices: Vec<[f32; 2]> = Vec::new();
    let mut indices = Vec::new();
    for polygon in &country.polygons {
        let first = vertices.len();
        let mut holes = Vec::new();
        for refs in polygon {
            let ring = ring(refs, lines)?;
            if vertices.len() > first {
                holes.push(vertices.len() - first);
            }
            vertices.extend(&ring);
            polygons.push(ring);
        }
        let triangles = earcutr::earcut(vertices[first..].as_flattened(), &holes, 2)
            .map_err(|_| OutlineError::Damaged("a shape can't be cut into triangles"))?;
        indices.extend(triangles.into_iter().map(|n| (first + n) as u32));
    }
    let mut bounds = [[f32::INFINITY; 2], [f32::NEG_INFINITY; 2]];
    for point in &vertices {
        for axis in 0..2 {
            bounds[0][axis] = bounds[0][axis].min(point[axis]);
            bounds[1][axis] = bounds[1][axis].max(point[axis]);
        }
    }
    let code = country.code.clone();
    Ok(Outline {
        code,
        polygons,
        vertices,
        indices,
        label: country.label,
        bounds,
    })
}

// Joins lines end to end; every joint, and the closing one, is in the file twice and kept once.
fn ring(refs: &[(usize, bool)], lines: &[Line]) -> Result<Line, OutlineError> {
    let mut ring: Line = Vec::new();
    for &(line, back) in refs {
        let line = lines.get(line).ok_or(OutlineError::Damaged("a line is missing"))?;
        let joint = ring.pop();
        let start = ring.len();
        ring.extend(line);
        if back {
            ring[start..].reverse();
        }
        if joint.is_some_and(|joint| joint != ring[start]) {
            return Err(OutlineError::Damaged("two lines don't meet"));
        }
    }
    let end = ring.pop();
    if ring.len() < 3 || ring.first() != end.as_ref() {
        return Err(OutlineError::Damaged("a ring isn't closed"));
    }
    Ok(ring)
}

fn edges(ring: &[[f32; 2]]) -> impl Iterator<Item = ([f32; 2], [f32; 2])> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

// A line has at least two points.
type Line = Vec<[f32; 2]>;

struct Atlas {
    lines: Vec<Line>,
    countries: Vec<Country>,
}

struct Country {
    code: String,
    label: [f32; 2],
    // Polygons of rings of lines, some of them backwards.
    polygons: Vec<Vec<Vec<(usize, bool)>>>,
}

fn read(bytes: &[u8]) -> Result<Atlas, OutlineError> {
    let bytes = bytes.strip_prefix(MAGIC).ok_or(OutlineError::NotAMap)?;
    let mut reader = Reader { bytes };
    let lines = reader.list(Reader::line)?;
    let countries = reader.list(Reader::country)?;
    if !reader.bytes.is_empty() {
        return Err(OutlineError::Damaged("it goes on after its end"));
    }
    Ok(Atlas { lines, countries })
}

struct Reader<'a> {
    bytes: &'a [u8],
}

impl Reader<'_> {
    fn byte(&mut self) -> Result<u8, OutlineError> {
        let (&first, rest) = self.bytes.split_first().ok_or(OutlineError::Truncated)?;
        self.bytes = rest;
        Ok(first)
    }

    // Seven bits a byte, the low ones first; the top bit says that more follow.
    fn number(&mut self) -> Result<u32, OutlineError> {
        let mut number = 0;
        for shift in [0, 7, 14] {
            let byte = self.byte()?;
            number |= u32::from(byte & 127) << shift;
            if byte < 128 {
                return Ok(number);
            }
        }
        Err(OutlineError::Damaged("a number is too large"))
    }

    // 0, -1, 1, -2, 2, ... in steps from `from`.
    fn step(&mut self, from: i32) -> Result<i32, OutlineError> {
        let number = self.number()?;
        let to = from + ((number >> 1) as i32 ^ -((number & 1) as i32));
        if i16::try_from(to).is_err() {
            return Err(OutlineError::Damaged("a point is off the map"));
        }
        Ok(to)
    }

    fn point(&mut self, from: [i32; 2]) -> Result<[i32; 2], OutlineError> {
        Ok([self.step(from[0])?, self.step(from[1])?])
    }

    fn list<T>(&mut self, item: impl Fn(&mut Self) -> Result<T, OutlineError>) -> Result<Vec<T>, OutlineError> {
        (0..self.number()?).map(|_| item(self)).collect()
    }

    fn line(&mut self) -> Result<Line, OutlineError> {
        let mut at = [0, 0];
        let mut line = Vec::new();
        for _ in 0..self.number()? {
            at = self.point(at)?;
            line.push(units(at));
        }
        if line.len() < 2 {
            return Err(OutlineError::Damaged("a line without length"));
        }
        Ok(line)
    }

    fn country(&mut self) -> Result<Country, OutlineError> {
        let code = [self.byte()?, self.byte()?];
        if !code.iter().all(u8::is_ascii_lowercase) {
            return Err(OutlineError::Damaged("a country's code isn't two letters"));
        }
        let code = code.into_iter().map(char::from).collect();
        let label = units(self.point([0, 0])?);
        let polygons = self.list(|reader| {
            reader.list(|reader| {
                reader.list(|reader| {
                    let number = reader.number()?;
                    Ok(((number >> 1) as usize, number & 1 == 1))
                })
            })
        })?;
        Ok(Country { code, label, polygons })
    }
}

fn units(steps: [i32; 2]) -> [f32; 2] {
    steps.map(|step| step as f32 / STEPS)
}

#[cfg(test)]
#[path = "outline_tests.rs"]
mod tests;
