"""Degrees of WGS 84 as metres of the Swiss grid LV95, by swisstopo's rigorous formulas.

Source: swisstopo, "Formulas and constants for the calculation of the Swiss conformal cylindrical
projection and for the transformation between coordinate systems", 2016.
"""

from math import asin, atan, atan2, cos, exp, hypot, log, pi, radians, sin, sqrt, tan

BESSEL = (6377397.155, 0.006674372230614)
GRS80 = (6378137.0, 0.006694380022903)
SHIFT = (674.374, 15.056, 405.346)
LATITUDE, LONGITUDE = radians(46 + 57 / 60 + 8.66 / 3600), radians(7 + 26 / 60 + 22.5 / 3600)
AXIS, SQUARED = BESSEL
RADIUS = AXIS * sqrt(1 - SQUARED) / (1 - SQUARED * sin(LATITUDE) ** 2)
EXPONENT = sqrt(1 + SQUARED / (1 - SQUARED) * cos(LATITUDE) ** 4)
ORIGIN = asin(sin(LATITUDE) / EXPONENT)


def isometric(angle):
    """ln tan(π/4 + φ/2)."""
    return log(tan(pi / 4 + angle / 2))


def stretched(angle):
    """What the ellipsoid adds to the isometric latitude, to be taken off."""
    return sqrt(SQUARED) * isometric(asin(sqrt(SQUARED) * sin(angle)))


CONSTANT = isometric(ORIGIN) - EXPONENT * (isometric(LATITUDE) - stretched(LATITUDE))


def on_bessel(latitude, longitude, height):
    """Radians on Bessel's ellipsoid."""
    axis, squared = GRS80
    normal = axis / sqrt(1 - squared * sin(latitude) ** 2)
    x = (normal + height) * cos(latitude) * cos(longitude) - SHIFT[0]
    y = (normal + height) * cos(latitude) * sin(longitude) - SHIFT[1]
    z = (normal * (1 - squared) + height) * sin(latitude) - SHIFT[2]
    across = hypot(x, y)
    found = atan(z / across / (1 - SQUARED))
    for _ in range(8):
        normal = AXIS / sqrt(1 - SQUARED * sin(found) ** 2)
        above = across / cos(found) - normal
        found = atan(z / across / (1 - SQUARED * normal / (normal + above)))
    return found, atan2(y, x)


def metres(point, height=450.0):
    """E and N of a point in degrees, to the millimetre; `height` is that above the ellipsoid."""
    latitude, longitude = on_bessel(radians(point[0]), radians(point[1]), height)
    lifted = 2 * atan(exp(EXPONENT * (isometric(latitude) - stretched(latitude)) + CONSTANT)) - pi / 2
    turned = EXPONENT * (longitude - LONGITUDE)
    around = atan(sin(turned) / (sin(ORIGIN) * tan(lifted) + cos(ORIGIN) * cos(turned)))
    above = asin(cos(ORIGIN) * sin(lifted) - sin(ORIGIN) * cos(lifted) * cos(turned))
    north = RADIUS / 2 * log((1 + sin(above)) / (1 - sin(above)))
    return round(2600000 + RADIUS * around, 3), round(1200000 + north, 3)
