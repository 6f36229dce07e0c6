"""The windows in which a page is looked at: width and height in CSS pixels."""

DESKTOP = (1280, 800)
TELEPHONE = (375, 812)
