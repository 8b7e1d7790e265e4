#!/usr/bin/env python3
"""Cuts the fonts in assets/fonts down. Run once, from the root of the checkout; output committed.

    npm pack @expo-google-fonts/inter@0.4.2 && tar xf expo-google-fonts-inter-0.4.2.tgz
    apt-get download fonts-droid-fallback && dpkg-deb -x fonts-droid-fallback_*.deb droid
    pip install fonttools
    python3 scripts/fonts.py package droid assets/fonts

The Chinese font gets level 1 of GB 2312, the elements, and every character in assets/text. It has no
Latin letters and few signs: put it behind Inter.
"""

import pathlib
import sys

from fontTools import subset

LATIN = [
    (0x20, 0x7E),
    (0xA0, 0x17F),  # Latin-1 and Latin Extended-A
    (0x2C6, 0x2DD),  # accents
    (0x2010, 0x2044),  # punctuation
    (0x2070, 0x2094),  # superscripts and subscripts
    (0x20AC, 0x20AC),
    (0x2116, 0x2122),
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematics
    (0x25A0, 0x26FF),  # shapes and signs
    (0x2713, 0x2717),
]
SIGNS = "，。、；：？！（）《》「」『』【】〔〕　～％￥＋－＝／０１２３４５６７８９"
# Level 1 leaves most metals out.
ELEMENTS = (
    "氢氦锂铍硼碳氮氧氟氖钠镁铝硅磷硫氯氩钾钙钪钛钒铬锰铁钴镍铜锌镓锗砷硒溴氪铷锶钇锆铌钼锝钌铑钯银镉铟锡锑碲碘氙"
    "铯钡镧铈镨钕钷钐铕钆铽镝钬铒铥镱镥铪钽钨铼锇铱铂金汞铊铅铋钋砹氡钫镭锕钍镤铀"
)


def level_1():
    """GB 2312 level 1: rows 16 to 55, the last one short."""
    for row in range(16, 56):
        for cell in range(1, 90 if row == 55 else 95):
            yield bytes([0xA0 + row, 0xA0 + cell]).decode("gb2312")


def cut(source, target, characters):
    options = subset.Options(layout_features=["kern", "tnum", "calt", "ccmp", "mark", "locl"])
    options.hinting = False
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    subset.save_font(font, target, options)
    print(f"{target}: {target.stat().st_size} bytes, {len(font.getBestCmap())} characters")


def main(inter, droid, target):
    target = pathlib.Path(target)
    latin = [n for first, last in LATIN for n in range(first, last + 1)]
    for weight, name in (("400Regular", "Regular"), ("600SemiBold", "SemiBold")):
        source = pathlib.Path(inter, weight, f"Inter_{weight}.ttf")
        cut(source, target / f"Inter-{name}.ttf", latin)
    used = "".join(p.read_text(encoding="utf-8") for p in pathlib.Path("assets/text").rglob("*.ftl"))
    chinese = set(map(ord, [*level_1(), *ELEMENTS, *SIGNS, *used])) - set(latin)
    source = pathlib.Path(droid, "usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")
    cut(source, target / "DroidSansFallback-GB1.ttf", chinese)


if __name__ == "__main__":
    main(*sys.argv[1:])
