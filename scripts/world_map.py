#!/usr/bin/env python3
"""Makes assets/map/world.bin. Run once, from the root of the checkout; the output is committed.

    npm pack world-atlas@2.0.2 && tar xf world-atlas-2.0.2.tgz
    pip install pycountry shapely
    python3 scripts/world_map.py package/countries-110m.json assets/map/world.bin

The file format is described in assets/map/README.md and read by src/client/board/outline.rs;
the projection and the constants below are repeated there.
"""

import json
import math
import sys

import pycountry
from shapely.geometry import Point, Polygon
from shapely.ops import polylabel

CENTRE_LON = 11.0  # the map is cut at 169° W, in the Bering Strait
SCALE = 375.0  # map units per radian on the globe
SHIFT_Y = -80.0  # brings the middle of the cropped map to y = 0
STEPS = 16  # file steps per map unit

ANTARCTICA = "010"
ACROSS_180 = ("ru", "fj")  # the source goes on at -180°; here longitudes go on past 180°
# No ISO number in the source: Kosovo's usual code, and two of the letters ISO leaves to users.
WITHOUT_ID = {"Kosovo": "xk", "N. Cyprus": "xn", "Somaliland": "xs"}
# The source's border between Sudan and South Sudan crosses itself by a hair in two places.
MOVED = {(33.96454, 9.463672): (33.93, 9.463672), (23.888039, 8.619085): (23.91, 8.64)}
# Where the middle of the largest piece is not where one looks for the name (longitude, latitude).
LABELS = {
    "us": (-98.5, 39.5),
    "ca": (-107.0, 57.5),
    "fr": (2.4, 46.8),
    "ru": (97.0, 62.0),
    "my": (102.3, 4.1),
    "no": (9.0, 61.0),
    "gb": (-1.6, 52.6),
    "jp": (138.2, 36.3),
    "cl": (-70.9, -33.5),
    "vn": (107.8, 13.6),
    "hr": (16.2, 45.5),
    "nz": (171.2, -43.6),
}


def project(lon, lat):
    """Natural Earth I, in file steps."""
    lam, phi = math.radians(lon - CENTRE_LON), math.radians(lat)
    a = phi * phi
    x = 0.8707 + a * (-0.131979 + a * (-0.013791 + a**3 * (0.003971 - 0.001529 * a)))
    y = 1.007226 + a * (0.015085 + a**2 * (-0.044475 + 0.028874 * a - 0.005916 * a**2))
    return (round(lam * x * SCALE * STEPS), round((phi * y * SCALE + SHIFT_Y) * STEPS))


def read_arcs(topology):
    """Arcs as longitude and latitude."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            point = (round(x * sx + tx, 6), round(y * sy + ty, 6))
            arc.append(MOVED.get(point, point))
        arcs.append(arc)
    return arcs


class Map:
    """The shared lines in file steps, and the countries' rings as references into them."""

    def __init__(self, arcs):
        self.arcs = arcs
        self.lines = []
        self.line_of = {}  # index of an arc in the source -> index of a line

    def line(self, arc, across):
        """The line made of an arc, or None if it is shorter than a file step."""
        if arc not in self.line_of:
            points = [project(x + 360 if across and x < 0 else x, y) for x, y in self.arcs[arc]]
            points = [points[0]] + [b for a, b in zip(points, points[1:]) if a != b]
            self.line_of[arc] = len(self.lines) if len(points) > 1 else None
            if len(points) > 1:
                self.lines.append(points)
        return self.line_of[arc]

    def ring(self, code, refs, hole):
        """References (line, reversed); outer rings counter-clockwise, holes clockwise (y is up)."""
        found = []
        for ref in refs:
            line = self.line(ref if ref >= 0 else ~ref, code in ACROSS_180)
            if line is not None:
                found.append((line, ref < 0))
        if not found:
            return found  # the source's North Korea has such a piece
        shape = Polygon(self.points(found))
        assert shape.is_valid, code
        if shape.exterior.is_ccw == hole:
            found = [(line, not back) for line, back in reversed(found)]
        return found

    def points(self, ring):
        found = []
        for line, back in ring:
            found += (self.lines[line][::-1] if back else self.lines[line])[:-1]
        return found


def varint(n):
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)
    return bytes(out)


def zigzag(n):
    return varint(n * 2 if n >= 0 else -n * 2 - 1)


def code_of(geometry):
    if "id" not in geometry:
        return WITHOUT_ID[geometry["properties"]["name"]]
    return pycountry.countries.get(numeric=geometry["id"]).alpha_2.lower()


def label_of(code, world, polygons):
    shapes = [Polygon(world.points(r[0]), [world.points(h) for h in r[1:]]) for r in polygons]
    if code in LABELS:
        label = project(*LABELS[code])
    else:
        spot = polylabel(max(shapes, key=lambda s: s.area), tolerance=4)
        label = (round(spot.x), round(spot.y))
    assert any(s.contains(Point(label)) for s in shapes), code
    return label


def main(source, target):
    with open(source, encoding="utf-8") as file:
        topology = json.load(file)
    world = Map(read_arcs(topology))
    countries = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        if geometry.get("id") == ANTARCTICA:
            continue
        code = code_of(geometry)
        parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        polygons = [[world.ring(code, r, n > 0) for n, r in enumerate(part)] for part in parts]
        polygons = [rings for rings in polygons if rings[0]]
        countries.append((code, label_of(code, world, polygons), polygons))
    countries.sort()

    out = bytearray(b"CPM1")
    out += varint(len(world.lines))
    for line in world.lines:
        out += varint(len(line))
        x = y = 0
        for px, py in line:
            assert abs(px) < 2**15 and abs(py) < 2**15
            out += zigzag(px - x) + zigzag(py - y)
            x, y = px, py
    out += varint(len(countries))
    for code, label, polygons in countries:
        out += code.encode() + zigzag(label[0]) + zigzag(label[1]) + varint(len(polygons))
        for rings in polygons:
            out += varint(len(rings))
            for ring in rings:
                out += varint(len(ring))
                for line, back in ring:
                    out += varint(line * 2 + back)
    with open(target, "wb") as file:
        file.write(out)
    points = [p for line in world.lines for p in line]
    xs, ys = [[p[i] / STEPS for p in points] for i in (0, 1)]
    print(f"{len(out)} bytes, {len(countries)} countries, {len(world.lines)} lines, {len(points)} points")
    print(f"x {min(xs):.1f}..{max(xs):.1f}, y {min(ys):.1f}..{max(ys):.1f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
